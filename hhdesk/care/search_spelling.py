"""Mistyped names: the known words nearest to a word that finds nobody."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 3
"""Letters of a word that can be told to be mistyped."""
_TWO_ERRORS = 7
"""From this length on two errors are forgiven."""
MOST = 10


class Guess(NamedTuple):
    """A known word for a typed one, or only its beginning where that is alike."""

    errors: int
    other_initial: bool
    word: str
    beginning: bool


def _beginning_with(ordered: Sequence[str], start: str) -> Iterator[str]:
    for at in range(bisect_left(ordered, start), len(ordered)):
        if not ordered[at].startswith(start):
            return
        yield ordered[at]


class Lexicon:
    """The distinct words of all names, up to a number that grows with every change.

    Never changed once made: another thread may be reading it.
    """

    def __init__(self, words: Iterable[str] = (), seq: int = 0) -> None:
        self.seq = seq
        self._forward = sorted(words)
        self._backward = sorted(word[::-1] for word in self._forward)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._forward:
            self._by_length[len(word)].append(word)
        self._beginnings: dict[int, list[str]] = {}

    def __len__(self) -> int:
        return len(self._forward)

    def words(self) -> Sequence[str]:
        """All of them, in their order."""
        return self._forward

    def with_changes(self, rows: Sequence[tuple[str, int, int]]) -> Lexicon:
        """After rows of (word, uses, seq)."""
        words = set(self._forward)
        words.update(word for word, uses, _ in rows if uses > 0)
        words.difference_update(word for word, uses, _ in rows if uses <= 0)
        return Lexicon(words, max(seq for _, _, seq in rows))

    def knows(self, start: str) -> bool:
        """Whether some word begins so."""
        return next(_beginning_with(self._forward, start), None) is not None

    def near(self, typed: str) -> list[Guess]:
        """Known words by closeness: errors, the first letter kept, the alphabet.

        Whole words come before words that are not typed to their end, one error
        before two.
        """
        if len(typed) < SHORTEST:
            return []
        found = self._alike(typed, self._one_error_away(typed), 1, False)
        found = found or self._alike(typed, self._starts(typed, 1), 1, True)
        if not found and len(typed) >= _TWO_ERRORS:
            found = self._alike(typed, self._of_length(typed, 2), 2, False)
            found = found or self._alike(typed, self._starts(typed, 2), 2, True)
        return sorted(found)[:MOST]

    def _one_error_away(self, typed: str) -> list[str]:
        """Words that one error can make of another keep its first or last part."""
        kept = (len(typed) - 1) // 2
        first = _beginning_with(self._forward, typed[:kept])
        last = _beginning_with(self._backward, typed[::-1][:kept])
        both = {*first, *(word[::-1] for word in last)}
        return [word for word in both if abs(len(word) - len(typed)) <= 1]

    def _of_length(self, typed: str, most: int) -> list[str]:
        lengths = range(len(typed) - most, len(typed) + most + 1)
        return [word for n in lengths for word in self._by_length.get(n, ())]

    def _starts(self, typed: str, most: int) -> list[str]:
        lengths = range(max(len(typed) - most, SHORTEST), len(typed) + most + 1)
        return [start for n in lengths for start in self._begin(n)]

    def _begin(self, length: int) -> list[str]:
        """The distinct beginnings of that length, of longer words."""
        if length not in self._beginnings:
            longer = (word for word in self._forward if len(word) > length)
            self._beginnings[length] = sorted({word[:length] for word in longer})
        return self._beginnings[length]

    @staticmethod
    def _alike(
        typed: str, known: Sequence[str], most: int, beginning: bool
    ) -> list[Guess]:
        """Those within `most` insertions, deletions, changes or swaps of letters."""
        found: list[tuple[str, Any, int]] = process.extract(
            typed, known, scorer=OSA.distance, score_cutoff=most, limit=None
        )
        return [
            Guess(int(errors), word[0] != typed[0], word, beginning)
            for word, errors, _ in found
            if word != typed
        ]
