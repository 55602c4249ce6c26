"""What the rest of the report says of an event: whose operation was condemned, where the talks of a visit are held."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.coding.dating import lengthened
from dragoman.coding.drafts import Draft
from dragoman.coding.report import codes, dates_agree
from dragoman.model import Actor, EventDate

#: verdicts on what somebody did: who did it is the one who is judged
VERDICTS = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
#: kinds of crowds that are of the place where they gather
CROWDS = frozenset({"civilians", "opposition", "unknown"})
#: what `assemble` notes where the object is a mere "step" or "move": the act told of just before
ACT = "act"
#: what is said and agreed where the two meet
TALKED = frozenset({"CONSULT", "AGREE", "SUPPORT", "REQUEST", "REJECT"})


def with_culprits(drafts: Sequence[Draft]) -> list[Draft]:
    """ "The operation was condemned by the EU": the recipient is the doer of the operation that the report told of."""
    done: list[Draft] = []
    for d in drafts:
        reciprocal = d.candidate.match.frame.reciprocal
        if d.type in VERDICTS and not d.recipients and ACT in d.about and d.actors:
            here = (e for e in reversed(done) if e.sentence == d.sentence and e.actors)
            doer = next((e for e in here if not codes(e.actors) & codes(d.actors)), None) or _last_act(d, done)
            if doer is not None:
                d = replace(d, recipients=_implied(doer.actors), why=(*d.why, f"recipient: the doer of {doer.trigger.text!r}"))
        elif d.type in VERDICTS and not d.recipients and d.about and d.actors and not reciprocal:
            culprit = next((e for e in reversed(done) if e.type in d.about and e.actors and not codes(e.actors) & codes(d.actors)), None)
            if culprit is not None:
                d = replace(d, recipients=_implied(culprit.actors), why=(*d.why, f"recipient: the doer of {culprit.trigger.text!r}"))
        done.append(d)
    return done


#: what "the decision", "the move" may stand for, and how many sentences further on
DEEDS = frozenset({"RETREAT", "SANCTION", "MOBILIZE", "ASSAULT", "COERCE", "CONCEDE", "AID"})
RECALLED = 3


def _last_act(d: Draft, done: Sequence[Draft]) -> Draft | None:
    """The last deed that the sentences before told of: "criticised the decision"."""
    return next(
        (e for e in reversed(done) if e.at < d.at <= e.at + RECALLED and e.type in DEEDS and codes(e.actors)), None
    )


def with_crowds(drafts: Sequence[Draft], scene: str | None = None) -> list[Draft]:
    """A protest without a named crowd, or by one of no state ("students"), is held by people of the country where it is held, else of
    the one where the report is set.
    """
    homes = [(d.place.country if d.place is not None else None) or (scene if d.actors else None) for d in drafts]
    placed = [_of_place(d, home) if d.type == "PROTEST" and home else d for d, home in zip(drafts, homes, strict=True)]
    return [_against_its_own(d) if d.type == "PROTEST" and not d.recipients else d for d in placed]


def _against_its_own(d: Draft) -> Draft:
    """ "Anti-government protests" are against the government of those who protest."""
    home = next((a.country for a in d.actors if a.country), None)
    if home is None or "government" not in d.trigger.text.lower():
        return d
    return replace(d, recipients=(Actor("government", home, "government", "GOV"),), why=(*d.why, "recipient: the government of the crowd"))


def _of_place(d: Draft, country: str) -> Draft:
    why = (*d.why, "actor: the people of the place")
    if not d.actors:
        crowd = Actor(d.trigger.text, country, "civilians", "CVL", None, None, d.trigger.start, d.trigger.end)
        return replace(d, actors=(crowd,), echo=False, why=why)
    if any(a.country for a in d.actors):
        return d
    return replace(d, actors=tuple(replace(a, country=country) if a.kind in CROWDS else a for a in d.actors), why=why)


#: kinds of officials who, met in a state and of no named one, are of that state
OFFICIALS = frozenset({"government", "legislature", "military"})


def with_hosts(drafts: Sequence[Draft]) -> list[Draft]:
    """ "On a visit to Togo the envoy met ministers": officials of no named state are those of the state where they are met."""
    return [_hosted(d) if d.type == "CONSULT" and d.place is not None and d.place.country else d for d in drafts]


def _hosted(d: Draft) -> Draft:
    home = d.place.country if d.place is not None else None
    guests = codes(d.actors) - {a.kind for a in d.actors if not a.country}
    nameless = [a for a in d.actors if a.country is None and a.kind in OFFICIALS and a.person is None]
    if len(guests) != 1 or home in guests or not nameless or d.mode == "visit":
        return d
    met = tuple(replace(a, country=home) if a in nameless else a for a in d.actors)
    return replace(d, actors=met, mode=None if d.mode == "multilateral" else d.mode, why=(*d.why, f"officials met in {home} are its own"))


def with_venues(events: Sequence[Draft]) -> list[Draft]:
    """What is said between those who meet takes the place of their one meeting or visit, where none is named."""
    hosts = [
        (e, codes(e.actors) | codes(e.recipients))
        for e in events
        if e.type == "CONSULT" and e.place is not None and e.standing.status != "negated"
    ]
    return [_at_venue(e, hosts) for e in events]


def _at_venue(e: Draft, hosts: Sequence[tuple[Draft, frozenset[str]]]) -> Draft:
    if e.type not in TALKED or e.mode in ("phone", "visit"):
        return e
    sides = codes(e.actors) | codes(e.recipients)
    venues: dict[str | None, Draft] = {}
    for host, theirs in hosts:
        shared = sides & theirs
        if not shared:
            continue
        person = {a.person for a in host.actors if a.person} & {a.person for a in e.actors if a.person}
        if host is e or host.place is None or not _no_strangers(e, host) or not dates_agree(e.date, host.date):
            continue
        here = e.place is None or e.place.country == host.place.country
        if here and (len(shared) > 1 or (shared and person)) and _same_time(e, host):
            best = venues.get(host.place.country)
            venues[host.place.country] = host if best is None or _says_more(host, best) else best
    if len(venues) != 1:
        return e
    host = next(iter(venues.values()))
    when = _until_now(e, host) if e.date is None and e.standing.status != "negated" else e.date
    why = (*e.why, f"place and date: where and when they meet, {host.trigger.text!r}")
    return replace(e, place=e.place or host.place, date=when, why=why)


def _until_now(e: Draft, host: Draft) -> EventDate | None:
    """The venue's days; what has been said on a visit that goes on was said on its first day, as far as the report tells."""
    if host.date is None or e.standing.status != "occurred" or host.standing.status != "ongoing":
        return host.date
    return replace(host.date, end=host.date.start)


