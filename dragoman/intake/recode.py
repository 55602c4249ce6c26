"""Code reports again after the lexicon, the model or the profile changed. Record ids, history and reviews stay.

Only reports whose text was kept can be coded again; the others are named. What is coded by the same coder already is passed
over, so a run that was stopped goes on where it stopped.
"""
from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal

from msgspec import Struct
from sqlalchemy import Connection, func, select

from dragoman.errors import BadInput, DragomanError, NotKept, WorkerLost
from dragoman.intake.coders import Machine, ready
from dragoman.intake.link import relink
from dragoman.ledger import schema as s
from dragoman.ledger.adding import find
from dragoman.ledger.codec import document_of
from dragoman.ledger.entry import Change, Entry, Sighting
from dragoman.ledger.loading import report_row
from dragoman.ledger.store import Ledger
from dragoman.workers.crew import Alone, Crew, Job
from dragoman.workers.turns import in_turn

BATCH = 200  # reports whose keys are read at once


class Recoded(Struct, frozen=True):
    """What became of one report: coded again, the same coder as before, no text, withdrawn, or failed."""

    report: str
    outcome: Literal["recoded", "same", "no text", "withdrawn", "failed"]
    changes: tuple[Change, ...] = ()
    error: Exception | None = None


#: a report on its way, by its id, or what became of it
Begun = tuple[str, Job] | Recoded


def count(ledger: Ledger) -> int:
    """How many reports a run over all will look at."""
    with ledger.reading() as c:
        return int(c.execute(select(func.count()).select_from(s.report)).scalar_one())


def recode_all(ledger: Ledger, machine: Machine, again: bool = False, crew: Crew | None = None) -> Iterator[Recoded]:
    """Every report of the ledger that there is when its turn comes, in the order in which they came; `again`: also what the same
    coder has coded, since the register of offices is no part of its name. `crew` does what `machine.code` does, ahead of the
    ledger where it has workers.
    """
    crew = crew or Alone(machine.code)

    def begin(key: int) -> Begun:
        with ledger.reading() as c:
            return _begin(c, key, machine, crew, same=not again)

    return in_turn(_keys(ledger), begin, _done, partial(_finish, ledger, machine), crew.ahead)


def _keys(ledger: Ledger) -> Iterator[int]:
    """Of all reports."""
    last = 0
    while True:
        with ledger.reading() as c:
            t = s.report.c
            keys = list(c.execute(select(t.pk).where(t.pk > last).order_by(t.pk).limit(BATCH)).scalars())
        if not keys:
            return
        yield from keys
        last = keys[-1]


def recode_one(ledger: Ledger, machine: Machine, key: int) -> Recoded:
    """One report, by its key; also where the coder is the same."""
    with ledger.reading() as c:
        begun = _begin(c, key, machine, Alone(machine.code), same=False)
    return _finish(ledger, machine, begun)


def _begin(c: Connection, key: int, machine: Machine, crew: Crew, same: bool) -> Begun:
    """Have the report coded, or say why it is not."""
    row = report_row(c, key)
    known = find(c, row["sha256"])
    if known is None or known.coder is None or known.retracted or known.forgotten:
        return Recoded(row["id"], "withdrawn")
    if same and known.is_by(machine.coder, machine.least):
        return Recoded(row["id"], "same")
    if row["text"] is None:
        return Recoded(row["id"], "no text")
    document = ready(document_of(row))
    return document.id, crew.give(document)


def _done(begun: Begun) -> bool:
    return isinstance(begun, Recoded) or begun[1].done()


def _finish(ledger: Ledger, machine: Machine, begun: Begun) -> Recoded:
    if isinstance(begun, Recoded):
        return begun
    name, job = begun
    try:
        coding = job.result()
        added = ledger.recode(Entry(coding, Sighting(None), least=machine.least), relink)
    except (BadInput, NotKept, WorkerLost) as error:
        return Recoded(name, "failed", error=error)
    except (DragomanError, ImportError):
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours in one report must not cost the others
        return Recoded(name, "failed", error=error)
    return Recoded(name, "recoded", added.changes)
