"""Thai and Arabic digits: both are typed, Arabic is stored, either is shown."""

import re
from decimal import Decimal

_NOUGHTS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_ARABIC = "0123456789"
_THAI = "๐๑๒๓๔๕๖๗๘๙"
_TO_THAI = str.maketrans(_ARABIC, _THAI)
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)


def to_thai(text: str) -> str:
    """Return `text` with every Arabic digit as a Thai one."""
    return text.translate(_TO_THAI)


def to_arabic(text: str) -> str:
    """Return `text` with every Thai digit as an Arabic one."""
    return text.translate(_TO_ARABIC)


def as_numbered(text: str) -> str:
    """Return the number of a paper as it is compared, never as it is shown: ๐๑๒, 012 and " 12" are one number, and so
    are 12/01 and 12/1; 120 and 12 ก are others."""
    return _NOUGHTS.sub("", to_arabic("".join(text.split())))


def baht(amount: Decimal) -> str:
    """Return an amount as officers read it: 12,470, or 211.75 where there are satang."""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def plain(number: Decimal) -> str:
    """Return a count or a per cent without needless noughts: 1.5, 2."""
    return f"{number.normalize():f}"
