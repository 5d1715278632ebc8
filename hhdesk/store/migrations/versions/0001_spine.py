"""The first schema: people, care plans, referrals and visits as data, audit, sources.

Revision ID: 0001
Revises:
"""

from typing import Any, TypeAlias

import sqlalchemy as sa
from alembic import op

from hhdesk.store import search_index
from hhdesk.store.types import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Column: TypeAlias = "sa.Column[Any]"

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, sa.Text(), nullable=null)


def code(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, sa.String(40), nullable=null)


def uuid(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, sa.Uuid(), nullable=null)


def day(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, sa.Date(), nullable=null)


def instant(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, Instant(), nullable=null)


def number(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, sa.Integer(), nullable=null)


def flag(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, sa.Boolean(), nullable=null)


def octets(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, sa.LargeBinary(), nullable=null)


def json(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, sa.JSON(), nullable=null)


def link(name: str, target: str, *, null: bool = False) -> Column:
    return sa.Column(name, sa.Uuid(), sa.ForeignKey(f"{target}.id"), nullable=null)


def key() -> Column:
    return sa.Column("id", sa.Uuid(), primary_key=True)


def owner() -> Column:
    return link("organization_id", "clinic")


def owned() -> tuple[Column, ...]:
    return key(), owner()


def record() -> tuple[Column, ...]:
    return (
        *owned(),
        instant("created_at"),
        uuid("created_by", null=True),
        instant("changed_at"),
        uuid("changed_by", null=True),
        number("version"),
        instant("voided_at", null=True),
        uuid("voided_by", null=True),
        text("void_reason", null=True),
    )


def sealable() -> tuple[Column, ...]:
    return code("segment"), code("consenter"), flag("part2")


def named() -> tuple[Column, ...]:
    return (
        text("given"),
        text("first_surname"),
        text("second_surname"),
        text("nickname"),
        text("as_given"),
    )


def speaking() -> tuple[Column, ...]:
    return (
        text("spoken_language"),
        text("written_language"),
        json("other_languages"),
        code("interpreter"),
    )


def table(name: str, *parts: sa.schema.SchemaItem) -> None:
    sa.Table(name, METADATA, *parts)


def clinic() -> None:
    table(
        "clinic",
        text("name"),
        text("phone"),
        text("address"),
        text("zone"),
        text("state"),
        text("pack"),
        json("checked_languages"),
        flag("demonstration"),
        key(),
    )
    table(
        "staff",
        *record(),
        text("name"),
        text("login"),
        code("role"),
        text("phone"),
        flag("active"),
        json("qualified_languages"),
        sa.UniqueConstraint("organization_id", "login"),
    )
    table(
        "audit",
        *owned(),
        number("seq"),
        instant("at"),
        uuid("actor_id"),
        text("act"),
        uuid("member_id", null=True),
        json("detail"),
        text("prev"),
        text("hash"),
        sa.UniqueConstraint("organization_id", "seq"),
        sa.Index(None, "member_id"),
    )
    table(
        "audit_head",
        number("seq"),
        text("hash"),
        owner(),
        sa.PrimaryKeyConstraint("organization_id"),
    )
    table(
        "receipt",
        *owned(),
        instant("at"),
    )


def families() -> None:
    table(
        "household",
        *record(),
        text("address"),
        text("city"),
        text("state"),
        text("postal_code"),
        code("housing"),
        text("find_note"),
    )
    table(
        "member",
        *record(),
        *named(),
        *speaking(),
        text("pronouns"),
        code("gender"),
        day("birth_date"),
        day("deceased_on", null=True),
        link("household_id", "household", null=True),
        text("alert"),
        sa.Index(None, "birth_date"),
        sa.Index(None, "household_id"),
    )
    table(
        "former_name",
        *record(),
        link("member_id", "member"),
        text("text"),
        sa.Index(None, "member_id"),
    )
    table(
        "identifier",
        *record(),
        link("member_id", "member"),
        code("kind"),
        text("system"),
        text("value"),
        sa.UniqueConstraint("organization_id", "kind", "system", "value"),
        sa.Index(None, "member_id"),
    )
    table(
        "caregiver",
        *record(),
        *named(),
        *speaking(),
        link("household_id", "household", null=True),
        sa.Index(None, "household_id"),
    )
    table(
        "caregiving",
        *record(),
        link("member_id", "member"),
        link("caregiver_id", "caregiver"),
        code("relationship"),
        code("authority"),
        flag("main"),
        text("note"),
        sa.UniqueConstraint("organization_id", "member_id", "caregiver_id"),
        sa.Index(None, "caregiver_id"),
        sa.Index(None, "member_id"),
    )
    table(
        "contact_point",
        *record(),
        link("member_id", "member", null=True),
        link("caregiver_id", "caregiver", null=True),
        code("kind"),
        code("use"),
        text("value"),
        number("position"),
        code("voicemail"),
        text("safe_note"),
        sa.CheckConstraint(
            "(member_id IS NULL) <> (caregiver_id IS NULL)", name="owner"
        ),
        sa.Index(None, "caregiver_id"),
        sa.Index(None, "member_id"),
    )


