"""What the call did to open steps of the plans: done, under way, waiting, and how."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hhdesk.care.goals import ACTIVITY_STATUS_WORDS, RESPONSIBLE_WORDS, ActivityStatus
from hhdesk.care.wrap_up_facts import ActivityTick
from hhdesk.care.wrap_up_ground import OpenStep
from hhdesk.gui import forms, states
from hhdesk.gui.card import Line
from hhdesk.gui.form_draft import Values
from hhdesk.gui.notice import FieldNotice
from hhdesk.gui.picks import Picks
from hhdesk.gui.wrap_up_section import Section, heading
from hhdesk.i18n import _, ngettext

_OFFERED = (ActivityStatus.DONE, ActivityStatus.IN_PROGRESS, ActivityStatus.WAITING)


class StepLine(QWidget):
    """What is to do and by whom; how it stands now; what came of it."""

    changed = Signal()

    def __init__(self, member_id: UUID, row: OpenStep, section: Section) -> None:
        super().__init__()
        self.member_id, self.row = member_id, row
        assert section.ground
        today = section.ground.page.today
        who = row.who or _(RESPONSIBLE_WORDS[row.responsible])
        shown = [
            states.activity(row.status),
            states.due(row.due_on, today),
            states.seal(row.seal),
        ]
        self.picks = Picks(self)
        words = {
            one.value: _(ACTIVITY_STATUS_WORDS[one])
            for one in _OFFERED
            if one is not row.status
        }
        self.picks.offer(words)
        for code, button in self.picks.buttons.items():
            button.setAccessibleName(f"{words[code]}: {row.text}")
        self.picks.chosen.connect(lambda _: self._chosen())
        self.picks.align_right()
        self.result = QLineEdit(self)
        self.result.setPlaceholderText(_("What came of it"))
        self.result.setAccessibleName(
            _("What came of it: {what}").format(what=row.text)
        )
        self.result.textEdited.connect(lambda _: self.changed.emit())
        self.notice = FieldNotice(self)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(Line(row.text, who, shown), 1)
        top.addWidget(self.picks, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.result)
        column.addWidget(self.notice)
        self.result.hide()

    def _chosen(self) -> None:
        self.notice.say("")
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.result.setVisible(bool(self.picks.one))

    def value(self) -> Values:
        code = self.picks.one
        return {"status": code, "result": self.result.text()} if code else {}

    def put(self, value: Values) -> None:
        self.picks.pick([value.get("status", "")])
        self.result.setText(value.get("result", ""))
        self._show()

    def told(self) -> ActivityTick | None:
        code = self.picks.one
        if not code:
            return None
        result = self.result.text().strip()
        return ActivityTick(
            self.member_id,
            self.row.id,
            ActivityStatus(code),
            result,
            seen=self.row.version,
        )

    def explain(self, sentence: str) -> None:
        self.notice.say(sentence)
        button = next(iter(self.picks.buttons.values()))
        (self.result if self.picks.one else button).setFocus()


@forms.offer
class StepSection(Section):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[UUID, StepLine] = {}

    def rows(self) -> list[OpenStep]:
        children = self.ground.children if self.ground else ()
        return [row for child in children for row in child.steps]

    def at_first(self) -> Values:
        return {_name(row.id): {} for row in self.rows()}

    def build(self) -> None:
        self.lines = {}
        children = self.ground.children if self.ground else ()
        several = sum(bool(child.steps) for child in children) > 1
        for child in children:
            if child.steps and (several or child is not children[0]):
                self.body.addWidget(heading(child.name.full))
            for row in child.steps:
                line = StepLine(child.id, row, self)
                line.changed.connect(self.tell)
                self.lines[row.id] = line
                self.body.addWidget(line)

    def read_values(self) -> Values:
        return {_name(key): line.value() for key, line in self.lines.items()}

    def show_values(self, values: Values) -> None:
        for key, line in self.lines.items():
            line.put(values.get(_name(key), {}))

    def told(self) -> tuple[ActivityTick, ...]:
        ticks = (line.told() for line in self.lines.values())
        return tuple(tick for tick in ticks if tick is not None)

    def explain(self, name: str, sentence: str) -> bool:
        key = name.partition(":")[0]
        self.need()
        for id_, line in self.lines.items():
            if str(id_) == key:
                self.unfold()
                line.explain(sentence)
                return True
        return False

    def clear_errors(self) -> None:
        for line in self.lines.values():
            line.notice.say("")

    def first(self) -> QWidget | None:
        lines = self.lines.values()
        return next(
            (one for line in lines for one in line.picks.buttons.values()), None
        )

    def refill(self) -> None:
        count = len(self.rows())
        words = ngettext("{n} to do", "{n} to do", count).format(n=count)
        title = _("Steps of the plan")
        self.say(title, words if count else _("Nothing to do"), self.done_words())
        self.head.setEnabled(count > 0)


def _name(key: UUID) -> str:
    return f"activity:{key}"
