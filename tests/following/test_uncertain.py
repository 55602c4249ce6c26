"""What stands in parentheses, what is "?", and what stays blank in the register of arms."""
from __future__ import annotations

import pytest

from dragoman.following import commitments
from dragoman.following.registers_arms import Deal, deals, slips
from dragoman.following.told import Reported, Step
from dragoman.model import CommitmentState, Progress, Span

TEXT = "Chile signed a contract for 12 Lanza-3 frigates with Italy's navy yard."


def told(
    text: str = TEXT, what: str = "frigates", state: CommitmentState = "ordered", *, act: str = "order",
    obligor: tuple[str, ...] = ("ITA",), obligee: tuple[str, ...] = ("CHL",), part: str | None = None, amount: float | None = 12,
    whole: float | None = None, unit: str | None = "Lanza-3 frigates", due: str | None = None, date: str | None = "2024-03-01",
) -> Progress:  # fmt: skip
    at = text.index(what)
    return Progress(
        f"p-{hash((text, what)):x}", act, state, obligor, obligee, Span(what, at, at + len(what)), part, amount, whole, unit, due, date,
        Span(text, 0, len(text)),
    )  # fmt: skip


def register(*progress: Progress, published: str = "2024-03-02") -> list[Deal]:
    """A report for each statement, all of one day and in this order."""
    reports = [Reported(f"r{n}", published, n, "Wire", ("ITA", "CHL"), (p,)) for n, p in enumerate(progress)]
    return deals(commitments.follow(reports), reports)


def one(*progress: Progress, published: str = "2024-03-02") -> dict[str, str]:
    [deal] = register(*progress, published=published)
    return deal.cells(lambda code: code)


ARRIVED = "The last Lanza-3 frigates, the rest of the order of Chile, arrived from Italy for the navy."


def test_what_is_told_stands_plain() -> None:
    row = one(told())
    assert (row["Supplier"], row["Recipient"], row["Number ordered"], row["Year of order"]) == ("ITA", "CHL", "12", "2024")
    assert (row["Weapon designation"], row["Weapon description"], row["category"]) == ("Lanza-3", "frigate", "ships")
    assert (row["Year(s) of delivery"], row["Number delivered"], row["stage"]) == ("", "", "ordered")


def test_a_side_that_no_sentence_names_is_in_parentheses() -> None:
    assert one(told(obligee=()))["Recipient"] == "(CHL)"


def test_a_year_that_is_the_reports_is_in_parentheses_and_unknown_without_one() -> None:
    assert one(told(date=None))["Year of order"] == "(2024)"
    assert one(told(date=None), published="0001-01-01")["Year of order"] == "?"
    assert one(told(state="agreed"))["Year of order"] == "?"


@pytest.mark.parametrize(
    ("amount", "unit", "part", "cell"),
    [
        (None, None, None, "?"),
        (60e6, "USD", None, "?"),
        (12, "sailors", None, "(12)"),
        (12, "units", None, "12"),
        (12, "frigates", "first", "(12)"),
    ],
)
def test_number_ordered(amount: float | None, unit: str | None, part: str | None, cell: str) -> None:
    assert one(told(amount=amount, unit=unit, part=part))["Number ordered"] == cell


def test_numbers_that_differ() -> None:
    again = "Chile has ordered 10 Lanza-3 frigates from Italy, to be there by June."
    row = one(told(), told(again, amount=10, due="2024-06-30"))
    assert row["Number ordered"] == "(12)"
    assert "numbers told: 12, 10" in row["Comments"]


@pytest.mark.parametrize(
    ("parts", "cell"),
    [
        ([(4, "first")], "4"),
        ([(None, "first"), (4, "second")], "(4)"),
        ([(4, "first"), (8, "last")], "12"),
        ([(4, "first"), (2, "last")], "(12)"),
        ([(None, "first")], "?"),
    ],
)  # fmt: skip
def test_number_delivered(parts: list[tuple[float | None, str]], cell: str) -> None:
    came = [
        told(f"{ARRIVED} {n}", act="delivery", state="partly_fulfilled", amount=amount, unit="frigates", part=part, date="2025-01-03")
        for n, (amount, part) in enumerate(parts)
    ]
    row = one(told(), *came)
    assert (row["Number delivered"], row["Year(s) of delivery"], row["stage"]) == (cell, "2025", "delivered")


def test_years_of_delivery_each_by_itself() -> None:
    days = ("2025-01-03", None)
    came = [
        told(f"{ARRIVED} {n}", act="delivery", state="partly_fulfilled", amount=2, unit="frigates", part="first", date=date)
        for n, date in enumerate(days)
    ]
    assert one(told(), *came)["Year(s) of delivery"] == "(2024); 2025"


def test_a_contract_takes_its_thing_from_the_sentence_and_says_so() -> None:
    bare = told(what="contract", amount=None, unit=None)
    assert one(bare)["Weapon description"] == "(frigate)"
    assert register(told("Chile signed a contract for 12 tents for its frigates from Italy.", "tents", unit="tents")) == []


def test_a_plane_is_a_weapon_where_forces_are_spoken_of() -> None:
    text = "Chile has ordered 12 planes from Italy for its {}."
    assert one(told(text.format("air force"), "planes", unit="planes"))["Weapon description"] == "plane"
    assert register(told(text.format("airline"), "planes", unit="planes")) == []


def test_what_sipri_leaves_out_is_said_to_be() -> None:
    text = "Chile has ordered 4,000 artillery shells from Italy."
    assert one(told(text, "shells", amount=4000, unit="artillery shells"))["Comments"].startswith("not among SIPRI's major weapons; ")


def test_other_acts_are_no_deals() -> None:
    assert register(told(act="building")) == []


def test_slips() -> None:
    steps = [("ordered", "2024-06-30"), ("delayed", "2024-12-31"), ("delayed", None)]
    history = [Step("r", "2024-03-02", state, None, due, None, Span("", 0, 0), "") for state, due in steps]
    assert slips(history) == ["slipped from 2024-06-30 to 2024-12-31", "slipped from 2024-12-31 without a new day"]
