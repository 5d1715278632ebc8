"""Reads `resources/instruments/`; refuses a file that breaks an instrument's rules."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias

from hhdesk.assets import resource, resource_bytes
from hhdesk.care.confidentiality import Segment
from hhdesk.care.goals import BarrierKind, Domain
from hhdesk.care.instruments import (
    ANY,
    CHOSEN,
    Band,
    Choice,
    Condition,
    Deed,
    Instrument,
    InstrumentSource,
    Question,
    QuestionKind,
    Scale,
    ScoreDeed,
    Wording,
)

TRANSLATIONS = ("es",)
"""The languages that every question has beside English."""

_FOLDER = "instruments"
_YES_NO = (
    Choice("yes", Wording("Yes", (("es", "Sí"),))),
    Choice("no", Wording("No", (("es", "No"),))),
)

Entry: TypeAlias = Mapping[str, Any]


class InstrumentDataError(ValueError):
    """A file that ships with the program breaks a rule: a bug, found by a test."""


@cache
def instruments() -> tuple[Instrument, ...]:
    """All instruments, by their place in the list; raises InstrumentDataError."""
    found = [
        _read(path.stem, json.loads(resource_bytes(_FOLDER, path.name)))
        for path in sorted(resource(_FOLDER).glob("*.json"))
    ]
    return tuple(one for _place, one in sorted(found, key=lambda pair: pair[0]))


def instrument(instrument_id: str) -> Instrument | None:
    return next((one for one in instruments() if one.id == instrument_id), None)


def _read(instrument_id: str, data: Entry) -> tuple[int, Instrument]:
    try:
        return int(data["place"]), parse(instrument_id, data)
    except (KeyError, TypeError, ValueError) as error:
        raise InstrumentDataError(f"{instrument_id}.json: {error!r}") from error


def parse(instrument_id: str, data: Entry) -> Instrument:
    """One file's instrument, checked; raises KeyError, ValueError."""
    lists = {name: _choices(some) for name, some in data["choices"].items()}
    made = Instrument(
        instrument_id,
        data["edition"],
        _wording(data["title"]),
        _wording(data["about"]),
        Segment(data["segment"]),
        {"published": True, "ours": False}[data["spanish"]],
        InstrumentSource(**data["source"]),
        tuple(_question(one, lists) for one in data["questions"]),
        tuple(map(_scale, data["scales"])),
        tuple(map(_score_deed, data["score_plan"])),
    )
    _check(made)
    return made


def _wording(one: Entry) -> Wording:
    texts = [str(one[tag]).strip() for tag in ("en", *TRANSLATIONS)]
    if not all(texts):
        raise ValueError(f"words are missing beside {texts}")
    return Wording(texts[0], tuple(zip(TRANSLATIONS, texts[1:], strict=True)))


def _choices(some: list[Entry]) -> tuple[Choice, ...]:
    return tuple(Choice(one["code"], _wording(one), one.get("value")) for one in some)


def _question(one: Entry, lists: Mapping[str, tuple[Choice, ...]]) -> Question:
    kind, said = QuestionKind(one["kind"]), one.get("choices", [])
    choices = lists[said] if isinstance(said, str) else _choices(said)
    condition = one.get("asked_if")
    return Question(
        one["id"],
        kind,
        _wording(one),
        _YES_NO if kind is QuestionKind.YES_NO else choices,
        Condition(condition["question"], tuple(condition["any"]))
        if condition
        else None,
        tuple(one.get("safety", ())),
        tuple(map(_deed, one.get("plan", ()))),
        one.get("least", 0),
        one.get("most", 999),
    )


def _deed(one: Entry) -> Deed:
    concern, barrier = one.get("concern"), one.get("barrier")
    return Deed(
        tuple(one.get("when", ())),
        Domain(one["domain"]) if concern else None,
        _wording(concern) if concern else None,
        BarrierKind(barrier) if barrier else None,
        one.get("note_from", ""),
    )


def _scale(one: Entry) -> Scale:
    bands = tuple(
        Band(band["from"], _wording(band), band["positive"]) for band in one["bands"]
    )
    any_counts = one.get("any", False)
    return Scale(
        one["id"], _wording(one["title"]), tuple(one["items"]), bands, any_counts
    )


def _score_deed(one: Entry) -> ScoreDeed:
    return ScoreDeed(one["scale"], one["from"], _deed(one))


def _check(made: Instrument) -> None:
    """Raises ValueError for what cannot be asked, scored or planned as it stands."""
    before: dict[str, Question] = {}
    for one in made.questions:
        _check_question(one, before)
        before[one.id] = one
    source = made.source
    if not (source.name and source.organization and source.terms):
        raise ValueError("a source with its terms is needed")
    for scale in made.scales:
        _check_scale(scale, before)
    scales = {scale.id for scale in made.scales}
    for scored in made.score_deeds:
        if scored.scale not in scales or not _one_thing(scored.deed):
            raise ValueError(f"{scored.scale}: nothing to plan by this score")
    for one in made.questions:
        if any(deed.note_from not in ("", *before) for deed in one.deeds):
            raise ValueError(f"{one.id}: a note from a question that is not there")


def _check_question(one: Question, before: Mapping[str, Question]) -> None:
    known = {choice.code for choice in one.choices}
    if one.id in before or len(known) != len(one.choices):
        raise ValueError(f"{one.id}: twice")
    if bool(known) != (one.kind in CHOSEN):
        raise ValueError(f"{one.id}: choices do not belong to {one.kind}")
    if one.asked_if and one.asked_if.question not in (ANY, *before):
        raise ValueError(f"{one.id}: asked after a question that comes later")
    if one.asked_if and one.asked_if.question in before:
        asked = before[one.asked_if.question]
        if not set(one.asked_if.codes) <= {choice.code for choice in asked.choices}:
            raise ValueError(f"{one.id}: asked after an answer that nobody can give")
    wanted = set(one.safety).union(*(deed.when for deed in one.deeds))
    if not wanted <= known or not all(map(_one_thing, one.deeds)):
        raise ValueError(f"{one.id}: a deed or danger without its answer")
    if one.safety and one.deeds:
        raise ValueError(f"{one.id}: danger is acted on now, not planned")


def _one_thing(deed: Deed) -> bool:
    return (deed.concern is None) != (deed.barrier is None)


def _check_scale(scale: Scale, questions: Mapping[str, Question]) -> None:
    for item in scale.items:
        if any(choice.value is None for choice in questions[item].choices):
            raise ValueError(f"{scale.id}: {item} has an answer without points")
    starts = [band.least for band in scale.bands]
    if not starts or starts[0] != 0 or starts != sorted(set(starts)):
        raise ValueError(f"{scale.id}: bands that do not rise from 0")
