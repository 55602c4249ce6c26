"""The terms on which something is owed, as its sentence has them: on what condition, under which agreement, for how much money."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.coding import tree
from dragoman.coding.owed.acts import Told
from dragoman.coding.owed.figures import is_money
from dragoman.model import Amount, Sentence, Span, TimeExpression

#: words that open a condition as a clause
CLAUSE = frozenset({"if", "unless", "once", "provided", "providing"})
#: phrases that open one as a phrase: it goes on to the next comma, "and" or the end
PHRASE = re.compile(
    r"\b(?:subject to|pending|depending on|conditional (?:up)?on|contingent (?:up)?on|on (?:the )?condition (?:that|of))\b"
    r"[^,;.]*?(?=\s+(?:and|but)\s|[,;.]|$)", re.IGNORECASE,
)  # fmt: skip
INSTRUMENTS = frozenset({
    "agreement", "contract", "deal", "treaty", "accord", "pact", "memorandum", "protocol", "programme", "program", "convention",
    "resolution", "arrangement", "order", "plan", "scheme", "roadmap", "law", "charter", "settlement", "package",
})  # fmt: skip
#: prepositions that lead to the agreement behind it, in the words of the sentence
BEHIND = frozenset({"under", "of", "with", "per"})
LEADS = re.compile(r"\b(?:under|as part of|in (?:accordance|line|keeping) with|in fulfil?ment of|per)\s*$", re.IGNORECASE)


def condition_of(s: Sentence, within: frozenset[int]) -> Span | None:
    """ "if the parliament agrees", "subject to approval by the board"; None where there is none."""
    for t in s.tokens:
        if t.i not in within or t.text.lower() not in CLAUSE:
            continue
        head = _clause_of(s, t.i)
        if head is not None:
            clause = [t.i, *(j for j in tree.below(s, head) if j > t.i)]
            return Span(*tree.text_of(s, _without_end(s, clause)))
    found = PHRASE.search(s.segment.text)
    if found is None or not any(s.tokens[i].start == s.segment.start + found.start() for i in within):
        return None
    return Span(found[0], s.segment.start + found.start(), s.segment.start + found.end())


def _clause_of(s: Sentence, i: int) -> int | None:
    """The verb of the clause that a word opens, or the word itself where it carries the clause ("provided that")."""
    t = s.tokens[i]
    if t.dep == "mark":
        return t.head
    if t.dep == "advmod":  # "once", which may hang on the clause or on what it limits
        behind = [j for j in (t.head, *tree.children(s, t.head, "advcl")) if s.tokens[j].dep == "advcl"]
        return next((j for j in behind if {i, i + 1} & set(tree.below(s, j))), None)
    return i if t.tag == "VBN" and t.dep in ("prep", "advcl") else None


def _without_end(s: Sentence, tokens: list[int]) -> list[int]:
    """Up to the first comma that closes it, without a stop."""
    kept = sorted(tokens)
    while len(kept) > 1 and not s.tokens[kept[-1]].text[0].isalnum():
        kept.pop()
    return kept


def instrument_of(s: Sentence, told: Told, within: frozenset[int]) -> Span | None:
    """The contract or agreement behind it: "under a 2018 contract"; of an order its own noun."""
    for t in s.tokens:
        if t.i not in within or t.lemma.lower() not in INSTRUMENTS or t.dep != "pobj" or s.tokens[t.head].lemma.lower() not in BEHIND:
            continue
        part = tree.nominal_part(s, t.i)
        start = s.tokens[min(part)].start - s.segment.start
        if LEADS.search(s.segment.text[:start]):
            return Span(*tree.text_of(s, _without_end(s, part)))
    at = s.tokens[told.at]
    if told.how == "noun" and at.lemma.lower() in INSTRUMENTS:
        return Span(*tree.text_of(s, _without_end(s, tree.nominal_part(s, told.at))))
    return None


def money_of(found: Sequence[Amount], s: Sentence, within: frozenset[int]) -> Amount | None:
    """What it costs, or the sum that is owed: the first amount of money in its part of the sentence."""
    tokens = [s.tokens[i] for i in within]
    return next((a for a in found if is_money(a) and any(a.span.start <= t.start < a.span.end for t in tokens)), None)


def grain_of(t: TimeExpression) -> str | None:
    """How exactly the due day is told: day, week, month, quarter or year."""
    if t.end is None:
        return None
    for letter, name in (("Q", "quarter"), ("W", "week")):
        if re.match(rf"\d{{4}}-{letter}", t.value):
            return name
    if re.fullmatch(r"\d{4}", t.value) or len(t.end) == len("2025"):
        return "year"
    return "month" if re.fullmatch(r"\d{4}-\d\d", t.value) or len(t.end) == len("2025-01") else "day"
