"""Which stretches of a sentence name a place, and which place each most likely is."""
from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from dragoman.coding.place_hints import hint_beside, inside, listed, namesake_beside, text_of
from dragoman.coding.place_names import Hint, PlaceContext, as_country, country_of, resolve_beside
from dragoman.coding.where_words import AREA, COMPASS, DIRECTION, FACILITY, HAPPENING, NOT_HERE, OPENERS, TITLES
from dragoman.model import Sentence, Token
from dragoman.placenames import CLASS_WORDS, fold
from dragoman.places import Candidate

#: The longest names of places that news writes ("Grand Ethiopian Renaissance Dam" has four words).
LONGEST = 6
#: Parts of speech that no name of a place begins with.
NO_NAME = frozenset({"VERB", "AUX", "PRON", "ADP", "CCONJ", "SCONJ", "INTJ"})
#: Capitals alone, no longer than this, are an abbreviation and no town.
SHOUT = 4
#: A town of this many people may stand in the name of an airport or a square without more ado.
LARGE = 500_000
#: A small town's name before one of these is another place, often in another state.
COUNTY = frozenset({"County", "Parish", "Township"})
#: Words in small letters that join the parts of one name.
PARTICLES = frozenset({"de", "del", "di", "da", "do", "du", "des", "von", "van", "der", "sur", "kwa", "wa", "pe", "na"})
#: Words in small letters that may end a name.
ENDINGS = AREA | FACILITY
#: Capitals before a name that are no part of a person's.
NO_FIRST_NAME = OPENERS | DIRECTION


class Toponym(Struct, frozen=True):
    """Tokens `first` to `last` (inclusive) and characters `start` to `end` that name a place, and what it is taken
    for.
    """

    first: int
    last: int
    start: int
    end: int
    name: str
    candidate: Candidate
    part: bool = False


def find_toponyms(sentence: Sentence, context: PlaceContext) -> tuple[Toponym, ...]:
    """All names of places in the sentence, the longest where several overlap, in order."""
    found: tuple[Toponym, ...] = context.toponyms.of(sentence, lambda s: tuple(_scan(s, context)))
    return found


def find_lands(sentence: Sentence, context: PlaceContext) -> tuple[Toponym, ...]:
    """Phrases that name a country by its adjective: "the Syrian border", "Turkish territory"."""
    found: tuple[Toponym, ...] = context.lands.of(sentence, lambda s: tuple(_lands(s, context)))
    return found


def _lands(sentence: Sentence, context: PlaceContext) -> Iterator[Toponym]:
    for i in range(len(sentence.tokens)):
        land = _land(sentence, i, context)
        if land is not None:
            yield land


def _scan(sentence: Sentence, context: PlaceContext) -> Iterator[Toponym]:
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        last = _longest(sentence, i, context) if _may_begin(tokens[i]) else None
        if last is None:
            i += 1
            continue
        if not _is_person(tokens, i, last) and not _is_other(tokens, i, last):
            found = _toponym(sentence, i, last, context)
            if found is not None and not _is_longer_name(tokens, found, context) and not _is_fragment(tokens, found):
                yield found
        i = last + 1


def _land(sentence: Sentence, i: int, context: PlaceContext) -> Toponym | None:
    """ "the Syrian border", "Turkish territory": a country's adjective before a word for a piece of the earth."""
    token = sentence.tokens[i]
    code = context.adjectives.get(token.text.lower())
    head = sentence.tokens[token.head]
    if code is None or not 0 < head.i - i <= 3 or not (head.text.lower() in AREA or head.lemma in AREA):
        return None
    if head.lemma == "capital":  # a town: see `venues.in_capital`
        return None
    name = text_of(sentence, i, head.i)
    candidate = as_country(name, code, context)
    return Toponym(i, head.i, token.start, head.end, name, candidate)


def _may_begin(token: Token) -> bool:
    """A capital (or the Arabic article) on a word that can be part of a name; an article begins none."""
    if token.text.startswith("al-"):
        return True
    return token.text[:1].isupper() and token.pos not in NO_NAME and token.text.lower() not in {"the", "a", "an"}


def _longest(sentence: Sentence, first: int, context: PlaceContext) -> int | None:
    """The last token of the longest known name that begins at `first`; None where there is none."""
    tokens = sentence.tokens
    for last in range(min(first + LONGEST, len(tokens)) - 1, first - 1, -1):
        end = tokens[last]
        if end.pos == "PUNCT" or end.tag == "POS":
            continue
        if not (end.text[:1].isupper() or end.text[:2] in {"d'", "d’"} or end.text.lower() in ENDINGS):
            continue
        name = text_of(sentence, first, last)
        if "\n" in name or "," in name:
            continue
        if country_of(name, context):
            return last
        if name.lower() not in context.adjectives and _is_known(name, sentence, context):
            return last
        if context.gazetteer.qualified(name) and _is_qualified(sentence, first, last, context):
            return last
    return None


def _is_known(name: str, sentence: Sentence, context: PlaceContext) -> bool:
    found = context.gazetteer.find(name)
    if len(name) > SHOUT or not name.isupper() or sentence.segment.text.isupper():
        return bool(found)
    return bool(found) and found[0].feature != "city"


