"""Pictures of every screen, for looking at them where there is no display."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QApplication, QWidget

from hhdesk.errors import DatabaseMissing, NotFound, WrongKey
from hhdesk.gui import shots_frame
from hhdesk.gui.application import dressed
from hhdesk.gui.window import Page, Window
from hhdesk.gui.worker import InlineWorker
from hhdesk.gui.workstation import Opened, Workstation
from hhdesk.i18n import N_
from hhdesk.settings import Settings

if TYPE_CHECKING:
    from hhdesk.care.appointment_calendar import CalendarRow

# Who stands in the pictures: the demonstration's story, else whoever comes first.
_SOUGHT = "hernandez mat"
_TYPED = "hern"
_FRIDAY = 4


class _Open:
    """Records that are open already."""

    place = ""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def open(self, passphrase: str | None = None) -> Opened:
        return self._opened

    def create(self, clinic: str, phone: str, passphrase: str) -> Opened:
        return self._opened

    def demonstrate(self) -> Opened:
        return self._opened


class _Camera:
    """Takes pictures of one size into one folder and numbers them."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self._application = application
        self._folder = folder
        self.taken: list[Path] = []

    def take(self, widget: QWidget, name: str) -> None:
        for _ in range(3):
            self._application.processEvents()
        path = self._folder / f"{len(self.taken) + 1:02}-{name}.png"
        widget.grab().save(str(path))
        self.taken.append(path)


def take(
    opened: Opened,
    folder: Path,
    *,
    size: tuple[int, int] = (1366, 768),
    language: str = "en",
    theme: str = "light",
) -> list[Path]:
    """Save every screen as PNG; gives the files. Raises NotFound for no member."""
    settings = Settings(language=language, theme=theme)
    application, wearing, speech = dressed(settings)
    window, worker = Window(wearing), InlineWorker()
    workstation = Workstation(window, worker, wearing, speech, lambda **_: None)
    workstation.wear(settings)
    window.resize(*size)
    window.show()
    camera = _Camera(application, folder)
    try:
        _opening(camera, window)
        workstation.begin(_Open(opened))
        member_id = _sought(worker)
        _today(camera, workstation)
        _members(camera, window)
        _page(camera, workstation, member_id)
        _calls(camera, workstation, member_id)
        _forms(camera, workstation, member_id)
        _merge(camera, workstation, member_id)
        _calendar(camera, workstation, member_id)
        _referrals(camera, workstation)
        _front_desk(camera, workstation)
        _caseload(camera, workstation, opened)
        _roster(camera, workstation, folder)
        _translations(camera, workstation, folder)
        shots_frame.take(camera, workstation, [member_id])
        _meeting(camera, workstation, member_id)
        _intake(camera, workstation, member_id)
        _enrollment(camera, workstation, member_id)
        _stays(camera, workstation, folder, member_id)
        _gallery(camera)
    finally:
        # What the pictures typed is no work of anybody's.
        window.open_for_work(lambda: True)
        window.close()
        window.deleteLater()
        wearing.end()
        speech.end()
    return camera.taken


def _merge(camera: _Camera, workstation: Workstation, member_id: UUID) -> None:
    from hhdesk.care import search
    from hhdesk.gui import shots_merge

    found: list[Any] = []
    workstation.worker.search(search.find, _TYPED, lane="shots", then=found.append)
    others = [one.member_id for answer in found for one in answer.hits]
    for other_id in [one for one in others if one != member_id][:1]:
        shots_merge.take(camera, workstation, member_id, other_id)


def _meeting(camera: _Camera, workstation: Workstation, member_id: UUID) -> None:
    from hhdesk.gui import shots_meeting

    shots_meeting.take_plan(camera, workstation, member_id)
    shots_meeting.take(camera, workstation, member_id)


def _intake(camera: _Camera, workstation: Workstation, member_id: UUID) -> None:
    from hhdesk.gui import shots_intake

    shots_intake.take(camera, workstation, member_id)


