"""The steps of a search, which make the order of its hits.

A hit stands in the first step that finds it, within a step alphabetically:

1. every name typed is a whole word of the member's own names (surnames, given name,
   nickname, former names), and every number is a whole one of the member's;
2. every one is at least the beginning of such a word;
3. one name typed begins the member's own; the others may be those of caregivers and
   siblings, or a record number;
4. all may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, product
from typing import NamedTuple

from hhdesk.care.search_query import Kind, Reading, Term
from hhdesk.care.search_spelling import MOST, SHORTEST, Guess, Lexicon
from hhdesk.store.search_index import KEY, KIN, OWN
from hhdesk.store.search_match import Step, Wanted, Words, nested

# By kind of term: names, numbers, codes.
_OWN = (OWN, OWN + KEY, OWN + KEY)
_ANY = (OWN + KIN + KEY, OWN + KEY, OWN + KIN + KEY)
# Letters with which many names begin.
_COMMON = 2


def widening(terms: Reading) -> list[Words]:
    """What the steps ask for; each finds all that the one before finds."""
    own = [(term.forms, _OWN[term.kind]) for term in terms]
    steps = [
        tuple([Wanted(forms, labels, True) for forms, labels in own]),
        tuple([Wanted(forms, labels, False) for forms, labels in own]),
    ]
    names = [form for term in terms if term.kind == Kind.NAME for form in term.forms]
    if names or any(term.kind == Kind.CODE for term in terms):
        anywhere = tuple([Wanted(term.forms, _ANY[term.kind], False) for term in terms])
        if len(names) > 1:
            steps.append((*anywhere, Wanted(tuple(names), OWN, False)))
        steps.append(anywhere)
    return steps


def exact(readings: Iterable[Reading]) -> list[Step]:
    """The steps for what was typed. No member is found by two of them."""
    steps: list[Step] = []
    widest: list[Words] = []
    for terms in readings:
        words = widening(terms)
        common = len(terms) == 1 and len(terms[0].forms[0]) <= _COMMON
        steps += [
            Step(step.words, (*step.but, *widest), common and step.words is words[1])
            for step in nested(words)
        ]
        widest.append(words[-1])
    return steps


def finds_few(readings: Sequence[Reading]) -> bool:
    """Whether less than a page of hits can be expected: several terms, or numbers."""
    if len(readings) != 1:
        return False
    terms = readings[0]
    return len(terms) > 1 or terms[0].kind is not Kind.NAME


def takes_long(terms: Reading) -> bool:
    """Whether very many members have each term and few have all: letters or two."""
    return len(terms) > 1 and all(len(term.forms[0]) <= _COMMON for term in terms)


class Correction(NamedTuple):
    """A text that may have been meant, and its terms."""

    text: str
    own: Step
    """Among the members' own names."""
    family: Step
    """Among their families' too."""


def corrections(terms: Reading, lexicon: Lexicon) -> list[Correction]:
    """The likeliest corrections of what was typed.

    Names that nobody has are corrected. Where every name is somebody's, but nobody
    has them all, each in turn is.
    """
    guessed = [
        combination
        for places in _doubtful(terms, lexicon)
        for combination in _combinations(terms, places, lexicon)
    ]
    return [_correction(terms, guesses) for guesses in guessed[:MOST]]


def _correction(terms: Reading, guesses: Sequence[Guess | None]) -> Correction:
    pairs = list(zip(terms, guesses, strict=True))
    return Correction(
        " ".join(guess.word if guess else term.forms[0] for term, guess in pairs),
        Step(tuple([_wanted(term, guess, _OWN) for term, guess in pairs])),
        Step(tuple([_wanted(term, guess, _ANY) for term, guess in pairs])),
    )


def _doubtful(terms: Reading, lexicon: Lexicon) -> list[list[int]]:
    """The places of the terms that are corrected together, likeliest first."""
    names = [
        at
        for at, term in enumerate(terms)
        if term.kind is Kind.NAME and len(term.forms[0]) >= SHORTEST
    ]
    unknown = [at for at in names if not lexicon.knows(terms[at].forms[0])]
    return [unknown] if unknown else [[at] for at in names]


def _combinations(
    terms: Reading, places: Sequence[int], lexicon: Lexicon
) -> list[tuple[Guess | None, ...]]:
    choices: list[list[Guess | None]] = [
        [*lexicon.near(term.forms[0])] if at in places else [None]
        for at, term in enumerate(terms)
    ]
    found = islice(product(*choices), MOST * MOST)
    return sorted(found, key=lambda guesses: sum(g.errors for g in guesses if g))[:MOST]


def _wanted(term: Term, guess: Guess | None, labels: Sequence[str]) -> Wanted:
    if guess is None:
        return Wanted(term.forms, labels[term.kind], False)
    return Wanted((guess.word,), labels[term.kind], not guess.beginning)
