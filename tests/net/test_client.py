"""Fetching: guarded on every hop, conditional, polite. Against real servers on this machine."""
from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from dragoman.errors import Refused, TooLarge, Unreachable
from dragoman.net.allow import parse_allowed
from dragoman.net.client import AGENT, Client
from dragoman.net.gate import Gate
from tests.net.hostile import FINE, Handler, Server, serve


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve() as running:
        yield running


Resolve = Callable[[str, int, float], Sequence[str]]


def client(*servers: Server, timeout: float = 1.0, robots: bool = True, resolve: Resolve | None = None) -> Client:
    return Client(parse_allowed([one.host for one in servers]), timeout=timeout, gate=Gate(0.0), robots=robots, resolve=resolve)


def test_the_local_network_is_refused_unless_it_is_allowed(server: Server) -> None:
    before = server.asked.total()
    with pytest.raises(Refused, match="this machine") as caught:
        client().get(f"{server.address}/fine")
    assert f"{server.address}/fine" in caught.value.what
    assert "--allow-local" in caught.value.remedy
    assert server.asked.total() == before, "not even a connection"
    assert client(server).get(f"{server.address}/fine").data == FINE


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]"])
def test_other_ways_to_write_this_machine(server: Server, host: str) -> None:
    with pytest.raises(Unreachable):  # one that the system does not take for an address has none
        client().get(f"http://{host}:{server.server_port}/fine")


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433"])
def test_the_system_does_take_them_for_this_machine(server: Server, host: str) -> None:
    with pytest.raises(Refused, match="leads to 127.0.0.1"):
        client(resolve=lambda name, port, _: ["127.0.0.1"]).get(f"http://{host}:{server.server_port}/fine")


@pytest.mark.parametrize("path", ["to-local", "to-metadata", "to-mapped"])
def test_a_redirect_leads_nowhere_else(server: Server, path: str) -> None:
    with pytest.raises(Refused):
        client(server).get(f"{server.address}/{path}")


def test_a_name_is_resolved_once_and_connected_to_what_was_judged(server: Server) -> None:
    """A name server that answers with a public address first, and with this machine when it is asked again."""
    answers: list[str] = []

    def rebinding(host: str, port: int, timeout: float) -> list[str]:
        answers.append("192.0.2.1" if answers else "203.0.113.1")
        return ["127.0.0.1"] if len(answers) > 1 else ["100.64.0.1"]

    with pytest.raises(Refused, match=r"news\.example leads to 100\.64\.0\.1"):
        client(robots=False, resolve=rebinding).get(f"http://news.example:{server.server_port}/fine")
    assert len(answers) == 1


def test_of_several_addresses_the_local_ones_are_passed_over(server: Server) -> None:
    got = client(server, robots=False, resolve=lambda *_: ["10.0.0.1", "127.0.0.1"]).get(f"http://news.example:{server.server_port}/fine")
    assert got.data == FINE
    with pytest.raises(Refused):
        client(robots=False, resolve=lambda *_: ["10.0.0.1", "127.0.0.1"]).get(f"http://news.example:{server.server_port}/fine")


def test_a_name_that_is_none() -> None:
    with pytest.raises(Unreachable, match="cannot be resolved|not resolved in time"):
        client(timeout=5.0, robots=False).get("http://no-such-host.invalid/")


def test_a_resolver_that_hangs_is_not_waited_for() -> None:
    def hangs(host: str, port: int, timeout: float) -> list[str]:
        time.sleep(timeout)
        return []

    with pytest.raises(Unreachable):
        client(timeout=0.2, robots=False, resolve=hangs).get("http://news.example/")


