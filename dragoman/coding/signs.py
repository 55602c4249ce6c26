"""Signs of a domain that no list of words holds: score lines, years long past, the genre in a headline, instructions."""

from __future__ import annotations

import re

from dragoman.model import Sentence, Token

SCORE = re.compile(r"(?<![\w.,$£€/-])\d{1,3} ?[-–] ?\d{1,3}(?![\w/-]|[.,]\d)")
MONTHS = frozenset("january february march april may june july august september october november december".split())
#: words that make two numbers with a dash between a vote, a range or an age and no result
COUNTED = frozenset("vote voter ballot age aged page article chapter verse year".split())
#: nouns that may follow a result ("a 2-1 win")
RESULTS = frozenset("win victory defeat loss draw lead triumph thriller rout success aggregate scoreline drubbing".split())
#: years before this one are told of by historians; those who lived then seldom act now
LONG_PAST = 1950
YEAR = re.compile(r"(1[0-9]{3})s?")
#: what may follow a result, and what stands before a year, where nothing tells the parts of speech
BESIDE = re.compile(
    rf"\W*(?:$|(?:in|at|on|to|by|over|against|and|but|as|after|from|for|with|{'|'.join(sorted(RESULTS))})\b)", re.IGNORECASE
)
DATED_YEAR = re.compile(
    rf"\b(?:in|of|from|to|by|since|until|before|after|around|between|during|the|early|late|{'|'.join(sorted(MONTHS))})"
    r" (1[0-9]{3})s?\b(?! [a-z])",
    re.IGNORECASE,
)
ERAS = frozenset({"AD", "BC", "BCE", "CE"})
#: a headline that begins so says what kind of piece follows
GENRE = re.compile(
    r"(?:(?:book|film|movie|album|theatre|restaurant|game|tv|opera|concert) review|review|recipe|obituary|horoscope|quiz|crossword|travel|"
    r"from (?:our|the) archives?|short story|fiction|poem)\s*[:–—|]",
    re.IGNORECASE,
)


def score_lines(s: Sentence) -> int:
    """How many results of matches the sentence gives: "3-1", "6-4, 3-6"; not "13-2" of a vote or "10-15 years"."""
    results = list(SCORE.finditer(s.segment.text))
    if not results or COUNTED & {t.lemma.lower() for t in s.tokens}:
        return 0
    return sum(_is_result(s, m.start() + s.segment.start, m.end() + s.segment.start) for m in results)


def _is_result(s: Sentence, start: int, end: int) -> bool:
    """Whether neither a month stands before the numbers nor a unit or a thing behind them."""
    before = next((t for t in reversed(s.tokens) if t.end <= start), None)
    after = next((t for t in s.tokens if t.start >= end), None)
    if before is not None and before.lemma.lower() in MONTHS:
        return False
    return after is None or after.lemma.lower() in RESULTS or after.pos not in ("NOUN", "PROPN", "NUM", "SYM")


def years_long_past(s: Sentence) -> int:
    """How many years before LONG_PAST the sentence names: a number after a preposition or a month, or beside its era."""
    return sum(_is_old_year(s, t) for t in s.tokens if t.text[0].isdigit() or t.pos == "NUM")


def _is_old_year(s: Sentence, t: Token) -> bool:
    if t.pos == "NUM" and ERAS & {n.text for n in s.tokens[max(0, t.i - 1) : t.i + 2]}:
        return True
    match = YEAR.fullmatch(t.text)
    if match is None or int(match[1]) >= LONG_PAST or t.i == 0:
        return False
    before = s.tokens[t.i - 1]
    after = s.tokens[t.i + 1] if t.i + 1 < len(s.tokens) else None
    dated = before.pos == "ADP" or before.lemma.lower() in MONTHS or before.lemma.lower() in ("the", "early", "late")
    return dated and (after is None or after.pos not in ("NOUN", "ADJ", "PROPN"))


def scores_in(text: str) -> int:
    """Results of matches in a sentence without a parse: two numbers with a dash, no month before and no thing behind them."""
    results = [m for m in SCORE.finditer(text) if BESIDE.match(text[m.end() : m.end() + 12])]
    if not results or COUNTED & set(text.lower().split()):
        return 0
    return sum(text[: m.start()].rstrip().rpartition(" ")[2].lower() not in MONTHS for m in results)


def old_years_in(text: str) -> int:
    """Years long past in a sentence without a parse."""
    return sum(int(m[1]) < LONG_PAST for m in DATED_YEAR.finditer(text)) if YEAR.search(text) else 0


def genre(s: Sentence) -> str | None:
    """The kind of piece that a headline announces ("Book review: ..."), if it is one that tells no news."""
    match = GENRE.match(s.segment.text.strip()) if s.segment.headline else None
    return match[0].rstrip(" :–—|").lower() if match else None


def instruction(s: Sentence, verb: int) -> bool:
    """Whether the verb tells the reader what to do ("Beat the eggs"): a bare form without subject at the top of a sentence.

    Headlines are left alone: they drop subjects.
    """
    t = s.tokens[verb]
    if s.segment.headline or t.tag not in ("VB", "VBP"):
        return False
    top = s.tokens[t.head] if t.dep == "conj" else t
    if top.dep != "ROOT" or top.tag not in ("VB", "VBP"):
        return False
    marks = ("nsubj", "nsubjpass", "aux", "expl", "csubj")
    return not any(s.tokens[c].dep in marks for i in {t.i, top.i} for c in s.children[i])
