"""Steps that a named person enters where no report tells of them: any state, kept with the reason, taken back, known as of a day."""
from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import build
from dragoman.errors import DragomanError
from dragoman.following import lines
from dragoman.following.reading import followed
from dragoman.intake.steps import enter, take_back
from dragoman.ledger.store import Ledger
from tests.following.test_as_of import NAMES, Taking, codings, known


@pytest.fixture
def filled(ledger: Ledger) -> Taking:
    world = Taking(ledger)
    for coding in codings(NAMES[0])[:2]:
        world.run(("take", coding))
    return world


def commitment(ledger: Ledger) -> dict[str, object]:
    with ledger.reading() as c:
        [found] = followed(c).commitments
        return lines.commitment(found)


def test_a_named_person_may_enter_any_state_and_says_why(filled: Taking) -> None:
    before = commitment(filled.ledger)
    assert before["state"] == "partly_fulfilled"
    with filled.ledger.writing() as c:
        made = enter(c, str(before["id"])[:8], "offered", "Ida Berg", "told by the embassy", due="2027")
    after = commitment(filled.ledger)
    assert (after["state"], after["due"]) == ("offered", "2027-12-31")
    assert after["history"][-1]["rule"] == f"entered by Ida Berg (step {made.seq}): told by the embassy"  # type: ignore[index]
    with filled.ledger.writing() as c:
        take_back(c, str(made.seq), "Ida Berg", "a mistake")
    assert commitment(filled.ledger) == before


def test_later_reports_go_on_from_what_was_entered(filled: Taking) -> None:
    with filled.ledger.writing() as c:
        enter(c, str(commitment(filled.ledger)["id"]), "disputed", "Ida Berg", "seen in a note", day="2025-01-01")
    for coding in codings(NAMES[0])[2:]:
        filled.run(("take", coding))
    states = [step["state"] for step in commitment(filled.ledger)["history"]]  # type: ignore[attr-defined]
    assert states == ["ordered", "partly_fulfilled", "disputed", "delayed", "partly_fulfilled", "fulfilled"]


def test_it_was_not_known_before_it_was_entered(filled: Taking) -> None:
    before = known(filled.ledger)
    with filled.ledger.writing() as c:
        enter(c, str(commitment(filled.ledger)["id"]), "lapsed", "Ida Berg", "nobody speaks of it")
    assert known(filled.ledger, "2001-01-02") == before != known(filled.ledger)


@pytest.mark.parametrize(
    ("state", "coder", "note", "name"),
    [("done", "Ida", "x", "c-"), ("lapsed", " ", "x", "c-"), ("lapsed", "Ida", "", "c-"), ("lapsed", "Ida", "x", "c-none")],
)
def test_what_cannot_be_entered(filled: Taking, state: str, coder: str, note: str, name: str) -> None:
    before = commitment(filled.ledger)
    with pytest.raises(DragomanError), filled.ledger.writing() as c:
        enter(c, name, state, coder, note)
    assert commitment(filled.ledger) == before
    with pytest.raises(DragomanError), filled.ledger.writing() as c:
        take_back(c, "999999", "Ida", "x")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), list(arguments))


def test_the_command(tmp_path: Path) -> None:
    path = str(tmp_path / "x.db")
    with Ledger.open(path, create=True) as ledger:
        world = Taking(ledger)
        world.run(("take", codings(NAMES[0])[0]))
        name = str(commitment(ledger)["id"])
    done = run("review", "step", name, "cancelled", "--coder", "Ida Berg", "--note", "the ministry's answer", "--db", path)
    assert done.stdout.startswith(f"noted: {name} is cancelled, step ")
    shown = run("commitments", name, "--db", path).stdout
    assert "cancelled" in shown
    assert "the ministry's answer" in " ".join(shown.split())
    wrong = run("review", "step", name, "gone", "--coder", "Ida Berg", "--note", "x", "--db", path)
    assert wrong.exit_code != 0
    assert "no state of a commitment" in wrong.stderr
