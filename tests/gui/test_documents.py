"""Documents come in from files, drops and scans; hostile ones are only looked at."""

from __future__ import annotations

import socket
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from hhdesk.care.blobs import PART
from hhdesk.care.confidentiality import Audience, Consenter, Segment
from hhdesk.care.document_files import FileType, type_of
from hhdesk.care.documents import DocumentKind
from hhdesk.exchange import scan_folder
from hhdesk.gui import document_pages
from hhdesk.gui.document_form import DocumentForm
from hhdesk.gui.document_pages import MOST_PIXELS, draw
from hhdesk.gui.document_view import DocumentView
from hhdesk.gui.member_documents import REASONS, MemberDocuments
from hhdesk.gui.shots_documents import pdf
from hhdesk.gui.workstation import Workstation
from tests.gui.conftest import workday
from tests.gui.sample import Sample


def made(*objects: str, trailer: str = "/Root 1 0 R") -> bytes:
    """A PDF of these objects, counted from 1, its table left to the reader to mend."""
    body = "".join(
        f"{number} 0 obj\n{one}\nendobj\n" for number, one in enumerate(objects, 1)
    )
    return f"%PDF-1.7\n{body}trailer\n<<{trailer}>>\n%%EOF\n".encode()


PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size} {size}]{more}>>"


def hostile(port: int, secret: Path) -> bytes:
    """Calls a server, opens a file and runs scripts when it is opened and looked at."""
    call = f"/S/URI/URI(http://127.0.0.1:{port}/)"
    script = f"/S/JavaScript/JS(app.launchURL('http://127.0.0.1:{port}/'))"
    send = f"/S/SubmitForm/F(http://127.0.0.1:{port}/)"
    link = f"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<<{call}>>>>]"
    opened = f"/AA<</O<<{script}>>/C<<{send}>>>>"
    return made(
        f"<</Type/Catalog/Pages 2 0 R/OpenAction<<{script}/Next<</S/Launch"
        f"/F({secret})>>>>>>",
        PAGES,
        PAGE.format(size=200, more=link + opened),
    )


