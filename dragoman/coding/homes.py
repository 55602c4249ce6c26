"""Which state an official acts for, where no word beside the name says it: inferred from the whole report, and why in the trace.

In this order: a title that news usually means one state by ("the Foreign Secretary"); the person in whose possessive the office
stands ("Merkel's spokesman"); the place where the official is met; "the Indian minister" elsewhere in the report; for officials
of bodies the body named most; the state that the report is about; the state of the official of whom it tells first; one state
that stands out among those that it names. Where people travel to and whom they meet is no home of theirs.
"""

from __future__ import annotations

from calendar import month_name
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from dragoman.coding import tree
from dragoman.coding.beside import BODY, FIRM
from dragoman.coding.entities import Entity
from dragoman.coding.names import Hit
from dragoman.coding.view import View
from dragoman.entries import Titles
from dragoman.model import Token

#: the state of a well-known town, None for other names
Towns = Callable[[str], str | None]
MOVES = frozenset(
    {"visit", "trip", "tour", "leave", "travel", "fly", "depart", "head", "arrive", "return", "journey", "go", "off"}
)
#: verbs whose two sides are seldom of one state
MEETS = frozenset({"join", "meet", "host", "receive", "welcome", "call", "phone", "telephone", "thank", "greet"})
#: words between the preposition and the verb of travel
REACH = 4
MONTHS = frozenset(month.lower() for month in month_name if month)
WHERE = frozenset({"in", "at", "near", "outside", "across", "through"})
#: share of all mentions that makes one state the report's own, and the least number of mentions
SHARE, LEAST = 0.6, 2
#: mentions from which on also a crowd that no word places ("protesters") is of the report's state
CROWDS = 3
#: how many times as often as the next the state of an official without any other sign must be named
CLEAR = 2


def no_towns(name: str) -> None:
    """Knows no town: for readings without a gazetteer."""


def with_homes(
    found: Sequence[Entity], views: Sequence[View], towns: Towns, usual: Mapping[str, Sequence[str]] | None = None,
    dateline: str | None = None, passed: Sequence[Hit] = (),
) -> list[Entity]:  # fmt: skip
    """Officials without a country get the one that the report speaks of them with, if one stands out; `dateline`: its state;
    `passed`: names in sentences that were not parsed.
    """
    described, counted = described_roles(views), mentions(views, EVERY, passed) - scenes(views)
    own = dominant(views, towns, passed=passed)
    goals, first_words = destinations(views), _first_words(views)
    away = goals | {e.country for e in found if e.counterpart and e.country}
    bodies = Counter(h.name.country for v in views for h in v.hits if h is not None and h.name.country and h.name.sector == "IGO")
    told = frozenset(counted)
    objects, met = _objects(views), partners(views)
    done = [_usual(e, usual or {}, told) for e in found]
    done = [_owned(e, done, first_words) for e in done]
    done = [_described(_hosted(e, objects.get(e.words[-1], ()), towns), found, described) for e in done]
    homed = [_home(e, done, counted, away | met.get(e.words[-1], set()), own, bodies) for e in done]
    homed = [_hosting(e, homed, goals) for e in homed]
    guests = _guests(objects)
    return [e if e.words[-1] in guests else _written_at_home(e, homed, dateline, counted, away) for e in homed]


def _hosting(e: Entity, found: Sequence[Entity], goals: set[str]) -> Entity:
    """ "will visit Uganda for talks with his counterpart Moses Okello": of the one state to which the report says that somebody goes."""
    if not e.counterpart or e.country:
        return e
    hero = protagonist(found, goals)
    hosts = goals - {hero.country if hero is not None else None}
    return replace(e, country=(only := next(iter(hosts))), why=f"counterpart in {only}, where the visit is") if len(hosts) == 1 else e


def _guests(objects: Mapping[str, Sequence[tuple[View, int]]]) -> set[str]:
    """Last words of names behind "with" and of those who are met: "at talks with Minister Odile Marchais"."""
    return {w for w, at in objects.items() for v, i in at if v.sentence.tokens[i].dep == "dobj" or _head(v, i).lemma in ("with", "to")}


