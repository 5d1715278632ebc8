"""What is typed is what is printed, in every field of a paper; nothing is opened."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hhdesk.care.confidentiality import Audience
from hhdesk.care.goals import ConcernRow, Domain, Lifecycle, Responsible
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import (
    AllergyLine,
    LineKind,
    MedicineLine,
    PlanLineRow,
    School,
    SchoolPlan,
)
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.translations import Pair
from hhdesk.papers.care_plan import care_plan
from hhdesk.papers.care_plan_goals import GOAL, TARGET
from hhdesk.papers.care_plan_input import Part, Signer
from hhdesk.papers.huddle import draw_huddle
from hhdesk.papers.lint import faults
from hhdesk.papers.next_steps import draw_next_steps
from hhdesk.papers.plan_changes import draw_changes
from hhdesk.papers.plan_changes_input import (
    WORDS,
    Item,
    News,
    Other,
    PlanChangesPaper,
    Value,
)
from hhdesk.papers.plan_summary import draw_summary
from hhdesk.papers.shaping import INVISIBLE
from hhdesk.papers.visit_list import ChildVisit, draw_visit_list
from tests.papers import huddle_samples, samples, slip_samples
from tests.papers.extraction import page_texts, told
from tests.papers.markup import TEXTS
from tests.papers.samples import checked

_WATCHED = ("open", "os.open", "socket.connect", "subprocess.Popen", "urllib.Request")
_opened: list[str] = []
_watching = [False]


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _watching[0] and event in _WATCHED:
        _opened.append(f"{event} {arguments[:1]}")


@pytest.fixture(scope="module", autouse=True)
def _hook() -> None:
    # A hook of the interpreter stays; outside of `watched` it does nothing.
    sys.addaudithook(_watch)


@contextmanager
def watched() -> Iterator[list[str]]:
    _opened.clear()
    _watching[0] = True
    try:
        yield _opened
    finally:
        _watching[0] = False


class Fields:
    """Gives each field the text with the field's own number behind it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.typed: list[str] = []

    def __call__(self) -> str:
        # On a line of its own: what is above it is broken into lines once only.
        self.typed.append(f"{self.text}\nF{len(self.typed):02}.")
        return self.typed[-1]

    def pair(self) -> Pair:
        return checked(self(), self())

    def head(self) -> dict[str, Any]:
        names = ("child", "reader", "clinic", "coordinator", "phone", "number")
        return {name: self() for name in names}


def _care_plan(field: Fields) -> bytes:
    step = replace(
        samples.WORDS.activities[0],
        text=field.pair(),
        who=field(),
        responsible=Responsible.FAMILY,
    )
    goal = replace(
        samples.WORDS,
        family_words=field.pair(),
        target=field.pair(),
        activities=(step,),
    )
    clinical = replace(
        samples.WORDS,
        family_words=Pair(),
        clinical_words=field(),
        lifecycle=Lifecycle.ON_HOLD,
        activities=(),
    )
    concerns = (
        ConcernRow(Domain.MEDICAL, field.pair()),
        ConcernRow(Domain.MEDICAL, Pair(), field()),
    )
    content = PlanContent(
        field.pair(),
        field.pair(),
        concerns,
        (goal, clinical),
        culture=field.pair(),
        **_parts(field),
    )
    visit = replace(
        samples.VISITS[0], title=field.pair(), place=field(), with_whom=field()
    )
    signed = (replace(samples.SIGNED[1], name=field(), relation=field()),)
    return care_plan(
        samples.paper(
            **field.head(),
            content=content,
            visits=(visit,),
            signers=(Signer(Part.CAREGIVER, field()),),
            signed=signed,
        )
    )


def _parts(field: Fields) -> dict[str, Any]:
    whole = samples.WHOLE
    return {
        "lines": tuple(PlanLineRow(kind, field.pair()) for kind in LineKind),
        "school": School(field(), field(), field(), field(), SchoolPlan.IEP),
        "medicines": (MedicineLine(field(), field.pair(), reported_by=field()),),
        "allergies": (AllergyLine(field(), field.pair()),),
        "team": (
            replace(whole.team[0], name=field(), organization=field(), phone=field()),
        ),
    }


