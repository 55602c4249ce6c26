"""Something sent to an address, by the rules of what may be reached; its answer's status."""
from __future__ import annotations

from dragoman.net.allow import Allowed
from dragoman.net.deadline import Deadline

TIMEOUT = 20.0  # seconds for the whole of it
LARGEST = 1_000_000  # bytes of an answer, which is not looked at


def post(url: str, body: bytes, headers: dict[str, str], allowed: Allowed | None = None) -> int:
    """The status of the answer; redirects are not followed. Raises Unreachable and Refused."""
    import httpx

    from dragoman.net.client import AGENT
    from dragoman.net.connect import Guard
    from dragoman.net.exchange import told
    from dragoman.net.transport import Transport

    deadline = Deadline(TIMEOUT, LARGEST)
    transport = Transport(Guard(allowed or Allowed(), deadline), httpx.create_ssl_context())
    sent = {"User-Agent": AGENT.split(" ")[0], **headers}
    with (
        told(url, TIMEOUT), httpx.Client(transport=transport, timeout=TIMEOUT, trust_env=False) as client, deadline.running(),
        client.stream("POST", url, content=body, headers=sent) as response,
    ):  # fmt: skip
        return response.status_code
