"""The only module that opens data files. Validates at load; every error names file, entry and remedy.

`load()` reads the packaged data once (cached); `load(extra=DIR)` adds a user's own folder of the same layout.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from dragoman import cache
from dragoman.entries import (
    AmountWords,
    Context,
    Convention,
    Country,
    Cue,
    DateWords,
    EventType,
    Frame,
    GateTable,
    Organisation,
    Role,
    SentenceWords,
    StatusWords,
    Titles,
    WordClasses,
    Words,
)
from dragoman.errors import DataError
from dragoman.places import Gazetteer, NameFilter, PlaceEntry

ROOT = Path(__file__).parent / "data"
CACHED = "data"  # how the parsed files are called in the cache
T = TypeVar("T", bound=Struct)


class Resources(Struct, frozen=True):
    """Everything that the stages know about the world and the language, loaded and checked."""

    types: Mapping[str, EventType]
    contexts: Mapping[str, Context]
    conventions: Mapping[str, Convention]
    frames: tuple[Frame, ...]
    classes: WordClasses
    cues: Mapping[str, Cue]
    status: StatusWords
    gate: Mapping[str, GateTable]
    words: Words
    dates: DateWords
    sentences: SentenceWords
    amounts: AmountWords
    countries: Mapping[str, Country]
    organisations: Mapping[str, Organisation]
    roles: Mapping[str, Role]
    titles: Titles
    gazetteer: Gazetteer
    lexicon_hash: str


def toml(path: Path) -> dict[str, Any]:
    """The tables of one file, packaged or a user's own; DataError where it is no TOML."""
    return packaged()[path.relative_to(ROOT).as_posix()] if ROOT in path.parents else parse(path)


@lru_cache(maxsize=1)
def packaged() -> dict[str, dict[str, Any]]:
    """The tables of every packaged file by its path below `data`.

    Reading TOML takes 0.4 s of a cold start, so they are kept in the user's cache until a file changes. Entries are
    checked at every load, wherever they come from.
    """
    key = fingerprint(None)
    kept = cache.recall(CACHED, key, dict[str, dict[str, Any]])
    if kept is None:
        kept = {path.relative_to(ROOT).as_posix(): parse(path) for path in _files("**/*.toml", None)}
        cache.remember(CACHED, key, kept)
    return kept


def parse(path: Path) -> dict[str, Any]:
    """The tables of one file as it stands on the disk."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(
            _short(path), "file", f"is not valid TOML: {error}", "mend the line that the message names"
        ) from error


def _short(path: Path) -> str:
    return "/".join(path.parts[-3:])


@lru_cache(maxsize=64)
def keys(cls: type[Struct]) -> frozenset[str]:
    """The keys that an entry may have; reckoned once, for it takes longer than reading the entry."""
    return frozenset(f.encode_name for f in msgspec.structs.fields(cls))


def fill(cls: type[T], entry: dict[str, Any], path: Path, name: str) -> T:
    """One struct from one table; unknown keys and wrong types are refused with the place and the nearest key."""
    known = keys(cls)
    for key in entry.keys() - known:
        near = get_close_matches(key, known, 1)
        remedy = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(sorted(known))}"
        raise DataError(_short(path), name, f"unknown key {key!r}", remedy)
    try:
        return msgspec.convert(entry, cls)
    except msgspec.ValidationError as error:
        raise DataError(_short(path), name, str(error), f"see {cls.__name__} in dragoman/entries.py") from error


def _folders(extra: Path | None) -> list[Path]:
    return [ROOT] + ([extra] if extra else [])


def _files(pattern: str, extra: Path | None) -> Iterator[Path]:
    for folder in _folders(extra):
        yield from sorted(folder.glob(pattern))


def tables(cls: type[T], pattern: str, extra: Path | None) -> dict[str, T]:
    """All tables of all files that match, keyed by table name; a user's own entry replaces the packaged one."""
    found: dict[str, T] = {}
    for path in _files(pattern, extra):
        for name, entry in toml(path).items():
            found[name] = fill(cls, {"id": name, **entry}, path, name)
    return found


def one(cls: type[T], pattern: str, extra: Path | None) -> T:
    """A file that is one struct (the user's own keys over the packaged ones)."""
    merged: dict[str, Any] = {}
    path = ROOT
    for path in _files(pattern, extra):
        merged.update(toml(path))
    return fill(cls, merged, path, path.name)


def event_types(extra: Path | None) -> dict[str, EventType]:
    """The ontology: one file per type, named after it."""
    found = {}
    for path in _files("ontology/*.toml", extra):
        name = path.stem.upper()
        found[name] = fill(EventType, {"id": name, **toml(path)}, path, name)
    return found


