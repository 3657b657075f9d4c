"""One kind of digits on a screen: those that the officer prefers, Arabic unless asked otherwise (documents.md).

A rule's text is written with Thai digits, as the law is, and its values come from everywhere; on a screen they all
follow the officer. Labels of the letters (๑. นายทะเบียนประวัติ …) are quoted as they are, and paper is Thai throughout.
"""

from __future__ import annotations

from lhr.kernel.digits import to_arabic, to_thai
from lhr.kernel.words import Words

# The form's name is a name: it reads the same beside either digits, as in every label.
_FORM, _FORM_IN_ARABIC = "ก.พ.๗", "ก.พ.7"


def in_digits(text: str, digits: str, lang: str = "th") -> str:
    """Return a composed sentence with one kind of digits: `digits` is "thai" or "arabic"; English has Arabic ones."""
    if digits == "thai" and lang == "th":
        return to_thai(text)
    return to_arabic(text).replace(_FORM_IN_ARABIC, _FORM)


def both(said: Words, digits: str) -> Words:
    """Return the sentence in the officer's digits, whichever language is shown."""
    return Words(in_digits(said.th, digits), in_digits(said.en, digits, "en"))
