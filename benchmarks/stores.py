"""The databases that hold the invented nation: made once, kept in benchmarks/data for every benchmark that asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.nation import SEED
from tests.support import postgresql

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "benchmarks" / "data"
ENGINES = ("sqlite", "postgresql")


@contextmanager
def store(engine: str, size: str) -> Iterator[str]:
    """Yield the LHR_DATABASE_URL of a database that holds a nation of this size, making it where there is none."""
    DATA.mkdir(exist_ok=True)
    if engine == "sqlite":
        yield _file(size)
        return
    cluster = postgresql.Cluster()
    try:
        cluster.start()
        cluster.create("nation")
        _filled(_url(cluster, postgresql.OWNER), size, "--app-role", postgresql.APPLICATION)
        # The server refuses to serve for the owner of the tables.
        yield _url(cluster, postgresql.APPLICATION)
    finally:
        cluster.stop()


def _url(cluster: postgresql.Cluster, role: str) -> str:
    return f"postgresql://{role}@/nation?host={cluster.folder}&port={postgresql.PORT}"


def _file(size: str) -> str:
    kept = DATA / f"{size}-{SEED}.sqlite3"
    url = f"sqlite:///{str(kept).lstrip('/')}"
    if not kept.exists():
        half = kept.with_suffix(".half")
        half.unlink(missing_ok=True)
        _filled(f"sqlite:///{str(half).lstrip('/')}", size)
        shutil.move(half, kept)
    return url


def _filled(url: str, size: str, *more: str) -> str:
    environment = {**os.environ, "LHR_DATABASE_URL": url, "LHR_LOG_LEVEL": "ERROR"}
    for command in (["-m", "lhr.cli", "migrate", "--verbosity", "0", *more], ["-m", "benchmarks.nation", size]):
        subprocess.run([sys.executable, *command], env=environment, cwd=ROOT, check=True)
    return url
