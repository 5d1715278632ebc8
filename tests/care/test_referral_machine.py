"""Random lawful and unlawful acts on a referral, on both databases."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import hypothesis.strategies as st
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hhdesk.care import (
    audit,
    audit_verdict,
    referral_acts,
    referral_choices,
    referral_facts,
    referral_news,
)
from hhdesk.care.outreach import Outcome, Way
from hhdesk.care.referral_choices import STEPS
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_history import EventRow, timeline
from hhdesk.care.referral_news import Attempt
from hhdesk.care.referral_states import (
    CLOSED,
    HELP_ENDS,
    PREPARING,
    Detail,
    ReferralState,
)
from hhdesk.care.referral_steps import Closing, Evidence, NoHelpReason, Step, Told
from hhdesk.care.referrals import EventKind
from hhdesk.errors import ChangedElsewhere, InvalidField, NotPermitted, Refusal
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.care.referral_desk import FOOD, SIGNED, TODAY, Desk, ago, desk
from tests.care.referral_lines import PAIRS

S = ReferralState
NEEDS_NOTHING = {S.DRAFT, S.AWAITING_AGREEMENT, S.AWAITING_AUTHORIZATION}
"""Steps of our own that are taken without a word."""

# Open states thrice, so that a walk does not close at once.
TARGETS = [state for state in S for _ in range(1 if state in CLOSED else 3)]
ENDS = {
    S.GOT_HELP: Closing(S.GOT_HELP, ago(0), Evidence.AGENCY_CONFIRMED),
    S.NO_HELP: Closing(S.NO_HELP, reason=NoHelpReason.FULL, next_step="Ask in March"),
    S.FAMILY_CHOSE_NOT: Closing(S.FAMILY_CHOSE_NOT),
}
Read = tuple[ReferralFacts, tuple[EventRow, ...], int]


def full_step(to: S, days: int) -> Step:
    """A step to which everything is told that any state might need."""
    told = Told(ago(days), "They called", "As they said")
    closing = ENDS.get(to)
    if to is S.GOT_HELP:
        closing = Closing(S.GOT_HELP, ago(days), Evidence.AGENCY_CONFIRMED)
    return Step(
        to,
        told,
        Detail.BY_AGENCY if to is S.MISSED else None,
        sharing=SIGNED,
        closing=closing,
        visit_on=TODAY + timedelta(days=4),
        wanted="A photo ID",
    )


class ReferralMachine(RuleBasedStateMachine):
    """A referral as the database has it against what the table allows."""

    def __init__(self, at: Desk) -> None:
        super().__init__()
        self.at = at
        self.row: ReferralFacts
        self.history: tuple[EventRow, ...] = ()
        self.checked: tuple[EventRow, ...] = ()

    @initialize(days=st.integers(20, 40))
    def begin(self, days: int) -> None:
        self.row = self.at.draft(FOOD, ago(days)).referral

    def read(self) -> Read:
        def all_of(session: UnitOfWork) -> Read:
            entries = session.query(audit.AuditEntry).count()
            row = referral_facts.referral(session, self.row.id)
            return row, timeline(session, self.row.id), entries

        return self.at.ask(all_of)

    def refused(self, act: Callable[[], object]) -> Refusal | None:
        """Do it; a refusal leaves no trace, anything else an audit row."""
        _, _, audited = before = self.read()
        try:
            act()
        except Refusal as refusal:
            assert self.read() == before
            return refusal
        self.row, self.history, now_audited = self.read()
        assert now_audited > audited
        return None

    def lacks_nothing(self, to: S, days: int, told: bool) -> bool:
        """Whether a lawful step is told with all that it needs, on a possible day."""
        possible = self.row.state_since <= ago(days) <= TODAY
        return possible and (told or to in NEEDS_NOTHING)

    @rule(to=st.sampled_from(TARGETS), days=st.integers(-1, 40), told=st.booleans())
    def step(self, to: S, days: int, told: bool) -> None:
        step = full_step(to, days) if told else Step(to, Told(ago(days)))
        before, complete = self.row, self.lacks_nothing(to, days, told)
        refusal = self.refused(
            lambda: self.at.do(referral_acts.move, before.id, step, seen=before.version)
        )
        if (before.state, to) not in PAIRS:
            assert type(refusal) is NotPermitted
        elif complete:
            assert refusal is None
            assert (self.row.state, self.row.state_since) == (to, ago(days))
        else:
            assert isinstance(refusal, InvalidField)

    @rule()
    def stale_step(self) -> None:
        row, step = self.row, full_step(S.ENTERED_IN_ERROR, 0)
        refusal = self.refused(
            lambda: self.at.do(referral_acts.move, row.id, step, seen=row.version - 1)
        )
        assert isinstance(refusal, ChangedElsewhere)

    @rule(days=st.integers(0, 40))
    def failure_notice(self, days: int) -> None:
        before, told = self.row, Told(ago(days), "Fax report")
        refusal = self.refused(
            lambda: self.at.do(referral_news.note_failure, before.id, told)
        )
        assert (refusal is not None) is (before.state in PREPARING)
        failed = before.state is S.SENT and ago(days) >= before.state_since
        expected = S.DELIVERY_FAILED if failed else before.state
        assert self.row.state is expected

    @rule(days=st.integers(0, 40), amended=st.booleans())
    def report_came(self, days: int, amended: bool) -> None:
        before, told = self.row, Told(ago(days), "The report itself")
        refusal = self.refused(
            lambda: self.at.do(
                referral_news.receive_report,
                before.id,
                told,
                seen=before.version,
                amended=amended,
            )
        )
        if refusal is None:
            assert len(self.row.to_review) == len(before.to_review) + 1
        if before.state in CLOSED:
            assert self.row.state is before.state

    @precondition(lambda self: self.row.to_review)
    @rule()
    def review(self) -> None:
        before = self.row
        report_id = before.to_review[0].id
        assert not self.refused(
            lambda: self.at.do(
                referral_news.review_report,
                before.id,
                report_id,
                Told(),
                seen=before.version,
            )
        )
        assert self.row.state is before.state

    @rule(way=st.sampled_from(Way))
    def attempt(self, way: Way) -> None:
        before, one = self.row, Attempt(way, Outcome.NOT_REACHED)
        refusal = self.refused(
            lambda: self.at.do(referral_news.record_attempt, before.id, one)
        )
        assert (refusal is None) is before.state.open

    @precondition(lambda self: self.row.state in CLOSED)
    @rule()
    def reopen(self) -> None:
        old, told = self.row, Told(note="They ask again")
        if old.state in HELP_ENDS:
            created = self.at.do(
                referral_acts.reopen, old.id, told, seen=old.version
            ).referral
            assert self.read()[0] == old
            assert created.previous_id == old.id
        else:
            created = self.at.draft(FOOD, old.state_since).referral
        self.row, self.checked = created, ()
        self.history = self.read()[1]

    @invariant()
    def open_means_a_clock_runs_and_somebody_has_the_next_step(self) -> None:
        assert self.row.state.open is (self.row.due_on is not None)
        assert self.row.state.open is bool(self.row.turn)

    @invariant()
    def help_is_evident(self) -> None:
        if self.row.state is S.GOT_HELP:
            assert self.row.service_on is not None
            assert self.row.evidence is not None

    @invariant()
    def history_only_grows_and_each_of_its_steps_is_lawful(self) -> None:
        assert self.history[: len(self.checked)] == self.checked
        self.checked = self.history
        way = [
            one
            for one in self.history
            if one.kind in {EventKind.STEP, EventKind.PASSED} and one.from_state
        ]
        for one in way:
            assert (one.from_state, one.to_state) in PAIRS
            assert (one.happened_on is None) is (one.kind is EventKind.PASSED)
            assert one.how_known or one.kind is EventKind.STEP
        for before, after in itertools.pairwise(way):
            assert before.to_state is after.from_state
        days = [one.happened_on for one in way if one.happened_on]
        assert days == sorted(days)
        assert all(one.actor == "Rosa Delgado" for one in self.history)

    @invariant()
    def every_step_that_a_screen_offers_is_in_the_table(self) -> None:
        offered = referral_choices.lawful_acts(self.row)
        steps = {STEPS[act] for act in offered if act in STEPS}
        assert steps == {to for state, to in PAIRS if state is self.row.state}

    def teardown(self) -> None:
        assert self.at.ask(audit_verdict.verify).whole


def test_no_walk_of_random_acts_breaks_a_rule(
    database: Database, actor_id: UUID
) -> None:
    run_state_machine_as_test(
        lambda: ReferralMachine(desk(database, actor_id)),
        settings=settings(
            max_examples=10,
            stateful_step_count=16,
            deadline=None,
            # A walk is short enough to read; shrinking one takes minutes here.
            phases=[Phase.generate],
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
