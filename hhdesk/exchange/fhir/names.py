"""HumanName: the name in use, and the names a person had or is also called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hhdesk.care.imported import Told
from hhdesk.care.person import Name
from hhdesk.errors import InvalidField
from hhdesk.exchange.fhir.concepts import extension, tidy
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.i18n import N_

Json = Mapping[str, Any]

_FATHERS = "http://hl7.org/fhir/StructureDefinition/humanname-fathers-family"
_MOTHERS = "http://hl7.org/fhir/StructureDefinition/humanname-mothers-family"

_PREFERRED = ("official", "usual", "", "temp", "anonymous", "nickname", "maiden", "old")
_PAST = {"old", "maiden"}

NO_NAME = N_("no name is given")

NOT_GIVEN = "Name not given"
"""Stands where a person is known and the name is not: a newborn, a withheld name."""


@dataclass(frozen=True, slots=True)
class Names:
    """`is_given` is False where the record has no name at all."""

    name: Name
    former: tuple[str, ...] = ()
    is_given: bool = True

    @property
    def notes(self) -> tuple[Told, ...]:
        return () if self.is_given else (Told(NO_NAME),)


def _joined(parts: Sequence[str | None] | None) -> str:
    return tidy(" ".join(part for part in parts or () if part))


def _surnames(name: Json) -> tuple[str, str]:
    """The family name whole, unless the record itself tells father's from mother's."""
    beside = name.get("_family")
    fathers, mothers = (
        tidy((extension(beside, url) or {}).get("valueString"))
        for url in (_FATHERS, _MOTHERS)
    )
    family = tidy(name.get("family"))
    if fathers and mothers:
        return fathers, mothers
    return (family or fathers), ("" if family else mothers)


def _plain(name: Json) -> Name:
    given = _joined(name.get("given"))
    first, second = _surnames(name)
    text = tidy(name.get("text"))
    built = " ".join(part for part in (given, first, second) if part)
    titles = _joined([*name.get("prefix", ()), built, *name.get("suffix", ())])
    same = text.casefold() in {built.casefold(), titles.casefold(), ""}
    return Name(given, first, second, "", "" if same else text)


def _is_past(name: Json) -> bool:
    return name.get("use") in _PAST or "end" in name.get("period", {})


def _rank(name: Json) -> tuple[bool, int]:
    return _is_past(name), _PREFERRED.index(name.get("use", ""))


def _called(names: Sequence[Json], chosen: Name) -> str:
    """What the person is called: a nickname, or the usual name beside an official."""
    for use in ("nickname", "usual"):
        for name in names:
            if name.get("use") == use and not _is_past(name):
                called = _plain(name).given or tidy(name.get("text"))
                if called and called != chosen.given:
                    return called
    return ""


def names(person: Json) -> Names:
    """The official name before others, one in use before one of the past."""
    given = [one for one in person.get("name", ()) if _plain(one).full]
    if not given:
        return Names(Name("", as_given=NOT_GIVEN), is_given=False)
    first, *others = sorted(given, key=_rank)
    chosen = _plain(first)
    former = [_plain(one).full for one in others if _is_past(one)]
    kept = tuple(dict.fromkeys(one for one in former if one != chosen.full))
    called = _called(others, chosen)
    name = Name(
        chosen.given,
        chosen.first_surname,
        chosen.second_surname,
        called,
        chosen.as_given,
    )
    try:
        return Names(name.cleaned(), kept)
    except InvalidField as refusal:
        raise Fault(refusal.sentence, "name") from refusal


def name_of(person: Json) -> str:
    """A person's or organization's name as one line; empty for none."""
    if isinstance(person.get("name"), str):
        return tidy(person["name"])
    found = names(person)
    return found.name.full if found.is_given else ""