def _head(view: View, i: int) -> Token:
    return view.sentence.tokens[view.sentence.tokens[i].head]


#: roles whose holders often speak in a capital that is not their own
ABROAD = frozenset({"ambassador", "envoy", "diplomat", "lawmaker"})


def _written_at_home(e: Entity, found: Sequence[Entity], dateline: str | None, counted: Counter[str], away: set[str]) -> Entity:
    """ "OTTAWA, May 14 - Foreign Minister Paul Roy said": whose state no word says is of the dateline's, if the report speaks of it."""
    if e.country or not e.office or e.counterpart or e.owner in (FIRM, BODY) or dateline is None or dateline in away or e.role in ABROAD:
        return e
    rivals = any(o.office == e.office and o.country == dateline and o.name != e.name for o in found)
    if rivals or (counted and dateline not in counted):
        return e
    return replace(e, country=dateline, why=f"written in {dateline}, of which the report speaks")


#: sorts of names that count as naming a state: its own, and also its capital and seats of government
PLAIN, EVERY = frozenset({"names", "adjectives"}), frozenset({"names", "adjectives", "capitals", "metonyms"})


def mentions(views: Sequence[View], sorts: frozenset[str] = PLAIN, passed: Sequence[Hit] = ()) -> Counter[str]:
    """How often each country is named, with the names in sentences that were not parsed (`passed`)."""
    count = Counter(h.name.country for h in passed if h.name.sort in sorts and h.name.country)
    for view in views:
        for hit in {id(h): h for h in view.hits if h is not None}.values():
            if hit.name.sort in sorts and hit.name.country:
                count[hit.name.country] += 1
    return count


def dominant(views: Sequence[View], towns: Towns, least: int = LEAST, passed: Sequence[Hit] = ()) -> str | None:
    """The one state that a report is about, by names, capitals, and towns; None where two share it.

    A state that is the only one named needs one mention, another `least`; with `least` over LEAST all need so many.
    """
    count = mentions(views, PLAIN, passed)
    for view in views:
        for i in located(view):
            hit = view.hits[i]
            named = hit.name.country if hit is not None and hit.name.sort == "capitals" else None
            state = named if hit is not None else towns(view.sentence.tokens[i].text)
            if state:
                count[state] += 1
    ranked = count.most_common(1)
    if not ranked:
        return None
    enough = ranked[0][1] >= (least if len(count) == 1 else max(least, CROWDS)) or (least == LEAST and len(count) == 1)
    return ranked[0][0] if enough and ranked[0][1] >= SHARE * count.total() else None


def scene(views: Sequence[View], towns: Towns, dateline: str | None, passed: Sequence[Hit] = ()) -> str | None:
    """The state where the report is set: the one that it is about, else that of its dateline where no other is named more."""
    about = dominant(views, towns, passed=passed)
    if about is not None or dateline is None:
        return about
    count = mentions(views, PLAIN, passed)
    return dateline if count[dateline] >= max(count.values(), default=0) or count.total() < LEAST else None


def located(view: View) -> Iterator[int]:
    """Names behind "in", "at", "near", "outside": places, known or not."""
    for token in view.sentence.tokens:
        if token.dep == "pobj" and token.tag in ("NNP", "NNPS") and view.sentence.tokens[token.head].lemma in WHERE:
            yield token.i


def scenes(views: Sequence[View]) -> Counter[str]:
    """How often each country is named only as a place: "the fighting in Somalia" says nothing of whose minister speaks."""
    return Counter(h.name.country for v in views for i in located(v) if (h := v.hits[i]) is not None and h.name.country)


