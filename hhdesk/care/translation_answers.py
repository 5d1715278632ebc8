"""A translator's answer taken into the plans: each line for itself, or with a reason
why not; and all of it taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hhdesk.care import audit, plan_saving, translation_acts, translation_work
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.translation_faults import lost_slots
from hhdesk.care.translation_sending import cleaned_name, key_of, line_id
from hhdesk.care.translation_work import LineKey, WorkRow
from hhdesk.care.translations import (
    Translation,
    TranslationState,
    fingerprint,
)
from hhdesk.errors import Refusal
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

LONGEST = 10_000
NOT_OURS = N_("This line is not from a file of this clinic.")
OTHER_LANGUAGE = N_("The family of this line reads another language.")
EMPTY = N_("It is not translated yet.")
UNFINISHED = N_("The translator marked it as not finished.")
TWICE = N_("The file has this line twice.")
TOO_LONG = N_("The translation is too long.")
SLOTS = N_("The translation dropped or made up {slots}.")
MEANWHILE = N_("Somebody else translated this line meanwhile.")
CHECKED = N_("This line was translated and checked meanwhile.")
SAME = N_("The same translation stands there already.")


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A line of the file: `english` as it stood there."""

    id: str
    english: str
    text: str
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """`why` is a sentence with `values` for its braces."""

    english: str
    why: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class KeptBefore:
    """What stood in a line before the answer, so that it can be put back; `after` is
    what the answer wrote."""

    key: LineKey
    member_id: UUID
    after: str
    text: str = ""
    english: str = ""
    english_fingerprint: str = ""
    state: TranslationState = TranslationState.DRAFT
    translated_by: str = ""
    translator: UUID | None = None
    translated_at: datetime | None = None
    checked_by: str = ""
    checker: UUID | None = None
    checked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """`stale` of the lines that were taken in have another English meanwhile."""

    translator: str
    before: tuple[KeptBefore, ...]
    stale: int
    refused: tuple[RefusedLine, ...]

    @property
    def taken(self) -> int:
        return len(self.before)


def take_in(
    session: UnitOfWork,
    lines: Sequence[AnswerLine],
    translator: str,
    language: str = "",
) -> Answered:
    """Enter a translator's lines: translated, until a qualified person checks them.

    A line whose English changed comes in as stale. Without a language, each line is
    in that of its plan. Raises InvalidField without the translator's name.
    """
    name = cleaned_name(translator)
    taking = _Taking(session, name, language)
    for line in lines:
        taking.sort(line)
    before = taking.write()
    audit.record(
        session,
        "translation.receive",
        language=language,
        lines=len(before),
        refused=len(taking.refused),
    )
    session.flush()
    return Answered(name, tuple(before), taking.stale, tuple(taking.refused))


