"""How the default connection is opened, from LHR_DATABASE_URL: SQLite (one file) or PostgreSQL (the nation)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from lhr import config

# WAL lets readers go on while one writes; FULL keeps an acknowledged save through a power cut; IMMEDIATE takes the
# write lock at BEGIN, without which eight writers got 542 "database is locked" in 1,600. Without recursive_triggers
# INSERT OR REPLACE would delete a row of the books without asking the trigger that refuses deletes.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA recursive_triggers=ON;",
}


def connection_settings(url: str | None = None) -> dict[str, Any]:
    """Return Django's settings of one database. Raises WrongSetting for a scheme that LHR does not know."""
    url = config.database_url() if url is None else url
    scheme = urlsplit(url).scheme
    if scheme in {"", "sqlite"}:
        return sqlite(Path(unquote(urlsplit(url).path)) if url else config.data_dir() / "lhr.sqlite3")
    if scheme in {"postgresql", "postgres"}:
        return _postgresql(url)
    raise config.WrongSetting(
        f"LHR_DATABASE_URL: {scheme} is not known; write sqlite:///path or postgresql://…"
    )


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": dict(_SQLITE),
        "CONN_MAX_AGE": None,
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    given = dict(parse_qsl(parts.query))
    options: dict[str, Any] = {name: value for name, value in given.items() if name not in {"host", "port"}}
    pooled = config.database_pool()
    if pooled:
        options["pool"] = True
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or given.get("host", ""),
        "PORT": str(parts.port or given.get("port", "")),
        "OPTIONS": options,
        # Reconnecting at each request costs five sixths of the throughput; the pool keeps its own connections.
        "CONN_MAX_AGE": 0 if pooled else None,
        "CONN_HEALTH_CHECKS": not pooled,
    }
