"""Whether a resource is FHIR R4: its elements, their types, cardinalities and codes.

The table is resources/fhir/r4.json, made from HL7's definitions. Types that are no part
of patients' records are known by name only and pass unchecked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from hhdesk.assets import resource_bytes
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.exchange.fhir.primitives import CHECKS, EMPTY, Check, check_code, expected
from hhdesk.i18n import N_

UNKNOWN = N_("there is no such element")
MISSING = N_("it is required and missing")
TWICE = N_("only one of these may be given: {names}")
DOUBLED = N_("it stands there twice")
NOT_FHIR = N_("“{type}” is not a resource type of FHIR R4")

# What each base brings: name, mark, type.
_BASES = {
    "Element": "id:string extension*:Extension",
    "BackboneElement": "id:string extension*:Extension modifierExtension*:Extension",
    "Resource": "id:id meta:Meta implicitRules:uri language:code",
    "DomainResource": (
        "id:id meta:Meta implicitRules:uri language:code text:Narrative "
        "contained*:Resource extension*:Extension modifierExtension*:Extension"
    ),
}


class Doubled(dict[str, Any]):
    """A JSON object that names an element twice; `name` is the element."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The names of one `value[x]`, of which one at most is given."""

    label: str
    names: frozenset[str]
    required: bool


@dataclass(frozen=True, slots=True)
class Type:
    """A compiled type: a check for each element's name, and what must be there."""

    elements: dict[str, Check]
    required: tuple[str, ...]
    choices: tuple[Choice, ...]


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(resource_bytes("fhir", "r4.json"))
    return table


@cache
def resource_types() -> frozenset[str]:
    """Every resource type of R4."""
    return frozenset(_table()["resources"].split())


def is_checked(name: str) -> bool:
    """Whether resources of a type are checked, and may so be read."""
    return name in _table()["types"]


@cache
def codes(value_set: str) -> frozenset[str]:
    """The codes of a value set that R4 requires."""
    return frozenset(_table()["codes"][value_set].split())


@cache
def _type(name: str) -> Type:
    base, _, own = _table()["types"].get(name, "Element; ").partition("; ")
    elements: dict[str, Check] = {}
    required: list[str] = []
    choices: list[Choice] = []
    for described in f"{_BASES[base]} {own}".split():
        marked, _, kinds = described.partition(":")
        label = marked.rstrip("!*+")
        many, needed = marked[-1] in "*+", marked[-1] in "!+"
        kind_by_name = _choice(label, kinds)
        for element, kind in kind_by_name.items():
            elements |= _checks(element, kind, many=many)
        if label.endswith("[x]"):
            choices.append(Choice(label, frozenset(kind_by_name), needed))
        elif needed:
            required.append(label)
    return Type(elements, tuple(required), tuple(choices))


def _checks(element: str, kind: str, *, many: bool) -> dict[str, Check]:
    """The check of an element; beside a primitive, that of its extensions too."""
    check_one = _checked(kind)
    primitive = _is_primitive(kind)
    if many:
        found = {element: _listed(check_one, gaps=primitive)}
    else:
        found = {element: check_one}
    if primitive:
        extra = _listed(_check_extra, gaps=True) if many else _check_extra
        found[f"_{element}"] = extra
    return found


def _choice(label: str, kinds: str) -> dict[str, str]:
    """`value[x]` of string and Age is valueString and valueAge."""
    if not label.endswith("[x]"):
        return {label: kinds}
    stem = label.removesuffix("[x]")
    return {stem + kind[0].upper() + kind[1:]: kind for kind in kinds.split("|")}


def _is_primitive(kind: str) -> bool:
    return kind.partition("@")[0] in CHECKS


def _checked(kind: str) -> Check:
    name, _, value_set = kind.partition("@")
    if value_set:
        return check_code(codes(value_set))
    if name in CHECKS:
        return CHECKS[name]
    if name == "Resource":
        return check
    # Looked up when met: types hold each other.
    return lambda value: _check_object(value, name)


def _listed(check_one: Check, *, gaps: bool) -> Check:
    """Of every element of a list; a gap in primitives is filled by the other list."""

    def check_all(value: Any) -> None:
        if type(value) is not list:
            raise expected(list, value)
        if not value:
            raise Fault(EMPTY)
        for index, one in enumerate(value):
            if one is None and gaps:
                continue
            try:
                check_one(one)
            except Fault as fault:
                raise fault.inside(f"[{index}]") from None

    return check_all


def _check_extra(value: Any) -> None:
    """What stands beside a primitive under `_name`: an id or extensions."""
    _check_object(value, "Element")


def _check_object(value: Any, name: str) -> None:
    if type(value) is not dict:
        if isinstance(value, Doubled):
            raise Fault(DOUBLED, value.name)
        raise expected(dict, value)
    if not value:
        raise Fault(EMPTY)
    _check_elements(value, _type(name), "")


def _check_elements(value: dict[str, Any], known: Type, resource_type: str) -> None:
    elements = known.elements
    for name, item in value.items():
        found = elements.get(name)
        if found is None:
            if name == "resourceType" and resource_type:
                continue
            raise Fault(UNKNOWN, name)
        try:
            found(item)
        except Fault as fault:
            raise fault.inside(name) from None
    for name in known.required:
        if name not in value and f"_{name}" not in value:
            raise Fault(MISSING, name)
    if known.choices:
        _check_choices(value, known)


def _check_choices(value: dict[str, Any], known: Type) -> None:
    given = {name.removeprefix("_") for name in value}
    for choice in known.choices:
        chosen = choice.names & given
        if len(chosen) > 1:
            raise Fault(TWICE, names=", ".join(sorted(chosen)))
        if choice.required and not chosen:
            raise Fault(MISSING, choice.label)


def check(resource: Any) -> None:
    """Raise Fault for the first thing that is not R4."""
    if type(resource) is not dict:
        if isinstance(resource, Doubled):
            raise Fault(DOUBLED, resource.name)
        raise expected(dict, resource)
    name = resource.get("resourceType")
    if type(name) is not str:
        raise Fault(MISSING, "resourceType")
    if name not in resource_types():
        raise Fault(NOT_FHIR, "resourceType", type=name[:64])
    if is_checked(name):
        _check_elements(resource, _type(name), name)
