"""Whether a text is fit to be coded as a report: the one check that all readers and the Python interface share."""
from __future__ import annotations

from dragoman.errors import EmptyInput
from dragoman.readers.language import check_english
from dragoman.readers.raw import MAX_TEXT, check_size


def check_fit(name: str, text: str) -> None:
    """Raises EmptyInput, TooLarge or WrongLanguage, with `name` for the input."""
    if not text.strip():
        raise EmptyInput(f"{name}: empty", "there is nothing in it but white space", "give a report with some text")
    check_size(name, len(text), MAX_TEXT)
    check_english(name, text)
