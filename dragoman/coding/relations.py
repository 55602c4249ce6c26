"""Standing relations between actors: membership, dispute, alliance, partnership, occupation, recognition. Plain cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.coding import actors, tree
from dragoman.coding.arguments import possessor, surface_subject
from dragoman.coding.found import Report
from dragoman.coding.names import Hit
from dragoman.coding.view import View
from dragoman.model import Actor, Relation, RelationKind, Sentence, Span

if TYPE_CHECKING:
    from dragoman.resources import Resources


def relations(report: Report, resources: Resources) -> tuple[Relation, ...]:
    """Each relation once, with the sentence that states it."""
    found: list[Relation] = []
    for n, view in enumerate(report.views):
        found.extend(_membership(report, n, resources))
        for token in view.sentence.tokens:
            if tree.is_noun(token):
                found.extend(_by_noun(report, n, token.i, resources))
    return tuple(_distinct(found))


def _sentence_span(s: Sentence) -> Span:
    return Span(s.segment.text, s.segment.start, s.segment.end)


def _membership(report: Report, n: int, resources: Resources) -> list[Relation]:
    """ "The SCO comprises China, India ...", "ASEAN groups", "whose members are", "the bloc is made up of": three or more states
    named in a row, in a sentence with a word of membership and a body that is named or spoken of before them."""
    view = report.views[n]
    s = view.sentence
    if not any(t.lemma.lower() in resources.words.membership_verbs or t.lemma.lower() == "member" for t in s.tokens):
        return []
    row = listed(view)
    if len(row) < 3:
        return []
    first = min(h.start for h in row)
    before = [i for i, t in enumerate(s.tokens) if t.end <= first]
    bodies = _bodies(report, n, before) or _bodies(report, n, [t.i for t in s.tokens if t.i not in before])
    pronouns = [i for i in before if s.tokens[i].tag in ("PRP$", "WP$", "PRP")]
    bodies = bodies or [a for i in pronouns for a in actors.one(report, n, i).actors if a.kind == "organisation"]
    if not bodies:
        return []
    base = s.segment.start  # as the report writes it: an index folds apostrophes
    members = [
        Actor(s.segment.text[h.start - base : h.end - base], h.name.country, h.name.kind, h.name.sector, None, None, h.start, h.end)
        for h in row
    ]
    return [Relation("membership", (bodies[-1], *members), "ongoing", None, _sentence_span(s))]


def _bodies(report: Report, n: int, tokens: Sequence[int]) -> list[Actor]:
    """The organisations that these tokens name or speak of."""
    view = report.views[n]
    named = [i for i in tokens if view.hits[i] is not None or tree.is_noun(view.sentence.tokens[i])]
    return [a for i in named for a in actors.one(report, n, i).actors if a.kind == "organisation"]


def listed(view: View) -> list[Hit]:
    """The longest row of state names that only commas and "and" part."""
    best: list[Hit] = []
    row: list[Hit] = []
    for i, token in enumerate(view.sentence.tokens):
        hit = view.hits[i]
        if hit is not None and hit.name.sort == "names":
            row = row if row and row[-1] is hit else [*row, hit]
        elif token.text.lower() not in (",", "and", "the", "&", "plus"):
            row = []
        best = max(best, row, key=len)
    return list({h.name.country: h for h in best}.values())


def _by_noun(report: Report, n: int, i: int, resources: Resources) -> list[Relation]:
    """ "a border row between India and China", "its long-running dispute with", "the alliance between"."""
    s = report.views[n].sentence
    kind = kind_of(s.tokens[i].lemma.lower(), resources.words.relation_nouns)
    if kind is None:
        return []
    sides: list[Actor] = list(possessor(report, n, i).actors)
    for o in tree.preposition_objects(s, i, "between", "with", "among", "of") if kind != "occupation" else ():
        sides.extend(a for a in actors.resolve(report, n, o).actors)
    if len({a.country for a in sides if a.country}) == 1 and (extra := _holder(report, n, i)):
        sides = [*extra, *sides]
    if len({a.country for a in sides if a.country}) < 2 and kind == "dispute":
        sides = [*sides, *_at_odds(report, n, i)]
    unique = list({a.country: a for a in sides if a.country}.values())
    if len(unique) < 2:
        return []
    return [Relation(kind, tuple(unique), "ongoing", None, _sentence_span(s))]


def _at_odds(report: Report, n: int, i: int) -> tuple[Actor, ...]:
    """ "X and Y are locked in a dispute", "a dispute that pits X against Y", "ties between X and Y are strained by a row"."""
    s = report.views[n].sentence
    for c in tree.children(s, i, "relcl"):
        objects = [*tree.children(s, c, "dobj"), *tree.preposition_objects(s, c, "against", "with")]
        pitted = [a for o in objects for a in actors.resolve(report, n, o).actors if a.country]
        if len(pitted) > 1:
            return tuple(pitted)
    verb = next((h for h in tree.up(s, i) if tree.is_verb(s.tokens[h])), None)
    prep = s.tokens[s.tokens[i].head].lemma
    if verb is None or s.tokens[i].dep != "pobj" or prep not in ("in", "by", "over"):
        return ()
    subject = surface_subject(report, n, verb)
    if subject is None and (above := next((h for h in tree.up(s, verb) if tree.is_verb(s.tokens[h])), None)) is not None:
        subject = surface_subject(report, n, above)  # "remain divided by a dispute"
    tops = [subject, *tree.preposition_objects(s, subject, "between")] if subject is not None else []
    return tuple(a for top in tops if top is not None for a in actors.resolve(report, n, top).actors if a.country)


def _holder(report: Report, n: int, i: int) -> tuple[Actor, ...]:
    """ "India has a border dispute with China": the subject of the noun's verb."""
    s = report.views[n].sentence
    head = s.tokens[s.tokens[i].head]
    if (
        s.tokens[i].dep in ("dobj", "pobj")
        and (verb := next((h for h in (head.i, *tree.up(s, head.i)) if tree.is_verb(s.tokens[h])), None)) is not None
    ):
        subject = surface_subject(report, n, verb)
        return actors.resolve(report, n, subject).actors if subject is not None else ()
    return ()


def kind_of(lemma: str, nouns: dict[str, tuple[str, ...]]) -> RelationKind | None:
    """Which relation a noun names."""
    for kind, words in nouns.items():
        if lemma in words:
            return kind  # type: ignore[return-value]
    return None


def _distinct(found: Sequence[Relation]) -> list[Relation]:
    """Each kind and set of members once, the first sentence stays."""
    seen: dict[tuple[str, frozenset[str | None]], Relation] = {}
    for r in found:
        seen.setdefault((r.kind, frozenset(a.country for a in r.members)), r)
    return list(seen.values())
