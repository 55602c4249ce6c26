"""What is checked of a data file beyond the types of its keys: that every name stands for something, and every file is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct

from dragoman.entries import Context, Convention, EventType, Frame, WordClasses
from dragoman.errors import DataError

ROOT = Path(__file__).parent / "data"
#: where files may stand; a file of a user's folder that stands elsewhere would be read by nobody
LAYOUT = (
    "ontology/*.toml",
    "contexts.toml",
    "conventions.toml",
    "lexicon/en/frames/*/*.toml",
    *(f"lexicon/en/{name}.toml" for name in "amounts classes confidence cues dates gate sentences status words".split()),
    "actors/*.toml",
    "places/*.toml",
    "places/filters/*.toml",
)
#: PLOVER's quad classes; a type of a user's own is of one of them
QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
SIDES = ("actor", "recipient")
#: slots that are no prepositions (coding/arguments.py); every other slot is one
SLOTS = ("subject", "object", "iobj", "possessor", "clause")


class Known(Struct, frozen=True):
    """The names that a frame may use."""

    types: Mapping[str, EventType]
    conventions: Mapping[str, Convention]
    contexts: Mapping[str, Context]
    classes: WordClasses


def short(path: Path) -> str:
    """A file as messages name it: a user's own in full."""
    return "/".join(path.parts[-3:]) if ROOT in path.parents else str(path)


def check_folder(extra: Path) -> None:
    """DataError where a user's folder is none, is empty, or has a file that nobody would read."""
    layout = "lay it out as dragoman/data: ontology/TYPE.toml, lexicon/en/frames/TYPE/NAME.toml, conventions.toml ..."
    if not extra.is_dir():
        raise DataError(str(extra), None, "it is no folder", f"give a folder; {layout}")
    files = set(extra.glob("**/*.toml"))
    if not files:
        raise DataError(str(extra), None, "it has no .toml file", layout)
    for path in sorted(files - {path for pattern in LAYOUT for path in extra.glob(pattern)}):
        raise DataError(str(path), None, "nothing reads a file in this place", layout)


def check_frame(frame: Frame, known: Known, path: Path) -> None:
    """DataError where a name in the frame stands for nothing, or where it has no words or no example."""
    name = frame.id.split("/", 1)[1]
    if frame.type not in known.types:
        remedy = "the folder must be named after a file in ontology/, in the package or in your own folder"
        raise DataError(short(path), name, f"there is no event type {frame.type!r}", remedy)
    if frame.mode:
        require(f"mode of {frame.type}", frame.mode, known.types[frame.type].modes, path, name)
    if frame.if_conflict:
        require("event type", frame.if_conflict, known.types, path, name)
    if frame.convention:
        require("convention", frame.convention, known.conventions, path, name)
    for context in frame.contexts:
        require("context", context, known.contexts, path, name)
    for words, classes in ((frame.verbs, known.classes.verb_groups), ((*frame.objects, *frame.nouns), known.classes.noun_classes)):
        for word in words:
            if word.startswith("@"):
                require("class of words", word[1:], classes, path, name)
    for side in frame.needs:
        require("side", side, SIDES, path, name)
    for slot in {*frame.actor, *frame.recipient, *frame.noun_actor, *frame.noun_recipient} - set(SLOTS):
        if near := get_close_matches(slot, SLOTS, 1, 0.8):
            raise DataError(short(path), name, f"there is no slot {slot!r}", f"did you mean {near[0]!r}?")
    if not frame.examples:
        raise DataError(short(path), name, "has no example", 'add examples = ["SENTENCE => ACTORS TYPE RECIPIENTS"]')
    if not frame.verbs and not frame.nouns:
        raise DataError(short(path), name, "has neither verbs nor nouns", "add verbs = [...] or nouns = [...]")


def require(what: str, word: str, known: Collection[str], path: Path, name: str) -> None:
    """DataError where a name stands for nothing."""
    if word not in known:
        near = get_close_matches(word, known, 1)
        there = f"there are {', '.join(sorted(known))}" if known else "leave it out: there is none"
        remedy = f"did you mean {near[0]!r}?" if near else there
        raise DataError(short(path), name, f"there is no {what} {word!r}", remedy)
