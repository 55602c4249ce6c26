"""The pages in a real browser: each opens, is readable for everybody, loads nothing from elsewhere, and leads to the sentences."""
from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect
from typer.testing import CliRunner

from dragoman.cli import build
from dragoman.ledger.store import Ledger
from tests.web.conftest import Watched, served

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PAGES = (
    "/", "/events", "/events?actor=KEN", "/map", "/network", "/calendar?month=2025-02", "/commitments", "/sources", "/search",
    "/search?words=diplomats", "/reports", "/reports?words=minister", "/try",
    "/actor/KEN", "/dyad/RUS/IND", "/actor/ISL", "/events?actor=KEN&type=ASSAULT",
)  # fmt: skip
#: what does not depend on the database is looked at on one of them
ONCE = pytest.mark.parametrize("filled", ["sqlite"], indirect=True, scope="session")
#: words of pictures that reach over the picture's edge
LETTERS_OUTSIDE = """[...document.querySelectorAll("figure svg text")].filter((one) => {
  const [a, b] = [one.getBoundingClientRect(), one.ownerSVGElement.getBoundingClientRect()];
  return a.width && (a.left < b.left - 1 || a.right > b.right + 1);
}).map((one) => one.textContent)"""
TAGS = '["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]'


def faults(watched: Watched) -> list[str]:
    """What axe finds against WCAG 2.2 AA. It is put in by the debugger, past the page's policy."""
    watched.page.evaluate(AXE.read_text("utf-8"))
    found = watched.page.evaluate(f"axe.run(document, {{runOnly: {TAGS}}})")
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


@ONCE
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_readable_by_everybody(watched: Watched, path: str, scheme: str) -> None:
    watched.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page = watched.open(path)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("#command")).to_have_text(re.compile("^dragoman "))
    assert faults(watched) == []


@ONCE
@pytest.mark.parametrize("width", [400, 2560])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_off(watched: Watched, path: str, width: int) -> None:
    watched.page.set_viewport_size({"width": width, "height": 900})
    page = watched.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.wait_for_load_state("networkidle")
    assert page.evaluate(LETTERS_OUTSIDE) == []


@ONCE
def test_a_small_screen_has_events_in_lines_and_a_month_as_a_list(watched: Watched) -> None:
    watched.page.set_viewport_size({"width": 400, "height": 800})
    for path in ("/events", "/actor/KEN", "/search?words=diplomats", "/calendar?month=2025-02"):
        page = watched.open(path)
        wide = page.locator(".scroll").evaluate_all("all => all.map((one) => one.scrollWidth - one.clientWidth)")
        assert wide == [0], path
    assert page.locator("td.free:visible").count() == page.locator("td.free.now:visible").count()
    expect(page.locator("a.entry").first).to_be_visible()


@ONCE
def test_a_small_screen_has_a_menu(watched: Watched) -> None:
    watched.page.set_viewport_size({"width": 400, "height": 800})
    page = watched.open("/events?actor=KEN")
    header = page.locator("header.top").bounding_box()
    assert header is not None
    assert header["height"] < 60
    expect(page.get_by_role("link", name="Calendar")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Calendar")).to_be_visible()
    expect(page.get_by_label("As of")).to_be_visible()
    assert faults(watched) == []
    page.get_by_role("link", name="Calendar").click()
    page.wait_for_url("**/calendar*")


@ONCE
def test_shapes_on_the_map_tell_what_happened(watched: Watched) -> None:
    page = watched.open("/map")
    expect(page.locator("figure[data-drawn=yes]")).to_be_visible()
    data = page.evaluate("JSON.parse(document.querySelector('figure script').textContent)")
    for name, shape in (("happened", "circle.full"), ("ahead", "circle.hollow"), ("unheld", "path.crossed")):
        assert page.locator(f"figure a {shape}").count() == sum(bool(one[name]) for one in data["points"])
    wanted = [one for one in data["lands"] if not one["happened"] and one["ahead"]]
    assert page.locator("path.land[data-told=ahead]").count() == len(wanted) > 0
    assert set(page.locator("path.land[data-told=ahead]").evaluate_all("all => all.map((a) => a.getAttribute('fill'))")) == {"url(#ahead)"}
    page.get_by_text("As a table").click()
    first = page.locator("details tbody tr").first.locator("td").all_inner_texts()
    assert int(first[2]) == sum(map(int, first[3:6]))


def test_from_a_word_to_the_sentence(watched: Watched) -> None:
    page = watched.open("/")
    page.keyboard.press("/")
    page.keyboard.type("regiments")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?words=regiments")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/event/**")
    page.get_by_role("link", name="open the report").first.click()
    page.wait_for_url("**/report/**")
    record = page.locator("details.record[open]")
    expect(record).to_have_count(1)
    expect(page.locator("mark.lit").first).to_be_visible()
    assert "Vartan-3" in record.inner_text()
    cue = page.locator("details.record[open] .cue").inner_text()
    assert cue.removeprefix("by ") in page.locator("details.record[open] .why li").all_inner_texts()
    page.locator("mark.k-trigger").first.click()
    expect(page.locator("details.record.lit").first).to_be_visible()
    assert faults(watched) == []


