"""The acts of hospitals' messages: heard, settled, set aside, taken up again."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hhdesk.care import adt
from hhdesk.care.adt_facts import AdtFact, AdtNumber, AdtPerson, AdtVisit, Trigger
from hhdesk.care.adt_messages import WaitingRow
from hhdesk.care.person import Name
from hhdesk.care.stays import StayKind
from tests.care.act_desk import Desk, words
from tests.care.acts import Case


def _fact(number: AdtNumber) -> AdtFact:
    person = AdtPerson(Name(words("given"), words("sur")), date(2020, 1, 2), (number,))
    visit = AdtVisit(StayKind.ED, words("visit"), reason=words("reason"))
    at = datetime(2026, 11, 20, 8, tzinfo=UTC)
    return AdtFact(Trigger.REGISTER, words("place"), words("id"), at, person, visit)


def _waits(desk: Desk) -> WaitingRow:
    adt.hear(desk.session, _fact(AdtNumber(words("7"), words("issuer"))), words("text"))
    return adt.waiting(desk.session)[0]


def _heard(desk: Desk) -> None:
    row = _waits(desk)
    adt.settle(desk.session, row.id, desk.member_id, seen=row.version)
    number = AdtNumber(words("7"), words("issuer"))
    again = _fact(number)
    assert adt.hear(desk.session, again, words("more")).fate is adt.AdtFate.WAITING


def _aside(desk: Desk) -> WaitingRow:
    row = _waits(desk)
    adt.set_aside(desk.session, row.id, words("why"), seen=row.version)
    return row


def _unsettled(desk: Desk) -> None:
    row = _waits(desk)
    adt.settle(desk.session, row.id, desk.member_id, seen=row.version)
    adt.unsettle(desk.session, row.id)


CASES: tuple[Case, ...] = (
    Case("adt.hear", "adt.hear", _heard),
    Case("adt.settle", "adt.settle", _heard),
    Case("adt.unsettle", "adt.unsettle", _unsettled),
    Case("adt.set_aside", "adt.set_aside", _aside),
    Case(
        "adt.take_up",
        "adt.take_up",
        lambda desk: adt.take_up(desk.session, _aside(desk).id),
    ),
)
