"""Texts of a corpus: a text file, a folder of them, JSON lines with `text`, or a table with the column `sentence`."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from dragoman.errors import BadInput, Unreachable
from dragoman.readers import make_document, read

LeftOut = Callable[[str], None]
FORMS = "give a .txt file, a folder with .txt files, a .jsonl file with text in each line, or a .tsv file with the column sentence"


def texts(path: Path, left_out: LeftOut) -> Iterator[str]:
    """Each text once, headline first. What cannot be read is told to `left_out`; Unreachable or BadInput where nothing can."""
    if path.is_dir():
        files = sorted(path.rglob("*.txt"))
        if not files:
            raise BadInput(f"{path}: no texts", "the folder has no .txt file", FORMS)
        yield from (text for file in files for text in report(file, left_out))
    elif not path.exists():
        raise Unreachable(f"{path}: cannot be read", "no such file", "check the path")
    elif path.suffix == ".jsonl":
        yield from lines(path, left_out)
    elif path.suffix == ".tsv":
        yield from dict.fromkeys(rows(path, left_out))
    elif path.suffix == ".txt":
        yield read(str(path)).text
    else:
        raise BadInput(f"{path}: not a corpus", f"what a file {path.suffix or 'without a suffix'} holds is not known", FORMS)


def report(path: Path, left_out: LeftOut) -> Iterator[str]:
    """The text of one file of a folder, if it is fit to be read."""
    try:
        yield read(str(path)).text
    except (BadInput, Unreachable) as error:
        left_out(f"{error.what} ({error.why})")


def lines(path: Path, left_out: LeftOut) -> Iterator[str]:
    """The texts of JSON lines; `title`, where there is one, goes before the text."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
            except json.JSONDecodeError as error:
                left_out(f"line {number}: not JSON ({error.msg})")
                continue
            text, title = (entry.get("text"), entry.get("title")) if isinstance(entry, dict) else (None, None)
            if isinstance(text, str) and text.strip():
                yield make_document(text, title=title if isinstance(title, str) else None).text
            else:
                left_out(f"line {number}: no text")


def rows(path: Path, left_out: LeftOut) -> Iterator[str]:
    """The sentences of a table; BadInput where it has no such column."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if "sentence" not in (table.fieldnames or ()):
            named = ", ".join(table.fieldnames or ()) or "none"
            raise BadInput(f"{path}: no column 'sentence'", f"its columns are {named}", "name the columns in the first line")
        for number, row in enumerate(table, 2):
            if sentence := (row["sentence"] or "").strip():
                yield sentence
            else:
                left_out(f"line {number}: no sentence")
