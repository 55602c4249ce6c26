"""Run the lexicon's examples with the real parser: `python -m tests.lexicon [PART OF AN ID ...] [--trace]`.

For writing entries; `make test` runs the same examples from frozen parses (tests/test_lexicon.py).
"""

from __future__ import annotations

import sys

import dragoman
from dragoman.lexicon.check import fires
from tests.examples import agrees, all_examples, got, report, run, written


def main(arguments: list[str]) -> int:
    """Print each failing example of the entries whose id contains one of the arguments; the number of failures."""
    parts = [a for a in arguments if not a.startswith("--")]
    engine = dragoman.engine()
    failed = total = 0
    for x in all_examples(engine.resources):
        if parts and not any(p in x.where for p in parts):
            continue
        total += 1
        events = run(x.sentence, engine).events
        right = agrees(x.expected, events) and (x.kind != "examples" or fires(x, events))
        if right == (x.kind != "wish"):
            continue
        failed += 1
        if "--trace" in arguments:
            print(report(x, engine))
        else:
            wanted = " ; ".join(map(written, x.expected)) or "nothing"
            came = " ; ".join(f"{written(got(e))} [{e.why[0]}]" for e in events) or "nothing"
            moved = ", comes out right now: move it to examples" if x.kind == "wish" else ""
            print(f"{x.where} ({x.kind}{moved})\n  text     {x.sentence}\n  expected {wanted}\n  got      {came}")
    print(f"{failed} of {total} examples fail")
    return failed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
