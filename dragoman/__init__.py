"""Dragoman reads news reports and keeps the record of international politics.

`code` codes one report, `code_many` many; each gives a `model.Coding`. `open` opens a ledger of what was coded. Nothing is
loaded until the first call.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.coding.pipeline import Engine
    from dragoman.coding.scan import Prefilter
    from dragoman.model import Coding, Document
    from dragoman.opened import Opened
    from dragoman.register.index import Register

__all__ = ["code", "code_document", "code_many", "open"]


@lru_cache(maxsize=4)
def engine(
    profile: str = "plover", model: str | None = None, lexicon: Path | None = None, prefilter: Prefilter = "report"
) -> Engine:
    """Resources and parser, loaded once for each profile, model and folder of own entries (DataError where one is wrong).

    They stay as long as the process: the collector of garbage is told to leave them alone, which else goes through all of them again
    and again (8 % of the time of coding, docs/performance.md).
    """
    import gc

    from dragoman import resources
    from dragoman.coding import annotate, pipeline

    loaded = resources.load(lexicon)  # first: a mistake in a folder is told before the model takes its seconds
    made = pipeline.engine(loaded, annotate.SpacyAnnotator(model or annotate.MODEL), profile, prefilter)
    gc.freeze()
    return made


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
    offices: Path | Register | None = None,
    prefilter: Prefilter = "report",
) -> Coding:
    """Code one report. `published` is its ISO date; without it the date is read from the text, or left unknown. `lexicon` is a
    folder of own frames, types and conventions (docs/howto/own-events.md). Events of less confidence than `min_confidence` are
    left out; 0 gives all, None is the lexicon's own threshold (docs/howto/confidence.md). `offices` is a register of offices or a CSV
    file of one, by which people of whom the report gives only the name are known (docs/howto/register-of-offices.md). `prefilter` says
    which sentences are parsed: "report" (the default), "words", "narrow" or, all of them, "off" (docs/performance.md).

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
    return code_document(
        document, profile=profile, model=model, lexicon=lexicon, min_confidence=min_confidence, offices=offices, prefilter=prefilter
    )


def code_document(
    document: Document,
    *,
    profile: str = "plover",
    model: str | None = None,
    lexicon: Path | None = None,
    min_confidence: float | None = None,
    offices: Path | Register | None = None,
    prefilter: Prefilter = "report",
) -> Coding:
    """Code a document that a reader made, or any text, fit for it or not. `model` names an installed English pipeline."""
    from dragoman.coding.pipeline import code as run
    from dragoman.coding.trace import Trace

    check_confidence(min_confidence)
    return run(document, engine(profile, model, lexicon, prefilter), Trace(on=False), min_confidence, register_at(offices))


def code_many(
    documents: Iterable[Document],
    *,
    profile: str = "plover",
    model: str | None = None,
    lexicon: Path | None = None,
    min_confidence: float | None = None,
    offices: Path | Register | None = None,
    prefilter: Prefilter = "report",
    workers: int = 1,
) -> Iterator[Coding]:
    """Code documents in their order; resources, parser and register are loaded once. What one document says of offices does not
    tell in another: their order changes nothing. Up to sixteen are read ahead, so that their sentences are parsed together.

    With `workers` so many processes code, a few documents ahead of the one that is asked for (docs/howto/code-many-reports.md);
    they end with the iterator. Raises WorkerLost for a document that ends the process that codes it.
    """
    from dragoman.coding.batches import code_all
    from dragoman.errors import BadInput
    from dragoman.workers.crew import crew
    from dragoman.workers.turns import in_turn

    if workers < 1:
        raise BadInput(f"workers {workers}", "somebody has to do the work", "give 1, which is this process, or more")
    check_confidence(min_confidence)
    known = register_at(offices)
    load = partial(engine, profile, model, lexicon, prefilter)
    if workers == 1:
        yield from code_all(documents, load(), min_confidence, known)
        return
    how: dict[str, Any] = {"profile": profile, "model": model, "lexicon": lexicon, "min_confidence": min_confidence}
    how |= {"offices": known, "prefilter": prefilter}
    with crew(partial(code_document, **how), workers, load, many=partial(code_many, **how)) as some:
        yield from in_turn(documents, some.give, lambda job: job.done(), lambda job: job.result(), some.ahead)


def check_confidence(least: float | None) -> None:
    """Raises BadInput where it is no chance."""
    from dragoman.errors import BadInput

    if least is not None and not 0 <= least <= 1:
        raise BadInput(f"min_confidence {least:g}", "a confidence is a chance", "give a number from 0 (all events) to 1")


def register_at(offices: Path | Register | None) -> Register | None:
    """The register in a CSV file; rows that are wrong are set aside with a warning that names them."""
    if not isinstance(offices, str | Path):
        return offices
    import warnings

    from dragoman.register.listing import read

    listed = read(Path(offices))
    if listed.bad:
        named = "; ".join(f"line {row.line}: {row.why}" for row in listed.bad[:5])
        warnings.warn(f"{offices}: {len(listed.bad)} of {listed.rows} rows are set aside: {named}", stacklevel=3)
    return listed.register


def open(url: str, lexicon: Path | None = None) -> Opened:
    """A ledger to read: its events, reports, commitments and offices (docs/howto/ask-the-ledger.md). `url` is sqlite:///FILE,
    postgresql://... or a file; names of actors and places in `lexicon` are understood too.

    Raises NoLedger where there is none, OldLedger where its tables are of another version.
    """
    from dragoman.opened import open_ledger

    return open_ledger(url, lexicon)
