"""Whom "all eight member nations of the SCO", "NATO's 30 members", "the E3" stand for: the members on the day of the report.

The organisation stays the first actor; its members follow as implied (without a place in the text) where the phrase speaks of
them: with "all" or with a number that agrees with the list on that day, or by the name of a group that is nothing but its
states; of one that is only words ("both Koreas") they take the place. They are not added where the event names one of them
besides: then the report itself says who of them takes part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dragoman import membership
from dragoman.coding import tree
from dragoman.coding.drafts import Draft
from dragoman.coding.found import Report
from dragoman.coding.numerals import numerals
from dragoman.coding.view import View, hit_tokens
from dragoman.entries import AmountWords
from dragoman.model import Actor

if TYPE_CHECKING:
    from dragoman.membership import Histories
    from dragoman.resources import Resources

Tell = Callable[[str], None]
#: nouns that a number of members counts
COUNTED = frozenset({"member", "state", "country", "nation", "ally", "government", "capital", "leader", "president", "minister", "power"})
WHOLE = frozenset({"all", "every", "each", "both"})
#: what says that only a part is meant
PART = frozenset(
    {"most", "some", "several", "many", "few", "half", "majority", "one", "none", "part", "number", "dozen", "other", "certain"}
)


def understood(drafts: Sequence[Draft], report: Report, resources: Resources, day: str | None, tell: Tell) -> list[Draft]:
    """The drafts with the members that their sides speak of; `day`: when the report was published, None for unknown."""
    known = membership.histories()
    return [_with_members(d, report, resources, known, day, tell) for d in drafts]


def _with_members(d: Draft, report: Report, r: Resources, known: Histories, day: str | None, tell: Tell) -> Draft:
    named = {a.country for a in (*d.actors, *d.recipients)}
    sides = []
    for side in (d.actors, d.recipients):
        added: dict[str, Actor] = {}
        gone: list[Actor] = []
        for actor in side:
            for code, number in _spoken_of(actor, report, r):
                found, why = on_day(code, number, day, r, known)
                tell(f"{actor.name!r} as the members of {code} on {day or 'no known day'}: {why}")
                if named & set(found):
                    tell(f"the event names {', '.join(sorted(str(c) for c in named & set(found)))} itself: no member of {code} is added")
                elif found and r.organisations[code].loose:
                    gone.append(actor)
                    added.update((m, replace(_member(m, r), name=actor.name, start=actor.start, end=actor.end)) for m in found)
                else:
                    added.update((m, _member(m, r)) for m in found)
        sides.append((*(a for a in side if a not in gone), *added.values()))
    return d if sides == [d.actors, d.recipients] else replace(d, actors=sides[0], recipients=sides[1])


def on_day(code: str, number: int | None, day: str | None, r: Resources, known: Histories) -> tuple[tuple[str, ...], str]:
    """The members of an organisation on a day, if the number that the report gives is theirs, and what is to be said of it.

    A number may count all members, those that are not suspended, or the states with those of members that are organisations.
    """
    everybody = membership.members(code, day, r.organisations, known)
    if not everybody:
        return (), "none are listed"
    if number is None:
        return everybody, f"{len(everybody)}"
    active = membership.active(code, day, r.organisations, known)
    counts = (everybody, active, membership.states(code, day, r.organisations, r.countries, known))
    fits = next((found for found in counts if len(found) == number), ())
    return fits, f"{number}, as the list has" if fits else f"{number}, but the list has {len(everybody)}: they are not filled in"


def _member(code: str, r: Resources) -> Actor:
    if code in r.countries:
        return Actor(r.countries[code].name, code, "government", "GOV")
    return Actor(r.organisations[code].name, code, r.organisations[code].kind, r.organisations[code].sector)


def _spoken_of(actor: Actor, report: Report, r: Resources) -> Iterator[tuple[str, int | None]]:
    """Organisations as whose members an actor is spoken of, with the number of them that the report gives."""
    if actor.start is None or actor.end is None or actor.person is not None:
        return
    view = next((v for v in report.views if v.sentence.segment.start <= actor.start < v.sentence.segment.end), None)
    inside = [t.i for t in view.sentence.tokens if actor.start <= t.start < actor.end] if view is not None else []
    if view is None or not inside:
        return
    head = next((i for i in inside if view.sentence.tokens[i].head not in inside or view.sentence.tokens[i].head == i), inside[-1])
    head = _members_of(view, head)
    role = view.roles[head]
    if role is not None and role.role.office and view.sentence.tokens[head].tag in ("NN", "NNP"):
        return  # a secretary-general speaks for no member by himself
    phrase = sorted({*_phrase(view, head), *inside})
    for hit in {id(h): h for i in phrase if (h := view.hits[i]) is not None}.values():
        organisation = r.organisations.get(hit.name.code) if hit.name.sort == "organisation" else None
        if organisation is None or not organisation.members or hit.name.country != actor.country or _in_part(view, head):
            continue
        name = next(i for i in phrase if view.hits[i] is hit)
        number, whole = _number(view, phrase, name, r.amounts)
        plural = view.sentence.tokens[head].tag in ("NNS", "NNPS")
        if number is not None or whole or (organisation.group and (plural or view.hits[head] is hit)):
            yield hit.name.code, number


def _members_of(view: View, head: int) -> int:
    """ "The five members of the Union": who acts are the members, although the Union is named for them."""
    s = view.sentence
    above = s.tokens[s.tokens[head].head]
    noun = s.tokens[above.head]
    return noun.i if above.lemma == "of" and noun.lemma.lower() in COUNTED and noun.tag in ("NNS", "NNPS") else head


def _phrase(view: View, head: int) -> list[int]:
    """The noun phrase with its "of" phrases: "the leaders of the six member states of the Council"."""
    found, queue = [], [head]
    while queue:
        at = queue.pop()
        part = tree.nominal_part(view.sentence, at)
        found.extend(part)
        queue.extend(o for i in part for o in tree.preposition_objects(view.sentence, i, "of", "from") if o not in found)
    return found


def _number(view: View, phrase: Sequence[int], name: int, words: AmountWords) -> tuple[int | None, bool]:
    """The number of members that stands in the phrase, and whether "all" does."""
    s = view.sentence
    whole = False
    last = max(hit_tokens(view, name))
    for i in phrase:
        token = s.tokens[i]
        counts = s.tokens[token.head].lemma.lower() in COUNTED
        if counts and token.text.lower() in WHOLE:
            whole = True
        if token.tag == "CD" and (counts or i == last + 1):
            value = next((n.value for n in numerals(token.text, words) if n.value is not None), None)
            if value is not None and value == int(value):
                return int(value), whole
    return None, whole


def _in_part(view: View, head: int) -> bool:
    """ "Most NATO members", "twelve of NATO's 30 members", "a member of the E3"."""
    s = view.sentence
    if any(s.tokens[c].text.lower() in PART for c in tree.children(s, head, "amod", "det", "nummod", "predet", "advmod", "quantmod")):
        return True
    above = s.tokens[s.tokens[head].head]
    return above.lemma == "of" and (s.tokens[above.head].tag == "CD" or s.tokens[above.head].lemma.lower() in PART | {"member", "all"})
