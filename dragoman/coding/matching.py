"""Which frames a sentence's words trigger: verbs with particles and object classes, nouns, light verbs."""

from __future__ import annotations

from calendar import day_name, month_name
from collections.abc import Mapping, Sequence

from msgspec import Struct

from dragoman.coding import actors, arguments, tree
from dragoman.coding.found import Report
from dragoman.coding.lexicon import Lexicon, Phrase
from dragoman.entries import Frame
from dragoman.model import Sentence


class Match(Struct, frozen=True):
    """A frame's words in a sentence. `anchor` is the token whose clause decides status and time.

    `verb` is the governing verb (a light verb where a noun triggers), `noun` the trigger noun or the verb's object,
    `tokens` all trigger tokens, `score` how much of the sentence the frame explains.
    """

    frame: Frame
    sentence: int
    anchor: int
    verb: int | None
    noun: int | None
    preposition: str | None
    tokens: tuple[int, ...]
    score: int


DAYS = frozenset((*day_name, *month_name[1:]))
PARTICIPATION = frozenset({"in", "at"})


def at_verb(report: Report, n: int, i: int, lexicon: Lexicon) -> list[Match]:
    view = report.views[n]
    s = view.sentence
    token = s.tokens[i]
    units = lexicon.verbs.get(token.lemma.lower())
    if units is None or not tree.is_verb(token) or token.dep in ("amod", "compound"):
        return []
    found = []
    own = {s.tokens[c].text.lower() for c in tree.children(s, i, "prt")} & {"off", "back", "down", "up", "out"}
    other = bool(own) and any(unit.rest and unit.rest[0] in own for unit in units)  # "was called off" is no "call"
    for unit in units:
        if not view.words.issuperset(unit.rest) or (other and not unit.rest):
            continue
        rest = _rest(s, i, unit.rest)
        if rest is None:
            continue
        preposition = _own_preposition(s, rest)
        noun, longest = None, 0
        if unit.frame.objects:
            heads = lexicon.objects[unit.frame.id]
            noun = _object_of_class(report, n, i, preposition, heads)
            if noun is None:
                continue
            longest = max((len(b) for b in heads.get(s.tokens[noun].lemma.lower(), ()) if _modified(s, noun, b) is not None), default=0)
        score = 2 * len(unit.rest) + (3 + longest if noun is not None else 0) + 2
        tokens = (i, *rest) if noun is None else (i, *rest, noun)
        found.append(Match(unit.frame, n, i, i, noun, preposition, tokens, score))
    return found


def _rest(s: Sentence, verb: int, words: Phrase) -> tuple[int, ...] | None:
    """The tokens of a unit's further words, each hanging on the verb or on the word before; None if one is missing."""
    found: list[int] = []
    for word in words:
        under = [verb, *found]
        at = next(
            (
                c
                for u in reversed(under)
                for c in s.children[u]
                if c > verb and c not in found and not _of_day(s, c) and word in (s.tokens[c].lemma.lower(), s.tokens[c].text.lower())
            ),
            None,
        )
        beside = verb + len(found) + 1
        last = len(found) == len(words) - 1
        if at is None and beside < len(s.tokens) and s.tokens[beside].text.lower() == word and not (last and s.tokens[beside].dep == "aux"):
            at = beside  # the "to" of an infinitive only inside a unit: "is going to see" is no "go to"
        if at is None:
            return None
        found.append(at)
    return tuple(found)


def _of_day(s: Sentence, i: int) -> bool:
    """Whether a preposition leads a day or a month: "called the king on Saturday" is no "call on"."""
    return s.tokens[i].dep == "prep" and any(s.tokens[o].text in DAYS for o in tree.children(s, i, "pobj"))


def _own_preposition(s: Sentence, rest: Sequence[int]) -> str | None:
    if not rest:
        return None
    last = s.tokens[rest[-1]]
    governs = last.dep in tree.PREPOSITIONAL and (last.dep != "prt" or s.children[last.i])
    return last.lemma if governs and last.tag in ("IN", "TO", "RP") else None


def _object_of_class(report: Report, n: int, verb: int, preposition: str | None, heads: Mapping[str, Sequence[Phrase]]) -> int | None:
    s = report.views[n].sentence
    for o in arguments.object_tokens(report, n, verb, preposition):
        for head in _heads(s, o, report.words.transparent_nouns):
            named = STATESMAN in heads and _official(report, n, head)
            folk = not FOLK.isdisjoint(heads) and _people_of(report, n, head)
            if named or folk or in_class(s, head, heads) or any(in_class(s, title, heads) for title in _titles(s, head)):
                return head
    return None


#: a class that has this word holds named officials as well: "received Barasa"
STATESMAN = "minister"


#: classes with one of these words hold the people of a state: "expelled Malians"
FOLK = frozenset({"citizen", "national"})


