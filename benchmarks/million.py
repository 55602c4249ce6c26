"""A ledger of a million records from a seed, and how long each filter of `dragoman events` takes on it.

    python benchmarks/million.py LEDGER [--records N] [--retention full|evidence|offsets] [--as-of DATE] [--json]

makes the ledger where there is none (some minutes), then measures: the best of three runs, for the question is what a filter
costs once its pages are in memory. With --as-of the questions are asked of the ledger's past.
"""
from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))
from sqlalchemy import Connection, Table, func, insert, select, text

from benchmarks.fiction import codings
from dragoman.ledger import asof, bulk, codec, search, texts
from dragoman.ledger import schema as s
from dragoman.ledger.entry import Retention, now
from dragoman.ledger.filters import PREFIX, Dyad, Filters, Where, Who
from dragoman.ledger.queries import plan
from dragoman.ledger.quotes import digest, quoted
from dragoman.ledger.rows import events
from dragoman.ledger.store import Ledger
from dragoman.ledger.terms import searched
from dragoman.model import Coding

BATCH = 2000
LIMIT = 50
Values = dict[str, Any]
SPELLS = (
    ("2026-01-01", None), (None, "2001-06-30"), ("2013-05-01", "2013-05-31"), ("2026-06-29", "2026-06-30"), ("1990-01-01", "1999-12-31"),
)  # fmt: skip


class Filler:
    """Puts codings into the tables many at a time: the store's own way is one transaction a report."""

    def __init__(self, connection: Connection, retention: Retention) -> None:
        self._c = connection
        self._retention = retention
        self._next = {name: (connection.scalar(select(func.max(s.metadata.tables[name].c.pk))) or 0) + 1 for name in ("report", "record")}
        self._next["commitment"] = (connection.scalar(select(func.max(s.commitment.c.pk))) or 0) + 1

    def key(self, name: str) -> int:
        self._next[name] += 1
        return self._next[name] - 1

    def fill(self, batch: Sequence[Coding]) -> None:
        """One line of the log for all of them."""
        seq = self._c.execute(insert(s.log).values(at=now(), kind="ingested", detail="{}").returning(s.log.c.seq)).scalar_one()
        rows: dict[Table, list[Values]] = {table: [] for table in (s.report, s.sighting, s.sentence, s.coding, s.record, s.record_actor)}
        rows |= {table: [] for table in (s.commitment, s.commitment_actor, s.office)}
        found = [entry for coding in batch for entry in self._of(coding, seq, rows)]
        for table, some in rows.items():
            bulk.put(self._c, table, some)
        search.add(self._c, found)
        met = {row["report"]: row["source"] for row in rows[s.sighting]}
        texts.add(self._c, [texts.of_row(row, [met[row["pk"]]]) for row in rows[s.report]])

    def _of(self, coding: Coding, seq: int, rows: dict[Table, list[Values]]) -> Iterator[search.Entry]:
        report = self.key("report")
        document = coding.document
        kept = document.text if self._retention == "full" else None
        fields = {name: getattr(document, name) for name in document.__struct_fields__}
        moment = f"{document.published}T12:00:00Z"
        rows[s.report].append(
            {**fields, "pk": report, "text": kept, "retention": self._retention, "length": len(document.text), "first_seen": moment}
        )
        rows[s.sighting].append({"report": report, "source": document.source, "url": document.url or "", "item": "", "seen_at": moment})
        words = self._retention != "offsets"
        rows[s.sentence] += [
            {"report": report, "start": q.start, "end": q.end, "text": q.text if words else None, "digest": digest(q.text)}
            for q in quoted(coding)
        ]
        coder = {name: getattr(coding.coder, name) for name in coding.coder.__struct_fields__}
        rows[s.coding].append({"pk": report, "report": report, "coder": "machine", **coder, "coded_at": moment, "from_seq": seq})
        owner = {"report": report, "coding": report, "from_seq": seq}
        for position, event in enumerate(coding.events):
            pk = self.key("record")
            values = {"pk": pk, **owner, "position": position, **codec.record_values(event, self._retention)}
            rows[s.record].append(values)
            sides = {"actor": event.actors, "recipient": event.recipients}
            rows[s.record_actor] += [{"record": pk, **one} for one in codec.actor_values(sides)]
            yield search.Entry(pk, values["first_day"], values["last_day"], event, (document.source,), document.title, words)
        for position, promise in enumerate(coding.commitments):
            pk = self.key("commitment")
            rows[s.commitment].append({"pk": pk, **owner, "position": position, **codec.commitment_values(promise, self._retention)})
            both = {"obligor": promise.obligor, "obligee": promise.obligee}
            rows[s.commitment_actor] += [{"commitment": pk, **one} for one in codec.actor_values(both)]
        for position, office in enumerate(coding.offices):
            values = codec.office_values(office, self._retention)
            rows[s.office].append({**owner, "position": position, "published": document.published, **values})


