"""The frames of a sentence: at every trigger the fullest frame whose sides are there."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding.found import NOBODY, Report
from dragoman.coding.lexicon import Lexicon
from dragoman.coding.matching import Match, at_noun, at_verb
from dragoman.coding.sides import Candidate, Note, with_sides

__all__ = ["Candidate", "Match", "candidates"]


def candidates(report: Report, n: int, lexicon: Lexicon, note: Note) -> list[Candidate]:
    """The fullest frame with its sides at every trigger; a noun that a verb's frame has used is no trigger of its own."""
    s = report.views[n].sentence
    verbs = _best(report, [at_verb(report, n, token.i, lexicon) for token in s.tokens], note)
    used = {t for c in verbs for t in c.match.tokens[1:]} | {c.match.noun for c in verbs if c.match.frame.objects}
    nouns = _best(report, [at_noun(report, n, token.i, lexicon) for token in s.tokens if token.i not in used], note)
    return sorted(verbs + nouns, key=lambda c: c.match.tokens)


def _best(report: Report, groups: Sequence[list[Match]], note: Note) -> list[Candidate]:
    """Of the matches at each trigger the first, fullest first, whose sides are there; failing that, one side of a state or body will do."""
    found = []
    for group in groups:
        if not group:
            continue
        ranked = [(match, strict) for strict in (True, False) for match in sorted(group, key=lambda m: -m.score)]
        for match, strict in ranked:
            candidate = with_sides(report, match, note, strict)
            if candidate is not None:
                found.append(candidate)
                break
        else:
            if report.views[group[0].sentence].sentence.segment.headline:
                fullest = max(group, key=lambda m: m.score)
                found.append(Candidate(fullest, NOBODY, NOBODY, (HEADLINE,)))
    return found


#: what a candidate says of itself that stands for an event which the report's first sentences tell with its sides
HEADLINE = "a headline that names no side: the report may tell of it"
