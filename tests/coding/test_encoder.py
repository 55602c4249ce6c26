"""Token vectors by numpy: those of spaCy's own layers, and the same parses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy

from dragoman.coding import annotate, encoder
from dragoman.coding.annotate import MODEL, SpacyAnnotator
from dragoman.coding.encoder import CLOSE, encoder_of
from dragoman.coding.sentences import split
from dragoman.model import Segment
from dragoman.resources import load

TEXTS = sorted((Path(__file__).parent.parent / "golden").glob("*/*.txt"))[:60]


@pytest.fixture(scope="module")
def nlp() -> Any:
    return annotate._load(MODEL)


def segments() -> list[Segment]:
    words = load().sentences
    return [segment for path in TEXTS for segment in split(path.read_text(encoding="utf-8"), None, words)]


def test_the_vectors_are_spacys(nlp: Any) -> None:
    docs = [nlp.make_doc(text) for text in ("", "A word.", "Norway's $5m didn't arrive \u2013 \u201cyet\u201d.", "so so so " * 40, " ")]
    mine = encoder_of(nlp)
    assert mine is not None
    for _ in range(2):  # new words, then known ones
        for one, other in zip(mine(docs), nlp.get_pipe("tok2vec").predict(docs), strict=True):
            np.testing.assert_allclose(one, other, atol=CLOSE)


def test_the_parses_are_spacys(nlp: Any) -> None:
    some = segments()
    assert len(some) > 300
    mine = SpacyAnnotator().parse(some)
    docs = nlp.pipe([annotate.one_line(segment.text) for segment in some])
    theirs = [[(t.text, t.tag_, t.dep_, t.head.idx) for t in doc if not t.is_space] for doc in docs]
    ours = [[(t.text, t.tag, t.dep, s.tokens[t.head].start - s.segment.start) for t in s.tokens] for s in mine]
    assert ours == theirs


def test_it_forgets_when_it_is_full(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "KEPT", 40)
    mine = encoder_of(nlp)
    assert mine is not None
    docs = [nlp.make_doc(f"Word{n} and word{n + 1} met in town{n}.") for n in range(30)]
    for doc in docs:
        (one,), (other,) = mine([doc]), nlp.get_pipe("tok2vec").predict([doc])
        np.testing.assert_allclose(one, other, atol=CLOSE)
        assert len(mine._rows) <= 40 + len(doc)


def test_a_model_that_is_built_otherwise_keeps_its_own_layers(nlp: Any) -> None:
    assert encoder_of(spacy.blank("en")) is None
    without = annotate._load(MODEL)
    first = without.get_pipe("tok2vec").model.layers[1].layers[0].layers[0]
    first.name = "something else"
    assert encoder_of(without) is None


def test_one_whose_probe_comes_out_otherwise_does_too() -> None:
    other = annotate._load(MODEL)
    made = encoder.Encoder

    class Wrong(made):  # type: ignore[misc, valid-type]
        def __call__(self, docs: Any) -> Any:
            return [vectors + 1 for vectors in super().__call__(docs)]

    assert encoder_of(other) is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoder, "Encoder", Wrong)
        assert encoder_of(other) is None
