"""The acts of a child's documents: filed, changed, taken out, looked at, handed out."""

from __future__ import annotations

from hhdesk.care import blobs, document_filing
from hhdesk.care.confidentiality import Audience
from hhdesk.care.document_files import ReceivedFile, received
from hhdesk.care.document_filing import DocumentDetails, FiledDocument
from hhdesk.care.documents import DocumentKind
from tests.care.act_desk import Desk, words
from tests.care.acts import Case

DETAILS = DocumentDetails(DocumentKind.IEP, words("plan"), None, words("school"))


def _kept(desk: Desk) -> ReceivedFile:
    one = received(words("scan.pdf"), f"%PDF-1.7 {words()}".encode())
    blobs.keep_part(desk.session, one.facts.sha256, 0, one.content)
    return one


def _filed(desk: Desk) -> FiledDocument:
    facts = _kept(desk).facts
    return document_filing.file(desk.session, desk.member_id, DETAILS, facts)


def _attached(desk: Desk) -> None:
    desk.act(document_filing.attach, _filed(desk), DETAILS, _kept(desk).facts)


def _taken_out(desk: Desk) -> FiledDocument:
    row = _filed(desk)
    desk.act(document_filing.void, row, words("wrong child"))
    return row


CASES: tuple[Case, ...] = (
    Case("document_filing.file", "document.file", _filed),
    Case("document_filing.attach", "document.attach", _attached),
    Case(
        "document_filing.change",
        "document.change",
        lambda desk: desk.act(document_filing.change, _filed(desk), DETAILS),
    ),
    Case("document_filing.void", "document.void", _taken_out),
    Case(
        "document_filing.put_back",
        "document.put_back",
        lambda desk: document_filing.put_back(desk.session, _taken_out(desk).id),
    ),
    Case(
        "document_filing.view",
        "document.view",
        lambda desk: document_filing.view(desk.session, _filed(desk).id),
    ),
    Case(
        "document_filing.hand_out",
        "disclosure.make",
        lambda desk: document_filing.hand_out(
            desk.session, _filed(desk).id, Audience.CARE_TEAM, words("Shah")
        ),
    ),
)
