"""Where a page shows a part it says so; its files are of the part and of the whole, and so are its commands."""
from __future__ import annotations

import csv
import html
import io
import json
import re
from typing import Any

import httpx
import pytest

from dragoman.errors import BadInput
from dragoman.ledger import failures
from dragoman.ledger.store import Ledger
from tests.web.conftest import served
from tests.web.test_exports import commands, lines, ran

ROWS = re.compile(r'data-href="/event/([\w-]+)')


def links(page: str, of: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(rf'href="(/export/{of}[^"]*)"', page)]


def around(site: str, page: str) -> str:
    [address] = re.findall(r'hx-get="(/events/around[^"]*)"', page)
    return httpx.get(site + html.unescape(address), timeout=60).text


@pytest.mark.parametrize("path", ["/events", "/events?until=2025-06", "/actor/KEN", "/dyad/KEN/UGA", "/search?words=minister"])
def test_a_page_of_events_and_all_of_them(site: str, filled: str, path: str) -> None:
    page = httpx.get(site + path).text
    following = re.findall(r'<a class="more" href="([^"]*)">Older', page)
    seen: list[str] = []
    while True:
        shown = ROWS.findall(page)
        given = links(around(site, page), "events.jsonl")
        first, *rest = (one for one in commands(page) if " events " in one or " export " in one)
        assert [one["id"] for one in lines(httpx.get(site + given[0], timeout=60).text)] == shown
        assert [one["id"] for one in lines(ran(first, filled, "--jsonl"))] == shown
        if not following:
            assert (len(given), rest) == (1, [])
            return
        of = int(re.findall(rf"<b>{len(shown)}</b> of ([\d,]+) events shown", around(site, page))[0].replace(",", ""))
        whole = [one["id"] for one in lines(httpx.get(site + given[1], timeout=60).text)]
        assert [one["id"] for one in csv.DictReader(io.StringIO(ran(rest[0], filled)))] == whole
        assert (len(whole), len(given)) == (of, 2)
        seen += shown
        more = re.findall(r'<a class="more" href="([^"]*)">Older', page)
        if not more:
            break
        page = httpx.get(site + html.unescape(more[0])).text
    assert seen == whole


def test_some_page_is_a_part(site: str) -> None:
    assert "Older events" in httpx.get(site + "/events").text


def test_bars_are_exported(site: str, filled: str) -> None:
    for path in ("/events/around?involving=KEN", "/events/around?status=planned"):
        page = httpx.get(site + path).text
        [command] = [html.unescape(one) for one in re.findall(r'<code id="command-counts">(.*?)</code>', page)]
        [as_csv], [as_lines] = links(page, "counts.csv"), links(page, "counts.jsonl")
        assert httpx.get(site + as_csv).text == ran(command, filled, "--csv")
        assert httpx.get(site + as_lines).text == ran(command, filled, "--jsonl")
        drawn = json.loads(re.findall(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)[0])
        told = [(one["period"], one["quad"], one["events"]) for one in lines(httpx.get(site + as_lines).text) if one["events"]]
        assert sorted((one["label"], one["quad"], one["events"]) for one in drawn["rows"]) == sorted(told)
        assert told


def test_pairs_of_which_most_is_told_and_all(site: str, filled: str) -> None:
    page = httpx.get(site + "/network/drawn?most=3").text
    some, whole = (lines(httpx.get(site + one).text) for one in links(page, "network.jsonl"))
    assert (len(some), whole[:3]) == (3, some)
    assert f"<b>3</b> of {len(whole)} pairs shown" in page
    assert whole == lines(ran("dragoman network --most 1000000 --jsonl", filled))


def test_the_board_shows_some_of_each_stage(site: str, filled: str) -> None:
    page = httpx.get(site + "/commitments?each=1").text
    shown = re.findall(r'<article class="card.*?href="/commitment/([\w-]+)"', page)
    some, whole = (lines(httpx.get(site + one).text) for one in links(page, "commitments.jsonl"))
    assert [one["id"] for one in some] == shown
    assert f"<b>{len(some)}</b> of {len(whole)} shown" in page
    assert len(some) < len(whole)
    assert [lines(ran(one, filled, "--jsonl")) for one in commands(page)] == [some, whole]
    states = re.findall(r'href="(/commitments\?[^"]*)">more</a>', page)
    for one in states:
        column = httpx.get(site + html.unescape(one)).text
        assert "known" in re.findall(r'<p class="sum">(.*?)</p>', column)[0]
        assert len(re.findall(r'<article class="card', column)) > 1
        assert lines(httpx.get(site + links(column, "commitments.jsonl")[0]).text) == lines(ran(commands(column)[0], filled, "--jsonl"))
    assert states


def test_commitments_by_pages(site: str, filled: str) -> None:
    whole = lines(ran("dragoman commitments --jsonl", filled))
    first = ran("dragoman commitments --limit 2 --jsonl", filled)
    assert lines(first) == whole[:2]
    second = f"dragoman commitments --limit 2 --after {whole[1]['id']} --jsonl"
    assert lines(ran(second, filled)) == whole[2:4]
    given = httpx.get(f"{site}/export/commitments.jsonl", params={"limit": 2, "after": whole[1]["id"]})
    assert lines(given.text) == whole[2:4]
    assert httpx.get(f"{site}/export/commitments.jsonl?after=none").status_code == 404


def test_meetings_of_two_are_exported(site: str, filled: str) -> None:
    page = httpx.get(site + "/dyad/KEN/UGA").text
    [link] = links(page, "meetings.jsonl")
    given = lines(httpx.get(site + link).text)
    assert [one["id"] for one in given] == re.findall(r'href="/meeting/([\w-]+)"', page)
    assert given == lines(ran(next(one for one in commands(page) if " meetings " in one), filled, "--jsonl"))
    assert given


def test_failures_by_pages(empty_url: str) -> None:
    url = empty_url
    with Ledger.open(url, create=True) as ledger, ledger.writing() as c:
        for n in range(60):
            failures.put(c, "wire", f"item {n}", BadInput(f"item {n}", "it is broken", "mend it"), None)
    with served(url) as site:
        page = httpx.get(site + "/sources").text
        assert "<b>50</b> of 60 shown" in page
        some, whole = (lines(httpx.get(site + one).text) for one in links(page, "failures.jsonl"))
        assert [names(some), names(whole)] == [re.findall("<li><b>(item \\d+)</b>", page), [f"item {n}" for n in range(60)]]
        assert [lines(ran(one, url, "--jsonl")) for one in commands(page)[1:]] == [some, whole]
        page = httpx.get(site + html.unescape(re.findall(r'href="([^"]*)#failures"', page)[0])).text
        assert names(lines(httpx.get(site + links(page, "failures.jsonl")[0]).text)) == [f"item {n}" for n in range(50, 60)]


def names(some: list[dict[str, Any]]) -> list[str]:
    return [one["item"] for one in some]
