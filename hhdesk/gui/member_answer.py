"""What the records answer to a list or a search of members, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, NamedTuple
from uuid import UUID

from hhdesk.care import member_list, member_list_keys, search
from hhdesk.care.member_list import MemberRow
from hhdesk.care.member_list_filter import Part
from hhdesk.care.member_list_keys import Asked
from hhdesk.care.search import SearchAnswer
from hhdesk.gui.paged_rows import PAGE
from hhdesk.i18n import _, ngettext


@dataclass(frozen=True)
class Found:
    """An answer, what was asked, and how long the records took."""

    text: str
    answer: SearchAnswer
    milliseconds: float


def find(session: Any, text: str) -> Found:
    begun = perf_counter()
    answer = search.find(session, text)
    return Found(text, answer, (perf_counter() - begun) * 1000)


@dataclass(frozen=True)
class ListAnswer:
    """A list with its first rows. `more`: the text finds more than are listed. `total`
    is None where only the search was asked."""

    asked: Asked
    keys: Sequence[UUID]
    first: tuple[MemberRow | None, ...]
    milliseconds: float
    corrected: str | None = None
    total: int | None = None
    left: Mapping[Part, int] = field(default_factory=dict)
    more: bool = False

    @property
    def query(self) -> str:
        """What is marked in the rows."""
        return self.corrected or self.asked.text


def answer(session: Any, asked: Asked) -> ListAnswer:
    """A text alone asks the search; filters and orders ask for all keys."""
    return _found(session, asked) if asked.only_text else _listed(session, asked)


def _found(session: Any, asked: Asked) -> ListAnswer:
    found = find(session, asked.text)
    hits = found.answer.hits
    return ListAnswer(
        asked,
        [hit.member_id for hit in hits],
        tuple(MemberRow(hit) for hit in hits),
        found.milliseconds,
        found.answer.corrected,
        more=len(hits) == search.MOST_HITS,
    )


def _listed(session: Any, asked: Asked) -> ListAnswer:
    begun = perf_counter()
    listed = member_list_keys.listed(session, asked)
    spent = (perf_counter() - begun) * 1000
    first = member_list.rows(session, listed.keys[:PAGE], ())
    told = listed.corrected, listed.total, listed.left
    return ListAnswer(asked, listed.keys, first, spent, *told)


def found_words(shown: ListAnswer | None) -> str:
    """How many a text finds, and how fast."""
    if shown is None or not shown.asked.text:
        return ""
    count = len(shown.keys)
    more = "+" if shown.more else ""
    words = ngettext("{n} found", "{n} found", count).format(n=f"{count:,}{more}")
    words += f" · {shown.milliseconds:.0f} ms"
    if shown.corrected:
        words += " · " + _("shown for “{text}”").format(text=shown.corrected)
    return words


def count_words(shown: ListAnswer | None, total: int | None) -> str:
    """How many there are, and how many of them the filters leave."""
    if total is None:
        return ""
    if shown is None or not shown.asked.wanted.parts:
        return f"{total:,}"
    words = _("{shown} of {total}")
    return words.format(shown=f"{len(shown.keys):,}", total=f"{total:,}")


class Nobody(NamedTuple):
    """What is said where nobody is listed: an icon, and what to do."""

    icon: str
    title: str
    hint: str
    button: str


def nobody(asked: Asked) -> Nobody:
    if asked.wanted.parts:
        hint = _("Take away one of the filters above, or all of them.")
        title = _("No member passes these filters")
        return Nobody("search", title, hint, _("Clear filters"))
    if asked.text:
        title = _("Nobody found for “{text}”").format(text=asked.text)
        hint = _("Try fewer letters, the birth date, or the caregiver's phone.")
        return Nobody("search", title, hint, _("New member"))
    hint = _("Enter the first child, or import records.")
    return Nobody("users", _("No members yet"), hint, _("New member"))
