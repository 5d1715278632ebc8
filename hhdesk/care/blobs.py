"""Bytes kept once by their hash: papers as handed out, files as they came. Large ones
lie in parts, each kept by an act of its own, so that no other save waits for them."""

from __future__ import annotations

import hashlib
from uuid import UUID

from sqlalchemy import ColumnElement, PrimaryKeyConstraint, delete, func, select
from sqlalchemy.orm import Mapped

from hhdesk.errors import BrokenInput
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Owned
from hhdesk.store.session import UnitOfWork

PART = 1024 * 1024
"""Bytes of one part: a few hundredths of a second to keep on a local disk."""


class Blob(Owned, Base):
    """What is kept is never run by this program. `content` is empty where the bytes
    lie in parts."""

    __tablename__ = "blob"
    __table_args__ = (PrimaryKeyConstraint("organization_id", "sha256"),)

    sha256: Mapped[str]
    content: Mapped[bytes]


class BlobPart(Owned, Base):
    """The bytes from `number * PART` on; of a blob, or of one that is on its way."""

    __tablename__ = "blob_part"
    __table_args__ = (PrimaryKeyConstraint("organization_id", "sha256", "number"),)

    sha256: Mapped[str]
    number: Mapped[int]
    content: Mapped[bytes]


def digest(content: bytes) -> str:
    """The name of some bytes: their SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def keep(session: UnitOfWork, content: bytes) -> str:
    """Keep bytes, unless they are here; gives their name."""
    sha256 = digest(content)
    if session.get(Blob, (session.organization_id, sha256)) is None:
        session.add(Blob(sha256=sha256, content=content))
        # So that the same bytes again in this act are found.
        session.flush()
    return sha256


def _known(session: UnitOfWork, sha256: str) -> bool:
    return session.get(Blob, (session.organization_id, sha256)) is not None


def keep_part(session: UnitOfWork, sha256: str, number: int, part: bytes) -> None:
    """Keep one part of the bytes of this name, unless they are here."""
    key = session.organization_id, sha256, number
    if not _known(session, sha256) and session.get(BlobPart, key) is None:
        session.add(BlobPart(sha256=sha256, number=number, content=part))
        session.flush()


def drop_parts(session: UnitOfWork, sha256: str) -> None:
    """Give up what was kept of bytes that will not come whole."""
    if not _known(session, sha256):
        session.execute(delete(BlobPart).where(*_parts(session, sha256)))


def join(session: UnitOfWork, sha256: str, size: int) -> None:
    """All parts are here: from now on they are a blob. Raises BrokenInput where bytes
    are missing."""
    if _known(session, sha256):
        return
    kept = func.coalesce(func.sum(func.length(BlobPart.content)), 0)
    if session.scalar(select(kept).where(*_parts(session, sha256))) != size:
        raise BrokenInput(N_("The file did not arrive whole. Try again."))
    session.add(Blob(sha256=sha256, content=b""))
    session.flush()


def _parts(session: UnitOfWork, sha256: str) -> tuple[ColumnElement[bool], ...]:
    owner = BlobPart.organization_id == session.organization_id
    return owner, BlobPart.sha256 == sha256


def content(session: UnitOfWork, sha256: str, organization_id: UUID) -> bytes:
    """The bytes of a name."""
    whole = session.get_one(Blob, (organization_id, sha256)).content
    if whole:
        return whole
    parts = session.scalars(
        select(BlobPart.content)
        .where(BlobPart.organization_id == organization_id, BlobPart.sha256 == sha256)
        .order_by(BlobPart.number)
    )
    return b"".join(parts)
