"""Feeds in files and at addresses, and lists of them."""

from __future__ import annotations

from html import escape
from pathlib import Path

from dragoman.errors import BrokenFeed, EmptyInput, Unreachable
from dragoman.readers.collect import Options, collect
from dragoman.readers.raw import Raw
from tests.readers.reports import TEXT, TODAY, items, told

DATES = ["Thu, 04 Mar 2021 23:30:00 -0500", "yesterday", "03/04/2021", "Thu, 04 Mar 2999 10:00:00 GMT", None]


def entry(number: int, date: str | None, text: str = TEXT) -> str:
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    return (
        f"<item><title>Minister flies &amp; talks ({number})</title><link>/news/{number}</link>{dated}"
        f"<guid isPermaLink='false'>g{number}</guid>"
        f"<description>{escape(f'<p>{text}</p><p>Number {number}.</p>')}</description></item>"
    )


ENTRIES = "".join(map(entry, range(5), DATES))
RSS = f"<?xml version='1.0'?><rss version='2.0'><channel><title>The Plain Gazette</title>{ENTRIES}</channel></rss>"
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Plain Gazette</title>
<entry><id>urn:1</id><title>Minister flies</title><link href="https://gazette.example/1"/><updated>2021-03-04T10:00:00Z</updated>
<summary>Too short.</summary><content type="html">{escape(f"<p>{TEXT}</p>")}</content></entry>
<entry><id>urn:2</id><title>Nothing</title><published>2021-03-04T10:00:00Z</published></entry></feed>"""


def write(tmp_path: Path, content: str, name: str = "feed.xml") -> Path:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def test_entries_with_and_without_a_date(tmp_path: Path) -> None:
    found = items(write(tmp_path, RSS))
    assert [item.published for item in found] == ["2021-03-04", None, None, None, None]
    bases = [item.document.published_basis for item in found if item.document]
    assert bases[0] == "metadata"
    assert [basis.partition(":")[0] for basis in bases[1:]] == ["unknown"] * 4
    first = found[0].document
    assert first is not None
    assert first.text == f"Minister flies & talks (0)\n\n{TEXT}\n\nNumber 0."
    assert (first.source, found[0].id) == ("The Plain Gazette", "g0")


def test_links_are_resolved_against_the_address() -> None:
    raw = Raw("https://gazette.example/feed", "gazette.example", RSS.encode(), "https://gazette.example/feed", "text/html")
    found = list(collect(["https://gazette.example/feed"], Options(fetch=lambda _: raw, today=TODAY)))
    assert [item.url for item in found] == [f"https://gazette.example/news/{n}" for n in range(5)]


def test_atom(tmp_path: Path) -> None:
    whole, empty = items(write(tmp_path, ATOM))
    assert whole.document is not None
    assert (whole.document.text, whole.url) == (f"Minister flies\n\n{TEXT}", "https://gazette.example/1")
    assert (whole.published, whole.document.published_basis[:8]) == ("2021-03-04", "inferred")
    assert isinstance(empty.error, EmptyInput)


def test_a_feed_that_breaks_off_gives_its_whole_entries(tmp_path: Path) -> None:
    found = items(write(tmp_path, RSS[: RSS.index("Number 3")]))
    assert [type(item.error) for item in found] == [type(None)] * 3 + [BrokenFeed]
    assert [type(item.error) for item in items(write(tmp_path, "<rss><channel>"))] == [BrokenFeed]


def test_bombs_of_entities_are_refused(tmp_path: Path) -> None:
    entities = '<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    bomb = RSS.partition("?>")[2].replace("Gazette", "&j;", 1)
    (item,) = items(write(tmp_path, f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]>{bomb}"))
    assert isinstance(item.error, BrokenFeed)


def test_a_list_of_feeds(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """<?xml version="1.0"?><opml version="2.0"><body><outline text="News"><outline type="rss" xmlUrl="https://a.example/feed"/>
        <outline xmlUrl="https://gone.example/feed"/><outline xmlUrl="https://b.example/feed"/></outline></body></opml>""",
        "feeds.opml",
    )

    def fetch(address: str) -> Raw:
        if "gone" in address:
            raise Unreachable(f"{address}: cannot be read", "the server answered 404", "check the address")
        return Raw(address, "a", ATOM.replace("urn:1", address).encode(), address, "application/atom+xml")

    found = items(path, Options(fetch=fetch, today=TODAY))
    assert [type(item.error) for item in found] == [type(None), EmptyInput, Unreachable, type(None), EmptyInput]
    assert (found[2].url, found[2].item) == ("https://gone.example/feed", f"{path}:2")
    assert told(found, tmp_path)[3] == "Minister flies @ https://b.example/feed:1"


def test_a_list_of_lists_ends_somewhere(tmp_path: Path) -> None:
    content = '<opml version="2.0"><body><outline xmlUrl="https://a.example/list"/></body></opml>'
    raw = Raw("https://a.example/list", "a", content.encode(), "https://a.example/list", "text/x-opml")
    (item,) = items(write(tmp_path, content, "a.opml"), Options(fetch=lambda _: raw))
    assert item.error is not None
    assert "3 containers" in item.error.why


def test_a_list_from_strangers_does_not_lead_into_the_local_network(tmp_path: Path) -> None:
    content = '<opml version="2.0"><body><outline xmlUrl="http://127.0.0.1:9/feed"/></body></opml>'
    (item,) = items(write(tmp_path, content, "a.opml"))
    assert isinstance(item.error, Unreachable)
    assert item.error.why == "127.0.0.1 is an address of this machine"
