"""The generated part of docs/reference: the ontology, the conventions, the codes of actors and the JSON Schema of a coding.

The pages are pure functions of loaded data. `make reference` writes them; a test compares them with what is committed.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from inspect import cleandoc
from pathlib import Path
from typing import Any

import msgspec

from dragoman.checks import ROOT
from dragoman.entries import Context, Convention, Country, EventType
from dragoman.following.states import CLOSED, LATE, MEANS, MEETING, STEPS
from dragoman.model import Coding
from dragoman.resources import event_types, organisations, tables, toml
from dragoman.statecodes import Home, homes
from dragoman.tables.archived import LINKS, TABLES

QUADS = {
    "verbal_cooperation": "Verbal cooperation",
    "material_cooperation": "Material cooperation",
    "verbal_conflict": "Verbal conflict",
    "material_conflict": "Material conflict",
}
SCHEMA = "https://json-schema.org/draft/2020-12/schema"
_NOTICE = "<!-- Generated from dragoman/data by `make reference`. Change the data, not this page. -->"


def ontology_page(
    types: Mapping[str, EventType], contexts: Mapping[str, Context], conventions: Mapping[str, Convention],
) -> str:
    """docs/reference/ontology.md: every event type with its modes and the cases it takes, then the contexts."""
    lines = [
        "# Event types, modes and contexts", "", _NOTICE, "",
        "The types are PLOVER's. The score is on Goldstein's scale, from -10 (conflict) to 10 (cooperation).", "",
        *_table(("type", "score", "CAMEO", "what it is"), (_type_row(t) for t in _ordered(types))),
    ]
    for quad, heading in QUADS.items():
        lines += [f"## {heading}", ""]
        for kind in _ordered(types):
            if kind.quad == quad:
                lines += _type_section(kind, conventions.values())
    lines += ["## Contexts", "", "What an event is about; an event has none, one or several.", ""]
    lines += _table(("context", "what it covers"), ((f"`{c.id}`", c.definition) for c in contexts.values()))
    return "\n".join(lines).rstrip() + "\n"


def conventions_page(conventions: Mapping[str, Convention]) -> str:
    """docs/reference/conventions.md: the cases on which codebooks differ, with the type under each profile."""
    lines = [
        "# Where codebooks differ", "", _NOTICE, "",
        "`--profile plover` (the default) follows PLOVER, `--profile cameo` the habit of CAMEO's coders.", "",
        *_table(("case", "question", "plover", "cameo", "why"), (
            (f"`{c.id}`", c.question, c.plover, c.cameo, c.why) for c in conventions.values())),
    ]
    return "\n".join(lines).rstrip() + "\n"


def codes_page(theirs: Mapping[str, Mapping[str, Sequence[str]]], homes: Mapping[str, Home], names: Mapping[str, str]) -> str:
    """docs/reference/actor-codes.md: what another project's codes are in ours, and where actors with a code of their own belong.

    `theirs` is data/codes/ngec.toml; `names` the name that goes with each code.
    """
    lines = [
        "# Codes of actors in other lists", "", _NOTICE, "",
        "`country` in a record is ISO 3166-1 alpha-3, or the abbreviation of an organisation that acts for no one state.", "",
        "`dragoman actors show CODE --date DAY` gives a state's numbers in the lists of the Correlates of War and of Gleditsch and Ward on",
        "that day; `dragoman/data/codes/states.toml` has them all, and names their sources.", "",
        "## Sectors of NGEC", "",
        "What `dragoman evaluate actors` counts as the same. Where several of ours stand, each is right; `-` is no sector.", "",
        *_table(("NGEC", "ours"), ((code, ", ".join(c or "-" for c in ours)) for code, ours in theirs["sectors"].items())),
        "NGEC gives IGO as the country of an intergovernmental organisation, where ours has the organisation's own code. Other codes that",
        "stand where a country's does:", "",
        *_table(("NGEC", "ours"), ((code, ", ".join(ours)) for code, ours in theirs["countries"].items())),
        "## Where actors with a code of their own are at home", "",
        "For lists of ISO codes: first the state under which such a list would have it, then others that it operates from.", "",
        *_table(("code", "name", "states"), ((c, names.get(c, ""), " ".join(home.states)) for c, home in sorted(homes.items()))),
    ]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def states_page() -> str:
    """docs/reference/states.md: the states of commitments and meetings, and the steps between them."""
    name = "`{}`".format
    steps = ((name(state), MEANS[state], ", ".join(map(name, after))) for state, after in STEPS.items())
    kept = ((name(state), means, ", ".join(map(name, LATE.get(state, ()))) or "-") for state, means in MEETING.items())
    lines = [
        "# States of commitments and meetings", "", "<!-- Generated from dragoman/following/states.py by `make reference`. -->", "",
        "## Commitments", "",
        "A step rests on a sentence of a report, with a rule that says why, and goes only where the table has it. A named reviewer may",
        "enter any other (`dragoman review step`), with a reason. *Overdue* is no state: it is reckoned against a day that is asked for,",
        "for what is due before that day and in no state that closes it: " + ", ".join(map(name, CLOSED)) + ".", "",
        *_table(("state", "means", "evidence may lead to"), steps),
        "## Meetings and visits", "", "Any state may follow any other, but for what does not undo one:", "",
        *_table(("state", "means", "is not undone by"), kept),
    ]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def archive_page() -> str:
    """docs/reference/archive.md: the tables of an archive and their columns."""
    told = {
        "reports": "A row for each report that was read. `reports/month=2024-03/000017.parquet` has those of shard 17 of that month.",
        "events": "A row for each event of each report (a record): what several reports tell is several rows. In the parts of `reports`.",
        "failures": "A row for whatever could not be read or coded. `failures/000017.parquet`.",
        "copies": "By `dragoman link --from`: a row for each report that says what an earlier one says.",
        "members": "By `dragoman link --from`: which happening each record tells of. A text that is there twice has its records once.",
        "happenings": "By `dragoman link --from`: a row for each happening, in the part of its first report.",
    }
    kinds = {"integers": "list of integers", "texts": "list of texts"}
    lines = [
        "# Tables of an archive", "", "<!-- Generated from dragoman/tables/archived.py by `make reference`. -->", "",
        "What `dragoman archive` and `dragoman link --from` write (docs/howto/archives.md). Parquet, compressed by Zstandard; each",
        "folder is parted by the report's day of publication (`year=`, `month=` or `day=`; `unknown` where it has none), `failures`",
        "is not.", "",
    ]  # fmt: skip
    for name, columns in {**TABLES, **LINKS}.items():
        rows = ((f"`{one.name}`", kinds.get(one.kind, one.kind), one.says) for one in columns)
        lines += [f"## {name}", "", told[name], "", *_table(("column", "kind", "says"), rows)]
    return "\n".join(lines).rstrip() + "\n"


def coding_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one coding, the object that `dragoman code --json` prints; from `model.Coding`."""
    (root,), components = msgspec.json.schema_components([Coding], ref_template="#/$defs/{name}")
    return {
        "$schema": SCHEMA,
        "title": "Coding of one report by Dragoman",
        "description": "One document as `dragoman code --json` prints it and `--jsonl` prints on a line. Offsets count "
                       "Python characters (code points) of document.text, end exclusive; dates are ISO 8601, shorter "
                       "where coarser.",
        **root,
        "$defs": {name: _described(components[name]) for name in sorted(components)},
    }


