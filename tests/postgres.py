"""A real PostgreSQL server for the tests: in a temporary folder, on a socket of its own, stopped and removed afterwards.

The server refuses to run as root; as root it is run as the user `postgres`, or as `nobody` where there is none.
"""
from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INSTALL = "apt-get install -y --no-install-recommends postgresql"
MISSING = f"the tests need PostgreSQL's server programs (initdb, pg_ctl), and none were found; as root: {INSTALL}"
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin", "/usr/local/bin", "/usr/bin")
#: nothing in it outlives the machine: no waiting for the disk; but what is committed outlives the server
SETTINGS = ("fsync=off", "full_page_writes=off", "max_connections=60", "shared_buffers=64MB")


class Postgres:
    """A running server; `url(name)` is the address of a database in it."""

    def __init__(self, programs: Path, folder: Path, user: pwd.struct_passwd | None) -> None:
        self.programs = programs
        self.folder = folder
        self._user = user
        self._made = 0

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def run(self, program: str, *arguments: str) -> None:
        as_user = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []} if self._user else {}
        done = subprocess.run(
            [self.programs / program, *arguments], cwd=self.folder, capture_output=True, text=True, stdin=subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"}, check=False, **as_user,
        )  # fmt: skip
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"

    def start(self) -> None:
        options = " ".join(f"-c {setting}" for setting in (*SETTINGS, "listen_addresses=", f"unix_socket_directories={self.folder}"))
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-w", "-o", options, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")

    def database(self) -> str:
        """The address of a new database."""
        self._made += 1
        name = f"test{self._made}"
        self.do(f"CREATE DATABASE {name}")
        return self.url(name)

    def emptied(self, url: str) -> bool:
        """Take every row out of a database's tables; False where it has no ledger's tables any more."""
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            connection.execute(f"SELECT pg_terminate_backend(pid) {others}")
            names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            tables = sorted(name for (name,) in names if name != "alembic_version")
            if not {"report", "search"} <= set(tables):
                return False
            connection.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
        return True

    def do(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


def programs() -> Path | None:
    """The folder of the newest server programs on this machine."""
    found = [path.parent for place in PLACES for path in Path("/").glob(f"{place[1:]}/initdb")]
    if (named := shutil.which("initdb")) is not None:
        found.append(Path(named).resolve().parent)
    return max(found, key=_version, default=None)


def _version(folder: Path) -> float:
    numbers = [part for part in folder.parts if part.replace(".", "").isdigit()]
    return float(numbers[-1]) if numbers else 0.0


def _other_user() -> pwd.struct_passwd | None:
    """Whom the server runs as, where we are root."""
    if os.geteuid() != 0:
        return None
    names = {user.pw_name: user for user in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


@contextmanager
def server() -> Iterator[Postgres]:
    """A server for as long as the block runs. AssertionError, with what to install, where there are no programs for it."""
    found = programs()
    assert found is not None, MISSING
    user = _other_user()
    folder = Path(tempfile.mkdtemp(prefix="dragoman-pg-"))  # a short path: a socket's name has 107 bytes at most
    try:
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        folder.chmod(0o755)
        running = Postgres(found, folder, user)
        running.run("initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
