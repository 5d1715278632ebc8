"""The consents of a child as their list shows them: how each stands today, what those
in force open together, and how many lines of the plan wait for an answer."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import consents, plan_consenters
from hhdesk.care.confidentiality import (
    STRICTEST_FIRST,
    Audience,
    Consenter,
    ConsentView,
    Seal,
    Segment,
)
from hhdesk.care.consents import (
    Basis,
    Consent,
    ConsentScope,
    ConsentStatus,
    Limit,
    Provision,
)
from hhdesk.care.documents import Document
from hhdesk.care.staff import Staff
from hhdesk.store.session import UnitOfWork

SOON = 30
"""Days before its end from which a consent is said to end soon; as the clock warns."""


class Standing(enum.StrEnum):
    """How a consent stands on a day."""

    IN_FORCE = "in_force"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"
    REVOKED = "revoked"
    AWAITED = "awaited"
    LIMITED = "limited"
    DENIES = "denies"
    NOT_YET = "not_yet"
    GIVES_NOTHING = "gives_nothing"


OPENS = frozenset({Standing.IN_FORCE, Standing.ENDS_SOON})
"""In which standing it opens something."""


NEVER = frozenset({Segment.FAMILY_SAFETY})
"""What no consent opens."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The signed paper: its document, as long as it is not taken out."""

    document_id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A consent with all that is known of it; `version` is what an act must have seen,
    `left` the days until it ends."""

    id: UUID
    version: int
    member_id: UUID
    standing: Standing
    audience: Audience
    recipients: tuple[str, ...]
    segments: tuple[Segment, ...]
    given_by: Consenter
    giver_name: str
    basis: Basis
    given_on: date
    until: date | None
    left: int | None = None
    interpreter: str = ""
    purpose: str = ""
    form: str = ""
    title: str = ""
    part2: bool = False
    scan: Scan | None = None
    revoked_on: date | None = None
    revoked_by: str = ""
    scope: ConsentScope = ConsentScope.PRIVACY
    limits: tuple[Limit, ...] = ()
    written_by: str = ""

    @property
    def opens(self) -> bool:
        return self.standing in OPENS

    @property
    def revocable(self) -> bool:
        """Whether there is something to take back, a denial among it."""
        return self.opens or self.standing in {Standing.DENIES, Standing.LIMITED}

    @property
    def renewable(self) -> bool:
        return self.opens or self.standing is Standing.ENDED

    @property
    def printable(self) -> bool:
        """Whether there is a form of it for the family to sign."""
        ours = self.given_by is not Consenter.COURT
        return ours and (self.opens or self.standing is Standing.AWAITED)

    @property
    def code(self) -> str:
        return form_code(self.id)

    @property
    def seal(self) -> Seal:
        """Of a paper that tells of it: it tells of the care that it is about."""
        return seal_of(self.segments, self.given_by, part2=self.part2)


@dataclass(frozen=True, slots=True)
class Opened:
    """What consents in force open now to one reader. `own` is what they open of the
    care to which only the youth said yes; no name is the whole audience."""

    audience: Audience
    recipient: str
    segments: tuple[Segment, ...]
    own: tuple[Segment, ...] = ()
    part2: bool = False


@dataclass(frozen=True, slots=True)
class MemberConsents:
    """`asked` lines of the plan are to be asked about, `waiting` of them reach no
    family before somebody says who said yes to that care."""

    lines: tuple[ConsentLine, ...]
    opened: tuple[Opened, ...]
    asked: int = 0
    waiting: int = 0


def form_code(consent_id: UUID) -> str:
    """What stands on the printed form of a consent, so that its scan finds it again."""
    digits = consent_id.hex[-8:].upper()
    return f"{digits[:4]}-{digits[4:]}"


def seal_of(
    segments: Iterable[Segment], given_by: Consenter, *, part2: bool = False
) -> Seal:
    """The seal of what tells of a consent: its strictest topic, and who gave it."""
    told = set(segments)
    topic = next((one for one in STRICTEST_FIRST if one in told), Segment.GENERAL)
    return Seal(topic, given_by, part2)


def of_member(session: UnitOfWork, member_id: UUID) -> MemberConsents:
    """A child's consents, those given last first. Raises NotFound."""
    asking = plan_consenters.asking(session, member_id)
    today = session.today()
    views = consents.active(session, member_id, today)
    lines = _lines(session, today, Consent.member_id == member_id)
    return MemberConsents(lines, opened(views), len(asking.lines), asking.waiting)


