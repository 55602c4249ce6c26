"""The register of offices of a ledger: what its reports say now of who holds which office, and the lists that were imported."""
from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, func, or_, select, update

from dragoman.days import first_day
from dragoman.ledger import asof, codec
from dragoman.ledger import schema as s
from dragoman.ledger.entry import MACHINE, Added, Entry, Sighting
from dragoman.ledger.loading import quotes_of
from dragoman.ledger.packing import Cut
from dragoman.ledger.store import Ledger
from dragoman.model import Coder, Coding, Document, Office, Span
from dragoman.register.build import Seen, coder_of, kept, of_seen
from dragoman.register.holdings import Holding
from dragoman.register.index import Register, register
from dragoman.register.listing import Listed, last_day, parse
from dragoman.register.rules import rules
from dragoman.version import VERSION

#: how a report that is a list of offices is known
LIST = "unknown: a list of offices"
CHUNK = 500  # reports whose words are looked up at once
Row = Mapping[str, Any]


def register_of(ledger: Ledger, before: str | None = None, as_of: str | None = None) -> Register:
    """The register of all that holds now, or held then; with `before` (ISO) of reports that were published before that day only.

    Retracted reports do not count. Lists and hand-kept offices have days of their own and always do.
    """
    with asof.reading(ledger, as_of) as c:
        rows = _rows(c, before)
        words = _words(c, rows)
        holdings = list(_holdings(rows, words))
        holdings += _listed(c)
    return register(holdings)


def _rows(c: Connection, before: str | None) -> list[Row]:
    """Offices of now with their reports and coders; not those of lists whose text is there, which are read whole."""
    o, r, k = s.office.c, s.report.c, s.coding.c
    named = (r.id.label("report_id"), r.source, k.coder, k.version, k.lexicon, k.model, k.profile)
    statement = (
        select(o.person, o.office, o.country, o.former, o.start, o.end, o.published, o.data, o.report, *named)
        .join(s.report, r.pk == o.report)
        .join(s.coding, k.pk == o.coding)
        .where(o.to_seq.is_(None), r.retracted_at.is_(None), ~((r.published_basis == LIST) & r.text.is_not(None)))
    )
    if before is not None:
        statement = statement.where(or_(o.published < first_day(before), k.coder != MACHINE))
    return [dict(row) for row in c.execute(statement).mappings()]


def _listed(c: Connection) -> Iterator[Holding]:
    """The holdings of lists, with all that rows of offices have no column for."""
    r, k = s.report.c, s.coding.c
    wanted = (r.published_basis == LIST) & r.text.is_not(None) & r.retracted_at.is_(None) & k.to_seq.is_(None)
    for row in c.execute(select(r.id, r.text, k.coder).join(s.coding, k.report == r.pk).where(wanted)):
        for h in parse(row.text, row.id).register.holdings:
            yield replace(h, sources=h.sources or (row.id,), coders=h.coders or (row.coder,))


def _words(c: Connection, rows: Sequence[Row]) -> dict[int, Cut]:
    """For reports in a sentence of which somebody may stand in ("acting"): how to cut their quotes."""
    q = s.sentence.c
    like = [func.lower(q.text).like(f"%{word}%") for word in sorted(rules().provisional_words)]
    there = set(c.execute(select(q.report).where(or_(*like)).distinct()).scalars())
    wanted = sorted({row["report"] for row in rows} & there)
    found: dict[int, Cut] = {}
    for at in range(0, len(wanted), CHUNK):
        found.update({pk: quotes.cut for pk, quotes in quotes_of(c, wanted[at : at + CHUNK]).items()})
    return found


def _holdings(rows: Sequence[Row], words: Mapping[int, Cut]) -> Iterator[Holding]:
    machine = [_seen(row, words) for row in rows if row["coder"] == MACHINE]
    yield from of_seen(machine).register.holdings
    for row in rows:
        if row["coder"] != MACHINE and row["country"]:
            start, end = (row["start"] or row["published"]), (row["end"] or (None if row["start"] else row["published"]))
            first, last = (first_day(start) if start else None), (last_day(end) if end else None)
            yield kept(_seen(row, words), row["country"], first, last)


def _seen(row: Row, words: Mapping[int, Cut]) -> Seen:
    cut = words.get(row["report"])
    told = codec.office_of(row, cut).evidence.text if cut is not None else ""
    coder = coder_of(codec.coder_of(row)) if row["coder"] == MACHINE else row["coder"]
    return Seen(row["person"], row["office"], row["country"], row["former"], row["published"], row["report_id"], told, coder)


def put_list(ledger: Ledger, text: str, name: str, by: str) -> tuple[Listed, Added]:
    """Take in a user's list of offices (CSV) as told by a named coder; the same list once more changes nothing.

    The list is a report of its own, its rows are the evidence. Wrong rows are set aside.
    """
    listed = parse(text, name)
    rows = list(_told(text, listed))
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    document = Document(sha256[:16], PurePath(name).name, text, None, LIST, name, None, sha256)
    coding = Coding(document, Coder(VERSION, "", "", ""), (), (), tuple(office for office, _ in rows), ())
    added = ledger.add(Entry(coding, Sighting(name), by=by))
    days = [{"at": at, "start": h.first_seen, "end": h.last_seen} for at, (_, h) in enumerate(rows)]
    if days:
        with ledger.writing() as c:  # should the program end before this, the next import does it
            o, of_list = s.office.c, select(s.report.c.pk).where(s.report.c.sha256 == sha256).scalar_subquery()
            here = (o.report == of_list) & (o.position == bindparam("at")) & o.to_seq.is_(None)
            c.execute(update(s.office).where(here).values(start=bindparam("start"), end=bindparam("end")), days)
    return listed, added


def _told(text: str, listed: Listed) -> Iterator[tuple[Office, Holding]]:
    """Each good row as an office whose evidence is the row itself."""
    for row in listed.good:
        h = row.holding
        yield Office(h.person, h.office, h.country, h.former, Span(text[row.start : row.end], row.start, row.end)), h
