"""Acts on one line's translation, away from the plan's editor.

They look at the line alone: who has the plan open elsewhere merges what was saved
here, and only the same line changed meanwhile is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import clinic, plan_saving, translation_work
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.staff import Staff
from hhdesk.care.translation_work import LineKey, WorkRow
from hhdesk.care.translations import Translation, TranslationState
from hhdesk.errors import ChangedElsewhere, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

GONE = N_("This line is not in the plan any more.")
SEALED = N_("This line is sealed. Open it from the child's plan.")


@dataclass(frozen=True, slots=True)
class LineSeen:
    """The line as it was read: an act on another one is refused."""

    english: str
    family: str


def save_line(
    session: UnitOfWork, key: LineKey, text: str, *, seen: LineSeen
) -> WorkRow | None:
    """Put the translation of one line: a draft, or a translation when the actor is
    qualified; an empty one takes it away. The same words of a stale line say that they
    fit the present English as well.

    Raises ChangedElsewhere when somebody changed the English or the translation,
    NotFound for a line that is no more, NotPermitted for a sealed one.
    """
    row, plan = locked(session, key)
    check_unchanged(row, seen)
    stale = row.state is TranslationState.STALE
    if stale or text.strip() != row.pair.family:
        put_line(session, plan, key, text.strip(), row.pair.english)
        plan_saving.keep_version(session, plan)
    return translation_work.line(session, key)


def check_line(session: UnitOfWork, key: LineKey, *, seen: LineSeen) -> WorkRow | None:
    """The actor stands for one line's translation; raises as `save_line` does, and
    NotPermitted for who may not check it."""
    row, plan = locked(session, key)
    check_unchanged(row, seen)
    reader = session.get_one(Staff, session.actor_id)
    line = kept(session, plan, key)
    if line is None:
        raise NotFound(N_("There is no translation to check."))
    line.check(
        row.pair.english,
        reader.name,
        session.now(),
        qualified=plan.language in reader.qualified_languages,
        checker=reader.id,
        second=clinic.clinic(session).second_check,
    )
    session.flush()
    plan_saving.keep_version(session, plan)
    return translation_work.line(session, key)


def uncheck_line(
    session: UnitOfWork, key: LineKey, *, seen: LineSeen
) -> WorkRow | None:
    """The actor takes their own check back: the line waits for a check again."""
    row, plan = locked(session, key)
    check_unchanged(row, seen)
    line = kept(session, plan, key)
    if line is None or line.checker != session.actor_id:
        raise NotPermitted(N_("Somebody else checked this line."))
    line.uncheck()
    session.flush()
    plan_saving.keep_version(session, plan)
    return translation_work.line(session, key)


def locked(session: UnitOfWork, key: LineKey) -> tuple[WorkRow, CarePlan]:
    """The line as it stands, and its plan; on a server it waits for another act on
    the same plan. Raises NotFound, and NotPermitted for a sealed line."""
    whose = translation_work.told(session, [key]).get(key)
    if whose is None:
        raise NotFound(GONE)
    plan = locked_plan(session, whose)
    return present(translation_work.line(session, key)), plan


def present(row: WorkRow | None) -> WorkRow:
    """The line, where it can be worked on; raises as `locked` does."""
    if row is None:
        raise NotFound(GONE)
    if row.private:
        raise NotPermitted(SEALED)
    return row


def locked_plan(session: UnitOfWork, member_id: UUID) -> CarePlan:
    return session.scalars(
        select(CarePlan)
        .where(CarePlan.member_id == member_id, CarePlan.voided_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def check_unchanged(row: WorkRow, seen: LineSeen) -> None:
    if row.pair.english != seen.english:
        raise ChangedElsewhere(
            N_("Somebody changed the English of this line. Your text is kept.")
        )
    if row.pair.family != seen.family:
        raise ChangedElsewhere(
            N_("Somebody else translated this line meanwhile. Your text is kept.")
        )


def kept(session: UnitOfWork, plan: CarePlan, key: LineKey) -> Translation | None:
    return session.scalars(
        select(Translation)
        .where(
            Translation.plan_id == plan.id,
            Translation.item_id == key.item_id,
            Translation.field == key.field,
            Translation.language == plan.language,
            Translation.voided_at.is_(None),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def put_line(
    session: UnitOfWork,
    plan: CarePlan,
    key: LineKey,
    text: str,
    english: str,
    outside: str = "",
) -> None:
    """Write a translation of this English; `outside` names a translator who is not of
    the staff, whose word counts as a translation."""
    line = kept(session, plan, key)
    if line is None:
        line = Translation(
            id=session.new_id(),
            plan_id=plan.id,
            item_id=key.item_id,
            field=key.field,
            language=plan.language,
        )
        session.add(line)
    writer = session.get_one(Staff, session.actor_id)
    own = plan.language in writer.qualified_languages
    line.write(
        text,
        english,
        outside or writer.name,
        session.now(),
        qualified=bool(outside) or own,
    )
    line.translator = None if outside else writer.id
    session.flush()
