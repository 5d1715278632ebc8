"""What a roster changes of a member who is here, field by field, and what it leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import audit, members
from hhdesk.care.coverage import Coverage, CoverageRow
from hhdesk.care.members import MemberDetails
from hhdesk.care.roster_fields import (
    COVERAGE_FIELDS,
    Covered,
    RosterField,
    address,
    same,
    taken,
    texts,
    told,
)
from hhdesk.care.roster_lines import Change, Line
from hhdesk.care.roster_present import Here
from hhdesk.care.search_words import words
from hhdesk.store.session import UnitOfWork

_ASSUMED = {RosterField.LANGUAGE: "en", RosterField.WRITTEN_LANGUAGE: "en"}
"""What stands in a field that an earlier roster did not tell."""


def of_payer(here: Here, payer: str) -> CoverageRow | None:
    """The member's coverage by this payer."""
    for row in here.coverage:
        if row.payer.casefold() == payer.casefold():
            return row
    return None


def compared(here: Here, line: Line) -> tuple[Change, ...]:
    """The fields in which the line says something else than what stands here; of those
    that a line of an earlier month said just so, nothing is told again."""
    before = here.imported
    present = _present(here, line)
    found = []
    for field, there in told(line.details, line.covered, line.silent).items():
        if same(field, present[field], there):
            continue
        if before is not None and before.get(field.value) == there:
            continue
        free = _is_free(field, present[field], before)
        kept = not free or _stays(field, here, line)
        found.append(Change(field, present[field], there, kept))
    return tuple(found)


def _present(here: Here, line: Line) -> Mapping[RosterField, str]:
    row = of_payer(here, line.covered.payer) if line.covered else None
    paid = None
    if row is not None:
        days = row.begins_on, row.ends_on, row.renewal_on
        paid = Covered(row.payer, row.plan, *days)
    found = texts(here.details, paid)
    found[RosterField.ADDRESS] = address(here.details, line.details)
    return found


def _is_free(
    field: RosterField, present: str, before: Mapping[str, Any] | None
) -> bool:
    """Whether nobody here has written the field since the roster did. Of a member who
    was entered by hand, only blanks are the roster's to fill."""
    if not present:
        return before is None or field.value not in before
    if before is None:
        return False
    return same(field, present, before.get(field.value, _ASSUMED.get(field, "")))


def _stays(field: RosterField, here: Here, line: Line) -> bool:
    """What a roster never overwrites: a home that others share, a number with a
    safe-contact rule, and who cares for the child."""
    mine, theirs = here.details.caregiver, line.details.caregiver
    if field is RosterField.ADDRESS:
        return here.shared
    if field is RosterField.PHONE:
        return here.details.safe_contact.restricted
    if field is RosterField.CAREGIVER:
        return mine is not None
    if field is RosterField.CAREGIVER_PHONE and mine and theirs:
        alike = same(RosterField.CAREGIVER, mine.name.full, theirs.name.full)
        return mine.safe_contact.restricted or not alike
    return False


def is_another_person(here: MemberDetails, there: MemberDetails) -> bool:
    """Whether neither the birth date nor any part of the name is the same."""
    shared = set(words(here.name.full)) & set(words(there.name.full))
    return here.birth_date != there.birth_date and not shared


def imported(line: Line) -> dict[str, str]:
    """What a source record keeps of a line, to tell an edit made here from it."""
    found = told(line.details, line.covered, line.silent)
    return {field.value: text for field, text in found.items()}


def apply(
    session: UnitOfWork, here: Here, line: Line, changes: Iterable[Change]
) -> None:
    """Write what is not kept. Raises InvalidField as a member's form does."""
    fields = frozenset(one.field for one in changes if not one.kept)
    if fields - set(COVERAGE_FIELDS):
        details, seen = members.details(session, here.member_id)
        members.update(
            session, here.member_id, taken(details, line.details, fields), seen
        )
    if fields & set(COVERAGE_FIELDS) and line.covered is not None:
        row = of_payer(here, line.covered.payer)
        _cover(session, here.member_id, row, line.covered, fields)


def _cover(
    session: UnitOfWork,
    member_id: UUID,
    row: CoverageRow | None,
    covered: Covered,
    fields: frozenset[RosterField],
) -> None:
    if row is None:
        session.add(Coverage(**coverage_values(member_id, covered)))
    else:
        kept = session.scalars(select(Coverage).where(Coverage.id == row.id)).one()
        for name, value in _covered_values(covered, fields).items():
            setattr(kept, name, value)
    audit.record(session, "coverage.change", member_id, by="roster")


def _covered_values(covered: Covered, fields: frozenset[RosterField]) -> dict[str, Any]:
    columns = {
        RosterField.PLAN: "plan",
        RosterField.COVERAGE_BEGINS: "begins_on",
        RosterField.COVERAGE_ENDS: "ends_on",
        RosterField.RENEWAL: "renewal_on",
    }
    return {
        column: getattr(covered, column)
        for field, column in columns.items()
        if field in fields
    }


def coverage_values(member_id: UUID, covered: Covered) -> dict[str, Any]:
    """A coverage as a row by the names of its columns."""
    return {
        "member_id": member_id,
        "payer": covered.payer,
        "plan": covered.plan,
        "begins_on": covered.begins_on,
        "ends_on": covered.ends_on,
        "renewal_on": covered.renewal_on,
    }


def changed_fields(changes: Sequence[Change]) -> bool:
    """Whether anything is to be written."""
    return any(not one.kept for one in changes)
