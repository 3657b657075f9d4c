"""The databases that hold the invented nation, one engine's at a time. The SQLite files are made once and kept in
benchmarks/data; a benchmark works on a copy, so that each begins alike. A PostgreSQL cluster is filled at each run: the
nation from its SQLite file where that is kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.nation import SEED
from tests.support import postgresql

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "benchmarks" / "data"
ENGINES = ("sqlite", "postgresql")
# As a production server: every commit is on the disk before it is answered.
_DURABLE = ("max_connections=40", "shared_buffers=1GB", "listen_addresses=", "max_wal_size=4GB")
_TOO_LARGE_TO_COPY = 2 * 2**30


class Store:
    """One engine. `url` returns the LHR_DATABASE_URL of a filled database of a size."""

    def __init__(self, folder: Path, cluster: postgresql.Cluster | None) -> None:
        self._folder, self._cluster = folder, cluster
        self._made: dict[str, str] = {}

    @property
    def environment(self) -> dict[str, str]:
        """What a measuring process must know of the engine beside the address."""
        return {"BENCH_POSTGRESQL_PID": str(self._cluster.pid)} if self._cluster else {}

    def url(self, size: str) -> str:
        if size not in self._made:
            self._made[size] = self._database(size) if self._cluster else self._file(size)
        return self._made[size]

    def _database(self, size: str) -> str:
        if self._cluster is None:
            raise LookupError("no cluster")
        self._cluster.create(size)
        owner, granted = _url(self._cluster, postgresql.OWNER, size), ("--app-role", postgresql.APPLICATION)
        if size == "nation" and is_kept(size):
            _migrated(owner, *granted)
            kept, above = str(_kept(size)), _url(self._cluster, postgresql.SUPERUSER, size)
            _migrated(_sqlite(_kept(size)))
            _run(owner, "-m", "benchmarks.copying", kept, above)
        else:
            _filled(owner, size, *granted)
        # The server refuses to serve for the owner of the tables.
        return _url(self._cluster, postgresql.APPLICATION, size)

    def _file(self, size: str) -> str:
        kept = _kept(size)
        if not kept.exists():
            half = kept.with_suffix(".half")
            half.unlink(missing_ok=True)
            _filled(_sqlite(half), size)
            shutil.move(half, kept)
        if kept.stat().st_size < _TOO_LARGE_TO_COPY:
            kept = Path(shutil.copy(kept, self._folder / kept.name))
        _migrated(_sqlite(kept))  # made by an older program, perhaps
        return _sqlite(kept)


@contextmanager
def opened(engine: str) -> Iterator[Store]:
    DATA.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="lhr-bench-store-") as folder:
        if engine == "sqlite":
            yield Store(Path(folder), None)
            return
        cluster = postgresql.Cluster(_DURABLE)
        try:
            cluster.start()
            yield Store(Path(folder), cluster)
        finally:
            cluster.stop()


def is_kept(size: str) -> bool:
    """True when the SQLite file of this size is there already."""
    return _kept(size).exists()


def _kept(size: str) -> Path:
    return DATA / f"{size}-{SEED}.sqlite3"


def _sqlite(file: Path) -> str:
    return f"sqlite://{file}"


def _url(cluster: postgresql.Cluster, role: str, database: str) -> str:
    return f"postgresql://{role}@/{database}?host={cluster.folder}&port={postgresql.PORT}"


def _filled(url: str, size: str, *more: str) -> None:
    _migrated(url, *more)
    _run(url, "-m", "benchmarks.nation", size)


def _migrated(url: str, *more: str) -> None:
    _run(url, "-m", "lhr.cli", "migrate", "--verbosity", "0", *more)


def _run(url: str, *words: str) -> None:
    environment = {**os.environ, "LHR_DATABASE_URL": url, "LHR_LOG_LEVEL": "ERROR"}
    subprocess.run([sys.executable, *words], env=environment, cwd=ROOT, check=True)
