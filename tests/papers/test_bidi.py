"""Order of mixed-direction text, judged by Unicode's own files where they lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hhdesk.papers import bidi
from hhdesk.papers.bidi_classes import bidi_class

UNICODE = Path("/usr/share/unicode")


def lines_of(name: str) -> Iterator[str]:
    path = UNICODE / name
    if not path.exists():
        pytest.skip(f"{name} comes with Debian's unicode-data, which is not installed")
    with path.open(encoding="utf-8") as file:
        for line in file:
            content = line.partition("#")[0].strip()
            if content:
                yield content


def numbers(words: str) -> list[int | None]:
    return [None if word == "x" else int(word) for word in words.split()]


def test_every_case_of_unicodes_character_test_is_ordered_right() -> None:
    wrong, seen = [], 0
    for line in lines_of("BidiCharacterTest.txt"):
        codes, direction, level, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        base = {"0": 0, "1": 1, "2": None}[direction]
        resolved = bidi.resolve(text, base)
        got = bidi.line_levels(resolved, 0, len(text))
        right = (
            resolved.base == int(level)
            and got == numbers(levels)
            and bidi.visual_order(got) == numbers(order)
        )
        seen += 1
        if not right:
            wrong.append(line)
    assert seen > 90_000
    assert wrong == []


def test_every_tenth_case_of_unicodes_class_test_is_ordered_right() -> None:
    levels: list[int | None] = []
    order: list[int | None] = []
    wrong, seen = [], 0
    for number, line in enumerate(lines_of("BidiTest.txt")):
        if line.startswith("@Levels:"):
            levels = numbers(line.partition(":")[2])
        elif line.startswith("@Reorder:"):
            order = numbers(line.partition(":")[2])
        elif not line.startswith("@") and number % 10 == 0:
            names, bits = line.split(";")
            classes = names.split()
            for bit, base in ((1, None), (2, 0), (4, 1)):
                if int(bits, 16) & bit:
                    seen += 1
                    resolved = bidi.resolve("x" * len(classes), base, classes)
                    got = bidi.line_levels(resolved, 0, len(classes))
                    if got != levels or bidi.visual_order(got) != order:
                        wrong.append((line, base))
    assert seen > 70_000
    assert wrong == []


def shown(text: str, base: int | None = None) -> str:
    """The text as it stands on paper, left to right."""
    order = bidi.resolve(text, base)
    visual = bidi.visual_order(bidi.line_levels(order, 0, len(text)))
    return "".join(text[i] for i in visual)


def test_plain_latin_keeps_its_order() -> None:
    assert shown("Call us (now).") == "Call us (now)."


def test_hebrew_runs_from_right_to_left() -> None:
    assert shown("אבג") == "גבא"


def test_a_latin_name_in_hebrew_keeps_its_own_order() -> None:
    assert shown("אב Ana גד") == "דג Ana בא"


def test_the_full_stop_of_a_right_to_left_paragraph_stands_at_its_left() -> None:
    assert shown("אבג.", 1) == ".גבא"


def test_unassigned_characters_of_right_to_left_blocks_run_right_to_left() -> None:
    assert bidi_class("\u05ff") == "R"
    assert bidi_class("\u07bf") == "AL"
    assert bidi_class("\u0378") == "L"
