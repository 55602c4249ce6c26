"""What a page shows, its export gives, and the command at its foot writes: the same of each view."""
from __future__ import annotations

import csv
import html
import io
import json
import re
import shlex
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from dragoman.cli import build
from dragoman.ledger.store import Ledger
from tests.web.conftest import Watched

Plain = dict[str, Any]


def ran(command: str, db: str, *more: str) -> str:
    """What a command writes, as a shell takes it apart."""
    name, *rest = shlex.split(command)
    assert name == "dragoman"
    shown = CliRunner().invoke(build(), [*rest, *more, "--db", db])
    assert shown.exit_code == 0, shown.stderr
    return shown.stdout


def commands(page: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(r'<code id="command[-\d]*">(.*?)</code>', page)]


def lines(text: str) -> list[Plain]:
    return [json.loads(line) for line in text.splitlines()]


def table(text: str) -> list[Plain]:
    return list(csv.DictReader(io.StringIO(text)))


def first_of(site: str, what: str) -> Plain:
    found: Plain = httpx.get(f"{site}/api/v1/{what}", timeout=60).json()["items"][0]
    return found


VIEWS = (
    "/", "/events?actor=KEN&actor=UGA&status=planned", "/event/{event}", "/report/{report}", "/actor/KEN", "/dyad/RUS/IND",
    "/map?place=KEN", "/network?actor=KEN", "/calendar?month=2025-02", "/commitments?side=RUS",
    "/commitment/{commitment}", "/meeting/{meeting}", "/sources",
    "/search?words=diplomats", "/reports?words=minister", "/reports?met=2999",
)  # fmt: skip