def test_the_whole_trace_of_a_report(watched: Watched) -> None:
    page = watched.open("/search?words=regiments")
    page.get_by_role("link", name="open the report").first.click()
    page.wait_for_url("**/report/**")
    page.get_by_text("The whole trace").click()
    stages = page.locator(".trace tbody tr td:first-child")
    expect(stages.first).to_be_visible()
    assert {"parse", "actors", "frames", "status"} <= set(stages.all_inner_texts())
    assert faults(watched) == []


def test_what_is_taken_in_is_found(browser: Browser, tmp_path: Path) -> None:
    url, report = str(tmp_path / "x.db"), tmp_path / "report.txt"
    report.write_text("Envoys go\n\nOSLO - Norway expelled two Chadian diplomats on Monday, the Foreign Ministry said.", "utf-8")
    Ledger.open(url, create=True).close()
    with served(url) as site:
        page = browser.new_page()
        page.goto(f"{site}/events")
        assert "No report was read" in page.locator("main").inner_text()
        taken = CliRunner().invoke(build(), ["ingest", str(report), "--date", "2024-03-05", "--db", url])
        assert "1 new" in taken.stderr
        page.wait_for_timeout(1100)  # longer than an answer is given again
        page.reload()
        expect(page.locator("tr.row")).to_have_count(1)
        page.get_by_role("link", name="open the report").click()
        expect(page.locator("article.text")).to_contain_text("Norway expelled two Chadian diplomats")
        page.close()


def test_a_commitment_to_its_evidence(watched: Watched) -> None:
    page = watched.open("/commitments")
    expect(page.locator("figure[data-chart=gantt] svg")).to_be_visible()
    page.get_by_role("link", name="RUS → IND five regiments").click()
    page.wait_for_url("**/commitment/**")
    assert page.locator(".steps .status").all_inner_texts()[0].strip().endswith("ordered")
    assert "5 of 5" in page.locator("main").inner_text()
    assert faults(watched) == []
    page.locator(".steps").get_by_role("link", name="open the report").nth(2).click()
    page.wait_for_url("**/report/**")
    assert "delayed until August 2025" in page.locator("article.text").inner_text()


def test_through_the_calendar(watched: Watched) -> None:
    page = watched.open("/calendar?month=2025-01")
    page.get_by_role("link", name=re.compile("2025-02")).click()
    page.wait_for_url("**month=2025-02*")
    page.locator("a.entry", has_text="KEN, UGA").first.click()
    page.wait_for_url("**/meeting/**")
    assert [text.split()[-1] for text in page.locator(".steps .status").all_inner_texts()] == [
        "announced", "confirmed", "rescheduled", "way", "held",
    ]  # fmt: skip
    assert faults(watched) == []


def test_the_map_is_zoomed_and_a_state_is_no_point(watched: Watched) -> None:
    page = watched.open("/map")
    figure = page.locator("figure[data-drawn=yes]")
    expect(figure).to_be_visible()
    page.get_by_role("button", name="Closer").click()
    assert float(figure.get_attribute("data-zoom") or 1) > 1
    assert page.locator("path.told").count() > 0
    data = page.evaluate("JSON.parse(document.querySelector('figure script').textContent)")
    assert {one["precision"] for one in data["points"]} <= {"exact", "city", "region"}
    assert page.locator("figure a").count() == len(data["points"])


