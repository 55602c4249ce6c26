"""What a check of the lexicon finds, and where."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Finding(Struct, frozen=True):
    """One fault. An error is an entry that does not do what it says; a warning is one that does it twice, or not alone."""

    severity: Literal["error", "warning"]
    kind: str
    entry: str
    file: str
    text: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.kind}: {self.entry} ({self.file}): {self.text}"


def error(kind: str, entry: str, file: str, text: str) -> Finding:
    """An entry that does not do what it says."""
    return Finding("error", kind, entry, file, text)


def warning(kind: str, entry: str, file: str, text: str) -> Finding:
    """An entry that could be shorter or more telling."""
    return Finding("warning", kind, entry, file, text)
