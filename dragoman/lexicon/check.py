"""All that can be found out about a lexicon without a corpus: the entries by themselves, then their examples as coded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from dragoman.coding.pipeline import Engine
from dragoman.entries import Frame
from dragoman.lexicon.examples import Example, agrees, all_examples, got, run, written
from dragoman.lexicon.findings import Finding, error, warning
from dragoman.lexicon.ready import ready, segments
from dragoman.lexicon.skeletons import monotony, shape, templates
from dragoman.lexicon.uses import repeated, shadowed
from dragoman.model import Event, Sentence
from dragoman.resources import Resources, toml

ID = re.compile(r"[\w-]+/[\w-]+")  # how a frame is named in a message


class Checked(Struct, frozen=True):
    """What was checked, counted by kind of thing, and what was found."""

    counts: dict[str, int]
    findings: tuple[Finding, ...]


def check(e: Engine, own: Path | None = None) -> Checked:
    """Static checks and every example through the coder. Of a user's `own` folder only what its entries have or cause."""
    files = places(e.resources, own)
    found: list[Finding] = []
    examples = list(all_examples(e.resources, lambda where, line, why: found.append(unreadable(where, files[where], line, why))))
    found += [
        *without_example(e.resources, files),
        *(x for frame in e.resources.frames for x in repeated(frame, e.resources.classes)),
        *shadowed(e.resources.frames, e.resources.classes),
        *templates((x for x in examples if x.kind == "examples"), e.names, files),
        *coded(examples, ready((x.sentence for x in examples), e), files),
    ]
    if own is not None:
        found = concerning(found, str(own.absolute()), e.resources.frames)
    return Checked(counts(e.resources, examples), tuple(sorted(found, key=lambda f: (f.severity, f.kind, f.entry))))


def unreadable(where: str, file: str, line: str, why: str) -> Finding:
    """A line under `examples` or `wish` that is no example."""
    return error("no example", where, file, f"{line!r}: {why}")


def concerning(found: Iterable[Finding], own: str, frames: Iterable[Frame]) -> list[Finding]:
    """The findings in files of a user's own; those elsewhere that name one of its frames are warnings: it may be meant."""
    ids = {frame.id for frame in frames if frame.file.startswith(own)}
    caused = (f for f in found if not f.file.startswith(own) and ids & set(ID.findall(f.text)))
    return [f for f in found if f.file.startswith(own)] + [replace(f, severity="warning") for f in caused]


def places(resources: Resources, own: Path | None = None) -> dict[str, str]:
    """Entry of an example -> its file, as messages name it."""
    found = {frame.id: frame.file for frame in resources.frames}
    for kind, name, entries in (("cue", "cues", resources.cues), ("gate", "gate", resources.gate)):
        packaged = f"lexicon/en/{name}.toml"
        mine = own.absolute() / packaged if own is not None else None
        theirs = toml(mine).keys() if mine is not None and mine.is_file() else ()
        found |= {f"{kind}/{entry}": str(mine) if entry in theirs else packaged for entry in entries}
    return found


def counts(resources: Resources, examples: Sequence[Example]) -> dict[str, int]:
    """How much there is of what."""
    kinds = [x.kind for x in examples]
    return {
        "types": len(resources.types),
        "conventions": len(resources.conventions),
        "frames": len(resources.frames),
        "verbs and nouns": len({word for frame in resources.frames for word in (*frame.verbs, *frame.nouns)}),
        "cues": len(resources.cues),
        "examples": kinds.count("examples"),
        "nevers": kinds.count("never"),
        "wishes": kinds.count("wish"),
    }


def without_example(resources: Resources, files: Mapping[str, str]) -> Iterator[Finding]:
    """Cues and tables of the gate that block something without an example; a frame without one is not even loaded."""
    lists = {f"cue/{name}": cue.examples for name, cue in resources.cues.items()}
    lists |= {f"gate/{name}": table.examples for name, table in resources.gate.items() if table.blocks}
    for name, examples in lists.items():
        if not examples:
            yield error("no example", name, files[name], "nothing shows what it is for")


def coded(examples: Iterable[Example], e: Engine, files: Mapping[str, str]) -> Iterator[Finding]:
    """Examples that come out wrong, that another frame wins, or that are built like too many others."""
    shapes: list[tuple[str, str]] = []
    for x in examples:
        events = run(x.sentence, e).events
        yield from outcome(x, events, files[x.where])
        if x.kind == "examples" and not x.where.startswith(("cue/", "gate/")):
            shapes.extend((x.where, shape(s, e.names)) for s in first_sentence(x, e))
    yield from monotony(shapes, files)


def first_sentence(x: Example, e: Engine) -> Sequence[Sentence]:
    """The example as parsed, where it is one sentence."""
    parts = segments(x.sentence, e)
    return e.annotator.parse(parts) if len(parts) == 1 else ()


def outcome(x: Example, events: Sequence[Event], file: str) -> Iterator[Finding]:
    """What is wrong with the events that an example gave."""
    came = " ; ".join(f"{written(got(event))} by {event.why[0]}" for event in events) or "nothing"
    if agrees(x.expected, events) != (x.kind != "wish"):
        if x.kind == "wish":
            yield warning("a wish come true", x.where, file, f"{x.sentence!r} comes out right now: move it to examples")
        else:
            wanted = " ; ".join(map(written, x.expected)) or "nothing"
            yield error(f"wrong {x.kind}", x.where, file, f"{x.sentence!r} should give {wanted}, and gives {came}")
    elif x.kind == "examples" and not fires(x, events):
        yield error("won by another frame", x.where, file, f"{x.sentence!r} gives {came}: move it there, or sharpen one of the two")


def fires(x: Example, events: Sequence[Event]) -> bool:
    """Whether the entry's own frame is among those that gave the events; cues and the gate have none."""
    frame = not x.where.startswith(("cue/", "gate/"))
    return not frame or not x.expected or any(event.why[0] == x.where for event in events)
