"""Every open loop of a clinic, sought once more: slowly, plainly, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import clinic_calendar
from hhdesk.care.appointments import Appointment
from hhdesk.care.arrangements import Arrangement
from hhdesk.care.consents import Consent
from hhdesk.care.coverage import Coverage
from hhdesk.care.desk_messages import DeskMessage
from hhdesk.care.enrollment import EnrollmentChange, EnrollmentSegment
from hhdesk.care.goals import Activity, Barrier, Concern, Goal
from hhdesk.care.handovers import Handover
from hhdesk.care.members import Member
from hhdesk.care.outreach import OutreachAttempt
from hhdesk.care.plan_lines import PlanLine
from hhdesk.care.plan_records import CarePlan, CarePlanVersion
from hhdesk.care.referral_reports import ReferralReport
from hhdesk.care.referrals import Referral
from hhdesk.care.snoozes import LoopClosing
from hhdesk.care.stays import HospitalStay
from hhdesk.store.session import UnitOfWork

Told = tuple[str, UUID, str, date]
"""Kind, item, rule, due day."""

AGES = {"part_c_notice": 30, "part_c_conference": 33, "part_b_iep": 36}
OLDER = {
    "counseling_consent": (144, 30),
    "own_consent": (216, 60),
    "child_benefits_end": (252, 90),
    "foster_youth_coverage_ends": (312, 90),
}


def days(count: int) -> timedelta:
    return timedelta(days=count)


def months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    for back in range(4):
        try:
            found = date(year, month + 1, day.day - back)
        except ValueError:
            continue
        return found + days(1) if back else found
    raise AssertionError


class Oracle:
    """Asks each rule of each row, in the words of the rule."""

    def __init__(self, session: UnitOfWork) -> None:
        self.session, self.today = session, session.today()
        self.read: dict[Any, list[Any]] = {}
        year = self.today.year
        self.free = {
            one.day
            for some in range(year - 2, year + 3)
            for one in clinic_calendar.federal(some)
        }
        everybody = self.rows(Member)
        self.alive = {one.id for one in everybody if one.deceased_on is None}
        self.born = {one.id: one.birth_date for one in everybody}
        self.segments = {s.member_id: s for s in self.rows(EnrollmentSegment)}
        self.visits = self.rows(Appointment)
        self.referrals = {one.id: one for one in self.rows(Referral)}
        self.reports = self.rows(ReferralReport)
        self.plans = {one.id: one for one in self.rows(CarePlan)}

    def rows(self, kind: Any) -> list[Any]:
        """Those that are not voided."""
        if kind not in self.read:
            found = self.session.scalars(select(kind)).all()
            stands = [one for one in found if getattr(one, "voided_at", None) is None]
            self.read[kind] = stands
        return self.read[kind]

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.session.zone).date()

    def works(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.free

    def later(self, day: date, count: int) -> date:
        while count:
            day += days(1)
            count -= self.works(day)
        return day

    def goes_on(self, member: UUID) -> bool:
        segment = self.segments.get(member)
        return member in self.alive and (segment is None or segment.state != "ended")

    def state(self, member: UUID) -> str:
        segment = self.segments.get(member)
        return segment.state.value if segment and member in self.alive else ""

    def found(self) -> set[Told]:
        closed = {(c.kind, c.item_id, c.rule) for c in self.rows(LoopClosing)}
        asked = (
            self.of_referrals(),
            self.of_reports(),
            self.of_missed(),
            self.of_unmarked(),
            self.of_arrangements(),
            self.of_plans(),
            self.of_reviews(),
            self.of_consenters(),
            self.of_consents(),
            self.of_coverages(),
            self.of_stays(),
            self.of_contact(),
            self.of_calls(),
            self.of_ages(),
            self.of_notes(),
        )
        return {told for some in asked for told in some if told[:3] not in closed}

    def waits(self, referral: UUID) -> bool:
        return any(
            r.referral_id == referral and r.reviewed_on is None for r in self.reports
        )

    def of_referrals(self) -> Iterator[Told]:
        for one in self.referrals.values():
            told = one.detail == "report_to_review" and self.waits(one.id)
            if one.member_id in self.alive and one.state.open and not told:
                yield "referral", one.id, "", one.due_on or one.state_since

    def of_reports(self) -> Iterator[Told]:
        for one in self.reports:
            referral = self.referrals.get(one.referral_id)
            if one.reviewed_on is not None or referral is None:
                continue
            wrong = referral.state == "entered_in_error"
            if not wrong and referral.member_id in self.alive:
                yield "report", one.id, "", one.review_due_on

    def of_missed(self) -> Iterator[Told]:
        for one in self.visits:
            if one.status != "noshow" or not self.goes_on(one.member_id):
                continue
            referral = self.referrals.get(one.referral_id)
            day = self.day(one.starts_at)
            if referral is not None and referral.state == "missed":
                continue
            if day < self.today - days(180) or any(map(self.answers(one), self.visits)):
                continue
            yield "missed_visit", one.id, "", one.ask_on or self.later(day, 2)

    def answers(self, missed: Any) -> Any:
        def answer(other: Any) -> bool:
            if other.member_id != missed.member_id or other is missed:
                return False
            if other.status in {"cancelled", "entered-in-error"}:
                return False
            same = other.title == missed.title
            same |= missed.referral_id in {other.referral_id} - {None}
            later = other.starts_at > missed.starts_at
            return bool(other.replaces_id == missed.id or (later and same))

        return answer

    def of_unmarked(self) -> Iterator[Told]:
        for one in self.visits:
            day = self.day(one.starts_at)
            past = self.today - days(180) <= day < self.today
            waits = one.status in {"booked", "proposed", "arrived"}
            if past and waits and self.goes_on(one.member_id):
                yield "unmarked_visit", one.id, "", self.later(day, 1)

    def of_arrangements(self) -> Iterator[Told]:
        visits = {one.id: one for one in self.visits}
        for one in self.rows(Arrangement):
            visit = visits.get(one.appointment_id)
            if visit is None or one.status == "confirmed":
                continue
            day = self.day(visit.starts_at)
            comes = visit.starts_at > self.session.now()
            comes &= day <= self.today + days(7) and visit.status in {
                "booked",
                "proposed",
            }
            if comes and self.goes_on(visit.member_id):
                day -= days(1)
                while not self.works(day):
                    day -= days(1)
                yield "arrangement", one.id, "", day

    def of_plans(self) -> Iterator[Told]:
        goals = {}
        for one in self.rows(Goal):
            plan = self.plans.get(one.plan_id)
            if plan is None or plan.status not in {"active", "draft"}:
                continue
            if one.lifecycle == "active" and self.goes_on(plan.member_id):
                goals[one.id] = one
        soon = self.today + days(7)
        for one in goals.values():
            done = one.achievement in {"achieved", "not-achieved"}
            if one.target_on and one.target_on <= soon and not done:
                yield "goal", one.id, "", one.target_on
        for one in self.rows(Activity):
            done = one.status in {"completed", "cancelled"}
            if one.goal_id in goals and one.due_on and one.due_on <= soon and not done:
                yield "activity", one.id, "", one.due_on

    def of_reviews(self) -> Iterator[Told]:
        saved = {
            (one.plan_id, one.number): one.saved_at
            for one in self.rows(CarePlanVersion)
        }
        planned, soon = set(), self.today + days(14)
        for one in self.plans.values():
            if one.number == 0:
                continue
            planned.add(one.member_id)
            if one.status not in {"active", "draft"}:
                continue
            at = self.day(saved[one.id, one.number])
            due = one.review_on or months(at, 6)
            if due <= soon and self.state(one.member_id) in {"enrolled", "pended"}:
                yield "plan_review", one.id, "", due
        for member in self.alive - planned:
            if self.state(member) == "enrolled":
                due = self.enrolled(member) + days(60)
                if due <= soon:
                    yield "plan_review", member, "first_plan", due

    def of_consenters(self) -> Iterator[Told]:
        kinds = (Concern, Goal, Activity, Barrier, PlanLine)
        lines = [one for kind in kinds for one in self.rows(kind)]
        asked = {
            one.plan_id
            for one in lines
            if one.segment != "general" or one.consenter == "youth"
        }
        for one in self.plans.values():
            if one.id not in asked or one.status not in {"active", "draft"}:
                continue
            born = self.born[one.member_id]
            had = [months(born, count) for count in (144, 192, 216)]
            last = max((day for day in had if day <= self.today), default=None)
            since = one.consenters_asked_on or self.day(one.created_at)
            if last and last > since and self.goes_on(one.member_id):
                yield "plan_review", one.id, "consenters", last

    def enrolled(self, member: UUID) -> date:
        segment = self.segments[member]
        found: list[date] = [
            one.on
            for one in self.rows(EnrollmentChange)
            if one.segment_id == segment.id and one.to_state == "enrolled"
        ]
        begins: date = segment.begins_on
        return min(found, default=begins)

    def of_consents(self) -> Iterator[Told]:
        giving = [
            one
            for one in self.rows(Consent)
            if one.gives
            and one.given_on <= self.today
            and (one.revoked_on is None or one.revoked_on > self.today)
        ]
        for one in giving:
            if one.until is None or not self.goes_on(one.member_id):
                continue
            near = self.today - days(30) <= one.until <= self.today + days(30)
            if near and not any(self.covers(other, one) for other in giving):
                yield "consent", one.id, "", one.until

    def covers(self, other: Any, one: Any) -> bool:
        about = (one.member_id, one.audience, one.recipient)
        if other is one or (other.member_id, other.audience, other.recipient) != about:
            return False
        longer = other.until is None or (other.until, other.id) > (one.until, one.id)
        return longer and set(one.segments) <= set(other.segments)

    def of_coverages(self) -> Iterator[Told]:
        active = [
            one
            for one in self.rows(Coverage)
            if one.status == "active" and one.renewal_on
        ]
        for one in active:
            ended = one.ends_on is not None and one.ends_on < self.today
            near = self.today - days(90) <= one.renewal_on <= self.today + days(60)
            renewed = any(
                other.member_id == one.member_id
                and other.payer == one.payer
                and other.renewal_on > one.renewal_on
                for other in active
            )
            if near and not ended and not renewed and self.goes_on(one.member_id):
                yield "renewal", one.id, one.renewal_on.isoformat(), one.renewal_on

    def reached(self, member: UUID, *, met: bool = False) -> list[date]:
        """The days of contact; `met` of those in person alone."""
        found = [
            self.day(one.starts_at)
            for one in self.visits
            if one.member_id == member and one.status == "fulfilled"
        ]
        found += [
            self.day(one.at)
            for one in self.rows(OutreachAttempt)
            if one.member_id == member
            and one.outcome == "reached"
            and (one.way == "in_person" or not met)
        ]
        return found

    def of_stays(self) -> Iterator[Told]:
        for one in self.rows(HospitalStay):
            last = one.ends_on or one.begins_on or one.known_on
            fresh = last >= one.known_on - days(30)
            if one.status == "planned" or not fresh or not self.goes_on(one.member_id):
                continue
            since = max(one.known_on, one.begins_on or one.known_on)
            if not any(day >= since for day in self.reached(one.member_id)):
                yield "stay_call", one.id, "", self.later(since, 2)
            if one.status == "in-progress" and one.ends_on is None:
                continue
            home = one.ends_on or since
            if not any(day >= home for day in self.reached(one.member_id, met=True)):
                yield "stay_visit", one.id, "", max(one.known_on, home) + days(7)

    def of_contact(self) -> Iterator[Told]:
        for member in self.alive:
            if self.state(member) == "enrolled":
                last = max(self.reached(member), default=self.enrolled(member))
                if last + days(30) <= self.today:
                    yield "contact", member, "", last + days(30)

    def of_calls(self) -> Iterator[Told]:
        tries = self.rows(OutreachAttempt)
        for one in tries:
            answered = any(
                other.member_id == one.member_id
                and other.at > one.at
                and (other.outcome == "reached" or other.next_on)
                for other in tries
            )
            near = one.next_on and one.next_on <= self.today + days(7)
            if near and not answered and self.goes_on(one.member_id):
                yield "call", one.id, "", one.next_on

    def early(self, member: UUID) -> bool:
        gone = {"entered_in_error", "family_chose_not", "no_help"}
        asked = any(
            one.member_id == member
            and one.domain == "developmental"
            and one.need == "Early intervention"
            and one.state not in gone
            for one in self.referrals.values()
        )
        return asked or any(
            one.domain == "developmental"
            and one.plan_id in self.plans
            and self.plans[one.plan_id].member_id == member
            for one in self.rows(Concern)
        )

    def of_ages(self) -> Iterator[Told]:
        for member in self.alive:
            segment = self.segments.get(member)
            if segment is None or segment.state == "ended":
                continue
            rules = dict(OLDER)
            if self.early(member):
                rules |= {rule: (count, 30) for rule, count in AGES.items()}
            for rule, (count, opens) in rules.items():
                due = months(self.born[member], count)
                later = {30: 33, 33: 36, 36: 48}.get(count)
                over = later and months(self.born[member], later) <= self.today
                near = due - days(opens) <= self.today and due >= segment.begins_on
                if near and not over:
                    yield "age", member, rule, due

    def of_notes(self) -> Iterator[Told]:
        for one in self.rows(DeskMessage):
            if one.done_at is None and one.member_id in self.alive:
                yield "message", one.id, "", self.day(one.created_at)
        for one in self.rows(Handover):
            if one.read_on is None and one.member_id in self.alive:
                yield "handover", one.id, "", one.on
