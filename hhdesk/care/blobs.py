"""Bytes kept once by their hash: papers as handed out, files as they came."""

from __future__ import annotations

import hashlib
from uuid import UUID

from sqlalchemy import PrimaryKeyConstraint
from sqlalchemy.orm import Mapped

from hhdesk.store.base import Base, Owned
from hhdesk.store.session import UnitOfWork


class Blob(Owned, Base):
    """What is kept is never opened or run by this program."""

    __tablename__ = "blob"
    __table_args__ = (PrimaryKeyConstraint("organization_id", "sha256"),)

    sha256: Mapped[str]
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


def content(session: UnitOfWork, sha256: str, organization_id: UUID) -> bytes:
    """The bytes of a name."""
    return session.get_one(Blob, (organization_id, sha256)).content
