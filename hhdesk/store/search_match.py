"""Asking the search index: conditions in each database's language, and statements.

`care.search_words` makes words of letters, digits and marks only, so neither quotes nor
operators of these languages can occur in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from hhdesk.errors import DatabaseAway
from hhdesk.i18n import N_
from hhdesk.store.search_index import KEY, KIN, OWN

_COLUMNS = {
    OWN: "own",
    KIN: "kin",
    KEY: "keys",
    OWN + KIN: "own kin",
    OWN + KEY: "own keys",
    OWN + KIN + KEY: "own kin keys",
}


class Wanted(NamedTuple):
    """A word asked for: any of `forms`, at the places of `labels`."""

    forms: tuple[str, ...]
    labels: str
    whole: bool


Words = tuple[Wanted, ...]
"""All of them must be there."""


class Step(NamedTuple):
    """Members that have all of `words`, and not all of any of `but`, in rank order."""

    words: Words
    but: tuple[Words, ...] = ()
    common: bool = False
    """A good share of all members is expected."""


Found = tuple[int, int, str]
"""A member found: the number of the step, the card's rank and what a list shows."""


class Driver(NamedTuple):
    """The driver's own connection: a layer above costs as much as the search."""

    connection: Any
    sqlite: bool
    organization: object
    """The clinic's id as the driver wants it."""
    away: type[Exception]

    def rows(
        self, statement: str, values: Sequence[object], **options: object
    ) -> list[Any]:
        """Raises DatabaseAway. `options` are the driver's."""
        try:
            found: list[Any] = self.connection.execute(
                statement, values, **options
            ).fetchall()
        except self.away as error:
            raise DatabaseAway(
                N_("The database does not answer. Please try again.")
            ) from error
        return found


def driver(connection: Connection, organization_id: UUID) -> Driver:
    dialect = connection.dialect
    sqlite = dialect.name == "sqlite"
    return Driver(
        connection.connection.driver_connection,
        sqlite,
        organization_id.hex if sqlite else organization_id,
        dialect.loaded_dbapi.OperationalError,
    )


# ---------------------------------------------------------------- conditions


def _sqlite_word(word: Wanted) -> str:
    if word.whole:
        forms = '" OR "'.join(word.forms)
        return f'({{{_COLUMNS[word.labels]}}}:("{forms}"))'
    forms = '"* OR "'.join(word.forms)
    return f'({{{_COLUMNS[word.labels]}}}:("{forms}"*))'


def _sqlite(words: Words) -> str:
    return "(" + " AND ".join(map(_sqlite_word, words)) + ")"


def _postgresql_word(word: Wanted) -> str:
    star = "" if word.whole else ":*"
    return " | ".join(
        f"'{label}{form}'{star}" for form in word.forms for label in word.labels
    )


def _postgresql(words: Words) -> str:
    return "(" + " & ".join(f"({_postgresql_word(word)})" for word in words) + ")"


def condition(sqlite: bool, step: Step) -> str:
    """The step in the database's own query language."""
    if sqlite:
        return " NOT ".join(map(_sqlite, (step.words, *step.but)))
    return " & !".join(map(_postgresql, (step.words, *step.but)))


# ---------------------------------------------------------------- statements


@cache
def _sqlite_steps(steps: int) -> str:
    # The parts run one after the other, and none once the limit is reached.
    parts = " UNION ALL ".join(
        f"""
        SELECT * FROM (
            SELECT {step} AS step, rowid AS found FROM member_index
            WHERE member_index MATCH ? ORDER BY rowid LIMIT ?)
        """
        for step in range(steps)
    )
    return f"""
        SELECT step, rank, shown FROM ({parts} LIMIT ?)
        CROSS JOIN member_card ON rank = found WHERE organization_id = ?
    """


@cache
def _postgresql_steps(common: tuple[bool, ...]) -> str:
    """A statement of as many steps; the common ones may walk all members in rank order.

    Else the planner would do that too whenever it believes that fifty will soon be
    found, and be wrong where they stand together in the alphabet; `rank + 0` keeps it
    to the index of words, which reads all that match and then sorts them.
    """
    parts = ",".join(
        f"""
        step{step} AS MATERIALIZED (
            SELECT {step} AS step, rank, shown FROM member_card
            WHERE lexemes @@ %s::tsquery AND organization_id = %s
            ORDER BY {"rank" if walk else "rank + 0"}
            LIMIT least(%s, %s {
            "".join(f" - (SELECT count(*) FROM step{before})" for before in range(step))
        }))
        """
        for step, walk in enumerate(common)
    )
    union = " UNION ALL ".join(
        f"SELECT * FROM step{step}" for step in range(len(common))
    )
    return f"WITH {parts} {union} ORDER BY step, rank"


