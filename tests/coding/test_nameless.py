"""Who is not named: victims and crowds are of the state of the scene, "both delegations" of the two states of the report."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.model import Event
from dragoman.readers.document import make_document


def events(text: str, kind: str) -> list[Event]:
    document = make_document(text, published="2024-05-15", published_basis="given")
    return [event for event in dragoman.code_document(document).events if event.type == kind]


@pytest.mark.parametrize(
    ("text", "kind", "state"),
    [
        ("Forty people were detained in Paraguay.", "COERCE", "PRY"),
        ("At least six farmers were stabbed to death overnight in Chad.", "ASSAULT", "TCD"),
        ("Armed men kidnapped two nurses in Cameroon.", "ASSAULT", "CMR"),
        ("NIAMEY, May 14 (Sahel Wire) - Gunmen killed eleven on the road to the north on Tuesday, a mayor said.", "ASSAULT", "NER"),
        ("Nine villagers slain in Benin\n\nCOTONOU, May 14 - The army spoke of bandits.", "ASSAULT", "BEN"),
    ],
)
def test_victims_are_of_the_state_of_the_scene(text: str, kind: str, state: str) -> None:
    [event] = events(text, kind)
    assert [who.country for who in event.recipients] == [state]


@pytest.mark.parametrize(
    "text",
    [
        "A landslide killed nine people in Peru.",
        "The heat killed eleven in Spain.",
        "Forty people were detained.",
        "Armed men kidnapped two foreign workers.",
        "The landlord threatened the students in Leiden with a ban on parties.",
    ],
)
def test_what_is_no_force_or_has_no_scene(text: str) -> None:
    found = events(text, "ASSAULT") + events(text, "COERCE")
    assert [who for event in found for who in event.recipients if who.country] == []


def test_a_crowd_is_of_the_state_of_the_dateline() -> None:
    [march] = events("LA PAZ, May 14 (Altiplano News) - Some three hundred teachers marched on Tuesday for higher wages.", "PROTEST")
    assert [who.country for who in march.actors] == ["BOL"]


def test_the_dateline_is_not_the_scene_of_what_is_elsewhere() -> None:
    report = (
        "GENEVA, May 14 (Lake Agency) - Sudan's war goes on. Fighting in Sudan spread. Sudanese militiamen killed twelve villagers, "
        "the Sudanese doctors' union said."
    )
    assert {who.country for event in events(report, "ASSAULT") for who in event.recipients} == {"SDN"}


REPORT = """Border talks go into the night

TBILISI, May 14 (Kura Wire) - Georgia and Armenia have a river to share. Georgian farmers draw water that Armenian farmers want.

{sentence} Nobody spoke to the press. The Georgian side and the Armenian side had brought maps."""


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The negotiators met behind closed doors on Tuesday.", "CONSULT"),
        ("Both delegations agreed to dig a second canal.", "AGREE"),
        ("The talks will resume on Friday.", "CONSULT"),
    ],
)
def test_both_sides_are_those_of_the_report(sentence: str, kind: str) -> None:
    found = events(REPORT.format(sentence=sentence), kind)
    assert any({who.country for who in event.actors} == {"GEO", "ARM"} for event in found)


def test_a_third_state_leaves_it_open() -> None:
    report = REPORT.format(sentence="Azerbaijan and Azerbaijani officials were there. Azerbaijan's minister laughed. The negotiators met.")
    assert all({who.country for who in event.actors} != {"GEO", "ARM"} for event in events(report, "CONSULT"))


def test_a_treaty_of_a_report_about_two_may_be_another() -> None:
    assert events(REPORT.format(sentence="A treaty on birds was signed long ago."), "SUPPORT") == []


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("Seven teachers abducted in Cameroon", "ASSAULT"),
        ("Bolivian consul expelled from Peru", "SANCTION"),
        ("Treaty signed with Syria", "SUPPORT"),
    ],
)
def test_a_past_form_in_a_headline_is_a_passive(headline: str, kind: str) -> None:
    found = events(f"{headline}\n\nMore was not known.", kind)
    assert found
    assert all(not any(word in who.name for word in ("teacher", "consul")) for event in found for who in event.actors)


def test_what_has_no_passive_stays_active() -> None:
    [march] = events("Kenyan nurses marched in Nairobi\n\nMore was not known.", "PROTEST")
    assert [who.country for who in march.actors] == ["KEN"]
