"""Consents: who may share what with whom, until when."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, ScalarResult, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care import audit
from hhdesk.care.confidentiality import Audience, Consenter, ConsentView, Segment
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded


class Basis(enum.StrEnum):
    """On what ground something is shared."""

    TREATMENT = "treatment"
    VERBAL = "verbal"
    SIGNED = "signed"
    YOUTH = "youth"
    COURT = "court"
    MANDATED_REPORT = "mandated_report"


BASIS_WORDS = {
    Basis.TREATMENT: N_("Treatment or coordination"),
    Basis.VERBAL: N_("Spoken yes"),
    Basis.SIGNED: N_("Signed form"),
    Basis.YOUTH: N_("The youth's own yes"),
    Basis.COURT: N_("Court or child welfare"),
    Basis.MANDATED_REPORT: N_("Mandated report"),
}


class ConsentStatus(enum.StrEnum):
    """FHIR consent-state-codes, without what was entered in error."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    ACTIVE = "active"
    REJECTED = "rejected"
    INACTIVE = "inactive"


class Provision(enum.StrEnum):
    """FHIR consent-provision-type."""

    PERMIT = "permit"
    DENY = "deny"


class ConsentScope(enum.StrEnum):
    """FHIR consent-scope; only privacy is about sharing."""

    PRIVACY = "patient-privacy"
    TREATMENT = "treatment"
    RESEARCH = "research"
    ADVANCE_DIRECTIVE = "adr"
    OTHER = "other"


class Limit(enum.StrEnum):
    """Why a consent that came from outside gives nothing by itself: it says more than
    the disclosure rule can check, so people have to read it."""

    NO_RECIPIENT = "no_recipient"
    NOT_SAID = "not_said"
    EXCEPTIONS = "exceptions"
    PURPOSE = "purpose"
    KINDS = "kinds"
    LABELS = "labels"
    PERIOD = "period"
    ACTIONS = "actions"
    HOLDER = "holder"
    NOT_VERIFIED = "not_verified"
    SEVERAL_AUDIENCES = "several_audiences"


LIMIT_WORDS = {
    Limit.NO_RECIPIENT: N_("it does not say with whom"),
    Limit.NOT_SAID: N_("it does not say clearly whether it permits or forbids"),
    Limit.EXCEPTIONS: N_("it makes exceptions"),
    Limit.PURPOSE: N_("it is for some purposes only"),
    Limit.KINDS: N_("it is about some records only"),
    Limit.LABELS: N_("it bears labels that are not known here"),
    Limit.PERIOD: N_("it is about records of some time only"),
    Limit.ACTIONS: N_("it permits something else than sharing"),
    Limit.HOLDER: N_("it names who may share, and that may be somebody else"),
    Limit.NOT_VERIFIED: N_("nobody has confirmed it with the family"),
    Limit.SEVERAL_AUDIENCES: N_("it names people and organizations together"),
}


class Consent(Record, Base):
    """`recipient` empty means the whole audience; of a denial, everybody.

    Only an active permission about privacy without limits opens anything.
    """

    __tablename__ = "consent"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    audience: Mapped[Audience] = mapped_column(coded(Audience))
    recipient: Mapped[str] = mapped_column(default="")
    segments: Mapped[list[str]] = mapped_column(default=list)
    given_by: Mapped[Consenter] = mapped_column(coded(Consenter))
    giver_name: Mapped[str] = mapped_column(default="")
    basis: Mapped[Basis] = mapped_column(coded(Basis))
    interpreter: Mapped[str] = mapped_column(default="")
    given_on: Mapped[date]
    until: Mapped[date | None]
    revoked_on: Mapped[date | None]
    status: Mapped[ConsentStatus] = mapped_column(
        coded(ConsentStatus), default=ConsentStatus.ACTIVE
    )
    provision: Mapped[Provision] = mapped_column(
        coded(Provision), default=Provision.PERMIT
    )
    scope: Mapped[ConsentScope] = mapped_column(
        coded(ConsentScope), default=ConsentScope.PRIVACY
    )
    title: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    further_recipients: Mapped[list[str]] = mapped_column(default=list)
    limits: Mapped[list[str]] = mapped_column(default=list)
    # It says itself that it covers records of 42 CFR Part 2 programs.
    part2: Mapped[bool] = mapped_column(default=False)
    # The form that was signed, the scan of it, and who took the yes back.
    form: Mapped[str] = mapped_column(default="")
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    revoked_by: Mapped[str] = mapped_column(default="")

    @property
    def gives(self) -> bool:
        """Whether it is a permission that the disclosure rule may go by."""
        return (
            self.status is ConsentStatus.ACTIVE
            and self.provision is Provision.PERMIT
            and self.scope is ConsentScope.PRIVACY
            and not self.limits
        )

    @property
    def forbids(self) -> bool:
        """Whether it takes from what other consents give; its limits do not count."""
        return (
            self.status is ConsentStatus.ACTIVE
            and self.provision is Provision.DENY
            and self.scope is ConsentScope.PRIVACY
        )

    def views(self) -> tuple[ConsentView, ...]:
        """One for each recipient."""
        segments = frozenset(map(Segment, self.segments))
        return tuple(
            ConsentView(
                self.audience,
                recipient,
                segments,
                self.given_by,
                self.until,
                self.part2,
            )
            for recipient in (self.recipient, *self.further_recipients)
        )


def _without(view: ConsentView, denial: ConsentView) -> ConsentView:
    """What a denial leaves of a permission. One to everybody takes from all; one to a
    name takes from that name and from whole audiences."""
    named = {denial.recipient.casefold(), ""}
    if denial.recipient and view.recipient.casefold() not in named:
        return view
    return replace(view, segments=view.segments - denial.segments)


