"""A member's record for a reader: what the one disclosure rule lets out, and a count.

What has no seal of its own goes by an allow-list beside the rule: free words of staff,
former names and numbers that need a warning stay with the care team.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from hhdesk.care import consents, member_reading
from hhdesk.care.care_team import TeamMemberRow, TeamRole
from hhdesk.care.confidentiality import (
    ASKING_AGE,
    Audience,
    Reader,
    Seal,
    Segment,
    age_on,
    decide,
)
from hhdesk.care.contact_points import ContactPointRow
from hhdesk.care.documents import DocumentRow
from hhdesk.care.household import HouseholdRow
from hhdesk.care.member_record import (
    AppointmentRecord,
    MemberRecord,
    PersonRecord,
)
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_disclosure import SealedRow, Sieve, plan_for
from hhdesk.care.referral_record import ReferralRecord
from hhdesk.errors import NotPermitted
from hhdesk.store.session import UnitOfWork

# Roles that tell of no particular care; any other may.
_PLAIN_ROLES = {
    TeamRole.LEAD_COORDINATOR,
    TeamRole.PRIMARY_CARE,
    TeamRole.DENTIST,
    TeamRole.SCHOOL,
}


@dataclass(frozen=True, slots=True)
class MemberForReader:
    """All that may leave. `withheld` is for the operator alone; `seal` is that of the
    accounting of this disclosure."""

    record: MemberRecord
    audience: Audience
    recipient: str
    withheld: int
    seal: Seal = Seal()


class _Release(Sieve):
    """One record on its way to one reader."""

    def __init__(self, record: MemberRecord, reader: Reader) -> None:
        super().__init__(reader)
        self.record = record
        self.team = reader.audience is Audience.CARE_TEAM
        self.school = reader.audience is Audience.SCHOOL
        concerns = {one.id: one.seal for one in record.plan.content.concerns}
        self.origins: dict[UUID | None, tuple[Seal, ...]] = {}
        for goal in record.plan.content.goals:
            above = concerns.get(goal.concern_id) if goal.concern_id else None
            self.origins[goal.id] = (above, goal.seal) if above else (goal.seal,)
        for one in record.referrals:
            above_it = self.origins.get(one.goal_id, ()) if one.goal_id else ()
            self.origins[one.id] = (*above_it, one.seal)

    def made(self) -> MemberRecord:
        record = self.record
        content, withheld = plan_for(record.plan.content, self.reader)
        self.withheld += withheld
        referrals = self.referrals(content)
        home = record.home and replace(record.home, find_note="")
        return replace(
            record,
            plan=replace(record.plan, content=content),
            former_names=record.former_names if self.team else (),
            contacts=self.contacts(record.contacts, own=True),
            numbers=() if self.school else record.numbers,
            home=home,
            caregivers=tuple(self.person(one, home) for one in record.caregivers),
            coverages=() if self.school else record.coverages,
            conditions=self.through(record.conditions),
            allergies=self.through(record.allergies),
            medicines=self.through(record.medicines),
            stays=self.through(record.stays),
            documents=self.documents(),
            team=self.members_of_team(),
            referrals=referrals,
            appointments=self.appointments({one.id for one in referrals}),
        )

    def documents(self) -> tuple[DocumentRow, ...]:
        """Whole files, which nobody has read for this reader: only the team's."""
        if self.team:
            return self.through(self.record.documents)
        self.withheld += len(self.record.documents)
        return ()

    def referrals(self, content: PlanContent) -> tuple[ReferralRecord, ...]:
        """A recipient gets those that were made to it."""
        goals = {goal.id for goal in content.goals}
        found: list[ReferralRecord] = []
        for one in self.record.referrals:
            theirs = one.agency == self.reader.recipient
            if self.reader.audience is Audience.RECIPIENT and not theirs:
                self.withheld += 1
                continue
            origin = self.origins[one.id][:-1]
            kept = self.through([one], *origin)
            goal_id = one.goal_id if one.goal_id in goals else None
            found += [replace(row, goal_id=goal_id) for row in kept]
        shown = {one.id for one in found}
        return tuple(self.referral(one, shown) for one in found)

    def referral(self, one: ReferralRecord, shown: set[UUID]) -> ReferralRecord:
        """What was told in words on the way, and by whom, is the team's."""
        previous = one.previous_id if one.previous_id in shown else None
        return replace(one if self.team else one.plain(), previous_id=previous)

    def appointments(self, referrals: set[UUID]) -> tuple[AppointmentRecord, ...]:
        found: list[AppointmentRecord] = []
        for one in self.record.appointments:
            origin = self.origins.get(one.details.referral_id, ())
            found += map(self.appointment, self.through([one], *origin))
        shown = {one.id for one in found}
        return tuple(self.linked(one, referrals, shown) for one in found)

    @staticmethod
    def linked(
        one: AppointmentRecord, referrals: set[UUID], shown: set[UUID]
    ) -> AppointmentRecord:
        """What it is born of and what it makes good, as far as these go out too."""
        born_of, replaces = one.details.referral_id, one.replaces_id
        details = replace(
            one.details, referral_id=born_of if born_of in referrals else None
        )
        return replace(
            one, details=details, replaces_id=replaces if replaces in shown else None
        )

    def appointment(self, one: AppointmentRecord) -> AppointmentRecord:
        """Why it was missed, and with whom the family rides, is the team's."""
        if self.team:
            return one
        plain = tuple(replace(row, detail="") for row in one.arrangements)
        return replace(one, reason="", barrier=None, arrangements=plain)

    def members_of_team(self) -> tuple[TeamMemberRow, ...]:
        """A role may itself tell of care that is asked about first."""
        rows = tuple(replace(one, may_share="") for one in self.record.team)
        if self.team:
            return rows
        asked = Seal(Segment.MENTAL_HEALTH)
        found: list[TeamMemberRow] = []
        for one in rows:
            seal = Seal() if one.role in _PLAIN_ROLES else asked
            if decide(seal, self.reader).released:
                found.append(one)
            else:
                self.withheld += 1
        return tuple(found)

    def person(self, one: PersonRecord, home: HouseholdRow | None) -> PersonRecord:
        """Another home than the child's is the team's to know."""
        same = one.home is not None and home is not None and one.home.id == home.id
        theirs = one.home and replace(one.home, find_note="")
        contacts = self.contacts(one.contacts, main=one.main)
        shown = theirs if self.team or same else None
        born = one.birth_date if self.team else None
        return replace(one, contacts=contacts, home=shown, birth_date=born)

    def contacts(
        self,
        points: tuple[ContactPointRow, ...],
        *,
        own: bool = False,
        main: bool = False,
    ) -> tuple[ContactPointRow, ...]:
        kept = tuple(one for one in points if self.may_call(one, own=own, main=main))
        self.withheld += len(points) - len(kept)
        return kept

    def may_call(self, point: ContactPointRow, *, own: bool, main: bool) -> bool:
        """A number goes out only with its rule, whose free words are the team's. The
        family gets its main caregiver's, and not the youth's own."""
        audience = self.reader.audience
        if self.team or (own and audience is Audience.YOUTH):
            return True
        if point.safe_contact.note:
            return False
        if audience is Audience.FAMILY:
            return main or (own and self.reader.age < ASKING_AGE)
        return True


