"""Hospital stays and documents on the member page's first tab; hidden while none."""

from __future__ import annotations

from hhdesk.care.documents import DOCUMENT_KIND_WORDS, DocumentRow, DocumentStatus
from hhdesk.care.member_page import MemberPage
from hhdesk.care.stays import STAY_KIND_WORDS, STAY_STATUS_WORDS, StayRow, StayStatus
from hhdesk.gui import states, stay_words
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import State
from hhdesk.i18n import _, format_date, ngettext

_SHOWN = 5
"""Of the latest; how many more there are is said."""


def stays(card: Card, page: MemberPage) -> None:
    """The latest hospital stays."""
    rows = page.facts.stays
    card.setVisible(bool(rows))
    card.say(_("Hospital stays"))
    for row in rows[:_SHOWN]:
        card.add(_stay(row))
    _say_more(card, len(rows))


def term(row: StayRow) -> str:
    """From when to when, as far as it is known."""
    begins = format_date(row.begins_on) if row.begins_on else ""
    ends = format_date(row.ends_on) if row.ends_on else ""
    if begins and ends and begins != ends:
        return _("{first} to {last}").format(first=begins, last=ends)
    return begins or ends


def _stay(row: StayRow) -> Line:
    kind = _(STAY_KIND_WORDS[row.kind])
    title = f"{kind} · {row.place}" if row.place else kind
    more = (term(row), row.reason, row.disposition)
    chips = [stay_words.returned(row), states.seal(row.seal)]
    if row.status in {StayStatus.IN_PROGRESS, StayStatus.PLANNED}:
        chips.insert(0, State(_(STAY_STATUS_WORDS[row.status]), "warning", "clock"))
    return Line(title, " · ".join(part for part in more if part), chips)


def documents(card: Card, page: MemberPage) -> None:
    """The latest documents that are not replaced by newer ones."""
    current = DocumentStatus.CURRENT
    rows = [row for row in page.facts.documents if row.status is current]
    card.setVisible(bool(rows))
    card.say(_("Documents"))
    for row in rows[:_SHOWN]:
        card.add(_document(row))
    _say_more(card, len(rows))


def _document(row: DocumentRow) -> Line:
    kind = _(DOCUMENT_KIND_WORDS[row.kind])
    day = format_date(row.dated_on) if row.dated_on else ""
    more = (kind if row.title else "", day, row.from_whom)
    detail = " · ".join(part for part in more if part)
    return Line(row.title or kind, detail, [states.seal(row.seal)])


def _say_more(card: Card, count: int) -> None:
    n = count - _SHOWN
    if n > 0:
        card.add_muted(ngettext("{n} more", "{n} more", n).format(n=n))
