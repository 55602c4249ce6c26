"""The count of known failures: none is left out, whatever kind of test knows it."""
from __future__ import annotations

from pathlib import Path

from benchmarks.lexicon import cases, wishes
from dragoman import resources

TESTS = Path(__file__).parent.parent


def test_wishes_of_frames_are_counted() -> None:
    loaded = resources.load()
    counted = wishes(loaded, TESTS)
    assert counted["lexicon"] >= sum(len(frame.wish) for frame in loaded.frames) > 0


def test_wishes_of_stages_are_counted(tmp_path: Path) -> None:
    stages = tmp_path / "coding" / "stages"
    stages.mkdir(parents=True)
    before = wishes(resources.load(), tmp_path)["stages"]
    (stages / "some.toml").write_text('[[case]]\ntext = "A."\n[[case]]\ntext = "B."\nwish = "a cause"\n', encoding="utf-8")
    assert len(cases(stages / "some.toml")) == 2
    assert wishes(resources.load(), tmp_path)["stages"] == before + 1