def pages() -> dict[str, str]:
    """The text of every generated file by its name in docs/reference."""
    types = event_types(None)
    contexts = tables(Context, "contexts.toml", None)
    conventions = tables(Convention, "conventions.toml", None)
    lands, bodies = tables(Country, "actors/countries_*.toml", None), organisations(None)
    names = {**{code: land.name for code, land in lands.items()}, **{code: body.name for code, body in bodies.items()}}
    return {
        "actor-codes.md": codes_page(toml(ROOT / "codes" / "ngec.toml"), homes(), names),
        "ontology.md": ontology_page(types, contexts, conventions),
        "conventions.md": conventions_page(conventions),
        "states.md": states_page(),
        "archive.md": archive_page(),
        "coding.schema.json": json.dumps(coding_schema(), indent=2, ensure_ascii=False) + "\n",
    }


def main() -> None:
    """Write docs/reference beside the package."""
    folder = Path(__file__).parent.parent / "docs" / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


def _described(definition: dict[str, Any]) -> dict[str, Any]:
    """The definition with its docstring's indentation taken out."""
    return {**definition, "description": cleandoc(definition.get("description", ""))}


def _ordered(types: Mapping[str, EventType]) -> list[EventType]:
    """From the most cooperative to the most hostile, quad by quad."""
    quads = list(QUADS)
    return sorted(types.values(), key=lambda t: (quads.index(t.quad), -t.score, t.id))


def _type_row(kind: EventType) -> tuple[str, ...]:
    return f"[{kind.id}](#{kind.id.lower()})", f"{kind.score:+.1f}", ", ".join(kind.cameo), kind.definition


def _type_section(kind: EventType, conventions: Iterable[Convention]) -> list[str]:
    lines = [f"### {kind.id}", "", kind.definition, ""]
    if kind.reciprocal:
        lines += ["Both sides are actors, unless one visits the other.", ""]
    if kind.swallows:
        lines += ["What its content clause says is not coded as an event of its own.", ""]
    if kind.modes:
        rows = ((f"`{name}`", mode.cameo or "", mode.definition) for name, mode in kind.modes.items())
        lines += _table(("mode", "CAMEO", "what it is"), rows)
    lines += [*(f"* {note}" for note in kind.not_this), ""] if kind.not_this else []
    cases = [f"[{c.id}](conventions.md)" for c in conventions if c.plover == kind.id != c.cameo]
    if cases:
        lines += [f"Under the profile `cameo` these go elsewhere: {', '.join(cases)}.", ""]
    return lines


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """A Markdown table and an empty line."""
    body = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    return [f"| {' | '.join(head)} |", "|" + "---|" * len(head), *(f"| {row} |" for row in body), ""]


if __name__ == "__main__":
    main()
