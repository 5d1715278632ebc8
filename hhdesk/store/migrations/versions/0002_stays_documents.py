"""Hospital stays, documents, what consents of other programs say, dangling references.

Revision ID: 0002
Revises: 0001
"""

from typing import Any, TypeAlias

import sqlalchemy as sa
from alembic import op

from hhdesk.store.types import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Column: TypeAlias = "sa.Column[Any]"


def text(name: str) -> Column:
    return sa.Column(name, sa.Text(), nullable=False)


def code(name: str) -> Column:
    return sa.Column(name, sa.String(40), nullable=False)


def day(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, sa.Date(), nullable=null)


def number(name: str) -> Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def link(table: str, name: str, target: str) -> Column:
    key = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}")
    return sa.Column(name, sa.Uuid(), key, nullable=False)


def owned(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        link(table, "organization_id", "clinic"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def record(table: str) -> tuple[Any, ...]:
    return (
        *owned(table),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("created_by", sa.Uuid()),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", sa.Uuid()),
        number("version"),
        sa.Column("voided_at", Instant()),
        sa.Column("voided_by", sa.Uuid()),
        sa.Column("void_reason", sa.Text()),
    )


def sealable() -> tuple[Column, ...]:
    flag: Column = sa.Column("part2", sa.Boolean(), nullable=False)
    return code("segment"), code("consenter"), flag


def index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def stays() -> None:
    op.create_table(
        "hospital_stay",
        *record("hospital_stay"),
        *sealable(),
        link("hospital_stay", "member_id", "member"),
        code("kind"),
        code("status"),
        day("known_on"),
        day("begins_on", null=True),
        day("ends_on", null=True),
        text("place"),
        text("reason"),
        text("disposition"),
        text("discharge_plan"),
    )
    index("hospital_stay", "member_id")


def documents() -> None:
    op.create_table(
        "document",
        *record("document"),
        *sealable(),
        link("document", "member_id", "member"),
        code("kind"),
        code("status"),
        text("title"),
        day("dated_on", null=True),
        text("from_whom"),
    )
    index("document", "member_id")
    op.create_table(
        "attachment",
        *record("attachment"),
        link("attachment", "document_id", "document"),
        number("position"),
        text("title"),
        text("media_type"),
        number("size"),
        text("sha256"),
        text("address"),
    )
    index("attachment", "document_id")


def consents() -> None:
    """What is here so far was written by hand: permissions in force, without limits."""
    for name, default in (
        ("status", "active"),
        ("provision", "permit"),
        ("scope", "patient-privacy"),
    ):
        column = sa.Column(name, sa.String(40), nullable=False, server_default=default)
        op.add_column("consent", column)
    for name, default in (("title", ""), ("purpose", "")):
        column = sa.Column(name, sa.Text(), nullable=False, server_default=default)
        op.add_column("consent", column)
    for name in ("further_recipients", "limits"):
        column = sa.Column(name, sa.JSON(), nullable=False, server_default="[]")
        op.add_column("consent", column)
    none = sa.false()
    part2: Column = sa.Column(
        "part2", sa.Boolean(), nullable=False, server_default=none
    )
    op.add_column("consent", part2)


def caregivers() -> None:
    op.add_column("caregiver", day("birth_date", null=True))
    op.add_column("caregiving", day("begins_on", null=True))
    op.add_column("caregiving", day("ends_on", null=True))


def dangling() -> None:
    op.create_table(
        "dangling_reference",
        *owned("dangling_reference"),
        link("dangling_reference", "record_id", "source_record"),
        text("source"),
        text("type"),
        text("source_id"),
    )
    index("dangling_reference", "record_id")
    index("dangling_reference", "organization_id", "source", "type", "source_id")


def upgrade() -> None:
    for change in (stays, documents, consents, caregivers, dangling):
        change()
