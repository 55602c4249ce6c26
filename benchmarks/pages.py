"""The pages on a ledger of 100,000 events: when a real browser paints, how long a filter takes, and fifty readers beside an ingest.

`DRAGOMAN_READ_SECONDS` sets for how long they read (120).
"""
from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_plus

import httpx

from benchmarks import million
from benchmarks.fiction import codings
from benchmarks.figures import Figure, not_measured
from benchmarks.settings import Settings
from dragoman.ledger.store import Ledger

EVENTS, READERS = 100_000, 50
PATHS = (
    "/", "/events", "/map", "/network", "/calendar", "/commitments", "/sources", "/search?words=talks", "/try", "/actor/KEN",
    "/dyad/RUS/IND",
)  # fmt: skip
FILTERS = (
    "/events?actor=KEN", "/events?type=CONSULT", "/events?status=occurred", "/events?since=2013-05-01&until=2013-05-31",
    "/events?quad=material_conflict", "/events?place=KEN", "/events?words=talks", "/events?involving=KEN", "/events?min_confidence=0.6",
    "/events?since=2010",
)  # fmt: skip
PICTURES = ("/events/around", "/map/drawn", "/network/drawn")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def measure(settings: Settings) -> list[Figure]:
    """Milliseconds: the slowest first paint, the slowest filter (and its picture), the 95th percentile of readers, and their errors."""
    names = ("pages.first_paint_ms", "pages.filter_ms", "pages.picture_ms", "pages.readers_p95_ms", "pages.readers_errors")
    browser = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if browser is None:
        return not_measured(names, "no Chromium is installed")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.db"
        with Ledger.open(str(path), create=True) as ledger:
            million.fill(ledger, codings(EVENTS), "full")
            with ledger.reading() as c:
                said = million.common_words(c)
        paths, filters = (*PATHS, *found_by(said[0])), (*FILTERS, *(one for some in searches(said) for one in found_by(some)))
        with serving(path) as site:
            painted, which = paints(site, browser, paths)
            slow, asked = slowest(site, filters)
            picture, drawn = slowest(site, [one.replace("/events?", f"{part}?") for part in PICTURES for one in FILTERS])
            p95, errors, number = readers(site, path, [*paths, *filters], float(os.environ.get("DRAGOMAN_READ_SECONDS", "120")))
    return [
        Figure(names[0], painted, f"of {len(paths)} pages, the slowest: {which}", True),
        Figure(names[1], slow, f"of {len(filters)} filters, the table: {asked}", True),
        Figure(names[2], picture, f"of {len(PICTURES) * len(FILTERS)} pictures that follow, the slowest: {drawn}", True),
        Figure(names[3], p95, f"{number} answers to {READERS} readers beside an ingest", True),
        Figure(names[4], errors, "of these answers", True),
    ]


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """The command itself, over a ledger."""
    command = [sys.executable, "-m", "dragoman", "serve", "--port", "0", "--db", str(path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        found = re.search(r"http://\S+\d", running.stderr.readline())
        assert found is not None
        try:
            time.sleep(6)  # the pictures of the whole ledger are made meanwhile
            yield found[0]
        finally:
            running.terminate()


def found_by(words: str) -> tuple[str, str]:
    """The pages that search whole texts."""
    return f"/search?words={quote_plus(words)}", f"/reports?words={quote_plus(words)}"


def searches(said: list[str]) -> tuple[str, ...]:
    """Of words, the most frequent first: frequent and rare ones, a phrase, two that rarely meet, one without others."""
    return said[0], said[-1], f'"{said[0]} {said[1]}"', f"{said[-1]} {said[-2]}", f"{said[0]} -{said[1]} -{said[2]}", f"-{said[0]}"


def paints(site: str, browser: str, paths: tuple[str, ...]) -> tuple[float, str]:
    """The slowest first contentful paint; each page is opened three times, the middle one counts."""
    from playwright.sync_api import sync_playwright

    took: dict[str, float] = {}
    script = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 9999"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser, args=FLAGS)
        page = started.new_page()
        for path in paths:
            runs = []
            for _ in range(3):
                page.goto(site + path)
                page.wait_for_timeout(400)
                runs.append(float(page.evaluate(script)))
            took[path] = statistics.median(runs)
        started.close()
    slowest_path = max(took, key=lambda path: took[path])
    return round(took[slowest_path], 1), slowest_path


def slowest(site: str, paths: list[str] | tuple[str, ...]) -> tuple[float, str]:
    """The slowest answer, each asked for once."""
    took = {}
    with httpx.Client(base_url=site, timeout=60) as client:
        for path in paths:
            began = time.perf_counter()
            client.get(path).raise_for_status()
            took[path] = (time.perf_counter() - began) * 1000
    path = max(took, key=lambda one: took[one])
    return round(took[path], 1), path


def readers(site: str, path: Path, pages: list[str], seconds: float) -> tuple[float, int, int]:
    """Fifty readers who look at a page each second, beside `dragoman ingest`; 95th percentile in ms, errors, answers."""
    took: list[float] = []
    errors: list[str] = []
    end = time.monotonic() + seconds
    texts = path.parent / "more.jsonl"
    with texts.open("w", encoding="utf-8") as file:
        for number in range(4000):
            text = f"OSLO - Norway expelled {number % 7 + 2} Chadian diplomats on Monday, the Foreign Ministry said in statement {number}."
            file.write(json.dumps({"title": f"Diplomats leave {number}", "text": text, "published": "2026-06-30", "source": "Wire"}) + "\n")
    paths = [*pages, "/api/v1/events?limit=20", pages[-1].replace("/reports?", "/api/v1/reports?")]

    def read(which: int) -> None:
        with httpx.Client(base_url=site, timeout=30) as client:
            turn = which
            while time.monotonic() < end:
                began = time.perf_counter()
                try:
                    answer = client.get(paths[turn % len(paths)])
                    if answer.status_code >= 400:
                        errors.append(f"{answer.status_code} {paths[turn % len(paths)]}")
                except httpx.HTTPError as error:
                    errors.append(repr(error))
                took.append((time.perf_counter() - began) * 1000)
                turn += 1
                time.sleep(max(0.0, 1.0 - (time.perf_counter() - began)))

    ingest = subprocess.Popen([sys.executable, "-m", "dragoman", "ingest", str(texts), "--db", str(path)], stderr=subprocess.DEVNULL)
    threads = [threading.Thread(target=read, args=(n,)) for n in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ingest.terminate()
    ingest.wait()
    for one in sorted(set(errors))[:5]:
        print(one, file=sys.stderr)
    ordered = sorted(took)
    return round(ordered[int(0.95 * len(ordered))], 1), len(errors), len(ordered)
