"""Every error that Dragoman raises on purpose: what happened, why, and what to do about it.

    DragomanError              what, why, remedy; catch this one to catch them all
    ├── BadInput               the report cannot be read as one
    │   ├── EmptyInput         nothing in it
    │   ├── BinaryInput        bytes that are no text (an image, a PDF, an archive)
    │   ├── WrongLanguage      text, but not English
    │   ├── TooLarge           more text than a news report has
    │   ├── BrokenHtml         a page without an article that could be found
    │   ├── BadDate            a publication date that no calendar has
    │   ├── BrokenFeed         bytes that are no news feed, or one in which nothing can be read
    │   ├── BrokenItem         a record, a message or an archive that cannot be taken apart
    │   └── UnsafeArchive      an archive that is made to do harm: a bomb, a path that leads out of it
    ├── Unreachable            a file or an address that cannot be read: missing, refused, late, redirected for ever
    │   └── Refused            we would not: an address of the local network, a site's robots.txt, too soon
    ├── UnknownName            neither the ledger nor the resources know what is named
    ├── BadAddress             what should be a host, a network or the address of a feed is none
    ├── MissingModel           no English parser is installed
    ├── MissingPackage         a package that Dragoman stands on is not installed
    ├── WorkerLost             a process that coded reports ended over one of them, twice
    ├── NoWorker               no process that codes reports would start
    ├── Unwritable             the output cannot be written: a full disk, a closed stream
    ├── DataError              a data file of ours with a mistake: which file, which entry
    └── LedgerError            something about a ledger; what was stored before stays
        ├── NoLedger           there is none at the address, or what is there is no ledger
        ├── OldLedger          its tables are of another version
        ├── Locked             another program writes to it for too long
        ├── ReadOnly           it may not be written
        ├── DiskFull           there is no room for more
        ├── LostConnection     its server is not there, or went away
        ├── Damaged            what is in it does not agree
        ├── NotFound           nothing in it has that name
        └── NotKept            the words that are needed were not kept
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


class BrokenFeed(BadInput):
    """Nothing can be read in what should be a news feed."""


class BrokenItem(BadInput):
    """A record, a message, a member or a whole container that cannot be taken apart."""


class UnsafeArchive(BadInput):
    """An archive that is made to do harm."""


class Unreachable(DragomanError):
    """A file or an address cannot be read."""


class Refused(Unreachable):
    """An address that we do not go to: on the local network, closed to us by robots.txt, or too soon again."""


class UnknownName(DragomanError):
    """Neither the ledger nor the resources know what is named."""


class BadAddress(DragomanError):
    """What should be a host, a network or the address of a feed is none."""


class MissingModel(DragomanError):
    """No English parser is installed."""


class MissingPackage(DragomanError):
    """A package that Dragoman stands on is not installed."""


class WorkerLost(DragomanError):
    """A process that coded reports ended over one of them, more than once."""


class NoWorker(DragomanError):
    """Processes that are to code reports end before they begin."""


class Unwritable(DragomanError):
    """The output cannot be written."""


class DataError(DragomanError):
    """A data file has a mistake. `file` is its path under `dragoman/data`, `entry` the entry, if it is in one."""

    def __init__(self, file: str, entry: str | None, why: str, remedy: str) -> None:
        super().__init__(file if entry is None else f"{file}, entry [{entry}]", why, remedy)
        self.args = (file, entry, why, remedy)  # so that the error survives pickling between processes
        self.file = file
        self.entry = entry


class LedgerError(DragomanError):
    """Something about a ledger. What was stored before stays as it was: every report is one transaction."""


class NoLedger(LedgerError):
    """There is no ledger at the address."""


class OldLedger(LedgerError):
    """The ledger's tables are of another version than this package's."""


class Locked(LedgerError):
    """Another program writes to the ledger, for longer than was waited."""


class ReadOnly(LedgerError):
    """The ledger may not be written."""


class DiskFull(LedgerError):
    """There is no room for what is to be stored."""


class LostConnection(LedgerError):
    """The ledger's server cannot be reached, or went away."""


class Damaged(LedgerError):
    """What is in the ledger does not agree."""


class NotFound(LedgerError):
    """Nothing in the ledger has that name."""


class NotKept(LedgerError):
    """The words that are needed were not kept, or cannot be: retention, or characters that no database takes."""
