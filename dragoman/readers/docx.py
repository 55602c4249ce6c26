"""DOCX: its paragraphs, those of tables in their place. The day of publication stays unknown: the file's dates are its own."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.errors import BinaryInput, EmptyInput, UnsafeArchive
from dragoman.model import Document
from dragoman.readers.document import SEPARATOR, leading, make_document
from dragoman.readers.fit import check_fit
from dragoman.readers.raw import Raw

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell

MAIN = b"word/document.xml"
MAX_UNPACKED = 200_000_000  # with pictures
MAX_XML = 30_000_000
BROKEN = (ValueError, LookupError, AttributeError, NotImplementedError, EOFError)  # what a part that is missing or none raises
NO_DATE = "unknown: a document says only when the file was made"


def accepts(raw: Raw) -> bool:
    """A ZIP archive that names the main part of a text document in its directory."""
    return raw.data.startswith(b"PK\x03\x04") and MAIN in raw.data


def read(raw: Raw, published: str | None) -> Document:
    """Raises BinaryInput where it is broken, UnsafeArchive, EmptyInput, TooLarge or WrongLanguage."""
    text, title = contents(raw)
    if not text.strip():
        raise EmptyInput(f"{raw.name}: empty", "the document has no text in its paragraphs", "check that it is the right file")
    check_fit(raw.name, text)
    declared = title if title and leading(title, text) else None  # often that of the template
    basis = "given" if published else NO_DATE
    return make_document(text, title=declared, published=published, published_basis=basis, source=raw.source, url=raw.url)


def contents(raw: Raw) -> tuple[str, str | None]:
    """The text, and the title that the file declares. Raises as `read` does, whatever the language."""
    from docx import Document as open_document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        _check_size(raw)
        document = open_document(io.BytesIO(raw.data))
        blocks = (block.strip() for block in _blocks(document))
        return SEPARATOR.join(block for block in blocks if block), document.core_properties.title
    except (OpcError, LxmlError, zipfile.BadZipFile, zlib.error, *BROKEN) as error:
        why = f"it looks like an office document, but a broken one ({type(error).__name__}: {error})"
        raise BinaryInput(f"{raw.name}: not readable", why, "open it and save it again, or save its text") from None


def _check_size(raw: Raw) -> None:
    with zipfile.ZipFile(io.BytesIO(raw.data)) as parts:
        sizes = [(part.file_size, part.filename) for part in parts.infolist()]
    if sum(size for size, _ in sizes) > MAX_UNPACKED or any(size > MAX_XML for size, name in sizes if name.endswith(".xml")):
        raise UnsafeArchive(f"{raw.name}: refused", "it unpacks to far more than a report has", "save its text as a .txt file")


def _blocks(container: WordDocument | _Cell) -> Iterator[str]:
    from docx.text.paragraph import Paragraph

    for block in container.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows:
                before = None
                for cell in row.cells:
                    if cell._tc is not before:  # a cell that spans several columns comes once for each
                        yield from _blocks(cell)
                    before = cell._tc
