"""What to say and to ask on this call: English, the family's language below each line,
and whether anybody has checked it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hhdesk.care import call_script
from hhdesk.care.contact_points import SafeContact
from hhdesk.care.outreach import Way
from hhdesk.gui import forms, people
from hhdesk.gui.fold import Fold
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import Notice
from hhdesk.gui.wrap_up_section import heading
from hhdesk.i18n import _, current_language, language_name

_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Calling:
    """Whom one speaks with, about whom, in which language and way, by which rule."""

    who: str = ""
    child: str = ""
    clinic: str = ""
    language: str = _ENGLISH
    way: Way = Way.PHONE
    rule: SafeContact = SafeContact()


@forms.offer
class ScriptSection(Spoken, Fold):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calling = Calling()
        self._shown: tuple[Calling, str] | None = None
        self._page: QWidget | None = None
        self.toggled.connect(lambda _: self._fill())

    def hear(self, calling: Calling) -> None:
        """The call is with somebody else, or in another language."""
        self._calling = calling
        self._fill()
        self.refill()

    @property
    def family_language(self) -> str:
        """The language below each line; "" where English is spoken or it has none."""
        language = self._calling.language.partition("-")[0]
        has = call_script.script().languages
        return language if language in has and language != _ENGLISH else ""

    def _fill(self) -> None:
        """Write the lines anew where they are shown and something else is said."""
        wanted = self._calling, current_language()
        if not self.open or wanted == self._shown:
            return
        self._shown = wanted
        if self._page is not None:
            self._page.hide()
            self._page.deleteLater()
        self._page = page = QWidget(self.inside)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._warn(column)
        self._lines(column)
        self.body.addWidget(page)

    def _warn(self, column: QVBoxLayout) -> None:
        """The number's rule, and what is not translated or not checked."""
        calling, checked = self._calling, call_script.script().checked
        if rule := people.safe_contact(calling.rule):
            self._notice(column, rule, "warning")
        name = language_name(calling.language)
        if calling.language.partition("-")[0] == _ENGLISH:
            return
        if not self.family_language:
            words = _("No checked translation into {language} yet. Ask an interpreter.")
            self._notice(column, words.format(language=name), "info")
        elif self.family_language not in checked:
            words = _("{language}: not checked by a qualified reader yet.")
            self._notice(column, words.format(language=name), "info")

    @staticmethod
    def _notice(column: QVBoxLayout, words: str, tone: str) -> None:
        notice = Notice()
        notice.say(words, tone)
        column.addWidget(notice)
        notice.show()

    def _lines(self, column: QVBoxLayout) -> None:
        calling, second = self._calling, self.family_language
        names = {
            "who": calling.who or "…",
            "child": calling.child,
            "clinic": calling.clinic or "…",
        }
        script = call_script.script()
        for part in script.for_call(calling.way, calling.rule.voicemail):
            title = part.title.told(current_language(), names)
            column.addWidget(heading(title or part.title.told(_ENGLISH, names)))
            for line in part.lines:
                column.addWidget(_label(line.told(_ENGLISH, names), ""))
                if second:
                    column.addWidget(_label(line.told(second, names), "muted"))

    def refill(self) -> None:
        name = language_name(self._calling.language)
        second = self.family_language
        words = _("English, and {language} below").format(language=name)
        self.say(_("What to say and ask"), words if second else "")
        self._fill()


def _label(words: str, look: str) -> PlainLabel:
    label = PlainLabel(words)
    label.setWordWrap(True)
    label.setProperty("look", look)
    if look:
        label.setContentsMargins(0, 0, 0, 4)
    return label