def find(
    driver: Driver, steps: Sequence[Step], limit: int, each: int | None = None
) -> list[Found]:
    """Members step after step, each by rank; `each` limits the single steps.

    A member whom several steps find comes several times.
    """
    values: list[object] = []
    if driver.sqlite:
        for step in steps:
            values += (condition(True, step), each or limit)
        values += (limit, driver.organization)
        return sorted(driver.rows(_sqlite_steps(len(steps)), values))
    for step in steps:
        values += (condition(False, step), driver.organization, each or limit, limit)
    common = tuple([step.common for step in steps])
    # A plan for all words alike would not know which are common.
    options = {"prepare": False} if any(common) else {}
    return driver.rows(_postgresql_steps(common), values, **options)


_FEW = """
    SELECT c.rank, shown, words
    FROM member_index CROSS JOIN member_card c ON c.rank = member_index.rowid
    WHERE member_index MATCH ? AND organization_id = ?
    ORDER BY member_index.rowid LIMIT ?
"""


_WORDS = """
    SELECT c.rank, '', words
    FROM member_index CROSS JOIN member_card c ON c.rank = member_index.rowid
    WHERE member_index MATCH ? AND organization_id = ?
    ORDER BY member_index.rowid LIMIT ?
"""


def find_few(
    driver: Driver, widening: Sequence[Words], limit: int, most: int = 0
) -> list[Found]:
    """As `find` with a step for each of `widening`, less what the one before finds;
    each must find all that the one before finds.

    On SQLite the last is asked alone. Where it finds few, or `most` at the most, their
    words tell the rest, and the other questions need not be asked.
    """
    if driver.sqlite:
        asked = _sqlite(widening[-1]), driver.organization
        rows = driver.rows(_FEW, (*asked, limit + 1))
        if len(rows) <= limit:
            return _told_apart(rows, widening[:-1])
        if most > limit:
            rows = driver.rows(_WORDS, (*asked, most + 1))
            if len(rows) <= most:
                first = _told_apart(rows, widening[:-1])[:limit]
                return _with_shown(driver, first)
    return find(driver, nested(widening), limit)


def _with_shown(driver: Driver, found: list[Found]) -> list[Found]:
    marks = ", ".join("?" * len(found))
    rows = driver.rows(
        f"SELECT rank, shown FROM member_card WHERE rank IN ({marks})",
        [rank for _, rank, _ in found],
    )
    shown = dict(rows)
    return [(step, rank, shown[rank]) for step, rank, _ in found]


def nested(widening: Sequence[Words]) -> list[Step]:
    """Steps of which none finds what an earlier one finds."""
    return [Step(words, tuple(widening[:n][-1:])) for n, words in enumerate(widening)]


def _told_apart(rows: list[Any], narrower: Sequence[Words]) -> list[Found]:
    """Each row in the first of `narrower` that its words meet, or after them; a row
    alone needs no place."""
    if len(rows) < 2:
        return [(0, rank, shown) for rank, shown, _ in rows]
    steps = [[_needles(wanted) for wanted in words] for words in narrower]
    found = [(_step_of(words, steps), rank, shown) for rank, shown, words in rows]
    found.sort()
    return found


def _step_of(words: str, steps: list[list[list[str]]]) -> int:
    # Loops, not comprehensions: this runs for every row of every search.
    words = f" {words} "
    for step, all_of in enumerate(steps):
        for any_of in all_of:
            for needle in any_of:
                if needle in words:
                    break
            else:
                break
        else:
            return step
    return len(steps)


def _needles(wanted: Wanted) -> list[str]:
    end = " " if wanted.whole else ""
    return [f" {label}{form}{end}" for form in wanted.forms for label in wanted.labels]


def page(driver: Driver, after: int, limit: int) -> list[Found]:
    """All members, by rank."""
    mark = "?" if driver.sqlite else "%s"
    statement = f"""
        SELECT 0, rank, shown FROM member_card
        WHERE rank > {mark} AND organization_id = {mark} ORDER BY rank LIMIT {mark}
    """
    return driver.rows(statement, (after, driver.organization, limit))


def count(driver: Driver) -> int:
    """How many members the clinic has."""
    mark = "?" if driver.sqlite else "%s"
    statement = f"SELECT count(*) FROM member_card WHERE organization_id = {mark}"
    found: int = driver.rows(statement, (driver.organization,))[0][0]
    return found


def word_changes(driver: Driver, since: int) -> list[Any]:
    """Rows of (word, uses, seq) that came or went after a number."""
    mark = "?" if driver.sqlite else "%s"
    statement = f"SELECT word, uses, seq FROM member_word WHERE seq > {mark}"
    return driver.rows(statement, (since,))
