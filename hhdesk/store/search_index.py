"""The search index: its tables on both databases, and the statement that finds.

A member has one `member_card`: what a list shows, the words that find the member, and
`rank`, a gapped alphabetical number. On SQLite the words stand in an FTS5 table whose
rowid is that rank; on PostgreSQL in a GIN-indexed column of the card. Each word is
labelled by what it belongs to (OWN, KIN, KEY), so that both can tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    Uuid,
)

from hhdesk.errors import DatabaseAway
from hhdesk.i18n import N_

OWN, KIN, KEY = "1", "2", "3"
"""Labels: the member's own names; caregivers' and siblings'; numbers, codes, dates."""
_COLUMNS = {OWN: "own", KIN: "kin", KEY: "keys"}

_RANK = BigInteger().with_variant(Integer, "sqlite")
# Compared bytewise on both, whatever the server's locale.
_BYTES = Text().with_variant(Text(collation="C"), "postgresql")

TABLES = MetaData()

CARD = Table(
    "member_card",
    TABLES,
    Column("rank", _RANK, primary_key=True, autoincrement=False),
    Column("organization_id", Uuid, nullable=False),
    Column("member_id", Uuid, nullable=False, unique=True),
    Column("sort_key", _BYTES, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("nickname", Text, nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("deceased", Boolean, nullable=False),
    Column("caregiver", Text, nullable=False),
    Column("relationship", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("phone_restricted", Boolean, nullable=False),
    Column("language", Text, nullable=False),
    Column("interpreter", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("coordinator", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("words", Text, nullable=False),
)

WORD = Table(
    "member_word",
    TABLES,
    # Names' distinct words with the number of members they find; the source of
    # corrections. A word nobody has any more stays with 0, so that caches hear of it.
    Column("word", _BYTES, primary_key=True),
    Column("uses", Integer, nullable=False),
    # Grows with every word that comes or goes.
    Column("seq", BigInteger, nullable=False),
    Index("ix_member_word_seq", "seq"),
)

HIT_COLUMNS = (
    "rank",
    "member_id",
    "name",
    "nickname",
    "birth_date",
    "deceased",
    "phone_restricted",
    "caregiver",
    "relationship",
    "phone",
    "language",
    "interpreter",
    "state",
    "coordinator",
    "city",
)
"""What a row of a list needs, in the order of the statements below."""

_SQLITE = (
    """
    CREATE VIRTUAL TABLE member_index USING fts5(
        own, kin, keys,
        content='', contentless_delete=1, detail=column,
        prefix='1 2 3 4 5 6 7 8', tokenize='ascii'
    )
    """,
)
_POSTGRESQL = (
    """
    ALTER TABLE member_card ADD COLUMN lexemes tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED
    """,
    # Without the pending list: a search never pays for what others have written.
    """
    CREATE INDEX ix_member_card_lexemes ON member_card
        USING gin (lexemes) WITH (fastupdate = off)
    """,
)


def create(connection: Connection) -> None:
    """Make the index's tables in a database that has none."""
    TABLES.create_all(connection, checkfirst=False)
    sqlite = connection.dialect.name == "sqlite"
    for statement in _SQLITE if sqlite else _POSTGRESQL:
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Take the index's tables away; it can be rebuilt from the records."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS member_index")
    TABLES.drop_all(connection)


class Wanted(NamedTuple):
    """A word asked for: any of `forms`, at the places of `labels`."""

    forms: tuple[str, ...]
    labels: str
    whole: bool


class Step(NamedTuple):
    """Members that have all of `words`, and not all of any of `but`, in rank order."""

    words: tuple[Wanted, ...]
    but: tuple[tuple[Wanted, ...], ...] = ()


def labelled(label: str, words: Iterable[str]) -> list[str]:
    return [label + word for word in sorted(words)]


def columns(words: str) -> tuple[str, str, str]:
    """A card's labelled words as the FTS5 table's columns."""
    found: dict[str, list[str]] = {OWN: [], KIN: [], KEY: []}
    for word in words.split(" "):
        if word:
            found[word[0]].append(word[1:])
    return (" ".join(found[OWN]), " ".join(found[KIN]), " ".join(found[KEY]))


# Words are letters, digits and marks only (see care.search_words), so neither quotes
# nor operators can occur in them.


def _sqlite_word(word: Wanted) -> str:
    star = "" if word.whole else "*"
    forms = " OR ".join(f'"{form}"{star}' for form in word.forms)
    if len(word.labels) == len(_COLUMNS):
        return f"({forms})"
    places = " ".join(_COLUMNS[label] for label in word.labels)
    return f"({{{places}}} : ({forms}))"


def _sqlite_words(words: tuple[Wanted, ...]) -> str:
    return "(" + " AND ".join(map(_sqlite_word, words)) + ")"


def _postgresql_word(word: Wanted) -> str:
    star = "" if word.whole else ":*"
    return " | ".join(
        f"'{label}{form}'{star}" for form in word.forms for label in word.labels
    )


def _postgresql_words(words: tuple[Wanted, ...]) -> str:
    return "(" + " & ".join(f"({_postgresql_word(word)})" for word in words) + ")"


def match(sqlite: bool, step: Step) -> str:
    """The step in the database's own query language."""
    if sqlite:
        return " NOT ".join(map(_sqlite_words, (step.words, *step.but)))
    return " & !".join(map(_postgresql_words, (step.words, *step.but)))


_SQLITE_STEP = """
SELECT * FROM (
    SELECT {place}, {columns}
    FROM member_index CROSS JOIN member_card c ON c.rank = member_index.rowid
    WHERE member_index MATCH ? AND c.organization_id = ?
    ORDER BY member_index.rowid LIMIT ?)
"""
# `rank + 0`: else the planner walks all members in rank order when it believes that
# fifty will soon be found, and is sometimes wrong by a thousand times.
_POSTGRESQL_STEP = """
step{place} AS MATERIALIZED (
    SELECT {place} AS place, {columns}
    FROM member_card c
    WHERE c.lexemes @@ %s::tsquery AND c.organization_id = %s
    ORDER BY c.rank + 0 LIMIT least(%s, {left}))
"""


@cache
def _statement(sqlite: bool, steps: int) -> str:
    shown = ", ".join(f"c.{name}" for name in HIT_COLUMNS)
    if sqlite:
        # The parts run one after the other, and none once the limit is reached.
        parts = (_SQLITE_STEP.format(place=n, columns=shown) for n in range(steps))
        return " UNION ALL ".join(parts) + " LIMIT ?"
    parts = (
        _POSTGRESQL_STEP.format(
            place=n,
            columns=shown,
            left=" - ".join(
                ["%s", *(f"(SELECT count(*) FROM step{m})" for m in range(n))]
            ),
        )
        for n in range(steps)
    )
    union = " UNION ALL ".join(f"SELECT * FROM step{n}" for n in range(steps))
    return f"WITH {','.join(parts)} {union} ORDER BY place, rank"


class Driver(NamedTuple):
    """The driver's own connection: a layer above costs as much as the search."""

    connection: Any
    sqlite: bool
    organization: object
    """The clinic's id as the driver wants it."""
    away: type[Exception]

    def rows(self, statement: str, values: Sequence[object]) -> list[Any]:
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


def find(
    driver: Driver, steps: Sequence[Step], limit: int, each: int | None = None
) -> list[Any]:
    """Rows of (number of the step, *HIT_COLUMNS), step after step, each by rank.

    `each` limits the single steps. A member whom several steps find comes several
    times.
    """
    values: list[object] = []
    for step in steps:
        values += (match(driver.sqlite, step), driver.organization, each or limit)
        if not driver.sqlite:
            values.append(limit)
    if driver.sqlite:
        values.append(limit)
    return driver.rows(_statement(driver.sqlite, len(steps)), values)


def page(driver: Driver, after: int, limit: int) -> list[Any]:
    """Rows as `find` gives them, of all members in rank order."""
    mark = "?" if driver.sqlite else "%s"
    statement = f"""
        SELECT 0, {", ".join(HIT_COLUMNS)} FROM member_card
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
