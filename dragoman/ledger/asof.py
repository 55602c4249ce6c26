"""The ledger as it was: what was known at the end of a day, or at a moment, of all that was taken in, coded, linked and taken back.

Every table is hidden, for one transaction, behind a temporary view of the same name that shows its rows as they were. So whatever
can be asked of a ledger can be asked of its past, and no question needs to know. What was forgotten since (`forget`) cannot be
shown: its words are gone, the fact is not. Of failures the first try is kept, of feeds what their polls tell, which is not when
they were next due.
"""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from sqlalchemy import Connection, select

from dragoman.days import last_day
from dragoman.errors import BadDate
from dragoman.ledger import schema as s
from dragoman.ledger.dialects import PAST, TABLES, Moment
from dragoman.ledger.store import Ledger

SECOND = "%Y-%m-%dT%H:%M:%SZ"


def moment(written: str) -> str:
    """The last second of a day, month or year (in UTC), or the moment itself. Raises BadDate."""
    try:
        if len(written) <= len("2020-09-04"):
            return f"{date.fromisoformat(last_day(written)).isoformat()}T23:59:59Z"
        at = datetime.fromisoformat(written)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).strftime(SECOND)
    except (ValueError, IndexError, OverflowError):
        why = "it is not in the calendar, or not written as ISO 8601 has it"
        raise BadDate(f"{written!r} is no day and no moment", why, "write 2020-09-04, or 2020-09-04T18:00:00Z") from None


def at(c: Connection, written: str) -> Moment:
    """Which entries of the log were there. Raises BadDate."""
    then = moment(written)
    seq = select(s.log.c.seq).where(s.log.c.at <= then).order_by(s.log.c.seq.desc()).limit(1)
    return Moment(c.execute(seq).scalar() or 0, then)


@contextmanager
def reading(ledger: Ledger, as_of: str | None = None) -> Iterator[Connection]:
    """A connection that sees the ledger as it was then; as it is, without a day. Raises BadDate."""
    if as_of is None:
        with ledger.reading() as c:
            yield c
        return
    moment(as_of)  # a wrong day is told before the ledger is opened
    with ledger.reading(views=True) as c, past(c, at(c, as_of)):
        yield c


@contextmanager
def past(c: Connection, then: Moment) -> Iterator[None]:
    """Hide the tables while the block runs; then the transaction is rolled back, and the views with it."""
    with unprepared(c):
        yield from _hidden(c, then)


def _hidden(c: Connection, then: Moment) -> Iterator[None]:
    try:
        for name, sql in views(c.dialect.name, then).items():
            c.exec_driver_sql(f"CREATE TEMPORARY VIEW {name} AS {sql}")
        c.info[PAST] = then
        yield
    finally:
        c.info.pop(PAST, None)
        c.rollback()


@contextmanager
def unprepared(c: Connection) -> Iterator[None]:
    """A statement that PostgreSQL keeps prepared is bound to the tables' own types; on the views it would be refused."""
    if c.dialect.name != "postgresql":
        yield
        return
    driver = c.connection.driver_connection
    assert driver is not None
    before, driver.prepare_threshold = driver.prepare_threshold, None
    try:
        yield
    finally:
        driver.prepare_threshold = before


def views(dialect: str, then: Moment) -> dict[str, str]:
    """Each table as it was, as a query. Pure: `then` is a number and a moment that was parsed."""
    in_ = TABLES[dialect]
    seq, moment_ = int(then.seq), f"'{then.at}'"
    lived = ("coding", "record", "commitment", "office", "relation", "event_member")
    made = {name: _columns(name, _life(in_, name, dialect, seq), f"FROM {in_}.{name} AS t WHERE t.from_seq <= {seq}") for name in lived}
    known = f"EXISTS (SELECT 1 FROM {in_}.coding AS k WHERE k.report = t.pk AND k.from_seq <= {seq})"
    made["report"] = _columns("report", _report(in_, dialect, seq), f"FROM {in_}.report AS t WHERE {known}")
    for name in ("log", "judgement", "review", "entered_step"):
        made[name] = _columns(name, {}, f"FROM {in_}.{name} AS t WHERE t.seq <= {seq}")
    for name, column in (("sighting", "seen_at"), ("poll", "at"), ("queue", "at")):
        made[name] = _columns(name, {}, f"FROM {in_}.{name} AS t WHERE t.{column} <= {moment_}")
    open_then = f"CASE WHEN t.resolved_at > {moment_} THEN NULL ELSE t.resolved_at END"
    last = f"CASE WHEN t.last_at > {moment_} THEN t.first_at ELSE t.last_at END"
    tries = f"CASE WHEN t.last_at > {moment_} THEN 1 ELSE t.tries END"
    failed = {"resolved_at": open_then, "last_at": last, "tries": tries}
    made["failure"] = _columns("failure", failed, f"FROM {in_}.failure AS t WHERE t.first_at <= {moment_}")
    made["feed"] = _columns("feed", _feed(in_, moment_), f"FROM {in_}.feed AS t WHERE t.added_at <= {moment_}")
    return made


