"""Where the headline is, and that nothing of the text is lost."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.readers.document import headline_of, make_document

BODY = "Estonia's foreign minister flew to Oslo on Monday.\n\nHe will meet the king."


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (f"Minister flies to Oslo\n\n{BODY}", "Minister flies to Oslo"),
        (f"Minister flies to Oslo\r\n\r\n{BODY}", "Minister flies to Oslo"),
        (f"\n  Minister flies to Oslo \n \n{BODY}", "Minister flies to Oslo"),
        (f"Estonia rejects talks with U.S.\n\n{BODY}", "Estonia rejects talks with U.S."),
        (f"Minister flies to Oslo\n{BODY}", None),
        (BODY, None),
        (f"Will he fly?\n\n{BODY}", None),
        ("He said: \u201cI will fly.\u201d\n\nHe flew.", None),
        ("Minister flies to Oslo", None),
        ("Minister flies to Oslo\n\n", None),
        ("", None),
    ],
)
def test_first_line_is_the_headline_where_an_empty_line_follows(text: str, headline: str | None) -> None:
    assert headline_of(text) == headline
    assert make_document(text).text == text


def test_a_title_that_comes_apart_goes_before_the_text() -> None:
    document = make_document(BODY, title="Minister flies to Oslo")
    assert document.text == f"Minister flies to Oslo\n\n{BODY}"
    assert document.title == "Minister flies to Oslo"


@pytest.mark.parametrize("given", ["Minister flies to Oslo", "MINISTER FLIES TO OSLO", " Minister  flies to Oslo\n"])
def test_a_title_that_the_text_begins_with_is_not_repeated(given: str) -> None:
    text = f"Minister flies to Oslo\n\n{BODY}"
    document = make_document(text, title=given)
    assert (document.text, document.title) == (text, "Minister flies to Oslo")


def test_a_title_whose_words_begin_a_longer_sentence_is_kept() -> None:
    text = "Minister flies to Oslo for talks, officials say. More follows."
    assert make_document(text, title="Minister flies to Oslo").text == f"Minister flies to Oslo\n\n{text}"


@given(st.text(), st.none() | st.text())
def test_any_text_makes_a_document_and_nothing_is_trimmed(text: str, title: str | None) -> None:
    document = make_document(text, title=title)
    assert document.text.endswith(text)
    assert document.title is None or document.title in document.text
    assert document.id == make_document(text, title=title).id
