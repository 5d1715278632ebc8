"""What this program itself wrote: codes of its own, and whose words are whose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hhdesk.care.goals import Domain
from hhdesk.exchange.fhir.concepts import all_codings, codings, tidy, words

Json = Mapping[str, Any]

CODES = "urn:hhdesk:code-system"
"""Before the names of our own code systems."""

DOMAIN = f"{CODES}:domain"

UNSAID = "-"
"""Where FHIR asks for words and nobody wrote any."""


def domain(resource: Json) -> Domain | None:
    """The domain that this program gave a goal or a concern; None for others'."""
    for system, code, _ in all_codings(resource.get("category")):
        if system == DOMAIN and code in set(Domain):
            return Domain(code)
    return None


def spoken(resource: Json, concept: Json) -> tuple[str, str]:
    """Clinical words, and the family's own. Of ours, the text is the family's and the
    coding's display clinical; all words of others are clinical."""
    if domain(resource) is None:
        return words(concept), ""
    displays = [display for _, _, display in codings(concept) if display]
    family = tidy(concept.get("text"))
    return (displays[0] if displays else ""), ("" if family == UNSAID else family)