def _says_more(one: Draft, other: Draft) -> bool:
    """A venue with a date before one without, a visit's days before those of another meeting on it."""
    return (one.date is not None, one.mode == "visit") > (other.date is not None, other.mode == "visit")


def _no_strangers(one: Draft, other: Draft) -> bool:
    """Not two different people of one state: the colleague's trip is no venue of the minister's talks."""
    pairs = [(a, b) for a in one.actors for b in other.actors if a.country == b.country and a.person and b.person]
    return not pairs or any(a.person == b.person for a, b in pairs)


def _same_time(one: Draft, other: Draft) -> bool:
    """Not yet happened with not yet happened, done with done; what is under way goes with both."""
    open_ = {"planned", "expected", "possible", "negated"}
    statuses = (one.standing.status, other.standing.status)
    return "ongoing" in statuses or (statuses[0] in open_) == (statuses[1] in open_)


#: acts of speech, and how many sentences further on a speaker is still in the same speech
SPEECH = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})
SPEAKS_ON = 6


def with_speeches(events: Sequence[Draft]) -> list[Draft]:
    """What a person says further on, on no day that is named, was said in the speech whose day (and place) was told before."""
    done: list[Draft] = []
    for e in events:
        dated = e.type not in SPEECH or e.date is not None or e.standing.status != "occurred"
        speech = None if dated else next((o for o in reversed(done) if _same_speech(o, e)), None)
        if speech is not None:
            why = (*e.why, f"date: of the same speech as {speech.trigger.text!r}")
            e = replace(e, date=speech.date, place=e.place or speech.place, why=why)
        done.append(e)
    return done


