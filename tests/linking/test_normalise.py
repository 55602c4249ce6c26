"""A report's own words, and whether two sentences say the same."""

from __future__ import annotations

import pytest

from dragoman.linking.differences import change, slip
from dragoman.linking.normalise import Sentence, own_words, stems_of

BODY = "The minister flew to Oslo."


@pytest.mark.parametrize(
    "around",
    [
        "OSLO, March 3 (Newswire) - {}",
        "OSLO (NW) \u2014 {}",
        "(Newswire) - {}",
        "NEW YORK/OSLO, 3 March \u2013 {}",
        "ST. JOHN'S, Canada (Newswire) -- {}",
        "By Mari Kask\n\n{}",
        "{}\n\n(Reporting by Mari Kask; editing by Ole Brun)",
        "{}\n\nAdditional reporting by Ole Brun.",
        "{}\n\n\u00a9 2021 The Plain Gazette. All rights reserved.",
        "{}\n\nRead more: what the minister eats",
        "Updated: 4 March 2021\n\n{}",
        "{}\n\nThis story has been published from a wire feed without modifications.",
    ],
)
def test_what_stands_around_the_words(around: str) -> None:
    assert own_words(around.format(BODY)).stems == stems_of(BODY)


@pytest.mark.parametrize(
    "text",
    [
        "By Monday the port was closed.",
        "Photo of the minister was burnt by the crowd on Monday. It was old.",
        "Reuters closed its office in Oslo.",
        "Oslo - a port - was closed.",
    ],
)
def test_words_of_the_report_stay(text: str) -> None:
    assert own_words(text).stems == stems_of(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The U.S. didn't agree", "the United States did not agree"),
        ("organised labour's defence centre", "organized labor defense center"),
        ("forty-five planned cease-fires", "45 plans ceasefire"),
        ("1,200 people, 30%", "1200 people 30 percent"),
        ("\u201cWe won\u2019t go\u201d", '"We will not go"'),
    ],
)
def test_one_spelling(one: str, other: str) -> None:
    assert stems_of(one) == stems_of(other)


def test_us_is_no_state() -> None:
    assert "usa" not in stems_of("He told us to go.")
    assert "usa" in stems_of("The US told us to go.")


def said(old: str, new: str) -> str | None:
    names = frozenset(stems_of(" ".join(word for word in f"{old} {new}".split() if word[0].isupper())))
    return change(Sentence(0, 0, stems_of(old)), Sentence(0, 0, stems_of(new)), names)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Chad attacked Niger", "Niger attacked Chad"),
        ("Chad attacked Niger", "Chad did not attack Niger"),
        ("Chad attacked Niger", "Chad threatened to attack Niger"),
        ("Chad released 7 men", "Chad released 8 men"),
        ("Chad released seven men", "Chad arrested seven men"),
        ("Chad left on Monday", "Chad left on Friday"),
        ("Chad left the talks", "Chad and Niger left the talks"),
        ("Chad may leave", "Chad must leave"),
    ],
)
def test_changes_of_meaning(old: str, new: str) -> None:
    assert said(old, new) is not None
    assert said(new, old) is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Chad released seven men", "Chad released 7 men on Monday"),
        ("Chad left, the minister said", "The minister stated that Chad left"),
        ("Chad left on Monday", "Chad left on March 3"),
        ("Chad left on Monday", "Chad left yesterday"),
        ("The organisers of the conference left", "The organizers of the confernce left"),
    ],
)
def test_edits(old: str, new: str) -> None:
    assert said(old, new) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ceremony", "ceremoney", True),
        ("governor", "govenror", True),
        ("attacked", "attached", False),
        ("iran", "iraq", False),
        ("1234567", "123456", False),
    ],
)
def test_slips(one: str, other: str, same: bool) -> None:
    assert slip(one, other) is same
