"""The lower part of the summary for the pediatrician: services, referrals, the plan,
visits, stays, and who else coordinates."""

from __future__ import annotations

from hhdesk.care.care_team import TEAM_ROLE_WORDS, TeamMemberRow, TeamRole
from hhdesk.care.clinician_summary import (
    ScreenerTold,
    StayTold,
    next_step,
    words_of,
)
from hhdesk.care.goals import BARRIER_WORDS, RESPONSIBLE_WORDS, BarrierKind, GoalRow
from hhdesk.care.plan_lines import SCHOOL_PLAN_WORDS, SchoolPlan
from hhdesk.care.referral_record import ReferralRecord
from hhdesk.care.referral_states import TURN_WORDS, ReferralState, rule_of
from hhdesk.care.referral_steps import EVIDENCE_WORDS, NO_HELP_WORDS
from hhdesk.care.referrals import Urgency
from hhdesk.care.stays import STAY_KIND_WORDS, STAY_STATUS_WORDS, StayStatus
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.care_plan_goals import state_of, when_said
from hhdesk.papers.clinician_summary_input import Due, SummaryPaper
from hhdesk.papers.staff_sheet import StaffSheet
from hhdesk.papers.staff_side import StaffSide

PART2 = N_("42 CFR part 2 prohibits unauthorized use or disclosure of these records.")
SINCE = N_("{what} since {day}")
ON = N_("{what}, {day}")
SERVICES = N_("Services in use")
REFERRALS = N_("Referrals")
PLAN = N_("Care plan")
VISITS = N_("Coming visits")
STAYS = N_("Hospital and emergency, last 12 months")
TEAM = N_("Who else coordinates")
BARRIERS = N_("What makes care harder")
SCREENERS = N_("Screeners")
EQUIPMENT = N_("Equipment")
FOR_WHAT = N_("For what")
AGENCY = N_("Agency")
STANDS = N_("Where it stands")
NEXT = N_("Next step")
GOAL = N_("Goal")
GOES = N_("How it is going")
WHO_NEXT = N_("Next step, who, when")
URGENT = N_("Urgent")
BY = N_("by {day}")
VISIT_ON = N_("visit on {day}")
REPORT_ON = N_("report of {day}")
REVIEWED = N_("reviewed")
TILL = N_("{from_day} to {day}")
SEEN = N_("Seen on {day}.")
NEXT_VISIT = N_("Next visit on {day}.")
NO_VISIT = N_("No visit since, none booked.")
TALKED = N_("We talked with the family on {day}.")
POINTS = N_("{title}: {meaning} ({points})")
NOT_COMPLETE = N_("{title}: not all was answered")
DANGER = N_("An answer spoke of danger to self; the clinic was told at once.")
MOST_VISITS = 6
AND_MORE = N_("and {n} more")
_REFERRAL_SHARES = (0.26, 0.25, 0.26, 0.23)
_GOAL_SHARES = (0.42, 0.16, 0.42)


