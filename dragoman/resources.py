"""The only module that opens data files. Validates at load; every error names file, entry and remedy.

`load()` reads the packaged data once (cached); `load(extra=DIR)` adds a user's own folder of the same layout: an entry of
the same name replaces the packaged one, and of frames that fit equally well the user's goes first. `faults(extra)` names
all wrong entries where `load` stops at the first.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from dragoman import cache
from dragoman.checks import QUADS, ROOT, Known, check_folder, check_frame, require, short
from dragoman.entries import (
    AmountWords,
    ConfidenceWeights,
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

CACHED = "data"  # how the parsed files are called in the cache
T = TypeVar("T", bound=Struct)
Tell = Callable[[DataError], None]


def stop(error: DataError) -> None:
    """How a mistake is told when the data are loaded for work: the first one ends it."""
    raise error


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
    confidence: ConfidenceWeights
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
            short(path), "file", f"is not valid TOML: {error}", "mend the line that the message names"
        ) from error


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
        raise DataError(short(path), name, f"unknown key {key!r}", remedy)
    try:
        return msgspec.convert(entry, cls)
    except msgspec.ValidationError as error:
        raise DataError(short(path), name, str(error), f"see {cls.__name__} in dragoman/entries.py") from error


def _folders(extra: Path | None) -> list[Path]:
    return [ROOT] + ([extra] if extra else [])


def _files(pattern: str, extra: Path | None) -> Iterator[Path]:
    for folder in _folders(extra):
        yield from sorted(folder.glob(pattern))


def entries(cls: type[T], pattern: str, extra: Path | None, tell: Tell = stop) -> Iterator[tuple[str, T, Path]]:
    """(name, entry, file) of all tables of all files that match."""
    for path in _files(pattern, extra):
        yield from entries_of(cls, path, tell)


def entries_of(cls: type[T], path: Path, tell: Tell = stop) -> Iterator[tuple[str, T, Path]]:
    """(name, entry, file) of all tables of one file."""
    for name, entry in toml(path).items():
        try:
            yield name, fill(cls, {"id": name, **table(entry, path, name)}, path, name), path
        except DataError as error:
            tell(error)


def table(entry: Any, path: Path, name: str) -> dict[str, Any]:
    """The entry, which must be a table."""
    if not isinstance(entry, dict):
        raise DataError(short(path), name, "is no table", f"write [{name}] on a line of its own and the keys under it")
    return entry


def tables(cls: type[T], pattern: str, extra: Path | None, tell: Tell = stop) -> dict[str, T]:
    """All tables of all files that match, keyed by table name; a user's own entry replaces the packaged one."""
    return {name: entry for name, entry, _ in entries(cls, pattern, extra, tell)}


def one(cls: type[T], pattern: str, extra: Path | None) -> T:
    """A file that is one struct: the user's own keys over the packaged ones, inside its tables too."""
    merged: dict[str, Any] = {}
    path = ROOT
    for path in _files(pattern, extra):
        for key, value in toml(path).items():
            both = isinstance(value, dict) and isinstance(merged.get(key), dict)
            merged[key] = {**merged[key], **value} if both else value
    return fill(cls, merged, path, path.name)


def event_types(extra: Path | None, tell: Tell = stop) -> dict[str, EventType]:
    """The ontology: one file per type, named after it."""
    found = {}
    for path in _files("ontology/*.toml", extra):
        name = path.stem.upper()
        try:
            kind = fill(EventType, {"id": name, **toml(path)}, path, name)
            require("quad class", kind.quad, QUADS, path, name)
            found[name] = kind
        except DataError as error:
            tell(error)
    return found


def cases(types: Mapping[str, EventType], extra: Path | None, tell: Tell = stop) -> dict[str, Convention]:
    """The conventions; each names two event types."""
    found = {}
    for name, case, path in entries(Convention, "conventions.toml", extra, tell):
        try:
            for kind in (case.plover, case.cameo):
                require("event type", kind, types, path, name)
            found[name] = case
        except DataError as error:
            tell(error)
    return found


