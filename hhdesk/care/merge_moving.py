"""Bringing the rows of one record to the other: what needs more than a new owner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hhdesk.care.contact_points import ContactKind, ContactPoint, Voicemail, digits
from hhdesk.care.household import Caregiver, Caregiving
from hhdesk.care.members import FormerName, Member
from hhdesk.care.merge_changes import Changes, rows_of
from hhdesk.care.merge_fields import MergeField, numbers_of, segment_of
from hhdesk.care.merge_rules import BOOKKEEPING, OF_MEMBER
from hhdesk.care.search_words import fold
from hhdesk.store.session import UnitOfWork

_STRICTEST = (Voicemail.NEVER, Voicemail.CALLBACK_ONLY, Voicemail.ALLOWED)
_NAME_FIELDS = ("given", "first_surname", "second_surname", "as_given")
_LANGUAGE_FIELDS = (
    "spoken_language",
    "written_language",
    "other_languages",
    "interpreter",
)
FIELD_COLUMNS = {
    MergeField.NAME: _NAME_FIELDS,
    MergeField.NICKNAME: ("nickname",),
    MergeField.BIRTH_DATE: ("birth_date",),
    MergeField.DECEASED: ("deceased_on",),
    MergeField.GENDER: ("gender",),
    MergeField.PRONOUNS: ("pronouns",),
    MergeField.LANGUAGES: _LANGUAGE_FIELDS,
    MergeField.ADDRESS: ("household_id",),
}


@dataclass
class Moving:
    """One merge at work. `same` tells of rows that stay behind, and of the two records
    themselves, which row of the kept one stands for them now."""

    session: UnitOfWork
    kept: Member
    gone: Member
    from_gone: frozenset[MergeField]
    changes: Changes = field(default_factory=Changes)
    same: dict[UUID, UUID] = field(default_factory=dict)

    def rows(self, table: str) -> tuple[list[Any], list[Any]]:
        """The kept one's rows and the gone one's."""
        found = [*rows_of(self.session, table, "member_id", self._both())]
        mine = [row for row in found if row.member_id == self.kept.id]
        return mine, [row for row in found if row.member_id == self.gone.id]

    def _both(self) -> tuple[UUID, UUID]:
        return self.kept.id, self.gone.id

    def take(self, row: Any, **values: Any) -> None:
        """The row is the kept member's from now on."""
        self.changes.put(row, member_id=self.kept.id, **values)


def put_fields(moving: Moving) -> None:
    """The member's own fields, and the names that still find the child."""
    kept, gone = moving.kept, moving.gone
    names = {kept.name.full, kept.nickname, gone.name.full, gone.nickname}
    for chosen, columns in FIELD_COLUMNS.items():
        if chosen in moving.from_gone:
            moving.changes.put(kept, **{name: getattr(gone, name) for name in columns})
    for name in ("alert", "custody"):
        both = joined((getattr(kept, name), getattr(gone, name)), " · ")
        moving.changes.put(kept, **{name: both})
    if kept.household_id is None:
        moving.changes.put(kept, household_id=gone.household_id)
    known = {fold(kept.name.full), fold(kept.nickname), ""}
    mine, theirs = moving.rows("former_name")
    known |= {fold(row.text) for row in mine if row.voided_at is None}
    for row in theirs:
        if row.voided_at is not None or fold(row.text) not in known:
            moving.take(row)
            known.add(fold(row.text))
    for text in sorted(names):
        if fold(text) not in known:
            known.add(fold(text))
            row = FormerName(id=moving.session.new_id(), member_id=kept.id, text=text)
            moving.session.add(row)
            moving.changes.made(row)


def joined(texts: Iterable[str], between: str) -> str:
    """All texts, those left out that another one holds already."""
    found: list[str] = []
    for text in (one.strip() for one in texts):
        if not any(fold(text) in fold(other) for other in found):
            found = [other for other in found if fold(other) not in fold(text)]
            found.append(text)
    return between.join(filter(None, found))


def move_numbers(moving: Moving) -> None:
    """All numbers find the kept one; of two of a kind one is the present one."""
    mine = numbers_of(moving.session, moving.kept.id)
    theirs = numbers_of(moving.session, moving.gone.id)
    for kind in theirs.keys() & mine.keys():
        loser = mine[kind] if MergeField(kind) in moving.from_gone else theirs[kind]
        moving.changes.put(loser, former=True)
    for row in moving.rows("identifier")[1]:
        moving.take(row)


def move_enrollments(moving: Moving) -> None:
    """History stays whole; of two current enrollments one stays the current one."""
    mine = segment_of(moving.session, moving.kept.id)
    theirs = segment_of(moving.session, moving.gone.id)
    if mine is not None and theirs is not None:
        takes = MergeField.ENROLLMENT in moving.from_gone
        moving.changes.put(mine if takes else theirs, current=False)
    for row in moving.rows("enrollment_segment")[1]:
        moving.take(row)


