"""Elements that many resources share: references, concepts, labels, contacts."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hhdesk.care.confidentiality import Seal, Segment
from hhdesk.care.contact_points import (
    VOICEMAIL_WORDS,
    ContactPointRow,
    SafeContact,
    Voicemail,
)
from hhdesk.care.goals import DOMAIN_WORDS, Domain
from hhdesk.care.household import HouseholdRow
from hhdesk.care.translations import Pair
from hhdesk.exchange.fhir import ours

Json = dict[str, Any]

TERMS = "http://terminology.hl7.org/CodeSystem"
_TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
_COMMENT = "http://hl7.org/fhir/StructureDefinition/contactpoint-comment"

# HL7 v3 ActCode, information sensitivity.
_TOPICS = {
    Segment.SUBSTANCE_USE: "SUD",
    Segment.REPRODUCTIVE: "SEX",
    Segment.MENTAL_HEALTH: "MH",
    Segment.FAMILY_SAFETY: "SDV",
}
# The short form of 42 CFR 2.32(a)(2); it goes with records of Part 2 programs alone.
_PART_2 = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    """Without control characters, which FHIR forbids, and without spaces around."""
    return _CONTROL.sub("", text).strip()


def some(**elements: Any) -> Json:
    """The elements that say something: FHIR knows no empty ones. A trailing
    underscore makes a name of a word of Python."""
    tidy = {
        name.rstrip("_"): clean(value) if type(value) is str else value
        for name, value in elements.items()
    }
    return {
        name: value for name, value in tidy.items() if value not in (None, "", [], {})
    }


def known(key: UUID | None) -> UUID:
    """A saved row's key."""
    if key is None:
        raise ValueError("the row was never saved")
    return key


def reference(key: UUID | None, display: str = "") -> Json:
    """To another resource of the same bundle."""
    return some(reference=f"urn:uuid:{known(key)}", display=display)


def concept(text: str, system: str = "", code: str = "", display: str = "") -> Json:
    coding = some(system=system if code else "", code=code, display=display)
    return some(coding=[coding] if coding else [], text=text)


def _value(value: object) -> Json:
    """A value of an extension under the name of its type."""
    if isinstance(value, enum.Enum):
        return {"valueCode": value.value}
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, datetime):
        return {"valueInstant": instant(value)}
    if isinstance(value, date):
        return {"valueDate": value.isoformat()}
    if isinstance(value, dict):
        return {"valueReference": value}
    return {"valueString": clean(str(value))}


def own(name: str, **parts: object) -> list[Json]:
    """An extension of ours with the parts that say something; none where none does."""
    said = some(**parts)
    if not said:
        return []
    inside = [
        {"url": part.replace("_", "-"), **_value(value)} for part, value in said.items()
    ]
    return [{"url": f"{ours.EXTENSIONS}:{name}", "extension": inside}]


def domain(value: Domain) -> Json:
    return concept(DOMAIN_WORDS[value], ours.DOMAIN, value.value)


def words(pair: Pair, clinical: str, language: str) -> Json:
    """The family's words as the text, the clinical ones as the coding's display."""
    found = concept(pair.english, display=clinical)
    spoken = _translated(pair, language)
    return some(**found, _text=spoken) if spoken and "text" in found else found


def _translated(pair: Pair, language: str) -> Json:
    """Only a checked translation goes out."""
    if not pair.printable:
        return {}
    parts = [
        {"url": "lang", "valueCode": language},
        {"url": "content", "valueString": clean(pair.family)},
    ]
    checked = own("checked", language=language, by=pair.checked_by)
    return {"extension": [{"url": _TRANSLATION, "extension": parts}, *checked]}


def text_in_both(name: str, pair: Pair, language: str) -> Json:
    """A plain text with its checked translation beside it."""
    return some(**{name: pair.english, f"_{name}": _translated(pair, language)})


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def period(begins: date | None, ends: date | None) -> Json:
    return some(start=day(begins), end=day(ends))


def _security(seal: Seal) -> list[Json]:
    """Restricted, and for which topic: who receives it must keep it apart too."""
    labels: list[Json] = []
    if not seal.ordinary:
        labels.append({"system": f"{TERMS}/v3-Confidentiality", "code": "R"})
    topics = [_TOPICS[seal.segment]] if seal.segment in _TOPICS else []
    topics += ["42CFRPart2"] if seal.part2 else []
    return labels + [{"system": f"{TERMS}/v3-ActCode", "code": one} for one in topics]


def resource(kind: str, key: UUID | None, seal: Seal | None = None, **own: Any) -> Json:
    """A resource with its labels, and the notice that its law asks for."""
    closed = seal or Seal()
    notice = f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{_PART_2}</p></div>'
    return some(
        resourceType=kind,
        id=str(known(key)),
        meta=some(security=_security(closed)),
        text={"status": "additional", "div": notice} if closed.part2 else None,
        **own,
    )


def seal_parts(seal: Seal) -> Json:
    """A seal of something that has no labels of its own."""
    segment = seal.segment if seal != Seal(consenter=seal.consenter) else None
    return {
        "segment": segment,
        "part2": seal.part2 or None,
        "restricted": not seal.ordinary or None,
    }


def _rule(safe: SafeContact) -> str:
    """What is to be read before dialling."""
    spoken = (
        "" if safe.voicemail is Voicemail.ALLOWED else VOICEMAIL_WORDS[safe.voicemail]
    )
    return "; ".join(filter(None, (spoken, clean(safe.note))))


def telecom(points: Iterable[ContactPointRow]) -> list[Json]:
    """In the order to try, each with its safe-contact rule."""
    found: list[Json] = []
    for rank, point in enumerate(points, 1):
        rule = _rule(point.safe_contact)
        comment = [{"url": _COMMENT, "valueString": rule}] if rule else []
        safe = point.safe_contact
        spoken = None if safe.voicemail is Voicemail.ALLOWED else safe.voicemail
        found.append(
            some(
                extension=comment + own("safe-contact", spoken=spoken, note=safe.note),
                system=point.kind.value,
                value=point.value,
                use=point.use.value,
                rank=rank,
            )
        )
    return found


def address(home: HouseholdRow | None) -> list[Json]:
    if home is None:
        return []
    line = clean(home.address)
    found = some(
        line=[line] if line else [],
        city=home.city,
        state=home.state,
        postalCode=home.postal_code,
    )
    return [{"use": "home", **found}] if found else []
