"""The form of a caregiver: a new one, one joined from a sibling, or one to change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from hhdesk.care import family_caregivers
from hhdesk.care.family_rows import Entered, FamilyCard, FamilyCaregiver, FamilyPage
from hhdesk.care.household import (
    AUTHORITY_WORDS,
    RELATIONSHIP_WORDS,
    Authority,
    Relationship,
)
from hhdesk.care.person import INTERPRETER_WORDS, Interpreter, Languages, Name
from hhdesk.errors import InvalidField
from hhdesk.gui import days
from hhdesk.gui.act_values import NO_DAY
from hhdesk.gui.family_wish import NEW_CAREGIVER
from hhdesk.gui.family_words import RIGHTS, RIGHTS_WORDS, TAKEN_BACK, kin
from hhdesk.gui.flow import Flow
from hhdesk.gui.form_draft import Values
from hhdesk.gui.labels import literal
from hhdesk.gui.phone_lines import typed_lines, value_of
from hhdesk.gui.phones_form import PhonesForm
from hhdesk.gui.typed_fields import TICKED
from hhdesk.i18n import _

_NAME = ("given", "first_surname", "second_surname", "as_given")
_CHOICES: dict[str, Mapping[Any, str]] = {
    "relationship": RELATIONSHIP_WORDS,
    "authority": AUTHORITY_WORDS,
    "interpreter": INTERPRETER_WORDS,
    "education_rights": RIGHTS_WORDS,
}
_HIDDEN = ("nickname", "others", "joining")
"""What the form keeps and does not show: the nickname, further languages, and which
caregiver of a sibling is joined."""


class CaregiverForm(PhonesForm):
    known_cell: QWidget
    known_flow: Flow
    shared_label: QLabel

    form = "caregiver_form"
    wide = 760
    names: ClassVar[tuple[str, ...]] = (
        *_NAME,
        "relationship",
        "authority",
        "education_rights",
        "spoken",
        "written",
        "interpreter",
        "main",
        "begins_on",
        "ends_on",
        "note",
    )

    def _made(self) -> None:
        self._hidden: Values = dict.fromkeys(_HIDDEN, "")
        self.card: FamilyCard | None = None
        super()._made()

    # ------------------------------------------------------------- filling it

    def _begin(self, page: FamilyPage) -> None:
        self.card = next(
            (one for one in page.caregivers if one.place_id == self.wish.subject), None
        )
        blank = FamilyCaregiver(Name(""), main=not page.standing())
        details = self.card.details if self.card else blank
        assert self._draft is not None
        self._draft.begin(self._values_of(details))
        self._offer_known(page)
        self.refill()
        self.fields["given"].setFocus()

    @property
    def new(self) -> bool:
        return self.wish.draft == NEW_CAREGIVER

    def _values_of(self, told: FamilyCaregiver, joining: str = "") -> Values:
        name, spoken = told.name, told.languages
        return {
            **{field: getattr(name, field) for field in (*_NAME, "nickname")},
            "relationship": told.relationship.value,
            "authority": told.authority.value,
            "education_rights": RIGHTS[told.education_rights],
            "spoken": spoken.spoken,
            "written": spoken.written,
            "interpreter": spoken.interpreter.value,
            "others": " ".join(spoken.others),
            "main": TICKED if told.main else "",
            "begins_on": days.typed(told.begins_on),
            "ends_on": days.typed(told.ends_on),
            "note": told.note,
            "phones": [value_of(one) for one in told.phones],
            "joining": joining,
        }

    def _offer_known(self, page: FamilyPage) -> None:
        """Caregivers of this household's other children, so that nobody is typed
        twice."""
        self.known_cell.setVisible(self.new and bool(page.known))
        buttons = []
        for one in page.known:
            words = literal(f"{one.details.name.full} · {', '.join(one.others)}")
            button = QPushButton(words)
            button.setProperty("look", "filter")
            button.setAutoDefault(False)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(partial(self.join, one))
            buttons.append(button)
        self.known_flow.put(buttons)

    def join(self, card: FamilyCard, _checked: bool = False) -> None:
        """The same person for this child too: nothing of theirs is typed again."""
        stays = self.values()
        told = self._values_of(card.details, str(card.id))
        for name in ("main", "begins_on", "ends_on"):
            told[name] = stays[name]
        told["note"] = ""
        self._put(told)
        self._keep_typed()
        self.fields["relationship"].setFocus()
        self.fit()

    def values(self) -> Values:
        found: Values = {**self.fields.values(), **self._hidden}
        return found | {"phones": self.phones.values()}

    def _put(self, values: Values) -> None:
        self._hidden = {name: values.get(name, "") for name in _HIDDEN}
        self.fields.put({name: str(values[name]) for name in self.names})
        self.phones.put(typed_lines(values))
        self._show_shared()

    def _joining(self) -> FamilyCard | None:
        known = self.page.known if self.page else ()
        key = self._hidden["joining"]
        return next((one for one in known if str(one.id) == key), None)

    def _show_shared(self) -> None:
        """Whom a change of the person changes too."""
        card = self._joining() or self.card
        others = card.others if card else ()
        words = _("Name, languages and phones are the same for {children}.")
        self.shared_label.setText(words.format(children=", ".join(others)))
        self.shared_label.setVisible(bool(others))

    # ----------------------------------------------------------------- saving

    def _details(self) -> FamilyCaregiver:
        """What was typed; raises InvalidField for what is no day."""
        told = self.values()
        rights = {code: value for value, code in RIGHTS.items()}
        return FamilyCaregiver(
            Name(*(told[f] for f in (*_NAME[:3], "nickname", "as_given"))),
            Relationship(told["relationship"]),
            Authority(told["authority"]),
            rights[told["education_rights"]],
            Languages(
                told["spoken"],
                told["written"],
                Interpreter(told["interpreter"]),
                tuple(told["others"].split()),
            ),
            self.phones.rows(),
            told["main"] == TICKED,
            self._day(told, "begins_on"),
            self._day(told, "ends_on"),
            told["note"],
        )

    @staticmethod
    def _day(told: Values, name: str) -> date | None:
        day = days.parse(told[name])
        if day is None and told[name].strip():
            raise InvalidField(name, NO_DAY)
        return day

    def _send(self) -> None:
        if self.page is None:
            return
        try:
            told = self._details()
        except InvalidField as refusal:
            self._explain(refusal)
            return
        if self.card is not None:
            self._change(self.card, told)
        elif self.new:
            self._add(told)

    def _change(self, card: FamilyCard, told: FamilyCaregiver) -> None:
        assert self.page is not None
        before = self.page.member_id, card.id, card.details

        def saved(seen: Any) -> None:
            back = self.undoing(family_caregivers.change, *before, seen=seen)
            self._saved(self._is_saved(told), back)

        self._run(
            family_caregivers.change,
            self.page.member_id,
            card.id,
            told,
            seen=card.version,
            then=saved,
        )

    def _add(self, told: FamilyCaregiver) -> None:
        assert self.page is not None
        member_id, joined = self.page.member_id, self._joining()

        def saved(entered: Entered) -> None:
            who = member_id, entered.id, _(TAKEN_BACK)
            back = self.undoing(family_caregivers.remove, *who, seen=entered.version)
            self._saved(self._is_saved(told), back)

        self._run(
            family_caregivers.add,
            member_id,
            told,
            joining=joined.id if joined else None,
            seen=joined.version if joined else (),
            then=saved,
        )

    @staticmethod
    def _is_saved(told: FamilyCaregiver) -> str:
        return _("{name} is saved.").format(name=kin(told))

    # ------------------------------------------------------------------ words

    def title(self) -> str:
        return _("New caregiver") if self.new else _("Change a caregiver")

    def refill(self) -> None:
        super().refill()
        for name, words in _CHOICES.items():
            self.fields.offer(name, [(str(code), _(w)) for code, w in words.items()])
        self._show_shared()
