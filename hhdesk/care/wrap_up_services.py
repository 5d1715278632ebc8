"""Which core services a call may have been, by what it did: a suggestion, no more."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from hhdesk.care.core_services import CoreService
from hhdesk.care.wrap_up_facts import Part

_C = CoreService

SUGGESTING: dict[Part, tuple[CoreService, ...]] = {
    Part.REFERRALS: (_C.COMMUNITY_REFERRAL, _C.COMMUNITY_SOCIAL_SUPPORTS),
    Part.STEPS: (_C.CARE_MANAGEMENT, _C.ASSESSMENT_PLAN),
    Part.VISIT: (_C.CARE_COORDINATION, _C.ENHANCED_COORDINATION),
    Part.ARRANGEMENTS: (_C.CARE_COORDINATION, _C.ENHANCED_COORDINATION),
    Part.CONSENT: (_C.CARE_COORDINATION, _C.ENHANCED_COORDINATION),
    Part.BARRIERS: (_C.FAMILY_SUPPORT, _C.MEMBER_FAMILY_SUPPORTS),
}


def suggested(
    parts: Iterable[Part], services: Collection[CoreService]
) -> tuple[CoreService, ...]:
    """Of a program's services, those that such parts usually are, in its order."""
    meant = {one for part in parts for one in SUGGESTING.get(part, ())}
    return tuple(one for one in services if one in meant)
