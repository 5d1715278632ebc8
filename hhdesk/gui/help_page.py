"""Help: the guide's topics, found by their words, shown as plain labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hhdesk.gui import forms, help_texts, theme
from hhdesk.gui.forms import Spoken
from hhdesk.gui.help_texts import Block, BlockKind, Topic
from hhdesk.gui.labels import PlainLabel
from hhdesk.i18n import current_language

if TYPE_CHECKING:
    from hhdesk.gui.workstation import Workstation

_WIDTH = 680
_TO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up)


class HelpPage(Spoken, QWidget):
    search_field: QLineEdit
    topics: QListView
    nothing_label: QLabel
    area: QScrollArea
    text: QWidget
    keys_button: QPushButton
    about_button: QPushButton

    def __init__(self, workstation: Workstation) -> None:
        super().__init__()
        forms.load(self, "help_page")
        self._shown = ""
        self._found: list[Topic] = []
        self._model = QStringListModel(self)
        self.topics.setModel(self._model)
        self.topics.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.topics.setWordWrap(True)
        self._column = QVBoxLayout(self.text)
        self._column.setContentsMargins(28, 20, 28, 24)
        self._column.setSpacing(8)
        self.setFocusProxy(self.search_field)
        self.search_field.installEventFilter(self)
        self.search_field.textChanged.connect(self._find)
        self.topics.selectionModel().currentChanged.connect(self._turn)
        commands = workstation.window.commands
        self.keys_button.clicked.connect(commands.action("desk.keys").trigger)
        self.about_button.clicked.connect(commands.action("desk.about").trigger)
        self.refill()

    def _find(self) -> None:
        """List the topics that have the typed words; who reads one goes on reading."""
        guide = help_texts.topics(current_language())
        self._found = help_texts.found(guide, self.search_field.text())
        self._model.setStringList([topic.title for topic in self._found])
        self.nothing_label.setVisible(not self._found)
        ids = [topic.id for topic in self._found]
        row = ids.index(self._shown) if self._shown in ids else 0
        if self._found and (self.search_field.text() == "" or self._shown not in ids):
            self.topics.setCurrentIndex(self._model.index(row, 0))

    def _turn(self, current: QModelIndex) -> None:
        if 0 <= current.row() < len(self._found):
            self._show(self._found[current.row()])

    def show_topic(self, topic_id: str) -> None:
        """One of TOPICS."""
        self.search_field.clear()
        row = [topic.id for topic in self._found].index(topic_id)
        self.topics.setCurrentIndex(self._model.index(row, 0))

    def _show(self, topic: Topic) -> None:
        self._shown = topic.id
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._column.addWidget(self._label(topic.title, "title"))
        for block in topic.blocks:
            self._column.addWidget(self._block(block))
        self._column.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    def _block(self, block: Block) -> QWidget:
        if block.kind is BlockKind.HEADING:
            heading = self._label(block.text, "heading")
            heading.setContentsMargins(0, 10, 0, 0)
            return heading
        if block.kind is BlockKind.PARAGRAPH:
            return self._label(block.text, "")
        return self._point(block)

    def _point(self, block: Block) -> QWidget:
        """A sign or number, and the words beside it."""
        line = QWidget(self.text)
        row = QHBoxLayout(line)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(8)
        mark = PlainLabel(block.mark or "•", line)
        mark.setProperty("look", "muted")
        mark.setMinimumWidth(theme.scaled(16))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label(block.text, ""), 1)
        line.setMaximumWidth(theme.scaled(_WIDTH))
        return line

    def _label(self, words: str, look: str) -> PlainLabel:
        label = PlainLabel(words, self.text)
        label.setProperty("look", look)
        label.setWordWrap(True)
        label.setMaximumWidth(theme.scaled(_WIDTH))
        flags = Qt.TextInteractionFlag.TextSelectableByMouse
        label.setTextInteractionFlags(flags)
        return label

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the search field act on the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _TO_LIST:
                self.topics.keyPressEvent(event)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search_field.text():
                self.search_field.clear()
                return True
        return super().eventFilter(watched, event)

    def refill(self) -> None:
        """The guide in the current language, at the topic that was read."""
        self._find()
        for topic in self._found:
            if topic.id == self._shown:
                self._show(topic)
