"""Whom to call about a visit: a sealed one reaches nobody but the youth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest

from hhdesk.care import (
    appointment_calendar,
    open_loops,
    paper_orders,
    reminder_reading,
)
from hhdesk.care.confidentiality import Audience, Consenter, Seal, Segment, age_on
from hhdesk.care.contact_points import ContactPointRow, SafeContact, Voicemail, digits
from hhdesk.care.household import Authority, CaregiverRow, Relationship
from hhdesk.care.open_loops import Asked, Whose
from hhdesk.care.paper_orders import PaperKind, PaperOrder
from hhdesk.care.person import Languages, Name
from hhdesk.care.reminders import Home, RemindableVisit, Reminder, Say, remind
from hhdesk.care.visit_disclosure import VisitsForReader
from hhdesk.errors import NotPermitted
from hhdesk.papers import making
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.care.random_homes import (
    CLOSED,
    SEALED,
    Child,
    Family,
    Phone,
    Visit,
    enter,
    family,
)
from tests.databases import NOW
from tests.papers.extraction import page_texts

TODAY = NOW.date()
ADDRESS = UUID(int=9)
YOUTHS = Seal(Segment.REPRODUCTIVE, Consenter.YOUTH)
SAFETY = Seal(Segment.FAMILY_SAFETY)
ASKED = Seal(Segment.MENTAL_HEALTH)
MANY = [
    pytest.param(30, id="30"),
    pytest.param(1000, id="1000", marks=pytest.mark.sweep),
]


def phone(value: str, voicemail: Voicemail = Voicemail.ALLOWED) -> ContactPointRow:
    return ContactPointRow(value, safe_contact=SafeContact(voicemail))


MOTHER = CaregiverRow(
    UUID(int=1),
    Name("Lucía", "Ruiz"),
    Relationship.MOTHER,
    Authority.FULL,
    True,
    Languages("es", "es"),
    (phone("510-555-0142", Voicemail.CALLBACK_ONLY),),
)
HOME = Home(
    Name("Camila", "Ruiz"),
    Languages("en", "en"),
    15,
    TODAY,
    (MOTHER,),
    (phone("510-555-0199"),),
    frozenset({"5105550142"}),
)


def told(*seals: Seal, **changes: object) -> Reminder:
    visit = RemindableVisit(UUID(int=2), UUID(int=3), "Talk", NOW, seals or (Seal(),))
    return remind(visit, replace(HOME, **changes))  # type: ignore[arg-type]


def test_an_ordinary_visit_is_the_main_caregivers_by_the_rule_of_the_number() -> None:
    found = told()
    assert (found.say, found.name, found.relationship) == (
        Say.VISIT,
        MOTHER.name,
        Relationship.MOTHER,
    )
    assert found.message is Voicemail.CALLBACK_ONLY
    assert found.languages == Languages("es", "es")
    none = replace(MOTHER, authority=Authority.NONE)
    assert told(adults=(none,)).relationship is None
    assert told(adults=(none,), own=()).say is Say.NO_NUMBER


def test_the_youths_own_visit_is_the_youths_alone_and_stands_on_no_machine() -> None:
    found = told(YOUTHS)
    assert (found.say, found.name) == (Say.YOUTH_ALONE, HOME.name)
    assert found.phone == HOME.own[0]
    assert found.message is Voicemail.CALLBACK_ONLY
    silent = (phone("510-555-0199", Voicemail.NEVER),)
    assert told(YOUTHS, own=silent).message is Voicemail.NEVER


@pytest.mark.parametrize(
    "own", [(), (phone("+1 (510) 555-0142"),)], ids=["none", "the mother's too"]
)
def test_without_a_number_of_the_own_it_is_told_in_person(
    own: tuple[ContactPointRow, ...],
) -> None:
    for seals in ((YOUTHS,), (SAFETY,), (Seal(), YOUTHS)):
        found = told(*seals, own=own)
        assert (found.say, found.phone) == (Say.IN_PERSON, None)
    small = told(YOUTHS, age=9)
    assert (small.say, small.phone) == (Say.IN_PERSON, None)


def test_of_family_safety_nothing_is_said_and_only_on_a_number_with_a_rule() -> None:
    assert told(SAFETY).say is Say.IN_PERSON
    agreed = (phone("510-555-0199", Voicemail.NEVER),)
    found = told(SAFETY, own=agreed)
    assert (found.say, found.message) == (Say.CALL_BACK, Voicemail.NEVER)


def test_nobody_is_called_before_it_is_known_who_said_yes() -> None:
    found = told(ASKED)
    assert (found.say, found.phone, found.name) == (Say.ASK_FIRST, None, None)
    assert told(ASKED, age=11).say is Say.VISIT
    assert told(ASKED, YOUTHS).say is Say.YOUTH_ALONE


# ------------------------------------------------------------ households by chance


def check(found: Reminder, child: Child, others: set[str]) -> None:
    """What is closed to the family goes to nobody else than the youth."""
    assert found.relationship is None
    assert found.message is not Voicemail.ALLOWED or child.born.year <= TODAY.year - 18
    if found.phone is not None:
        assert digits(found.phone.value) not in others
        assert digits(found.phone.value) in {one.digits for one in child.phones}
        rule = found.phone.safe_contact.voicemail
        assert rule is not Voicemail.NEVER or found.message is Voicemail.NEVER


def visits(made: Family) -> Iterator[tuple[Child, Visit]]:
    for child in made.children:
        for visit in child.visits:
            yield child, visit


def frozen(made: Family, child: Child) -> Home:
    """The home as it is read from the records."""
    adults = [
        (authority, main, adult)
        for adult in made.adults
        for place, (authority, main, over) in adult.links.items()
        if made.children[place] is child and not over
    ]
    return Home(
        Name("Child"),
        Languages(),
        age_on(child.born, TODAY),
        TODAY,
        tuple(
            replace(MOTHER, authority=authority, main=main, phones=_rows(adult.phones))
            for authority, main, adult in sorted(adults, key=lambda one: not one[1])
        ),
        _rows(child.phones),
        frozenset(made.numbers_of_others(child)),
    )


def _rows(phones: Sequence[Phone]) -> tuple[ContactPointRow, ...]:
    return tuple(
        ContactPointRow(
            one.value, one.kind, one.use, SafeContact(one.voicemail, one.note)
        )
        for one in phones
    )


def test_no_reminder_of_a_thousand_homes_reaches_a_family_that_may_not_know() -> None:
    random, closed, reached = Random(7), 0, 0
    for _ in range(1000):
        made = family(random, TODAY)
        for child, visit in visits(made):
            child.yeses = []
            home = frozen(made, child)
            asked = RemindableVisit(ADDRESS, ADDRESS, "", NOW, visit.chain)
            found = remind(asked, home)
            if child.closed(visit, TODAY):
                closed += 1
                check(found, child, made.numbers_of_others(child))
            else:
                reached += found.relationship is not None
    assert closed > 1000
    assert reached > 300


@pytest.mark.parametrize("many", MANY)
def test_a_sealed_visit_reaches_no_reminder_paper_or_list_of_the_family(
    sqlite_database: Database, actor_id: UUID, many: int
) -> None:
    random = Random(many)
    homes = [family(random, TODAY) for _ in range(many)]
    with sqlite_database.transaction(actor_id) as session:
        for made in homes:
            enter(session, made, actor_id)
    closed = reached = 0
    with sqlite_database.reading() as session:
        for made in homes:
            found = _reminders(session, made)
            closed += _check(made, found)
            reached += sum(one.relationship is not None for one in found.values())
            child = random.choice(made.children)
            _check_paper(session, child, drawn=random.random() < 5 / many)
        _check_lists(session, actor_id)
    assert closed > many / 2
    assert reached > many / 8


def _reminders(session: UnitOfWork, made: Family) -> dict[UUID, Reminder]:
    every = [visit.id for _, visit in visits(made)]
    found = reminder_reading.to_remind(session, every)
    assert CLOSED not in repr(found)
    assert {one.visit_id for one in found} == {
        visit.id for _, visit in visits(made) if visit.coming
    }
    return {one.visit_id: one for one in found}


def _check(made: Family, found: dict[UUID, Reminder]) -> int:
    closed = 0
    for child, visit in visits(made):
        if visit.id in found and child.closed(visit, TODAY):
            check(found[visit.id], child, made.numbers_of_others(child))
            closed += 1
    return closed


def _check_paper(session: UnitOfWork, child: Child, *, drawn: bool) -> None:
    order = PaperOrder(PaperKind.VISIT_LIST, child.id, Audience.FAMILY)
    try:
        gathered = paper_orders.gather(session, order)
    except NotPermitted:
        return
    assert isinstance(gathered.rows, VisitsForReader)
    assert CLOSED not in repr(gathered.rows)
    if drawn:
        text = "".join(page_texts(making.make(gathered).pdf))
        assert CLOSED not in text


def _check_lists(session: UnitOfWork, actor_id: UUID) -> None:
    """What others may see: Today's rows and the calendar, of those who are enrolled."""
    found = open_loops.listed(session, Asked(Whose.EVERYONE, actor_id))
    rows = open_loops.rows(session, list(found.keys))
    assert any(row is not None and row.private for row in rows)
    assert SEALED not in repr(rows)
    start = session.now()
    days = appointment_calendar.between(session, start, start + timedelta(days=60))
    assert any(row.busy for row in days)
    assert SEALED not in repr(days)
