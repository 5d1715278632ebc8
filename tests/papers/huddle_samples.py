"""A morning meeting's sheet, with each part of it filled."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hhdesk.care.arrangements import ArrangementKind, ArrangementStatus
from hhdesk.care.open_loops import Whose
from hhdesk.care.person import Interpreter, Languages
from hhdesk.care.stays import STAY_KIND_WORDS, StayKind
from hhdesk.papers.huddle_input import HuddlePaper, Line, Stay, ToDo
from tests.papers.samples import PACIFIC

DAY = date(2026, 11, 23)
RIDE, INTERPRETER, _ = ArrangementKind
LATE = ToDo(
    "Missed on {day}, not booked again",
    {"day": date(2026, 10, 29)},
    "Grace Lin",
    date(2026, 11, 2),
    "He may come with his sister",
    "Camila Hernández Ruiz",
)
FIRST = Line(
    datetime(2026, 11, 23, 8, 30, tzinfo=PACIFIC),
    "Mateo Hernández Ruiz",
    "Teo",
    date(2025, 5, 14),
    "Well visit",
    "Dr. Amy Lee",
    "Room 4",
    "Rosa Delgado",
    Languages("es", "es", Interpreter.NEEDED),
    arrangements=((RIDE, ArrangementStatus.CONFIRMED),),
    open=(LATE,),
    more=2,
)
STAY = Stay(
    "Lia Vang",
    date(2019, 1, 9),
    STAY_KIND_WORDS[StayKind.INPATIENT],
    "Bayside Children's Hospital",
    date(2026, 11, 21),
    "Rosa Delgado",
)


def huddle(**changes: Any) -> HuddlePaper:
    told: dict[str, Any] = {
        "language": "en",
        "day": DAY,
        "printed": DAY,
        "number": "1A2B3C-42E0",
        "clinic": "Test Clinic",
        "whose": Whose.TEAM,
        "person": "Rosa Delgado",
        "lines": (FIRST,),
        "stays": (STAY,),
        "overdue": (LATE,),
        "overdue_more": 3,
    }
    return HuddlePaper(**{**told, **changes})
