"""The outline of a plan: its parts by domain, each goal with how it is going."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hhdesk.care.goals import DOMAIN_WORDS, Domain
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.translations import Pair
from hhdesk.gui import chip, forms, icons, states, theme, tokens
from hhdesk.gui.chip import State
from hhdesk.gui.forms import Spoken
from hhdesk.i18n import _, current_language

Key = tuple[str, int]
ABOUT: Key = ("about", 0)
_SIGN = 14
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Part:
    """A line of the outline; a heading has no key and cannot be chosen."""

    words: str
    key: Key | None = None
    state: State | None = None
    sealed: bool = False


def parts(content: PlanContent, language: str) -> list[Part]:
    """The lines of a plan whose family language is `language`."""
    found = [Part(_("What matters to us"), ABOUT)]
    if content.concerns:
        found.append(Part(_("Concerns")))
    for place, concern in enumerate(content.concerns):
        words = _shown(concern.text, language) or concern.clinical_words
        sealed = concern.seal.sealed
        words = words or _("New concern")
        found.append(Part(words, ("concern", place), sealed=sealed))
    for domain in Domain:
        goals = [
            (place, goal)
            for place, goal in enumerate(content.goals)
            if goal.domain is domain
        ]
        if goals:
            found.append(Part(_(DOMAIN_WORDS[domain])))
        for place, goal in goals:
            words = _shown(goal.family_words, language) or goal.clinical_words
            words, state = words or _("New goal"), states.goal(goal)
            found.append(Part(words, ("goal", place), state, goal.seal.sealed))
    return found


def _shown(pair: Pair, language: str) -> str:
    """The line in the language of the screens where it has it."""
    if current_language() == language and pair.family:
        return pair.family
    return pair.english or pair.family


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Part] = []

    def put(self, found: list[Part]) -> None:
        self.beginResetModel()
        self.parts = found
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.parts)

    def data(self, index: _Index, role: int = 0) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.parts[index.row()].words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            part = self.parts[index.row()]
            said = [part.words, part.state.word if part.state else ""]
            said.append(_("Sealed") if part.sealed else "")
            return ", ".join(word for word in said if word)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self.parts[index.row()].key is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        part = _part(index)
        line = option.fontMetrics.height()
        if part.key is None:
            return QSize(0, line + 18)
        return QSize(0, line * 2 + 22 if part.state else line + 16)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        part = _part(index)
        painter.save()
        painter.setFont(option.font)
        box = option.rect
        if part.key is None:
            self._heading(painter, box, part.words)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._item(painter, box.adjusted(0, 1, 0, -1), part, chosen, hover)
        painter.restore()

    @staticmethod
    def _heading(painter: QPainter, box: QRect, words: str) -> None:
        font = painter.font()
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour("muted"))
        low = Qt.AlignmentFlag.AlignBottom
        painter.drawText(box.adjusted(8, 0, -8, -4), low, words)

    @staticmethod
    def _item(
        painter: QPainter, box: QRect, part: Part, chosen: bool, hover: bool
    ) -> None:
        worn = theme.current()
        if chosen or hover:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            ground = worn.accent_soft if chosen else worn.hover
            painter.setBrush(QColor(ground))
            radius = tokens.RADIUS_FIELD
            painter.drawRoundedRect(box, radius, radius)
        painter.setPen(theme.colour("accent" if chosen else "text"))
        metrics = painter.fontMetrics()
        inner = box.adjusted(8, 0, -8, 0)
        line = QRect(inner)
        if part.state:
            line.setTop(inner.top() + 5)
            line.setHeight(metrics.height())
        if part.sealed:
            ratio = painter.device().devicePixelRatioF()
            sign = icons.pixmap("eye-off", "sealed", _SIGN, ratio)
            top = line.center().y() - _SIGN // 2
            painter.drawPixmap(QPoint(line.right() - _SIGN, top), sign)
            line.setRight(line.right() - _SIGN - 4)
        right = Qt.TextElideMode.ElideRight
        words = metrics.elidedText(part.words, right, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
        if part.state:
            at = QPoint(inner.left(), line.bottom() + 4)
            chip.paint(painter, at, part.state, inner.width())


def _part(index: _Index) -> Part:
    model = index.model()
    assert isinstance(model, _Model)
    return model.parts[index.row()]


@forms.offer
class PlanOutline(Spoken, QListView):
    chosen = Signal(tuple)
    """The key of the part that is edited now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = _Model()
        self._content: PlanContent | None = None
        self._language = "en"
        self.setModel(self._parts)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._turned)

    def put(self, content: PlanContent, language: str) -> None:
        """Show this plan; the chosen part stays chosen while it exists."""
        self._content, self._language = content, language
        found = parts(content, language)
        if found == self._parts.parts:
            return
        key = self.key()
        self.selectionModel().blockSignals(True)
        self._parts.put(found)
        self.selectionModel().blockSignals(False)
        self.choose(key)

    def key(self) -> Key:
        index = self.currentIndex()
        part = self._parts.parts[index.row()] if index.isValid() else None
        return part.key if part and part.key else ABOUT

    def choose(self, key: Key) -> None:
        """Make this part the chosen one; the plan itself where it is gone."""
        keys = [part.key for part in self._parts.parts]
        row = keys.index(key) if key in keys else 0
        self.setCurrentIndex(self._parts.index(row, 0))

    def lines(self) -> list[str]:
        return [part.words for part in self._parts.parts]

    def _turned(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.key())

    def refill(self) -> None:
        if self._content is not None:
            self.put(self._content, self._language)
