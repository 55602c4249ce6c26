"""The publication date as a person or a page writes it: an ISO date, date and time, or year and month."""
from __future__ import annotations

import re
from datetime import date, datetime

from dragoman.errors import BadDate

YEAR_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def parse_published(text: str) -> str:
    """`2020-09-04`, or `2020-09` where no day is given; the time of day is dropped. Raises BadDate."""
    text = text.strip()
    if YEAR_MONTH.fullmatch(text) and not text.startswith("0000"):
        return text
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError as error:
        why = str(error) if re.fullmatch(r"\d{4}-\d{2}-\d{2}.*", text) else "it is not written as an ISO date"
        remedy = "write the day of publication as 2020-09-04, or 2020-09"
        raise BadDate(f"the date {text!r} is not one", why, remedy) from None
