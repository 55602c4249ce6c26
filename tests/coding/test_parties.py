"""Talks and deals between people who are named with no state: they are of the states that the report is about."""
from __future__ import annotations

import pytest

import dragoman
from dragoman.model import Document, Event
from dragoman.readers import make_document


def document(text: str) -> Document:
    return make_document(text, published="2024-05-15", published_basis="given")


def events(text: str, kind: str) -> list[Event]:
    return [event for event in dragoman.code_document(document(text)).events if event.type == kind]


def sides(text: str, kind: str) -> set[frozenset[str | None]]:
    return {frozenset(who.country for who in event.actors) for event in events(text, kind)}


ONCE = "Georgia's government has kept silent on the treaty. Armenian diplomats had complained. {sentence} Nobody spoke to the press."


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Nino Abela and Karen Haddad held a long telephone call on Sunday.", "CONSULT"),
        ("Nino Abela and Karen Haddad shook hands on the bridge.", "CONSULT"),
        ("In two meetings in a week the envoys counted the pumps.", "CONSULT"),
        ("The two men had planned to shake hands on the bridge.", "CONSULT"),
        ("Talks between the two sides will go on in June.", "CONSULT"),
        ("Both chancellors agreed to dig a second canal.", "AGREE"),
    ],
)
def test_people_of_no_named_state_are_of_the_two_named_states(sentence: str, kind: str) -> None:
    text = "Diplomats fall silent on the border\n\n" + ONCE.format(sentence=sentence)
    assert frozenset({"GEO", "ARM"}) in sides(text, kind)


def test_one_mention_of_each_is_enough_where_no_third_state_is_named() -> None:
    assert frozenset({"GEO", "ARM"}) in sides(ONCE.format(sentence="The negotiators met on Friday."), "CONSULT")


def test_one_mention_of_each_is_not_enough_beside_a_third() -> None:
    text = ONCE.format(sentence="Azerbaijan gave advice. The negotiators met on Friday.")
    assert frozenset({"GEO", "ARM"}) not in sides(text, "CONSULT")


def test_those_who_agreed_are_those_who_will_meet() -> None:
    text = (
        "Chad and Niger agreed on Monday to open a market, Libya's foreign ministry said. The heads of government spoke of salt. "
        "They will meet in Tripoli on Thursday."
    )
    assert frozenset({"TCD", "NER"}) in sides(text, "CONSULT")


def test_both_sides_of_a_report_about_one_state_are_its_own() -> None:
    text = "Unrest in the port goes on\n\nKenya has no budget. Kenyan nurses marched. Negotiators met behind closed doors."
    assert sides(text, "CONSULT") == {frozenset({"KEN"})}


@pytest.mark.parametrize("sentence", ["Two friends met on a beach.", "The twins met their aunt.", "The paths met at a mill."])
def test_others_who_meet_are_no_parties(sentence: str) -> None:
    assert events(ONCE.format(sentence=sentence), "CONSULT") == []
