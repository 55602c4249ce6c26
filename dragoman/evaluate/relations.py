"""Relations with source and target given: the type of what the source does to the target, scored row by row.

A row has a sentence, its source and target (marked in `marked_sentence` where that is present, else the first place of
each phrase) and the type wanted, `gold_root`: PLOVER's types, or YIELD for CONCEDE and RETREAT together.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

import dragoman
from dragoman.coding.datelines import without_dateline
from dragoman.coding.pipeline import Engine
from dragoman.entries import EventType
from dragoman.errors import BadInput
from dragoman.evaluate import bootstrap
from dragoman.evaluate.given import choose
from dragoman.model import Segment, Sentence

REQUIRED = ("sentence", "source", "target", "gold_root")
YIELD = "YIELD"
#: the types that YIELD folds; its quad class is RETREAT's (PLV counts every act of yielding as material)
FOLDED = {"CONCEDE": YIELD, "RETREAT": YIELD}
MARK = re.compile(r"<(/?)([st])>")


class Row(Struct, frozen=True):
    """One relation: the sentence and the characters of source and target in it."""

    id: str
    sentence: str
    source: tuple[int, int]
    target: tuple[int, int]
    gold: str


class Coded(Struct, frozen=True):
    """A row as it was coded; `reason` names the frame and what spoke for it."""

    id: str
    gold: str
    coded: str
    reason: str


class TypeScore(Struct, frozen=True):
    """One type's figures; `support` is its number of rows in the gold."""

    precision: float
    recall: float
    f1: float
    support: int


class Interval(Struct, frozen=True):
    """The middle 95 % of the bootstrap's draws."""

    low: float
    high: float


class Figures(Struct, frozen=True):
    """The figures of a set of rows."""

    rows: int
    accuracy: float
    macro_f1: float
    quad_macro_f1: float


class Relations(Struct, frozen=True):
    """What `measure` finds. `confusion[gold][coded]` counts rows; `odd` and `even` are None without numbers in `id`.

    `intervals` has accuracy, macro_f1 and quad_macro_f1; `left_out` counts rows by the reason for leaving them out.
    """

    profile: str
    rows: int
    accuracy: float
    macro_f1: float
    quad_macro_f1: float
    per_type: dict[str, TypeScore]
    confusion: dict[str, dict[str, int]]
    intervals: dict[str, Interval]
    odd: Figures | None
    even: Figures | None
    left_out: dict[str, int]
    coded: tuple[Coded, ...]


def measure(path: Path, profile: str = "cameo", engine: Engine | None = None) -> Relations:
    """Code and score the rows of a TSV, with this engine or the profile's own.

    BadInput where a required column is missing or no row can be used."""
    engine = engine or dragoman.engine(profile)
    types = engine.resources.types
    rows, left_out = usable(read(path), frozenset(types))
    if not rows:
        raise BadInput(str(path), "no row of it can be scored: " + reasons(left_out), "see docs/reference for the columns")
    folds = FOLDED if any(row.gold == YIELD for row in rows) else {}
    return scored(code_rows(rows, engine, folds), profile, quads(types), left_out)


#: a sentence, the characters of its source and of its target; (0, 0) where one of the two is not named in it
Places = tuple[str, tuple[int, int], tuple[int, int]]


def read(path: Path) -> list[dict[str, str]]:
    """The file's rows by column. BadInput where a required column is missing."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t")
        missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
        if missing:
            raise BadInput(str(path), f"no column {', '.join(missing)}", f"a TSV with a header that has {', '.join(REQUIRED)}")
        return [{k: v or "" for k, v in row.items() if isinstance(k, str) and not isinstance(v, list)} for row in reader]


def usable(lines: Iterable[Mapping[str, str]], types: frozenset[str]) -> tuple[list[Row], dict[str, int]]:
    """The rows that can be scored, and how many are left out for which reason."""
    rows: list[Row] = []
    left_out: Counter[str] = Counter()
    for n, line in enumerate(lines, 1):
        places = marked(line.get("marked_sentence", "")) or plain(line)
        gold = line["gold_root"].strip().upper()
        if not gold:
            left_out["no type"] += 1
        elif gold not in types and gold != YIELD:
            left_out["unknown type"] += 1
        elif places is None:
            left_out["source or target not found"] += 1
        else:
            rows.append(Row(line.get("id") or f"row {n}", *places, gold))
    return rows, dict(left_out)


def marked(text: str) -> Places | None:
    """Sentence and places from "<s>France</s> praised <t>Chad</t>"; one of the two may be missing, None without both."""
    plain_text, last = "", 0
    at: dict[str, int] = {}
    for mark in MARK.finditer(text):
        plain_text += text[last : mark.start()]
        last = mark.end()
        at.setdefault(mark[1] + mark[2], len(plain_text))
    source, target = ((at.get(name, 0), at.get("/" + name, 0)) for name in "st")
    return (plain_text + text[last:], source, target) if source[0] < source[1] or target[0] < target[1] else None


def plain(line: Mapping[str, str]) -> Places | None:
    """Sentence and the first place of each phrase in it, the target's outside the source's where there is one."""
    text, source, target = (line[name].strip() for name in REQUIRED[:3])
    first = text.find(source) if source else -1
    begins = first if first >= 0 else len(text)
    places = [m.start() for m in re.finditer(re.escape(target), text)] if target else []
    apart = [i for i in places if i >= begins + len(source) or i + len(target) <= begins]
    second = (apart or places or [-1])[0]
    found = [(at, at + len(phrase)) if at >= 0 else (0, 0) for at, phrase in ((first, source), (second, target))]
    return None if first < 0 and second < 0 else (text, found[0], found[1])


def code_rows(rows: Sequence[Row], engine: Engine, folds: Mapping[str, str]) -> Iterator[Coded]:
    """Each row with the type that is chosen for it."""
    parsed = engine.annotator.parse([segment(n, row) for n, row in enumerate(rows)])
    for row, sentence in zip(rows, parsed, strict=True):
        source = tokens_of(sentence, row.source)
        target = tokens_of(sentence, row.target)
        choice = choose(sentence, source, (target - source) or target, engine)
        yield Coded(row.id, folds.get(row.gold, row.gold), folds.get(choice.type, choice.type), choice.reason)


def segment(n: int, row: Row) -> Segment:
    """The row's sentence without its dateline, unless source or target stands in that."""
    whole = Segment(n, 0, len(row.sentence), row.sentence, n, False)
    (cut,) = without_dateline([whole])
    named = [start for start, end in (row.source, row.target) if end]
    return cut if cut.start <= min(named) else whole


