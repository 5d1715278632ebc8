"""An intake or a screener, asked question by question in two languages, by keys."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care import member_page
from hhdesk.care.answer_deeds import Planned, Proposed
from hhdesk.care.answer_sheets import SheetRow
from hhdesk.care.confidentiality import Consenter
from hhdesk.care.instruments import Question
from hhdesk.care.member_page import MemberPage
from hhdesk.errors import InvalidField, NotFound, NotPermitted, Refusal
from hhdesk.gui import theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import FormDraft, Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.intake_end import EndPage
from hhdesk.gui.intake_question import QuestionPage, languages_beneath
from hhdesk.gui.intake_safety import SafetyPage
from hhdesk.gui.intake_sheet import IntakeSheet, say_planned, values_of
from hhdesk.gui.intake_start import StartPage
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.i18n import _, explain

DRAFT = "intake"
_SIZE = (880, 660)


class Intake(Spoken, QDialog):
    def __init__(
        self,
        desk: Desk,
        member_id: UUID,
        parent: QWidget,
        begun: SheetRow | None = None,
    ) -> None:
        """`begun` are answers that are gone on with, where no draft tells of others."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self.member_id, self._gone_on = desk, member_id, begun
        self.sheet = IntakeSheet(desk, member_id, self)
        self.page: QuestionPage | None = None
        self.safety: SafetyPage | None = None
        self.end: EndPage | None = None
        self.title, self.place = PlainLabel(self), PlainLabel(self)
        self.restored, self.notice = RestoredNotice(self), Notice(self)
        self.pages, self.start = QStackedWidget(self), StartPage()
        self.close_button, self.back_button = QPushButton(self), QPushButton(self)
        self.next_button, self.hint = QPushButton(self), PlainLabel(self)
        self._draft = FormDraft(desk, DRAFT, member_id, self.restored)
        self._draft.tie(self.values, self._put)
        self._lay_out()
        self._connect()
        self.refill()
        desk.worker.read(
            member_page.member_page,
            member_id,
            then=self._begin,
            failed=self._explain,
        )

    def _lay_out(self) -> None:
        self.title.setProperty("look", "title")
        for label in (self.place, self.hint):
            label.setProperty("look", "muted")
        head = QFrame(self)
        foot = self.foot = QFrame(self)
        head.setProperty("look", "bar")
        foot.setProperty("look", "foot")
        lines = QVBoxLayout(head)
        lines.setContentsMargins(24, 12, 24, 12)
        for widget in (self.title, self.place, self.restored, self.notice):
            lines.addWidget(widget)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 24, 12)
        row.addWidget(self.close_button)
        row.addStretch(1)
        row.addWidget(self.hint)
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        for button in (self.close_button, self.back_button, self.next_button):
            button.setAutoDefault(False)
        self.next_button.setProperty("look", "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.pages, 1)
        column.addWidget(foot)
        self.pages.addWidget(self.start)
        wanted = QSize(*(theme.scaled(side) for side in _SIZE))
        self.resize(wanted.boundedTo(self.screen().availableSize()))

    def _connect(self) -> None:
        self.start.edited.connect(self._draft.typed)
        self.close_button.clicked.connect(self.reject)
        self.back_button.clicked.connect(self.back)
        self.next_button.clicked.connect(self.go_on)
        sheet = self.sheet
        sheet.begun.connect(self._asked_from_first)
        sheet.safety_kept.connect(self._safety_kept)
        sheet.finished.connect(self._finished)
        sheet.planned.connect(self._planned)
        sheet.refused.connect(self._explain)

    # --------------------------------------------------------------- filling

    def _begin(self, page: MemberPage) -> None:
        self._draft.title = page.name.full
        main = page.main_caregiver
        languages = main.languages if main else page.languages
        self._draft.begin(
            {
                "instrument": next(iter(self.start.buttons)),
                "answered_by": main.name.full if main else page.name.full,
                "language": languages.spoken,
                "interpreter": "",
                "consenter": Consenter.NOT_ASKED.value,
                "of": "",
                "answers": {},
                "sheet": "",
            }
        )
        self._show_place()
        self.start.buttons[self.start.chosen].setFocus()
        if self._gone_on is not None and not self.sheet.id:
            self._take_up(self._gone_on)

    def _take_up(self, row: SheetRow) -> None:
        """Go on with answers that were given before."""
        self._put(values_of(row))
        self.sheet.start(row.instrument, self.start.asking())

    def values(self) -> Values:
        told = self.start.values()
        sheet = self.sheet
        kept = {"of": sheet.of, "answers": dict(sheet.answers), "sheet": sheet.id}
        return {**told, **kept}

    def _put(self, values: Values) -> None:
        self.start.put(values)
        sheet = self.sheet
        sheet.answers, sheet.id = dict(values["answers"]), values["sheet"]
        sheet.of = values["of"]

    # ----------------------------------------------------------------- walking

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 9 choose, Enter goes on, Alt and Left go back."""
        key, held = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Left and held & Qt.KeyboardModifier.AltModifier:
            self.back()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._press(key - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """A button of the foot or the last page is pressed; else it goes on."""
        focused = self.focusWidget()
        here = self.pages.currentWidget()
        if isinstance(focused, QAbstractButton) and (
            here in (self.safety, self.end) or focused.parent() is not here
        ):
            of_answers = self.page and focused in self.page.buttons.values()
            if not of_answers and focused not in self.start.buttons.values():
                focused.click()
                return
        self.go_on()

    def _press(self, number: int) -> None:
        here = self.pages.currentWidget()
        if here is self.start:
            self.start.choose(number)
        elif self.page is not None and here is self.page:
            self.page.press(number)

    def go_on(self) -> None:
        """To the next question, or the end; danger to self stops here."""
        if self.sheet.busy or self.pages.currentWidget() in (self.safety, self.end):
            return
        self.notice.say("")
        if self.page is None:
            self.sheet.start(self.start.chosen, self.start.asking())
        elif self._keep_answer() and not self._stop_for_safety():
            self._show_next()

    def back(self) -> None:
        """To the question before, or the first page."""
        if (
            self.sheet.busy
            or self.page is None
            or self.pages.currentWidget() is not self.page
        ):
            return
        self._keep_answer()
        before = [one.id for one in self.sheet.path()]
        at = before.index(self.page.question.id)
        self._show(self.sheet.path()[at - 1] if at else None)

    def _keep_answer(self) -> bool:
        """Take what the page says; whether it can stand."""
        assert self.page is not None
        try:
            said = self.page.checked()
        except InvalidField as refusal:
            self.page.notice.say(explain(refusal))
            return False
        self._take(self.page.question.id, said)
        return True

    def _take(self, question_id: str, said: Any) -> None:
        self.sheet.take(question_id, said)
        self._draft.typed()

    def _typed(self) -> None:
        """Drafts keep also what cannot stand yet."""
        if self.page is not None:
            self._take(self.page.question.id, self.page.answer())

    def _show_next(self) -> None:
        assert self.page is not None
        path = self.sheet.path()
        at = [one.id for one in path].index(self.page.question.id) + 1
        if at < len(path):
            self._show(path[at])
        else:
            self.sheet.finish(self.start.asking())

    def _show(self, question: Question | None) -> None:
        """This question; the first page for None."""
        if self.page is not None:
            self.pages.removeWidget(self.page)
            self.page.deleteLater()
            self.page = None
        if question is None or self.sheet.asked is None:
            self.pages.setCurrentWidget(self.start)
            self.start.buttons[self.start.chosen].setFocus()
        else:
            language, about = self.start.asking().language, self.sheet.asked.about
            family = "" if language == "en" else about.inside(language)
            said = self.sheet.answers.get(question.id)
            words = about.english, family
            self.page = QuestionPage(question, words, language, said)
            self.page.edited.connect(self._typed)
            self.pages.addWidget(self.page)
            self.pages.setCurrentWidget(self.page)
            self.page.begin()
        self._show_place()

    # ------------------------------------------------------------------ keeping

    def _asked_from_first(self) -> None:
        self._draft.typed()
        self._show(self.sheet.first_open())

    def _stop_for_safety(self) -> bool:
        """Show what to do now, where an answer speaks of danger to self."""
        if not self.sheet.next_danger():
            return False
        asking = self.start.asking()
        self.safety = page = SafetyPage(asking.language)
        page.go_on_button.clicked.connect(self._after_safety)
        page.stop_button.clicked.connect(self.reject)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.inner.setFocus()
        self._show_place()
        self.sheet.act_on_danger(asking)
        return True

    def _safety_kept(self) -> None:
        if self.safety is not None:
            self.safety.tell(kept=True)
        self._desk.member_saved.emit(self.member_id)

    def _after_safety(self) -> None:
        row = self.sheet.row
        if self.sheet.busy or self.safety is None or row is None:
            return
        if row.safety_message_id is None:
            self.sheet.act_on_danger(self.start.asking())
        else:
            self.pages.removeWidget(self.safety)
            self.safety.deleteLater()
            self.safety = None
            self._show_next()

    def _finished(self, found: Proposed) -> None:
        self._draft.saved()
        self._desk.member_saved.emit(self.member_id)
        assert self.sheet.asked is not None
        assert self.sheet.row is not None
        self.end = EndPage(self.sheet.asked, self.sheet.row, found)
        self.end.put_button.clicked.connect(self.put_into_plan)
        self.pages.addWidget(self.end)
        self.pages.setCurrentWidget(self.end)
        (self.end.put_button if self.end.ticks else self.close_button).setFocus()
        self._show_place()

    def put_into_plan(self) -> None:
        """The ticked lines, in one save."""
        if self.end is not None and not self.sheet.busy:
            self.sheet.put_into_plan(self.end.keys, self.end.found.number)

    def _planned(self, planned: Planned) -> None:
        self.accept()
        say_planned(self._desk, self.member_id, planned)

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))
        asked = self.sheet.asked
        if self.safety is not None:
            self.safety.tell(kept=False, failed=True)
        if isinstance(refusal, InvalidField) and asked is not None:
            question = asked.question(refusal.field)
            if question is not None and self.safety is None:
                self._show(question)
        elif isinstance(refusal, NotPermitted | NotFound) and self.end is None:
            self.sheet.forget()
            if self.safety is None:
                self._show(None)

    def reject(self) -> None:
        """Close; what is answered is kept, and danger is never closed over."""
        if self.end is None:
            if self.pages.currentWidget() is self.page and self._stop_for_safety():
                return
            self.sheet.leave(self.start.asking())
            self._draft.left()
        super().reject()

    # ------------------------------------------------------------------- words

    def _show_place(self) -> None:
        here = self.pages.currentWidget()
        asking = here in (self.start, self.page)
        self.back_button.setVisible(self.page is not None and here is self.page)
        self.next_button.setVisible(asking)
        self.hint.setVisible(asking)
        self.foot.setVisible(here is not self.safety)
        if self.page is not None and self.sheet.asked is not None and here is self.page:
            path = [one.id for one in self.sheet.path()]
            at = path.index(self.page.question.id) + 1
            said = self.start.asking()
            parts = [
                _("Question {n} of {count}").format(n=at, count=len(path)),
                said.answered_by,
                languages_beneath(self.sheet.asked, said.language),
                said.interpreter
                and _("Interpreter: {name}").format(name=said.interpreter),
            ]
            self.place.setText(" · ".join(filter(None, parts)))
        else:
            self.place.setText("")
        self.place.setVisible(bool(self.place.text()))

    def refill(self) -> None:
        self.setWindowTitle(_("Intake"))
        self.title.setText(_("Intake"))
        self.close_button.setText(_("Close"))
        self.back_button.setText(_("Back"))
        self.next_button.setText(_("Next"))
        self.hint.setText(_("1 to 9 choose · Enter goes on"))
        self.start.refill()
        for page in (self.safety, self.end):
            if page is not None:
                page.refill()
        self._show_place()


def open_intake(
    desk: Desk, member_id: UUID, parent: QWidget, begun: SheetRow | None = None
) -> Intake:
    """Ask a child's family, over this window; go on with what was begun."""
    asking = Intake(desk, member_id, parent, begun)
    asking.open()
    return asking
