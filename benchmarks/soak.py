"""Ingest, watch and a reader at one ledger at once: python benchmarks/soak.py [SECONDS] [LEDGER].

Three programs, each a process: one takes in files, one polls feeds of a server on this machine (among them broken ones) that
has something new every moment, one asks. In the end the database is checked, and everything that was taken in or offered must
be there, once. The coder is a stub, so that the ledger is what is strained and not the parser.
"""
from __future__ import annotations

import json
import multiprocessing
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import escape
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import func, select

from benchmarks.fiction import invented
from benchmarks.figures import Figure
from benchmarks.settings import Settings
from dragoman.intake.coders import Machine
from dragoman.intake.ingest import Intake
from dragoman.intake.poll import Asking
from dragoman.intake.watch import Watch
from dragoman.ledger import checks, feeds, queries
from dragoman.ledger import schema as s
from dragoman.ledger.filters import Filters
from dragoman.ledger.store import Ledger
from dragoman.model import Coding, Document, Span
from dragoman.net.allow import parse_allowed
from dragoman.net.client import Client
from dragoman.net.gate import Gate
from dragoman.readers.collect import Options, collect
from tests.ledger.made import CODER, coding
from tests.net.hostile import Server, rss, serve

SECONDS = 600.0
BATCH = 20  # reports of one file
FEEDS = ("changing", "changing?other", "half", "down", "loop", "binary")
EVERY = timedelta(seconds=0.5)
OFFERED = 200  # entries that the feed shows at a time: 20 seconds of news
RATE = 10.0  # new entries a second
PATIENCE = 300.0  # seconds for the programs to end
ENDING = "This was report"
ORPHANS = (
    select(func.count()).select_from(s.record.outerjoin(s.report, s.record.c.report == s.report.c.pk)).where(s.report.c.pk.is_(None))
)


class Result(Struct, frozen=True):
    """What a run came to: `faults` are errors of any of the programs and of the check, `lost` reports that are not there."""

    seconds: float
    ingested: int
    offered: int
    asked: int
    faults: list[str]
    lost: int
    doubled: int


def words(number: int, of: str) -> tuple[str, str]:
    """Title and text of a report that no other is like."""
    rnd = Random(f"{of} {number}")
    names = [invented(rnd, 3) for _ in range(30)]
    fours = (names[n : n + 4] for n in range(0, 24, 4))
    said = (f"The minister of {one} said that {two} and {three} would meet in {where}." for one, two, three, where in fours)
    return f"{names[0]} and {names[1]} to meet in {names[-1]}", f"{' '.join(said)} {ending(number, of)}"


def ending(number: int, of: str) -> str:
    """The end of a report's text, by which it is known again."""
    return f"{ENDING} {number} of the {of}."


def code(document: Document) -> Coding:
    """One event, made from the first words of the text."""
    made = coding().events[0]
    quote = Span(document.text[:60], 0, 60)
    event = replace(made, id=f"e-{document.id}", trigger=quote, evidence=(quote,))
    return Coding(document, CODER, (event,), (), (), ())


def intake(ledger: Ledger) -> Intake:
    return Intake(ledger, Machine(CODER, code))