def described_roles(views: Sequence[View]) -> dict[str, Counter[str]]:
    """Countries of role phrases without a name: "the Indian minister" says minister: IND."""
    seen: dict[str, Counter[str]] = {}
    for view in views:
        tokens = view.sentence.tokens
        for i, at in enumerate(view.roles):
            if at is None or not at.role.office or at.first == 0 or tokens[i].tag in ("NNPS", "NNS"):
                continue
            hit = view.hits[at.first - 1]
            named = i + 1 < len(tokens) and tokens[i + 1].tag == "NNP"
            if hit is not None and hit.name.country and not named:
                seen.setdefault(at.role.id, Counter())[hit.name.country] += 1
    return seen


def destinations(views: Sequence[View]) -> set[str]:
    """Countries that somebody goes to: "left for Russia", "visited Ghana and Senegal"; a guest is not at home there."""
    away = set()
    for view in views:
        s = view.sentence
        for i, token in enumerate(s.tokens):
            hit = view.hits[i]
            if hit is None or not hit.name.country:
                continue
            goal = s.tokens[tree.first_conjunct(s, token.head if token.dep in ("amod", "compound") else i)]
            prep = s.tokens[goal.head]
            # "to Turkey on 16 November and to Lebanon": the second "to" may hang on the day, or on the first
            loose = s.tokens[prep.head].tag in ("CD", "IN", "TO") or s.tokens[prep.head].text.lower() in MONTHS
            above = list(tree.up(s, prep.i))[: REACH if loose else 1]
            if (goal.dep == "dobj" and prep.lemma in ("visit", "tour")) or (
                goal.dep == "pobj"
                and (
                    (prep.lemma in ("to", "for") and any(s.tokens[h].lemma in MOVES for h in above))
                    or (prep.lemma == "in" and s.tokens[prep.head].text.lower() in ("arrived", "arrives", "landed", "lands"))
                )
            ):
                away.add(hit.name.country)
    return away


def _first_words(views: Sequence[View]) -> dict[str, str]:
    """The states of known bodies by the first words of their names."""
    known = [h for v in views for h in v.hits if h is not None and h.name.sort == "organisation" and h.name.country]
    return {h.text.split()[0]: h.name.country for h in known if h.name.country}


def _owned(e: Entity, found: Sequence[Entity], known: Mapping[str, str]) -> Entity:
    """ "Merkel's spokesman" acts for Merkel's state, "Mahan's director" is of the airline's."""
    if e.country or e.owner is None:
        return e
    owner = next((o for o in found if o.country and e.owner in (o.words[0], o.words[-1])), None)
    if owner is None and e.owner in known:
        return replace(e, country=known[e.owner], why=f"the state of {e.owner}, whose {e.office or e.role} it is")
    return e if owner is None else replace(e, country=owner.country, why=f"the state of {owner.name}, whose {e.office or e.role} it is")


def title_states(views: Sequence[View], titles: Titles, passed: Sequence[Hit] = ()) -> dict[str, str]:
    """Titles, in small letters, that mean one state's in this report: only that state has them, or usually does and the
    report names no other that has."""
    told = frozenset(mentions(views, EVERY, passed) - scenes(views))
    usual = {title: _usual_state(states, told) for title, states in titles.usual.items()}
    return titles.offices | {title: state for title, state in usual.items() if state is not None}


def _usual_state(states: Sequence[str], told: frozenset[str]) -> str | None:
    """The first of the states with a title, if the report does not name others of them and not the first alone."""
    named = [c for c in states if c in told]
    return states[0] if states and (not named or named == [states[0]]) else None


def _usual(e: Entity, usual: Mapping[str, Sequence[str]], told: frozenset[str]) -> Entity:
    """ "The Foreign Secretary" of a report that names no state with such an office is Britain's."""
    state = _usual_state(usual.get((e.office or "").lower(), ()), told)
    return e if e.country or state is None else replace(e, country=state, why="the title is usually that state's")


