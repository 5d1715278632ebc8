"""The acts on consents: given, put on paper, revoked, and each of them taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hhdesk.care import consent_acts, consents
from hhdesk.care.confidentiality import Audience, Consenter, Segment
from hhdesk.care.consent_acts import GivenConsent
from hhdesk.care.consents import Basis
from hhdesk.care.documents import Document, DocumentKind
from tests.care.act_desk import Desk, words
from tests.care.acts import Case


def spoken(desk: Desk) -> GivenConsent:
    """A yes that the mother said today, to a school."""
    today = desk.session.today()
    return GivenConsent(
        Audience.SCHOOL,
        (words("school"),),
        frozenset({Segment.GENERAL, Segment.MENTAL_HEALTH}),
        Consenter.CAREGIVER,
        words("Lucía"),
        Basis.VERBAL,
        today,
        today + timedelta(days=365),
        interpreter=words("4471"),
        purpose=words("the meeting"),
    )


def printed(desk: Desk) -> GivenConsent:
    """The same on a form that has not come back."""
    return replace(spoken(desk), basis=Basis.SIGNED, awaited=True)


def given(desk: Desk, told: GivenConsent | None = None) -> UUID:
    return consent_acts.give(desk.session, desk.member_id, told or spoken(desk))


def revoked(desk: Desk) -> tuple[UUID, int]:
    key, today = given(desk), desk.session.today()
    version = consent_acts.revoke(desk.session, key, words("Lucía"), today, seen=1)
    return key, version


def scan(desk: Desk) -> UUID:
    one = Document(
        id=desk.session.new_id(),
        member_id=desk.member_id,
        kind=DocumentKind.SIGNED_CONSENT,
        title=words("scan"),
    )
    desk.session.add(one)
    desk.session.flush()
    return one.id


def attached(desk: Desk) -> tuple[UUID, int]:
    key, today = given(desk, printed(desk)), desk.session.today()
    version = consent_acts.attach(desk.session, key, scan(desk), today, seen=1)
    return key, version


def _unrevoked(desk: Desk) -> None:
    key, seen = revoked(desk)
    consent_acts.take_revocation_back(desk.session, key, seen=seen)


def _detached(desk: Desk) -> None:
    key, seen = attached(desk)
    consent_acts.detach(desk.session, key, desk.session.today(), seen=seen)


def _put_back(desk: Desk) -> None:
    key = given(desk)
    consents.take_back(desk.session, key, words("a slip"))
    consent_acts.put_back(desk.session, key)


CASES = (
    Case("consent_acts.give", "consent.give", given),
    Case("consent_acts.revoke", "consent.revoke", revoked),
    Case("consent_acts.take_revocation_back", "consent.unrevoke", _unrevoked),
    Case("consent_acts.attach", "consent.attach", attached),
    Case("consent_acts.detach", "consent.detach", _detached),
    Case("consent_acts.put_back", "consent.put_back", _put_back),
)
