"""A report's own words: without dateline, byline, agency's marks and the lines that sites put around it, in one spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from dragoman.linking.words import figure_or_stem, words

PARAGRAPH = re.compile(r"\n\s*\n|\r\n\s*\r\n")
# "OSLO, March 3 (Agency) -", "(Agency) --", "Oslo:"; with the agency in brackets, or the place in capitals.
DATELINE = re.compile(
    r"\s*(?:(?P<with>(?:[A-Z][^()\n.!?]{0,60}?(?:\.[^()\n.!?]{0,20})?)?\s*\([A-Z][^()\n]{1,40}\)\s*(?:[-\u2013\u2014:/]+\s*)?)"
    r"|(?P<without>[A-Z][A-Z.'/ -]{2,40}(?:,[^\n\u2013\u2014-]{1,40})?\s*(?:\s[-\u2013\u2014]+|[\u2013\u2014])\s+))"
)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH_DAY = re.compile(rf"\b({'|'.join(MONTHS)})[a-z]*\.?\s+(\d{{1,2}})\b|\b(\d{{1,2}})\s+({'|'.join(MONTHS)})", re.I)
SENTENCE_END = re.compile(r"(?<=[.!?\u2026])[\"'\u201d\u2019)\]]*\s+(?=[\"'\u201c\u2018(\[]*[A-Z\d\u00c0-\u00dd])")
NO_END = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Sen|Rep|Gov|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|No)|\b[A-Z](?:\.[A-Z])*)\.$")
ENDED = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*\s*$")
CAPITALS = re.compile(r"\b(?:US|U\.S\.?A?\.?|USA)(?![\w])")  # before case is lost: "us" is a pronoun
INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")
NOT = re.compile(r"\b(can|wo|sha|do|does|did|is|are|was|were|has|have|had|would|could|should|must|need)n?'t\b", re.I)
POSSESSIVE = re.compile(r"'s?\b|'")
LONG_FORMS = {"can": "can", "wo": "will", "sha": "shall"}
LETTERS = re.compile(r"[^\W\d_]+")
NUMBER = re.compile(r"\d")
TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
PLACES_OF_THOUSANDS = re.compile(r"(?<=\d)[, ](?=\d{3}(?!\d))")


class Sentence(Struct, frozen=True):
    """`start` and `end` are characters of the text that was given; `stems` are its words in one spelling, without endings."""

    start: int
    end: int
    stems: tuple[str, ...]


class Body(Struct, frozen=True):
    """A report's own words. `dated` is the month and day of its dateline."""

    headline: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    dated: tuple[int, int] | None

    @property
    def stems(self) -> tuple[str, ...]:
        """All of the body's words in order, without the headline."""
        return tuple(stem for sentence in self.sentences for stem in sentence.stems)


@lru_cache(maxsize=4)  # a new text is looked at for its marks, for its topic, and with each text that it may be a copy of
def own_words(text: str) -> Body:
    """The headline (a first paragraph that does not end as a sentence does), and the sentences after it."""
    headline: tuple[str, ...] = ()
    sentences: list[Sentence] = []
    dated = None
    for number, (start, end) in enumerate(paragraphs(text)):
        paragraph = text[start:end]
        if words().boilerplate.fullmatch(paragraph.strip()) is not None:
            continue
        if not number and not ENDED.search(paragraph) and "\n" not in paragraph.strip():
            headline = stems_of(paragraph)
            continue
        match = DATELINE.match(paragraph)
        if match is not None and match.end() < len(paragraph):
            dated = dated or _month_day(match[0])
            start += match.end()
        sentences.extend(_sentences(text, start, end))
    if not sentences and headline:
        return Body((), (Sentence(0, len(text), headline),), dated)
    return Body(headline, tuple(sentences), dated)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph stands."""
    start = 0
    for match in PARAGRAPH.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def stems_of(text: str) -> tuple[str, ...]:
    """The words in one spelling: capitals, quotes, short forms, names and figures evened out, endings taken off."""
    return tuple(map(figure_or_stem, tokens(text)))


def tokens(text: str) -> list[str]:
    """The words in lower case, each thing of several names under its first name. (Most of the time of a signature goes here,
    so what a sentence has no sign of is not looked for.)"""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("\u2019", "'")
    if "U" in text:
        text = CAPITALS.sub(" usa ", text)
    if "." in text[:-1]:
        text = INITIALS.sub(lambda match: match[0].replace(".", ""), text)
    if "'" in text:
        text = NOT.sub(lambda match: f"{LONG_FORMS.get(match[1].lower(), match[1])} not", text)
        text = POSSESSIVE.sub("", text)
    listed = words()
    if "-" in text:
        text = listed.prefixes.sub(r"\1", listed.tens.sub(_together, text))
    text = PLACES_OF_THOUSANDS.sub("", text)
    found = TOKEN.findall(text.replace("%", " percent ").lower())
    if listed.first_words.isdisjoint(found):
        return found
    return listed.names.sub(lambda match: listed.first_names[match[0]], " ".join(found)).split()


def _together(match: re.Match[str]) -> str:
    tens, unit = match[0].lower().split("-")
    return str(int(words().numbers[tens]) + int(words().numbers[unit]))


def names_in(text: str, sentence: Sentence) -> frozenset[str]:
    """The stems of the words that are written with a capital inside the sentence, and what stands for states and unions."""
    _, *rest = LETTERS.findall(text[sentence.start : sentence.end]) or [""]
    written = {figure_or_stem(word.lower()) for word in rest if word[0].isupper()}
    return frozenset((written | words().proper) & set(sentence.stems))


def _sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    begin = start
    for match in SENTENCE_END.finditer(text, start, end):
        if NO_END.search(text, begin, match.start()):
            continue
        yield from _sentence(text, begin, match.start())
        begin = match.end()
    yield from _sentence(text, begin, end)


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    found = stems_of(text[start:end])
    if found:
        yield Sentence(start, end, found)


def _month_day(dateline: str) -> tuple[int, int] | None:
    match = MONTH_DAY.search(dateline)
    if match is None:
        return None
    return MONTHS.index((match[1] or match[4]).lower()) + 1, int(match[2] or match[3])
