"""A look at the XML of a feed before anything is made of it: whether it is whole, and whether it is meant to do harm."""
from __future__ import annotations

from xml.parsers import expat

from msgspec import Struct

from dragoman.errors import BrokenFeed

DEEPEST = 100  # real feeds have some ten levels
MOST_ENTRIES = 5_000  # the longest feeds of news sites have some hundreds
MOST_ELEMENTS = 200_000  # ten times what 500 entries have; a million takes the parser half a minute
ENTRIES = ("item", "entry")


class Check(Struct):
    """`error` is None for whole XML; `sound` is where the last whole entry ends (bytes), `open` what was still open there."""

    root: str | None = None
    entries: int = 0
    elements: int = 0
    error: str | None = None
    cut: bool = False
    sound: int = 0
    open: tuple[str, ...] = ()


class _Enough(Exception):
    """There are more entries than are read."""


class _Entities(Exception):
    """The document declares entities of its own."""


def check(data: bytes, name: str) -> Check:
    """What is to be known of `data` (UTF-8). Raises BrokenFeed where there are too many elements or they stand too deep in
    each other, and where it declares entities of its own, which feeds do not need and bombs are made of.
    """
    found, stack = Check(), []
    parser = expat.ParserCreate("utf-8")

    def start(element: str, _: object) -> None:
        found.root = found.root or element
        found.elements += 1
        stack.append(element)
        if found.elements > MOST_ELEMENTS:
            raise _broken(name, f"it has more than {MOST_ELEMENTS} elements")
        if len(stack) > DEEPEST:
            raise _broken(name, f"its elements stand more than {DEEPEST} deep in each other")

    def end(element: str) -> None:
        stack.pop()
        if element.rpartition(":")[2] in ENTRIES:
            found.entries += 1
            found.sound = data.index(b">", parser.CurrentByteIndex) + 1
            found.open = tuple(stack)
            if found.entries == MOST_ENTRIES:
                raise _Enough

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.EntityDeclHandler = _refuse_entities
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        found.error = expat.ErrorString(error.code)
        found.cut = error.code in CUT
    except _Entities:
        raise _broken(name, "it declares entities of its own, as XML bombs do") from None
    except _Enough:
        found.error = f"only its first {MOST_ENTRIES} entries were read"
    return found


CUT = tuple(
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
)


def mended(data: bytes, check: Check) -> bytes:
    """The bytes up to the last whole entry, with everything closed that was open there."""
    return data[: check.sound] + "".join(f"</{element}>" for element in reversed(check.open)).encode()


def _refuse_entities(*_: object) -> None:
    raise _Entities


def _broken(name: str, why: str) -> BrokenFeed:
    return BrokenFeed(f"{name}: not read", why, "look at it in a browser; a feed of news has no need of this")
