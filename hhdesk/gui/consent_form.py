"""The form of a new consent: with whom, what, how the yes was given, until when."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QScrollArea, QWidget

from hhdesk.care import consent_acts, consent_known
from hhdesk.care.confidentiality import (
    ADULT_AGE,
    AUDIENCE_WORDS,
    SEGMENT_WORDS,
    Audience,
    Consenter,
    Segment,
)
from hhdesk.care.consent_acts import GivenConsent
from hhdesk.care.consent_known import KnownForConsent
from hhdesk.care.consent_list import NEVER
from hhdesk.care.consents import BASIS_WORDS, Basis
from hhdesk.care.household import RELATIONSHIP_WORDS
from hhdesk.errors import InvalidField, Refusal
from hhdesk.gui import days, dialog_size
from hhdesk.gui.desk import Desk
from hhdesk.gui.picks import Picks
from hhdesk.gui.saved_form import SavedForm
from hhdesk.gui.today_answer import day_of, needed_day
from hhdesk.gui.today_renewals import year_after
from hhdesk.gui.typed_fields import TICKED, Values
from hhdesk.i18n import N_, _

NEW_DRAFT = "new consent"
FIELDS = (
    "audience",
    "recipients",
    "segments",
    "part2",
    "basis",
    "given_by",
    "giver_name",
    "form",
    "interpreter",
    "given_on",
    "until",
    "purpose",
)
AWAITED = "awaited"
COURT, YOUTH, OTHER = "court", "youth", "other"
_READERS = (
    Audience.RECIPIENT,
    Audience.SCHOOL,
    Audience.CARE_TEAM,
    Audience.PAYER,
    Audience.FAMILY,
)
_BASES = (Basis.VERBAL, Basis.SIGNED, Basis.YOUTH, Basis.COURT)
_SPOKEN = (Basis.VERBAL, Basis.YOUTH)
_BETWEEN = ";"
_WIDTH = 600


class ConsentForm(SavedForm):
    title_label: QLabel
    about_label: QLabel
    head: QFrame
    foot: QFrame
    area: QScrollArea
    area_page: QWidget
    audience_field: Picks
    recipients_field: QLineEdit
    recipient_picks: Picks
    segments_field: Picks
    basis_field: Picks
    given_by_field: Picks
    form_label: QLabel
    form_field: QLineEdit
    form_picks: Picks
    interpreter_label: QLabel

    given = Signal(object, bool)
    """The id of what was written down, and whether its paper is awaited."""

    def __init__(self, desk: Desk, parent: QWidget, member_id: UUID) -> None:
        super().__init__(desk, parent, "consent_form", FIELDS)
        self._member_id = member_id
        self._known: KnownForConsent | None = None
        self._picks = {
            "audience": self.audience_field,
            "segments": self.segments_field,
            "basis": self.basis_field,
            "given_by": self.given_by_field,
        }
        self.segments_field.many = self.recipient_picks.many = True
        self.audience_field.must = self.basis_field.must = True
        self.given_by_field.must = True
        for picks in self._picks.values():
            picks.chosen.connect(lambda _: self._picked())
        self.recipient_picks.chosen.connect(self._name_picked)
        self.form_picks.chosen.connect(self._form_picked)
        self.recipients_field.textChanged.connect(lambda _: self._show_names())
        self.refill()
        desk.worker.read(
            consent_known.known,
            member_id,
            desk.worker.actor_id,
            then=self._begin,
            failed=self._explain,
        )

    # -------------------------------------------------------------- beginning

    def _begin(self, known: KnownForConsent) -> None:
        self._known = known
        self.refill()
        draft = self._keep(NEW_DRAFT, self._member_id)
        draft.title = known.child
        draft.begin(self._usual(known))
        self._adapt()
        self._fit()
        first = next(iter(self.audience_field.buttons.values()))
        first.setFocus()

    def _usual(self, known: KnownForConsent) -> Values:
        """What is most often said, to be changed: the main caregiver, for a year."""
        adult = known.age >= ADULT_AGE or not known.givers
        by = YOUTH if adult else known.givers[0].name
        return dict.fromkeys(FIELDS, "") | {
            "audience": Audience.RECIPIENT.value,
            "segments": Segment.GENERAL.value,
            "basis": Basis.VERBAL.value,
            "given_by": by,
            "given_on": days.typed(self._desk.today),
            "until": days.typed(year_after(self._desk.today)),
        }

    def values(self) -> Values:
        picked = {
            name: _BETWEEN.join(picks.picked) for name, picks in self._picks.items()
        }
        return self.fields.values() | picked

    def _put(self, values: Values) -> None:
        self.fields.put(values)
        for name, picks in self._picks.items():
            picks.pick(values.get(name, "").split(_BETWEEN))
        self._adapt()

    # --------------------------------------------------------------- choosing

    def _picked(self) -> None:
        """Who says yes follows from how, where only one person can."""
        own = {Basis.YOUTH.value: YOUTH, Basis.COURT.value: COURT}
        by = own.get(self.basis_field.one)
        if by is not None:
            self.given_by_field.pick([by])
        elif self.given_by_field.one == COURT:
            self.given_by_field.pick(list(self.given_by_field.buttons)[:1])
        self._adapt()
        self._typed()

    def _adapt(self) -> None:
        """Ask only what belongs to this way of saying yes."""
        basis, by = self.basis_field.one, self.given_by_field.one
        show = self.fields.show
        show("form", shown=basis in (Basis.SIGNED.value, Basis.COURT.value))
        show("giver_name", shown=by in (COURT, OTHER))
        show("interpreter", shown=basis not in (Basis.COURT.value, AWAITED))
        self.form_picks.setVisible(
            basis == Basis.SIGNED.value and bool(self.form_picks.buttons)
        )
        self._show_words()
        self._offer_names()

    def _names(self) -> list[str]:
        names = self.recipients_field.text().split(_BETWEEN)
        return [name.strip() for name in names if name.strip()]

    def _offer_names(self) -> None:
        """The names that the record knows for this kind of reader."""
        known, chosen = self._known, self.audience_field.one
        names = known.recipients.get(Audience(chosen), ()) if known and chosen else ()
        self.recipient_picks.offer({name: name for name in names})
        self.recipient_picks.setVisible(bool(names))
        self._show_names()

    def _show_names(self) -> None:
        self.recipient_picks.pick(self._names())

    def _name_picked(self, name: str) -> None:
        """Put the name in, or take it out again."""
        names = [one for one in self._names() if one != name]
        if name in self.recipient_picks.picked:
            names.append(name)
        self.recipients_field.setText(f"{_BETWEEN} ".join(names))
        self._typed()

    def _form_picked(self, name: str) -> None:
        self.form_field.setText(name if name in self.form_picks.picked else "")
        self._typed()

    # ----------------------------------------------------------------- saving

    def told(self) -> GivenConsent:
        """What stands in the form; raises InvalidField."""
        values = self.values()
        awaited = values["basis"] == AWAITED
        basis = Basis.SIGNED if awaited else Basis(values["basis"])
        by, name = self._giver(values)
        told = GivenConsent(
            Audience(values["audience"]),
            tuple(self._names()),
            frozenset(map(Segment, self.segments_field.picked)),
            by,
            name,
            basis,
            needed_day(values, "given_on", N_("Say when.")),
            day_of(values, "until"),
            purpose=values["purpose"],
            part2=values["part2"] == TICKED,
            awaited=awaited,
        )
        if self.fields.shown("interpreter"):
            told = replace(told, interpreter=values["interpreter"])
        if self.fields.shown("form"):
            told = replace(told, form=values["form"])
        return told

    def _giver(self, values: Values) -> tuple[Consenter, str]:
        by = values["given_by"]
        if by == YOUTH:
            return Consenter.YOUTH, self._known.child if self._known else ""
        if by == COURT:
            return Consenter.COURT, values["giver_name"]
        if by == OTHER:
            return Consenter.CAREGIVER, values["giver_name"]
        return (Consenter.CAREGIVER if by else Consenter.NOT_ASKED), by

    def _send(self) -> None:
        try:
            told = self.told()
        except InvalidField as refusal:
            self._explain(refusal)
            return
        self._run(
            consent_acts.give,
            self._member_id,
            told,
            then=lambda key: self._saved(key, told),
        )

    def _saved(self, consent_id: UUID, told: GivenConsent) -> None:
        self._done()
        self.given.emit(consent_id, told.awaited)

    def _explain(self, refusal: Refusal) -> None:
        super()._explain(refusal)
        field = getattr(refusal, "field", "")
        if field in self.fields:
            self.fields.show_in(self.area, field)
        if field in self._picks and self._picks[field].buttons:
            next(iter(self._picks[field].buttons.values())).setFocus()

    # ------------------------------------------------------------------ words

    def _show_words(self) -> None:
        court = self.basis_field.one == Basis.COURT.value
        self.form_label.setText(_("Which order") if court else _("Which form"))
        awaited = self.basis_field.one == AWAITED
        words = _("Write it down and print the form") if awaited else _("Write it down")
        self.save_button.setText(words)
        known = self._known
        spoken = self.basis_field.one in {one.value for one in _SPOKEN}
        needed = known is not None and spoken and self._interprets(known)
        label = _("Interpreter: name or number")
        none = _("Interpreter: name or number (if there was one)")
        self.interpreter_label.setText(label if needed or known is None else none)

    def _interprets(self, known: KnownForConsent) -> bool:
        by = self.given_by_field.one
        return known.interpreted if by == YOUTH else known.interprets(by)

    def refill(self) -> None:
        known = self._known
        self.setWindowTitle(_("New consent"))
        self.title_label.setText(_("New consent"))
        self.about_label.setText(known.child if known else "")
        self.audience_field.offer(
            {one.value: _(AUDIENCE_WORDS[one]) for one in _READERS}
        )
        self.segments_field.offer(
            {
                one.value: _(word)
                for one, word in SEGMENT_WORDS.items()
                if one not in NEVER
            }
        )
        bases = {one.value: _(BASIS_WORDS[one]) for one in _BASES}
        self.basis_field.offer(bases | {AWAITED: _("Print a form to sign")})
        self.given_by_field.offer(self._givers())
        forms = known.forms if known else ()
        self.form_picks.offer({one: one for one in forms})
        self._adapt()

    def _givers(self) -> dict[str, str]:
        known = self._known
        if known is None:
            return {}
        named = {
            one.name: f"{one.name} ({_(RELATIONSHIP_WORDS[one.relationship])})"
            for one in known.givers
        }
        return {
            **named,
            YOUTH: _("The youth"),
            COURT: _("Court or child welfare"),
            OTHER: _("Somebody else"),
        }

    def _fit(self) -> None:
        """As high as its questions, at most as high as fits."""
        dialog_size.fit(self, _WIDTH)
