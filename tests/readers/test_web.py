"""Addresses: against a real server on this machine."""
from __future__ import annotations

from collections.abc import Iterator

import pytest

from dragoman.errors import BadAddress, BinaryInput, BrokenHtml, DragomanError, EmptyInput, Refused, TooLarge, Unreachable
from dragoman.readers import read, web
from tests.servers import PLAIN, refusing, serve


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serve() as address:
        yield address


def test_a_page(server: str) -> None:
    document = read(f"{server}/hops/3")
    assert (document.title, document.published) == ("Minister flies to Oslo", "2021-03-04")
    assert (document.source, document.url) == ("127.0.0.1", f"{server}/page")


def test_plain_text(server: str) -> None:
    assert read(f"{server}/text").text == PLAIN


@pytest.mark.parametrize(
    ("path", "error", "why"),
    [
        ("/loop", Unreachable, "redirects more than 5 times"),
        ("/hops/9", Unreachable, "redirects more than 5 times"),
        ("/elsewhere", Unreachable, "redirects to something other"),
        ("/status/404", Unreachable, "404"),
        ("/status/403", Unreachable, "403"),
        ("/status/503", Unreachable, "503"),
        ("/huge", TooLarge, "MB"),
        ("/broken", BrokenHtml, "markup"),
        ("/nothing", EmptyInput, "nothing"),
        ("/picture", BinaryInput, "PNG"),
    ],
)
def test_what_can_go_wrong(server: str, path: str, error: type[DragomanError], why: str) -> None:
    with pytest.raises(error) as caught:
        read(server + path)
    assert server + path in caught.value.what
    assert why in caught.value.why
    assert caught.value.remedy


@pytest.mark.parametrize(("path", "why"), [("/late", "no answer in"), ("/drip", "took longer than")])
def test_slow_servers(server: str, path: str, why: str) -> None:
    with pytest.raises(Unreachable, match=why):
        web.fetch(server + path, timeout=0.3)


def test_a_refused_connection() -> None:
    without_an_answer(refusing())


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/x", "http://[::1", "http://127.0.0.1:999999/", "http://"])
def test_addresses_without_an_answer(address: str) -> None:
    without_an_answer(address)


def without_an_answer(address: str) -> None:
    """The address cannot be read, and the error names it."""
    with pytest.raises(Unreachable) as caught:
        read(address)
    assert address in caught.value.what


def test_an_address_that_is_written_out_is_meant_and_no_other(server: str) -> None:
    port = server.rpartition(":")[2]
    assert web.fetch(f"{server}/text").data
    for name in ("127.1", "2130706433", "localtest.example"):
        with pytest.raises(Unreachable):
            web.fetch(f"http://{name}:{port}/text", timeout=2)


def test_many_addresses_need_leave_for_the_local_network(server: str) -> None:
    with pytest.raises(Refused, match="this machine"):
        web.fetcher()(f"{server}/text")
    assert web.fetcher(["127.0.0.1"])(f"{server}/text").data
    with pytest.raises(BadAddress):
        web.fetcher(["no host"])


def test_an_article_that_is_cut_off_is_not_read(server: str) -> None:
    with pytest.raises(Unreachable, match="ended before"):
        web.fetch(f"{server}/short")
