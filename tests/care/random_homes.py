"""Households by chance: children of all ages with their own visits, adults of every
say, numbers that two of them answer, seals anywhere from a visit up, consents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.arrangements import Arrangement, ArrangementKind, ArrangementStatus
from hhdesk.care.confidentiality import (
    ADULT_AGE,
    Audience,
    Consenter,
    Seal,
    Segment,
    age_on,
)
from hhdesk.care.consents import Basis, Consent
from hhdesk.care.contact_points import (
    ContactKind,
    ContactPoint,
    ContactUse,
    Voicemail,
    digits,
)
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.goals import Concern, Domain, Goal
from hhdesk.care.household import (
    Authority,
    Caregiver,
    Caregiving,
    Household,
    Relationship,
)
from hhdesk.care.members import Member
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.programs import SegmentState
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referrals import Referral
from hhdesk.store.session import UnitOfWork

CLOSED = "Qwxzj"
"""In the title of every visit that the family may not know of."""
SEALED = "Vkkpq"
"""In the title of every visit that no list shows, whoever it is for."""

ORIGIN = "What it was born of"

SEALS = (
    *[Seal()] * 6,
    Seal(Segment.MENTAL_HEALTH, Consenter.CAREGIVER),
    Seal(Segment.MENTAL_HEALTH),
    Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH),
    Seal(Segment.REPRODUCTIVE, Consenter.YOUTH),
    Seal(Segment.GENERAL, Consenter.YOUTH),
    Seal(Segment.SUBSTANCE_USE, Consenter.YOUTH, part2=True),
    Seal(Segment.FAMILY_SAFETY),
    Seal(Segment.FAMILY_SAFETY, Consenter.YOUTH),
)


@dataclass
class Phone:
    value: str
    kind: ContactKind = ContactKind.PHONE
    use: ContactUse = ContactUse.MOBILE
    voicemail: Voicemail = Voicemail.ALLOWED
    note: str = ""

    @property
    def digits(self) -> str:
        return digits(self.value)


@dataclass
class Visit:
    """`chain` are its own seal and those of referral, goal and concern; one that was
    born of nothing has only its own."""

    chain: tuple[Seal, ...]
    days: int
    status: AppointmentStatus
    id: UUID = UUID(int=0)

    @property
    def coming(self) -> bool:
        timed = (AppointmentStatus.PROPOSED, AppointmentStatus.BOOKED)
        return self.days > 0 and self.status in timed

    @property
    def sealed(self) -> bool:
        return any(
            seal.segment is Segment.FAMILY_SAFETY or seal.consenter is Consenter.YOUTH
            for seal in self.chain
        )


@dataclass
class Yes:
    """A consent; in force unless it ended or was taken back."""

    audience: Audience
    given_by: Consenter
    segments: tuple[Segment, ...]
    recipient: str = ""
    until: date | None = None
    revoked: bool = False

    def opens(self, seal: Seal, today: date) -> bool:
        return (
            self.audience is Audience.FAMILY
            and not self.recipient
            and not self.revoked
            and (self.until is None or self.until >= today)
            and seal.segment in self.segments
            and (not seal.part2 or Segment.SUBSTANCE_USE in self.segments)
            and (
                seal.consenter is not Consenter.YOUTH or self.given_by is seal.consenter
            )
        )


@dataclass
class Child:
    born: date
    phones: list[Phone]
    visits: list[Visit]
    yeses: list[Yes]
    id: UUID = UUID(int=0)

    def closed(self, visit: Visit, today: date) -> bool:
        """Whether the family may not know of a visit. Said here once more, in other
        words than the program's."""
        return any(self._closed(seal, today) for seal in visit.chain)

    def _closed(self, seal: Seal, today: date) -> bool:
        if seal.segment is Segment.FAMILY_SAFETY:
            return True
        if any(yes.opens(seal, today) for yes in self.yeses):
            return False
        age = age_on(self.born, today)
        if age >= ADULT_AGE or seal.consenter is Consenter.YOUTH:
            return True
        asked = seal.consenter is not Consenter.NOT_ASKED
        return not asked and seal.segment is not Segment.GENERAL and age >= 12


