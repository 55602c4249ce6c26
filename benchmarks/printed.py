"""The figures in what the gold's own script prints, for comparison."""
from __future__ import annotations

import re

from benchmarks.figures import Figure

FACETS = ("roles", "status", "not-occurred", "date", "dated", "place", "placed", "mode", "said-by")
FRACTION = r"(\d+)/(\d+)"
FACET = re.compile(r"([a-z-]+) (\d\.\d+)/(\d+)")


def figures_of(printed: str) -> list[Figure]:
    """All of them; of the facets, the lower annotator's."""
    lines = printed.splitlines()
    begin = {name: next((line for line in lines if line.startswith(name)), "")
             for name in ("annotators", "offices", "commitments", "recall of events")}
    systems = [line for line in lines if line.startswith("system")]
    overall = re.findall(rf"(\d\.\d+) \({FRACTION}\)", begin["recall of events"])
    due = re.search(r"on (\d+) of (\d+) dated", begin["commitments"])
    return [
        Figure("reports.f1", float(lines[-1].split()[-1])),
        *(Figure(f"reports.{name}", float(share), f"{part}/{whole}")
          for name, (share, part, whole) in zip(("recall", "precision"), overall, strict=True)),
        Figure("reports.annotators_f1", float(begin["annotators"].split("F1")[1].split()[0]), "the mark to reach"),
        *shares("offices", begin["offices"]),
        *shares("commitments", begin["commitments"]),
        *([share("reports.commitments_due", *due.groups())] if due else []),
        *lower_facets(systems),
    ]


def share(name: str, part: str, whole: str) -> Figure:
    """A share with what it rests on; null of nothing."""
    return Figure(name, int(part) / int(whole) if int(whole) else None, f"{part}/{whole}")


def shares(name: str, line: str) -> list[Figure]:
    """Recall and precision of a line such as "offices  recall 3/4  precision 3/5"."""
    found = {kind: (part, whole) for kind, part, whole in re.findall(rf"(recall|precision) {FRACTION}", line)}
    return [share(f"reports.{name}_{kind}", *found[kind]) for kind in ("recall", "precision")]


def lower_facets(lines: list[str]) -> list[Figure]:
    """Of each facet, the lower figure of the lines (one an annotator)."""
    found = [{name: (float(value), count) for name, value, count in FACET.findall(line)} for line in lines]
    lowest = {name: min(one[name] for one in found) for name in FACETS}
    note = "of {}, the lower annotator's"
    return [Figure(f"reports.{name}", value, note.format(count)) for name, (value, count) in lowest.items()]
