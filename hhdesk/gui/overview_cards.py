"""Fills cards of the Overview alone: what matters, alerts, pinned notes, answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import tzinfo
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from hhdesk.care.instrument_files import instrument
from hhdesk.care.member_overview import (
    NEEDS,
    LastAnswers,
    MemberOverview,
    PinnedNote,
)
from hhdesk.care.member_page import MemberPage
from hhdesk.care.programs import SegmentState
from hhdesk.care.translations import TranslationState
from hhdesk.gui import answer_words, states
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import State
from hhdesk.gui.labels import PlainLabel
from hhdesk.i18n import _, format_date, language_name

Act = Callable[[], object]

_REACHED = (
    SegmentState.ENGAGED,
    SegmentState.AGREEMENT_PENDING,
    SegmentState.ENROLLED,
    SegmentState.STEPPING_DOWN,
)
"""Where the family has been met, so that questions can be asked."""


def what_matters(card: Card, page: MemberPage, more: MemberOverview) -> None:
    """The plan's first words, the family's language first; its number and review."""
    card.say(_("What matters to the family"))
    english = more.matters.english or page.what_matters
    if not english and not more.matters.family:
        card.add_muted(_("Not written down yet. Ask the family, in their words."))
    elif more.matters.family and more.language != "en":
        card.add(_beside(more.matters.family, english))
    else:
        card.add(_paragraph(english, ""))
    if not page.plan_number:
        return
    chips = [_translation(more), _review(page)]
    version = _("Plan version {n}").format(n=page.plan_number)
    card.add(Line("", version, [one for one in chips if one.word], beside=True))


def _paragraph(words: str, look: str) -> PlainLabel:
    label = PlainLabel(words)
    label.setWordWrap(True)
    label.setProperty("look", look)
    return label


def _beside(family: str, english: str) -> QWidget:
    """The family's words, and the English at their right."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 4, 0, 4)
    row.setSpacing(24)
    row.addWidget(_paragraph(family, "strong"), 1)
    row.addWidget(_paragraph(english, "muted"), 1)
    return made


def _translation(more: MemberOverview) -> State:
    """Only where the family could not be given the words as they are."""
    pair = more.matters
    if more.language == "en" or not pair.english:
        return State("")
    if pair.state is TranslationState.CHECKED:
        return State("")
    language = language_name(more.language)
    state = states.translation_state(pair.state)
    return State(f"{language}: {state.word}", state.tone, state.icon)


def _review(page: MemberPage) -> State:
    review = states.due(page.review_on, page.today)
    if not review.word:
        return review
    words = _("Review {when}").format(when=review.word)
    return State(words, review.tone, review.icon)


def alerts(
    card: Card, page: MemberPage, more: MemberOverview, consents: Act, plan: Act
) -> None:
    """What is missing or late, each with where it is mended."""
    if page.deceased_on is not None:
        return
    missing = [State(_("Missing"), "warning", "triangle-alert")]
    if not page.plan_number:
        line = Line(_("There is no care plan yet"), "", missing, beside=True)
        line.offer(_("Begin"), plan)
        card.add(line)
    elif page.review_on is not None and page.review_on < page.today:
        late = [states.due(page.review_on, page.today)]
        line = Line(_("The plan's review is overdue"), "", late, beside=True)
        line.offer(_("Open"), plan)
        card.add(line)
    if not more.shares:
        words = _("Nothing may be shared beyond the care team")
        line = Line(_("No consent is in force"), words, missing, beside=True)
        line.offer(_("Ask"), consents)
        card.add(line)


def pinned(card: Card, rows: Iterable[PinnedNote], zone: tzinfo, opens: Act) -> None:
    """Notes that stand on top; private words wait until somebody asks for them."""
    rows = tuple(rows)
    card.setVisible(bool(rows))
    card.say(_("Pinned"))
    for row in rows:
        private = row.staff_only or row.seal.sealed
        day = format_date(row.at.astimezone(zone).date())
        text = _("A private note") if private else row.text
        line = Line(text, day, [states.seal(row.seal)])
        if private:
            line.offer(_("Open"), opens)
        card.add(line)


def answers(
    card: Card, page: MemberPage, more: MemberOverview, opens: Callable[[UUID], object]
) -> None:
    """The last answers to each instrument, and what was not asked yet."""
    card.say(_("Questions asked"), str(len(more.answers) or ""))
    for row in more.answers:
        card.add(_answered(row, opens))
    reached = page.enrollment is not None and page.enrollment.state in _REACHED
    needs = instrument(NEEDS)
    if NEEDS not in more.asked and needs is not None and reached:
        name = answer_words.instrument_title(needs)
        words = _("{name}: not asked yet").format(name=name)
        card.add(Line("", "", [State(words, "warning", "clock")]))
    elif not more.answers:
        card.add_muted(_("Nothing was asked yet."))


def _answered(row: LastAnswers, opens: Callable[[UUID], object]) -> Line:
    asked = instrument(row.instrument)
    title = answer_words.instrument_title(asked) if asked else row.instrument
    line = Line(title, format_date(row.asked_on), _marks(row))
    line.offer(_("Open"), lambda: opens(row.id))
    return line


def _marks(row: LastAnswers) -> list[State]:
    marks = []
    if row.safety:
        danger = _("Danger to self: acted on")
        marks.append(State(danger, "danger", "triangle-alert"))
    if not row.finished:
        marks.append(State(_("Not finished"), "warning", "clock"))
    marks += answer_words.scores(row.instrument, row.edition, row.scores)
    return [*marks, states.seal(row.seal)]
