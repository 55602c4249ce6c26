"""Whole texts are searched on the pages: what is found, its file and its command are the same, and a passage leads to its place."""
from __future__ import annotations

import html
import json
import re
from collections import Counter

import httpx
import pytest
from playwright.sync_api import expect

from dragoman.ledger.terms import searched
from tests.web.conftest import Watched, codings
from tests.web.test_exports import commands, lines, ran
from tests.web.test_pages import faults


def only_in_a_text() -> str:
    """A word that one report has, in a sentence that tells of no event, and not in its headline."""
    said = Counter(word for one in codings() for word in set(searched(one.document.text)))
    for one in codings():
        told = {word for e in one.events for span in e.evidence for word in searched(span.text)} | set(searched(one.document.title or ""))
        for word in searched(one.document.text):
            like = any(other.startswith(word[:4]) for other in said if other != word)  # of another ending
            if said[word] == 1 and word not in told and len(word) > 6 and not like:
                return word
    raise AssertionError("every word stands in a sentence of an event")


def shown(page: str) -> list[str]:
    """Ids of the reports that a page lists, in their order."""
    found = re.findall(r'<li[^>]*><a class="title" href="/report/(\w+)', page)
    return list(found)


def exports(page: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'href="(/export/reports.jsonl[^"]*)"', page)]


def test_a_word_that_no_event_has_is_found(site: str) -> None:
    word = only_in_a_text()
    page = httpx.get(site + "/search", params={"words": word}).text
    names = shown(page)
    expected = [one.document.id for one in codings() if word in searched(one.document.text)]
    assert sorted(names) == sorted(expected)
    assert httpx.get(f"{site}/api/v1/search", params={"words": word}).json()["items"] == []
    [found] = httpx.get(f"{site}/api/v1/reports", params={"words": word}).json()["items"]
    text = {one.document.id: one.document.text for one in codings()}[found["id"]]
    assert found["passages"]
    for passage in found["passages"]:
        assert text[passage["start"] : passage["end"]] == passage["text"]
        for mark in passage["marks"]:
            assert text[mark["start"] : mark["end"]] == mark["text"]
            assert searched(mark["text"]) == [word]


@pytest.mark.parametrize("path", ["/search?words=minister", "/search?words=regiments", "/reports?words=minister", "/reports?until=2025-06"])
def test_what_is_shown_is_exported_and_what_the_commands_write(site: str, filled: str, path: str) -> None:
    page = httpx.get(site + path).text
    asked = [one for one in commands(page) if one.startswith("dragoman reports ")]
    links = exports(page)
    assert len(asked) == len(links) in (1, 2)
    for command, link in zip(asked, links, strict=True):
        assert lines(httpx.get(site + link).text) == lines(ran(command, filled, "--jsonl"))
    assert [one["id"] for one in lines(httpx.get(site + links[0]).text)] == shown(page) != []


def test_pages_of_reports_follow_one_another(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.web import searches

    monkeypatch.setattr(searches, "ROWS", 4)
    every = [one["id"] for one in lines(httpx.get(site + "/export/reports.jsonl?words=minister").text)]
    path, seen = "/reports?words=minister", []
    while True:
        page = httpx.get(site + path).text
        seen += shown(page)
        given = [one["id"] for one in lines(httpx.get(site + exports(page)[0]).text)]
        assert given == shown(page)
        more = re.findall(r'<a class="more" href="([^"]*)">Older reports', page)
        if not more:
            break
        path = html.unescape(more[0])
    assert seen == every
    assert len(seen) > 8


def test_filters_of_events_leave_reports_out(site: str) -> None:
    assert shown(httpx.get(site + "/search?words=minister&since=2025-01").text)
    assert 'id="texts"' not in httpx.get(site + "/search?words=minister&actor=KEN").text


def test_nothing_says_why(site: str, nothing: str) -> None:
    assert 'data-empty="none_found"' in httpx.get(site + "/reports?words=zzzz").text
    assert "no text has these words" in httpx.get(site + "/reports?words=zzzz").text
    assert 'data-empty="no_report_read"' in httpx.get(nothing + "/reports?words=zzzz").text
    for path in ("/reports?words=the", "/reports?met=2025-02-30", "/reports?source=Nobody", "/export/reports.jsonl?words=ab*"):
        answer = httpx.get(site + path)
        assert (answer.status_code in (400, 404), "Try:" in answer.text) == (True, True), path
    empty = [httpx.get(f"{one}/api/v1/reports", params={"words": "zzzz"}).json()["empty"]["reason"] for one in (site, nothing)]
    assert empty == ["none_found", "no_report_read"]


def test_from_a_passage_to_its_place(watched: Watched) -> None:
    word = only_in_a_text()
    page = watched.open("/")
    page.keyboard.press("/")
    page.keyboard.type(word)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?words=*")
    page.locator(".passage").first.click()
    page.wait_for_url("**/report/*?words=*")
    found = page.locator("article mark.k-found")
    expect(found.first).to_be_in_viewport()
    assert [searched(one) for one in found.all_inner_texts()] == [[word]]
    assert page.url.endswith(f"#{found.first.get_attribute('id')}")
    assert faults(watched) == []


def test_a_list_of_reports_by_the_keyboard(watched: Watched) -> None:
    page = watched.open("/reports?words=minister")
    page.keyboard.press("j")
    page.keyboard.press("j")
    title = page.locator("li.row").nth(1).locator(".title").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/**")
    assert page.locator("h1").inner_text() == title


def test_what_a_passage_says_is_text(watched: Watched) -> None:
    page = watched.open("/search?words=onerror+svg")
    assert "<img src=x" in page.locator(".passage").first.inner_text()
    assert page.locator("main img, main .passage svg").count() == 0


def test_a_day_of_a_source_opens_what_was_read_on_it(site: str, watched: Watched) -> None:
    page = watched.open("/sources")
    cells = json.loads(page.locator("figure script").first.inner_text())["cells"]
    assert cells
    for cell in cells:
        found = httpx.get(site + cell["href"]).text
        assert len(shown(found)) == min(cell["read"], 50)
        assert len(lines(httpx.get(site + exports(found)[-1]).text)) == cell["read"]
    page.locator("figure a").first.click()
    page.wait_for_url("**/reports?source=*&met=*")
    assert page.locator(".hits li").count() > 0


def test_the_same_day_is_looked_at_from(site: str) -> None:
    page = httpx.get(site + "/search?words=minister&as_of=2999-01-01").text
    links = re.findall(r'href="(/(?:report|reports|export)[/?][^"]*)"', page)
    assert len(links) > 5
    assert [link for link in links if "as_of=2999-01-01" not in link] == []
    assert shown(httpx.get(site + "/search?words=minister&as_of=2001-01-01").text) == []
