"""What the parts of a plan beside its goals are made of: lists, and their columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hhdesk.care.care_team import TEAM_ROLE_WORDS
from hhdesk.care.health import Criticality
from hhdesk.care.plan_lines import (
    LINE_KIND_WORDS,
    AllergyLine,
    LineKind,
    MedicineLine,
    PlanLineRow,
    TeamLine,
)
from hhdesk.gui.line_columns import Column, ColumnKind
from hhdesk.gui.plan_rows import (
    EMERGENCY,
    EQUIPMENT,
    MEDICINES,
    SCHOOL,
    TEAM,
    Spot,
)
from hhdesk.i18n import N_

CRITICALITY_WORDS = {
    Criticality.UNKNOWN: N_("Not known"),
    Criticality.LOW: N_("Mild"),
    Criticality.HIGH: N_("Dangerous"),
}


@dataclass(frozen=True)
class ListOf:
    """One list of a part: its title, what its button adds, a new row, its columns."""

    spot: Spot
    title: str
    adds: str
    nothing: str
    new: Any
    columns: tuple[Column, ...]


def _lines(kind: LineKind, adds: str, nothing: str, hint: str) -> ListOf:
    return ListOf(
        Spot("lines", kind=kind),
        LINE_KIND_WORDS[kind],
        adds,
        nothing,
        PlanLineRow(kind),
        (Column("text", ColumnKind.PAIR, LINE_KIND_WORDS[kind], hint),),
    )


_MEDICINES = ListOf(
    Spot("medicines"),
    N_("Medicines"),
    N_("Medicine"),
    N_("No medicine is written down."),
    MedicineLine(),
    (
        Column("text", ColumnKind.TEXT, N_("Medicine"), share=3),
        Column(
            "dosage",
            ColumnKind.PAIR,
            N_("How it is taken"),
            N_("How much, how, when"),
            share=5,
        ),
        Column("reported_by", ColumnKind.TEXT, N_("Who told us"), wide=130),
    ),
)
_ALLERGIES = ListOf(
    Spot("allergies"),
    N_("Allergies"),
    N_("Allergy"),
    N_("No allergy is written down."),
    AllergyLine(),
    (
        Column("text", ColumnKind.TEXT, N_("Allergy"), N_("Allergic to"), share=3),
        Column("reaction", ColumnKind.PAIR, N_("What happens"), N_("What happens"), 5),
        Column(
            "criticality",
            ColumnKind.CHOICE,
            N_("How bad"),
            wide=130,
            options=CRITICALITY_WORDS,
        ),
    ),
)
_TEAM = ListOf(
    Spot("team"),
    N_("Our team"),
    N_("Person or agency"),
    N_("Nobody is written down yet."),
    TeamLine(),
    (
        Column(
            "role", ColumnKind.CHOICE, N_("Role"), wide=180, options=TEAM_ROLE_WORDS
        ),
        Column("name", ColumnKind.TEXT, N_("Name"), share=3),
        Column("organization", ColumnKind.TEXT, N_("Organization"), share=3),
        Column("phone", ColumnKind.TEXT, N_("Phone"), wide=180, below=True),
        Column(
            "may_share",
            ColumnKind.TEXT,
            N_("What we may share"),
            below=True,
        ),
    ),
)

LISTS: Mapping[str, tuple[ListOf, ...]] = {
    EMERGENCY: (
        _lines(
            LineKind.WARNING_SIGN,
            N_("Sign"),
            N_("No sign is written down."),
            N_("What the family would see or hear"),
        ),
        _lines(
            LineKind.EMERGENCY_STEP,
            N_("Step"),
            N_("No step is written down."),
            N_("What to do, one step a line"),
        ),
    ),
    MEDICINES: (_MEDICINES, _ALLERGIES),
    EQUIPMENT: (
        _lines(
            LineKind.EQUIPMENT,
            N_("Equipment"),
            N_("No equipment is written down."),
            N_("What it is, and who brings it"),
        ),
    ),
    SCHOOL: (
        _lines(
            LineKind.SCHOOL_SUPPORT,
            N_("What helps"),
            N_("Nothing is written down."),
            N_("What helps there"),
        ),
    ),
    TEAM: (_TEAM,),
}
