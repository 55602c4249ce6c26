"""What must change with a sentence, and what must not: swapped, renamed, turned into the passive, denied, lengthened.

These run the real parser, for the sentences that they make stand in no file.
"""

from __future__ import annotations

from functools import cache

import pytest

import dragoman
from dragoman.model import Event
from tests.examples import key

Row = tuple[str, str | None, frozenset[str], frozenset[str], str]
PAIRS = [("Norway", "Ghana"), ("Poland", "Brazil"), ("Kenya", "Japan")]
CODES = {"Norway": "NOR", "Ghana": "GHA", "Poland": "POL", "Brazil": "BRA", "Kenya": "KEN", "Japan": "JPN"}

#: {a} does it to {b}
DIRECTED = [
    "{a} imposed sanctions on {b} on Monday.",
    "{a} accused {b} of spying.",
    "{a} will send medics to {b}.",
    "{a} expelled three diplomats from {b}.",
    "{a} has threatened to attack {b}.",
    "{a}'s navy attacked a base in {b}.",
    "{a} rejected an offer from {b}.",
    "{a} asked {b} for help.",
    "{a} recalled its ambassador from {b}.",
    "{a}'s foreign minister visited {b} in June.",
    "{a} praised {b} for its patience.",
    "A court in {a} jailed two officers from {b}.",
    "{a} apologised to {b} for the raid.",
    "{a} denounced {b}'s behaviour.",
]

#: active, passive
VOICES = [
    ("Norway expelled two Ghanaian diplomats.", "Two Ghanaian diplomats were expelled by Norway."),
    ("Poland attacked Brazil on Monday.", "Brazil was attacked by Poland on Monday."),
    ("Kenya has condemned Japan.", "Japan has been condemned by Kenya."),
    ("Norway will invite Ghana's president.", "Ghana's president will be invited by Norway."),
    ("Polish police arrested a Brazilian diplomat.", "A Brazilian diplomat was arrested by Polish police."),
    ("Kenya accused Japan of spying.", "Japan was accused of spying by Kenya."),
    ("Norway imposed sanctions on Ghana.", "Sanctions were imposed on Ghana by Norway."),
    ("Brazil rejected Poland's proposal.", "Poland's proposal was rejected by Brazil."),
    ("Kenya may release three Japanese sailors.", "Three Japanese sailors may be released by Kenya."),
    ("Norway warned Ghana on Friday.", "Ghana was warned by Norway on Friday."),
]

#: verb forms and the status that they give; {v} stands for the words
FORMS = {
    "Norway {v} two Ghanaian diplomats.": {
        "expelled": "occurred",
        "has expelled": "occurred",
        "is expelling": "ongoing",
        "will expel": "planned",
        "is expected to expel": "expected",
        "may expel": "possible",
        "did not expel": "negated",
        "ruled out expelling": "negated",
    },
    "Poland {v} Brazil.": {
        "attacked": "occurred",
        "is attacking": "ongoing",
        "plans to attack": "planned",
        "might attack": "possible",
        "never attacked": "negated",
        "denied attacking": "negated",
    },
    "Kenya's president {v} Japan.": {
        "visited": "occurred",
        "will visit": "planned",
        "is likely to visit": "expected",
        "could visit": "possible",
        "will not visit": "negated",
        "has no plan to visit": "negated",
    },
    "Polish police {v} a Brazilian diplomat.": {
        "arrested": "occurred",
        "have arrested": "occurred",
        "are arresting": "ongoing",
        "allegedly arrested": "alleged",
        "did not arrest": "negated",
    },
}
VARIANTS = [(text, words, status) for text, forms in FORMS.items() for words, status in forms.items()]

#: words that tell of nothing political, before and behind
BEFORE = ["On a grey and windy morning, ", "In a move that surprised few, "]
BEHIND = [", as rain fell on the old town", ", a day before the harvest fair"]

