"""Find the expressions of time in a sentence and reckon them from the day of publication.

An expression's span has no leading preposition (TimeML's practice): "by the end of 2021" has the span "the end of 2021"
and the bound "by". A range ("3-5 September", "from 2011 to 2014") is one expression whose value is START/END. Coarse
modifiers ("early", "late", "mid-") belong to the span and leave the value as it is. Where the date of publication is
unknown or too coarse, the value has X for what is unknown and start and end are None.
"""
from __future__ import annotations

from dragoman.coding.time.bounds import bounded
from dragoman.coding.time.context import Context, DirectionAt
from dragoman.coding.time.grammar import grammar, read
from dragoman.entries import DateWords
from dragoman.model import Span, TimeExpression


def find_times(
    text: str, offset: int, published: str | None, words: DateWords, direction_at: DirectionAt | None = None
) -> tuple[TimeExpression, ...]:
    """Expressions of one sentence in order; `offset` is where the sentence begins in the document.

    `published` is an ISO date, maybe coarse ("2020-09"), or None. `direction_at` tells, for a character position in the
    document, whether the clause there looks to the past or the future; without it news looks back.
    """
    context = Context([], words, published, direction_at, offset)
    context.items = read(text, context, grammar(words))
    return tuple(_expression(context, i, offset) for i, item in enumerate(context.items) if item.reading is not None)


def _expression(context: Context, at: int, offset: int) -> TimeExpression:
    item = context.items[at]
    reading = item.reading
    assert reading is not None
    start, end, bound = bounded(context, at, reading)
    span = Span(item.text, item.start + offset, item.end + offset)
    return TimeExpression(span, reading.type, reading.value, start, end, bound, reading.reason)
