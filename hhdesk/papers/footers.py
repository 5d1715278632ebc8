"""The foot of each page: for whom, which day, which document, which page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.page import Footer, FooterPlace
from hhdesk.papers.rows import Column
from hhdesk.papers.sides import Sides
from hhdesk.papers.voices import Voice

FOR_WHOM = N_("For {name}")
DOCUMENT = N_("Document {number}")
PAGE = N_("Page {page} of {pages}")
DEMONSTRATION = N_("Demonstration: not a real child")


def footer(
    sides: Sides, *, reader: str, day: date, number: str, demonstration: bool = False
) -> Footer:
    """One line a language; no record number, no birth date."""

    def said(voice: Voice, place: FooterPlace) -> str:
        parts: Sequence[str] = (
            voice.say(FOR_WHOM, name=reader) if reader else "",
            voice.short_day(day),
            voice.say(DOCUMENT, number=number) if number else "",
            voice.say(PAGE, page=str(place.page), pages=str(place.pages))
            if place.pages
            else "",
            voice.say(DEMONSTRATION) if demonstration else "",
        )
        return " · ".join(filter(None, parts))

    def build(place: FooterPlace) -> Block:
        style = sides.looks.footer()
        return Column(
            [
                sides.words(voice, said(voice, place), style)
                for voice in sides.voices
                if voice.find(PAGE)
            ]
        )

    return build
