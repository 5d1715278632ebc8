"""A checking session: a qualified person goes through the fixed words of papers and
the phrase library in one language, line by line, and goes on another day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care import phrase_checks, phrases
from hhdesk.care.phrase_checks import HEADING, CheckLine, CheckRow, Verdict
from hhdesk.errors import Refusal
from hhdesk.gui import forms
from hhdesk.gui.checking_line import CheckingLine
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.segments import Segments
from hhdesk.i18n import PAPER_LANGUAGES, _, explain, language_name
from hhdesk.papers import fixed_words

HEADINGS, PHRASES = "headings", "phrases"


@dataclass(frozen=True)
class Texts:
    """All that can be checked in a language."""

    language: str
    headings: tuple[CheckLine, ...] = ()
    phrases: tuple[CheckLine, ...] = ()

    def of(self, which: str) -> tuple[CheckLine, ...]:
        return self.headings if which == HEADINGS else self.phrases


def texts(language: str) -> Texts:
    """Takes long the first time: the catalogue and the library are read."""
    lines = (
        CheckLine(row.id, row.english, row.text(language))
        for row in phrases.all_phrases()
    )
    return Texts(
        language,
        fixed_words.headings(language),
        tuple(line for line in lines if line.family),
    )


class Checking(Spoken, QWidget):
    title_label: QLabel
    about_label: QLabel
    back_button: QPushButton
    language_choice: Choice
    set_choice: Segments
    count_label: QLabel
    progress_bar: QProgressBar
    notice: Notice
    pages: QStackedWidget
    line_area: QScrollArea
    line_column: QVBoxLayout
    empty_state: EmptyState

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        forms.load(self, "checking")
        self._desk = desk
        self._set = HEADINGS
        self._texts = Texts("")
        self._said: Mapping[str, CheckRow] = {}
        self._at = 0
        self._wanted = ""
        self._read = False
        self.line: CheckingLine | None = None
        self.refill()
        self.back_button.clicked.connect(
            lambda: desk.translations_wanted.emit(None, None)
        )
        self.language_choice.activated.connect(lambda _at: self.ask())
        self.set_choice.chosen.connect(self._choose_set)
        self.empty_state.acted.connect(self._choose_other_set)
        for keys, step in (("Alt+Down", 1), ("Alt+Up", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step, step))

    # ------------------------------------------------------------------ reading

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._read:
            self.ask()

    @property
    def language(self) -> str:
        return str(self.language_choice.value() or "")

    def ask(self) -> None:
        """Read the texts of the language, then what was said of them."""
        self._read = True
        if self.language:
            self._desk.worker.job(
                texts, self.language, then=self._have_texts, failed=self._explain
            )
        else:
            self._show(Texts(""), {})

    def _have_texts(self, found: Texts) -> None:
        self._desk.worker.read(
            phrase_checks.checks,
            found.language,
            lane="checks of texts",
            then=partial(self._show, found),
            failed=self._explain,
        )

    def _show(self, found: Texts, said: Mapping[str, CheckRow]) -> None:
        if found.language != self.language:
            return
        self._texts, self._said = found, said
        self.resume()

    def go_on(self, language: str, line: str) -> None:
        """At the line of this id; without one at the first that is not answered."""
        if language:
            self.language_choice.choose(language)
            self._set = HEADINGS if line.startswith(HEADING) else PHRASES
        self._wanted = line
        self.ask()

    def resume(self) -> None:
        ids = [line.id for line in self.lines]
        known = self._wanted in ids
        self._at = ids.index(self._wanted) if known else self._next_open(0)
        self._wanted = ""
        self._show_line()

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    # ------------------------------------------------------------------ lines

    @property
    def lines(self) -> Sequence[CheckLine]:
        return self._texts.of(self._set)

    def _answered(self, line: CheckLine) -> bool:
        row = self._said.get(line.id)
        return row is not None and row.fingerprint == line.fingerprint

    def _next_open(self, begin: int) -> int:
        """The next line without an answer; behind the last where all have one."""
        count = len(self.lines)
        for at in (*range(begin, count), *range(min(begin, count))):
            if not self._answered(self.lines[at]):
                return at
        return count

    def _show_line(self) -> None:
        old, self.line = self.line, None
        if old is not None:
            old.hide()
            self.line_column.removeWidget(old)
            old.deleteLater()
        if 0 <= self._at < len(self.lines):
            line = self.lines[self._at]
            self.line = CheckingLine(
                self._desk, line, self.language, self.line_area.widget()
            )
            self.line.answered.connect(self._answer)
            self.line.step_wanted.connect(self._step)
            self.line_column.addWidget(self.line)
            self.line.put(self._said.get(line.id))
            self.line.show()
            self.line.setFocus()
        self.pages.setCurrentIndex(0 if self.line is not None else 1)
        self.refill()

    def _step(self, step: int) -> None:
        if self.lines:
            self._at = min(max(self._at + step, 0), len(self.lines) - 1)
            self._show_line()

    def _choose_set(self, which: str) -> None:
        self._set = which
        self.resume()

    def _choose_other_set(self) -> None:
        self._choose_set(PHRASES if self._set == HEADINGS else HEADINGS)

    # ------------------------------------------------------------------ answers

    def _answer(self, verdict: Verdict, note: str) -> None:
        assert self.line is not None
        line, before = self.line.line, self._said.get(self.line.line.id)
        self._put(line, verdict, note, partial(self._saved, line, before))

    def _put(
        self,
        line: CheckLine,
        verdict: Verdict,
        note: str,
        then: Callable[[CheckRow], object],
    ) -> None:
        self.notice.say("")
        self._desk.worker.run(
            phrase_checks.answer,
            line,
            self.language,
            verdict,
            note,
            headings=self._texts.headings,
            then=then,
            failed=self._explain,
        )

    def _saved(self, line: CheckLine, before: CheckRow | None, row: CheckRow) -> None:
        if self.line is not None and self.line.line == line:
            self.line.saved()
        self._said = {**self._said, line.id: row}
        words = (
            _("Checked: {text}") if row.verdict is Verdict.YES else _("Not yet: {text}")
        )
        self._desk.say(
            words.format(text=line.english), partial(self._undo, line, before)
        )
        self._at = self._next_open(self._at + 1)
        self._show_line()

    def _undo(self, line: CheckLine, before: CheckRow | None) -> None:
        """The answer of before stands again, or none."""
        verdict = before.verdict if before is not None else Verdict.WAITING
        note = before.note if before is not None else ""
        self._put(line, verdict, note, partial(self._undone, line))

    def _undone(self, line: CheckLine, row: CheckRow) -> None:
        said = dict(self._said)
        if row.verdict is Verdict.WAITING:
            said.pop(line.id, None)
        else:
            said[line.id] = row
        self._said = said
        if line in self.lines:
            self._at = self.lines.index(line)
        self._show_line()

    # ------------------------------------------------------------------ words

    def refill(self) -> None:
        self.title_label.setText(_("Check phrases and headings"))
        self.about_label.setText(
            _("What you say yes to prints for families. Stop when you like.")
        )
        may = [tag for tag in PAPER_LANGUAGES if tag != "en"]
        known = [tag for tag in may if self._desk.may_check(tag)]
        self.language_choice.offer((tag, language_name(tag)) for tag in known)
        for part in (self.language_choice, self.set_choice, self.progress_bar):
            part.setVisible(bool(known))
        self.set_choice.offer(
            {
                HEADINGS: self._segment(_("Fixed words of papers"), HEADINGS),
                PHRASES: self._segment(_("Phrase library"), PHRASES),
            }
        )
        self.set_choice.choose(self._set)
        done = sum(map(self._answered, self.lines))
        self.progress_bar.setRange(0, max(len(self.lines), 1))
        self.progress_bar.setValue(done)
        self.count_label.setText(
            _("{n} of {all} answered").format(n=f"{done:,}", all=f"{len(self.lines):,}")
        )
        self.count_label.setVisible(bool(known))
        self._say_empty()

    def _segment(self, words: str, which: str) -> tuple[str, str]:
        lines = self._texts.of(which)
        left = len(lines) - sum(map(self._answered, lines))
        told = f"{words} ({left:,})"
        return told, told

    def _say_empty(self) -> None:
        if not self.language:
            self.empty_state.say(
                "languages",
                _("No language to check"),
                _("The clinic has not marked you as qualified in a language."),
            )
        elif not self.lines:
            self.empty_state.say(
                "languages",
                _("Nothing is translated into this language yet"),
                _("Papers print these words in English."),
            )
        else:
            other = PHRASES if self._set == HEADINGS else HEADINGS
            open_ones = sum(not self._answered(one) for one in self._texts.of(other))
            words = (
                _("Phrase library") if other == PHRASES else _("Fixed words of papers")
            )
            self.empty_state.say(
                "check",
                _("All of these are answered"),
                _("What you said yes to prints from now on."),
                words if open_ones else "",
            )
