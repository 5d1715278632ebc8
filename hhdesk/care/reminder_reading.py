"""The coming visits and the homes that reminders are made of, read for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from hhdesk.care import appointment_lines, consents, contact_points, reminders, silence
from hhdesk.care.appointment_lines import SEALS
from hhdesk.care.appointments import TIMED, Appointment
from hhdesk.care.confidentiality import Seal, age_on
from hhdesk.care.contact_points import ContactPoint, ContactPointRow
from hhdesk.care.household import Caregiver, CaregiverRow, Caregiving
from hhdesk.care.members import Member
from hhdesk.care.reminders import Home, RemindableVisit, Reminder
from hhdesk.store.session import UnitOfWork

_ID, _STARTS_AT, _MEMBER, _TITLE = 0, 2, 7, 8
"""Where these stand in a line of a visit."""

Points = Mapping[UUID, Sequence[ContactPointRow]]
Link = tuple[Caregiving, Caregiver]


def to_remind(session: UnitOfWork, visit_ids: Collection[UUID]) -> tuple[Reminder, ...]:
    """Whom to call about each of these visits, in the order of their times. Visits that
    are over or called off, and those of a child who has died, have nobody."""
    if not visit_ids:
        return ()
    visits = _visits(session, visit_ids)
    homes = _homes(session, {one.member_id for one in visits})
    return tuple(reminders.remind(one, homes[one.member_id]) for one in visits)


def reminder(session: UnitOfWork, visit_id: UUID) -> Reminder | None:
    """Whom to call about one visit; None where there is nothing to remind of."""
    return next(iter(to_remind(session, [visit_id])), None)


def _visits(
    session: UnitOfWork, visit_ids: Collection[UUID]
) -> tuple[RemindableVisit, ...]:
    found = session.execute(
        appointment_lines.lines(
            Appointment.id.in_(visit_ids),
            Appointment.status.in_(TIMED),
            Appointment.starts_at >= session.now(),
            silence.lives(),
        )
    )
    return tuple(
        _visit(next(lines)) for _, lines in groupby(found.all(), itemgetter(_ID))
    )


def _visit(line: Sequence[Any]) -> RemindableVisit:
    parts = line[SEALS]
    seals = (parts[place : place + 3] for place in range(0, len(parts), 3))
    return RemindableVisit(
        line[_ID],
        line[_MEMBER],
        line[_TITLE],
        line[_STARTS_AT],
        tuple(Seal(*one) for one in seals if one[0] is not None),
    )


def _homes(session: UnitOfWork, member_ids: Collection[UUID]) -> dict[UUID, Home]:
    """The homes of these members; everybody else of their households is read too, for
    whose number it is."""
    asked = session.scalars(select(Member).where(Member.id.in_(member_ids))).all()
    homes = {one.household_id for one in asked} - {None}
    children = _by_home(session, Member, homes)
    grown = _by_home(session, Caregiver, homes)
    everybody = {one for some in children.values() for one in some} | set(member_ids)
    links = _links(session, everybody)
    people = {person.id for some in links.values() for _, person in some}
    people |= {one for some in grown.values() for one in some}
    points = _points(session, everybody, people)
    return {
        one.id: _home(
            session,
            one,
            children[one.household_id] - {one.id},
            grown[one.household_id],
            links,
            points,
        )
        for one in asked
    }


def _by_home(
    session: UnitOfWork,
    kind: type[Member] | type[Caregiver],
    homes: Collection[UUID | None],
) -> defaultdict[UUID | None, set[UUID]]:
    """Who lives where, the voided too: a number does not forget who answered it."""
    found = session.execute(
        select(kind.household_id, kind.id).where(kind.household_id.in_(homes))
    )
    together: defaultdict[UUID | None, set[UUID]] = defaultdict(set)
    for home, one in found:
        together[home].add(one)
    return together


def _links(session: UnitOfWork, members: Collection[UUID]) -> dict[UUID, list[Link]]:
    """The caregivers of each member, the main one first; former ones too."""
    found = session.execute(
        select(Caregiving, Caregiver)
        .join(Caregiver, Caregiver.id == Caregiving.caregiver_id)
        .where(Caregiving.member_id.in_(members))
    )
    links: dict[UUID, list[Link]] = {one: [] for one in members}
    for link, person in found:
        links[link.member_id].append((link, person))
    for some in links.values():
        some.sort(key=lambda pair: (not pair[0].main, pair[0].id))
    return links


def _points(
    session: UnitOfWork, children: Collection[UUID], people: Collection[UUID]
) -> Points:
    found = session.scalars(
        select(ContactPoint)
        .where(
            or_(
                ContactPoint.member_id.in_(children),
                ContactPoint.caregiver_id.in_(people),
            ),
            ContactPoint.voided_at.is_(None),
        )
        .order_by(ContactPoint.position, ContactPoint.id)
    )
    points: defaultdict[UUID, list[ContactPointRow]] = defaultdict(list)
    for one in found:
        owner = one.member_id or one.caregiver_id
        assert owner is not None
        points[owner].append(contact_points.row(one))
    return points


def _home(
    session: UnitOfWork,
    member: Member,
    siblings: Collection[UUID],
    grown: Collection[UUID],
    links: Mapping[UUID, Sequence[Link]],
    points: Points,
) -> Home:
    family = (member.id, *siblings)
    others = {person.id for one in family for _, person in links[one]}
    others |= {*siblings, *grown}
    today = session.today()
    return Home(
        member.name,
        member.languages,
        age_on(member.birth_date, today),
        today,
        tuple(
            _adult(link, person, points)
            for link, person in links[member.id]
            if _stands(link, person, today)
        ),
        tuple(points.get(member.id, ())),
        reminders.answered_by([row for one in others for row in points.get(one, ())]),
        consents.active(session, member.id, today),
    )


def _stands(link: Caregiving, person: Caregiver, today: date) -> bool:
    ended = link.ends_on is not None and link.ends_on < today
    return link.voided_at is None and person.voided_at is None and not ended


def _adult(link: Caregiving, person: Caregiver, points: Points) -> CaregiverRow:
    return CaregiverRow(
        person.id,
        person.name,
        link.relationship,
        link.authority,
        link.main,
        person.languages,
        tuple(points.get(person.id, ())),
    )
