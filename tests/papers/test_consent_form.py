"""The consent form: what it says, to whom, and what it leaves to the interpreter."""

from __future__ import annotations

from hhdesk.care.confidentiality import Audience, Segment
from hhdesk.papers.consent_form import ConsentPaper, draw_consent
from tests.papers.consent_samples import consent
from tests.papers.extraction import told


def text(paper: ConsentPaper) -> str:
    joined = "\n".join(one.text for one in told(draw_consent(paper).pdf))
    return joined.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_form_says_what_with_whom_for_what_until_when_and_how_to_end_it() -> None:
    said = text(consent(language="en"))
    for words in (
        "Yes to sharing information about Mateo Hernández Ruiz",
        "Counseling and mental health",
        "Bayside Regional Center",
        "Lincoln School",
        "To plan care and services together.",
        "Until Saturday, November 20, 2027, or until you take it back.",
        "You do not have to sign.",
        "You can take your yes back at any time.",
        "Lucía Ruiz",
        "mother",
        "Name or number",
        "Number of this form: 9288-BA0C",
    ):
        assert words in said
    assert "Part 2" not in said
    assert "We do not show this paper to your family." not in said


def test_part_2_records_are_named_apart_with_who_gets_them() -> None:
    said = text(consent(language="en", part2=True, recipients=("Recovery House",)))
    assert said.count("Recovery House") == 2
    assert "42 CFR Part 2" in said


def test_the_youths_own_form_asks_for_nobody_else() -> None:
    paper = consent(
        language="en",
        audience=Audience.YOUTH,
        reader="Ana",
        relation="",
        own=True,
        segments=(Segment.REPRODUCTIVE,),
    )
    assert "We do not show this paper to your family." in text(paper)
    assert "Who I am to the child" not in text(paper)


def test_the_other_form_takes_it_back() -> None:
    said = text(consent(language="en", taking_back=True))
    assert "I take back my yes to this sharing." in said
    assert "You said yes on Friday, November 20, 2026." in said
    assert "Until when" not in said


def test_a_purpose_that_was_typed_is_left_to_the_interpreter() -> None:
    drawn = draw_consent(consent(purpose="The meeting of December 3"))
    assert drawn.unwritten == 1
    spanish = [one.text for one in told(drawn.pdf) if one.language == "es"]
    assert not any("meeting" in one for one in spanish)


def test_what_was_typed_stays_text() -> None:
    typed = '<b>x</b> <img src="a.png"/> {name} %s'
    names = {"whole_name": typed, "reader": typed, "recipients": (typed,)}
    paper = consent(language="en", purpose=typed, **names)
    assert text(paper).count(typed) == 4
