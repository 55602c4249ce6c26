"""Archives that the tests make, and what all of them are compared by."""
from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from benchmarks.archive_kills import contents
from benchmarks.varied import documents
from dragoman.archive import run
from dragoman.archive.local import Engine, Local
from dragoman.archive.plan import Asked
from dragoman.archive.shard import Receipt
from dragoman.intake.coders import Machine

REPORTS = 40
SHARD = 6
__all__ = ["asked", "contents", "lines", "made"]

FIELDS = ("title", "text", "published", "source", "url")


def lines(number: int = REPORTS) -> list[str]:
    """Reports as lines of JSON; among them one twice, one that is none, and a line that is no JSON."""
    found = [json.dumps({name: getattr(one, name) for name in FIELDS}) for one in documents(number)]
    found[7:7] = [found[6], '{"title": "nothing"}', "no JSON"]
    return found


def asked(*inputs: object, **how: object) -> Asked:
    """Shards of a few reports, by year."""
    given = {"shard": SHARD, "partition": "year", "today": "2026-11-27", **how}
    return Asked(tuple(map(str, inputs)), **given)  # type: ignore[arg-type]


def made(
    wanted: Asked,
    output: Path | str,
    engine: Engine | None = None,
    each: Callable[[Receipt], object] = lambda done: None,
    coder: Machine | None = None,
) -> run.Manifest:
    """The whole run; `each` is called after every shard, `coder` codes instead of the engine."""
    who = engine or Local(1)
    begun = run.begin(wanted, str(output), who)
    for done in run.work(begun, who, coder):
        each(done)
    return run.finish(begun)
