"""Filing members' cards in the search index: some anew, all anew, and comparing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.members import Member
from hhdesk.care.person import Name
from hhdesk.care.search_cards import NAME_FIELDS, Card, cards, sort_key
from hhdesk.store import search_writing
from hhdesk.store.search_writing import FIRST, GAP, Values
from hhdesk.store.session import UnitOfWork

CHUNK = 400
Progress = Callable[[int, int], object]


def chunks(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """Some hundreds at a time."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _row(card: Card, rank: int) -> Values:
    return {"rank": rank, **card._asdict()}


def _uses(cards: Iterable[Card]) -> Counter[str]:
    uses: Counter[str] = Counter()
    for card in cards:
        uses.update(search_writing.names_of(card.words))
    return uses


def rewrite(session: UnitOfWork, member_ids: Sequence[UUID]) -> None:
    """Make the index agree with the records of these members."""
    connection = session.connection()
    made = cards(session, member_ids)
    rows = {
        row["member_id"]: row for row in search_writing.present(connection, member_ids)
    }
    old = {key: Card.of(row) for key, row in rows.items()}
    stale = {key: card for key, card in old.items() if made.get(key) != card}
    fresh = {key: card for key, card in made.items() if old.get(key) != card}
    search_writing.remove(connection, [rows[key]["rank"] for key in stale])
    stays = {
        key: card
        for key, card in fresh.items()
        if key in old and old[key].sort_key == card.sort_key
    }
    # Those that keep their rank come first: placing the others may move cards.
    search_writing.put(
        connection, [_row(card, rows[key]["rank"]) for key, card in stays.items()]
    )
    for key, card in fresh.items():
        if key not in stays:
            rank = search_writing.place(connection, card.sort_key)
            search_writing.put(connection, [_row(card, rank)])
    uses = _uses(fresh.values())
    uses.subtract(_uses(stale.values()))
    search_writing.count_words(connection, uses)


def file_new(session: UnitOfWork, made: Sequence[Card]) -> None:
    """Put the cards of many members who have none yet."""
    connection = session.connection()
    search_writing.lock(connection)
    search_writing.put_among(connection, [card._asdict() for card in made])
    search_writing.count_words(connection, _uses(made))


def _in_order(session: UnitOfWork) -> list[UUID]:
    """All members, alphabetically."""
    fields = (getattr(Member, field) for field in NAME_FIELDS)
    rows = session.execute(
        select(Member.id, Member.birth_date, *fields).where(Member.voided_at.is_(None))
    )
    keys = [(sort_key(Name(*row[2:]), row[1], row[0]), row[0]) for row in rows]
    return [member_id for _, member_id in sorted(keys)]


def rebuild(session: UnitOfWork, progress: Progress | None = None) -> int:
    """Write the whole index from the records; gives the number of members."""
    connection = session.connection()
    search_writing.lock(connection)
    members = _in_order(session)
    ranks = {key: FIRST + n * GAP for n, key in enumerate(members)}
    search_writing.clear(connection)
    uses: Counter[str] = Counter()
    done = 0
    # In the order of their making, as the rows lie in the file: by the alphabet each
    # member's rows were looked for all over it (measured: an hour for a million).
    for some in chunks(sorted(members)):
        made = cards(session, some)
        rows = [_row(card, ranks[key]) for key, card in made.items()]
        search_writing.put_cards(connection, rows)
        uses.update(_uses(made.values()))
        done += len(some)
        if progress:
            progress(done, len(members))
    search_writing.index_cards(connection)
    search_writing.set_words(connection, uses)
    search_writing.settle(connection)
    return done


def out_of_step(session: UnitOfWork) -> int:
    """How many cards differ from the records, stand in the wrong place, are missing
    or too many; at least one where the words of names are wrong."""
    connection = session.connection()
    members = _in_order(session)
    uses: Counter[str] = Counter()
    wrong = 0
    before = 0
    for some in chunks(members):
        made = cards(session, some)
        uses.update(_uses(made.values()))
        rows = {
            row["member_id"]: row for row in search_writing.present(connection, some)
        }
        for key in some:
            row = rows.get(key)
            right = row and Card.of(row) == made[key] and row["rank"] > before
            wrong += not right
            before = row["rank"] if row else before
    wrong += abs(search_writing.count(connection) - len(members))
    wrong += abs(search_writing.count_indexed(connection) - len(members))
    return wrong or int(search_writing.words(connection) != uses)
