"""Two hundred texts that a program may take for something else, and what it shows.

All are lawful names of somebody somewhere, or pasted from elsewhere: they stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

_MARKUP = (
    "<b>bold</b>",
    "<i>it</i>",
    "<u>under</u>",
    "<h1>head</h1>",
    "<p>one<p>two",
    "<br/>",
    "<hr>",
    "<!-- gone -->",
    "<qt>rich</qt>",
    "<html><body>all</body></html>",
    "<table><tr><td>cell</td></tr></table>",
    "<ul><li>one</li></ul>",
    "<font color=red size=7>red</font>",
    "<span style='display:none'>hidden</span>",
    "<span style='font-size:40pt'>big</span>",
    "<div style='background:url(IMAGE)'>x</div>",
    "<img src='IMAGE'>",
    '<img src="IMAGE" width=600 height=600>',
    "<IMG SRC=IMAGE>",
    "<a href='IMAGE'>here</a>",
    "<a href='mailto:a@example.org'>write</a>",
    "<object data='IMAGE'></object>",
    "<style>* { color: white }</style>seen",
    "<script>alert(1)</script>",
    "<Tylenol> 5ml <daily> only",
    "use <5 ml & >2 ml",
    "a < b > c",
    "</b>",
    "<",
    "&amp;",
    "&lt;b&gt;",
    "&nbsp;&copy;&#65;&#x41;",
    "Ana & Luis",
    "&Save && e&xit",
    "AT&T",
    "100%1 %s {name} {0} %(n)d",
    "[*]",
    "**bold** _it_ `code` [x](IMAGE)",
    "# head",
    "![x](IMAGE)",
    "=1+1",
    "\tTab\tTab",
    "line one\nline two",
    "\x01\x02\x07bell\x1b[31mred",
    "a\ufefffirst\u200bzero\u00adsoft",
    "\u202egnirts\u202c done",
    "\u2066isolate\u2069\u200f mark",
    "\u0645\u062d\u0645\u062f <b>\u0639\u0644\u064a</b>",
    "e\u0301\u0301\u0301 \U0001f476\U0001f3fd",
    "C:\\Windows\\..\\..\\IMAGE",
)


def texts(image: Path) -> list[str]:
    """The texts; where one names a picture, it is this one, which is really there."""
    made: list[str] = []
    for markup in _MARKUP:
        plain = markup.replace("IMAGE", image.as_uri())
        made += [plain, f"Ana {plain} Ruiz", plain[:-1], escape(plain, quote=False)]
    return [f"{text.strip() or '<>'}§{n}" for n, text in enumerate(made)]


def unmarked(face: str) -> str:
    """What a button or menu shows: one & underlines a letter, two are one."""
    return re.sub(r"&(.)", r"\1", face, flags=re.DOTALL)


def tip_text(tip: str) -> str:
    """The text of a tool tip, which may be rich only in our own way."""
    if not GuiQt.mightBeRichText(tip):
        return tip
    found = re.fullmatch(r'<span style="white-space:pre-wrap">([^<>]*)</span>', tip)
    assert found, f"a tool tip that was not escaped: {tip!r}"
    return unescape(found[1])


def _cells(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    roles = Qt.ItemDataRole
    is_list = isinstance(model, QAbstractListModel)
    columns = 1 if is_list else model.columnCount(parent)
    for row in range(min(model.rowCount(parent), 200)):
        for column in range(columns):
            index = model.index(row, column, parent)
            for role in (roles.DisplayRole, roles.AccessibleTextRole):
                if isinstance(text := model.data(index, role), str):
                    yield text
            if isinstance(tip := model.data(index, roles.ToolTipRole), str):
                yield tip_text(tip)
            if not is_list:
                yield from _cells(model, index)


def _own(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QMessageBox):
        assert widget.textFormat() is Qt.TextFormat.PlainText
    if isinstance(widget, QLabel):
        plain = widget.textFormat() is Qt.TextFormat.PlainText
        assert plain or not widget.text(), widget.text()
        yield widget.text()
    elif isinstance(widget, QAbstractButton):
        yield unmarked(widget.text())
    elif isinstance(widget, QLineEdit):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(i) for i in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (unmarked(widget.tabText(i)) for i in range(widget.count()))
    elif isinstance(widget, QMenu):
        yield from (unmarked(action.text()) for action in widget.actions())
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget.model(), QModelIndex())


def shown(root: QWidget) -> set[str]:
    """Every text that a person or a screen reader meets in a widget and below it.

    Fails where a label or a tool tip would be read as markup.
    """
    found: set[str] = set()
    for widget in (root, *root.findChildren(QWidget)):
        found.update(_own(widget))
        found.add(tip_text(widget.toolTip()))
        found |= {widget.accessibleName(), widget.accessibleDescription()}
        found.add(widget.windowTitle())
    return found
