"""A pasted text, coded, and what each stage decided. Nothing is stored."""

from __future__ import annotations

from dragoman.model import Coding, Document
from dragoman.readers import check_fit, make_document, parse_published
from dragoman.web.desk import Desk


def coded(desk: Desk, text: str, date: str | None) -> Coding:
    """Raises BadInput and its kind."""
    from dragoman.coding.pipeline import code as code_document
    from dragoman.coding.trace import Trace

    check_fit("the text", text)
    published = parse_published(date) if date else None
    document = make_document(text, published=published, published_basis="given" if published else "unknown: no date was given")
    return code_document(document, desk.engine, Trace(on=False))


def traced(desk: Desk, document: Document) -> list[tuple[str, str]]:
    """(stage, what it decided), in the order of the stages."""
    from dragoman.coding.pipeline import code as code_document
    from dragoman.coding.trace import Trace
    from dragoman.explain import place, repeats, sorted_in

    steps = Trace()
    code_document(document, desk.engine, steps)
    ordered = sorted(map(sorted_in, (step for step in steps.steps if not repeats(step))), key=place)
    return [(step.stage, f"sentence {step.sentence + 1}: {step.text}" if step.sentence is not None else step.text) for step in ordered]
