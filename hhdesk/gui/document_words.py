"""How a document is told in words: what it is, its day, how large its file is."""

from __future__ import annotations

from datetime import date

from hhdesk.care.document_filing import FiledDocument
from hhdesk.care.documents import DOCUMENT_KIND_WORDS, DocumentRow
from hhdesk.gui import days, states
from hhdesk.gui.chip import State
from hhdesk.i18n import _, format_date

_MB, _KB = 2**20, 2**10


def title(row: DocumentRow) -> str:
    """Its own title, or else its kind."""
    return row.title or _(DOCUMENT_KIND_WORDS[row.kind])


def kind(row: DocumentRow) -> str:
    """Its kind, where the title does not say it already."""
    return _(DOCUMENT_KIND_WORDS[row.kind]) if row.title else ""


def day(row: DocumentRow) -> str:
    return format_date(row.dated_on) if row.dated_on else ""


def detail(row: DocumentRow) -> str:
    """Kind, day and from whom, in one line."""
    return " · ".join(part for part in (kind(row), day(row), row.from_whom) if part)


def typed_day(value: date | None) -> str:
    """As it stands in a field."""
    return days.typed(value)


def size(count: int) -> str:
    """Bytes as people say them."""
    if count >= _MB:
        return _("{n} MB").format(n=f"{count / _MB:.1f}")
    return _("{n} KB").format(n=max(count // _KB, 1))


def state(filed: FiledDocument) -> State:
    """That it is sealed, that its file is missing, or nothing."""
    seal = states.seal(filed.document.seal)
    if seal.word:
        return seal
    if filed.file is not None:
        return State("")
    if filed.document.attachments:
        return State(_("The file is elsewhere"), "neutral", "info")
    return State(_("No file yet"), "warning", "upload")
