"""The phrase library: finding a sentence and filling its slots, in two languages.

Its data lie in `resources/plans/`, read and validated once. Their translations ship
as translated, not checked by a qualified reader; each clinic checks for itself.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from hhdesk.care import phrase_files, phrase_slots, template_files
from hhdesk.care.goals import Domain
from hhdesk.care.phrase_rows import PhraseKind, PhraseRow
from hhdesk.care.phrase_slots import SLOT, Slot, SlotKind, SlotValue, Values
from hhdesk.care.search_words import words
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.i18n import N_

LIBRARY = N_("Phrase library")
"""Who translated a sentence that came from here."""

_OPEN = "____"


@cache
def all_phrases() -> tuple[PhraseRow, ...]:
    """Those of the library and of every template: whatever can be checked.

    Raises phrase_files.PhraseDataError for a file that breaks the library's rules.
    """
    rows = list(phrase_files.library())
    for template in template_files.templates():
        rows += template.phrases()
    return tuple(rows)


@cache
def _by_id() -> dict[str, PhraseRow]:
    return {row.id: row for row in all_phrases()}


def phrase(phrase_id: str) -> PhraseRow | None:
    return _by_id().get(phrase_id)


def phrases(
    domain: Domain | None = None, kind: PhraseKind | None = None
) -> tuple[PhraseRow, ...]:
    """All phrases, or those about one domain or of one kind."""
    return tuple(
        row
        for row in all_phrases()
        if domain in (None, row.domain) and kind in (None, row.kind)
    )


@cache
def _words_of(row: PhraseRow) -> frozenset[str]:
    """Folded words of every language of a phrase, without its slots."""
    texts = [row.english, *(text for _language, text in row.translations)]
    return frozenset(word for text in texts for word in words(SLOT.sub(" ", text)))


def found(
    query: str, domain: Domain | None = None, kind: PhraseKind | None = None
) -> tuple[PhraseRow, ...]:
    """Phrases that have a word beginning with each typed one, in either language and
    any order; those of the kind and domain that are written come first. A sentence
    that several templates have comes once."""
    typed = words(query)
    hits = [row for row in all_phrases() if _has(row, typed)]
    hits.sort(key=lambda row: _distance(row, domain, kind))
    once: dict[str, PhraseRow] = {}
    for row in hits:
        once.setdefault(row.english, row)
    return tuple(once.values())


def _has(row: PhraseRow, typed: list[str]) -> bool:
    known = _words_of(row)
    return all(any(word.startswith(one) for word in known) for one in typed)


def _distance(
    row: PhraseRow, domain: Domain | None, kind: PhraseKind | None
) -> tuple[bool, bool]:
    return kind not in (None, row.kind), domain not in (None, row.domain)


def fill(
    phrase: PhraseRow,
    values: Values,
    language: str,
    checked: Collection[str] = frozenset(),
) -> Pair:
    """The phrase as a line of a plan whose family reads `language`.

    `checked` are the ids of the phrases that the clinic checked in that language (see
    `phrase_known`): such a line is checked too, unless free words stand in it. Without
    a translation the family's side is empty. Raises InvalidField, whose field is the
    slot's name, for an empty or unfit slot.
    """
    for slot in phrase.slots:
        phrase_slots.check(slot, values.get(slot.name, SlotValue()))
    english = _filled(phrase.english, phrase.slots, values, "en")
    known = phrase_slots.spoken(language)
    text = phrase.text(known) if known != "en" else ""
    family = _filled(text, phrase.slots, values, known) if text else ""
    if not family:
        return Pair(english)
    return Pair(english, family, state_of(phrase, checked), LIBRARY)


def state_of(phrase: PhraseRow, checked: Collection[str]) -> TranslationState:
    """How far a filled line of this phrase may be relied on."""
    free = any(slot.kind is SlotKind.TEXT for slot in phrase.slots)
    sure = phrase.id in checked and not free
    return TranslationState.CHECKED if sure else TranslationState.TRANSLATED


def _filled(text: str, slots: tuple[Slot, ...], values: Values, language: str) -> str:
    """With the values in it; "" where one has no words in this language."""
    said = {
        slot.name: phrase_slots.shown(slot, values[slot.name], language)
        for slot in slots
    }
    return SLOT.sub(lambda match: said[match[1]], text) if all(said.values()) else ""


def gist(phrase: PhraseRow, values: Values, language: str) -> str:
    """The sentence as far as its slots are filled, for showing it."""
    known = phrase_slots.spoken(language)
    if not known:
        return ""
    said = {
        slot.name: phrase_slots.shown(slot, values.get(slot.name, SlotValue()), known)
        for slot in phrase.slots
    }
    return SLOT.sub(lambda match: said[match[1]] or _OPEN, phrase.text(known))
