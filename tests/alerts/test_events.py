"""Alerts on events of a ledger, on both databases: what fires, and that it fires once."""
from __future__ import annotations

import pytest
from msgspec.structs import replace
from sqlalchemy import select, update

from dragoman.alerts import fired
from dragoman.alerts.events import fired as found_by
from dragoman.alerts.rules import Rule
from dragoman.ledger import schema as s
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.filters import Filters, Who
from dragoman.ledger.forget import forget, retract
from dragoman.ledger.store import Ledger
from dragoman.model import Actor
from tests.ledger.made import coding, entry

VISITS = Filters(type=("CONSULT",), actor=(Who(("EST",)),))


def fire(ledger: Ledger, rule: Rule, filters: Filters = VISITS, report: str | None = None) -> list[fired.Fired]:
    """What is new by the rule, the oldest first, kept."""
    with ledger.writing() as c:
        before = {one.pk for one in fired.listed(c)}
        fired.keep(c, rule.name, found_by(c, rule, filters, report))
        return [one for one in reversed(fired.listed(c)) if one.pk not in before]


def rule(**keys: object) -> Rule:
    return Rule(name="mine", file="out.jsonl", **keys)  # type: ignore[arg-type]


@pytest.mark.parametrize("whole", [True, False])
def test_an_event_fires_once(ledger: Ledger, whole: bool) -> None:
    one = ledger.add(entry(1)).report
    found = fire(ledger, rule(), report=None if whole else one)
    assert [(f.report, f.data["type"], f.data["actors"], f.data["recipients"]) for f in found] == [(one, "CONSULT", ["EST"], ["LVA"])]
    with ledger.reading() as c:
        quotes = fired.message(c, found[0])["quotes"]
    assert quotes[0]["text"].startswith("Foreign Minister Aino Kask")
    assert "Kask" not in str(found[0].data), "the words of a report are its own, to be forgotten with it"
    assert fire(ledger, rule(), report=None if whole else one) == []
    two = ledger.add(entry(2)).report
    assert fire(ledger, rule(), report=one) == []
    assert [f.report for f in fire(ledger, rule(), report=None if whole else two)] == [two]
    assert len(fire(ledger, Rule(name="another", file="x"))) == 2


def test_a_report_that_tells_of_nothing_asked_for(ledger: Ledger) -> None:
    one = ledger.add(entry(1)).report
    assert fire(ledger, rule(), Filters(type=("ASSAULT",)), one) == []
    assert fire(ledger, rule(), Filters(type=("CONSULT",), min_confidence=0.95), one) == []
    assert len(fire(ledger, rule(), Filters(type=("CONSULT",), min_confidence=0.9), one)) == 1


def test_an_event_that_joins_another_is_not_told_again(ledger: Ledger) -> None:
    ledger.add(entry(1))
    [told] = fire(ledger, rule())
    two = ledger.add(entry(2)).report
    with ledger.writing() as c:  # the earlier event goes under the later one's id, as linking may have it
        joined = f"e-{two}-1"
        c.execute(update(s.record).where(s.record.c.id == told.data["event"]).values(event=joined))
    assert fire(ledger, rule()) == []
    assert fire(ledger, rule(), report=two) == []


def test_what_a_report_that_is_forgotten_or_retracted_said(ledger: Ledger) -> None:
    one, two = (ledger.add(entry(n)) for n in (1, 2))
    with ledger.writing() as c:
        keys = {row.id: row.pk for row in c.execute(select(s.report.c.id, s.report.c.pk))}
        retract(c, keys[two.report], "a hoax")
    [told] = fire(ledger, rule())
    assert told.report == one.report
    with ledger.writing() as c:
        forget(c, keys[one.report], "asked for")
        assert [quote["text"] for quote in fired.message(c, told)["quotes"]] == ["", ""]


@pytest.mark.parametrize("whole", [True, False])
def test_the_first_of_its_dyad_and_type(ledger: Ledger, whole: bool) -> None:
    one, two = (ledger.add(entry(n)).report for n in (1, 2))
    first = rule(first=True)
    assert fire(ledger, first, report=two) == [], "an earlier report has told of one"
    assert [f.report for f in fire(ledger, first, report=None if whole else one)] == [one]
    assert fire(ledger, first) == [], "it fired, and the second is no first one for that"


@pytest.mark.parametrize("whole", [True, False])
def test_so_many_in_so_many_days(ledger: Ledger, whole: bool) -> None:
    many = rule(at_least=2, within_days=3)
    reports = [ledger.add(entry(1)).report]
    assert fire(ledger, many, report=None if whole else reports[-1]) == []
    reports.append(ledger.add(entry(2)).report)
    [found] = fire(ledger, many, report=None if whole else reports[-1])
    assert (found.data["kind"], found.report, len(found.data["events"])) == ("threshold", reports[-1], 2)
    with ledger.reading() as c:
        assert fired.message(c, found)["events"][0]["quotes"][0]["text"]
    reports.append(ledger.add(entry(3)).report)
    assert fire(ledger, many, report=None if whole else reports[-1]) == [], "a third is no second pair"
    reports.append(ledger.add(entry(4)).report)
    assert len(fire(ledger, many, report=None if whole else reports[-1])) == 1


@pytest.mark.parametrize("whole", [True, False])
def test_another_dyad_has_a_first_of_its_own(ledger: Ledger, whole: bool) -> None:
    given = []
    for n, actor in enumerate(("EST", "CHL", "CHL")):
        made = coding(n)
        meeting = replace(made.events[0], actors=(Actor(actor, actor),))
        given.append(ledger.add(Entry(replace(made, events=(meeting,)), Sighting("Wire"))).report)
    found = [one for report in ([None] if whole else given) for one in fire(ledger, rule(first=True), Filters(type=("CONSULT",)), report)]
    assert [(one.report, one.data["actors"]) for one in found] == [(given[0], ["EST"]), (given[1], ["CHL"])]