def _enrollment(camera: _Camera, workstation: Workstation, member_id: UUID) -> None:
    from hhdesk.gui import shots_enrollment

    shots_enrollment.take(camera, workstation, member_id)


def _stays(
    camera: _Camera, workstation: Workstation, folder: Path, member_id: UUID
) -> None:
    from hhdesk.gui import shots_stays

    workstation.open_member(member_id)
    page: Any = workstation.window.pages.currentWidget()
    shots_stays.take(camera, workstation, page, member_id, folder)


def _today(camera: _Camera, workstation: Workstation) -> None:
    from hhdesk.gui import shots_today

    assert workstation.desk
    shots_today.take(camera, workstation.window, workstation.desk)


def _calls(camera: _Camera, workstation: Workstation, member_id: UUID) -> None:
    from hhdesk.gui import shots_calls

    assert workstation.desk
    shots_calls.take(camera, workstation.window, workstation.desk, member_id)


def _front_desk(camera: _Camera, workstation: Workstation) -> None:
    from hhdesk.gui import shots_front_desk

    assert workstation.desk
    forms = workstation.forms.front_desk
    shots_front_desk.take(camera, workstation.window, workstation.desk, forms)


def _roster(camera: _Camera, workstation: Workstation, folder: Path) -> None:
    from hhdesk.gui import shots_roster

    shots_roster.take(camera, workstation, folder)


def _translations(camera: _Camera, workstation: Workstation, folder: Path) -> None:
    from hhdesk.gui import shots_translations

    shots_translations.take(camera, workstation, folder)


def _caseload(camera: _Camera, workstation: Workstation, opened: Opened) -> None:
    from hhdesk.gui import shots_caseload

    assert workstation.desk
    window, desk = workstation.window, workstation.desk
    shots_caseload.take(camera, window, desk, opened)


def _gallery(camera: _Camera) -> None:
    """Every part of the screens in every state."""
    from hhdesk.gui.gallery import Gallery

    for page in Gallery().pages:
        page.show()
        camera.take(page, "gallery")
        page.close()


def _opening(camera: _Camera, window: Window) -> None:
    camera.take(window, "opening")
    window.opening.tell_place("clinic.db")
    window.opening.refuse(WrongKey(N_("Type the passphrase.")))
    camera.take(window, "passphrase")
    window.opening.refuse(DatabaseMissing(N_("There is no database.")))
    camera.take(window, "first-steps")


def _members(camera: _Camera, window: Window) -> None:
    from hhdesk.gui import shots_members

    window.show_page(Page("members"))
    screen: Any = window.pages.currentWidget()
    camera.take(window, "members")
    _type(screen, _TYPED)
    screen.preview_chosen()
    camera.take(window, "members-found")
    _type(screen, "qqxxzz")
    camera.take(window, "members-none")
    _type(screen, "")
    shots_members.take_list(window, screen, camera.take)
    window.quick_find.begin()
    window.quick_find.field.setText(_TYPED)
    window.quick_find.asked.emit(_TYPED)
    camera.take(window, "find")
    window.quick_find.leave()


def _type(screen: Any, text: str) -> None:
    screen.search_field.setText(text)
    screen.ask()


def _sought(worker: InlineWorker) -> UUID:
    from hhdesk.care import search

    def look(session: Any) -> UUID | None:
        found = search.find(session, _SOUGHT).hits or search.page(session, 0, 1)
        return found[0].member_id if found else None

    answers: list[UUID | None] = []
    worker.search(look, lane="shots", then=answers.append)
    if not answers or answers[0] is None:
        raise NotFound(N_("There is no such member."))
    return answers[0]


