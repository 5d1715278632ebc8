"""A dialog that saves one thing: what is typed is kept as a draft until then, and a
refusal is said beside its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from hhdesk.errors import Refusal
from hhdesk.gui import forms
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import FormDraft, Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.gui.typed_fields import TypedFields
from hhdesk.i18n import explain


class SavedForm(Spoken, QDialog):
    """A kind of form says `values`, `_put` and `_send`, which calls `_run`."""

    restored: RestoredNotice
    notice: Notice
    cancel_button: QPushButton
    save_button: QPushButton

    def __init__(
        self, desk: Desk, parent: QWidget | None, form: str, names: Iterable[str]
    ) -> None:
        """Built from `ui/<form>.ui`, with typed fields of these names."""
        super().__init__(parent)
        forms.load(self, form)
        self._desk = desk
        self._draft: FormDraft | None = None
        self.fields = TypedFields(self, names)
        self.fields.on_typed(self._typed)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(self.save)

    def values(self) -> Values:
        """What stands in the fields now."""
        return self.fields.values()

    def _put(self, values: Values) -> None:
        self.fields.put(values)

    def _send(self) -> None:
        """Hand what stands in the fields to the act."""
        raise TypeError(f"{type(self).__name__} saves nothing")

    def _keep(self, kind: str, subject: UUID) -> FormDraft:
        """Keep what is typed of this subject, and of the one before no longer. To be
        begun by the caller."""
        if self._draft is not None:
            self._draft.deleteLater()
            self.restored.say("")
        self._draft = draft = FormDraft(self._desk, kind, subject, self.restored)
        draft.tie(self.values, self._put)
        return draft

    def _typed(self) -> None:
        self._clear_errors()
        self._keep_typed()

    def _keep_typed(self) -> None:
        if self._draft is not None:
            self._draft.typed()

    def _clear_errors(self) -> None:
        self.notice.say("")
        self.fields.clear_errors()

    def save(self) -> None:
        """Save; a refusal is said beside its field and nothing is cleared."""
        if self.save_button.isEnabled():
            self._clear_errors()
            self._send()

    def _run(self, act: Callable[..., Any], *args: object, **kwargs: Any) -> None:
        """The act, with `then` of its own; until it is answered there is no other."""
        self.save_button.setEnabled(False)
        self._desk.worker.run(act, *args, failed=self._explain, **kwargs)

    def _done(self) -> None:
        """It is saved: the draft has done its work."""
        if self._draft is not None:
            self._draft.saved()
        self.accept()

    def _explain(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        if not self.fields.explain(getattr(refusal, "field", ""), explain(refusal)):
            self.notice.say(explain(refusal))

    def reject(self) -> None:
        """Close; what was typed stays until it is saved or thrown away."""
        if self._draft is not None:
            self._draft.left()
        super().reject()
