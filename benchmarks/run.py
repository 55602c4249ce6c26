"""Measures everything that can be measured here: run.py [KIND ...]. DRAGOMAN_GOLD names the folder of annotated texts.

Prints one table, writes results/DATE.json, and exits with 1 where a floor of floors.json is broken. A new kind is a
module with `measure(settings) -> list[Figure]`, named in KINDS.
"""
from __future__ import annotations

import datetime
import json
import platform
import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # the modules beside this one, and the tests' comparison, when run as a script

from benchmarks import (  # noqa: E402
    actors,
    archive,
    calibration,
    follow,
    golden,
    ledger,
    lexicon,
    links,
    mentions,
    pages,
    places,
    prefilter,
    questions,
    rates,
    relations,
    reports,
    soak,
    spans,
    speed,
    status,
    suites,
    times,
    workers,
)
from benchmarks.figures import Figure, broken, load_floors, table  # noqa: E402
from benchmarks.settings import Settings, from_environment  # noqa: E402

Measure = Callable[[Settings], list[Figure]]
KINDS: dict[str, Measure] = {
    "golden": golden.measure,
    "reports": reports.measure,
    "calibration": calibration.measure,
    "relations": relations.measure,
    "times": times.measure,
    "status": status.measure,
    "mentions": mentions.measure,
    "links": links.measure,
    "follow": follow.measure,
    "suites": suites.measure,
    "places": places.measure,
    "actors": actors.measure,
    "lexicon": lexicon.measure,
    "spans": spans.measure,
    "speed": speed.measure,
    "rates": rates.measure,
    "prefilter": prefilter.measure,
    "ledger": ledger.measure,
    "million": questions.measure,
    "pages": pages.measure,
    "soak": soak.measure,
    "workers": workers.measure,
    "archive": archive.measure,
}


def write(figures: list[Figure], folder: Path) -> Path:
    """The run's record: figures by name, with the machine and interpreter that they were measured on."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{datetime.date.today().isoformat()}.json"
    machine = {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine()}
    measured = {figure.name: figure.value for figure in figures}
    path.write_text(json.dumps({**machine, "figures": measured}, indent=1) + "\n", encoding="utf-8")
    return path


def main(arguments: list[str]) -> int:
    """Exit code: 0, 1 where a floor is broken, 2 for an unknown kind."""
    if unknown := [kind for kind in arguments if kind not in KINDS]:
        print(f"no such kind: {', '.join(unknown)}; there are {', '.join(KINDS)}", file=sys.stderr)
        return 2
    settings, floors = from_environment(), load_floors(HERE / "floors.json")
    figures = [figure for kind in arguments or KINDS for figure in KINDS[kind](settings)]
    print(table(figures, floors))
    if not arguments:
        print(f"\nwritten to benchmarks/results/{write(figures, HERE / 'results').name}")
    faults = broken(figures, floors)
    for fault in faults:
        print(f"FLOOR BROKEN: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
