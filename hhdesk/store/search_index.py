"""The search index: its tables on both databases, and the statement that finds.

A member has one `member_card`: what a list shows, the words that find the member, and
`rank`, a gapped alphabetical number. On SQLite the words stand in an FTS5 table whose
rowid is that rank; on PostgreSQL in a GIN-indexed column of the card. Each word is
labelled by what it belongs to (OWN, KIN, KEY), so that both can tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterable

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

OWN, KIN, KEY = "1", "2", "3"
"""Labels: the member's own names; caregivers' and siblings'; numbers, codes, dates."""
_COLUMNS = {OWN: "own", KIN: "kin", KEY: "keys"}
SEPARATOR = "\x1f"
"""Between the values of `shown`."""

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
    # What a row of a list needs, in one text: reading the columns one by one takes
    # longer than the search (measured: four times).
    Column("shown", Text, nullable=False),
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


def labelled(label: str, words: Iterable[str]) -> list[str]:
    return [label + word for word in sorted(words)]


def columns(words: str) -> tuple[str, str, str]:
    """A card's labelled words as the FTS5 table's columns."""
    found: dict[str, list[str]] = {OWN: [], KIN: [], KEY: []}
    for word in words.split(" "):
        if word:
            found[word[0]].append(word[1:])
    return (" ".join(found[OWN]), " ".join(found[KIN]), " ".join(found[KEY]))
