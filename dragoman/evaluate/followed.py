"""Commitments and meetings measured on stories, from the text up: the reports are coded, linked and followed.

A commitment (meeting) of ours is one of the story's where they share their sides and words of what is owed, or a step has its quote in
the same sentence; each is used once. `final`: those whose state after the last report is right, of all of the story's; `steps`: changes
of state that are found at the right report, on the right day where the key has one, in a sentence that holds the quote; `false`:
commitments of ours that are none, to a report.
"""
from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from dragoman.errors import BadInput, Unreachable
from dragoman.evaluate.bootstrap import Interval, intervals
from dragoman.evaluate.changes import Record
from dragoman.evaluate.stories import Report, document
from dragoman.evaluate.tally import Share
from dragoman.following import commitments, meetings
from dragoman.following.meetings import Meeting, Telling
from dragoman.following.told import Reported, Step
from dragoman.linking.events import link
from dragoman.linking.setting import setting_of
from dragoman.linking.told import content, told_of
from dragoman.model import Coding, Document

CodeOne = Callable[[Document], Coding]


class Change(Struct, frozen=True):
    """A line of the key."""

    report: str
    state: str
    quote: str
    date: str | None = None
    due: str | None = None
    amount_so_far: float | None = None


class Owed(Struct, frozen=True):
    """A commitment of the key."""

    name: str
    obligor: tuple[str, ...]
    obligee: tuple[str, ...]
    what: str
    final: str
    history: tuple[Change, ...]
    amount: float | None = None
    unit: str | None = None
    due: str | None = None


class Met(Struct, frozen=True):
    """A meeting of the key."""

    name: str
    kind: str
    participants: tuple[str, ...]
    final: str
    history: tuple[Change, ...]
    place: str | None = None
    start: str | None = None
    end: str | None = None


class Story(Struct, frozen=True):
    """One file."""

    title: str
    report: tuple[Report, ...]
    commitment: tuple[Owed, ...] = ()
    meeting: tuple[Met, ...] = ()
    trap: str = ""
    written: str = ""
    same_as: str = ""
    name: str = ""


class Scored(Struct, frozen=True):
    """One story: shares of finals, steps, dues; false commitments; a line for each difference."""

    name: str
    written: str
    reports: int
    commitments: Share
    meetings: Share
    found: Share
    steps: Share
    dues: Share
    false: int
    lines: tuple[str, ...]
    same_as: str = ""
    outcome: tuple[str, ...] = ()


class Followed(Struct, frozen=True):
    """What `dragoman evaluate follow` gives: the figures of `totals` over all stories, and over those written blind."""

    kind: str
    profile: str
    stories: int
    reports: int
    commitments: float
    meetings: float
    found: float
    steps: float
    dues: float
    final: float
    false: float
    same: Share
    blind: dict[str, float]
    per_story: tuple[Scored, ...]
    intervals: dict[str, Interval]
    left_out: dict[str, int]
    records: tuple[Record, ...]


def measure(folder: Path, code: CodeOne, profile: str) -> Followed:
    """Scores every story of a folder. Raises Unreachable or BadInput."""
    scored = [score(one, code) for one in stories(folder)]
    blind = [one for one in scored if one.written == "blind"]
    records = (Record(f"{one.name}: {line}", False, f"{one.name}: {line}") for one in scored for line in one.lines)
    return Followed(
        kind="follow", profile=profile, stories=len(scored), reports=sum(one.reports for one in scored), **totals(scored),
        same=told_alike(scored), blind={"stories": len(blind), **totals(blind)} if blind else {}, per_story=tuple(scored),
        intervals=intervals(scored, totals), left_out={}, records=tuple(records),
    )  # fmt: skip


def told_alike(scored: Sequence[Scored]) -> Share:
    """Of the stories that tell another one in other words, those that come out as it does: the same sides, states and days."""
    of = {one.name: one.outcome for one in scored}
    return _share([of[one.same_as] == one.outcome for one in scored if one.same_as in of])


def story(path: Path) -> Story:
    """Raises BadInput for what is no story, also where a quote is not in its report."""
    try:
        read = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Story)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise BadInput(f"{path}: no story", str(error), "see docs/reference/evaluate.md") from None
    texts = {one.id: document(one).text for one in read.report}
    keys: list[Owed | Met] = [*read.commitment, *read.meeting]
    for key in keys:
        for change in key.history:
            if change.quote not in texts.get(change.report, ""):
                why = f"{key.name}: {change.quote!r} is not in report {change.report!r}"
                raise BadInput(f"{path}: no story", why, "quote exact words of the report")
    return msgspec.structs.replace(read, name=path.stem)


def stories(folder: Path) -> list[Story]:
    """By name. Raises Unreachable where there is none."""
    found = sorted(folder.glob("*.toml"))
    if not found:
        raise Unreachable(f"{folder}: no stories", "there is no file NAME.toml in it", "see docs/reference/evaluate.md")
    return [story(path) for path in found]


