"""What speaks against two records being one child's, each in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hhdesk.care.duplicates_names import Alike, compare
from hhdesk.care.members import Gender
from hhdesk.care.merge_fields import MergeField, Side
from hhdesk.care.programs import SegmentState
from hhdesk.i18n import N_


@dataclass(frozen=True, slots=True)
class Conflict:
    """`blocks`: merging these would be wrong; else it is for people to weigh."""

    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)
    blocks: bool = False


TWO_CHILDREN = N_(
    "Each has a Medi-Cal number of its own and they differ in name or birth date: "
    "these are two children."
)
TWO_CINS = N_("Both have a Medi-Cal number. One will be kept as a former number.")
TWO_MRNS = N_("Both have a record number. One will be kept as a former number.")
OTHER_BIRTH_DATE = N_("The birth dates differ. Which one is right?")
OTHER_NAME = N_("The given names differ. Are these brothers or sisters?")
OTHER_GENDER = N_("One is entered as female, the other as male.")
ONE_DIED = N_("One of the two is recorded as having died.")
TWO_ENROLLMENTS = N_(
    "Both are enrolled now. One enrollment goes on, the other becomes history."
)


def _values(kept: Side, gone: Side, field: MergeField) -> tuple[Any, Any]:
    return kept.values[field], gone.values[field]


def found(kept: Side, gone: Side) -> tuple[Conflict, ...]:
    """All of them, what forbids the merge first."""
    told = sorted(_found(kept, gone), key=lambda one: not one.blocks)
    return tuple(told)


def _found(kept: Side, gone: Side) -> Iterator[Conflict]:
    other_name = compare(kept.name, gone.name).given is Alike.OTHER
    other_day = kept.birth_date != gone.birth_date
    if all(_values(kept, gone, MergeField.CIN)):
        apart = other_name or other_day
        yield Conflict(TWO_CHILDREN if apart else TWO_CINS, blocks=apart)
    if all(_values(kept, gone, MergeField.MRN)):
        yield Conflict(TWO_MRNS)
    if other_day:
        yield Conflict(OTHER_BIRTH_DATE)
    if other_name:
        yield Conflict(OTHER_NAME)
    if {Gender.FEMALE, Gender.MALE} == {*_values(kept, gone, MergeField.GENDER)}:
        yield Conflict(OTHER_GENDER)
    died = _values(kept, gone, MergeField.DECEASED)
    if any(died) and not all(died):
        yield Conflict(ONE_DIED)
    segments = _values(kept, gone, MergeField.ENROLLMENT)
    if all(one and one.state is SegmentState.ENROLLED for one in segments):
        yield Conflict(TWO_ENROLLMENTS)
