"""HumanName: the name in use, and the names a person had or is also called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class _Form:
    """One HumanName, read."""

    name: Name
    use: str
    past: bool
    text: str

    @property
    def rank(self) -> tuple[bool, int]:
        return self.past, _PREFERRED.index(self.use)


def _surnames(name: Json) -> tuple[str, str]:
    """The family name whole, unless the record itself tells father's from mother's."""
    family = tidy(name.get("family"))
    beside = name.get("_family")
    if beside is None:
        return family, ""
    fathers, mothers = (
        tidy((extension(beside, url) or {}).get("valueString"))
        for url in (_FATHERS, _MOTHERS)
    )
    if fathers and mothers:
        return fathers, mothers
    return (family or fathers), ("" if family else mothers)


def _plain(name: Json) -> Name:
    given = _joined(name.get("given"))
    first, second = _surnames(name)
    text = tidy(name.get("text"))
    if not text:
        return Name(given, first, second)
    built = " ".join(part for part in (given, first, second) if part)
    titles = _joined([*name.get("prefix", ()), built, *name.get("suffix", ())])
    same = text.casefold() in {built.casefold(), titles.casefold()}
    return Name(given, first, second, "", "" if same else text)


def _form(name: Json) -> _Form:
    use = name.get("use", "")
    past = use in _PAST or "end" in name.get("period", {})
    return _Form(_plain(name), use, past, tidy(name.get("text")))


def _called(forms: Sequence[_Form], chosen: Name) -> str:
    """What the person is called: a nickname, or the usual name beside an official."""
    for use in ("nickname", "usual"):
        for form in forms:
            called = form.name.given or form.text
            if form.use == use and not form.past and called not in {"", chosen.given}:
                return called
    return ""


def names(person: Json) -> Names:
    """The official name before others, one in use before one of the past."""
    forms = [form for form in map(_form, person.get("name", ())) if form.name.full]
    if not forms:
        return Names(Name("", as_given=NOT_GIVEN), is_given=False)
    first, *others = sorted(forms, key=lambda form: form.rank)
    former = [form.name.full for form in others if form.past]
    kept = tuple(dict.fromkeys(one for one in former if one != first.name.full))
    name = replace(first.name, nickname=_called(others, first.name))
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
