"""What a pediatrician is told of a child, out of a record that was released to them:
services in use, referrals, stays, screeners, and what is asked of the practice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hhdesk.care import instrument_files
from hhdesk.care.answer_sheets import SheetRow
from hhdesk.care.appointments import AppointmentStatus
from hhdesk.care.care_team import TeamMemberRow, TeamRole
from hhdesk.care.goals import (
    ActivityRow,
    ActivityStatus,
    BarrierRow,
    GoalRow,
    Lifecycle,
)
from hhdesk.care.health import MedicineStatus
from hhdesk.care.instruments import Instrument
from hhdesk.care.member_record import AppointmentRecord, MemberRecord
from hhdesk.care.referral_record import ReferralRecord
from hhdesk.care.referral_states import Detail, ReferralState
from hhdesk.care.stays import StayRow, StayStatus
from hhdesk.care.translations import Pair
from hhdesk.i18n import N_

SERVICE_DAYS = 365
"""So long a service that the family got counts as one in use."""
ENDED_DAYS = 180
"""So long it is told that a referral came to nothing."""
STAY_DAYS = 365
SCREENER_DAYS = 730

COMING = frozenset({AppointmentStatus.PROPOSED, AppointmentStatus.BOOKED})
UNDER_WAY = frozenset({Lifecycle.ACTIVE, Lifecycle.PROPOSED, Lifecycle.ON_HOLD})
TO_DO = frozenset(
    {ActivityStatus.TO_DO, ActivityStatus.IN_PROGRESS, ActivityStatus.WAITING}
)
_USED = frozenset({ReferralState.SERVICE_RUNNING, ReferralState.GOT_HELP})

ASK_STEP = N_("{step}")
ASK_STEP_BY = N_("{step}, by {day}")
ASK_MORE = N_("{agency} needs more for “{need}”: {wanted}")
ASK_MORE_UNSAID = N_("{agency} needs more for “{need}”")
ASK_REPORT = N_("Report on “{need}” from {agency}: please send it to us if you have it")
ASK_VISIT = N_("A visit after the stay at {place}: none is known to us")
ASK_MEDICINE = N_("Does the child still take {medicine}?")


@dataclass(frozen=True, slots=True)
class Ask:
    """A sentence to be filled with `values`."""

    message: str
    values: Mapping[str, str | date]


@dataclass(frozen=True, slots=True)
class StayTold:
    """A stay, and what came after it: the first visit kept, the next one booked, the
    first talk with the family."""

    stay: StayRow
    seen_on: date | None = None
    next_on: date | None = None
    talked_on: date | None = None


@dataclass(frozen=True, slots=True)
class ScoreTold:
    """`title` and `meaning` are the instrument's English words."""

    title: str
    points: int | None
    meaning: str = ""
    positive: bool = False


@dataclass(frozen=True, slots=True)
class ScreenerTold:
    title: str
    asked_on: date
    scores: tuple[ScoreTold, ...]
    danger: bool = False


def words_of(pair: Pair, clinical: str = "") -> str:
    """What a clinician reads: the clinic's own words, else English, else as said."""
    return clinical or pair.english or pair.family


def practices(team: Sequence[TeamMemberRow]) -> tuple[TeamMemberRow, ...]:
    """Who of the team is the child's pediatrician."""
    return tuple(one for one in team if one.role is TeamRole.PRIMARY_CARE)


def practice_name(team: Sequence[TeamMemberRow]) -> str:
    """The practice, or its doctor where no practice is named."""
    return next((one.organization or one.name for one in practices(team)), "")


def services(record: MemberRecord, today: date) -> tuple[ReferralRecord, ...]:
    """What the child has by way of us, the newest first."""
    found = (one for one in record.referrals if one.state in _USED)
    recent = (one for one in found if _in_use(one, today))
    return tuple(sorted(recent, key=_since, reverse=True))


def _since(one: ReferralRecord) -> date:
    return one.service_on or one.state_since


def _in_use(one: ReferralRecord, today: date) -> bool:
    running = one.state is ReferralState.SERVICE_RUNNING
    return running or today - _since(one) <= timedelta(days=SERVICE_DAYS)


def referrals(record: MemberRecord, today: date) -> tuple[ReferralRecord, ...]:
    """The open ones by due day, then those that came to nothing lately."""
    others = [one for one in record.referrals if one.state not in _USED]
    still = [one for one in others if one.state.open]
    lately = today - timedelta(days=ENDED_DAYS)
    ended = [one for one in others if not one.state.open and one.state_since >= lately]
    still.sort(key=lambda one: (one.due_on or date.max, one.need))
    ended.sort(key=_since, reverse=True)
    return (*still, *ended)


def goals(record: MemberRecord) -> tuple[GoalRow, ...]:
    return tuple(one for one in record.plan.content.goals if one.lifecycle in UNDER_WAY)


def next_step(goal: GoalRow) -> ActivityRow | None:
    """The step that is due first."""
    left = [one for one in goal.activities if one.status in TO_DO]
    return min(left, key=lambda one: one.due_on or date.max, default=None)


