"""With the real parser: bare names of a report are known by the register, and by it only where the report says nothing itself."""
from __future__ import annotations

from pathlib import Path

import pytest

import dragoman
from dragoman.explain import explain
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.register import register_of
from dragoman.ledger.store import Ledger
from dragoman.model import Actor, Coding
from dragoman.register.build import build
from dragoman.register.index import Register

EARLIER = (
    ("2019-03-04", "Egyptian Foreign Minister Omar Marbat visited Berlin on Monday."),
    ("2019-06-04", "Ugandan Prime Minister Grace Okello met Kenya's president, Daniel Wekesa, in Nairobi."),
    ("2020-05-04", "Acting Chilean Defence Minister Rosa Prado flew to Oslo. Former Kenyan president Daniel Wekesa criticised Uganda."),
)
MET = "Marbat met Okello in Kampala."
DAY = "2019-07-01"


@pytest.fixture(scope="module")
def register() -> Register:
    """What three earlier reports say of offices."""
    return build(dragoman.code(text, published=day) for day, text in EARLIER).register


def sides(coding: Coding) -> list[tuple[str, list[str | None], list[str | None]]]:
    return [(e.type, [a.country for a in e.actors], [a.country for a in e.recipients]) for e in coding.events]


def test_the_register_of_three_reports(register: Register) -> None:
    assert [(h.person, h.office, h.country, h.former) for h in register.holdings] == [
        ("Daniel Wekesa", "president", "KEN", False),
        ("Daniel Wekesa", "president", "KEN", True),
        ("Grace Okello", "prime minister", "UGA", False),
        ("Omar Marbat", "foreign minister", "EGY", False),
        ("Rosa Prado", "acting defence minister", "CHL", False),
    ]


def test_names_only_are_states_with_the_register_alone(register: Register) -> None:
    assert sides(dragoman.code(MET, published=DAY)) == []
    coding = dragoman.code(MET, published=DAY, offices=register)
    assert sides(coding) == [("CONSULT", ["EGY", "UGA"], [])]
    assert coding.events[0].actors == (
        Actor("Marbat", "EGY", "government", "GOV", "Omar Marbat", "foreign minister", 0, 6),
        Actor("Okello", "UGA", "government", "GOV", "Grace Okello", "prime minister", 11, 17),
    )


def test_the_record_and_the_trace_say_so(register: Register) -> None:
    why = "resolved through the register: Omar Marbat, foreign minister, EGY, first seen in 2019-03-04 "
    coding = dragoman.code(MET, published=DAY, offices=register)
    assert [reason[: len(why)] for reason in coding.events[0].why].count(why) == 1
    steps = explain(MET, DAY, offices=register).steps
    assert [s.text[:44] for s in steps if s.stage == "register"] == [
        "'Marbat' is Omar Marbat, foreign minister, E", "'Okello' is Grace Okello, prime minister, UG",
    ]  # fmt: skip
    told = [s.text for s in explain(MET, "2018-01-01", offices=register).steps if s.stage == "register"]
    assert told[0] == "'Marbat' is not resolved: Omar Marbat (foreign minister, EGY) was first seen in office on 2019-03-04"


def test_what_the_register_knows_is_no_word_of_the_report(register: Register) -> None:
    text = "Marbat met Okello in Kampala. His Kenyan counterpart Peter Auma criticised Uganda."
    assert dragoman.code(text, published=DAY, offices=register).offices == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marbat met Okello on Monday.", [("CONSULT", ["EGY", "UGA"], [])]),  # no word but the names makes it worth parsing
        ("Mr Okello criticised Marbat.", [("ACCUSE", ["UGA"], ["EGY"])]),
        ("Marbat's spokesman denounced Uganda.", [("ACCUSE", ["EGY"], ["UGA"])]),
        ("Chadian opposition leader Marbat met Okello in Kampala.", [("CONSULT", ["TCD", "UGA"], [])]),  # the report's own word
        ("Samir Marbat met Okello in Kampala.", []),  # another one
        ("Marbat met Okello in Kampala. The Kenyan businessman Marbat had arrived on Sunday.", [("CONSULT", ["KEN", "UGA"], [])]),
    ],
)
def test_the_reports_own_words_win(register: Register, text: str, expected: list[object]) -> None:
    found = [event for event in sides(dragoman.code(text, published=DAY, offices=register)) if None not in event[1]]
    assert [event for event in found if len(event[1]) + len(event[2]) > 1] == expected


def test_a_former_holder_is_told_as_such(register: Register) -> None:
    coding = dragoman.code("Wekesa criticised Uganda.", published="2020-06-01", offices=register)
    assert [(a.country, a.office) for a in coding.events[0].actors] == [("KEN", "former president")]


def test_a_town_is_no_person() -> None:
    own = build([dragoman.code("Kenyan Prime Minister Ann Mombasa visited Berlin.", published="2019-01-01")]).register
    assert own.holdings[0].person == "Ann Mombasa"
    text = "Norway's foreign minister met rebels in Mombasa."
    assert dragoman.code(text, published=DAY, offices=own) == dragoman.code(text, published=DAY)


def test_without_a_day_nothing_is_looked_up(register: Register) -> None:
    assert sides(dragoman.code(MET, offices=register)) == []


def test_the_order_of_a_batch_changes_nothing(register: Register) -> None:
    from dragoman.readers import make_document

    texts = [*(text for _, text in EARLIER), MET, "Okello criticised Kenya."]
    documents = [make_document(text, published=DAY, published_basis="given") for text in texts]
    there = list(dragoman.code_many(documents, offices=register))
    assert list(dragoman.code_many(documents[::-1], offices=register)) == there[::-1]


def test_a_list_of_the_users_own_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("person,office,country\nOmar Marbat,premier,EGY\nGrace Okello,FM,UGA\nAnn Lee,PM,Kenya\n", encoding="utf-8")
    with pytest.warns(UserWarning, match=r"1 of 3 rows are set aside: line 4: country 'Kenya' is no code"):
        coding = dragoman.code(MET, published=DAY, offices=path)
    assert [(a.country, a.office) for a in coding.events[0].actors] == [("EGY", "prime minister"), ("UGA", "foreign minister")]


def test_reports_of_a_ledger_tell_who_is_named_later(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "l.db"), create=True) as ledger:
        for day, text in EARLIER:
            ledger.add(Entry(dragoman.code(text, published=day), Sighting("agency")))
        made = register_of(ledger)
    assert made == build(dragoman.code(text, published=day) for day, text in EARLIER).register
    assert sides(dragoman.code(MET, published=DAY, offices=made)) == [("CONSULT", ["EGY", "UGA"], [])]
