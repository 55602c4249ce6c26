"""Attribution: who is credited, when nobody is, and when one party's word about another makes a claim."""

from __future__ import annotations

import pytest

from dragoman.coding.attribution import is_claim, speaks_itself
from dragoman.model import Actor, Event
from tests.coding.stage import Case, cases, coded, params
from tests.frozen import engine


def event_at(case: Case) -> Event:
    """The event whose trigger has the word."""
    events = coded(case["text"]).events
    found = [e for e in events if case["trigger"] in e.trigger.text]
    assert found, f"no event on {case['trigger']!r}, only {[(e.type, e.trigger.text) for e in events]}"
    return found[0]


@pytest.mark.parametrize("case", params("attribution"))
def test_who_is_credited(case: Case) -> None:
    event = event_at(case)
    credited = event.attributed_to
    assert (credited.name if credited else None) == case.get("said"), event.why
    if "country" in case:
        assert credited is not None
        assert credited.country == case["country"]
    assert event.status == case.get("status", event.status), event.why


def test_there_are_enough() -> None:
    assert len(cases("attribution")) >= 25


UKRAINE, RUSSIA = Actor("Kyiv", "UKR", "government"), Actor("troops", "RUS", "military")


@pytest.mark.parametrize(
    ("speaker", "verb", "event_type", "claim"),
    [
        (UKRAINE, "say", "ASSAULT", True),
        (UKRAINE, "say", "CONSULT", False),
        (UKRAINE, "confirm", "ASSAULT", False),
        (RUSSIA, "say", "ASSAULT", False),
        (Actor("Reuters", "GBR", "media"), "say", "ASSAULT", False),
        (Actor("officials", None, "government"), "say", "ASSAULT", False),
    ],
)
def test_a_claim_is_what_one_party_says_of_another(speaker: Actor, verb: str, event_type: str, claim: bool) -> None:
    assert is_claim(event_type, (RUSSIA,), (speaker,), verb, engine().cues.words) == claim


def test_who_speaks_itself() -> None:
    assert speaks_itself("REQUEST", (RUSSIA,), (Actor("the Kremlin", "RUS", "government"),))
    assert speaks_itself("REQUEST", (Actor("he", None, person="Ivan Roth"),), (Actor("Roth", None, person="Ivan Roth"),))
    assert not speaks_itself("CONSULT", (RUSSIA,), (RUSSIA,))
    assert not speaks_itself("REQUEST", (RUSSIA,), (UKRAINE,))
    assert not speaks_itself("REQUEST", (Actor("rebels", None),), (Actor("sources", None),))
