"""One migrated template a session, with the reference data of the tests' province; copies of it for tests that commit.
Nothing is ever flushed or truncated: the guards of the history would refuse it, and a test that switches them off would
test another product."""

from __future__ import annotations

import shutil
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connections

from lhr.access.actor import operator
from lhr.history import guards
from lhr.kernel import clock
from lhr.organisations.actions import load_places
from lhr.standards.actions import load as load_standards
from tests.support import postgresql

MAIN = "lhr_main"
PROVINCE = "48"


def fill() -> None:
    """Load what hardly a test can do without once, and not in each of two thousand tests."""
    keeper = operator(clock.today(), "ผู้ดูแลระบบ")
    load_standards(by=keeper)
    load_places(by=keeper, province=PROVINCE)


class Store(ABC):
    """Where the session's databases stand."""

    def __init__(self) -> None:
        self._made = 0

    @abstractmethod
    def prepare(self) -> None:
        """Make the template and the main copy, and point the default connection at the copy."""

    @abstractmethod
    def copy(self, name: str) -> None: ...

    @abstractmethod
    def drop(self, name: str) -> None: ...

    @abstractmethod
    def address(self, name: str) -> str:
        """Return what stands in the connection's NAME."""

    @abstractmethod
    def url(self, name: str) -> str:
        """Return the LHR_DATABASE_URL by which another process opens the database as the application."""

    @abstractmethod
    def as_owner(self, statement: str) -> None:
        """Execute a statement on the database in force as somebody whom no guard binds, and keep what it did."""

    def close(self) -> None:
        connections.close_all()

    @contextmanager
    def own(self) -> Iterator[str]:
        """Point the default connection, in every thread, at a fresh copy; yield the copy's LHR_DATABASE_URL."""
        self._made += 1
        name = f"lhr_own_{self._made}"
        settings = connections["default"].settings_dict
        before = settings["NAME"]
        self.copy(name)
        connections.close_all()
        settings["NAME"] = self.address(name)
        try:
            yield self.url(name)
        finally:
            connections.close_all()
            settings["NAME"] = before
            self.drop(name)


class Files(Store):
    """SQLite: a database is a file."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def prepare(self) -> None:
        settings = connections["default"].settings_dict
        settings["NAME"] = self.address(postgresql.TEMPLATE)
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
        fill()
        # The last connection to close writes the journal back, so that the file alone is the whole database.
        connections.close_all()
        self.copy(MAIN)
        settings["NAME"] = self.address(MAIN)

    def copy(self, name: str) -> None:
        shutil.copyfile(self.address(postgresql.TEMPLATE), self.address(name))

    def drop(self, name: str) -> None:
        for tail in ("", "-wal", "-shm"):
            Path(self.address(name) + tail).unlink(missing_ok=True)

    def address(self, name: str) -> str:
        return str(self.folder / f"{name}.sqlite3")

    def url(self, name: str) -> str:
        return f"sqlite:///{self.address(name).lstrip('/')}"

    def as_owner(self, statement: str) -> None:
        with closing(sqlite3.connect(connections["default"].settings_dict["NAME"])) as file, file:
            file.execute(statement)


class Server(Store):
    """PostgreSQL: a database of the private cluster."""

    def __init__(self, cluster: postgresql.Cluster) -> None:
        super().__init__()
        self.cluster = cluster

    def prepare(self) -> None:
        self.cluster.start()
        self.cluster.create(postgresql.TEMPLATE)
        settings = connections["default"].settings_dict
        settings.update(NAME=postgresql.TEMPLATE, USER=postgresql.OWNER)
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
        guards.grant(connections["default"], postgresql.APPLICATION)
        fill()
        connections.close_all()
        self.copy(MAIN)
        settings.update(NAME=MAIN, USER=postgresql.APPLICATION)

    def copy(self, name: str) -> None:
        self.cluster.create(name, template=postgresql.TEMPLATE)

    def drop(self, name: str) -> None:
        self.cluster.drop(name)

    def address(self, name: str) -> str:
        return name

    def url(self, name: str) -> str:
        return (
            f"postgresql://{postgresql.APPLICATION}@/{name}?host={self.cluster.folder}&port={postgresql.PORT}"
        )

    def as_owner(self, statement: str) -> None:
        self.cluster.execute(statement, connections["default"].settings_dict["NAME"])

    def close(self) -> None:
        super().close()
        self.cluster.stop()
