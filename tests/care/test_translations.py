"""Lines to translate and to check: who may, what waits, what is never overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import (
    booking,
    care_plans,
    clinic,
    members,
    phrase_checks,
    plan_saving,
    staff,
    translation_acts,
    translation_answers,
    translation_sending,
    translation_work,
)
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.disclosures import Disclosure
from hhdesk.care.family_lines import LinePart
from hhdesk.care.goals import ActivityRow, ConcernRow, Domain, GoalRow
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Languages, Name
from hhdesk.care.phrase_checks import HEADING, CheckLine, Verdict
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.staff import Staff
from hhdesk.care.translation_acts import LineSeen
from hhdesk.care.translation_answers import (
    CHECKED,
    MEANWHILE,
    NOT_OURS,
    SLOTS,
    UNFINISHED,
    Answered,
    AnswerLine,
)
from hhdesk.care.translation_sending import Sending, SendOrder
from hhdesk.care.translation_work import WorkAsked, WorkList, WorkRow
from hhdesk.care.translations import Pair, Translation, TranslationState
from hhdesk.errors import ChangedElsewhere, NotPermitted
from hhdesk.store.engine import Database

MISSING, DRAFT = TranslationState.MISSING, TranslationState.DRAFT
TRANSLATED, STALE = TranslationState.TRANSLATED, TranslationState.STALE
SEALED = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
WORRY = "She cuts herself."
GOAL, STEP, SECRET = "Take 5 ml at night", "Call {clinic}", "See the counselor"
PLAN = PlanContent(
    what_matters=Pair("We want to sleep", "Queremos dormir"),
    concerns=(ConcernRow(Domain.MENTAL_HEALTH, Pair(WORRY), seal=SEALED),),
    goals=(GoalRow(Domain.MEDICAL, Pair(GOAL), activities=(ActivityRow(Pair(STEP)),)),),
)
PLAN = replace(
    PLAN,
    goals=(*PLAN.goals, GoalRow(Domain.MENTAL_HEALTH, Pair(SECRET), seal=SEALED)),
)


class Translators:
    """A clinic with one child's plan in Spanish and two people at work."""

    def __init__(self, database: Database, actor_id: UUID) -> None:
        self.database, self.actor_id = database, actor_id
        self.other_id = database.ids()
        with database.transaction(actor_id) as session:
            staff.add(session, self.other_id, "otra", "Otra")
            spanish = Languages("es", "es")
            details = MemberDetails(
                Name("Ana", "Ruiz"), date(2012, 5, 14), languages=spanish
            )
            self.member_id = members.create(session, details)
            plan_saving.save(session, self.member_id, PLAN, seen=0)

    def qualify(self, *who: UUID) -> None:
        with self.database.transaction(self.actor_id) as session:
            for one in (self.actor_id, self.other_id):
                languages = ["es"] if one in who else []
                session.get_one(Staff, one).qualified_languages = languages

    def work(self, **asked: object) -> WorkList:
        with self.database.reading() as session:
            return translation_work.work(session, WorkAsked(**asked))  # type: ignore[arg-type]

    def line(self, english: str) -> WorkRow:
        rows = self.work().rows
        return next(row for row in rows if row.pair.english == english)

    def save(self, row: WorkRow, text: str, by: UUID | None = None) -> WorkRow:
        with self.database.transaction(by or self.actor_id) as session:
            seen = LineSeen(row.pair.english, row.pair.family)
            saved = translation_acts.save_line(session, row.key, text, seen=seen)
        assert saved is not None
        return saved

    def check(self, row: WorkRow, by: UUID | None = None) -> WorkRow:
        with self.database.transaction(by or self.actor_id) as session:
            seen = LineSeen(row.pair.english, row.pair.family)
            checked = translation_acts.check_line(session, row.key, seen=seen)
        assert checked is not None
        return checked

    def rewrite(self, english: str) -> None:
        """The goal's English is another from now on."""
        with self.database.transaction(self.actor_id) as session:
            plan = care_plans.current(session, self.member_id)
            goal = plan.content.goals[0]
            words = replace(goal.family_words, english=english)
            goals = (replace(goal, family_words=words), *plan.content.goals[1:])
            content = replace(plan.content, goals=goals)
            plan_saving.save(session, self.member_id, content, seen=plan.number)

    def send(self) -> Sending:
        with self.database.transaction(self.actor_id) as session:
            order = SendOrder("es", " Ana  Sol ", self.member_id)
            sending = translation_sending.gather(session, order)
            translation_sending.hand_out(session, sending, b"a file")
            return sending

    def take_in(self, *lines: AnswerLine) -> Answered:
        with self.database.transaction(self.actor_id) as session:
            return translation_answers.take_in(session, lines, "Ana Sol", "es")


