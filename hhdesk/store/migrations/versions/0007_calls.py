"""The call wrap-up, staff's notes, who holds which rights, consents' forms, whether a
stay was planned and which message made it.

Revision ID: 0007
Revises: 0006
"""

from typing import Any, TypeAlias

import sqlalchemy as sa
from alembic import op

from hhdesk.store.types import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Column: TypeAlias = "sa.Column[Any]"


def text(name: str) -> Column:
    return sa.Column(name, sa.Text(), nullable=False)


def later_text(name: str) -> Column:
    """Text of a table that has rows already."""
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def code(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, sa.String(40), nullable=null)


def moment(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, Instant(), nullable=null)


def link(table: str, name: str, target: str, *, null: bool = True) -> Column:
    key = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}")
    return sa.Column(name, sa.Uuid(), key, nullable=null)


def add_link(table: str, name: str, target: str) -> None:
    """SQLite takes a key with its column only, PostgreSQL names it on its own."""
    inline = op.get_bind().dialect.name == "sqlite"
    op.add_column(table, link(table, name, target), inline_references=inline)


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


def sealable() -> tuple[Column, ...]:
    flag: Column = sa.Column("part2", sa.Boolean(), nullable=False)
    return code("segment"), code("consenter"), flag


def wrap_ups() -> None:
    table = "call_wrap_up"
    op.create_table(
        table,
        *record(table),
        link(table, "member_id", "member", null=False),
        link(table, "staff_id", "staff"),
        moment("at"),
        sa.Column("did", sa.JSON(), nullable=False),
        moment("undone_at", null=True),
    )
    op.create_index(f"ix_{table}_member_id", table, ["member_id"])


def contacts() -> None:
    """How long, with whom, and in which wrap-up."""
    table = "outreach_attempt"
    op.add_column(table, sa.Column("minutes", sa.Integer()))
    op.add_column(table, code("met", null=True))
    add_link(table, "wrap_up_id", "call_wrap_up")


def histories() -> None:
    """Which event of a referral takes which other one back."""
    add_link("referral_event", "takes_back_id", "referral_event")


def services() -> None:
    table = "core_service"
    op.create_table(
        table,
        *record(table),
        link(table, "member_id", "member", null=False),
        link(table, "contact_id", "outreach_attempt", null=False),
        code("service"),
    )
    for column in ("member_id", "contact_id"):
        op.create_index(f"ix_{table}_{column}", table, [column])


def notes() -> None:
    table = "note"
    op.create_table(
        table,
        *record(table),
        *sealable(),
        link(table, "member_id", "member", null=False),
        link(table, "staff_id", "staff"),
        moment("at"),
        code("kind"),
        text("text"),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("staff_only", sa.Boolean(), nullable=False),
        link(table, "note_id", "note"),
    )
    op.create_index(f"ix_{table}_member_id_at", table, ["member_id", "at"])


def family() -> None:
    op.add_column("caregiving", sa.Column("education_rights", sa.Boolean()))
    op.add_column("member", later_text("custody"))


def consents() -> None:
    """The form that was signed, its scan, and who took a yes back."""
    op.add_column("consent", later_text("form"))
    op.add_column("consent", later_text("revoked_by"))
    add_link("consent", "document_id", "document")


def enrollments() -> None:
    """Who agreed with a step: taken back, it stands as was agreed before."""
    table = "enrollment_change"
    op.add_column(table, later_text("agreed_by"))
    op.add_column(table, code("agreed_how", null=True))
    op.add_column(table, sa.Column("agreed_on", sa.Date()))
    op.add_column(table, later_text("agreement_form"))


def stays() -> None:
    flag: Column = sa.Column("planned", sa.Boolean())
    op.add_column("hospital_stay", flag)
    made: Column = sa.Column(
        "made_stay", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("adt_message", made)


def upgrade() -> None:
    changes = (
        wrap_ups,
        contacts,
        histories,
        services,
        notes,
        family,
        consents,
        enrollments,
    )
    for change in (*changes, stays):
        change()
