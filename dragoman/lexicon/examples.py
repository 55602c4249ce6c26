"""The examples that stand in the lexicon: read, coded, compared. `SENTENCE => ACTORS TYPE[/mode] RECIPIENTS [status] ; ...`"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from dragoman.coding.pipeline import Engine, code
from dragoman.coding.trace import Trace
from dragoman.model import Actor, Coding, Event
from dragoman.readers import make_document
from dragoman.resources import Resources


class Expected(Struct, frozen=True):
    """One event of an example; mode and status are None where the example leaves them open."""

    type: str
    mode: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    status: str | None


class Example(Struct, frozen=True):
    """A sentence of the lexicon with what must come out: `kind` is examples, never or wish; `where` names the entry."""

    where: str
    kind: str
    sentence: str
    expected: tuple[Expected, ...]


def side(text: str) -> frozenset[str]:
    """ "RUS+IND" as a set, "?" as the empty one."""
    return frozenset() if text == "?" else frozenset(text.split("+"))


def expectation(text: str) -> Expected:
    """One event of an example line."""
    words = text.split()
    if len(words) not in (3, 4):
        raise ValueError(f"{text!r} is not ACTORS TYPE[/mode] RECIPIENTS [status]")
    kind, _, mode = words[1].partition("/")
    return Expected(kind, mode or None, side(words[0]), side(words[2]), words[3] if len(words) == 4 else None)


def example(where: str, kind: str, line: str) -> Example:
    """A line of an entry's examples, never or wish."""
    sentence, arrow, rest = line.partition(" => ")
    if kind == "never" or rest.strip() == "nothing":
        return Example(where, kind, sentence, ())
    if not arrow:
        raise ValueError("write SENTENCE => ACTORS TYPE[/mode] RECIPIENTS [status]")
    return Example(where, kind, sentence, tuple(expectation(part) for part in rest.split(" ; ")))


def refuse(where: str, line: str, why: str) -> None:
    """How a line that is no example is told where none is expected."""
    raise ValueError(f"{where}: {line!r}: {why}")


def all_examples(resources: Resources, tell: Callable[[str, str, str], None] = refuse) -> Iterator[Example]:
    """Every example of frames, status cues and gate tables; what is none is told as (entry, line, reason)."""
    named = [(frame.id, frame) for frame in resources.frames] + [(f"cue/{cue.id}", cue) for cue in resources.cues.values()]
    for where, entry in named:
        for kind in ("examples", "never", "wish"):
            for line in getattr(entry, kind):
                try:
                    yield example(where, kind, line)
                except ValueError as error:
                    tell(where, line, str(error))
    for table in resources.gate.values():
        yield from (Example(f"gate/{table.id}", "never", line, ()) for line in table.examples)


def key(actor: Actor) -> str:
    """An actor as an example writes it: its country, else its kind."""
    return actor.country or actor.kind


def got(event: Event) -> Expected:
    """An event in the terms of an example."""
    return Expected(
        event.type, event.mode, frozenset(map(key, event.actors)), frozenset(map(key, event.recipients)), event.status
    )


def run(sentence: str, engine: Engine, trace: Trace | None = None) -> Coding:
    """Code one sentence as a report of its own, with all events however unsure: examples are there to try single frames."""
    return code(make_document(sentence, title=None), engine, trace or Trace(on=False), 0.0)


def agrees(wanted: Sequence[Expected], events: Sequence[Event]) -> bool:
    """Whether exactly the expected events came out; open modes and statuses agree with all."""
    left = [got(e) for e in events]
    for w in wanted:
        match = next(
            (
                g
                for g in left
                if (g.type, g.actors, g.recipients) == (w.type, w.actors, w.recipients)
                and w.mode in (None, g.mode)
                and w.status in (None, g.status)
            ),
            None,
        )
        if match is None:
            return False
        left.remove(match)
    return not left


def written(e: Expected) -> str:
    """An event as an example line has it."""
    mode = f"/{e.mode}" if e.mode else ""
    return f"{'+'.join(sorted(e.actors)) or '?'} {e.type}{mode} {'+'.join(sorted(e.recipients)) or '?'}{' ' + e.status if e.status else ''}"


def report(x: Example, engine: Engine, lines: int = 60) -> str:
    """Why an example failed: text, expected, what came out, and the decisions of every stage."""
    trace = Trace()
    coding = run(x.sentence, engine, trace)
    came = " ; ".join(written(got(e)) for e in coding.events) or "nothing"
    wanted = " ; ".join(map(written, x.expected)) or "nothing"
    why = "\n    ".join(list(trace.lines())[-lines:])
    return f"{x.where} ({x.kind})\n  text     {x.sentence}\n  expected {wanted}\n  got      {came}\n  why\n    {why}"
