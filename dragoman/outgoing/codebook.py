"""The codebook of a release, made of the ontology and the columns of its files. Pure."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from dragoman.model import Negation, Status
from dragoman.resources import Resources
from dragoman.tables.columns import Column

STATUSES: dict[str, str] = {
    "occurred": "it happened",
    "ongoing": "it goes on when the report is published",
    "planned": "somebody who can do it says that it will be done",
    "expected": "others expect it, or it is due",
    "possible": "it may be",
    "negated": "it did not or will not happen; `negation` says why",
    "alleged": "somebody says that it happened, and the report leaves it open",
}


def codebook(known: Resources, files: dict[str, Sequence[Column]]) -> str:
    """Markdown: every file with its columns, every type with its modes, statuses and contexts."""
    return "\n".join(_lines(known, files)) + "\n"


def _lines(known: Resources, files: dict[str, Sequence[Column]]) -> Iterator[str]:
    yield from ("# Codebook", "", "Generated from the ontology of the coder that made this release.")
    for name, columns in files.items():
        yield from ("", f"## {name}", "", "| column | kind | what it says |", "|---|---|---|")
        yield from (f"| `{column.name}` | {column.kind} | {column.says} |" for column in columns)
    yield from ("", "## Statuses", "", "| status | meaning |", "|---|---|")
    yield from (f"| `{status}` | {STATUSES[status]} |" for status in get_args(Status))
    yield from ("", f"`negation` is one of {', '.join(f'`{one}`' for one in get_args(Negation))}.")
    yield from ("", "## Event types", "", "`score` is on Goldstein's scale; it is the type's, no measure of how strong an event was.")
    for kind in sorted(known.types.values(), key=lambda one: one.id):
        yield from ("", f"### {kind.id}", "", kind.definition, "")
        yield f"Quad class `{kind.quad}`, score {kind.score:g}, CAMEO {', '.join(kind.cameo)}."
        if kind.modes:
            yield from ("", "| mode | CAMEO | meaning |", "|---|---|---|")
            yield from (f"| `{name}` | {mode.cameo or ''} | {mode.definition} |" for name, mode in sorted(kind.modes.items()))
    yield from ("", "## Contexts", "", "| context | meaning |", "|---|---|")
    yield from (f"| `{one.id}` | {one.definition} |" for one in sorted(known.contexts.values(), key=lambda one: one.id))


