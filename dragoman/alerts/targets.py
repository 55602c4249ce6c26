"""Where an alert goes: a line of a file, the standard input of a command, a webhook. Each takes one JSON object as bytes."""
from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from dragoman.alerts.rules import Rule
from dragoman.alerts.webhook import Undelivered, post
from dragoman.errors import DataError
from dragoman.net.allow import Allowed

Send = Callable[[bytes], None]
#: seconds that a command may take
COMMAND = 60.0


def target(rule: Rule, path: Path, allowed: Allowed) -> Send:
    """How the alert is sent. `path` is the file of the rules: a file is named from its folder, as a command's is from where one is.

    Raises DataError where the environment has not the secret. What is returned raises Undelivered.
    """
    if rule.file is not None:
        file = path.parent / rule.file
        return lambda body: append(file, body)
    if rule.command:
        return lambda body: run(rule.command, body)
    url, name = rule.webhook or "", rule.secret or ""
    secret = os.environ.get(name, "")
    if not secret:
        why = f"its webhook is signed with the environment variable {name}, which is not set"
        raise DataError(str(path), rule.name, why, f"set it: export {name}=...")
    return lambda body: post(url, body, secret.encode(), allowed)


def append(file: Path, body: bytes) -> None:
    """One line more, in one write, on the disk when it returns."""
    try:
        with file.open("ab", buffering=0) as out:
            line = body + b"\n"
            if out.write(line) != len(line):
                raise Undelivered(f"{file}: only a part of the line was written", again=False)
            os.fsync(out.fileno())
    except OSError as error:
        raise Undelivered(f"{file}: {error.strerror or error}", again=False) from None


def run(command: Sequence[str], body: bytes, seconds: float = COMMAND) -> None:
    """The program gets the object on standard input; no shell reads the arguments. What it prints is not shown."""
    try:
        done = subprocess.run(list(command), input=body, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise Undelivered(f"{command[0]}: it took longer than {seconds:g} seconds", again=False) from None
    except (OSError, ValueError) as error:
        raise Undelivered(f"{command[0]}: it cannot be run ({error})", again=False) from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Undelivered(f"{command[0]}: exit code {done.returncode}{f' ({said[-1]})' if said else ''}", again=False)
