"""People whom no word places: "nine villagers were killed", "gunmen seized eleven" are of the state of the scene."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from dragoman.coding import homes, tree
from dragoman.coding.around import elsewhere
from dragoman.coding.found import Found, Report
from dragoman.coding.matching import Match
from dragoman.model import Actor

FORCE = frozenset({"ASSAULT", "COERCE"})
#: kinds of people who undergo force and are of the place where they are, if nothing else is said of them
PEOPLE = frozenset(
    {"civilians", "military", "police", "government", "legislature", "opposition", "party", "media", "judiciary", "person", "unknown"}
)
#: words that count people without naming them
COUNTED = frozenset({"people", "person", "dead", "other", "others", "dozens", "scores", "hundreds", "body", "bodies"})
#: so many words of a phrase that names a victim
LONG = 8


def placed(report: Report, m: Match, others: Found) -> Found:
    """Those who undergo it, with the state of the scene where they have none; as they are for other acts, or without a scene."""
    named = m.verb is None or m.verb not in m.tokens
    if m.frame.type not in FORCE or any(a.country for a in others.actors) or (named and m.frame.type == "COERCE"):
        return others
    state = scene_of(report, m.sentence)
    if state is None:
        return others
    if others.actors:
        if not all(a.kind in PEOPLE for a in others.actors) or _strangers(report, m):
            return others
        return Found(tuple(replace(a, country=state) for a in others.actors), False, f"people of no named state, in {state}")
    counted = next(_counted(report, m), None)
    return others if counted is None else Found((replace(counted, country=state),), False, f"people of no name, in {state}")


def scene_of(report: Report, n: int) -> str | None:
    """The state where a sentence places what it tells, or the report's own scene."""
    view = report.views[n]
    for i in homes.located(view):
        hit = view.hits[i]
        state = hit.name.country if hit is not None else report.town(view.sentence.tokens[i].text)
        if state:
            return state
    return report.scene


def undergoing(report: Report, m: Match) -> list[int]:
    """Tokens of those who undergo the act: the object, or the subject of a passive; behind a noun what is "of" it."""
    s = report.views[m.sentence].sentence
    if m.verb is not None and m.verb in m.tokens:
        deps = ("nsubjpass",) if tree.is_passive(s, m.verb) else ("dobj",)
        direct = tree.children(s, m.verb, *deps)
        if not direct and s.tokens[m.verb].dep in ("acl", "relcl") and s.tokens[m.verb].tag == "VBN":
            direct = [s.tokens[m.verb].head]  # "teachers kidnapped on the road"
        return direct
    return tree.preposition_objects(s, m.noun, "of") if m.noun is not None else []


def _counted(report: Report, m: Match) -> Iterator[Actor]:
    """ "eleven", "at least 11 people", "dozens"."""
    view = report.views[m.sentence]
    s = view.sentence
    for i in undergoing(report, m):
        token = s.tokens[i]
        if token.tag == "CD" or token.lemma.lower() in COUNTED and view.hits[i] is None:
            phrase = sorted(j for j in tree.nominal_part(s, i))[:LONG]
            text, start, end = tree.text_of(s, phrase or [i])
            yield Actor(text, None, "civilians", "CVL", None, None, start, end)


def _strangers(report: Report, m: Match) -> bool:
    """ "foreign workers", "Western hostages"."""
    return any(elsewhere(report, m.sentence, i) for i in undergoing(report, m))
