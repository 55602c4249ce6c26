"""What a source gives before anybody knows whether it is plain text or a page."""
from __future__ import annotations

from msgspec import Struct

from dragoman.errors import TooLarge

# The longest news reports have some 60,000 characters; 2 MB is a book of 300,000 words, which nobody means to code as
# one report. Pages carry scripts, styles and inline pictures around their text, hence the wider limit for them.
MAX_TEXT = 2_000_000
MAX_PAGE = 8_000_000


class Raw(Struct, frozen=True):
    """Bytes with what is known of them: `name` for messages, `source` for the document, what a server said of them."""

    name: str
    source: str
    data: bytes
    url: str | None = None
    content_type: str | None = None
    charset: str | None = None


def check_size(name: str, size: int, limit: int) -> None:
    """Raise TooLarge where `size` (bytes or characters) is above `limit`."""
    if size > limit:
        raise TooLarge(
            f"{name}: too large for one report",
            f"it has more than {limit / 1e6:.0f} MB, and a long news report has 0.06 MB",
            "split it into one file for each report",
        )
