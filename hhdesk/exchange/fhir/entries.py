"""A resource on its way in: where it stood, what its source calls it, its digest."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import Any

from hhdesk.care.imported import Original, SourceKey
from hhdesk.exchange.fhir.elements import MISSING, NOT_FHIR, resource_types
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.exchange.fhir.primitives import GRAMMARS, expected
from hhdesk.exchange.fhir.reading import TOO_DEEP, Part
from hhdesk.i18n import N_

UNNAMED_SOURCE = "fhir"
"""The source of files that do not say which server they came from."""

_ID = re.compile(GRAMMARS["id"])
_UUID = "urn:uuid:"
_ENDS_IN_NAME = re.compile(r"(https?://\S+)/([A-Za-z]+)/([A-Za-z0-9\-.]{1,64})")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stood: a file, an entry or line in it, an element in that."""

    file: str
    entry: str = ""
    line: str = ""
    resource: str = ""
    element: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One resource of a file. `base` is the address of the server it came from."""

    place: Place
    resource: dict[str, Any]
    key: SourceKey
    sha256: str
    text: str
    full_url: str = ""
    base: str = ""

    def original(self) -> Original:
        """What is kept: the text as it was written."""
        return Original(self.key, self.sha256, self.text, self._updated())

    def _updated(self) -> str:
        meta = self.resource.get("meta")
        stamp = meta.get("lastUpdated") if isinstance(meta, dict) else ""
        return stamp if isinstance(stamp, str) else ""

    def at(self, fault: Fault) -> Place:
        return replace(self.place, element=fault.element)


def _digest(resource: dict[str, Any]) -> str:
    """SHA-256 of canonical JSON: order and spaces do not count."""
    try:
        canonical = json.dumps(
            resource, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise Fault(N_("it holds half a character")) from error
    except RecursionError as error:
        raise Fault(TOO_DEEP) from error


def _kind(resource: dict[str, Any]) -> str:
    kind = resource.get("resourceType")
    if not isinstance(kind, str):
        raise Fault(MISSING, "resourceType")
    if kind not in resource_types():
        raise Fault(NOT_FHIR, "resourceType", type=kind[:64])
    return kind


def _id(resource: dict[str, Any], full_url: str, sha256: str) -> str:
    """Its own id, else the one in its address, else its digest."""
    own = resource.get("id")
    if own is not None:
        if not isinstance(own, str):
            raise expected(str, own).inside("id")
        if not _ID.fullmatch(own):
            raise Fault(N_("“{value}” is no id"), "id", value=own[:40])
        return own
    if full_url.startswith(_UUID):
        return full_url.removeprefix(_UUID)[:64]
    named = _ENDS_IN_NAME.fullmatch(full_url)
    return named[3] if named else f"sha256-{sha256[:32]}"


def _base(kind: str, full_url: str) -> str:
    named = _ENDS_IN_NAME.fullmatch(full_url)
    return named[1] if named and named[2] == kind else ""


def entry_of(part: Part, place: Place, source: str) -> Entry:
    """A part of a file as an entry; raises Fault for what is no resource at all.

    `source` is the name the user gave; without one a resource belongs to the server
    of its address.
    """
    resource = part.resource
    if not isinstance(resource, dict):
        raise expected(dict, resource)
    kind = _kind(resource)
    sha256 = _digest(resource)
    base = _base(kind, part.full_url)
    key = SourceKey(
        source or base or UNNAMED_SOURCE, kind, _id(resource, part.full_url, sha256)
    )
    named = replace(place, resource=f"{kind}/{key.id}")
    return Entry(named, resource, key, sha256, part.text, part.full_url, base)


def entry_again(original: Original) -> Entry:
    """A resource that an earlier import kept; it stands in no file of this one."""
    key = original.key
    place = Place("", resource=f"{key.type}/{key.id}")
    resource = json.loads(original.text)
    return Entry(place, resource, key, original.sha256, original.text)
