"""The API: paging, days, typed nothing, problems, and its own document."""
from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from typer.testing import CliRunner

import dragoman
from dragoman.cli import build
from dragoman.ledger import schema
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.store import Ledger
from dragoman.readers import make_document
from tests.web.conftest import served


def get(site: str, path: str, **query: str | int | list[str]) -> httpx.Response:
    return httpx.get(f"{site}/api/v1{path}", params=query, timeout=30)


def test_pages_go_over_everything_once(site: str) -> None:
    seen: list[str] = []
    after: dict[str, int] = {}
    while True:
        page = get(site, "/events", limit=17, **after).json()
        seen += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert len(seen) > 50
    assert len(set(seen)) == len(seen)
    assert sum(n for _, n in get(site, "/facets").json()["status"]) == len(seen)


def test_filters_are_those_of_the_command(site: str, filled: str) -> None:
    asked = {"actor": "KEN", "type": ["CONSULT"]}
    page = get(site, "/events", limit=500, **asked).json()["items"]
    shown = CliRunner().invoke(build(), ["events", "--actor", "KEN", "--type", "CONSULT", "--limit", "0", "--jsonl", "--db", filled])
    assert page == [json.loads(line) for line in shown.stdout.splitlines()]
    assert page


@pytest.mark.parametrize("name", ["commitments", "meetings"])
def test_what_is_followed_is_what_the_command_writes(site: str, filled: str, name: str) -> None:
    page = get(site, f"/{name}", limit=500).json()["items"]
    shown = CliRunner().invoke(build(), [name, "--jsonl", "--db", filled])
    told = [json.loads(line) for line in shown.stdout.splitlines()]
    assert [{key: value for key, value in one.items() if key != "overdue"} for one in page] == told
    assert len(page) > 3


@pytest.mark.parametrize("path", ["/commitments", "/meetings", "/reports"])
def test_lists_have_cursors(site: str, path: str) -> None:
    first = get(site, path, limit=2).json()
    second = get(site, path, limit=2, after=first["next"]).json()
    assert not {one["id"] for one in first["items"]} & {one["id"] for one in second["items"]}
    assert get(site, path, after="no-such").status_code == 404


LISTS = (
    "/events", "/reports", "/places", "/network", "/sources", "/commitments", "/meetings", "/calendar", "/brief", "/panel", "/counts",
)  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_nothing_read_is_told_from_nothing_found(nothing: str, path: str) -> None:
    found = get(nothing, path).json()
    assert (found["items"], found["empty"]["reason"]) == ([], "no_report_read")


@pytest.mark.parametrize("path", ["/commitments", "/meetings", "/calendar", "/brief"])
def test_what_is_followed_says_when_nothing_was_published_yet(site: str, path: str) -> None:
    found = get(site, path, as_of="1999-01-01").json()
    assert (found["items"], found["empty"]["reason"]) == ([], "no_report_read")
    assert "1999-01-01" in found["empty"]["why"]


