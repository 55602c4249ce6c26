"""A ledger of fictional reports on both databases, the real server over it, and a real browser."""
from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

import dragoman
from dragoman.evaluate.followed import story
from dragoman.evaluate.stories import document
from dragoman.intake.link import relink
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.store import Ledger
from dragoman.model import Coding
from dragoman.readers import make_document
from dragoman.web.app import application

FOLDER = Path(__file__).parents[1] / "stories" / "follow"
NAMES = (*sorted(path.stem for path in FOLDER.glob("p-*.toml")), "s-truce-on-the-dangrek-ridge", "s-fiji-minister-and-twenty-engineers")
HOSTILE = (
    "<script>alert(1)</script> Norway <b>expels</b> Chad's envoy\n\nOSLO, March 5 - Norway expelled two Chadian diplomats on Tuesday, "
    "the Foreign Ministry said. <img src=x onerror=alert(2)> </script><svg onload=alert(3)>"
)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]


@cache
def codings() -> tuple[Coding, ...]:
    """Coded once in a process."""
    found = [dragoman.code_document(document(report)) for name in NAMES if (FOLDER / f"{name}.toml").exists()
             for report in story(FOLDER / f"{name}.toml").report]  # fmt: skip
    odd = make_document(HOSTILE, published="2025-03-05", published_basis="given", source="Wire <i>x</i>", url="javascript:alert(4)")
    return (*found, dragoman.code_document(odd))


def fill(ledger: Ledger) -> None:
    for coding in codings():
        ledger.add(Entry(coding, Sighting(coding.document.source or "unknown")), relink)


@contextmanager
def served(url: str) -> Iterator[str]:
    """The address of the real server over a ledger."""
    server = uvicorn.Server(uvicorn.Config(application(url), "127.0.0.1", 0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a ledger with all reports."""
    own = tmp_path_factory.mktemp("web") / "web.db"
    url = str(own) if request.param == "sqlite" else request.getfixturevalue("postgres").database()
    with Ledger.open(url, create=True) as ledger:
        fill(ledger)
    return url


@pytest.fixture(scope="session")
def site(filled: str) -> Iterator[str]:
    with served(filled) as address:
        yield address


@pytest.fixture(scope="session")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over an empty ledger."""
    url = str(tmp_path_factory.mktemp("web") / "none.db")
    Ledger.open(url, create=True).close()
    with served(url) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(found for name in CHROMIUM if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


class Watched:
    """A page on which every request, error and message of the console is kept."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.away: list[str] = []
        self.wrong: list[str] = []
        page.on("request", lambda r: self.away.append(r.url) if not r.url.startswith((site, "data:", "blob:")) else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda m: self.wrong.append(m.text) if m.type == "error" else None)
        page.on("dialog", lambda d: (self.wrong.append(f"dialog {d.message}"), d.dismiss()))

    def open(self, path: str) -> Page:
        self.page.goto(self.site + path)
        self.page.wait_for_load_state("networkidle")
        return self.page


@pytest.fixture
def watched(browser: Browser, site: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    found = Watched(context.new_page(), site)
    yield found
    context.close()
    assert found.away == []
    assert found.wrong == []
