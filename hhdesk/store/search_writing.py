"""Writing the search index: cards in alphabetical order, and the words of names.

Ranks are gapped: a new card takes a rank between its neighbours'; where a gap is used
up, the cards around it are moved apart.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, select, text

from hhdesk.store.inserting import Many
from hhdesk.store.search_index import CARD, KEY, WORD, columns

Values = Mapping[str, Any]
"""A row of `member_card` by column name."""

GAP = 2**16
FIRST = 256 * GAP
_LEAST_GAP = 16
_AT_ONCE = 2_000
_LOCK = 0x68686465736B
_SHORTEST_WORD = 3
# East Asian words are too short to be corrected by letters.
_EAST_ASIAN = "\u3000"

_INTO_INDEX = "INSERT INTO member_index (rowid, own, kin, keys) VALUES (?, ?, ?, ?)"
_COUNT_WORD = text(
    """
    INSERT INTO member_word (word, uses, seq) VALUES (:word, :uses, :seq)
    ON CONFLICT (word) DO UPDATE SET
        seq = CASE
            WHEN (member_word.uses > 0) = (member_word.uses + excluded.uses > 0)
            THEN member_word.seq ELSE excluded.seq END,
        uses = member_word.uses + excluded.uses
    """
)

_BESIDE = """
    WITH wanted AS ({wanted}),
    beside AS (
        SELECT key,
            (SELECT max(sort_key) FROM member_card WHERE sort_key < key) AS before,
            (SELECT min(sort_key) FROM member_card WHERE sort_key > key) AS after
        FROM wanted
    )
    SELECT beside.key, low.rank AS below, high.rank AS above FROM beside
    LEFT JOIN member_card AS low ON low.sort_key = beside.before
    LEFT JOIN member_card AS high ON high.sort_key = beside.after
    ORDER BY beside.key
"""

# An id's first digit stands before g.
_TAKEN = """
    WITH wanted AS ({wanted})
    SELECT key FROM wanted WHERE EXISTS (
        SELECT 1 FROM member_card
        WHERE sort_key >= wanted.key AND sort_key < wanted.key || 'g'
    )
"""


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def lock(connection: Connection) -> None:
    """One act at a time writes the index; on SQLite the act's own lock suffices."""
    if not _is_sqlite(connection):
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def present(connection: Connection, member_ids: Iterable[UUID]) -> list[Values]:
    """The cards of these members as they stand in the index."""
    found = connection.execute(
        select(CARD).where(CARD.c.member_id.in_(list(member_ids)))
    )
    return [dict(row) for row in found.mappings()]


def put(connection: Connection, cards: Sequence[Values]) -> None:
    """Add cards that have a rank."""
    if not cards:
        return
    put_cards(connection, cards)
    if _is_sqlite(connection):
        rows = [(card["rank"], *columns(card["words"])) for card in cards]
        connection.exec_driver_sql(_INTO_INDEX, rows)


def put_cards(connection: Connection, cards: Sequence[Values]) -> None:
    """Add cards whose words are indexed later, by `index_cards`."""
    Many(connection, CARD, {}, {}).insert(cards)


def index_cards(connection: Connection) -> None:
    """Index the words of all cards, none of which is indexed yet, by rising rank: FTS5
    would write a segment for each that comes out of turn."""
    if not _is_sqlite(connection):
        return
    some = select(CARD.c.rank, CARD.c.words).order_by(CARD.c.rank).limit(_AT_ONCE)
    last = 0
    while found := connection.execute(some.where(CARD.c.rank > last)).all():
        rows = [(rank, *columns(words)) for rank, words in found]
        connection.exec_driver_sql(_INTO_INDEX, rows)
        last = found[-1][0]


def remove(connection: Connection, ranks: Sequence[int]) -> None:
    """Take cards out."""
    if not ranks:
        return
    connection.execute(delete(CARD).where(CARD.c.rank.in_(ranks)))
    if _is_sqlite(connection):
        rows = [(rank,) for rank in ranks]
        connection.exec_driver_sql("DELETE FROM member_index WHERE rowid = ?", rows)


def place(connection: Connection, sort_key: str) -> int:
    """A free rank for a card with this key."""
    key, rank = CARD.c.sort_key, CARD.c.rank
    below = connection.scalar(
        select(rank).where(key < sort_key).order_by(key.desc()).limit(1)
    )
    above = connection.scalar(select(rank).where(key > sort_key).order_by(key).limit(1))
    found = _between(below, above)
    if found is None:
        _spread(connection, below or 0)
        return place(connection, sort_key)
    return found


def taken(connection: Connection, beginnings: Sequence[str]) -> set[str]:
    """Which of these beginnings of a sort key, up to the member's id, a card has."""
    wanted, keys = _wanted(connection, beginnings)
    found = connection.execute(text(_TAKEN.format(wanted=wanted)), {"keys": keys})
    return set(found.scalars())


def _wanted(connection: Connection, keys: Sequence[str]) -> tuple[str, object]:
    """A statement that gives texts as rows, and its value."""
    if _is_sqlite(connection):
        return "SELECT value AS key FROM json_each(:keys)", json.dumps(keys)
    return 'SELECT unnest(CAST(:keys AS text[])) COLLATE "C" AS key', list(keys)


