"""A mother's consent to share with two agencies, as a form."""

from __future__ import annotations

from datetime import date
from typing import Any

from hhdesk.care.confidentiality import Audience, Segment
from hhdesk.papers.consent_form import ConsentPaper


def consent(**changes: Any) -> ConsentPaper:
    usual: dict[str, Any] = {
        "child": "Mateo",
        "whole_name": "Mateo Hernández Ruiz",
        "reader": "Lucía Ruiz",
        "audience": Audience.FAMILY,
        "language": "es",
        "day": date(2026, 11, 21),
        "number": "7F3A9C-4BE1",
        "clinic": "Dos Puentes Children's Clinic",
        "phone": "510-555-0100",
        "coordinator": "Rosa Delgado",
        "headings_checked": True,
        "taking_back": False,
        "code": "9288-BA0C",
        "relation": "mother",
        "shared_with": Audience.RECIPIENT,
        "recipients": ("Bayside Regional Center", "Lincoln School"),
        "segments": (Segment.GENERAL, Segment.MENTAL_HEALTH),
        "part2": False,
        "purpose": "",
        "given_on": date(2026, 11, 20),
        "until": date(2027, 11, 20),
    }
    return ConsentPaper(**usual | changes)
