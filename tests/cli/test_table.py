"""The table shows what a reader needs, at every width, and without colour where it is piped."""
from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from rich.console import Console

from dragoman.cli import cells
from dragoman.cli.table import render
from dragoman.model import Actor, Coding, Span
from tests.cli.coder import TEXT, event, full, span


def shown(coding: Coding, width: int, *, colour: bool = False) -> str:
    out = io.StringIO()
    system = "standard" if colour else None
    console = Console(file=out, width=width, force_terminal=colour, highlight=False, color_system=system)
    for part in render(coding, width):
        console.print(part)
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 100, 160])
def test_every_field_is_there(width: int) -> None:
    text = shown(full(), width)
    assert max(map(len, text.splitlines())) <= width
    flat = " ".join(text.replace("\u2502", " ").split())
    for words in [
        "Minister flies to Oslo", "2021-03-02 (inferred: the text speaks of 2021)", "ongoing", "negated", "ruled out",
        "alleged", "2021-03-01", "CONSULT", "visit", "Oslo, NOR", "\u201cflew to Oslo\u201d", "sentences)",
        "Commitments", "scheduled", "2021-12-31", "former foreign minister", "membership", "Jaan Tamm", "(EST)", "[sic]",
    ]:  # fmt: skip
        assert words in flat, f"{words!r} is not in the table:\n{text}"


def test_colour_only_where_it_is_wanted() -> None:
    assert "\x1b[" not in shown(full(), 80)
    assert "\x1b[32m" not in shown(full(), 80, colour=True)  # green is for what occurred
    assert "\x1b[31m" in shown(full(), 80, colour=True)


def test_an_unknown_date_and_an_empty_report() -> None:
    coding = full()
    document = replace(coding.document, published=None, published_basis="unknown: no date in the text")
    text = " ".join(shown(Coding(document, coding.coder, (), (), (), ()), 80).split())
    assert "Published: unknown (no date in the text)" in text
    assert "Relative dates" in text
    assert "No event" in text


def test_events_follow_the_text() -> None:
    coding = full()
    turned = replace(coding, events=tuple(reversed(coding.events)))
    assert shown(turned, 160).index("\u201cflew to Oslo\u201d") < shown(turned, 160).index("\u201cruled out talks\u201d")


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (Actor("She", "EST", person="Liis Kask"), "Liis Kask (EST)"),
        (Actor("She", "EST"), "EST (\u201cShe\u201d)"),
        (Actor("Both sides", "NOR"), "NOR (\u201cBoth sides\u201d)"),
        (Actor("the\nNorwegian  minister", "NOR"), "the Norwegian minister (NOR)"),
        (Actor("NATO", "NATO"), "NATO"),
        (Actor("rebels"), "rebels"),
    ],
)
def test_an_actor_is_named_as_well_as_it_is_known(who: Actor, words: str) -> None:
    assert cells.actor(who) == words


def test_nobody_stands_twice_on_one_side() -> None:
    assert cells.actors((Actor("She", "EST", person="Liis Kask"), Actor("Liis Kask", "EST"))) == "Liis Kask (EST)"


def test_a_long_sentence_is_shortened_around_its_trigger() -> None:
    text = f"{'After a long and quiet day by the sea ' * 5}Norway expelled an envoy {'as the wind turned to the west ' * 5}".strip()
    at = text.index("expelled")
    long = event(trigger=Span("expelled", at, at + 8), evidence=(Span(text, 0, len(text)),))
    words = cells.sentence(long)
    assert "Norway expelled an envoy" in words
    assert words.startswith("\u2026")
    assert words.endswith("\u2026")
    assert len(words) <= cells.SENTENCE + 1
    short = event(evidence=(Span(TEXT, 0, len(TEXT)),), trigger=span("ruled out talks"))
    assert cells.sentence(short) == cells.line(TEXT)
