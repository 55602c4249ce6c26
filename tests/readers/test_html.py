"""Pages: the article is found, and broken markup is coped with or refused."""
from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import BrokenHtml, EmptyInput, WrongLanguage
from dragoman.model import Document
from dragoman.readers import read
from tests.servers import PAGE


def page(tmp_path: Path, markup: str | bytes, name: str = "page.html") -> Document:
    path = tmp_path / name
    path.write_bytes(markup.encode() if isinstance(markup, str) else markup)
    return read(str(path))


def test_headline_date_and_paragraphs(tmp_path: Path) -> None:
    document = page(tmp_path, PAGE)
    headline, first, second = document.text.split("\n\n")
    assert headline == document.title == "Minister flies to Oslo"
    assert first == "The foreign minister of Estonia, Jaan Tamm, flew to Oslo for\u00a0talks."
    assert second.startswith("He will meet")
    assert "Home" not in document.text
    assert (document.published, document.published_basis) == ("2021-03-04", "metadata")


def test_a_given_date_goes_before_the_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    document = read(str(path), published="2021-03-05")
    assert (document.published, document.published_basis) == ("2021-03-05", "given")


def test_a_page_is_known_by_how_it_begins(tmp_path: Path) -> None:
    assert page(tmp_path, PAGE, "page.txt").title == "Minister flies to Oslo"


def test_no_date_is_taken_from_the_text(tmp_path: Path) -> None:
    undated = PAGE.replace('content="2021-03-04T10:00:00+01:00"', "").replace("on Friday", "on 3 May 2019")
    document = page(tmp_path, undated)
    assert document.published is None
    assert document.published_basis.startswith("unknown:")


@pytest.mark.parametrize(
    "markup",
    [
        PAGE.replace("</p>", "").replace("</article></body></html>", ""),
        PAGE.replace("<article>", "<article><b><i>").replace("</head>", ""),
        PAGE.encode()[:-60],
        PAGE.replace("&nbsp;", "\u00a0").encode("latin-1"),
    ],
    ids=["never closed", "badly nested", "cut off", "another encoding"],
)
def test_broken_markup_is_coped_with(tmp_path: Path, markup: str | bytes) -> None:
    assert "Jaan Tamm, flew to Oslo for\u00a0talks." in page(tmp_path, markup).text


def test_pages_that_are_refused(tmp_path: Path) -> None:
    german = "<p>Der Minister ist am Montag nach Oslo gereist, um dort mit dem Kollegen zu reden.</p>"
    for markup, error in [
        ("", EmptyInput),
        ("<html><body><div><p", BrokenHtml),
        ("<html><script>var report = 'x'", BrokenHtml),
        (f"<html><body>{german * 4}</body></html>", WrongLanguage),
    ]:
        with pytest.raises(error) as caught:
            page(tmp_path, markup)
        assert "page.html" in caught.value.what
