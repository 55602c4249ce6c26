"""Any number of reports, no two alike: the project's example reports, taken apart and put together anew with other states in them.

A report is some sentences of the examples, told of other states (names, adjectives and capitals are exchanged), with other numbers
and days, after a first one with names that nobody bears: new words, as news has them. The same number gives the same report. Whole
paragraphs would not do: many reports would then look like copies of others, which have to be compared word by word.
"""
from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import count, islice
from pathlib import Path

from msgspec import Struct

from benchmarks.fiction import invented
from benchmarks.settings import ROOT
from dragoman.entries import Country
from dragoman.model import Document
from dragoman.readers import make_document
from dragoman.resources import tables

DEMO = "dragoman/data/demo/reports.jsonl"
GOLDEN = ("tests/golden/world", "tests/golden/trips", "tests/golden/like")
PLAIN = "tests/golden/nothing"
FIRST, DAYS = date(2015, 1, 1), 4000
PARTS = (3, 6)  # paragraphs of a report, the least and the most
TOGETHER = (1, 4)  # sentences of a paragraph
LEAST = 6  # words of a sentence that is taken
SENTENCE_END = re.compile(r"(?<=[a-z0-9][.!?])[\u201d\"]?\s+(?=[A-Z\u201c\"])")
NUMBER = re.compile(r"(?<![\w.,])[1-9]\d{1,3}(?![\w.,]*\d)")
YEAR = range(1800, 2100)
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri)day\b")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


class Examples(Struct, frozen=True):
    """Headlines and sentences of the example reports, and the names by which states are exchanged: one row a state."""

    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    states: tuple[tuple[str, ...], ...]
    word: re.Pattern[str]


def documents(number: int | None = None, first: int = 0, root: Path = ROOT) -> Iterator[Document]:
    """So many reports from the first on; without a number, for ever."""
    examples = load(root)
    return islice(map(partial(document, examples), count(first)), number)


def load(root: Path = ROOT, folders: Sequence[str] = (*GOLDEN, PLAIN)) -> Examples:
    """The example reports."""
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in sorted((root / folder).glob("*.txt"))]
    apart = [[part.strip() for part in text.split("\n\n") if part.strip()] for text in texts]
    told = [json.loads(line) for line in (root / DEMO).read_text(encoding="utf-8").splitlines()]
    states = tuple(row for state in tables(Country, "actors/countries_*.toml", None).values() if (row := _row(state)))
    names = sorted({name for row in states for name in row}, key=len, reverse=True)
    return Examples(
        (*(parts[0] for parts in apart), *(one["title"] for one in told)),
        tuple(
            sentence
            for part in (*(part for parts in apart for part in parts[1:]), *(one["text"] for one in told))
            for sentence in SENTENCE_END.split(part)
            if len(sentence.split()) >= LEAST
        ),
        states,
        re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b"),
    )


def document(examples: Examples, number: int) -> Document:
    """The report of this number."""
    rnd = random.Random(f"report {number}")
    published = (FIRST + timedelta(days=rnd.randrange(DAYS))).isoformat()
    change = _exchange(examples, rnd)
    names = [invented(rnd, 3) for _ in range(6)]
    first = "{} {} of the {} Institute said from {} that {} and {} had seen it.".format(*names)
    body = [change(" ".join(rnd.sample(examples.sentences, rnd.randint(*TOGETHER)))) for _ in range(rnd.randint(*PARTS))]
    source = f"{invented(rnd, 0)} Courier (fiction)"
    title = change(rnd.choice(examples.titles))
    return make_document(
        "\n\n".join([first, *body]), title=title, published=published, published_basis="given", source=source,
        url=f"https://{names[0].lower()}.example/{number}",
    )  # fmt: skip


def _row(state: Country) -> tuple[str, ...] | None:
    """Name, adjective, capital, where all are there; names that are other words too ("Chad", "Jordan") serve as well."""
    return (state.name, state.adjectives[0], state.capitals[0]) if state.adjectives and state.capitals else None


def _exchange(examples: Examples, rnd: random.Random) -> Callable[[str], str]:
    """How this report's words differ from the examples': every state is another one, the same throughout."""
    others = rnd.sample(examples.states, len(examples.states))
    names = {old: new for row, other in zip(examples.states, others, strict=True) for old, new in zip(row, other, strict=True)}

    def number(found: re.Match[str]) -> str:
        value = int(found[0])
        return found[0] if value in YEAR else str(rnd.randint(max(2, value // 2), value * 2))

    def change(text: str) -> str:
        told = examples.word.sub(lambda found: names[found[0]], text)
        return NUMBER.sub(number, WEEKDAY.sub(lambda _: rnd.choice(WEEKDAYS), told))

    return change
