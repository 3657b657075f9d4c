"""One spelling of a record as JSON, so that its digest means the record and not how somebody wrote it. Pure."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any


def canonical(record: Mapping[str, Any]) -> bytes:
    """Return UTF-8 in NFC with sorted keys and no spaces; days are ISO texts, money decimal texts ("21140.00").

    Raises TypeError for a float or anything else that has more than one spelling.
    """
    return json.dumps(
        _plain(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case Mapping():
            return {unicodedata.normalize("NFC", str(key)): _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _:
            raise TypeError(f"{type(value).__name__} has no one spelling in a record")
