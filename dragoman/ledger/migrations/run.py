"""Bring a ledger's tables to this package's version, and tell which version they have."""
from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

HERE = Path(__file__).parent


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run what is missing, in the transaction of the connection: all of it, or nothing."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def current(connection: Connection) -> str | None:
    """The revision of the tables; None where there are none of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The revision that this package reads and writes."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def known(revision: str) -> bool:
    """Whether this package has the revision; a newer package's it has not."""
    return any(script.revision == revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