def _page(camera: _Camera, workstation: Workstation, member_id: UUID) -> None:
    from hhdesk.gui import (
        shots_consents,
        shots_documents,
        shots_family,
        shots_history,
    )

    window = workstation.window
    workstation.open_member(member_id)
    page: Any = window.pages.currentWidget()
    camera.take(window, "overview")
    page.show_tab("care_plan")
    camera.take(window, "care-plan")
    outline = page.care_plan.outline
    for kind in ("concern", "goal"):
        outline.choose((kind, 0))
        if outline.key()[0] == kind:
            camera.take(window, f"care-plan-{kind}")
    _plan_versions(camera, workstation, member_id)
    _templates(camera, workstation, member_id)
    _member_referrals(camera, window, page)
    page.show_tab("appointments")
    camera.take(window, "appointments")
    shots_family.take(camera, workstation, page, member_id)
    shots_documents.take(camera, workstation, page, member_id)
    shots_consents.take(camera, workstation, page, member_id)
    page.show_tab("papers")
    camera.take(window, "papers")
    shots_history.take(camera, workstation, page, member_id)
    page.show_tab("overview")


def _plan_versions(camera: _Camera, workstation: Workstation, member_id: UUID) -> None:
    from hhdesk.gui import shots_plan_versions

    assert workstation.desk
    window, desk = workstation.window, workstation.desk
    shots_plan_versions.take(camera, window, desk, member_id)


def _templates(camera: _Camera, workstation: Workstation, member_id: UUID) -> None:
    from hhdesk.gui import shots_templates

    assert workstation.desk
    window, desk = workstation.window, workstation.desk
    shots_templates.take(camera, desk, window, member_id)


def _member_referrals(camera: _Camera, window: Window, page: Any) -> None:
    """The child's referrals, the likeliest act on the first, and a new one."""
    page.show_tab("referrals")
    camera.take(window, "member-referrals")
    detail = page.referrals.detail
    if detail.page is not None:
        detail.acts.chosen.emit(detail.page.offered[0])
        camera.take(detail.dialog, "referral-act")
        detail.dialog.reject()
    page.referrals.begin_new()
    camera.take(page.referrals.form, "new-referral")
    page.referrals.form.reject()


def _forms(camera: _Camera, workstation: Workstation, member_id: UUID) -> None:
    for name, who in (("member-form", member_id), ("new-member", None)):
        workstation.edit_member(who)
        form: Any = workstation.form(who)
        camera.take(form, name)
        form.reject()


def _referrals(camera: _Camera, workstation: Workstation) -> None:
    window = workstation.window
    window.show_page(Page("referrals"))
    screen: Any = window.pages.currentWidget()
    screen.show_chosen()
    camera.take(window, "referrals")
    screen.phases.choose("late")
    screen.ask()
    screen.show_chosen()
    camera.take(window, "referrals-late")
    screen.find_field.setText("qqxxzz")
    screen.ask()
    camera.take(window, "referrals-none")


def _calendar(camera: _Camera, workstation: Workstation, member_id: UUID) -> None:
    """The next week at work, its first day, and the visit of that child in it."""
    window = workstation.window
    window.show_page(Page("calendar"))
    screen: Any = window.pages.currentWidget()
    screen.show_everyone()
    if screen.grid.scene.today.weekday() > _FRIDAY:
        screen.grid.turned.emit(1)
    camera.take(window, "calendar-week")
    found = [row for row in screen.grid.sheet.rows if row.member_id == member_id]
    for row in found[:1]:
        screen.grid.select_visit(row.id)
        screen.show_day(screen.grid.sheet.days[screen.grid.scene.day])
        camera.take(window, "calendar-day")
        _booking(camera, workstation, row)


def _booking(camera: _Camera, workstation: Workstation, row: CalendarRow) -> None:
    """A visit, and booking another one for the same child at the same time."""
    from hhdesk.gui.visit_acts import BookingWish, VisitWish

    assert workstation.desk
    dialogs, desk = workstation.appointments, workstation.desk
    desk.visit_wanted.emit(VisitWish(row.id))
    card: Any = dialogs.dialog("card", row.id)
    camera.take(card, "visit")
    card.reject()
    desk.booking_wanted.emit(
        BookingWish(None, row.member_id, row.starts_at, row.ends_at)
    )
    form: Any = dialogs.dialog("form", row.member_id)
    form.look_for_conflicts()
    camera.take(form, "new-appointment")
    form.reject()
