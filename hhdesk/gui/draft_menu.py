"""The list of drafts under the top bar's chip: which form, about whom, since when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QMenu, QWidget

from hhdesk.care.referral_choices import ACT_WORDS
from hhdesk.gui import (
    appointment_form,
    care_plan,
    caseload_drafts,
    consent_answers,
    consent_form,
    consent_news,
    document_form,
    enrollment_drafts,
    family_wish,
    goal_progress_card,
    intake,
    member_form,
    member_merge,
    message_form,
    note_wish,
    plan_conflicts,
    plan_sign,
    plan_stop,
    referral_edit,
    referral_form,
    review_meeting,
    seal_round,
    stay_form,
    template_picker,
    translation_drafts,
    visit_reason,
    walk_in,
    wrap_up,
)
from hhdesk.gui.consent_news import ConsentWish
from hhdesk.gui.desk import Desk
from hhdesk.gui.document_news import DocumentWish
from hhdesk.gui.draft_keeper import Kept
from hhdesk.gui.labels import literal
from hhdesk.gui.message_form import MessageWish
from hhdesk.gui.referral_act_dialog import draft_of
from hhdesk.gui.stay_news import StayWish
from hhdesk.gui.today_done import DONE_DRAFT
from hhdesk.gui.today_renewals import CONSENT_DRAFT, COVERAGE_DRAFT
from hhdesk.gui.today_snooze import CLOSE_DRAFT, SNOOZE_DRAFT
from hhdesk.gui.visit_acts import BookingWish, VisitWish
from hhdesk.i18n import N_, _, format_date, format_time


def _open_plan(desk: Desk, member_id: UUID) -> None:
    desk.member_wanted.emit(member_id, "care_plan")


def _open_form(desk: Desk, member_id: UUID) -> None:
    desk.form_wanted.emit(None if member_id == member_form.NEW else member_id)


def _open_merge(desk: Desk, member_id: UUID) -> None:
    desk.merge_wanted.emit(member_id, None)


def _open_referral_form(desk: Desk, member_id: UUID) -> None:
    desk.referral_form_wanted.emit(
        None if member_id == referral_form.NEW else member_id
    )


def _open_referral(desk: Desk, referral_id: UUID) -> None:
    desk.referral_wanted.emit(None, referral_id)


def _open_visit_form(desk: Desk, appointment_id: UUID) -> None:
    desk.booking_wanted.emit(BookingWish(appointment_id=appointment_id))


def _open_booking(desk: Desk, member_id: UUID) -> None:
    known = None if member_id == appointment_form.NEW else member_id
    desk.booking_wanted.emit(BookingWish(member_id=known))


def _open_visit(desk: Desk, appointment_id: UUID) -> None:
    desk.visit_wanted.emit(VisitWish(appointment_id))


def _open_message(desk: Desk, member_id: UUID) -> None:
    known = None if member_id == message_form.NEW else member_id
    desk.message_wanted.emit(MessageWish(member_id=known))


def _open_visit_message(desk: Desk, appointment_id: UUID) -> None:
    desk.message_wanted.emit(MessageWish(visit_id=appointment_id))


def _open_walk_in(desk: Desk, _none: UUID) -> None:
    desk.walk_in_wanted.emit()


def _open_meeting(desk: Desk, member_id: UUID) -> None:
    desk.meeting_wanted.emit(member_id)


def _open_round(desk: Desk, member_id: UUID) -> None:
    desk.consenters_wanted.emit(member_id)


def _open_progress(desk: Desk, goal_id: UUID) -> None:
    desk.progress_wanted.emit(goal_id)


def _open_contact(desk: Desk, member_id: UUID) -> None:
    desk.contact_wanted.emit(member_id)


def _open_document(desk: Desk, document_id: UUID) -> None:
    desk.document_form_wanted.emit(DocumentWish(document_id=document_id))


def _open_new_document(desk: Desk, member_id: UUID) -> None:
    desk.member_wanted.emit(member_id, "documents")
    desk.document_form_wanted.emit(DocumentWish(member_id))


def _open_new_consent(desk: Desk, member_id: UUID) -> None:
    desk.member_wanted.emit(member_id, "consents")
    desk.consent_wanted.emit(ConsentWish(member_id))


def _open_consent(act: str, desk: Desk, consent_id: UUID) -> None:
    desk.consent_wanted.emit(ConsentWish(consent_id=consent_id, act=act))


def _open_new_stay(desk: Desk, member_id: UUID) -> None:
    desk.stay_wanted.emit(member_id)


def _open_stay(desk: Desk, stay_id: UUID) -> None:
    desk.stay_form_wanted.emit(StayWish(stay_id))


def _open_discharge(desk: Desk, stay_id: UUID) -> None:
    desk.stay_form_wanted.emit(StayWish(stay_id, left=True))


def _open_intake(desk: Desk, member_id: UUID) -> None:
    desk.intake_wanted.emit(member_id)


_ANSWERS = {
    SNOOZE_DRAFT: N_("Snooze"),
    CLOSE_DRAFT: N_("Close it with a reason"),
    DONE_DRAFT: N_("Done, with what came of it"),
    CONSENT_DRAFT: N_("Renew the consent"),
    COVERAGE_DRAFT: N_("Coverage is renewed"),
}


def _open_answer(kind: str, desk: Desk, subject: UUID) -> None:
    desk.answer_wanted.emit(kind, subject)


KINDS: dict[str, tuple[str, Callable[[Desk, UUID], None]]] = {
    care_plan.DRAFT: (N_("Care plan"), _open_plan),
    template_picker.DRAFT: (N_("Begin from a template"), _open_plan),
    plan_conflicts.DRAFT: (N_("Care plan that two people changed"), _open_plan),
    plan_sign.DRAFT: (N_("Signature of a plan"), _open_plan),
    plan_stop.DRAFT: (N_("Stopping a plan"), _open_plan),
    member_form.DRAFT: (N_("Member form"), _open_form),
    member_merge.DRAFT: (N_("Merge of two records"), _open_merge),
    appointment_form.DRAFT: (N_("Appointment"), _open_visit_form),
    appointment_form.NEW_DRAFT: (N_("New appointment"), _open_booking),
    visit_reason.DRAFT: (N_("Visit"), _open_visit),
    referral_form.DRAFT: (N_("New referral"), _open_referral_form),
    referral_edit.DRAFT: (N_("Change the referral"), _open_referral),
    message_form.DRAFT: (N_("Message from the front desk"), _open_message),
    message_form.VISIT_DRAFT: (N_("Message from the front desk"), _open_visit_message),
    walk_in.DRAFT: (N_("A child is here without a visit"), _open_walk_in),
    wrap_up.DRAFT: (N_("Wrap up a call"), _open_contact),
    document_form.DRAFT: (N_("Document"), _open_document),
    document_form.NEW_DRAFT: (N_("New document"), _open_new_document),
    consent_form.NEW_DRAFT: (N_("New consent"), _open_new_consent),
    consent_answers.REVOKE_DRAFT: (
        N_("Revoke the consent"),
        partial(_open_consent, consent_news.REVOKE),
    ),
    consent_answers.PAPER_DRAFT: (
        N_("Attach the signed paper"),
        partial(_open_consent, consent_news.ATTACH),
    ),
    stay_form.NEW_DRAFT: (N_("New hospital stay"), _open_new_stay),
    stay_form.DRAFT: (N_("Hospital stay"), _open_stay),
    stay_form.LEFT_DRAFT: (N_("Hospital discharge"), _open_discharge),
    intake.DRAFT: (N_("Intake"), _open_intake),
    review_meeting.DRAFT: (N_("Review meeting"), _open_meeting),
    goal_progress_card.DRAFT: (N_("How it's going"), _open_progress),
    seal_round.DRAFT: (N_("Who said yes to this care?"), _open_round),
    **{kind: (words, partial(_open_answer, kind)) for kind, words in _ANSWERS.items()},
    **{
        draft: (words, partial(family_wish.open_again, draft))
        for draft, words in family_wish.DRAFTS.items()
    },
    **{
        draft: (words, partial(note_wish.open_again, draft))
        for draft, words in note_wish.DRAFTS.items()
    },
    **caseload_drafts.KINDS,
    **enrollment_drafts.KINDS,
    **translation_drafts.KINDS,
    **{draft_of(act): (words, _open_referral) for act, words in ACT_WORDS.items()},
}
"""Each kind of form that keeps drafts: its name, and how one of it is opened again."""


class DraftMenu(QMenu):
    """Made when it is asked for, with the drafts of that moment."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        for kept in desk.drafts.all():
            word, open_again = KINDS.get(kept.kind, (N_("Draft"), None))
            line = self.addAction(literal(self._line(_(word), kept)))
            # What another version of the program kept is listed all the same.
            line.setEnabled(open_again is not None)
            if open_again is not None:
                line.triggered.connect(partial(open_again, desk, kept.subject))

    def _line(self, word: str, kept: Kept) -> str:
        at = kept.at.astimezone(self._desk.zone)
        same_day = at.date() == self._desk.today
        when = format_time(at) if same_day else format_date(at.date())
        return " · ".join(filter(None, (word, kept.title, when)))
