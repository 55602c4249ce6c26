"""People and organisations that only the report knows: names with the office, title, country that stand beside them.

There is no list of people. "Defence minister Ann Lee", "Iraq's president, Omar Said", "Omar Said, president of Iraq",
"his Russian counterpart Ivan Petrov" say who holds which office; later mentions are matched to these by their words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from dragoman.coding import tree
from dragoman.coding.beside import (
    FIRM,
    body_before,
    country_beside,
    country_of_phrase,
    office_span,
    owner_of,
    role_before,
    role_in_apposition,
)
from dragoman.coding.runs import Run, runs
from dragoman.coding.view import RoleAt, View
from dragoman.entries import Titles, Words
from dragoman.model import Kind, Span


class Entity(Struct, frozen=True):
    """A named person or organisation of the report, as known so far. `why` says what the country rests on."""

    words: tuple[str, ...]
    name: str
    kind: Kind = "unknown"
    sector: str | None = None
    country: str | None = None
    office: str | None = None
    role: str | None = None
    former: bool = False
    human: bool = False
    counterpart: bool = False
    why: str = ""
    evidence: Span | None = None
    #: last word of the name whose owner's office it is: "Merkel" in "Merkel's spokesman"
    owner: str | None = None


#: what stands before an office and is no part of it; that it is no longer held is told by `former`
QUALIFIED = re.compile(r"^(?:ex|former|then|acting)[- ]+(?=\w)", re.IGNORECASE)
POLITICAL = frozenset({"government", "military", "legislature", "judiciary", "police", "party", "organisation"})


def entities(views: Sequence[View], titles: Titles, words: Words) -> list[Entity]:
    """All entities of the report with what stands beside each mention, mentions of one name merged, in order."""
    known = frozenset(t.rstrip(".").lower() for t in titles.titles)
    found: list[Entity] = []
    index: dict[str, set[int]] = {}
    body = {t.text for view in views if not view.sentence.segment.headline for t in view.sentence.tokens}
    for view in views:
        for run in runs(view, known, words):
            if view.sentence.segment.headline and len(views) > 1 and view.sentence.tokens[run.last].text not in body:
                continue  # a headline in title case: "Prime Minister Discuss Next Moves"
            merge_into(found, index, _entity(view, run, titles, known, words))
    return found


def merge_into(found: list[Entity], index: dict[str, set[int]], new: Entity) -> None:
    """Add a mention to the entity of that name, or as a new one. Two first names with one surname stay two.

    `index`: which entities have a word in a name that they were mentioned by.
    """
    shared = sorted({n for word in new.words for n in index.get(word, ())})
    at = next((n for n in shared if same_name(found[n].words, new.words)), len(found))
    if at < len(found):
        found[at] = _joined(found[at], new)
    else:
        found.append(new)
    for word in new.words:
        index.setdefault(word, set()).add(at)


def by_word(found: Sequence[Entity]) -> dict[str, list[int]]:
    """For each word which entities have it in their name, in order."""
    index: dict[str, list[int]] = {}
    for n, entity in enumerate(found):
        for word in dict.fromkeys(entity.words):
            index.setdefault(word, []).append(n)
    return index


def same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one is a shorter form of the other: "Singh", "Rajnath Singh"; not "J Singh", "R Singh"."""
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return short[0] in (long[0], long[-1]) or (len(long) > 2 and short[0] in long)
    return set(short) <= set(long)


def _joined(old: Entity, new: Entity) -> Entity:
    longer = new if len(new.words) > len(old.words) and not new.words[-1].isdigit() else old
    if old.counterpart and new.kind not in POLITICAL:
        new = replace(new, office=None)  # "Professor Lee" is still the minister's counterpart
    first, second = (old, new) if old.office or not (new.office or (new.counterpart and old.evidence is None)) else (new, old)
    return replace(
        first,
        words=longer.words,
        name=longer.name,
        country=first.country or second.country,
        why=first.why or second.why,
        human=old.human or new.human,
        sector=first.sector or second.sector,
        kind=first.kind if first.kind != "unknown" else second.kind,
    )


def _entity(view: View, run: Run, titles: Titles, known: frozenset[str], words: Words) -> Entity:
    """What this mention of a name says: the office before it, or in apposition, and the country beside it."""
    s = view.sentence
    name, _, _ = tree.text_of(s, [run.first, run.last])
    entity = Entity(tuple(w.text for w in s.tokens[run.first : run.last + 1] if w.text not in "-–"), name, human=run.titled)
    before, behind = role_before(view, run, known), role_in_apposition(view, run)
    told = [_with_role(entity, view, run, at, words, titles) for at in (before, behind) if at is not None]
    if told:
        # "General Omar Said, the chief of the Iraqi army": a rank before the name says less than the office behind it
        chosen = next((e for e in told if e.country or e.counterpart), told[0])
        soldier = next((e for e in told if e.kind == "military"), chosen)
        return replace(chosen, kind=soldier.kind, sector=soldier.sector)
    country = country_beside(view, run.first, run.last)
    return replace(entity, country=country, why="named beside it" if country else "")


def _with_role(entity: Entity, view: View, run: Run, at: RoleAt, words: Words, titles: Titles) -> Entity:
    s = view.sentence
    last = next(i for i in range(at.first, len(view.roles)) if view.roles[i] is at)
    counterpart = at.role.id in words.counterparts
    first, end = office_span(view, at, last)
    office = None if counterpart or not at.role.office else QUALIFIED.sub("", tree.text_of(s, [first, end])[0])
    phrase = tree.text_of(s, [at.first, last])[0].lower()
    if office is not None and end == last and phrase.endswith("s") and phrase[:-1] in at.role.words:
        office = office[:-1]  # "Presidents Said and Lee": each is president
    country, why = country_of_phrase(view, first, max(end, last)), "named with the office"
    if country is None:
        country, why = country_beside(view, run.first, run.last), "named beside it"
    if country is None and office is not None:
        country, why = titles.offices.get(office.lower()), "the title is one state's"
    kind, sector = at.role.kind, at.role.sector
    if kind in ("government", "unknown") and any(h is not None and h.name.kind == "military" for h in view.hits[last + 1 : last + 4]):
        kind, sector = "military", "MIL"  # "the chief of the Kenya Defence Forces"
    said = any(s.tokens[i].lemma.lower() in words.former for i in range(max(0, first - 3), first + 1))
    former = (said or _was(view, last)) and office is not None
    return replace(
        entity,
        kind=kind,
        sector=sector,
        office=office,
        role=at.role.id,
        country=country,
        former=former,
        counterpart=counterpart,
        human=True if at.role.office or counterpart else entity.human,
        why=why if country else "",
        owner=None if country is not None else FIRM if body_before(view, first) else owner_of(view, first),
        evidence=Span(s.segment.text, s.segment.start, s.segment.end),
    )


def _was(view: View, i: int) -> bool:
    """ "Omar Said, who was president until 2015"."""
    s = view.sentence
    verb = s.tokens[s.tokens[i].head]
    return s.tokens[i].dep == "attr" and verb.dep == "relcl" and verb.text.lower() == "was"
