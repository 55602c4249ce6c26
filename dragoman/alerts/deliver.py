"""Handing an alert over: to a file, a command or an address. What fails raises DragomanError, and is tried again at the next run."""

from __future__ import annotations

import hashlib
import hmac
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from dragoman.alerts.found import Alert
from dragoman.alerts.rules import Deliver
from dragoman.errors import DragomanError, Refused, Unreachable, Unwritable

#: seconds that a command may take
PATIENCE = 60.0
#: seconds before the second and the third try at an address
PAUSES = (1.0, 4.0)
SIGNED = "X-Dragoman-Signature"
Post = Callable[[str, bytes, dict[str, str]], int]


def deliver(alert: Alert, to: Deliver, post: Post, sleep: Callable[[float], object]) -> None:
    """To all that the rule names. Raises DragomanError for the first that fails."""
    body = msgspec.json.encode(alert)
    if to.file:
        _append(Path(to.file), body)
    if to.command:
        _run(to.command, body)
    if to.webhook:
        _send(to.webhook, body, to.secret, post, sleep)


def _append(path: Path, body: bytes) -> None:
    try:
        with path.open("ab") as file:
            file.write(body + b"\n")
    except OSError as error:
        raise Unwritable(f"{path}: the alert is not written", str(error), "make room, or name another file") from None


def _run(command: Sequence[str], body: bytes) -> None:
    try:
        done = subprocess.run(command, input=body, capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unreachable(f"{command[0]}: not run", str(error), "name a program, and its words one by one") from None
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip()[-300:]
        raise Unreachable(f"{command[0]}: ended with {done.returncode}", told or "it said nothing", "see to the program")


def signature(body: bytes, secret: str) -> str:
    """As the header has it: HMAC-SHA256 (RFC 2104) of the body, in hexadecimal."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def _send(url: str, body: bytes, variable: str | None, post: Post, sleep: Callable[[float], object]) -> None:
    headers = {"Content-Type": "application/json"}
    if variable:
        secret = os.environ.get(variable)
        if not secret:
            raise DragomanError(f"{url}: not sent", f"the secret is to be in {variable}, and is not", f"set {variable}")
        headers[SIGNED] = signature(body, secret)
    why = ""
    for pause in (*PAUSES, None):
        try:
            status = post(url, body, headers)
        except Refused:
            raise  # by our own rules: it will be no other the next time
        except Unreachable as error:
            why = error.why
        else:
            if status < 300:
                return
            why = f"it answered {status}"
            if 400 <= status < 500 and status not in (408, 429):
                break  # it will not take it another time either
        if pause is not None:
            sleep(pause)
    raise Unreachable(f"{url}: the alert is not delivered", why, "see to the server; it is tried again at the next run")
