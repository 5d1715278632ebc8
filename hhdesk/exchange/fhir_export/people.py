"""Patient, RelatedPerson and Coverage: the child, who cares, who pays."""

from __future__ import annotations

from uuid import UUID

from hhdesk.care.coverage import CoverageRow
from hhdesk.care.household import RELATIONSHIP_WORDS, Relationship
from hhdesk.care.member_record import MemberRecord, NumberRow, PersonRecord
from hhdesk.care.members import IdentifierKind
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.exchange.fhir import ours
from hhdesk.exchange.fhir_export.elements import (
    TERMS,
    Json,
    address,
    clean,
    concept,
    day,
    own,
    period,
    reference,
    resource,
    some,
    telecom,
)

_HL7 = "http://hl7.org/fhir/StructureDefinition"
_US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition"
_V2_NUMBERS = f"{TERMS}/v2-0203"
_NUMBERS = {IdentifierKind.MRN: "MR", IdentifierKind.CIN: "MA"}

# HL7 v3 RoleCode; another relationship is not named.
_RELATIONSHIPS = {
    Relationship.MOTHER: "MTH",
    Relationship.FATHER: "FTH",
    Relationship.GRANDMOTHER: "GRMTH",
    Relationship.GRANDFATHER: "GRFTH",
    Relationship.AUNT: "AUNT",
    Relationship.UNCLE: "UNCLE",
    Relationship.SISTER: "SIS",
    Relationship.BROTHER: "BRO",
    Relationship.STEPPARENT: "STPPRN",
    Relationship.FOSTER_PARENT: "PRNFOST",
    Relationship.GUARDIAN: "GUARD",
}
# SNOMED CT's yes and no, as US Core asks for.
_ANSWERS = {
    Interpreter.NEEDED: ("373066001", "Yes"),
    Interpreter.NOT_NEEDED: ("373067005", "No"),
}
# HL7's extension of patient-proficiency: expressed in speech, in writing.
_SPOKEN, _WRITTEN = "ESP", "EWR"


def _surnames(name: Name) -> Json:
    """Both surnames whole, and which is the first."""
    first, second = clean(name.first_surname), clean(name.second_surname)
    if not second:
        return some(family=first)
    extensions = [
        {"url": f"{_HL7}/humanname-{side}-family", "valueString": text}
        for side, text in (("fathers", first), ("mothers", second))
        if text
    ]
    whole = f"{first} {second}" if first else ""
    return some(family=whole, _family={"extension": extensions})


def names(name: Name, former: tuple[str, ...] = ()) -> list[Json]:
    """As the family writes it; what the child is called; former ones."""
    given = clean(name.given)
    own = some(use="official", text=name.full, given=[given] if given else [])
    found = [own | _surnames(name)]
    if clean(name.nickname):
        found.append({"use": "nickname", "given": [clean(name.nickname)]})
    return found + [{"use": "old", "text": clean(text)} for text in former]


def _proficiency(way: str) -> Json:
    coding = {"system": f"{TERMS}/v3-LanguageAbilityMode", "code": way}
    return {
        "url": f"{_HL7}/patient-proficiency",
        "extension": [{"url": "type", "valueCoding": coding}],
    }


def _communication(languages: Languages) -> list[Json]:
    """The preferred one first; where another is written, both say what for."""
    differ = languages.written != languages.spoken
    tags = [languages.spoken, languages.written, *languages.others]
    ways = {languages.spoken: _SPOKEN, languages.written: _WRITTEN} if differ else {}
    return [
        some(
            extension=[_proficiency(ways[tag])] if tag in ways else [],
            language=concept("", "urn:ietf:bcp:47", tag),
            preferred=tag == languages.spoken or None,
        )
        for tag in dict.fromkeys(tags)
        if tag
    ]


def _interpreter(languages: Languages) -> list[Json]:
    answer = _ANSWERS.get(languages.interpreter)
    if answer is None:
        return []
    code, display = answer
    coding = {"system": "http://snomed.info/sct", "code": code, "display": display}
    return [{"url": f"{_US_CORE}/us-core-interpreter-needed", "valueCoding": coding}]


def _pronouns(text: str) -> list[Json]:
    if not clean(text):
        return []
    value = {"url": "value", "valueCodeableConcept": {"text": clean(text)}}
    return [{"url": f"{_HL7}/individual-pronouns", "extension": [value]}]


def _identifier(number: NumberRow) -> Json:
    code = _NUMBERS.get(number.kind, "")
    kind = concept("", _V2_NUMBERS, code) if code else None
    return some(type=kind, system=number.system, value=number.value)


def _own_number(member_id: UUID) -> Json:
    """By which the child is known again, should the record come back."""
    return {"system": ours.MEMBER, "value": str(member_id)}


def _death(member: MemberRecord) -> Json:
    if member.deceased_on:
        return {"deceasedDateTime": member.deceased_on.isoformat()}
    return {"deceasedBoolean": True} if member.deceased else {}


def patient(member: MemberRecord) -> Json:
    languages = member.languages
    return resource(
        "Patient",
        member.id,
        extension=_pronouns(member.pronouns) + _interpreter(languages),
        identifier=[*map(_identifier, member.numbers), _own_number(member.id)],
        active=True,
        name=names(member.name, member.former_names),
        telecom=telecom(member.contacts),
        gender=member.gender.value,
        birthDate=member.birth_date.isoformat(),
        **_death(member),
        address=address(member.home),
        communication=_communication(languages),
    )


def related_person(person: PersonRecord, member_id: UUID) -> Json:
    code = _RELATIONSHIPS.get(person.relationship)
    text = RELATIONSHIP_WORDS[person.relationship]
    kin = [concept(text, f"{TERMS}/v3-RoleCode", code)] if code else []
    return resource(
        "RelatedPerson",
        person.id,
        extension=own("caregiver", main=person.main) + _interpreter(person.languages),
        active=True,
        patient=reference(member_id),
        relationship=kin,
        name=names(person.name),
        telecom=telecom(person.contacts),
        birthDate=day(person.birth_date),
        address=address(person.home),
        period=period(person.begins_on, person.ends_on),
        communication=_communication(person.languages),
    )


def coverage(one: CoverageRow, member_id: UUID) -> Json:
    plan = clean(one.plan)
    kind = concept("", f"{TERMS}/coverage-class", "plan")
    return resource(
        "Coverage",
        one.id,
        extension=own(
            "coverage",
            renewal=one.renewal_on,
            payer_unknown=not clean(one.payer) or None,
        ),
        status=one.status.value,
        subscriberId=one.number,
        beneficiary=reference(member_id),
        period=period(one.begins_on, one.ends_on),
        # FHIR asks for a payer; ours may not be known.
        payor=[{"display": clean(one.payer) or "Not known"}],
        class_=[{"type": kind, "value": plan, "name": plan}] if plan else [],
    )


def contained(kind: str, name: str, phone: str = "", key: str = "who") -> Json:
    """A person or organization of whom the clinic knows no more than this."""
    called = [{"text": clean(name)}] if kind == "Practitioner" and clean(name) else None
    numbers = [{"system": "phone", "value": clean(phone)}] if clean(phone) else []
    told = called if kind == "Practitioner" else name
    return some(resourceType=kind, id=key, name=told, telecom=numbers)