@pytest.fixture
def here(database: Database, actor_id: UUID) -> Translators:
    return Translators(database, actor_id)


def test_what_waits_is_listed_without_a_word_of_what_is_sealed(
    here: Translators,
) -> None:
    found = here.work()
    assert [row.pair.english for row in found.rows if not row.private] == [
        "We want to sleep",
        GOAL,
        STEP,
    ]
    private = [row for row in found.rows if row.private]
    assert [row.key.part for row in private if row.pair.english or row.child] == []
    assert len(private) == 2
    assert found.rows[-1].private
    assert found.counts == {("es", DRAFT): 1, ("es", MISSING): 4}
    assert here.work(states=(DRAFT,)).total == 1
    assert here.work(language="vi").total == 0
    with here.database.transaction(here.actor_id) as session:
        key = private[0].key
        with pytest.raises(NotPermitted):
            translation_acts.save_line(session, key, "no", seen=LineSeen("", ""))


def test_whose_family_comes_next_stands_first(here: Translators) -> None:
    with here.database.transaction(here.actor_id) as session:
        details = MemberDetails(
            Name("Bea", "Sol"), date(2015, 1, 2), languages=Languages("es", "es")
        )
        bea = members.create(session, details)
        content = PlanContent(what_matters=Pair("Bea wants to read"))
        plan_saving.save(session, bea, content, seen=0)
        begin = session.now() + timedelta(days=3)
        visit = AppointmentDetails("Well visit", begin, begin + timedelta(hours=1))
        booking.book(session, bea, visit)
    first = here.work().rows[0]
    assert (first.child, first.next_visit) == (Name("Bea", "Sol"), begin)


def test_another_person_checks_where_the_clinic_asks_for_it(here: Translators) -> None:
    here.qualify(here.actor_id, here.other_id)
    saved = here.save(here.line(GOAL), "Tome 5 ml en la noche")
    assert saved.state is TRANSLATED
    with here.database.transaction(here.actor_id) as session:
        assert clinic.ask_second_check(session, True).second_check
    with pytest.raises(NotPermitted) as refused:
        here.check(saved)
    assert "another qualified person" in str(refused.value)
    checked = here.check(saved, here.other_id)
    assert (checked.pair.printable, checked.pair.checked_by) == (True, "Otra")
    here.qualify(here.actor_id)
    with pytest.raises(NotPermitted):
        here.check(here.save(here.line(STEP), "Llame a {clinic}"), here.other_id)
    with here.database.transaction(here.other_id) as session:
        session.get_one(Staff, here.actor_id).role = staff.Role.LEAD
        session.flush()
        with pytest.raises(NotPermitted):
            clinic.ask_second_check(session, False)


def test_changed_english_shows_what_was_translated(here: Translators) -> None:
    here.qualify(here.actor_id)
    here.check(here.save(here.line(GOAL), "Tome 5 ml en la noche"))
    assert GOAL not in [row.pair.english for row in here.work().rows]
    here.rewrite("Take 10 ml at night")
    stale = here.line("Take 10 ml at night")
    assert (stale.state, stale.before, stale.pair.printable) == (STALE, GOAL, False)
    assert [fault.text for fault in stale.faults] == ["10 ml", "5 ml"]
    with here.database.transaction(here.actor_id) as session:
        # As rows are that were written before the English was kept beside them.
        line = session.scalars(
            select(Translation).where(Translation.item_id == stale.key.item_id)
        ).one()
        line.english = ""
        session.flush()
        before = translation_work.english_before(session, here.member_id, stale.key)
        assert before == GOAL
        old = translation_work.line(session, stale.key)
        assert old is not None
        assert old.state is STALE
    here.rewrite(GOAL)
    assert GOAL not in [row.pair.english for row in here.work().rows]


