"""How large the lexicon and the actor base are; the tests run every example."""
from __future__ import annotations

import dragoman
from benchmarks.figures import Figure
from benchmarks.settings import Settings


def measure(settings: Settings) -> list[Figure]:
    """Counts; known failures ("wish") are better fewer."""
    resources = dragoman.engine().resources
    frames = resources.frames
    words = {word for frame in frames for word in (*frame.verbs, *frame.nouns)}
    types = {frame.type for frame in frames}
    return [
        Figure("lexicon.frames", float(len(frames)), f"of {len(types)} types"),
        Figure("lexicon.words", float(len(words)), "verbs and nouns, each once"),
        Figure("lexicon.examples", float(sum(len(frame.examples) for frame in frames))),
        Figure("lexicon.nevers", float(sum(len(frame.never) for frame in frames))),
        Figure("lexicon.wishes", float(sum(len(frame.wish) for frame in frames)), "known failures", True),
        Figure("lexicon.cues", float(len(resources.cues)), "of status"),
        Figure("lexicon.countries", float(len(resources.countries))),
        Figure("lexicon.organisations", float(len(resources.organisations)), "armed groups, parties, companies, media too"),
    ]
