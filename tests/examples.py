"""The examples that stand in the lexicon: read, coded, compared by `dragoman lexicon check` and by the tests alike."""

from __future__ import annotations

from dragoman.lexicon.examples import (
    Example,
    Expected,
    agrees,
    all_examples,
    example,
    expectation,
    got,
    key,
    report,
    run,
    side,
    written,
)

__all__ = [
    "Example",
    "Expected",
    "agrees",
    "all_examples",
    "example",
    "expectation",
    "got",
    "key",
    "report",
    "run",
    "side",
    "written",
]