def ingesting(url: str, folder: Path, stop: Any) -> dict[str, Any]:
    """Files of new reports, each second file twice; the numbers that were taken in."""
    done = 0
    with Ledger.open(url) as ledger:
        into = intake(ledger)
        while not stop.is_set():
            file = folder / f"{done}.jsonl"
            lines = (dict(zip(("title", "text"), words(number, "file"), strict=True)) for number in range(done, done + BATCH))
            file.write_text("".join(json.dumps({**line, "published": "2026-11-23"}) + "\n" for line in lines), encoding="utf-8")
            for taken in into.all(collect([str(file)] * (1 + done // BATCH % 2), Options())):
                if taken.error is not None:
                    raise taken.error
            file.unlink()
            done += BATCH
    return {"done": done}


def watching(url: str, address: str, ended: Any) -> dict[str, Any]:
    """The feeds of the server, again and again, and once more when nothing new comes any more."""
    stopped, errors = threading.Event(), []
    with Ledger.open(url) as ledger:
        into = intake(ledger)

        def take(item: Any) -> None:
            if (error := into.take(item).error) is not None:
                errors.append(repr(error))

        def seen(names: Any) -> set[str]:
            with ledger.reading() as c:
                return feeds.seen(c, names)

        client = Client(parse_allowed([address.removeprefix("http://")]), gate=Gate(0.0))
        watch = Watch(ledger, take, Asking(client, seen, stopped.is_set, EVERY, Random(7), full=False), stopped, lambda _: None)
        running = threading.Thread(target=watch.run)
        running.start()
        ended.wait()
        stopped.set()
        running.join()
        stopped.clear()
        with ledger.reading() as c:
            found = feeds.feeds(c)
        watch.once(found)
    return {"errors": errors}


def reading(url: str, stop: Any) -> dict[str, Any]:
    """Questions: what was there once stays there, and every record has its report."""
    asked = before = 0
    with Ledger.open(url) as ledger:
        while not stop.is_set():
            with ledger.reading() as c:
                now = c.scalar(select(func.count()).select_from(s.record)) or 0
                orphans = c.scalar(ORPHANS)
                found = queries.page(c, Filters(copies=True), 20)
            if now < before or orphans or len(found) != min(20, now):
                raise AssertionError(f"{before} records, then {now}; {orphans} without a report; {len(found)} found")
            before, asked = now, asked + 1
            time.sleep(0.01)
    return {"asked": asked}


def told(work: Callable[..., dict[str, Any]], answers: Any, ready: Any, *arguments: Any) -> None:
    """Run in a process of its own, when all are there; what it came to, or its error."""
    try:
        ready.wait(PATIENCE)
        answers.put((work.__name__, work(*arguments)))
    except BaseException:  # noqa: BLE001 - whatever it is, it is a fault of the run
        answers.put((work.__name__, {"errors": [traceback.format_exc()]}))


def offering(server: Server, stop: Any) -> Iterator[int]:
    """A feed that has something new every moment; how many entries it has had."""
    number = 0
    while not stop.wait(1 / RATE):
        number += 1
        entries = (
            "<item><title>{}</title><description>{}</description><guid>e{}</guid></item>".format(*map(escape, words(n, "feed")), n)
            for n in range(max(0, number - OFFERED), number)
        )
        server.changing = rss(*entries)
        yield number


def soak(seconds: float, url: str) -> Result:
    """A run on a ledger that is empty or not there."""
    context = multiprocessing.get_context("spawn")
    stop, ended, answers, ready = context.Event(), context.Event(), context.Queue(), context.Barrier(4)
    with tempfile.TemporaryDirectory() as folder, serve() as server, Ledger.open(url, create=True) as ledger:
        server.changing = rss()
        with ledger.writing() as c:
            feeds.add(c, [(f"{server.address}/{path}", None) for path in FEEDS])
        works = ((ingesting, url, Path(folder), stop), (watching, url, server.address, ended), (reading, url, stop))
        processes = [context.Process(target=told, args=(work, answers, ready, *arguments)) for work, *arguments in works]
        for process in processes:
            process.start()
        ready.wait(PATIENCE)
        threading.Timer(seconds, stop.set).start()
        offered = max(offering(server, stop), default=0)
        ended.set()
        found = dict(answers.get(timeout=PATIENCE) for _ in processes)
        for process in processes:
            process.join()
        with ledger.reading() as c:
            findings = checks.check(c).findings
            texts = list(c.execute(select(s.report.c.text)).scalars())
    faults = [*(error for answer in found.values() for error in answer.get("errors", [])), *findings]
    ingested = found["ingesting"].get("done", 0)
    due = [ending(number, of) for of, most in (("file", ingested), ("feed", offered)) for number in range(most)]
    there = Counter(text[text.index(ENDING) :] for text in texts if ENDING in text)
    doubled = sum(count - 1 for count in there.values())
    return Result(seconds, ingested, offered, found["reading"].get("asked", 0), faults, sum(end not in there for end in due), doubled)


def measure(settings: Settings, seconds: float = SECONDS) -> list[Figure]:
    """Faults and losses of a run of ten minutes; both must be none."""
    with tempfile.TemporaryDirectory() as folder:
        result = soak(seconds, f"sqlite:///{folder}/soak.db")
    for fault in result.faults:
        print(fault, file=sys.stderr)
    note = f"{result.ingested} ingested, {result.offered} watched, {result.asked} questions in {result.seconds:g} s"
    return [
        Figure("soak.faults", len(result.faults), note, lower_is_better=True),
        Figure("soak.lost", result.lost + result.doubled, note, lower_is_better=True),
    ]


if __name__ == "__main__":
    length = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    if len(sys.argv) > 2:
        print(soak(length, sys.argv[2]))
    else:
        print(*measure(Settings(Path()), length), sep="\n")
