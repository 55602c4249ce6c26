"""What an evaluation has to tell beside its figures: entries left out, dates that are none, reports that failed."""
from __future__ import annotations

from collections import Counter
from datetime import date

from dragoman.errors import BadDate
from dragoman.readers import parse_published


class Notes:
    """Collects remarks in their order, and counts the entries left out by their reason."""

    def __init__(self) -> None:
        self.remarks: list[str] = []
        self.left_out: Counter[str] = Counter()
        self.failed: list[str] = []

    def leave_out(self, where: str, why: str) -> None:
        """An entry that cannot be compared: it counts nowhere but here."""
        self.left_out[why] += 1
        self.remarks.append(f"{where}: left out: {why}")

    def fail(self, where: str, why: str) -> None:
        """A report that could not be coded: its annotated events count as missed."""
        self.failed.append(where)
        self.remarks.append(f"{where}: not coded: {why}")

    def day(self, where: str, written: str | None) -> str | None:
        """An ISO day, month or year as it is written; None, with a remark, where it is no date."""
        if not written or is_date(written):
            return written or None
        self.remarks.append(f"{where}: the date {written!r} is none, taken as unknown")
        return None

    def published(self, where: str, written: str | None) -> str | None:
        """A date of publication, as the command `code` takes it; None, with a remark, where it is no date."""
        if not written:
            return None
        try:
            return parse_published(written)
        except BadDate:
            self.remarks.append(f"{where}: the publication date {written!r} is none, taken as unknown")
            return None


def is_date(written: str) -> bool:
    """Whether this is "2020-06-01", "2020-06" or "2020", and in the calendar."""
    filled = written + "0001-01-01"[len(written):]
    try:
        return len(written) in (4, 7, 10) and date.fromisoformat(filled).isoformat() == filled
    except ValueError:
        return False