@dataclass
class Adult:
    """`links` by the child's place: what say, whether main, whether it is over."""

    phones: list[Phone]
    links: dict[int, tuple[Authority, bool, bool]]
    id: UUID = UUID(int=0)


@dataclass
class Family:
    children: list[Child] = field(default_factory=list)
    adults: list[Adult] = field(default_factory=list)

    def numbers_of_others(self, child: Child) -> set[str]:
        """Every number at which somebody else of the family may answer."""
        people: list[Adult | Child] = [*self.adults]
        people += [one for one in self.children if one is not child]
        return {phone.digits for one in people for phone in one.phones}


def _number(random: Random) -> str:
    digits_ = f"510555{random.randrange(10000):04}"
    written = random.randrange(3)
    if written == 0:
        return f"{digits_[:3]}-{digits_[3:6]}-{digits_[6:]}"
    return (
        f"+1 ({digits_[:3]}) {digits_[3:6]} {digits_[6:]}" if written == 1 else digits_
    )


def _phones(random: Random, most: int, known: list[str]) -> list[Phone]:
    """Numbers of one person; some are those of another one, perhaps written in
    another way."""
    found = []
    for _ in range(random.randrange(most + 1)):
        shared = known and random.random() < 0.3
        value = random.choice(known) if shared else _number(random)
        if shared and random.random() < 0.5:
            value = f"+1 {digits(value)}"
        known.append(value)
        found.append(
            Phone(
                value,
                random.choice([ContactKind.PHONE] * 4 + [ContactKind.SMS]),
                random.choice([ContactUse.MOBILE] * 4 + [ContactUse.OLD]),
                random.choice(list(Voicemail)),
                random.choice(["", "", "only after school"]),
            )
        )
    return found


def _visit(random: Random) -> Visit:
    born = random.choice([1, 1, 2, 3, 4])
    status = random.choice(
        [AppointmentStatus.BOOKED] * 5
        + [
            AppointmentStatus.PROPOSED,
            AppointmentStatus.CANCELLED,
            AppointmentStatus.NO_SHOW,
        ]
    )
    chain = tuple(random.choice(SEALS) for _ in range(born))
    return Visit(chain, random.choice([-9, 2, 5, 12, 30]), status)


def _yes(random: Random, today: date) -> Yes:
    return Yes(
        random.choice([Audience.FAMILY] * 3 + [Audience.CARE_TEAM, Audience.YOUTH]),
        random.choice([Consenter.YOUTH, Consenter.CAREGIVER]),
        tuple(random.sample(list(Segment), random.randrange(1, 4))),
        random.choice(["", "", "An uncle"]),
        random.choice([None, today, today - timedelta(days=1)]),
        random.random() < 0.3,
    )


def family(random: Random, today: date) -> Family:
    known: list[str] = []
    made = Family()
    for _ in range(random.randrange(1, 4)):
        yeses = [_yes(random, today) for _ in range(random.choice([0, 0, 1, 2]))]
        born = today - timedelta(days=random.randrange(200, 21 * 365))
        visits = [_visit(random) for _ in range(random.randrange(1, 4))]
        made.children.append(Child(born, _phones(random, 2, known), visits, yeses))
    for _ in range(random.randrange(1, 4)):
        links = {
            place: (
                random.choice([Authority.FULL] * 3 + list(Authority)),
                random.random() < 0.5,
                random.random() < 0.15,
            )
            for place in range(len(made.children))
            if random.random() < 0.85
        }
        made.adults.append(Adult(_phones(random, 2, known), links))
    return made


# ---------------------------------------------------------------- written down


def enter(session: UnitOfWork, made: Family, coordinator_id: UUID) -> None:
    """Write a family into the records; ids are put into it."""
    home = Household(id=session.new_id())
    session.add(home)
    session.flush()
    for place, child in enumerate(made.children):
        child.id = session.new_id()
        session.add(
            Member(
                id=child.id,
                given=f"Child{place}",
                first_surname="Home",
                birth_date=child.born,
                household_id=home.id,
            )
        )
    session.flush()
    for adult in made.adults:
        _adult(session, made, adult, home.id)
    for child in made.children:
        _child(session, child, coordinator_id)
    session.flush()


