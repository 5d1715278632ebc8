"""Pictures of a child's consents: the list, the forms, the papers, what was shared."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hhdesk.care import consent_acts
from hhdesk.care.confidentiality import Audience, Consenter, Segment
from hhdesk.care.consent_acts import GivenConsent
from hhdesk.care.consents import Basis, Consent, ConsentStatus, Limit, Provision
from hhdesk.gui import consent_news
from hhdesk.gui.consent_news import ConsentWish
from hhdesk.gui.paper_sheet import PaperSheet
from hhdesk.gui.workstation import Workstation

_MOTHER = "Lucía Ruiz Hernández"


class Camera(Protocol):
    def take(self, widget: QWidget, name: str) -> None: ...


def _given(today: date, **told: Any) -> GivenConsent:
    usual: dict[str, Any] = {
        "audience": Audience.RECIPIENT,
        "recipients": ("Early Start of the East Bay",),
        "segments": frozenset({Segment.GENERAL}),
        "given_by": Consenter.CAREGIVER,
        "giver_name": _MOTHER,
        "basis": Basis.VERBAL,
        "given_on": today - timedelta(days=20),
        "until": today + timedelta(days=345),
        "interpreter": "20417",
    }
    return GivenConsent(**usual | told)


def _write(session: Any, member_id: UUID, today: date) -> UUID:
    """Consents in every standing; gives the one whose paper is awaited."""
    give, school = consent_acts.give, ("Oakland Unified School District",)
    give(session, member_id, _given(today))
    both = frozenset({Segment.GENERAL, Segment.MENTAL_HEALTH})
    told = _given(
        today,
        audience=Audience.SCHOOL,
        recipients=school,
        segments=both,
        basis=Basis.SIGNED,
        form="ASCMI (AB 133)",
        until=today + timedelta(days=12),
        purpose="School meeting",
    )
    give(session, member_id, told)
    old = replace_days(told, today - timedelta(days=300))
    key = give(session, member_id, old)
    consent_acts.revoke(session, key, _MOTHER, today, seen=1)
    for limits, provision in ([Limit.PURPOSE], Provision.PERMIT), ([], Provision.DENY):
        session.add(_from_outside(session, member_id, today, limits, provision))
    session.flush()
    awaited = _given(
        today, recipients=(), audience=Audience.PAYER, basis=Basis.SIGNED, awaited=True
    )
    return give(session, member_id, awaited)


def replace_days(told: GivenConsent, given_on: date) -> GivenConsent:
    from dataclasses import replace

    return replace(told, given_on=given_on, recipients=("Bayside Legal Aid",))


def _from_outside(
    session: Any,
    member_id: UUID,
    today: date,
    limits: list[Limit],
    provision: Provision,
) -> Consent:
    return Consent(
        id=session.new_id(),
        member_id=member_id,
        audience=Audience.RECIPIENT,
        recipient="County Behavioral Health",
        segments=[Segment.GENERAL.value],
        given_by=Consenter.CAREGIVER,
        giver_name=_MOTHER,
        basis=Basis.SIGNED,
        given_on=today - timedelta(days=90),
        until=None,
        status=ConsentStatus.ACTIVE,
        provision=provision,
        limits=[one.value for one in limits],
        further_recipients=[],
    )


def take(camera: Camera, workstation: Workstation, page: Any, member_id: UUID) -> None:
    """On the page of this child; what is written down for the pictures stays."""
    desk, window = workstation.desk, workstation.window
    assert desk
    written: list[UUID] = []
    page.show_tab("consents")
    camera.take(window, "consents-before")
    desk.worker.run(_write, member_id, desk.today, then=written.append)
    tab = page.consents
    tab.read()
    tab.choose(written[0])
    camera.take(window, "consents")
    tab.turn("shared")
    camera.take(window, "consents-shared")
    tab.turn("consents")
    dialogs: Any = workstation.forms.consents
    desk.consent_wanted.emit(ConsentWish(member_id))
    camera.take(dialogs.dialog, "consent-form")
    dialogs.dialog.basis_field.pick(["signed"])
    dialogs.dialog._picked()
    dialogs.dialog.save()
    camera.take(dialogs.dialog, "consent-form-refused")
    dialogs.dialog.reject()
    for act in (consent_news.REVOKE, consent_news.RENEW, consent_news.ATTACH):
        about = tab.found.lines[0] if act != consent_news.ATTACH else None
        key = about.id if about else written[0]
        desk.consent_wanted.emit(ConsentWish(consent_id=key, act=act))
        camera.take(dialogs.dialog, f"consent-{act}")
        dialogs.dialog.reject()
    desk.consent_wanted.emit(ConsentWish(consent_id=written[0], act=consent_news.PRINT))
    sheet = window.findChildren(PaperSheet)[-1]
    camera.take(sheet, "consent-paper")
    sheet.reject()
