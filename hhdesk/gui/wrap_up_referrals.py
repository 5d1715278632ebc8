"""What the call did to open referrals: the child's first, then its siblings'."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hhdesk.care.referral_answers import Ask
from hhdesk.care.referral_choices import ACT_WORDS, ReferralAct, passed_by
from hhdesk.care.referral_states import rule_of
from hhdesk.care.wrap_up_facts import ReferralTick
from hhdesk.care.wrap_up_ground import OpenReferral
from hhdesk.gui import act_values, forms, referral_clock, states, theme
from hhdesk.gui.act_fields import ActFields
from hhdesk.gui.card import Line
from hhdesk.gui.choice import Choice
from hhdesk.gui.form_draft import Values
from hhdesk.gui.notice import FieldNotice, Notice
from hhdesk.gui.wrap_up_section import Section, Spoke, heading, named, narrow
from hhdesk.i18n import _, ngettext

_CHOICE = 180
TOLD = frozenset({Ask.ON, Ask.TRIED_BY, Ask.OUTCOME, Ask.WITH_WHOM, Ask.INTERPRETER})
"""What the call itself answers."""


class ReferralLine(QWidget):
    """Need, agency and state; the act chosen; what it asks below."""

    changed = Signal()

    def __init__(self, row: OpenReferral, spoke: Spoke) -> None:
        super().__init__()
        self.row, self._spoke = row, spoke
        self.fields: ActFields | None = None
        details = row.facts.details
        shown = [
            states.referral(row.facts.state, row.facts.detail),
            referral_clock.left(row.days),
            states.seal(row.seal),
        ]
        words = Line(details.need, details.agency, shown)
        self.choice = Choice(self)
        narrow(self.choice)
        self.choice.setMinimumWidth(theme.scaled(_CHOICE))
        self.choice.setAccessibleName(
            _("What the call did: {what}").format(what=details.need)
        )
        acts = [(act.value, _(ACT_WORDS[act])) for act in row.acts]
        self.choice.offer([("", _("No change")), *acts])
        self.choice.activated.connect(lambda _: self._chosen())
        self.notice = FieldNotice(self)
        self.passed = Notice(self)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(words, 1)
        top.addWidget(self.choice)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(top)
        for part in (self.notice, self.passed):
            self._column.addWidget(part)

    @property
    def act(self) -> ReferralAct | None:
        code = str(self.choice.value() or "")
        return ReferralAct(code) if code else None

    def _chosen(self) -> None:
        self.notice.say("")
        self._ask(None)
        self.changed.emit()

    def _ask(self, typed: act_values.Values | None) -> None:
        """Ask what the act needs, with what was typed of it or what is known."""
        act = self.act
        if act is None:
            if self.fields is not None:
                self.fields.hide()
            self.passed.say("")
            return
        if self.fields is None:
            self.fields = ActFields(self)
            self.fields.columns, self.fields.known = 2, TOLD
            self.fields.fields.on_typed(self._typed)
            self._column.addWidget(self.fields)
        self.fields.be(self.row.facts, act, self.row.reached)
        words = _("The words of the call, unless you type others")
        own = act is ReferralAct.NOTE
        self.fields.note_field.setPlaceholderText(words if own else "")
        self.fields.fields.put(typed or self._known(act))
        self.fields.ask()
        self.fields.show()
        self._say_passed(act)

    def _known(self, act: ReferralAct) -> act_values.Values:
        today = self._spoke.day
        assert today is not None
        begun = act_values.begun(self.row.facts, act, today)
        return begun | {Ask.HOW_KNOWN.value: self._spoke.known}

    def _say_passed(self, act: ReferralAct) -> None:
        """What else is recorded with it."""
        passed = passed_by(self.row.facts, act, self.row.reached)
        names = ", ".join(f"“{_(rule_of(state).words)}”" for state in passed)
        words = _("This also records, as passed without a date: {states}.")
        self.passed.say(words.format(states=names) if names else "", "info")

    def _typed(self) -> None:
        if self.fields is not None:
            self.fields.ask()
        self.changed.emit()

    def hear(self, spoke: Spoke) -> None:
        """How we know it follows the call, unless somebody wrote another way."""
        before, self._spoke = self._spoke, spoke
        if self.fields is None or self.act is None:
            return
        values = self.fields.fields.values()
        if values[Ask.HOW_KNOWN] == before.known:
            self.fields.fields.put(values | {Ask.HOW_KNOWN.value: spoke.known})

    def value(self) -> Values:
        """Empty where nothing is done."""
        if self.act is None or self.fields is None:
            return {}
        return {"act": self.act.value, **self.fields.fields.values()}

    def put(self, value: Values) -> None:
        """An act that is no longer lawful is not chosen again."""
        self.choice.choose(value.get("act", ""))
        self._ask({name: str(value.get(name, "")) for name in Ask} if value else None)

    def told(self) -> ReferralTick | None:
        """Raises InvalidField with the name of the question."""
        act = self.act
        if act is None or self.fields is None:
            return None
        facts = self.row.facts
        said = act_values.to_answers(self.fields.fields.values())
        # What the contact says already is taken from there.
        said = replace(said, on=None, interpreter="")
        return ReferralTick(facts.id, facts.version, act, said)

    def explain(self, ask: str, sentence: str) -> bool:
        if self.fields is not None and self.fields.fields.explain(ask, sentence):
            return True
        self.notice.say(sentence)
        self.choice.setFocus()
        return True

    def clear_errors(self) -> None:
        self.notice.say("")
        if self.fields is not None:
            self.fields.fields.clear_errors()


def _name(key: UUID) -> str:
    return f"referral:{key}"


@forms.offer
class ReferralSection(Section):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[UUID, ReferralLine] = {}

    def rows(self) -> list[OpenReferral]:
        """Those of the child first."""
        children = self.ground.children if self.ground else ()
        return [row for child in children for row in child.referrals]

    def at_first(self) -> Values:
        return {_name(row.facts.id): {} for row in self.rows()}

    def build(self) -> None:
        self.lines = {}
        children = self.ground.children if self.ground else ()
        several = sum(bool(child.referrals) for child in children) > 1
        for child in children:
            if child.referrals and (several or child is not children[0]):
                self.body.addWidget(heading(child.name.full))
            for row in child.referrals:
                line = ReferralLine(row, self.spoke)
                line.changed.connect(self.tell)
                self.lines[row.facts.id] = line
                self.body.addWidget(line)

    def read_values(self) -> Values:
        return {_name(key): line.value() for key, line in self.lines.items()}

    def show_values(self, values: Values) -> None:
        for key, line in self.lines.items():
            line.put(values.get(_name(key), {}))

    def hear(self, spoke: Spoke) -> None:
        super().hear(spoke)
        for line in self.lines.values():
            line.hear(spoke)

    def told(self) -> tuple[ReferralTick, ...]:
        """Raises InvalidField with the referral's and the question's name."""
        found = []
        for key, line in self.lines.items():
            with named(_name(key)):
                tick = line.told()
            if tick is not None:
                found.append(tick)
        return tuple(found)

    def explain(self, name: str, sentence: str) -> bool:
        key, _colon, ask = name.partition(":")
        self.need()
        line = next((one for id_, one in self.lines.items() if str(id_) == key), None)
        if line is None:
            return False
        self.unfold()
        return line.explain(ask, sentence)

    def clear_errors(self) -> None:
        for line in self.lines.values():
            line.clear_errors()

    def first(self) -> QWidget | None:
        return next((line.choice for line in self.lines.values()), None)

    def refill(self) -> None:
        count = len(self.rows())
        words = ngettext("{n} open", "{n} open", count).format(n=count)
        self.say(_("Referrals"), words if count else _("None open"), self.done_words())
        self.head.setEnabled(count > 0)
