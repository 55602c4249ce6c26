"""The revisions make the tables that `schema` has, on both databases; other versions are refused with what to do."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from dragoman.errors import LedgerError, NoLedger, OldLedger
from dragoman.ledger import schema as s
from dragoman.ledger.checks import check
from dragoman.ledger.engine import address
from dragoman.ledger.entry import Sighting
from dragoman.ledger.finding import every
from dragoman.ledger.migrations import run
from dragoman.ledger.reports import Selection
from dragoman.ledger.store import Ledger
from tests.ledger import made


def ours(_object: Any, name: str | None, kind: str, *_: Any) -> bool:
    """Less the search index, which `search` makes."""
    return not (kind == "table" and name is not None and name.startswith("search"))


def test_the_revisions_make_the_schema(ledger: Ledger) -> None:
    with ledger.reading() as c:
        context = MigrationContext.configure(c, opts={"compare_type": True, "include_object": ours})
        assert compare_metadata(context, s.metadata) == []
        assert run.current(c) == run.newest()


def test_the_indexes_are_the_schema_s(ledger: Ledger) -> None:
    """With their conditions, which the comparison of Alembic does not see."""
    with ledger.reading() as c:
        [current] = [index for index in inspect(c).get_indexes("record") if index["name"] == "uq_record_current"]
    assert current["unique"]
    assert any("to_seq IS NULL" in str(value) for value in current["dialect_options"].values())


def test_up_again_changes_nothing_and_down_leaves_nothing(ledger: Ledger) -> None:
    ledger.upgrade()
    with ledger.writing() as c:
        config = run._config()
        config.attributes["connection"] = c
        command.downgrade(config, "base")
    with ledger.reading() as c:
        assert set(inspect(c).get_table_names()) <= {"alembic_version"}
        assert run.current(c) is None


def test_a_ledger_of_the_version_before_keeps_what_it_has(empty_url: str) -> None:
    with Ledger.at(empty_url) as before:
        with before.writing() as c:
            run.upgrade(c, "0002")
            c.exec_driver_sql("INSERT INTO log (at, kind, detail) VALUES ('2026-11-26T00:00:00Z', 'ingested', '{}')")
        with pytest.raises(OldLedger, match="of version 0002"):
            Ledger.open(empty_url)
        before.upgrade()
    with Ledger.open(empty_url) as now, now.reading() as c:
        assert c.exec_driver_sql("SELECT kind FROM log").scalars().all() == ["ingested"]
        assert "alert_fired" in inspect(c).get_table_names()


def test_texts_that_were_there_before_the_index_are_found(ledger: Ledger) -> None:
    names = [ledger.add(made.entry(number)).report for number in (1, 2)]
    ledger.meet(made.coding(1).document.sha256, Sighting("Morning Post"))
    wanted = Selection(("Morning Post",), words="round")

    def found() -> list[str]:
        with ledger.reading() as c:
            assert check(c).findings == ()
            assert {one.id for one in every(c, Selection(words='"of the talks"'))} == set(names)
            return [one.id for one in every(c, wanted)]

    assert found() == names[:1]
    with ledger.writing() as c:
        config = run._config()
        config.attributes["connection"] = c
        command.downgrade(config, "0004")
        assert "search_report" not in inspect(c).get_table_names()
    ledger.upgrade()
    assert found() == names[:1]


def test_a_ledger_is_made_where_there_is_none(empty_url: str) -> None:
    with pytest.raises(NoLedger, match="there is no ledger"):
        Ledger.open(empty_url)
    assert not Path(empty_url).exists(), "asking for it must not make it"
    with Ledger.open(empty_url, create=True) as made, made.reading() as c:
        assert run.current(c) == run.newest()
    Ledger.open(empty_url).close()


@pytest.mark.parametrize(("revision", "remedy"), [("9999", "install a newer Dragoman"), ("0000", "install a newer Dragoman")])
def test_another_version_is_refused(ledger: Ledger, ledger_url: str, revision: str, remedy: str) -> None:
    with ledger.writing() as c:
        c.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")
    try:
        with pytest.raises(OldLedger, match=f"of version {revision}") as caught:
            Ledger.open(ledger_url)
    finally:
        with ledger.writing() as c:
            c.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{run.newest()}'")
    assert caught.value.remedy == remedy


def test_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Minutes of the talks.\n" * 100, encoding="utf-8")
    with pytest.raises(NoLedger, match="notes.txt"):
        Ledger.open(str(path), create=True)
    assert path.read_text(encoding="utf-8").startswith("Minutes")
    with pytest.raises(NoLedger, match="cannot be opened"):
        Ledger.open(str(tmp_path / "missing" / "ledger.db"), create=True)


@pytest.mark.parametrize(
    ("written", "backend", "database"),
    [
        ("reports.db", "sqlite", "reports.db"),
        ("sqlite:///reports.db", "sqlite", "reports.db"),
        ("postgresql://reader@example.org/reports", "postgresql", "reports"),
        ("postgres://reader@example.org/reports", "postgresql", "reports"),
        ("C:\\reports.db", "sqlite", "C:\\reports.db"),
    ],
)
def test_addresses(written: str, backend: str, database: str) -> None:
    url = address(written)
    assert (url.get_backend_name(), url.database) == (backend, database)
    assert backend == "sqlite" or url.drivername == "postgresql+psycopg"


@pytest.mark.parametrize("written", ["mysql://example.org/reports", "https://example.org/reports.db"])
def test_what_is_no_address(written: str) -> None:
    with pytest.raises(LedgerError, match="no address of a ledger"):
        address(written)


def test_passwords_are_not_shown() -> None:
    ledger = Ledger.at("postgresql://reader:secret@127.0.0.1:1/reports", wait=1)
    assert "secret" not in ledger.name
    with pytest.raises(LedgerError, match="does not answer") as caught:
        ledger.upgrade()
    assert "secret" not in str(caught.value)