def put_among(connection: Connection, cards: Iterable[Values]) -> None:
    """Add many cards without a rank between those that are there."""
    by_key = {card["sort_key"]: card for card in cards}
    ranks = _free_ranks(connection, sorted(by_key))
    put(connection, [{**by_key[key], "rank": rank} for key, rank in ranks.items()])
    # Placing these may move cards apart, so they come when the others stand.
    for key in sorted(by_key.keys() - ranks.keys()):
        put(connection, [{**by_key[key], "rank": place(connection, key)}])


def _free_ranks(connection: Connection, sort_keys: Sequence[str]) -> dict[str, int]:
    """Ranks for keys in their order; those without room are left out."""
    found: dict[str, int] = {}
    gaps = _beside(connection, sort_keys)
    for (below, above), same in groupby(gaps, key=lambda gap: (gap.below, gap.above)):
        keys = [gap.key for gap in same]
        low, step = _room(below, above, len(keys))
        if step > 0:
            found |= {key: low + n * step for n, key in enumerate(keys, 1)}
    return found


def _room(below: int | None, above: int | None, count: int) -> tuple[int, int]:
    """The rank after which `count` cards may stand, and their distance."""
    if above is None:
        return (FIRST - GAP if below is None else below), GAP
    low = max(above - (count + 1) * GAP, 0) if below is None else below
    return low, (above - low) // (count + 1)


def _beside(connection: Connection, sort_keys: Sequence[str]) -> Sequence[Row[Any]]:
    """Each key with the ranks `below` and `above` it, in the keys' order."""
    wanted, keys = _wanted(connection, sort_keys)
    return connection.execute(text(_BESIDE.format(wanted=wanted)), {"keys": keys}).all()


def _between(below: int | None, above: int | None) -> int | None:
    if above is None:
        return FIRST if below is None else below + GAP
    if below is None:
        below = max(above - 2 * GAP, 0)
    middle = (below + above) // 2
    return middle if below < middle < above else None


def _spread(connection: Connection, around: int) -> None:
    """Move the cards around a rank apart, as few as give room."""
    half = 16
    while not _spread_within(connection, around, half):
        half *= 4


def _spread_within(connection: Connection, around: int, half: int) -> bool:
    rank = CARD.c.rank
    lower = select(rank).where(rank <= around).order_by(rank.desc()).limit(half + 1)
    upper = select(rank).where(rank > around).order_by(rank).limit(half + 1)
    below = list(connection.scalars(lower))
    above = list(connection.scalars(upper))
    low = below.pop() if len(below) > half else 0
    moved = len(below) + min(len(above), half)
    high = above.pop() if len(above) > half else low + (moved + 1) * GAP
    gap = (high - low) // (moved + 1)
    if gap < _LEAST_GAP:
        return False
    old = [*reversed(below), *above]
    cards = connection.execute(select(CARD).where(rank.in_(old)).order_by(rank))
    spread = [
        {**card, "rank": low + n * gap} for n, card in enumerate(cards.mappings(), 1)
    ]
    remove(connection, old)
    put(connection, spread)
    return True


def names_of(words: str) -> set[str]:
    """The words of a card that a mistyped word may stand for."""
    return {
        word[1:]
        for word in words.split(" ")
        if word[:1] < KEY
        and len(word) > _SHORTEST_WORD
        and word[1] < _EAST_ASIAN
        and not word[-1].isdigit()
    }


def count_words(connection: Connection, change: Counter[str]) -> None:
    """Change how many members each word finds."""
    seq = connection.scalar(select(func.coalesce(func.max(WORD.c.seq), 0) + 1))
    rows = [
        {"word": word, "uses": uses, "seq": seq}
        for word, uses in sorted(change.items())
        if uses
    ]
    if rows:
        connection.execute(_COUNT_WORD, rows)


def set_words(connection: Connection, uses: Counter[str]) -> None:
    """Make the counts these; a word without a use stays, so that caches hear of it."""
    change = Counter(uses)
    for word, before in connection.execute(select(WORD.c.word, WORD.c.uses)):
        change[word] -= before
    count_words(connection, change)


def clear(connection: Connection) -> None:
    """Take all cards out."""
    connection.execute(delete(CARD))
    if _is_sqlite(connection):
        connection.exec_driver_sql(
            "INSERT INTO member_index (member_index) VALUES ('delete-all')"
        )


def settle(connection: Connection) -> None:
    """After many cards were written: merge on SQLite, statistics on PostgreSQL."""
    if _is_sqlite(connection):
        connection.exec_driver_sql(
            "INSERT INTO member_index (member_index) VALUES ('optimize')"
        )
    else:
        connection.exec_driver_sql("ANALYZE member_card")


def count(connection: Connection) -> int:
    """How many cards there are."""
    return connection.scalar(select(func.count()).select_from(CARD)) or 0


def count_indexed(connection: Connection) -> int:
    """How many members the words lead to."""
    if not _is_sqlite(connection):
        return count(connection)
    held = text("SELECT count(*) FROM member_index_docsize")
    return connection.scalar(held) or 0


def words(connection: Connection) -> Counter[str]:
    """How many members each word finds."""
    rows = connection.execute(select(WORD.c.word, WORD.c.uses).where(WORD.c.uses > 0))
    return Counter(dict(rows.all()))
