"""OPML: lists of feeds, as feed readers write them."""
from __future__ import annotations

import re
from urllib.parse import urljoin

from msgspec import Struct

from dragoman.errors import BrokenFeed
from dragoman.net.feed_bytes import to_utf8

START = re.compile(rb"<opml\b", re.I)
LOOKED_AT = 4096


class Listed(Struct, frozen=True):
    """A feed of a list."""

    url: str
    title: str | None


def is_opml(data: bytes) -> bool:
    """Whether the bytes begin as a list of feeds does."""
    return START.search(to_utf8(data[:LOOKED_AT], None)[0]) is not None


def parse(data: bytes, name: str, *, base: str | None = None) -> list[Listed]:
    """The feeds in the order of the list, each once. Raises BrokenFeed where there is none."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(to_utf8(data, None)[0], parser)
    except etree.LxmlError:
        root = None
    found: dict[str, Listed] = {}
    for outline in root.iter("outline") if root is not None else ():
        url = next((value for key, value in outline.attrib.items() if str(key).lower() == "xmlurl"), "")
        title = outline.get("title") or outline.get("text")
        if str(url).strip():
            address = urljoin(base or "", str(url).strip())
            found.setdefault(address, Listed(address, " ".join(str(title).split()) if title else None))
    if not found:
        raise BrokenFeed(f"{name}: no list of feeds", "no outline in it has an xmlUrl", "export the list from a feed reader as OPML")
    return list(found.values())
