"""One report's distinct events: mentions of one event become one entry with several sentences, the most explicit first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from dragoman.coding.calendar_ends import last_day
from dragoman.coding.dating import lengthened
from dragoman.coding.drafts import Draft
from dragoman.entries import EventType
from dragoman.model import Actor, Event, EventDate, Place, Sentence, Span

Note = Callable[[str], None]
#: statuses that one event may be told with inside one report
SAME_STATUS = ({"planned", "expected"}, {"occurred", "ongoing"}, {"ongoing", "planned"}, {"occurred", "alleged"})
#: degrees within which two names are of one place ("the Kenyan capital", "Nairobi")
NEAR = 0.3
#: the frame of "it opens on Monday" (see `echoes`)
OPENS = "consult/it-opens"
#: how `status` explains that an event is only named
NAMED = "is named as a fact"
#: sentences after which "the meeting" is no more the one spoken of
ECHO_REACH = 6
#: how many sentences below its headline a report tells what the headline is about
LEAD = 2
#: the frame of a deal that is signed, which a headline may call a deal that is struck
SIGNED = "support/sign-agreement"
#: types of which one speech may hold several: they merge only where they speak of the same thing
SPOKEN = frozenset({"REQUEST", "AGREE", "THREATEN", "REJECT"})


class Group:
    """The mentions of one event, the first of which tells of it. `fullest` is the one told that names most sides, `last` the last
    sentence; of those told `distinct` holds one of each date, place and people, for a report may say a thing a thousand times.
    """

    def __init__(self, first: Draft) -> None:
        self.mentions: list[Draft] = []
        self.fullest, self.last = first, first.at
        self.distinct: dict[tuple[object, ...], Draft] = {}
        self.add(first)

    def add(self, draft: Draft) -> None:
        self.mentions.append(draft)
        self.last = max(self.last, draft.at)
        if draft.echo:
            return
        people = frozenset((a.country, a.kind, a.person) for a in draft.actors)
        self.distinct.setdefault((draft.date, draft.place, people), draft)
        if _breadth(draft) > _breadth(self.fullest):
            self.fullest = draft


def _breadth(draft: Draft) -> int:
    return len(codes(draft.actors) | codes(draft.recipients))


def merged(drafts: Sequence[Draft], sentences: Sequence[Sentence], note: Note) -> list[Draft]:
    """The distinct events in order of the text; echoes ("the meeting") only add their sentence to the event they name."""
    groups: list[Group] = []
    kinds: dict[str, list[Group]] = {}
    headlines: list[Draft] = []
    for draft in drafts:
        alike = kinds.setdefault(draft.type, [])  # a group's mentions are of one type
        fitting = (g for g in reversed(alike) if _joins(draft, g, sentences))
        group = _echoed(draft, groups) if draft.echo else next(fitting, None)
        if group is not None:
            note(f"{draft.type} {draft.trigger.text!r} is a further mention of {group.mentions[0].trigger.text!r}")
            group.add(draft)
        elif draft.echo and draft.headline:
            headlines.append(draft)
        elif not draft.echo:
            groups.append(Group(draft))
            alike.append(groups[-1])
    for draft in headlines:
        lead = next((g for g in groups if _leads(draft, g)), None)
        if lead is not None:
            note(f"the headline's {draft.type} {draft.trigger.text!r} is a further mention of {lead.mentions[0].trigger.text!r}")
            lead.add(draft)
    return [_one(group.mentions) for group in groups]


def _joins(draft: Draft, group: Group, sentences: Sequence[Sentence]) -> bool:
    """Whether a mention belongs to an event: it fits the mention that names most sides, and contradicts none."""
    return same_event(draft, group.fullest, sentences) and all(
        dates_agree(draft.date, d.date) and _places(draft.place, d.place) and _people(draft, d) for d in group.distinct.values()
    )


def _echoed(draft: Draft, groups: Sequence[Group]) -> Group | None:
    """The last event of the same type (and mode, for visits) before the echo, one named by the same noun first."""
    if draft.candidate.match.frame.objects:
        return None
    if draft.candidate.match.frame.id == OPENS and groups:
        last = max(groups, key=lambda g: g.last)  # "it" is what was spoken of last
        return last if _echoes(draft, last) and last.mentions[0].mode != "visit" else None
    fits = [g for g in reversed(groups) if _echoes(draft, g)]
    noun = draft.trigger.text.lower().split()[-1]
    return next((g for g in fits if any(noun in d.trigger.text.lower() for d in g.mentions)), fits[0] if fits else None)


def _echoes(draft: Draft, group: Group) -> bool:
    first = group.mentions[0]
    near = draft.at - group.last <= ECHO_REACH and draft.sentence != group.mentions[-1].sentence
    return near and first.type == draft.type and (first.mode == "visit") == (draft.mode == "visit") and first.standing.status != "negated"


def _leads(draft: Draft, group: Group) -> bool:
    """Whether a headline without sides speaks of what one of the report's first sentences tells."""
    told = group.mentions[0]
    kin = told.type == draft.type or (_deal(told) and _deal(draft))
    near = told.at - draft.at <= LEAD
    return kin and near and _modes(told, draft) and _status(told, draft) and dates_agree(told.date, draft.date)


