"""Opens the forms that stand over the window, whichever screen asks for them."""

from __future__ import annotations

import importlib
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QDialog

    from hhdesk.gui.desk import Desk
    from hhdesk.gui.new_member import NewMember
    from hhdesk.gui.window import Window


class FormWindows(QObject):
    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._members: dict[UUID | None, Any] = {}
        dialogs = importlib.import_module("hhdesk.gui.appointment_dialogs")
        self.appointments: Any = dialogs.AppointmentDialogs(desk, window)
        calls = importlib.import_module("hhdesk.gui.wrap_up_dialogs")
        self.calls: Any = calls.WrapUpDialogs(desk, window, self._looked_at)
        intakes = importlib.import_module("hhdesk.gui.intake_dialogs")
        self.intakes: Any = intakes.IntakeDialogs(desk, window, self._looked_at)
        stays = importlib.import_module("hhdesk.gui.stay_dialogs")
        self.stays: Any = stays.StayDialogs(desk, window, self._looked_at)
        front = importlib.import_module("hhdesk.gui.front_desk_forms")
        self.front_desk: Any = front.DeskForms(desk, window)
        meetings = importlib.import_module("hhdesk.gui.meeting_dialogs")
        self.meetings: Any = meetings.MeetingDialogs(desk, window)
        families = importlib.import_module("hhdesk.gui.family_dialogs")
        self.families: Any = families.FamilyDialogs(desk, window)
        notes = importlib.import_module("hhdesk.gui.note_dialogs")
        self.notes: Any = notes.NoteDialogs(desk, window)
        documents = importlib.import_module("hhdesk.gui.document_dialogs")
        self.documents: Any = documents.DocumentDialogs(desk, window)
        enrolling = importlib.import_module("hhdesk.gui.enrollment_dialogs")
        self.enrollments: Any = enrolling.EnrollmentDialogs(
            desk, window, self._looked_at
        )
        consents = importlib.import_module("hhdesk.gui.consent_dialogs")
        self.consents: Any = consents.ConsentDialogs(desk, window)
        desk.form_wanted.connect(self.edit_member)
        desk.new_member_wanted.connect(self.begin_member)
        desk.referral_form_wanted.connect(self.begin_referral)
        desk.merge_wanted.connect(self.begin_merge)

    def _looked_at(self) -> UUID | None:
        """The member whose page is shown, or whom its list has chosen, if it tells."""
        shown = self._window.shown
        if shown is None or shown.member_id is not None:
            return shown.member_id if shown is not None else None
        found: UUID | None = getattr(self._window.page(shown), "looked_at", None)
        return found

    def edit_member(self, member_id: UUID | None) -> None:
        """Open the member form, or bring the one that is open to the front."""
        dialog = self._members.get(member_id)
        if dialog is None:
            module = importlib.import_module("hhdesk.gui.member_form")
            dialog = module.MemberForm(self._desk, member_id, self._window)
            dialog.finished.connect(partial(self._member_closed, member_id))
            self._members[member_id] = dialog
        dialog.open()

    def begin_member(self, wish: NewMember) -> None:
        """Enter a new member of whom something is known."""
        self.edit_member(None)
        form = self._members[None]
        form.created.connect(wish.then)
        form.take_known(wish.values)

    def member_form(self, member_id: UUID | None) -> QDialog | None:
        """The form that is open for this member, None being a new one."""
        return self._members.get(member_id)

    def _member_closed(self, member_id: UUID | None, _code: int) -> None:
        dialog = self._members.pop(member_id, None)
        if dialog is not None:
            dialog.deleteLater()

    def begin_referral(self, member_id: UUID | None) -> None:
        """Open the form of a new referral."""
        module = importlib.import_module("hhdesk.gui.referral_form")
        module.new_referral(self._desk, self._window, member_id)

    def begin_merge(self, member_id: UUID, other_id: UUID | None = None) -> None:
        """Open the dialog that merges a member with another record."""
        module = importlib.import_module("hhdesk.gui.member_merge")
        self.merge: Any = module.begin_merge(
            self._desk, self._window, member_id, other_id
        )
