"""`dragoman feeds list|add|remove`: which feeds `dragoman watch` polls, and how they fare."""
from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.complain import FAILED, complain
from dragoman.cli.lines import note_as_of, told
from dragoman.cli.options import DB, AllowOption, AsOfOption, DbOption, JsonlOption
from dragoman.errors import BadAddress, NotFound, Unreachable

if TYPE_CHECKING:
    from dragoman.ledger.feeds import Feed
    from dragoman.net.client import Client

FeedsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="FEED|OPML...", help="Addresses of feeds; OPML lists, as files or addresses.", show_default=False),
]


def build() -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(help="Say which feeds are watched.", no_args_is_help=True)
    app.command("list")(show)
    app.command("add")(add)
    app.command("remove")(remove)
    return app


def show(as_of: AsOfOption = None, as_jsonl: JsonlOption = False, db: DbOption = DB) -> None:
    """List the watched feeds: when each was polled last and is next, and what is wrong with it."""
    import msgspec

    from dragoman.ledger import asof, feeds
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as c:
        note_as_of(c)
        found = feeds.feeds(c)
    for feed in found:
        if as_jsonl:
            sys.stdout.buffer.write(msgspec.json.encode(feed) + b"\n")
        else:
            typer.echo(f"{feed.url}  {feed.title or ''}".rstrip())
            typer.echo(f"  {_state(feed)}")
    if not found and not as_jsonl:
        typer.echo("no feed is watched; dragoman feeds add URL", err=True)


def add(
    sources: FeedsArgument = None,
    allow_local: AllowOption = None,
    db: DbOption = DB,
) -> None:
    """Watch more feeds. They are polled when `dragoman watch` runs."""
    from dragoman.ledger import feeds
    from dragoman.ledger.store import Ledger
    from dragoman.net.allow import parse_allowed
    from dragoman.net.client import Client

    if not sources:
        raise typer.BadParameter("name a feed or a list of feeds", param_hint="FEED|OPML...")
    with told(), Ledger.open(db, create=True) as ledger:
        named = listed(sources, Client(parse_allowed(allow_local or ()), robots=False))
        with ledger.writing() as c:
            fresh = feeds.add(c, named)
    typer.echo(f"{len(fresh)} added, {len(named) - len(fresh)} were there")


def remove(
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="As `dragoman feeds list` shows them.")],
    db: DbOption = DB,
) -> None:
    """Watch feeds no longer. Their reports stay."""
    from dragoman.ledger import feeds
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger, ledger.writing() as c:
        gone = feeds.remove(c, urls)
    typer.echo(f"{len(gone)} removed")
    if missing := [url for url in urls if url not in gone]:
        complain(NotFound(f"{', '.join(missing)}: not watched", "no feed has this address", "dragoman feeds list shows them"))
        raise typer.Exit(FAILED)


def listed(sources: Sequence[str], client: Client) -> list[tuple[str, str | None]]:
    """The feeds that are named, each with its title where a list has one. Raises BadAddress, BrokenFeed, Unreachable."""
    found: dict[str, str | None] = {}
    for source in sources:
        for url, title in _of_list(source, client) or [(source, None)]:
            if not url.lower().startswith(("http://", "https://")):
                raise BadAddress(f"{url!r} is no address of a feed", "it begins with neither http:// nor https://", "check it")
            found.setdefault(url, title)
    return list(found.items())


def _of_list(source: str, client: Client) -> list[tuple[str, str | None]] | None:
    """The feeds of an OPML list; None for what is no list."""
    from dragoman.net import opml
    from dragoman.net.answer import why_not

    base = None
    if "://" not in source:
        try:
            data = Path(source).read_bytes()
        except OSError as error:
            raise Unreachable(f"{source}: cannot be read", error.strerror or str(error), "give an address, or an OPML file") from None
    elif source.partition("?")[0].lower().endswith(".opml"):
        answer = client.get(source)
        if not answer.ok:
            raise Unreachable(f"{source}: cannot be read", *why_not(answer))
        data, base = answer.data, answer.url
    else:
        return None
    return [(feed.url, feed.title) for feed in opml.parse(data, source, base=base)]


def _state(feed: Feed) -> str:
    if feed.last_poll is None:
        return "not polled yet"
    if feed.failures:
        due = f"; next try {feed.next_poll}" if feed.next_poll else ""
        return f"failed {feed.failures} times, last {feed.last_poll}: {feed.last_error}{due}"
    return f"well, last polled {feed.last_poll}{f', next {feed.next_poll}' if feed.next_poll else ''}"
