"""A two-page bilingual care plan beside the same text on reportlab's bare canvas.

    python tests/bench/bench_paper.py [ROUNDS]

Warm: labels and fonts are known, the family's own texts are new each round. Prints
milliseconds and ratios; fails where ours takes more than three times the canvas's time.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar

sys.path.insert(0, str(Path(__file__).parents[2]))

import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from hhdesk.assets import resource
from hhdesk.care.translations import Pair
from hhdesk.papers.care_plan import care_plan
from hhdesk.papers.care_plan_input import CarePlanPaper
from hhdesk.papers.faces import bundled_faces
from tests.papers import samples
from tests.papers.extraction import Shown, shown_texts

LIMIT = 3.0
Given = TypeVar("Given")


class Taken(NamedTuple):
    ours: list[float]
    same: list[float]
    canvas: list[float]


def two_pages(number: int) -> CarePlanPaper:
    """Mateo's plan with one goal and no visit; its own texts differ by round."""

    def other(pair: Pair) -> Pair:
        return replace(
            pair, english=f"{pair.english} {number}", family=f"{pair.family} {number}"
        )

    goals = tuple(
        replace(
            goal,
            family_words=other(goal.family_words),
            activities=tuple(
                replace(step, text=other(step.text)) for step in goal.activities
            ),
        )
        for goal in samples.CONTENT.goals[:1]
    )
    content = replace(
        samples.CONTENT,
        what_matters=other(samples.CONTENT.what_matters),
        strengths=Pair(),
        concerns=samples.CONTENT.concerns[:1],
        goals=goals,
    )
    return samples.paper(content=content, visits=(), number=f"7F3A-{number:04}")


def on_the_canvas(pages: list[list[Shown]]) -> bytes:
    """The same strings in the same places by drawString."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(612, 792), pageCompression=1, invariant=1)
    for page in pages:
        for shown in page:
            canvas.setFont(shown.font, shown.size)
            canvas.drawString(shown.x, shown.y, shown.text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def clocked(act: Callable[[Given], object], given: Given) -> float:
    start = time.perf_counter()
    act(given)
    return 1000 * (time.perf_counter() - start)


def run(rounds: int) -> Taken:
    for face in bundled_faces():
        path = resource("fonts", f"{face.name}.ttf")
        pdfmetrics.registerFont(TTFont(face.name, str(path)))
    taken = Taken([], [], [])
    for number in range(rounds + 3):
        paper = two_pages(number)
        ours = clocked(care_plan, paper)
        same = clocked(care_plan, paper)
        pages = shown_texts(care_plan(paper))
        canvas = clocked(on_the_canvas, pages)
        if number >= 3:
            taken.ours.append(ours)
            taken.same.append(same)
            taken.canvas.append(canvas)
    return taken


def main(arguments: list[str]) -> int:
    taken = run(int(arguments[0]) if arguments else 40)
    pdf = care_plan(two_pages(0))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        print(f"{len(document.pages)} pages, {len(pdf)} bytes")
    ours, same, canvas = map(statistics.median, taken)
    print(f"bare canvas      {canvas:7.1f} ms")
    print(f"new texts        {ours:7.1f} ms  {ours / canvas:.2f}x")
    print(f"the same again   {same:7.1f} ms  {same / canvas:.2f}x")
    return 0 if ours <= LIMIT * canvas else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
