"""The frame lexicon indexed by the words that trigger it: built once from resources, then only looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from dragoman.entries import Frame, WordClasses
from dragoman.errors import DataError

Phrase = tuple[str, ...]


class Unit(Struct, frozen=True):
    """One lexical unit of a frame: for verbs the words after the first, for nouns the words before the head."""

    frame: Frame
    rest: Phrase


class Lexicon(Struct, frozen=True):
    """`verbs`: first lemma -> units; `nouns`: head lemma -> units; `objects`: frame id -> head lemma -> modifiers.

    `light`: first lemma of a light verb -> its further words. `triggers`: all first lemmas and head nouns.
    """

    verbs: Mapping[str, Sequence[Unit]]
    nouns: Mapping[str, Sequence[Unit]]
    objects: Mapping[str, Mapping[str, Sequence[Phrase]]]
    light: Mapping[str, Sequence[Phrase]]
    triggers: frozenset[str]


def build(frames: Sequence[Frame], classes: WordClasses) -> Lexicon:
    """Index the frames; "@X" stands for the members of class X. DataError where a class is unknown."""
    verbs: dict[str, list[Unit]] = {}
    nouns: dict[str, list[Unit]] = {}
    objects: dict[str, dict[str, list[Phrase]]] = {}
    for frame in frames:
        for phrase in expand(frame, frame.verbs, classes.verb_groups):
            verbs.setdefault(phrase[0], []).append(Unit(frame, phrase[1:]))
        for phrase in expand(frame, frame.nouns, classes.noun_classes):
            nouns.setdefault(phrase[-1], []).append(Unit(frame, phrase[:-1]))
        if frame.objects:
            heads = objects.setdefault(frame.id, {})
            for phrase in expand(frame, frame.objects, classes.noun_classes):
                heads.setdefault(phrase[-1], []).append(phrase[:-1])
    light: dict[str, list[Phrase]] = {}
    for phrase in map(phrase_of, classes.verb_groups.get("LIGHT", ())):
        light.setdefault(phrase[0], []).append(phrase[1:])
    return Lexicon(verbs, nouns, objects, light, frozenset(verbs) | frozenset(nouns))


def phrase_of(text: str) -> Phrase:
    """Words of a lexical unit; hyphens are tokens of their own, as the tokeniser has them."""
    return tuple(text.lower().replace("_", " ").replace("-", " - ").split())


def expand(frame: Frame, entries: Sequence[str], classes: Mapping[str, Sequence[str]]) -> list[Phrase]:
    """The phrases of a list in which "@X" stands for a class."""
    found: list[Phrase] = []
    for entry in entries:
        if entry.startswith("@"):
            if entry[1:] not in classes:
                raise DataError(
                    frame.file,
                    frame.id,
                    f"no class {entry!r}",
                    "see lexicon/en/classes.toml for the classes, or add it there",
                )
            found.extend(phrase_of(word) for word in classes[entry[1:]])
        else:
            found.append(phrase_of(entry))
    return [p for p in found if p]
