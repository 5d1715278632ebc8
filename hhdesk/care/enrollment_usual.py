"""What usually becomes of what is open when an enrollment ends: offered, not chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hhdesk.care.appointments import CalledOffBy
from hhdesk.care.enrollment_ending import GoalEnd, VisitEnd
from hhdesk.care.programs import EndReason
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referral_steps import Closing, NoHelpReason

R = EndReason


@dataclass(frozen=True, slots=True)
class Usual:
    """None where nothing is usual."""

    referral: Closing | None = None
    visit: VisitEnd | None = None
    goal: GoalEnd | None = None


def _no_help(reason: NoHelpReason) -> Closing:
    return Closing(ReferralState.NO_HELP, reason=reason)


_HANDED_OVER = _no_help(NoHelpReason.HANDED_OVER)
_STAYS = VisitEnd()
_LEAVES = VisitEnd(CalledOffBy.FAMILY)
_GOES_ON = Usual(_HANDED_OVER, _STAYS, GoalEnd.HANDED_OVER)
_NOTHING = Usual()

_USUAL: Mapping[EndReason, Usual] = {
    R.GOALS_MET: Usual(None, _STAYS, GoalEnd.REACHED),
    R.FAMILY_DECLINED: Usual(
        Closing(ReferralState.FAMILY_CHOSE_NOT), _STAYS, GoalEnd.STOPPED
    ),
    R.MOVED: Usual(_no_help(NoHelpReason.MOVED), _LEAVES, GoalEnd.HANDED_OVER),
    R.COVERAGE_LOST: Usual(
        _no_help(NoHelpReason.COVERAGE_LOST), _STAYS, GoalEnd.STOPPED
    ),
    R.AGED_OUT: _GOES_ON,
    R.TRANSFERRED: _GOES_ON,
    R.UNABLE_TO_REACH: Usual(
        _no_help(NoHelpReason.UNABLE_TO_REACH), _STAYS, GoalEnd.STOPPED
    ),
    R.NOT_ELIGIBLE: Usual(_HANDED_OVER, _STAYS, GoalEnd.STOPPED),
    R.DUPLICATE_PROGRAM: _GOES_ON,
}


def usual(reason: EndReason | None) -> Usual:
    """By why the enrollment ends."""
    return _USUAL.get(reason, _NOTHING) if reason else _NOTHING
