"""Open loops of consents that end and of coverage that has to be renewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Text, and_, cast, exists, or_, select
from sqlalchemy.orm import aliased

from hhdesk.care.confidentiality import (
    AUDIENCE_WORDS,
    Audience,
    Consenter,
    Seal,
    Segment,
)
from hhdesk.care.consents import Consent, ConsentScope, ConsentStatus, Provision
from hhdesk.care.coverage import Coverage, CoverageStatus
from hhdesk.care.open_loop_asking import Ground, day, hexed, present, question
from hhdesk.care.open_loop_kinds import LoopAct, LoopKind
from hhdesk.care.open_loop_scope import Loop, Scope
from hhdesk.care.open_loop_telling import FAMILY, Told, Values
from hhdesk.i18n import N_

CONSENT_WHY = N_("Consent for {recipient}: until {day}")
CONSENT_FOR = {
    Audience.FAMILY: N_("Consent for the family: until {day}"),
    Audience.YOUTH: N_("Consent for the youth: until {day}"),
    Audience.CARE_TEAM: N_("Consent for the care team: until {day}"),
    Audience.SCHOOL: N_("School consent: until {day}"),
    Audience.RECIPIENT: N_("Consent for referrals: until {day}"),
    Audience.PAYER: N_("Consent for the health plan: until {day}"),
}
RENEWAL_WHY = N_("{payer} is to be renewed by {day}")

assert CONSENT_FOR.keys() == AUDIENCE_WORDS.keys()


def _gives(one: Any, ground: Ground) -> list[Any]:
    """That a consent gives something today."""
    return [
        *present(one),
        one.status == ConsentStatus.ACTIVE,
        one.provision == Provision.PERMIT,
        one.scope == ConsentScope.PRIVACY,
        cast(one.limits, Text) == "[]",
        one.given_on <= ground.today,
        or_(one.revoked_on.is_(None), one.revoked_on > ground.today),
    ]


@question
def _ending(ground: Ground) -> Any:
    other = aliased(Consent)
    longer = or_(
        other.until.is_(None),
        other.until > Consent.until,
        and_(other.until == Consent.until, other.id > Consent.id),
    )
    joined = and_(
        other.member_id == Consent.member_id,
        other.audience == Consent.audience,
        other.recipient == Consent.recipient,
        other.id != Consent.id,
        longer,
        *_gives(other, ground),
    )
    return (
        select(
            day(Consent.until),
            hexed(Consent.id),
            hexed(Consent.member_id),
            Consent.segments,
            other.segments,
        )
        .outerjoin(other, joined)
        .where(
            ground.since(Consent.until, ground.earliest("consent")),
            ground.by(Consent.until, ground.horizon("consent")),
            *_gives(Consent, ground),
            *ground.about(Consent.member_id),
        )
    )


def find_consents(scope: Scope) -> Iterator[Loop]:
    """Permissions that end soon or have ended, unless another one for the same audience
    and recipient gives as much for longer."""
    loops: dict[str, Loop] = {}
    answered: set[str] = set()
    for due, item, member, segments, others in scope.ask(_ending):
        if others is not None and set(segments) <= set(others):
            answered.add(item)
        if scope.goes_on(member):
            loops[item] = Loop(due, LoopKind.CONSENT, item, "", member)
    yield from (loop for item, loop in loops.items() if item not in answered)


@question
def _to_renew(ground: Ground) -> Any:
    later = aliased(Coverage)
    renewed = exists().where(
        later.member_id == Coverage.member_id,
        later.payer == Coverage.payer,
        later.renewal_on > Coverage.renewal_on,
        later.status == CoverageStatus.ACTIVE,
        later.voided_at.is_(None),
    )
    return select(
        day(Coverage.renewal_on), hexed(Coverage.id), hexed(Coverage.member_id)
    ).where(
        *present(Coverage),
        Coverage.status == CoverageStatus.ACTIVE,
        ground.since(Coverage.renewal_on, ground.earliest("renewal")),
        ground.by(Coverage.renewal_on, ground.horizon("renewal")),
        or_(Coverage.ends_on.is_(None), Coverage.ends_on >= ground.today),
        ~renewed,
        *ground.about(Coverage.member_id),
    )


def find_renewals(scope: Scope) -> Iterator[Loop]:
    """Coverage to be renewed. Its day is the rule: next year asks anew."""
    for due, item, member in scope.ask(_to_renew):
        if scope.goes_on(member):
            yield Loop(due, LoopKind.RENEWAL, item, due, member)


def _seal(one: Consent) -> Seal:
    """A consent tells by itself of the care that it is about."""
    if one.given_by is Consenter.YOUTH:
        sealed = sorted(set(one.segments) - {Segment.GENERAL.value})
        segment = Segment(sealed[0]) if sealed else Segment.GENERAL
        return Seal(segment, one.given_by, one.part2)
    if Segment.FAMILY_SAFETY.value in one.segments:
        return Seal(Segment.FAMILY_SAFETY)
    return Seal()


def tell_consents(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    keys = {UUID(loop.item): loop for loop in loops}
    for one in scope.session.scalars(select(Consent).where(Consent.id.in_(keys))):
        why = CONSENT_WHY if one.recipient else CONSENT_FOR[one.audience]
        values: Values = {"recipient": one.recipient, "day": one.until or scope.today}
        told = Told(why, LoopAct.RENEW_CONSENT, values, FAMILY, one.version, _seal(one))
        yield keys[one.id], told


def tell_renewals(scope: Scope, loops: Sequence[Loop]) -> Iterator[tuple[Loop, Told]]:
    keys = {UUID(loop.item): loop for loop in loops}
    for one in scope.session.scalars(select(Coverage).where(Coverage.id.in_(keys))):
        values: Values = {"payer": one.payer, "day": one.renewal_on or scope.today}
        told = Told(RENEWAL_WHY, LoopAct.RENEW_COVERAGE, values, FAMILY, one.version)
        yield keys[one.id], told
