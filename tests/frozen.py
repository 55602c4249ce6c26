"""Frozen parses: the parser's answers kept in files, so that tests need no model and a new parser shows as a diff.

A file is CoNLL-U cut down to what the stages read: after `# text = SENTENCE` one line for each token with form, lemma
("_" where it is the form), Penn tag, head (from 1, 0 for the root) and label, tab-separated; an empty line ends a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from dragoman import resources
from dragoman.coding import annotate, pipeline, sentences
from dragoman.coding.pipeline import Engine
from dragoman.model import Segment, Sentence, Token
from dragoman.readers import make_document
from dragoman.resources import Resources

PARSES = Path(__file__).parent / "parses"
TEXT = "# text = "
MODEL = "# model = "
Row = tuple[str, str, str, int, str]


class NoFrozenParse(LookupError):
    """A sentence that no file of tests/parses has."""


def block(sentence: Sentence) -> str:
    """A parsed sentence as lines of a file."""
    return "\n".join([TEXT + annotate.one_line(sentence.segment.text), *map(line, sentence.tokens)])


def line(t: Token) -> str:
    """One token as a line of a file."""
    head = 0 if t.head == t.i else t.head + 1
    return f"{t.text}\t{'_' if t.lemma == t.text else t.lemma}\t{t.tag}\t{head}\t{t.dep}"


def blocks(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each sentence's text and its token lines."""
    for part in path.read_text(encoding="utf-8").split("\n\n"):
        lines = part.strip("\n").split("\n")
        if lines[0].startswith(TEXT):
            yield lines[0].removeprefix(TEXT), lines[1:]


def rows(lines: Iterable[str]) -> list[Row]:
    """Token lines as (form, lemma, tag, head index, label)."""
    made: list[Row] = []
    for i, line in enumerate(lines):
        form, lemma, tag, head, dep = line.split("\t")
        made.append((form, form if lemma == "_" else lemma, tag, int(head) - 1 if head != "0" else i, dep))
    return made


def placed(text: str, tokens: Sequence[Row]) -> Iterator[tuple[str, str, str, int, str, int]]:
    """The rows with the offset at which each form stands in the text."""
    at = 0
    for form, lemma, tag, head, dep in tokens:
        at = text.index(form, at)
        yield form, lemma, tag, head, dep, at
        at += len(form)


class FrozenAnnotator:
    """An Annotator that answers from files; a sentence that they lack is an error that says what to run."""

    def __init__(self, parses: Mapping[str, list[str]], name: str) -> None:
        self.parses = parses
        self.name = name

    lemmas = None

    def parse(self, segments: Iterable[Segment]) -> list[Sentence]:
        """One sentence for each segment, in order."""
        return [self._one(segment) for segment in segments]

    def _one(self, segment: Segment) -> Sentence:
        text = annotate.one_line(segment.text)
        if text not in self.parses:
            raise NoFrozenParse(f"no frozen parse of {text!r}: run `make parses` and look at the difference that it makes")
        return annotate.sentence(segment, placed(text, rows(self.parses[text])))


def frozen(folder: Path = PARSES) -> FrozenAnnotator:
    """The annotator over all files of a folder."""
    files = sorted(folder.glob("*.conllu"))
    names = {path.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix(MODEL) for path in files}
    return FrozenAnnotator({text: lines for path in files for text, lines in blocks(path)}, " + ".join(sorted(names)))


def segments(text: str, loaded: Resources) -> list[Segment]:
    """The sentences of a text, as the pipeline splits it; skipped ones too, so that the scan may change its mind."""
    document = make_document(text, title=None)
    return sentences.split(document.text, document.title, loaded.sentences)


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The packaged resources over the frozen parses, made once for each test process."""
    return pipeline.engine(resources.load(), frozen())
