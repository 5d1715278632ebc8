"""The fields of an act's dialog as text and codes, and the answers they stand for.

Text is kept as typed, so that nothing is lost where it cannot be understood.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from hhdesk.care.consents import Basis
from hhdesk.care.outreach import Outcome, Way
from hhdesk.care.referral_answers import Answers, Ask, details_of
from hhdesk.care.referral_choices import ReferralAct
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_states import Detail
from hhdesk.care.referral_steps import Evidence, NoHelpReason, SendingWay
from hhdesk.errors import InvalidField
from hhdesk.gui import days
from hhdesk.i18n import N_

Values = dict[str, str]
"""What stands in each field, by the name of its `Ask`; codes for choices."""

NO_DAY = N_("This is not a day. Type it like 05/14/2025.")
TICKED = "yes"
_One = TypeVar("_One", bound=StrEnum)


def begun(row: ReferralFacts, act: ReferralAct, today: date) -> Values:
    """The fields as they open: today, and what is known already."""
    values = dict.fromkeys(list(map(str, Ask)), "")
    values[Ask.ON] = days.typed(today)
    values[Ask.DETAIL] = next(iter(details_of(act)), "")
    values[Ask.BASIS] = row.basis or ""
    values[Ask.TRIED_BY] = Way.PHONE
    values[Ask.OUTCOME] = Outcome.NOT_REACHED
    if row.to_review:
        values[Ask.REPORT] = str(row.to_review[0].id)
    return {name: str(value) for name, value in values.items()}


def day_of(values: Values, name: str) -> date | None:
    """The day typed, None for an empty field; raises InvalidField for no day."""
    day = days.parse(values[name])
    if day is None and values[name].strip():
        raise InvalidField(name, NO_DAY)
    return day


def code_of(values: Values, name: str, kind: type[_One]) -> _One | None:
    """The value chosen, None where nothing is."""
    return kind(values[name]) if values[name] else None


def to_answers(values: Values) -> Answers:
    """What the fields stand for; raises InvalidField for what is no day."""
    return Answers(
        on=day_of(values, Ask.ON),
        how_known=values[Ask.HOW_KNOWN],
        note=values[Ask.NOTE],
        detail=code_of(values, Ask.DETAIL, Detail),
        reason=code_of(values, Ask.REASON, NoHelpReason),
        visit_on=day_of(values, Ask.VISIT_ON),
        service_on=day_of(values, Ask.SERVICE_ON),
        evidence=code_of(values, Ask.EVIDENCE, Evidence),
        wanted=values[Ask.WANTED],
        agency=values[Ask.AGENCY],
        agency_phone=values[Ask.AGENCY_PHONE],
        basis=code_of(values, Ask.BASIS, Basis),
        interpreter=values[Ask.INTERPRETER],
        sending_way=code_of(values, Ask.SENDING_WAY, SendingWay),
        tried_by=code_of(values, Ask.TRIED_BY, Way) or Way.PHONE,
        outcome=code_of(values, Ask.OUTCOME, Outcome) or Outcome.NOT_REACHED,
        with_whom=values[Ask.WITH_WHOM],
        report=UUID(values[Ask.REPORT]) if values[Ask.REPORT] else None,
        amended=values[Ask.AMENDED] == TICKED,
        next_step=values[Ask.NEXT_STEP],
    )


def chosen_so_far(values: Values) -> Answers:
    """The choices alone, which decide what else is asked."""
    return Answers(
        basis=code_of(values, Ask.BASIS, Basis),
        reason=code_of(values, Ask.REASON, NoHelpReason),
        detail=code_of(values, Ask.DETAIL, Detail),
    )
