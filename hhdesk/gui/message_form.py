"""A message of the front desk: about which child, for whom, what was handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from hhdesk.care import desk_messages, front_desk
from hhdesk.care.desk_messages import Addressees, MessageDetails, MessageRow
from hhdesk.care.documents import DOCUMENT_KIND_WORDS, DocumentKind
from hhdesk.gui import theme
from hhdesk.gui.desk import Desk
from hhdesk.gui.member_field import MemberField
from hhdesk.gui.notice import FieldNotice
from hhdesk.gui.saved_form import SavedForm
from hhdesk.gui.typed_fields import Values
from hhdesk.i18n import _

DRAFT, VISIT_DRAFT = "desk message", "desk message of a visit"
NEW = UUID(int=0)
"""Under this id the desk keeps what is typed before the child is chosen."""
FIELDS = ("to", "handed_in", "title", "from_whom", "text")
_WIDTH = 500


@dataclass(frozen=True, slots=True)
class MessageWish:
    """With what the form opens: a child, a visit at which the message is left, a kind
    of paper; without a child it asks for one."""

    member_id: UUID | None = None
    visit_id: UUID | None = None
    handed_in: DocumentKind | None = None


def member_of(session: Any, visit_id: UUID) -> UUID | None:
    """Whose visit it is."""
    row = front_desk.row(session, visit_id)
    return row.member_id if row else None


class MessageForm(SavedForm):
    title_label: QLabel
    body: QWidget
    member_field: MemberField
    member_notice: FieldNotice

    left = Signal(str, object)
    """The child's name and the MessageRow that was left."""

    def __init__(self, desk: Desk, parent: QWidget, wish: MessageWish) -> None:
        super().__init__(desk, parent, "message_form", FIELDS)
        self._wish = wish
        self._to: Addressees | None = None
        self.member_field.serve(desk, "child of a message")
        kind = VISIT_DRAFT if wish.visit_id else DRAFT
        key = wish.visit_id or wish.member_id or NEW
        self._keep(kind, key)
        self.refill()
        self.member_field.chosen.connect(self._choose)
        self.resize(theme.scaled(_WIDTH), self.sizeHint().height())
        self._begin()

    def _begin(self) -> None:
        wish = self._wish
        if wish.visit_id is not None and wish.member_id is None:
            self._desk.worker.read(
                member_of, wish.visit_id, then=self._fill, failed=self._explain
            )
        else:
            self._fill(wish.member_id)

    def _fill(self, member_id: UUID | None) -> None:
        if member_id is not None:
            self.member_field.fix()
        blank = dict.fromkeys(FIELDS, "")
        assert self._draft is not None
        self._draft.begin({**blank, "member": str(member_id or "")})
        if self._wish.handed_in and not self.values()["handed_in"]:
            self.fields.put({**self.values(), "handed_in": self._wish.handed_in})
            self._show_asked()
        first = "from_whom" if self._wish.handed_in else "text"
        known = self.member_field.member_id is not None
        (self.fields[first] if known else self.member_field).setFocus()

    def values(self) -> Values:
        return self.fields.values() | {"member": str(self.member_field.member_id or "")}

    def _put(self, values: Values) -> None:
        self._put_member(UUID(values["member"]) if values["member"] else None)
        self.fields.put(values)
        self._show_asked()

    def _put_member(self, member_id: UUID | None) -> None:
        self._to = None
        self.member_field.put(member_id)
        if member_id is not None:
            self._desk.worker.read(
                desk_messages.addressees,
                member_id,
                lane="addressees of a message",
                then=self._told,
                failed=self._explain,
            )

    def _told(self, to: Addressees) -> None:
        self._to = to
        today = self._desk.today
        field = self.member_field
        field.put(field.member_id, to.child.full, to.birth_date, today)
        if self._draft is not None:
            self._draft.title = to.child.full
        self._offer_people()

    def _choose(self, member_id: UUID | None) -> None:
        self.member_notice.say("")
        self._put_member(member_id)
        self._keep_typed()
        if member_id is not None:
            self.fields["text"].setFocus()

    def _typed(self) -> None:
        super()._typed()
        self._show_asked()

    def _show_asked(self) -> None:
        self.fields.show("title", shown=bool(self.values()["handed_in"]))

    # ---------------------------------------------------------------- saving

    def _send(self) -> None:
        values, member_id = self.values(), self.member_field.member_id
        if member_id is None:
            self.member_notice.say(_("Choose the child."))
            self.member_field.setFocus()
            return
        details = self._details(values)
        self._run(desk_messages.leave, member_id, details, then=self._saved)

    def _details(self, values: Values) -> MessageDetails:
        kind = values["handed_in"]
        return MessageDetails(
            values["text"],
            UUID(values["to"]) if values["to"] else None,
            values["from_whom"],
            DocumentKind(kind) if kind else None,
            values["title"] if kind else "",
            self._wish.visit_id,
        )

    def _saved(self, row: MessageRow) -> None:
        self.left.emit(self._to.child.full if self._to else "", row)
        self._done()

    # ----------------------------------------------------------------- words

    def _offer_people(self) -> None:
        to = self._to
        first = _("Whoever coordinates the child")
        if to is not None and to.coordinator:
            first = _("{name}, care coordinator").format(name=to.coordinator)
        others = [(str(one), name) for one, name in to.others] if to else []
        self.fields.offer("to", [("", first), *others])

    def refill(self) -> None:
        title = _("Message from the front desk")
        self.title_label.setText(title)
        self.setWindowTitle(title)
        kinds = [(kind.value, _(word)) for kind, word in DOCUMENT_KIND_WORDS.items()]
        self.fields.offer("handed_in", [("", _("None")), *kinds])
        self._offer_people()