def test_the_environment_has_no_say(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would resolve names for us, past the guard."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert client(server).get(f"{server.address}/fine").ok


def test_a_conditional_request(server: Server) -> None:
    one = client(server)
    first = one.get(f"{server.address}/tagged")
    assert (first.etag, first.modified) == ('"one"', "Mon, 23 Nov 2026 09:00:00 GMT")
    second = one.get(f"{server.address}/tagged", etag=first.etag, modified=first.modified)
    assert (second.status, second.data) == (304, b"")
    assert server.heard[-1]["if-modified-since"] == first.modified


def test_who_we_are_and_what_we_take(server: Server) -> None:
    client(server).get(f"{server.address}/fine")
    heard = server.heard[-1]
    assert heard["user-agent"] == AGENT
    assert AGENT.startswith("dragoman/")
    assert heard["accept-encoding"] == "gzip, deflate"


def test_a_move_for_good_is_told(server: Server) -> None:
    got = client(server).get(f"{server.address}/moved")
    assert (got.url, got.moved) == (f"{server.address}/fine",) * 2
    assert client(server).get(f"{server.address}/fine").moved is None


@pytest.mark.parametrize("path", ["drip", "drip-headers", "late", "early-hints"])
def test_the_whole_answer_has_one_time(server: Server, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(Unreachable, match=r"0\.4 seconds|more than was asked"):
        client(server, timeout=0.4, robots=False).get(f"{server.address}/{path}")
    assert time.monotonic() - began < 1.5


def test_the_limit_holds_for_each_request(server: Server) -> None:
    with pytest.raises(TooLarge):
        client(server).get(f"{server.address}/fine", limit=100)


ROBOTS = b"User-agent: *\nDisallow: /closed\nCrawl-delay: 0.3\n\nUser-agent: dragoman\nDisallow: /closed\nCrawl-delay: 0.2\n"


def rules(body: bytes, code: int = 200) -> Callable[[Handler], None]:
    return lambda handler: handler.send(body, "text/plain", code)


def test_robots_are_asked_once_and_heeded() -> None:
    with serve(rules(ROBOTS)) as site:
        one = client(site)
        began = time.monotonic()
        assert one.get(f"{site.address}/fine").ok
        assert one.get(f"{site.address}/fine?2").ok
        assert time.monotonic() - began >= 0.2, "the pause that it asks for"
        with pytest.raises(Refused, match=r"robots\.txt forbids"):
            one.get(f"{site.address}/closed")
        assert site.asked["/robots.txt"] == 1
        assert site.asked["/closed"] == 0
        assert client(site, robots=False).get(f"{site.address}/closed").ok


def test_threads_that_come_at_once_ask_for_robots_once() -> None:
    with serve(rules(b"")) as site, ThreadPoolExecutor(8) as pool:
        one = client(site)
        assert all(answer.ok for answer in pool.map(one.get, [f"{site.address}/fine"] * 8))
        assert site.asked["/robots.txt"] == 1


def test_robots_are_asked_for_every_hop() -> None:
    with serve(rules(b"User-agent: *\nDisallow: /fine")) as site:
        with pytest.raises(Refused, match=r"robots\.txt forbids"):
            client(site).get(f"{site.address}/moved")
        assert site.asked["/fine"] == 0


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (rules(b"", 404), None),
        (rules(b"", 403), None),
        (rules(b"\0\xff\xfe" * 1000), None),
        (rules(b"# nothing\n" * 100_000 + b"User-agent: *\nDisallow: /\n"), None),
        (rules(b"User-agent: *\nDisallow: /\n" + b"# more\n" * 100_000), "forbids"),
        (rules(b"", 503), "503"),
        (rules(b"", 429), "429"),
        (lambda handler: handler.on_loop(""), "redirects more than"),
        (lambda handler: handler.on_reset(""), "cannot be read"),
        (lambda handler: handler.on_late(""), "no answer"),
        (lambda handler: handler.on_to_local(""), "this machine"),
    ],
)
def test_robots_that_cannot_be_read(answer: Callable[[Handler], None], error: str | None) -> None:
    """RFC 9309: where there are none all is open, where the server fails all is closed."""
    with serve(answer) as site:
        if error is None:
            assert client(site, timeout=0.5).get(f"{site.address}/fine").ok
        else:
            with pytest.raises(Refused, match=error):
                client(site, timeout=0.5).get(f"{site.address}/fine")