def fill(ledger: Ledger, all_of_them: Iterable[Coding], retention: Retention = "evidence") -> None:
    """Put codings into a ledger, in transactions of BATCH reports."""
    rest = iter(all_of_them)
    while batch := list(islice(rest, BATCH)):
        with ledger.writing() as connection:
            Filler(connection, retention).fill(batch)


def questions(connection: Connection) -> dict[str, Filters]:
    """Every filter alone with its most frequent, a middling and its rarest value, and combinations that are hard: frequent ones
    that hardly meet, and such that never do, so that everything is looked at.
    """
    codes, names = common(connection, s.record_actor.c.code), common(connection, s.record_actor.c.person, 200_000)
    types, statuses = common(connection, s.record.c.type), common(connection, s.record.c.status)
    sources = common(connection, s.report.c.source)
    contexts = list(dict.fromkeys(" ".join(common(connection, s.record.c.contexts)).split()))
    quads, modes = common(connection, s.record.c.quad), common(connection, s.record.c.mode)
    lands, towns = common(connection, s.record.c.place_country), common(connection, s.record.c.place_name)
    top, second, last = (Who((code,)) for code in (codes[0], codes[1], codes[-1]))
    asked = {"no filter": Filters(), "retracted and copies": Filters(retracted=True, copies=True)}
    for rank in (0, 0.5, 1):
        asked |= {
            f"actor {rank}": Filters(actor=(Who((at(codes, rank),)),)),
            f"person {rank}": Filters(actor=(Who((), (at(names, rank),)),)),
            f"recipient {rank}": Filters(recipient=(Who((at(codes, rank),)),)),
            f"dyad {rank}": Filters(dyad=(Dyad(top, Who((at(codes, rank),)), False),)),
            f"dyad > {rank}": Filters(dyad=(Dyad(Who((at(codes, rank),)), second, True),)),
            f"type {rank}": Filters(type=(at(types, rank),)),
            f"mode {rank}": Filters(mode=(at(modes, rank),)),
            f"quad {rank}": Filters(quad=(at(quads, rank),)),
            f"context {rank}": Filters(context=(at(contexts, rank),)),
            f"status {rank}": Filters(status=(at(statuses, rank),)),
            f"country {rank}": Filters(place=(Where((at(lands, rank),)),)),
            f"town {rank}": Filters(place=(Where((), (at(towns, rank),)),)),
            f"source {rank}": Filters(source=(at(sources, rank),)),
        }
    said = common_words(connection)
    for least in (0.3, 0.55, 0.755, 0.99):
        asked[f"confidence {least}"] = Filters(min_confidence=least)
    for since, until in SPELLS:
        asked[f"from {since} to {until}"] = Filters(since=since, until=until)
    asked |= {
        "common word": Filters(words=said[0]),
        "rare word": Filters(words=said[-1]),
        "phrase": Filters(words=f'"{said[0]} {said[1]}"'),
        "beginning of words": Filters(words=f"{next(word for word in said if len(word) > PREFIX)[:PREFIX]}*"),
        "one word and not another": Filters(words=f"{said[0]} -{said[1]} -{said[2]}"),
        "two words that rarely meet": Filters(words=f"{said[-1]} {said[-2]}"),
        "top actor, rare type": Filters(actor=(top,), type=(types[-1],)),
        "top actor twice": Filters(actor=(top,), recipient=(top,)),
        "top actor, top type, denied, far away": Filters(
            actor=(top,), type=(types[0],), status=("negated",), place=(Where((codes[-1],)),)
        ),
        "top actor and top type, old": Filters(actor=(top,), type=(types[0],), until="2000-03-01"),
        "two types, never this mode": Filters(type=tuple(types[:2]), mode=(modes[-1],), status=("occurred", "planned")),
        "type and quads that exclude each other": Filters(type=(types[0],), quad=tuple(set(quads) - {quad_of(connection, types[0])})),
        "everything common": Filters(
            actor=(top,), recipient=(second,), type=tuple(types[:3]), status=("occurred",), context=(contexts[0],), min_confidence=0.5,
            words=said[0], source=tuple(sources[:3]), since="2010-01-01", until="2026-01-01",
        ),
        "common words, top actor, last actor": Filters(words=f"{said[0]} {said[1]}", actor=(top,), recipient=(last,)),
        "top source, rare actor": Filters(source=(sources[0],), actor=(last,)),
        "rare source, top actor, common word": Filters(source=(sources[-1],), actor=(top,), words=said[0]),
        "old month, top actor, 0.755": Filters(actor=(top,), since="2004-02-01", until="2004-02-29", min_confidence=0.755),
        "since 2026, top actor, denied, 0.9, common word": Filters(
            actor=(top,), since="2026-01-01", status=("negated",), min_confidence=0.9, words=said[0]
        ),
        "many actors": Filters(actor=tuple(Who((code,)) for code in codes[:30]), recipient=tuple(Who((code,)) for code in codes[:30])),
    }  # fmt: skip
    return asked


