"""The plan's own paper beside the editor, as it is typed: looked at, not handed out."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget

from hhdesk.care import paper_orders
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import AUDIENCE_WORDS, Audience
from hhdesk.care.paper_orders import Gathered, PaperKind, PaperOrder
from hhdesk.care.plan_content import PlanContent
from hhdesk.gui import forms
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.paper_making import PaperMaking
from hhdesk.gui.paper_view import PaperView
from hhdesk.gui.progress import Progress
from hhdesk.i18n import _, language_name
from hhdesk.papers import making
from hhdesk.papers.making import Made
from hhdesk.papers.paper_head import Choices

PAUSE_MS = 200
"""After the last key; the pages then need some hundred milliseconds more."""
REST_MS = 600
"""A long plan takes seconds: it waits for a longer pause."""
LONG = 60
"""Goals and steps; of a longer plan the first page is shown first."""
NAMED = (Audience.SCHOOL, Audience.RECIPIENT, Audience.PAYER, Audience.CARE_TEAM)


class PlanPreview(Spoken, QWidget):
    """Works only while it is in sight. Page Up and Page Down turn the pages."""

    audience_field: Choice
    language_field: Choice
    recipient_field: QLineEdit
    chips: Flow
    notice: Notice
    progress: Progress
    pages_label: QLabel
    smaller_button: QToolButton
    fit_button: QToolButton
    larger_button: QToolButton
    view: PaperView

    def __init__(self, desk: Desk, member_id: UUID) -> None:
        super().__init__()
        forms.load(self, "plan_preview")
        self.member_id = member_id
        self._plan: PlanRow | None = None
        self._content: PlanContent | None = None
        self._stale = False
        self._whole = True
        self._sought = ""
        self.making = PaperMaking(desk, self, f"preview {member_id}", quiet=True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self.refill()
        self._connect()

    def _connect(self) -> None:
        self._pause.timeout.connect(self.draw_now)
        self._rest.timeout.connect(self._draw_whole)
        self.making.changed.connect(self._drawn)
        for choice in (self.audience_field, self.language_field):
            choice.currentIndexChanged.connect(lambda _: self._chosen())
        self.recipient_field.editingFinished.connect(self._chosen)
        self.fit_button.clicked.connect(self.view.fit)
        for key, step in (
            (QKeySequence.StandardKey.MoveToNextPage, +1),
            (QKeySequence.StandardKey.MoveToPreviousPage, -1),
        ):
            keys = QShortcut(QKeySequence(key), self.view)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(lambda step=step: self.view.turn(step))

    @property
    def made(self) -> Made | None:
        """The paper in sight; None while a newer one is made."""
        return self.making.made

    def put(self, plan: PlanRow, content: PlanContent) -> None:
        """Show this content, typed or saved, after a short pause."""
        first = self._plan is None
        same = plan == self._plan and content == self._content
        self._plan, self._content = plan, content
        self._offer_languages(preset=first)
        if not same:
            self._ask(0 if first else PAUSE_MS)

    def follow(self, words: str) -> None:
        """Turn to the page on which these words of the plan stand."""
        self._sought = words
        if self.made is not None:
            self._turn_to(words)

    def draw_now(self) -> None:
        """Without waiting for a pause of typing."""
        self._pause.stop()
        self._rest.stop()
        if self._content is None:
            return
        self._stale = False
        if not self._is_long:
            self._make(making.make)
        elif self.view.pages:
            self._rest.start()
        else:
            self._make(making.make_first_page)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._ask(0)

    @property
    def _is_long(self) -> bool:
        goals = self._content.goals if self._content else ()
        return len(goals) + sum(len(goal.activities) for goal in goals) > LONG

    def _ask(self, wait: int) -> None:
        self._stale = True
        if self.isVisible():
            self._pause.start(wait)

    def _chosen(self) -> None:
        self._show_recipient()
        if self._content is not None:
            self._ask(0)

    def _draw_whole(self) -> None:
        self._make(making.make)

    def _make(self, draw: Callable[[Gathered, Choices], Made]) -> None:
        gather, order = paper_orders.gather_typed, self._order()
        self._whole = draw is making.make
        choices = Choices(str(self.language_field.value()))
        self.making.make(choices, gather, order, self._content, draw=draw)

    def _order(self) -> PaperOrder:
        audience = Audience(str(self.audience_field.value()))
        name = self.recipient_field.text().strip() if audience in NAMED else ""
        return PaperOrder(PaperKind.CARE_PLAN, self.member_id, audience, name)

    def _drawn(self) -> None:
        if self.made is None:
            return
        if not self._whole:
            self._draw_whole()
        elif self._sought:
            self._turn_to(self._sought)

    def _turn_to(self, words: str) -> None:
        self._sought = ""
        self.view.seek(words)

    def _show_recipient(self) -> None:
        audience = Audience(str(self.audience_field.value()))
        self.recipient_field.setVisible(audience in NAMED)

    def _offer_languages(self, *, preset: bool) -> None:
        """The plan's language beside English, or English alone."""
        own = self._plan.language if self._plan else "en"
        words = {"en": _("English only")}
        if own != "en":
            both = _("{language} and English").format(language=language_name(own))
            words = {own: both, **words}
        self.language_field.offer(words.items())
        if preset:
            self.language_field.blockSignals(True)
            self.language_field.choose(own)
            self.language_field.blockSignals(False)

    def refill(self) -> None:
        self.audience_field.offer(
            (audience, _(word)) for audience, word in AUDIENCE_WORDS.items()
        )
        self._offer_languages(preset=False)
        self._show_recipient()
        self.making.refill()