def _number(point: ContactPoint) -> tuple[ContactKind, str]:
    text = digits(point.value) or point.value
    return point.kind, text.casefold().strip()


def move_contacts(moving: Moving) -> None:
    """The gone one's come after the kept one's. Of two equal ones the kept one's stays,
    with the stricter of both safe-contact rules."""
    mine, theirs = moving.rows("contact_point")
    present = {_number(one): one for one in mine if one.voided_at is None}
    last = max((one.position for one in mine), default=-1)
    for point in sorted(theirs, key=lambda one: (one.position, one.id)):
        twin = present.get(_number(point)) if point.voided_at is None else None
        if twin is None:
            last += 1
            moving.take(point, position=last)
        else:
            moving.same[point.id] = twin.id
            strict = min(twin.voicemail, point.voicemail, key=_STRICTEST.index)
            note = joined((twin.safe_note, point.safe_note), " · ")
            moving.changes.put(twin, voicemail=strict, safe_note=note)


@dataclass
class _Person:
    link: Caregiving
    person: Caregiver
    phones: frozenset[Any]

    @property
    def name(self) -> str:
        return fold(self.person.name.full)

    def says_all_of(self, other: _Person) -> bool:
        return self.name == other.name and self.phones >= other.phones


def _people(moving: Moving, links: Iterable[Caregiving]) -> list[_Person]:
    links = list(links)
    ids = [link.caregiver_id for link in links]
    people = {one.id: one for one in rows_of(moving.session, "caregiver", "id", ids)}
    phones: dict[UUID, set[Any]] = {}
    for point in rows_of(moving.session, "contact_point", "caregiver_id", ids):
        if point.voided_at is None:
            rule = (point.voicemail, point.safe_note)
            phones.setdefault(point.caregiver_id, set()).add((_number(point), rule))
    return [
        _Person(
            link,
            people[link.caregiver_id],
            frozenset(phones.get(link.caregiver_id, ())),
        )
        for link in links
    ]


def move_caregivers(moving: Moving) -> None:
    """One who stands at both already stays once; the kept one's main stays it."""
    mine, theirs = moving.rows("caregiving")
    known = {link.caregiver_id: link for link in mine}
    present = _people(moving, [link for link in mine if link.voided_at is None])
    has_main = any(one.link.main for one in present)
    for one in _people(moving, theirs):
        link = one.link
        twin = known.get(link.caregiver_id)
        if twin is None and link.voided_at is None:
            twin = next((p.link for p in present if p.says_all_of(one)), None)
        if twin is None:
            moving.take(link, main=link.main and not has_main)
            continue
        moving.same[link.id] = twin.id
        if link.caregiver_id != twin.caregiver_id:
            moving.same[link.caregiver_id] = twin.caregiver_id
        if link.voided_at is None and twin.voided_at is not None:
            none: dict[str, None] = dict.fromkeys(
                ("voided_at", "voided_by", "void_reason")
            )
            moving.changes.put(twin, **none)


def move_facts(moving: Moving) -> None:
    """Everything that needs no more than its new owner, without listing twice what
    both records say in the same words."""
    for table, rule in OF_MEMBER.items():
        if table in _BY_OTHERS:
            continue
        mine, theirs = moving.rows(table)
        present = {}
        if rule.twins:
            present = {_said(row): row for row in mine if row.voided_at is None}
        for row in theirs:
            twin = present.get(_said(row)) if rule.twins else None
            if twin is not None and row.voided_at is None:
                moving.same[row.id] = twin.id
            else:
                moving.take(row)


def _said(row: Any) -> tuple[object, ...]:
    """What a row says of the child, to compare."""
    values = (
        getattr(row, column.key)
        for column in row.__table__.columns
        if column.key not in BOOKKEEPING
    )
    return tuple(fold(v) if type(v) is str else v for v in values)


_BY_OTHERS = {
    "former_name",
    "identifier",
    "enrollment_segment",
    "contact_point",
    "caregiving",
    "care_plan",
    "snooze",
    "loop_closing",
    "source_record",
}


def move_pointers(moving: Moving) -> None:
    """What names another row names the one that stands for it now; so things to do
    stay put off, and what is imported later comes to the kept member."""
    for table, column in (
        ("snooze", "item_id"),
        ("loop_closing", "item_id"),
        ("source_record", "local_id"),
    ):
        for row in moving.rows(table)[1]:
            named = getattr(row, column)
            moving.take(row, **{column: moving.same.get(named, named)})