def facts() -> None:
    table(
        "condition",
        *record(),
        *sealable(),
        link("member_id", "member"),
        text("text"),
        text("system"),
        text("code"),
        code("status"),
        day("onset_on", null=True),
        day("abated_on", null=True),
        sa.Index(None, "member_id"),
    )
    table(
        "allergy",
        *record(),
        *sealable(),
        link("member_id", "member"),
        text("text"),
        text("system"),
        text("code"),
        code("status"),
        code("criticality"),
        text("reaction"),
        sa.Index(None, "member_id"),
    )
    table(
        "medicine",
        *record(),
        *sealable(),
        link("member_id", "member"),
        text("text"),
        text("system"),
        text("code"),
        text("dosage"),
        code("status"),
        text("reported_by"),
        day("reported_on", null=True),
        sa.Index(None, "member_id"),
    )
    table(
        "coverage",
        *record(),
        link("member_id", "member"),
        text("payer"),
        text("plan"),
        text("number"),
        code("status"),
        day("begins_on", null=True),
        day("ends_on", null=True),
        day("renewal_on", null=True),
        sa.Index(None, "member_id"),
    )
    table(
        "team_member",
        *record(),
        link("member_id", "member"),
        code("role"),
        text("name"),
        text("organization"),
        text("phone"),
        text("may_share"),
        link("staff_id", "staff", null=True),
        sa.Index(None, "member_id"),
    )


def enrollment() -> None:
    table(
        "enrollment_segment",
        *record(),
        link("member_id", "member"),
        text("pack"),
        code("state"),
        flag("current"),
        day("begins_on"),
        day("ends_on", null=True),
        code("end_reason", null=True),
        text("tier"),
        link("coordinator_id", "staff", null=True),
        link("previous_id", "enrollment_segment", null=True),
        sa.Index(None, "coordinator_id"),
        sa.Index(None, "member_id"),
    )
    table(
        "enrollment_change",
        *owned(),
        link("segment_id", "enrollment_segment"),
        code("from_state", null=True),
        code("to_state"),
        day("on"),
        instant("entered_at"),
        uuid("actor_id"),
        text("reason"),
        sa.Index(None, "segment_id"),
    )
    table(
        "consent",
        *record(),
        link("member_id", "member"),
        code("audience"),
        text("recipient"),
        json("segments"),
        code("given_by"),
        text("giver_name"),
        code("basis"),
        text("interpreter"),
        day("given_on"),
        day("until", null=True),
        day("revoked_on", null=True),
        sa.Index(None, "member_id"),
    )
    table(
        "outreach_attempt",
        *record(),
        *sealable(),
        link("member_id", "member"),
        link("referral_id", "referral", null=True),
        instant("at"),
        code("way"),
        code("outcome"),
        text("with_whom"),
        link("staff_id", "staff", null=True),
        text("note"),
        sa.Index(None, "member_id", "at"),
    )


def plans() -> None:
    table(
        "care_plan",
        *record(),
        link("member_id", "member"),
        code("status"),
        number("number"),
        text("language"),
        text("what_matters"),
        text("strengths"),
        day("review_on", null=True),
        sa.UniqueConstraint("organization_id", "member_id"),
    )
    table(
        "care_plan_version",
        *owned(),
        link("plan_id", "care_plan"),
        number("number"),
        instant("saved_at"),
        uuid("saved_by"),
        text("content"),
        text("sha256"),
        sa.UniqueConstraint("organization_id", "plan_id", "number"),
    )
    table(
        "concern",
        *record(),
        *sealable(),
        link("plan_id", "care_plan"),
        code("domain"),
        text("text"),
        text("clinical_words"),
        number("position"),
        sa.Index(None, "plan_id"),
    )
    table(
        "goal",
        *record(),
        *sealable(),
        link("plan_id", "care_plan"),
        link("concern_id", "concern", null=True),
        code("domain"),
        text("family_words"),
        text("clinical_words"),
        day("target_on", null=True),
        code("lifecycle"),
        code("achievement"),
        number("position"),
        sa.Index(None, "plan_id"),
    )


