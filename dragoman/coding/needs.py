"""What a sentence must have for any stage to say something of it: sets of words, of each of which it needs one.

Made once of the lexicon and the other word lists. A need is a necessary condition and no sufficient one: what it rules out,
no frame, offer, relation or office could have come of, as far as words go. Marks stand for what no single word shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dragoman.coding import deliveries, echoes
from dragoman.coding.lexicon import Lexicon, Unit
from dragoman.coding.matching import FOLK, STATESMAN
from dragoman.coding.owed import acts
from dragoman.coding.owed.loose import PARTS, RESTS
from dragoman.coding.owed.words import Act
from dragoman.coding.owed.words import Words as Owed
from dragoman.entries import StatusWords, Words

#: a known name; a word for an office or a kind of people; a capitalised word that nothing knows, beside an office; three states in a row;
#: a number; a phrase of delay or end
NAME, ROLE, PERSON, ROW, NUMBER, LATE = "<name>", "<role>", "<person>", "<row>", "<number>", "<late>"
WHO = frozenset({NAME, ROLE})
HYPHEN = "-"

Need = tuple[frozenset[str], ...]
#: word -> what else a sentence with it needs, each alternative by itself; an empty alternative: nothing
Needs = Mapping[str, Sequence[Need]]


class Wanted(Struct, frozen=True):
    """`events`: what an event needs; `beside`: what anything else needs (what is owed, relations, offices)."""

    events: Needs
    beside: Needs


def wanted(lexicon: Lexicon, words: Words, status: StatusWords, owed: Owed) -> Wanted:
    """The needs of everything that a report is coded for."""
    return Wanted(
        _indexed([*_verbs(lexicon), *_nouns(lexicon), *_implied(words, status)]),
        _indexed([*_owed(owed), *_relations(words), (frozenset({PERSON}),)]),
    )


def _indexed(needs: Iterable[Need]) -> dict[str, tuple[Need, ...]]:
    """By each word of the first set; of alternatives that others include only the widest stay."""
    found: dict[str, list[Need]] = {}
    for first, *others in needs:
        for word in first:
            found.setdefault(word, []).append(tuple(others))
    return {word: ((),) if () in some else tuple(dict.fromkeys(some)) for word, some in found.items()}


def _verbs(lexicon: Lexicon) -> Iterator[Need]:
    for lemma, units in lexicon.verbs.items():
        for unit in units:
            yield (frozenset({lemma}), *_rest(unit), *_heads(lexicon, unit))


def _nouns(lexicon: Lexicon) -> Iterator[Need]:
    for lemma, units in lexicon.nouns.items():
        for unit in units:
            yield (frozenset({lemma}), *_rest(unit))


def _rest(unit: Unit) -> Iterator[frozenset[str]]:
    return (frozenset({word}) for word in unit.rest if word != HYPHEN)


def _heads(lexicon: Lexicon, unit: Unit) -> Iterator[frozenset[str]]:
    """The nouns that may be the object; a class of statesmen or of people holds also those who are only named."""
    if unit.frame.objects:
        heads = frozenset(lexicon.objects[unit.frame.id])
        yield heads | WHO | {PERSON} if STATESMAN in heads else heads | {NAME} if heads & FOLK else heads


def _implied(words: Words, status: StatusWords) -> Iterator[Need]:
    """Events without a frame: deliveries, duties, verdicts, "it opens", "is expected in"."""
    yield frozenset(words.delivery_verbs), frozenset(words.deliveries)
    yield frozenset((*words.arrival_verbs, *words.deliveries)), frozenset(words.batches) | deliveries.PORTIONS
    yield deliveries.HANDING, deliveries.PORTIONS
    to, there, be = frozenset({"to"}), frozenset({"in"}), frozenset({"be"})
    yield frozenset(status.duty), WHO
    yield frozenset((*status.duty_verbs, "time", "turn", "tell")), to, WHO
    yield frozenset((*status.praise, *status.blame)), be, WHO
    yield echoes.OPENING - {"take"}, frozenset({"it"})
    yield frozenset({"take"}), frozenset({"it"}), frozenset({"place"})
    yield frozenset({"due", "expected", "await"}), there, frozenset({NAME}), WHO
    yield frozenset({"last", "first", "previously"}), be, there, frozenset({NAME}), WHO
    yield frozenset({"been"}), to, frozenset({NAME}), WHO


def _owed(owed: Owed) -> Iterator[Need]:
    for act in owed.acts:
        yield act.gives | act.gets | act.moves, _things(act)
        yield (act.nouns,)
    yield (owed.verbs["promise"],)
    yield owed.verbs["owe"], frozenset({"will", "must", "shall", "to"}), WHO
    yield (frozenset({LATE}),)
    yield RESTS | PARTS | {"deadline"}, frozenset({NUMBER})


def _things(act: Act) -> frozenset[str]:
    things = act.things
    if act.id in acts.OF_PRONOUNS:
        things |= acts.PRONOUNS
    if act.id in acts.BARE:
        things |= acts.ORDINAL | {NUMBER}
    return things | {NAME} if act.id in acts.OF_PEOPLE else things | {NUMBER} if act.id in ("delivery", "order") else things


def _relations(words: Words) -> Iterator[Need]:
    nouns = frozenset(noun for some in words.relation_nouns.values() for noun in some)
    yield nouns, frozenset({NAME})
    yield frozenset((*words.membership_verbs, "member")), frozenset({ROW})