def partners(views: Sequence[View]) -> dict[str, set[str]]:
    """For each word of those who meet, join, call somebody the states of whom they meet: "Foreign Secretary Hart joined US
    Secretary of State Lowe"."""
    found: dict[str, set[str]] = {}
    for view in views:
        s = view.sentence
        for token in s.tokens:
            if token.lemma not in MEETS or not tree.is_verb(token):
                continue
            subject = tree.child(s, token.i, "nsubj")
            objects = [*tree.children(s, token.i, "dobj"), *tree.preposition_objects(s, token.i, "with", "by")]
            sides = [tree.below(s, subject) if subject is not None else [], [t for o in objects for t in tree.below(s, o)]]
            for mine, theirs in (sides, sides[::-1]):
                states = {h.name.country for t in theirs if (h := view.hits[t]) is not None and h.name.country}
                for word in {s.tokens[t].text for t in mine} if states else ():
                    found.setdefault(word, set()).update(states)
    return found


def _objects(views: Sequence[View]) -> dict[str, list[tuple[View, int]]]:
    """The objects of verbs and prepositions by their words, in order."""
    found: dict[str, list[tuple[View, int]]] = {}
    for view in views:
        for token in view.sentence.tokens:
            if token.dep in ("dobj", "pobj"):
                found.setdefault(token.text, []).append((view, token.i))
    return found


def _hosted(e: Entity, objects: Sequence[tuple[View, int]], towns: Towns) -> Entity:
    """An official who is met in a place is of the place's state, if nothing else is said; `objects`: where the name is one."""
    if e.country or not e.office or e.counterpart:
        return e
    for view, i in objects:
        s = view.sentence
        verb = next((h for h in tree.up(s, i) if tree.is_verb(s.tokens[h])), None)
        if verb is not None and s.tokens[i].dep == "dobj" and s.tokens[verb].lemma in ("host", "receive", "welcome"):
            continue  # who is received is the guest
        if verb is None or s.tokens[verb].lemma not in ("meet", "see", "host", "receive", "hold", "talk", "speak", "confer"):
            continue
        for place in tree.preposition_objects(s, verb, "in"):
            hit = view.hits[place]
            state = hit.name.country if hit is not None else towns(s.tokens[place].text)
            if state:
                return replace(e, country=state, why=f"met in {s.tokens[place].text}")
    return e


def _described(e: Entity, found: Sequence[Entity], described: dict[str, Counter[str]]) -> Entity:
    if e.country or not e.office:
        return e
    taken = {o.country for o in found if o.role == e.role and o.country and o.name != e.name}
    told = any(o.country and o.office and not o.counterpart for o in found)
    for role, countries in described.items():
        if role == e.role or (not told and role in e.office.lower()):
            free = [c for c, _ in countries.most_common() if c not in taken]
            if free:
                return replace(e, country=free[0], why=f"the report speaks of the {free[0]} {role}")
    return e


def protagonist(found: Sequence[Entity], away: set[str]) -> Entity | None:
    """The first official of a known state that nobody travels to: the one whose trip or talks the report is about."""
    return next(
        (
            o
            for o in found
            if o.human and o.country and o.office and not o.counterpart and not o.why.startswith("met in") and o.country not in away
        ),
        None,
    )


def _home(
    e: Entity, found: Sequence[Entity], counted: Counter[str], away: set[str], own: str | None, bodies: Counter[str]
) -> Entity:
    if e.country or not e.office or e.owner == FIRM:
        return e
    if e.sector == "IGO" or e.owner == BODY:
        body = bodies.most_common(1)
        return replace(e, country=body[0][0], why=f"{body[0][0]} is the body that the report names most") if body else e
    if own is not None and own not in away:
        return replace(e, country=own, why=f"{own} is the state that the report is about")
    same_office = {o.country for o in found if o.country and o.office == e.office and o.name != e.name}
    hero = protagonist(found, away)
    if hero is not None and hero.country not in same_office:
        return replace(e, country=hero.country, why=f"the state of {hero.name}, of whom the report tells first")
    ranked = [(c, n) for c, n in counted.most_common() if c not in away and c not in same_office]
    if ranked and (len(ranked) == 1 or ranked[0][1] > CLEAR * ranked[1][1]):
        why = f"{ranked[0][0]} is the country that the report names most, apart from destinations and counterparts"
        return replace(e, country=ranked[0][0], why=why)
    return e
