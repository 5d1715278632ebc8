"""What the paper is given of a released plan, and what it cannot know."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from hhdesk.care.appointments import AppointmentRow, AppointmentStatus
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.clinic import ClinicRow
from hhdesk.care.confidentiality import Audience
from hhdesk.care.goals import (
    Achievement,
    ActivityRow,
    ActivityStatus,
    Lifecycle,
    Responsible,
)
from hhdesk.care.paper_orders import PaperKind
from hhdesk.care.person import Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_disclosure import PlanForReader
from hhdesk.care.plan_records import PlanStatus
from hhdesk.care.translations import Pair
from hhdesk.papers.care_plan import care_plan
from hhdesk.papers.care_plan_input import CarePlanPaper, Part, paper_for
from hhdesk.papers.naming import file_name
from hhdesk.papers.paper_head import Choices, Issue
from tests.papers import samples

SOME_ID = UUID(int=7)
DAY = date(2026, 11, 21)


def released(**changes: object) -> PlanForReader:
    """Mateo's plan as it comes out of the disclosure rule."""
    plan = PlanForReader(
        SOME_ID,
        Name("Mateo", "Hernández", "Ruiz"),
        "Lucía Ruiz",
        Audience.FAMILY,
        PlanRow(SOME_ID, SOME_ID, 3, PlanStatus.ACTIVE, "es", samples.CONTENT),
        (
            AppointmentRow(
                SOME_ID,
                "Check-up",
                "2500 Cedar Avenue",
                "Dr. Amy Lee",
                datetime(2026, 12, 4, 0, 30, tzinfo=UTC),
                datetime(2026, 12, 4, 1, 0, tzinfo=UTC),
                AppointmentStatus.BOOKED,
            ),
        ),
        ClinicRow(
            SOME_ID,
            "Cedar Clinic",
            "(510) 555-0100",
            "",
            "America/Los_Angeles",
            ("es",),
            False,
        ),
        "Rosa Delgado",
        0,
        1,
    )
    return replace(plan, **changes)  # type: ignore[arg-type]


def given(plan: PlanForReader, **options: object) -> CarePlanPaper:
    return paper_for(plan, Issue(DAY, "7F3A-4BE1"), Choices(**options))  # type: ignore[arg-type]


def test_the_paper_does_not_depend_on_what_was_withheld() -> None:
    assert given(released(withheld=0)) == given(released(withheld=3))
    assert care_plan(given(released(withheld=0))) == care_plan(
        given(released(withheld=3))
    )


def test_visits_are_told_in_the_clinics_zone() -> None:
    [visit] = given(released()).visits
    assert (visit.starts.day, visit.starts.hour, visit.starts.minute) == (3, 16, 30)


def test_the_plans_language_is_the_papers_unless_another_is_asked_for() -> None:
    assert given(released()).language == "es"
    assert given(released(), language="en").language == "en"


def test_a_translation_is_never_printed_as_another_language() -> None:
    paper = given(released(), language="vi")
    pairs = [paper.content.what_matters, paper.content.strengths]
    pairs += [concern.text for concern in paper.content.concerns]
    for goal in paper.content.goals:
        pairs += [goal.family_words, *(step.text for step in goal.activities)]
    assert not any(pair.printable for pair in pairs)
    assert all(pair.english for pair in pairs)


def test_headings_count_as_checked_for_the_clinics_languages_only() -> None:
    assert given(released()).headings_checked
    assert not given(released(), language="vi").headings_checked


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (Name("Mateo", "Ruiz"), "Mateo"),
        (Name("Mateo", "Ruiz", nickname="Teo"), "Teo"),
        (Name("", as_given="Nguyễn Ánh"), "Nguyễn Ánh"),
    ],
)
def test_the_child_is_called_as_the_family_calls_it(name: Name, shown: str) -> None:
    assert given(released(name=name)).child == shown


def test_the_youth_signs_the_youths_own_paper() -> None:
    signers = given(released(audience=Audience.YOUTH)).signers
    assert [signer.part for signer in signers] == [Part.YOUTH, Part.COORDINATOR]
    family = given(released()).signers
    assert [signer.part for signer in family] == [Part.CAREGIVER, Part.COORDINATOR]


def step(
    text: str,
    who: Responsible = Responsible.STAFF,
    due: date | None = None,
    status: ActivityStatus = ActivityStatus.TO_DO,
) -> ActivityRow:
    return ActivityRow(Pair(text), who, "", due, status)


def paper_with(*steps: ActivityRow, **changes: object) -> CarePlanPaper:
    goal = replace(samples.WORDS, activities=steps, **changes)  # type: ignore[arg-type]
    return samples.paper(content=PlanContent(goals=(goal,)))


def test_the_next_step_is_the_familys_own_soonest() -> None:
    paper = paper_with(
        step("clinic, soon", due=date(2026, 11, 22)),
        step("family, some day", Responsible.FAMILY),
        step("family, soon", Responsible.FAMILY, date(2026, 12, 24)),
        step("done", Responsible.FAMILY, date(2026, 11, 1), ActivityStatus.DONE),
    )
    assert paper.next_step is not None
    assert paper.next_step.text.english == "family, soon"


def test_without_a_step_of_the_family_the_next_one_is_anybodys_soonest() -> None:
    paper = paper_with(step("later", due=date(2027, 1, 1)), step("soon", due=DAY))
    assert paper.next_step is not None
    assert paper.next_step.text.english == "soon"


def test_a_goal_on_hold_gives_no_next_step_and_no_main_message() -> None:
    paper = paper_with(step("rest"), lifecycle=Lifecycle.ON_HOLD)
    assert paper.next_step is None
    assert paper.main_message == PlanContent().what_matters


def test_a_goal_that_is_reached_is_not_the_main_message() -> None:
    reached = replace(samples.WORDS, achievement=Achievement.ACHIEVED)
    content = PlanContent(goals=(reached, samples.VISITS_KEPT))
    assert samples.paper(content=content).main_message == (
        samples.VISITS_KEPT.family_words
    )


def test_a_papers_file_name_says_no_name() -> None:
    assert file_name(PaperKind.CARE_PLAN, "7F3A-4BE1") == "care-plan-7f3a-4be1.pdf"


@pytest.mark.parametrize("number", ["../../etc/passwd", "a/b\\c", "CON:.", "  "])
def test_a_papers_file_name_stays_in_its_folder(number: str) -> None:
    name = file_name(PaperKind.CARE_PLAN, number)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert name.startswith("care-plan")
    assert name.endswith(".pdf")
