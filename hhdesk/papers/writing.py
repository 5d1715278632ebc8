"""Lines for a pen, told in the first language that has words for them."""

from __future__ import annotations

from hhdesk.papers.blocks import WritingLines
from hhdesk.papers.looks import INK
from hhdesk.papers.sides import Sides

_HEIGHT = 25.0


def writing_lines(sides: Sides, count: int, message: str) -> WritingLines:
    """`message` says what goes there."""
    for voice in sides.voices:
        said = voice.say(message)
        if said:
            return WritingLines(count, _HEIGHT, said, voice.language, INK)
    return WritingLines(count, _HEIGHT, message, "en", INK)
