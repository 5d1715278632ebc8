"""Pictures of the templates' picker and of the phrase picker."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from hhdesk.gui.desk import Desk


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def take(camera: Camera, desk: Desk, window: QWidget, member_id: UUID) -> None:
    """Nothing is added and no draft is left behind."""
    from hhdesk.care.goals import Domain
    from hhdesk.care.phrase_rows import PhraseKind
    from hhdesk.gui.phrase_picker import PhrasePicker
    from hhdesk.gui.template_picker import TemplatePicker

    picker = TemplatePicker(desk, member_id, parent=window)
    picker.open()
    camera.take(picker, "template")
    picker.add()
    camera.take(picker, "template-open-slots")
    picker.reject()
    anchor = window.findChild(QLineEdit)
    assert anchor is not None
    phrases = PhrasePicker(desk, member_id, window)
    phrases.begin(anchor, PhraseKind.ACTIVITY, Domain.DENTAL)
    camera.take(window, "phrases")
    phrases.search_field.setText("doctor said")
    camera.take(window, "phrases-found")
    phrases.choose()
    camera.take(window, "phrase-slots")
    phrases.hide()
    phrases.deleteLater()
