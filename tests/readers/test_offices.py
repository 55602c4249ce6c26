"""PDF and DOCX: their text, and what cannot be read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from dragoman.errors import BinaryInput, DragomanError, EmptyInput, UnsafeArchive
from dragoman.readers import read
from tests.readers.reports import TEXT, items

LINES = [
    "Minister flies to Oslo",
    "",
    "The foreign minister of Estonia, Jaan Tamm, flew to Oslo for im-",
    "portant talks on Monday. He will stay.",
]


def pdf(lines: list[str], pages: int = 1, password: str | None = None) -> bytes:
    """A file with these lines on each page."""
    writer = PdfWriter()
    named = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(key): NameObject(value) for key, value in named.items()})
    for _ in range(pages):
        page = writer.add_blank_page(600, 800)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
        content = DecodedStreamObject()
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        content.set_data(f"BT /F1 12 Tf 50 750 Td {shown} ET".encode())
        page[NameObject("/Contents")] = writer._add_object(content)
    writer.add_metadata({"/CreationDate": "D:20010203040506Z", "/Title": "untitled.doc"})
    if password is not None:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(*paragraphs: str, table: str | None = None) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table is not None:
        document.add_table(1, 2).cell(0, 1).text = table
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(LINES, pages=2))
    document = read(str(path))
    assert "flew to Oslo for important talks on Monday." in document.text
    assert document.text.count("Minister flies to Oslo") == 2
    assert document.title != "untitled.doc"
    assert (document.published, document.published_basis) == (None, "unknown: a PDF says only when the file was made")
    assert read(str(path), published="2021-03-04").published == "2021-03-04"


def test_a_docx_with_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word("Minister flies to Oslo", TEXT, table="The ministry gave no figures."))
    document = read(str(path))
    assert document.text == f"Minister flies to Oslo\n\n{TEXT}\n\nThe ministry gave no figures."
    assert (document.title, document.published) == ("Minister flies to Oslo", None)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 40_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "error", "why"),
    [
        ("a.pdf", pdf(LINES)[:400], BinaryInput, "broken"),
        ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20, BinaryInput, "broken"),
        ("a.pdf", pdf(LINES, password="x"), BinaryInput, "password"),
        ("a.pdf", pdf([]), EmptyInput, "pictures"),
        ("a.docx", word(TEXT)[:-500], BinaryInput, "office document"),
        ("a.docx", word(), EmptyInput, "no text"),
        ("a.docx", bomb(), UnsafeArchive, "unpacks"),
        ("a.xlsx", word(TEXT).replace(b"word/document.xml", b"xl/workbook12.xml"), BinaryInput, "ZIP"),
    ],
    ids=["cut pdf", "nonsense", "locked", "no text", "cut docx", "empty docx", "bomb", "spreadsheet"],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, data: bytes, error: type[DragomanError], why: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (item,) = items(path)
    assert isinstance(item.error, error)
    assert why in item.error.why
    with pytest.raises(error):
        read(str(path))
