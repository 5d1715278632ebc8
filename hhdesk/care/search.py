"""Finding members by anything a person on the phone may say, and the list of all.

The order of hits is that of `search_steps`; it is the same on both databases.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Pool

from hhdesk.care import search_filing, search_steps, search_upkeep
from hhdesk.care.search_filing import Progress
from hhdesk.care.search_hits import Hit, hits
from hhdesk.care.search_marks import marks
from hhdesk.care.search_query import Reading, parse
from hhdesk.care.search_spelling import Lexicon
from hhdesk.store import search_match
from hhdesk.store.search_index import SEPARATOR
from hhdesk.store.search_match import Driver, Step
from hhdesk.store.session import UnitOfWork

__all__ = [
    "Hit",
    "SearchAnswer",
    "count",
    "driver_of",
    "find",
    "lexicon_of",
    "marks",
    "members_of",
    "out_of_step",
    "page",
    "reindex",
]

MOST_HITS = 50
_MOST_TOLD_APART = 2_000

_lexicons: WeakKeyDictionary[Pool, Lexicon] = WeakKeyDictionary()


class SearchAnswer(NamedTuple):
    """`corrected` is the text that was searched instead, where the typed one found
    nobody; `marks` wants it in its place."""

    hits: tuple[Hit, ...]
    corrected: str | None = None


def find(session: UnitOfWork, text: str, limit: int = MOST_HITS) -> SearchAnswer:
    """The members that a text finds, best first; nobody for an empty text.

    Typing errors in names are forgiven where the text as typed finds nobody. Ask in
    `Database.searching()`, unless inside an act.
    """
    readings = parse(text)
    if not readings:
        return SearchAnswer(())
    driver = driver_of(session)
    if search_steps.finds_few(readings):
        words = search_steps.widening(readings[0])
        most = _MOST_TOLD_APART if search_steps.takes_long(readings[0]) else 0
        found = search_match.find_few(driver, words, limit, most)
    else:
        found = search_match.find(driver, search_steps.exact(readings), limit)
    if not found:
        return _find_corrected(session, driver, readings[0], limit)
    return SearchAnswer(hits(found, session.today()))


def _find_corrected(
    session: UnitOfWork, driver: Driver, terms: Reading, limit: int
) -> SearchAnswer:
    guesses = search_steps.corrections(terms, lexicon_of(session, driver))
    if not guesses:
        return SearchAnswer(())
    each = max(limit // len(guesses), 1)
    for steps in (
        [guess.own for guess in guesses],
        [guess.family for guess in guesses],
    ):
        found = search_match.find(driver, steps, limit, each)
        if found:
            # Whom several guesses find stands where the best one does.
            distinct = {row[1]: row for row in sorted(found, reverse=True)}
            ordered = sorted(distinct.values())
            return SearchAnswer(
                hits(ordered, session.today()),
                guesses[ordered[0][0]].text,
            )
    return SearchAnswer(())


def driver_of(session: UnitOfWork) -> Driver:
    """The connection that is asked, with what this act has changed so far filed."""
    if session.actor_id is not None:
        # Inside an act: what it has changed so far is found too.
        session.flush()
        search_upkeep.refresh(session)
    driver: Driver | None = session.info.get("driver")
    if driver is None:
        driver = search_match.driver(session.connection(), session.organization_id)
    return driver


def lexicon_of(session: UnitOfWork, driver: Driver) -> Lexicon:
    """The words of all names; kept from search to search, brought up to date."""
    inside_an_act = session.actor_id is not None
    pool = session.get_bind().engine.pool
    kept = Lexicon() if inside_an_act else _lexicons.get(pool, Lexicon())
    changes = search_match.word_changes(driver, kept.seq)
    if changes:
        kept = kept.with_changes(changes)
        if not inside_an_act:
            _lexicons[pool] = kept
    return kept


def members_of(driver: Driver, steps: Sequence[Step], each: int) -> list[UUID]:
    """The members that some steps find, a few of each; everybody once."""
    if not steps:
        return []
    rows = search_match.find(driver, steps, each * len(steps), each)
    keys = dict.fromkeys(shown.partition(SEPARATOR)[0] for _, _, shown in rows)
    return [UUID(key) for key in keys]


def page(
    session: UnitOfWork, after_rank: int = 0, limit: int = MOST_HITS
) -> tuple[Hit, ...]:
    """The list of all members, alphabetically, from after a hit's rank."""
    driver = driver_of(session)
    rows = search_match.page(driver, after_rank, limit)
    return hits(rows, session.today())


def count(session: UnitOfWork) -> int:
    """How many members the clinic has."""
    return search_match.count(driver_of(session))


def reindex(session: UnitOfWork, progress: Progress | None = None) -> int:
    """Rebuild the index from the records; gives the number of members.

    `progress` hears how many of how many are done, and may raise to cancel.
    """
    session.flush()
    search_upkeep.forget(session)
    return search_filing.rebuild(session, progress)


def out_of_step(session: UnitOfWork) -> int:
    """How many members' places in the index differ from the records."""
    return search_filing.out_of_step(session)
