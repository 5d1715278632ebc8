"""Sending open lines to a translator: who, which language, what leaves and what not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from hhdesk.care import translation_sending
from hhdesk.care.translation_sending import Sending, SendOrder, cleaned_name
from hhdesk.care.translation_work import NEEDS_TRANSLATOR, WorkAsked, WorkList
from hhdesk.errors import InvalidField, Refusal
from hhdesk.exchange import translation_po
from hhdesk.gui import forms, theme, whole_file
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import FieldNotice, Notice, mark_wrong
from hhdesk.gui.progress import Progress
from hhdesk.i18n import _, explain, language_name, ngettext

_WIDTH = 480


@dataclass(frozen=True)
class Made:
    """What leaves, and the file."""

    sending: Sending
    content: bytes


def make(session: Any, order: SendOrder) -> Made:
    """Gather by the disclosure rule, and write the file's bytes."""
    sending = translation_sending.gather(session, order)
    at = session.now().astimezone(session.zone)
    return Made(sending, translation_po.as_po(sending, at))


class TranslationSend(Spoken, QDialog):
    title_label: QLabel
    about_label: QLabel
    language_field: Choice
    translator_field: QLineEdit
    translator_notice: FieldNotice
    names_notice: Notice
    count_label: QLabel
    withheld_notice: Notice
    notice: Notice
    progress: Progress
    cancel_button: QPushButton
    save_button: QPushButton

    def __init__(
        self, desk: Desk, found: WorkList, asked: WorkAsked, parent: QWidget
    ) -> None:
        super().__init__(parent)
        forms.load(self, "translation_send")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._found, self._asked = desk, found, asked
        self._made: Made | None = None
        self.setMinimumWidth(theme.scaled(_WIDTH))
        self.refill()
        self.language_field.choose(asked.language)
        self.language_field.activated.connect(lambda _at: self.prepare())
        self.translator_field.editingFinished.connect(self._named)
        self.cancel_button.clicked.connect(self.reject)
        self.progress.cancelled.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        self.translator_field.setFocus()

    @property
    def order(self) -> SendOrder:
        return SendOrder(
            str(self.language_field.value() or ""),
            " ".join(self.translator_field.text().split()),
            self._asked.member_id,
        )

    # ------------------------------------------------------------------ making

    def _named(self) -> None:
        if self.order.recipient and not self._fits():
            self.prepare()

    def _fits(self) -> bool:
        return self._made is not None and self._made.sending.order == self.order

    def prepare(self) -> None:
        """Gather what may leave for this translator."""
        self._made = None
        self.notice.say("")
        self._tell()
        if not self._name_is_there():
            return
        self.progress.start(_("Reading the lines…"))
        self._desk.worker.read(
            make,
            self.order,
            lane="translation file",
            then=self._take,
            failed=self._explain,
        )

    def _take(self, made: Made) -> None:
        self.progress.stop()
        self._made = made
        self._tell()

    def _name_is_there(self) -> bool:
        said = ""
        try:
            cleaned_name(self.translator_field.text())
        except InvalidField as no:
            said = explain(no)
        self.translator_notice.say(said)
        mark_wrong(self.translator_field, bool(said))
        return not said

    # ------------------------------------------------------------------ saving

    def save(self) -> None:
        """Choose a file; what leaves is recorded, then written."""
        if not self._name_is_there():
            self.translator_field.setFocus()
            self._fit()
        elif not self._fits():
            self.prepare()
        else:
            standard = QStandardPaths.StandardLocation.DocumentsLocation
            folder = Path(QStandardPaths.writableLocation(standard))
            # The name of a file is seen by who passes: nothing about a child.
            day = self._desk.today.isoformat()
            name = folder / f"lines-{self.order.language}-{day}.po"
            chosen, _kind = QFileDialog.getSaveFileName(
                self, _("Save the file"), str(name), "PO (*.po)"
            )
            if chosen:
                self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        made = self._made
        if made is None or not self._fits() or not made.sending.lines:
            return
        self.save_button.setEnabled(False)
        self.progress.start(_("Entering the file in the accounting of disclosures…"))
        self._desk.worker.run(
            translation_sending.hand_out,
            made.sending,
            made.content,
            then=partial(self._write, path, made.content),
            failed=self._explain,
        )

    def _write(self, path: Path, content: bytes, _none: None) -> None:
        """Whole or not at all; a full disk leaves no half file."""
        self.progress.stop()
        if whole_file.write(path, content):
            self._desk.say(_("Saved as {name}.").format(name=path.name))
            self.accept()
        else:
            self.save_button.setEnabled(True)
            self.notice.say(_("The file could not be written there."))

    def _explain(self, refusal: Refusal) -> None:
        self.progress.stop()
        self._tell()
        self.notice.say(explain(refusal))
        self._fit()

    # ------------------------------------------------------------------ words

    def refill(self) -> None:
        self.title_label.setText(_("Send to a translator"))
        self.setWindowTitle(_("Send to a translator"))
        self.about_label.setText(
            _(
                "A PO file with the lines that are not translated yet. It is entered "
                "in the accounting of disclosures of each child."
            )
        )
        self.names_notice.say(
            _(
                "The file names no child. What a line itself says may hold a first "
                "name: read it before it leaves."
            ),
            "info",
        )
        found = self._found
        tags = [tag for tag in found.languages() if found.count(tag, *NEEDS_TRANSLATOR)]
        self.language_field.offer((tag, language_name(tag)) for tag in tags)
        self._tell()

    def _tell(self) -> None:
        """What leaves, and what is withheld: for the operator only."""
        made = self._made
        told, withheld = "", ""
        if made is not None:
            lines, children = len(made.sending.lines), len(made.sending.members)
            told = ngettext("{n} line leaves", "{n} lines leave", lines).format(
                n=f"{lines:,}"
            )
            of = ngettext("of {n} child.", "of {n} children.", children)
            told = f"{told} {of.format(n=f'{children:,}')}"
            withheld = self._withheld(made.sending)
        self.count_label.setText(told)
        self.count_label.setVisible(bool(told))
        self.withheld_notice.say(withheld, "warning")
        self.save_button.setEnabled(made is None or bool(made.sending.lines))
        self._fit()

    def _withheld(self, sending: Sending) -> str:
        told = []
        if sending.withheld:
            words = ngettext(
                "{n} sealed line stays here.",
                "{n} sealed lines stay here.",
                sending.withheld,
            )
            told.append(words.format(n=f"{sending.withheld:,}"))
        if sending.more:
            words = ngettext(
                "{n} line waits for the next file.",
                "{n} lines wait for the next file.",
                sending.more,
            )
            told.append(words.format(n=f"{sending.more:,}"))
        return " ".join(told)

    def _fit(self) -> None:
        """As high as its sentences need; it never becomes lower again."""
        self.ensurePolished()
        wide = max(self.width(), self.minimumWidth())
        needed = max(self.heightForWidth(wide), self.sizeHint().height())
        self.resize(wide, max(self.height(), needed))
