"""Consent: what the family permits or forbids, read so that nothing opens by mistake.

Only an explicit permission of the root rule, whose every part the disclosure rule can
check, is read as one. FHIR's root rule needs no type, and HL7's own examples use it to
permit and to forbid alike: without a type it is held, and gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from hhdesk.care.confidentiality import Audience, Consenter, Segment
from hhdesk.care.consents import ConsentScope, ConsentStatus, Limit, Provision
from hhdesk.care.imported import ConsentFact, FileFact, Told
from hhdesk.exchange.fhir import attachments
from hhdesk.exchange.fhir.concepts import all_codings, codings, tidy, words
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.exchange.fhir.labels import PART_2, named_segments
from hhdesk.exchange.fhir.names import name_of
from hhdesk.exchange.fhir.primitives import first_day, last_day
from hhdesk.exchange.fhir.references import Index
from hhdesk.i18n import N_

Json = Mapping[str, Any]

HELD = N_("it is held and opens nothing by itself: people have to read it")
FORBIDS = N_("it forbids sharing")

# HL7 v3 ParticipationType: who receives; others hold the records or wrote them.
_RECIPIENTS = {"IRCP", "PRCP", "RCT", "TRC", "NOT"}
_SHARING = {"access", "disclose"}
_ACTIONS = _SHARING | {"use", "collect"}
_PART_2_CODES = {PART_2, "42-CFR-2", "42cfrp2", "OPTIN-42CFRPart2"}
_PART_2_WORDS = ("42 cfr part 2", "42cfrpart2", "42-cfr-part-2", "42cfr2")
_OPT_OUT = {"OPTOUT", "OPTOUTE"}

_AUDIENCE_OF = {
    "CareTeam": Audience.CARE_TEAM,
    "RelatedPerson": Audience.FAMILY,
    "Patient": Audience.YOUTH,
}
# HL7's organization-type.
_AUDIENCE_OF_ORGANIZATION = {
    "pay": Audience.PAYER,
    "ins": Audience.PAYER,
    "edu": Audience.SCHOOL,
}
# Elements of a rule that make it smaller than the disclosure rule can tell.
_NARROWING = {
    "purpose": Limit.PURPOSE,
    "class": Limit.KINDS,
    "code": Limit.KINDS,
    "data": Limit.KINDS,
    "dataPeriod": Limit.PERIOD,
}


def _scope(consent: Json) -> ConsentScope:
    for _, code, _ in codings(consent["scope"]):
        if code in set(ConsentScope):
            return ConsentScope(code)
    return ConsentScope.OTHER


def _rules(rule: Json) -> Iterator[Json]:
    """Every rule inside a rule."""
    for inner in rule.get("provision", ()):
        yield inner
        yield from _rules(inner)


def _policy(consent: Json) -> set[str]:
    return {code for _, code, _ in codings(consent.get("policyRule"))}


def provision(consent: Json) -> Provision:
    """A denial wherever the root rule or the policy says one. An exception to a
    permission does not make it a denial, but it never makes it larger (`limits`)."""
    root = consent.get("provision", {})
    if root.get("type") == Provision.DENY:
        return Provision.DENY
    opted_out = _policy(consent) & _OPT_OUT and root.get("type") != Provision.PERMIT
    return Provision.DENY if opted_out else Provision.PERMIT


def _audience(reference: Json, entry: Entry, index: Index) -> Audience:
    """For whom an actor stands; organizations that say what they are by their type."""
    key = index.key_of(reference, entry, "Organization")
    kind = key.type if key else ""
    meant = index.resource(reference, entry, "Organization") or {}
    kind = meant.get("resourceType", kind)
    if kind == "Organization":
        for _, code, _ in all_codings(meant.get("type")):
            if code in _AUDIENCE_OF_ORGANIZATION:
                return _AUDIENCE_OF_ORGANIZATION[code]
    return _AUDIENCE_OF.get(kind, Audience.RECIPIENT)


def _name(reference: Json, entry: Entry, index: Index) -> str:
    meant = index.resource(reference, entry, "Organization")
    found = name_of(meant) if meant else ""
    return found or tidy(reference.get("display"))


def _receivers(rule: Json) -> list[Json]:
    """The actors who receive; without any role of that kind, nobody is named."""
    return [
        actor["reference"]
        for actor in rule.get("actor", ())
        if any(code in _RECIPIENTS for _, code, _ in codings(actor["role"]))
    ]


def _shares(rule: Json) -> bool:
    """Whether a rule is about sharing and nothing else; without actions it is."""
    actions = {code for _, code, _ in all_codings(rule.get("action"))}
    return not actions or bool(actions & _SHARING and not actions - _ACTIONS)


def _labels(rule: Json) -> list[tuple[str, str]]:
    return [
        (label.get("system", ""), label.get("code", ""))
        for label in rule.get("securityLabel", ())
    ]


def _limits(consent: Json, named: list[str], audiences: set[Audience]) -> set[Limit]:
    """All that a permission says beyond with whom, what topics and until when."""
    rule = consent.get("provision", {})
    found = {limit for element, limit in _NARROWING.items() if element in rule}
    if rule.get("type") != Provision.PERMIT:
        found.add(Limit.NOT_SAID)
    if rule.get("provision"):
        found.add(Limit.EXCEPTIONS)
    if not named or not all(named):
        found.add(Limit.NO_RECIPIENT)
    if len(audiences) > 1:
        found.add(Limit.SEVERAL_AUDIENCES)
    if len(named) < len(rule.get("actor", ())):
        found.add(Limit.HOLDER)
    if not _shares(rule):
        found.add(Limit.ACTIONS)
    if any(not one["verified"] for one in consent.get("verification", ())):
        found.add(Limit.NOT_VERIFIED)
    if not named_segments(_labels(rule))[1]:
        found.add(Limit.LABELS)
    return found


def _says_part2(consent: Json) -> bool:
    """Whether it names 42 CFR Part 2, by code, policy or label."""
    root = consent.get("provision", {})
    labels = [label for rule in (root, *_rules(root)) for label in _labels(rule)]
    codes = {code for _, code in labels} | _policy(consent)
    codes |= {code for _, code, _ in all_codings(consent.get("category"))}
    told = [
        *(one.get("uri", "") for one in consent.get("policy", ())),
        words(consent.get("policyRule")),
        *(words(one) for one in consent["category"]),
    ]
    text = " ".join(told).casefold()
    return bool(codes & _PART_2_CODES) or any(one in text for one in _PART_2_WORDS)


def _giver(entry: Entry, index: Index) -> tuple[Consenter, str]:
    """Who consented, as far as the source says; never guessed from the age alone."""
    for reference in entry.resource.get("performer", ()):
        key = index.key_of(reference, entry, "Patient")
        name = _name(reference, entry, index)
        if key and key.type == "Patient":
            return Consenter.YOUTH, name
        if key and key.type == "RelatedPerson":
            return Consenter.CAREGIVER, name
        if name:
            return Consenter.NOT_ASKED, name
    return Consenter.NOT_ASKED, ""


def _form(entry: Entry, index: Index) -> tuple[FileFact, ...]:
    if "sourceAttachment" not in entry.resource:
        return ()
    try:
        one = attachments.file_of(entry.resource["sourceAttachment"], entry, index)
    except Fault as fault:
        raise fault.inside("sourceAttachment") from None
    return (one,) if one.content is not None or one.address else ()


def _segments(rule: Json, given: Provision) -> frozenset[Segment]:
    """Of a permission those that it names, and else what is general; of a denial
    everything that it does not leave out."""
    named, clear = named_segments(_labels(rule))
    if given is Provision.DENY:
        return named if named and clear else frozenset(Segment)
    return named or frozenset({Segment.GENERAL})


def _term(consent: Json, given: Provision) -> tuple[date | None, date | None]:
    """From when and until when: of a permission the days that are certain, of a denial
    all that are possible."""
    period = consent.get("provision", {}).get("period", {})
    begins, ends = first_day, last_day
    if given is Provision.PERMIT:
        begins, ends = last_day, first_day
    start = period.get("start") or consent.get("dateTime", "")
    return begins(start), ends(period.get("end", ""))


def undated(consent: Json) -> bool:
    """Whether it permits from a day that nobody knows."""
    given = provision(consent)
    return given is Provision.PERMIT and _term(consent, given)[0] is None


def _title(consent: Json) -> str:
    said = (words(one) for one in consent["category"])
    return ", ".join(dict.fromkeys(filter(None, said)))


def _purpose(rule: Json) -> str:
    purposes = rule.get("purpose", ())
    said = (tidy(one.get("display")) or one.get("code") for one in purposes)
    return ", ".join(filter(None, said))


def _notes(consent: Json, given: Provision, limits: set[Limit]) -> Iterator[Told]:
    if consent["status"] != ConsentStatus.ACTIVE:
        return
    if given is Provision.DENY:
        yield Told(FORBIDS)
    elif limits:
        yield Told(HELD)


def read(entry: Entry, index: Index) -> ConsentFact:
    """Raises Fault where the signed form's content is broken or too large."""
    consent = entry.resource
    rule = consent.get("provision", {})
    given = provision(consent)
    receivers = _receivers(rule)
    names = [_name(one, entry, index) for one in receivers]
    audiences = {_audience(one, entry, index) for one in receivers}
    limits = _limits(consent, names, audiences) if given is Provision.PERMIT else set()
    if given is Provision.DENY and not all(names):
        names = []
    given_on, until = _term(consent, given)
    giver, giver_name = _giver(entry, index)
    form = _form(entry, index)
    return ConsentFact(
        entry.original(),
        index.person(entry, "patient"),
        ConsentStatus(consent["status"]),
        given,
        _scope(consent),
        min(audiences, default=Audience.RECIPIENT),
        tuple(dict.fromkeys(names)),
        _segments(rule, given),
        tuple(sorted(limits)),
        giver,
        giver_name,
        given_on,
        until,
        _title(consent),
        _purpose(rule),
        _says_part2(consent),
        form,
        (*_notes(consent, given, limits), *attachments.notes(form)),
    )
