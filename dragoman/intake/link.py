"""Links the records of the ledger into events, a report at a time, so that it comes out as if all were linked at once.

Functions of a connection work in its transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct
from sqlalchemy import Connection, func, select

from dragoman.intake.desk import Desk
from dragoman.intake.tellings import hashed, light, stand_days
from dragoman.ledger import judgements, links, outlines, writing
from dragoman.ledger import schema as s
from dragoman.ledger.outlines import Outline
from dragoman.ledger.store import Ledger
from dragoman.linking.blocks import stands
from dragoman.linking.cluster import clustered, regrown
from dragoman.linking.identity import Change, changes, named
from dragoman.linking.weights import Weights, standard

BATCH = 100  # reports of one transaction


class Linked(Struct, frozen=True):
    """What linking changed: records that are of another event, and how many likely pairs were found."""

    changes: tuple[Change, ...]
    likely: int


def relink(c: Connection, report: int, weights: Weights | None = None) -> Linked:
    """Find the events of the records of a report, by its key: of a new one, of one that was coded again, retracted, restored or
    forgotten.
    """
    used = weights or standard()
    before = links.stood(c, report)
    there = outlines.of_report(c, report)
    ids = {one.id for one in there}
    fresh = {one.id for one in there if one.id not in before}
    desk = Desk(c, used, fresh, ids)
    desk.keep(there)
    left = outlines.of_events(c, set(before.values()) | fresh)
    desk.keep(left)
    found = _propose(c, report, desk, there, before)
    if gone := before.keys() - ids:
        _withdraw(c, gone)
    seeds = ids | {one.id for one in left}
    return Linked(tuple(_regroup(c, desk, seeds, report)), len(found))


def rejudge(c: Connection, one: str, other: str, weights: Weights | None = None) -> Linked:
    """Find the events of two records anew after something was said of them."""
    for report in {found.report for found in outlines.by_id(c, [one, other])}:
        if not links.stood(c, report):
            relink(c, report, weights)
    desk = Desk(c, weights or standard(), touched=(one, other))
    seeds = {found.id for found in outlines.by_id(c, [one, other])}
    return Linked(tuple(_regroup(c, desk, seeds, None)), 0)


def _propose(c: Connection, report: int, desk: Desk, there: Collection[Outline], before: Collection[str]) -> dict[links.Pair, float]:
    """Put the records where they are found, and keep what they are likely one with."""
    if before:
        links.drop_stands(c, report)
        links.drop_proposals(c, {*before, *(one.id for one in there)})
    links.put_stands(c, [row for one in there for row in stand_rows(one)])
    likely = desk.likely([one.id for one in there])
    links.put_proposals(c, likely, links.last_seq(c))
    return likely


def stand_rows(one: Outline) -> Iterator[dict[str, object]]:
    """Where a record is found, as rows of `stand`."""
    told = light(one)
    first, length, short = stand_days(told)
    for value in sorted({hashed(key) for key in stands(told)} or {0}):
        yield {"value": value, "record": one.pk, "first": first, "length": length, "short": short}


def _withdraw(c: Connection, gone: Collection[str]) -> None:
    """Records that hold no longer, or are retracted, are of no event but their own."""
    seq = writing.put_log(c, "unlinked", None, {"records": sorted(gone)})
    links.set_events(c, {name: name for name in gone}, seq)


def _regroup(c: Connection, desk: Desk, seeds: Iterable[str], report: int | None) -> list[Change]:
    groups = regrown(seeds, desk.world())
    return _write(c, desk, groups, report)


def _write(c: Connection, desk: Desk, groups: list[frozenset[str]], report: int | None) -> list[Change]:
    """Name the events and keep what is different. A fresh record that stays alone has its own event already."""
    members = [one for group in groups for one in group]
    before = {one: event for one in members if (event := desk.event(one)) is not None}
    after = named(groups, before, {one: desk.order(one) for one in members})
    held = {one: before.get(one, outline.event) for one in members if (outline := desk.outline(one)) is not None}
    changed = [change for change in changes(held, after) if change.before != change.after]
    if changed:
        seq = writing.put_log(c, "linked", report, {"records": len(changed), "events": sorted({change.after for change in changed})})
        links.set_events(c, {change.record: change.after for change in changed}, seq)
    return changed


def link_new(ledger: Ledger, weights: Weights | None = None) -> Iterator[Linked]:
    """Every report that is not linked yet, as those from before there was linking; one transaction each."""
    last = 0
    while True:
        with ledger.reading() as c:
            keys = outlines.unlinked(c, last, BATCH)
        if not keys:
            return
        for key in keys:
            with ledger.writing() as c:
                done = relink(c, key, weights)
            yield done
        last = keys[-1]


def link_all(ledger: Ledger, weights: Weights | None = None) -> Iterator[Linked]:
    """Everything from the start, as after a change of the weights: first all likely pairs, then the events they make."""
    used = weights or standard()
    for keys in _reports(ledger):
        with ledger.writing() as c:
            for key in keys:
                before, there = links.stood(c, key), outlines.of_report(c, key)
                desk = Desk(c, used)
                desk.keep(there)
                found = _propose(c, key, desk, there, before or {one.id for one in there})
                if gone := before.keys() - {one.id for one in there}:
                    _withdraw(c, gone)
                yield Linked((), sum(desk.order(a) <= key and desk.order(b) <= key for a, b in found))  # each pair once
    for keys in _reports(ledger):
        with ledger.writing() as c:
            for key in keys:
                yield Linked(tuple(_from_start(c, key, used)), 0)


def _from_start(c: Connection, report: int, weights: Weights) -> list[Change]:
    """The events of all that hangs together with a report; of what hangs together with an earlier one they are found already."""
    there = outlines.of_report(c, report)
    ids = {one.id for one in there}
    desk = Desk(c, weights, touched=None)
    desk.keep(there)
    done: set[str] = set()
    found: list[Change] = []
    for name in sorted(ids):
        if name in done:
            continue
        some = _together(desk, name)
        done |= some
        if len(some) > 1 and min(desk.order(one) for one in some) == report:
            groups = clustered(some, desk.pairs(some), desk.said(some), desk.apart)
            found += _write(c, desk, groups, report)
    return found


def _together(desk: Desk, name: str) -> frozenset[str]:
    """What hangs together with a record by likely pairs, people's word, or the event that it is of."""
    some = frozenset((name,))
    rim = some
    while rim:
        pairs = {end for pair in desk.pairs(rim) for end in (pair.one, pair.other)}
        said = {end for pair in desk.said(rim) for end in pair}
        held = {other for one in rim for other in desk.held(one)}
        rim = frozenset(pairs | said | held) - some
        some |= rim
    return some


def _reports(ledger: Ledger) -> Iterator[list[int]]:
    last = 0
    while True:
        with ledger.reading() as c:
            t = s.report.c
            keys = list(c.execute(select(t.pk).where(t.pk > last).order_by(t.pk).limit(BATCH)).scalars())
        if not keys:
            return
        yield keys
        last = keys[-1]


def count(ledger: Ledger) -> int:
    """How many reports there are."""
    with ledger.reading() as c:
        return int(c.execute(select(func.count()).select_from(s.report)).scalar_one())


def say(c: Connection, one: str, other: str, verdict: judgements.Verdict, coder: str, note: str | None = None) -> Linked:
    """Keep a judgement on two records and what follows from it."""
    judgements.put(c, one, other, verdict, coder, note)
    return rejudge(c, one, other) if verdict != "comment" else Linked((), 0)
