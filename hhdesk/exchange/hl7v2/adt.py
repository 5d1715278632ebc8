"""What an ADT message says of a child's stay: who, where, from when to when.

Triggers A01, A03, A04, A06, A08, A11, A13 and A40 (HL7 v2.5.1, chapter 3); any other
message is told apart and left.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from hhdesk.care.adt_facts import (
    AdtFact,
    AdtNumber,
    AdtPerson,
    AdtVisit,
    Trigger,
)
from hhdesk.care.confidentiality import Segment as Topic
from hhdesk.care.person import Name
from hhdesk.care.stays import StayKind
from hhdesk.errors import BrokenInput
from hhdesk.exchange.hl7v2.messages import Message, Segment
from hhdesk.i18n import N_

NO_PERSON = N_("It does not say whom it is about.")
NO_BIRTH_DATE = N_("It gives no whole birth date.")

# PV1-2, table 0004: what is a stay at all.
_KINDS = {
    "E": StayKind.ED,
    "I": StayKind.INPATIENT,
    "B": StayKind.INPATIENT,
    "OBS": StayKind.OBSERVATION,
}
# Outpatients, bookings, recurring and no visits.
_NO_STAY = frozenset({"O", "P", "R", "C", "N"})
_ADMITS = frozenset({Trigger.ADMIT, Trigger.BECOMES_INPATIENT})

# PV1-4, table 0007: whether somebody had planned it.
_PLANNED = {"L": True, "E": False, "A": False, "U": False}

# PV1-36, table 0112, in plain words.
_DISPOSITIONS = {
    "01": "home",
    "02": "another hospital",
    "03": "a skilled nursing facility",
    "04": "an intermediate care facility",
    "05": "another institution",
    "06": "home with home health care",
    "07": "left against medical advice",
    "20": "died",
}

# ICD-10 chapters whose topic is kept apart until somebody says who consented.
_TOPICS = (
    (re.compile(r"F1\d"), Topic.SUBSTANCE_USE),
    (re.compile(r"F|X7[1-9]|X8[0-3]|T14\.91|R45\.8[58]"), Topic.MENTAL_HEALTH),
    (re.compile(r"O|Z3[0-9]|A5[0-9]|A6[0-4]|N9[6-7]"), Topic.REPRODUCTIVE),
    (re.compile(r"T7[46]|Y07|Z04\.[4-7]|Z69"), Topic.FAMILY_SAFETY),
)

_MOMENT = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?(?:\.\d+)?)?([+-]\d{4})?"
)


def trigger_of(message: Message) -> Trigger | None:
    """None for a message that is about no stay and no merge of two records."""
    header = message.header
    kind, event = header.text(9, 1), header.text(9, 2)
    if kind != "ADT":
        return None
    event = event or (_event(message) or "")
    return next((one for one in Trigger if one.value == event), None)


def kind_of(message: Message) -> str:
    """What it calls itself, for counting: ADT^A01."""
    header = message.header
    parts = (header.text(9, 1), header.text(9, 2) or _event(message))
    return "^".join(re.sub(r"\W", "", part)[:8] for part in parts if part)


def _event(message: Message) -> str:
    event = message.first("EVN")
    return event.text(1) if event else ""


def day(value: str) -> date | None:
    found = _MOMENT.match(value)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def moment(value: str) -> datetime | None:
    """In UTC; a time without a zone is taken as it stands: messages of one hospital
    are only put in order by it."""
    found = _MOMENT.match(value)
    if found is None:
        return None
    try:
        year, month, day_, hour, minute, second = (
            int(found[place] or 0) for place in range(1, 7)
        )
        at = datetime(year, month, day_, hour, minute, second, tzinfo=UTC)
        return at - _offset(found[7] or "+0000")
    except (ValueError, OverflowError):
        return None


def _offset(text: str) -> timedelta:
    ahead = timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))
    timezone(ahead)
    return -ahead if text[0] == "-" else ahead


def read(message: Message, trigger: Trigger) -> AdtFact:
    """Raises BrokenInput for one that does not say whom it is about."""
    pid = message.first("PID")
    if pid is None:
        raise BrokenInput(NO_PERSON)
    header = message.header
    facility = header.text(4) or header.text(3)
    event = message.first("EVN")
    told = header.text(7) or (event.text(2) if event else "")
    return AdtFact(
        trigger,
        facility,
        header.text(10),
        moment(told),
        _person(pid),
        _visit(message, trigger),
        tuple(_prior(message)),
    )


def _person(pid: Segment) -> AdtPerson:
    born = day(pid.text(7))
    name = Name(
        " ".join(filter(None, (pid.text(5, 2), pid.text(5, 3)))), pid.text(5, 1)
    )
    if not name.given and not name.first_surname:
        raise BrokenInput(NO_PERSON)
    if born is None:
        raise BrokenInput(NO_BIRTH_DATE)
    phones = [*pid.all(13, 1), *pid.all(13, 12), *pid.all(14, 1)]
    phones += [a + b for a, b in zip(pid.all(13, 6), pid.all(13, 7), strict=False)]
    digits = (re.sub(r"\D", "", one)[-10:] for one in phones)
    return AdtPerson(
        name,
        born,
        tuple(_numbers(pid, 3)),
        pid.text(11, 5),
        tuple(dict.fromkeys(one for one in digits if len(one) >= 7)),
        pid.text(8)[:1].upper(),
    )


def _numbers(segment: Segment, field: int) -> list[AdtNumber]:
    parts = zip(
        segment.all(field, 1),
        segment.all(field, 4),
        segment.all(field, 5),
        strict=True,
    )
    found = [AdtNumber(value, issuer, kind) for value, issuer, kind in parts if value]
    return list(dict.fromkeys(found))


def _prior(message: Message) -> list[AdtNumber]:
    return [one for segment in message.all("MRG") for one in _numbers(segment, 1)]


def _visit(message: Message, trigger: Trigger) -> AdtVisit | None:
    pv1 = message.first("PV1")
    if pv1 is None or trigger is Trigger.MERGE:
        return None
    group = pv1.text(2).upper()
    kind = _KINDS.get(group)
    if kind is None and trigger in _ADMITS and group not in _NO_STAY:
        kind = StayKind.INPATIENT
    event = message.first("EVN")
    happened = day((event.text(6) or event.text(2)) if event else "")
    begins = day(pv1.text(44))
    ends = day(pv1.text(45))
    if trigger is Trigger.DISCHARGE:
        ends = ends or happened
    elif begins is None and trigger in {Trigger.ADMIT, Trigger.REGISTER}:
        begins = happened
    return AdtVisit(
        kind,
        pv1.text(19),
        begins,
        ends,
        pv1.text(3, 4) or pv1.text(39) or message.header.text(4),
        _reason(message),
        _disposition(pv1.text(36)),
        _topic(message),
        _PLANNED.get(pv1.text(4).upper()),
    )


def _reason(message: Message) -> str:
    said = [one.text(4) or one.text(3, 2) for one in message.all("DG1")]
    pv2 = message.first("PV2")
    said += [pv2.text(3, 2) or pv2.text(3)] if pv2 else []
    return "; ".join(dict.fromkeys(filter(None, said)))[:500]


def _disposition(code: str) -> str:
    return _DISPOSITIONS.get(code.zfill(2) if code.isdigit() else code, code)


def _topic(message: Message) -> Topic:
    codes = [one.text(3).upper() for one in message.all("DG1")]
    for pattern, topic in _TOPICS:
        if any(pattern.match(code) for code in codes):
            return topic
    return Topic.GENERAL
