"""`dragoman watch [FEED...]`: polls feeds when they are due, and takes in what is new."""
from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.alerts import AlertsOption, at_the_end, desk_of
from dragoman.cli.complain import FAILED
from dragoman.cli.feeds import FeedsArgument, listed
from dragoman.cli.ingest import INTERRUPTED, Retention, RetentionOption
from dragoman.cli.lines import told
from dragoman.cli.options import (
    DB,
    AllowOption,
    DbOption,
    JsonlOption,
    LexiconOption,
    LinkOption,
    MinConfidenceOption,
    ModelOption,
    Prefilter,
    PrefilterOption,
    Profile,
    ProfileOption,
)
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.intake.ingest import Summary, Taken
    from dragoman.intake.watch import Polled, Watch
    from dragoman.ledger.store import Ledger
    from dragoman.net.client import Client
    from dragoman.readers.item import Item

MINUTES = 30


def watch(
    sources: FeedsArgument = None,
    once: Annotated[bool, typer.Option("--once", help="Poll each feed once and stop: for cron and timers.")] = False,
    every: Annotated[float, typer.Option("--every", metavar="MIN", min=1, help="Minutes between two polls of a feed.")] = MINUTES,
    full: Annotated[bool, typer.Option("--full/--summary", help="Read the pages that entries link to, or only what feeds have.")] = True,
    pause: Annotated[float, typer.Option("--pause", metavar="SEC", min=0, help="Seconds between two requests to one host.")] = 1.0,
    allow_local: AllowOption = None,
    retention: RetentionOption = Retention.full,
    profile: ProfileOption = Profile.plover,
    model: ModelOption = None,
    lexicon: LexiconOption = None,
    min_confidence: MinConfidenceOption = None,
    prefilter: PrefilterOption = Prefilter.report,
    link: LinkOption = True,
    alerts: AlertsOption = None,
    as_jsonl: JsonlOption = False,
    db: DbOption = DB,
) -> None:
    """Poll news feeds and take in what is new: the feeds named (and kept), or all that `dragoman feeds` lists."""
    from dragoman.intake.coders import machine
    from dragoman.intake.ingest import Intake, Summary
    from dragoman.ledger.register import register_of
    from dragoman.ledger.store import Ledger

    summary, stop, broken = Summary(), threading.Event(), False
    with told(), Ledger.open(db, create=True) as ledger:
        client = _client(allow_local, pause, stop)
        named = _kept(ledger, listed(sources, client)) if sources else None
        coder = machine(profile.value, model, lexicon, min_confidence, register_of(ledger), prefilter.value)
        intake = Intake(ledger, coder, retention.value, link=link)

        desk = desk_of(ledger, alerts, allow_local, lexicon) if alerts else None

        def take(item: Item) -> None:
            taken = intake.take(item)
            _note(taken, summary)
            if desk is not None and taken.added is not None:
                desk.after(taken.added.report)

        def heard(polled: Polled) -> None:
            (_print_jsonl if as_jsonl else _print)(polled)
            if desk is not None:
                desk.tick()

        watching = _watch(ledger, take, client, stop, every, full, heard)
        try:
            with _stopping(stop), at_the_end(desk):
                if once:
                    broken = _once(ledger, watching, named)
                else:
                    watching.run(named)
        finally:
            _sum_up(summary)
    if stop.is_set():
        typer.echo("dragoman: stopped; the same command goes on", err=True)
        raise typer.Exit(INTERRUPTED if once else 0)
    if broken or summary.failed:
        raise typer.Exit(FAILED)


def _client(allow_local: Sequence[str] | None, pause: float, stop: threading.Event) -> Client:
    from dragoman.net.allow import parse_allowed
    from dragoman.net.client import Client
    from dragoman.net.gate import Gate

    def sleep(seconds: float) -> None:
        stop.wait(seconds)  # whoever stops does not wait for pauses

    return Client(parse_allowed(allow_local or ()), gate=Gate(pause, sleep=sleep))


def _kept(ledger: Ledger, named: Sequence[tuple[str, str | None]]) -> list[str]:
    from dragoman.ledger import feeds

    with ledger.writing() as c:
        feeds.add(c, named)
    return [url for url, _ in named]


def _watch(
    ledger: Ledger, take: Callable[[Item], None], client: Client, stop: threading.Event, every: float, full: bool,
    heard: Callable[[Polled], None],
) -> Watch:  # fmt: skip
    from datetime import timedelta
    from random import Random

    from dragoman.intake.poll import Asking
    from dragoman.intake.watch import Watch
    from dragoman.ledger import feeds

    def seen(names: Sequence[str]) -> set[str]:
        with ledger.reading() as c:
            return feeds.seen(c, names)

    asking = Asking(client, seen, stop.is_set, timedelta(minutes=every), Random(), full)
    return Watch(ledger, take, asking, stop, heard)


def _once(ledger: Ledger, watching: Watch, named: Sequence[str] | None) -> bool:
    """Whether a feed was broken or refused. A server that asked to be left in peace is left in peace."""
    from dragoman.intake.watch import due
    from dragoman.ledger import feeds

    with ledger.reading() as c:
        all_of_them = feeds.feeds(c, named)
    ready, later = due(all_of_them, named=named is not None)
    for feed in later:
        why = f"after {feed.failures} failures ({feed.last_error})" if feed.failures else "it was polled a short while ago"
        typer.echo(f"dragoman: {feed.url}: not before {feed.next_poll}: {why}", err=True)
    if not all_of_them:
        typer.echo("dragoman: no feed is watched; name one, or add it: dragoman feeds add URL", err=True)
    return any(polled.poll.outcome in ("broken", "refused") for polled in watching.once(ready))


@contextmanager
def _stopping(stop: threading.Event) -> Iterator[None]:
    """Ctrl-C and TERM end the watch after the report under way; a second one ends it at once."""

    def handle(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _note(taken: Taken, summary: Summary) -> None:
    summary.note(taken)
    if taken.error is not None:
        why = taken.error.why if isinstance(taken.error, DragomanError) else f"a fault of ours: {taken.error!r}"
        typer.echo(f"dragoman: {taken.item.url or taken.item.item}: {type(taken.error).__name__}: {why}", err=True)


def _print(polled: Polled) -> None:
    """`new       3 of 20  https://...  (its XML is broken ...)`."""
    poll = polled.poll
    note = f"  ({poll.detail})" if poll.detail else ""
    typer.echo(f"{poll.outcome:8}{poll.new_items:>4} of {poll.items:<4} {polled.feed.url}{note}")


def _print_jsonl(polled: Polled) -> None:
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode({"feed": polled.feed.url, **msgspec.to_builtins(polled.poll)}) + b"\n")
    sys.stdout.flush()


def _sum_up(summary: Summary) -> None:
    names = {"new": "new", "duplicate": "copies of others", "known": "known", "recoded": "coded again", "failed": "failed"}
    counts = ", ".join(f"{summary.counts[key]} {name}" for key, name in names.items() if summary.counts[key] or key in ("new", "failed"))
    typer.echo(f"dragoman: {summary.read} read: {counts}", err=True)
