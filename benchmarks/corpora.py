"""Reports of three kinds, for speed: political, mixed and none on politics."""
from __future__ import annotations

import json

from benchmarks.settings import Settings
from benchmarks.texts import of_lines, of_reports
from dragoman.model import Document
from dragoman.readers import make_document

DAY = "2024-05-14"  # for texts that have none: a date is given with nearly all news
#: of the ordinary news every third text is taken: 96 of the 289
EVERY = 3
ARTICLE = 450  # words of an article, to which all rates are brought


def document(text: str, title: str | None = None, day: str | None = None) -> Document:
    return make_document(text, title=title, published=day or DAY, published_basis="given")


def political(settings: Settings) -> list[Document]:
    """The annotated reports, dense with events; without them the example reports and the golden ones in which something happens."""
    gold = [document(one.text, one.title, one.published) for one in (of_reports(settings.gold) if settings.gold.is_dir() else ())]
    return gold or own(settings)


def mixed(settings: Settings) -> list[Document]:
    """Ordinary news of all kinds (outbreaks, crime, trade, firms, markets), in which politics is the exception."""
    gold = settings.gold
    texts = [*of_lines(gold / "places-dev.jsonl"), *of_lines(gold / "meantime-dev.jsonl")]
    return [document(one.text, one.title, one.published) for one in texts][::EVERY]


def apolitical(settings: Settings) -> list[Document]:
    """Our own reports in which nothing political happens: sport, business, science, weather."""
    return [document(path.read_text(encoding="utf-8")) for path in sorted((settings.root / "tests/golden/nothing").glob("*.txt"))]


def own(settings: Settings) -> list[Document]:
    """The example reports of the demo and the golden reports in which something happens: short, every sentence an event."""
    lines = (settings.root / "dragoman/data/demo/reports.jsonl").read_text(encoding="utf-8").splitlines()
    told = [document(one["text"], one["title"], one["published"]) for one in map(json.loads, lines)]
    golden = sorted(path for name in ("like", "world") for path in (settings.root / "tests/golden" / name).glob("*.txt"))
    return told + [document(path.read_text(encoding="utf-8")) for path in golden]


KINDS = {"political": political, "mixed": mixed, "apolitical": apolitical}


def words(documents: list[Document]) -> int:
    return sum(len(one.text.split()) for one in documents)