def _adult(session: UnitOfWork, made: Family, adult: Adult, home: UUID) -> None:
    adult.id = session.new_id()
    session.add(Caregiver(id=adult.id, given="Grown", household_id=home))
    session.flush()
    for place, (authority, main, over) in adult.links.items():
        link = Caregiving(
            member_id=made.children[place].id,
            caregiver_id=adult.id,
            relationship=Relationship.MOTHER,
            authority=authority,
            main=main,
        )
        if over:
            link.void("left", session.now(), session.actor_id)
        session.add(link)
    session.add_all(_points(adult.phones, caregiver_id=adult.id))


def _points(phones: list[Phone], **owner: UUID) -> Iterator[ContactPoint]:
    for position, one in enumerate(phones):
        yield ContactPoint(
            kind=one.kind,
            use=one.use,
            value=one.value,
            voicemail=one.voicemail,
            safe_note=one.note,
            position=position,
            **owner,
        )


def _child(session: UnitOfWork, child: Child, coordinator_id: UUID) -> None:
    today = session.today()
    session.add_all(_points(child.phones, member_id=child.id))
    session.add(
        EnrollmentSegment(
            member_id=child.id,
            state=SegmentState.ENROLLED,
            begins_on=today - timedelta(days=60),
            coordinator_id=coordinator_id,
        )
    )
    for yes in child.yeses:
        session.add(
            Consent(
                member_id=child.id,
                audience=yes.audience,
                recipient=yes.recipient,
                segments=[one.value for one in yes.segments],
                given_by=yes.given_by,
                basis=Basis.SIGNED,
                given_on=today - timedelta(days=40),
                until=yes.until,
                revoked_on=today - timedelta(days=1) if yes.revoked else None,
            )
        )
    plan = CarePlan(id=session.new_id(), member_id=child.id)
    session.add(plan)
    session.flush()
    for visit in child.visits:
        _book(session, child, visit, plan.id)


def _book(session: UnitOfWork, child: Child, visit: Visit, plan_id: UUID) -> None:
    own, *above = visit.chain
    today, now = session.today(), session.now()
    title = f"Visit {CLOSED}" if child.closed(visit, today) else "Check-up"
    title += f" {SEALED}" if visit.sealed else ""
    referral_id = _origin(session, child, plan_id, above) if above else None
    starts = now + timedelta(days=visit.days, hours=1)
    one = Appointment(
        id=session.new_id(),
        member_id=child.id,
        referral_id=referral_id,
        title=title,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=30),
        status=visit.status,
    )
    one.put_seal(own)
    visit.id = one.id
    session.add(one)
    session.flush()
    session.add(
        Arrangement(
            appointment_id=one.id,
            kind=ArrangementKind.TRANSPORT,
            status=ArrangementStatus.NEEDED,
        )
    )


def _origin(
    session: UnitOfWork, child: Child, plan_id: UUID, above: list[Seal]
) -> UUID:
    """The referral that a visit was born of, and what that was born of."""
    concern_id = goal_id = None
    if len(above) > 2:
        concern = Concern(
            id=session.new_id(), plan_id=plan_id, domain=Domain.MEDICAL, text=ORIGIN
        )
        concern.put_seal(above[2])
        session.add(concern)
        session.flush()
        concern_id = concern.id
    if len(above) > 1:
        goal = Goal(
            id=session.new_id(),
            plan_id=plan_id,
            concern_id=concern_id,
            domain=Domain.MEDICAL,
            family_words=ORIGIN,
        )
        goal.put_seal(above[1])
        session.add(goal)
        session.flush()
        goal_id = goal.id
    referral = Referral(
        id=session.new_id(),
        member_id=child.id,
        goal_id=goal_id,
        domain=Domain.MEDICAL,
        need=ORIGIN,
        agency="Somebody",
        state=ReferralState.SENT,
        state_since=session.today() - timedelta(days=20),
    )
    referral.put_seal(above[0])
    session.add(referral)
    session.flush()
    return referral.id
