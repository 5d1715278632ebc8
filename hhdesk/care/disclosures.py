"""Papers made and what left the clinic: for whom, on what basis, with which bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care import audit, blobs
from hhdesk.care.confidentiality import Audience, Seal, Sealable
from hhdesk.care.consents import Basis
from hhdesk.care.staff import Staff
from hhdesk.store.base import Base, Identified, Owned, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded

PURPOSE = "care coordination"
PAPER_MADE = "paper.make"
# A paper's number was made when its preview was; so many acts may have come between.
_LOOK_BACK = 10_000


class Paper(Record, Base):
    """One printed output; also the accounting of this disclosure (45 CFR 164.528)."""

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("organization_id", "number"),
        Index(None, "member_id"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[str]
    number: Mapped[str]
    audience: Mapped[Audience] = mapped_column(coded(Audience))
    recipient: Mapped[str] = mapped_column(default="")
    language: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    basis: Mapped[Basis] = mapped_column(coded(Basis), default=Basis.TREATMENT)
    sha256: Mapped[str]
    pages: Mapped[int] = mapped_column(default=0)


class Disclosure(Sealable, Identified, Owned, Base):
    """Anything that left for an audience, paper or not; sealed as what it came from."""

    __tablename__ = "disclosure"
    __table_args__ = (Index(None, "member_id"),)

    at: Mapped[datetime]
    actor_id: Mapped[UUID]
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    audience: Mapped[Audience] = mapped_column(coded(Audience))
    recipient: Mapped[str]
    what: Mapped[str]
    purpose: Mapped[str]
    basis: Mapped[Basis] = mapped_column(coded(Basis))


@dataclass(frozen=True, slots=True)
class PaperRow:
    id: UUID
    kind: str
    number: str
    audience: Audience
    recipient: str
    language: str
    made_at: datetime
    made_by: str
    sha256: str


def document_number(session: UnitOfWork) -> str:
    """A fresh number; its last digits are those of the audit chain's present end.

    The paper itself so anchors the chain outside of the database: who cuts the chain
    and builds it anew cannot change the papers at the families' homes.
    """
    anchor = audit.anchor(session).hash[-4:]
    return f"{session.new_id().hex[-6:]}-{anchor}".upper()


def _anchored_at(session: UnitOfWork, number: str) -> int | None:
    """The row of the chain whose digits end the number; None if it is too far back."""
    digits = number[-4:].lower()
    end = audit.anchor(session)
    seq = session.scalars(
        select(audit.AuditEntry.seq)
        .where(audit.AuditEntry.organization_id == session.organization_id)
        .where(audit.AuditEntry.seq > end.seq - _LOOK_BACK)
        .where(audit.AuditEntry.hash.endswith(digits, autoescape=True))
        .order_by(audit.AuditEntry.seq.desc())
        .limit(1)
    ).first()
    if seq is None and end.seq < _LOOK_BACK and audit.GENESIS.endswith(digits):
        return 0
    return seq


def _add(
    session: UnitOfWork,
    member_id: UUID,
    audience: Audience,
    recipient: str,
    what: str,
    purpose: str = PURPOSE,
    basis: Basis = Basis.TREATMENT,
    seal: Seal | None = None,
) -> None:
    if session.actor_id is None:
        raise ValueError("an act needs an actor")
    one = Disclosure(
        id=session.new_id(),
        at=session.now(),
        actor_id=session.actor_id,
        member_id=member_id,
        audience=audience,
        recipient=recipient,
        what=what,
        purpose=purpose,
        basis=basis,
    )
    one.put_seal(seal or Seal())
    session.add(one)


def record(
    session: UnitOfWork,
    member_id: UUID,
    audience: Audience,
    *,
    what: str,
    content: bytes,
    recipient: str = "",
    purpose: str = PURPOSE,
    basis: Basis = Basis.TREATMENT,
    seal: Seal | None = None,
) -> None:
    """Record that something other than a paper left, with the hash of its bytes.

    `seal` closes the entry itself to whom what left is closed; `what` is a kind of
    file and never clinical words.
    """
    _add(session, member_id, audience, recipient, what, purpose, basis, seal)
    audit.record(
        session,
        "disclosure.make",
        member_id,
        what=what,
        audience=audience.value,
        sha256=blobs.digest(content),
    )
    session.flush()


def keep_paper(
    session: UnitOfWork,
    member_id: UUID,
    *,
    kind: str,
    number: str,
    audience: Audience,
    recipient: str,
    language: str,
    pdf: bytes,
    pages: int = 0,
    seal: Seal | None = None,
) -> None:
    """Record that a paper was handed out, with its bytes for a re-print.

    `seal` closes the entry in the accounting to whom what is on the paper is closed.
    """
    sha256 = blobs.keep(session, pdf)
    session.add(
        Paper(
            member_id=member_id,
            kind=kind,
            number=number,
            audience=audience,
            recipient=recipient,
            language=language,
            sha256=sha256,
            pages=pages,
        )
    )
    _add(session, member_id, audience, recipient, f"{kind} {number}", seal=seal)
    audit.record(
        session,
        PAPER_MADE,
        member_id,
        kind=kind,
        number=number,
        sha256=sha256,
        after=_anchored_at(session, number),
    )
    session.flush()


def note_staff_paper(
    session: UnitOfWork,
    members: Mapping[UUID, Seal],
    *,
    kind: str,
    number: str,
    audience: Audience,
    pdf: bytes,
) -> None:
    """Record that a paper of the staff's own was printed: in the accounting of each
    child on it, sealed as what is told of that child. Its bytes are not kept."""
    audit.record(
        session,
        PAPER_MADE,
        kind=kind,
        number=number,
        sha256=blobs.digest(pdf),
        after=_anchored_at(session, number),
    )
    for member_id, seal in members.items():
        _add(session, member_id, audience, "", f"{kind} {number}", seal=seal)
        audit.record(
            session,
            "disclosure.make",
            member_id,
            what=kind,
            number=number,
            audience=audience.value,
            sha256=blobs.digest(pdf),
        )
    session.flush()


def papers_of(session: UnitOfWork, member_id: UUID) -> list[PaperRow]:
    """Papers made for a member, newest first."""
    rows = session.execute(
        select(Paper, Staff.name)
        .outerjoin(Staff, Staff.id == Paper.created_by)
        .where(Paper.member_id == member_id, Paper.voided_at.is_(None))
        .order_by(Paper.created_at.desc(), Paper.id.desc())
    )
    return [
        PaperRow(
            paper.id,
            paper.kind,
            paper.number,
            paper.audience,
            paper.recipient,
            paper.language,
            paper.created_at,
            name or "",
            paper.sha256,
        )
        for paper, name in rows
    ]


def paper_bytes(session: UnitOfWork, paper_id: UUID) -> bytes:
    """The bytes as they were handed out."""
    paper = session.get_one(Paper, paper_id)
    return blobs.content(session, paper.sha256, paper.organization_id)
