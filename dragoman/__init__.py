"""Dragoman reads news reports and keeps the record of international politics.

`code` codes one report, `code_many` many; each gives a `model.Coding`. Nothing is loaded until the first call.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.coding.pipeline import Engine
    from dragoman.model import Coding, Document

__all__ = ["code", "code_document", "code_many"]


@lru_cache(maxsize=4)
def engine(profile: str = "plover", model: str | None = None, lexicon: Path | None = None) -> Engine:
    """Resources and parser, loaded once for each profile, model and folder of own entries (DataError where one is wrong)."""
    from dragoman import resources
    from dragoman.coding import annotate, pipeline

    loaded = resources.load(lexicon)  # first: a mistake in a folder is told before the model takes its seconds
    return pipeline.engine(loaded, annotate.SpacyAnnotator(model or annotate.MODEL), profile)


def code(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    source: str | None = None,
    url: str | None = None,
    profile: str = "plover",
    model: str | None = None,
    lexicon: Path | None = None,
    min_confidence: float | None = None,
) -> Coding:
    """Code one report. `published` is its ISO date; without it the date is read from the text, or left unknown. `lexicon` is a
    folder of own frames, types and conventions (docs/howto/own-events.md). Events of less confidence than `min_confidence` are
    left out; 0 gives all, None is the lexicon's own threshold (docs/howto/confidence.md).

    Raises BadInput for an empty text, another language, an impossible date or confidence; MissingModel without a parser; DataError for
    a wrong entry of the folder.
    """
    from dragoman.readers import check_fit, make_document, parse_published

    check_fit("the text", text)
    day = parse_published(published) if published is not None else None
    document = make_document(
        text,
        title=title,
        published=day,
        published_basis="given" if day else "unknown: no date was given",
        source=source,
        url=url,
    )
    return code_document(document, profile=profile, model=model, lexicon=lexicon, min_confidence=min_confidence)


def code_document(
    document: Document,
    *,
    profile: str = "plover",
    model: str | None = None,
    lexicon: Path | None = None,
    min_confidence: float | None = None,
) -> Coding:
    """Code a document that a reader made, or any text, fit for it or not. `model` names an installed English pipeline."""
    from dragoman.coding.pipeline import code as run
    from dragoman.coding.trace import Trace
    from dragoman.errors import BadInput

    if min_confidence is not None and not 0 <= min_confidence <= 1:
        raise BadInput(f"min_confidence {min_confidence:g}", "a confidence is a chance", "give a number from 0 (all events) to 1")
    return run(document, engine(profile, model, lexicon), Trace(on=False), min_confidence)


def code_many(
    documents: Iterable[Document],
    *,
    profile: str = "plover",
    model: str | None = None,
    lexicon: Path | None = None,
    min_confidence: float | None = None,
) -> Iterator[Coding]:
    """Code documents one after the other, in their order; resources and parser are loaded once."""
    for document in documents:
        yield code_document(document, profile=profile, model=model, lexicon=lexicon, min_confidence=min_confidence)
