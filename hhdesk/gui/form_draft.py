"""The draft of one form of named fields: kept while typing, offered back, discarded.

A form needs a `RestoredNotice` and four calls:

    self._draft = FormDraft(desk, "referral form", key, self.restored)
    self._draft.tie(self.values, self._put)
    self._draft.begin(saved)   # instead of self._put(saved), when the record was read
    self._draft.typed()        # after each edit by the person
    self._draft.saved()        # as soon as the save has succeeded

`values()` gives and `_put(values)` takes a flat dictionary that JSON can say, the same
names each time; `saved` is that of the record, or of an empty form. The key is the id
of what is edited, or of the member for whom something new is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

from PySide6.QtCore import QObject

from hhdesk.gui.desk import Desk
from hhdesk.gui.draft_keeper import Kept
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.i18n import N_, _

Values: TypeAlias = dict[str, Any]

IS_KEPT = N_("What you typed is kept.")


def restored(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[Values, int]:
    """What was typed on `base`, on top of the record as it is now.

    Only fields that were changed are taken, so that nothing somebody else saved
    meanwhile is overwritten unseen. Also gives how many fields both had changed.
    """
    typed = {
        name: value
        for name, value in mine.items()
        if name in theirs and value != base.get(name)
    }
    both = [
        name
        for name, value in typed.items()
        if theirs[name] not in (base.get(name), value)
    ]
    return {**theirs, **typed}, len(both)


class FormDraft(QObject):
    def __init__(
        self, desk: Desk, kind: str, subject: UUID, notice: RestoredNotice
    ) -> None:
        super().__init__(notice)
        self._desk = desk
        self._key = kind, subject
        self._notice = notice
        self._saved: Values | None = None
        self._discarded: Kept | None = None
        self.title = ""
        """By what the list of drafts names it."""
        notice.discard_wanted.connect(self._discard)
        notice.undo_wanted.connect(self._undo)

    def tie(
        self, values: Callable[[], Values], put: Callable[[Values], object]
    ) -> None:
        """How the form tells what stands in it, and how it is filled."""
        self._values, self._put = values, put

    def begin(self, saved: Values) -> None:
        """Fill the form: the record, and on top of it what was typed earlier."""
        self._saved = saved
        kept = self._desk.drafts.draft(*self._key)
        if kept is None:
            self._put(saved)
            return
        values, both = restored(kept.value["base"], kept.value["mine"], saved)
        self._put(values)
        if values == saved:
            self._desk.drafts.drop(*self._key)
        else:
            self._notice.tell(kept.at, self._desk, both)

    def typed(self) -> None:
        """The person changed something."""
        if self._saved is None:
            return
        self._forget_discarded()
        values = self._values()
        if values == self._saved:
            self._desk.drafts.drop(*self._key)
        else:
            value = {"base": self._saved, "mine": values}
            self._desk.drafts.keep(*self._key, value, self.title)

    def saved(self) -> None:
        """What was typed is in the record: the draft has done its work."""
        self._forget_discarded()
        self._notice.say("")
        self._desk.drafts.drop(*self._key)

    def left(self) -> None:
        """The form is closed unsaved: say that what was typed is kept."""
        if self._desk.drafts.draft(*self._key) is not None:
            throw = partial(self._throw_away, self._desk, self._key)
            self._desk.say(_(IS_KEPT), throw, _("Throw it away"))

    @staticmethod
    def _throw_away(desk: Desk, key: tuple[str, UUID]) -> None:
        kept = desk.drafts.drop(*key)
        if kept is not None:
            words = _("What you typed is thrown away.")
            desk.say(words, partial(desk.drafts.put_back, kept))

    def _discard(self) -> None:
        self._discarded = self._desk.drafts.drop(*self._key)
        self._put(self._saved or {})
        self._notice.tell_discarded()

    def _undo(self) -> None:
        kept, self._discarded = self._discarded, None
        if kept is not None and self._saved is not None:
            self._desk.drafts.put_back(kept)
            self.begin(self._saved)

    def _forget_discarded(self) -> None:
        """Something new was typed: what was discarded no longer fits below it."""
        if self._discarded is not None:
            self._discarded = None
            self._notice.say("")
