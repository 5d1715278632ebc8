"""Every act that care knows, each done once with words that no audit row may repeat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hhdesk.care import (
    appointment_saving,
    attendance,
    booking,
    care_plans,
    clinic_calendar,
    disclosures,
    imports,
    members,
    page_views,
    paper_orders,
    plan_saving,
    referral_acts,
    referral_answers,
    referral_news,
    staff,
)
from hhdesk.care.appointment_saving import AppointmentForm
from hhdesk.care.appointments import AppointmentStatus, CalledOffBy
from hhdesk.care.arrangements import ArrangementKind, ArrangementStatus
from hhdesk.care.confidentiality import Audience
from hhdesk.care.consents import Basis
from hhdesk.care.goals import BarrierKind
from hhdesk.care.imported import MemberFact, Original, SourceKey
from hhdesk.care.outreach import Outcome, Way
from hhdesk.care.paper_orders import PaperKind, PaperOrder
from hhdesk.care.referral_answers import Answers
from hhdesk.care.referral_choices import ReferralAct
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_news import Attempt
from hhdesk.care.referral_states import Detail, ReferralState
from hhdesk.care.referral_steps import Closing, NoHelpReason, Step
from tests.care.act_desk import (
    BORN,
    CHILD,
    NAME,
    REFERRAL,
    SIGNED,
    SPANISH,
    TOLD,
    Desk,
    words,
)

Doing = Callable[[Desk], object]


@dataclass(frozen=True)
class Case:
    """A use case, the act that its audit row names, and a way to do it."""

    use_case: str
    act: str
    do: Doing


def _move(act: str, make: Callable[[Desk], ReferralFacts], *told: Any) -> Case:
    use_case = getattr(referral_acts, act)
    return Case(
        f"referral_acts.{act}",
        "referral.move",
        lambda desk: desk.act(use_case, make(desk), *told),
    )


def _visit(act: str, audited: str, *told: Any, hours: int = -3) -> Case:
    use_case = getattr(attendance, act)
    proposed = act == "confirm"
    return Case(
        f"attendance.{act}",
        f"appointment.{audited}",
        lambda desk: desk.act(
            use_case, desk.visit(hours=hours, proposed=proposed), *told
        ),
    )


def _changed_member(desk: Desk) -> None:
    details, seen = members.details(desk.session, desk.member_id)
    members.update(
        desk.session, desk.member_id, replace(details, city=words("b")), seen
    )


def _checked_line(desk: Desk) -> None:
    writer = desk.session.get_one(staff.Staff, desk.session.actor_id)
    number = desk.plan()
    content = care_plans.current(desk.session, desk.member_id).content
    goal = content.goals[0].id
    assert goal is not None
    writer.qualified_languages = [SPANISH]
    plan_saving.check_translation(
        desk.session, desk.member_id, goal, "family_words", seen=number
    )


def _missed_explained(desk: Desk) -> None:
    row = desk.act(attendance.mark_missed, desk.visit())
    desk.act(attendance.explain_missed, row, words("no bus"), BarrierKind.OTHER)


def _taken_back(desk: Desk) -> None:
    desk.act(attendance.take_back, desk.act(attendance.mark_kept, desk.visit()))


def _undone_mark(desk: Desk) -> None:
    row = desk.act(attendance.mark_kept, desk.visit())
    appointment_saving.undo_mark(
        desk.session, row.id, AppointmentStatus.ARRIVED, seen=row.version
    )


def _undone_move(desk: Desk) -> None:
    before = desk.visit(hours=30)
    later = before.starts_at + timedelta(hours=2)
    row = desk.act(booking.move, before, later)
    appointment_saving.undo_move(desk.session, before, seen=row.version)


def _saved_form(desk: Desk) -> None:
    row = desk.visit(hours=30)
    form, _, seen = appointment_saving.form(desk.session, row.id)
    details = replace(form.details, place=words("elsewhere"))
    rides = tuple(replace(one, detail=words("van")) for one in form.arrangements)
    appointment_saving.save(
        desk.session, row.id, AppointmentForm(details, rides), seen=seen
    )


def _edited(desk: Desk) -> None:
    row = desk.visit(hours=30)
    desk.act(booking.edit, row, replace(desk.visit_details(30), place=words("b")))


def _put_ride(desk: Desk) -> None:
    ride = desk.visit(hours=30).arrangements[0]
    confirmed = ArrangementStatus.CONFIRMED
    desk.act(booking.put_arrangement, ride, confirmed, words("van"))


def _kept_paper(desk: Desk) -> None:
    disclosures.keep_paper(
        desk.session,
        desk.member_id,
        kind="care-plan",
        number=disclosures.document_number(desk.session),
        audience=Audience.FAMILY,
        recipient=words("family"),
        language=SPANISH,
        pdf=words("%PDF").encode(),
    )


def _recorded_disclosure(desk: Desk) -> None:
    disclosures.record(
        desk.session,
        desk.member_id,
        Audience.CARE_TEAM,
        what="fhir",
        content=words().encode(),
        recipient=words("Shah"),
        purpose=words("care"),
    )


def _handed_out(desk: Desk) -> None:
    order = PaperOrder(
        PaperKind.CARE_PLAN, desk.member_id, Audience.CARE_TEAM, words("Shah")
    )
    gathered = paper_orders.gather(desk.session, order)
    paper_orders.hand_out(desk.session, gathered, language=SPANISH, pdf=b"%PDF")


def _imported(desk: Desk) -> None:
    key = SourceKey("clinic", "Patient", words("id"))
    source = Original(key, "ab" * 32, words("{}"), "")
    outcomes = imports.write(desk.session, [MemberFact(source, NAME, BORN)])
    assert outcomes


def _dropped_day(desk: Desk) -> None:
    day = clinic_calendar.put_day(desk.session, date(2026, 12, 31), words())
    assert day.own_id is not None
    clinic_calendar.drop_day(desk.session, day.own_id)


def _performed(desk: Desk) -> None:
    row = desk.draft()
    said = Answers(basis=Basis.SIGNED, note=words())
    referral_answers.perform(
        desk.session, row.id, ReferralAct.SEND, said, seen=row.version
    )


def _reviewed(desk: Desk) -> None:
    row = desk.reported()
    desk.act(referral_news.review_report, row, row.to_review[0].id, TOLD)


def _elsewhere(desk: Desk) -> None:
    row = desk.sent()
    declined = Step(ReferralState.DECLINED, TOLD, Detail.FULL)
    row = desk.act(referral_acts.move, row, declined)
    other = replace(REFERRAL, agency=words("other"))
    desk.act(referral_acts.refer_elsewhere, row, other, TOLD)


def _attempted(desk: Desk) -> None:
    tried = Attempt(Way.PHONE, Outcome.REACHED, None, words("Lucía"), words("note"))
    referral_news.record_attempt(desk.session, desk.draft().id, tried)


NO_HELP = Closing(
    ReferralState.NO_HELP, reason=NoHelpReason.OTHER, next_step=words("ask again")
)

CASES = (
    Case(
        "members.create",
        "member.create",
        lambda desk: members.create(desk.session, replace(CHILD, mrn=words("3"))),
    ),
    Case("members.update", "member.update", _changed_member),
    Case(
        "page_views.note",
        "member.view",
        lambda desk: page_views.note(desk.session, desk.member_id),
    ),
    Case("imports.write", "import.member", _imported),
    Case("plan_saving.save", "care_plan.save", Desk.plan),
    Case("plan_saving.check_translation", "care_plan.save", _checked_line),
    Case(
        "staff.add",
        "staff.add",
        lambda desk: staff.add(desk.session, desk.session.new_id(), words(), words()),
    ),
    Case(
        "clinic_calendar.put_day",
        "holiday.put",
        lambda desk: clinic_calendar.put_day(
            desk.session, date(2026, 12, 31), words("party")
        ),
    ),
    Case("clinic_calendar.drop_day", "holiday.drop", _dropped_day),
    Case("disclosures.keep_paper", "paper.make", _kept_paper),
    Case("disclosures.record", "disclosure.make", _recorded_disclosure),
    Case("paper_orders.hand_out", "paper.make", _handed_out),
    Case("booking.book", "appointment.book", Desk.visit),
    Case(
        "appointment_saving.book",
        "appointment.book",
        lambda desk: appointment_saving.book(
            desk.session,
            desk.member_id,
            AppointmentForm(desk.visit_details(30), (desk.ride(),)),
        ),
    ),
    Case("appointment_saving.save", "appointment.edit", _saved_form),
    Case("appointment_saving.undo_mark", "appointment.take_back", _undone_mark),
    Case("appointment_saving.undo_move", "appointment.undo_move", _undone_move),
    Case("booking.edit", "appointment.edit", _edited),
    Case(
        "booking.move",
        "appointment.move",
        lambda desk: desk.act(
            booking.move, desk.visit(hours=30), desk.session.now() + timedelta(days=2)
        ),
    ),
    Case(
        "booking.arrange",
        "arrangement.add",
        lambda desk: booking.arrange(
            desk.session,
            desk.visit(hours=30).id,
            ArrangementKind.INTERPRETER,
            ArrangementStatus.REQUESTED,
            words("Marisol"),
        ),
    ),
    Case("booking.put_arrangement", "arrangement.change", _put_ride),
    Case(
        "booking.drop_arrangement",
        "arrangement.drop",
        lambda desk: desk.act(
            booking.drop_arrangement, desk.visit(hours=30).arrangements[0], words()
        ),
    ),
    _visit("confirm", "confirm", hours=30),
    _visit("mark_arrived", "arrive"),
    _visit("mark_kept", "keep"),
    _visit("mark_missed", "miss", words("no bus"), BarrierKind.TRANSPORTATION),
    _visit("call_off", "call_off", CalledOffBy.FAMILY, words("ill"), hours=30),
    _visit("enter_in_error", "enter_in_error", words("wrong child")),
    Case("attendance.explain_missed", "appointment.explain", _missed_explained),
    Case("attendance.take_back", "appointment.take_back", _taken_back),
    Case("referral_acts.create", "referral.create", Desk.draft),
    Case(
        "referral_acts.create_and_send",
        "referral.move",
        lambda desk: referral_acts.create_and_send(
            desk.session, desk.member_id, REFERRAL, SIGNED, TOLD
        ),
    ),
    Case(
        "referral_acts.revise",
        "referral.revise",
        lambda desk: desk.act(
            referral_acts.revise, desk.draft(), replace(REFERRAL, need=words("rent"))
        ),
    ),
    Case(
        "referral_acts.move",
        "referral.move",
        lambda desk: desk.act(
            referral_acts.move,
            desk.sent(),
            Step(ReferralState.FAMILY_ACTION, TOLD, wanted=words("a form")),
        ),
    ),
    _move("send", Desk.draft, SIGNED, TOLD),
    _move("mark_accepted", Desk.sent, TOLD),
    _move("mark_scheduled", Desk.accepted, date(2026, 11, 30), TOLD),
    _move("mark_missed", Desk.scheduled, TOLD),
    _move("called_off_by_agency", Desk.scheduled, TOLD),
    _move("close", Desk.sent, NO_HELP, TOLD),
    _move("enter_in_error", Desk.draft, words("wrong child")),
    Case(
        "referral_acts.reopen",
        "referral.create",
        lambda desk: desk.act(referral_acts.reopen, desk.closed(), TOLD),
    ),
    Case("referral_acts.refer_elsewhere", "referral.create", _elsewhere),
    Case("referral_answers.perform", "referral.move", _performed),
    Case(
        "referral_news.add_note",
        "referral.note",
        lambda desk: referral_news.add_note(desk.session, desk.draft().id, TOLD),
    ),
    Case(
        "referral_news.note_arrival",
        "referral.arrived",
        lambda desk: referral_news.note_arrival(desk.session, desk.sent().id, TOLD),
    ),
    Case(
        "referral_news.note_failure",
        "referral.move",
        lambda desk: referral_news.note_failure(desk.session, desk.sent().id, TOLD),
    ),
    Case(
        "referral_news.explain_missed",
        "referral.explained",
        lambda desk: desk.act(
            referral_news.explain_missed, desk.missed(), Detail.BY_FAMILY, TOLD
        ),
    ),
    Case(
        "referral_news.recheck",
        "referral.rechecked",
        lambda desk: desk.act(referral_news.recheck, desk.waiting(), TOLD),
    ),
    Case("referral_news.record_attempt", "referral.attempt", _attempted),
    Case("referral_news.receive_report", "referral.report_received", Desk.reported),
    Case("referral_news.review_report", "referral.report_reviewed", _reviewed),
)
