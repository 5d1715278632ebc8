"""Who may see one line of a plan: a small button that opens the two questions."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care.confidentiality import Seal
from hhdesk.gui import icons, theme
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import set_tip
from hhdesk.gui.seal_editor import SealEditor
from hhdesk.i18n import _

_WIDTH = 360


class SealDialog(Spoken, QDialog):
    """The questions over the plan; each answer is told at once and can be undone with
    the plan's other changes."""

    def __init__(self, seal: Seal, age: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.editor = SealEditor(self)
        self.editor.setFixedWidth(theme.scaled(_WIDTH))
        self.editor.of(age)
        self.editor.put(seal)
        self.close_button = QPushButton(self)
        self.close_button.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addWidget(self.editor)
        # As high as the answer's meaning needs.
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.refill()
        self.editor.segment.setFocus()

    def refill(self) -> None:
        self.setWindowTitle(_("Who may see this line"))
        self.close_button.setText(_("Close"))


class SealButton(Spoken, QToolButton):
    edited = Signal(object)
    """The Seal that was answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bare")
        self.setProperty("ink", "muted")
        icons.name_icon(self, "eye")
        self._seal, self._age = Seal(), 0
        self.dialog: SealDialog | None = None
        self.clicked.connect(self.ask)
        self.refill()

    def put(self, seal: Seal, age: int | None) -> None:
        """The line's seal, and how old the member is where that is known."""
        self._age = age or 0
        if seal != self._seal:
            self._seal = seal
            self._show()

    def ask(self) -> None:
        self.dialog = SealDialog(self._seal, self._age, self.window())
        self.dialog.editor.edited.connect(self._answered)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        self.dialog = None
        self.setFocus()

    def _answered(self, seal: Seal) -> None:
        self._seal = seal
        self._show()
        self.edited.emit(seal)

    def _show(self) -> None:
        apart = not self._seal.ordinary
        icons.name_icon(self, "eye-off" if apart else "eye")
        self.setProperty("ink", "sealed" if apart else "muted")
        icons.dress(self)

    def refill(self) -> None:
        words = _("Who may see this line")
        set_tip(self, words)
        self.setAccessibleName(words)