def _people_of(report: Report, n: int, i: int) -> bool:
    hit, token = report.views[n].hits[i], report.views[n].sentence.tokens[i]
    return hit is not None and hit.name.sort == "adjectives" and token.tag in ("NNS", "NNPS")


def _official(report: Report, n: int, i: int) -> bool:
    """Whether a name or a pronoun is that of a person who holds an office of a known state."""
    token = report.views[n].sentence.tokens[i]
    if token.tag not in ("NNP", "PRP"):
        return False
    return any(a.person and a.office and a.country for a in actors.one(report, n, i).actors)


def _titles(s: Sentence, head: int) -> list[int]:
    """What a named person is called before or after the name: "German journalist Lena Vogt", "Lena Vogt, a journalist"."""
    if s.tokens[head].tag != "NNP":
        return []
    return [c for c in tree.children(s, head, "compound", "nmod", "appos") if s.tokens[c].tag in ("NN", "NNP")]


def _heads(s: Sentence, i: int, transparent: Sequence[str]) -> list[int]:
    """The noun itself; through "a series of", "a round of" also what follows."""
    found = [i]
    if s.tokens[i].lemma.lower() in transparent:
        found.extend(o for o in tree.preposition_objects(s, i, "of") if s.tokens[o].dep == "pobj")
    return found


def in_class(s: Sentence, head: int, heads: Mapping[str, Sequence[Phrase]]) -> bool:
    """Whether a noun phrase's head, with the modifiers that the class asks for, is of the class."""
    phrases = heads.get(s.tokens[head].lemma.lower(), ())
    return any(_modified(s, head, before) is not None for before in phrases)


def _modified(s: Sentence, head: int, before: Phrase) -> tuple[int, ...] | None:
    """The tokens of the words that must stand directly before the head; None if they do not."""
    first = head - len(before)
    if first < 0:
        return None
    for word, token in zip(before, s.tokens[first:head], strict=True):
        if word not in (token.lemma.lower(), token.text.lower()):
            return None
    return tuple(range(first, head))


def at_noun(report: Report, n: int, i: int, lexicon: Lexicon) -> list[Match]:
    view = report.views[n]
    s = view.sentence
    token = s.tokens[i]
    if (
        not tree.is_noun(token)
        or view.hits[i] is not None
        or (token.dep in ("compound", "nmod") and not s.segment.headline)
        or token.tag == "NNPS"
    ):
        return []
    found = []
    for unit in lexicon.nouns.get(token.lemma.lower(), ()):
        before = _modified(s, i, unit.rest)
        if before is None or (unit.frame.type == "AGREE" and token.tag == "NNP" and not s.segment.headline):
            continue  # "the Paris Agreement" is a text, no act of agreeing
        support = _support(report, n, i, lexicon)
        found.append(
            Match(
                unit.frame,
                n,
                support if support is not None else i,
                support,
                i,
                None,
                (*before, i),
                1 + 2 * len(unit.rest),
            )
        )
    return found


def _support(report: Report, n: int, noun: int, lexicon: Lexicon) -> int | None:
    """The light verb whose object the noun is: "hold talks", "talks held by", "take part in talks"."""
    s = report.views[n].sentence
    noun = _through_quantity(s, tree.first_conjunct(s, noun), report.words.transparent_nouns)
    token, head = s.tokens[noun], s.tokens[s.tokens[noun].head]
    if token.dep in ("dobj", "nsubjpass") and tree.is_verb(head) and _is_light(s, head.i, lexicon):
        return head.i
    if token.dep == "pobj" and head.lemma in PARTICIPATION:
        verb = s.tokens[head.head]
        if verb.lemma == "part" and s.tokens[verb.head].lemma == "take":
            return verb.head
        if verb.lemma in ("participate", "engage", "meet", "speak", "arrive"):
            return verb.i if verb.lemma in ("participate", "engage") else None
    for c in tree.children(s, noun, "acl"):
        if s.tokens[c].tag == "VBN" and _is_light(s, c, lexicon):
            return c
    for c in tree.children(s, noun, "relcl"):
        if _is_light(s, c, lexicon) and any(
            s.tokens[o].tag in ("WDT",) and s.tokens[o].dep in ("dobj", "nsubjpass") for o in s.children[c]
        ):
            return c
    return None


def _is_light(s: Sentence, verb: int, lexicon: Lexicon) -> bool:
    """Whether a verb only carries its object's event ("hold talks", "carry out an attack")."""
    return any(_rest(s, verb, rest) is not None for rest in lexicon.light.get(s.tokens[verb].lemma.lower(), ()))


def _through_quantity(s: Sentence, noun: int, transparent: Sequence[str]) -> int:
    """From "talks" in "a round of talks" up to "round"."""
    prep = s.tokens[s.tokens[noun].head]
    if s.tokens[noun].dep == "pobj" and prep.lemma == "of" and s.tokens[prep.head].lemma.lower() in transparent:
        return prep.head
    return noun
