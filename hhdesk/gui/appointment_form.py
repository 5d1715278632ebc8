"""Booking and editing a visit: errors beside the field, conflicts said, all kept."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from hhdesk.care import (
    appointment_calendar,
    appointment_saving,
    member_page,
    reminder_reading,
    staff,
)
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointment_saving import AppointmentForm as FormValue
from hhdesk.care.confidentiality import Seal
from hhdesk.care.member_page import MemberPage
from hhdesk.errors import InvalidField, Refusal
from hhdesk.gui import appointment_values
from hhdesk.gui.appointment_fields import TEXTS, AppointmentFields, Facts
from hhdesk.gui.appointment_values import KINDS, Values
from hhdesk.gui.conflict_words import conflict_words
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import FormDraft
from hhdesk.gui.notice import FieldNotice
from hhdesk.gui.visit_acts import BookingWish, VisitActs
from hhdesk.i18n import _, explain

DRAFT = "appointment form"
NEW_DRAFT = "new appointment"
NEW = UUID(int=0)
"""Under this id lies the draft of a new visit that was begun without a child."""

_REST_MS = 250


def read_facts(
    session: Any, appointment_id: UUID | None, member_id: UUID | None
) -> Facts:
    form, version, told = None, 0, None
    if appointment_id is not None:
        form, member_id, version = appointment_saving.form(session, appointment_id)
        told = reminder_reading.reminder(session, appointment_id)
    page = member_page.member_page(session, member_id) if member_id else None
    people = tuple(staff.active_staff(session))
    return Facts(people, session.now(), page, form, version, told)


class AppointmentForm(AppointmentFields):
    def __init__(self, desk: Desk, wish: BookingWish, parent: QWidget) -> None:
        super().__init__(desk, wish, parent)
        self._acts = VisitActs(desk)
        member_id = wish.again.member_id if wish.again else wish.member_id
        kind = DRAFT if wish.appointment_id else NEW_DRAFT
        key = wish.appointment_id or member_id or NEW
        self._draft = FormDraft(desk, kind, key, self.restored)
        self._draft.tie(self.values, self._put)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.look_for_conflicts)
        self.resize(980, 660)
        self.refill()
        self._connect()
        self.save_button.setEnabled(False)
        # What would be typed before the record is there would be covered by it.
        self.area.setEnabled(False)
        self._desk.worker.read(
            read_facts,
            wish.appointment_id,
            member_id,
            then=self._begin,
            failed=self._explain,
        )

    def _connect(self) -> None:
        for name in TEXTS:
            self._text(name).textEdited.connect(lambda _: self._typed())
        for choice in (
            self.staff_field,
            self.referral_field,
            self.length_field,
            self.second_field,
        ):
            choice.activated.connect(lambda _: self._typed())
        for kind in KINDS:
            self._arrangement(kind.value).changed.connect(self._typed)
        self.day_field.changed.connect(self._typed)
        self.time_field.changed.connect(self._typed)
        self.seal_field.edited.connect(self._sealed)
        self.member_field.chosen.connect(self._choose_member)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)

    # ----------------------------------------------------------- filling it

    def _begin(self, facts: Facts) -> None:
        """The record or the wish, and on top of it what was typed earlier."""
        self._facts = facts
        self._page = facts.page
        self._draft.title = facts.page.name.full if facts.page else ""
        for row in facts.form.arrangements if facts.form else ():
            self._arrangement(row.kind.value).begin(row.status)
        self._offer()
        self._draft.begin(self._at_first(facts))
        same = facts.form is not None and self._seal == facts.form.details.seal
        self.reminder_strip.say(facts.reminder if same else None)
        self.area.setEnabled(True)
        self.save_button.setEnabled(True)
        if self._wish.appointment_id is not None:
            self.member_field.fix()
        first = self.title_field if self.member_field.member_id else self.member_field
        first.setFocus()
        kept = self.member_field.member_id
        if kept is not None and facts.page is None:
            self._read_member(kept)
        self.look_for_conflicts()

    def _at_first(self, facts: Facts) -> Values:
        zone, wish = self._desk.zone, self._wish
        if facts.form is not None and facts.page is not None:
            return appointment_values.of_form(facts.form, facts.page.id, zone)
        if wish.again is not None:
            return appointment_values.again(wish.again, self._desk.today, zone)
        values = appointment_values.blank()
        values["staff"] = str(self._desk.worker.actor_id)
        if wish.starts_at and wish.ends_at:
            values |= appointment_values.at(wish.starts_at, wish.ends_at, zone)
        if facts.page is not None:
            values["member"] = str(facts.page.id)
            values |= appointment_values.needs_of(facts.page)
        values["referral"] = str(wish.referral_id or "")
        values["title"] = wish.title
        values |= appointment_values.sealed(wish.seal)
        return values

    def _choose_member(self, member_id: UUID | None) -> None:
        """A child was found: its referrals, and what its family always needs."""
        self._page = None
        self.member_field.put(member_id)
        if member_id is None:
            self._offer()
            self._typed()
        else:
            self._read_member(member_id, new=True)

    def _read_member(self, member_id: UUID, *, new: bool = False) -> None:
        self._desk.worker.read(
            member_page.member_page,
            member_id,
            lane="child of a visit's page",
            then=partial(self._show_member, new),
            failed=self._explain,
        )

    def _show_member(self, new: bool, page: MemberPage) -> None:
        referral = self.referral_field.value()
        self._page = page
        self._draft.title = page.name.full
        self._put_member(page.id)
        self._offer()
        self.referral_field.choose(referral)
        if new:
            if not self.interpreter_field.code:
                needs = appointment_values.needs_of(page)
                code = needs.get("interpreter.status", "")
                self.interpreter_field.put(code, needs.get("interpreter.detail", ""))
            self._typed()
            self.title_field.setFocus()

    # --------------------------------------------------------------- typing

    def _sealed(self, seal: Seal) -> None:
        self._seal = seal
        # Whom to call hangs on the seal, and this one is not saved yet.
        self.reminder_strip.say(None)
        self._typed()

    def _typed(self) -> None:
        self._draft.typed()
        self._show_second()
        self._rest.start()

    def look_for_conflicts(self) -> None:
        """Say who else has this time; that is a warning and no wall."""
        try:
            starts_at, ends_at = appointment_values.when(self.values(), self._desk.zone)
        except InvalidField:
            self.conflict_notice.say("")
            return
        staff_id = self.staff_field.value()
        self._desk.worker.read(
            appointment_calendar.conflicts,
            starts_at,
            ends_at,
            staff_id=UUID(str(staff_id)) if staff_id else None,
            member_id=self.member_field.member_id,
            except_id=self._wish.appointment_id,
            lane="conflicts",
            then=partial(self._show_conflicts, starts_at),
        )

    def _show_conflicts(
        self, starts_at: datetime, found: tuple[CalendarRow, ...]
    ) -> None:
        words = conflict_words(found, self.member_field.member_id, self._desk.zone)
        past = self._facts is not None and starts_at < self._facts.now
        if past and self._wish.appointment_id is None:
            words = " ".join((_("This time is already past."), words)).strip()
        self.conflict_notice.say(words, "warning")

    # --------------------------------------------------------------- saving

    def save(self) -> None:
        """Save the visit; a refusal is said beside its field."""
        if not self.save_button.isEnabled() or self._facts is None:
            return
        self._clear_errors()
        values = self.values()
        try:
            member_id = appointment_values.member_of(values)
            form = appointment_values.to_form(values, self._desk.zone, self._facts.form)
        except InvalidField as refusal:
            self._explain(refusal)
            return
        self.save_button.setEnabled(False)
        if self._wish.appointment_id is None:
            self._book(member_id, form)
        else:
            self._desk.worker.run(
                appointment_saving.save,
                self._wish.appointment_id,
                form,
                seen=self._facts.version,
                then=partial(self._saved, member_id),
                failed=self._explain,
            )

    def _book(self, member_id: UUID, form: FormValue) -> None:
        replaces = appointment_values.replaces(self.values())
        alone = form.details.referral_id is None and replaces is None
        self._desk.worker.run(
            appointment_saving.book,
            member_id,
            form,
            replaces,
            then=partial(self._booked, member_id, alone),
            failed=self._explain,
        )

    def _booked(self, member_id: UUID, alone: bool, row: CalendarRow | None) -> None:
        self._finish()
        self._acts.booked(self._name(), member_id, row, undo=alone)

    def _saved(self, member_id: UUID, row: CalendarRow | None) -> None:
        self._finish()
        if self._wish.appointment_id is not None:
            self._acts.edited(self._wish.appointment_id, self._name(), member_id, row)

    def _name(self) -> str:
        return self._page.name.full if self._page else ""

    def _finish(self) -> None:
        self._draft.saved()
        self.accept()

    def reject(self) -> None:
        """Close; what was typed stays until it is saved or thrown away."""
        self._draft.left()
        super().reject()

    def _explain(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(self._facts is not None)
        name = {"ends_at": "length", "starts_at": "time", "staff_id": "staff"}.get(
            getattr(refusal, "field", ""), getattr(refusal, "field", "")
        )
        kind, dot, _rest = name.partition(".")
        if dot:
            arranged = self._arrangement(kind)
            self._beside(arranged.notice, arranged.detail, refusal)
            return
        line = self.findChild(FieldNotice, f"{name}_notice")
        field = self.findChild(QWidget, f"{name}_field")
        if line is None or field is None:
            self.notice.say(explain(refusal))
        else:
            self._beside(line, field, refusal)

    # ---------------------------------------------------------------- words

    def refill(self) -> None:
        if self._wish.appointment_id is not None:
            title = _("Edit appointment")
        elif self._wish.again is not None:
            title = _("Book again")
        else:
            title = _("New appointment")
        self.title_label.setText(title)
        self.setWindowTitle(title)
        self._offer()
        self._offer_length(int(str(self.length_field.value() or 30)))
        self.second_field.offer([("", _("The first one")), ("1", _("The second one"))])