def seals(record: MemberRecord) -> Iterator[Seal]:
    """Those of all that is in a record."""
    content = record.plan.content
    groups: tuple[Sequence[SealedRow], ...] = (
        content.concerns,
        content.goals,
        content.barriers,
        *(goal.activities for goal in content.goals),
        *(goal.barriers for goal in content.goals),
        record.conditions,
        record.allergies,
        record.medicines,
        record.stays,
        record.documents,
        record.referrals,
        record.appointments,
    )
    for rows in groups:
        yield from (row.seal for row in rows)


def record_for(record: MemberRecord, reader: Reader) -> MemberForReader:
    """The record as a reader may have it.

    Raises NotPermitted where the reader may not even have what is general.
    """
    general = decide(Seal(), reader)
    if not general.released:
        raise NotPermitted(general.reason)
    release = _Release(record, reader)
    made = release.made()
    seal = next((seal for seal in seals(made) if not seal.ordinary), Seal())
    return MemberForReader(
        made, reader.audience, reader.recipient, release.withheld, seal
    )


def gather_for_export(
    session: UnitOfWork, member_id: UUID, audience: Audience, recipient: str = ""
) -> MemberForReader:
    """All that may leave about a member for an audience, under the consents in force.

    `recipient` is the name of who gets it. Raises NotFound, NotPermitted.
    """
    record = member_reading.read(session, member_id)
    today = session.today()
    reader = Reader(
        audience,
        age_on(record.birth_date, today),
        today,
        recipient,
        consents.active(session, member_id, today),
    )
    return record_for(record, reader)
