"""What the cells of the members' table say, for painters and screen readers."""

from __future__ import annotations

from datetime import date

from hhdesk.care.member_list import MemberRow
from hhdesk.care.member_list_columns import Column
from hhdesk.gui import people, states
from hhdesk.i18n import _, format_distance, format_short_day


def last_contact(row: MemberRow, today: date) -> tuple[str, str]:
    """The day on which somebody was reached, and how long ago that is."""
    if row.last_contact is None:
        return _("Not reached yet") if row.whole else "", ""
    day = format_short_day(row.last_contact, today)
    return day, format_distance(row.last_contact, today)


def numbers(row: MemberRow) -> list[str]:
    return [people.numbered(kind, number) for kind, number in row.numbers]


def words(row: MemberRow, column: Column, today: date) -> str:
    """All that a cell tells, in one line."""
    hit = row.hit
    match column:
        case Column.CHILD:
            return f"{hit.name}, {people.born(hit.birth_date, today)}"
        case Column.CAREGIVER:
            return f"{people.hit_caregiver(hit)} {hit.phone}".strip()
        case Column.LANGUAGE:
            return states.hit_language(hit).word
        case Column.STATE:
            return states.hit_state(hit).word
        case Column.COORDINATOR:
            return hit.coordinator
        case Column.NEXT_DUE:
            return states.due(row.next_due, today).word
        case Column.TIER:
            return row.tier
        case Column.CITY:
            return hit.city
        case Column.LAST_CONTACT:
            return ", ".join(filter(None, last_contact(row, today)))
        case Column.CONDITIONS:
            return ", ".join(row.conditions)
        case Column.NUMBERS:
            return ", ".join(numbers(row))
