"""Offices that somebody held before: "Ann Lee, a former judge", "Omar Said, who was ambassador to Kenya until 2020"."""

from __future__ import annotations

from dragoman.coding import tree
from dragoman.coding.beside import office_span
from dragoman.coding.entities import Entity
from dragoman.coding.found import Report
from dragoman.coding.holders import entity_at
from dragoman.coding.view import View
from dragoman.model import Office, Span


def former_offices(report: Report) -> list[Office]:
    """One entry for each such office of a person whom the report names."""
    return [office for view in report.views for i in range(len(view.roles)) if (office := _former(report, view, i)) is not None]


def _former(report: Report, view: View, i: int) -> Office | None:
    s, at = view.sentence, view.roles[i]
    if at is None or not at.role.office or s.tokens[i].tag not in ("NN", "NNP"):
        return None
    holder = _apposed(report, view, i) if s.tokens[i].dep == "appos" else _was(report, view, i) if s.tokens[i].dep == "attr" else None
    if holder is None or not holder.human:
        return None
    title = tree.text_of(s, list(office_span(view, at, i)))[0]
    return Office(holder.name, title, holder.country, True, Span(s.segment.text, s.segment.start, s.segment.end))


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
    return entity_at(report, view, name.i) if past and verb.dep == "relcl" and name.tag == "NNP" else None
