"""Freeze the parses that tests run from: `python -m tests.parses` (`make parses`) writes tests/parses/*.conllu.

One file for each event type's examples, for the status cues, the gate, and the sentences of the stages' own tests.
Run it after adding or changing an example, or with a new parser, and look at the difference.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from dragoman import resources
from dragoman.coding import annotate
from dragoman.model import Segment
from dragoman.resources import Resources
from tests.coding.stage import all_texts
from tests.examples import all_examples
from tests.frozen import MODEL, PARSES, block, segments


def texts(loaded: Resources) -> Iterator[tuple[str, str]]:
    """(file, text) of everything that tests code from frozen parses, in the order of the data."""
    for example in all_examples(loaded):
        yield example.where.split("/")[0], example.sentence
    for text in all_texts():
        yield "stages", text


def grouped(loaded: Resources) -> dict[str, dict[str, Segment]]:
    """File -> sentence -> a segment of it; each sentence in the first file that needs it only."""
    groups: dict[str, dict[str, Segment]] = {}
    seen: set[str] = set()
    for name, text in texts(loaded):
        for segment in segments(text, loaded):
            key = annotate.one_line(segment.text)
            if key not in seen:
                seen.add(key)
                groups.setdefault(name, {})[key] = segment
    return groups


def write(groups: dict[str, dict[str, Segment]], annotator: annotate.Annotator) -> int:
    """Write the files, remove those that nothing needs any more; the number of sentences."""
    PARSES.mkdir(exist_ok=True)
    for path in PARSES.glob("*.conllu"):
        if path.stem not in groups:
            path.unlink()
    for name, group in groups.items():
        (PARSES / f"{name}.conllu").write_text(content(group.values(), annotator), encoding="utf-8")
    return sum(map(len, groups.values()))


def content(group: Iterable[Segment], annotator: annotate.Annotator) -> str:
    """One file: the model's name, then the sentences."""
    return "\n\n".join([MODEL + annotator.name, *map(block, annotator.parse(group))]) + "\n"


def main() -> int:
    """Parse and write everything."""
    written = write(grouped(resources.load()), annotate.SpacyAnnotator())
    print(f"{written} sentences in {len(list(PARSES.glob('*.conllu')))} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
