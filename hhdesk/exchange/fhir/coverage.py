"""Coverage: who pays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hhdesk.care.coverage import CoverageStatus
from hhdesk.care.imported import CoverageFact
from hhdesk.exchange.fhir import ours
from hhdesk.exchange.fhir.concepts import all_codings, tidy, words
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.names import name_of
from hhdesk.exchange.fhir.primitives import day_of
from hhdesk.exchange.fhir.references import Index

Json = Mapping[str, Any]

_PLAN_CLASSES = ("plan", "group", "subgroup")


def _payer(entry: Entry, index: Index) -> str:
    """The first payer's name, else the kind of coverage, else the payer's number."""
    coverage = entry.resource
    if ours.only_part(coverage, "coverage").get("payer-unknown"):
        return ""
    for reference in coverage.get("payor", ()):
        if tidy(reference.get("display")):
            return tidy(reference["display"])
        meant = index.resource(reference, entry, "Organization")
        if meant and name_of(meant):
            return name_of(meant)
    numbers = (
        one.get("identifier", {}).get("value") for one in coverage.get("payor", ())
    )
    return words(coverage.get("type")) or tidy(next(filter(None, numbers), ""))


def _plan(coverage: Json) -> str:
    classes = {
        code: tidy(one.get("name")) or tidy(one.get("value"))
        for one in coverage.get("class", ())
        for _, code, _ in all_codings([one.get("type", {})])
    }
    return next((classes[kind] for kind in _PLAN_CLASSES if classes.get(kind)), "")


def _number(coverage: Json) -> str:
    values = [one.get("value") for one in coverage.get("identifier", ())]
    return tidy(coverage.get("subscriberId")) or tidy(next(filter(None, values), ""))


def read(entry: Entry, index: Index) -> CoverageFact:
    coverage = entry.resource
    period, told = coverage.get("period", {}), ours.only_part(coverage, "coverage")
    return CoverageFact(
        entry.original(),
        index.person(entry, "beneficiary"),
        _payer(entry, index),
        CoverageStatus(coverage["status"]),
        _plan(coverage),
        _number(coverage),
        day_of(period.get("start", "")),
        day_of(period.get("end", "")),
        ours.day(told.get("renewal")),
    )
