"""One answer among several: its key, its English, the family's language beneath."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hhdesk.gui.labels import PlainLabel


class AnswerButton(QPushButton):
    """As high as its words are at its width."""

    def __init__(
        self, key: str, english: str, family: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("look", "answer")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(" · ".join(filter(None, (key, english, family))))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(1)
        number = self._label(key, "muted")
        number.setMinimumWidth(number.fontMetrics().horizontalAdvance("00"))
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        self.english, self.family = (
            self._label(english, "strong"),
            self._label(family, "muted"),
        )
        for label in (self.english, self.family):
            label.setWordWrap(True)
            words.addWidget(label)
        self.family.setVisible(bool(family))
        row.addLayout(words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _label(self, words: str, look: str) -> PlainLabel:
        label = PlainLabel(words, self)
        label.setProperty("look", look)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        label.ensurePolished()
        return label

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._inner().totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        hint = self._inner().totalSizeHint()
        return QSize(hint.width(), self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _inner(self) -> QHBoxLayout:
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        return layout
