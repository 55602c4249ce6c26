"""Who holds the office that a phrase names: the person beside it, the one the report spoke of, the only one it names."""

from __future__ import annotations

from msgspec.structs import replace

from dragoman.coding import coreference, tree
from dragoman.coding.entities import Entity, same_name
from dragoman.coding.found import Found, Report
from dragoman.coding.names import Hit
from dragoman.coding.view import RoleAt, View, hit_tokens
from dragoman.model import Actor, Kind


def named_holder(report: Report, view: View, i: int) -> Found | None:
    """The person named in apposition to the office, or directly behind it."""
    s = view.sentence
    for c in (*tree.children(s, i, "appos"), i + 1):
        if (
            c < len(s.tokens)
            and view.roles[c] is None
            and (entity := entity_at(report, view, c)) is not None
            and (c == i + 1 or s.tokens[c].tag == "NNP")
        ):
            return Found((person_of(entity, view, c, report),), False, f"{entity.name}: {entity.why or 'named in the report'}")
    return None


def held_by(report: Report, at: RoleAt, country: str) -> Entity | None:
    """The person whom the report names as the holder of this office of this country, if exactly one."""
    if not at.role.office:
        return None
    holders = [
        e
        for e in report.entities
        if e.country == country and e.human and not e.former and (e.role == at.role.id or (e.office and at.role.id in e.office.lower()))
    ]
    return holders[0] if len(holders) == 1 else None


def spoken_of(report: Report, n: int, i: int, at: RoleAt) -> tuple[Actor, ...]:
    """The last actor of the same office or kind: "the minister", "the army"."""
    word = report.views[n].sentence.tokens[i].lemma.lower()
    definite = any(
        report.views[n].sentence.tokens[c].text.lower() in ("the", "this", "that", "these", "those")
        for c in tree.children(report.views[n].sentence, i, "det")
    )
    single = report.views[n].sentence.tokens[i].tag in ("NN", "NNP")
    for step in coreference.before(report.trail, report.place(n), i):
        actor = step.actors[0]
        if single == step.plural:
            continue
        if at.role.office and actor.office and word in actor.office.lower() and actor.country:
            return step.actors[:1]
        if (
            definite
            and not at.role.office
            and actor.kind == at.role.kind
            and actor.sector == at.role.sector
            and actor.country
            and actor.name.lower().endswith(word)
        ):
            return step.actors
    return ()


def only_holder(report: Report, view: View, i: int, at: RoleAt) -> tuple[Actor, ...]:
    """The one person whom the report names with this office, wherever it does: a headline speaks before the name is told."""
    if not at.role.office or view.sentence.tokens[i].tag in ("NNS", "NNPS"):
        return ()
    holders = [
        e
        for e in report.entities
        if e.human and e.country and not e.former and (e.role == at.role.id or at.role.id in (e.office or "").lower())
    ]
    if not holders or (len({(e.name, e.country) for e in holders}) != 1 and not view.sentence.segment.headline):
        return ()
    e = holders[0]  # a headline speaks of the one whom the report tells of first
    return (Actor("", e.country, e.kind, e.sector, e.name, e.office),)


def entity_at(report: Report, view: View, i: int) -> Entity | None:
    """The entity whose name covers token i."""
    key = view.sentence.segment.start, i
    if key not in report.named:
        report.named[key] = _entity_at(report, view, i)
    return report.named[key]


def _entity_at(report: Report, view: View, i: int) -> Entity | None:
    tokens = view.sentence.tokens
    if not tokens[i].text[0].isupper() or (tokens[i].tag not in ("NNP", "NNPS") and tokens[i].text not in report.surnames):
        return None
    first, last = run_around(view, i)
    words = tuple(t.text for t in tokens[first : last + 1] if t.text not in "-–")
    for n in sorted({n for word in words for n in report.by_word.get(word, ())}):
        if same_name(report.entities[n].words, words):
            return report.entities[n]
    for n in report.by_word.get(tokens[i].text, ()):
        entity = report.entities[n]
        if tokens[i].text in (entity.words if entity.human and len(entity.words) > 2 else (entity.words[0], entity.words[-1])):
            return entity
    return None


def run_around(view: View, i: int) -> tuple[int, int]:
    """First and last token of the unknown name around token i."""
    tokens = view.sentence.tokens

    def part(j: int) -> bool:
        return (
            0 <= j < len(tokens)
            and view.roles[j] is None
            and (view.hits[j] is None or j == i)
            and (
                (tokens[j].tag in ("NNP", "NNPS") and tokens[j].text[0].isupper())
                or (
                    tokens[j].text in "-–"
                    and 0 < j < len(tokens) - 1
                    and tokens[j + 1].tag == "NNP"
                    and tokens[j - 1].end == tokens[j].start
                )
                or tokens[j].text.lower() in ("al", "bin", "de", "el", "van", "von", "ibn", "abu", "der", "del")
            )
        )

    first = last = i
    while part(first - 1):
        first -= 1
    while part(last + 1):
        last += 1
    while tokens[first].text in "-–":
        first += 1
    return first, last


def person_of(entity: Entity, view: View, i: int, report: Report) -> Actor:
    first, last = run_around(view, i)
    name, start, end = tree.text_of(view.sentence, [first, last])
    kind: Kind = entity.kind if entity.kind != "unknown" else ("person" if entity.human else "unknown")
    return Actor(name, entity.country, kind, entity.sector, entity.name if entity.human else None, entity.office, start, end)


def as_named(actors: tuple[Actor, ...], view: View, tokens: list[int]) -> tuple[Actor, ...]:
    """The same actors as this other phrase names them."""
    name, start, end = tree.text_of(view.sentence, tokens)
    return tuple(replace(a, name=name, start=start, end=end) for a in actors)


def actor_of(hit: Hit, view: View, tokens: list[int]) -> Actor:
    name, start, end = tree.text_of(view.sentence, tokens)
    return Actor(name, hit.name.country, hit.name.kind, hit.name.sector, None, None, start, end)


def as_hit(view: View, i: int) -> Actor | None:
    """The actor of the known name over token i, if it is no mere place."""
    hit = view.hits[i]
    return actor_of(hit, view, hit_tokens(view, i)) if hit is not None and hit.name.sort != "place" else None
