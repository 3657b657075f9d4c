"""Thai and Arabic digits: both are typed, Arabic is stored, either is shown."""

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
