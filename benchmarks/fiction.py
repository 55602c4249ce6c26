"""Reports that nobody wrote, for ledgers of any size: plausible codings from a seed, the same ones every time.

Who acts, in which way and where is skewed as news is: a few states, types and sources have most of it, and the recent years
more than the early ones. Persons are invented.
"""
from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Any, TypeVar, get_args

from dragoman.entries import Context, Country, EventType
from dragoman.model import Actor, Attribution, Coder, Coding, Commitment, Document, Event, EventDate, Office, Place, Span, Status, Topic
from dragoman.readers.document import make_document
from dragoman.resources import event_types, tables

T = TypeVar("T")
FIRST, LAST = date(2000, 1, 1), date(2026, 6, 30)
EVENTS = 8  # of a report, on average; the annotated reports have about as many
SOURCES = 300
PERSONS = 20_000
CODER = Coder(version="0", lexicon="fiction", model="none", profile="plover")
STATUS_WEIGHTS = (55, 6, 12, 5, 6, 8, 8)  # in the order of model.Status
STARTS = "Ba Do Ka Le Mi Na Or Pa Re Sa Ta Vo Yu Za".split()
MIDDLES = "ra lin mo den vi sto ren ka li ber no si".split()
ENDS = "n v ra s lo k m ne ta nd".split()


class Skewed:
    """Draws from a list of which the first ones come most often: the n-th one time in n."""

    def __init__(self, values: Sequence[Any], steep: float = 1.0) -> None:
        self._values = values
        self._weights = list(accumulate(1 / (n + 1) ** steep for n in range(len(values))))

    def draw(self, rnd: random.Random) -> Any:
        return rnd.choices(self._values, cum_weights=self._weights)[0]

    def some(self, rnd: random.Random, n: int) -> str:
        """Several, one after another."""
        return " ".join(rnd.choices(self._values, cum_weights=self._weights, k=n))


class World:
    """What reports are made of: the package's states, types and contexts, and invented words, persons and sources."""

    def __init__(self, seed: int) -> None:
        rnd = random.Random(seed)
        countries = [c for c in tables(Country, "actors/countries_*.toml", None).values() if c.iso2 and c.capitals]
        rnd.shuffle(countries)
        types = sorted(event_types(None).values(), key=lambda one: one.id)
        rnd.shuffle(types)
        contexts = sorted(tables(Context, "contexts.toml", None))
        rnd.shuffle(contexts)
        self.countries = Skewed(countries)
        self.types = Skewed(types, 0.6)
        self.contexts = Skewed(contexts)
        self.words = Skewed(sorted({invented(rnd, 2).lower() for _ in range(20_000)}, key=len))
        self.verbs = Skewed("came agreed refused began planned meant hoped threatened offered asked moved tried vowed chose failed".split())
        self.persons = Skewed([f"{invented(rnd, 1)} {invented(rnd, 2)}" for _ in range(PERSONS)], 0.7)
        self.sources = Skewed([f"{invented(rnd, 1)} News {n}" for n in range(SOURCES)])


def invented(rnd: random.Random, middles: int) -> str:
    """A name of syllables."""
    return rnd.choice(STARTS) + "".join(rnd.choice(MIDDLES) for _ in range(rnd.randint(0, middles))) + rnd.choice(ENDS)


def codings(records: int, seed: int = 1) -> Iterator[Coding]:
    """Codings of reports with `records` events in all."""
    world = World(seed)
    rnd = random.Random(seed + 1)
    number = 0
    while records > 0:
        events = min(records, 1 + int(rnd.expovariate(1 / (EVENTS - 1))))
        yield coding(world, rnd, number, events)
        records -= events
        number += 1


def coding(world: World, rnd: random.Random, number: int, events: int) -> Coding:
    """One report. Three in four sentences tell of one event, the others of two."""
    published = FIRST + timedelta(days=int((LAST - FIRST).days * rnd.betavariate(2.5, 1)))
    sides = [(world.countries.draw(rnd), world.countries.draw(rnd)) for _ in range(events)]
    types = [world.types.draw(rnd) for _ in range(events)]
    sentences = [sentence(world, rnd, one, other, kind) for (one, other), kind in zip(sides, types, strict=True)]
    title = f"{sides[0][0].name} and {sides[0][1].name}, {world.words.draw(rnd)} {number}"
    filler = " ".join(f"{world.words.some(rnd, 14).capitalize()}." for _ in range(3))
    text = "\n\n".join([*sentences, filler])
    source = world.sources.draw(rnd)
    url = f"https://{source.split()[0].lower()}.example/{published.isoformat()}/{number}"
    document = make_document(text, title=title, published=published.isoformat(), published_basis="given", source=source, url=url)
    spans = [span_of(document, one) for one in sentences]
    told = tuple(
        event(world, rnd, document, kind, one, other, [spans[n], *([spans[n - 1]] if n and rnd.random() < 0.25 else [])], published)
        for n, ((one, other), kind) in enumerate(zip(sides, types, strict=True))
    )
    first = told[0]
    promised = (commitment(document, first, spans[0], published),) if rnd.random() < 0.2 else ()
    held = Office(world.persons.draw(rnd), "Foreign Minister", sides[0][0].id, False, spans[0])
    return Coding(document, CODER, told, promised, (held,), ())