@pytest.mark.parametrize("then", ["", "2999-01-01"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_command_runs_and_looks_from_the_same_day(site: str, filled: str, view: str, then: str) -> None:
    path = view.format(
        event=first_of(site, "events")["id"], report=first_of(site, "reports")["id"], commitment=first_of(site, "commitments")["id"],
        meeting=first_of(site, "meetings")["id"],
    )  # fmt: skip
    found = commands(httpx.get(site + path, params={**dict(httpx.URL(path).params), **({"as_of": then} if then else {})}, timeout=60).text)
    assert found
    for one in found:
        assert (f"--as-of {then}" in one) == bool(then), one
        ran(one, filled)


def test_what_is_typed_is_no_command_of_its_own(site: str) -> None:
    page = httpx.get(site + "/calendar", params={"as_of": "2025-03-01T00:00:00 ; rm x"}).text
    assert "rm x" not in " ".join(commands(page))
    page = httpx.get(site + "/search", params={"words": "diplomats; touch x $(id) 'y'"}).text
    assert [shlex.split(one)[1:4] for one in commands(page)] == [
        [name, "--words", "diplomats; touch x $(id) 'y'"] for name in ("reports", "events")
    ]


def test_pairs_are_exported_as_they_are_shown(site: str, filled: str) -> None:
    page = httpx.get(site + "/network/drawn?involving=KEN&most=4").text
    shown = re.findall(r"<td><a href=\"/actor/(\w+)\">.*?</td><td><a href=\"/dyad/\w+/(\w+)\">.*?</td><td>(\d+)</td>", page)
    given = table(httpx.get(site + "/export/network.csv?involving=KEN&most=4").text)
    assert shown == [(one["source"], one["target"], one["events"]) for one in given]
    assert len(shown) == 4
    [command] = commands(httpx.get(site + "/network?involving=KEN&most=4").text)
    assert table(ran(command, filled)) == given
    assert lines(httpx.get(site + "/export/network.jsonl?involving=KEN&most=4").text) == lines(ran(command, filled, "--jsonl"))


def test_who_deals_with_whom_is_counted_as_counts_do(site: str, filled: str) -> None:
    given = table(httpx.get(site + "/export/network.csv?involving=KEN&undirected=1&of=KEN&most=500&since=2000&until=2030").text)
    rows = table(ran("dragoman counts --by year --per pair --involving KEN --since 2000 --until 2030 --csv", filled))
    sums: dict[str, int] = {}
    for row in rows:
        sums[row["pair"]] = sums.get(row["pair"], 0) + int(row["events"])
    undated = {f"{min(one['source'], one['target'])}:{max(one['source'], one['target'])}": int(one["events"]) for one in given}
    assert {pair: n for pair, n in sums.items() if n and "KEN" in pair.split(":")} == undated
    partners = re.findall(r"/dyad/KEN/(\w+)", httpx.get(site + "/actor/KEN/partners").text)
    command = commands(httpx.get(site + "/actor/KEN").text)[1]
    assert partners == [one["target"] for one in table(ran(command, filled))]
    assert len(partners) > 2


def test_an_actor_has_what_is_done_to_it(site: str, filled: str) -> None:
    page = httpx.get(site + "/actor/UGA").text
    shown = re.findall(r'data-href="/event/([\w-]+)"', page)
    told = lines(ran("dragoman events --involving UGA --limit 20 --jsonl", filled))
    assert shown == [one["id"] for one in told]
    sides = [({a["country"] for a in one["actors"]}, {a["country"] for a in one["recipients"]}) for one in told]
    assert all("UGA" in actors | recipients for actors, recipients in sides)
    assert any("UGA" not in actors for actors, _ in sides)


def test_offices_over_time(site: str, filled: str) -> None:
    page = httpx.get(site + "/actor/KEN/partners").text
    link = html.unescape(re.findall(r'href="(/export/offices.jsonl[^"]*)"', page)[0])
    given = lines(httpx.get(site + link).text)
    shown = re.findall(r'<li>([\w ]+): <b>([^<]+)</b> <span class="day">([\d-]+)', page)
    assert shown == [(one["office"], one["person"], one["first"]) for one in given]
    assert len(given) > 1
    [command] = [one for one in commands(httpx.get(site + "/actor/KEN").text) if " offices " in one]
    assert lines(ran(command, filled, "--jsonl")) == given


def test_bars_are_what_counts_counts(site: str, filled: str) -> None:
    for extra in ({}, {"status": "planned"}, {"involving": "KEN"}):
        items = httpx.get(f"{site}/api/v1/counts", params={"by": "month", **extra}).json()["items"]
        options = " ".join(f"--{name} {value}" for name, value in extra.items())
        rows = lines(ran(f"dragoman counts --by month {options} --jsonl", filled))
        assert [(one["period"], one["events"], one["reports"]) for one in items] == [(r["period"], r["events"], r["reports"]) for r in rows]
        assert sum(one["events"] for one in items) > 3


def test_the_map_is_its_geojson(site: str) -> None:
    features = httpx.get(f"{site}/export/events.geojson", timeout=60).json()["features"]
    spots = httpx.get(f"{site}/api/v1/places?limit=500").json()["items"]
    placed = [one["properties"] for one in features if one["properties"]["place_name"]]
    assert len(placed) == sum(spot["events"] for spot in spots) > 20
    happened = sum(one["status"] in ("occurred", "ongoing") for one in placed)
    assert (happened, len(placed) - happened) == (sum(s["happened"] for s in spots), sum(s["ahead"] + s["unheld"] for s in spots))
    assert all(one["geometry"] is None for one in features if one["properties"].get("place_precision") == "country")


def test_commitments_of_a_side(site: str, filled: str) -> None:
    page = httpx.get(site + "/commitments?side=RUS").text
    shown = set(re.findall(r'href="/commitment/([\w-]+)"', page))
    link = html.unescape(re.findall(r'href="(/export/commitments.jsonl[^"]*)"', page)[0])
    given = lines(httpx.get(site + link).text)
    assert {one["id"] for one in given} == shown
    assert all("RUS" in (*one["obligor"], *one["obligee"]) for one in given)
    [command] = commands(page)
    assert lines(ran(command, filled, "--jsonl")) == given
    assert len(given) < len(lines(httpx.get(site + "/export/commitments.jsonl").text))


def test_today_is_exported(site: str, filled: str) -> None:
    page = httpx.get(site + "/").text
    [command] = commands(page)
    for kind, shape in (("txt", "text"), ("md", "markdown"), ("jsonl", "jsonl")):
        link = html.unescape(re.findall(rf'href="(/export/brief.{kind}[^"]*)"', page)[0])
        assert httpx.get(site + link).text == ran(command, filled, "--format", shape)
    titles = [one["title"] for one in lines(httpx.get(site + "/export/brief.jsonl").text)]
    assert titles == re.findall(r'<section class="brief" id="[^"]*"><h2>(.*?) <small>', page)


def test_a_month_is_exported(site: str, filled: str) -> None:
    page = httpx.get(site + "/calendar?month=2025-02").text
    shown = set(re.findall(r'class="entry [^"]*" href="/\w+/([\w-]+)"', page))
    given = lines(httpx.get(site + "/export/calendar.jsonl?month=2025-02").text)
    assert {one["id"] for one in given} == shown
    [command] = commands(page)
    assert lines(ran(command, filled, "--jsonl")) == given
    whole, month = httpx.get(site + "/calendar.ics").text, httpx.get(site + "/calendar.ics?month=2025-02").text
    assert 0 < month.count("BEGIN:VEVENT") <= len(shown) < whole.count("BEGIN:VEVENT")


def test_sources_are_exported(site: str, filled: str) -> None:
    page = httpx.get(site + "/sources?days=7").text
    link = html.unescape(re.findall(r'href="(/export/sources.jsonl[^"]*)"', page)[0])
    command = commands(page)[0]
    assert httpx.get(site + link).text == ran(command, filled, "--jsonl")


def test_one_meeting_and_no_other(site: str, filled: str) -> None:
    one = first_of(site, "meetings")
    [command] = commands(httpx.get(f"{site}/meeting/{one['id']}").text)
    assert [found["id"] for found in lines(ran(command, filled, "--jsonl"))] == [one["id"]]
    assert httpx.get(f"{site}/api/v1/meetings/{one['id']}").json() == one


def test_exports_look_from_the_same_day(watched: Watched) -> None:
    for view in ("/", "/events", "/map", "/network", "/actor/KEN", "/calendar", "/commitments", "/sources", "/reports"):
        page = watched.open(f"{view}?as_of=2999-01-01")
        links = page.locator("main a[href*='/export/'], main a[href*='.ics']").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        assert links, view
        assert [link for link in links if "as_of=2999-01-01" not in link] == [], view


PASTED = (
    "Minister goes\n\nOSLO, May 2 - Norway's foreign minister will meet his Chadian counterpart in Oslo on 9 May. "
    "Kenya will deliver 200 trucks."
)


@pytest.mark.parametrize("date", ["2024-05-02", ""])
def test_what_is_tried_is_exported(site: str, date: str) -> None:
    before = httpx.get(f"{site}/api/v1/reports?limit=500").json()["items"]
    page = httpx.post(site + "/try", data={"text": PASTED, "date": date}, timeout=60).text
    [command] = commands(page)
    shown = CliRunner().invoke(build(), [*shlex.split(command)[1:], "--json"], input=PASTED)
    given = httpx.post(site + "/try/coding.json", data={"text": PASTED, "date": date}, timeout=60)
    assert given.text == shown.stdout
    assert [one["id"] for one in given.json()["events"]] == re.findall(r'data-record="([^"]+)"', page)
    assert given.json()["document"]["published"] == (date or None)
    assert len(given.json()["events"]) > 0 < len(given.json()["commitments"])
    assert httpx.get(site + "/try/coding.json").status_code == 405
    assert httpx.get(f"{site}/api/v1/reports?limit=500").json()["items"] == before


def test_a_page_that_is_tried_is_read_as_the_command_reads_it(site: str) -> None:
    source = f"<!doctype html><html><head><title>Minister goes</title></head><body><article><p>{PASTED}</p></article></body></html>"
    given = httpx.post(site + "/try/coding.json", data={"text": source, "date": "2024-05-02"}, timeout=60)
    shown = CliRunner().invoke(build(), ["code", "-", "--date", "2024-05-02", "--json"], input=source)
    assert given.text == shown.stdout
    assert "<p>" not in given.json()["document"]["text"]


def test_what_is_tried_is_downloaded(watched: Watched) -> None:
    page = watched.open("/try")
    page.get_by_label("The text").fill(PASTED)
    page.get_by_role("button", name="Code it").click()
    page.get_by_label("The text").fill("Something else.")  # the file is of what is shown, whatever is typed since
    with page.expect_download() as found:
        page.get_by_role("button", name="JSON").click()
    assert json.loads(found.value.path().read_text("utf-8"))["document"]["text"] == PASTED


def test_a_trace_is_exported(site: str, filled: str) -> None:
    path = f"/report/{first_of(site, 'reports')['id']}"
    page = httpx.get(f"{site}{path}/trace", timeout=60).text
    given = lines(httpx.get(site + html.unescape(re.findall(r'href="(/export/trace[^"]*)"', page)[0]), timeout=60).text)
    assert [one["stage"] for one in given] == re.findall(r"<tr><td>(\w+)</td>", page)
    command = commands(httpx.get(site + path).text)[1]
    assert lines(ran(command, filled, "--jsonl")) == given
    assert {"parse", "status"} <= {one["stage"] for one in given}
    assert "status" in ran(command, filled)


def test_commands_name_the_ledger(site: str, filled: str) -> None:
    [command] = commands(httpx.get(site + "/commitments").text)
    with Ledger.open(filled) as ledger:
        assert shlex.split(command)[-2:] == ["--db", ledger.name]
