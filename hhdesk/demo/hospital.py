"""Messages of the hospital that wait until somebody says who is meant: a child of the
clinic of whom only name and birth date agree, and one whom nobody here knows."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from hhdesk.care.adt_facts import AdtFact, AdtNumber, AdtPerson, AdtVisit, Trigger
from hhdesk.care.adt_matching import NOBODY, ONLY_NAMESAKE
from hhdesk.care.adt_messages import AdtMessage, AdtState
from hhdesk.care.person import Name
from hhdesk.care.plan_text import text_of
from hhdesk.care.stays import StayKind
from hhdesk.demo.cast_people import jonah_birth
from hhdesk.demo.days import working
from hhdesk.demo.making import Making
from hhdesk.demo.team import HOSPITAL

_FACILITY = "BAYSIDE"


def enter(making: Making) -> None:
    """Both came in on the last working day."""
    on = working(making.ago(1), -1)
    jonah = AdtPerson(
        Name("JONAH", "HERN"),
        jonah_birth(making),
        (AdtNumber("4471902", _FACILITY, "MR"),),
        sex="M",
    )
    stranger = AdtPerson(
        Name("CAMILA", "REYES PINEDA"),
        making.today - timedelta(days=2300),
        (AdtNumber("4472118", _FACILITY, "MR"),),
        sex="F",
    )
    _wait(making, on, jonah, Trigger.REGISTER, StayKind.ED, "Asthma", ONLY_NAMESAKE)
    _wait(making, on, stranger, Trigger.ADMIT, StayKind.INPATIENT, "Fever", NOBODY)


def _wait(
    making: Making,
    on: date,
    person: AdtPerson,
    trigger: Trigger,
    kind: StayKind,
    reason: str,
    why: str,
) -> None:
    number = person.numbers[0]
    visit = AdtVisit(kind, f"V{number.value}", on, place=HOSPITAL, reason=reason)
    told_at = making.at(on, 14, 20)
    fact = AdtFact(trigger, _FACILITY, number.value, told_at, person, visit)
    text = text_of(fact)
    making.new(
        AdtMessage,
        making.at(on, 15),
        # Of rows that came later than the others: their chance stays.
        id=making.more_ids(),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        facility=_FACILITY,
        control_id=number.value,
        trigger=trigger,
        told_at=told_at,
        state=AdtState.WAITING,
        person="\n".join((_FACILITY, number.issuer, number.value)),
        facts=text,
        why=why,
    )
