"""RSS, RDF and Atom: the entries of a feed from bytes that were fetched before. Nothing is fetched here."""
from __future__ import annotations

import hashlib
import html
import io
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from dragoman.errors import BrokenFeed
from dragoman.net.feed_bytes import to_utf8
from dragoman.net.xml_check import MOST_ENTRIES, Check, check, mended

MAX_FEED = 8_000_000  # bytes; feeds of news have 0.01 to 1 MB
MAX_SALVAGE = 500_000  # bytes; the forgiving parser takes seconds for a megabyte that is made to be slow
ROOTS = frozenset({"rss", "RDF", "feed"})
ALTERNATE = re.compile(
    r"<link\b(?=[^>]*\btype\s*=\s*[\"']?application/(?:rss|atom)\+xml)[^>]*\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.I
)
LOOKED_AT = 100_000
END = re.compile(rb"</(?:\w+:)?(?:rss|RDF|feed)\s*>")
ENTRY_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>")
# Characters; a database's index takes no more than some 2,700 bytes, of which both are a part.
LONGEST_ID, LONGEST_LINK = 300, 1000
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
ADDRESS = re.compile(r"https?://[^/?#]", re.I)


class Entry(Struct, frozen=True):
    """`id` is what the feed knows it by (its link where it has no id). `markup` is what the feed itself has of the text:
    the whole where `whole`. `dated` is the date as the feed writes it, `changed` that of its last change.
    """

    id: str
    link: str | None
    title: str | None
    markup: str
    whole: bool
    dated: str | None
    changed: str | None


class Feed(Struct, frozen=True):
    """`notes` say what was wrong and yet could be read. `minutes` is how long the feed wishes to be left in peace."""

    title: str | None
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()
    minutes: int | None = None


def parse(data: bytes, name: str, *, base: str | None = None, charset: str | None = None) -> Feed:
    """The feed in `data`; relative links are resolved against `base` (its address) or what it declares itself.

    Raises BrokenFeed where it is none, or where not one entry of a broken one can be read.
    """
    if not data.strip():
        raise BrokenFeed(f"{name}: no feed", "there is nothing in it", "check the address in a browser")
    data, notes = to_utf8(data, charset)
    found = check(data, name)
    if (found.root or "").rpartition(":")[2] not in ROOTS and not re.search(rb"<(?:rss|feed|(?:\w+:)?RDF)\b", data[:LOOKED_AT]):
        raise _no_feed(data, name, base)
    if found.error is not None:
        data, told = _salvaged(data, name, found)
        notes.append(told)
    parsed = _feedparser(data)
    entries, more = _distinct([_entry(raw, base) for raw in parsed.entries[:MOST_ENTRIES]])
    if found.error is not None and not entries:
        raise BrokenFeed(f"{name}: broken", f"its XML is broken ({found.error}), and no whole entry is in it", "try later")
    return Feed(_text(parsed.feed.get("title")), entries, (*notes, *more), _minutes(parsed.feed))


def _salvaged(data: bytes, name: str, found: Check) -> tuple[bytes, str]:
    """What can be read of broken XML, and a note of it: a cut feed ends at its last whole entry."""
    if found.entries == MOST_ENTRIES:
        return mended(data, found), f"{found.error}"
    if not found.cut and len(data) <= MAX_SALVAGE:
        return ended(data), f"its XML is broken ({found.error}); what can be read of it was"
    if found.sound:
        return mended(data, found), f"its XML is broken ({found.error}); its first {found.entries} entries were read"
    raise BrokenFeed(f"{name}: broken", f"its XML is broken ({found.error}), and no whole entry is in it", "try later")


def ended(data: bytes) -> bytes:
    """Without the beginning of an entry that was cut off: half a sentence is not what was reported."""
    if END.search(data[-LOOKED_AT:]):
        return data
    return data[: max((match.end() for match in ENTRY_END.finditer(data)), default=0)]


def _feedparser(data: bytes) -> Any:
    """feedparser's result. A stream, for it takes bytes for the name of a file, and opens it where there is one. Nor is it
    told the feed's address: it would make an address of an id that is none.
    """
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"}
    return feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)


def _entry(raw: Any, base: str | None) -> Entry:
    whole = next((part.get("value", "") for part in raw.get("content", ())), "")
    title = _text(raw.get("title"))
    link = _link(raw, base)
    identity = raw.get("id") or link or title or ""
    return Entry(
        id=identity if len(identity) <= LONGEST_ID else hashlib.sha256(identity.encode(errors="replace")).hexdigest(),
        link=link,
        title=title,
        markup=whole or raw.get("summary", ""),
        whole=bool(whole),
        dated=_own(raw, "published") or _own(raw, "updated") or _own(raw, "created"),
        changed=_own(raw, "updated"),
    )


def _link(raw: Any, base: str | None) -> str | None:
    """The address of the entry's page; None where there is none, or it is no address of a page."""
    link = raw.get("link")
    if not link:
        return None
    # RSS takes an id for an address unless it says otherwise; "1234" is none, and is not to be made into one.
    alone = bool(raw.get("guidislink")) and not raw.get("links")
    link = link.strip()
    try:
        address = link if alone or SCHEME.match(link) else urljoin(base or "", link)
        urlsplit(address)
    except ValueError:  # it is not written as an address
        return None
    return address if ADDRESS.match(address) and len(address) <= LONGEST_LINK and address != base else None


def _own(raw: Any, key: str) -> str | None:
    """The value under this very key: the library answers for one date with another."""
    return dict.get(raw, key) or None


def _text(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _distinct(entries: list[Entry]) -> tuple[tuple[Entry, ...], list[str]]:
    """Each entry once: two with one id and another page, or other words, are two."""
    first = {(entry.id, entry.link or entry.markup): entry for entry in reversed(entries)}
    kept = tuple(reversed(first.values()))
    notes = []
    if len(kept) < len(entries):
        notes.append(f"{len(entries) - len(kept)} of its entries are there twice")
    if (shared := len(kept) - len({entry.id for entry in kept})) > 0:
        notes.append(f"{shared} of its entries have the id of another one")
    if none := sum(entry.link is None for entry in kept):
        notes.append(f"{none} of its entries have no address of a page")
    return kept, notes


def _minutes(feed: Any) -> int | None:
    """RSS's `ttl`."""
    written = str(feed.get("ttl") or "").strip()
    return int(written[:6]) if written.isascii() and written.isdigit() else None


def _no_feed(data: bytes, name: str, base: str | None) -> BrokenFeed:
    """What it is instead, and, in a page, where its feed is."""
    text = data[:LOOKED_AT].decode("utf-8", errors="replace")
    if re.search(r"<(?:!doctype\s+html|html|head|body)\b", text, re.I):
        why, remedy = "it is a page, not a feed", "look for the address of its feed"
        if (match := ALTERNATE.search(text)) is not None:
            remedy = f"its feed is at {urljoin(base or '', html.unescape(match[1]))}"
    elif text.lstrip()[:1] in ("{", "["):
        why, remedy = "it is JSON", "look for a feed in RSS or Atom"
    else:
        why, remedy = "it is neither RSS nor Atom", "check the address in a browser"
    return BrokenFeed(f"{name}: no feed", why, remedy)
