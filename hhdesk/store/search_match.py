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


class Found(NamedTuple):
    """A member found: by which step, the card's rank and what a list shows."""

    step: int
    rank: int
    shown: str


class Driver(NamedTuple):
    """The driver's own connection: a layer above costs as much as the search."""

    connection: Any
    sqlite: bool
    organization: object
    """The clinic's id as the driver wants it."""
    away: type[Exception]

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        """Raises DatabaseAway."""
        try:
            found: list[Any] = self.connection.execute(statement, values).fetchall()
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
def _postgresql_steps(steps: int) -> str:
    # `rank + 0`: else the planner walks all members in rank order when it believes
    # that fifty will soon be found, and is sometimes wrong by a thousand times.
    parts = ",".join(
        f"""
        step{step} AS MATERIALIZED (
            SELECT {step} AS step, rank, shown FROM member_card
            WHERE lexemes @@ %s::tsquery AND organization_id = %s
            ORDER BY rank + 0
            LIMIT least(%s, %s {
            "".join(f" - (SELECT count(*) FROM step{before})" for before in range(step))
        }))
        """
        for step in range(steps)
    )
    union = " UNION ALL ".join(f"SELECT * FROM step{step}" for step in range(steps))
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
        return driver.rows(_sqlite_steps(len(steps)), values)
    for step in steps:
        values += (condition(False, step), driver.organization, each or limit, limit)
    return driver.rows(_postgresql_steps(len(steps)), values)


_FEW = (
    "SELECT rowid FROM member_index WHERE member_index MATCH ? ORDER BY rowid LIMIT ?"
)


@cache
def _cards(number: int) -> str:
    marks = ", ".join("?" * number)
    return f"""
        SELECT rank, shown, words FROM member_card
        WHERE rank IN ({marks}) AND organization_id = ?
    """


def find_nested(driver: Driver, steps: Sequence[Step], limit: int) -> list[Found]:
    """As `find`, for steps of which each finds all that the ones before it find.

    On SQLite the last step is asked first: where it finds few, which is most often so,
    their words tell their steps, and the other questions need not be asked.
    """
    if not driver.sqlite:
        return find(driver, steps, limit)
    outside = not driver.connection.in_transaction
    if outside:
        driver.rows("BEGIN")
    try:
        ranks = driver.rows(_FEW, (_sqlite(steps[-1].words), limit + 1))
        if not ranks:
            return []
        if len(ranks) > limit:
            return find(driver, steps, limit)
        values = [rank for (rank,) in ranks]
        rows = driver.rows(_cards(len(values)), (*values, driver.organization))
    finally:
        if outside:
            driver.rows("COMMIT")
    return _in_steps(rows, steps)


def _in_steps(rows: list[Any], steps: Sequence[Step]) -> list[Found]:
    needles = [[_needles(wanted) for wanted in step.words] for step in steps[:-1]]

    def step_of(words: str) -> int:
        words = f" {words} "
        for number, all_of in enumerate(needles):
            if all(any(needle in words for needle in any_of) for any_of in all_of):
                return number
        return len(needles)

    return sorted(Found(step_of(words), rank, shown) for rank, shown, words in rows)


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
