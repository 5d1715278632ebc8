"""The referral list's order kept by an index; the days on which the clinic is closed.

Revision ID: 0003
Revises: 0002
"""

from typing import Any, TypeAlias

import sqlalchemy as sa
from alembic import op

from hhdesk.store.types import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Column: TypeAlias = "sa.Column[Any]"

GONE = sa.text("deceased_on IS NOT NULL OR voided_at IS NOT NULL")


def link(name: str, target: str) -> Column:
    key = sa.ForeignKey(f"{target}.id", name=f"fk_clinic_holiday_{name}")
    return sa.Column(name, sa.Uuid(), key, nullable=False)


def holidays() -> None:
    op.create_table(
        "clinic_holiday",
        sa.Column("id", sa.Uuid(), nullable=False),
        link("organization_id", "clinic"),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("created_by", sa.Uuid()),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", sa.Uuid()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("voided_at", Instant()),
        sa.Column("voided_by", sa.Uuid()),
        sa.Column("void_reason", sa.Text()),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clinic_holiday"),
    )
    op.create_index("ix_clinic_holiday_day", "clinic_holiday", ["day"])


def indexes() -> None:
    old = "ix_referral_state_due_on"
    op.drop_index(old, "referral")
    op.create_index(old, "referral", ["state", "due_on", "voided_at"])
    clock = ["due_on", "id", "state", "voided_at"]
    op.create_index("ix_referral_due_on_id", "referral", clock)
    op.create_index("ix_referral_owner_id_due_on", "referral", ["owner_id", *clock])
    where: Any = {"sqlite_where": GONE, "postgresql_where": GONE}
    op.create_index("ix_member_gone", "member", ["id"], **where)


def upgrade() -> None:
    holidays()
    indexes()
