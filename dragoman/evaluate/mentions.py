"""Mentions of states, organisations and people in annotated articles, and their chains inside an article.

What counts: marked stretches of type PER and ORG, and those of type LOC whose chain names a state or a government at some head
("Canada", "the Romanian government"); other places are no actors. `marked.py` brings them to units. A unit is found where a mention
of ours has the same head word and overlaps it; each of ours is used once.

* `recall`: share of the units in some role of an event that are found.
* `coreference`: B-cubed F1 over all units, in roles or not; one that was not found is a chain of its own.
* `coreference_found`: the same over the units that were found only.
* `coreference_strict`: as the first, but one that was not found has recall 0 (Stoyanov et al. 2009, "B-cubed 0").

Ours that nothing counts for enter no figure of these: `elsewhere` counts those on heads of other marked entities (products, sums),
`beside` those on nothing that is marked. `precision` is the share of ours that units were found by.
"""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from dragoman.coding.pipeline import Engine
from dragoman.errors import BadInput
from dragoman.evaluate.bootstrap import Interval, intervals
from dragoman.evaluate.changes import Record
from dragoman.evaluate.clusters import Cubed, added, b_cubed, shares
from dragoman.evaluate.files import FORMATS, lines_of
from dragoman.evaluate.marked import Unit
from dragoman.evaluate.mentioned import Article, Scored, score
from dragoman.evaluate.notes import Notes


class Mentions(Struct, frozen=True):
    """What `dragoman evaluate mentions` gives."""

    kind: str
    profile: str
    documents: int
    units: int
    in_roles: int
    ours: int
    elsewhere: int
    beside: int
    recall: float
    recall_all: float
    precision: float
    coreference: float
    coreference_precision: float
    coreference_recall: float
    coreference_found: float
    coreference_strict: float
    intervals: dict[str, Interval]
    left_out: dict[str, int]
    records: tuple[Record, ...]


def measure(path: Path, engine: Engine) -> Mentions:
    """Scores every article of a file. Raises Unreachable or BadInput."""
    notes = Notes()
    scored = [score(article, str(article.doc_id or number), engine, notes) for number, article in enumerate(lines_of(path, Article), 1)]
    if not any(one.units for one in scored):
        raise BadInput(f"{path}: nothing to find", "it marks no state, organisation or person with offsets", FORMATS)
    every = [unit for one in scored for unit in one.units]
    whole = added([cubed(one) for one in scored])
    return Mentions(
        kind="mentions", profile=engine.profile, documents=len(scored), units=len(every), in_roles=sum(u.in_role for u in every),
        ours=sum(one.ours for one in scored), elsewhere=sum(one.elsewhere for one in scored), beside=sum(one.beside for one in scored),
        **figures(scored), coreference_precision=whole.precision, coreference_recall=whole.recall,
        intervals=intervals(scored, figures), left_out=dict(notes.left_out),
        records=tuple(record for one in scored for record in records(one)),
    )  # fmt: skip


def figures(scored: Sequence[Scored]) -> dict[str, float]:
    """The shares found and the three B-cubed figures."""
    pairs = [(unit, at) for one in scored for unit, at in zip(one.units, one.found, strict=True)]
    roles = [at is not None for unit, at in pairs if unit.in_role]
    return {
        "recall": sum(roles) / max(1, len(roles)),
        "recall_all": sum(at is not None for _, at in pairs) / max(1, len(pairs)),
        "precision": sum(at is not None for _, at in pairs) / max(1, sum(one.ours for one in scored)),
        "coreference": added([cubed(one) for one in scored]).f1,
        "coreference_found": added([cubed(only_found(one)) for one in scored]).f1,
        "coreference_strict": added([strict(one) for one in scored]).f1,
    }


def cubed(one: Scored) -> Cubed:
    """All units, each that was not found a chain of its own."""
    return b_cubed([u.chain for u in one.units], [at if at is not None else -1 - i for i, at in enumerate(one.found)])


def only_found(one: Scored) -> Scored:
    """The article as if only what was found were marked."""
    kept = [(unit, at) for unit, at in zip(one.units, one.found, strict=True) if at is not None]
    return Scored(one.name, one.text, tuple(u for u, _ in kept), tuple(at for _, at in kept), one.ours, one.elsewhere, one.beside)


def strict(one: Scored) -> Cubed:
    """All units, those that were not found with recall 0 and in no sum of precision."""
    every = shares([u.chain for u in one.units], [at if at is not None else -1 - i for i, at in enumerate(one.found)])
    got = [pair for pair, at in zip(every, one.found, strict=True) if at is not None]
    mean = sum(p for p, _ in got) / len(got) if got else 0.0
    return Cubed(mean * len(every), sum(r for _, r in got), len(every))


def records(one: Scored) -> list[Record]:
    """Every unit in a role, found or not; and of every unit found whether its chain is the gold's."""
    chains = [at if at is not None else -1 - i for i, at in enumerate(one.found)]
    every = shares([u.chain for u in one.units], chains)
    out = []
    for i, (unit, at) in enumerate(zip(one.units, one.found, strict=True)):
        where, words = f"{one.name}:{unit.head[0]}", repr(one.text[unit.start : unit.end])
        if unit.in_role:
            out.append(Record(where, at is not None, words if at is not None else f"{words}, not found"))
        if at is not None:
            out.append(Record(f"{where} chain", every[i] == (1, 1), words + mistaken(one, unit, at)))
    return out


def mistaken(one: Scored, unit: Unit, at: int) -> str:
    """The heads of other entities that a unit is in one chain with, and those of its own that are elsewhere."""
    pairs = list(zip(one.units, one.found, strict=True))
    alien = [one.text[slice(*u.head)] for u, chain in pairs if chain == at and u.chain != unit.chain]
    lost = [one.text[slice(*u.head)] for u, chain in pairs if chain not in (at, None) and u.chain == unit.chain]
    parts = [f", {word} {', '.join(heads)}" for word, heads in (("with", alien), ("without", lost)) if heads]
    return "".join(parts)
