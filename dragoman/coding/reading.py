"""Reads a report's parsed sentences once, in order: entities, the trail of mentions, and who speaks in each sentence."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.coding import actors, homes, speech, tree
from dragoman.coding.coreference import Step
from dragoman.coding.entities import Entity, by_word, entities
from dragoman.coding.found import Quoted, Report
from dragoman.coding.known import Knowing, as_told
from dragoman.coding.names import Hit
from dragoman.coding.repair import repaired
from dragoman.coding.speech import Speech
from dragoman.coding.view import RoleTable, View, view_of
from dragoman.entries import Titles, Words
from dragoman.model import Sentence, Span

SUBJECTS = ("nsubj", "nsubjpass")
HEADS = frozenset(
    {
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
        "poss",
        "appos",
        "attr",
        "dative",
        "ROOT",
        "conj",
        "npadvmod",
        "compound",
        "dep",
        "oprd",
    }
)


def read_report(
    text: str,
    sentences: Sequence[Sentence],
    hits: Sequence[Hit],
    roles: RoleTable,
    titles: Titles,
    words: Words,
    towns: homes.Towns = homes.no_towns,
    knowing: Knowing = as_told,
    dateline: str | None = None,
    passed: Sequence[Hit] = (),
) -> Report:
    """What the stages after this one need to know of the whole report; `knowing` adds what is known of people beside it;
    `dateline` is the state of the report's dateline, `passed` are the names in sentences that were not parsed.
    """
    views = [mended(view_of(s, hits, roles), hits, roles) for s in sentences]
    found = homes.with_homes(knowing(entities(views, titles, words), views), views, towns, titles.usual, dateline, passed)
    only, crowds = homes.dominant(views, towns, passed=passed), homes.dominant(views, towns, homes.CROWDS, passed)
    trail: list[Step] = []
    quoted: list[Quoted] = []
    away = frozenset(homes.destinations(views))
    hero = homes.protagonist(found, set(away))
    known = homes.title_states(views, titles, passed)
    report = Report(
        views, found, trail, quoted, only, crowds, words, surnames(found), hero, away, by_word(found), town=towns, titles=known,
        scene=homes.scene(views, towns, dateline, passed), passed=tuple(passed),
    )
    said: list[Speech] = []
    for n, view in enumerate(views):
        trail.extend(_steps(report, n))
        said.extend(speech.speeches(n, view, words))
    for quote in speech.quotes(text, views, said):
        if quote.speech is not None:
            who = actors.resolve(report, quote.speech.sentence, quote.speech.speaker).actors
            quoted.append(Quoted(quote.start, quote.end, who, phrase(views[quote.speech.sentence], quote.speech.speaker)))
    return replace(report, memo={})


def phrase(view: View, head: int) -> Span:
    """The noun phrase of a token as the report writes it."""
    return Span(*tree.text_of(view.sentence, tree.nominal_part(view.sentence, head)))


def mended(view: View, hits: Sequence[Hit], roles: RoleTable) -> View:
    """The view over the repaired parse."""
    better = repaired(view.sentence, view.hits)
    return view if better is view.sentence else view_of(better, hits, roles)


def surnames(found: Sequence[Entity]) -> frozenset[str]:
    """Words of the names of people whom the report introduces: the tagger may take a bare surname for another word."""
    return frozenset(w for e in found if e.human and len(e.words) > 1 for w in e.words if len(w) > 3)


def _scene(report: Report, view: View, i: int) -> bool:
    """ "They met in Vientiane": a capital where something happens, and nobody has gone, is spoken of as a place."""
    hit, token = view.hits[i], view.sentence.tokens[i]
    if hit is None or hit.name.sort != "capitals" or token.dep != "pobj" or hit.name.country in report.away:
        return False
    return view.sentence.tokens[token.head].lemma in homes.WHERE


def _steps(report: Report, n: int) -> list[Step]:
    """The mentions of one sentence, left to right; pronouns leave no trace of their own."""
    view = report.views[n]
    s, steps = view.sentence, []
    for i, token in enumerate(s.tokens):
        if token.dep not in HEADS or token.tag.startswith("PRP") or not (view.hits[i] or view.roles[i] or tree.is_noun(token)):
            continue
        if token.dep == "compound" and not (view.hits[i] and view.hits[i] is not view.hits[token.head]):
            continue
        if _scene(report, view, i):
            continue
        found = actors.one(report, n, i)
        fellow = (at := view.roles[i]) is not None and at.role.id in report.words.counterparts
        if fellow and not any(a.country for a in found.actors):
            continue  # "his only colleague" is nobody whom the report goes on to speak of
        if not found.actors or (found.weak and token.dep not in SUBJECTS):
            continue
        who, plural = (
            found.actors,
            len(found.actors) > 1 or (view.roles[i] is not None and token.tag in ("NNS", "NNPS")),
        )
        role = view.roles[i]
        office = role is not None and role.role.office and role.role.id != "spokesperson" and role.role.kind != "media" and not plural
        human = who[0].person is not None or office
        head = tree.first_conjunct(s, i)
        subject = s.tokens[head].dep in SUBJECTS
        if token.dep != "conj" and tree.child(s, i, "conj") is not None:
            group = actors.resolve(report, n, i).actors
            if len(group) > 1:
                steps.append(Step(report.place(n), i, group, subject, False, True))
        steps.append(Step(report.place(n), i, who, subject, bool(human), plural))
    return steps
