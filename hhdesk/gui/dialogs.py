"""The few questions and apologies that interrupt; their text is plain text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from hhdesk.i18n import _, ngettext


def _box(window: QWidget, title: str, words: str) -> QMessageBox:
    box = QMessageBox(window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("hhdesk")
    box.setText(title)
    box.setInformativeText(words)
    return box


def apology(window: QWidget) -> QMessageBox:
    """The one dialog for a bug; the caller opens it."""
    box = _box(
        window,
        _("Sorry, something went wrong in hhdesk."),
        _(
            "What you typed is kept. If it happens again, close hhdesk and open it "
            "anew; the log says where it went wrong, without names."
        ),
    )
    box.setIcon(QMessageBox.Icon.Warning)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.addButton(_("Go on"), QMessageBox.ButtonRole.AcceptRole)
    return box


def ask_to_discard(window: QWidget, drafts: int) -> bool:
    """Closing with drafts that are not on disk: the person decides."""
    title = ngettext(
        "In {n} form something typed is not saved.",
        "In {n} forms something typed is not saved.",
        drafts,
    ).format(n=drafts)
    box = _box(window, title, _("It is lost when hhdesk closes."))
    box.setIcon(QMessageBox.Icon.Question)
    stay = box.addButton(_("Go back"), QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton(
        _("Close without saving"), QMessageBox.ButtonRole.DestructiveRole
    )
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    left = box.clickedButton() is leave
    box.deleteLater()
    return left
