"""The desk: teams, absences, snoozes, messages, hand-overs, merges, rosters' lines.

Revision ID: 0004
Revises: 0003
"""

from typing import Any, TypeAlias

import sqlalchemy as sa
from alembic import op

from hhdesk.store.types import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Column: TypeAlias = "sa.Column[Any]"


def text(name: str) -> Column:
    return sa.Column(name, sa.Text(), nullable=False)


def number(name: str) -> Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def day(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, sa.Date(), nullable=null)


def moment(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, Instant(), nullable=null)


def key(name: str) -> Column:
    return sa.Column(name, sa.Uuid(), nullable=False)


def values(name: str) -> Column:
    return sa.Column(name, sa.JSON(), nullable=False)


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


def sealable() -> tuple[Column, ...]:
    segment: Column = sa.Column("segment", sa.String(40), nullable=False)
    consenter: Column = sa.Column("consenter", sa.String(40), nullable=False)
    flag: Column = sa.Column("part2", sa.Boolean(), nullable=False)
    return segment, consenter, flag


def unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def teams() -> None:
    op.create_table(
        "staff_team",
        *record("staff_team"),
        text("name"),
        unique("staff_team", "organization_id", "name"),
    )
    table = "staff_team_member"
    op.create_table(
        table,
        *record(table),
        link(table, "team_id", "staff_team"),
        link(table, "staff_id", "staff"),
    )
    index(table, "team_id")
    index(table, "staff_id")
    table = "staff_absence"
    op.create_table(
        table,
        *record(table),
        link(table, "staff_id", "staff"),
        day("begins_on"),
        day("ends_on"),
        link(table, "cover_id", "staff", null=True),
        text("note"),
    )
    index(table, "staff_id")
    index(table, "ends_on")


def loops() -> None:
    op.create_table(
        "snooze",
        *record("snooze"),
        link("snooze", "member_id", "member"),
        text("kind"),
        key("item_id"),
        text("rule"),
        day("due_on"),
        day("until_on"),
        text("reason"),
    )
    index("snooze", "item_id")
    index("snooze", "until_on")
    table = "loop_closing"
    op.create_table(
        table,
        *record(table),
        link(table, "member_id", "member"),
        text("kind"),
        key("item_id"),
        text("rule"),
        day("closed_on"),
        text("reason"),
    )
    index(table, "item_id")
    index(table, "member_id")


def messages() -> None:
    table = "desk_message"
    op.create_table(
        table,
        *record(table),
        *sealable(),
        link(table, "member_id", "member"),
        link(table, "appointment_id", "appointment", null=True),
        link(table, "document_id", "document", null=True),
        link(table, "to_id", "staff", null=True),
        text("from_whom"),
        text("text"),
        moment("done_at", null=True),
        sa.Column("done_by", sa.Uuid()),
    )
    index(table, "member_id")
    index(table, "to_id")
    table = "handover"
    op.create_table(
        table,
        *record(table),
        link(table, "member_id", "member"),
        link(table, "from_id", "staff", null=True),
        link(table, "to_id", "staff"),
        text("note"),
        day("on"),
        day("read_on", null=True),
    )
    index(table, "member_id")
    index(table, "to_id")


def lists() -> None:
    table = "saved_filter"
    op.create_table(
        table,
        *record(table),
        link(table, "staff_id", "staff"),
        text("name"),
        number("position"),
        values("content"),
    )
    index(table, "staff_id")
    table = "member_merge"
    op.create_table(
        table,
        *record(table),
        link(table, "kept_id", "member"),
        link(table, "gone_id", "member"),
        text("reason"),
        values("moved"),
        moment("undone_at", null=True),
        sa.Column("undone_by", sa.Uuid()),
    )
    index(table, "kept_id")
    index(table, "gone_id")


def rosters() -> None:
    table = "roster_mapping"
    op.create_table(
        table,
        *record(table),
        text("source"),
        values("columns"),
        unique(table, "organization_id", "source"),
    )
    table = "roster_run"
    op.create_table(
        table,
        *record(table),
        text("source"),
        moment("entered_at"),
        number("lines"),
        values("counts"),
    )
    index(table, "source")
    table = "roster_line"
    op.create_table(
        table,
        *owned(table),
        link(table, "run_id", "roster_run"),
        text("person"),
        link(table, "member_id", "member", null=True),
        text("sha256"),
    )
    index(table, "run_id", "person")
    index(table, "member_id")


def arrivals() -> None:
    op.add_column("appointment", moment("arrived_at", null=True))
    op.add_column("appointment", moment("roomed_at", null=True))
    room = sa.Column("room", sa.Text(), nullable=False, server_default="")
    op.add_column("appointment", room)


def spoken() -> None:
    languages = sa.Column(
        "spoken_languages", sa.JSON(), nullable=False, server_default="[]"
    )
    op.add_column("staff", languages)


def contacts() -> None:
    """In which language a family was spoken with, through whom, and when again."""
    for name in ("language", "interpreter"):
        column = sa.Column(name, sa.Text(), nullable=False, server_default="")
        op.add_column("outreach_attempt", column)
    op.add_column("outreach_attempt", day("next_on", null=True))
    index("outreach_attempt", "next_on")


def numbers() -> None:
    """A member has several numbers of a kind after a merge; one is the present one."""
    flag: Column = sa.Column(
        "former", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("identifier", flag)


def filters() -> None:
    """The list of members asks all of them for their enrollment and last contact."""
    now = sa.text("current AND voided_at IS NULL")
    reached = sa.text("outcome = 'reached' AND voided_at IS NULL")
    columns = ["member_id", "coordinator_id", "tier", "begins_on"]
    name = "ix_enrollment_segment_now"
    some: dict[str, Any] = {"sqlite_where": now, "postgresql_where": now}
    op.create_index(name, "enrollment_segment", columns, **some)
    some = {"sqlite_where": reached, "postgresql_where": reached}
    name = "ix_outreach_attempt_reached"
    op.create_index(name, "outreach_attempt", ["member_id", "at"], **some)


def standings() -> None:
    """Open loops are sought among all members at once."""
    index("member", "id", "birth_date", "deceased_on", "voided_at")
    now = ["member_id", "current", "voided_at", "coordinator_id", "state", "pack"]
    name = "ix_enrollment_segment_standing"
    op.create_index(name, "enrollment_segment", [*now, "begins_on", "tier", "id"])
    index("appointment", "status", "starts_at")
    index("appointment", "member_id", "status", "voided_at", "starts_at")
    index("activity", "due_on", "status")
    index("goal", "target_on")
    index("consent", "until")
    index("coverage", "renewal_on")


def upgrade() -> None:
    for change in (
        spoken,
        teams,
        loops,
        messages,
        lists,
        rosters,
        arrivals,
        contacts,
        numbers,
        filters,
        standings,
    ):
        change()
