"""Fields in which a coded entry (built-in types, as in the JSON) is not what a golden row says; none: it is the one."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tests.golden.rows import CommitmentRow, EventRow, OfficeRow, RelationRow

Entry = dict[str, Any]
RECIPROCAL = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})
SMALL_WORDS = frozenset({"of", "for", "the", "and", "to"})


def codes(actors: Iterable[Entry]) -> frozenset[str]:
    """Countries of actors; the kind of an actor that has none."""
    return frozenset(actor["country"] or actor["kind"] for actor in actors)


def places_of(text: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    """Character ranges of each phrase's first occurrence."""
    starts = [(text.find(phrase), phrase) for phrase in phrases]
    return [(at, at + len(phrase)) for at, phrase in starts if at >= 0]


def overlaps(ranges: Iterable[tuple[int, int]], spans: Iterable[Entry]) -> bool:
    """Whether a range and a span share a character."""
    spans = list(spans)
    return any(start < span["end"] and span["start"] < end for start, end in ranges for span in spans)


def field(name: str, expected: str | None, actual: str | None) -> list[str]:
    """The difference in one field as text, in a list; empty where it is right or not checked."""
    wanted = None if expected == "none" else expected
    return [] if expected is None or actual == wanted else [f"{name} {actual} (expected {wanted})"]


def sides(name: str, needed: Iterable[str], allowed: Iterable[str] | None, actual: frozenset[str]) -> list[str]:
    """As `field`, for sets of codes: all of `needed` and nothing beyond `allowed` (None: anything)."""
    wanted = frozenset(needed)
    if wanted <= actual and (allowed is None or actual <= frozenset(allowed)):
        return []
    return [f"{name} {sorted(actual)} (expected {sorted(wanted)})"]


def same(name: str, expected: Sequence[str] | None, actual: frozenset[str]) -> list[str]:
    """As `sides`, for exactly these codes, unchecked where None."""
    return [] if expected is None else sides(name, expected, expected, actual)


def either_way(row: EventRow, recipients: frozenset[str]) -> bool:
    """Whether both sides may stand together: a meeting may be told as A with B or as A and B."""
    mutual = row.type in RECIPROCAL or (row.recipients == () and row.actors is not None and len(row.actors) > 1)
    return mutual and not (row.recipients and recipients)


def roles(row: EventRow, event: Entry) -> list[str]:
    """Differences in who did it to whom. `optional` codes are recipients, or of any side where these stand together."""
    actors, recipients = codes(event["actors"]), codes(event["recipients"])
    others = frozenset(row.recipients or ())
    unchecked = row.recipients is None and not row.optional
    if row.actors is not None and either_way(row, recipients):
        both = others | frozenset(row.actors)
        within = None if unchecked else both | set(row.optional)
        return sides("sides", both - set(row.optional), within, actors | recipients)
    beyond = None if unchecked else others | set(row.optional)
    return [*same("actors", row.actors, actors), *sides("recipients", others - set(row.optional), beyond, recipients)]


def dates(row: EventRow, event: Entry) -> list[str]:
    """Differences in the event's date; `date = "none"` asks for no date at all."""
    date = event["date"] or {"start": None, "end": None}
    none = [f"date {event['date']} (expected none)"] if row.date == "none" and event["date"] else []
    return [*none, *field("start", row.start, date["start"]), *field("end", row.end, date["end"])]


def event_differs(row: EventRow, event: Entry, text: str) -> list[str]:
    """Fields in which a coded event is not the expected one."""
    typed = [] if event["type"] in (row.type, *row.alt) else field("type", row.type, event["type"])
    told = [] if overlaps(places_of(text, (row.trigger, *row.also)), event["evidence"]) else ["another sentence"]
    return [
        *told,
        *typed,
        *field("status", row.status, event["status"]),
        *field("negation", row.negation, event["negation"]),
        *roles(row, event),
        *dates(row, event),
        *field("place", row.place, (event["place"] or {}).get("country")),
    ]


def commitment_differs(row: CommitmentRow, commitment: Entry, text: str) -> list[str]:
    """Fields in which a coded commitment is not the expected one."""
    told = [] if overlaps(places_of(text, [row.what]), [commitment["what"]]) else ["other words"]
    return [
        *told,
        *same("obligor", row.obligor, codes(commitment["obligor"])),
        *same("obligee", row.obligee, codes(commitment["obligee"])),
        *field("due", row.due, commitment["due"]),
        *field("state", row.state, commitment["state"]),
    ]


def title_words(title: str) -> set[str]:
    """Words of an office's title that carry meaning, in one spelling."""
    plain = title.lower().replace("defense", "defence").replace(",", " ")
    return set(plain.split()) - SMALL_WORDS


def office_differs(row: OfficeRow, office: Entry) -> list[str]:
    """Fields in which a coded office is not the expected one; "foreign minister" is "Minister of Foreign Affairs"."""
    person = [] if row.person.lower() in office["person"].lower() else field("person", row.person, office["person"])
    titled = title_words(row.office) <= title_words(office["office"])
    title = [] if titled else field("office", row.office, office["office"])
    former = [] if row.former in (None, office["former"]) else [f"former {office['former']}"]
    return [*person, *title, *field("country", row.country, office["country"]), *former]


def first_code(relation: Entry) -> str:
    """Code of the first member: of a membership, the organisation."""
    first = relation["members"][0]
    return str(first["country"] or first["kind"])


def gathered(relations: Sequence[Entry]) -> list[Entry]:
    """Relations with the memberships of one organisation joined, since a report may tell of them one by one."""
    joined: dict[str, Entry] = {}
    others = [relation for relation in relations if relation["kind"] != "membership" or not relation["members"]]
    for relation in (r for r in relations if r["kind"] == "membership" and r["members"]):
        before = joined.get(first_code(relation), {**relation, "members": []})
        joined[first_code(relation)] = {**before, "members": [*before["members"], *relation["members"]]}
    return [*others, *joined.values()]


def relation_differs(row: RelationRow, relation: Entry) -> list[str]:
    """Fields in which a coded relation is not the expected one."""
    return [
        *field("kind", row.kind, relation["kind"]),
        *same("members", row.members, codes(relation["members"])),
        *field("status", row.status, relation["status"]),
    ]