@pytest.mark.parametrize("path", ["/places", "/network", "/panel"])
def test_whole_lists_by_cursors(site: str, path: str) -> None:
    whole = get(site, path, limit=500).json()["items"]
    size, seen, after = max(2, len(whole) // 5), [], None
    while True:
        page = get(site, path, limit=size, **({"after": after} if after else {})).json()
        seen += page["items"]
        after = page["next"]
        if after is None:
            break
    assert seen == whole
    assert len(whole) > 2 * size
    assert get(site, path, after="no-such").status_code == 404


def test_reports_of_a_month_begin_on_its_first_day(site: str) -> None:
    every = get(site, "/reports", limit=500).json()["items"]
    days = [one["published"] for one in every if one["published"]]
    month = next(day[:7] for day in days if "02" <= day[8:] < "28")
    found = get(site, "/reports", limit=500, since=month).json()["items"]
    assert [one["id"] for one in found] == [one["id"] for one in every if (one["published"] or "") >= month]


def test_a_source_that_nobody_knows(site: str) -> None:
    answer = get(site, "/reports", source="The Nowhere Times")
    assert answer.status_code == 404
    assert "is no source" in answer.json()["title"]
    assert get(site, "/reports", since="2098").json()["empty"]["why"].endswith("published since 2098-01-01")


def test_panel_and_search_are_what_the_commands_write(site: str, filled: str) -> None:
    rows = get(site, "/panel", by="year", directed="true", limit=500).json()["items"]
    shown = CliRunner().invoke(build(), ["panel", "--by", "year", "--directed", "--jsonl", "--db", filled])
    assert rows == [json.loads(line) for line in shown.stdout.splitlines()]
    found = get(site, "/search", words="diplomats", limit=500).json()["items"]
    shown = CliRunner().invoke(build(), ["events", "--words", "diplomats", "--limit", "0", "--jsonl", "--db", filled])
    assert found == [json.loads(line) for line in shown.stdout.splitlines()]
    assert rows
    assert found
    assert get(site, "/search").json()["empty"]["reason"] == "none_found"


def test_a_source_that_fell_silent_is_named(tmp_path: Path) -> None:
    url = str(tmp_path / "x.db")
    with Ledger.open(url, create=True) as ledger:
        for number, (source, seen) in enumerate((("Wire", "2024-01-01"), ("Post", "2024-06-01"))):
            text = f"Norway expelled {number + 2} Chadian diplomats on Monday, the Foreign Ministry said."
            document = make_document(text, published="2024-01-01", published_basis="given", source=source)
            ledger.add(Entry(dragoman.code_document(document), Sighting(source)))
            with ledger.writing() as c:
                c.execute(schema.sighting.update().where(schema.sighting.c.source == source).values(seen_at=f"{seen}T00:00:00Z"))
    with served(url) as address:
        assert get(address, "/events", source="Wire", type="ASSAULT").json()["empty"]["reason"] == "source_silent"
        assert get(address, "/events", source="Post", type="ASSAULT").json()["empty"]["reason"] == "none_found"


def test_nothing_found(site: str) -> None:
    assert get(site, "/events", actor="KEN", type="ASSAULT").json()["empty"]["reason"] == "none_found"
    assert get(site, "/events", since="1950", until="1951").json()["empty"]["reason"] == "no_report_read"


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/events", {"actor": "Atlantis"}, 404),
        ("/events", {"as_of": "yesterday"}, 400),
        ("/events", {"limit": 0}, 422),
        ("/events/e-none", {}, 404),
        ("/reports/none", {}, 404),
        ("/counts", {"by": "fortnight"}, 400),
        ("/none", {}, 404),
        ("/events", {"words": "a\0b"}, 400),
    ],
)
def test_problems_are_told_as_such(site: str, path: str, query: dict[str, str], status: int) -> None:
    answer = get(site, path, **query)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert answer.json()["title"]


def test_as_of(site: str) -> None:
    now, then = get(site, "/commitments").json()["items"], get(site, "/commitments", as_of="2024-01-31").json()["items"]
    assert len(then) == 1 < len(now)
    assert then[0]["state"] == "ordered"
    assert get(site, "/events", as_of="2001").json()["empty"]["reason"] == "no_report_read"


def test_a_text_is_coded_and_not_kept(site: str) -> None:
    before = get(site, "/reports", limit=500).json()["items"]
    answer = httpx.post(f"{site}/api/v1/code", json={"text": "Norway expelled two Chadian diplomats on Monday.", "date": "2024-03-05"})
    told = [(one["type"], one["status"], one["date"]["start"]) for one in answer.json()["events"]]
    assert told == [("SANCTION", "occurred", "2024-03-04")]
    assert get(site, "/reports", limit=500).json()["items"] == before
    assert httpx.post(f"{site}/api/v1/code", json={"text": " "}).status_code == 400


def test_what_is_no_english_is_told_from_what_tells_of_nothing(site: str) -> None:
    def given(text: str) -> tuple[int, str]:
        answer = httpx.post(f"{site}/api/v1/code", json={"text": text}).json()
        return len(answer["events"]), (answer["empty"] or {"reason": ""})["reason"]

    assert given("Norway expelled two Chadian diplomats on Monday.") == (1, "")
    assert given("The weather in Oslo was fine on Monday.") == (0, "none_found")
    french = "Bonjour, ceci est un texte en français qui parle de la pluie et du beau temps depuis hier dans les villes."
    assert given(french) == (0, "not_english")


def test_the_document_refers_to_what_it_has(site: str) -> None:
    document = httpx.get(f"{site}/api/v1/openapi.json").text
    named = set(re.findall(r'"#/components/schemas/(\w+)"', document))
    assert named <= set(json.loads(document)["components"]["schemas"])
    assert any(name.startswith("Body_") for name in named)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("what", ["sources", "brief", "calendar", "events", "counts"])
def test_the_first_and_the_last_day_there_is(site: str, what: str, day: str) -> None:
    assert httpx.get(f"{site}/api/v1/{what}", params={"as_of": day}).status_code == 200


def test_the_document_is_true(site: str) -> None:
    """What the server answers to whatever its own document allows is what the document says."""
    schema = schemathesis.openapi.from_url(f"{site}/api/v1/openapi.json")
    routes = [found.ok() for found in schema.get_all_operations()]
    assert len(routes) == 18
    for route in routes:

        @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(case=route.as_strategy())
        def asked(case: schemathesis.Case) -> None:
            case.call_and_validate(base_url=site)

        asked()
