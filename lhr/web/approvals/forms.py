"""What is typed when an office decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from lhr import config
from lhr.kernel.words import Words
from lhr.web.shared.forms import LhrForm, NationalIdField, ThaiDateField, WordsChoiceField, words


class VersionForm(LhrForm):
    """The version that the officer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RefuseForm(VersionForm):
    reason = forms.CharField(
        label=words("เหตุผล", "Reason"),
        max_length=300,
        help_text=words("ผู้ขอจะเห็นเหตุผลนี้", "The person will read this"),
    )


class ReasonForm(LhrForm):
    reason = forms.CharField(
        label=words("เหตุผล", "Reason"),
        max_length=300,
        help_text=words("เช่น ลืมรหัสผ่าน หนังสือหาย", "such as: password forgotten, letter lost"),
    )


class PassForm(ReasonForm):
    hours = forms.IntegerField(label=words("ใช้ได้กี่ชั่วโมง", "Good for how many hours"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = config.pass_hours()
        self.fields["hours"].widget = forms.NumberInput(attrs={"min": 1, "max": most})
        self.initial.setdefault("hours", most)


class UnlockForm(ReasonForm):
    hours = forms.IntegerField(
        label=words("เปิดให้ใช้กี่ชั่วโมง", "Open for how many hours"),
        initial=72,
        min_value=1,
        max_value=720,
    )


class AllForm(LhrForm):
    """Nothing is typed: one press issues them all."""


class OfficerForm(LhrForm):
    """An officer of an office above: where, who."""

    stands_on: ClassVar[dict[str, str]] = {"prefix": "title"}

    office = forms.ChoiceField(label=words("สำนักงาน", "Office"))
    national_id = NationalIdField()
    title = forms.ChoiceField(label=words("คำนำหน้าชื่อ", "Title"))
    first = forms.CharField(label=words("ชื่อ", "First name"), max_length=100)
    last = forms.CharField(label=words("สกุล", "Surname"), max_length=100)
    birth_date = ThaiDateField(label=words("วันเกิด", "Date of birth"))
    gender = WordsChoiceField(
        label=words("เพศ", "Gender"), options=[("M", Words("ชาย", "male")), ("F", Words("หญิง", "female"))]
    )

    def __init__(
        self, *args: Any, offices: list[tuple[str, str]], titles: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = offices  # type: ignore[attr-defined]
        self.fields["title"].choices = [("", "—"), *((t, t) for t in titles)]  # type: ignore[attr-defined]
