"""Who says what: verbs of speech with their speakers, and quotations that run over sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from dragoman.coding import tree
from dragoman.coding.view import View
from dragoman.entries import Words

OPEN, CLOSE = "“", "”"
MARKS = re.compile(r"[“”\"]|\n\n")


class Speech(Struct, frozen=True):
    """A verb of speech (or "according to") in sentence `sentence`; `speaker` is the head token of who speaks."""

    sentence: int
    verb: int
    speaker: int


def speeches(n: int, view: View, words: Words) -> list[Speech]:
    """The acts of speech in one sentence."""
    s, found = view.sentence, []
    for token in s.tokens:
        if token.lemma in words.reporting and tree.is_verb(token):
            speaker = _speaker(view, token.i)
            if speaker is not None:
                found.append(Speech(n, token.i, speaker))
        elif token.lemma == "accord" or token.text.lower() == "according":
            for o in tree.preposition_objects(s, token.i, "to"):
                found.append(Speech(n, token.i, _source(view, o, words)))
            if not found or found[-1].verb != token.i:
                for c in tree.children(s, token.i, "pobj"):
                    found.append(Speech(n, token.i, _source(view, c, words)))
    return found


def _source(view: View, i: int, words: Words) -> int:
    """ "according to a tweet by X": X speaks."""
    s = view.sentence
    if s.tokens[i].lemma in words.reporting_nouns:
        inner = tree.preposition_objects(s, i, "by", "from", "of") or tree.children(s, i, "poss")
        if inner:
            return inner[0]
    return i


def _speaker(view: View, verb: int) -> int | None:
    s = view.sentence
    prep = s.tokens[s.tokens[verb].head]
    if s.tokens[verb].dep == "pcomp" and prep.lemma == "as" and s.tokens[prep.head].lemma in ("quote", "cite"):
        return tree.child(s, prep.head, "dobj", "nsubjpass")  # "quoted the ministry as saying": the ministry speaks
    if tree.is_passive(s, verb):
        by = tree.preposition_objects(s, verb, "by")
        # "was quoted as saying" speaks; "are expected to", "was told" does not
        return by[0] if by else tree.child(s, verb, "nsubjpass") if s.tokens[verb].lemma in ("quote", "cite") else None
    return subject_of(view, verb)


def subject_of(view: View, verb: int) -> int | None:
    """The verb's own subject, or that of the first verb of a coordination."""
    s = view.sentence
    own = tree.child(s, verb, "nsubj", "nsubjpass")
    if own is not None:
        return own
    if s.tokens[verb].dep == "conj" and s.tokens[verb].head != verb:
        return subject_of(view, s.tokens[verb].head)
    return None


class Quote(Struct, frozen=True):
    """Characters start..end (document offsets) between quotation marks, and the speech that it belongs to."""

    start: int
    end: int
    speech: Speech | None


def quotes(text: str, views: Sequence[View], said: Sequence[Speech]) -> list[Quote]:
    """The report's quotations with their speakers: the verb of speech beside it, else the speaker of the one before."""
    found: list[Quote] = []
    for start, end in quoted(text):
        speech = _beside(start, end, views, said) or _before(start, views, said)
        if speech is None and found and start - found[-1].end < 400:
            speech = found[-1].speech
        found.append(Quote(start, end, speech))
    return found


def quoted(text: str) -> list[tuple[int, int]]:
    """Stretches between quotation marks, typographic or straight; one that stays open ends with its paragraph."""
    found, start = [], None
    for match in MARKS.finditer(text):
        at, mark = match.start(), match.group()
        if mark == OPEN or (mark == '"' and start is None):
            if start is not None:
                found.append((start, at))
            start = at
        elif start is not None:
            found.append((start, at + 1 if mark in (CLOSE, '"') else at))
            start = None
    return [(a, b) for a, b in found if b - a > 12]


def _beside(start: int, end: int, views: Sequence[View], said: Sequence[Speech]) -> Speech | None:
    """A speech whose verb stands outside the quotation, in a sentence that the quotation touches."""
    best: tuple[int, Speech] | None = None
    first = bisect_right(said, start, key=lambda speech: views[speech.sentence].sentence.segment.end)
    last = bisect_left(said, end, first, key=lambda speech: views[speech.sentence].sentence.segment.start)
    for speech in said[first:last]:
        s = views[speech.sentence].sentence
        verb = s.tokens[speech.verb]
        if start <= verb.start < end:
            continue
        distance = min(abs(verb.start - end), abs(start - verb.end))
        if best is None or distance < best[0]:
            best = (distance, speech)
    return best[1] if best else None


def _before(start: int, views: Sequence[View], said: Sequence[Speech]) -> Speech | None:
    """ "The minister said:" in the sentence before the quotation."""
    first = bisect_right(said, start - 6, key=lambda speech: views[speech.sentence].sentence.segment.end)
    last = bisect_right(said, start, first, key=lambda speech: views[speech.sentence].sentence.segment.end)
    for speech in reversed(said[first:last]):
        segment = views[speech.sentence].sentence.segment
        if segment.text.rstrip().endswith((":", ",")):
            return speech
    return None
