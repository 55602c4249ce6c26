"""`--as-of` end to end: the past of a ledger answers as one that stopped that day, and says where it knows nothing."""
from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, update
from typer.testing import CliRunner, Result

from dragoman.cli import build
from dragoman.ledger import schema as s
from dragoman.ledger.store import Ledger
from tests.ledger import pasts
from tests.ledger.pasts import STEPS, TALKS, Step, World, day

#: what a forgotten report said cannot be shown; tests/ledger/test_asof.py has what is left of it
REMEMBERED = STEPS.map(lambda steps: [step for step in steps if step[0] != "forget"])
FIRST: list[Step] = [
    ("add", [TALKS], "Wire"), ("talks", "Wire"), ("add", [TALKS], "Morning Post"), ("copy", 0, "exact"), ("retract", 1),
    ("recode", 2, "2024"),
]  # fmt: skip
LATER: list[Step] = [
    ("retract", 1), ("judge", 0, 2, "not_same"), ("recode", 0, None), ("meet", 1, "Post"), ("retract", 2), ("talks", "Post"),
]  # fmt: skip
PLAIN = (
    ("events", "--jsonl", "--limit", "0"), ("events", "--jsonl", "--limit", "0", "--copies", "--retracted"),
    ("events", "--jsonl", "--source", "Wire", "--since", "2024-03-02"), ("events", "--limit", "0"), ("reports", "--jsonl"),
    ("reports", "--jsonl", "--retracted"), ("reports", "--jsonl", "--met", "2001-01-02"),
    ("offices", "export"), ("commitments", "--jsonl"), ("meetings", "--jsonl"),
    ("review", "queue", "--json"), ("review", "agreement", "--json"), ("review", "precision", "--json"), ("failures", "--jsonl"),
)  # fmt: skip


def run(*arguments: str, width: int = 100) -> Result:
    return CliRunner().invoke(build(), list(arguments), env={"COLUMNS": str(width)})


def answers(db: str, today: str, past: tuple[str, ...] = ()) -> dict[tuple[str, ...], tuple[int, str]]:
    """What the commands print, and their exit codes; `past` are the options for it."""
    def ask(*question: str) -> tuple[int, str]:
        said = run(*question, *past, "--db", db)
        return said.exit_code, said.stdout

    found = {question: ask(*question) for question in PLAIN}
    found["sources",] = ask("sources", "--jsonl", "--until", today)
    events = [json.loads(line) for line in found[PLAIN[1]][1].splitlines()]
    for name in sorted({event["id"] for event in events}):
        found["event", name] = ask("event", name, "--json")
        found["event, to read", name] = ask("event", name)
    for name in sorted({record["report"] for event in events for record in event["records"]}):
        found["report", name] = ask("report", name, "--json")
    return found


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[World, World]]:
    """Two empty ledgers."""
    with Ledger.open(f"{tmp_path}/stopped.db", create=True) as one, Ledger.open(f"{tmp_path}/goes on.db", create=True) as other:
        yield World(one), World(other)


def compare(stopped: World, goes_on: World, first: list[Step], later: list[Step]) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """What the one says now, and the other of that day."""
    for world, steps in ((stopped, first), (goes_on, [*first, *later])):
        pasts.emptied(world.ledger)
        world.days, world.codings = 0, []
        for step in steps:
            world.run(step)
    last = day(len(first) - 1)
    return answers(str(stopped.ledger.path), last), answers(str(goes_on.ledger.path), last, ("--as-of", last))


def test_the_past_answers_as_a_ledger_that_stopped(two: tuple[World, World]) -> None:
    then, past = compare(*two, FIRST, LATER)
    assert past == then
    assert len([question for question in then if question[0] == "event"]) == 3
    assert answers(str(two[1].ledger.path), day(len(FIRST) - 1)) != then, "the day makes a difference"


@settings(
    max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), phases=set(Phase) - {Phase.explain}, derandomize=True,
)  # fmt: skip
@given(steps=REMEMBERED, at=st.integers(1, 12))
def test_whatever_happens_the_past_answers_so(two: tuple[World, World], steps: list[Step], at: int) -> None:
    first, later = steps[:at] or [("talks", "Wire")], steps[at:]
    then, past = compare(*two, first, later)
    for question, answer in then.items():
        assert past[question] == answer, question
    assert past.keys() == then.keys()


@pytest.fixture
def world(two: tuple[World, World]) -> World:
    """On the first day nothing; then a report a day."""
    found = two[0]
    found.days = 1
    for source in ("Wire", "Post"):
        found.run(("add", [TALKS], source))
    return found


@pytest.fixture
def db(world: World) -> str:
    return str(world.ledger.path)


def test_linking_is_of_the_present(db: str, world: World) -> None:
    with world.ledger.reading() as c:
        before = c.execute(select(func.count()).select_from(s.log)).scalar_one()
    for more in ((), ("--all",)):
        wrong = run("link", *more, "--as-of", "2001-01-02", "--db", db)
        assert wrong.exit_code == 2
        assert "--explain" in wrong.stderr
    with world.ledger.reading() as c:
        assert c.execute(select(func.count()).select_from(s.log)).scalar_one() == before


