"""Refuse to serve when the database lacks a guard that the code relies on."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags
from django.core.checks import register as register_check
from django.db import connections

from lhr.history.guards import missing


def guards_stand(app_configs: Any, databases: Any = None, **_: Any) -> list[CheckMessage]:
    """Compare the catalogue of each database asked for with the guards that the models declare."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        lacking = missing(connections[alias])
        if lacking:
            hint = "run `lhr migrate`: it installs every guard again"
            said = f"{len(lacking)} guards are missing: {', '.join(lacking[:5])}"
            found.append(Error(said, hint=hint, id="lhr.E001"))
    return found


def register() -> None:
    register_check(guards_stand, Tags.database)
