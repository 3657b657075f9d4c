"""The form of a line, made from what its section declares; and the small forms around it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from lhr.kernel.words import Words
from lhr.service_record.drafts import CardDraft, Citation, Correction
from lhr.service_record.line_view import CORRECTION_SAYS
from lhr.service_record.sections import Lists, Section
from lhr.service_record.sections.columns import Choice, Column, PaperDate, Text
from lhr.web.shared.forms import (
    DigitsField,
    LhrForm,
    ThaiDateField,
    ThaiTextField,
    WordsChoiceField,
    language,
    warnings,
    words,
)

# The rules speak of a line as a whole, or of a document: here is where that stands on this form.
_STANDS_ON = {"citation": "citation_number", "line": "citation_number", "person": "citation_number"}
_LONG = 3
_AS_DAY = Words("เช่น 5 มี.ค. 2555 หรือ 5/3/2555", "as 5 มี.ค. 2555 or 5/3/2555 (B.E.)")
_AS_PARTIAL = Words("เช่น 5 มี.ค. 2555 หรือ มี.ค. 2555", "as 5 มี.ค. 2555, or มี.ค. 2555 (B.E.)")
_WRONG_YEAR = Words("พิมพ์ปี พ.ศ. ๔ หลัก", "Type the year as four digits of the Buddhist era")


PRINT_PURPOSES = (
    Words("ให้เจ้าของประวัติตรวจสอบและลงลายมือชื่อ", "for the person to check and sign"),
    Words("เก็บเข้าแฟ้มทะเบียนประวัติ", "for the file"),
    Words("ประกอบเรื่องเสนอผู้บังคับบัญชาหรือคณะกรรมการ", "for a matter before superiors or a committee"),
    Words("ประกอบการโอน บำเหน็จบำนาญ หรือเครื่องราชอิสริยาภรณ์", "for a transfer, pension or decorations"),
)


class CardForm(LhrForm):
    """One line. The section's own columns come first, each under its name; what they hold the rules judge."""

    stands_on = _STANDS_ON

    citation_number = DigitsField(
        label=words("เอกสารหรือคำสั่งที่", "Order or document no."), max_length=40, required=False
    )
    citation_year = DigitsField(label=words("ปี พ.ศ.", "Year (B.E.)"), max_length=4, required=False)
    citation_signed_on = ThaiDateField(label=words("ลงวันที่", "Signed on"), required=False)
    citation_text = ThaiTextField(
        label=words("เอกสารอ้างอิงอื่น", "Other document"), max_length=300, required=False
    )
    remark = ThaiTextField(label=words("หมายเหตุ", "Remark"), max_length=300, required=False)
    show_on_kp7 = forms.BooleanField(
        label=words("พิมพ์ใน ก.พ.๗", "Print on the ก.พ.๗"), required=False, initial=True
    )
    correction = WordsChoiceField(
        label=words("แก้ไขแบบใด", "Kind of correction"),
        options=[(one.value, said) for one, said in CORRECTION_SAYS.items() for one in [Correction(one)]],
        widget=forms.RadioSelect,
        required=False,
        initial=Correction.CLERICAL.value,
    )
    why = ThaiTextField(
        label=words("เหตุผลที่แก้ไข", "Reason for the correction"), max_length=300, required=False
    )
    reason = ThaiTextField(
        label=words("เหตุผลที่บันทึกทั้งที่มีข้อเตือน", "Reason for saving in spite of the warning"),
        max_length=300,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    scan = forms.CharField(label=words("ไฟล์สแกน", "Scan"), required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, section: Section, lists: Lists, corrects: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.section, self.lists, self.corrects = section, lists, corrects
        own = {column.name: _field(column, lists) for column in section.columns}
        self.fields = {**own, **self.fields}
        if not self.is_bound and not self.initial:
            next(iter(own.values())).widget.attrs["autofocus"] = True
        if not corrects:
            del self.fields["correction"], self.fields["why"]

    @property
    def columns(self) -> list[tuple[Any, bool]]:
        """Each column's field, and whether the section needs it: the field itself takes what is typed, or nothing."""
        return [(self[column.name], column.required) for column in self.section.columns]

    @property
    def warned(self) -> bool:
        """True when a reason would let the line pass, or one was given."""
        return bool(warnings(self)) or bool(self["reason"].value())

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        number, slash, year = str(typed.get("citation_number") or "").rpartition("/")
        if slash and number.strip() and year.strip().isdigit() and len(year.strip()) == 4:
            typed["citation_number"] = number.strip()
            typed["citation_year"] = typed.get("citation_year") or year.strip()
        year = str(typed.get("citation_year") or "")
        if year and not (year.isdigit() and len(year) == 4):
            self.say(_WRONG_YEAR, "citation_year")
        return typed

    def draft(self, person_id: Any, **given: Any) -> CardDraft:
        """Return the line as typed."""
        typed = self.cleaned_data
        year, signed = str(typed.get("citation_year") or ""), typed.get("citation_signed_on")
        return CardDraft(
            section=self.section.code,
            person_id=person_id,
            typed={column.name: str(typed.get(column.name) or "") for column in self.section.columns},
            citation=Citation(
                str(typed.get("citation_number") or ""),
                int(year) if year.isdigit() else None,
                signed if isinstance(signed, date) else None,
                str(typed.get("citation_text") or ""),
            ),
            correction=Correction(typed.get("correction") or Correction.CLERICAL),
            why=str(typed.get("why") or ""),
            remark=str(typed.get("remark") or ""),
            reason=str(typed.get("reason") or ""),
            show_on_kp7=bool(typed.get("show_on_kp7")),
            **given,
        )


def _field(column: Column, lists: Lists) -> forms.CharField:
    """A field that takes the text as typed: the section reads it, so that one sentence is said of it everywhere."""
    return ThaiTextField(
        label=column.label, required=False, max_length=None, strip=True, widget=_widget(column, lists),
        help_text=_hint(column),
    )  # fmt: skip


def _hint(column: Column) -> str:
    said = column.hint or (_AS_PARTIAL if isinstance(column, PaperDate) and column.months else None)
    said = said or (_AS_DAY if isinstance(column, PaperDate) else None)
    return said.text(language()) if said else ""


def _widget(column: Column, lists: Lists) -> forms.Widget:
    if isinstance(column, Choice):
        offered = [(code, said.text(language())) for code, said in column.of(lists).items()]
        return forms.Select(choices=[("", "—"), *offered])
    if isinstance(column, Text) and column.long:
        return forms.Textarea(attrs={"rows": _LONG})
    plain = {"autocomplete": "off", "spellcheck": "false"}
    if isinstance(column, Text):
        return forms.TextInput(attrs=plain)
    return forms.TextInput(
        attrs={**plain, "size": "14", **({"class": "day"} if isinstance(column, PaperDate) else {})}
    )


def typed_of(line: Any) -> Mapping[str, Any]:
    """Return the form's fields as somebody would have typed this line."""
    cited = line.citation
    return {
        **line.section.typed(line.values),
        "citation_number": cited.number,
        "citation_year": cited.year or "",
        "citation_signed_on": cited.signed_on,
        "citation_text": cited.text,
        "remark": line.remark,
        "show_on_kp7": line.show_on_kp7,
        "version": line.version,
    }


class AsOfForm(LhrForm):
    """The record as of a day, as known on another."""

    as_of = ThaiDateField(label=words("ข้อมูล ณ วันที่", "As of"), required=False)
    known = ThaiDateField(label=words("ตามที่บันทึกถึงวันที่", "As known on"), required=False)


class SendBackForm(LhrForm):
    """Why a line goes back to who keyed it, and which version was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ThaiTextField(label=words("เหตุผลที่ส่งคืน", "Reason for sending back"), max_length=300)


class WithdrawForm(LhrForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ThaiTextField(label=words("เหตุผล", "Reason"), max_length=300, required=False)


class OpenForm(LhrForm):
    """Nothing to type: the card says who looks."""


class PrintForm(LhrForm):
    """Which card is printed, and what for."""

    purpose = WordsChoiceField(
        label=words("พิมพ์เพื่อ", "Printed for"),
        options=[(said.th, said) for said in PRINT_PURPOSES],
    )
    as_of = ThaiDateField(label=words("ข้อมูล ณ วันที่ (ว่างคือวันนี้)", "As of (empty: today)"), required=False)
    known = ThaiDateField(label=words("ตามที่บันทึกถึงวันที่ (ว่างคือวันนี้)", "As known on (empty: today)"), required=False)
    only_current = forms.BooleanField(
        label=words("แสดงเฉพาะรายการปัจจุบัน (ไม่มีรายการที่ขีดฆ่า)", "Current lines only (no struck ones)"), required=False
    )


class BatchPrintForm(LhrForm):
    only_current = forms.BooleanField(
        label=words("แสดงเฉพาะรายการปัจจุบัน (ไม่มีรายการที่ขีดฆ่า)", "Current lines only (no struck ones)"), required=False
    )