def test_why_two_were_one_is_told_as_of_a_day(db: str) -> None:
    a, b = (one["record"] for one in json.loads(run("events", "--jsonl", "--db", db).stdout)["records"])
    assert run("judge", a, b, "not-same", "--coder", "Ida Berg", "--db", db).exit_code == 0
    assert json.loads(run("link", "--explain", a, b, "--json", "--db", db).stdout)["same"] is False
    then = run("link", "--explain", a, b, "--json", "--as-of", "2001-01-31", "--db", db)
    assert (json.loads(then.stdout)["same"], json.loads(then.stdout)["judged"]) == (True, [])
    assert "as of 2001-01-31" in then.stderr
    assert "no record" in run("link", "--explain", a, b, "--as-of", "2001-01-02", "--db", db).stderr


def test_queues_that_there_were(db: str, world: World) -> None:
    run("review", "queue", "spring", "--db", db)
    world.run(("meet", 0, "Wire"))  # dates what was done
    for when, queues in ((day(2), []), (day(3), ["spring"])):
        shown = run("review", "queue", "--json", "--as-of", when, "--db", db)
        assert [one["name"] for one in json.loads(shown.stdout)] == queues
        assert f"as of {when}" in shown.stderr
    wrong = run("review", "queue", "summer", "--as-of", day(3), "--db", db)
    assert (wrong.exit_code, "a queue is made now" in wrong.stderr) == (2, True)
    assert [one["name"] for one in json.loads(run("review", "queue", "--json", "--db", db).stdout)] == ["spring"]


def test_offices_as_of_a_day(db: str, tmp_path: Path) -> None:
    shown = run("offices", "export", "--as-of", "2001-01-02", "--db", db)
    assert "as of 2001-01-02T23:59:59Z" in shown.stderr
    assert json.loads(run("offices", "find", "Nobody", "--as-of", "2001-01", "--json", "--db", db).stdout)["day"] == "2001-01-31"
    day_and_past = ("--date", "1999-05-01", "--as-of", "2001-01")
    assert json.loads(run("offices", "find", "Nobody", *day_and_past, "--json", "--db", db).stdout)["day"] == "1999-05-01"
    (tmp_path / "own.csv").write_text("person,office,country\nGrace Okello,PM,UGA\n", encoding="utf-8")
    wrong = run("offices", "find", "Okello", "--offices", str(tmp_path / "own.csv"), "--as-of", "2001-01")
    assert (wrong.exit_code, "has no past" in wrong.stderr) == (2, True)


def test_what_became_known_later_says_so(db: str) -> None:
    [event] = [json.loads(line) for line in run("events", "--jsonl", "--db", db).stdout.splitlines()]
    second = event["records"][1]
    for command, name in (("event", event["id"]), ("event", event["id"][:6]), ("report", event["records"][0]["report"])):
        missing = run(command, name, "--as-of", "2001-01-01", "--db", db)
        assert missing.exit_code == 1
        assert "known since 2001-01-02T10:00:00Z" in missing.stderr, command
        assert "a later day, or none" in missing.stderr
    for command, name in (("event", second["record"]), ("report", second["report"])):
        assert "known since 2001-01-03T10:00:00Z" in run(command, name, "--as-of", "2001-01-02", "--db", db).stderr
    assert "known since" not in run("event", "e-none", "--as-of", "2001-01-01", "--db", db).stderr
    assert "known since" not in run("report", "0000", "--as-of", "2001-01-01", "--db", db).stderr


def test_before_the_first_report(db: str, tmp_path: Path) -> None:
    for command in ("events", "reports", "sources"):
        shown = run(command, "--as-of", "2001-01-01", "--db", db)
        assert (shown.exit_code, shown.stdout) == (0, "")
        assert "no report read by then: the first was taken in at 2001-01-02T10:00:00Z" in shown.stderr, command
        assert "by then" not in run(command, "--db", db).stderr
    Ledger.open(str(tmp_path / "new.db"), create=True).close()
    assert "the ledger is empty" in run("events", "--as-of", "2001", "--db", str(tmp_path / "new.db")).stderr


def test_feeds_and_failures_tell_nothing_of_what_came_later(db: str, world: World) -> None:
    with world.ledger.writing() as c:
        c.execute(insert(s.feed).values(url="https://example.org/f", added_at="2001-01-01T10:00:00Z", failures=0))
        c.execute(update(s.feed).values(last_poll="2001-01-05T10:00:00Z", next_poll="2001-01-05T11:00:00Z", last_ok="2001-01-05T10:00:00Z"))
        for when in (2, 5):
            at = f"2001-01-0{when}T10:00:00Z"
            c.execute(insert(s.poll).values(feed=1, at=at, day=at[:10], outcome="same", items=0, new_items=0))
        c.execute(insert(s.failure).values(
            source="a.txt", item="a.txt", kind="BadPage", what="a", why="b", remedy="c", tries=4,
            first_at="2001-01-01T10:00:00Z", last_at="2001-01-05T10:00:00Z",
        ))  # fmt: skip
    shown = run("feeds", "list", "--as-of", "2001-01-03", "--db", db).stdout
    assert "well, last polled 2001-01-02T10:00:00Z" in shown
    assert "next" not in shown
    assert "next 2001-01-05T11:00:00Z" in run("feeds", "list", "--db", db).stdout
    assert "2001-01-01T10:00:00Z]" in run("failures", "--as-of", "2001-01-03", "--db", db).stdout
    assert "4 times" in run("failures", "--as-of", "2001-01-05", "--db", db).stdout
