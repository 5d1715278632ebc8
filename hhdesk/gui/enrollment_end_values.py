"""What is offered for each open thing at an end, and the ends that it stands for."""

from __future__ import annotations

from hhdesk.care.appointments import CALLED_OFF_BY_WORDS, CalledOffBy
from hhdesk.care.enrollment_ending import (
    GOAL_END_WORDS,
    Disposition,
    GoalEnd,
    VisitEnd,
)
from hhdesk.care.enrollment_usual import Usual
from hhdesk.care.referral_states import TABLE, ReferralState
from hhdesk.care.referral_steps import (
    EVIDENCE_WORDS,
    NO_HELP_WORDS,
    Closing,
    Evidence,
    NoHelpReason,
    Told,
)
from hhdesk.errors import InvalidField
from hhdesk.gui import days
from hhdesk.gui.act_values import NO_DAY
from hhdesk.gui.enrollment_end_lines import Offer, Said
from hhdesk.i18n import N_, _

STAYS = "stays"
_FIRST = (NoHelpReason.HANDED_OVER, NoHelpReason.MOVED)
"""What is likeliest at an end stands above the others."""


def referral_offers() -> dict[str, Offer]:
    """Got help, chose not to, and each reason for no help but a death."""
    next_step = _("What happens next, and who sees to it")
    rest = [one for one in NoHelpReason if one not in _FIRST]
    reasons = {
        str(one): Offer(_(NO_HELP_WORDS[one]), next_step)
        for one in (*_FIRST, *rest)
        if one is not NoHelpReason.DIED
    }
    ends = ReferralState
    return {
        str(ends.GOT_HELP): Offer(_(TABLE[ends.GOT_HELP].words), proof=True),
        str(ends.FAMILY_CHOSE_NOT): Offer(
            _(TABLE[ends.FAMILY_CHOSE_NOT].words), _("How we know")
        ),
        **reasons,
    }


def evidence() -> list[tuple[str, str]]:
    return [(str(one), _(words)) for one, words in EVIDENCE_WORDS.items()]


def visit_offers() -> dict[str, Offer]:
    why = _("Why it is called off")
    off = (CalledOffBy.FAMILY, CalledOffBy.CLINIC)
    return {
        STAYS: Offer(_("Stays as it is booked")),
        **{str(by): Offer(_(CALLED_OFF_BY_WORDS[by]), why) for by in off},
    }


def goal_offers() -> dict[str, Offer]:
    return {str(one): Offer(_(words)) for one, words in GOAL_END_WORDS.items()}


def disposition(said: Said) -> Disposition:
    """Raises InvalidField for what is no day."""
    if said.code == ReferralState.GOT_HELP:
        day = days.parse(said.day)
        if day is None and said.day.strip():
            raise InvalidField("service_on", NO_DAY)
        known = Evidence(said.evidence) if said.evidence else None
        return Disposition(Closing(ReferralState.GOT_HELP, day, known))
    if said.code == ReferralState.FAMILY_CHOSE_NOT:
        closing = Closing(ReferralState.FAMILY_CHOSE_NOT)
        return Disposition(closing, Told(how_known=said.words))
    reason = NoHelpReason(said.code)
    closing = Closing(ReferralState.NO_HELP, reason=reason, next_step=said.words)
    other = reason is NoHelpReason.OTHER
    return Disposition(closing, Told(note=said.words if other else ""))


def visit_end(said: Said) -> VisitEnd:
    """Raises InvalidField where a visit is called off without a reason."""
    if said.code == STAYS:
        return VisitEnd()
    if not said.words.strip():
        raise InvalidField("reason", N_("Say why it is called off."))
    return VisitEnd(CalledOffBy(said.code), said.words)


def goal_end(said: Said) -> GoalEnd:
    return GoalEnd(said.code)


def usual_codes(found: Usual) -> tuple[str, str, str]:
    """What is usual for referrals, visits and goals, as codes; empty for nothing."""
    closing, visit, goal = found.referral, found.visit, found.goal
    of_referral = ""
    if closing is not None:
        of_referral = str(closing.reason or closing.to)
    of_visit = ""
    if visit is not None:
        of_visit = str(visit.called_off_by or STAYS)
    return of_referral, of_visit, str(goal or "")
