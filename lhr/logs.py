"""What the server writes to its log: one line of JSON an event, in which no ID number can be read."""

from __future__ import annotations

import json
import logging
import re

# Thirteen digits with the dashes and spaces that people write between them; Thai digits count as digits.
_ID_NUMBER = re.compile(r"(?<![0-9๐-๙])[0-9๐-๙](?:[- ]?[0-9๐-๙]){12}(?![0-9๐-๙])")
MASK = "x-xxxx-xxxxx-xx-x"


def masked(text: str) -> str:
    """Return `text` with every run of thirteen digits hidden."""
    return _ID_NUMBER.sub(MASK, text)


class MaskIdNumbers(logging.Filter):
    """Hides ID numbers in the message, its arguments and an exception's text."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
        return True


class OneLine(logging.Formatter):
    """Formats a record as one line of JSON, Thai left readable."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "from": record.name,
            "says": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = record.exc_text or self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
