"""The member page's family and team: who lives together, decides, and helps."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QWidget,
)

from hhdesk.care import family_reading, family_rights
from hhdesk.care.family_rights import Missing
from hhdesk.care.family_rows import FamilyPage
from hhdesk.errors import Refusal
from hhdesk.gui import family_cards, forms, theme
from hhdesk.gui.card import Card
from hhdesk.gui.desk import Desk
from hhdesk.gui.document_news import DocumentNews
from hhdesk.gui.family_acts import FamilyActs
from hhdesk.gui.family_wish import CUSTODY, HOME, NEW_CAREGIVER, NEW_TEAM, OWN_CONTACT
from hhdesk.gui.family_words import MISSING_WORDS
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.i18n import N_, _, explain

_TWO_COLUMNS = 820


class MemberFamily(Spoken, QScrollArea):
    notice: Notice
    warnings: QWidget
    columns: QHBoxLayout
    caregivers_card: Card
    before_card: Card
    own_card: Card
    rights_card: Card
    home_card: Card
    siblings_card: Card
    coordinators_card: Card
    team_card: Card

    def __init__(self, desk: Desk, member_id: UUID) -> None:
        super().__init__()
        forms.load(self, "member_family")
        self._desk, self._member_id = desk, member_id
        self.page: FamilyPage | None = None
        self.acts = FamilyActs(desk, member_id, self._explain, self)
        self._buttons = (
            (self.caregivers_card, N_("Add a caregiver"), NEW_CAREGIVER),
            (self.own_card, N_("Change"), OWN_CONTACT),
            (self.rights_card, N_("Write about custody"), CUSTODY),
            (self.home_card, N_("Change"), HOME),
            (self.team_card, N_("Add to the team"), NEW_TEAM),
        )
        for card, _words, draft in self._buttons:
            card.button.clicked.connect(lambda _=False, d=draft: self.acts.wish(d))
            card.button.setObjectName(f"add-{draft}")
        desk.member_saved.connect(self._saved)
        desk.document_changed.connect(self._document_changed)
        desk.visit_changed.connect(lambda _news: self._read_if_seen())

    def turned_to(self) -> None:
        """The tab is in front: others may have changed something meanwhile."""
        self.notice.say("")
        self.read()

    def read(self) -> None:
        self._desk.worker.read(
            family_reading.family,
            self._member_id,
            lane=f"family {self._member_id}",
            then=self._show,
            failed=self._explain,
        )

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self.read()

    def _saved(self, member_id: UUID) -> None:
        if self.page is not None and member_id == self._member_id:
            self.read()

    def _document_changed(self, news: DocumentNews) -> None:
        self._saved(news.member_id)

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))
        # A choice that was refused shows again what the record holds.
        if self.page is not None:
            self.refill()

    def _show(self, page: FamilyPage) -> None:
        if page == self.page:
            return
        self.page = page
        self.notice.say("")
        self.refill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow for their words."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme.scaled(_TWO_COLUMNS)
        way = QHBoxLayout.Direction
        self.columns.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    # ------------------------------------------------------------------ words

    def refill(self) -> None:
        page = self.page
        if page is None:
            return
        held = self._held()
        for card in self.findChildren(Card):
            card.clear()
        self._warn(page)
        for fill, card in (
            (family_cards.caregivers, self.caregivers_card),
            (family_cards.before, self.before_card),
            (family_cards.own, self.own_card),
            (family_cards.rights, self.rights_card),
            (family_cards.home, self.home_card),
            (family_cards.siblings, self.siblings_card),
            (family_cards.coordinators, self.coordinators_card),
            (family_cards.team, self.team_card),
        ):
            fill(card, page, self.acts)
        for card, words, _draft in self._buttons:
            card.button.setText(_(words))
            name = f"{_(words)}: {card.title.text()}"
            card.button.setAccessibleName(name)
            card.button.show()
        self._hold(held)

    def _held(self) -> str:
        """What of this page has the focus: it has it again when it is filled anew."""
        widget = QApplication.focusWidget()
        held = widget is not None and self.isAncestorOf(widget)
        return widget.objectName() if widget is not None and held else ""

    def _hold(self, name: str) -> None:
        found = [
            one
            for one in self.findChildren(QWidget, name if name else "-")
            if not one.isHidden()
        ]
        if found:
            found[-1].setFocus()

    def _warn(self, page: FamilyPage) -> None:
        """What has to be asked or brought, above everything."""
        column = self.warnings.layout()
        assert column is not None
        while (item := column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        told = family_rights.missing(page)
        for one in told:
            notice = Notice(self.warnings)
            notice.say(_(MISSING_WORDS[one]), "warning")
            if one is Missing.ORDER:
                button = QPushButton(_("File a document"), notice)
                button.setProperty("look", "small")
                button.clicked.connect(self.acts.file_document)
                notice.row.addWidget(button)
            column.addWidget(notice)
        self.warnings.setVisible(bool(told))