def _same_speech(before: Draft, e: Draft) -> bool:
    people = {a.person for a in before.actors if a.person} & {a.person for a in e.actors if a.person}
    near = before.at < e.at <= before.at + SPEAKS_ON
    return bool(people) and near and before.type in SPEECH and before.date is not None and before.standing.status == "occurred"


def lasting(events: Sequence[Draft], published: str | None) -> list[Draft]:
    """What is under way has not ended: a date that lies behind the report is the one when it began."""
    return [_lasting(e, published) if e.standing.status == "ongoing" and published else e for e in events]


def _lasting(e: Draft, published: str) -> Draft:
    if e.date is None or e.date.start is None or e.date.end is None or e.date.end >= published[: len(e.date.end)] or e.mode == "visit":
        return e
    return replace(e, date=replace(e.date, end=None), why=(*e.why, f"still under way: no end before {published}"))


def under_way(events: Sequence[Draft], published: str | None) -> list[Draft]:
    """A visit whose first day is the report's own, or whose days hold it, is under way as the report is written."""
    return [_under_way(e, published) for e in events]


def with_stays(events: Sequence[Draft], leaves: str | None) -> list[Draft]:
    """A visit without a stated length lasts until its end is told (`leaves`, an ISO day), else until the meeting that it is
    for, if that is within two weeks."""
    done = []
    for e in events:
        if e.mode == "visit" and e.date is not None and e.date.start is not None and e.date.start == e.date.end and len(e.date.start) == 10:
            if leaves is not None and e.date.start < leaves <= lengthened(e.date.start, "P30D"):
                done.append(replace(e, date=replace(e.date, end=leaves), why=(*e.why, f"until {leaves}, when the trip ends")))
                continue
            ends = [g.date.end for g in events if _goal(e, g) and g.date is not None and g.date.end is not None]
            until = max((d for d in ends if e.date.start < d <= lengthened(e.date.start, "P14D")), default=None)
            if until is not None:
                e = replace(e, date=replace(e.date, end=until), why=(*e.why, f"until {until}, when what it is for takes place"))
        done.append(e)
    return done


def _goal(visit: Draft, meeting: Draft) -> bool:
    """Whether a meeting is planned where the visit goes, with the visitor."""
    host = codes(visit.recipients)
    same = codes(visit.actors) & codes(meeting.actors) and meeting.place is not None and meeting.place.country in host
    people = {a.person for a in visit.actors if a.person}, {a.person for a in meeting.actors if a.person}
    return (
        bool(same)
        and meeting.type == "CONSULT"
        and meeting.mode != "visit"
        and meeting.standing.status in ("planned", "expected")
        and (not all(people) or bool(people[0] & people[1]))
    )


def _under_way(e: Draft, published: str | None) -> Draft:
    if e.mode != "visit" or e.standing.status != "occurred" or e.date is None or published is None or len(published) < 10:
        return e
    if e.date.start is None or e.date.end is None or not e.date.start <= published <= e.date.end:
        return e
    return replace(e, standing=replace(e.standing, status="ongoing", why=(*e.standing.why, f"the visit's days hold {published}")))


def with_suppliers(drafts: Sequence[Draft]) -> list[Draft]:
    """A delivery whose supplier or receiver is not named is between the two who spoke of a supply before: the state that
    is asked for it, or has a contract on it, and the one that asks."""
    done: list[Draft] = []
    for d in drafts:
        done.append(_supplied(d, done) if d.candidate.match.frame.id == "cooperate/delivery" and not (d.actors and d.recipients) else d)
    return done


