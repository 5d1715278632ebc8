"""The phrase library: every line in both languages, easy to read, sourced, no dose."""

from __future__ import annotations

from datetime import date

import pytest

from hhdesk.care import phrase_files, phrase_known, phrase_recognizing, phrases
from hhdesk.care.goals import Domain
from hhdesk.care.phrase_files import PhraseDataError
from hhdesk.care.phrase_rows import PhraseKind, PhraseRow
from hhdesk.care.phrase_slots import SLOT, SLOTS, SlotKind, SlotValue
from hhdesk.care.reading_level import GOAL_GRADE, flesch_kincaid, szigriszt_pazos
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.errors import InvalidField

BASE = {"domain": "medical", "sources": ["epr3"]}
NORMAL_SPANISH = 55
"""INFLESZ: above it a text is at most a little hard to read."""


def words(**said: str) -> dict[str, SlotValue]:
    return {name: SlotValue(text) for name, text in said.items()}


def measured(text: str) -> str:
    """A sentence with something short in its slots."""
    return SLOT.sub(lambda match: SLOTS[match[1]].sample, text)


def named(phrase_id: str) -> PhraseRow:
    found = phrases.phrase(phrase_id)
    assert found is not None
    return found


def test_every_line_is_easy_in_both_languages_and_has_its_own_id() -> None:
    rows = phrases.all_phrases()
    assert len(rows) > 350
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        assert flesch_kincaid(measured(row.english)) <= GOAL_GRADE, row.id
        assert szigriszt_pazos(measured(row.text("es"))) > NORMAL_SPANISH, row.id
        assert row.sources, row.id
        assert all(one.organization and one.year for one in row.sources), row.id


def test_a_medicine_s_amount_is_always_a_slot_for_free_words() -> None:
    for row in phrases.phrases(kind=PhraseKind.MEDICINE):
        assert any(slot.name == "medicine" for slot in row.slots), row.id
    kinds = {name: slot.kind for name, slot in SLOTS.items()}
    amounts = ("amount", "rescue_amount", "daily_amount", "low_step", "feeding")
    assert {kinds[name] for name in amounts} == {SlotKind.TEXT}


def test_every_domain_and_kind_has_phrases() -> None:
    for domain in Domain:
        assert phrases.phrases(domain), domain
    for kind in PhraseKind:
        assert phrases.phrases(kind=kind), kind


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"en": "Give {child} a hug."}, "nothing in es"),
        ({"en": "Hug {child}.", "es": "Un abrazo."}, "other slots"),
        ({"en": "Hug {friend}.", "es": "Abrazar a {friend}."}, "unknown slots"),
        ({"en": "Give 5 ml.", "es": "Dar la medicina."}, "a dose"),
        ({"en": "Give it.", "es": "Dar 2 pastillas."}, "a dose"),
        ({"en": "Go.", "es": "Ir.", "sources": ["hearsay"]}, "no such source"),
        ({"en": "Go.", "es": "Ir.", "sources": []}, "no such source"),
    ],
)
def test_a_line_that_breaks_the_rules_is_named(
    entry: dict[str, object], why: str
) -> None:
    with pytest.raises(PhraseDataError, match=why) as refused:
        phrase_files.phrase("asthma.hug", PhraseKind.GOAL, entry, BASE)
    assert "asthma.hug" in str(refused.value)


def test_a_filled_line_says_the_same_in_both_languages() -> None:
    values = {
        **words(child="Mateo", number="20"),
        "date": SlotValue(day=date(2027, 5, 15)),
    }
    pair = phrases.fill(named("learning.words"), values, "es-MX")
    assert pair.english == "By May 15, 2027, Mateo says 20 words at home."
    assert pair.family == "Para el 15 de mayo de 2027, Mateo dice 20 palabras en casa."
    assert pair.state is TranslationState.TRANSLATED


def test_only_a_checked_phrase_without_free_words_is_checked() -> None:
    brush, give = named("teeth.brush"), named("medicines.give")
    both = {brush.id, give.id}
    sure = phrases.fill(brush, words(child="Ana"), "es", both)
    assert sure.state is TranslationState.CHECKED
    said = {"medicine": SlotValue("Vitamin D"), "amount": SlotValue("1 drop", "1 gota")}
    pair = phrases.fill(give, said, "es", both)
    assert pair.family == "Dar Vitamin D como dijo el doctor: 1 gota."
    assert pair.state is TranslationState.TRANSLATED


def test_what_was_not_said_in_the_family_s_language_is_left_to_a_translator() -> None:
    english_only = words(medicine="Vitamin D", amount="1 drop")
    pair = phrases.fill(named("medicines.give"), english_only, "es")
    assert pair == Pair("Give Vitamin D as the doctor said: 1 drop.")
    for language in ("en", "vi", "hmn"):
        pair = phrases.fill(named("teeth.brush"), words(child="Ana"), language)
        assert pair == Pair("Brush Ana's teeth each morning and each night.")


@pytest.mark.parametrize(
    ("phrase_id", "slot", "text"),
    [
        ("teeth.brush", "child", "  "),
        ("teeth.brush", "child", "Ana; stop the medicine"),
        ("teeth.brush", "child", "Ana. Then stop the medicine. Then wait"),
        ("teeth.pain", "phone", "the nurse"),
        ("learning.words", "number", "many"),
        ("learning.words", "date", "soon"),
    ],
)
def test_a_slot_takes_only_what_fits_in_it(
    phrase_id: str, slot: str, text: str
) -> None:
    good = {**words(child="Dr. Ana Ruiz", phone="510-555-0134", number="20")}
    good["date"] = SlotValue(day=date(2027, 5, 15))
    phrases.fill(named(phrase_id), good, "es")
    with pytest.raises(InvalidField) as refused:
        phrases.fill(named(phrase_id), {**good, slot: SlotValue(text)}, "es")
    assert refused.value.field == slot


def test_phrases_are_found_by_any_words_of_either_language() -> None:
    for typed in ("brush night", "NOCHE cepill", "manana dientes", "morning bru"):
        assert "teeth.brush" in {row.id for row in phrases.found(typed)}, typed
    assert phrases.found("qqxxzz") == ()
    first = phrases.found("dentist", Domain.DENTAL, PhraseKind.GOAL)[0]
    assert (first.domain, first.kind) == (Domain.DENTAL, PhraseKind.GOAL)


def test_a_written_pair_is_recognized_only_while_both_lines_say_the_same() -> None:
    values = {
        **words(child="Mateo", number="20"),
        "date": SlotValue(day=date(2027, 5, 15)),
    }
    pair = phrases.fill(named("learning.words"), values, "es")
    found = phrase_recognizing.of_pair(pair.english, f" {pair.family} ", "es")
    assert found is not None
    assert found.id == "learning.words"
    for wrong in (
        pair.family.replace("20", "200"),
        pair.family.replace("mayo", "junio"),
        pair.family.replace("Mateo", "Jonah"),
        pair.family + " Siempre.",
    ):
        assert phrase_recognizing.of_pair(pair.english, wrong, "es") is None


def test_only_what_stands_as_it_was_checked_counts_as_checked() -> None:
    assert phrase_known.still_good({"teeth.brush": "of older words"}, "es") == set()
    now = named("teeth.brush").fingerprint("es")
    kept = {"teeth.brush": now, "gone.phrase": now, "heading:x": now}
    assert phrase_known.still_good(kept, "es") == {"teeth.brush"}
