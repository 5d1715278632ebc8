"""How the family is told in words and chips: authority, limits, until when."""

from __future__ import annotations

from datetime import date

from hhdesk.care.contact_points import (
    CONTACT_USE_WORDS,
    VOICEMAIL_WORDS,
    ContactKind,
    ContactPointRow,
    ContactUse,
)
from hhdesk.care.family_rights import Missing
from hhdesk.care.family_rows import FamilyCaregiver, TeamCard
from hhdesk.care.household import AUTHORITY_WORDS, RELATIONSHIP_WORDS, Authority
from hhdesk.gui import people, states
from hhdesk.gui.chip import State
from hhdesk.i18n import N_, _, format_date

TAKEN_BACK = N_("Taken back right after it was entered.")

RIGHTS: dict[bool | None, str] = {None: "not_asked", True: "yes", False: "no"}
RIGHTS_WORDS = {
    "not_asked": N_("Not asked yet"),
    "yes": N_("Decides about school"),
    "no": N_("Does not decide about school"),
}

OUT_REASONS = (
    N_("Entered by mistake"),
    N_("Entered twice"),
    N_("Belongs to another child"),
)
"""Why a caregiver was none."""

LEFT_REASONS = (
    N_("No longer helps this child"),
    N_("The family does not want it"),
    N_("Entered by mistake"),
)
"""Why somebody is off the team."""

MISSING_WORDS = {
    Missing.SCHOOL_NOT_ASKED: N_("Nobody was asked yet who decides about school."),
    Missing.SCHOOL_NOBODY: N_(
        "Nobody here decides about school. Ask who does: a school must know it."
    ),
    Missing.AUTHORITY_NOT_ASKED: N_("Nobody was asked yet who may decide about care."),
    Missing.ORDER: N_(
        "Somebody decides by a court order, an affidavit or as a guardian, and no such "
        "paper is filed yet."
    ),
}

_AUTHORITIES = {
    Authority.NOT_ASKED: ("neutral", "circle-help"),
    Authority.SHARED: ("info", "users"),
    Authority.MEDICAL_ONLY: ("warning", "file-text"),
    Authority.EDUCATION_ONLY: ("warning", "file-text"),
    Authority.AFFIDAVIT: ("warning", "file-text"),
    Authority.COURT: ("warning", "file-text"),
    Authority.NONE: ("danger", "ban"),
}


def kin(told: FamilyCaregiver) -> str:
    """Name and relationship: "Lucía Ruiz (mother)"."""
    return f"{told.name.full} ({_(RELATIONSHIP_WORDS[told.relationship])})"


def authority(value: Authority) -> State:
    """What somebody may decide; nothing for who decides alone."""
    if value is Authority.FULL:
        return State("")
    words = _(AUTHORITY_WORDS[value])
    if value is Authority.NOT_ASKED:
        words = _("Authority not asked yet")
    return State(words, *_AUTHORITIES[value])


def chips(told: FamilyCaregiver, today: date) -> list[State]:
    """What must be seen at a glance, the gravest first."""
    found = [authority(told.authority)]
    if told.main:
        found.insert(0, State(_("Called first"), "accent", "phone"))
    if told.ended(today) and told.ends_on is not None:
        words = _("Until {day}").format(day=format_date(told.ends_on))
        found.insert(0, State(words, "neutral", "history"))
    if told.education_rights:
        found.append(State(_("Decides about school"), "good", "check"))
    found.append(states.language(told.languages))
    return [one for one in found if one.word]


def since(told: FamilyCaregiver, today: date) -> str:
    """From when and until when, where it is known and still matters."""
    begins, ends = told.begins_on, told.ends_on
    parts = []
    if begins is not None:
        parts.append(_("since {day}").format(day=format_date(begins)))
    if ends is not None and ends > today:
        parts.append(_("until {day}").format(day=format_date(ends)))
    return " · ".join(parts)


def limited(told: FamilyCaregiver) -> bool:
    """Whether what is written about them is a limit rather than a remark."""
    return told.authority not in (Authority.FULL, Authority.SHARED, Authority.NOT_ASKED)


def rule(point: ContactPointRow) -> str:
    """The safe-contact rule in words, also where everything is allowed."""
    safe = point.safe_contact
    return people.safe_contact(safe) or _(VOICEMAIL_WORDS[safe.voicemail])


def use(point: ContactPointRow) -> str:
    """What kind of phone it is."""
    if point.use is not ContactUse.OLD and point.kind is ContactKind.SMS:
        return _("Text messages only")
    if point.use is not ContactUse.OLD and point.kind is ContactKind.EMAIL:
        return _("E-mail")
    return _(CONTACT_USE_WORDS[point.use])


def consent(card: TeamCard) -> State:
    """Whether a consent in force names them."""
    if not card.consented:
        return State("")
    if card.consent_until is None:
        return State(_("Consent in force"), "good", "shield-check")
    words = _("Consent until {day}").format(day=format_date(card.consent_until))
    return State(words, "good", "shield-check")
