"""What is made of the bytes of a feed, whole and broken."""
from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.errors import BrokenFeed
from dragoman.net import opml
from dragoman.net.feed_bytes import to_utf8
from dragoman.net.feeds import Feed, parse
from tests.net.hostile import BODIES, FINE, item, rss

BASE = "http://news.example/feeds/world.xml"


def read(data: bytes, charset: str | None = None) -> Feed:
    return parse(data, "the feed", base=BASE, charset=charset)


def test_rss() -> None:
    feed = read(rss(item(1), "<ttl>90</ttl>"))
    (entry,) = feed.entries
    assert (feed.title, feed.minutes, feed.notes) == ("Hostile news", 90, ())
    assert (entry.id, entry.link, entry.dated) == ("n1", "http://news.example/page/1", "Mon, 23 Nov 2026 10:00:00 +0100")
    assert entry.markup.startswith("The foreign minister of Estonia")
    assert not entry.whole


def test_atom_with_a_base_and_whole_texts() -> None:
    (entry,) = read(
        b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/base/'><title>A</title><entry><id>tag:1</id><title>t</title><link href='x'/>"
        b"<updated>2026-11-20T10:00:00Z</updated><content type='html'>&lt;p&gt;all of it&lt;/p&gt;</content></entry></feed>"
    ).entries
    assert (entry.link, entry.whole, entry.markup) == ("http://news.example/base/x", True, "<p>all of it</p>")
    assert entry.dated == entry.changed == "2026-11-20T10:00:00Z"


def test_rdf() -> None:
    (entry,) = read(
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
        b" xmlns:dc='http://purl.org/dc/elements/1.1/'><channel rdf:about='x'><title>R</title></channel>"
        b"<item rdf:about='y'><title>t</title><link>http://e.example/1</link><dc:date>2026-11-20</dc:date></item></rdf:RDF>"
    ).entries
    assert (entry.link, entry.dated) == ("http://e.example/1", "2026-11-20")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("page/2", "http://news.example/feeds/page/2"), ("?a=1&amp;b=2", "http://news.example/feeds/world.xml?a=1&b=2"),
        ("//other.example/x", "http://other.example/x"), (" http://e.example/x\n", "http://e.example/x"), ("JavaScript:x", None),
        ("http://", None), ("http://[::1", None), ("mailto:a@b.example", None), ("http://e.example/" + "x" * 2000, None),
    ],
)  # fmt: skip
def test_links(link: str, address: str | None) -> None:
    assert read(rss(item(1, link=link))).entries[0].link == address


def test_an_id_that_is_no_address_is_not_made_into_one() -> None:
    entries = read(rss("<item><title>t</title><guid>1234</guid></item>", "<item><guid>http://e.example/x</guid></item>")).entries
    assert [entry.link for entry in entries] == [None, "http://e.example/x"]


def test_half_an_entry_is_no_entry() -> None:
    whole = rss(item(1), item(2), end="")
    for cut in range(len(whole) - 300, len(whole), 7):
        feed = read(whole[:cut])
        assert [entry.id for entry in feed.entries] == ["n1"]
        assert "broken" in feed.notes[0]


def test_half_an_entry_after_a_mistake_in_another_is_no_entry() -> None:
    feed = read(rss("<item><title>R & D</title></item>", item(2), end="")[:-60])
    assert [entry.title for entry in feed.entries] == ["R & D"]


def test_the_same_entry_twice_and_two_with_one_id() -> None:
    feed = read(BODIES["same-ids"])
    assert [entry.link for entry in feed.entries] == ["http://news.example/page/1", "http://news.example/page/2"]
    assert feed.notes == ("1 of its entries are there twice", "1 of its entries have the id of another one")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("empty", "nothing in it"), ("spaces", "nothing in it"), ("a-page", "a page, not"), ("json", "JSON"), ("binary", "neither RSS nor"),
        ("picture", "neither RSS nor"), ("file-name", "neither RSS nor"), ("bomb", "entities"), ("outside", "entities"), ("deep", "deep"),
        ("half-an-item", "no whole entry"),
    ],
)  # fmt: skip
def test_what_is_no_feed(name: str, why: str) -> None:
    with pytest.raises(BrokenFeed, match=why):
        read(BODIES[name])