#: what is right and comes out wrong today: (kind of test, sentence as it stands there) -> cause
WISHES = {
    ("sides", "{a} praised {b} for its patience."): "a unit with a preposition (praise for) forgets the verb's own object",
    ("sides", "A court in {a} jailed two officers from {b}."): "the state behind 'from' of a person who is sentenced",
    ("passive", "Kenya accused Japan of spying."): "the parser hangs 'by' on 'spying'",
    ("form", "ruled out expelling"): "a gerund that the parser hangs as advcl under a cue (ruled out expelling)",
}


def marked(kind: str, wish: str, *values: str) -> object:
    """A parameter, a strict expected failure where WISHES has it."""
    cause = WISHES.get((kind, wish))
    return pytest.param(*values, marks=[pytest.mark.xfail(strict=True, reason=cause)] if cause else [])


@cache
def events(text: str) -> tuple[Event, ...]:
    """The events of one sentence, from the real parser."""
    return dragoman.code(text, published="2024-05-15").events


def row(e: Event) -> Row:
    """An event without what renaming and lengthening may change."""
    return e.type, e.mode, frozenset(map(key, e.actors)), frozenset(map(key, e.recipients)), e.status


def rows(text: str) -> list[Row]:
    """The rows of a sentence, in a fixed order."""
    return sorted(map(row, events(text)), key=repr)


def renamed(found: list[Row], names: dict[str, str]) -> list[Row]:
    """Rows with other codes."""

    def side(codes: frozenset[str]) -> frozenset[str]:
        return frozenset(names.get(c, c) for c in codes)

    return sorted(((kind, mode, side(a), side(r), status) for kind, mode, a, r, status in found), key=repr)


@pytest.mark.parametrize("text", [marked("swap", text, text) for text in DIRECTED])
def test_swapping_two_actors_swaps_their_roles(text: str) -> None:
    for one, other in PAIRS[:2]:
        there, back = rows(text.format(a=one, b=other)), rows(text.format(a=other, b=one))
        assert there
        assert back == renamed(there, {CODES[one]: CODES[other], CODES[other]: CODES[one]})


@pytest.mark.parametrize("text", [marked("rename", text, text) for text in DIRECTED])
def test_renaming_changes_only_the_country(text: str) -> None:
    (a, b), *others = PAIRS
    base = rows(text.format(a=a, b=b))
    for one, other in others:
        assert rows(text.format(a=one, b=other)) == renamed(base, {CODES[a]: CODES[one], CODES[b]: CODES[other]})


@pytest.mark.parametrize("text", [marked("sides", text, text) for text in DIRECTED])
def test_the_doer_and_the_other_side(text: str) -> None:
    found = rows(text.format(a="Norway", b="Ghana"))
    assert [(set(a), set(r)) for _, _, a, r, _ in found] == [({"NOR"}, {"GHA"})]


@pytest.mark.parametrize(("active", "passive"), [marked("passive", active, active, passive) for active, passive in VOICES])
def test_the_passive_says_the_same(active: str, passive: str) -> None:
    assert rows(active)
    assert rows(active) == rows(passive)


@pytest.mark.parametrize(("text", "words", "status"), [marked("form", words, text, words, status) for text, words, status in VARIANTS])
def test_tense_and_denial_change_only_the_status(text: str, words: str, status: str) -> None:
    plain = rows(text.format(v=next(iter(FORMS[text]))))
    assert len(plain) == 1
    assert rows(text.format(v=words)) == [(*plain[0][:4], status)]


@pytest.mark.parametrize(
    ("text", "before", "behind"),
    [marked("clause", text + more, text, *((more, "") if more in BEFORE else ("", more))) for text in DIRECTED for more in BEFORE + BEHIND],
)
def test_an_unrelated_clause_changes_nothing(text: str, before: str, behind: str) -> None:
    plain = text.format(a="Poland", b="Brazil")
    assert rows(f"{before}{plain[:-1]}{behind}.") == rows(plain)
