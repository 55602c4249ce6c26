"""How long a trip lasts: "he is to stay until Thursday", "he will be back on Saturday", "before he flies home on Friday"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.coding import actors, tree
from dragoman.coding.arguments import surface_subject
from dragoman.coding.dating import FAR, distance
from dragoman.coding.found import Report
from dragoman.model import Sentence, TimeExpression

REMAIN = frozenset({"stay", "remain"})
HOME = frozenset({"return", "fly", "go", "be", "come", "travel"})
HOMEWARD = frozenset({"back", "home", "homeward"})


def last_day(report: Report, times: Callable[[int], Sequence[TimeExpression]]) -> str | None:
    """The ISO day on which the trip of the one whom the report tells of first ends; None where nothing says so."""
    if report.hero is None:
        return None
    for n, view in enumerate(report.views):
        for token in view.sentence.tokens:
            if token.lemma not in REMAIN and token.lemma not in HOME or not (tree.is_verb(token) or token.lemma == "be"):
                continue
            ends = token.lemma in REMAIN or (token.lemma in HOME and _homeward(view.sentence, token.i))
            if not ends or not _of_hero(report, n, token.i):
                continue
            day = _day(view.sentence, token.i, times(n), token.lemma in REMAIN)
            if day is not None:
                return day
    return None


def _homeward(s: Sentence, verb: int) -> bool:
    around = [s.tokens[c] for c in s.children[verb]]
    return any(t.lemma.lower() in HOMEWARD and t.i > verb for t in around) and not any(t.text.lower() in ("was", "had") for t in around)


def _of_hero(report: Report, n: int, verb: int) -> bool:
    subject = surface_subject(report, n, verb)
    who = actors.resolve(report, n, subject).actors if subject is not None else ()
    hero = report.hero
    return hero is not None and any(a.person == hero.name or (a.person is None and a.country == hero.country) for a in who)


def _day(s: Sentence, verb: int, times: Sequence[TimeExpression], bounded: bool) -> str | None:
    """The nearest day of the clause; of a stay only one that is its end ("until")."""
    days = [t for t in times if t.end is not None and len(t.end) == 10 and (t.bound == "by" or not bounded)]
    near = sorted((distance(s, t, verb, verb, (), "occurred"), t.end) for t in days)
    return near[0][1] if near and near[0][0] < FAR else None
