"""What every paper is told first: for whom, in which language, from which clinic."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, Self

from hhdesk.care.clinic import ClinicRow
from hhdesk.care.confidentiality import Audience
from hhdesk.care.person import Name
from hhdesk.papers.plan_parts import PlanPart


class Released(Protocol):
    """Rows that went through the disclosure rule, whatever paper they are for."""

    @property
    def name(self) -> Name: ...
    @property
    def reader_name(self) -> str: ...
    @property
    def audience(self) -> Audience: ...
    @property
    def coordinator(self) -> str: ...
    @property
    def clinic(self) -> ClinicRow: ...


@dataclass(frozen=True, slots=True)
class Choices:
    """What the operator chooses of a paper; without a language, the reader's own.
    `left_out` are parts of a plan that were not chosen."""

    language: str = ""
    large_print: bool = False
    teach_back: bool = True
    qr: bool = True
    left_out: frozenset[PlanPart] = frozenset()


STANDARD = Choices()


@dataclass(frozen=True, slots=True)
class Issue:
    """The day and the document number under which a paper goes out."""

    day: date
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperHead:
    """`child` is the name on the title, `number` the document's. `headings_checked`
    says that the clinic has checked the fixed words of `language`."""

    child: str
    reader: str
    audience: Audience
    language: str
    day: date
    number: str
    clinic: str
    phone: str = ""
    coordinator: str = ""
    headings_checked: bool = False
    demonstration: bool = False
    large_print: bool = False
    qr: bool = True

    @classmethod
    def of(
        cls,
        rows: Released,
        issue: Issue,
        language: str,
        choices: Choices,
        **own: Any,
    ) -> Self:
        """A paper of released rows; `own` is what this kind of paper has besides."""
        return cls(
            child=called(rows.name),
            reader=rows.reader_name,
            audience=rows.audience,
            language=language,
            day=issue.day,
            number=issue.number,
            clinic=rows.clinic.name,
            phone=rows.clinic.phone,
            coordinator=rows.coordinator,
            headings_checked=language in rows.clinic.checked_languages,
            demonstration=rows.clinic.demonstration,
            large_print=choices.large_print,
            qr=choices.qr,
            **own,
        )

    @property
    def telephone(self) -> str:
        """The number as a `tel:` address wants it, in ASCII; empty without one."""
        digits = re.sub(r"[^0-9]", "", self.phone)
        if len(digits) == 10:
            return f"+1{digits}"
        return f"+{digits}" if len(digits) > 10 else digits


def called(name: Name) -> str:
    """What the child is called at home."""
    return name.nickname or name.given or name.full
