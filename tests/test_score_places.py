"""The scorer of places: distances, the mean logarithmic error, what counts as found."""
from __future__ import annotations

import pytest

from dragoman.evaluate.places import FARTHEST_KM, Located, area_under_curve, distance_km, score_places

TEXT = "Oslo and Lima"
NAMES = [{"start": 0, "end": 4, "lat": 59.9, "lon": 10.7}, {"start": 9, "end": 13, "lat": -12.0, "lon": -77.0}]
GOLD = {"text": TEXT, "toponyms": NAMES}


def test_distance() -> None:
    assert distance_km((0, 0), (0, 180)) == pytest.approx(FARTHEST_KM)
    assert distance_km((52.5, 13.4), (52.5, 13.4)) == 0
    assert distance_km((51.5, -0.1), (48.9, 2.4)) == pytest.approx(340, abs=10)  # London, Paris


def test_area_under_curve_is_between_none_and_all() -> None:
    assert area_under_curve([0.0, 0.0]) == 0
    assert area_under_curve([FARTHEST_KM]) == pytest.approx(1)


def test_all_right() -> None:
    found = [Located(0, 4, 59.9, 10.7, "NOR"), Located(9, 13, -12.0, -77.0, "PER")]
    figures = score_places([GOLD], lambda _: found, lambda lat, _: "NOR" if lat > 0 else "PER")
    assert figures == {"n": 2, "found": 1.0, "within_161km": 1.0, "median_km": 0.0, "auc": 0.0, "country": 1.0}


def test_half_found_and_far() -> None:
    figures = score_places([GOLD], lambda _: [Located(0, 4, 0.0, 0.0)])
    assert figures["found"] == 0.5
    assert figures["within_161km"] == 0
    assert figures["median_km"] > 6000
    assert "country" not in figures


def test_nothing_found() -> None:
    assert score_places([GOLD], lambda _: []) == {"n": 2, "found": 0.0}
