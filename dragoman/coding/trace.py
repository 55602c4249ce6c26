"""What every stage decided, in order: what `explain` prints, tests show on failure, and the page will show."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from msgspec import Struct

#: columns that a printed line may take
WIDTH = 100
LABEL = re.compile(r" *\w+(?: \w+)? {2,}")


class Step(Struct, frozen=True):
    """One decision: the stage, the sentence that it concerns (None: the report), and the words for it."""

    stage: str
    sentence: int | None
    text: str


class Trace:
    """Collects steps; a Trace that is off takes nothing and costs nothing."""

    def __init__(self, on: bool = True) -> None:
        self.on = on
        self.steps: list[Step] = []

    def add(self, stage: str, sentence: int | None, text: str) -> None:
        """Note one decision."""
        if self.on:
            self.steps.append(Step(stage, sentence, text))

    def lines(self, width: int = WIDTH) -> Iterator[str]:
        """The steps as lines of text of at most `width` columns, a heading for each stage."""
        last: tuple[str, int | None] | None = None
        for step in self.steps:
            if (step.stage, step.sentence) != last:
                where = "" if step.sentence is None else f" (sentence {step.sentence + 1})"
                yield f"{step.stage}{where}"
                last = (step.stage, step.sentence)
            yield from wrapped(step.text, width)


def wrapped(text: str, width: int) -> list[str]:
    """One step, indented; what does not fit hangs under the value where a label and two spaces stand before it."""
    if len(text) + 4 <= width:
        return [f"    {text}"]
    label = LABEL.match(text)
    hanging = len(label[0]) if label is not None else len(text) - len(text.lstrip()) + 4
    return textwrap.wrap(
        text.lstrip(),
        width,
        initial_indent=" " * (4 + len(text) - len(text.lstrip())),
        subsequent_indent=" " * (4 + hanging),
        break_on_hyphens=False,
    )
