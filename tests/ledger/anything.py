"""Any coding that the types of the model allow, of any text."""
from __future__ import annotations

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from dragoman.model import Coding, Commitment, Event, EventDate, Office, Progress, Relation, Span
from dragoman.readers.document import make_document
from tests.ledger.made import CODER

#: no half of a surrogate pair and no NUL: neither database can keep them
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.text(LETTERS, min_size=1, max_size=12)
DAYS = st.sampled_from(["2024-02-29", "2024-02", "2023", "1999-12-31"])
DATES = st.builds(EventDate, st.none() | DAYS, st.none() | DAYS, st.none() | TEXTS, TEXTS)


def any_of(hint: Any, spans: st.SearchStrategy[Span]) -> st.SearchStrategy[Any]:
    """Any value of a type; spans are the report's own."""
    plain = {str: TEXTS, int: st.integers(-3, 3), float: st.floats(-1, 1), bool: st.booleans(), Span: spans, EventDate: DATES}
    if hint in plain:
        return plain[hint]
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if get_origin(hint) in (Union, UnionType):
        return st.one_of(*(st.none() if part is type(None) else any_of(part, spans) for part in get_args(hint)))
    if get_origin(hint) is tuple:
        return st.lists(any_of(get_args(hint)[0], spans), max_size=2).map(tuple)
    assert issubclass(hint, Struct)
    return st.builds(hint, *(any_of(inner, spans) for inner in get_type_hints(hint).values()))


@st.composite
def codings(draw: st.DrawFn) -> Coding:
    """Ids are unique in it, contexts are single words, and dates are dates."""
    text = draw(st.text(LETTERS, min_size=1, max_size=80))
    made = make_document(text, published=draw(st.none() | DAYS), source=draw(st.none() | TEXTS))
    ends = st.integers(0, len(text))
    spans = st.tuples(ends, ends).map(sorted).map(lambda both: Span(text[both[0] : both[1]], *both))

    def some(kind: type[Any]) -> list[Any]:
        return draw(st.lists(any_of(kind, spans), max_size=2))

    contexts = tuple(draw(st.lists(st.sampled_from(["military", "economic"]), unique=True)))
    events = [replace(event, id=f"e-{made.id}-{n}", contexts=contexts) for n, event in enumerate(some(Event))]
    owed = [replace(one, id=f"c-{made.id}-{n}", due=draw(st.none() | DAYS)) for n, one in enumerate(some(Commitment))]
    return Coding(made, CODER, tuple(events), tuple(owed), tuple(some(Office)), tuple(some(Relation)), ("NOR",), tuple(some(Progress)))
