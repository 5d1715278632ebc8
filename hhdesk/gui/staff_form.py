"""Colleagues: name, role, phone, languages spoken, and whether they work here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QScrollArea,
    QWidget,
)

from hhdesk.care import staff
from hhdesk.care.staff import ROLE_WORDS, Colleague, Role, StaffDetails
from hhdesk.gui import theme
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.form_draft import Values
from hhdesk.gui.saved_form import SavedForm
from hhdesk.gui.tick import Tick
from hhdesk.gui.typed_fields import TICKED
from hhdesk.i18n import PAPER_LANGUAGES, _, explain, language_name

DRAFT = "staff form"
FIELDS = ("name", "role", "phone", "active")
_ENGLISH = "en"


@dataclass(frozen=True)
class Facts:
    people: tuple[Colleague, ...] = ()
    leads: bool = False


def read_facts(session: Any, staff_id: UUID) -> Facts:
    return Facts(staff.colleagues(session), staff.leads(session, staff_id))


def to_details(values: Values) -> StaffDetails:
    """What the fields say."""
    return StaffDetails(
        values["name"],
        Role(values["role"]),
        values["phone"],
        tuple(values["languages"]),
        values["active"] == TICKED,
    )


def to_values(details: StaffDetails) -> Values:
    return {
        "name": details.name,
        "role": details.role.value,
        "phone": details.phone,
        "active": TICKED if details.active else "",
        "languages": sorted(details.spoken_languages),
    }


class StaffForm(SavedForm):
    title_label: QLabel
    about_label: QLabel
    area: QScrollArea
    who_field: Choice
    role_field: Choice
    active_field: QCheckBox
    languages_box: Flow

    def __init__(
        self, desk: Desk, parent: QWidget | None, staff_id: UUID | None = None
    ) -> None:
        """The colleague of this id, oneself where none is named."""
        super().__init__(desk, parent, "staff_form", FIELDS)
        self._staff_id = staff_id or desk.worker.actor_id
        self._facts = Facts()
        self.ticks: dict[str, Tick] = {}
        self.resize(theme.scaled(560), theme.scaled(600))
        self.refill()
        self.who_field.activated.connect(lambda _: self._turn())
        self.area.setEnabled(False)
        read = desk.worker.read
        read(read_facts, desk.worker.actor_id, then=self._show, failed=self._explain)

    def _show(self, facts: Facts) -> None:
        self._facts = facts
        self.area.setEnabled(True)
        spoken = {tag for one in facts.people for tag in one.details.spoken_languages}
        for tag in dict.fromkeys((*PAPER_LANGUAGES, *sorted(spoken))):
            if tag != _ENGLISH:
                self.ticks[tag] = tick = Tick()
                tick.clicked.connect(lambda _: self._typed())
                self.languages_box.add(tick)
        self.refill()
        self.who_field.choose(self._staff_id)
        self.who_field.setEnabled(facts.leads)
        for name in ("role", "active"):
            self.fields[name].setEnabled(facts.leads)
        self._turn()

    # ----------------------------------------------------------- a colleague

    @property
    def colleague(self) -> Colleague | None:
        """Who is changed now."""
        people = self._facts.people
        return next((one for one in people if one.id == self._staff_id), None)

    def _turn(self) -> None:
        """Show who is chosen, with what was typed of them."""
        self._staff_id = self.who_field.currentData()
        one = self.colleague
        if one is None:
            return
        draft = self._keep(DRAFT, one.id)
        draft.title = one.details.name
        draft.begin(to_values(one.details))
        self._clear_errors()
        self.fields["name"].setFocus()

    def values(self) -> Values:
        tags = [tag for tag, tick in self.ticks.items() if tick.isChecked()]
        return {**self.fields.values(), "languages": sorted(tags)}

    def _put(self, values: Values) -> None:
        self.fields.put(values)
        for tag, tick in self.ticks.items():
            tick.setChecked(tag in values["languages"])

    def _send(self) -> None:
        one = self.colleague
        if one is not None:
            self._run(
                staff.change,
                one.id,
                to_details(self.values()),
                seen=one.version,
                then=partial(self._saved, one),
            )

    def _saved(self, before: Colleague, now: Colleague) -> None:
        desk = self._desk

        def undo() -> None:
            desk.worker.run(
                staff.change,
                now.id,
                before.details,
                seen=now.version,
                then=lambda _: desk.caseload_changed.emit(),
                failed=lambda refusal: desk.say(explain(refusal)),
            )

        desk.say(_("{name} is saved.").format(name=now.details.name), undo)
        desk.caseload_changed.emit()
        self._done()

    # ----------------------------------------------------------- words

    def refill(self) -> None:
        self.title_label.setText(_("Colleagues"))
        self.setWindowTitle(_("Colleagues"))
        self.about_label.setText(
            _("Who leads, who coordinates, and who speaks with which families.")
        )
        chosen = self._staff_id
        self.who_field.offer((one.id, self._named(one)) for one in self._facts.people)
        self.who_field.choose(chosen)
        roles = [(role.value, _(words)) for role, words in ROLE_WORDS.items()]
        self.fields.offer("role", roles)
        for tag, tick in self.ticks.items():
            tick.setText(language_name(tag))
        self.languages_box.updateGeometry()

    @staticmethod
    def _named(one: Colleague) -> str:
        name = one.details.name
        if one.details.active:
            return name
        return _("{name} (does not work here any more)").format(name=name)
