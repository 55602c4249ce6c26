"""What was known of commitments and meetings on any day, out of a ledger on both databases, and the calendar that follows it."""
from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

import dragoman
from dragoman.cli import build
from dragoman.evaluate.followed import story
from dragoman.evaluate.stories import document
from dragoman.following import brief, lines
from dragoman.following.looking import looking
from dragoman.following.reading import followed
from dragoman.ledger import asof, schema
from dragoman.ledger.store import Ledger
from dragoman.model import Coding
from dragoman.tables import ics
from tests.ledger.pasts import World, day

FOLDER = Path(__file__).parents[1] / "stories" / "follow"
NAMES = ("p-india-vartan-regiments", "p-kenyan-president-in-uganda", "p-astana-summit-called-off", "p-kenya-orders-vehicles")


def codings(name: str) -> list[Coding]:
    return [dragoman.code_document(document(report)) for report in story(FOLDER / f"{name}.toml").report]


class Taking(World):
    """A report a day."""

    def do_take(self, coding: Coding) -> None:
        self.put(coding, "Fiction News")


def known(ledger: Ledger, as_of: str | None = None) -> list[dict[str, Any]]:
    with asof.reading(ledger, as_of) as c:
        found = followed(c)
        return [*map(lines.commitment, found.commitments), *map(lines.meeting, found.meetings)]


def calendar(ledger: Ledger, as_of: str | None = None) -> dict[str, Any]:
    """UID -> entry, as a calendar program reads the file."""
    out = io.BytesIO()
    with asof.reading(ledger, as_of) as c:
        ics.write(brief.entries(followed(c)), "Dragoman", out)
    return {str(entry["UID"]): entry for entry in Calendar.from_ical(out.getvalue()).walk("VEVENT")}


@pytest.mark.parametrize("name", NAMES)
def test_what_was_known_on_each_day_is_what_the_reports_until_then_say(ledger: Ledger, name: str) -> None:
    world, then = Taking(ledger), []
    for coding in codings(name):
        world.run(("take", coding))
        then.append(known(ledger))
    assert [known(ledger, day(number)) for number in range(len(then))] == then
    assert len({str(answer) for answer in then}) == len(then)


def test_a_visit_that_is_put_off_stays_one_entry_of_the_calendar(ledger: Ledger) -> None:
    world = Taking(ledger)
    seen = []
    for coding in codings("p-kenyan-president-in-uganda"):
        world.run(("take", coding))
        [entry] = calendar(ledger).values()
        seen.append((str(entry["UID"]), entry.decoded("DTSTART").isoformat(), int(entry["SEQUENCE"]), str(entry["STATUS"])))
    assert len({uid for uid, *_ in seen}) == 1
    assert [start for _, start, *_ in seen] == ["2025-02-03", "2025-02-03", "2025-02-17", "2025-02-17", "2025-02-17"]
    numbers = [sequence for *_, sequence, _ in seen]
    assert numbers == sorted(set(numbers))
    assert seen[2][3] == "TENTATIVE"


def test_a_summit_that_is_called_off_is_cancelled_in_its_entry(ledger: Ledger) -> None:
    world = Taking(ledger)
    first, second = codings("p-astana-summit-called-off")
    world.run(("take", first))
    [before] = calendar(ledger).values()
    world.run(("take", second))
    [after] = calendar(ledger).values()
    assert (before["UID"], before.decoded("DTSTART"), str(before["STATUS"])) == (after["UID"], after.decoded("DTSTART"), "TENTATIVE")
    assert (str(after["STATUS"]), int(after["SEQUENCE"])) == ("CANCELLED", int(before["SEQUENCE"]) + 1)


@pytest.mark.parametrize("name", NAMES)
def test_of_an_archive_the_reports_published_until_a_day_count(ledger: Ledger, name: str) -> None:
    world, then = Taking(ledger), []
    told = codings(name)
    for coding in told:
        world.run(("take", coding))
        then.append((coding.document.published, known(ledger)))
    with ledger.writing() as c:
        c.execute(schema.log.update().values(at="2040-01-01T00:00:00Z"))
    for published, answer in then:
        with looking(ledger, published) as look:
            found = followed(look.c, look.until)
            assert [*map(lines.commitment, found.commitments), *map(lines.meeting, found.meetings)] == answer
            assert look.note is not None
            assert "begun on 2040-01-01" in look.note


@pytest.mark.parametrize("command", ["commitments", "meetings", "calendar --from 2024-01-01 --days 900", "brief --since 2024-01-01"])
def test_commands_show_the_sentence_and_the_state(tmp_path: Path, command: str) -> None:
    path = str(tmp_path / "x.db")
    with Ledger.open(path, create=True) as ledger:
        world = Taking(ledger)
        for name in NAMES[:2]:
            for coding in codings(name)[:2]:
                world.run(("take", coding))
    shown = CliRunner().invoke(build(), [*command.split(), "--db", path])
    assert shown.exit_code == 0
    assert ("IND" in shown.stdout) == (command != "meetings")
    assert ("UGA" in shown.stdout) == (command != "commitments")
    if command.startswith(("calendar", "brief")):
        assert "Kenyan President Daniel Otieno would arrive in Kampala on 3 February" in " ".join(shown.stdout.split())


def test_overdue_is_reckoned_against_a_day(tmp_path: Path) -> None:
    path = str(tmp_path / "x.db")
    with Ledger.open(path, create=True) as ledger:
        world = Taking(ledger)
        for coding in codings(NAMES[0])[:2]:
            world.run(("take", coding))
    ask = ["commitments", "--overdue", "--db", path, "--as-of"]
    in_time, late = (CliRunner().invoke(build(), [*ask, at]) for at in ("2025-12-31", "2026-01-01"))
    assert ("overdue" in in_time.stdout, "overdue" in late.stdout) == (False, True)
    assert "no commitment is known" in in_time.stderr
