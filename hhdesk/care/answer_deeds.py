"""What answers put into the plan: concerns and barriers, in one save, none twice; and
taking that back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias
from uuid import UUID

from hhdesk.care import (
    answer_sheets,
    audit,
    care_plans,
    instrument_files,
    instruments,
    plan_saving,
)
from hhdesk.care.answer_sheets import SheetRow
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.goals import BarrierRow, ConcernRow, Domain
from hhdesk.care.instruments import Deed, Instrument
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.translations import Pair, fingerprint
from hhdesk.errors import NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

NOTHING = N_("Everything of this is in the plan already.")
UNFINISHED = N_("Finish the questions first.")

PlanItem: TypeAlias = ConcernRow | BarrierRow


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line that an answer or a score asks for; `there`: the plan has it already."""

    key: str
    row: PlanItem
    there: bool


@dataclass(frozen=True, slots=True)
class Proposed:
    """`number` is the save of the plan that was looked at."""

    proposals: tuple[Proposal, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan since, and the lines that were added."""

    plan: PlanRow
    added: tuple[PlanItem, ...]


def proposals(session: UnitOfWork, sheet_id: UUID) -> Proposed:
    """What the answers of a sheet would put into the child's plan. Raises NotFound."""
    sheet = answer_sheets.sheet_row(session, sheet_id)
    plan = care_plans.current(session, sheet.member_id)
    return Proposed(_proposals(sheet, plan), plan.number)


def put_into_plan(
    session: UnitOfWork, sheet_id: UUID, keys: Collection[str], *, seen: int
) -> Planned:
    """Add the chosen lines, each sealed as the answers are; `seen` is the plan's save.

    What the plan has already is not added again. Raises NotPermitted where nothing is
    left to add, NotFound, ChangedElsewhere.
    """
    sheet = answer_sheets.sheet_row(session, sheet_id)
    if not sheet.finished:
        raise NotPermitted(UNFINISHED)
    plan = care_plans.current(session, sheet.member_id)
    added: tuple[PlanItem, ...] = tuple(
        replace(one.row, id=session.new_id())
        for one in _proposals(sheet, plan)
        if one.key in keys and not one.there
    )
    if not added:
        raise NotPermitted(NOTHING)
    content = _with(plan.content, added)
    saved = plan_saving.save(session, sheet.member_id, content, seen=seen)
    _record(session, sheet.member_id, "plan", len(added))
    return Planned(saved, added)


def take_back(session: UnitOfWork, member_id: UUID, planned: Planned) -> PlanRow:
    """Take the added lines out again, except those that somebody worked on since."""
    plan = care_plans.current(session, member_id)
    content = plan.content
    used = {goal.concern_id for goal in content.goals}
    ours = {_said(row) for row in planned.added}
    kept = replace(
        content,
        concerns=tuple(
            row for row in content.concerns if _said(row) not in ours or row.id in used
        ),
        barriers=tuple(row for row in content.barriers if _said(row) not in ours),
    )
    if kept == content:
        return plan
    saved = plan_saving.save(session, member_id, kept, seen=plan.number)
    _record(session, member_id, "take_back", len(planned.added))
    return saved


def _record(session: UnitOfWork, member_id: UUID, act: str, count: int) -> None:
    audit.record(session, f"answer_sheet.{act}", member_id, lines=count)
    session.flush()


def _said(row: PlanItem) -> tuple[object, ...]:
    """What a line says that nobody changed; who translated it is no change."""
    if isinstance(row, BarrierRow):
        return (row.id, row.kind, row.note, row.resolved_on)
    return (row.id, row.domain, row.text.english, row.clinical_words, row.resolved_on)


def _with(content: PlanContent, added: Collection[PlanItem]) -> PlanContent:
    concerns = tuple(row for row in added if isinstance(row, ConcernRow))
    barriers = tuple(row for row in added if isinstance(row, BarrierRow))
    return replace(
        content,
        concerns=content.concerns + concerns,
        barriers=content.barriers + barriers,
    )


def _proposals(sheet: SheetRow, plan: PlanRow) -> tuple[Proposal, ...]:
    """Each line once, even where several answers ask for it."""
    asked = instrument_files.instrument(sheet.instrument)
    if asked is None or asked.edition != sheet.edition:
        return ()
    found: dict[tuple[object, ...], Proposal] = {}
    here = _standing(plan.content)
    for key, deed in _deeds(asked, sheet):
        row = _row(asked, deed, sheet, plan.language)
        same = _sameness(row)
        found.setdefault(same, Proposal(key, row, same in here))
    return tuple(found.values())


def _deeds(asked: Instrument, sheet: SheetRow) -> Iterator[tuple[str, Deed]]:
    for question in instruments.asked(asked, sheet.answers):
        chosen = set(instruments.codes(sheet.answers.get(question.id)))
        for place, deed in enumerate(question.deeds):
            if chosen & set(deed.when):
                yield f"{question.id}:{place}", deed
    for place, scored in enumerate(asked.score_deeds):
        score = sheet.scores.get(scored.scale)
        if score is not None and score >= scored.least:
            yield f"score {scored.scale}:{place}", scored.deed


def _row(asked: Instrument, deed: Deed, sheet: SheetRow, language: str) -> PlanItem:
    if deed.barrier is not None:
        note = _note(asked, deed.note_from, sheet)
        return BarrierRow(deed.barrier, note, seal=sheet.seal)
    words = deed.concern
    assert words is not None
    family = words.inside(language) if language != "en" else ""
    pair = Pair(words.english, family)
    return ConcernRow(deed.domain or Domain.FAMILY, pair, seal=sheet.seal)


def _note(asked: Instrument, question_id: str, sheet: SheetRow) -> str:
    question = asked.question(question_id)
    if question is None:
        return ""
    chosen = instruments.codes(sheet.answers.get(question_id))
    words = [one.words.english for one in question.choices if one.code in chosen]
    return "; ".join(words)


def _standing(content: PlanContent) -> set[tuple[object, ...]]:
    """What stands in the plan and is not resolved."""
    below = [row for goal in content.goals for row in goal.barriers]
    rows: list[PlanItem] = [*content.concerns, *content.barriers, *below]
    return {_sameness(row) for row in rows if row.resolved_on is None}


def _sameness(row: PlanItem) -> tuple[object, ...]:
    if isinstance(row, BarrierRow):
        return ("barrier", row.kind)
    return ("concern", row.domain, fingerprint(row.text.english.casefold()))
