"""Steps of commitments that people enter: checked against what is known of the commitment."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import Connection

from dragoman.asking import day as day_of
from dragoman.errors import LedgerError, NotFound
from dragoman.following.reading import followed
from dragoman.ledger import entered
from dragoman.ledger.entered import Entered
from dragoman.model import CommitmentState


def enter(
    c: Connection, commitment: str, state: str, coder: str, note: str, day: str | None = None, due: str | None = None,
    amount_so_far: float | None = None,
) -> Entered:  # fmt: skip
    """Keep the step; an id may be cut short. Raises NotFound for a commitment that is not known, LedgerError for a state that is none."""
    states = get_args(CommitmentState)
    found = next((one for one in states if one == state.replace(" ", "_")), None)
    if found is None:
        raise LedgerError(f"{state!r} is no state of a commitment", "the states are those of docs/reference/states.md",
                          f"write one of {', '.join(states)}")  # fmt: skip
    known = [t.id for t in followed(c).commitments if t.id.startswith(commitment)]
    if len(known) != 1:
        why = f"{len(known)} commitments begin so" if known else "no commitment that is known has that id"
        raise NotFound(f"no commitment {commitment}", why, "dragoman commitments lists them with their ids")
    days = [day_of(one) if one else None for one in (day, due)]
    return entered.put(c, known[0], found, coder, note, day=days[0], due=days[1], amount_so_far=amount_so_far)


def take_back(c: Connection, number: str, coder: str, note: str) -> None:
    """Take a step back, by its number. Raises NotFound."""
    if not number.isdigit():
        raise NotFound(f"no entered step {number!r}", "a step has a number", "dragoman commitments ID shows the numbers of entered steps")
    entered.undo(c, int(number), coder, note)
