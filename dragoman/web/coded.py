"""A pasted text, coded, and what each stage decided. Nothing is stored."""

from __future__ import annotations

from msgspec import structs

from dragoman.coding.trace import Step
from dragoman.errors import WrongLanguage
from dragoman.ledger.entry import MACHINE
from dragoman.ledger.reports import FullReport
from dragoman.model import Coding, Document
from dragoman.readers import check_fit, make_document, parse_published
from dragoman.web.desk import Desk
from dragoman.web.sights import Empty


class Tried(Coding, frozen=True):
    """A coding, and why it tells of no event where it tells of none: "none_found", or "not_english"."""

    empty: Empty | None = None


def pasted(desk: Desk, text: str, date: str | None) -> Coding:
    """As `dragoman code -` reads and codes it: a page too, where the text is the source of one. Raises BadInput and its kind."""
    from dragoman.readers.dispatch import one
    from dragoman.readers.files import STDIN
    from dragoman.readers.raw import Raw

    published = parse_published(date) if date else None
    return coded(desk, one(Raw("the text", STDIN, text.encode("utf-8", "replace")), published))


def tried(desk: Desk, text: str, date: str | None) -> Tried:
    """A text as it is. One in another language is no report, and says so. Raises EmptyInput, BadDate."""
    published = parse_published(date) if date else None
    document = make_document(text, published=published, published_basis="given" if published else "unknown: no date was given")
    try:
        check_fit("the text", text)
    except WrongLanguage as error:
        return Tried(document, desk.engine.coder, (), (), (), (), empty=Empty("not_english", error.why))
    found = coded(desk, document)
    return Tried(**structs.asdict(found), empty=None if found.events else Empty("none_found", "it tells of no event"))


def coded(desk: Desk, document: Document) -> Coding:
    """What stands in it."""
    from dragoman.coding.pipeline import code as code_document
    from dragoman.coding.trace import Trace

    return code_document(document, desk.engine, Trace(on=False))


def traced(desk: Desk, found: FullReport) -> list[Step]:
    """What every stage decided of a report whose whole text is kept; of another nothing."""
    from dragoman.explain import of_document

    coding = found.codings.get(MACHINE)
    return of_document(coding.document, desk.engine).steps if coding is not None and found.report.retention == "full" else []
