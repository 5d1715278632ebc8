"""A call as plain text for the chart of another program. In English, whatever language
the screens speak: the chart is the clinic's, and others read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from hhdesk.care.arrangements import ARRANGEMENT_WORDS, ArrangementStatus
from hhdesk.care.confidentiality import AUDIENCE_WORDS, SEGMENT_WORDS
from hhdesk.care.core_services import CORE_SERVICE_WORDS
from hhdesk.care.goals import ACTIVITY_STATUS_WORDS, BARRIER_WORDS
from hhdesk.care.outreach import OUTCOME_WORDS, WAY_WORDS, Outcome
from hhdesk.care.referral_history import EventRow
from hhdesk.care.wrap_up_chart import (
    ChartConsent,
    ChartContact,
    ChartText,
    ChartVisit,
)
from hhdesk.i18n import format_date, format_time, language_name

ENGLISH = "en"
ARRANGED = {
    ArrangementStatus.NEEDED: "needed",
    ArrangementStatus.REQUESTED: "asked for",
    ArrangementStatus.CONFIRMED: "confirmed",
    ArrangementStatus.FAILED: "fell through",
}


def text(chart: ChartText) -> str:
    """Lines of text, each part under its heading; parts without anything are not told.

    Of what was withheld there is no trace in it.
    """
    parts = [list(_contact(chart.contact))] if chart.contact else []
    referrals = [
        f"{one.need}, {one.agency}: {'; '.join(map(_event, one.events))}"
        for one in chart.referrals
    ]
    steps = [
        _sentence(f"{one.text}: {ACTIVITY_STATUS_WORDS[one.status]}", one.result)
        for one in chart.steps
    ]
    barriers = [
        f"{BARRIER_WORDS[kind]}: {note}" if note else BARRIER_WORDS[kind]
        for kind, note in chart.barriers
    ]
    parts += _part("Referrals", referrals)
    parts += _part("Steps of the care plan", steps)
    parts += _part("Visits", [_visit(one) for one in chart.visits])
    parts += _part("Consent", [_consent(chart.consent)] if chart.consent else [])
    parts += _part("Barriers", barriers)
    if chart.contact and chart.contact.next_on:
        parts.append([f"Next contact: {_day(chart.contact.next_on)}"])
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _part(heading: str, lines: list[str]) -> list[list[str]]:
    return [[f"{heading}:", *(f"- {line}" for line in lines)]] if lines else []


def _sentence(*parts: str) -> str:
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())


def _contact(told: ChartContact) -> Iterator[str]:
    outcome = OUTCOME_WORDS[told.outcome]
    if told.outcome is Outcome.REACHED and told.with_whom:
        outcome = f"{outcome}: {told.with_whom}"
    yield f"{_moment(told.at)}. {WAY_WORDS[told.way]}. {outcome}."
    yield ". ".join(_around(told)) + "."
    if told.services:
        words = (CORE_SERVICE_WORDS[one] for one in told.services)
        yield f"Core services: {'; '.join(words)}."
    if told.note:
        yield told.note


def _around(told: ChartContact) -> Iterator[str]:
    if told.staff:
        yield f"By {told.staff}"
    if told.outcome is Outcome.REACHED and told.language:
        yield f"Language: {language_name(told.language, ENGLISH)}"
    if told.interpreter:
        yield f"Interpreter: {told.interpreter}"
    if told.minutes is not None:
        yield f"{told.minutes} min"


def _event(one: EventRow) -> str:
    words = one.words
    if one.visit_on:
        words = f"{words} ({_day(one.visit_on)})"
    return _sentence(words, one.note)


def _visit(one: ChartVisit) -> str:
    where = ", ".join(part for part in (one.with_whom, one.place) if part)
    rides = (
        _sentence(f"{ARRANGEMENT_WORDS[row.kind]}: {ARRANGED[row.status]}", row.detail)
        for row in one.arrangements
    )
    if one.missed:
        barrier = BARRIER_WORDS[one.barrier] if one.barrier else ""
        return _sentence(f"{one.title}, {_moment(one.at)}: missed", barrier, one.reason)
    return _sentence(f"{one.title}, {_moment(one.at)}", where, *rides)


def _day(day: date) -> str:
    return format_date(day, language=ENGLISH)


def _moment(at: datetime) -> str:
    return f"{_day(at.date())}, {format_time(at, ENGLISH)}"


def _consent(one: ChartConsent) -> str:
    kinds = ", ".join(SEGMENT_WORDS[segment] for segment in one.segments)
    to = ", ".join(one.recipients) or AUDIENCE_WORDS[one.audience]
    until = f" until {_day(one.until)}" if one.until else ""
    return f"Spoken yes of {one.giver_name} to share with {to}: {kinds}{until}"
