"""Entering imported documents with their files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import blobs
from hhdesk.care.documents import Attachment, Document
from hhdesk.care.import_act import Act
from hhdesk.care.import_facts import keep, put, seal_values
from hhdesk.care.import_fields import WITHDRAWN
from hhdesk.care.imported import DocumentFact, FileFact
from hhdesk.store.session import UnitOfWork

Told = tuple[str, str, int, str, str]


def _values(fact: DocumentFact) -> dict[str, Any]:
    return {
        "kind": fact.kind,
        "status": fact.status,
        "title": fact.title,
        "dated_on": fact.dated_on,
        "from_whom": fact.from_whom,
    } | seal_values(fact.seal)


def _told(file: FileFact) -> Told:
    sha256 = "" if file.content is None else blobs.digest(file.content)
    return file.title, file.media_type, file.size, sha256, file.address


def put_files(
    session: UnitOfWork, document_id: UUID, files: Iterable[FileFact]
) -> None:
    """Bring a document's files up: new ones are added, dropped ones voided. Nobody
    changes a file here, so nothing of anybody's is lost."""
    present = {
        (one.title, one.media_type, one.size, one.sha256, one.address): one
        for one in session.scalars(
            select(Attachment)
            .where(Attachment.document_id == document_id)
            .where(Attachment.voided_at.is_(None))
        )
    }
    for position, file in enumerate(files):
        known = present.pop(_told(file), None)
        if known is None:
            _add(session, document_id, position, file)
        else:
            known.position = position
    for dropped in present.values():
        dropped.void(WITHDRAWN, session.now(), session.actor_id)


def _add(session: UnitOfWork, document_id: UUID, position: int, file: FileFact) -> None:
    content = file.content
    session.add(
        Attachment(
            id=session.new_id(),
            document_id=document_id,
            position=position,
            title=file.title,
            media_type=file.media_type,
            size=file.size,
            sha256="" if content is None else blobs.keep(session, content),
            address=file.address,
        )
    )


def enter(act: Act, fact: DocumentFact) -> None:
    """Enter or bring up one document."""
    member_id = act.member_id(fact)
    if member_id is None or act.is_older(fact.original):
        return
    values = _values(fact)
    entered = put(act, fact, member_id, Document, values)
    if entered is None:
        return
    act.session.flush()
    put_files(act.session, entered.row.id, fact.files)
    keep(act, fact, entered, values, fact.notes)
