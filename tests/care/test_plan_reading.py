"""A plan's canonical text is read back as the content that it was."""

from __future__ import annotations

import pytest

from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_reading import content_of_text
from hhdesk.care.plan_text import canonical
from hhdesk.care.translations import Pair
from tests.gui import sample


def test_what_was_written_is_read() -> None:
    for content in (PlanContent(), sample.plan()):
        assert content_of_text(canonical(content)) == content


def test_lines_are_read_as_a_save_leaves_them() -> None:
    typed = PlanContent(what_matters=Pair(" to sleep \n", "dormir "))
    read = content_of_text(canonical(typed))
    assert read.what_matters == Pair("to sleep", "dormir")


def test_what_an_older_program_did_not_know_has_its_default() -> None:
    read = content_of_text('{"what_matters":{"english":"to sleep"},"of tomorrow":1}')
    assert read == PlanContent(what_matters=Pair("to sleep"))


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"goals":[{}]}', '{"what_matters":3}', '{"review_on":"soon"}'],
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        content_of_text(text)
