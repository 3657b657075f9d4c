"""Reading what was typed: shape, digits, dates. Findings of the rules stand on the field they speak of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language

from lhr import config
from lhr.kernel import thai_date
from lhr.kernel.digits import baht, to_arabic
from lhr.kernel.rules import Finding, RuleBroken, Weight
from lhr.kernel.words import Words
from lhr.people.rules import without_exception

REQUIRED = Words("ต้องกรอกช่องนี้", "Please fill in this field")
_EXCEPTION = "id_exception_reason"
NO_AMOUNT = Words("พิมพ์เป็นตัวเลข เช่น ๑๒,๔๗๐ หรือ ๑๒,๔๗๐.๕๐", "Type a number such as 12,470 or 12,470.50")
_AMOUNT = re.compile(r"[0-9]+([.][0-9]{1,2})?")
MISSING_CHOICE = Words("ต้องเลือกหนึ่งรายการ", "Please choose one")


def language() -> str:
    """Return the language of this request's page: "th" or "en"."""
    return "en" if (get_language() or "th").startswith("en") else "th"


def words(th: str, en: str) -> Any:
    """A bilingual label, hint or choice for a form field; typed loosely because Django expects plain text there."""
    return Words(th, en)


class Told(ValidationError):
    """One finding, or one sentence in two languages, on its way to the field."""

    def __init__(self, said: Finding | Words) -> None:
        self.finding = said if isinstance(said, Finding) else None
        self.words = said if isinstance(said, Words) else None
        super().__init__(said.says(language()) if isinstance(said, Finding) else said.text(language()))


class LhrForm(forms.Form):
    """A form of the register: bilingual labels, findings, no HTML5 bubbles (the server's sentence is the one read)."""

    use_required_attribute = False
    # Where a rule's field has another name in this form.
    stands_on: ClassVar[dict[str, str]] = {}
    # The status of the page that shows this form's findings.
    answers = 422
    # Somebody saved before: what was done since, for the page that shows both sides (lhr.web.shared.differing).
    overtaken: tuple[Words, ...] | None = None
    # What is on file now, where the form is not filled from it (`initial`).
    latest: Mapping[str, Any] | None = None
    # Where the form is opened anew from what is on file, where that is not its own path.
    fresh_at = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            chooses = isinstance(field, forms.ChoiceField)
            field.error_messages["required"] = (MISSING_CHOICE if chooses else REQUIRED).text(language())

    def take(self, findings: Iterable[Finding]) -> None:
        """Put findings on their fields; what belongs to no field here stands in the summary only."""
        if _EXCEPTION not in self.fields:
            findings = without_exception(findings)
        for finding in findings:
            field = self.stands_on.get(finding.field, finding.field)
            self.add_error(field if field in self.fields else None, Told(finding))

    def say(self, said: Words, field: str | None = None) -> None:
        """Put one sentence on a field, or on the form as a whole."""
        self.add_error(field, Told(said))

    def was_overtaken(self, said: Words, since: Iterable[Words]) -> None:
        """Somebody saved this before: say so, and by whom."""
        self.overtaken = tuple(since)
        self.say(said)

    def show_again(self, typed: Mapping[str, list[str]], told: Iterable[tuple[str, Told]]) -> None:
        """Stand as the form did when it was refused: what was typed and what was said (lhr.web.shared.refused)."""
        self.is_bound, self.data = True, MultiValueDict(typed)
        self.cleaned_data: dict[str, Any] = {}
        self._errors = ErrorDict()
        for field, said in told:
            self.add_error(field if field in self.fields else None, said)


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was carried out, with what it returned. Always true, so that a view may write `if attempt(...)`."""

    result: Any


def attempt(form: LhrForm, action: Callable[..., Any], **given: Any) -> Done | None:
    """Carry out an action; when a rule stops it, put its findings on the form and return None."""
    try:
        return Done(action(**given))
    except RuleBroken as broken:
        form.take(broken.findings)
        return None


def warnings(form: LhrForm) -> list[Finding]:
    """Return the findings on the form that a reason would let pass."""
    told = [e.finding for errors in form.errors.as_data().values() for e in errors if isinstance(e, Told)]
    return [f for f in told if f is not None and f.weight is Weight.WARN]


class ThaiDateField(forms.CharField):
    """A day typed in the Buddhist era, with either digits: ๑ ส.ค. ๒๕๖๑, 1/8/2561. Cleans to a Gregorian date."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {
            "inputmode": "text",
            "autocomplete": "off",
            "class": "day",
            "size": "14",
            "data-day": "",
        }
        kwargs.setdefault("widget", forms.TextInput(attrs=attributes))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return thai_date.parse(text, max_typed_year=config.max_typed_year())
        except RuleBroken as broken:
            raise Told(broken.findings[0]) from None

    def prepare_value(self, value: Any) -> Any:
        return thai_date.show(value, "short", digits="arabic") if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)


class NationalIdField(forms.CharField):
    """Thirteen digits, Thai or Arabic, with or without spaces and dashes. Cleans to the text as typed, digits Arabic.

    Whether the number is a right one is rule PE-01, which the action applies, so that the sentence is the rule's.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", words("เลขประจำตัวประชาชน", "National ID number"))
        attributes = {
            "inputmode": "numeric",
            "autocomplete": "off",
            "class": "idnumber",
            "spellcheck": "false",
        }
        kwargs.setdefault("widget", forms.TextInput(attrs={**attributes, "size": "20"}))
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        return to_arabic(str(super().clean(value)))


class NameOrNumberField(NationalIdField):
    """A name, or an ID number: kept sealed like a number after a refusal, for it may be one."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", words("ชื่อ นามสกุล หรือเลขประจำตัวประชาชน ๑๓ หลัก", "Name, or the 13 digits of an ID"))
        kwargs.setdefault("max_length", 120)
        attributes = {"autocomplete": "off", "spellcheck": "false", "data-search": ""}
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "search", **attributes}))
        super().__init__(**kwargs)


class ThaiTextField(forms.CharField):
    """Text that is stored with Arabic digits kept as typed; only the ends are trimmed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)


class DigitsField(forms.CharField):
    """A number written as text (order number, year): Thai digits are accepted, Arabic kept."""

    def clean(self, value: Any) -> str:
        return to_arabic(str(super().clean(value)))


class AmountField(forms.CharField):
    """Baht, steps or per cent: 12,470 or ๑๒,๔๗๐.๕๐. Cleans to a Decimal, None for nothing typed. `most` is the number
    of digits before the point that the column holds."""

    def __init__(self, *, most: int = 8, **kwargs: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "size": "12"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attributes))
        super().__init__(max_length=24, **kwargs)
        self.most = most

    def clean(self, value: Any) -> Decimal | None:
        text = to_arabic(str(super().clean(value))).replace(",", "").removesuffix("บาท").strip()
        if not text:
            return None
        if not _AMOUNT.fullmatch(text) or len(text.partition(".")[0]) > self.most:
            raise Told(NO_AMOUNT)
        return Decimal(text)

    def prepare_value(self, value: Any) -> Any:
        return baht(value) if isinstance(value, Decimal) else value


class WordsChoiceField(forms.ChoiceField):
    """A choice whose texts are Words; rendered in the page's language."""

    def __init__(self, *, options: Iterable[tuple[str, Words]], **kwargs: Any) -> None:
        self.options = tuple(options)
        super().__init__(choices=self._in_language, **kwargs)

    def _in_language(self) -> list[tuple[str, str]]:
        return [(value, said.text(language())) for value, said in self.options]
