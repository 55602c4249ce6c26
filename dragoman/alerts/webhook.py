"""One signed POST, to addresses that `net` lets us reach. No redirect is followed: the receiver is the one that the rule names."""
from __future__ import annotations

import hmac
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.errors import Refused
from dragoman.net.allow import Allowed
from dragoman.version import VERSION

if TYPE_CHECKING:
    import ssl

SIGNATURE = "X-Dragoman-Signature"
TIMEOUT = 20.0  # seconds for the whole call
MOST = 1_000_000  # bytes of headers and framing of the answer; its body is not read
#: answers after which the same call may go well (RFC 9110, 15.5.9 and 15.6; RFC 6585, 4)
PASSING = (408, 425, 429)


class Undelivered(Exception):
    """Why something did not arrive; `again`: whether a new try in a moment may go better."""

    def __init__(self, why: str, *, again: bool) -> None:
        super().__init__(why)
        self.why = why
        self.again = again


def signature(body: bytes, secret: bytes) -> str:
    """HMAC-SHA256 (RFC 2104) of the body as it is sent, in hexadecimal."""
    return f"sha256={hmac.new(secret, body, 'sha256').hexdigest()}"


def post(url: str, body: bytes, secret: bytes, allowed: Allowed, seconds: float = TIMEOUT) -> None:
    """Raises Undelivered unless the receiver answers 2xx."""
    import httpx

    from dragoman.net.connect import Guard
    from dragoman.net.deadline import Deadline
    from dragoman.net.transport import Transport

    deadline = Deadline(seconds, MOST)
    headers = {"User-Agent": f"dragoman/{VERSION}", "Content-Type": "application/json", SIGNATURE: signature(body, secret)}
    transport = Transport(Guard(allowed, deadline), _context())
    try:
        with (
            deadline.running(),
            httpx.Client(transport=transport, timeout=seconds, trust_env=False) as client,
            client.stream("POST", url, content=body, headers=headers) as response,
        ):
            status, phrase = response.status_code, response.reason_phrase
    except Refused as error:
        raise Undelivered(f"{url}: {error.why}; {error.remedy}", again=False) from None
    except httpx.TimeoutException:
        raise Undelivered(f"{url}: no answer in {seconds:g} seconds", again=True) from None
    except httpx.TransportError as error:
        raise Undelivered(f"{url}: {error or type(error).__name__}", again=True) from None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise Undelivered(f"{url}: {error}", again=False) from None
    if not 200 <= status < 300:
        raise Undelivered(f"{url}: the receiver answered {status} {phrase}".rstrip(), again=status >= 500 or status in PASSING)


@lru_cache(maxsize=1)
def _context() -> ssl.SSLContext:
    """Made once: it loads a few hundred certificates."""
    import httpx

    return httpx.create_ssl_context()
