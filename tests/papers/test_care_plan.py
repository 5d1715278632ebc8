"""The family's care plan: both languages, nothing unchecked, nothing not given."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from hhdesk.care.confidentiality import Audience
from hhdesk.care.goals import (
    Achievement,
    ActivityRow,
    BarrierKind,
    BarrierRow,
    ConcernRow,
    Domain,
    GoalRow,
    Lifecycle,
)
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.errors import MissingGlyph
from hhdesk.papers.care_plan import care_plan
from hhdesk.papers.lint import faults
from tests.papers import samples
from tests.papers.extraction import page_texts, shown_texts, told
from tests.papers.samples import checked, paper


def text_of(pdf: bytes) -> str:
    """All paragraphs as they are read aloud."""
    return "\n".join(one.text for one in told(pdf))


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def said_in(pdf: bytes, language: str) -> list[str]:
    return [one.text for one in told(pdf) if one.language == language]


@pytest.fixture(scope="module")
def spanish() -> bytes:
    return care_plan(paper())


def test_the_familys_language_comes_first_and_english_beside_it(spanish: bytes) -> None:
    texts = [one.text for one in told(spanish)]
    first = texts.index(
        "Queremos que Mateo nos diga lo que necesita. Queremos ir a sus "
        "citas sin preocupación."
    )
    assert texts[first + 1].startswith("We want Mateo to tell us what he needs.")


def test_both_languages_of_a_line_stand_on_one_height(spanish: bytes) -> None:
    [first, *_] = shown_texts(spanish)
    family = next(s for s in first if s.text.startswith("Mateo se ríe mucho"))
    english = next(s for s in first if s.text.startswith("Mateo laughs a lot"))
    assert family.y == pytest.approx(english.y)
    assert family.x < english.x


def test_every_paragraph_says_which_language_it_is(spanish: bytes) -> None:
    for one in told(spanish):
        assert one.language in ("es", "en"), one


def test_the_paper_says_whom_to_call_and_prints_the_number(spanish: bytes) -> None:
    text = text_of(spanish)
    assert "Rosa Delgado" in text
    assert "(510) 555-0100" in text
    with pikepdf.open(io.BytesIO(spanish)) as document:
        address = document.pages[0].Annots[0].A.URI
    assert str(address) == "tel:+15105550100"


def test_who_does_what_by_when_is_a_table(spanish: bytes) -> None:
    cells = [one.text for one in told(spanish)]
    assert "☐\u00a0Practicar 10 palabras al día" in cells
    assert "Practice 10 words a day" in cells
    assert "12 de diciembre de 2026" in cells
    assert "December 12, 2026" in cells


def test_days_and_times_are_told_as_each_language_tells_them(spanish: bytes) -> None:
    text = text_of(spanish)
    assert "sábado, 15 de mayo de 2027" in text
    assert "Saturday, May 15, 2027" in text
    assert "3:30 p.m." in text.replace("\u00a0", " ")
    assert "3:30 PM" in text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "state",
    [state for state in TranslationState if state is not TranslationState.CHECKED],
)
def test_a_line_that_is_not_checked_is_left_to_the_interpreter(
    state: TranslationState,
) -> None:
    pair = Pair("Mateo laughs a lot.", "Mateo se ríe mucho.", state)
    pdf = care_plan(paper(content=replace(samples.CONTENT, strengths=pair)))
    text = text_of(pdf)
    assert "Mateo se ríe mucho." not in text
    assert "Mateo laughs a lot." in text
    assert "Línea vacía para el intérprete" in text


def test_the_notice_of_unchecked_lines_stands_only_where_there_are_some() -> None:
    notice = "Some lines have no checked translation."
    goal = replace(samples.WORDS, activities=samples.WORDS.activities[:2])
    content = replace(samples.CONTENT, goals=(goal,))
    assert notice not in text_of(care_plan(paper(content=content, visits=())))
    assert notice in text_of(care_plan(paper()))


def test_headings_that_the_clinic_has_not_checked_bear_a_mark() -> None:
    pdf = care_plan(paper(headings_checked=False))
    assert any("Lo que nos importa*" in text for text in said_in(pdf, "es"))
    assert not any("What matters to us*" in text for text in said_in(pdf, "en"))
    assert "*" not in text_of(care_plan(paper()))


def test_english_alone_has_one_column_and_no_other_language() -> None:
    pdf = care_plan(paper(language="en"))
    assert {one.language for one in told(pdf)} == {"en"}
    assert "ATTENTION" not in text_of(pdf)
    assert "interpreter to write" not in text_of(pdf)


def test_a_language_without_fixed_words_prints_english_and_open_lines() -> None:
    content = replace(
        samples.CONTENT,
        what_matters=checked("We want to play.", "Chúng tôi muốn chơi."),
    )
    pdf = care_plan(paper(language="vi", content=content))
    assert "Chúng tôi muốn chơi." in said_in(pdf, "vi")
    assert "What matters to us" in said_in(pdf, "en")
    assert faults(pdf) == []


def test_family_papers_speak_of_barriers_as_help(spanish: bytes) -> None:
    barriers = tuple(BarrierRow(kind, "staff note") for kind in BarrierKind)
    content = replace(samples.CONTENT, barriers=barriers)
    text = text_of(care_plan(paper(content=content)))
    assert "The family needs help with: a ride, an interpreter" in text
    assert "trust" not in text.lower()
    assert "staff note" not in text


def test_a_barrier_that_is_gone_is_not_told() -> None:
    gone = BarrierRow(BarrierKind.FOOD, "", date(2026, 11, 1))
    content = replace(samples.CONTENT, goals=(), barriers=(gone,))
    assert "food" not in text_of(care_plan(paper(content=content)))


def test_clinical_words_and_segments_stay_off_the_familys_paper(
    spanish: bytes,
) -> None:
    text = text_of(spanish)
    assert "Expressive language" not in text
    assert "general" not in text.lower()


def test_the_footer_is_on_each_page_with_its_number(spanish: bytes) -> None:
    texts = page_texts(spanish)
    for number, text in enumerate(texts, 1):
        assert f"Document 7F3A-4BE1 · Page {number} of {len(texts)}" in text
        assert "Para Lucía Ruiz" in text


def test_who_signs_what_is_said(spanish: bytes) -> None:
    text = text_of(spanish)
    assert "Parent or caregiver: I helped make this plan. I agree with it." in text
    assert "Care coordinator: I made this plan with the family." in text


def test_metadata_hold_no_name_and_no_text_of_the_plan(spanish: bytes) -> None:
    with pikepdf.open(io.BytesIO(spanish)) as document:
        info = " ".join(str(value) for value in document.docinfo.values())
        packet = document.Root.Metadata.read_bytes().decode("utf-8")
    for told_where in (info, packet):
        assert "Mateo" not in told_where
        assert "Ruiz" not in told_where
        assert "7F3A-4BE1" in told_where


VARIANTS = {
    "spanish": {},
    "english": {"language": "en"},
    "large": {"large_print": True},
    "youth": {"audience": Audience.YOUTH, "reader": "Mateo"},
    "empty": {"content": PlanContent(), "visits": ()},
    "bare": {
        "content": PlanContent(),
        "visits": (),
        "signers": (),
        "phone": "",
        "coordinator": "",
        "reader": "",
        "teach_back": False,
    },
    "demonstration": {"demonstration": True},
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_is_a_tagged_paper_without_faults(variant: str) -> None:
    assert faults(care_plan(paper(**VARIANTS[variant]))) == []


def test_an_empty_plan_asks_the_family_to_call() -> None:
    text = text_of(care_plan(paper(content=PlanContent(), visits=())))
    assert "Call us and we will write it with you." in text
    assert "Health" not in text


def test_the_same_rows_give_the_same_bytes_under_any_hash_seed(root: Path) -> None:
    program = (
        "import hashlib; from tests.papers.samples import paper;"
        "from hhdesk.papers.care_plan import care_plan;"
        "print(hashlib.sha256(care_plan(paper())).hexdigest())"
    )

    def digest(seed: str) -> str:
        run = subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "TZ": "Asia/Tokyo"},
            capture_output=True,
            check=True,
            text=True,
        )
        return run.stdout.strip()

    assert digest("1") == digest("2")
    assert care_plan(paper()) == care_plan(paper())


def test_body_text_is_at_least_twelve_points(spanish: bytes) -> None:
    sizes = {
        shown.size
        for page in shown_texts(spanish)
        for shown in page
        if "Queremos" in shown.text or "We want" in shown.text
    }
    assert sizes == {12.0}


def test_large_print_is_eighteen_points_and_stacked() -> None:
    pdf = care_plan(paper(large_print=True))
    shown = [shown for page in shown_texts(pdf) for shown in page]
    family = next(s for s in shown if s.text.startswith("Queremos"))
    english = next(s for s in shown if s.text.startswith("We want"))
    assert family.size == english.size == 18.0
    assert family.x == english.x


def test_both_languages_of_a_line_stay_on_one_page_in_large_print() -> None:
    content = PlanContent(goals=tuple(sixty_goals()))
    for page in shown_texts(care_plan(paper(content=content, large_print=True))):
        texts = " ".join(shown.text for shown in page)
        assert texts.count("Meta número") == texts.count("Goal number")


def test_a_row_that_grows_past_six_lines_is_stacked() -> None:
    long = checked("We want him to play. " * 14, "Queremos que juegue. " * 14)
    pdf = care_plan(paper(content=replace(samples.CONTENT, what_matters=long)))
    first = shown_texts(pdf)[0]
    family = next(s for s in first if s.text.startswith("Queremos que juegue."))
    english = next(s for s in first if s.text.startswith("We want him to play."))
    assert family.x == english.x
    assert family.y > english.y


HOSTILE = (
    "<b>bold</b> & <i>italic",
    "use <Tylenol> 5ml <daily> only",
    "<img src='file:///etc/passwd'/>",
    "&lt;b&gt; &amp; &#65;",
    "{name} {0} %s %(name)s ${x}",
    ") Tj ET (evil) BT",
    "\\(\\)\\n <</Type>>",
    "'; DROP TABLE member; --",
    "=HYPERLINK(1)",
    "a\u202eb\u202c",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_printed_text_is_typed_text(hostile: str) -> None:
    pair = checked(hostile, hostile)
    goal = replace(
        samples.WORDS,
        family_words=pair,
        activities=(replace(samples.WORDS.activities[0], text=pair, who=hostile),),
    )
    content = PlanContent(pair, pair, (ConcernRow(Domain.MEDICAL, pair),), (goal,))
    visit = replace(samples.VISITS[0], title=pair, place=hostile, with_whom=hostile)
    pdf = care_plan(
        paper(
            child=hostile,
            reader=hostile,
            content=content,
            visits=(visit,),
            clinic=hostile,
            coordinator=hostile,
        )
    )
    typed = hostile.translate({0x202E: None, 0x202C: None})
    assert text_of(pdf).count(typed) >= 15
    assert faults(pdf) == []


NAMES = (
    "Nguyễn Thị Ngọc Ánh",
    "Wałęsa-Żółć",
    "Mary-Kate O'Neill’s",
    "José Ñandú Ibáñez y Güell",
    "Ťažký Şükrü İğdır",
    "Лесь Ґалаґан",
)


@pytest.mark.parametrize("name", NAMES)
def test_names_are_printed_as_the_family_gave_them(name: str) -> None:
    pdf = care_plan(paper(child=name, reader=name))
    assert name in text_of(pdf)
    assert f"Para{name}".replace(" ", "") in "".join(page_texts(pdf)[0].split())


def test_a_character_without_a_font_is_refused_with_its_name() -> None:
    with pytest.raises(MissingGlyph, match="漢"):
        care_plan(paper(child="漢"))


def sixty_goals() -> Sequence[GoalRow]:
    domains = list(Domain)
    return [
        GoalRow(
            domains[number % len(domains)],
            checked(f"Goal number {number}.", f"Meta número {number}."),
            lifecycle=Lifecycle.ACTIVE,
            achievement=Achievement.IMPROVING,
            activities=(
                ActivityRow(
                    checked(f"Step of goal {number}", f"Paso de la meta {number}")
                ),
            ),
        )
        for number in range(60)
    ]


def test_sixty_goals_are_all_printed_over_many_pages() -> None:
    pdf = care_plan(paper(content=PlanContent(goals=tuple(sixty_goals()))))
    texts = {one.text for one in told(pdf)}
    for number in range(60):
        assert f"Meta: Meta número {number}." in texts
        assert f"☐\u00a0Paso de la meta {number}" in texts
    assert pages(pdf) > 5
    assert faults(pdf) == []


def test_a_text_longer_than_a_page_flows_on_and_loses_nothing() -> None:
    words = " ".join(f"palabra{number}" for number in range(3000))
    endless = checked(words, words)
    goal = replace(
        samples.WORDS,
        activities=(replace(samples.WORDS.activities[0], text=endless),),
    )
    content = replace(samples.CONTENT, what_matters=endless, goals=(goal,))
    pdf = care_plan(paper(content=content))
    texts = [one.text for one in told(pdf)]
    assert words in texts
    assert f"☐\u00a0{words}" in texts
    assert faults(pdf) == []


def test_nothing_is_drawn_beyond_the_page() -> None:
    wide = checked("W" * 400, "M" * 400)
    goal = replace(
        samples.WORDS,
        family_words=wide,
        activities=(replace(samples.WORDS.activities[0], text=wide, who="Q" * 90),),
    )
    pdf = care_plan(paper(content=replace(samples.CONTENT, goals=(goal,))))
    for page in shown_texts(pdf):
        for shown in page:
            assert 30 <= shown.x <= 582
            assert 25 <= shown.y <= 770


def test_a_table_that_parts_has_its_head_again_as_decoration() -> None:
    steps = tuple(
        ActivityRow(checked(f"Step {number}", f"Paso {number}")) for number in range(40)
    )
    goal = replace(samples.WORDS, activities=steps)
    pdf = care_plan(paper(content=replace(samples.CONTENT, goals=(goal,)), visits=()))
    texts = page_texts(pdf)
    assert sum("Hace qué" in text for text in texts) > 1
    assert [one.text for one in told(pdf)].count("Hace qué") == 1
    assert faults(pdf) == []