def _deal(d: Draft) -> bool:
    return d.type == "AGREE" or d.candidate.match.frame.id == SIGNED


def same_event(one: Draft, other: Draft, sentences: Sequence[Sentence]) -> bool:
    """Whether two mentions can be one event: type, mode, status, sides, date and place are compatible."""
    return (
        one.type == other.type
        and _modes(one, other)
        and _status(one, other)
        and _sides(one, other)
        and dates_agree(one.date, other.date)
        and _places(one.place, other.place)
        and _things(one, other, sentences)
    )


def _modes(one: Draft, other: Draft) -> bool:
    if one.mode == other.mode:
        return True
    return "visit" not in (one.mode, other.mode) and None in (one.mode, other.mode)


def _status(one: Draft, other: Draft) -> bool:
    statuses = {one.standing.status, other.standing.status}
    return len(statuses) == 1 or any(statuses <= allowed for allowed in SAME_STATUS)


def codes(actors: Sequence[Actor]) -> frozenset[str]:
    """Countries of actors; the kind stands for an actor without one."""
    return frozenset(a.country or a.kind for a in actors)


def _sides(one: Draft, other: Draft) -> bool:
    if not _people(one, other):
        return False
    if one.candidate.match.frame.reciprocal and other.candidate.match.frame.reciprocal:
        a, b = codes(one.actors), codes(other.actors)
        return a <= b or b <= a
    pairs = ((codes(one.actors), codes(other.actors)), (codes(one.recipients), codes(other.recipients)))
    if not all(not a or not b or a == b for a, b in pairs):
        return False
    return any(a and a == b for a, b in pairs)


def _people(one: Draft, other: Draft) -> bool:
    """Two ministers of one state hold two meetings: where both mentions name people of a state, one must be the same."""
    for country in codes(one.actors) & codes(other.actors):
        a, b = ({x.person for x in d.actors if x.country == country and x.person} for d in (one, other))
        if a and b and not a & b:
            return False
    return True


def dates_agree(one: EventDate | None, other: EventDate | None) -> bool:
    """Whether two dates can be one: what they cover overlaps; an open bound is open, a coarser date covers all of its days."""
    if one is None or other is None:
        return True
    first, second = ((d.start or "0", last_day(d.end) if d.end else "9999") for d in (one, other))
    return first[0] <= second[1] and second[0] <= first[1]


