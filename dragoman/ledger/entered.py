"""Steps of commitments that people enter, where no report tells of them: by name, with a reason, append-only."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.errors import LedgerError, NotFound
from dragoman.ledger import bulk, writing
from dragoman.ledger import schema as s
from dragoman.ledger.entry import now
from dragoman.model import CommitmentState


class Entered(Struct, frozen=True):
    """One step: `at` when it was entered, `day` on which it happened, `note` how the person knows."""

    seq: int
    at: str
    coder: str
    commitment: str
    state: CommitmentState
    day: str | None
    due: str | None
    amount_so_far: float | None
    note: str


def put(
    c: Connection, commitment: str, state: CommitmentState, coder: str, note: str, *, day: str | None = None, due: str | None = None,
    amount_so_far: float | None = None,
) -> Entered:  # fmt: skip
    """Keep a step. Raises LedgerError without a name or a reason."""
    for what, words in (("name", coder), ("reason", note)):
        if not words.strip():
            raise LedgerError(f"a step without a {what}", "what no report tells is entered by a named person who says why",
                              "give --coder NAME and --note WORDS")  # fmt: skip
    seq = writing.put_log(c, "entered", None, {"commitment": commitment, "state": state, "by": coder})
    made = Entered(seq, now(), coder, commitment, state, day, due, amount_so_far, note)
    _put(c, {name: getattr(made, name) for name in made.__struct_fields__})
    return made


def undo(c: Connection, seq: int, coder: str, note: str) -> None:
    """Take a step back; both stay in the history. Raises NotFound for one that is not there, or was taken back."""
    found = next((one for one in every(c) if one.seq == seq), None)
    if found is None:
        raise NotFound(f"no entered step {seq}", "it never was, or it was taken back", "dragoman commitments ID shows the numbers")
    taken = writing.put_log(c, "entered", None, {"commitment": found.commitment, "undoes": seq, "by": coder})
    _put(c, {"seq": taken, "at": now(), "coder": coder, "commitment": found.commitment, "note": note, "undoes": seq})


def _put(c: Connection, fields: dict[str, object]) -> None:
    [key] = bulk.keys(c, s.entered_step, 1)
    empty = {"state": None, "day": None, "due": None, "amount_so_far": None, "undoes": None}
    bulk.put(c, s.entered_step, [{"pk": key, **empty, **fields}])


def every(c: Connection) -> list[Entered]:
    """All that hold, in the order in which they were entered."""
    t = s.entered_step.c
    undone = select(t.undoes).where(t.undoes.is_not(None))
    wanted = select(*(t[name] for name in Entered.__struct_fields__)).where(t.undoes.is_(None), t.seq.not_in(undone)).order_by(t.seq)
    return [Entered(*row) for row in c.execute(wanted)]
