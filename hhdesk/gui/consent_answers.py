"""The small dialogs of a consent: who takes it back, and which paper was signed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QWidget

from hhdesk.care import consent_acts, document_filing
from hhdesk.care.consent_list import ConsentLine, Standing
from hhdesk.care.document_filing import DocumentDetails, FiledDocument
from hhdesk.care.documents import DocumentKind
from hhdesk.errors import InvalidField, Refusal
from hhdesk.gui import consent_words, days, dialog_size, document_words
from hhdesk.gui.desk import Desk
from hhdesk.gui.document_news import DocumentNews, DocumentWish
from hhdesk.gui.saved_form import SavedForm
from hhdesk.gui.today_answer import AnswerDialog, day_of, needed_day
from hhdesk.gui.typed_fields import Values
from hhdesk.i18n import N_, _

REVOKE_DRAFT, PAPER_DRAFT = "consent revocation", "consent paper"
_WIDTH = 520


def about(line: ConsentLine) -> str:
    """With whom what is shared, in one line."""
    whom = consent_words.whom(line.audience, line.recipients)
    return f"{whom}: {consent_words.segments(line.segments)}"


class RevokeDialog(AnswerDialog):
    """Who took the yes back, and when; nothing goes out from that moment."""

    asks = ("giver_name", "given_on")
    kind = REVOKE_DRAFT

    giver_name_label: QLabel
    given_on_label: QLabel

    revoked = Signal(int)
    """The consent's version, for the undo."""

    def __init__(self, desk: Desk, line: ConsentLine, parent: QWidget) -> None:
        super().__init__(desk, line.id, about(line), parent)
        self._line = line
        self.open_button.hide()
        self.begin({"giver_name": line.giver_name, "given_on": days.typed(desk.today)})

    def send(self, values: Values) -> None:
        self._desk.worker.run(
            consent_acts.revoke,
            self._line.id,
            values["giver_name"],
            needed_day(values, "given_on", N_("Say when.")),
            seen=self._line.version,
            then=self._revoked,
            failed=self.refuse,
        )

    def _revoked(self, version: int) -> None:
        self.revoked.emit(version)
        self.done_with()

    def refuse(self, refusal: Refusal) -> None:
        here = {"by": "giver_name", "on": "given_on"}
        name = getattr(refusal, "field", "")
        if name in here:
            refusal = InvalidField(here[name], refusal.sentence, **refusal.values)
        super().refuse(refusal)

    def refill(self) -> None:
        denies = self._line.standing is Standing.DENIES
        title = _("Take the no back") if denies else _("Revoke the consent")
        told = _("From this moment nothing goes out under it. It stays in the history.")
        if denies:
            told = _("What other consents open is open again. It stays in the history.")
        self.tell(title, about(self._line), _("Revoke"), told)
        self.giver_name_label.setText(_("Who took it back"))
        self.given_on_label.setText(_("When"))


class ConsentPaper(SavedForm):
    """Which of the filed documents is the signed paper; a scan can be filed first."""

    title_label: QLabel
    about_label: QLabel
    head: QFrame
    foot: QFrame
    area: QScrollArea
    area_page: QWidget
    file_button: QPushButton

    attached = Signal(int)
    """The consent's version, for the undo."""

    def __init__(self, desk: Desk, line: ConsentLine, parent: QWidget) -> None:
        super().__init__(desk, parent, "consent_paper", ("document", "signed_on"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._line = line
        self._rows: tuple[FiledDocument, ...] = ()
        self._newest: UUID | None = None
        self.fields.show("signed_on", shown=self._awaited)
        self.file_button.clicked.connect(self._file)
        desk.document_changed.connect(self._changed)
        self.refill()
        draft = self._keep(PAPER_DRAFT, line.id)
        draft.title = about(line)
        draft.begin({"document": "", "signed_on": ""})
        self._fit()
        self._read()

    @property
    def _awaited(self) -> bool:
        return self._line.standing is Standing.AWAITED

    def _read(self) -> None:
        self._desk.worker.read(
            document_filing.of_member,
            self._line.member_id,
            lane=f"papers {self._line.id}",
            then=self._show,
            failed=self._explain,
        )

    def _show(self, rows: tuple[FiledDocument, ...]) -> None:
        """Signed consents first; what was filed just now is chosen."""
        signed = DocumentKind.SIGNED_CONSENT
        with_file = [one for one in rows if one.file is not None]
        with_file.sort(key=lambda one: one.document.kind is not signed)
        self._rows = tuple(with_file)
        self.refill()
        newest = str(self._newest) if self._newest else ""
        if newest in {str(one.id) for one in self._rows}:
            self._put(self.values() | {"document": newest, **self._day_of(newest)})
            self._typed()
            self._newest = None
        self.fields["document"].setFocus()

    def _day_of(self, key: str) -> Values:
        """The day that stands on the document, where no other is typed."""
        dated = next(one.document.dated_on for one in self._rows if str(one.id) == key)
        typed = self.values()["signed_on"]
        return {} if typed or not dated else {"signed_on": days.typed(dated)}

    def _changed(self, news: DocumentNews) -> None:
        if news.member_id == self._line.member_id:
            self._newest = news.filed.id if news.filed else None
            self._read()

    def _file(self) -> None:
        """File the scan: what it is, is known already."""
        line = self._line
        words = _("Consent: {who}")
        who = consent_words.whom(line.audience, line.recipients)
        details = DocumentDetails(
            DocumentKind.SIGNED_CONSENT,
            words.format(who=who),
            None,
            line.giver_name,
            line.seal,
        )
        wish = DocumentWish(line.member_id, details=details)
        self._desk.document_form_wanted.emit(wish)

    def _send(self) -> None:
        values: Any = self.values()
        try:
            if not values["document"]:
                raise InvalidField("document", N_("Choose the signed paper."))
            day = day_of(values, "signed_on")
        except InvalidField as refusal:
            self._explain(refusal)
            return
        self._run(
            consent_acts.attach,
            self._line.id,
            UUID(values["document"]),
            day,
            seen=self._line.version,
            then=self._attached,
        )

    def _attached(self, version: int) -> None:
        self._done()
        self.attached.emit(version)

    def refill(self) -> None:
        title = _("Attach the signed paper")
        self.setWindowTitle(title)
        self.title_label.setText(title)
        lines = [about(self._line)]
        if self._awaited:
            code = _("The form has the number {code}.").format(code=self._line.code)
            lines.append(code)
        self.about_label.setText("\n".join(lines))
        self.save_button.setText(_("Attach"))
        options = [
            (str(one.id), " · ".join(filter(None, _told(one)))) for one in self._rows
        ]
        self.fields.offer("document", [("", _("Please choose")), *options])

    def _fit(self) -> None:
        dialog_size.fit(self, _WIDTH)


def _told(one: FiledDocument) -> tuple[str, ...]:
    row = one.document
    return (document_words.title(row), document_words.day(row), row.from_whom)
