"""Alerts on steps of commitments and meetings, of reports that the engine codes."""
from __future__ import annotations

from collections.abc import Sequence

import pytest

from dragoman.alerts import fired
from dragoman.alerts.desk import asked
from dragoman.alerts.firing import Firing
from dragoman.alerts.rules import Rule
from dragoman.alerts.steps import fired as found_by
from dragoman.alerts.steps import says
from dragoman.asking import resolve
from dragoman.following.reading import followed
from dragoman.ledger.store import Ledger
from dragoman.resources import load
from tests.following.deals import codings, fill

TODAY = "2025-10-15"


def rule(**keys: object) -> Rule:
    return Rule(name="mine", file="out.jsonl", **keys)  # type: ignore[arg-type]


def found(ledger: Ledger, one: Rule, today: str = TODAY) -> list[Firing]:
    with ledger.reading() as c:
        return found_by(one, resolve(c, asked(one), load), followed(c), today)


def told(firings: Sequence[Firing]) -> list[tuple[object, ...]]:
    return [(f.data["published"], f.data["state"], f.data["due"]) for f in firings]


def test_steps_and_days_of_commitments(ledger: Ledger) -> None:
    fill(ledger)
    boats = [("2025-06-03", "delayed", "2025-09-30")]
    assert told(found(ledger, rule(state=("delayed",)))) == boats
    late = found(ledger, rule(overdue=True))
    assert ("2025-09-30", ["SWE"]) in [(f.data["due"], f.data["obligor"]) for f in late]
    assert all(f.data["kind"] == "overdue" and f.data["due"] < TODAY for f in late)
    assert found(ledger, rule(overdue=True), "2024-01-01") == []
    with ledger.writing() as c:
        both = found_by(rule(state=("delayed",)), resolve(c, asked(rule()), load), followed(c), TODAY)
        assert (fired.keep(c, "mine", both), fired.keep(c, "mine", both)) == (1, 0)
        [kept] = fired.listed(c)
        assert "delayed until 30 September" in fired.message(c, kept)["quotes"][0]["text"]
        assert "patrol" not in str(kept.data)


@pytest.mark.parametrize(
    ("keys", "fires"),
    [
        ({"actors": ("Sweden",)}, True),
        ({"actors": ("LVA",)}, False),
        ({"recipients": ("LVA",)}, True),
        ({"dyad": ("SWE>LVA",)}, True),
        ({"dyad": ("LVA>SWE",)}, False),
        ({"dyad": ("LVA:SWE",)}, True),
        ({"words": '"patrol boats" navy'}, True),
        ({"words": "patrol -navy"}, False),
        ({"words": "deliver*"}, True),
    ],
)
def test_sides_and_words(one_ledger: Ledger, keys: dict[str, object], fires: bool) -> None:
    assert bool(found(one_ledger, rule(state=("delayed",), **keys))) == fires


def test_meetings_that_are_put_off(ledger: Ledger) -> None:
    fill(ledger)
    [moved] = found(ledger, rule(meeting=("rescheduled", "cancelled")))
    assert (moved.data["kind"], moved.data["state"], sorted(moved.data["participants"])) == ("meeting", "rescheduled", ["BRA", "GHA"])
    assert found(ledger, rule(meeting=("rescheduled",), dyad=("GHA:BRA",)))
    assert not found(ledger, rule(meeting=("rescheduled",), dyad=("GHA:NOR",)))
    assert not found(ledger, rule(meeting=("rescheduled",), actors=("KEN",)))
    assert not found(ledger, rule(meeting=("rescheduled",), words="rain"))


def test_reports_in_another_order_tell_no_step_twice(ledger: Ledger) -> None:
    """The report that opens a commitment comes in last."""
    one = rule(state=("delayed", "ordered", "partly_fulfilled"))
    ordered = [coding for coding in codings() if "Havsorn" in coding.document.text or "patrol boats" in coding.document.text]
    subjects: list[str] = []
    for n in range(len(ordered), 0, -1):
        fill(ledger, ordered[n - 1 : n])
        subjects += [f.subject for f in found(ledger, one) if f.subject not in subjects]
    sentences = [subject.split()[0] for subject in subjects]
    assert len(sentences) == len(set(sentences)) >= 2


def test_words_as_they_are_written() -> None:
    assert says("", "Anything.")
    assert says("navy", "The navy said.")
    assert not says("navies", "The navy said.")
    assert not says('"boats patrol"', "Patrol boats.")


@pytest.fixture(scope="module")
def one_ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """Filled once, and only read."""
    made = Ledger.open(str(tmp_path_factory.mktemp("steps") / "ledger.db"), create=True)
    fill(made)
    return made