def sentence(world: World, rnd: random.Random, one: Country, other: Country, kind: EventType) -> str:
    """About as long as sentences that tell of events are: 150 characters."""
    words = world.words.some(rnd, rnd.randint(9, 19))
    did = f"{one.name} {world.verbs.draw(rnd)} to {kind.name.lower()} with {other.name}"
    return f"{did} over {words}, {world.persons.draw(rnd)} said on {number_of(rnd)}."


def number_of(rnd: random.Random) -> str:
    return f"{rnd.choice(('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'))} {rnd.randint(1, 10**6)}"


def span_of(document: Document, text: str) -> Span:
    start = document.text.index(text)
    return Span(text, start, start + len(text))


def part(inside: Span, text: str) -> Span:
    """The first place of some words in a sentence."""
    start = inside.start + max(0, inside.text.find(text))
    return Span(inside.text[start - inside.start : start - inside.start + len(text)], start, start + len(text))


def actor(at: Span, country: Country, person: str | None = None) -> Actor:
    where = part(at, country.name)
    return Actor(country.name, country.id, "government", "GOV", person, "minister" if person else None, where.start, where.end)


def event(
    world: World, rnd: random.Random, document: Document, kind: EventType, one: Country, other: Country, evidence: list[Span], day: date
) -> Event:
    """One event; one in eight has no date, one in twelve lasts, three in five have a place."""
    at = evidence[0]
    mode = rnd.choice(sorted(kind.modes)) if kind.modes and rnd.random() < 0.6 else None
    status: Status = rnd.choices(get_args(Status), STATUS_WEIGHTS)[0]
    trigger = part(at, kind.name.lower())
    speaker = world.persons.draw(rnd)
    return Event(
        id=f"e-{document.id[:10]}{trigger.start:05}",
        type=kind.id,
        mode=mode,
        contexts=tuple(dict.fromkeys(world.contexts.draw(rnd) for _ in range(rnd.choice((0, 1, 1, 2))))),
        quad=kind.quad,
        score=kind.score,
        cameo=kind.cameo[0] if kind.cameo else None,
        confidence=round(rnd.betavariate(6, 2), 3),
        status=status,
        negation=rnd.choice(("denied", "ruled_out")) if status == "negated" else None,
        certainty=rnd.randint(-3, 3),
        actors=(actor(at, one, speaker if rnd.random() < 0.3 else None),),
        recipients=(actor(at, other),) if other is not one else (),
        date=when(rnd, day),
        place=where(world, rnd, other) if rnd.random() < 0.6 else None,
        attributed_to=Attribution(speaker, one.id, "person", part(at, f", {speaker}")) if rnd.random() < 0.4 else None,
        amounts=(),
        topics=(Topic("trade", trigger),) if rnd.random() < 0.2 else (),
        trigger=trigger,
        evidence=tuple(evidence),
        why=reasons(kind, rnd),
    )


def reasons(kind: EventType, rnd: random.Random) -> tuple[str, ...]:
    """As long as those of the pipeline are."""
    return (
        f"{kind.id.lower()}/some-frame", "actor in subject slot", "recipient in to slot", "past tense",
        f"date: 'Tuesday' is nearest in the parse (nearest past weekday to 2026-03-{rnd.randint(10, 28)})",
        "place: where: no place phrase in the clause",
    )  # fmt: skip


def when(rnd: random.Random, day: date) -> EventDate | None:
    """Mostly the days before the report; some weeks, months and years, some to come, some open."""
    draw = rnd.random()
    if draw < 0.12:
        return None
    start = day - timedelta(days=rnd.randint(0, 3))
    if draw < 0.84:
        return EventDate(start.isoformat(), start.isoformat(), "Tuesday", "nearest past weekday")
    if draw < 0.90:
        later = day + timedelta(days=rnd.randint(1, 90))
        return EventDate(later.isoformat(), later.isoformat(), "next month", "reckoned")
    if draw < 0.94:
        return EventDate(start.isoformat()[:7], start.isoformat()[:7], "this month", "reckoned")
    if draw < 0.97:
        return EventDate(str(start.year - rnd.randint(0, 4)), str(start.year), "in recent years", "reckoned")
    return EventDate(None, later_year(day), "by next year", "reckoned") if draw < 0.99 else EventDate(str(day.year - 2), None, "since", "")


def later_year(day: date) -> str:
    return str(day.year + 1)


def where(world: World, rnd: random.Random, country: Country) -> Place:
    if rnd.random() < 0.4:
        return Place(country.name, country.id, country.lat, country.lon, "country")
    return Place(country.capitals[0], country.id, country.lat, country.lon, "city")


def commitment(document: Document, event: Event, at: Span, day: date) -> Commitment:
    due = (day + timedelta(days=90)).isoformat()
    why = ("agree/agree", "occurred AGREE")
    return Commitment(f"c-{document.id[:12]}", event.actors, event.recipients, event.trigger, None, due, "scheduled", (at,), why)
