"""Names of actors with the codes that another project expects of them: the rows, its codes in ours, and what is right.

Knows nothing of how actors are resolved. `data/codes/ngec.toml` and `homes.toml` say which codes are the same.
"""
from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from dragoman.model import Actor, Kind
from dragoman.statecodes import Home

#: kinds of bodies that keep a code of their own where the other project has BODY
BODIES: frozenset[Kind] = frozenset({"organisation"})
#: what the other project gives as the country of an intergovernmental organisation
BODY = "IGO"
#: sectors that a person named without office may have
PERSONAL = frozenset({"GOV", "MIL", "LEG", "ELI", "PTY", "OPP", "CVL"})


class Expect(Struct, frozen=True):
    """What is expected; None where nothing is, "" where the actor is of no country or sector."""

    country: str | None = None
    country_code: str | None = None
    code_1: str | None = None
    code_2: str | None = None
    wiki: str | None = None


class Row(Struct, frozen=True):
    """One line of the file. `args` has first the state that the report is about, if any; `names`: "person" for a name alone."""

    actor: str
    expect: Expect
    args: tuple[str, ...] = ()
    names: str | None = None

    @property
    def country(self) -> str | None:
        """The expected country."""
        return self.expect.country if self.expect.country is not None else self.expect.country_code

    @property
    def about(self) -> str:
        """The state that the report is about, or nothing."""
        return self.args[0] if self.args else ""


class Foreign(Struct, frozen=True, forbid_unknown_fields=True):
    """The other project's codes in ours: a sector is met by any of those listed, "" by none; `countries` are no states."""

    sectors: dict[str, tuple[str, ...]]
    countries: dict[str, tuple[str, ...]]


class Read(Struct, frozen=True):
    """How a row was read: the actors, what they rest on, and the form of the phrase."""

    actors: tuple[Actor, ...]
    why: str
    form: str

    @property
    def countries(self) -> tuple[str, ...]:
        """Countries (or codes that stand for one), each once."""
        return tuple(dict.fromkeys(a.country for a in self.actors if a.country))

    @property
    def sector(self) -> str:
        """The first actor's sector, or nothing."""
        return (self.actors[0].sector or "") if self.actors else ""


def same_country(read: Read, wanted: str, table: Foreign, homes: Mapping[str, Home]) -> bool:
    """Whether the one country found is the expected one, or stands for it by the tables; "" where none is to be found."""
    if len(read.countries) != 1 or not wanted:
        return not read.countries and not wanted
    (ours,) = read.countries
    own_code = any(a.country == ours and a.kind in BODIES for a in read.actors)
    home = homes[ours].states[:1] if ours in homes else ()
    return wanted == ours or ours in table.countries.get(wanted, ()) or wanted in home or (wanted == BODY and own_code)


def wanted_sectors(row: Row, table: Foreign) -> frozenset[str]:
    """Our sectors that are right; empty where the row names none that the table has."""
    theirs = [code for code in (row.expect.code_1, row.expect.code_2) if code]
    return frozenset(ours for code in theirs for ours in table.sectors.get(code, ()))


def is_person(row: Row, known: bool) -> bool:
    """Whether a row names a person and neither country nor office.

    Where it does not say so itself: all its words are capitalised (not all capitals), nothing in it is `known` (a name, an office,
    a place), and its expected sector is one that people have.
    """
    if row.names is not None:
        return row.names == "person"
    named = all(word[0].isupper() and (not word.isupper() or word.endswith(".")) for word in row.actor.split())
    return named and not known and row.expect.code_1 in PERSONAL
