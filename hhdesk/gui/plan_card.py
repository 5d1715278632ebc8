"""A card of the plan: its title stands above words that are edited in place."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hhdesk.gui.card import Card


class PlanCard(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title.setProperty("look", "card-title")
        column = self.layout()
        if column is not None:
            column.setContentsMargins(8, 10, 8, 10)
