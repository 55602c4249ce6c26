"""Many reports, parsed together: the parser takes the sentences of several reports at once in half the time of one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dragoman.coding.pipeline import Ahead, Engine, look, told
from dragoman.coding.trace import Trace
from dragoman.model import Coding, Document

if TYPE_CHECKING:
    from dragoman.register.index import Register

#: sentences that are parsed together at least, and reports that may wait for it
SENTENCES, REPORTS = 64, 16


def code_all(documents: Iterable[Document], e: Engine, least: float | None = None, register: Register | None = None) -> Iterator[Coding]:
    """The coding of each document, in order and as `pipeline.code` gives it; up to REPORTS documents are read ahead.

    Where reading the documents fails, those that were read before it are given first.
    """
    trace = Trace(on=False)
    waiting: list[Ahead] = []
    wanted = 0
    try:
        for document in documents:
            ahead = look(document, e, trace)
            waiting.append(ahead)
            wanted += len(ahead.wanted)
            if wanted >= SENTENCES or len(waiting) >= REPORTS:
                some, waiting, wanted = waiting, [], 0
                yield from _coded(some, e, trace, least, register)
    except GeneratorExit:
        raise
    except BaseException:
        yield from _coded(waiting, e, trace, least, register)
        raise
    yield from _coded(waiting, e, trace, least, register)


def _coded(some: list[Ahead], e: Engine, trace: Trace, least: float | None, register: Register | None) -> Iterator[Coding]:
    parsed = iter(e.annotator.parse(segment for ahead in some for segment in ahead.wanted))
    for ahead in some:
        yield told(ahead, [next(parsed) for _ in ahead.wanted], e, trace, least, register)