def frames(
    types: Mapping[str, EventType], conventions: Mapping[str, Convention], extra: Path | None
) -> tuple[Frame, ...]:
    """The frame lexicon; a frame's type is its folder, its id `type/name`."""
    found: dict[str, Frame] = {}
    for path in _files("lexicon/en/frames/*/*.toml", extra):
        kind = path.parent.name
        for name, entry in toml(path).items():
            head = {"id": f"{kind}/{name}", "type": kind.upper(), "file": _short(path)}
            frame = fill(Frame, {**head, **entry}, path, name)
            if frame.id in found and ROOT in path.parents:
                raise DataError(
                    _short(path),
                    name,
                    f"frame {frame.id!r} stands twice",
                    f"rename it; the other is in {found[frame.id].file}",
                )
            found[frame.id] = check_frame(frame, types, conventions, path)
    return tuple(found.values())


def check_frame(
    frame: Frame, types: Mapping[str, EventType], conventions: Mapping[str, Convention], path: Path
) -> Frame:
    """The frame, if its type, mode and convention exist and it has an example."""
    name = frame.id.split("/", 1)[1]
    if frame.type not in types:
        raise DataError(
            _short(path),
            name,
            f"no event type {frame.type!r}",
            "the folder must be named after a file in data/ontology",
        )
    modes = types[frame.type].modes
    if frame.mode and frame.mode not in modes:
        raise DataError(
            _short(path),
            name,
            f"{frame.type} has no mode {frame.mode!r}",
            f"modes: {', '.join(sorted(modes)) or 'none'}",
        )
    if frame.convention and frame.convention not in conventions:
        near = get_close_matches(frame.convention, conventions, 1)
        raise DataError(
            _short(path),
            name,
            f"no convention {frame.convention!r}",
            f"did you mean {near[0]!r}?" if near else "see data/conventions.toml",
        )
    if not frame.examples:
        raise DataError(_short(path), name, "has no example", 'add examples = ["SENTENCE => ACTORS TYPE RECIPIENTS"]')
    if not frame.verbs and not frame.nouns:
        raise DataError(_short(path), name, "has neither verbs nor nouns", "add verbs = [...] or nouns = [...]")
    return frame


def fingerprint(extra: Path | None) -> str:
    """Hash over all data files: it names the lexicon that coded a report."""
    digest = hashlib.sha256()
    for folder in _folders(extra):
        for path in sorted(folder.glob("**/*.toml")):
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=4)
def load(extra: Path | None = None) -> Resources:
    """All resources, read once. `extra` is a folder laid out like dragoman/data; DataError names what is wrong."""
    types = event_types(extra)
    conventions = tables(Convention, "conventions.toml", extra)
    loaded = Resources(
        types=types,
        contexts=tables(Context, "contexts.toml", extra),
        conventions=conventions,
        frames=frames(types, conventions, extra),
        classes=one(WordClasses, "lexicon/en/classes.toml", extra),
        cues=tables(Cue, "lexicon/en/cues.toml", extra),
        status=one(StatusWords, "lexicon/en/status.toml", extra),
        gate=tables(GateTable, "lexicon/en/gate.toml", extra),
        words=one(Words, "lexicon/en/words.toml", extra),
        dates=one(DateWords, "lexicon/en/dates.toml", extra),
        sentences=one(SentenceWords, "lexicon/en/sentences.toml", extra),
        amounts=one(AmountWords, "lexicon/en/amounts.toml", extra),
        countries=tables(Country, "actors/countries_*.toml", extra),
        organisations=organisations(extra),
        roles=tables(Role, "actors/roles.toml", extra),
        titles=one(Titles, "actors/titles.toml", extra),
        gazetteer=gazetteer(extra),
        lexicon_hash=fingerprint(extra),
    )
    packaged.cache_clear()  # the tables are structs by now
    return loaded


def organisations(extra: Path | None) -> dict[str, Organisation]:
    """All organisations of all actor files but countries, roles and titles."""
    found: dict[str, Organisation] = {}
    for path in _files("actors/*.toml", extra):
        if not path.stem.startswith(("countries", "roles", "titles")):
            for name, entry in toml(path).items():
                found[name] = fill(Organisation, {"id": name, **entry}, path, name)
    return found


def gazetteer(extra: Path | None) -> Gazetteer:
    """Places, compiled once and kept in the user's cache until the data change."""
    digest = hashlib.sha256()
    for path in (*_files("places/*.toml", extra), *_files("places/filters/*.toml", extra)):
        digest.update(path.read_bytes())

    def read() -> tuple[Mapping[str, PlaceEntry], Mapping[str, NameFilter]]:
        return tables(PlaceEntry, "places/*.toml", extra), tables(NameFilter, "places/filters/*.toml", extra)

    return Gazetteer.load(digest.hexdigest()[:16], read)
