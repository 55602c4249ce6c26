"""The dateline before a report's first sentence: it says where the report was written, and only upsets the parser."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.model import Segment

#: "MOSCOW, March 3 (Agency) - ", "KYIV/LVIV — ", "Paris, 14 November 2023 – ": a place (and date, agency), then a dash
DATELINE = re.compile(
    r"(?:[A-Z][A-Z.\u00c0-\u00dd' /-]{2,40}|[A-Z][\w.' -]{2,30})"
    r"(?:,\s[^\u2013\u2014\n]{2,40}?)?(?:\s?\([^)\n]{2,30}\))?\s?(?:[\u2013\u2014]|--?)\s+(?=[\"\u201c\u2018A-Z0-9])"
)
#: a dateline in capitals needs nothing more; one in mixed case needs a date or an agency before its dash
CAPITALS = re.compile(r"[A-Z\u00c0-\u00dd.' /-]{3,}(?=[,\s(\u2013\u2014-])")

#: what ends the place of a dateline: a comma, a bracket, a slash, a dash
PLACE = re.compile(r"[,(/\u2013\u2014]|\s-")


def without_dateline(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments, the first of the body cut after its dateline where it has one."""
    return tuple(
        _cut(s) if not s.headline and s.paragraph == _first_paragraph(segments) and s.index == _first(segments) else s for s in segments
    )


def place_of(segments: Sequence[Segment]) -> str | None:
    """The place of the dateline: "BUNIA", "MELCHOR DE MENCOS", as written."""
    first = next((s for s in segments if not s.headline), None)
    if first is None or _cut(first) is first:
        return None
    return PLACE.split(first.text, maxsplit=1)[0].strip() or None


def dateline_of(whole: Sequence[Segment], without: Sequence[Segment]) -> tuple[int, int]:
    """From which character to which the dateline goes; (0, 0) where there is none."""
    return next(((one.start, other.start) for one, other in zip(whole, without, strict=True) if one.start != other.start), (0, 0))


def _first(segments: Sequence[Segment]) -> int:
    return next((s.index for s in segments if not s.headline), -1)


def _first_paragraph(segments: Sequence[Segment]) -> int:
    return next((s.paragraph for s in segments if not s.headline), -1)


def _cut(segment: Segment) -> Segment:
    match = DATELINE.match(segment.text)
    if match is None or not (CAPITALS.match(segment.text) or any(c.isdigit() or c == "(" for c in match.group())):
        return segment
    return replace(segment, start=segment.start + match.end(), text=segment.text[match.end() :])
