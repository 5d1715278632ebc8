"""Pictures of a plan's versions: signatures, comparison, stopping, two editors."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Protocol
from uuid import UUID

from PySide6.QtWidgets import QDialog, QWidget

from hhdesk.care import care_plans, plan_merging
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_signatures import SigningMethod
from hhdesk.gui.desk import Desk
from hhdesk.gui.plan_compare import PlanCompare
from hhdesk.gui.plan_conflicts import PlanConflicts
from hhdesk.gui.plan_history import PlanHistory
from hhdesk.gui.plan_sign import PlanSign
from hhdesk.gui.plan_stop import PlanStop
from hhdesk.gui.plan_version import PlanVersion
from hhdesk.gui.window import Window

_WIDE, _HIGH = 900, 620


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def take(camera: Camera, window: Window, desk: Desk, member_id: UUID) -> None:
    """What opens from the plan of a member who has one; nothing is saved."""
    look = partial(_look, camera, window, desk)
    desk.worker.read(care_plans.current, member_id, then=look)


def _look(camera: Camera, window: Window, desk: Desk, plan: PlanRow) -> None:
    if plan.number == 0:
        return
    member_id = plan.member_id
    sheet = PlanSign(desk, window, member_id)
    sheet.method_choice.button(SigningMethod.SCREEN).click()
    before = max(plan.number - 1, 1)
    dialogs: tuple[tuple[str, QDialog], ...] = (
        ("plan-signatures", sheet),
        ("plan-compare", PlanCompare(desk, window, member_id, before, plan.number)),
        ("plan-version", PlanVersion(desk, window, member_id, plan.number)),
        ("plan-stop", PlanStop(desk, window, plan)),
    )
    for name, dialog in dialogs:
        dialog.open()
        camera.take(dialog, name)
        dialog.reject()
    history = PlanHistory(desk, member_id, window)
    history.refresh()
    _show(camera, history, "plan-history")
    panel = PlanConflicts(desk, member_id, window)
    mine, theirs = _two(plan.content, desk)
    other = replace(plan, content=theirs)
    panel.put(plan_merging.merge(plan.content, mine, theirs), other)
    _show(camera, panel, "plan-conflicts")


def _show(camera: Camera, widget: QWidget, name: str) -> None:
    widget.resize(_WIDE, _HIGH)
    widget.show()
    camera.take(widget, name)
    widget.hide()
    widget.deleteLater()


def _two(content: PlanContent, desk: Desk) -> tuple[PlanContent, PlanContent]:
    """The same plan as two people would have changed it."""

    def said(words: str, days: int) -> PlanContent:
        pair = content.strengths
        pair = replace(pair, english=" ".join((pair.english, words)).strip())
        day = desk.today + timedelta(days=days)
        return replace(content, strengths=pair, review_on=day)

    return said("He sings.", 60), said("He drums.", 90)
