"""What is otherwise than in the release before: events added, gone, and changed field by field. Pure."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

Kind = Literal["added", "gone", "changed"]


class Change(Struct, frozen=True):
    """One line; `field`, `before` and `after` of what changed only."""

    event: str
    kind: Kind
    field: str = ""
    before: str = ""
    after: str = ""


def changes(old: Mapping[str, Mapping[str, str]], new: Mapping[str, Mapping[str, str]]) -> Iterator[Change]:
    """By event id; rows are columns with their values as text, as CSV has them. A column that only one release has is no change."""
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            yield Change(name, "added")
        elif name not in new:
            yield Change(name, "gone")
        else:
            before, after = old[name], new[name]
            yield from (
                Change(name, "changed", field, before[field], after[field])
                for field in after
                if field in before and before[field] != after[field]
            )


def summary(found: Iterable[Change], name: str, before: str | None) -> str:
    """Markdown: how many of each kind, and which fields changed most."""
    if before is None:
        return f"# Changes in {name}\n\nThere is no release before this one.\n"
    held = list(found)
    kinds = Counter(change.kind for change in held)
    changed = len({change.event for change in held if change.kind == "changed"})
    fields = Counter(change.field for change in held if change.field)
    lines = [
        f"# Changes in {name} since {before}", "", "| events | |", "|---|---|", f"| added | {kinds['added']} |",
        f"| gone | {kinds['gone']} |", f"| changed | {changed} |", "", "`changes.csv` has each of them.",
    ]  # fmt: skip
    if fields:
        lines += ["", "| field | changed in |", "|---|---|", *(f"| `{field}` | {n} |" for field, n in sorted(fields.items()))]
    return "\n".join(lines) + "\n"
