"""The upper part of the summary for the pediatrician: whose it is, what is asked of the
practice, what the child has, takes and must not have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hhdesk.care.clinician_summary import (
    Ask,
)
from hhdesk.care.contact_points import VOICEMAIL_WORDS, Voicemail
from hhdesk.care.health import (
    MEDICINE_STATUS_WORDS,
    AllergyRow,
    Criticality,
    MedicineRow,
    MedicineStatus,
)
from hhdesk.care.household import RELATIONSHIP_WORDS
from hhdesk.care.person import Interpreter
from hhdesk.care.programs import SEGMENT_STATE_WORDS, SegmentState
from hhdesk.i18n import N_, format_age, language_name
from hhdesk.papers.blocks import Block, Rule, Style
from hhdesk.papers.clinician_summary_input import Adult, SummaryPaper
from hhdesk.papers.lists import bulleted
from hhdesk.papers.looks import INK, PALE_TEAL, TEAL
from hhdesk.papers.rows import Column, Panel, Row
from hhdesk.papers.staff_sheet import StaffSheet
from hhdesk.papers.staff_side import StaffSide

FOR_TEAM = N_("For the child's care team. The family has papers of its own.")
BORN = N_("born {day}")
CALLED = N_("called {name}")
FAMILY = N_("Family")
COORDINATOR = N_("Care coordinator")
PROGRAM = N_("Program")
SINCE = N_("{what} since {day}")
ENDED = N_("{what}, {day}")
TIER = N_("tier {tier}")
HEALTH_PLAN = N_("Health plan")
MATTERS = N_("What matters to the family")
INTERPRETER = N_("{language}, interpreter needed")
WE_ASK = N_("What we ask of you")
TELL_US = N_("Tell us when a diagnosis, a medicine or a visit changes: {phone}.")
TELL_US_UNSAID = N_("Tell us when a diagnosis, a medicine or a visit changes.")
NOTHING = N_("Nothing from our record.")
CONDITIONS = N_("Health problems")
MEDICINES = N_("Medicines, as told to us")
ALLERGIES = N_("Allergies")
REACTION = N_("reaction: {reaction}")
HIGH_RISK = N_("high risk")
TOLD_BY = N_("told by {name}")
NO_DOSE = N_("dose not told")


class HeadParts(StaffSheet):
    """Builds the blocks above the services."""

    def __init__(self, paper: SummaryPaper, side: StaffSide, title: str) -> None:
        super().__init__(side)
        self.paper, self._title = paper, title

    def blocks(self) -> list[Block]:
        return [*self._head(), self._asks(), *self._health()]

    def _head(self) -> list[Block]:
        paper = self.paper
        clinic = self.line(paper.clinic, paper.phone, style=self.small)
        big = Style(self.side.looks.body * 1.25, INK, bold=True, leading=1.3)
        age = format_age(paper.born, paper.day, paper.language)
        born = f"{self.say(BORN, day=self.day(paper.born))} ({age})"
        known = self.say(CALLED, name=paper.called) if paper.called else ""
        name = self.voice.value(paper.whole_name)
        return [
            *clinic,
            self.title(self.say(self._title)),
            *self.line(name, known, born, style=big),
            self.words(self.say(FOR_TEAM), self.small),
            Rule(TEAL, 1.5, gap=3),
            *self._facts(),
        ]

    def _facts(self) -> list[Block]:
        paper = self.paper
        left = [
            *self.labelled(FAMILY, *self._family(paper.adult)),
            *self.labelled(COORDINATOR, paper.coordinator),
        ]
        right = [
            *self.labelled(PROGRAM, *self._program()),
            *self.labelled(HEALTH_PLAN, *paper.payers),
        ]
        facts: list[Block] = [
            Row([Column(left), Column(right)], (0.5, 0.5), gutter=16, gap=4)
        ]
        return [*facts, *self.labelled(MATTERS, self.voice.value(paper.matters))]

    def _family(self, adult: Adult | None) -> list[str]:
        spoken = self.paper.speaks
        words = language_name(spoken.spoken, self.paper.language)
        if spoken.interpreter is Interpreter.NEEDED:
            words = self.say(INTERPRETER, language=words)
        if adult is None:
            return [words]
        who, phone = adult.caregiver, adult.phone
        relation = self.say(RELATIONSHIP_WORDS[who.relationship])
        told = [f"{self.voice.value(who.name.full)} ({relation})", words]
        if phone is not None:
            told.append(self.voice.value(phone.value))
            if phone.safe_contact.voicemail is not Voicemail.ALLOWED:
                told.append(self.say(VOICEMAIL_WORDS[phone.safe_contact.voicemail]))
        return told

    def _program(self) -> list[str]:
        found = self.paper.enrolled
        if found is None:
            return []
        state = self.say(SEGMENT_STATE_WORDS[found.state])
        message = ENDED if found.state is SegmentState.ENDED else SINCE
        since = self.say(message, what=state, day=self.day(found.since))
        return [since, self.say(TIER, tier=found.tier) if found.tier else ""]

    def _asks(self) -> Block:
        phone = self.paper.phone
        last = self.say(TELL_US, phone=phone) if phone else self.say(TELL_US_UNSAID)
        items = [[self.words(self._said(one))] for one in self.paper.asks]
        made = bulleted([*items, [self.words(last)]], self.voice.language, self.plain)
        panel = Panel(padding=5, sides=8, fill=PALE_TEAL, bar=TEAL)
        gap = self.gap
        blocks = [self.heading(WE_ASK, gap=0), made]
        return Column(blocks, tag="Sect", panel=panel, gap=gap)

    def _said(self, one: Ask) -> str:
        values = {
            name: self.day(value) if isinstance(value, date) else value
            for name, value in one.values.items()
        }
        return self.say(one.message, **values)

    def _health(self) -> list[Block]:
        """Side by side: what the child has, takes and must not have."""
        paper = self.paper
        conditions = [
            self.words(self.voice.value(one.text)) for one in paper.conditions
        ]
        medicines = [self._medicine(one) for one in paper.medicines]
        allergies = [self._allergy(one) for one in paper.allergies]
        columns = [
            self._column(CONDITIONS, conditions),
            self._column(MEDICINES, medicines),
            self._column(ALLERGIES, allergies),
        ]
        return [Row(columns, (0.3, 0.4, 0.3), gutter=14, gap=self.gap)]

    def _column(self, message: str, lines: Sequence[Block]) -> Column:
        told = lines or [self.words(self.say(NOTHING), self.small)]
        return Column([self.heading(message, gap=0), *told], tag="Sect")

    def _medicine(self, one: MedicineRow) -> Block:
        held = one.status is not MedicineStatus.ACTIVE
        said = self.say(MEDICINE_STATUS_WORDS[one.status]) if held else ""
        by = self.say(TOLD_BY, name=one.reported_by) if one.reported_by else ""
        dose = one.dosage or self.say(NO_DOSE)
        told = " · ".join(filter(None, (dose, said, by)))
        return self.side.words(self.voice, told, self.plain, label=one.text)

    def _allergy(self, one: AllergyRow) -> Block:
        high = one.criticality is Criticality.HIGH
        reaction = self.say(REACTION, reaction=one.reaction) if one.reaction else ""
        told = (one.text, reaction, self.say(HIGH_RISK) if high else "")
        style = self.strong if high else self.plain
        return self.words(" · ".join(filter(None, told)), style)
