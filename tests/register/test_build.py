"""Building knows no order, and loses nothing but what has no state or no day."""
from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Coding
from dragoman.register.build import build
from dragoman.register.index import register, together
from dragoman.register.listing import dump, parse
from tests.register.made import coding, known

PEOPLE = ("Ann Lee", "Lee", "Jin Lee", "Omar Said", "Sálem Amri", "Salem Amri", "Peter Okello", "Okello")
OFFICES = ("PM", "premier", "acting prime minister", "former prime minister", "defence minister", "former minister of defense", "envoy")
days = st.integers(0, 2000).map(lambda n: (date(2015, 1, 1) + timedelta(n)).isoformat())
told = st.builds(lambda p, o, c: f"{p}, {o}, {c}", st.sampled_from(PEOPLE), st.sampled_from(OFFICES), st.sampled_from(["KEN", "UGA", "?"]))
codings = st.lists(st.builds(lambda day, offices: coding(day, *offices), st.none() | days, st.lists(told, max_size=3)), max_size=12)


@given(codings, st.randoms(use_true_random=False))
def test_the_order_and_repetition_of_reports_do_not_matter(reports: list[Coding], chance: object) -> None:
    shuffled = [*reports, *reports[:3]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert known(*shuffled) == known(*reports)


@given(codings, codings)
def test_parts_put_together_are_the_whole(some: list[Coding], others: list[Coding]) -> None:
    assert together(known(*some), known(*others)) == known(*some, *others)


@given(codings)
def test_nothing_is_lost_but_what_is_counted(reports: list[Coding]) -> None:
    built = build(reports)
    every = [(o, r.document.published) for r in reports for o in r.offices]
    assert built.without_state == sum(o.country is None for o, _ in every)
    assert built.without_day == sum(o.country is not None and day is None for o, day in every)
    spells = [(h.country, h.first_seen or "", h.last_seen or "") for h in built.register.holdings]
    for o, day in every:
        if o.country and day:
            assert any(country == o.country and first <= day <= last for country, first, last in spells)


@given(codings)
def test_to_csv_and_back(reports: list[Coding]) -> None:
    made = known(*reports)
    listed = parse(dump(made))
    assert listed.register == made
    assert (listed.bad, listed.ignored, listed.rows) == ((), (), len(made.holdings))


def test_a_silence_longer_than_the_window_parts_two_terms() -> None:
    days_seen = ("2010-01-10", "2010-11-10", "2016-02-01")
    made = known(*(coding(day, "Ann Lee, President, KEN") for day in days_seen))
    assert [(h.first_seen, h.last_seen) for h in made.holdings] == [("2010-01-10", "2010-11-10"), ("2016-02-01", "2016-02-01")]


def test_sources_are_the_earliest_and_the_latest() -> None:
    made = known(*(coding(f"2020-01-{day:02}", "Ann Lee, president, KEN") for day in range(1, 29)))
    assert [s[:10] for s in made.holdings[0].sources] == [f"2020-01-{d:02}" for d in (1, 2, 3, 26, 27, 28)]
    assert made.holdings[0].coders == ("dragoman 0 lexicon model plover",)


def test_kind_and_sector_stand_with_the_office() -> None:
    made = known(coding("2020-01-01", "Ann Lee, speaker, KEN"))
    assert [(h.kind, h.sector) for h in made.holdings] == [("legislature", "LEG")]


def test_acting_is_read_from_the_sentence() -> None:
    made = known(coding("2020-01-01", "Ann Lee, acting PM, KEN", "Omar Said, PM, UGA"))
    assert {h.office for h in made.holdings} == {"acting prime minister", "prime minister"}


def test_an_empty_register() -> None:
    assert register([]).holdings == ()
    assert parse(dump(register([]))).register == register([])