def _places(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None or one.country is None or other.country is None:
        return True
    if one.country != other.country:
        return False
    if None not in (one.lat, one.lon, other.lat, other.lon) and abs(one.lat - other.lat) + abs(one.lon - other.lon) < NEAR:  # type: ignore[operator]
        return True
    return one.name == other.name or "city" not in (one.precision, other.precision) or one.precision != other.precision


def _things(one: Draft, other: Draft, sentences: Sequence[Sentence]) -> bool:
    """Acts of speech are one only where they are about the same; two in one sentence are two."""
    if one.type not in SPOKEN:
        return True
    if one.sentence == other.sentence:
        return False
    if one.headline or other.headline:
        return True
    a, b = (_content_words(sentences[d.sentence]) for d in (one, other))
    return len(a & b) >= 0.35 * min(len(a), len(b))


def _content_words(s: Sentence) -> set[str]:
    return {t.lemma.lower() for t in s.tokens if t.pos in ("NOUN", "VERB", "ADJ") and len(t.text) > 2}


def explicitness(d: Draft) -> tuple[int, int, int, int]:
    """How much a mention says by itself: sides, date, body before headline, early before late."""
    return (
        bool(d.actors) + bool(d.recipients) + (len(codes(d.actors)) > 1) + (d.date is not None),
        not d.headline,
        not d.echo,
        -d.sentence,
    )


def _one(group: list[Draft]) -> Draft:
    """The most explicit mention, completed from the others."""
    ranked = sorted(group, key=explicitness, reverse=True)
    first = ranked[0]
    date = stayed(first.date or next((d.date for d in ranked if d.date), None), next((d.stay for d in ranked if d.stay), None))
    place = _finest([d.place for d in ranked])
    surer = (
        "ongoing"
        if first.mode == "visit" and first.standing.status == "planned"
        else "planned"
        if first.standing.status == "expected"
        else None
    )
    status = next((d.standing for d in ranked if d.standing.status == surer), first.standing)
    if named_only(first):
        status = next((d.standing for d in ranked if not named_only(d)), status)
    evidence = dict.fromkeys([first.sentence, *(d.sentence for d in ranked), *(n for d in ranked for n in d.evidence)])
    return replace(
        first,
        standing=status,
        date=date,
        place=place,
        evidence=tuple(evidence),
        mode=first.mode or next((d.mode for d in ranked if d.mode), None),
        contexts=tuple(dict.fromkeys(c for d in ranked for c in d.contexts)),
        actors=_richer(first, [d.actors for d in ranked]),
        recipients=first.recipients or next((d.recipients for d in ranked if d.recipients), ()),
        attributed_to=first.attributed_to or next((d.attributed_to for d in ranked if d.attributed_to), None),
        amounts=tuple({a.span.start: a for d in ranked for a in d.amounts}.values()),
        topics=tuple({t.span.start: t for d in ranked for t in d.topics}.values()),
        why=first.why + tuple(f"also: {d.candidate.match.frame.id} {d.trigger.text!r}" for d in ranked[1:]),
    )


def named_only(d: Draft) -> bool:
    """Whether the status of a mention rests on the event's being named, and on nothing that is said of it."""
    return bool(d.standing.why) and d.standing.why[-1].endswith(NAMED)


def stayed(date: EventDate | None, stay: str | None) -> EventDate | None:
    """A visit's date lengthened by its stay: "this morning" and "a three-day visit"."""
    if date is None or stay is None or date.start is None or date.start != date.end:
        return date
    return replace(date, end=lengthened(date.start, stay))


def _richer(first: Draft, sides: Sequence[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """The first mention's actors, or the fuller list of a reciprocal event."""
    if first.candidate.match.frame.reciprocal:
        return max(sides, key=lambda actors: len(codes(actors)))
    return first.actors or next((s for s in sides if s), ())


def _finest(places: Sequence[Place | None]) -> Place | None:
    order = {"exact": 0, "city": 1, "region": 2, "country": 3, "unknown": 4}
    known = [p for p in places if p is not None]
    return min(known, key=lambda p: order[p.precision]) if known else None


def identity(document: str, start: int, end: int, prefix: str) -> str:
    """An id from document and span, without codes: it survives recoding with another lexicon."""
    return f"{prefix}-{hashlib.sha256(f'{document}:{start}:{end}'.encode()).hexdigest()[:12]}"


def event_of(d: Draft, document: str, sentences: Sequence[Sentence], types: dict[str, EventType]) -> Event:
    """The finished event of a merged draft."""
    kind = types[d.type]
    mode = kind.modes.get(d.mode) if d.mode else None
    return Event(
        id=identity(document, d.trigger.start, d.trigger.end, "e"),
        type=d.type,
        mode=d.mode,
        contexts=d.contexts,
        quad=kind.quad,
        score=kind.score,
        cameo=d.cameo or (mode.cameo if mode and mode.cameo else (kind.cameo[0] if kind.cameo else None)),
        confidence=d.confidence,
        status=d.standing.status,
        negation=d.standing.negation,
        certainty=d.standing.certainty,
        actors=d.actors,
        recipients=d.recipients,
        date=d.date,
        place=d.place,
        attributed_to=d.attributed_to,
        amounts=d.amounts,
        topics=d.topics,
        trigger=d.trigger,
        evidence=tuple(Span(sentences[n].segment.text, sentences[n].segment.start, sentences[n].segment.end) for n in d.evidence),
        why=d.why,
    )


def numbered(events: Sequence[Event]) -> tuple[Event, ...]:
    """Ids made unique: two events of one trigger (two meetings ruled out in one phrase) get .2, .3 behind."""
    seen: dict[str, int] = {}
    made = []
    for event in events:
        seen[event.id] = seen.get(event.id, 0) + 1
        made.append(event if seen[event.id] == 1 else replace(event, id=f"{event.id}.{seen[event.id]}"))
    return tuple(made)
