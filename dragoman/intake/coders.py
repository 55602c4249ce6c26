"""Who codes: the engine as one function, and what it will sign with before it has coded anything."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dragoman.coding.scan import USUAL, Prefilter
from dragoman.model import Coder, Coding, Document
from dragoman.register.index import Register
from dragoman.workers.crew import nothing

#: bases of a date that the coder read from the text, or did not find in it
READ = ("dateline", "inferred", "unknown")


class Machine(Struct, frozen=True):
    """A coder of reports; `least` is the confidence under which it leaves events out (None: the lexicon's own). `load` loads what
    `code` needs, in whatever process; `many` codes several together, where that is quicker.
    """

    coder: Coder
    code: Callable[[Document], Coding]
    least: float | None = None
    load: Callable[[], object] = nothing
    many: Callable[[Iterable[Document]], Iterable[Coding]] | None = None


def machine(
    profile: str = "plover",
    model: str | None = None,
    lexicon: Path | None = None,
    least: float | None = None,
    offices: Register | None = None,
    prefilter: Prefilter = USUAL,
) -> Machine:
    """The engine of `dragoman code`, loaded now: what is wrong with model or lexicon is told before the first report.

    `offices` is the register that bare names are looked up in. It is the same for the whole run, so that the order of the reports
    changes nothing.
    """
    import dragoman

    load = partial(dragoman.engine, profile, model, lexicon, prefilter)
    engine = load()
    how: dict[str, Any] = {"profile": profile, "model": model, "lexicon": lexicon, "min_confidence": least, "offices": offices}
    how["prefilter"] = prefilter
    return Machine(engine.coder, partial(dragoman.code_document, **how), least, load, partial(dragoman.code_many, **how))


def ready(document: Document) -> Document:
    """A document of the ledger as it was before it was coded: a date that the coder itself read from the text is read again."""
    if document.published_basis.startswith(READ):
        return replace(document, published=None, published_basis="unknown: no date was given")
    return document