class CareParts(StaffSheet):
    """Builds the blocks below the health of the child."""

    def __init__(self, paper: SummaryPaper, side: StaffSide) -> None:
        super().__init__(side)
        self.paper = paper

    def blocks(self) -> list[Block]:
        paper = self.paper
        return [
            *self.pair(
                self.listed(SERVICES, self._services()),
                self.listed(TEAM, map(self._member, self._others())),
            ),
            *self._referrals(),
            *self._goals(),
            *self.pair(
                self.listed(VISITS, self._visits()),
                self.listed(STAYS, map(self._stay, paper.stays)),
            ),
            *self.pair(
                self.listed(SCREENERS, map(self._screener, paper.screeners)),
                self._barriers(),
            ),
            *([self.words(self.say(PART2), self.strong)] if paper.part2 else []),
        ]

    def _services(self) -> list[list[Block]]:
        paper = self.paper
        found = [self._service(one) for one in paper.services]
        school = paper.school
        if school.plan not in (SchoolPlan.NOT_ASKED, SchoolPlan.NONE) or school.name:
            asked = school.plan not in (SchoolPlan.NOT_ASKED, SchoolPlan.NONE)
            plan = self.say(SCHOOL_PLAN_WORDS[school.plan]) if asked else ""
            found.append(self.line(school.name, plan, school.contact, school.phone))
        if paper.equipment:
            things = ", ".join(words_of(one.text) for one in paper.equipment)
            found.append(self.labelled(EQUIPMENT, things))
        return found

    def _service(self, one: ReferralRecord) -> list[Block]:
        since = one.service_on or one.state_since
        state = self.say(rule_of(one.state, one.detail).words)
        known = self.say(EVIDENCE_WORDS[one.evidence]) if one.evidence else ""
        stands = self.say(SINCE, what=state, day=self.day(since))
        told = " · ".join(filter(None, (one.agency, one.agency_phone, stands, known)))
        return [self.side.words(self.voice, told, self.plain, label=one.need)]

    def _referrals(self) -> list[Block]:
        rows = [self._referral(one) for one in self.paper.referrals]
        if not rows:
            return []
        heads = (FOR_WHAT, AGENCY, STANDS, NEXT)
        table = self.table(heads, rows, _REFERRAL_SHARES)
        return [self.heading(REFERRALS, len(rows), gap=0.7), table]

    def _referral(self, one: ReferralRecord) -> list[list[Block]]:
        urgent = one.urgency is Urgency.URGENT and one.state.open
        state = self.say(rule_of(one.state, one.detail).words)
        stands = self.say(ON, what=state, day=self.day(one.state_since))
        what, when = self._next(one)
        return [
            [
                self.words(self.voice.value(one.need), self.strong),
                *self.line(self.say(URGENT) if urgent else "", style=self.warn),
            ],
            [*self.line(one.agency), *self.line(one.agency_phone, style=self.small)],
            [self.words(stands), *self.line(*self._result(one), style=self.small)],
            [*self.line(what), *self.line(when, style=self.small)],
        ]

    def _result(self, one: ReferralRecord) -> list[str]:
        told = []
        if one.state is ReferralState.NO_HELP and one.end_reason:
            told.append(self.say(NO_HELP_WORDS[one.end_reason]))
        if one.reports:
            last = one.reports[-1]
            told.append(self.say(REPORT_ON, day=self.day(last.received_on)))
            told.append(self.say(REVIEWED) if last.reviewed_on else "")
        return told

    def _next(self, one: ReferralRecord) -> tuple[str, str]:
        """What comes next, and with whom and when it is."""
        rule, day = rule_of(one.state, one.detail), ""
        turn = ", ".join(self.say(TURN_WORDS[who]) for who in rule.turn)
        if one.visit_on is not None:
            day = self.say(VISIT_ON, day=self.day(one.visit_on))
        elif one.due_on is not None and one.state.open:
            day = self.say(BY, day=self.day(one.due_on))
        when = " · ".join(filter(None, (turn, day)))
        return one.wanted or one.next_step, when

    def _goals(self) -> list[Block]:
        rows = [self._goal(one) for one in self.paper.goals]
        if not rows:
            return []
        table = self.table((GOAL, GOES, WHO_NEXT), rows, _GOAL_SHARES)
        return [self.heading(PLAN, len(rows), gap=0.7), table]

    def _goal(self, one: GoalRow) -> list[list[Block]]:
        words = words_of(one.family_words, one.clinical_words)
        due = self.say(BY, day=self.day(one.target_on)) if one.target_on else ""
        step = next_step(one)
        told: list[Block] = []
        if step is not None:
            who = step.who or self.say(RESPONSIBLE_WORDS[step.responsible])
            due_on = self.day(step.due_on) if step.due_on else ""
            when = when_said(self.voice, step) if step.repeat else due_on
            told = self.line(words_of(step.text))
            told += self.line(who, when, style=self.small)
        return [
            [
                self.words(self.voice.value(words), self.strong),
                *self.line(due, style=self.small),
            ],
            self.line(self.say(state_of(one))),
            told,
        ]

    def _visits(self) -> list[list[Block]]:
        visits = self.paper.visits
        found = [self._visit(one) for one in visits[:MOST_VISITS]]
        more = len(visits) - MOST_VISITS
        if more > 0:
            found.append(self.line(self.say(AND_MORE, n=str(more))))
        return found

    def _visit(self, one: Due) -> list[Block]:
        day = self.day(one.starts.date())
        when = f"{day}, {self.voice.time(one.starts)}"
        told = " · ".join(filter(None, (one.title, one.where)))
        return [self.side.words(self.voice, told, self.plain, label=when)]

    def _others(self) -> list[TeamMemberRow]:
        """Without those who read it, and without us."""
        known = {self.paper.reader, self.paper.clinic, self.paper.coordinator}
        ours = (TeamRole.LEAD_COORDINATOR, TeamRole.PRIMARY_CARE)
        return [
            one
            for one in self.paper.team
            if one.role not in ours or not {one.name, one.organization} & known
        ]

    def _member(self, one: TeamMemberRow) -> list[Block]:
        told = " · ".join(filter(None, (one.name, one.organization, one.phone)))
        role = self.say(TEAM_ROLE_WORDS[one.role])
        return [self.side.words(self.voice, told or "–", self.plain, label=role)]

    def _stay(self, one: StayTold) -> list[Block]:
        stay = one.stay
        kind = self.say(STAY_KIND_WORDS[stay.kind])
        now = stay.status is StayStatus.IN_PROGRESS
        state = self.say(STAY_STATUS_WORDS[stay.status]) if now else ""
        what = (self._when(one), stay.place, stay.reason, state, stay.disposition)
        label = self.side.words(
            self.voice, " · ".join(filter(None, what)), self.plain, label=kind
        )
        after = " ".join(filter(None, (stay.discharge_plan, *self._after(one))))
        return [label, *self.line(after)]

    def _when(self, one: StayTold) -> str:
        begins, ends = one.stay.begins_on, one.stay.ends_on
        if begins is not None and ends is not None and begins != ends:
            return self.say(TILL, from_day=self.day(begins), day=self.day(ends))
        day = begins or ends
        return self.day(day) if day else ""

    def _after(self, one: StayTold) -> list[str]:
        if one.stay.ends_on is None:
            return []
        told = []
        if one.talked_on:
            told.append(self.say(TALKED, day=self.day(one.talked_on)))
        if one.seen_on:
            told.append(self.say(SEEN, day=self.day(one.seen_on)))
        elif one.next_on:
            told.append(self.say(NEXT_VISIT, day=self.day(one.next_on)))
        else:
            told.append(self.say(NO_VISIT))
        return told

    def _screener(self, one: ScreenerTold) -> list[Block]:
        lines = []
        for score in one.scores:
            title = score.title
            if score.points is None:
                lines.append(self.words(self.say(NOT_COMPLETE, title=title)))
                continue
            style = self.strong if score.positive else self.plain
            values = {"points": str(score.points), "meaning": score.meaning}
            lines.append(self.words(self.say(POINTS, title=title, **values), style))
        if one.danger:
            lines.append(self.words(self.say(DANGER), self.warn))
        head = f"{one.title}, {self.day(one.asked_on)}"
        return [self.words(head), *lines]

    def _barriers(self) -> list[Block]:
        """A word for each kind, with all that was noted of it."""
        notes: dict[BarrierKind, list[str]] = {}
        for one in self.paper.barriers:
            notes.setdefault(one.kind, []).append(one.note)
        told = []
        for kind, some in notes.items():
            said = "; ".join(note.rstrip(". ") for note in some if note.strip())
            word = self.say(BARRIER_WORDS[kind])
            told.append(f"{word}: {said}" if said else word)
        return self.listed(BARRIERS, [self.line(*told)])
