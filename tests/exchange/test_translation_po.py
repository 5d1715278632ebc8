"""PO files for translators: what goes out comes back, whatever stands in the lines."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hhdesk.care.family_lines import LinePart
from hhdesk.care.goals import Domain
from hhdesk.care.translation_answers import AnswerLine
from hhdesk.care.translation_sending import (
    Sending,
    SendOrder,
    SentLine,
    key_of,
    line_id,
)
from hhdesk.care.translation_work import LineKey
from hhdesk.errors import BrokenInput
from hhdesk.exchange import translation_po
from hhdesk.exchange.translation_po import as_po, read_answer

AT = datetime(2026, 11, 21, 8, 15, tzinfo=UTC)
NASTY = st.sampled_from(
    [
        '"',
        "\\",
        '\\"',
        "\\n",
        "\n",
        "\r\n",
        "\t",
        "\x0b",
        "\x85",
        "\u2028",
        "#",
        'msgid "x"',
        "{a}",
        "%s %(b)d",
        "%",
        "\u202e",
        "é\u0301",
        "饭",
        "👶🏽",
    ]
)
WORDS = st.lists(st.one_of(st.text(max_size=12), NASTY), min_size=1, max_size=6).map(
    "".join
)
TEXTS = WORDS.map(str.strip).filter(bool)
LINES = st.lists(
    st.tuples(
        st.sampled_from(LinePart),
        st.none() | st.sampled_from(Domain),
        TEXTS,
        st.just("") | TEXTS,
        st.just("") | TEXTS,
    ),
    min_size=1,
    max_size=5,
)


def sending(lines: list[SentLine], language: str = "es") -> Sending:
    return Sending(SendOrder(language, "Ana Sol"), tuple(lines), (), 0, 0)


@given(LINES, st.sampled_from(["es", "zh-Hant", "hmn", "ar"]))
def test_what_goes_out_comes_back(
    told: list[tuple[LinePart, Domain | None, str, str, str]], language: str
) -> None:
    lines = []
    for number, (part, domain, english, family, before) in enumerate(told):
        key = LineKey(part, UUID(int=number))
        name = line_id(key, family)
        known = key_of(name)
        assert known is not None
        assert known[0] == key
        lines.append(SentLine(name, part, domain, english, family, before))
    # A file without any translation is no answer.
    lines.append(SentLine("last", LinePart.GOAL, None, "Last", "Al final", ""))
    answer = read_answer(as_po(sending(lines, language), AT))
    assert answer.language == language
    assert answer.lines == tuple(
        AnswerLine(one.id, one.english, one.family, bool(one.family)) for one in lines
    )


@given(st.binary(max_size=300) | WORDS.map(str.encode))
def test_any_file_is_read_or_refused(content: bytes) -> None:
    with suppress(BrokenInput):
        assert read_answer(content).lines


HEAD = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=%s\\n"\n\n'
MANY_FORMS = b'msgid ""\nmsgstr "Plural-Forms: nplurals=999999999999;\\n"\n\n'
ENTRY = b'msgctxt "a.b.c"\nmsgid "Sleep"\nmsgstr "Dormir"\n'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        HEAD % b"nonsense" + ENTRY,
        HEAD % b"zip" + ENTRY,
        HEAD % b"utf-8" + ENTRY.replace(b"Dormir", b"\xff\xfe"),
        b'msgid ""\nmsgstr "Plural-Forms: nplurals=' + b"9" * 5000 + b';\\n"\n' + ENTRY,
        MANY_FORMS + b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n',
        b'msgstr "alone"\n',
        ENTRY.replace(b"msgstr", b"msgstr[7"),
        ENTRY.replace(b"Dormir", b""),
        b" " * (translation_po.BIGGEST + 1),
    ],
    ids=range(10),
)
def test_broken_hostile_and_huge_files_are_refused(content: bytes) -> None:
    with pytest.raises(BrokenInput):
        read_answer(content)


def test_the_file_tells_where_a_line_stands_and_what_it_was() -> None:
    key = LineKey(LinePart.GOAL, UUID(int=7))
    name = line_id(key, "Duerme")
    line = SentLine(name, key.part, Domain.DENTAL, "Sleep {n}", "Duerme", "Slept")
    text = as_po(sending([line]), AT).decode()
    assert '#. Teeth: Goal\n#, fuzzy\n#| msgid "Slept"\n' in text
    assert "format" not in text.partition("\n\n")[2]