def _columns(name: str, other: dict[str, str], rest: str) -> str:
    """All columns of a table, some of them as they were."""
    listed = (f'{other[c.name]} AS "{c.name}"' if c.name in other else f't."{c.name}"' for c in s.metadata.tables[name].c)
    return f"SELECT {', '.join(listed)} {rest}"


def _life(in_: str, name: str, dialect: str, seq: int) -> dict[str, str]:
    """What was closed since was open. The event of a record stands in its history; so does where in its coding it stood."""
    other = {"to_seq": f"CASE WHEN t.to_seq > {seq} THEN NULL ELSE t.to_seq END"}
    if name == "coding":
        other["replaced_at"] = f"CASE WHEN t.to_seq > {seq} THEN NULL ELSE t.replaced_at END"
    if name == "record":
        held = f"m.record = t.id AND m.from_seq <= {seq} AND (m.to_seq IS NULL OR m.to_seq > {seq})"
        other["event"] = f"coalesce((SELECT m.event FROM {in_}.event_member AS m WHERE {held} LIMIT 1), t.id)"
    if name in ("record", "commitment", "office", "relation"):
        place = _detail(dialect, f"'moved', '{name}', CAST(t.pk AS text)", f"'$.moved.{name}.\"' || t.pk || '\"'")
        other["position"] = f"coalesce(CAST({_before(in_, 't.report', seq, place)} AS integer), t.position)"
    return other


def _report(in_: str, dialect: str, seq: int) -> dict[str, str]:
    """Whether it was retracted and forgotten then, and the date that it was thought to be of."""

    def last(value: str) -> str:
        about = f"l.report = t.pk AND l.seq <= {seq} AND l.kind IN ('retracted', 'restored')"
        return f"(SELECT CASE WHEN l.kind = 'retracted' THEN {value} END FROM {in_}.log AS l WHERE {about} ORDER BY l.seq DESC LIMIT 1)"

    gone = f"EXISTS (SELECT 1 FROM {in_}.log AS l WHERE l.report = t.pk AND l.seq > {seq} AND l.kind = 'forgotten')"
    there = _detail(dialect, "'before'", "'$.before'")

    def was(column: str) -> str:
        return _before(in_, "t.pk", seq, _detail(dialect, f"'before', '{column}'", f"'$.before.{column}'"), there)

    return {
        "retracted_at": last("l.at"),
        "retracted_why": last(_detail(dialect, "'why'", "'$.why'")),
        "forgotten_at": f"CASE WHEN {gone} THEN NULL ELSE t.forgotten_at END",
        "published_basis": f"coalesce({was('published_basis')}, t.published_basis)",
        # A date may have been unknown before: then the basis, which is never null, says that there was an earlier one.
        "published": f"CASE WHEN {was('published_basis')} IS NOT NULL THEN {was('published')} ELSE t.published END",
    }


def _before(in_: str, report: str, seq: int, value: str, there: str | None = None) -> str:
    """What the first recoding after `seq` that changed it says it was before; null where none did."""
    about = f"l.report = {report} AND l.seq > {seq} AND l.kind = 'recoded' AND {there or value} IS NOT NULL"
    return f"(SELECT {value} FROM {in_}.log AS l WHERE {about} ORDER BY l.seq LIMIT 1)"


def _detail(dialect: str, path: str, json_path: str) -> str:
    """A value of an entry's detail, as text."""
    if dialect == "postgresql":
        return f"jsonb_extract_path_text(CAST(l.detail AS jsonb), {path})"
    return f"json_extract(l.detail, {json_path})"


def _feed(in_: str, moment_: str) -> dict[str, str]:
    """The state of a feed as its polls until then tell it."""
    polls = f"FROM {in_}.poll AS p WHERE p.feed = t.pk AND p.at <= {moment_}"
    bad = "p.outcome IN ('broken', 'refused')"
    last_good = f"coalesce((SELECT max(p.pk) {polls} AND NOT {bad}), 0)"
    return {
        "last_poll": f"(SELECT max(p.at) {polls})",
        "next_poll": "CAST(NULL AS text)",
        "last_ok": f"(SELECT max(p.at) {polls} AND NOT {bad})",
        "failures": f"(SELECT count(*) {polls} AND p.pk > {last_good})",
        "last_error": f"(SELECT CASE WHEN {bad} THEN p.detail END {polls} ORDER BY p.pk DESC LIMIT 1)",
    }
