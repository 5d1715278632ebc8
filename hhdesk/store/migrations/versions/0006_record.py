"""The family's record: hospitals' messages, answers, agreements.

Revision ID: 0006
Revises: 0005
"""

from typing import Any, TypeAlias

import sqlalchemy as sa
from alembic import op

from hhdesk.store.types import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Column: TypeAlias = "sa.Column[Any]"


def text(name: str) -> Column:
    return sa.Column(name, sa.Text(), nullable=False)


def code(name: str) -> Column:
    return sa.Column(name, sa.String(40), nullable=False)


def moment(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, Instant(), nullable=null)


def link(table: str, name: str, target: str, *, null: bool = True) -> Column:
    key = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}")
    return sa.Column(name, sa.Uuid(), key, nullable=null)


def record(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        link(table, "organization_id", "clinic", null=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        moment("created_at"),
        sa.Column("created_by", sa.Uuid()),
        moment("changed_at"),
        sa.Column("changed_by", sa.Uuid()),
        sa.Column("version", sa.Integer(), nullable=False),
        moment("voided_at", null=True),
        sa.Column("voided_by", sa.Uuid()),
        sa.Column("void_reason", sa.Text()),
    )


def day(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, sa.Date(), nullable=null)


def sealable() -> tuple[Column, ...]:
    flag: Column = sa.Column("part2", sa.Boolean(), nullable=False)
    return code("segment"), code("consenter"), flag


def answers() -> None:
    table = "answer_sheet"
    op.create_table(
        table,
        *record(table),
        *sealable(),
        link(table, "member_id", "member", null=False),
        *(text(name) for name in ("instrument", "edition", "language")),
        text("interpreter"),
        day("asked_on"),
        text("answered_by"),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        link(table, "safety_message_id", "desk_message", null=True),
    )
    op.create_index(f"ix_{table}_member_id", table, ["member_id"])


def agreements() -> None:
    """Who agreed to be enrolled, and how; an end in words, to whom a child went."""
    table = "enrollment_segment"
    for name in ("agreed_by", "agreement_form", "end_words", "transferred_to"):
        op.add_column(
            table, sa.Column(name, sa.Text(), nullable=False, server_default="")
        )
    op.add_column(table, sa.Column("agreed_how", sa.String(40)))
    op.add_column(table, day("agreed_on", null=True))
    op.add_column("enrollment_change", moment("taken_back_at", null=True))
    where: Any = sa.text("end_reason = 'deceased' AND voided_at IS NULL")
    op.create_index(
        f"ix_{table}_died",
        table,
        ["member_id"],
        sqlite_where=where,
        postgresql_where=where,
    )


def stays() -> None:
    for name in ("facility", "visit_number"):
        column = sa.Column(name, sa.Text(), nullable=False, server_default="")
        op.add_column("hospital_stay", column)
    op.add_column("hospital_stay", moment("told_at", null=True))


def messages() -> None:
    table = "adt_message"
    op.create_table(
        table,
        *record(table),
        text("sha256"),
        text("facility"),
        text("control_id"),
        code("trigger"),
        moment("told_at", null=True),
        code("state"),
        link(table, "member_id", "member"),
        link(table, "stay_id", "hospital_stay"),
        text("person"),
        text("facts"),
        text("why"),
        sa.UniqueConstraint(
            "organization_id", "sha256", name=f"uq_{table}_organization_id_sha256"
        ),
    )
    op.create_index(f"ix_{table}_state", table, ["state"])
    op.create_index(f"ix_{table}_member_id", table, ["member_id"])
    op.create_index(f"ix_{table}_person", table, ["person"])


def blob_parts() -> None:
    """Bytes of large files, kept part by part."""
    table = "blob_part"
    op.create_table(
        table,
        link(table, "organization_id", "clinic", null=False),
        text("sha256"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "organization_id", "sha256", "number", name=f"pk_{table}"
        ),
    )


def confirmations() -> None:
    """What the clinic says of a program's facts."""
    table = "fact_confirmation"
    op.create_table(
        table,
        *record(table),
        *(text(name) for name in ("pack", "fact", "payer")),
        sa.Column("told", sa.JSON(), nullable=False),
        text("source"),
        link(table, "confirmed_by", "staff", null=False),
        day("confirmed_on"),
        day("begins_on"),
    )


def upgrade() -> None:
    for change in (
        confirmations,
        stays,
        messages,
        answers,
        agreements,
        blob_parts,
    ):
        change()
