"""How large the lexicon and the actor base are, and how many failures are known; the tests run every example."""
from __future__ import annotations

import tomllib
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.settings import Settings
from dragoman import resources
from dragoman.lexicon.examples import all_examples
from dragoman.resources import Resources
from tests.test_metamorphic import WISHES


def measure(settings: Settings) -> list[Figure]:
    """Counts; known failures ("wish") are better fewer."""
    loaded = resources.load()
    frames = loaded.frames
    words = {word for frame in frames for word in (*frame.verbs, *frame.nouns)}
    types = {frame.type for frame in frames}
    known_failures = wishes(loaded, settings.root / "tests")
    return [
        Figure("lexicon.frames", float(len(frames)), f"of {len(types)} types"),
        Figure("lexicon.words", float(len(words)), "verbs and nouns, each once"),
        Figure("lexicon.examples", float(sum(len(frame.examples) for frame in frames))),
        Figure("lexicon.nevers", float(sum(len(frame.never) for frame in frames))),
        Figure("lexicon.wishes", float(known_failures["lexicon"]), "known failures in the data files", True),
        Figure("stages.wishes", float(known_failures["stages"]), "known failures in the stages' own tests", True),
        Figure("lexicon.cues", float(len(loaded.cues)), "of status"),
        Figure("lexicon.countries", float(len(loaded.countries))),
        Figure("lexicon.organisations", float(len(loaded.organisations)), "armed groups, parties, companies, media too"),
    ]


def wishes(loaded: Resources, tests: Path) -> dict[str, int]:
    """Strict expected failures: entries under `wish` in the lexicon, cases with `wish` in the stages' tests and the metamorphic ones."""
    lexicon = sum(x.kind == "wish" for x in all_examples(loaded)) + sum(len(table.wish) for table in loaded.gate.values())
    stages = sum("wish" in case for path in sorted((tests / "coding" / "stages").glob("*.toml")) for case in cases(path))
    return {"lexicon": lexicon, "stages": stages + len(WISHES)}


def cases(path: Path) -> list[dict[str, object]]:
    """The cases of one file of sentences."""
    return list(tomllib.loads(path.read_text(encoding="utf-8")).get("case", []))
