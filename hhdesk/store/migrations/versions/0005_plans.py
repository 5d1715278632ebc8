"""The care plan whole: its further parts, editions, signatures, progress, reviews.

Revision ID: 0005
Revises: 0004
"""

from typing import Any, TypeAlias

import sqlalchemy as sa
from alembic import op

from hhdesk.store.types import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

Column: TypeAlias = "sa.Column[Any]"


def text(name: str) -> Column:
    return sa.Column(name, sa.Text(), nullable=False)


def code(name: str) -> Column:
    return sa.Column(name, sa.String(40), nullable=False)


def number(name: str) -> Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def day(name: str) -> Column:
    return sa.Column(name, sa.Date(), nullable=False)


def moment(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, Instant(), nullable=null)


def key(name: str) -> Column:
    return sa.Column(name, sa.Uuid(), nullable=False)


def link(table: str, name: str, target: str, *, null: bool = False) -> Column:
    target_key = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}")
    return sa.Column(name, sa.Uuid(), target_key, nullable=null)


def owned(table: str) -> tuple[Any, ...]:
    return (
        key("id"),
        link(table, "organization_id", "clinic"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def record(table: str) -> tuple[Any, ...]:
    return (
        *owned(table),
        moment("created_at"),
        sa.Column("created_by", sa.Uuid()),
        moment("changed_at"),
        sa.Column("changed_by", sa.Uuid()),
        number("version"),
        moment("voided_at", null=True),
        sa.Column("voided_by", sa.Uuid()),
        sa.Column("void_reason", sa.Text()),
    )


def unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def filled(kind: Any, default: Any) -> dict[str, Any]:
    """A column that rows of before have as well; new ones are filled by the program."""
    return {"type_": kind, "nullable": False, "server_default": default}


def add(table: str, *columns: Column) -> None:
    for column in columns:
        op.add_column(table, column)


def empty(*names: str) -> list[Column]:
    return [sa.Column(name, **filled(sa.Text(), "")) for name in names]


def plans() -> None:
    add(
        "care_plan",
        sa.Column("edition", **filled(sa.Integer(), "1")),
        sa.Column("stage", **filled(sa.String(40), "draft")),
        sa.Column("current_number", sa.Integer()),
        *empty("culture", "school_name", "school_grade", "school_contact"),
        *empty("school_phone"),
        sa.Column("school_plan", **filled(sa.String(40), "not_asked")),
        sa.Column("stopped_on", sa.Date()),
        *empty("stop_reason"),
        sa.Column("consenters_asked_on", sa.Date()),
    )
    add(
        "care_plan_version",
        sa.Column("edition", **filled(sa.Integer(), "1")),
        sa.Column("stage", **filled(sa.String(40), "draft")),
    )


def parts() -> None:
    add("concern", sa.Column("resolved_on", sa.Date()))
    add("goal", *empty("target"), sa.Column("start_on", sa.Date()))
    add(
        "activity",
        sa.Column("repeat_times", sa.Integer()),
        sa.Column("repeat_every", sa.Integer()),
        sa.Column("repeat_unit", sa.String(40)),
        sa.Column("done_on", sa.Date()),
    )
    table = "plan_line"
    op.create_table(
        table,
        *record(table),
        code("segment"),
        code("consenter"),
        sa.Column("part2", sa.Boolean(), nullable=False),
        link(table, "plan_id", "care_plan"),
        code("kind"),
        text("text"),
        number("position"),
    )
    index(table, "plan_id")


def checks() -> None:
    add(
        "translation",
        *empty("english"),
        sa.Column("translator", sa.Uuid()),
        sa.Column("checker", sa.Uuid()),
    )
    add("clinic", sa.Column("second_check", **filled(sa.Boolean(), sa.false())))
    table = "phrase_check"
    op.create_table(
        table,
        *record(table),
        text("phrase"),
        text("language"),
        text("fingerprint"),
        code("verdict"),
        text("note"),
        text("checked_by"),
        link(table, "checked_by_id", "staff"),
        moment("checked_at"),
        unique(table, "organization_id", "phrase", "language"),
    )


def signatures() -> None:
    table = "plan_signature"
    op.create_table(
        table,
        *record(table),
        link(table, "plan_id", "care_plan"),
        number("number"),
        text("sha256"),
        code("part"),
        code("method"),
        text("name"),
        text("relation"),
        link(table, "staff_id", "staff", null=True),
        text("witness"),
        text("interpreter"),
        moment("signed_at"),
        text("drawing"),
    )
    index(table, "plan_id")


def presences() -> None:
    table = "plan_presence"
    op.create_table(
        table,
        *owned(table),
        link(table, "member_id", "member"),
        link(table, "staff_id", "staff"),
        moment("opened_at"),
        moment("seen_at"),
        sa.Column("typing", sa.Boolean(), nullable=False),
    )
    index(table, "member_id")


def progress() -> None:
    table = "goal_progress"
    op.create_table(
        table,
        *record(table),
        link(table, "plan_id", "care_plan"),
        link(table, "goal_id", "goal"),
        day("on"),
        code("achievement"),
        text("note"),
    )
    index(table, "plan_id")
    index(table, "goal_id")
    table = "plan_review"
    op.create_table(
        table,
        *record(table),
        link(table, "plan_id", "care_plan"),
        number("number"),
        day("held_on"),
        text("attended"),
        text("note"),
    )
    index(table, "plan_id")


def sensitive() -> None:
    """A birthday asks about few of all lines: only those are indexed."""
    where = sa.text(
        "voided_at IS NULL AND (segment <> 'general' OR consenter = 'youth')"
    )
    for table in ("concern", "goal", "activity", "barrier", "plan_line"):
        name = f"ix_{table}_sensitive"
        op.create_index(
            name, table, ["plan_id"], sqlite_where=where, postgresql_where=where
        )


def upgrade() -> None:
    for change in (plans, parts, checks, signatures, presences, progress, sensitive):
        change()