def tokens_of(s: Sentence, place: tuple[int, int]) -> frozenset[int]:
    """The tokens that overlap these characters (at least one in any text that has tokens there)."""
    return frozenset(t.i for t in s.tokens if t.start < place[1] and place[0] < t.end)


def quads(types: Mapping[str, EventType]) -> dict[str, str]:
    """Type to quad class; YIELD's is RETREAT's."""
    found = {name: kind.quad for name, kind in types.items()}
    return {**found, YIELD: found["RETREAT"]}


def scored(coded: Iterable[Coded], profile: str, quad: Mapping[str, str], left_out: dict[str, int]) -> Relations:
    """All figures of the coded rows."""
    done = tuple(coded)
    pairs = [(row.gold, row.coded) for row in done]
    all_rows = figures(pairs, quad)
    per_type = type_scores(pairs)
    confusion = {g: dict(Counter(c for gold, c in pairs if gold == g)) for g in sorted({g for g, _ in pairs})}
    numbered = [(int(row.id), (row.gold, row.coded)) for row in done if row.id.isdecimal()]
    odd, even = ([pair for n, pair in numbered if n % 2 == rest] for rest in (1, 0))
    return Relations(
        profile, all_rows.rows, all_rows.accuracy, all_rows.macro_f1, all_rows.quad_macro_f1,
        per_type, confusion, intervals(pairs, quad),
        figures(odd, quad) if odd else None, figures(even, quad) if even else None, left_out, done,
    )  # fmt: skip


Pairs = Sequence[tuple[str, str]]


def figures(pairs: Pairs, quad: Mapping[str, str]) -> Figures:
    """Accuracy and macro-F1 of (gold, coded) pairs; the macro averages run over the gold's types."""
    right = sum(gold == coded for gold, coded in pairs)
    classes = [(quad[gold], quad[coded]) for gold, coded in pairs]
    return Figures(len(pairs), right / len(pairs), macro_f1(type_scores(pairs)), macro_f1(type_scores(classes)))


def type_scores(pairs: Pairs) -> dict[str, TypeScore]:
    """Precision, recall and F1 of each type that the gold has; 0 where nothing is coded or right."""
    gold, coded = Counter(g for g, _ in pairs), Counter(c for _, c in pairs)
    right = Counter(g for g, c in pairs if g == c)
    return {
        name: TypeScore(right[name] / coded[name] if coded[name] else 0.0, right[name] / n, 2 * right[name] / (n + coded[name]), n)
        for name, n in sorted(gold.items())
    }


def macro_f1(scores: Mapping[str, TypeScore]) -> float:
    """The mean of the types' F1."""
    return sum(score.f1 for score in scores.values()) / len(scores)


def intervals(pairs: Pairs, quad: Mapping[str, str]) -> dict[str, Interval]:
    """Bootstrap over rows."""

    def drawn(some: Pairs) -> dict[str, float]:
        found = figures(some, quad)
        return {"accuracy": found.accuracy, "macro_f1": found.macro_f1, "quad_macro_f1": found.quad_macro_f1}

    return {name: Interval(low, high) for name, (low, high) in bootstrap.intervals(pairs, drawn).items()}


def reasons(left_out: Mapping[str, int]) -> str:
    """ "no type (3), unknown type (1)"."""
    return ", ".join(f"{why} ({n})" for why, n in left_out.items()) or "it is empty"
