"""What the member page's first tab tells beside the page itself, in one question: the
plan's words in the family's language, pinned notes, the last answers, consents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CompoundSelect,
    Date,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    literal,
    or_,
    union_all,
)

from hhdesk.care.answer_sheets import AnswerSheet
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.consents import Consent, ConsentScope, ConsentStatus, Provision
from hhdesk.care.history_lines import MEMBER, part
from hhdesk.care.notes import Note
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.translations import Pair, Translation, TranslationState
from hhdesk.store.session import UnitOfWork

PINNED = 3
LATEST = 4
"""How many are told of at most."""
NEEDS = "needs"
"""The instrument that every family is asked once."""
_TODAY = bindparam("today", type_=Date)


@dataclass(frozen=True, slots=True)
class PinnedNote:
    id: UUID
    at: datetime
    text: str
    by: str
    staff_only: bool
    seal: Seal


@dataclass(frozen=True, slots=True)
class LastAnswers:
    """The last filling in of an instrument; `safety`: an answer spoke of danger."""

    id: UUID
    instrument: str
    edition: str
    asked_on: date
    finished: bool
    safety: bool
    scores: Mapping[str, int | None]
    seal: Seal


@dataclass(frozen=True, slots=True)
class MemberOverview:
    """`language` is that of `matters`, the plan's first words; `asked` names every
    instrument that was finished once; `shares` that a consent is in force."""

    matters: Pair = Pair()
    language: str = "en"
    notes: tuple[PinnedNote, ...] = ()
    answers: tuple[LastAnswers, ...] = ()
    asked: frozenset[str] = frozenset()
    shares: bool = False


def read(session: UnitOfWork, member_id: UUID) -> MemberOverview:
    """As it stands today."""
    named = {"member": member_id, "today": session.today()}
    found: dict[str, list[Row[Any]]] = {}
    for one in session.execute(_question(), named):
        found.setdefault(one.what, []).append(one)
    words = found.get("words", [])
    sheets = sorted(found.get("sheet", []), key=lambda row: (row.on, row.at))
    newest = list({one.title: one for one in sheets}.values())[::-1]
    notes = sorted(found.get("note", []), key=lambda row: row.at, reverse=True)
    return MemberOverview(
        _pair(words[0]) if words else Pair(),
        (words[0].who if words else "") or "en",
        tuple(map(_note, notes[:PINNED])),
        tuple(map(_answers, newest[:LATEST])),
        frozenset(one.title for one in sheets if one.code),
        bool(found.get("consent")),
    )


@cache
def _question() -> CompoundSelect[Any]:
    return union_all(_words(), _notes(), _sheets(), _consents())


def _words() -> Select[Any]:
    plan, one = CarePlan, Translation
    line = part(
        "words",
        plan.id,
        title=plan.what_matters,
        more=one.text,
        who=plan.language,
        code=one.stored_state,
        detail=one.english_fingerprint,
        by=one.checked_by,
    )
    ours = and_(
        one.plan_id == plan.id,
        one.item_id == plan.id,
        one.field == "what_matters",
        one.language == plan.language,
        one.voided_at.is_(None),
    )
    return (
        line.select_from(plan)
        .outerjoin(one, ours)
        .where(plan.member_id == MEMBER, plan.voided_at.is_(None))
    )


def _notes() -> Select[Any]:
    one, text = Note, Note.text
    line = part("note", one.id, one, at=one.at, more=text, staff_only=one.staff_only)
    return line.where(
        one.member_id == MEMBER, one.voided_at.is_(None), one.pinned.is_(True)
    )


def _sheets() -> Select[Any]:
    one = AnswerSheet
    return part(
        "sheet",
        one.id,
        one,
        on=one.asked_on,
        at=one.created_at,
        title=one.instrument,
        more=one.edition,
        code=case((one.finished, literal("finished")), else_=literal("")),
        detail=case((one.safety_message_id.is_(None), ""), else_=literal("safety")),
        third=one.scores,
    ).where(one.member_id == MEMBER, one.voided_at.is_(None))


def _consents() -> Select[Any]:
    """Those that give something today, whatever others forbid."""
    one = Consent
    return part("consent", one.id).where(
        one.member_id == MEMBER,
        one.voided_at.is_(None),
        one.status == ConsentStatus.ACTIVE,
        one.provision == Provision.PERMIT,
        one.scope == ConsentScope.PRIVACY,
        cast(one.limits, Text) == "[]",
        one.given_on <= _TODAY,
        or_(one.until.is_(None), one.until >= _TODAY),
        or_(one.revoked_on.is_(None), one.revoked_on > _TODAY),
    )


def _pair(row: Row[Any]) -> Pair:
    """The plan's words with what stands beside them."""
    kept = Translation(
        text=row.more or "",
        stored_state=TranslationState(row.code) if row.code else TranslationState.DRAFT,
        english_fingerprint=row.detail or "",
        checked_by=row.by or "",
        translated_by="",
    )
    return kept.pair(row.title or "")


def _seal(row: Row[Any]) -> Seal:
    return Seal(Segment(row.segment), Consenter(row.consenter), row.part2)


def _note(row: Row[Any]) -> PinnedNote:
    only = bool(row.staff_only)
    return PinnedNote(row.id, row.at, row.more, row.by or "", only, _seal(row))


def _answers(row: Row[Any]) -> LastAnswers:
    return LastAnswers(
        row.id,
        row.title,
        row.more,
        row.on,
        bool(row.code),
        bool(row.detail),
        json.loads(row.third or "{}"),
        _seal(row),
    )
