"""The summary for the pediatrician: a member's record for the practice as a named
reader of the care team, by the one rule.

What is ordinary goes for treatment (45 CFR 164.506(c)); all else needs a consent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hhdesk.care import answer_sheets, clinic, clinician_summary, member_page
from hhdesk.care import member_disclosure as records
from hhdesk.care.answer_sheets import SheetRow
from hhdesk.care.clinic import ClinicRow
from hhdesk.care.confidentiality import Audience, Seal, released
from hhdesk.care.enrollment import EnrollmentRow
from hhdesk.care.household import CaregiverRow
from hhdesk.care.member_page import MemberPage
from hhdesk.care.member_record import MemberRecord
from hhdesk.care.outreach import Outcome
from hhdesk.care.person import Name
from hhdesk.care.plan_disclosure import Sieve, reader_for, strictest
from hhdesk.care.visit_disclosure import check_alive
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class SummaryForReader:
    """All that the summary may say; `withheld` is for the operator alone. `sheets` are
    the answers to instruments, the newest first, `talks` the times at which the family
    was reached; `part2` says that a part of the record came from such a program."""

    member_id: UUID
    name: Name
    reader_name: str
    audience: Audience
    born: date
    record: MemberRecord
    caregiver: CaregiverRow | None
    enrollment: EnrollmentRow | None
    sheets: tuple[SheetRow, ...]
    talks: tuple[datetime, ...]
    now: datetime
    clinic: ClinicRow
    coordinator: str
    withheld: int
    seal: Seal = Seal()
    part2: bool = False


def summary_for_reader(
    session: UnitOfWork, member_id: UUID, *, recipient: str = ""
) -> SummaryForReader:
    """Gather the summary, for the child's own practice unless another is named.

    Raises NotFound, and NotPermitted after a death.
    """
    page = member_page.member_page(session, member_id)
    check_alive(session, page)
    practice = recipient or clinician_summary.practice_name(page.facts.team)
    made = records.gather_for_export(session, member_id, Audience.CARE_TEAM, practice)
    sieve = Sieve(reader_for(session, page, Audience.CARE_TEAM, practice))
    sheets = sieve.through(answer_sheets.of_member(session, member_id))
    return SummaryForReader(
        member_id,
        page.name,
        practice,
        Audience.CARE_TEAM,
        page.birth_date,
        made.record,
        page.main_caregiver,
        page.enrollment,
        sheets,
        _talks(page, sieve),
        session.now(),
        clinic.clinic(session),
        page.enrollment.coordinator if page.enrollment else "",
        made.withheld + sieve.withheld,
        made.seal if not made.seal.ordinary else strictest(sheets),
        any(seal.part2 for seal in records.seals(made.record)),
    )


def _talks(page: MemberPage, sieve: Sieve) -> tuple[datetime, ...]:
    """Nothing of them is printed but a day, so a sealed one is left out and not
    counted."""
    return tuple(
        one.at
        for one in page.outreach
        if one.outcome is Outcome.REACHED and released((one.seal,), sieve.reader)
    )
