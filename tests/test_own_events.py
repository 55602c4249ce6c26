"""A custom ontology: the page's own example coded, printed, valid by the published schema, and checked."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

import dragoman
from dragoman.lexicon.check import check, concerning
from dragoman.lexicon.findings import Finding
from dragoman.reference import coding_schema
from tests.own import files, small, write

REPORT = "The IAEA inspected an Iranian enrichment plant on Monday. Norway expelled two Ghanaian diplomats."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("mine"))


def events(folder: Path | None, **options: Any) -> list[dict[str, Any]]:
    coding = dragoman.code(REPORT, published="2024-03-06", lexicon=folder, **options)
    decoded = msgspec.json.decode(msgspec.json.encode(coding))
    jsonschema.validate(decoded, coding_schema())
    return list(decoded["events"])


def test_the_page_shows_a_type_a_convention_and_frames() -> None:
    assert set(files()) == {"ontology/inspect.toml", "conventions.toml", "lexicon/en/frames/inspect/sites.toml"}


def test_an_event_of_the_new_type_is_valid_and_packaged_ones_come_out_as_before(folder: Path) -> None:
    own, packaged = events(folder)
    assert (own["type"], own["mode"], own["quad"], own["score"], own["cameo"]) == ("INSPECT", "on-site", "material_cooperation", 3.0, "09")
    assert own["contexts"] == ["cbrn"]
    assert [a["country"] for side in ("actors", "recipients") for a in own[side]] == ["IAEA", "IRN"]
    assert own["date"]["start"] == "2024-03-04"
    assert own["why"][0] == "inspect/inspect-site"
    assert (packaged["type"], packaged["mode"]) == ("SANCTION", "expel")


def test_without_the_folder_there_is_no_such_event() -> None:
    assert "INSPECT" not in {event["type"] for event in events(None)}


def test_the_other_profile_follows_the_convention(folder: Path) -> None:
    first, _ = events(folder, profile="cameo")
    assert (first["type"], first["mode"]) == ("ACCUSE", None)


def test_the_hash_tells_the_lexicons_apart(folder: Path) -> None:
    hashes = {dragoman.code(REPORT, lexicon=own).coder.lexicon for own in (folder, None)}
    assert len(hashes) == 2


def test_the_check_finds_nothing_wrong_with_the_page(folder: Path) -> None:
    checked = check(small(folder), folder)
    assert [str(finding) for finding in checked.findings] == []
    assert checked.counts["types"] == 17
    assert checked.counts["frames"] == 2


BROKEN = """
[silos]
verbs    = ["inspect"]
objects  = ["missile silo"]
needs    = ["actor"]
examples = [
  "Norway inspected a missile silo in Kazakhstan. => NOR INSPECT KAZ",
  "Chad inspected a missile silo in Niger. => TCD INSPECT NER",
  "Peru looked at a missile silo in Chile. => PER INSPECT CHL",
  "Benin inspected nothing.",
]
never    = ["Togo inspected a missile silo in Mali."]
wish     = ["Nothing was inspected by Ghana. => GHA INSPECT ?", "Ghana inspected a reactor in Togo. => GHA INSPECT TGO"]
"""


def findings(tmp_path: Path, entries: str) -> list[Finding]:
    write(tmp_path)
    path = tmp_path / "lexicon" / "en" / "frames" / "inspect" / "more.toml"
    path.write_text(entries, encoding="utf-8")
    return list(check(small(tmp_path), tmp_path).findings)


def test_the_check_names_each_kind_of_fault(tmp_path: Path) -> None:
    found = findings(tmp_path, BROKEN)
    told = [(f.severity, f.kind) for f in found if f.entry == "inspect/silos"]
    assert ("error", "no example") in told
    assert ("error", "one template") in told
    assert ("error", "wrong examples") in told
    assert ("error", "wrong never") in told
    assert ("warning", "a wish come true") in told
    assert all(f.file.endswith("more.toml") for f in found if f.entry == "inspect/silos")


def test_the_check_names_the_winner(tmp_path: Path) -> None:
    example = "Norway inspected a Kazakh missile silo. => NOR INSPECT KAZ"
    entries = f'[late]\nverbs = ["inspect"]\nexamples = ["{example}"]\nneeds = ["actor", "recipient"]\n'
    (found,) = [f for f in findings(tmp_path, entries) if f.entry == "inspect/late"]
    assert (found.severity, found.kind) == ("error", "won by another frame")
    assert "inspect/inspect-site" in found.text


def test_packaged_entries_that_a_frame_of_ones_own_changes_are_warned_of(tmp_path: Path) -> None:
    packaged = Finding("error", "won by another frame", "aid/x", "frames/aid/x.toml", "'A.' gives ? AID ? by inspect/inspect-site: move it")
    other = Finding("error", "won by another frame", "aid/y", "frames/aid/y.toml", "'B.' gives ? AID ? by aid/z: move it")
    own = write(tmp_path)
    found = concerning([packaged, other], str(own), small(own).resources.frames)
    assert [(f.severity, f.entry) for f in found] == [("warning", "aid/x")]
