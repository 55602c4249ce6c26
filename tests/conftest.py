"""Ledgers for the tests, on both databases: a test that takes `ledger_url` or `ledger` is run on SQLite and on PostgreSQL."""
from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.ledger.store import Ledger
from tests.postgres import Postgres, server

BOTH = ("sqlite", "postgresql")

# a shell that runs the tests in the background has interrupts ignored, and so would every program be that they start
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server for all tests of this process."""
    with server() as running:
        yield running


@pytest.fixture(scope="session")
def made() -> dict[str, str]:
    """An empty ledger of each kind, made once."""
    return {}


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest) -> str:
    """Which database the test is run on."""
    return str(request.param)


@pytest.fixture
def ledger_url(database: str, made: dict[str, str], request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty ledger."""
    if database == "sqlite":
        return str(_sqlite(made, request.getfixturevalue("tmp_path_factory"), tmp_path / "ledger.db"))
    return _postgresql(made, request.getfixturevalue("postgres"))


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """An empty ledger, open."""
    with Ledger.open(ledger_url) as opened:
        yield opened


@pytest.fixture
def empty_url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table; of SQLite there is not even the file."""
    return str(tmp_path / "none.db") if database == "sqlite" else request.getfixturevalue("postgres").database()


def _sqlite(made: dict[str, str], folders: pytest.TempPathFactory, copy: Path) -> Path:
    if "sqlite" not in made:
        made["sqlite"] = str(folders.mktemp("made") / "ledger.db")
        Ledger.open(made["sqlite"], create=True).close()
    shutil.copyfile(made["sqlite"], copy)
    return copy


def _postgresql(made: dict[str, str], running: Postgres) -> str:
    """One database, emptied for every test: to make one costs a thousand files."""
    if "postgresql" in made and running.emptied(made["postgresql"]):
        return made["postgresql"]
    url = made["postgresql"] = running.database()
    Ledger.open(url, create=True).close()
    return url
