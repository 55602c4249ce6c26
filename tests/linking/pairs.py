"""The pairs of `pairs.toml` as texts."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from msgspec import Struct

FILE = Path(__file__).parent / "pairs.toml"


class Pair(Struct, frozen=True):
    """Two texts, their addresses if they matter, and what the second is to the first (None for a text of its own)."""

    old: str
    new: str
    urls: tuple[str, str] | None
    kind: str | None
    why: str


def pairs() -> list[Pair]:
    """All of them, in order."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return [_pair(data["story"][entry["story"]], entry) for entry in data["pair"]]


def _pair(story: dict[str, Any], entry: dict[str, Any]) -> Pair:
    old = compose(story["headline"], story.get("dateline", ""), story["sentences"])
    urls = tuple(entry["url"]) if "url" in entry else None
    return Pair(old, entry.get("text") or edited(story, entry), urls, None if entry["is"] == "none" else entry["is"], entry["why"])


def edited(story: dict[str, Any], entry: dict[str, Any]) -> str:
    """The story after what the entry says was done to it."""
    dropped = set(entry.get("drop", []))
    sentences = [one for number, one in enumerate(story["sentences"][: entry.get("keep")]) if number not in dropped]
    text = compose(
        entry.get("headline", story["headline"]), entry.get("dateline", story.get("dateline", "")),
        sentences, entry.get("before", []), entry.get("after", []),
    )  # fmt: skip
    for old, new in entry.get("replace", []):
        assert old in text, f"{entry['why']}: {old!r} is not in the text"
        text = text.replace(old, new)
    return text


def compose(headline: str, dateline: str, sentences: list[str], before: list[str] = [], after: list[str] = []) -> str:  # noqa: B006
    """Two sentences a paragraph, as agencies write."""
    body = [" ".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2)]
    body[0] = dateline + body[0]
    return "\n\n".join(part for part in (headline, *before, *body, *after) if part)
