"""Linking, from the text up, on the project's own stories (those of writers who had not read the code apart), and events of annotated
articles that are one.
"""
from __future__ import annotations

import dragoman
from benchmarks.figures import Figure, not_measured
from benchmarks.settings import Settings
from dragoman.evaluate import coreference, links

FILE = "meantime-dev.jsonl"
STORIES = ("tests", "stories", "links")
NAMES = ("precision", "recall", "coded_recall", "told")


def measure(settings: Settings) -> list[Figure]:
    """Pairs of records that are linked rightly, pairs that ought to be and are; B-cubed over given mentions of events."""
    found = links.measure(settings.root.joinpath(*STORIES), dragoman.code_document, "plover")
    blind = sum(story.written == "blind" for story in found.per_story)
    figures = [Figure(f"links.blind.{name}", round(found.blind[name], 4), f"{blind} stories by others") for name in NAMES]
    figures += [Figure(f"links.all.{name}", round(getattr(found, name), 4), f"{found.stories} stories") for name in NAMES]
    return figures + _coreference(settings)


def _coreference(settings: Settings) -> list[Figure]:
    path = settings.gold / FILE
    names = ("links.coreference", "links.coreference_alone")
    if not path.is_file():
        return not_measured(names, f"no {FILE} in {settings.gold.name}/")
    scores = coreference.measure(path)
    note = f"B-cubed F1, {scores.mentions} given mentions, {scores.several} events of several, {scores.articles} articles"
    return [Figure(names[0], scores.f1, note), Figure(names[1], scores.alone, "the same where nothing is merged")]
