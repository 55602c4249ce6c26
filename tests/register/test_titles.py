"""Usual titles."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.register.rules import rules
from dragoman.register.titles import bare, is_provisional, nature, packaged_roles, usual, without_former

PHRASES = [phrase for role in packaged_roles().values() for phrase in role.words]
WORDS = sorted({word for phrase in PHRASES for word in phrase.split()} | {"acting", "interim", "of"})
COUNTRIES = st.sampled_from(["KEN", "IND", "AUS", "GBR", "NATO"])


@pytest.mark.parametrize(
    ("written", "country", "title"),
    [
        ("Prime Minister", "KEN", "prime minister"),
        ("PM", "KEN", "prime minister"),
        ("premier", "CHN", "prime minister"),
        ("Premier", "AUS", "premier"),
        ("Minister of Defense", "KEN", "defence minister"),
        ("minister for foreign affairs", "NOR", "foreign minister"),
        ("Foreign Secretary", "GBR", "foreign minister"),
        ("foreign secretary", "IND", "foreign secretary"),
        ("interim PM", "MLI", "interim prime minister"),
        ("president-elect", "CHL", "president elect"),
        ("deputy minister of foreign affairs", "JPN", "deputy foreign minister"),
        ("vice foreign minister", "CHN", "deputy foreign minister"),
        ("vice president", "IND", "vice president"),
        ("Secretary of State", "USA", "secretary of state"),
        ("minister of the interior", "FRA", "interior minister"),
        ("minister of fisheries", "ISL", "fisheries minister"),
        ("secretary-general", "NATO", "secretary general"),
        ("spokeswoman", "RUS", "spokesperson"),
    ],
)
def test_usual_titles(written: str, country: str, title: str) -> None:
    assert usual(written, country, rules()) == title


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), COUNTRIES)
def test_a_usual_title_is_its_own(written: str, country: str) -> None:
    title = usual(written, country, rules())
    assert usual(title, country, rules()) == title


def test_every_title_has_one_usual_form() -> None:
    known = rules()
    words = [word for words in known.titles.values() for word in words]
    assert len(words) == len(set(words))
    assert not set(words) & set(known.titles)
    assert all(usual(title, None, known) == title for title in {*known.titles, *known.single} - set(known.apart))
    assert all(usual(word, None, known) == title for title, words in known.titles.items() for word in words)
    assert set(known.apart) <= set(words)


def test_who_stands_in() -> None:
    assert is_provisional("acting foreign minister", rules())
    assert bare("acting foreign minister", rules()) == "foreign minister"
    assert not is_provisional("foreign minister", rules())


@pytest.mark.parametrize(
    ("written", "office", "past"),
    [
        ("former president", "president", True),
        ("ex-premier", "premier", True),
        ("president", "president", False),
        ("former", "former", False),
    ],
)
def test_former(written: str, office: str, past: bool) -> None:
    assert without_former(written, rules()) == (office, past)


@pytest.mark.parametrize(
    ("office", "kind", "sector"),
    [
        ("foreign minister", "government", "GOV"),
        ("acting foreign minister", "government", "GOV"),
        ("fisheries minister", "government", "GOV"),
        ("army chief of staff", "government", "GOV"),
        ("speaker of parliament", "legislature", "LEG"),
        ("opposition leader", "opposition", "OPP"),
        ("gardener", "unknown", None),
    ],
)
def test_kind_and_sector_of_an_office(office: str, kind: str, sector: str | None) -> None:
    assert nature(office) == (kind, sector)
