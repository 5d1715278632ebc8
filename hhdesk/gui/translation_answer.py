"""Taking a translator's answer in: the file, the name, and what became of each line."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care import translation_answers
from hhdesk.care.translation_answers import Answered, RefusedLine
from hhdesk.care.translation_sending import cleaned_name
from hhdesk.care.translation_work import WorkAsked, WorkList
from hhdesk.errors import InvalidField, Refusal
from hhdesk.exchange import translation_po
from hhdesk.exchange.translation_po import Answer
from hhdesk.gui import forms, theme
from hhdesk.gui.card import Card, Line
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import FieldNotice, Notice, mark_wrong
from hhdesk.gui.progress import Progress
from hhdesk.i18n import _, explain, ngettext

_WIDTH, _HEIGHT = 560, 420
_MOST_SHOWN = 200


class TranslationAnswer(Spoken, QDialog):
    title_label: QLabel
    about_label: QLabel
    path_field: QLineEdit
    browse_button: QPushButton
    path_notice: FieldNotice
    translator_field: QLineEdit
    translator_notice: FieldNotice
    notice: Notice
    progress: Progress
    area: QScrollArea
    result_card: Card
    close_button: QPushButton
    take_button: QPushButton

    def __init__(
        self, desk: Desk, _found: WorkList, _asked: WorkAsked, parent: QWidget
    ) -> None:
        super().__init__(parent)
        forms.load(self, "translation_answer")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.answered: Answered | None = None
        self.resize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))
        self.browse_button.clicked.connect(self._browse)
        self.close_button.clicked.connect(self.reject)
        self.take_button.clicked.connect(self.take)
        self.progress.cancelled.connect(self.reject)
        self.path_field.setFocus()
        self.refill()

    def _browse(self) -> None:
        words = f"PO (*.po);;{_('All files')} (*)"
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose a file"), "", words)
        if path:
            self.path_field.setText(path)
            self.translator_field.setFocus()

    def take(self) -> None:
        """Read the file, enter its lines, say what became of them."""
        self.notice.say("")
        path = self.path_field.text().strip()
        self._say(self.path_field, self.path_notice, path, _("Choose a file first."))
        name = self._translator()
        if not path or name is None:
            return
        self.take_button.setEnabled(False)
        self.progress.start(_("Reading the file…"))
        self._desk.worker.job(
            translation_po.read_file,
            Path(path),
            then=partial(self._enter, name),
            failed=self._explain,
        )

    def _translator(self) -> str | None:
        try:
            name = cleaned_name(self.translator_field.text())
        except InvalidField as no:
            self._say(self.translator_field, self.translator_notice, "", explain(no))
            return None
        self._say(self.translator_field, self.translator_notice, name, "")
        return name

    @staticmethod
    def _say(field: QLineEdit, notice: FieldNotice, there: str, words: str) -> None:
        notice.say("" if there else words)
        mark_wrong(field, not there)

    def _enter(self, name: str, answer: Answer) -> None:
        self.progress.start(_("Entering the lines…"))
        self._desk.worker.run(
            translation_answers.take_in,
            answer.lines,
            name,
            answer.language,
            then=self._show,
            failed=self._explain,
        )

    def _explain(self, refusal: Refusal) -> None:
        """Nothing was changed."""
        self.progress.stop()
        self.take_button.setEnabled(True)
        self.notice.say(explain(refusal))

    def _show(self, answered: Answered) -> None:
        self.progress.stop()
        self.answered = answered
        if answered.taken:
            undo = partial(_take_back, self._desk, answered)
            self._desk.say(_taken(answered.taken), undo)
        self.refill()
        self.close_button.setFocus()

    # ------------------------------------------------------------------ words

    def refill(self) -> None:
        self.title_label.setText(_("Take in a translator's answer"))
        self.setWindowTitle(_("Take in a translator's answer"))
        self.about_label.setText(
            _("What comes in counts as translated. A qualified person checks it.")
        )
        done = self.answered
        self.area.setVisible(done is not None)
        self.close_button.setText(_("Close") if done else _("Cancel"))
        self.take_button.setVisible(done is None)
        self.path_field.setEnabled(done is None)
        self.translator_field.setEnabled(done is None)
        self.browse_button.setEnabled(done is None)
        if done is not None:
            self._fill(done)

    def _fill(self, done: Answered) -> None:
        card = self.result_card
        card.clear()
        card.say(_taken(done.taken), "")
        if done.stale:
            words = ngettext(
                "The English of {n} line changed meanwhile: it waits as such.",
                "The English of {n} lines changed meanwhile: they wait as such.",
                done.stale,
            )
            card.add_muted(words.format(n=f"{done.stale:,}"))
        if done.refused:
            words = ngettext(
                "{n} line was not taken in:",
                "{n} lines were not taken in:",
                len(done.refused),
            )
            card.add_muted(words.format(n=f"{len(done.refused):,}"))
        for one in done.refused[:_MOST_SHOWN]:
            card.add(Line(one.english, why(one), []))


def why(one: RefusedLine) -> str:
    """Why a line was not taken in."""
    return explain(Refusal(one.why, **dict(one.values)))


def _taken(count: int) -> str:
    words = ngettext("{n} line was taken in.", "{n} lines were taken in.", count)
    return words.format(n=f"{count:,}")


def _take_back(desk: Desk, answered: Answered) -> None:
    def told(count: int) -> None:
        words = ngettext(
            "{n} line stands as before.", "{n} lines stand as before.", count
        )
        desk.say(words.format(n=f"{count:,}"))
        desk.translations_wanted.emit(None, None)

    desk.worker.run(
        translation_answers.take_back,
        answered,
        then=told,
        failed=lambda no: desk.say(explain(no)),
    )
