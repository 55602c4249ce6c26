"""Every example of the lexicon, from frozen parses: examples exactly and by their own frame, `never` nothing, `wish` not yet."""

from __future__ import annotations

from collections import Counter

import pytest

from dragoman import resources
from dragoman.lexicon.check import fires, places
from dragoman.lexicon.skeletons import monotony, shape, templates
from dragoman.lexicon.uses import repeated, shadowed
from dragoman.model import Segment
from tests.examples import Example, agrees, all_examples, report, run
from tests.frozen import engine, frozen

EXAMPLES = list(all_examples(resources.load()))
FILES = places(resources.load())


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
    events = run(x.sentence, engine()).events
    if not agrees(x.expected, events):
        pytest.fail(report(x, engine()), pytrace=False)
    if x.kind == "examples" and not fires(x, events):
        pytest.fail(f"{x.sentence!r} of {x.where} is won by {', '.join(e.why[0] for e in events)}", pytrace=False)


def one_sentence_examples() -> list[Example]:
    """The positive examples of frames that are one sentence for the splitter."""
    known = frozen().parses
    return [x for x in EXAMPLES if x.kind == "examples" and not x.where.startswith(("cue/", "gate/")) and x.sentence in known]


def test_examples_are_not_of_one_template() -> None:
    found = templates((x for x in EXAMPLES if x.kind == "examples"), engine().names, FILES)
    assert [str(finding) for finding in found] == []


def test_examples_differ_in_build() -> None:
    e = engine()
    examples = one_sentence_examples()
    segments = [Segment(0, 0, len(x.sentence), x.sentence, 0, False) for x in examples]
    shapes = [(x.where, shape(s, e.names)) for x, s in zip(examples, e.annotator.parse(segments), strict=True)]
    assert [str(finding) for finding in monotony(shapes, FILES)] == []


def test_no_frame_is_unreachable_or_says_a_word_twice() -> None:
    loaded = resources.load()
    found = [x for frame in loaded.frames for x in repeated(frame, loaded.classes)]
    found += shadowed(loaded.frames, loaded.classes)
    assert [str(finding) for finding in found if finding.severity == "error"] == []
