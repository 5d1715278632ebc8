"""Words as the search index keeps them: accents, case and forms of letters folded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 32
"""Letters of a word that count."""

_APOSTROPHES = "'’‘‛ʻʼʽʹ`´′＇"
# Letters that Unicode does not take apart.
_LATIN = dict(zip("đðħıłŋøþŧƀɓɗ", "ddhilnottbbd", strict=True)) | {
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
# Letters that are written one for the other: alef with and without wasla, yeh, teh
# marbuta and heh, keheh; the hamza alone and the stretching line say nothing.
_ARABIC = dict(zip("ٱىیېةۃہھەکڪ", "ايييههههه" + "كك", strict=True)) | {"ء": "", "ـ": ""}
_LETTERS = _LATIN | _ARABIC
# Accents, Arabic vowel signs, Hebrew points. Other scripts' marks are letters to them.
_ACCENT = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
)
_KATAKANA = range(0x30A1, 0x30F7)
_TO_HIRAGANA = 0x60

_HAN_KANA_HANGUL = (
    "\u3005\u3041-\u3096\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_PARTS = re.compile(f"[{_HAN_KANA_HANGUL}]+|[^{_HAN_KANA_HANGUL} ]+")
_EAST_ASIAN = re.compile(f"[{_HAN_KANA_HANGUL}]+")
_ARABIC_THE = "ال"


def _piece(char: str) -> str:
    """One decomposed character: what it is in a word, or a blank between words."""
    if _ACCENT.match(char):
        return ""
    if char in _LETTERS:
        return _LETTERS[char]
    if ord(char) in _KATAKANA:
        return chr(ord(char) - _TO_HIRAGANA)
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category[0] in "LNM":
        return char
    return "" if category == "Cf" else " "


def folded(char: str) -> str:
    """One character as it stands in the index; a blank where a word ends."""
    if char in _APOSTROPHES:
        return ""
    # Mathematical capitals become capitals only when taken apart.
    apart = unicodedata.normalize("NFKD", char).casefold()
    apart = unicodedata.normalize("NFKD", apart)
    return unicodedata.normalize("NFC", "".join(map(_piece, apart)))


class _Folding(dict[int, str]):
    """A table for `str.translate` that grows as characters are met."""

    def __init__(self, kept: dict[str, str]) -> None:
        super().__init__((ord(char), shown) for char, shown in kept.items())

    def __missing__(self, code: int) -> str:
        self[code] = folded(chr(code))
        return self[code]


_FOLDING = _Folding({})
# The signs that tell a date or a phone from a name, in their usual forms.
_TYPED_FOLDING = _Folding(
    {sign: sign for sign in "/.-()+,"}
    | dict.fromkeys("‐‑‒–—−－", "-")
    | {"／": "/", "．": ".", "（": "(", "）": ")", "＋": "+"}
)


def fold(text: str) -> str:
    """Folded words with blanks between them."""
    return unicodedata.normalize("NFC", text).translate(_FOLDING)


def fold_typed(text: str) -> str:
    """As `fold`, but keeps the signs of dates and phones."""
    return unicodedata.normalize("NFC", text).translate(_TYPED_FOLDING)


def words(text: str) -> list[str]:
    """The folded words of a text; Chinese, Japanese and Korean runs stand alone."""
    line = fold(text)
    parts = line.split() if line.isascii() else _PARTS.findall(line)
    return [part[:LONGEST] for part in parts]


def _others(word: str) -> Iterator[str]:
    """Other words that find a word: the parts of an East Asian name, an Arabic name
    without its article, a name without the digits that a test system added."""
    if _EAST_ASIAN.fullmatch(word):
        yield from word
        yield from (word[start:] for start in range(1, len(word)))
    elif word.startswith(_ARABIC_THE) and len(word) >= len(_ARABIC_THE) + 3:
        yield word.removeprefix(_ARABIC_THE)
    elif word[-1].isdigit() and word.rstrip("0123456789"):
        yield word.rstrip("0123456789")


@lru_cache(maxsize=8192)
def name_words(name: str, joined: bool = True) -> frozenset[str]:
    """All words that find a name: its own, its parts apart ("O'Brien" by "brien") and
    `joined` ("de la Cruz" by "delacruz", "Smith-Jones" by "smithjones")."""
    found = words(name)
    if joined and len(found) > 1:
        found.append("".join(found)[:LONGEST])
    apart = "".join(" " if char in _APOSTROPHES else char for char in name)
    if apart != name:
        found.extend(word for word in words(apart) if len(word) > 1)
    return frozenset((*found, *(other for word in found for other in _others(word))))


def is_east_asian(text: str) -> bool:
    """Whether a name is written without blanks between its parts."""
    return bool(_EAST_ASIAN.fullmatch(fold(text).replace(" ", "")))