def barriers(record: MemberRecord) -> tuple[BarrierRow, ...]:
    """What still stands in the way, of the plan or of one goal, each once."""
    content = record.plan.content
    every = (*content.barriers, *(row for one in goals(record) for row in one.barriers))
    found = {(one.kind, one.note): one for one in every if one.resolved_on is None}
    return tuple(found.values())


def coming(record: MemberRecord, now: datetime) -> tuple[AppointmentRecord, ...]:
    """Visits still to come, by time."""
    return tuple(
        one
        for one in record.appointments
        if one.status in COMING and one.details.starts_at >= now
    )


def stays(
    record: MemberRecord,
    talks: Sequence[datetime],
    now: datetime,
    zone: ZoneInfo,
) -> tuple[StayTold, ...]:
    """The stays of the last year, the newest first; `talks` are the times at which the
    family was reached."""
    first = now.astimezone(zone).date() - timedelta(days=STAY_DAYS)
    lately = [
        one
        for one in record.stays
        if one.status is StayStatus.IN_PROGRESS
        or (one.last_on or one.known_on) >= first
    ]
    lately.sort(key=lambda one: one.begins_on or one.known_on, reverse=True)
    return tuple(_followed(one, record, talks, now, zone) for one in lately)


def _followed(
    stay: StayRow,
    record: MemberRecord,
    talks: Sequence[datetime],
    now: datetime,
    zone: ZoneInfo,
) -> StayTold:
    over = stay.ends_on
    if over is None or stay.status is StayStatus.IN_PROGRESS:
        return StayTold(stay)
    kept = (
        one.details.starts_at.astimezone(zone).date()
        for one in record.appointments
        if one.status is AppointmentStatus.FULFILLED
    )
    booked = (
        one.details.starts_at.astimezone(zone).date() for one in coming(record, now)
    )
    spoken = (at.astimezone(zone).date() for at in talks)
    return StayTold(
        stay,
        min((day for day in kept if day > over), default=None),
        min(booked, default=None),
        min((day for day in spoken if day >= over), default=None),
    )


def screeners(sheets: Sequence[SheetRow], today: date) -> tuple[ScreenerTold, ...]:
    """The latest of each instrument that has a score; `sheets` are the newest first."""
    found: dict[str, ScreenerTold] = {}
    first = today - timedelta(days=SCREENER_DAYS)
    for sheet in sheets:
        asked = instrument_files.instrument(sheet.instrument)
        if asked is None or not asked.scales or not sheet.finished:
            continue
        if sheet.instrument not in found and sheet.asked_on >= first:
            scores = tuple(_scores(asked, sheet))
            title, danger = asked.title.english, bool(sheet.safety)
            told = ScreenerTold(title, sheet.asked_on, scores, danger)
            found[sheet.instrument] = told
    return tuple(found.values())


def _scores(asked: Instrument, sheet: SheetRow) -> Iterator[ScoreTold]:
    for scale in asked.scales:
        points, title = sheet.scores.get(scale.id), scale.title.english
        if points is None:
            yield ScoreTold(title, None)
        else:
            band = scale.band(points)
            yield ScoreTold(title, points, band.words.english, band.positive)


def asks(record: MemberRecord, told: Sequence[StayTold]) -> tuple[Ask, ...]:
    """What is asked of the practice, the pressing first. Nothing of it is typed for
    this paper: each is a fact that waits for the pediatrician."""
    return (
        *_after_stays(told),
        *_steps(record),
        *_of_referrals(record),
        *(
            Ask(ASK_MEDICINE, {"medicine": one.text})
            for one in record.medicines
            if one.status is MedicineStatus.UNKNOWN
        ),
    )


def _after_stays(told: Sequence[StayTold]) -> Iterator[Ask]:
    """Of the latest stay alone: one visit serves those before it too."""
    for one in told[:1]:
        over = one.stay.ends_on is not None
        if over and one.seen_on is None and one.next_on is None:
            yield Ask(ASK_VISIT, {"place": one.stay.place or "–"})


def _steps(record: MemberRecord) -> Iterator[Ask]:
    """Steps of the plan that the practice does, by its name or its doctor's."""
    names = {
        name.casefold()
        for one in practices(record.team)
        for name in (one.name, one.organization)
        if name
    }
    for goal in goals(record):
        for step in goal.activities:
            if step.status in TO_DO and step.who.casefold() in names:
                text = words_of(step.text)
                if step.due_on is None:
                    yield Ask(ASK_STEP, {"step": text})
                else:
                    yield Ask(ASK_STEP_BY, {"step": text, "day": step.due_on})


def _of_referrals(record: MemberRecord) -> Iterator[Ask]:
    for one in record.referrals:
        told = {"agency": one.agency or "–", "need": one.need}
        if one.state is ReferralState.AGENCY_NEEDS_MORE:
            wanted = one.wanted.strip()
            message = ASK_MORE if wanted else ASK_MORE_UNSAID
            yield Ask(message, told | {"wanted": wanted})
        elif one.state is ReferralState.RESULT and one.detail is Detail.REPORT_AWAITED:
            yield Ask(ASK_REPORT, told)
