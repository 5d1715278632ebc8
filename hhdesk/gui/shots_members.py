"""Pictures of the members' list: filters, what they offer, saved ones, a file of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from hhdesk.care.member_list_columns import Column
from hhdesk.care.member_list_filter import MemberFilter, Part, Whose
from hhdesk.gui.member_columns import Columns

Taker = Callable[[QWidget, str], None]
_MOST = (
    *Columns().shown,
    Column.TIER,
    Column.LAST_CONTACT,
    Column.CONDITIONS,
)
_SOME = MemberFilter(whose=Whose.MINE, languages=("es",), states=("enrolled",))


def take_list(window: QWidget, screen: Any, take: Taker) -> None:
    """The list narrowed, its menus, its dialogs; left as it was."""
    if not len(screen.model.keys):
        return
    screen.show_filter(_SOME)
    screen.table.choose(0)
    screen.preview_chosen()
    take(window, "members-filtered")
    usual = screen.columns
    screen.show_filter(MemberFilter())
    _arrange(screen, usual.showing(_MOST))
    take(window, "members-columns")
    _arrange(screen, usual)
    screen.show_filter(MemberFilter(whose=Whose.NOBODY, hospital=True))
    take(window, "members-filtered-none")
    screen.show_filter(_SOME)
    _popups(screen, take)
    screen.acts.arrange_saved()
    take(screen.acts.dialog, "members-saved")
    screen.acts.dialog.reject()
    screen.export()
    take(screen.acts.dialog, "members-export")
    screen.acts.dialog.reject()
    screen.clear_filters()


def _arrange(screen: Any, columns: Columns) -> None:
    """Other columns, without keeping them for the workstation."""
    screen.columns = columns
    screen.table.arrange(columns)
    screen.model.forget()


def _popups(screen: Any, take: Taker) -> None:
    bar, acts = screen.filter_bar, screen.acts
    bar.ask_values(Part.LANGUAGES)
    take(bar.picker, "members-languages")
    bar.picker.close()
    for name, opened, owner in (
        ("members-coordinators", bar.ask_whose, bar),
        ("members-more-filters", bar.open_more, bar),
        ("members-saved-menu", acts.open_saved, acts),
    ):
        opened()
        take(owner.menu, name)
        owner.menu.close()
    acts.open_columns()
    take(acts.picker, "members-columns-choice")
    acts.picker.close()
