"""What comes from outside: its name there, its text as it came, whom it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SourceKey:
    """A resource's name at its source: `source` is a server's address or a name."""

    source: str
    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Number:
    """A person named by a number, without a resource."""

    system: str
    value: str


Person: TypeAlias = SourceKey | Number
"""Whom a resource is about: a Patient resource, or a number."""


@dataclass(frozen=True, slots=True)
class Original:
    """A resource as it came: its text, and the SHA-256 of its canonical JSON.

    `updated_at` is the source's own stamp, an ISO 8601 moment or empty.
    """

    key: SourceKey
    sha256: str
    text: str
    updated_at: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with its values, for the report."""

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)