def one(session: UnitOfWork, consent_id: UUID) -> ConsentLine:
    """One consent. Raises NotFound, also for one written by mistake."""
    consents.consent(session, consent_id)
    return _lines(session, session.today(), Consent.id == consent_id)[0]


def _lines(session: UnitOfWork, today: date, which: object) -> tuple[ConsentLine, ...]:
    rows = session.execute(
        select(Consent, Staff.name, Document)
        .outerjoin(Staff, Staff.id == Consent.created_by)
        .outerjoin(
            Document,
            (Document.id == Consent.document_id) & Document.voided_at.is_(None),
        )
        .where(which, Consent.voided_at.is_(None))  # type: ignore[arg-type]
        .order_by(Consent.given_on.desc(), Consent.id.desc())
    )
    return tuple(_line(row, name or "", scan, today) for row, name, scan in rows)


def _line(
    row: Consent, written_by: str, scan: Document | None, today: date
) -> ConsentLine:
    return ConsentLine(
        row.id,
        row.version,
        row.member_id,
        standing(row, today),
        row.audience,
        tuple(name for name in (row.recipient, *row.further_recipients) if name),
        _ordered(map(Segment, row.segments)),
        row.given_by,
        row.giver_name,
        row.basis,
        row.given_on,
        row.until,
        (row.until - today).days if row.until else None,
        row.interpreter,
        row.purpose,
        row.form,
        row.title,
        row.part2,
        Scan(scan.id, scan.title) if scan else None,
        row.revoked_on,
        row.revoked_by,
        row.scope,
        tuple(map(Limit, row.limits)),
        written_by,
    )


def _ordered(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    told = set(segments)
    return tuple(one for one in Segment if one in told)


def standing(row: Consent, today: date) -> Standing:
    """How a consent stands on a day; what opens nothing never looks as if it did."""
    if row.revoked_on is not None and row.revoked_on <= today:
        return Standing.REVOKED
    if row.status in (ConsentStatus.PROPOSED, ConsentStatus.DRAFT):
        return Standing.AWAITED
    if row.until is not None and row.until < today:
        return Standing.ENDED
    if row.forbids:
        return Standing.DENIES
    if row.status is ConsentStatus.ACTIVE and row.limits:
        return Standing.LIMITED
    if not row.gives or row.provision is not Provision.PERMIT:
        return Standing.GIVES_NOTHING
    if row.given_on > today:
        return Standing.NOT_YET
    soon = row.until is not None and (row.until - today).days <= SOON
    return Standing.ENDS_SOON if soon else Standing.IN_FORCE


def opened(views: Iterable[ConsentView]) -> tuple[Opened, ...]:
    """What consents in force open together, a line each reader."""
    found: dict[tuple[Audience, str], list[ConsentView]] = {}
    for view in views:
        found.setdefault((view.audience, view.recipient), []).append(view)
    ranks: Mapping[Audience, int] = {one: n for n, one in enumerate(Audience)}
    keys = sorted(found, key=lambda key: (ranks[key[0]], key[1].casefold()))
    return tuple(_opened(key, found[key]) for key in keys)


def _opened(key: tuple[Audience, str], views: list[ConsentView]) -> Opened:
    """What concerns the family's safety goes out under no consent at all."""
    own = [view for view in views if view.given_by is Consenter.YOUTH]
    return Opened(
        *key,
        _ordered(one for view in views for one in view.segments - NEVER),
        _ordered(one for view in own for one in view.segments - NEVER),
        any(view.covers_part2() for view in views),
    )
