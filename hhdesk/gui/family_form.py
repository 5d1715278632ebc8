"""What the forms of a child's family share: the family is read first, a save can be
undone, and the window is as high as its questions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from hhdesk.care import family_reading
from hhdesk.care.family_rows import FamilyPage
from hhdesk.errors import Refusal
from hhdesk.gui import dialog_size, people
from hhdesk.gui.desk import Desk
from hhdesk.gui.family_wish import CAREGIVER, TEAM, FamilyWish
from hhdesk.gui.saved_form import SavedForm
from hhdesk.i18n import _, explain

_READS: dict[str, Callable[..., FamilyPage]] = {
    CAREGIVER: family_reading.of_caregiving,
    TEAM: family_reading.of_team_member,
}


class FamilyForm(SavedForm):
    """A kind of form says `_begin`, `title`, and of SavedForm what that asks."""

    title_label: QLabel
    about_label: QLabel
    head: QFrame
    foot: QFrame
    area: QScrollArea

    form: ClassVar[str]
    names: ClassVar[tuple[str, ...]] = ()
    wide: ClassVar[int] = 520

    def __init__(self, desk: Desk, parent: QWidget, wish: FamilyWish) -> None:
        super().__init__(desk, parent, self.form, self.names)
        self.wish = wish
        self.page: FamilyPage | None = None
        self._made()
        self.refill()
        # What would be typed before the record is there would be covered by it.
        self.area.setEnabled(False)
        read = _READS.get(wish.draft, family_reading.family)
        desk.worker.read(read, wish.subject, then=self._read, failed=self._explain)

    def _made(self) -> None:
        """Its widgets are there."""

    def _read(self, page: FamilyPage) -> None:
        self.page = page
        born = people.born(page.birth_date, page.today)
        self.about_label.setText(f"{page.name.full} · {born}")
        draft = self._keep(self.wish.draft, self.wish.subject)
        draft.title = page.name.full
        self.area.setEnabled(True)
        self._begin(page)
        self.fit()

    def _begin(self, page: FamilyPage) -> None:
        """Fill the form: begin the draft with what the record holds."""
        raise TypeError(f"{type(self).__name__} begins with nothing")

    def _saved(self, words: str, undo: Callable[[], None] | None) -> None:
        """It is saved: tell the screens, and offer to undo it."""
        assert self.page is not None
        member_id, desk = self.page.member_id, self._desk
        self._done()
        desk.member_saved.emit(member_id)
        desk.say(words, undo)

    def undoing(self, act: Callable[..., Any], *told: object, **how: object) -> Any:
        """What undoes a save: the act that makes it as it was."""
        assert self.page is not None
        return partial(undo, self._desk, self.page.member_id, act, *told, **how)

    def _explain(self, refusal: Refusal) -> None:
        super()._explain(refusal)
        name = getattr(refusal, "field", "")
        if name in self.fields:
            self.fields.show_in(self.area, name)
        elif self.notice.isVisible():
            self.area.verticalScrollBar().setValue(0)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Before, nothing is polished and heights are guesses."""
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """As high as its questions, at most as high as fits."""
        dialog_size.fit(self, self.wide)

    def title(self) -> str:
        raise TypeError(f"{type(self).__name__} has no title")

    def refill(self) -> None:
        self.setWindowTitle(self.title())
        self.title_label.setText(self.title())
        self.save_button.setText(_("Save"))


def undo(
    desk: Desk, member_id: UUID, act: Callable[..., Any], *told: object, **how: object
) -> None:
    """Make it as it was, and tell the screens."""

    def done(_result: object) -> None:
        desk.member_saved.emit(member_id)
        desk.say(_("It is as it was."))

    desk.worker.run(
        act,
        *told,
        then=done,
        failed=lambda refusal: desk.say(explain(refusal)),
        **how,
    )