def _plan_summary(field: Fields) -> bytes:
    """Only what a text of any length leaves on one page: whom to call."""
    return draw_summary(samples.paper(**field.head(), visits=())).pdf


def _plan_changes(field: Fields) -> bytes:
    def said() -> Value:
        text = field()
        return lambda voice: voice.value(text)

    item = Item(
        News.CHANGED,
        GOAL,
        field.pair(),
        (Other(TARGET, said(), said()), Other(WORDS, field.pair(), field.pair())),
    )
    new = Item(News.NEW, GOAL, field.pair())
    paper = PlanChangesPaper(
        **field.head(),
        audience=Audience.FAMILY,
        language="es",
        day=date(2026, 11, 21),
        headings_checked=True,
        since=date(2026, 8, 20),
        items=(item, new),
    )
    return draw_changes(paper).pdf


def _visit_list(field: Fields) -> bytes:
    visit = replace(
        slip_samples.FIRST, title=field.pair(), place=field(), with_whom=field()
    )
    paper = slip_samples.visit_list(
        **field.head(),
        audience=Audience.SCHOOL,
        visits=(ChildVisit(field(), visit),),
    )
    return draw_visit_list(paper).pdf


def _next_steps(field: Fields) -> bytes:
    visit = replace(slip_samples.EARLY_INTERVENTION, place=field(), with_whom=field())
    paper = slip_samples.next_steps(
        ReferralState.SENT,
        **field.head(),
        need=field.pair(),
        agency=field(),
        agency_phone=field(),
        wanted=field.pair(),
        visit=visit,
    )
    return draw_next_steps(paper).pdf


def _huddle(field: Fields) -> bytes:
    late = replace(
        huddle_samples.LATE, why="{what}", values={"what": field()}, owner=field()
    )
    visit = replace(
        huddle_samples.FIRST,
        child=field(),
        called=field(),
        title=field(),
        with_whom=field(),
        place=field(),
        coordinator=field(),
        open=(late,),
    )
    stay = replace(
        huddle_samples.STAY, child=field(), place=field(), coordinator=field()
    )
    paper = huddle_samples.huddle(
        number=field(),
        clinic=field(),
        person=field(),
        lines=(visit,),
        stays=(stay,),
        overdue=(replace(late, child=field(), owner=field()),),
    )
    return draw_huddle(paper).pdf


PAPERS: dict[str, Callable[[Fields], bytes]] = {
    "care-plan": _care_plan,
    "huddle": _huddle,
    "next-steps": _next_steps,
    "plan-changes": _plan_changes,
    "plan-summary": _plan_summary,
    "visit-list": _visit_list,
}
_BATCH = 20


def visible(text: str) -> str:
    return "".join(c for c in text if c not in INVISIBLE)


def test_there_are_two_hundred_texts_that_are_not_what_they_seem() -> None:
    assert len(set(TEXTS)) == 200


def check(kind: str, texts: Sequence[str]) -> None:
    """Every field of this paper prints each text as it was typed, opening nothing."""
    draw = PAPERS[kind]
    draw(Fields("fonts, pictures and words are read now"))
    for text in texts:
        field = Fields(text)
        with watched() as opened:
            pdf = draw(field)
        assert opened == []
        printed = visible("".join(one.text for one in told(pdf)))
        drawn = visible("".join(page_texts(pdf)))
        for typed in field.typed:
            # Reader and number stand in the footer, which is no content.
            assert visible(typed) in printed or visible(typed) in drawn


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_printed_text_is_typed_text_and_no_file_is_opened(kind: str) -> None:
    """A third of the texts, each on one of the papers."""
    place = sorted(PAPERS).index(kind)
    check(kind, TEXTS[place :: 3 * len(PAPERS)])


@pytest.mark.sweep
@pytest.mark.parametrize("first", range(0, len(TEXTS), _BATCH))
@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_each_text_is_itself_on_every_paper(kind: str, first: int) -> None:
    check(kind, TEXTS[first : first + _BATCH])


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_markup_leaves_the_structure_whole(kind: str) -> None:
    for text in TEXTS[::10]:
        assert faults(PAPERS[kind](Fields(text))) == []
