"""A sentence beside what it is about: an error at a field, a warning on a page."""

from __future__ import annotations

from PySide6.QtCore import QChildEvent, QEvent, QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from hhdesk.gui import forms, icons, theme
from hhdesk.gui.labels import PlainLabel

_ICONS = {"danger": "circle-alert", "warning": "triangle-alert", "info": "info"}


@forms.offer
class Notice(QFrame):
    """Icon and sentence on the tone's ground; hidden while silent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "notice")
        self._tone = "danger"
        self._icon = PlainLabel(self)
        self._words = PlainLabel(self)
        self._words.setWordWrap(True)
        self.row = row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        if parent is not None:
            self.hide()

    def say(self, sentence: str, tone: str = "danger") -> None:
        """Show the sentence (danger, warning or info); an empty one hides it."""
        self._tone = tone
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(_ICONS[tone], tone, 16, ratio))
        pen = self._words.palette()
        pen.setColor(self._words.foregroundRole(), theme.colour(tone))
        self._words.setPalette(pen)
        # Not yet in a layout, it would open as a window of its own.
        if not (sentence and self.isWindow()):
            self.setVisible(bool(sentence))

    def text(self) -> str:
        return self._words.text()


@forms.offer
class NoticeBand(QWidget):
    """The band below a head where a form's notices stand; it takes no room while all
    of them are silent."""

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        if event.added():
            event.child().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            notices = self.findChildren(Notice)
            self.setVisible(any(not notice.isHidden() for notice in notices))
        return super().eventFilter(watched, event)


@forms.offer
class FieldNotice(PlainLabel):
    """The line below a field that says what is wrong with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "error")
        self.setWordWrap(True)
        self.hide()

    def say(self, sentence: str) -> None:
        self.setText(sentence)
        self.setVisible(bool(sentence))


def mark_wrong(field: QWidget, wrong: bool) -> None:
    """Draw the field's edge in the colour of danger, or as usual again."""
    if bool(field.property("wrong")) == wrong:
        return
    field.setProperty("wrong", wrong)
    field.style().unpolish(field)
    field.style().polish(field)


def explained(label: QLabel) -> bool:
    """Whether a field's notice is shown (a hidden parent does not count)."""
    return not label.isHidden() and bool(label.text())
