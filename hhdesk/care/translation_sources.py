"""Where lines that a family reads stand in the tables, as one question over them all.

A line's state is told by the text it was translated from, which stands beside it: the
English itself is read only where the two differ.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)

from hhdesk.care import silence
from hhdesk.care.confidentiality import Consenter, Sealable, Segment
from hhdesk.care.family_lines import LinePart
from hhdesk.care.goals import Activity, ActivityStatus, Concern, Goal, Lifecycle
from hhdesk.care.health import Allergy, ClinicalStatus, Medicine, MedicineStatus
from hhdesk.care.members import Member
from hhdesk.care.plan_lines import PlanLine
from hhdesk.care.plan_records import CarePlan, PlanStatus
from hhdesk.care.translations import Translation, TranslationState

KEPT_UP = (PlanStatus.DRAFT, PlanStatus.ACTIVE, PlanStatus.ON_HOLD)
"""Plans that were stopped are not translated any more."""

OTHERWISE = "otherwise"
"""Instead of a state: the English stands there otherwise than it was translated."""

Where = Sequence[ColumnElement[bool]]
Joined = Callable[[Select[Any]], Select[Any]]


def _seals(table: type[Sealable]) -> ColumnElement[bool]:
    closes: ColumnElement[bool] = or_(
        table.segment == Segment.FAMILY_SAFETY, table.consenter == Consenter.YOUTH
    )
    return func.coalesce(closes, False)


@dataclass(frozen=True)
class Source:
    """A column of texts: whose, in which order, what closes it. What is `of_chart`
    leads to its plan by the member."""

    part: LinePart
    table: Any
    field: str
    seals: tuple[type[Sealable], ...] = ()
    where: Where = ()
    joined: Joined = lambda found: found
    of_chart: bool = False

    @property
    def text(self) -> Any:
        return getattr(self.table, self.field)

    @property
    def position(self) -> Any:
        return getattr(self.table, "position", literal(0))

    @property
    def domain(self) -> Any:
        for table in (Goal, Concern):
            if table in self.seals:
                return type_coerce(table.domain, String)
        return literal("")

    @property
    def sealed(self) -> ColumnElement[bool]:
        return or_(*map(_seals, self.seals)) if self.seals else false()

    def begin(self, columns: Sequence[Any]) -> Select[Any]:
        found = select(*columns).select_from(self.table)
        table = self.table
        if self.of_chart:
            found = found.join(CarePlan, CarePlan.member_id == table.member_id)
        elif table is not CarePlan:
            found = found.join(CarePlan, CarePlan.id == table.plan_id)
        return self.joined(found)


_KEPT_GOAL = (Goal.lifecycle != Lifecycle.CANCELLED, Goal.voided_at.is_(None))


def _to_concern(found: Select[Any]) -> Select[Any]:
    return found.outerjoin(Concern, Concern.id == Goal.concern_id)


def _to_goal(found: Select[Any]) -> Select[Any]:
    return _to_concern(found.join(Goal, Goal.id == Activity.goal_id))


_OF_GOAL: dict[str, Any] = {
    "seals": (Goal, Concern),
    "where": _KEPT_GOAL,
    "joined": _to_concern,
}
_PRESENT_MEDICINE = Medicine.status.in_([one for one in MedicineStatus if one.present])
_PRESENT_ALLERGY = Allergy.status.in_([one for one in ClinicalStatus if one.present])

SOURCES = (
    Source(LinePart.WHAT_MATTERS, CarePlan, "what_matters"),
    Source(LinePart.STRENGTHS, CarePlan, "strengths"),
    Source(LinePart.CULTURE, CarePlan, "culture"),
    Source(
        LinePart.CONCERN,
        Concern,
        "text",
        (Concern,),
        (Concern.resolved_on.is_(None),),
    ),
    Source(LinePart.GOAL, Goal, "family_words", **_OF_GOAL),
    Source(LinePart.TARGET, Goal, "target", **_OF_GOAL),
    Source(
        LinePart.STEP,
        Activity,
        "text",
        (Activity, Goal, Concern),
        (Activity.status != ActivityStatus.CANCELLED, *_KEPT_GOAL),
        _to_goal,
    ),
    Source(LinePart.EXTRA, PlanLine, "text", (PlanLine,)),
    Source(
        LinePart.DOSAGE,
        Medicine,
        "dosage",
        (Medicine,),
        (_PRESENT_MEDICINE,),
        of_chart=True,
    ),
    Source(
        LinePart.REACTION,
        Allergy,
        "reaction",
        (Allergy,),
        (_PRESENT_ALLERGY,),
        of_chart=True,
    ),
)
ORDER = {source.part: place for place, source in enumerate(SOURCES)}


def _state(source: Source) -> ColumnElement[Any]:
    return case(
        (func.coalesce(Translation.text, "") == "", TranslationState.MISSING.value),
        (Translation.english != source.text, OTHERWISE),
        else_=type_coerce(Translation.stored_state, String),
    )


_BOTH = and_(
    Translation.plan_id == CarePlan.id,
    Translation.language == CarePlan.language,
    Translation.voided_at.is_(None),
)


def _present(source: Source) -> Where:
    return (
        source.table.voided_at.is_(None),
        CarePlan.voided_at.is_(None),
        CarePlan.status.in_(KEPT_UP),
        CarePlan.language != "en",
        Member.voided_at.is_(None),
        silence.lives(),
        source.text != "",
        *source.where,
    )


def _question(
    source: Source, columns: Sequence[Any], more: Callable[[Source], Where]
) -> Select[Any]:
    found = source.begin(columns).join(Member, Member.id == CarePlan.member_id)
    line = and_(
        Translation.item_id == source.table.id,
        Translation.field == source.field,
        _BOTH,
    )
    return found.outerjoin(Translation, line).where(*_present(source), *more(source))


def _key_columns(source: Source) -> list[Any]:
    state = _state(source)
    differs = state == OTHERWISE
    return [
        literal(ORDER[source.part]).label("part"),
        source.table.id.label("item_id"),
        CarePlan.id.label("plan_id"),
        CarePlan.member_id.label("member_id"),
        CarePlan.language.label("language"),
        source.sealed.label("sealed"),
        state.label("state"),
        type_coerce(source.position, Integer).label("position"),
        case((differs, source.text), else_="").label("now"),
        case((differs, Translation.english_fingerprint), else_="").label("fingerprint"),
        type_coerce(Translation.stored_state, String).label("stored"),
    ]


def open_keys(member_id: UUID | None = None) -> CompoundSelect[Any]:
    """The keys of all lines that are not checked beside their present English."""

    def more(source: Source) -> Where:
        whose = () if member_id is None else (CarePlan.member_id == member_id,)
        return (*whose, _state(source) != TranslationState.CHECKED.value)

    return union_all(*(_question(one, _key_columns(one), more) for one in SOURCES))


def _told_columns(source: Source) -> list[Any]:
    return [
        literal(ORDER[source.part]).label("part"),
        source.table.id.label("item_id"),
        CarePlan.member_id.label("member_id"),
        CarePlan.language.label("language"),
        source.domain.label("domain"),
        source.sealed.label("sealed"),
        source.text.label("now"),
        Translation.text.label("family"),
        Translation.english.label("before"),
        Translation.english_fingerprint.label("fingerprint"),
        type_coerce(Translation.stored_state, String).label("stored"),
        Translation.translated_by.label("translated_by"),
        Translation.checked_by.label("checked_by"),
    ]


def told(keys: Sequence[tuple[LinePart, UUID]]) -> CompoundSelect[Any]:
    """What stands in some lines, whatever their state."""
    asked: dict[LinePart, list[UUID]] = {}
    for part, item_id in keys:
        asked.setdefault(part, []).append(item_id)

    def more(source: Source) -> Where:
        return (source.table.id.in_(asked[source.part]),)

    among = [one for one in SOURCES if one.part in asked]
    return union_all(*(_question(one, _told_columns(one), more) for one in among))
