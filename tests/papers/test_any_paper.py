"""Whatever is typed, a paper is whole: tagged, on its pages, readable by others."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from hhdesk.papers.care_plan import care_plan
from hhdesk.papers.clinician_summary import draw_clinician_summary
from hhdesk.papers.consent_form import draw_consent
from hhdesk.papers.huddle import draw_huddle
from hhdesk.papers.lint import faults
from hhdesk.papers.next_steps import draw_next_steps
from hhdesk.papers.plan_summary import draw_summary
from hhdesk.papers.visit_list import draw_visit_list
from tests.papers import clinician_samples, samples, slip_samples
from tests.papers.any_paper import care_plans, slips, visit_lists
from tests.papers.consent_samples import consent
from tests.papers.extraction import shown_texts
from tests.papers.huddle_samples import huddle

# A paper takes too long for thousands of smaller ones to be tried after a fault.
MANY = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


def check(pdf: bytes) -> None:
    assert faults(pdf) == []
    for page in shown_texts(pdf):
        for shown in page:
            assert 30 <= shown.x <= 582
            assert 18 <= shown.y <= 770


@MANY
@given(care_plans())
def test_any_care_plan_is_in_order(paper: Any) -> None:
    check(care_plan(paper))


@settings(MANY, max_examples=4)
@given(care_plans())
def test_any_plan_has_one_page_that_says_the_most_of_it(paper: Any) -> None:
    pdf = draw_summary(paper).pdf
    check(pdf)
    assert len(shown_texts(pdf)) == 1


@MANY
@given(visit_lists())
def test_any_visit_list_is_in_order(paper: Any) -> None:
    check(draw_visit_list(paper).pdf)


@MANY
@given(slips())
def test_any_slip_is_in_order(paper: Any) -> None:
    check(draw_next_steps(paper).pdf)


PAPERS = {
    "care-plan": lambda **changes: care_plan(
        samples.paper(content=samples.WHOLE, **changes)
    ),
    "plan-summary": lambda **changes: (
        draw_summary(samples.paper(content=samples.WHOLE, **changes)).pdf
    ),
    "clinician-summary": lambda **changes: (
        draw_clinician_summary(clinician_samples.summary(**changes)).pdf
    ),
    "consent-form": lambda **changes: draw_consent(consent(**changes)).pdf,
    "huddle": lambda **changes: draw_huddle(huddle(**changes)).pdf,
    "next-steps": lambda **changes: (
        draw_next_steps(slip_samples.next_steps(**changes)).pdf
    ),
    "visit-list": lambda **changes: (
        draw_visit_list(slip_samples.visit_list(**changes)).pdf
    ),
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_qpdf_finds_no_fault(
    kind: str, large: bool, language: str, tmp_path: Path
) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    path = tmp_path / "paper.pdf"
    path.write_bytes(PAPERS[kind](language=language, large_print=large))
    run = subprocess.run(
        ["qpdf", "--check", path], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "No syntax or stream encoding errors" in run.stdout


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_the_same_rows_give_the_same_bytes(kind: str) -> None:
    assert PAPERS[kind]() == PAPERS[kind]()