def _is_qualified(sentence: Sentence, first: int, last: int, context: PlaceContext) -> bool:
    """Whether the division or state of a town that has a word's or a person's name stands behind it: "Tyler, Texas"."""
    hint = hint_beside(sentence, first, last, context)
    if hint is None or sentence.tokens[last + 1:last + 2] == () or sentence.tokens[last + 1].text != ",":
        return False
    towns = context.gazetteer.qualified(text_of(sentence, first, last))
    inner = any(inside(town, division) for town in towns for division in hint.divisions)
    return inner or (hint.firm and not hint.divisions and any(town.country == hint.country for town in towns))


def _is_person(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether the name is part of a person's: a title before it, or a name joined to it that is no word of places."""
    before = tokens[first - 1] if first else None
    if _is_fronted(tokens, first, last):
        return False
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if before is not None:
        if before.text.lower() in TITLES and before.text[:1].isupper():
            return True
        if _joined(before, tokens[last]) and before.text.lower() not in NO_FIRST_NAME and not _area(before):
            return True
    if after is None or after.pos != "PROPN" or tokens[last].head != after.i or tokens[last].dep == "poss":
        return False
    acronym = tokens[last].text.isupper() or last > first
    return not (acronym or _area(after) or _area(tokens[last]) or after.text.lower() in TITLES)


def _is_fronted(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """ "In Turkey Minister Boyd met ...": a first phrase of place without a comma before a title."""
    after = tokens[last + 1].text.lower() if last + 1 < len(tokens) else ""
    return first == 1 and tokens[0].text in {"In", "At", "Near"} and after in TITLES


def _joined(before: Token, head: Token) -> bool:
    return before.pos == "PROPN" and before.dep == "compound" and before.head == head.i


def _area(token: Token) -> bool:
    low = token.text.lower()
    return low in AREA or low in FACILITY or low in HAPPENING


def _is_other(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether the name belongs to a paper, a treaty, a club, a university: "Boston Globe", "Ohio State University"."""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is None or not after.text[:1].isupper() or _is_fronted(tokens, first, last):
        return False
    word = after.text.lower()
    return word in NOT_HERE or (word in FACILITY and last > first and tokens[last].text.lower() in CLASS_WORDS)


def _is_longer_name(tokens: tuple[Token, ...], found: Toponym, context: PlaceContext) -> bool:
    """Whether a small town's name only begins the name of something unknown: "Monroe County", "Centennial Park"."""
    after = tokens[found.last + 1] if found.last + 1 < len(tokens) else None
    candidate = found.candidate
    if after is not None and after.text in COUNTY and candidate.feature == "city":
        return candidate.population < LARGE
    named = context.report_countries.get(candidate.country or "")
    small = candidate.feature == "city" and candidate.population < LARGE and not named
    return small and after is not None and after.text[:1].isupper() and _area(after)


def _is_fragment(tokens: tuple[Token, ...], found: Toponym) -> bool:
    """Whether a town's name is only a part of an unknown one: "Ceres de Abaixo", "Kara-Bulak"; "the Kara-Bulak road" joins two."""
    candidate, first, last = found.candidate, found.first, found.last
    if candidate.feature != "city":
        return False
    if first > 1 and tokens[first - 1].text in PARTICLES and tokens[first - 2].text[:1].isupper():
        return True
    if candidate.population >= LARGE or found.part:
        return False
    if last + 2 < len(tokens) and tokens[last + 1].text in PARTICLES and tokens[last + 2].text[:1].isupper():
        return True
    left, right = _glued(tokens, first - 1), _glued(tokens, last + 1)
    end = tokens[last + 2 if right else last]
    modifier = end.dep in {"compound", "nmod", "amod"} and tokens[end.head].text.islower()
    return (left or right) and not modifier


def _glued(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a hyphen here joins two words with a capital, without spaces."""
    if not 0 < i < len(tokens) - 1 or tokens[i].text not in {"-", "‐", "‑"}:
        return False
    before, hyphen, after = tokens[i - 1:i + 2]
    return before.end == hyphen.start and hyphen.end == after.start and before.text[:1].isupper() and after.text[:1].isupper()


def _part_from(tokens: tuple[Token, ...], first: int) -> int | None:
    """Where the words begin that make a name a part of its place: "northern", "northeast", "north-eastern"."""
    if not first or not (tokens[first - 1].text.lower() in DIRECTION or tokens[first - 1].text in COMPASS):
        return None
    hyphenated = first > 2 and tokens[first - 2].text == "-" and tokens[first - 3].text.lower() in COMPASS
    return first - 3 if hyphenated else first - 1


def _toponym(sentence: Sentence, first: int, last: int, context: PlaceContext) -> Toponym | None:
    name = text_of(sentence, first, last)
    hint = hint_beside(sentence, first, last, context) or context.bound.get(fold(name))
    if hint is None and (namesake := namesake_beside(sentence, first, last, context)):
        hint = Hint(namesake)
    candidate = listed(sentence, first, last, context) or resolve_beside(name, context, hint)
    if candidate is None:
        return None
    if first > 1 and sentence.tokens[first - 1].text == "The":  # "in The Hague", but not "The Geneva talks"
        first -= 1
    part = _part_from(sentence.tokens, first)
    begin = first if part is None else part
    start, end = sentence.tokens[begin].start, sentence.tokens[last].end
    return Toponym(begin, last, start, end, text_of(sentence, begin, last), candidate, part is not None)
