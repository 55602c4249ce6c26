"""Every error that Dragoman raises on purpose: what happened, why, and what to do about it.

    DragomanError              what, why, remedy; catch this one to catch them all
    ├── BadInput               the report cannot be read as one
    │   ├── EmptyInput         nothing in it
    │   ├── BinaryInput        bytes that are no text (an image, a PDF, an archive)
    │   ├── WrongLanguage      text, but not English
    │   ├── TooLarge           more text than a news report has
    │   ├── BrokenHtml         a page without an article that could be found
    │   └── BadDate            a publication date that no calendar has
    ├── Unreachable            a file or an address that cannot be read: missing, refused, late, redirected for ever
    ├── MissingModel           no English parser is installed
    ├── MissingPackage         a package that Dragoman stands on is not installed
    ├── Unwritable             the output cannot be written: a full disk, a closed stream
    └── DataError              a data file of ours with a mistake: which file, which entry
"""
from __future__ import annotations


class DragomanError(Exception):
    """`str()` gives three short lines: what happened, why, and the remedy."""

    def __init__(self, what: str, why: str, remedy: str) -> None:
        super().__init__(what, why, remedy)
        self.what = what
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n  why: {self.why}\n  try: {self.remedy}"


class BadInput(DragomanError):
    """The report cannot be read as one."""


class EmptyInput(BadInput):
    """There is nothing but white space."""


class BinaryInput(BadInput):
    """The bytes are no text."""


class WrongLanguage(BadInput):
    """The text is not in a language that Dragoman reads."""


class TooLarge(BadInput):
    """There is more text than a news report has."""


class BrokenHtml(BadInput):
    """No article could be found in the page."""


class BadDate(BadInput):
    """The date given for a report is not a date."""


class Unreachable(DragomanError):
    """A file or an address cannot be read."""


class MissingModel(DragomanError):
    """No English parser is installed."""


class MissingPackage(DragomanError):
    """A package that Dragoman stands on is not installed."""


class Unwritable(DragomanError):
    """The output cannot be written."""


class DataError(DragomanError):
    """A data file has a mistake. `file` is its path under `dragoman/data`, `entry` the entry, if it is in one."""

    def __init__(self, file: str, entry: str | None, why: str, remedy: str) -> None:
        super().__init__(file if entry is None else f"{file}, entry [{entry}]", why, remedy)
        self.args = (file, entry, why, remedy)  # so that the error survives pickling between processes
        self.file = file
        self.entry = entry
