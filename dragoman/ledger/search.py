"""The indexes that records and texts are searched through: on SQLite FTS5 tables, on PostgreSQL tables of tsvectors with GIN indexes.

One row a record (or a report, see `texts`), numbered by `terms.position`, so that the newest are found first without sorting. It
holds terms and words and no text. Whoever writes records calls `add` in the same transaction; rows of closed records stay, for
questions about the past.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import partial
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, text

from dragoman.ledger import match, terms
from dragoman.ledger.beginnings import widened
from dragoman.ledger.filters import Expression
from dragoman.ledger.match import quoted
from dragoman.model import Event

# `columnsize=0`, for lengths serve a ranking by words only; no `content`, for the texts are in `sentence` and `report`. English
# endings are taken off on both databases.
TOKENS = "porter unicode61 remove_diacritics 0"
# Without `automerge` a report's rows are written as they are; FTS5 merges by itself when sixteen such segments lie side by side.
SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS {0} USING fts5(terms, words, content='', columnsize=0, tokenize='" + TOKENS + "')",
    "INSERT INTO {0} ({0}, rank) VALUES ('automerge', 0)",
)
POSTGRESQL = (
    "CREATE TABLE IF NOT EXISTS {0} (position BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL)",
    "CREATE INDEX IF NOT EXISTS ix_{0}_terms ON {0} USING gin (terms)",
)
#: what is searched: records by their sentences and headlines, or reports by every word of their texts
Index = Literal["search", "search_report"]
Row = tuple[int, Sequence[str], Sequence[str]]  # position, terms, words


class Entry(Struct, frozen=True):
    """A record to be found: its key, its days as the row has them, and the event. `sources`: where its report was met."""

    pk: int
    first_day: str | None
    last_day: str | None
    event: Event
    sources: tuple[str | None, ...] = ()
    title: str | None = None
    words: bool = True


def create(connection: Connection, index: Index = "search") -> None:
    """The index, where it is not there yet."""
    for statement in POSTGRESQL if connection.dialect.name == "postgresql" else SQLITE:
        connection.execute(text(statement.format(index)))


def drop(connection: Connection, index: Index = "search") -> None:
    """Take it away; `reindex` makes it again from what is in the tables."""
    connection.execute(text(f"DROP TABLE IF EXISTS {index}"))


def add(connection: Connection, entries: Iterable[Entry]) -> None:
    """Make records findable."""
    put(connection, [(terms.position(e.first_day, e.last_day, e.pk), facets(e), wording(e)) for e in entries])


def facets(entry: Entry) -> list[str]:
    return terms.of_event(entry.event, entry.first_day, entry.last_day, entry.sources)


def wording(entry: Entry) -> list[str]:
    """Empty where the report's words may not be kept."""
    return terms.of_words(entry.event, entry.title) if entry.words else []


def put(connection: Connection, rows: Iterable[Row], index: Index = "search") -> None:
    """FTS5 wants them in the order of their positions."""
    ordered = sorted(rows, key=lambda row: row[0])
    if not ordered:
        return
    if connection.dialect.name == "postgresql":
        statement = text(f"INSERT INTO {index} (position, terms) VALUES (:p, to_tsvector('english', :w) || CAST(:t AS tsvector))")
        connection.execute(statement, [{"p": p, "t": vector(t), "w": " ".join(w)} for p, t, w in ordered])
    else:
        cursor = connection.connection.cursor()  # through SQLAlchemy a row costs twice as much
        cursor.executemany(
            f"INSERT INTO {index} (rowid, terms, words) VALUES (?, ?, ?)", [(p, " ".join(t), " ".join(w)) for p, t, w in ordered]
        )


def add_source(connection: Connection, positions: Iterable[int], source: str, index: Index = "search") -> None:
    """The text of these records was met at one more source."""
    found = sorted(positions)
    if not found:
        return
    if connection.dialect.name == "postgresql":
        statement = text(f"UPDATE {index} SET terms = terms || CAST(:t AS tsvector) WHERE position = :p")
        connection.execute(statement, [{"p": p, "t": vector([terms.term("o", source)])} for p in found])
    else:  # an FTS5 table without content takes further terms of a row that it has
        put(connection, [(p, [terms.term("o", source)], []) for p in found], index)


def forget_words(connection: Connection, rows: Iterable[tuple[int, Sequence[str]]], index: Index = "search") -> None:
    """Take the words out again: rows of position and the words as they were put in; the terms stay."""
    gone = sorted(rows)
    if not gone:
        return
    if connection.dialect.name == "postgresql":
        kept = "SELECT array_agg(word) FROM unnest(tsvector_to_array(terms)) AS word WHERE word LIKE '#%'"
        statement = text(f"UPDATE {index} SET terms = array_to_tsvector(({kept})) WHERE position = :p")
        connection.execute(statement, [{"p": p} for p, _ in gone])
    else:
        remove(connection, [(p, (), words) for p, words in gone], index)


def remove(connection: Connection, rows: Iterable[Row], index: Index) -> None:
    """Take rows out, as they were put in."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"DELETE FROM {index} WHERE position = :p"), [{"p": p} for p, _, _ in rows])
    else:
        statement = text(f"INSERT INTO {index} ({index}, rowid, terms, words) VALUES ('delete', :p, :t, :w)")
        connection.execute(statement, [{"p": p, "t": " ".join(t), "w": " ".join(w)} for p, t, w in rows])


def purge(connection: Connection, index: Index = "search") -> None:
    """Merge the index, so that nothing of words taken out is left in it."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"INSERT INTO {index} ({index}) VALUES ('optimize')"))


def stems(connection: Connection, words: Sequence[str]) -> dict[str, str]:
    """What the index makes of words: English endings are off; a word that it leaves out has the stem ""."""
    if connection.dialect.name == "postgresql":
        asked = text("SELECT w, coalesce((tsvector_to_array(to_tsvector('english', w)))[1], '') FROM unnest(CAST(:w AS text[])) AS w")
        return {str(word): str(stem) for word, stem in connection.execute(asked, {"w": list(words)})}
    with closing(sqlite3.connect(":memory:")) as aside:  # what an FTS5 table makes of words only its own vocabulary tells
        aside.execute(f"CREATE VIRTUAL TABLE said USING fts5(word, tokenize='{TOKENS}')")
        aside.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(said, 'instance')")
        aside.executemany("INSERT INTO said (rowid, word) VALUES (?, ?)", enumerate(words))
        found = {words[row]: stem for row, stem in aside.execute("SELECT doc, term FROM vocabulary")}
    return {word: found.get(word, "") for word in words}


def vector(facets: Iterable[str]) -> str:
    """Terms as PostgreSQL reads a tsvector, with a `#` before each, which no word has. All are letters and digits."""
    return " ".join(map(quoted, facets))


def at(connection: Connection, index: Index = "search") -> str:
    """The column that holds the position, in SQL."""
    return f"{index}.position" if connection.dialect.name == "postgresql" else f"{index}.rowid"


def matching(connection: Connection, wanted: Expression, index: Index = "search") -> tuple[str, dict[str, Any]]:
    """The condition on the index in SQL, and its values."""
    values: dict[str, Any] = {}
    wanted = widened(wanted, partial(stems, connection))
    if connection.dialect.name == "postgresql":
        return f"{index}.terms @@ ({match.tsquery(wanted, values)})", values
    return f"{index} MATCH :match", {"match": match.fts5(wanted)}
