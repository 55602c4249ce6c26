"""Many short texts parsed in one go, for the parser is slow on one at a time; each text is coded by itself afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from dragoman.coding import sentences
from dragoman.coding.annotate import Annotator
from dragoman.coding.datelines import without_dateline
from dragoman.coding.pipeline import Engine
from dragoman.model import Segment, Sentence
from dragoman.readers import make_document


class Ready:
    """An Annotator that has parsed its segments beforehand; others it leaves to the one that did so."""

    def __init__(self, segments: Iterable[Segment], annotator: Annotator) -> None:
        wanted = list(dict.fromkeys(segments))
        self.name, self.lemmas = annotator.name, annotator.lemmas
        self._parsed = dict(zip(wanted, annotator.parse(wanted), strict=True))
        self._annotator = annotator

    def parse(self, segments: Iterable[Segment]) -> list[Sentence]:
        """One sentence for each segment, in order."""
        return [self._parsed[s] if s in self._parsed else self._annotator.parse([s])[0] for s in segments]


def ready(texts: Iterable[str], e: Engine) -> Engine:
    """The engine with all sentences of these texts parsed."""
    return replace(e, annotator=Ready((s for text in texts for s in segments(text, e)), e.annotator))


def segments(text: str, e: Engine) -> list[Segment]:
    """The sentences of a text, as the pipeline splits it."""
    document = make_document(text)
    return list(without_dateline(sentences.split(document.text, document.title, e.resources.sentences)))
