"""A release: a frozen folder of the ledger's events with all that citing and checking them needs. The same ledger, name, day and
filters give the same bytes.
"""
from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection

from dragoman import flat
from dragoman.errors import BadInput, DragomanError, Unreachable
from dragoman.ledger import finding, holdings, reports, verify
from dragoman.ledger.verify import Refused
from dragoman.model import LedgerEvent
from dragoman.outgoing import changes, papers
from dragoman.outgoing.codebook import codebook
from dragoman.outgoing.export import Options, export, told
from dragoman.resources import Resources
from dragoman.tables import spreadsheet
from dragoman.tables.columns import EVENT, Column
from dragoman.version import VERSION

SUMS, MANIFEST = "SHA256SUMS", "MANIFEST.json"


class Wanted(Struct, frozen=True):
    """`moment`: as of when, in UTC; `parameters`: the filters as they were given; `precision`: by type, from reviews."""

    name: str
    moment: str
    author: str
    parameters: dict[str, Any]
    precision: tuple[papers.Precision, ...]
    coders: tuple[str, ...]


class Made(Struct, frozen=True):
    """What a release holds, and what was kept out of it."""

    folder: Path
    counts: dict[str, int]
    refused: tuple[Refused, ...]
    before: str | None


def release(
    c: Connection, events: Iterable[LedgerEvent | Refused], wanted: Wanted, folder: Path, previous: Path | None, resources: Resources
) -> Made:
    """Write it. Raises DragomanError where the folder is there, BadInput for a previous release that is none."""
    if folder.exists():
        raise DragomanError(f"{folder} is there already", "a release is frozen", "give another name, or another --output")
    old = events_in(previous) if previous is not None else {}
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    with told(folder):
        part.mkdir(parents=True)
        try:
            refused, counts = _data(c, events, part, resources)
            found = list(changes.changes(old, events_in(part))) if previous is not None else []
            before = previous.name if previous is not None else None
            _papers(part, wanted, counts, refused, found, before, resources)
            (part / SUMS).write_text(sums(part), encoding="utf-8")
            part.replace(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return Made(folder, counts, tuple(refused), before)


def _data(
    c: Connection, events: Iterable[LedgerEvent | Refused], part: Path, resources: Resources
) -> tuple[list[Refused], dict[str, int]]:
    """The tables; events are gone through once, and written twice from what was held as JSON lines."""
    lines = part / "events.jsonl"
    done = export("jsonl", events, lines, Options(), lambda: resources)
    kinds: tuple[tuple[str, str], ...] = (("csv", "events.csv"), ("parquet", "events.parquet"))
    for kind, name in kinds:
        if kind == "parquet" and not papers.has_arrow():
            continue
        export(kind, papers.read_events(lines), part / name, Options(), lambda: resources)
    counts = {"events": done.events}
    read = finding.every(c, reports.Selection(retracted=False))
    counts["reports"] = _table(part / "reports.csv", papers.REPORT, map(papers.report, read))
    owed = list(verify.owed(c, holdings.commitments(c)))
    good = [flat.row(one) for one in owed if not isinstance(one, Refused)]
    counts["commitments"] = _table(part / "commitments.csv", papers.COMMITMENT, good)
    return [*done.refused, *(one for one in owed if isinstance(one, Refused))], counts


def _table(path: Path, columns: Iterable[Any], rows: Iterable[Mapping[str, Any]]) -> int:
    with open(path, "w", encoding="utf-8", newline="") as out:
        return spreadsheet.write(rows, [column.name for column in columns], out)


def _papers(
    part: Path, wanted: Wanted, counts: dict[str, int], refused: list[Refused], found: list[changes.Change], before: str | None,
    resources: Resources,
) -> None:  # fmt: skip
    files: dict[str, Sequence[Column]] = {
        "events.csv, events.parquet": EVENT, "reports.csv": papers.REPORT, "commitments.csv": papers.COMMITMENT,
    }  # fmt: skip
    texts: dict[str, str] = {
        "codebook.md": codebook(resources, files),
        "README.md": papers.readme(wanted.name, wanted.moment, counts, len(refused), wanted.precision, wanted.coders, before),
        "CITATION.cff": papers.citation(wanted.name, wanted.moment[:10], wanted.author),
        "CHANGES.md": changes.summary(found, wanted.name, before),
        MANIFEST: _json({
            "name": wanted.name, "as_of": wanted.moment, "dragoman": VERSION, "coders": wanted.coders, "counts": counts,
            "parameters": wanted.parameters, "previous": before, "refused": [{"event": r.event, "why": r.why} for r in refused],
        }),
    }  # fmt: skip
    for name, text in texts.items():
        (part / name).write_text(text, encoding="utf-8")
    _table(part / "changes.csv", papers.CHANGE, map(flat.row, found))
    _table(part / "precision.csv", papers.PRECISION, map(papers.precision, wanted.precision))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def sums(folder: Path) -> str:
    """As `sha256sum` writes them, of every file but this one."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != SUMS)
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def events_in(folder: Path) -> dict[str, dict[str, str]]:
    """The rows of a release by event id. Raises BadInput for a folder that is none."""
    try:
        with open(folder / "events.csv", encoding="utf-8", newline="") as table:
            return {row["id"]: row for row in csv.DictReader(table)}
    except (OSError, KeyError) as error:
        raise BadInput(f"{folder}: is no release", f"events.csv: {error}", "give the folder of a release") from None


def newest_beside(folder: Path, moment: str) -> Path | None:
    """The release in the same folder that was frozen last, before this moment."""
    found = []
    for path in folder.parent.glob(f"*/{MANIFEST}"):
        try:
            frozen = json.loads(path.read_text(encoding="utf-8"))["as_of"]
        except (OSError, ValueError, KeyError):
            continue  # another program's manifest
        if path.parent != folder and frozen <= moment:
            found.append((frozen, path.parent.name, path.parent))
    return max(found)[2] if found else None


def faults(folder: Path) -> list[str]:
    """What is wrong with a release: files that changed, are missing or were added, and counts that differ. Raises Unreachable."""
    try:
        listed = dict(line.split("  ", 1)[::-1] for line in (folder / SUMS).read_text(encoding="utf-8").splitlines())
        counts = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["counts"]
    except (OSError, ValueError, KeyError) as error:
        raise Unreachable(f"{folder}: is no release", f"{SUMS} or {MANIFEST}: {error}", "give the folder of a release") from None
    there = dict(line.split("  ", 1)[::-1] for line in sums(folder).splitlines())
    wrong = [f"{name}: {'missing' if name not in there else 'added' if name not in listed else 'changed'}"
             for name in sorted(listed.keys() | there.keys()) if listed.get(name) != there.get(name)]  # fmt: skip
    if not wrong and (rows := len(events_in(folder))) != counts["events"]:
        wrong.append(f"events.csv: {rows} events, {counts['events']} in {MANIFEST}")
    return wrong


