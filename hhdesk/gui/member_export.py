"""Saving the list of members as a file: for whom, what for, what leaves, what not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from hhdesk.care import member_list_export
from hhdesk.care.confidentiality import AUDIENCE_WORDS, Audience, Seal
from hhdesk.care.member_list_columns import COLUMN_WORDS, Column
from hhdesk.care.member_list_export import (
    MAY_LEAVE,
    PURPOSE_WORDS,
    ExportOrder,
    Purpose,
)
from hhdesk.errors import InvalidField, Refusal
from hhdesk.exchange import member_list_csv
from hhdesk.gui import forms, theme, whole_file
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import FieldNotice, Notice, mark_wrong
from hhdesk.gui.progress import Progress
from hhdesk.i18n import _, explain, ngettext

_WIDTH = 480
AT_ONCE = 1_000
"""Members that are read at a time; between two, Cancel is heard."""


@dataclass(frozen=True)
class Made:
    """A part of the file; `leaving` are the members on it."""

    lines: bytes
    leaving: tuple[tuple[UUID, Seal], ...]
    members: int
    items: int


def make_part(session: Any, keys: Sequence[UUID], order: ExportOrder) -> Made:
    """Gather by the disclosure rule, and write the lines."""
    some = member_list_export.gather(session, keys, order)
    lines = member_list_csv.lines((one.row for one in some.rows), order.columns)
    leaving = tuple((one.member_id, one.seal) for one in some.rows)
    return Made(lines, leaving, some.members, some.items)


class MemberExport(Spoken, QDialog):
    about_label: QLabel
    audience_field: Choice
    recipient_field: QLineEdit
    recipient_notice: FieldNotice
    purpose_field: Choice
    columns_label: QLabel
    count_label: QLabel
    withheld_notice: Notice
    notice: Notice
    progress: Progress
    cancel_button: QPushButton
    save_button: QPushButton

    def __init__(
        self,
        desk: Desk,
        keys: Sequence[UUID],
        shown: Sequence[Column],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        forms.load(self, "member_export")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._keys, self._shown = desk, keys, tuple(shown)
        self._parts: list[Made] = []
        self._run = 0
        self._made_for: ExportOrder | None = None
        self.setMinimumWidth(theme.scaled(_WIDTH))
        self.refill()
        self.audience_field.currentIndexChanged.connect(lambda _at: self.prepare())
        self.purpose_field.currentIndexChanged.connect(lambda _at: self.prepare())
        self.recipient_field.editingFinished.connect(self._named)
        self.progress.cancelled.connect(self.reject)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        self.recipient_field.setFocus()
        self.prepare()

    @property
    def order(self) -> ExportOrder:
        return ExportOrder(
            Audience(str(self.audience_field.value())),
            " ".join(self.recipient_field.text().split()),
            Purpose(str(self.purpose_field.value())),
            self._shown,
        )

    # ------------------------------------------------------------------ making

    def prepare(self) -> None:
        """Gather all that may leave for this reader, a part at a time."""
        self._run += 1
        self._parts, self._made_for = [], None
        self.notice.say("")
        self._tell()
        self.progress.start(_("Reading the list…"))
        self._next(self._run, self.order, 0)

    def _named(self) -> None:
        """Another recipient may have another consent."""
        if self._made_for is not None and self._made_for != self.order:
            self.prepare()

    def _next(self, run: int, order: ExportOrder, at: int) -> None:
        self._desk.worker.read(
            make_part,
            self._keys[at : at + AT_ONCE],
            order,
            then=partial(self._take, run, order, at),
            failed=self._explain,
        )

    def _take(self, run: int, order: ExportOrder, at: int, made: Made) -> None:
        """A part has come; nothing more is read for another reader's list."""
        if run != self._run:
            return
        self._parts.append(made)
        at += AT_ONCE
        self.progress.advance(min(at, len(self._keys)), len(self._keys))
        if at < len(self._keys):
            self._next(run, order, at)
        else:
            self.progress.stop()
            self._made_for = order
            self._tell()

    @property
    def _leaving(self) -> list[tuple[UUID, Seal]]:
        return [one for part in self._parts for one in part.leaving]

    # ------------------------------------------------------------------ saving

    def save(self) -> None:
        """Choose a file; the list is recorded, then written."""
        if self._ready():
            standard = QStandardPaths.StandardLocation.DocumentsLocation
            folder = Path(QStandardPaths.writableLocation(standard))
            name = f"{_('members')}-{self._desk.today.isoformat()}.csv"
            chosen, _kind = QFileDialog.getSaveFileName(
                self, _("Export the list"), str(folder / name), "CSV (*.csv)"
            )
            if chosen:
                self.save_to(Path(chosen))

    def _ready(self) -> bool:
        """Whether the list is that of the reader who is named."""
        self._named()
        self.recipient_notice.say("")
        mark_wrong(self.recipient_field, False)
        try:
            member_list_export.checked(self.order)
        except InvalidField as refusal:
            self.recipient_notice.say(explain(refusal))
            mark_wrong(self.recipient_field, True)
            self.recipient_field.setFocus()
            self._fit()
            return False
        return self._made_for == self.order and bool(self._leaving)

    def save_to(self, path: Path) -> None:
        if not self._ready():
            return
        head = member_list_csv.heading(self.order.columns)
        content = head + b"".join(part.lines for part in self._parts)
        self.save_button.setEnabled(False)
        self.progress.start(_("Entering the list in the accounting of disclosures…"))
        self._desk.worker.run(
            member_list_export.hand_out,
            self.order,
            self._leaving,
            content,
            then=lambda _none: self._write(path, content),
            failed=self._explain,
        )

    def _write(self, path: Path, content: bytes) -> None:
        """Whole or not at all; a full disk leaves no half list."""
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

    def _tell(self) -> None:
        """What leaves, and what is withheld: for the operator only."""
        columns = self.order.columns
        words = [_(COLUMN_WORDS[column]) for column in columns]
        self.columns_label.setText(", ".join(words))
        ready = self._made_for is not None
        members = len(self._leaving)
        told = ngettext(
            "{n} member is in the file.", "{n} members are in the file.", members
        )
        self.count_label.setText(told.format(n=f"{members:,}") if ready else "")
        self.withheld_notice.say(self._withheld() if ready else "", "warning")
        self.save_button.setEnabled(ready and members > 0)
        self._fit()

    def _fit(self) -> None:
        """As high as its sentences need; it never becomes lower again."""
        self.ensurePolished()
        wide = max(self.width(), self.minimumWidth())
        needed = max(self.heightForWidth(wide), self.sizeHint().height())
        self.resize(wide, max(self.height(), needed))

    def _withheld(self) -> str:
        members = sum(part.members for part in self._parts)
        items = sum(part.items for part in self._parts)
        told = []
        if members:
            words = ngettext(
                "{n} member is withheld: no consent covers this reader.",
                "{n} members are withheld: no consent covers this reader.",
                members,
            )
            told.append(words.format(n=f"{members:,}"))
        if items:
            words = ngettext(
                "{n} condition is withheld.", "{n} conditions are withheld.", items
            )
            told.append(words.format(n=f"{items:,}"))
        return " ".join(told)

    def refill(self) -> None:
        self.audience_field.offer((one, _(AUDIENCE_WORDS[one])) for one in MAY_LEAVE)
        self.purpose_field.offer((one, _(word)) for one, word in PURPOSE_WORDS.items())
        self.about_label.setText(
            _(
                "The columns shown, of the members in the list. It is entered in the "
                "accounting of disclosures of each of them."
            )
        )
        self._tell()

    def reject(self) -> None:
        """Nothing more is read, and nothing is written."""
        self._run += 1
        self.progress.stop()
        super().reject()
