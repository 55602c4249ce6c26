"""Which records make one visit, of whom, and on which days."""
from __future__ import annotations

from typing import Any

import pytest

from dragoman.following import meetings
from dragoman.following.meetings import Telling
from dragoman.following.registers_travel import Trip, is_ranked, trips
from dragoman.model import Actor, Event, EventDate, Negation, Place, Span, Status, Topic

KIBET = Actor("Amos Kibet", "KEN", "government", "GOV", "Amos Kibet", "Foreign Minister")
AASEN = Actor("Liv Aasen", "NOR", "government", "GOV", "Liv Aasen", "Foreign Minister")
NORWAY = Actor("Norway", "NOR", "government", "GOV")
OSLO, BERGEN = Place("Oslo", "NOR", 59.9, 10.7, "city"), Place("Bergen", "NOR", 60.4, 5.3, "city")


def telling(
    event: str, published: str, status: Status = "planned", start: str | None = None, *, actors: tuple[Actor, ...] = (KIBET,),
    recipients: tuple[Actor, ...] = (NORWAY,), mode: str | None = "visit", place: Place | None = None, negation: Negation | None = None,
    end: str | None = None, report: str | None = None, topics: tuple[str, ...] = (), sentence: str = "Kibet travels.",
) -> Telling:  # fmt: skip
    quote = Span(sentence, 0, len(sentence))
    date = EventDate(start, end or start, start, "told") if start else None
    record = Event(
        f"{event}-{published}-{mode}", "CONSULT", mode, (), "verbal_cooperation", 1.9, None, 0.9, status, negation, 3, actors, recipients,
        date, place, None, (), tuple(Topic(name, quote) for name in topics), quote, (quote,), (),
    )  # fmt: skip
    return Telling(report or f"r-{published}", published, 0, event, record)


def talks(published: str, start: str | None, **more: Any) -> Telling:
    """Both ministers meet."""
    return telling("e2", published, "occurred", start, actors=(KIBET, AASEN), recipients=(), mode=None, **more)


def register(*told: Telling) -> list[Trip]:
    return trips(meetings.follow(told), told)


def test_linked_records_are_one_visit_under_the_fullest_name() -> None:
    family = Actor("Kibet", "KEN", "government", "GOV", "Kibet", "minister of foreign affairs")
    [trip] = register(telling("e1", "2025-02-01", start="2025-03", actors=(family,)), telling("e1", "2025-03-05", "occurred", "2025-03-04"))
    assert (trip.people, trip.home, trip.to, trip.status) == ((("Amos Kibet", "foreign minister"),), "KEN", "NOR", "held")
    assert trip.reports == ("r-2025-02-01", "r-2025-03-05")
    assert (trip.start, trip.end) == ("2025-03-04", "2025-03-04")


def test_two_visits_of_one_sentence_are_two() -> None:
    sweden = Actor("Sweden", "SWE", "government", "GOV")
    found = register(
        telling("e1", "2025-02-01", start="2025-03-04"),
        telling("e2", "2025-02-01", start="2025-03-06", recipients=(sweden,)),
    )
    assert [(trip.to, trip.start) for trip in found] == [("NOR", "2025-03-04"), ("SWE", "2025-03-06")]


def test_a_coarser_date_does_not_hide_the_day() -> None:
    [trip] = register(telling("e1", "2025-02-01", start="2025-03-04"), telling("e1", "2025-02-08", start="2025-03"))
    assert (trip.start, trip.status) == ("2025-03-04", "confirmed")


@pytest.mark.parametrize(
    ("negation", "told", "start"),
    [("postponed", "2025-02-20", None), ("postponed", "2025-04-01", "2025-04-01"), ("cancelled", "2025-02-20", "2025-03-04")],
)
def test_days_of_what_is_put_or_called_off(negation: Negation, told: str, start: str | None) -> None:
    [trip] = register(
        telling("e1", "2025-02-01", start="2025-03-04"), telling("e1", "2025-02-20", "negated", told, negation=negation)
    )
    assert trip.start == start


def test_talks_on_its_days_or_in_its_sentence_are_on_the_visit() -> None:
    visit = telling("e1", "2025-03-05", "occurred", "2025-03-04", end="2025-03-06")
    on = talks("2025-03-07", "2025-03-05", place=BERGEN, topics=("fisheries",))
    [trip] = register(visit, on)
    assert (trip.met, trip.place, trip.purpose) == (("Liv Aasen (foreign minister, NOR)",), "Bergen", ("fisheries",))
    [trip] = register(visit, talks("2025-03-05", None))
    assert trip.met == ("Liv Aasen (foreign minister, NOR)",)
    [trip] = register(visit, talks("2025-04-07", "2025-04-05", sentence="They met again."))
    assert trip.met == ()


def test_a_host_is_met_and_the_visits_own_place_comes_first() -> None:
    [trip] = register(telling("e1", "2025-03-05", "occurred", "2025-03-04", recipients=(AASEN,), place=OSLO))
    assert (trip.met, trip.to, trip.place) == (("Liv Aasen (foreign minister, NOR)",), "NOR", "Oslo")


def test_at_home_nobody_travels() -> None:
    kenya = Actor("Kenya", "KEN", "government", "GOV")
    assert register(telling("e1", "2025-03-05", "occurred", "2025-03-04", recipients=(kenya,))) == []


@pytest.mark.parametrize(
    ("office", "ranked"),
    [
        ("President", True), ("Foreign Minister", True), ("deputy prime minister", True), ("Minister of Health", True), ("king", True),
        ("former president", False), ("ambassador", False), ("spokesman", False), ("presidential adviser", False), (None, False),
    ],
)  # fmt: skip
def test_who_is_a_leader_or_a_minister(office: str | None, ranked: bool) -> None:
    assert is_ranked(Actor("X", "KEN", "government", "GOV", "Amos Kibet", office)) == ranked


def test_all_names_and_offices_stand_in_one_order() -> None:
    king = Actor("the king", "KEN", "government", "GOV", None, "king")
    [trip] = register(telling("e1", "2025-02-01", start="2025-03-04", actors=(KIBET, king)))
    cells = trip.cells()
    assert (cells["traveller"], cells["office"]) == ("Amos Kibet; ", "foreign minister; king")
