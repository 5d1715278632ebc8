"""Two records of one child by chance: rows in every table that a merge knows."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Column, select

from hhdesk.care import members
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.household import Caregiving, Relationship
from hhdesk.care.members import Gender, MemberDetails
from hhdesk.care.merge_rules import OF_MEMBER, OF_PLAN, mapped
from hhdesk.care.person import Name
from hhdesk.care.tables import METADATA
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import Instant
from tests.databases import ACTOR_ID

WORDS = ("", "Penicillin", "penicillin", "Asthma", "after 4 pm", "510-555-0142")
OURS = {**OF_MEMBER, **OF_PLAN}
BY_THE_FORM = {"caregiving", "contact_point", "identifier", "enrollment_segment"}
SKIPPED = {"created_at", "created_by", "changed_at", "changed_by", "version"}


class Pairs:
    """Makes pairs of members, the same for the same seed."""

    def __init__(self, session: UnitOfWork, seed: int) -> None:
        self.session = session
        self.chance = random.Random(seed)
        self.made: dict[tuple[UUID, str], list[UUID]] = {}

    def pair(self) -> tuple[UUID, UUID]:
        one, other = self._member(), self._member()
        if self.chance.random() < 0.4:
            self._share_caregiver(one, other)
        for member_id in (one, other):
            for table in METADATA.sorted_tables:
                if table.name in OURS and table.name not in BY_THE_FORM:
                    for _ in range(self._how_many(table.name)):
                        self._row(member_id, table.name)
        self.session.flush()
        return one, other

    def _member(self) -> UUID:
        chance = self.chance
        given = chance.choice(("Mateo", "Matteo", "José Ángel", "Teo"))
        caregiver = CaregiverDetails(
            Name(chance.choice(("Lucía", "Rosa")), "Ruiz"),
            Relationship.MOTHER,
            phone=chance.choice(("", "510-555-0142", "510-555-0199")),
        )
        number = chance.randrange(10**9)
        details = MemberDetails(
            Name(given, "Hernández", chance.choice(("", "Ruiz"))),
            date(2020, 5, chance.choice((14, 15))),
            gender=chance.choice(list(Gender)),
            mrn=chance.choice(("", f"H-{number}")),
            phone=chance.choice(("", "510-555-0111", "510-555-0112")),
            former_names=chance.choice(((), ("Mateo Ruiz",))),
            caregiver=chance.choice((None, caregiver)),
            city=chance.choice(("", "Oakland")),
        )
        return members.create(self.session, details, chance.choice((None, ACTOR_ID)))

    def _share_caregiver(self, one: UUID, other: UUID) -> None:
        link = self.session.scalars(
            select(Caregiving).where(Caregiving.member_id == one)
        ).first()
        if link is not None:
            self.session.add(
                Caregiving(
                    member_id=other,
                    caregiver_id=link.caregiver_id,
                    relationship=Relationship.AUNT,
                )
            )

    def _how_many(self, table: str) -> int:
        if table == "care_plan":
            return self.chance.choice((0, 1, 1))
        return self.chance.randrange(3)

    def _row(self, member_id: UUID, table: str) -> None:
        kind = mapped(table)
        if table in OF_PLAN and not self.made.get((member_id, "care_plan")):
            return
        values = {"id": self.session.new_id()}
        for column in self._of(kind):
            values[column.name] = self._value(member_id, table, column)
        if any(values[c.name] is None and not c.nullable for c in self._of(kind)):
            return
        if values.get("voided_at") is None and "voided_at" in values:
            values["void_reason"] = None
        self.session.add(kind(**values))
        self.session.flush()
        self.made.setdefault((member_id, table), []).append(values["id"])

    @staticmethod
    def _of(kind: Any) -> list[Any]:
        skipped = SKIPPED | {"id", "organization_id"}
        return [c for c in kind.__table__.columns if c.name not in skipped]

    def _value(self, member_id: UUID, table: str, column: Column[Any]) -> Any:
        if column.name == "member_id":
            return member_id
        if column.foreign_keys:
            parent = next(iter(column.foreign_keys)).column.table.name
            return self._parent(member_id, parent, column)
        if column.name in {"item_id", "local_id"}:
            return self._named(member_id)
        if column.name in {"voided_by", "undone_by", "done_by"}:
            return None
        if (
            column.name in {"number", "source_id", "person", "sha256"}
            and table != "care_plan"
        ):
            return f"{self.chance.randrange(10**9)}"
        return self._plain(column)

    def _parent(self, member_id: UUID, parent: str, column: Column[Any]) -> UUID | None:
        if parent == "staff":
            return ACTOR_ID
        known = self.made.get((member_id, parent), [])
        if parent == "roster_run":
            return self._run()
        if not known or (column.nullable and self.chance.random() < 0.3):
            return None
        return self.chance.choice(known)

    def _run(self) -> UUID:
        kind = mapped("roster_run")
        row = kind(
            id=self.session.new_id(),
            source="plan",
            entered_at=self.session.now(),
            **{
                c.name: self._plain(c)
                for c in self._of(kind)
                if c.name not in {"source", "entered_at"} and not c.nullable
            },
        )
        self.session.add(row)
        self.session.flush()
        run_id: UUID = row.id
        return run_id

    def _named(self, member_id: UUID) -> UUID:
        mine = [
            key
            for (who, _), keys in self.made.items()
            if who == member_id
            for key in keys
        ]
        return self.chance.choice([member_id, *mine])

    def _plain(self, column: Column[Any]) -> Any:
        moment = isinstance(column.type, Instant)
        kind: Any = datetime if moment else column.type.python_type
        chance = self.chance
        if column.nullable and chance.random() < 0.5:
            return None
        if column.name == "voided_at":
            return self.session.now()
        if hasattr(column.type, "enum_class") and column.type.enum_class:
            return chance.choice(list(column.type.enum_class))
        if kind is datetime:
            return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(
                hours=chance.randrange(999)
            )
        if kind is date:
            return date(2026, 1, 1) + timedelta(days=chance.randrange(300))
        if kind is UUID:
            return None if column.nullable else self.session.new_id()
        values: dict[Any, Any] = {
            bool: chance.random() < 0.5,
            int: chance.randrange(4),
            bytes: b"x",
            str: chance.choice(WORDS),
        }
        if kind in values:
            return values[kind]
        default = column.default.arg if column.default is not None else dict
        return [] if default is list or "list" in str(default) else {}