def test_a_filter_changes_the_page_and_its_address(watched: Watched) -> None:
    page = watched.open("/events")
    before = page.locator(".sum b").inner_text()
    page.get_by_label("Status").select_option("negated")
    page.wait_for_url("**/events?status=negated")
    expect(page.locator(".sum b")).not_to_have_text(before)
    assert {text.split()[-1] for text in page.locator("tr.row .status").all_inner_texts()} == {"negated"}
    expect(page.locator("figure svg")).to_have_count(1 if page.locator("figure").count() else 0)
    page.get_by_role("button", name="Save this filter").click()
    page.reload()
    expect(page.locator("#saved a").first).to_have_text("status negated")
    page.get_by_role("button", name="Forget status negated").click()
    expect(page.locator("#saved")).to_be_hidden()
    page.reload()
    expect(page.locator("#saved")).to_be_hidden()


def test_an_export_is_what_the_command_writes(site: str, filled: str) -> None:
    given = httpx.get(f"{site}/export/events.csv?actor=KEN").text
    shown = CliRunner().invoke(build(), ["export", "csv", "--actor", "KEN", "--db", filled])
    assert list(csv.reader(io.StringIO(given))) == list(csv.reader(io.StringIO(shown.stdout)))
    assert len(given.splitlines()) > 3


def test_what_a_report_says_is_text(watched: Watched) -> None:
    page = watched.open("/search?words=Chadian")
    page.get_by_role("link", name="open the report").first.click()
    page.wait_for_url("**/report/**")
    assert "<script>alert(1)</script>" in page.locator("h1").inner_text()
    assert page.locator("main script, main img, main h1 b, a[href^='javascript']").count() == 0
    watched.open("/sources")
    watched.open("/events?source=Wire+%3Ci%3Ex%3C%2Fi%3E")


def test_a_text_is_tried_and_not_kept(watched: Watched) -> None:
    page = watched.open("/try")
    page.get_by_label("The text").fill("Minister goes\n\nNorway's foreign minister will meet his Chadian counterpart in Oslo on 9 May.")
    page.get_by_label("Published").fill("2024-05-02")
    page.get_by_role("button", name="Code it").click()
    expect(page.locator("details.record").first).to_contain_text("planned")
    expect(page.locator("details.record").first).to_contain_text("2024-05-09")
    assert faults(watched) == []
    page.get_by_label("The text").fill("Bonjour, ceci est un texte en français qui parle de la pluie et du beau temps depuis hier.")
    page.get_by_role("button", name="Code it").click()
    expect(page.get_by_role("alert")).to_be_visible()


def test_a_page_that_is_none(watched: Watched) -> None:
    page = watched.page
    answer = page.goto(f"{watched.site}/event/none")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_contain_text("not found")
    watched.wrong.clear()  # the browser notes the 404 itself


def test_light_and_dark(watched: Watched) -> None:
    page = watched.open("/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


@pytest.mark.parametrize("path", ["/", "/events", "/map/drawn", "/network/drawn", "/calendar", "/commitments", "/sources"])
def test_an_empty_ledger_says_what_to_do(nothing: str, path: str) -> None:
    page = httpx.get(nothing + path).text
    assert 'data-empty="' in page


ODD = (
    "/calendar?month=9999-12", "/calendar?month=0001-01", "/calendar?as_of=9999-12-31", "/?as_of=9999-12-31", "/?as_of=0001-01-01",
    "/?since=9999-12-31", "/?since=0001-01-01", "/sources?days=0", "/sources?days=100000", "/network?most=-3", "/events?after=1",
    "/events?since=9999&until=9999", "/search?words=-x", "/commitments?side=%20", "/commitments?side=XXX", "/calendar.ics?as_of=2024-02-01",
    "/api/v1/calendar?first=9999-12-31&days=3660", "/api/v1/brief?since=0001-01-01&days=366", "/api/v1/sources?days=366",
)  # fmt: skip
WRONG = (
    "/calendar?month=2026-13", "/calendar?month=x", "/events?since=abc", "/events?after=99999999999999999999", "/?as_of=2025-02-30",
    "/search?words=%22", "/dyad/A/B", "/export/events.exe", "/sources?days=abc", "/events?min_confidence=nan", "/report/%00", "/meeting/x",
    "/commitment/", "/static/../app.py", "/static/..%2fapp.py", "/events?actor=%ff%fe",
)  # fmt: skip


@ONCE
@pytest.mark.parametrize("path", ODD)
def test_what_is_odd_has_an_answer(site: str, path: str) -> None:
    assert httpx.get(site + path).status_code == 200


@ONCE
@pytest.mark.parametrize("path", WRONG)
def test_what_is_wrong_is_told(site: str, path: str) -> None:
    assert 400 <= httpx.get(site + path).status_code < 500
