"""What became of a job, and what its arguments may hold. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID


class JobState(StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


LIVE = frozenset({JobState.QUEUED, JobState.RUNNING})

_CODE = re.compile(r"[A-Za-z0-9_./:-]{0,64}")
_DIGITS_OF_AN_ID = 13


def only_ids(arguments: Mapping[str, object]) -> bool:
    """True when no name and no ID number can stand in the arguments: a job's row is no place for personal data."""
    return all(_is_id(value) for value in arguments.values())


def _is_id(value: object) -> bool:
    if isinstance(value, list):
        return all(_is_id(one) for one in value)
    if value is None or isinstance(value, bool):
        return True
    return not isinstance(value, float) and (_is_uuid(str(value)) or _is_code(str(value)))


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _is_code(text: str) -> bool:
    return bool(_CODE.fullmatch(text)) and len(re.sub(r"\D", "", text)) < _DIGITS_OF_AN_ID
