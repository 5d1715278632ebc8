"""Opens the dialogs of consents over the window, whichever screen asks, and offers to
take back what was done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from hhdesk.care import consent_acts, consent_list, consents
from hhdesk.care.confidentiality import Audience, Consenter
from hhdesk.care.consent_list import ConsentLine, Standing
from hhdesk.care.paper_orders import PAPER_KIND_WORDS, PaperKind, PaperOrder
from hhdesk.gui import consent_answers, consent_news
from hhdesk.gui.consent_answers import ConsentPaper, RevokeDialog
from hhdesk.gui.consent_form import ConsentForm
from hhdesk.gui.consent_news import ConsentWish
from hhdesk.gui.desk import Desk
from hhdesk.gui.paper_sheet import show_paper
from hhdesk.gui.today_renewals import ConsentDialog
from hhdesk.i18n import N_, _, explain

TAKEN_BACK = N_("Taken back at once")


class ConsentDialogs(QObject):
    """One dialog at a time; each says by `member_saved` that a child was changed."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.dialog: QDialog | None = None
        desk.consent_wanted.connect(self.open)

    def open(self, wish: ConsentWish) -> None:
        """The dialog that is wished for, now or as soon as its consent is read."""
        if wish.consent_id is None:
            assert wish.member_id is not None
            self._begin(wish.member_id)
            return
        self._desk.worker.read(
            consent_list.one,
            wish.consent_id,
            then=partial(self._opened, wish),
            failed=self._explain,
        )

    def _begin(self, member_id: UUID) -> None:
        form = ConsentForm(self._desk, self._window, member_id)
        form.given.connect(partial(self._given, member_id))
        self._show(form)

    def _opened(self, wish: ConsentWish, line: ConsentLine) -> None:
        acts: dict[str, Callable[[ConsentLine], None]] = {
            consent_news.REVOKE: self._revoke,
            consent_news.RENEW: self._renew,
            consent_news.ATTACH: self._attach,
            consent_news.MISTAKE: partial(self._take_out, wish.reason),
            consent_news.PRINT: self.print_form,
            consent_news.PRINT_BACK: partial(
                self.print_form, kind=PaperKind.CONSENT_BACK
            ),
        }
        acts[wish.act](line)

    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(partial(self._closed, dialog))
        dialog.open()

    def _closed(self, dialog: QDialog, _code: int) -> None:
        dialog.deleteLater()
        if self.dialog is dialog:
            self.dialog = None

    # ------------------------------------------------------------- what is done

    def _given(self, member_id: UUID, consent_id: UUID, awaited: bool) -> None:
        words = _("The consent is written down.")
        if awaited:
            words = _("Written down. It gives nothing until the signed paper is back.")
        back = (consents.take_back, consent_id, _(TAKEN_BACK))
        self._done(member_id, words, *back)
        if awaited:
            wish = ConsentWish(consent_id=consent_id, act=consent_news.PRINT)
            self.open(wish)

    def _revoke(self, line: ConsentLine) -> None:
        dialog = RevokeDialog(self._desk, line, self._window)
        dialog.revoked.connect(partial(self._revoked, line))
        self._show(dialog)

    def _revoked(self, line: ConsentLine, version: int) -> None:
        words, back = _("The consent is revoked."), consent_acts.take_revocation_back
        self._done(line.member_id, words, back, line.id, seen=version)

    def _renew(self, line: ConsentLine) -> None:
        self._desk.worker.read(
            consents.consent,
            line.id,
            then=partial(self._show_renewal, line),
            failed=self._explain,
        )

    def _show_renewal(self, line: ConsentLine, row: consents.ConsentRow) -> None:
        about = consent_answers.about(line)
        dialog = ConsentDialog(self._desk, row, about, self._window)
        dialog.open_button.hide()
        dialog.renewed.connect(partial(self._renewed, line))
        self._show(dialog)

    def _renewed(self, line: ConsentLine, undo: Callable[..., None]) -> None:
        """The undo runs by itself; it is told when it is done."""
        done = partial(
            undo,
            then=lambda _none: self._changed(line.member_id),
            failed=self._explain,
        )
        self._changed(line.member_id)
        self._desk.say(_("The consent is renewed."), done)

    def _attach(self, line: ConsentLine) -> None:
        dialog = ConsentPaper(self._desk, line, self._window)
        dialog.attached.connect(partial(self._attached, line))
        self._show(dialog)

    def _attached(self, line: ConsentLine, version: int) -> None:
        awaited = line.standing is Standing.AWAITED
        printed = line.given_on if awaited else None
        words, back = _("The signed paper is attached."), consent_acts.detach
        if awaited:
            words = _("The signed paper is attached. The consent is in force.")
        self._done(line.member_id, words, back, line.id, printed, seen=version)

    def print_form(
        self, line: ConsentLine, kind: PaperKind = PaperKind.CONSENT_FORM
    ) -> None:
        """The form of a consent, for who gives it."""
        own = line.given_by is Consenter.YOUTH
        order = PaperOrder(
            kind,
            line.member_id,
            Audience.YOUTH if own else Audience.FAMILY,
            consent_id=line.id,
        )
        show_paper(self._desk, self._window, lambda: _(PAPER_KIND_WORDS[kind]), order)

    def _take_out(self, reason: str, line: ConsentLine) -> None:
        self._desk.worker.run(
            consents.take_back,
            line.id,
            reason,
            then=lambda _none: self._done(
                line.member_id,
                _("The consent is taken out."),
                consent_acts.put_back,
                line.id,
            ),
            failed=self._explain,
        )

    def _done(
        self,
        member_id: UUID,
        words: str,
        back: Callable[..., Any],
        *told: object,
        **seen: object,
    ) -> None:
        """Tell that it is done; `back` is the act that takes it back."""
        self._changed(member_id)
        self._desk.say(words, partial(self._undo, member_id, back, *told, **seen))

    def _undo(
        self,
        member_id: UUID,
        back: Callable[..., Any],
        *told: object,
        **seen: object,
    ) -> None:
        self._desk.worker.run(
            back,
            *told,
            then=lambda _done: self._changed(member_id),
            failed=self._explain,
            **seen,
        )

    def _changed(self, member_id: UUID) -> None:
        self._desk.member_saved.emit(member_id)

    def _explain(self, refusal: Any) -> None:
        self._desk.say(explain(refusal))
