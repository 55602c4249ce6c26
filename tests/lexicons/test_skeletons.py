"""Examples that are one sentence with other names."""
from __future__ import annotations

import pytest

from dragoman.lexicon.examples import Example
from dragoman.lexicon.skeletons import monotony, skeleton, templates
from tests.frozen import engine

FILES = {"aid/x": "x.toml", "aid/y": "y.toml"}


def of(sentence: str) -> str:
    return skeleton(sentence, engine().names)


@pytest.mark.parametrize(
    "other",
    ["Peru sent Chile 40 tents.", "The United Arab Emirates sent South Africa 3,000 tents.", "Norway sent Ghana 7 tents"],
)
def test_names_and_figures_are_masked(other: str) -> None:
    assert of("Kenya sent Malawi 12 tents.") == of(other) == "@ sent @ # tents"


@pytest.mark.parametrize("other", ["Kenya sent Malawi 12 tonnes.", "Malawi was sent 12 tents by Kenya.", "Kenya sent 12 tents."])
def test_other_words_or_another_order_make_another_sentence(other: str) -> None:
    assert of("Kenya sent Malawi 12 tents.") != of(other)


def test_two_of_one_template_in_an_entry_are_an_error() -> None:
    lines = [("aid/x", "Peru sent Chile tents."), ("aid/x", "Togo sent Benin tents."), ("aid/y", "Mali sent Chad tents.")]
    found = list(templates((Example(where, "examples", text, ()) for where, text in lines), engine().names, FILES))
    assert [(f.severity, f.entry, f.file) for f in found] == [("error", "aid/x", "x.toml")]


def test_one_build_throughout_an_entry_and_too_often_in_all() -> None:
    shapes = [("aid/x", "A B")] * 3 + [("aid/y", f"C {n}") for n in range(60)]
    found = [f.text for f in monotony(shapes, FILES)]
    assert found == ["3 of 63 examples are built as 'A B'", "its 3 examples are all built as 'A B'"]
