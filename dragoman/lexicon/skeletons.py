"""How examples are built: two with one skeleton are one sentence with other names, and prove no more than one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.coding.names import NameIndex, find_names
from dragoman.lexicon.examples import Example
from dragoman.lexicon.findings import Finding, error, warning
from dragoman.model import Sentence

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d.,:]*")
#: no way of building a sentence may make up more of all examples than this
MOST = 0.03
#: examples from which one frame's must differ in build
SEVERAL = 3
SMALL = frozenset({"a", "an", "the", "its", "his", "her", "their"})


def skeleton(sentence: str, names: NameIndex) -> str:
    """The words of a sentence in lower case; known names and capitalised words are "@", figures "#", articles left out."""
    hits = find_names(sentence, names)
    parts: list[str] = []
    for match in WORD.finditer(sentence):
        word = match[0]
        named = any(h.start < match.end() and match.start() < h.end for h in hits) or (match.start() > 0 and word[0].isupper())
        part = "@" if named else "#" if word[0].isdigit() else word.lower().removesuffix("'s")
        if part not in SMALL and not (part == "@" and parts[-1:] == ["@"]):
            parts.append(part)
    return " ".join(parts)


def shape(sentence: Sentence, names: NameIndex) -> str:
    """How a parsed sentence is built: parts of speech and labels of its words, names masked, marks left out."""
    hits = find_names(sentence.segment.text, names)
    base = sentence.segment.start
    parts: list[str] = []
    for t in sentence.tokens:
        named = t.pos == "PROPN" or any(h.start < t.end - base and t.start - base < h.end for h in hits)
        part = "@" if named else f"{t.pos}.{t.dep}"
        if t.dep != "punct" and (part != "@" or parts[-1:] != ["@"]):
            parts.append(part)
    return " ".join(parts)


def templates(examples: Iterable[Example], names: NameIndex, files: Mapping[str, str]) -> Iterator[Finding]:
    """Examples of one entry that are one sentence with other names."""
    groups: dict[tuple[str, str], list[Example]] = defaultdict(list)
    for x in examples:
        groups[x.where, skeleton(x.sentence, names)].append(x)
    for (where, found), same in groups.items():
        if len(same) > 1:
            yield error("one template", where, files[where], f"{len(same)} examples are {found!r}, such as {same[-1].sentence!r}")


def monotony(shapes: Sequence[tuple[str, str]], files: Mapping[str, str]) -> Iterator[Finding]:
    """(entry, shape) of all examples -> ways of building that are used too often, in all entries or throughout one."""
    for found, n in Counter(built for _, built in shapes).most_common():
        if n > MOST * len(shapes):
            yield warning("one build", "all frames", "examples", f"{n} of {len(shapes)} examples are built as {found!r}")
    by_entry: dict[str, list[str]] = defaultdict(list)
    for where, built in shapes:
        by_entry[where].append(built)
    for where, own in by_entry.items():
        if len(own) >= SEVERAL and len(set(own)) == 1:
            yield warning("one build", where, files[where], f"its {len(own)} examples are all built as {own[0]!r}")
