"""Languages in FHIR: BCP 47 codes, older codes, or words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from hhdesk.care.person import Interpreter, Languages
from hhdesk.exchange.fhir.concepts import codings, extension, words
from hhdesk.i18n import PAPER_LANGUAGES, find_language

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

# ISO 639-2, bibliographic and terminological, of the languages that families here
# speak; other three-letter codes stand in BCP 47 as they are.
_THREE_LETTERS = {
    "ara": "ar", "arm": "hy", "ben": "bn", "chi": "zh", "deu": "de", "dut": "nl",
    "ell": "el", "eng": "en", "fas": "fa", "fra": "fr", "fre": "fr", "ger": "de",
    "gre": "el", "hat": "ht", "hin": "hi", "hye": "hy", "ita": "it", "jpn": "ja",
    "khm": "km", "kor": "ko", "lao": "lo", "nld": "nl", "pan": "pa", "per": "fa",
    "pol": "pl", "por": "pt", "rus": "ru", "spa": "es", "tgl": "tl", "tha": "th",
    "ukr": "uk", "urd": "ur", "vie": "vi", "yid": "yi", "zho": "zh",
}  # fmt: skip

_INTERPRETER_REQUIRED = (
    "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"
)
_INTERPRETER_NEEDED = (
    "http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed"
)
_PROFICIENCY = "http://hl7.org/fhir/StructureDefinition/patient-proficiency"
# HL7 v3 LanguageAbilityMode: expressed and received in writing.
_IN_WRITING = {"EWR", "RWR"}
# SNOMED CT's yes and no, as US Core has them.
_ANSWERS = {
    "373066001": Interpreter.NEEDED,
    "373067005": Interpreter.NOT_NEEDED,
}


@cache
def tag_of(code: str) -> str:
    """A code as BCP 47 writes it, in the form that papers know; empty for no code."""
    code = code.strip().replace("_", "-")
    if not _TAG.fullmatch(code):
        return ""
    first, *rest = code.split("-")
    first = _THREE_LETTERS.get(first.lower(), first.lower())
    found = find_language("-".join([first, *rest]))
    return found.id if found else "-".join([first, *map(_subtag, rest)])


def _subtag(text: str) -> str:
    if len(text) == 4 and text.isalpha():
        return text.title()
    return text.upper() if len(text) == 2 else text.lower()


def language_named(text: str) -> str:
    """The language of an English or own name ("Spanish", "español")."""
    wanted = text.casefold()
    for language in PAPER_LANGUAGES.values():
        if wanted in {language.name.casefold(), language.own_name.casefold()}:
            return language.id
    return ""


def _language(concept: Mapping[str, Any]) -> str:
    tags = (tag_of(code) for _, code, _ in codings(concept))
    return next((tag for tag in tags if tag), "") or language_named(words(concept))


def interpreter(person: Mapping[str, Any]) -> Interpreter:
    """Whether the record asks for an interpreter."""
    required = extension(person, _INTERPRETER_REQUIRED)
    if required and "valueBoolean" in required:
        needed = required["valueBoolean"]
        return Interpreter.NEEDED if needed else Interpreter.NOT_NEEDED
    answer = extension(person, _INTERPRETER_NEEDED) or {}
    code = answer.get("valueCoding", {}).get("code", "")
    return _ANSWERS.get(code, Interpreter.NOT_ASKED)


def languages(person: Mapping[str, Any]) -> Languages | None:
    """The preferred language first, spoken and written; None where none is named."""
    communication = sorted(
        person.get("communication", ()), key=lambda one: not one.get("preferred", False)
    )
    tags = [_language(one.get("language", {})) for one in communication]
    found = list(dict.fromkeys(tag for tag in tags if tag))
    help_with = interpreter(person)
    if not found:
        if help_with is Interpreter.NOT_ASKED:
            return None
        return Languages(interpreter=help_with)
    written = _written(communication) or found[0]
    others = tuple(tag for tag in found[1:] if tag != written)
    return Languages(found[0], written, help_with, others)


def _written(communication: list[Mapping[str, Any]]) -> str:
    """The first language that is said to be written or read; empty where none is."""
    for one in communication:
        for proficiency in one.get("extension", ()):
            if proficiency.get("url") != _PROFICIENCY:
                continue
            kind = extension(proficiency, "type") or {}
            if kind.get("valueCoding", {}).get("code") in _IN_WRITING:
                return _language(one.get("language", {}))
    return ""