def at(values: Sequence[str], rank: float) -> str:
    return values[int(rank * (len(values) - 1))]


def common(connection: Connection, column: Any, most: int = 1000) -> list[str]:
    """The values of a column, the most frequent first."""
    counted = select(column).where(column.is_not(None)).group_by(column).order_by(func.count().desc(), column).limit(most)
    return [str(value) for value in connection.execute(counted).scalars()]


def common_words(connection: Connection, sentences: int = 20_000) -> list[str]:
    """Words of some sentences, the most frequent first."""
    from collections import Counter

    counts: Counter[str] = Counter()
    for one in connection.execute(select(s.sentence.c.text).where(s.sentence.c.text.is_not(None)).limit(sentences)).scalars():
        counts.update(searched(one))
    return [word for word, _ in counts.most_common()] or ["none", "of", "them"]


def quad_of(connection: Connection, kind: str) -> str:
    return str(connection.scalar(select(s.record.c.quad).where(s.record.c.type == kind).limit(1)))


def measure(ledger: Ledger, runs: int = 3, as_of: str | None = None) -> dict[str, Any]:
    """Milliseconds of each question (one page, whole events with their quotes), the worst first; as of a day with its views."""
    took = {}
    with ledger.reading() as connection:
        asked = questions(connection)
    for name, filters in asked.items():
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            with asof.reading(ledger, as_of) as connection:
                found, _next = events(connection, filters, LIMIT)
                times.append((time.perf_counter() - start) * 1000)
        took[name] = (round(min(times), 1), len(found))
    return dict(sorted(took.items(), key=lambda one: -one[1][0]))


def size(ledger: Ledger) -> dict[str, float]:
    """Bytes a record, of the file and of the largest tables and indexes."""
    with ledger.reading() as connection:
        records = connection.scalar(select(func.count()).select_from(s.record)) or 1
        if ledger.path is None:
            return {"records": records, "file": connection.scalar(text("SELECT pg_database_size(current_database())")) / records}
        parts = connection.execute(text("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 20"))
        pages = connection.scalar(text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"))
        return {"records": records, "file": round(pages / records, 1), **{name: round(n / records, 1) for name, n in parts}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger")
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--retention", default="evidence", choices=("full", "evidence", "offsets"))
    parser.add_argument("--as-of", metavar="DATE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--plans", action="store_true", help="print how the database answers each question")
    options = parser.parse_args()
    ledger = Ledger.open(options.ledger, create=True)
    with ledger.reading() as connection:
        empty = connection.scalar(select(s.record.c.pk).limit(1)) is None
    if empty:
        start = time.perf_counter()
        fill(ledger, codings(options.records), options.retention)
        print(f"filled in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    shown = {"bytes_a_record": size(ledger), "milliseconds": measure(ledger, as_of=options.as_of)}
    if options.json:
        print(json.dumps(shown, indent=1))
        return
    for name, n in shown["bytes_a_record"].items():
        print(f"{n:12.1f}  {name}")
    for name, (took, found) in shown["milliseconds"].items():
        print(f"{took:8.1f} ms  {found:3} events  {name}")
    if options.plans:
        with ledger.reading() as connection:
            for name, filters in questions(connection).items():
                print(name, *plan(connection, filters, LIMIT), sep="\n    ")


if __name__ == "__main__":
    main()
