"""Offices that somebody held before: "Ann Lee, a former judge", "Omar Said, who was ambassador to Kenya until 2020"."""

from __future__ import annotations

from dragoman.coding import tree
from dragoman.coding.beside import country_of_phrase, office_span
from dragoman.coding.entities import Entity
from dragoman.coding.found import Report
from dragoman.coding.holders import entity_at
from dragoman.coding.view import View
from dragoman.model import Office, Sentence, Span


def former_offices(report: Report) -> list[Office]:
    """One entry for each such office of a person whom the report names."""
    return [office for view in report.views for i in range(len(view.roles)) if (office := _former(report, view, i)) is not None]


def _former(report: Report, view: View, i: int) -> Office | None:
    s, at = view.sentence, view.roles[i]
    if at is None or not at.role.office or s.tokens[i].tag not in ("NN", "NNP"):
        return None
    held = {"appos": _apposed, "attr": _was, "pobj": _served}.get(s.tokens[i].dep)
    holder = held(report, view, i) if held is not None else None
    if holder is None or not (holder.human or s.tokens[i].dep != "appos"):
        return None
    first, end = office_span(view, at, i)
    title, country = tree.text_of(s, [first, end])[0], country_of_phrase(view, first, end) or holder.country
    return Office(holder.name, title, country, True, Span(s.segment.text, s.segment.start, s.segment.end))


def _apposed(report: Report, view: View, i: int) -> Entity | None:
    """ "Ann Lee, a former judge"."""
    s = view.sentence
    former = any(s.tokens[c].lemma.lower() in report.words.former for c in tree.children(s, i, "amod"))
    return entity_at(report, view, s.tokens[i].head) if former and s.tokens[s.tokens[i].head].tag == "NNP" else None


def _was(report: Report, view: View, i: int) -> Entity | None:
    """ "Omar Said, who was ambassador until 2020": the past tense in a relative clause."""
    s = view.sentence
    verb = s.tokens[s.tokens[i].head]
    past = verb.text.lower() == "was" or any(s.tokens[c].text.lower() == "had" for c in tree.children(s, verb.i, "aux"))
    name = s.tokens[verb.head]
    return entity_at(report, view, name.i) if past and verb.dep == "relcl" and name.tag == "NNP" and _who(s, verb.i) else None


def _who(s: Sentence, verb: int) -> bool:
    """Whether the clause says that its subject is a person."""
    return any(s.tokens[c].text.lower() == "who" for c in tree.children(s, verb, "nsubj"))


def _served(report: Report, view: View, i: int) -> Entity | None:
    """ "Omar Said, who served as ambassador until 2020": the past tense, with an end or a stretch of time."""
    s = view.sentence
    verb = s.tokens[s.tokens[s.tokens[i].head].head]
    past = verb.lemma in ("serve", "act", "work") and verb.dep == "relcl" and verb.tag in ("VBD", "VBN")
    if not past or s.tokens[s.tokens[i].head].lemma != "as":
        return None
    until = any(s.tokens[t].lemma in ("until", "till", "from", "between", "to") for t in tree.below(s, verb.i))
    name = s.tokens[verb.head]
    return entity_at(report, view, name.i) if until and name.tag == "NNP" and _who(s, verb.i) else None
