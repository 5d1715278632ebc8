"""References: which resource, here or elsewhere, another one means."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any

from hhdesk.care.imported import Number, Person, SourceKey
from hhdesk.exchange.fhir.elements import is_checked
from hhdesk.exchange.fhir.entries import UNNAMED_SOURCE, Entry
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.i18n import N_

Json = Mapping[str, Any]
Fetch = Callable[[SourceKey], Json | None]

_NAMED = re.compile(
    r"((?P<base>https?://\S+?)/)?(?P<type>[A-Z][A-Za-z]+)/(?P<id>[A-Za-z0-9\-.]{1,64})"
    r"(/_history/[A-Za-z0-9\-.]{1,64})?"
)
_CONDITIONAL = re.compile(r"Patient\?identifier=(?P<system>[^|&]*)\|(?P<value>[^|&]+)")
_URN = re.compile(r"urn:(uuid|oid):(?P<id>[A-Za-z0-9\-.]{1,64})")
_BARE = re.compile(r"[A-Za-z0-9\-.]{1,64}")


class Index:
    """The resources of one batch by every name that others may call them.

    Broken ones are known by name and never read. `fetch` finds a resource that was
    kept by an earlier import.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        source: str,
        broken: Container[SourceKey] = (),
        fetch: Fetch = lambda _key: None,
    ) -> None:
        self._source = source
        self._broken = broken
        self._fetch = fetch
        self._by_url: dict[str, Entry] = {}
        self._by_name: dict[str, Entry] = {}
        self._by_key: dict[SourceKey, Entry] = {}
        self._tasks: dict[SourceKey, list[Entry]] | None = None
        for entry in entries:
            if entry.full_url:
                self._by_url.setdefault(entry.full_url, entry)
            self._by_name.setdefault(f"{entry.key.type}/{entry.key.id}", entry)
            self._by_key.setdefault(entry.key, entry)

    def _here(self, named: re.Match[str], entry: Entry) -> Entry | None:
        name = f"{named['type']}/{named['id']}"
        base = named["base"] or entry.base
        if base and f"{base}/{name}" in self._by_url:
            return self._by_url[f"{base}/{name}"]
        # A transaction may call a resource by the id it will have.
        found = None if named["base"] else self._by_name.get(name)
        return found if found is None or not found.base or not base else None

    def key(self, reference: str, entry: Entry, expected: str) -> SourceKey | None:
        """The key a reference means. `expected` is the type where it names none.
        None for what is contained in the resource and for no reference at all."""
        if reference in self._by_url:
            return self._by_url[reference].key
        named = _NAMED.fullmatch(reference)
        if named:
            here = self._here(named, entry)
            if here:
                return here.key
            source = self._source or named["base"] or entry.key.source
            return SourceKey(source, named["type"], named["id"])
        urn = _URN.fullmatch(reference)
        if urn:
            return SourceKey(self._source or UNNAMED_SOURCE, expected, urn["id"])
        if _BARE.fullmatch(reference):
            here = self._by_name.get(f"{expected}/{reference}")
            return (
                here.key if here else SourceKey(entry.key.source, expected, reference)
            )
        return None

    def key_of(
        self, reference: Json | None, entry: Entry, expected: str
    ) -> SourceKey | None:
        """As `key`, of a Reference element."""
        return self.key((reference or {}).get("reference", ""), entry, expected)

    def resource(
        self, reference: Json | None, entry: Entry, expected: str
    ) -> Json | None:
        """The resource meant: contained, of the same batch, or kept before."""
        address = (reference or {}).get("reference", "")
        if address.startswith("#"):
            return _contained(entry.resource, address[1:])
        key = self.key(address, entry, expected)
        if key is None:
            return None
        here = self._by_key.get(key)
        if here is None:
            return self._fetch(key)
        readable = is_checked(key.type) and key not in self._broken
        return here.resource if readable else None

    def tasks(self, request: SourceKey) -> list[Entry]:
        """The tasks of this batch that are about a request."""
        if self._tasks is None:
            self._tasks = {}
            for entry in self._by_key.values():
                if entry.key.type == "Task" and entry.key not in self._broken:
                    self._put_task(self._tasks, entry)
        return self._tasks.get(request, [])

    def _put_task(self, found: dict[SourceKey, list[Entry]], entry: Entry) -> None:
        task = entry.resource
        for reference in (task.get("focus"), *task.get("basedOn", ())):
            key = self.key_of(reference, entry, "ServiceRequest")
            if key is not None and key.type == "ServiceRequest":
                found.setdefault(key, []).append(entry)
                return

    def person(self, entry: Entry, element: str) -> Person:
        """Whom a resource is about; raises Fault where it names nobody."""
        found = self.whom(entry, entry.resource.get(element))
        if found is None:
            raise Fault(N_("it names no patient"), element)
        return found

    def whom(self, entry: Entry, reference: Any) -> Person | None:
        """The person of a Reference, by resource or by number."""
        if not isinstance(reference, dict):
            return None
        address = reference.get("reference", "")
        if not isinstance(address, str):
            return None
        conditional = _CONDITIONAL.fullmatch(address)
        if conditional:
            return Number(conditional["system"], conditional["value"])
        if address:
            return self.key(address, entry, "Patient")
        number = reference.get("identifier")
        if isinstance(number, dict) and isinstance(number.get("value"), str):
            return Number(str(number.get("system", "")), number["value"])
        return None


def _contained(resource: Json, wanted: str) -> Json | None:
    for one in resource.get("contained", ()):
        if one.get("id") == wanted:
            found: Json = one
            return found
    return None
