"""A private PostgreSQL cluster for the tests: Debian's own server binaries, a socket in a temporary folder, no network.

Migrations run as lhr_owner, the tests connect as lhr_app, as in production: a superuser would hide every missing right.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql

OLDEST = 15
SUPERUSER, OWNER, APPLICATION = "lhr_super", "lhr_owner", "lhr_app"
PORT = 5432  # only names the socket file; nothing listens on the network
TEMPLATE = "lhr_template"

# The data is thrown away: nothing need survive a power cut.
_UNSAFE_BUT_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=80",
                     "shared_buffers=64MB", "listen_addresses=", "autovacuum=off", "max_wal_size=2GB")  # fmt: skip

_ROLES = f"""
CREATE ROLE {OWNER} LOGIN;
CREATE ROLE {APPLICATION} LOGIN NOINHERIT NOCREATEDB NOCREATEROLE;
"""


class Unavailable(Exception):
    """PostgreSQL cannot be started here; the text says why."""


def binaries() -> Path:
    """Return the folder of the newest server binaries. Raises Unavailable."""
    found = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    new_enough = [p for p in found if int(re.sub(r"\D", "", p.parent.name) or 0) >= OLDEST]
    if not new_enough:
        raise Unavailable(f"no PostgreSQL {OLDEST} or newer server (apt-get install postgresql)")
    return max(new_enough, key=lambda p: int(p.parent.name))


class Cluster:
    """One running server; `start` takes about two seconds, `stop` leaves nothing behind."""

    def __init__(self, settings: tuple[str, ...] = _UNSAFE_BUT_QUICK) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="lhr-pg-"))
        self._settings = settings
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Raises Unavailable."""
        programs, run = binaries(), self._as_nobody()
        data = self.folder / "data"
        made = subprocess.run(
            [*run, programs / "initdb", "-D", data, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8",
             "--locale=C.UTF-8", "--no-sync"],
            capture_output=True, text=True, check=False, cwd=self.folder,
        )  # fmt: skip
        if made.returncode:
            raise Unavailable(f"initdb failed: {made.stderr.strip()[-300:]}")
        settings = [word for name in self._settings for word in ("-c", name)]
        with (self.folder / "server.log").open("wb") as log:
            self._server = subprocess.Popen(
                [*run, programs / "postgres", "-D", data, "-k", self.folder, "-p", str(PORT), *settings],
                stdout=log, stderr=log, cwd=self.folder,
            )  # fmt: skip
        self._wait()
        self.execute(_ROLES)

    def _as_nobody(self) -> list[str]:
        """Return the words before a server program: it refuses to run as root, and must die with the tests."""
        words = ["setpriv", "--pdeathsig", "QUIT"]
        if os.geteuid() != 0:
            return words
        names = {entry.pw_name for entry in pwd.getpwall()}
        user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
        os.chown(self.folder, user.pw_uid, user.pw_gid)
        return [*words, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]

    def _wait(self, seconds: int = 30) -> None:
        last = time.monotonic() + seconds
        while time.monotonic() < last:
            if self._server is not None and self._server.poll() is not None:
                break
            try:
                self.connect().close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise Unavailable(f"the server did not start: {(self.folder / 'server.log').read_text()[-300:]}")

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.folder), port=PORT, user=SUPERUSER, dbname=database, autocommit=True
        )

    def execute(self, statement: str | sql.Composed, database: str = "postgres") -> None:
        with self.connect(database) as connection:
            connection.execute(statement if isinstance(statement, sql.Composed) else statement.encode())

    def create(self, name: str, *, template: str | None = None) -> None:
        """Make a database owned by lhr_owner, empty or as a copy of another."""
        made_from = (
            sql.SQL(" TEMPLATE {} STRATEGY FILE_COPY").format(sql.Identifier(template))
            if template
            else sql.SQL("")
        )
        self.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}{}").format(
                sql.Identifier(name), sql.Identifier(OWNER), made_from
            )
        )
        if template:
            # What a role may do to the database itself is not copied; guards.grant did this to the template.
            self.execute(
                sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name))
            )

    def drop(self, name: str) -> None:
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    @property
    def pid(self) -> int:
        """The server's process. Raises LookupError before `start`."""
        if self._server is None:
            raise LookupError("the cluster is not running")
        return self._server.pid

    def stop(self) -> None:
        if self._server is not None and self._server.poll() is None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)
