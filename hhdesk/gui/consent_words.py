"""How a consent is told in words: with whom, what, how it was given, how it stands."""

from __future__ import annotations

from collections.abc import Iterable

from hhdesk.care.confidentiality import (
    AUDIENCE_WORDS,
    CONSENTER_WORDS,
    SEGMENT_WORDS,
    Audience,
    Consenter,
    Segment,
)
from hhdesk.care.consent_list import ConsentLine, Opened, Standing
from hhdesk.care.consents import BASIS_WORDS, LIMIT_WORDS, Basis, ConsentScope
from hhdesk.care.disclosure_list import DisclosureRow
from hhdesk.care.disclosures import PURPOSE
from hhdesk.care.paper_orders import PAPER_KIND_WORDS
from hhdesk.gui.chip import State
from hhdesk.i18n import N_, _, format_date, ngettext

CLASS_WORDS = {
    Audience.FAMILY: N_("The whole family"),
    Audience.YOUTH: N_("The youth"),
    Audience.CARE_TEAM: N_("The whole care team"),
    Audience.SCHOOL: N_("The school"),
    Audience.RECIPIENT: N_("All services asked for help"),
    Audience.PAYER: N_("The health plan"),
}
"""With whom, where no name is said."""

NOT_OURS = N_("It is no consent to share: nothing goes out under it.")
_STATES = {
    Standing.IN_FORCE: (N_("In force"), "good", "check"),
    Standing.AWAITED: (N_("Not signed yet"), "info", "pen-line"),
    Standing.LIMITED: (N_("Gives nothing"), "warning", "triangle-alert"),
    Standing.DENIES: (N_("Forbids sharing"), "danger", "ban"),
    Standing.GIVES_NOTHING: (N_("Gives nothing"), "neutral", "minus"),
}
_OWN_PURPOSE = N_("to coordinate care")
_OTHER_KINDS = {
    "document": N_("Copy of a document"),
    "FHIR": N_("Record as a FHIR file"),
    "meeting": N_("Plan shown in a review meeting"),
    "members": N_("List of members as a file"),
    "referral": N_("Referral"),
    "translation": N_("Lines sent to be translated"),
    "huddle": N_("Huddle sheet"),
    "call": N_("Call copied for the chart"),
}


def whom(audience: Audience, recipients: Iterable[str]) -> str:
    return ", ".join(recipients) or _(CLASS_WORDS[audience])


def whom_kind(line: ConsentLine) -> str:
    """What kind of reader it is, where names do not say it."""
    return _(AUDIENCE_WORDS[line.audience]) if line.recipients else ""


def segments(told: Iterable[Segment]) -> str:
    return ", ".join(_(SEGMENT_WORDS[one]) for one in told)


def how(line: ConsentLine) -> str:
    """How the yes was given; a spoken one through whom."""
    if line.standing is Standing.AWAITED:
        return _("Form printed")
    if line.basis is Basis.VERBAL and line.interpreter:
        return _("Spoken yes, through an interpreter")
    return _(BASIS_WORDS[line.basis])


def giver(line: ConsentLine) -> str:
    """By whom: the name, else what kind of person."""
    if line.given_by is Consenter.YOUTH and line.giver_name:
        return _("{name} (the youth)").format(name=line.giver_name)
    return line.giver_name or _(CONSENTER_WORDS[line.given_by])


def given(line: ConsentLine) -> str:
    return format_date(line.given_on)


def until(line: ConsentLine) -> str:
    return format_date(line.until) if line.until else _("Until taken back")


def state(line: ConsentLine) -> State:
    """How it stands today."""
    if line.standing is Standing.ENDS_SOON and line.left is not None:
        words = ngettext("Ends in {n} day", "Ends in {n} days", line.left)
        told = words.format(n=line.left) if line.left else _("Ends today")
        return State(told, "warning", "clock")
    if line.standing is Standing.ENDED and line.until:
        return State(_("Ended"), "neutral", "ban")
    if line.standing is Standing.REVOKED and line.revoked_on:
        return State(_("Revoked"), "danger", "x")
    if line.standing is Standing.NOT_YET:
        day = format_date(line.given_on)
        return State(_("From {day}").format(day=day), "neutral", "clock")
    word, tone, icon = _STATES[line.standing]
    return State(_(word), tone, icon)


def why_nothing(line: ConsentLine) -> str:
    """Why it gives nothing, in one sentence; empty where it gives something."""
    if line.standing is Standing.LIMITED:
        limits = ", ".join(_(LIMIT_WORDS[one]) for one in line.limits)
        words = _(
            "It came from outside, and {why}. Read it; nothing goes out under it."
        )
        return words.format(why=limits)
    if line.standing is Standing.AWAITED:
        return _("Nothing goes out under it until the signed paper is back.")
    if line.standing is Standing.DENIES:
        return _("The family said no: it takes from what other consents open.")
    other = line.scope is not ConsentScope.PRIVACY
    if other or line.standing is Standing.GIVES_NOTHING:
        return _(NOT_OURS)
    return ""


def revoked(line: ConsentLine) -> str:
    """When and by whom it was taken back."""
    if line.revoked_on is None:
        return ""
    day = format_date(line.revoked_on)
    if not line.revoked_by:
        return _("Revoked on {day}").format(day=day)
    return _("Revoked on {day} by {name}").format(day=day, name=line.revoked_by)


def opened(row: Opened) -> tuple[str, str]:
    """With whom, and what is open to them now."""
    told = segments(row.segments)
    if row.part2:
        told += " · " + _("Part 2 records too")
    if row.own == row.segments:
        told += " · " + _("the youth's own too")
    elif row.own:
        words = _("the youth's own: {what}").format(what=segments(row.own))
        told += " · " + words
    names = (row.recipient,) if row.recipient else ()
    return whom(row.audience, names), told


def disclosed(row: DisclosureRow) -> str:
    """What kind of paper or file left."""
    return left(row.what)


def left(what: str) -> str:
    """The kind of paper or file that has this name in the accounting."""
    known = {str(kind): word for kind, word in PAPER_KIND_WORDS.items()}
    word = known.get(what) or _OTHER_KINDS.get(what)
    return _(word) if word else what


def about(row: DisclosureRow) -> str:
    """What for, and a paper's own number; what else has none that people read."""
    own = _OWN_PURPOSE if row.purpose == PURPOSE else row.purpose
    paper = row.what in {str(one) for one in PAPER_KIND_WORDS}
    return " · ".join(filter(None, (_(own) if own else "", row.number * paper)))
