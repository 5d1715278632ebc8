"""Who decides about school, and what is missing to know it: plain rules over the page.

A child has rights to special education from 3 years on (34 CFR 300.101); they pass to
the youth at the age of majority (34 CFR 300.520), unless a guardian was appointed.
"""

from __future__ import annotations

import enum

from hhdesk.care.confidentiality import ADULT_AGE, age_on
from hhdesk.care.family_rows import FamilyCard, FamilyPage
from hhdesk.care.household import Authority, Relationship

SCHOOL_AGE = 3

BY_PAPER = frozenset(
    (
        Authority.AFFIDAVIT,
        Authority.COURT,
        Authority.MEDICAL_ONLY,
        Authority.EDUCATION_ONLY,
    )
)
"""Authority that somebody gave in writing: a court, a parent, an affidavit."""
_PLACED = frozenset((Relationship.GUARDIAN, Relationship.FOSTER_PARENT))


class Missing(enum.StrEnum):
    """What has to be asked, or to be brought."""

    SCHOOL_NOT_ASKED = "school_not_asked"
    SCHOOL_NOBODY = "school_nobody"
    AUTHORITY_NOT_ASKED = "authority_not_asked"
    ORDER = "order"


def of_age(page: FamilyPage) -> bool:
    """Whether the youth decides about school."""
    return age_on(page.birth_date, page.today) >= ADULT_AGE


def holders(page: FamilyPage) -> tuple[FamilyCard, ...]:
    """Who of the caregivers decides about school."""
    return tuple(one for one in page.standing() if one.details.education_rights)


def missing(page: FamilyPage) -> tuple[Missing, ...]:
    """What the staff should be warned of, the most pressing first."""
    found = []
    standing = page.standing()
    told = [one.details.education_rights for one in standing]
    asks = age_on(page.birth_date, page.today) >= SCHOOL_AGE and not of_age(page)
    if asks and not any(told):
        unasked = not told or None in told
        found.append(Missing.SCHOOL_NOT_ASKED if unasked else Missing.SCHOOL_NOBODY)
    if needs_order(page) and not page.orders:
        found.append(Missing.ORDER)
    authorities = [one.details.authority for one in standing]
    if standing and all(one is Authority.NOT_ASKED for one in authorities):
        found.append(Missing.AUTHORITY_NOT_ASKED)
    return tuple(found)


def needs_order(page: FamilyPage) -> bool:
    """Whether somebody's say rests on a paper that the clinic should have seen."""
    return bool(page.custody) or any(
        one.details.authority in BY_PAPER or one.details.relationship in _PLACED
        for one in page.standing()
    )
