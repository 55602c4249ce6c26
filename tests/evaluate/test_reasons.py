"""The reasons of misses and extras, read off real traces: a change in the words of a trace shows here."""
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec
import pytest

import dragoman
from dragoman.evaluate.coded import Coder, annotation_of, coder
from dragoman.evaluate.gold import GoldFile
from dragoman.evaluate.gold import annotation_of as gold_annotation
from dragoman.evaluate.notes import Notes
from dragoman.evaluate.outcome import joined
from dragoman.evaluate.reasons import Difference, differences

MATCH = "Norway beat Chile 3-0 in the World Cup final after a goal in the first half. The Norwegian striker attacked the Chilean defence."
SPYING = "Norway accused Chile of spying."
MEETING = "Norway met Chile in Oslo on Monday. The meeting ended late."
REASONS = [  # reason, text, (evidence, TYPE trigger, actors, recipients)
    ("gate", MATCH, ("The Norwegian striker attacked the Chilean defence.", "ASSAULT attacked", "NOR", "CHL")),
    ("content", "Norway urged Chile to attack Peru.", ("Norway urged Chile to attack Peru.", "ASSAULT attack", "CHL", "PER")),
    ("missing side", "The bridge was attacked, Norway said.", ("The bridge was attacked", "ASSAULT attacked", "NOR", "")),
    ("refused", "The team attacked Chile in the evening.", ("attacked Chile", "ASSAULT attacked", "", "CHL")),
    ("asks more", "Norway airdropped music over Chile.", ("Norway airdropped", "AID airdropped", "NOR", "CHL")),
    ("no trigger", "A grey day. Norway spoke.", ("A grey day.", "CONSULT day", "NOR", "CHL")),
    ("other sense", "Norway signed with Chile.", ("Norway signed with Chile.", "ASSAULT signed", "NOR", "CHL")),
    ("no trigger", "Norway frobnicated Chile.", ("Norway frobnicated Chile.", "ASSAULT frobnicated", "NOR", "CHL")),
    ("other type", SPYING, (SPYING, "COERCE spying", "NOR", "CHL")),
    ("other sides", SPYING, (SPYING, "ACCUSE accused", "PER", "VNM")),
    ("other sentence", f"The day was long. {SPYING}", ("The day was long.", "ACCUSE long", "NOR", "CHL")),
]


@lru_cache
def code() -> Coder:
    return coder(dragoman.engine())


def compared(text: str, *wanted: Sequence[str]) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """(misses, extras) of a text with annotated events."""
    events = []
    for evidence, event, actors, recipients in wanted:
        kind, _, trigger = event.partition(" ")
        sides = ([{"country": code} for code in side.split()] for side in (actors, recipients))
        events.append({"type": kind, "trigger": trigger, "evidence": [evidence], **dict(zip(("actors", "recipients"), sides, strict=True))})
    gold = gold_annotation(msgspec.convert({"events": events}, GoldFile), text, "r", Notes())
    coded = code()("r", text, "2021-03-06")
    return differences([joined("r", text, (gold,), annotation_of(coded.coding, text), coded, ("A",), True)])


@pytest.mark.parametrize(("reason", "text", "wanted"), REASONS)
def test_why_an_event_was_missed(reason: str, text: str, wanted: tuple[str, str, str, str]) -> None:
    misses, extras = compared(text, wanted)
    assert [miss.reason for miss in misses] == [reason], misses[0].detail if misses else extras
    assert misses[0].detail
    if misses[0].other is not None:
        assert misses[0].other in [extra.id for extra in extras]


def test_two_events_taken_for_one() -> None:
    misses, extras = compared(MEETING, (MEETING[:35], "CONSULT met", "NOR CHL", ""), (MEETING[36:], "CONSULT meeting", "NOR CHL", ""))
    assert ([miss.reason for miss in misses], extras) == (["merged"], ())


def test_evidence_that_does_not_stand_in_the_text() -> None:
    (miss,), (extra,) = compared(SPYING, ("Nobody wrote this.", "REQUEST wrote", "GHA", "VNM"))
    assert (miss.reason, miss.sentence) == ("unparsed", "")
    assert extra.reason == "nothing annotated"
    assert "accuse/accuse" in extra.detail


def test_what_stands_beside_an_extra() -> None:
    _, (extra,) = compared(SPYING, (SPYING, "REQUEST spying", "GHA", "VNM"))
    assert extra.reason == "beside another"
    assert "REQUEST 'spying', GHA > VNM" in extra.detail