def test_a_pdf_that_calls_out_is_only_painted(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        drawn = draw(hostile(server.getsockname()[1], secret), FileType.PDF, 0, 300)
        assert drawn.image is not None
        with pytest.raises(BlockingIOError):
            server.accept()


def bomb(width: int, height: int) -> bytes:
    """A picture of few bytes that says it has very many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        total = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + total

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    head = chunk(b"IHDR", size + b"\x08\x02\0\0\0")
    pixels = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b"")


def scan(width: int, height: int, pages: int = 1) -> bytes:
    """A TIFF of grey pages, each with one byte of a picture."""
    out = bytearray(b"II*\0\x08\0\0\0")
    for page in range(1, pages + 1):
        data = len(out) + 2 + 9 * 12 + 4
        following = data + 1 if page < pages else 0
        entries = (
            *((256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1)),
            *((273, 4, data), (277, 3, 1), (278, 4, height), (279, 4, 1)),
        )
        out += struct.pack("<H", len(entries))
        for tag, kind, value in entries:
            out += struct.pack("<HHII", tag, kind, 1, value)
        out += struct.pack("<I", following) + b"\x7f"
    return bytes(out)


def pages_without_end() -> bytes:
    """Nine levels of ten branches each, all of them the same: 10^9 pages."""
    branches = [
        f"<</Type/Pages/Kids[{f'{level + 3} 0 R ' * 10}]/Count {10 ** (9 - level)}>>"
        for level in range(9)
    ]
    leaf = "<</Type/Page/Parent 10 0 R/MediaBox[0 0 200 200]>>"
    return made("<</Type/Catalog/Pages 2 0 R>>", *branches, leaf)


LOCKED = made(
    "<</Type/Catalog/Pages 2 0 R>>",
    PAGES,
    PAGE.format(size=200, more=""),
    f"<</Filter/Standard/V 1/R 2/O<{'ab' * 32}>/U<{'cd' * 32}>/P -4>>",
    trailer="/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]",
)
TROUBLES = {
    "locked": (LOCKED, document_pages.LOCKED),
    "broken": (b"%PDF-1.7 and nothing else", document_pages.BROKEN),
    "bomb": (bomb(60_000, 60_000), document_pages.TOO_LARGE),
    "half a pdf": (LOCKED[:70], document_pages.BROKEN),
    "pages without end": (pages_without_end(), document_pages.BROKEN),
    "a scan too large": (scan(60_000, 60_000), document_pages.TOO_LARGE),
    "more than the memory": (scan(13_000, 13_000), document_pages.TOO_LARGE),
    "half a picture": (b"\x89PNG\r\n\x1a\n half", document_pages.BROKEN),
    "a program": (b"MZ\x90", document_pages.NOT_SHOWN),
    "drawn with scripts": (b"<svg onload='x()'/>", document_pages.NOT_SHOWN),
}


@pytest.mark.parametrize("name", sorted(TROUBLES))
@pytest.mark.qt_log_level_fail("CRITICAL")
def test_what_cannot_be_shown_says_so_in_one_sentence(name: str) -> None:
    content, sentence = TROUBLES[name]
    drawn = draw(content, type_of(content), 0, 600)
    assert (drawn.image, drawn.trouble) == (None, sentence)


def test_a_scan_of_many_pages_is_shown_page_by_page() -> None:
    pages = scan(1, 1, pages=300)
    drawn = draw(pages, FileType.TIFF, 299, 600)
    assert drawn.image is not None
    assert drawn.pages == 300
    assert draw(pages, FileType.TIFF, 300, 600).trouble == document_pages.BROKEN


def test_a_page_as_large_as_a_house_is_drawn_no_larger_than_a_screen() -> None:
    huge = made(
        "<</Type/Catalog/Pages 2 0 R>>", PAGES, PAGE.format(size=14_400, more="")
    )
    drawn = draw(huge, FileType.PDF, 0, 100_000)
    assert drawn.image is not None
    assert drawn.image.width() * drawn.image.height() <= MOST_PIXELS * 1.01


@pytest.fixture(scope="module")
def workstation(
    qapp: QApplication,
    furnished: tuple[Path, Sample],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Workstation]:
    """One window for all; each test takes a child of its own."""
    with workday(qapp, furnished[0], tmp_path_factory.mktemp("documents")) as made:
        yield made


@pytest.fixture(scope="module")
def children(people: Sample) -> Iterator[UUID]:
    return iter((people.mateo, people.jonah, *people.others))


@pytest.fixture
def tab(workstation: Workstation, children: Iterator[UUID]) -> MemberDocuments:
    workstation.open_member(next(children), "documents")
    page = workstation.window.pages.currentWidget()
    found = page.documents  # type: ignore[union-attr]
    assert isinstance(found, MemberDocuments)
    return found


def form_of(workstation: Workstation) -> DocumentForm:
    form = workstation.forms.documents.dialog
    assert isinstance(form, DocumentForm)
    return form


def drop(tab: MemberDocuments, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    tab.dropEvent(QDropEvent(QPointF(), copy, data, left, none))


def save(form: DocumentForm, kind: DocumentKind = DocumentKind.IEP) -> None:
    form.fields.put({**form.values(), "kind": kind.value, "title": "Plan"})
    form.save()


def test_dropped_files_are_filed_one_after_the_other_and_seen(
    workstation: Workstation, tab: MemberDocuments, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.pdf"
    first.write_bytes(pdf(("One", "Two")) + bytes(2 * PART))
    second.write_bytes(b"%PDF-1.7 and nothing else")
    drop(tab, first, second)
    form = form_of(workstation)
    form.save()
    assert form.fields.values()["kind"] == ""
    assert form.isVisible()
    save(form)
    save(form_of(workstation), DocumentKind.LETTER)
    assert [row.document.kind for row in tab.rows or ()] == [
        DocumentKind.LETTER,
        DocumentKind.IEP,
    ]
    tab.table.choose(1)
    tab.open_chosen()
    view = workstation.forms.documents.dialog
    assert isinstance(view, DocumentView)
    assert view.pages_label.text() == "Page 1 of 2"
    view.turn(+1)
    assert view.pages_label.text() == "Page 2 of 2"
    assert view.windowTitle() == "Document"
    view.accept()
    drop(tab, first)
    assert "Plan" in form_of(workstation).notice.text()
    form_of(workstation).reject()


@pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard)", extend=True
)
def test_a_scan_is_deleted_from_its_folder_only_when_somebody_says_so(
    workstation: Workstation, tab: MemberDocuments, tmp_path: Path
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    scan = folder / "scan.pdf"
    scan.write_bytes(pdf())
    (folder / "link.pdf").symlink_to(scan)
    assert workstation.desk is not None
    workstation.desk.scan_folder = str(folder)
    tab.look_at_scans()
    assert tab.scans is not None
    (line,) = tab.scans.actions()
    tab.scans.hide()
    line.trigger()
    save(form_of(workstation))
    assert scan.exists()
    assert tab.scan_frame.isVisible()
    tab.delete_button.click()
    assert not scan.exists()
    assert tab.scan_frame.isHidden()
    assert scan_folder.listed(folder) == ()


def test_a_sealed_document_does_not_leave_for_the_family(
    workstation: Workstation,
    tab: MemberDocuments,
    tmp_path: Path,
) -> None:
    picture = QImage(40, 60, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    QGuiApplication.clipboard().setImage(picture)
    tab.paste()
    form = form_of(workstation)
    form.seal_field.segment.choose(Segment.REPRODUCTIVE)
    form.seal_field.consenter.choose(Consenter.YOUTH)
    save(form)
    tab.open_chosen()
    view = workstation.forms.documents.dialog
    assert isinstance(view, DocumentView)
    assert view.drawn is not None
    assert view.drawn.image is not None
    copy = tmp_path / "copy.png"
    view.audience_field.choose(Audience.FAMILY)
    view.save_to(copy)
    assert not copy.exists()
    assert view.notice.text() == "Only the youth consented to this care."
    view.audience_field.choose(Audience.YOUTH)
    view.save_to(copy)
    assert type_of(copy.read_bytes()) is FileType.PNG
    view.accept()


def test_what_was_taken_out_is_put_back_with_undo(
    workstation: Workstation,
    tab: MemberDocuments,
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf())
    drop(tab, file)
    save(form_of(workstation))
    undo: list[object] = []
    assert workstation.desk is not None
    workstation.desk.said.connect(lambda _words, act, _button: undo.append(act))
    tab.take_out(REASONS[0])
    assert tab.rows == ()
    (act,) = undo
    assert callable(act)
    act()
    assert tab.rows is not None
    assert len(tab.rows) == 1