class _Taking:
    """One answer: sorts its lines by child, then writes each plan once."""

    def __init__(self, session: UnitOfWork, name: str, language: str) -> None:
        self.session, self.name, self.language = session, name, language
        self.stale = 0
        self.refused: list[RefusedLine] = []
        self._sorted: dict[LineKey, AnswerLine] = {}

    def sort(self, line: AnswerLine) -> None:
        found = key_of(line.id)
        if found is None:
            self._refuse(line, NOT_OURS)
        elif found[0] in self._sorted:
            self._refuse(line, TWICE)
        else:
            self._sorted[found[0]] = line

    def _refuse(self, line: AnswerLine, why: str, **values: str) -> None:
        self.refused.append(RefusedLine(line.english, why, tuple(values.items())))

    def write(self) -> list[KeptBefore]:
        whose = translation_work.told(self.session, list(self._sorted))
        by_member: dict[UUID, list[LineKey]] = {}
        for key, line in self._sorted.items():
            if key in whose:
                by_member.setdefault(whose[key], []).append(key)
            else:
                self._refuse(line, translation_acts.GONE)
        before: list[KeptBefore] = []
        # In one order, so that two answers at once wait for each other and no more.
        for member_id in sorted(by_member):
            before += self._write_plan(member_id, by_member[member_id])
        return before

    def _write_plan(self, member_id: UUID, keys: list[LineKey]) -> list[KeptBefore]:
        plan = translation_acts.locked_plan(self.session, member_id)
        rows = translation_work.lines(self.session, keys)
        done = []
        for key in keys:
            line = self._sorted[key]
            try:
                row = translation_acts.present(rows.get(key))
                self._check(line, row)
            except Refusal as no:
                values = {name: str(value) for name, value in no.values.items()}
                self._refuse(line, no.sentence, **values)
            else:
                done.append(self._put(plan, row, line))
        if done:
            plan_saving.keep_version(self.session, plan)
        return done

    def _put(self, plan: CarePlan, row: WorkRow, line: AnswerLine) -> KeptBefore:
        text = line.text.strip()
        kept = translation_acts.kept(self.session, plan, row.key)
        before = _before(kept, row.key, plan.member_id, text)
        translation_acts.put_line(
            self.session, plan, row.key, text, line.english, self.name
        )
        self.stale += fingerprint(line.english) != fingerprint(row.pair.english)
        return before

    def _check(self, line: AnswerLine, row: WorkRow) -> None:
        """Raises a Refusal for a line that is not taken in."""
        text = line.text.strip()
        if self.language not in ("", row.language):
            raise Refusal(OTHER_LANGUAGE)
        if not text:
            raise Refusal(EMPTY)
        if line.unfinished:
            raise Refusal(UNFINISHED)
        if len(text) > LONGEST:
            raise Refusal(TOO_LONG)
        if lost := lost_slots(line.english, text):
            raise Refusal(SLOTS, slots=", ".join(one.text for one in lost))
        if row.state is TranslationState.CHECKED:
            raise Refusal(CHECKED)
        if text == row.pair.family and row.state is TranslationState.TRANSLATED:
            raise Refusal(SAME)
        if line.id != line_id(row.key, row.pair.family):
            raise Refusal(MEANWHILE)


def _before(
    kept: Translation | None, key: LineKey, member_id: UUID, after: str
) -> KeptBefore:
    if kept is None:
        return KeptBefore(key, member_id, after)
    return KeptBefore(
        key,
        member_id,
        after,
        kept.text,
        kept.english,
        kept.english_fingerprint,
        kept.stored_state,
        kept.translated_by,
        kept.translator,
        kept.translated_at,
        kept.checked_by,
        kept.checker,
        kept.checked_at,
    )


def take_back(session: UnitOfWork, answered: Answered) -> int:
    """Undo an answer: each line as it stood before, unless somebody wrote or checked
    it since; gives how many were put back."""
    by_member: dict[UUID, list[KeptBefore]] = {}
    for one in answered.before:
        by_member.setdefault(one.member_id, []).append(one)
    done = 0
    for member_id in sorted(by_member):
        plan = translation_acts.locked_plan(session, member_id)
        put = sum(_put_back(session, plan, one) for one in by_member[member_id])
        if put:
            session.flush()
            plan_saving.keep_version(session, plan)
        done += put
    audit.record(session, "translation.take_back", lines=done)
    session.flush()
    return done


def _put_back(session: UnitOfWork, plan: CarePlan, was: KeptBefore) -> bool:
    line = translation_acts.kept(session, plan, was.key)
    ours = line is not None and line.text == was.after and not line.checked_by
    if line is None or not ours:
        return False
    line.text, line.english = was.text, was.english
    line.english_fingerprint, line.stored_state = was.english_fingerprint, was.state
    line.translated_by, line.translator = was.translated_by, was.translator
    line.translated_at = was.translated_at
    line.checked_by, line.checker = was.checked_by, was.checker
    line.checked_at = was.checked_at
    return True
