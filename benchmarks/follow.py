"""Commitments and meetings, from the text up, on the project's own stories: those of writers who had not read the code apart, and those
in plain agency English, which the tests hold whole.
"""
from __future__ import annotations

import dragoman
from benchmarks.figures import Figure
from benchmarks.settings import Settings
from dragoman.evaluate import followed

STORIES = ("tests", "stories", "follow")
NAMES = ("final", "found", "steps", "dues", "false")


def measure(settings: Settings) -> list[Figure]:
    """Final states, changes of state, due days; false commitments to a report; stories told in other words that come out the same."""
    found = followed.measure(settings.root.joinpath(*STORIES), dragoman.code_document, "plover")
    figures = [Figure(f"follow.all.{name}", getattr(found, name), f"{found.stories} stories, {found.reports} reports") for name in NAMES]
    figures.append(Figure("follow.same", round(found.same.value, 4), f"of {found.same.whole} stories in other words"))
    for written in sorted({one.written for one in found.per_story}):
        some = [one for one in found.per_story if one.written == written]
        scores = followed.totals(some)
        figures += [Figure(f"follow.{written}.{name}", scores[name], f"{len(some)} stories") for name in NAMES]
    return figures
