"""Filters of a page: several values, those that the form has no field for, the chips, and the day from which is looked."""
from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from dragoman.web.asked import command, query, several
from tests.web.conftest import Watched

ODD = "/events?actor=KEN&actor=UGA&min_confidence=0.1&quad=verbal_cooperation&quad=material_cooperation&since=2020-01-01"


def asked(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["KEN UGA"], ("KEN", "UGA")), (["KEN, UGA"], ("KEN", "UGA")), (["KEN; UGA", "KEN"], ("KEN", "UGA")),
        (["South Korea"], ("South Korea",)), (["Washington, D.C."], ("Washington, D.C.",)), (["Ruto; Museveni"], ("Ruto", "Museveni")),
    ],
)
def test_several_in_one_field(typed: list[str], told: tuple[str, ...]) -> None:
    assert several("actor", typed) == told
    assert several("source", ["A; B"]) == ("A; B",)


def test_each_chip_takes_one_filter_away() -> None:
    one = query([("actor", "KEN"), ("actor", "UGA"), ("mode", "visit"), ("as_of", "2025-01-01"), ("min_confidence", "0.5")])
    chips = {(chip.field, chip.value): asked(chip.href) for chip in one.chips("/events", [])}
    assert set(chips) == {("actor", "KEN"), ("actor", "UGA"), ("mode", "visit"), ("min_confidence", "0.5")}
    assert chips["actor", "KEN"] == {"actor": ["UGA"], "mode": ["visit"], "as_of": ["2025-01-01"], "min_confidence": ["0.5"]}
    assert one.unfielded() == [("mode", "visit"), ("min_confidence", "0.5"), ("as_of", "2025-01-01")]
    assert query([("status", "planned")]).unfielded() == []
    assert query([("status", "planned"), ("status", "possible")]).unfielded() == [("status", "planned"), ("status", "possible")]


def test_how_many_pairs_is_kept(site: str) -> None:
    page = httpx.get(site + "/network?involving=KEN&most=7").text
    assert '<input type="hidden" name="most" value="7">' in page
    assert 'href="/network?most=7"' in page


def test_commands_are_quoted() -> None:
    assert command("meetings", "m;x", as_of="a b", side=["A", "B"], all=True, today=None, from_="1") == (
        "dragoman meetings 'm;x' --as-of 'a b' --side A --side B --all --from 1"
    )


def test_two_actors_are_kept_by_the_form(watched: Watched) -> None:
    page = watched.open(ODD)
    page.locator("#filters [name=since]:visible").fill("2021-01-01")
    page.locator("#filters [name=since]:visible").press("Tab")
    page.wait_for_url("**since=2021-01-01*")
    now = query([(name, value) for name, values in asked(page.url).items() for value in values]).asked
    assert (now.actor, set(now.quad), now.since) == (("KEN", "UGA"), {"verbal_cooperation", "material_cooperation"}, "2021-01-01")
    assert now.min_confidence == 0.1
    expect(page.locator(".chips li")).to_have_count(6)
    expect(page.locator("#command")).to_contain_text("--since 2021-01-01")
    expect(page.locator("#asof input[name=since]")).to_have_value("2021-01-01")


def test_chips_are_right_after_a_change(watched: Watched) -> None:
    page = watched.open(ODD)
    page.locator("#filters [name=status]:visible").select_option("occurred")
    page.wait_for_url("**status=occurred*")
    page.get_by_role("link", name="Without quad verbal_cooperation").click()
    page.wait_for_load_state("networkidle")
    now = asked(page.url)
    assert (now["quad"], now["status"]) == (["material_cooperation"], ["occurred"])
    expect(page.locator("#filters [name=status]:visible")).to_have_value("occurred")
    expect(page.locator(".chips li")).to_have_count(6)


def test_a_facet_is_in_the_form_too(watched: Watched) -> None:
    page = watched.open("/events?actor=KEN")
    page.locator("#facets").get_by_role("link", name="CONSULT", exact=True).click()
    page.wait_for_url("**type=CONSULT*")
    expect(page.locator("#filters [name=type]:visible")).to_have_value("CONSULT")
    expect(page.locator(".chips li")).to_have_count(2)
    page.locator("#filters [name=status]:visible").select_option("occurred")
    page.wait_for_url("**status=occurred*")
    assert asked(page.url) == {"actor": ["KEN"], "type": ["CONSULT"], "status": ["occurred"]}


def test_another_day_keeps_the_filters(watched: Watched) -> None:
    page = watched.open("/events?actor=KEN&mode=visit")
    page.locator("#filters [name=type]:visible").fill("CONSULT")
    page.locator("#filters [name=type]:visible").press("Tab")
    page.wait_for_url("**type=CONSULT*")
    page.get_by_label("As of").fill("2998-12-31")
    page.get_by_role("button", name="Look").click()
    page.wait_for_url("**as_of=2998-12-31*")
    assert {**asked(page.url), "as_of": []} == {"actor": ["KEN"], "mode": ["visit"], "type": ["CONSULT"], "as_of": []}
    page.get_by_role("link", name="Back to now").click()
    page.wait_for_url(lambda url: "as_of" not in url)
    assert asked(page.url) == {"actor": ["KEN"], "mode": ["visit"], "type": ["CONSULT"]}


def test_before_the_ledger_was_begun_it_says_so(site: str) -> None:
    for path in ("/events", "/map", "/network", "/sources", "/actor/KEN"):
        page = httpx.get(f"{site}{path}", params={"as_of": "2024-01-31"}).text
        assert "This ledger knows of nothing before 20" in page, path
        assert "until=2024-01-31" in page
    assert "so what its reports published until 2024-01-31 tell is shown" in httpx.get(site + "/commitments?as_of=2024-01-31").text
    assert "knows of nothing" not in httpx.get(site + "/events?as_of=2999-01-01").text