def _supplied(d: Draft, before: Sequence[Draft]) -> Draft:
    given, to = codes(d.actors), codes(d.recipients)
    for other in sorted(before, key=lambda o: (-o.sentence, o.type not in ("COOPERATE", "REQUEST"))):
        supplier, receiver = (other.actors, other.recipients) if other.type in ("COOPERATE", "AID") else (other.recipients, other.actors)
        if other.type in ("AGREE", "SUPPORT") and len(codes(other.actors)) == 2:
            supplier, receiver = _halves(other.actors, to, given)
        known = codes(supplier) | codes(receiver)
        if (
            d.at - other.at > 6
            or len(known) != 2
            or not (given <= codes(supplier) and to <= codes(receiver))
            or other.type not in TRADED
        ):
            continue
        why = (*d.why, f"between the two sides of {other.trigger.text!r}")
        return replace(d, actors=d.actors or _implied(supplier), recipients=d.recipients or _implied(receiver), echo=False, why=why)
    return d


TRADED = frozenset({"REQUEST", "COOPERATE", "AID", "AGREE", "SUPPORT"})


def _halves(both: tuple[Actor, ...], to: frozenset[str], given: frozenset[str]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    receiver = tuple(a for a in both if (a.country or a.kind) in to)
    supplier = tuple(a for a in both if (a.country or a.kind) in given) or tuple(a for a in both if a not in receiver)
    return (supplier, receiver or tuple(a for a in both if a not in supplier)) if to or given else ((), ())


def _implied(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Actors as implied: the sentence itself does not name them."""
    return tuple(replace(a, start=None, end=None) for a in actors)


def with_parties(drafts: Sequence[Draft]) -> list[Draft]:
    """A deal that names no side ("under contracts which were concluded") is between the two of its sentence's other event;
    a request that names no addressee is made of the one who is met in the same sentence."""
    return [_addressed(_parties(d, drafts), drafts) for d in drafts]


def _parties(d: Draft, drafts: Sequence[Draft]) -> Draft:
    if not d.echo or d.type not in ("AGREE", "SUPPORT") or not d.candidate.match.frame.objects:
        return d
    for other in drafts:
        sides = {(a.country or a.kind): a for a in (*other.actors, *other.recipients)}
        if other.sentence == d.sentence and not other.echo and len(sides) == 2 and all(a.country for a in sides.values()):
            return _between(d, tuple(sides.values()), other)
    for other in drafts if d.standing.status in ("planned", "expected") else ():
        # what is to be signed on a trip is signed by the two whose talks the report tells of first
        talks = other.type == "CONSULT" and other.mode is None and len(codes(other.actors)) == 2
        if talks and all(a.country for a in other.actors) and other.sentence < d.sentence and other.standing.status != "negated":
            return _between(d, other.actors, other)
    return d


def _between(d: Draft, sides: tuple[Actor, ...], other: Draft) -> Draft:
    return replace(d, actors=_implied(sides), echo=False, why=(*d.why, f"between the sides of {other.trigger.text!r}"))


def _addressed(d: Draft, drafts: Sequence[Draft]) -> Draft:
    if d.type != "REQUEST" or d.recipients or not d.actors:
        return d
    ours = codes(d.actors)
    for other in drafts:
        theirs = tuple(a for a in other.actors if (a.country or a.kind) not in ours)
        if (
            other.sentence == d.sentence
            and other.type == "CONSULT"
            and other.mode != "visit"
            and ours & codes(other.actors)
            and len(codes(theirs)) == 1
        ):
            return replace(d, recipients=theirs, why=(*d.why, "asked of the one who is met"))
    return d


def with_journey_dates(events: Sequence[Draft]) -> list[Draft]:
    """A journey without a date takes that of what it is for: "a trip to Russia to attend the meeting on 10 September"."""
    done = []
    for e in events:
        if e.mode == "visit" and e.date is None and e.standing.status in ("planned", "expected"):
            goal = next(
                (
                    g
                    for g in events
                    if g is not e
                    and g.type == "CONSULT"
                    and g.date is not None
                    and e.sentence in (g.sentence, *g.evidence)
                    and g.trigger.start > e.trigger.start
                    and codes(e.actors) & codes(g.actors)
                ),
                None,
            )
            if goal is not None:
                e = replace(e, date=goal.date, why=(*e.why, f"date: that of {goal.trigger.text!r}, which it is for"))
        done.append(e)
    return done
