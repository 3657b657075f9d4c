"""What a page tells of one thing that was found: code, sentence, next step, source."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.urls import NoReverseMatch, reverse

from lhr.kernel.rules import Finding
from lhr.kernel.words import Words
from lhr.web.shared.digits import in_digits


class Message:
    """What stands under a field and in the summary: code, sentence, next step, source."""

    def __init__(
        self, error: ValidationError, lang: str, field: BoundField | None, digits: str = "arabic"
    ) -> None:
        found = getattr(error, "finding", None)
        self.finding: Finding | None = found if isinstance(found, Finding) else None
        self.field_id = field.auto_id if field is not None and not field.is_hidden else ""
        self.label = label_of(field, lang) if field is not None else ""
        self.code = self.finding.code if self.finding else ""
        self.says = in_digits(self.finding.says(lang) if self.finding else _plain(error, lang), digits, lang)
        self.remedy = in_digits(self.finding.remedy(lang), digits, lang) if self.finding else ""
        self.source = in_digits(self.finding.source(lang), digits, lang) if self.finding else ""
        self.offer = str(self.finding.values.get("offer", "")) if self.finding else ""
        self.step_url = _step_url(self.finding.step) if self.finding else ""


def _plain(error: ValidationError, lang: str) -> str:
    said = getattr(error, "words", None)
    return said.text(lang) if isinstance(said, Words) else " ".join(error.messages)


def label_of(field: BoundField, lang: str) -> str:
    return field.label.text(lang) if isinstance(field.label, Words) else str(field.label)


def _step_url(step: str) -> str:
    try:
        return reverse(step) if step else ""
    except NoReverseMatch:
        return ""
