"""The generated reference: complete pages, and a schema that a coding fulfils."""
from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import msgspec

from dragoman.entries import Context, Convention, EventType
from dragoman.model import (
    Actor,
    Amount,
    Attribution,
    Coder,
    Coding,
    Commitment,
    Document,
    Event,
    EventDate,
    Office,
    Place,
    Relation,
    Span,
    Topic,
)
from dragoman.reference import coding_schema, conventions_page, ontology_page, pages

DATA = Path(__file__).parent.parent / "dragoman" / "data"


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def types() -> dict[str, EventType]:
    names = ((path.stem.upper(), path) for path in sorted((DATA / "ontology").glob("*.toml")))
    return {name: msgspec.convert({"id": name, **read(path)}, EventType) for name, path in names}


def conventions() -> dict[str, Convention]:
    return {n: msgspec.convert({"id": n, **entry}, Convention) for n, entry in read(DATA / "conventions.toml").items()}


def contexts() -> dict[str, Context]:
    return {n: msgspec.convert({"id": n, **entry}, Context) for n, entry in read(DATA / "contexts.toml").items()}


def test_the_ontology_page_names_everything() -> None:
    page = ontology_page(types(), contexts(), conventions())
    for kind in types().values():
        assert f"### {kind.id}\n" in page
        assert all(f"`{mode}`" in page for mode in kind.modes)
    assert all(f"`{name}`" in page for name in contexts())
    assert page.endswith("\n")
    assert not page.endswith("\n\n")


def test_the_conventions_page_names_every_case() -> None:
    page = conventions_page(conventions())
    assert all(f"`{name}`" in page for name in conventions())


def test_the_page_of_codes_has_every_sector_and_home() -> None:
    page = pages()["actor-codes.md"]
    table = read(DATA / "codes" / "ngec.toml")
    assert all(f"| {code} | " in page for code in (*table["sectors"], *table["countries"], *read(DATA / "codes" / "homes.toml")))
    assert "| ELI | ELI, GOV |" in page
    assert "| UNK | -, UNK |" in page


def coding() -> Coding:
    """A coding with every kind of part in it."""
    span = Span("met", 6, 9)
    actor = Actor("Norway", "NOR", "government", "GOV", None, None, 0, 6)
    event = Event(
        id="e1", type="CONSULT", mode=None, contexts=("diplomatic",), quad="verbal_cooperation", score=2.1, cameo="04",
        confidence=0.9, status="occurred", negation=None, certainty=3, actors=(actor,), recipients=(),
        date=EventDate("2020-06", None, "June", "month"), place=Place("Oslo", "NOR", 59.9, 10.7, "city"),
        attributed_to=Attribution("Oslo", "NOR", "government", span), topics=(Topic("fish", span),), trigger=span,
        amounts=(Amount(2.0, None, None, None, "ministers", span),), evidence=(span,), why=("consult/meet",),
    )
    document = Document("d", None, "Norway met", "2020-06-01", "given", None, None, "0" * 64)
    commitment = Commitment("c1", (actor,), (), span, None, "2021-12-31", "agreed", (span,), ())
    office = Office("A. B.", "minister", "NOR", False, span)
    relation = Relation("membership", (actor,), "ongoing", None, span)
    return Coding(document, Coder("1", "l", "m", "plover"), (event,), (commitment,), (office,), (relation,))


def as_json() -> Any:
    return msgspec.json.decode(msgspec.json.encode(coding()))


def test_a_coding_fulfils_the_schema() -> None:
    schema = coding_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(as_json(), schema)


def test_the_schema_refuses_an_unknown_status() -> None:
    wrong = as_json()
    wrong["events"][0]["status"] = "perhaps"
    assert not jsonschema.Draft202012Validator(coding_schema()).is_valid(wrong)


def test_the_committed_pages_are_the_generated_ones() -> None:
    folder = DATA.parent.parent / "docs" / "reference"
    for name, text in pages().items():
        assert (folder / name).read_text(encoding="utf-8") == text, f"{name} is out of date: run `make reference`"


def test_every_definition_is_described() -> None:
    assert all(d.get("description") for d in coding_schema()["$defs"].values())
