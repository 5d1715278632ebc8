"""Lines of plans as a PO file for a translator, and the translator's answer.

The file says of each line where in a plan it stands and what it is about, and names
nobody; what a line itself says is free text.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from hhdesk.care.family_lines import LINE_PART_WORDS
from hhdesk.care.goals import DOMAIN_WORDS
from hhdesk.care.translation_answers import AnswerLine
from hhdesk.care.translation_sending import Sending, SentLine
from hhdesk.errors import BrokenInput
from hhdesk.i18n import N_, find_language

BIGGEST = 8_000_000
"""Bytes; a file of a thousand long lines has a tenth of it."""
MOST_LINES = 20_000

TOO_BIG = N_("The file is too large for a translator's answer.")
BROKEN = N_("This is not a PO file that can be read.")
NO_FILE = N_("{path} cannot be read: {reason}.")
NOTHING = N_("There is no translated line in the file.")

_HEADER = """\
Lines of care plans, to be translated for families.
Please keep what stands in braces, and all numbers, phones and dates, as they are.
A line marked "fuzzy" was translated before: its English changed, or it is a draft."""
# Our files have none, and how many forms there are is said by the file itself.
_PLURAL = re.compile(rb"^\s*(?:msgid_plural|msgstr\s*\[)", re.MULTILINE)


def as_po(sending: Sending, at: datetime) -> bytes:
    """One entry a line, in the order of the plans; the same lines and moment give the
    same bytes."""
    catalog = Catalog(
        locale=sending.order.language.replace("-", "_"),
        header_comment="\n".join(f"# {line}" for line in _HEADER.splitlines()),
        project="hhdesk",
        version="1",
        msgid_bugs_address="",
        last_translator=sending.order.recipient,
        language_team="",
        creation_date=at,
        revision_date=at,
        fuzzy=False,
    )
    for line in sending.lines:
        _add(catalog, line)
    out = io.BytesIO()
    write_po(out, catalog, width=0, omit_header=False, include_previous=True)
    return out.getvalue()


def _add(catalog: Catalog, line: SentLine) -> None:
    about = LINE_PART_WORDS[line.part]
    if line.domain is not None:
        about = f"{DOMAIN_WORDS[line.domain]}: {about}"
    message = catalog.add(
        line.english,
        line.family,
        auto_comments=[about],
        flags=["fuzzy"] if line.family else [],
        previous_id=[line.before] if line.before else [],
        context=line.id,
    )
    # Braces and per cent signs in a sentence make it no program's format.
    message.flags -= {"python-format", "python-brace-format"}


@dataclass(frozen=True, slots=True)
class Answer:
    """`language` is what the file says of itself; "" where it says none of ours."""

    language: str
    lines: tuple[AnswerLine, ...]


def read_file(path: Path) -> Answer:
    """The lines of a file; raises a Refusal for one that cannot be read or is none."""
    try:
        with path.open("rb") as file:
            content = file.read(BIGGEST + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BrokenInput(NO_FILE, path=path.name, reason=reason) from error
    return read_answer(content)


def read_answer(content: bytes) -> Answer:
    """A translator's file understood; raises BrokenInput, in one sentence, for what is
    none."""
    if len(content) > BIGGEST:
        raise BrokenInput(TOO_BIG)
    if _PLURAL.search(content):
        raise BrokenInput(BROKEN)
    try:
        catalog = read_po(io.BytesIO(content), abort_invalid=True)
    except (PoFileError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise BrokenInput(BROKEN) from error
    found = tuple(_answer(one) for one in catalog if one.id)
    if len(found) > MOST_LINES:
        raise BrokenInput(TOO_BIG)
    if not any(line.text.strip() for line in found):
        raise BrokenInput(NOTHING)
    known = find_language((catalog.locale_identifier or "").replace("_", "-"))
    return Answer(known.id if known else "", found)


def _answer(one: Message) -> AnswerLine:
    return AnswerLine(one.context or "", str(one.id), str(one.string), one.fuzzy)
