"""How a referral's events and facts are said on its detail."""

from __future__ import annotations

from datetime import tzinfo

from hhdesk.care import import_standing
from hhdesk.care.consents import BASIS_WORDS
from hhdesk.care.household import RELATIONSHIP_WORDS
from hhdesk.care.outreach import OUTCOME_WORDS, WAY_WORDS
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_history import EventRow
from hhdesk.care.referral_sharing import CallRow, SharedFacts
from hhdesk.care.referral_states import TURN_WORDS, ReferralState, Turn
from hhdesk.care.referral_steps import (
    EVIDENCE_WORDS,
    NO_HELP_WORDS,
    SENDING_WORDS,
    Evidence,
    NoHelpReason,
    SendingWay,
)
from hhdesk.care.referral_visits import HOW
from hhdesk.care.referrals import EventKind
from hhdesk.gui import people
from hhdesk.i18n import _, format_date, format_time, language_name

S = ReferralState


def what(event: EventRow) -> str:
    """What an event tells, with the day of a visit that it sets."""
    words = _(event.words)
    if event.visit_on is not None and event.to_state is S.SCHEDULED:
        day = format_date(event.visit_on)
        return _("{what}: {day}").format(what=words, day=day)
    return words


def why(event: EventRow) -> str:
    """The words of a step's code: the way of sending, the evidence, the reason."""
    if not event.reason:
        return ""
    if event.to_state is S.SENT:
        return _(SENDING_WORDS[SendingWay(event.reason)])
    if event.to_state is S.GOT_HELP:
        return _(EVIDENCE_WORDS[Evidence(event.reason)])
    return _(NO_HELP_WORDS[NoHelpReason(event.reason)])


def particulars(event: EventRow, zone: tzinfo) -> list[str]:
    """The lines below an event: what is known and from whom, the note."""
    if event.kind is EventKind.PASSED:
        return [_join(_("passed without a date"), _known(event))]
    known = _join(why(event), _basis(event), _tried(event), _known(event))
    return [_join(known, entered(event, zone)), event.note]


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _tried(event: EventRow) -> str:
    if event.way is None or event.outcome is None:
        return ""
    return f"{_(WAY_WORDS[event.way])}: {_(OUTCOME_WORDS[event.outcome])}"


def _basis(event: EventRow) -> str:
    if event.basis is None:
        return ""
    words = _(BASIS_WORDS[event.basis])
    if event.interpreter:
        who = _("interpreter {who}").format(who=event.interpreter)
        return f"{words}, {who}"
    return words


def _known(event: EventRow) -> str:
    side = "" if event.side is Turn.US else _(TURN_WORDS[event.side])
    if not event.how_known:
        return side
    # What the program wrote there itself is said in the language of the screens.
    how = _(HOW) if event.how_known == HOW else event.how_known
    source = import_standing.source_of(event.how_known)
    if source and event.kind is EventKind.IMPORTED:
        how = _(import_standing.HOW).format(source=source)
    known = _("we know: {how}").format(how=how)
    return f"{side} · {known}" if side else known[:1].upper() + known[1:]


def entered(event: EventRow, zone: tzinfo) -> str:
    """Who wrote it down, and when, where that was another day than it happened."""
    at = event.entered_at.astimezone(zone)
    if event.happened_on in (None, at.date()):
        return event.actor
    moment = _("written down {day}, {time}").format(
        day=format_date(at.date()), time=format_time(at)
    )
    return _join(event.actor, moment)


def turn(row: ReferralFacts) -> str:
    """With whom the next step is, and what is wanted; how a closed one ended."""
    if not row.turn:
        return ended(row)
    who = ", ".join(_(TURN_WORDS[one]) for one in row.turn)
    words = _("Next step: {who}").format(who=who)
    if row.state is S.FAMILY_ACTION and row.wanted:
        wanted = _("Family needs help with: {what}").format(what=row.wanted)
    elif row.state is S.AGENCY_NEEDS_MORE and row.wanted:
        wanted = _("Agency needs: {what}").format(what=row.wanted)
    else:
        return words
    return f"{words}\n{wanted}"


def ended(row: ReferralFacts) -> str:
    """How a closed referral ended: evidence or reason, and what happens next."""
    lines = []
    if row.service_on is not None:
        day = format_date(row.service_on)
        lines.append(_("Help came on {day}").format(day=day))
    if row.evidence is not None:
        lines.append(_(EVIDENCE_WORDS[row.evidence]))
    if row.end_reason is not None:
        lines.append(_(NO_HELP_WORDS[row.end_reason]))
    if row.next_step:
        lines.append(_("What happens next: {what}").format(what=row.next_step))
    return "\n".join(lines)


def call(row: CallRow | None) -> str:
    """Whom we call: name, phone, language, and the rule before dialling."""
    if row is None:
        return ""
    rule = people.safe_contact(row.safe_contact)
    return _join(_named(row), rule, row.phone, language_name(row.languages.spoken))


def _named(row: CallRow) -> str:
    if row.relationship is None:
        return row.name
    return f"{row.name} ({_(RELATIONSHIP_WORDS[row.relationship])})"


def call_for_agency(row: CallRow) -> str:
    """Whom the agency calls; through us where the rule for the number is our own."""
    spoken = language_name(row.languages.spoken)
    if not row.told_phone:
        return _join(_named(row), spoken, _("only through us"))
    rule = people.safe_contact(row.safe_contact)
    return _join(_named(row), row.told_phone, spoken, rule)


def shared(facts: SharedFacts) -> list[tuple[str, str]]:
    """What an agency is told beside the need, as pairs of what and its words."""
    from_clinic = _join(facts.clinic, facts.clinic_phone)
    interpreter = _("Yes") if facts.interpreter_needed else ""
    pairs = [
        (_("Child"), facts.child.full),
        (_("Birth date"), format_date(facts.birth_date)),
        (_("Whom to call"), call_for_agency(facts.call) if facts.call else ""),
        (_("Interpreter needed"), interpreter),
        (_("From"), from_clinic),
    ]
    return [(what, words) for what, words in pairs if words]


def shared_kinds(facts: SharedFacts) -> str:
    """What is shared in a line: "Name, birth date, whom to call, the need"."""
    kinds = [_("Name"), _("birth date")]
    if facts.call is not None:
        kinds.append(_("whom to call"))
    if facts.interpreter_needed:
        kinds.append(_("that an interpreter is needed"))
    return ", ".join([*kinds, _("the need")])