def test_a_page_tells_where_its_feed_is() -> None:
    with pytest.raises(BrokenFeed, match=r"http://news\.example/fine"):
        read(BODIES["a-page"])


@pytest.mark.parametrize(
    ("data", "charset", "note"),
    [
        ("<rss>caf\u00e9</rss>".encode(), None, None),
        ("<rss>caf\u00e9</rss>".encode(), "iso-8859-1", None),
        ("<?xml version='1.0' encoding='koi8-r'?><rss>caf\u00e9</rss>".encode(), None, "says that it is koi8-r, and is UTF-8"),
        ("<?xml version='1.0' encoding='iso-8859-2'?><rss>caf\u00e9</rss>".encode("iso-8859-2"), None, None),
        ("<rss>caf\u00e9</rss>".encode("cp1252"), None, "not utf-8"),
        ("<rss>caf\u00e9</rss>".encode("cp1252"), "iso-8859-1", None),
        ("<?xml version='1.0' encoding='no-such'?><rss>caf\u00e9</rss>".encode("cp1252"), None, "not no-such"),
        ("<?xml version='1.0' encoding='utf-16'?><rss>caf\u00e9</rss>".encode("utf-16"), None, None),
        ("\ufeff<rss>caf\u00e9</rss>".encode(), None, None),
        ("<rss>ca\0f\x0b\u00e9</rss>".encode(), None, "no place for"),
    ],
)
def test_encodings(data: bytes, charset: str | None, note: str | None) -> None:
    text, notes = to_utf8(data, charset)
    assert text.decode() == "<rss>caf\u00e9</rss>"
    assert [note] == [None] if note is None else note in notes[0]
    assert len(notes) == (note is not None)


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "rot13", "idna", "zlib", "x\u00e9"]))
@example(b"<rss>\xed\xa0\x80", "utf-8")
def test_any_bytes_become_utf8(data: bytes, charset: str | None) -> None:
    to_utf8(data, charset)[0].decode()


@given(st.integers(0, len(FINE)), st.integers(0, len(FINE)), st.binary(max_size=20))
def test_any_damage_gives_a_feed_or_is_told(start: int, length: int, put: bytes) -> None:
    try:
        feed = read(FINE[:start] + put + FINE[start + length :])
    except BrokenFeed:
        return
    assert all(entry.link is None or entry.link.startswith("http") for entry in feed.entries)


@pytest.mark.parametrize("piece", [b"<", b"<a>", b"<item>", b"<a ", b"<![CDATA[", b"<a></a>"])
@pytest.mark.parametrize(("size", "end"), [(8_000_000, b""), (8_000_000, b"</channel></rss>"), (60_000, b"&<item></item></channel></rss>")])
def test_feeds_that_are_made_to_be_slow(piece: bytes, size: int, end: bytes) -> None:
    began = time.process_time()
    with suppress(BrokenFeed):
        read(b"<rss version='2.0'><channel>" + piece * (size // len(piece)) + end)
    assert time.process_time() - began < 5


def test_a_list_of_feeds() -> None:
    data = b"""<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/hostname">]><opml version="2.0"><body>
    <outline text="World"><outline text="First  one" xmlUrl="http://e.example/f"/><outline xmlurl="/g" title="&a;"/></outline>
    <outline xmlUrl="http://e.example/f"/><outline text="no feed"/></body>"""
    assert opml.is_opml(data)
    assert [(feed.url, feed.title) for feed in opml.parse(data, "x", base=BASE)] == [
        ("http://e.example/f", "First one"), ("http://news.example/g", None),
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"<opml>", b"<opml version='2.0'><body><outline text='x'/></body></opml>", FINE, b"\0\xff" * 50])
def test_what_is_no_list_of_feeds(data: bytes) -> None:
    with pytest.raises(BrokenFeed, match="xmlUrl"):
        opml.parse(data, "x")
