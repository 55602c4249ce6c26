"""Markup in texts of feeds and databases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.readers.fragment import plain, shown


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Fish < ships & 3 > 2", "Fish < ships & 3 > 2"),
        ("Line one\nline two", "Line one\nline two"),
        ("Fish &amp; ships &#8211; again", "Fish & ships \u2013 again"),
        ("<p>One</p><p>Two <b>bold</b> <a href='x'>words</a>, and more.</p>", "One\n\nTwo bold words, and more."),
        ("One<br/>Two", "One\n\nTwo"),
        ("<p>One<script>if (a < b) x()</script></p><style>p {}</style><p>Two</p>", "One\n\nTwo"),
        ("<div>One<!-- no --> more<figure><img src='x'><figcaption>A caption</figcaption></figure></div>", "One more"),
        ("<p>Never closed <i>at all", "Never closed at all"),
        ("", ""),
    ],
)
def test_what_a_browser_would_show(written: str, read: str) -> None:
    assert plain(written) == read


@given(st.text(alphabet="<>&;/pabr \n\0\x0b\"'=!-", max_size=60))
def test_nothing_breaks_it(markup: str) -> None:
    assert isinstance(shown(markup), str)
    assert isinstance(plain(markup), str)
