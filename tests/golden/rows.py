"""What a golden .toml may hold: one struct for each kind of row. `must` marks the rows that a release may not lose.

Codes are ISO 3166-1 alpha-3, an organisation's abbreviation, or the kind of an actor without country. A field left out
is not checked; the word "none" means that the field must be null.
"""
from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct


class EventRow(Struct, frozen=True, forbid_unknown_fields=True):
    """`alt`: other types that count; `optional`: recipients (or sides) that may be there; `also`: other evidence."""

    type: str
    trigger: str
    alt: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    mode: str | None = None
    status: str | None = None
    negation: str | None = None
    actors: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None
    optional: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    date: str | None = None
    place: str | None = None
    attributed_to: str | None = None
    must: bool = False


class CommitmentRow(Struct, frozen=True, forbid_unknown_fields=True):
    """`what` is a phrase that the coded span overlaps."""

    what: str
    obligor: tuple[str, ...] | None = None
    obligee: tuple[str, ...] | None = None
    due: str | None = None
    state: str | None = None
    must: bool = False


class OfficeRow(Struct, frozen=True, forbid_unknown_fields=True):
    """Every word of `office` has to be among the words of the coded title, in any order."""

    person: str
    office: str
    country: str | None = None
    former: bool | None = None
    must: bool = False


class RelationRow(Struct, frozen=True, forbid_unknown_fields=True):
    """`members` as codes; of a membership the first is the organisation."""

    kind: str
    members: tuple[str, ...]
    status: str | None = None
    must: bool = False


class Golden(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that one report should give."""

    published: str | None = None
    event: tuple[EventRow, ...] = ()
    commitment: tuple[CommitmentRow, ...] = ()
    office: tuple[OfficeRow, ...] = ()
    relation: tuple[RelationRow, ...] = ()


def load(path: Path) -> Golden:
    """The rows of one file; raises msgspec.ValidationError where a key or value is not what the structs say."""
    return msgspec.toml.decode(path.read_bytes(), type=Golden)
