"""Refuse to serve when the database lacks a guard that the code relies on."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags
from django.core.checks import register as register_check
from django.db import connections

from lhr.history.guards import faults


def guards_stand(app_configs: Any, databases: Any = None, **_: Any) -> list[CheckMessage]:
    """Compare the catalogue of each database asked for with the guards that the models declare."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        found += [Error(fault, id="lhr.E001") for fault in faults(connections[alias])]
    return found


def register() -> None:
    register_check(guards_stand, Tags.database)
