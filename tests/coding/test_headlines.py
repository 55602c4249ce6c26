"""Headlines that name no side: they speak of what the first sentences tell, and make no event of their own."""
from __future__ import annotations

import pytest

import dragoman
from dragoman.model import Event
from dragoman.readers import make_document


def events(text: str) -> list[Event]:
    return list(dragoman.code_document(make_document(text, published="2024-05-15", published_basis="given")).events)


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        ("Ministers sign treaty on herds", "Chad and Niger signed a treaty on herds on Monday.", "SUPPORT"),
        ("Treaty on herds at last", "Chad and Niger signed a treaty on herds on Monday.", "SUPPORT"),
        ("Border talks drag on", "Officials from Chad and Niger held talks in Zinder on Monday.", "CONSULT"),
        ("Sailors walk free", "Senegal released nine Spanish sailors on Monday.", "CONCEDE"),
        ("Massacre by the lake", "Sudanese soldiers shot dead nine Chadian herders on Monday.", "ASSAULT"),
    ],
)
def test_a_headline_is_a_further_mention_of_what_the_lead_tells(headline: str, body: str, kind: str) -> None:
    [event] = [e for e in events(f"{headline}\n\nGENEVA, May 14 (Lake Agency) - {body} No more was said.") if e.type == kind]
    assert {span.text for span in event.evidence} >= {headline}
    assert all(who.country for who in event.actors)


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        ("Talks fail again", "Chad expelled the ambassador of Niger on Monday.", "SANCTION"),  # another act
        ("Ministers to sign treaty", "Chad and Niger signed a treaty on herds on Monday.", "SUPPORT"),  # not yet, and done
        ("Border deal nearer", "Chad praised Niger for its patience on Monday.", "SUPPORT"),  # of the type, and no deal
    ],
)
def test_it_is_none_of_another_act_or_time(headline: str, body: str, kind: str) -> None:
    [event] = [e for e in events(f"{headline}\n\nGENEVA, May 14 (Lake Agency) - {body} No more was said.") if e.type == kind]
    assert headline not in {span.text for span in event.evidence}


def test_a_headline_that_no_sentence_follows_up_is_no_event() -> None:
    assert events("Ministers sign treaty on herds\n\nGENEVA, May 14 (Lake Agency) - Rain fell on the lake. No more was said.") == []


def test_what_stands_further_down_is_not_what_the_headline_is_about() -> None:
    told = "Rain fell. Snow fell on the lake. Wind came up. Chad held talks with Niger in 2019."
    text = f"Talks drag on\n\nGENEVA, May 14 (Lake Agency) - {told}"
    assert all("Talks drag on" not in {span.text for span in event.evidence} for event in events(text))
