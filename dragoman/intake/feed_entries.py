"""From an entry of a feed to a report: of the page that it links to, or of what the feed itself has of the text."""
from __future__ import annotations

import hashlib
from datetime import date, timedelta
from urllib.parse import urlsplit

from msgspec.structs import replace

from dragoman.errors import DragomanError, EmptyInput
from dragoman.model import Document
from dragoman.net.client import Client
from dragoman.net.feeds import Entry
from dragoman.readers import web
from dragoman.readers.dates import read_published
from dragoman.readers.dispatch import one
from dragoman.readers.document import make_document
from dragoman.readers.fit import check_fit
from dragoman.readers.fragment import plain
from dragoman.readers.item import Item

LONGEST = 400  # characters of the name of an entry; longer ones are named by their hash


def name_of(feed: str, entry: Entry) -> str:
    """How the ledger knows the entry: an entry that its feed calls changed is another one, for its page is read again."""
    changed = f" {entry.changed}" if entry.changed and entry.changed != entry.dated else ""
    name = f"{feed}#{entry.id or entry.link or hashlib.sha256(entry.markup.encode(errors='replace')).hexdigest()[:16]}{changed}"
    return name if len(name) <= LONGEST else f"{feed[:300]}#{hashlib.sha256(name.encode(errors='replace')).hexdigest()}"


def to_item(feed: str, entry: Entry, client: Client, today: date, *, full: bool) -> Item:
    """The report, or why there is none; nothing is raised for what may be wrong with one entry."""
    name, host = name_of(feed, entry), urlsplit(entry.link or feed).hostname or feed
    origin = entry.link if full and entry.link is not None else feed
    try:
        document = _page(entry, client, today) if full and entry.link is not None else _summary(feed, entry, host, today)
    except DragomanError as error:
        return Item(None, error, host, entry.link, name, None, id=entry.id, origin=origin)
    return Item(document, None, host, document.url, name, document.published, id=entry.id, origin=origin)


def _page(entry: Entry, client: Client, today: date) -> Document:
    """The article; where the page has no date, the feed's."""
    document = one(web.fetch(entry.link or "", client=client), None)
    if document.published is not None:
        published, basis = _not_after(document.published, document.published_basis, today)
    else:
        published, basis = dated(entry, today)
    return replace(document, published=published, published_basis=basis)


def _summary(feed: str, entry: Entry, host: str, today: date) -> Document:
    text = plain(entry.markup).strip()
    name = entry.link or f"{feed}, entry {entry.id!r}"
    if not text:
        raise EmptyInput(f"{name}: empty", "the feed has no text of it, and no page to read", "look at the feed in a browser")
    check_fit(name, text)
    published, basis = dated(entry, today)
    title = plain(entry.title) if entry.title else None
    return make_document(text, title=title, published=published, published_basis=basis, source=host, url=entry.link)


def dated(entry: Entry, today: date) -> tuple[str | None, str]:
    """The day that the feed gives, and its basis. Where it is wrong or missing, it is unknown and never today."""
    if entry.dated is None:
        return None, "unknown: neither the page nor its feed has a date"
    published, basis = read_published(entry.dated)
    return _not_after(published, basis, today) if published is not None else (None, basis)


def _not_after(published: str, basis: str, today: date) -> tuple[str | None, str]:
    """Somewhere it is tomorrow already; what is later is a mistake."""
    if published[:10] <= (today + timedelta(days=1)).isoformat():
        return published, basis
    return None, f"unknown: the date that is declared, {published}, is after the day of reading"
