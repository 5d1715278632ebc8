"""Documents are filed by what their bytes are, and leave by the one rule alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import blobs, document_filing, documents, members
from hhdesk.care.audit import AuditEntry
from hhdesk.care.blobs import PART, BlobPart
from hhdesk.care.confidentiality import Audience, Consenter, Seal, Segment
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.document_files import FileType, ReceivedFile, received, type_of
from hhdesk.care.document_filing import DocumentDetails, FiledDocument
from hhdesk.care.documents import LARGEST_FILE, DocumentKind
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Name
from hhdesk.errors import (
    BrokenInput,
    ChangedElsewhere,
    InvalidField,
    NotFound,
    NotPermitted,
)
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, NOW, ZONE

TODAY = NOW.astimezone(ZONE).date()
ORDER = DocumentDetails(DocumentKind.CUSTODY_ORDER, "Order", TODAY, "County court")
OWN = Seal(Segment.REPRODUCTIVE, Consenter.YOUTH)


def test_a_file_is_what_its_bytes_are_whatever_its_name_says() -> None:
    heads = {
        b"%PDF-1.7": FileType.PDF,
        b"\0" * 900 + b"%PDF-1.4": FileType.PDF,
        b"\x89PNG\r\n\x1a\n": FileType.PNG,
        b"\xff\xd8\xff\xe0": FileType.JPEG,
        b"II*\0": FileType.TIFF,
        b"MZ\x90\0": FileType.OTHER,
        b"<svg onload=1>": FileType.OTHER,
    }
    assert {head: type_of(head) for head in heads} == heads
    assert received("order.pdf\n.exe", b"MZ").facts.type is FileType.OTHER
    assert received("order.pdf\n.exe", b"MZ").facts.name == "order.pdf.exe"


@pytest.mark.parametrize("size", [0, LARGEST_FILE + 1])
def test_an_empty_and_a_too_large_file_are_refused(size: int) -> None:
    with pytest.raises(InvalidField):
        received("scan.pdf", bytes(size))


def test_a_photo_that_nobody_could_look_at_is_refused_with_what_to_do() -> None:
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    with pytest.raises(InvalidField, match="Send it as JPEG"):
        received("IMG_0001.jpg", heic)
    film = b"\0\0\0\x18ftypisom\0\0\0\0"
    assert received("film.mp4", film).facts.type is FileType.OTHER


class Desk:
    def __init__(self, database: Database) -> None:
        self.database = database
        with database.transaction(ACTOR_ID) as session:
            child = MemberDetails(Name("Mateo", "Ruiz"), date(2012, 5, 14))
            self.member_id = members.create(session, child, ACTOR_ID)

    def keep(self, file: ReceivedFile, *, leave_out: int | None = None) -> None:
        for number in range(-(-file.facts.size // PART)):
            part = file.content[number * PART : (number + 1) * PART]
            if number != leave_out:
                with self.database.transaction(ACTOR_ID) as session:
                    blobs.keep_part(session, file.facts.sha256, number, part)

    def file(
        self, details: DocumentDetails = ORDER, content: bytes = b"%PDF-1.7"
    ) -> FiledDocument:
        one = received("scan.pdf", content)
        self.keep(one)
        with self.database.transaction(ACTOR_ID) as session:
            return document_filing.file(session, self.member_id, details, one.facts)

    def listed(self) -> list[UUID]:
        with self.database.reading() as session:
            return [
                one.id for one in document_filing.of_member(session, self.member_id)
            ]

    def acts(self) -> list[str]:
        with self.database.reading() as session:
            acts = select(AuditEntry.act).order_by(AuditEntry.seq)
            return [act for act in session.scalars(acts) if "document" in act]


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_a_large_file_comes_in_parts_and_is_read_whole(desk: Desk) -> None:
    content = b"%PDF-" + bytes(range(256)) * 10_000
    row = desk.file(content=content)
    with desk.database.transaction(ACTOR_ID) as session:
        assert document_filing.view(session, row.id).content == content
        (exported,) = documents.of_member(session, desk.member_id)
        same = document_filing.same_file(session, desk.member_id, blobs.digest(content))
    assert exported.attachments[0].content == content
    assert [one.id for one in same] == [row.id]
    assert row.filed_at.utcoffset() == NOW.astimezone(ZONE).utcoffset()
    assert desk.acts() == ["document.file", "document.view"]


def test_a_file_of_which_a_part_is_missing_is_not_filed(desk: Desk) -> None:
    one = received("scan.pdf", b"%PDF-" + bytes(3 * PART))
    desk.keep(one, leave_out=1)
    with (
        pytest.raises(BrokenInput),
        desk.database.transaction(ACTOR_ID) as session,
    ):
        document_filing.file(session, desk.member_id, ORDER, one.facts)
    with desk.database.transaction(ACTOR_ID) as session:
        blobs.drop_parts(session, one.facts.sha256)
        assert session.scalars(select(BlobPart.number)).all() == []
    assert desk.listed() == []


def test_what_was_taken_out_comes_back_and_a_stale_save_is_refused(desk: Desk) -> None:
    row = desk.file()
    with desk.database.transaction(ACTOR_ID) as session:
        document_filing.void(session, row.id, "Wrong child", seen=row.version)
    assert desk.listed() == []
    with pytest.raises(NotFound), desk.database.transaction(ACTOR_ID) as session:
        document_filing.view(session, row.id)
    with desk.database.transaction(ACTOR_ID) as session:
        back = document_filing.put_back(session, row.id)
    with (
        pytest.raises(ChangedElsewhere),
        desk.database.transaction(ACTOR_ID) as session,
    ):
        document_filing.change(session, row.id, ORDER, seen=row.version)
    later = replace(ORDER, dated_on=TODAY + timedelta(days=1))
    with pytest.raises(InvalidField), desk.database.transaction(ACTOR_ID) as session:
        document_filing.change(session, row.id, later, seen=back.version)


def test_a_copy_leaves_by_the_one_rule_and_is_in_the_accounting(desk: Desk) -> None:
    row = desk.file(replace(ORDER, seal=OWN))
    with pytest.raises(NotPermitted), desk.database.transaction(ACTOR_ID) as session:
        document_filing.hand_out(session, row.id, Audience.FAMILY, "Lucía")
    with desk.database.transaction(ACTOR_ID) as session:
        document_filing.hand_out(session, row.id, Audience.YOUTH, "Mateo")
    with desk.database.reading() as session:
        (told,) = session.scalars(select(Disclosure))
        assert (told.audience, told.what, told.seal) == (
            Audience.YOUTH,
            "document",
            OWN,
        )
