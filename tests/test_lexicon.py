"""Every example of the lexicon, from frozen parses: examples exactly, `never` nothing at all, `wish` not yet."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from dragoman import resources
from dragoman.coding.names import find_names
from dragoman.model import Segment
from tests.examples import Example, agrees, all_examples, report, run
from tests.frozen import engine, frozen

EXAMPLES = list(all_examples(resources.load()))
#: no way of building a sentence may make up more of all examples than this
MOST = 0.03


def parameters() -> list[object]:
    """One parameter for each example; the n-th of its kind in its entry names it."""
    count: Counter[tuple[str, str]] = Counter()
    made: list[object] = []
    for x in EXAMPLES:
        count[x.where, x.kind] += 1
        strict = [pytest.mark.xfail(strict=True, reason="a wish of the lexicon")] if x.kind == "wish" else []
        made.append(pytest.param(x, id=f"{x.where}-{x.kind}-{count[x.where, x.kind]}", marks=strict))
    return made


@pytest.mark.parametrize("x", parameters())
def test_example(x: Example) -> None:
    if not agrees(x.expected, run(x.sentence, engine()).events):
        pytest.fail(report(x, engine()), pytrace=False)


def skeleton(sentence: str) -> str:
    """How a sentence is built: parts of speech and labels of its words, actors' names masked, marks left out."""
    e = engine()
    parsed = e.annotator.parse([Segment(0, 0, len(sentence), sentence, 0, False)])[0]
    hits = find_names(sentence, e.names)
    parts: list[str] = []
    for t in parsed.tokens:
        part = "@" if any(h.start < t.end and t.start < h.end for h in hits) or t.pos == "PROPN" else f"{t.pos}.{t.dep}"
        if t.dep != "punct" and (part != "@" or parts[-1:] != ["@"]):
            parts.append(part)
    return " ".join(parts)


def one_sentence_examples() -> list[Example]:
    """The positive examples of frames that are one sentence for the splitter."""
    known = frozen().parses
    return [x for x in EXAMPLES if x.kind == "examples" and not x.where.startswith(("cue/", "gate/")) and x.sentence in known]


def test_examples_are_not_of_one_template() -> None:
    examples = one_sentence_examples()
    count = Counter(skeleton(x.sentence) for x in examples)
    often = [f"{n} of {len(examples)}: {shape}" for shape, n in count.most_common() if n > MOST * len(examples)]
    assert often == []


def test_examples_of_one_frame_differ_in_build() -> None:
    shapes: dict[str, list[str]] = defaultdict(list)
    for x in one_sentence_examples():
        shapes[x.where].append(skeleton(x.sentence))
    assert [where for where, found in shapes.items() if len(found) >= 3 and len(set(found)) == 1] == []
