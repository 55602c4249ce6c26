"""The reckoning of the calibration and of the fit, on made-up events; and that the judged events are those of their texts."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest

from benchmarks import calibration, fit_confidence
from benchmarks.rated import JUDGED, Rated, binned, by_rows, error, fits, ranked, wanted
from dragoman.evaluate.coded import act
from dragoman.model import Actor, Coding
from tests.cli.coder import TEXT, event, full
from tests.golden.rows import EventRow, Golden


def rated(confidence: float, right: bool, *signs: str) -> Rated:
    return Rated("one", "judged", "AID", confidence, right, signs)


def test_no_error_where_shares_are_as_promised() -> None:
    honest = [rated(0.75, True), rated(0.75, True), rated(0.75, True), rated(0.75, False)]
    assert error(honest) == 0
    assert error([rated(0.95, False)]) == pytest.approx(0.95)
    assert error(honest + [rated(0.25, True)] * 4) == pytest.approx(0.375)
    assert error([]) == 0


def test_bins_hold_everything_once() -> None:
    found = [rated(n / 20, True) for n in range(21)]
    assert sum(map(len, binned(found, 10))) == 21
    assert [r.confidence for r in binned(found, 10)[9]] == [0.9, 0.95, 1.0]


def test_order() -> None:
    assert ranked([rated(0.9, True), rated(0.1, False)]) == 1
    assert ranked([rated(0.5, True), rated(0.5, False)]) == 0.5
    assert ranked([rated(0.1, True), rated(0.9, False)]) == 0


def test_the_reliability_table_has_what_it_names() -> None:
    figures = calibration.reliability([rated(0.85, True), rated(0.15, False)])
    values = {figure.name: figure.value for figure in figures}
    assert set(values) <= set(calibration.NAMES)
    assert (values["calibration.0.8-0.9"], values["calibration.0.1-0.2"], values["calibration.0.2-0.3"]) == (1.0, 0.0, None)


def test_a_row_takes_one_event_of_half_its_states() -> None:
    row = EventRow(type="CONSULT", trigger="flew to Oslo", actors=("EST",), recipients=("NOR",), optional=("SWE",))
    assert by_rows(full(), Golden(event=(row,))).count(True) == 1
    visit = act(event(), TEXT)
    assert fits(visit, wanted(row, TEXT))
    assert not fits(visit, wanted(EventRow(type="AID", trigger="flew to Oslo", actors=("EST",)), TEXT))
    far = act(event(actors=(Actor("Peru", "PER"),)), TEXT)
    assert not fits(far, wanted(row, TEXT))


def test_the_fit_finds_the_sign_that_decides() -> None:
    found = [rated(0, True, "good")] * 40 + [rated(0, False, "bad")] * 40 + [rated(0, True, "bad")] * 10
    columns = fit_confidence.names(found)
    weights = dict(zip(["start", *columns], fit_confidence.fit(fit_confidence.table(found, columns), right(found)), strict=True))
    assert weights["good"] > 0 > weights["bad"]
    assert fit_confidence.written(columns, np.array(list(weights.values())), 0.45, found).count("threshold = 0.45") == 1


def right(found: list[Rated]) -> fit_confidence.Array:
    return np.array([float(r.right) for r in found])


def test_the_threshold_is_half_of_f1() -> None:
    found = [Rated("one", "world", "AID", 0.8, True)] * 5 + [Rated("one", "world", "AID", 0.3, False)] * 5
    assert fit_confidence.f1(found, 5, 0.0)[0] == pytest.approx(2 / 3)
    assert fit_confidence.f1(found, 5, 0.5) == (1.0, 1.0)
    assert [fit_confidence.threshold(f) for f in (0.66, 0.87, 1.0)] == [0.35, 0.45, 0.5]


def test_judged_events_stand_in_their_reports() -> None:
    entries = tomllib.loads((JUDGED / "judged.toml").read_text(encoding="utf-8"))
    assert set(entries) == {path.stem for path in JUDGED.glob("*.txt")}
    for name, entry in entries.items():
        text = (JUDGED / f"{name}.txt").read_text(encoding="utf-8")
        lines = [*entry["right"], *entry["wrong"]]
        assert len(set(lines)) == len(lines)
        assert [line for line in lines if line.split(" ", 1)[1] not in text] == []


def test_nothing_coded_is_nothing_rated() -> None:
    empty = Coding(full().document, full().coder, (), (), (), ())
    assert by_rows(empty, Golden()) == []
