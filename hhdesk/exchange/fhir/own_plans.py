"""What a plan that this program wrote says beside its goals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hhdesk.care.goals import BarrierKind
from hhdesk.care.imported import ChartWords
from hhdesk.care.imported_words import BarrierFact, LineFact, PlanWords, Spoken
from hhdesk.care.plan_lines import LineKind, School, SchoolPlan
from hhdesk.care.plan_records import PlanStatus
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.ours import day, known_code, only_part, parts, seal, text
from hhdesk.exchange.fhir.references import Index

Json = Mapping[str, Any]

_CHART = {"dosage": "MedicationRequest", "reaction": "AllergyIntolerance"}


def barriers(notes: Iterable[Json]) -> tuple[BarrierFact, ...]:
    """The barriers that this program wrote as notes."""
    found = (only_part(note, "barrier") for note in notes)
    return tuple(
        BarrierFact(kind, text(told.get("note")), day(told.get("resolved")), seal(told))
        for told in found
        if (kind := known_code(told.get("kind"), BarrierKind)) is not None
    )


def plan_words(plan: Json) -> PlanWords | None:
    """What a plan of ours says as a whole; None for others' plans."""
    told = only_part(plan, "plan")
    if not told:
        return None
    notes = plan.get("note", ())
    said = {one.get("field"): one for one in _all(notes, "plan-note")}
    matters, strengths = said.get("what_matters", {}), said.get("strengths", {})
    culture = said.get("culture", {})
    stopped = next(_all(notes, "stopped"), {})
    return PlanWords(
        text(matters.get("english")),
        _spoken(matters),
        text(strengths.get("english")),
        _spoken(strengths),
        day(told.get("review")),
        text(told.get("language")),
        known_code(plan.get("status"), PlanStatus),
        text(culture.get("english")),
        _spoken(culture),
        _school(next(_all(notes, "school"), {})),
        tuple(_lines(notes)),
        day(stopped.get("on")),
        text(stopped.get("reason")),
    )


def _all(notes: Iterable[Json], name: str) -> Iterator[Json]:
    return (one for note in notes for one in parts(note, name))


def _spoken(told: Json) -> Spoken | None:
    said, language = text(told.get("spoken")), text(told.get("language"))
    by = text(told.get("checked-by"))
    return Spoken(language, said, by) if said and language else None


def _school(told: Json) -> School:
    plan = known_code(told.get("plan"), SchoolPlan) or SchoolPlan.NOT_ASKED
    return School(
        text(told.get("called")),
        text(told.get("grade")),
        text(told.get("contact")),
        text(told.get("phone")),
        plan,
    )


def _lines(notes: Iterable[Json]) -> Iterable[LineFact]:
    for told in _all(notes, "plan-line"):
        kind = known_code(told.get("kind"), LineKind)
        if kind is not None:
            yield LineFact(kind, text(told.get("english")), _spoken(told), seal(told))


def chart_words(plan: Json, entry: Entry, index: Index) -> tuple[ChartWords, ...]:
    """The translations of dosages and reactions that stand in the chart."""
    found: list[ChartWords] = []
    for told in parts(plan, "chart-words"):
        field, line = text(told.get("field")), told.get("line")
        spoken = _spoken(told)
        if field in _CHART and spoken is not None and isinstance(line, Mapping):
            key = index.key_of(line, entry, _CHART[field])
            if key is not None:
                found.append(ChartWords(key, field, text(told.get("english")), spoken))
    return tuple(found)
