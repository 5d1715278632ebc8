"""Hospitals' messages (HL7 v2 ADT), and the stays that they tell of.

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


def upgrade() -> None:
    for name in ("facility", "visit_number"):
        column = sa.Column(name, sa.Text(), nullable=False, server_default="")
        op.add_column("hospital_stay", column)
    op.add_column("hospital_stay", moment("told_at", null=True))
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
