"""What came back from an address."""
from __future__ import annotations

from msgspec import Struct


class Answer(Struct, frozen=True):
    """`url` is where the bytes are from at last, `moved` where the address leads for good (None: it still holds).

    `cut` says why `data` is not all of it; None where it is whole.
    """

    url: str
    status: int
    phrase: str
    data: bytes
    host: str
    content_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    retry_after: str | None = None
    moved: str | None = None
    cut: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the server gave what was asked for."""
        return 200 <= self.status < 300


def why_not(answer: Answer) -> tuple[str, str]:
    """Why an answer that is not `ok` is none, and the remedy."""
    if answer.status in (401, 402, 403, 407, 451):
        remedy = "it is open to readers only: open it in a browser, save the page and give the file"
    elif answer.status in (404, 410):
        remedy = "check the address"
    else:
        remedy = "try later"
    return f"the server answered {answer.status} {answer.phrase}".rstrip(), remedy