def _in_force(
    session: UnitOfWork, member_ids: Collection[UUID], today: date
) -> ScalarResult[Consent]:
    return session.scalars(
        select(Consent).where(
            Consent.member_id.in_(member_ids),
            Consent.voided_at.is_(None),
            Consent.given_on <= today,
            or_(Consent.until.is_(None), Consent.until >= today),
            or_(Consent.revoked_on.is_(None), Consent.revoked_on > today),
        )
    )


def active(
    session: UnitOfWork, member_id: UUID, today: date
) -> tuple[ConsentView, ...]:
    """The permissions in force on a day, less what denials in force take from them."""
    return _given(_in_force(session, [member_id], today).all())


def recipients(
    session: UnitOfWork, member_id: UUID
) -> Mapping[Audience, tuple[str, ...]]:
    """The names to which permissions in force today open something, by audience."""
    found: dict[Audience, dict[str, None]] = {}
    for view in active(session, member_id, session.today()):
        if view.recipient:
            found.setdefault(view.audience, {})[view.recipient] = None
    return {audience: tuple(names) for audience, names in found.items()}


def active_of(
    session: UnitOfWork, member_ids: Collection[UUID], today: date
) -> Mapping[UUID, tuple[ConsentView, ...]]:
    """As `active`, of many; who gave none is left out."""
    rows: dict[UUID, list[Consent]] = {}
    for row in _in_force(session, member_ids, today):
        rows.setdefault(row.member_id, []).append(row)
    return {member_id: _given(some) for member_id, some in rows.items()}


def _given(rows: Sequence[Consent]) -> tuple[ConsentView, ...]:
    views = [view for row in rows if row.gives for view in row.views()]
    for denial in (view for row in rows if row.forbids for view in row.views()):
        views = [_without(view, denial) for view in views]
    return tuple(view for view in views if view.segments)


RENEWED_BY = (Basis.SIGNED, Basis.VERBAL, Basis.YOUTH, Basis.COURT)
"""How the family or a court says yes again."""


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A consent as its dialog shows it; `version` is what a renewal must have seen."""

    id: UUID
    version: int
    member_id: UUID
    audience: Audience
    recipients: tuple[str, ...]
    segments: tuple[Segment, ...]
    given_by: Consenter
    giver_name: str
    basis: Basis
    interpreter: str
    given_on: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Renewal:
    """A yes that was given again: how, on which day, until when, through whom."""

    basis: Basis
    given_on: date
    until: date | None
    giver_name: str = ""
    interpreter: str = ""


def consent(session: UnitOfWork, consent_id: UUID) -> ConsentRow:
    """One consent; raises NotFound."""
    one = _present(session, consent_id)
    return ConsentRow(
        one.id,
        one.version,
        one.member_id,
        one.audience,
        tuple(name for name in (one.recipient, *one.further_recipients) if name),
        tuple(map(Segment, one.segments)),
        one.given_by,
        one.giver_name,
        one.basis,
        one.interpreter,
        one.given_on,
        one.until,
    )


def _present(session: UnitOfWork, consent_id: UUID) -> Consent:
    one = session.get(Consent, consent_id)
    if one is None or one.voided_at is not None:
        raise NotFound(N_("There is no such consent."))
    return one


def renew(session: UnitOfWork, consent_id: UUID, told: Renewal, *, seen: int) -> UUID:
    """Write a new consent to the same sharing; the earlier one stays in the history.

    Raises NotPermitted for a consent that gives nothing, ChangedElsewhere,
    InvalidField. What comes from outside with limits is read by people, not renewed.
    """
    one = _present(session, consent_id)
    if one.version != seen:
        raise ChangedElsewhere(N_("Somebody else changed this consent."))
    if not one.gives or one.revoked_on is not None:
        raise NotPermitted(N_("This consent cannot be renewed; ask for a new one."))
    _check(session, told)
    again = Consent(
        id=session.new_id(),
        member_id=one.member_id,
        audience=one.audience,
        recipient=one.recipient,
        further_recipients=list(one.further_recipients),
        segments=list(one.segments),
        given_by=one.given_by,
        giver_name=told.giver_name.strip() or one.giver_name,
        basis=told.basis,
        interpreter=told.interpreter.strip(),
        given_on=told.given_on,
        until=told.until,
        title=one.title,
        purpose=one.purpose,
        part2=one.part2,
    )
    session.add(again)
    audit.record(
        session,
        "consent.renew",
        one.member_id,
        consent=str(again.id),
        earlier=str(one.id),
        basis=told.basis.value,
    )
    session.flush()
    return again.id


def _check(session: UnitOfWork, told: Renewal) -> None:
    if told.basis not in RENEWED_BY:
        raise InvalidField("basis", N_("Say how the yes was given."))
    if told.given_on > session.today():
        raise InvalidField("given_on", N_("This day is still to come."))
    if told.until is not None and told.until <= session.today():
        raise InvalidField("until", N_("This day is already past."))


def take_back(session: UnitOfWork, consent_id: UUID, reason: str) -> None:
    """The consent was written down by mistake: nothing goes out under it any more.

    Raises NotFound, InvalidField without a reason.
    """
    one = _present(session, consent_id)
    if not reason.strip():
        raise InvalidField("reason", N_("Say why."))
    one.void(reason.strip(), session.now(), session.actor_id)
    audit.record(session, "consent.take_back", one.member_id, consent=str(one.id))
    session.flush()
