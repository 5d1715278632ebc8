"""A batch of two-page bilingual plans on two processes beside a bare Platypus loop.

    python tests/bench/bench_paper_batch.py [SIZE]

The same paragraphs in the same font on two processes each, in turns of a hundred; the
family's own texts differ from plan to plan. Prints seconds and the ratio; fails where
ours takes more than one and a half times as long.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from html import escape
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from hhdesk.assets import resource
from hhdesk.papers.care_plan import care_plan
from hhdesk.papers.faces import bundled_faces
from tests.bench.bench_paper import two_pages
from tests.papers.extraction import told

LIMIT = 1.5
PROCESSES = 2
TURN = 100
FONT = "NotoSans-Regular"


def begin() -> None:
    """Fonts and words are known to each process before the clock runs."""
    for face in bundled_faces():
        path = resource("fonts", f"{face.name}.ttf")
        pdfmetrics.registerFont(TTFont(face.name, str(path)))
    care_plan(two_pages(0))


def ours(number: int) -> int:
    return len(care_plan(two_pages(number)))


def platypus(given: tuple[int, Sequence[str]]) -> int:
    """The same paragraphs, one below the other: no columns, pictures or tags."""
    number, texts = given
    style = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=15.6)
    target = io.BytesIO()
    document = SimpleDocTemplate(target, pagesize=LETTER, pageCompression=1)
    own = f" {number}"
    document.build(
        [Paragraph(escape(text.replace(" 0", own)), style) for text in texts]
    )
    return len(target.getvalue())


def clocked(pool: ProcessPoolExecutor, act: Callable[[Any], int], given: Any) -> float:
    start = time.perf_counter()
    for _ in pool.map(act, given, chunksize=10):
        pass
    return time.perf_counter() - start


def main(arguments: list[str]) -> int:
    size = int(arguments[0]) if arguments else 1000
    texts = [one.text for one in told(care_plan(two_pages(0)))]
    spent = {"ours": 0.0, "platypus": 0.0}
    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), begin) as pool:
        clocked(pool, ours, range(20))
        clocked(pool, platypus, [(number, texts) for number in range(20)])
        for first in range(0, size, TURN):
            numbers = range(first, min(first + TURN, size))
            spent["ours"] += clocked(pool, ours, numbers)
            given = [(number, texts) for number in numbers]
            spent["platypus"] += clocked(pool, platypus, given)
    ratio = spent["ours"] / spent["platypus"]
    print(f"{size} plans, {PROCESSES} processes")
    print(f"bare Platypus    {spent['platypus']:7.1f} s")
    print(f"ours             {spent['ours']:7.1f} s  {ratio:.2f}x")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
