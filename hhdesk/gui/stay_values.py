"""The fields of a hospital stay's form as text and codes, and what they stand for."""

from __future__ import annotations

from datetime import date

from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.stays import StayDetails, StayKind, StayStatus
from hhdesk.errors import InvalidField
from hhdesk.gui import days
from hhdesk.gui.act_values import NO_DAY
from hhdesk.gui.typed_fields import TICKED, Values
from hhdesk.i18n import N_

DAYS = ("begins_on", "ends_on", "known_on")
TEXTS = ("place", "reason", "disposition", "discharge_plan")
FIELDS = ("kind", "status", "planned", *DAYS, *TEXTS)
YES, NO = TICKED, "no"

STATUS_CHOICES = {
    StayStatus.IN_PROGRESS: N_("In the hospital now"),
    StayStatus.FINISHED: N_("Left the hospital"),
    StayStatus.PLANNED: N_("Not there yet: it is planned"),
    StayStatus.UNKNOWN: N_("Not known"),
}
PLANNED_CHOICES = {
    "": N_("Not said"),
    NO: N_("No, it came suddenly"),
    YES: N_("Yes, it was planned"),
}


def blank(today: date) -> Values:
    """Somebody calls: the child is there now, since today."""
    values = dict.fromkeys(FIELDS, "")
    values["kind"], values["status"] = StayKind.ED, StayStatus.IN_PROGRESS
    values["begins_on"] = values["known_on"] = days.typed(today)
    return {name: str(value) for name, value in values.items()} | of_seal(Seal())


def of_details(details: StayDetails) -> Values:
    """The form of one that is written down."""
    values = {name: getattr(details, name) for name in TEXTS}
    values |= {name: days.typed(getattr(details, name)) for name in DAYS}
    values |= {"kind": details.kind.value, "status": details.status.value}
    values["planned"] = {None: "", True: YES, False: NO}[details.planned]
    return values | of_seal(details.seal)


def leaving(details: StayDetails, today: date) -> Values:
    """The form with which the child leaves: today, as far as is known."""
    values = of_details(details)
    values["status"] = StayStatus.FINISHED.value
    values["ends_on"] = values["ends_on"] or days.typed(today)
    return values


def to_details(values: Values) -> StayDetails:
    """Raises InvalidField for what is no day."""
    kind, status = StayKind(values["kind"]), StayStatus(values["status"])
    planned = {"": None, YES: True, NO: False}[values["planned"]]
    gone = status is StayStatus.FINISHED
    return StayDetails(
        kind,
        values["place"],
        day_of(values, "begins_on"),
        status,
        day_of(values, "ends_on") if gone else None,
        day_of(values, "known_on"),
        None if kind is StayKind.ED else planned,
        values["reason"],
        values["disposition"] if gone else "",
        values["discharge_plan"],
        seal_of(values),
    )


def day_of(values: Values, name: str) -> date | None:
    """Raises InvalidField for what is typed and no day."""
    day = days.parse(values[name])
    if day is None and values[name].strip():
        raise InvalidField(name, NO_DAY)
    return day


def of_seal(seal: Seal) -> Values:
    part2 = YES if seal.part2 else ""
    codes = seal.segment.value, seal.consenter.value
    return {"segment": codes[0], "consenter": codes[1], "part2": part2}


def seal_of(values: Values) -> Seal:
    return Seal(
        Segment(values["segment"]),
        Consenter(values["consenter"]),
        values["part2"] == YES,
    )
