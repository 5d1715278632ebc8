"""ContactPoint and Address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hhdesk.care.contact_points import (
    ContactKind,
    ContactPointRow,
    ContactUse,
    SafeContact,
    Voicemail,
    cleaned_phone,
)
from hhdesk.care.imported import AddressFact, Told
from hhdesk.errors import InvalidField
from hhdesk.exchange.fhir import ours
from hhdesk.exchange.fhir.concepts import extension, tidy
from hhdesk.i18n import N_

Json = Mapping[str, Any]

_KINDS = {
    "phone": ContactKind.PHONE,
    "sms": ContactKind.SMS,
    "email": ContactKind.EMAIL,
}
_USES = {
    "home": ContactUse.HOME,
    "mobile": ContactUse.MOBILE,
    "work": ContactUse.WORK,
    "old": ContactUse.OLD,
}
INCOMPLETE = N_("a phone number is not complete, so it was left out: {n}")

_COMMENT = "http://hl7.org/fhir/StructureDefinition/contactpoint-comment"
_SCHEMES = ("tel:", "sms:", "mailto:")
_ADDRESS_USES = ("home", "", "temp", "work")
_LAST = 2**31


def _value(kind: ContactKind, value: str) -> str:
    """The value tidied; empty for a phone number that is not whole."""
    plain = tidy(value)
    for scheme in _SCHEMES:
        plain = plain.removeprefix(scheme)
    if kind is ContactKind.EMAIL:
        return plain
    try:
        return cleaned_phone(plain)
    except InvalidField:
        return ""


def _rule(point: Json) -> SafeContact:
    """Ours by its own parts; of others, a comment is to be read before dialling."""
    own = ours.only_part(point, "safe-contact")
    if own:
        spoken = ours.known_code(own.get("spoken"), Voicemail)
        return SafeContact(spoken or Voicemail.ALLOWED, ours.text(own.get("note")))
    comment = extension(point, _COMMENT) or {}
    return SafeContact(note=tidy(comment.get("valueString")))


def _row(point: Json) -> ContactPointRow | None:
    kind = _KINDS.get(point.get("system", ""))
    value = _value(kind, point.get("value", "")) if kind else ""
    if kind is None or not value:
        return None
    use = _USES.get(point.get("use", ""), ContactUse.HOME)
    if "end" in point.get("period", {}):
        use = ContactUse.OLD
    return ContactPointRow(value, kind, use, _rule(point))


def contacts(person: Json) -> tuple[ContactPointRow, ...]:
    """Phones, texts and e-mails in the order to try; fax, pager and web are left."""
    points = sorted(person.get("telecom", ()), key=lambda one: one.get("rank", _LAST))
    rows = (_row(point) for point in points)
    return tuple(dict.fromkeys(row for row in rows if row))


def notes(person: Json) -> tuple[Told, ...]:
    """What is told of a phone that cannot be dialled and so was not taken."""
    left = [
        point
        for point in person.get("telecom", ())
        if point.get("system") in _KINDS and "value" in point and _row(point) is None
    ]
    return (Told(INCOMPLETE, {"n": len(left)}),) if left else ()


def home(person: Json) -> AddressFact | None:
    """Where the person lives now; None where no such address is given."""
    usable = [
        one
        for one in person.get("address", ())
        if one.get("use", "") in _ADDRESS_USES and "end" not in one.get("period", {})
    ]
    if not usable:
        return None
    one = min(usable, key=lambda one: _ADDRESS_USES.index(one.get("use", "")))
    lines = ", ".join(filter(None, (tidy(line) for line in one.get("line", ()))))
    parts = (tidy(one.get(part)) for part in ("city", "state", "postalCode"))
    found = AddressFact(lines, *parts)
    if found == AddressFact():
        return AddressFact(tidy(one.get("text"))) if one.get("text") else None
    return found
