"""What the summary for the pediatrician is made of, from rows that went through the
rule; the child's birth date is on it, for without it a practice finds no chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hhdesk.care import clinician_summary as told
from hhdesk.care.care_team import TeamMemberRow
from hhdesk.care.clinician_disclosure import SummaryForReader
from hhdesk.care.clinician_summary import Ask, ScreenerTold, StayTold
from hhdesk.care.contact_points import ContactPointRow, main_phone
from hhdesk.care.coverage import CoverageStatus
from hhdesk.care.goals import BarrierRow, GoalRow
from hhdesk.care.health import AllergyRow, ConditionRow, MedicineRow
from hhdesk.care.household import CaregiverRow
from hhdesk.care.member_record import AppointmentRecord
from hhdesk.care.person import Languages
from hhdesk.care.plan_lines import LineKind, PlanLineRow, School
from hhdesk.care.programs import SegmentState
from hhdesk.care.referral_record import ReferralRecord
from hhdesk.papers.paper_head import Choices, Issue, PaperHead
from hhdesk.papers.voices import ENGLISH


@dataclass(frozen=True, slots=True)
class Enrolled:
    """In our program: how far, since when, at which tier."""

    state: SegmentState
    since: date
    tier: str


@dataclass(frozen=True, slots=True)
class Adult:
    """Whom to call about the child; a number with a warning in words is left out, for
    nobody of ours is there to say it."""

    caregiver: CaregiverRow
    phone: ContactPointRow | None


@dataclass(frozen=True, slots=True)
class Due:
    """A visit in the clinic's zone."""

    starts: datetime
    title: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPaper(PaperHead):
    """`whole_name` is as the practice's chart has it, `called` what the family says
    instead. `part2`: something on it came from a 42 CFR part 2 program."""

    whole_name: str
    called: str
    born: date
    speaks: Languages
    adult: Adult | None
    enrolled: Enrolled | None
    payers: tuple[str, ...]
    matters: str
    asks: tuple[Ask, ...]
    services: tuple[ReferralRecord, ...]
    school: School
    equipment: tuple[PlanLineRow, ...]
    referrals: tuple[ReferralRecord, ...]
    goals: tuple[GoalRow, ...]
    visits: tuple[Due, ...]
    stays: tuple[StayTold, ...]
    conditions: tuple[ConditionRow, ...]
    medicines: tuple[MedicineRow, ...]
    allergies: tuple[AllergyRow, ...]
    team: tuple[TeamMemberRow, ...]
    barriers: tuple[BarrierRow, ...]
    screeners: tuple[ScreenerTold, ...]
    part2: bool = False


def paper_for(rows: SummaryForReader, issue: Issue, choices: Choices) -> SummaryPaper:
    """In English, whatever the family reads: it is for a clinician."""
    record, zone = rows.record, ZoneInfo(rows.clinic.zone)
    content = record.plan.content
    stays = told.stays(record, rows.talks, rows.now, zone)
    return SummaryPaper.of(
        rows,
        issue,
        ENGLISH,
        choices,
        whole_name=rows.name.full,
        called=rows.name.nickname,
        born=rows.born,
        speaks=(rows.caregiver.languages if rows.caregiver else record.languages),
        adult=_adult(rows.caregiver),
        enrolled=_enrolled(rows),
        payers=_payers(rows, issue.day),
        matters=told.words_of(content.what_matters),
        asks=told.asks(record, stays),
        services=told.services(record, issue.day),
        school=content.school,
        equipment=tuple(one for one in content.lines if one.kind is LineKind.EQUIPMENT),
        referrals=told.referrals(record, issue.day),
        goals=told.goals(record),
        visits=tuple(_due(one, zone) for one in told.coming(record, rows.now)),
        stays=stays,
        conditions=tuple(one for one in record.conditions if one.status.present),
        medicines=tuple(one for one in record.medicines if one.status.present),
        allergies=tuple(one for one in record.allergies if one.status.present),
        team=record.team,
        barriers=told.barriers(record),
        screeners=told.screeners(rows.sheets, issue.day),
        part2=rows.part2,
    )


def _adult(caregiver: CaregiverRow | None) -> Adult | None:
    if caregiver is None:
        return None
    phone = main_phone(caregiver.phones)
    plain = phone is not None and not phone.safe_contact.note
    return Adult(caregiver, phone if plain else None)


def _enrolled(rows: SummaryForReader) -> Enrolled | None:
    found = rows.enrollment
    return Enrolled(found.state, found.begins_on, found.tier) if found else None


def _payers(rows: SummaryForReader, today: date) -> tuple[str, ...]:
    """The plans in force, without their numbers."""
    return tuple(
        dict.fromkeys(
            " · ".join(filter(None, (one.payer, one.plan)))
            for one in rows.record.coverages
            if one.status is CoverageStatus.ACTIVE
            and (one.ends_on is None or one.ends_on >= today)
        )
    )


def _due(one: AppointmentRecord, zone: ZoneInfo) -> Due:
    details = one.details
    where = " · ".join(filter(None, (details.with_whom, details.place)))
    return Due(details.starts_at.astimezone(zone), details.title, where)
