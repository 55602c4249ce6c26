"""The index that records are searched through: on SQLite one FTS5 table, on PostgreSQL a table of tsvectors with a GIN index.

One row a record, numbered by `terms.position`, so that the newest are found first without sorting. It holds terms and words and
no text. Whoever writes records calls `add` in the same transaction; rows of closed records stay, for questions about the past.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlalchemy import Connection, text

from dragoman.ledger import terms
from dragoman.ledger.match import quoted
from dragoman.model import Event

# `columnsize=0`, for lengths serve a ranking by words only; no `content`, for the texts are in `sentence` and `report`. English
# endings are taken off on both databases.
TOKENS = "porter unicode61 remove_diacritics 0"
# Without `automerge` a report's rows are written as they are; FTS5 merges by itself when sixteen such segments lie side by side.
SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(terms, words, content='', columnsize=0, tokenize='{TOKENS}')",
    "INSERT INTO search (search, rank) VALUES ('automerge', 0)",
)
POSTGRESQL = (
    "CREATE TABLE IF NOT EXISTS search (position BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL)",
    "CREATE INDEX IF NOT EXISTS ix_search_terms ON search USING gin (terms)",
)


class Entry(Struct, frozen=True):
    """A record to be found: its key, its days as the row has them, and the event. `sources`: where its report was met."""

    pk: int
    first_day: str | None
    last_day: str | None
    event: Event
    sources: tuple[str | None, ...] = ()
    title: str | None = None
    words: bool = True


def statements(dialect: str) -> tuple[str, ...]:
    """What makes the index; for migrations."""
    return POSTGRESQL if dialect == "postgresql" else SQLITE


def create(connection: Connection) -> None:
    """The index, where it is not there yet."""
    for statement in statements(connection.dialect.name):
        connection.execute(text(statement))


def drop(connection: Connection) -> None:
    """Take it away; `create` and `add` make it again from the records."""
    connection.execute(text("DROP TABLE IF EXISTS search"))


def add(connection: Connection, entries: Iterable[Entry]) -> None:
    """Make records findable."""
    put(connection, [(terms.position(e.first_day, e.last_day, e.pk), facets(e), wording(e)) for e in entries])


def facets(entry: Entry) -> list[str]:
    return terms.of_event(entry.event, entry.first_day, entry.last_day, entry.sources)


def wording(entry: Entry) -> list[str]:
    """Empty where the report's words may not be kept."""
    return terms.of_words(entry.event, entry.title) if entry.words else []


def put(connection: Connection, rows: Iterable[tuple[int, Sequence[str], Sequence[str]]]) -> None:
    """Rows of position, terms and words. FTS5 wants them in the order of their positions."""
    ordered = sorted(rows, key=lambda row: row[0])
    if not ordered:
        return
    if connection.dialect.name == "postgresql":
        statement = text("INSERT INTO search (position, terms) VALUES (:p, to_tsvector('english', :w) || CAST(:t AS tsvector))")
        connection.execute(statement, [{"p": p, "t": vector(t), "w": " ".join(w)} for p, t, w in ordered])
    else:
        cursor = connection.connection.cursor()  # through SQLAlchemy a row costs twice as much
        cursor.executemany(
            "INSERT INTO search (rowid, terms, words) VALUES (?, ?, ?)", [(p, " ".join(t), " ".join(w)) for p, t, w in ordered]
        )


def add_source(connection: Connection, positions: Iterable[int], source: str) -> None:
    """The text of these records was met at one more source."""
    found = sorted(positions)
    if not found:
        return
    if connection.dialect.name == "postgresql":
        statement = text("UPDATE search SET terms = terms || CAST(:t AS tsvector) WHERE position = :p")
        connection.execute(statement, [{"p": p, "t": vector([terms.term("o", source)])} for p in found])
    else:  # an FTS5 table without content takes further terms of a row that it has
        put(connection, [(p, [terms.term("o", source)], []) for p in found])


def forget_words(connection: Connection, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Take the words out again: rows of position and the words as they were put in; the terms stay."""
    gone = sorted(rows)
    if not gone:
        return
    if connection.dialect.name == "postgresql":
        kept = "SELECT array_agg(word) FROM unnest(tsvector_to_array(terms)) AS word WHERE word LIKE '#%'"
        statement = text(f"UPDATE search SET terms = array_to_tsvector(({kept})) WHERE position = :p")
        connection.execute(statement, [{"p": p} for p, _ in gone])
    else:
        statement = text("INSERT INTO search (search, rowid, terms, words) VALUES ('delete', :p, '', :w)")
        connection.execute(statement, [{"p": p, "w": " ".join(w)} for p, w in gone])


def purge(connection: Connection) -> None:
    """Merge the index, so that nothing of words taken out is left in it."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO search (search) VALUES ('optimize')"))


def vector(facets: Iterable[str]) -> str:
    """Terms as PostgreSQL reads a tsvector, with a `#` before each, which no word has. All are letters and digits."""
    return " ".join(map(quoted, facets))
