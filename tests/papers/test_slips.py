"""The visit list and the slip: what a family reads on them, and what it never reads."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from hhdesk.care.confidentiality import Audience
from hhdesk.care.referral_sentences import SENTENCES, sentence_of
from hhdesk.care.referral_states import Detail, ReferralState
from hhdesk.care.translations import Pair
from hhdesk.errors import MissingGlyph
from hhdesk.papers.letterhead import Drawn
from hhdesk.papers.lint import faults
from hhdesk.papers.next_steps import NextStepsPaper, draw_next_steps
from hhdesk.papers.shaping import INVISIBLE, shape
from hhdesk.papers.visit_list import ChildVisit, VisitListPaper, draw_visit_list
from tests.papers.extraction import shown_texts, told
from tests.papers.slip_samples import FIRST, VISITS, next_steps, visit_list

S, D = ReferralState, Detail


def texts(drawn: Drawn) -> str:
    joined = "\n".join(one.text for one in told(drawn.pdf))
    return joined.replace("\u00a0", " ").replace("\u202f", " ")


def list_text(paper: VisitListPaper) -> str:
    return texts(draw_visit_list(paper))


def slip_text(paper: NextStepsPaper) -> str:
    return texts(draw_next_steps(paper))


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def test_siblings_of_one_day_stand_under_one_heading() -> None:
    drawn = draw_visit_list(visit_list(language="en"))
    headings = [one.text for one in told(drawn.pdf) if one.tag == "H2"]
    days = [one for one in headings if "202" in one]
    assert days == ["Thursday, December 3, 2026", "Thursday, January 14, 2027"]
    text = texts(drawn)
    assert text.index("3:30 PM · Mateo: Well visit") < text.index(
        "4:00 PM · Camila: Vaccines"
    )


def test_the_next_visit_and_the_one_thing_to_do_stand_on_top() -> None:
    text = list_text(visit_list(language="en"))
    top = text[: text.index("Thursday, January 14")]
    assert "Thursday, December 3, 2026, 3:30 PM" in top
    assert "If you cannot come, call us early." in top


def test_rides_and_interpreters_are_told_in_sentences() -> None:
    text = list_text(visit_list(language="en"))
    assert "Your ride is set. We asked for an interpreter. It is free." in text
    assert "We are looking for care for your other children." in text
    assert "Tell us if you need a ride or an interpreter." in text


def test_a_list_without_visits_says_so_and_whom_to_call() -> None:
    text = list_text(visit_list(language="en", visits=()))
    assert "There are no visits to show now." in text
    assert "Rosa Delgado" in text
    assert "What to bring" not in text


def test_a_title_that_nobody_translated_is_left_to_the_interpreter() -> None:
    drawn = draw_visit_list(visit_list())
    assert drawn.unwritten == 1
    spanish = [one.text for one in told(drawn.pdf) if one.language == "es"]
    assert not any("stroller" in one for one in spanish)
    assert any("9:00" in one and "Mateo" in one for one in spanish)
    assert draw_visit_list(visit_list(language="en")).unwritten == 0


def test_the_title_is_of_the_reader() -> None:
    assert "Our next visits" in list_text(visit_list(language="en"))
    youth = visit_list(language="en", audience=Audience.YOUTH)
    assert "My next visits" in list_text(youth)
    school = visit_list(language="en", audience=Audience.SCHOOL)
    assert "Mateo's next visits" in list_text(school)


def test_a_slip_says_who_where_when_whose_turn_and_what_to_bring() -> None:
    text = slip_text(next_steps(language="en"))
    for words in (
        "What happens next for Mateo",
        "Early intervention",
        "The visit with Bayside Regional Center has a day.",
        "Go to the visit. If you cannot come, call us.",
        "Whose turn it is: You and your family",
        "Who: Bayside Regional Center · Ms. Okafor · 510-555-0166",
        "Where: 300 Harbor Way, Oakland",
        "When: Tuesday, December 8, 2026, 10:00 AM",
        "Papers from the school or other services, if you have them",
        "Call Rosa Delgado, your care coordinator",
        "An interpreter is free",
    ):
        assert words in text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("state", "detail"), list(SENTENCES))
def test_each_state_has_its_slip_on_one_page(
    state: ReferralState, detail: Detail | None, language: str
) -> None:
    drawn = draw_next_steps(next_steps(state, detail, language=language))
    assert pages(drawn.pdf) == 1
    assert faults(drawn.pdf) == []
    told_it = sentence_of(state, detail).now.format(agency="Bayside Regional Center")
    assert told_it in texts(drawn)


def test_without_an_agency_the_sentence_still_reads() -> None:
    text = slip_text(next_steps(S.SENT, agency="", agency_phone="", language="en"))
    assert "We sent the request to the agency." in text
    assert "Who:" not in text


def test_a_day_without_a_visit_is_told_alone() -> None:
    when = next_steps(visit=None, language="en")
    assert "When: We look at this again by Thursday, December 10" in slip_text(when)
    named = replace(when, visit_on=when.due_on)
    assert "When: Thursday, December 10, 2026" in slip_text(named)
    unknown = replace(when, due_on=None)
    assert "Where and when is not known yet." in slip_text(unknown)


def test_what_the_family_is_to_bring_about_is_left_to_the_interpreter() -> None:
    wanted = Pair("They want a photo ID.")
    drawn = draw_next_steps(next_steps(S.FAMILY_ACTION, wanted=wanted))
    assert drawn.unwritten == 1
    assert "What is needed: They want a photo ID." in texts(drawn)
    spanish = [one.text for one in told(drawn.pdf) if one.language == "es"]
    assert not any("photo" in one for one in spanish)


@pytest.mark.parametrize("large", [False, True])
def test_each_paper_is_tagged_in_every_size(large: bool) -> None:
    for language in ("en", "es", "vi"):
        changes: dict[str, Any] = {"language": language, "large_print": large}
        assert faults(draw_visit_list(visit_list(**changes)).pdf) == []
        assert faults(draw_next_steps(next_steps(**changes)).pdf) == []


def test_large_print_is_eighteen_points_and_stacked() -> None:
    pdf = draw_visit_list(visit_list(large_print=True)).pdf
    shown = [one for page in shown_texts(pdf) for one in page]
    first = next(one for one in shown if one.text.startswith("Con Dr."))
    second = next(one for one in shown if one.text.startswith("With Dr."))
    assert first.size == second.size == 18.0
    assert first.x == second.x


def test_naughty_strings_are_printed_whole_within_the_page_or_refused(
    shared_data: Path,
) -> None:
    path = shared_data / "naughty" / "blns" / "blns.json"
    strings = [text for text in json.loads(path.read_text("utf-8")) if text.strip()]
    printable = [text for text in strings if is_printable(text)]
    assert len(printable) > 300
    for first in range(0, len(printable), 40):
        some = printable[first : first + 40]
        visits = (replace(FIRST, title=Pair(text), place="") for text in some)
        many = tuple(ChildVisit("Mateo", visit) for visit in visits)
        drawn = draw_visit_list(visit_list(language="en", visits=many))
        printed = visible("".join(one.text for one in told(drawn.pdf)))
        assert set().union(*map(visible, some)) <= printed
        for page in shown_texts(drawn.pdf):
            # A cluster of several glyphs is read before its place is.
            placed = [one for one in page if one.x or one.y]
            assert all(30 <= one.x <= 582 and 18 <= one.y <= 770 for one in placed)


def is_printable(text: str) -> bool:
    try:
        shape(text, "en")
    except MissingGlyph:
        return False
    return True


def visible(text: str) -> set[str]:
    return {c for c in text.replace("\t", " ") if c not in INVISIBLE}


def test_two_children_can_share_a_moment() -> None:
    both = (VISITS[0], ChildVisit("Camila", FIRST))
    text = list_text(visit_list(language="en", visits=both))
    assert "3:30 PM · Mateo: Well visit" in text
    assert "3:30 PM · Camila: Well visit" in text
