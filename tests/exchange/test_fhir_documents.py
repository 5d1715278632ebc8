"""Documents: what is inside is kept and checked, what is elsewhere is not fetched."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from hhdesk.care import documents as held
from hhdesk.care.blobs import Blob
from hhdesk.care.confidentiality import Segment
from hhdesk.care.documents import (
    Attachment,
    Document,
    DocumentKind,
    DocumentRow,
    DocumentStatus,
)
from hhdesk.care.members import Member
from hhdesk.exchange.fhir import attachments
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.store.engine import Database
from tests.exchange.clinic_bundle import (
    CHILD,
    DOCTOR,
    TERMS,
    Importer,
    Json,
    changed,
    coded,
    refusals,
)

HOSTILE = b"<script>alert(1)</script>\x00\xff"


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def sha1(content: bytes) -> str:
    return encoded(hashlib.sha1(content).digest())


def document(**attachment: Any) -> Json:
    return {
        "resourceType": "DocumentReference",
        "id": "letter",
        "status": "current",
        "type": coded("http://loinc.org", "18842-5", "Discharge summary"),
        "subject": {"reference": "Patient/ana"},
        "date": "2026-11-20T10:00:00Z",
        "author": [{"reference": "Practitioner/ito"}],
        "description": "After the <b>night</b>",
        "content": [{"attachment": attachment}],
    }


WHOLE = document(
    contentType="text/html",
    data=encoded(HOSTILE),
    hash=sha1(HOSTILE),
    size=len(HOSTILE),
    title="letter.html",
    creation="2026-11-19",
)


def of_child(database: Database) -> tuple[DocumentRow, ...]:
    with database.reading() as session:
        member = session.scalars(select(Member)).one()
        return held.of_member(session, member.id)


def test_a_document_is_held_with_its_file_byte_for_byte(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, DOCTOR, WHOLE)
    (row,) = of_child(database)
    assert (row.kind, row.status) == (
        DocumentKind.DISCHARGE_SUMMARY,
        DocumentStatus.CURRENT,
    )
    assert row.title == "After the <b>night</b>"
    assert (row.dated_on, row.from_whom) == (date(2026, 11, 19), "Mika Ito")
    (file,) = row.attachments
    assert (file.media_type, file.size) == ("text/html", len(HOSTILE))
    assert file.content == HOSTILE


def test_the_same_bytes_are_kept_once(bring_in: Importer, database: Database) -> None:
    bring_in(CHILD, WHOLE, changed(WHOLE, id="copy"))
    with database.reading() as session:
        assert len(session.scalars(select(Blob)).all()) == 1
        assert len(session.scalars(select(Attachment)).all()) == 2


def test_what_stands_elsewhere_is_named_and_never_fetched(
    bring_in: Importer, database: Database
) -> None:
    address = "https://hospital.example/Binary/9"
    away = document(contentType="application/pdf", url=address, size=90)
    report = bring_in(CHILD, away)
    (file,) = of_child(database)[0].attachments
    assert (file.address, file.size, file.here) == (address, 90, False)
    assert report.notes[0].text.endswith("was not fetched: 1")


@pytest.mark.parametrize(
    ("attachment", "element", "word"),
    [
        ({"data": "abc"}, "data", "it is no base64"),
        ({"data": "====", "contentType": "a/b"}, "data", "it is no base64"),
        ({"data": encoded(b"abc"), "size": 4}, "size", "has 3 bytes, and it says 4"),
        ({"data": encoded(b"abc"), "hash": sha1(b"abd")}, "hash", "not what its hash"),
        ({"data": encoded(b"abc"), "hash": "abc"}, "hash", "no base64"),
        ({"url": "data:text/plain;base64,abc"}, "url", "it is no base64"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_with_its_place(
    bring_in: Importer,
    database: Database,
    attachment: Json,
    element: str,
    word: str,
) -> None:
    report = bring_in(CHILD, document(**attachment))
    (line,) = refusals(report)
    assert f"DocumentReference/letter: content[0].attachment.{element}" in line
    assert word in line
    with database.reading() as session:
        assert session.scalars(select(Document)).all() == []


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(Fault, match="larger than 20 MB"):
        attachments.decoded("A" * (held.LARGEST_FILE * 4 // 3 + 8))
    assert len(attachments.decoded("A" * (held.LARGEST_FILE // 3 * 4))) > 0


@pytest.mark.parametrize("kind", [hashlib.sha256, hashlib.sha384, hashlib.sha512])
def test_better_hashes_than_fhir_asks_for_are_checked_too(
    bring_in: Importer, kind: Any
) -> None:
    digest = encoded(kind(b"abc").digest())
    digits = encoded(kind(b"abc").hexdigest().encode())
    for told in (digest, digits):
        assert bring_in(CHILD, document(data=encoded(b"abc"), hash=told)).refused == ()


def test_a_binary_of_the_same_file_is_the_content(
    bring_in: Importer, database: Database
) -> None:
    binary = {
        "resourceType": "Binary",
        "id": "scan",
        "contentType": "image/png",
        "data": encoded(b"\x89PNG"),
    }
    report = bring_in(CHILD, binary, document(url="Binary/scan", contentType="a/b"))
    assert report.notes == ()
    (file,) = of_child(database)[0].attachments
    assert file.content == b"\x89PNG"


def test_content_in_its_own_address_is_read(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, document(url=f"data:text/plain;base64,{encoded(b'hi')}"))
    (file,) = of_child(database)[0].attachments
    assert (file.content, file.address) == (b"hi", "")


def test_a_new_version_changes_its_files_and_the_same_again_nothing(
    bring_in: Importer, database: Database
) -> None:
    bring_in(CHILD, WHOLE)
    other = document(contentType="text/plain", data=encoded(b"second"))
    bring_in(changed(other, status="superseded"))
    (row,) = of_child(database)
    assert row.status is DocumentStatus.SUPERSEDED
    assert [file.content for file in row.attachments] == [b"second"]
    again = bring_in(changed(other, status="superseded"))
    assert [(row.type, row.unchanged) for row in again.types] == [
        ("DocumentReference", 1)
    ]


def test_a_document_s_own_label_seals_it(
    bring_in: Importer, database: Database
) -> None:
    label = coded(f"{TERMS}/v3-Confidentiality", "V")
    bring_in(CHILD, changed(WHOLE, securityLabel=[label]))
    (row,) = of_child(database)
    assert row.seal.segment is Segment.FAMILY_SAFETY


def test_a_paper_about_nobody_is_kept_with_a_word(bring_in: Importer) -> None:
    report = bring_in(changed(WHOLE, subject=None))
    assert [row.text for row in report.kept] == ["it names no patient"]
