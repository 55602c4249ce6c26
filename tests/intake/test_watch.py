"""Watching feeds: good ones, and more than sixty bad ones on a real server, into a real ledger."""
from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from dragoman.intake.coders import Machine
from dragoman.intake.ingest import Intake
from dragoman.intake.poll import MOST, Asking
from dragoman.intake.watch import Polled, Watch, due
from dragoman.ledger import feeds
from dragoman.ledger import schema as s
from dragoman.ledger.store import Ledger
from dragoman.model import Coder, Coding, Document
from dragoman.net.allow import parse_allowed
from dragoman.net.client import Client
from dragoman.net.gate import Gate
from dragoman.readers.item import Item
from tests.net.hostile import Server, rss, serve
from tests.net.hostile import item as entry

CODER = Coder("0", "no lexicon", "no model", "plover")
TIMEOUT = 3.0  # seconds; an honest answer takes milliseconds, on a busy machine more
#: the path -> what the poll is called, how many new entries it brought, and words of what is said of it
CASES: dict[str, tuple[str, int, str]] = {
    "fine": ("new", 2, ""),
    "moved": ("new", 2, "moved for good to"),
    "gzip-fine": ("new", 2, ""),
    "deflate-bare": ("new", 2, ""),
    "cookies": ("new", 2, ""),
    "relative": ("new", 3, ""),
    "wrong-dates": ("new", 6, ""),
    "local-links": ("new", 3, ""),
    "wide": ("new", 1, ""),
    "many": ("new", 200, "its first 5000 entries were read; 5000 of its entries have no address of a page; 4800 of its new entries"),
    "no-entries": ("same", 0, ""),
    "same-ids": ("new", 2, "have the id of another"),
    "no-links": ("new", 1, "no address of a page"),
    "script-links": ("new", 3, "3 of its entries have no address"),
    "broken-links": ("new", 3, "3 of its entries have no address"),
    "long-ids": ("new", 1, ""),
    "tags": ("new", 1, ""),
    "wrong-charset": ("new", 1, "says that it is shift_jis, and is UTF-8"),
    "latin": ("new", 1, "not utf-8"),
    "controls": ("new", 1, "no place for"),
    "half": ("new", 2, "broken"),
    "ampersand": ("new", 3, "what can be read of it was"),
    "short": ("new", 2, "the connection ended"),
    "long": ("new", 1, "broken"),
    "reset-midway": ("new", 1, "the connection ended"),
    "gzip-cut": ("new", 33, "the connection ended"),
    "half-an-item": ("broken", 0, "no whole entry"),
    "empty": ("broken", 0, "nothing in it"),
    "spaces": ("broken", 0, "nothing in it"),
    "a-page": ("broken", 0, "a page, not a feed"),
    "json": ("broken", 0, "JSON"),
    "list": ("broken", 0, "a list of feeds"),
    "binary": ("broken", 0, "neither RSS nor Atom"),
    "picture": ("broken", 0, "neither RSS nor Atom"),
    "file-name": ("broken", 0, "neither RSS nor Atom"),
    "bomb": ("broken", 0, "entities of its own"),
    "outside": ("broken", 0, "entities of its own"),
    "deep": ("broken", 0, "100 deep"),
    "loop": ("broken", 0, "redirects more than 5 times"),
    "ladder": ("broken", 0, "redirects more than 5 times"),
    "to-local": ("refused", 0, "127.0.0.2 is an address of this machine"),
    "to-metadata": ("refused", 0, "169.254.169.254 is a link-local address"),
    "to-mapped": ("refused", 0, "private network"),
    "to-file": ("broken", 0, "something other than a page"),
    "to-nowhere": ("broken", 0, "Invalid"),
    "huge": ("broken", 0, "more than 8 MB"),
    "endless": ("broken", 0, "more than 8 MB"),
    "gzip-bomb": ("broken", 0, "unpacked, has more than 8 MB"),
    "double-bomb": ("broken", 0, "not asked for"),
    "gzip-lie": ("broken", 0, "not packed as it says"),
    "brotli": ("broken", 0, "not asked for"),
    "drip": ("broken", 0, "took longer than"),
    "drip-headers": ("broken", 0, "no answer in"),
    "late": ("broken", 0, "no answer in"),
    "headers": ("broken", 0, "too long"),
    "early-hints": ("broken", 0, ""),
    "two-lengths": ("broken", 0, "Content-Length"),
    "reset": ("broken", 0, "reset"),
    "no-http": ("broken", 0, "disconnected"),
    "chunk-lie": ("broken", 0, ""),
    "unchanged": ("broken", 0, "304"),
    "busy": ("broken", 0, "429"),
    "busy-until": ("broken", 0, "503"),
    "busy-for-ever": ("broken", 0, "503"),
    "down": ("broken", 0, "503"),
    "gone": ("broken", 0, "410"),
    "paywall": ("refused", 0, "402"),
    "closed": ("refused", 0, "robots.txt forbids it"),
    "not-there": ("broken", 0, "404"),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve(lambda handler: handler.send(b"User-agent: *\nDisallow: /closed\n", "text/plain")) as running:
        yield running


class Setting:
    """A watch over feeds of a server, with a coder that finds nothing; `polled` by path."""

    def __init__(self, ledger: Ledger, server: Server, *, full: bool = True, most: int = MOST) -> None:
        self.ledger, self.server, self.stop = ledger, server, threading.Event()
        self.intake = Intake(ledger, Machine(CODER, self.code))
        self.polled: dict[str, Polled] = {}
        self.items: list[Item] = []
        client = Client(parse_allowed([server.host]), timeout=TIMEOUT, gate=Gate(0.0))
        asking = Asking(client, self.seen, self.stop.is_set, timedelta(minutes=30), Random(7), full, most)
        self.watch = Watch(ledger, self.take, asking, self.stop, self.hear)

    def code(self, document: Document) -> Coding:
        return Coding(document, CODER, (), (), (), ())

    def take(self, item: Item) -> None:
        self.items.append(item)
        self.intake.take(item)

    def seen(self, names: Sequence[str]) -> set[str]:
        with self.ledger.reading() as c:
            return feeds.seen(c, names)

    def hear(self, polled: Polled) -> None:
        self.polled[polled.feed.url.removeprefix(self.server.address + "/")] = polled

    def once(self, *paths: str) -> dict[str, Polled]:
        """Poll the feeds at these paths, which are added."""
        urls = [f"{self.server.address}/{path}" for path in paths]
        with self.ledger.writing() as c:
            feeds.add(c, [(url, None) for url in urls])
        with self.ledger.reading() as c:
            found = feeds.feeds(c, urls)
        self.polled.clear()
        self.items.clear()
        self.watch.once(found)
        return dict(self.polled)

    def reports(self) -> int:
        with self.ledger.reading() as c:
            return len(c.execute(select(s.report.c.pk)).all())


@pytest.fixture(scope="module")
def told(server: Server, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Polled]:
    """One pass over all of them at once."""
    with Ledger.open(str(tmp_path_factory.mktemp("hostile") / "news.db"), create=True) as ledger:
        return Setting(ledger, server).once(*CASES)


def test_none_stops_the_others(told: dict[str, Polled]) -> None:
    assert set(told) == set(CASES)


@pytest.mark.parametrize("path", CASES)
def test_each_is_handled_and_named(told: dict[str, Polled], path: str) -> None:
    outcome, new, words = CASES[path]
    poll = told[path].poll
    assert (poll.outcome, poll.new_items) == (outcome, new), poll.detail
    assert words in (poll.detail or "")
    assert (poll.detail is None) <= (words == "")
    if poll.outcome in ("broken", "refused"):
        assert poll.detail
        assert (poll.etag, poll.modified) == (None, None)


@pytest.mark.parametrize(("path", "hours"), [("busy", 2), ("busy-until", 4.9), ("busy-for-ever", 168), ("gone", 168), ("down", 0.5)])
def test_who_asks_for_time_is_given_it(told: dict[str, Polled], path: str, hours: float) -> None:
    wait = datetime.fromisoformat(told[path].poll.next_poll).timestamp() - time.time()
    assert hours * 3600 - 60 <= wait <= hours * 3600 * 1.3


def test_a_wrong_date_is_unknown_and_never_today(ledger: Ledger, server: Server) -> None:
    setting = Setting(ledger, server, full=False)
    setting.once("wrong-dates")
    documents = [item.document for item in setting.items if item.document is not None]
    assert len(documents) == 6
    assert [document.published for document in documents] == [None] * 6
    reasons = [document.published_basis for document in documents]
    assert all(reason.startswith("unknown: ") for reason in reasons)
    assert "2099-11-23, is after the day of reading" in reasons[3]


def test_the_page_goes_before_what_the_feed_has(ledger: Ledger, server: Server) -> None:
    setting = Setting(ledger, server)
    setting.once("fine")
    document = setting.items[0].document
    assert document is not None
    assert "see each other again" in document.text
    assert (document.url, document.published) == (f"{server.address}/page/1", "2026-11-23")


def test_links_into_the_local_network_are_failures_with_their_reason(ledger: Ledger, server: Server) -> None:
    setting = Setting(ledger, server)
    setting.once("local-links")
    assert setting.reports() == 1
    assert [(failure.kind, failure.why) for failure in ledger.failures()] == [
        ("Refused", "10.0.0.1 is an address of a private network"),
        ("Refused", "169.254.169.254 is a link-local address, where clouds keep their metadata"),
    ]


def test_what_was_taken_in_is_not_asked_for_again(ledger: Ledger, server: Server) -> None:
    setting = Setting(ledger, server)
    assert setting.once("tagged")["tagged"].poll.outcome == "new"
    before = server.asked["/page/1"]
    assert setting.once("tagged")["tagged"].poll.outcome == "same"
    assert server.heard[-1]["if-none-match"] == '"one"'
    assert setting.once("fine")["fine"].poll.outcome == "new", "another feed has its own entries"
    assert setting.once("fine")["fine"].poll.outcome == "same"
    assert (setting.reports(), server.asked["/page/1"]) == (2, before + 1)


def test_a_feed_that_was_cut_is_asked_for_whole_the_next_time(ledger: Ledger, server: Server) -> None:
    setting = Setting(ledger, server)
    for path in ("short", "half", "reset-midway"):
        poll = setting.once(path)[path].poll
        assert (poll.etag, poll.modified) == (None, None)


def test_a_long_feed_is_taken_in_in_several_polls(ledger: Ledger, server: Server) -> None:
    setting = Setting(ledger, server, most=4)
    server.changing = rss(*(entry(number, link="") for number in range(6)))
    polls = [setting.once("changing")["changing"].poll for _ in range(3)]
    assert [poll.new_items for poll in polls] == [4, 2, 0]
    assert [poll.outcome for poll in polls] == ["new", "new", "same"]


def test_an_entry_that_fails_is_tried_again_and_given_up_in_the_end(ledger: Ledger, server: Server) -> None:
    setting = Setting(ledger, server)
    server.changing = rss(entry(1, link="/down"))
    polls = [setting.once("changing")["changing"].poll for _ in range(7)]
    assert [poll.new_items for poll in polls] == [1] * feeds.TRIES + [0, 0]
    server.changing = rss(entry(1, link="/down"), entry(2))
    assert setting.once("changing")["changing"].poll.new_items == 1


def test_an_entry_that_fails_once_is_resolved(ledger: Ledger, server: Server) -> None:
    setting = Setting(ledger, server)
    server.changing = rss(entry(1, link="/down"))
    setting.once("changing")
    assert len(ledger.failures()) == 1
    server.changing = rss(entry(1, link="/page/1"))
    setting.once("changing")
    assert ledger.failures() == []


def test_an_interruption_ends_after_the_report_and_loses_nothing(ledger: Ledger, server: Server) -> None:
    server.changing = rss(*(entry(number) for number in range(8)))
    setting = Setting(ledger, server)
    coded = setting.code

    def stopping(document: Document) -> Coding:
        setting.stop.set()  # as Ctrl-C does, in the middle of the first report
        return coded(document)

    setting.intake = Intake(ledger, Machine(CODER, stopping))
    assert setting.once("changing") == {}, "no poll is recorded that was not finished"
    assert setting.reports() == 1
    again = Setting(ledger, server)
    assert again.once("changing")["changing"].poll.new_items == 7
    assert again.reports() == 8


def test_a_ledger_that_fails_ends_the_watch(ledger: Ledger, server: Server) -> None:
    setting = Setting(ledger, server)

    def full(item: Item) -> None:
        raise OSError("no space left")

    setting.watch = Watch(ledger, full, setting.watch._asking, setting.stop, setting.hear)
    with pytest.raises(OSError, match="no space"):
        setting.once("fine", "tagged")
    assert setting.polled == {}


def test_who_is_due(ledger: Ledger, server: Server) -> None:
    setting = Setting(ledger, server)
    setting.once("fine", "down")
    with ledger.reading() as c:
        fine, down = feeds.feeds(c)
    assert due([fine, down]) == ([], [fine, down])
    assert due([fine, down], named=True) == ([fine], [down])
    assert (fine.failures, down.failures, down.last_error) == (0, 1, "the server answered 503 Service Unavailable")


def test_run_polls_until_it_is_stopped(ledger: Ledger, server: Server) -> None:
    setting = Setting(ledger, server)
    with ledger.writing() as c:
        feeds.add(c, [(f"{server.address}/fine", None), (f"{server.address}/down", None)])
    running = threading.Thread(target=setting.watch.run)
    running.start()
    deadline = time.monotonic() + 20
    while len(setting.polled) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    setting.stop.set()
    running.join(10)
    assert not running.is_alive()
    assert {path: polled.poll.outcome for path, polled in setting.polled.items()} == {"fine": "new", "down": "broken"}


def test_feeds_are_added_once_and_removed_with_their_polls(ledger: Ledger, server: Server) -> None:
    setting = Setting(ledger, server)
    setting.once("fine")
    url = f"{server.address}/fine"
    with ledger.writing() as c:
        assert feeds.add(c, [(url, None), ("http://news.example/f", "News"), ("http://news.example/f", "News")]) == ["http://news.example/f"]
        assert feeds.remove(c, [url, "http://other.example/"]) == [url]
    with ledger.reading() as c:
        assert [feed.title for feed in feeds.feeds(c)] == ["News"]
        assert c.execute(select(s.poll.c.pk)).all() == []
    assert setting.reports() == 2