def test_a_line_changed_meanwhile_is_refused_and_other_lines_are_not(
    here: Translators,
) -> None:
    goal, step = here.line(GOAL), here.line(STEP)
    here.save(goal, "Una cosa", here.other_id)
    with pytest.raises(ChangedElsewhere):
        here.save(goal, "Otra cosa")
    assert here.save(step, "Llame a {clinic}").pair.family == "Llame a {clinic}"
    goal = here.line(GOAL)
    here.rewrite("Sleep")
    with pytest.raises(ChangedElsewhere):
        here.save(goal, "Otra cosa")


def test_sealed_lines_stay_here_and_what_leaves_is_accounted_for(
    here: Translators,
) -> None:
    sending = here.send()
    assert [line.english for line in sending.lines] == ["We want to sleep", GOAL, STEP]
    assert sending.withheld == 2
    with here.database.reading() as session:
        (told,) = session.scalars(select(Disclosure)).all()
        assert (told.member_id, told.recipient) == (here.member_id, "Ana Sol")


def test_an_answer_is_taken_in_line_by_line_and_taken_back(here: Translators) -> None:
    here.qualify(here.actor_id)
    ours, goal, step = here.send().lines
    here.rewrite("Take 5 ml at noon")
    done = here.take_in(
        AnswerLine(ours.id, ours.english, "Dormir", unfinished=True),
        AnswerLine(goal.id, goal.english, "Tome 5 ml en la noche"),
        AnswerLine(step.id, step.english, "Llame"),
        AnswerLine("goal.0.0", "Who?", "¿Quién?"),
    )
    assert (done.taken, done.stale) == (1, 1)
    assert {one.why for one in done.refused} == {UNFINISHED, SLOTS, NOT_OURS}
    stale = here.line("Take 5 ml at noon")
    assert (stale.state, stale.before) == (STALE, GOAL)
    assert stale.pair.translated_by == "Ana Sol"
    with here.database.transaction(here.actor_id) as session:
        assert translation_answers.take_back(session, done) == 1
    assert here.line("Take 5 ml at noon").state is MISSING
    again = here.take_in(AnswerLine(step.id, step.english, "Llame a {clinic}"))
    assert here.line(STEP).state is TRANSLATED
    here.check(here.line(STEP))
    with here.database.transaction(here.actor_id) as session:
        assert translation_answers.take_back(session, again) == 0
    late = here.take_in(AnswerLine(step.id, step.english, "{clinic}: llame"))
    assert [one.why for one in late.refused] == [CHECKED]
    here.save(here.line("We want to sleep"), "Queremos soñar")
    late = here.take_in(AnswerLine(ours.id, ours.english, "Dormir"))
    assert [one.why for one in late.refused] == [MEANWHILE]


def test_a_language_prints_when_all_its_headings_are_good(here: Translators) -> None:
    headings = [CheckLine(f"{HEADING}{n}", f"When {n}", f"Cuándo {n}") for n in (1, 2)]

    def answer(line: CheckLine, verdict: Verdict) -> tuple[str, ...]:
        with here.database.transaction(here.actor_id) as session:
            phrase_checks.answer(session, line, "es", verdict, headings=headings)
            return clinic.clinic(session).checked_languages

    with pytest.raises(NotPermitted):
        answer(headings[0], Verdict.YES)
    here.qualify(here.actor_id)
    assert answer(headings[0], Verdict.YES) == ()
    assert answer(headings[1], Verdict.YES) == ("es",)
    assert answer(headings[0], Verdict.WAITING) == ()
    with here.database.reading() as session:
        assert set(phrase_checks.checks(session, "es")) == {headings[1].id}
        good = phrase_checks.checked(session, "es")
    assert good == {headings[1].id: headings[1].fingerprint}


def test_every_part_of_a_plan_has_its_lines_on_the_list() -> None:
    assert [source.part for source in translation_work.SOURCES] == list(LinePart)
