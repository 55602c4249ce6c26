"""From likely pairs to happenings: what hangs together by pairs is clustered by itself, one such part after the other."""
from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import groupby

from dragoman.archive.links.scratch import Scratch
from dragoman.linking.cluster import Likely, clustered
from dragoman.linking.events import keeper
from dragoman.linking.identity import named
from dragoman.linking.weights import Weights


def group(scratch: Scratch, weights: Weights) -> Iterator[int]:
    """Give every record its event; how many records each part has."""
    _put_roots(scratch)
    for root, rows in groupby(scratch.rows("SELECT root, record FROM linked ORDER BY root, record"), key=lambda row: row[0]):
        keys = [record for _, record in rows]
        told = dict(scratch.records("JOIN linked ON linked.record = record.pk WHERE linked.root = ? ORDER BY pk", [root]))
        ids = {pk: told[pk].id for pk in keys}
        of_pair = "SELECT one, other, score FROM pair JOIN linked ON linked.record = pair.one WHERE linked.root = ?"
        likely = [Likely(ids[one], ids[other], score) for one, other, score in scratch.rows(of_pair, [root])]
        records = {one.id: one for one in told.values()}
        clusters = clustered(records, likely, {}, keeper(records, weights))
        events = named(clusters, {}, {one.id: one.order for one in told.values()})
        pk_of = {name: pk for pk, name in ids.items()}
        scratch.many("UPDATE record SET event = ? WHERE pk = ?", [(pk_of[events[name]], pk) for pk, name in ids.items()])
        yield len(keys)


def _put_roots(scratch: Scratch) -> None:
    """Which records hang together: the least key of each part. Eight bytes a record in memory."""
    [(last,)] = scratch.rows("SELECT coalesce(max(pk), 0) FROM record")
    parent = array("q", range(last + 1))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for one, other in scratch.rows("SELECT one, other FROM pair"):
        a, b = root(one), root(other)
        parent[max(a, b)] = min(a, b)
    some: list[tuple[int, int]] = []
    for column in ("one", "other"):
        for (record,) in scratch.rows(f"SELECT DISTINCT {column} FROM pair ORDER BY 1"):
            some.append((root(record), record))
            if len(some) == 10_000:
                scratch.many("INSERT OR IGNORE INTO linked VALUES (?, ?)", some)
                some = []
    scratch.many("INSERT OR IGNORE INTO linked VALUES (?, ?)", some)
