"""One report coded, and paired with what each annotator found in it."""
from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from msgspec import Struct

from dragoman.errors import BadInput, DragomanError
from dragoman.evaluate.coded import Coded, Coder, annotation_of
from dragoman.evaluate.compared import Annotation, Pairs, acts_paired, promises_paired
from dragoman.evaluate.files import content, decoded
from dragoman.evaluate.gold import GoldFile, GoldReport, full_text
from dragoman.evaluate.gold import annotation_of as gold_annotation
from dragoman.evaluate.notes import Notes
from dragoman.evaluate.tally import Found, Share, Tally, agreed, found, tally

SYSTEM = "system"


class Outcome(Struct, frozen=True):
    """One report with what everybody found in it. `into` pairs the coder's events with each annotator's."""

    name: str
    text: str
    golds: tuple[Annotation, ...]
    mine: Annotation
    coded: Coded | None
    into: tuple[Pairs, ...]
    chains: tuple[tuple[int, ...], ...]
    events: Found
    offices: Found
    commitments: Found
    dues: Share
    tallies: dict[tuple[str, str], Tally]


def compared(path: Path, annotators: Sequence[Path], names: Sequence[str], code: Coder, notes: Notes) -> Outcome | None:
    """One report coded and compared; None, with a note, where an annotator has no file for it."""
    report = decoded(str(path), content(path), GoldReport)
    files = [annotator / path.name for annotator in annotators]
    if absent := [str(file) for file in files if not file.is_file()]:
        notes.leave_out(path.stem, f"a report without annotation ({', '.join(absent)})")
        return None
    text, published = full_text(report), notes.published(path.stem, report.date)
    golds = tuple(
        gold_annotation(decoded(str(file), content(file), GoldFile), text, f"{path.stem}, {name}", notes)
        for file, name in zip(files, names, strict=True)
    )
    coded = attempt(code, path.stem, text, published, notes)
    mine = annotation_of(coded.coding, text) if coded else Annotation()
    return joined(path.stem, text, golds, mine, coded, names, published is not None)


def attempt(code: Coder, name: str, text: str, published: str | None, notes: Notes) -> Coded | None:
    """The coding; None, with a note, of what is no report. What would fail all reports (no model, broken data) is raised."""
    try:
        return code(name, text, published)
    except BadInput as error:
        notes.fail(name, str(error).splitlines()[0])
    except DragomanError:
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours in one report must not cost the others
        notes.fail(name, f"a fault in Dragoman itself ({type(error).__name__}: {error})")
    return None


def joined(
    name: str, text: str, golds: tuple[Annotation, ...], mine: Annotation, coded: Coded | None, names: Sequence[str], dated: bool
) -> Outcome:
    """Everybody paired with everybody."""
    between = {(a, b): acts_paired(golds[a].acts, golds[b].acts) for a, b in combinations(range(len(golds)), 2)}
    into = tuple(acts_paired(mine.acts, gold.acts) for gold in golds)
    chains = tuple(agreed([len(gold.acts) for gold in golds], between))
    tallies = {(names[a], names[b]): tally(golds[a].acts, golds[b].acts, pairs, dated) for (a, b), pairs in between.items()}
    for label, gold, pairs in zip(names, golds, into, strict=True):
        tallies[SYSTEM, label] = tally(mine.acts, gold.acts, pairs, dated)
    commitments, dues = owed(golds, mine)
    return Outcome(
        name, text, golds, mine, coded, into, chains, found(chains, into, len(mine.acts)),
        held(golds, mine), commitments, dues, tallies,
    )  # fmt: skip


def owed(golds: Sequence[Annotation], mine: Annotation) -> tuple[Found, Share]:
    """Commitments found; and of the annotated ones with a due date, those found with the same."""
    sizes = [len(gold.promises) for gold in golds]
    between = {(0, k): promises_paired(golds[0].promises, golds[k].promises) for k in range(1, len(golds))}
    into = [promises_paired(mine.promises, gold.promises) for gold in golds]
    due = sum(bool(promise.due) for gold in golds for promise in gold.promises)
    right = [
        mine.promises[i].due == gold.promises[j].due
        for gold, pairs in zip(golds, into, strict=True) for i, j in pairs.items() if gold.promises[j].due
    ]
    return found(agreed(sizes, between), into, len(mine.promises)), Share(sum(right), due)


def held(golds: Sequence[Annotation], mine: Annotation) -> Found:
    """Office-holders found."""
    everyone = frozenset.intersection(*(gold.holders for gold in golds))
    anyone = frozenset.union(*(gold.holders for gold in golds))
    ours = mine.holders
    return Found(Share(len(ours & everyone), len(everyone)), Share(len(ours & anyone), len(ours)))