def read(one: Story, code: CodeOne) -> tuple[list[Reported], list[Telling]]:
    """What following takes, of the first reports of a story."""
    codings = [code(document(report)) for report in one.report]
    reported = [
        Reported(report.id, report.published, n, report.source, coding.named, coding.progress)
        for n, (report, coding) in enumerate(zip(one.report, codings, strict=True))
    ]
    told = [
        told_of(event, report.id, report.published, n, setting=setting_of(coding.named, coding.document.text))
        for n, (report, coding) in enumerate(zip(one.report, codings, strict=True))
        for event in coding.events
    ]
    events = link(told).events
    tellings = [
        Telling(report.id, report.published, n, events[event.id], event)
        for n, (report, coding) in enumerate(zip(one.report, codings, strict=True))
        for event in coding.events
    ]
    return reported, tellings


def score(one: Story, code: CodeOne) -> Scored:
    """Code, link, follow and compare."""
    reported, tellings = read(one, code)
    ours, met = commitments.follow(reported), meetings.follow(tellings)
    pairs = _paired(one.commitment, ours, _alike_owed)
    meets = _paired(one.meeting, met, _alike_met)
    lines: list[str] = []
    right = [_final(key, other, lines) for key, other in pairs]
    right_met = [_final(key, other, lines) for key, other in meets]
    steps = [_found(change, other) for key, other in (*pairs, *meets) for change in key.history]
    dues = [other is not None and other.due == key.due for key, other in pairs if key.due]
    used = {id(other) for _, other in pairs}
    false = [t for t in ours if id(t) not in used]
    lines += [f"false: {t.obligor} {t.obligee} {t.what[:50]!r} {t.state}" for t in false]
    found = [other is not None for _, other in (*pairs, *meets)]
    return Scored(
        one.name, one.written, len(one.report), _share(right), _share(right_met), _share(found), _share(steps), _share(dues), len(false),
        tuple(lines), one.same_as, _outcome(ours, met),
    )  # fmt: skip


def _outcome(ours: Sequence[commitments.Thread], met: Sequence[Meeting]) -> tuple[str, ...]:
    owed = (f"{' '.join(t.obligor)} > {' '.join(t.obligee)} {t.state} {t.amount} {t.due}" for t in ours)
    return tuple(sorted((*owed, *(f"{m.kind} {' '.join(sorted(m.participants))} {m.state} {m.start}" for m in met))))


def _share(flags: Sequence[bool]) -> Share:
    return Share(sum(flags), len(flags))


def _paired(keys: Sequence[Any], ours: Sequence[Any], alike: Callable[[Any, Any], float]) -> list[tuple[Any, Any]]:
    """Each of the key with the one of ours that is most like it; each of ours once."""
    ranked = sorted(((alike(key, other), n, m) for n, key in enumerate(keys) for m, other in enumerate(ours)), reverse=True)
    taken: dict[int, int] = {}
    for likeness, n, m in ranked:
        if likeness >= 1.0 and n not in taken and m not in taken.values():
            taken[n] = m
    return [(key, ours[taken[n]] if n in taken else None) for n, key in enumerate(keys)]


def _alike_owed(key: Owed, other: commitments.Thread) -> float:
    sides = bool(set(key.obligor) & set(other.obligor)) + bool(set(key.obligee) & set(other.obligee) or not key.obligee)
    if not set(key.obligor) & set(other.obligor):
        return 0.0
    words = bool(content(key.what) & (content(other.what) | other.words)) or (key.amount is not None and key.amount == other.amount)
    return 0.5 * sides + 0.3 * words + 0.4 * sum(_found(change, other) for change in key.history)


def _alike_met(key: Met, other: Meeting) -> float:
    shared = set(key.participants) & set(other.participants)
    near = ({"visit", "bilateral"}, {"bilateral", "multilateral"})
    kinds = any({key.kind, other.kind} <= some for some in ({key.kind}, *near))
    if not shared or not kinds:
        return 0.0
    day = key.start is not None and other.start is not None and key.start == other.start
    return len(shared) / len(key.participants) * 0.6 + 0.3 * day + 0.4 * sum(_found(change, other) for change in key.history)


def _final(key: Any, other: Any, lines: list[str]) -> bool:
    right = other is not None and other.state == key.final
    if not right:
        steps = [(step.report, step.state) for step in other.history] if other is not None else "not found"
        lines.append(f"{key.name}: {key.final}, ours {other.state if other is not None else None}: {steps}")
    return right


def _found(change: Change, other: Any) -> bool:
    """Whether a step of ours says so, at that report, in a sentence that holds the quote or a part of it."""
    return other is not None and any(
        step.report == change.report and step.state == change.state and _dated(step, change) and _holds(step, change.quote)
        for step in other.history
    )


def _dated(step: Step, change: Change) -> bool:
    """A step without a day of its own is of the day of the report."""
    return change.date is None or (step.date or step.published) == change.date


def _holds(step: Step, quote: str) -> bool:
    return quote in step.quote.text or step.quote.text in quote


def totals(scored: Sequence[Scored]) -> dict[str, float]:
    """Shares over all stories; `false`: to a report."""
    found: dict[str, float] = {}
    for name in ("commitments", "meetings", "found", "steps", "dues"):
        shares = [getattr(one, name) for one in scored]
        found[name] = round(sum(s.part for s in shares) / max(1, sum(s.whole for s in shares)), 4)
    both = [s for one in scored for s in (one.commitments, one.meetings)]
    found["final"] = round(sum(s.part for s in both) / max(1, sum(s.whole for s in both)), 4)
    found["false"] = round(sum(one.false for one in scored) / max(1, sum(one.reports for one in scored)), 4)
    return found
