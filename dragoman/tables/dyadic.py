"""Events in the shapes of two data sets that scholars have code for: POLECAT (PLOVER) and ICEWS (CAMEO). A row for two sides.

Column names are those of the sets' own files. What we have no value for is empty, never invented.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, product, zip_longest

from msgspec import Struct

from dragoman.model import Actor, LedgerEvent

POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW",
    "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country",
    "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
ICEWS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity", "Target Name",
    "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip
STATUS = "Status"  # a column of our own, where other statuses than what happened are let in
Cells = dict[str, str | float | int | None]


class Names(Struct, frozen=True):
    """What codes are called: a country by its code; a state's COW number on a day; the name and the CAMEO root of a type."""

    country: Callable[[str], str]
    cow: Callable[[str, str | None], int | None]
    type: Callable[[str], str]
    cameo: Callable[[str], str | None]
    version: str


def day(event: LedgerEvent) -> str | None:
    """The first day, or the only one that is known; both shapes have days only, so a coarser date is none."""
    told = (event.date.start or event.date.end) if event.date else None
    return told if told and len(told) == len("2024-03-05") else None


def pairs(event: LedgerEvent) -> Iterator[tuple[Actor | None, Actor | None]]:
    """Doer and recipient; of what several do together each two once; where a side is missing, the other alone."""
    if event.actors and event.recipients:
        yield from product(event.actors, event.recipients)
    elif len(event.actors) > 1:
        yield from combinations(event.actors, 2)
    else:
        yield from zip_longest(event.actors or (None,), event.recipients or (None,))


def polecat(event: LedgerEvent, names: Names, statuses: bool) -> Iterator[Cells]:
    """Rows of a POLECAT-shaped table; `statuses` adds the column of our own."""
    first = event.records[0]
    when = day(event)
    for actor, recipient in pairs(event):
        yield {
            "Event ID": event.id, "Event Date": when, "Event Type": event.type, "Event Mode": event.mode, "Intensity": event.score,
            "Quad Code": event.quad.replace("_", " ").upper(), "Contexts": ";".join(event.contexts),
            **_polecat_side("Actor", actor, names, when), **_polecat_side("Recipient", recipient, names, when), **_place(event, names),
            "Placename": event.place.name if event.place else None, "Raw Placename": event.place.name if event.place else None,
            "Feature Type": event.place.precision if event.place else None, "Source": first.source, "Publication Date": first.published,
            "Language": "en", "Version": names.version, **({STATUS: event.status} if statuses else {}),
        }  # fmt: skip


def icews(event: LedgerEvent, names: Names, statuses: bool) -> Iterator[Cells]:
    """Rows of an ICEWS-shaped table."""
    first = event.records[0]
    for actor, recipient in pairs(event):
        yield {
            "Event ID": event.id, "Event Date": day(event), "Event Text": ", ".join(filter(None, (names.type(event.type), event.mode))),
            "CAMEO Code": code(event.cameo or names.cameo(event.type)), "Intensity": event.score, **_icews_side("Source", actor, names),
            **_icews_side("Target", recipient, names), "Story ID": first.report, "Publisher": first.source, **_place(event, names),
            **({STATUS: event.status} if statuses else {}),
        }  # fmt: skip


def code(cameo: str | None) -> str | None:
    """A root as a code of its own: "0" is CAMEO's third digit for "not specified below"."""
    return f"{cameo}0" if cameo is not None and len(cameo) == 2 else cameo


def _polecat_side(side: str, who: Actor | None, names: Names, when: str | None) -> Cells:
    if who is None:
        return {}
    return {
        f"{side} Name": who.person or (names.country(who.country) if who.country else who.name), f"{side} Country": who.country,
        f"{side} COW": names.cow(who.country, when) if who.country else None, f"Primary {side} Sector": who.sector,
        f"{side} Sectors": who.sector, f"{side} Title": who.office, f"{side} Name Raw": who.name,
    }  # fmt: skip


def _icews_side(side: str, who: Actor | None, names: Names) -> Cells:
    if who is None:
        return {}
    country = names.country(who.country) if who.country else None
    return {f"{side} Name": who.person or country or who.name, f"{side} Sectors": who.sector, f"{side} Country": country}


def _place(event: LedgerEvent, names: Names) -> Cells:
    """A city's name stands under City; of other places only the country is told in a column of its own."""
    place = event.place
    if place is None:
        return {}
    point = place.precision in ("exact", "city")
    return {
        "City": place.name if point else None, "Country": names.country(place.country) if place.country else None,
        "Latitude": place.lat if point else None, "Longitude": place.lon if point else None,
    }  # fmt: skip
