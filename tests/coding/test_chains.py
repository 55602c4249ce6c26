"""Who is one in a report: the chains of its mentions, on hand-checked texts, and what holds of any text."""

from __future__ import annotations

import pytest

from dragoman.coding.chains import chains
from dragoman.coding.found import Report
from tests.coding.stage import Case, all_texts, cases, params, read


def heads(report: Report, text: str) -> list[str]:
    """The chains of two and more as the cases write them."""
    return [" = ".join(text[slice(*m.head)] for m in chain.mentions) for chain in chains(report) if len(chain.mentions) > 1]


@pytest.mark.parametrize("case", params("chains"))
def test_who_is_one(case: Case) -> None:
    assert sorted(heads(read(case["text"]), case["text"])) == sorted(case["chains"])


def test_there_are_enough() -> None:
    assert len(cases("chains")) >= 20


def test_a_mention_is_in_one_chain_and_holds_its_head() -> None:
    for text in all_texts():
        found = [m for chain in chains(read(text)) for m in chain.mentions]
        assert len({(m.head, m.form) for m in found}) == len(found)
        assert all(0 <= m.start <= m.head[0] < m.head[1] <= m.end <= len(text) for m in found)


def test_chains_are_in_the_order_of_the_text() -> None:
    for text in all_texts():
        found = [[m.head for m in chain.mentions] for chain in chains(read(text))]
        assert all(heads == sorted(heads) for heads in found)
        assert [heads[0] for heads in found] == sorted(heads[0] for heads in found)