def plan_lines() -> None:
    table(
        "activity",
        *record(),
        *sealable(),
        link("plan_id", "care_plan"),
        link("goal_id", "goal"),
        text("text"),
        code("responsible"),
        text("who"),
        day("due_on", null=True),
        code("status"),
        text("result"),
        number("position"),
        sa.Index(None, "goal_id"),
        sa.Index(None, "plan_id"),
    )
    table(
        "barrier",
        *record(),
        *sealable(),
        link("plan_id", "care_plan"),
        link("goal_id", "goal", null=True),
        code("kind"),
        text("note"),
        day("resolved_on", null=True),
        number("position"),
        sa.Index(None, "plan_id"),
    )
    table(
        "translation",
        *record(),
        link("plan_id", "care_plan"),
        uuid("item_id"),
        text("field"),
        text("language"),
        text("text"),
        code("stored_state"),
        text("english_fingerprint"),
        text("translated_by"),
        instant("translated_at", null=True),
        text("checked_by"),
        instant("checked_at", null=True),
        sa.UniqueConstraint(
            "organization_id", "plan_id", "item_id", "field", "language"
        ),
        sa.Index(None, "plan_id"),
    )


def loops() -> None:
    table(
        "referral",
        *record(),
        *sealable(),
        link("member_id", "member"),
        link("goal_id", "goal", null=True),
        link("previous_id", "referral", null=True),
        code("domain"),
        text("need"),
        text("agency"),
        text("agency_phone"),
        code("state"),
        code("detail", null=True),
        code("urgency"),
        code("basis", null=True),
        link("owner_id", "staff", null=True),
        day("state_since"),
        day("due_on", null=True),
        text("wanted"),
        day("visit_on", null=True),
        day("service_on", null=True),
        code("evidence", null=True),
        code("end_reason", null=True),
        text("next_step"),
        sa.Index(None, "member_id"),
        sa.Index(None, "state", "due_on"),
    )
    table(
        "referral_event",
        *owned(),
        link("referral_id", "referral"),
        number("position"),
        code("kind"),
        code("from_state", null=True),
        code("to_state"),
        code("detail", null=True),
        day("happened_on", null=True),
        instant("entered_at"),
        uuid("actor_id", null=True),
        text("how_known"),
        text("note"),
        day("visit_on", null=True),
        code("basis", null=True),
        text("interpreter"),
        text("reason"),
        link("attempt_id", "outreach_attempt", null=True),
        sa.Index(None, "referral_id"),
    )
    table(
        "referral_report",
        *record(),
        link("referral_id", "referral"),
        day("received_on"),
        flag("amended"),
        day("review_due_on"),
        day("reviewed_on", null=True),
        uuid("reviewed_by", null=True),
        text("note"),
        sa.Index(None, "referral_id"),
        sa.Index(None, "reviewed_on", "review_due_on"),
    )
    table(
        "appointment",
        *record(),
        *sealable(),
        link("member_id", "member"),
        link("referral_id", "referral", null=True),
        link("staff_id", "staff", null=True),
        link("replaces_id", "appointment", null=True),
        text("title"),
        text("place"),
        text("with_whom"),
        instant("starts_at"),
        instant("ends_at"),
        code("status"),
        text("reason"),
        code("barrier", null=True),
        code("called_off_by", null=True),
        day("ask_on", null=True),
        sa.Index(None, "member_id"),
        sa.Index(None, "starts_at"),
    )
    table(
        "arrangement",
        *record(),
        link("appointment_id", "appointment"),
        code("kind"),
        code("status"),
        text("detail"),
        sa.Index(None, "appointment_id"),
    )


def outputs() -> None:
    table(
        "paper",
        *record(),
        link("member_id", "member"),
        text("kind"),
        text("number"),
        code("audience"),
        text("recipient"),
        text("language"),
        text("purpose"),
        code("basis"),
        text("sha256"),
        number("pages"),
        sa.UniqueConstraint("organization_id", "number"),
        sa.Index(None, "member_id"),
    )
    table(
        "disclosure",
        *owned(),
        *sealable(),
        instant("at"),
        uuid("actor_id"),
        link("member_id", "member"),
        code("audience"),
        text("recipient"),
        text("what"),
        text("purpose"),
        code("basis"),
        sa.Index(None, "member_id"),
    )
    table(
        "blob",
        text("sha256"),
        octets("content"),
        owner(),
        sa.PrimaryKeyConstraint("organization_id", "sha256"),
    )
    table(
        "source_record",
        *record(),
        text("source"),
        text("type"),
        text("source_id"),
        text("sha256"),
        octets("original"),
        link("member_id", "member", null=True),
        text("local_table"),
        uuid("local_id", null=True),
        json("imported"),
        sa.UniqueConstraint("organization_id", "source", "type", "source_id"),
        sa.Index(None, "local_id"),
        sa.Index(None, "member_id"),
    )


def upgrade() -> None:
    for describe in (
        clinic,
        families,
        facts,
        enrollment,
        plans,
        plan_lines,
        loops,
        outputs,
    ):
        describe()
    METADATA.create_all(op.get_bind(), checkfirst=False)
    search_index.create(op.get_bind())
