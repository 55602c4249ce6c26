"""Invented reports, with what two annotators and a coder found in them: written to folders, the same at every run.

Nothing in them is news: sentences are numbered, and events are drawn so that every rule of comparison is met often -
alternatives, quotes and offsets, evidence that is not in the text, several events of one sentence, open dates.
"""
from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
TYPES = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "ACCUSE", "ASSAULT")
STATUSES = ("occurred", "occurred", "occurred", "planned", "negated")
CODES = ("NOR", "CHL", "GHA", "VNM", None)
DATES = (None, "2021", "2021-03", "2021-03-04", "2021-03-05")
SPEAKERS = (None, None, "the ministry", "Ministry of Ports", "two sources")
MODES = (None, None, "visit", "joint")
Entry = dict[str, Any]


class Dice:
    """Draws that are the same in every version of Python: from `random()` alone."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed).random

    def below(self, number: int) -> int:
        return int(self.random() * number)

    def one(self, things: Sequence[T]) -> T:
        return things[self.below(len(things))]

    def often(self, share: float) -> bool:
        return self.random() < share


def write(folder: Path, reports: int = 12) -> tuple[Path, Path, Path, Path]:
    """Writes reports/, A/, B/ and coded/ and gives the four."""
    folders = tuple(folder / name for name in ("reports", "A", "B", "coded"))
    for each in folders:
        each.mkdir(parents=True)
    for number in range(reports):
        dice = Dice(number)
        text, title, sentences = report(dice, number)
        body = text.removeprefix(f"{title}\n\n") if number % 3 else text
        date = None if number % 4 == 3 else "2021-03-06"
        files: list[Entry] = [{"doc": f"r{number}", "date": date, "title": title, "text": body}]
        truth = [event(dice, sentences, i) for i in range(6 + dice.below(6))]
        owed = [promise(dice, sentences) for _ in range(4)]
        held = [office(dice) for _ in range(4)]
        rest = [{"commitments": known(dice, owed, promise(dice, sentences)), "offices": known(dice, held, office(dice))} for _ in "ABC"]
        files += [{**annotated(dice, truth, text, sentences), **rest[i]} for i in range(2)]
        files.append(coded(dice, truth, text, sentences, rest[2]))
        for path, content in zip(folders, files, strict=True):
            (path / f"r{number:02}.json").write_text(json.dumps(content, indent=1), encoding="utf-8")
    return folders[0], folders[1], folders[2], folders[3]


def report(dice: Dice, number: int) -> tuple[str, str, list[str]]:
    """(text, title, sentences)."""
    title = f"Report {number} of the harbour board"
    sentences = [f"This is sentence {i} of report {number}, and it has {dice.below(90)} nets." for i in range(7)]
    return f"{title}\n\n" + " ".join(sentences[:4]) + "\n\n" + " ".join(sentences[4:]), title, [title, *sentences]


def event(dice: Dice, sentences: Sequence[str], number: int) -> Entry:
    """What is there to be found, as one would tell it."""
    first = dice.below(len(sentences))
    return {
        "id": f"e{number}", "type": dice.one(TYPES), "status": dice.one(STATUSES), "mode": dice.one(MODES),
        "actors": sides(dice, 2), "recipients": sides(dice, 1), "date": dates(dice), "place": dice.one((None, *CODES)),
        "attributed_to": dice.one(SPEAKERS), "at": [first, *([dice.below(len(sentences))] if dice.often(0.3) else [])],
    }  # fmt: skip


def sides(dice: Dice, most: int) -> list[Entry]:
    return [{"name": f"side {i}", "country": dice.one(CODES)} for i in range(dice.below(most + 1))]


def dates(dice: Dice) -> Entry | None:
    return {"start": dice.one(DATES), "end": dice.one(DATES)} if dice.often(0.6) else None


def retold(dice: Dice, truth: Sequence[Entry], share: float) -> list[Entry]:
    """Most of the events, some of them told otherwise in a field, in another order."""
    told = []
    for one in truth:
        again = dict(one)
        if dice.often(share):
            field = dice.one(("type", "status", "mode", "actors", "recipients", "date", "place", "attributed_to"))
            again[field] = event(dice, ["x"], 0)[field]
        if dice.often(0.85):
            told.insert(dice.below(len(told) + 1), again)
    return told


def annotated(dice: Dice, truth: Sequence[Entry], text: str, sentences: Sequence[str]) -> Entry:
    """An annotator's file: quotes, now and then offsets, or a quote that the report has not."""
    events = []
    for one in retold(dice, truth, 0.3):
        quotes: list[Any] = [sentences[i] for i in one["at"]]
        if dice.often(0.1):
            start = text.index(quotes[0])
            quotes[0] = {"start": start, "end": start + len(quotes[0])}
        if dice.often(0.05):
            quotes = ["No such sentence stands here."]
        place = one["place"] and {"name": "a port", "country": one["place"]}
        alt = [dice.one(TYPES)] if dice.often(0.3) else []
        events.append({**one, "evidence": quotes, "alt": alt, "place": place, "trigger": "nets"})
    return {"events": events}


def coded(dice: Dice, truth: Sequence[Entry], text: str, sentences: Sequence[str], rest: Entry) -> Entry:
    """A coder's output, with all that is compared; now and then a span that does not slice, or a whole report as evidence."""

    def span(words: str) -> Entry:
        start = text.index(words)
        return {"text": words, "start": start, "end": start + len(words)}

    events = []
    for one in retold(dice, truth, 0.5):
        spans = [span(sentences[i]) for i in one["at"]]
        if dice.often(0.05):
            spans[0]["start"] += 1
        if dice.often(0.05):
            spans[0] = span(text)
        name = one["attributed_to"]
        events.append({
            **one, "evidence": spans, "trigger": spans[0], "place": one["place"] and {"name": "a port", "country": one["place"]},
            "attributed_to": name and {"name": name, "country": None},
        })  # fmt: skip
    owed = [{**one, "evidence": [span(one["evidence"])]} for one in rest["commitments"]]
    return {"document": {"text": text}, "events": events, "commitments": owed, "offices": rest["offices"]}


def known(dice: Dice, truth: Sequence[Entry], other: Entry) -> list[Entry]:
    """Most of what there is, and now and then something else."""
    return [*(one for one in truth if dice.often(0.7)), *([other] if dice.often(0.3) else [])]


def office(dice: Dice) -> Entry:
    return {"person": dice.one(("Ane Vik", "Luis Rojas", "Old Rojas", "Vik")), "country": dice.one(CODES)}


def promise(dice: Dice, sentences: Sequence[str]) -> Entry:
    return {"obligor": sides(dice, 2), "due": dice.one(DATES), "evidence": dice.one(sentences[:3])}