def frames(known: Known, extra: Path | None, tell: Tell = stop) -> tuple[Frame, ...]:
    """The frame lexicon; a frame's type is its folder, its id `type/name`. A user's own frames go before the packaged ones."""
    packaged_frames: dict[str, Frame] = {}
    own: dict[str, Frame] = {}
    for path in _files("lexicon/en/frames/*/*.toml", extra):
        kind, found = path.parent.name, packaged_frames if ROOT in path.parents else own
        for name, entry in toml(path).items():
            head = {"id": f"{kind}/{name}", "type": kind.upper(), "file": short(path)}
            try:
                frame = fill(Frame, {**head, **table(entry, path, name)}, path, name)
                if frame.id in found:
                    other = found[frame.id].file
                    raise DataError(short(path), name, f"frame {frame.id!r} stands twice", f"rename it; the other is in {other}")
                check_frame(frame, known, path)
                found[frame.id] = frame
            except DataError as error:
                tell(error)
    return (*own.values(), *(frame for name, frame in packaged_frames.items() if name not in own))


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
    return read(extra, stop)


def faults(extra: Path | None = None) -> tuple[Resources | None, list[DataError]]:
    """All wrong entries, and the resources without them (None where a whole file cannot be read)."""
    told: list[DataError] = []
    try:
        return read(extra, told.append), told
    except DataError as error:
        return None, [*told, error]


def read(extra: Path | None, tell: Tell) -> Resources:
    """All resources; a wrong entry is told and left out, a wrong file raises DataError."""
    if extra is not None:
        extra = extra.absolute()
        check_folder(extra)
    types = event_types(extra, tell)
    conventions = cases(types, extra, tell)
    contexts = tables(Context, "contexts.toml", extra, tell)
    classes = one(WordClasses, "lexicon/en/classes.toml", extra)
    loaded = Resources(
        types=types,
        contexts=contexts,
        conventions=conventions,
        frames=frames(Known(types, conventions, contexts, classes), extra, tell),
        classes=classes,
        cues=tables(Cue, "lexicon/en/cues.toml", extra, tell),
        status=one(StatusWords, "lexicon/en/status.toml", extra),
        gate=tables(GateTable, "lexicon/en/gate.toml", extra, tell),
        confidence=one(ConfidenceWeights, "lexicon/en/confidence.toml", extra),
        words=one(Words, "lexicon/en/words.toml", extra),
        dates=one(DateWords, "lexicon/en/dates.toml", extra),
        sentences=one(SentenceWords, "lexicon/en/sentences.toml", extra),
        amounts=one(AmountWords, "lexicon/en/amounts.toml", extra),
        countries=tables(Country, "actors/countries_*.toml", extra, tell),
        organisations=organisations(extra, tell),
        roles=tables(Role, "actors/roles.toml", extra, tell),
        titles=one(Titles, "actors/titles.toml", extra),
        gazetteer=gazetteer(extra),
        lexicon_hash=fingerprint(extra),
    )
    packaged.cache_clear()  # the tables are structs by now
    return loaded


def organisations(extra: Path | None, tell: Tell = stop) -> dict[str, Organisation]:
    """All organisations of all actor files but countries, roles and titles."""
    others = ("countries", "roles", "titles")
    return {
        name: entry
        for path in _files("actors/*.toml", extra)
        if not path.stem.startswith(others)
        for name, entry, _ in entries_of(Organisation, path, tell)
    }


def gazetteer(extra: Path | None) -> Gazetteer:
    """Places, compiled once and kept in the user's cache until the data change."""
    digest = hashlib.sha256()
    for path in (*_files("places/*.toml", extra), *_files("places/filters/*.toml", extra)):
        digest.update(path.read_bytes())

    def read() -> tuple[Mapping[str, PlaceEntry], Mapping[str, NameFilter]]:
        return tables(PlaceEntry, "places/*.toml", extra), tables(NameFilter, "places/filters/*.toml", extra)

    return Gazetteer.load(digest.hexdigest()[:16], read)
