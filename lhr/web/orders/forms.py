"""What is typed of an order: its head, one line, its signature, and why it goes back."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from lhr.kernel.words import Words
from lhr.orders.drafts import Header, Signature
from lhr.orders.queries import OrderView
from lhr.orders.terms import KINDS, OF_ANOTHER, OrderKind
from lhr.standards.queries import MovementView
from lhr.web.movements.forms import Around, Choices, MovementForm
from lhr.web.movements.kinds import NEW_PERSON
from lhr.web.shared.forms import (
    DigitsField,
    LhrForm,
    ThaiDateField,
    ThaiTextField,
    WordsChoiceField,
    words,
)

_WRONG_YEAR = Words("พิมพ์ปี พ.ศ. ๔ หลัก", "Type the year as four digits of the Buddhist era")
_TWO_YEARS = Words(
    "ปี พ.ศ. ในช่องนี้ไม่ตรงกับปีที่พิมพ์ในเลขที่คำสั่ง ทำต่อ: ลบปีในช่องนี้ หรือแก้เลขที่",
    "This year is not the one typed in the number. Next: clear this field, or mend the number",
)
_WHOM = Words("เลือกบุคคล หรือพิมพ์เลขประจำตัวประชาชน", "Choose the person, or type the ID number")
_BOTH = Words(
    "เลือกบุคคลที่มีทะเบียนแล้ว หรือกรอกผู้ที่ยังไม่มีทะเบียน อย่างใดอย่างหนึ่ง",
    "Either somebody with a record is chosen, or somebody without one is filled in",
)
_YEAR_DIGITS = 4


class VersionForm(LhrForm):
    """A press, with the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ApplyForm(VersionForm):
    """Into the records, with the digest of the warnings that stood on the page (`Preview.warned`)."""

    warned = forms.CharField(max_length=64, required=False)


class ReasonForm(VersionForm):
    reason = ThaiTextField(label=words("เหตุผล", "Reason"), max_length=300)


class HeaderForm(LhrForm):
    """The head of an order. Without a subject the kind says it."""

    kind = WordsChoiceField(
        label=words("ชนิดของคำสั่ง", "Kind of order"),
        options=[("", Words("—", "—")), *((k.value, v.says) for k, v in KINDS.items() if k not in OF_ANOTHER)],
    )
    subject = ThaiTextField(label=words("เรื่อง", "Subject"), max_length=300, required=False)
    starts = ThaiDateField(label=words("วันที่มีผล", "Effective day"))
    preamble = ThaiTextField(
        label=words("ข้อความนำเหนือตาราง", "Text above the table"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    approval_body = ThaiTextField(
        label=words("คณะกรรมการที่เห็นชอบ", "Approving committee"), max_length=120, required=False
    )
    approval_number = DigitsField(label=words("มติครั้งที่", "Resolution no."), max_length=60, required=False)
    approval_on = ThaiDateField(label=words("เมื่อวันที่", "Of"), required=False)
    reason = ThaiTextField(
        label=words("เหตุผลที่ผ่านข้อเตือนของทุกรายการ", "Reason that answers the warnings of every line"),
        max_length=300,
        required=False,
    )

    def header(self, kind: OrderKind, round_of: tuple[int, int] | None = None) -> Header:
        typed, (year, half) = self.cleaned_data, round_of or (None, None)
        return Header(
            kind,
            typed["starts"],
            typed["subject"] or KINDS[kind].says.th,
            typed["approval_body"],
            typed["approval_number"],
            typed["approval_on"],
            typed["reason"],
            round_year=year,
            round_half=half,
            preamble=typed["preamble"],
        )


class HeadForm(HeaderForm):
    """The head of an order that is there: its kind stays."""

    kind = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput)


def said_of(order: OrderView) -> dict[str, Any]:
    """Return the head of an order as its form is filled in."""
    body, number, on = order.approval
    said = {"subject": order.subject, "starts": order.starts, "reason": order.reason, "version": order.version}
    said |= {"preamble": order.preamble}
    return {**said, "approval_body": body, "approval_number": number, "approval_on": on}


class LineForm(MovementForm):
    """One line: the fields of its kind of movement, without what the head or the order that is undone says. Who takes
    up service here, and is not of the staff yet, is named by number too; without a record also by the particulars that
    open one. `kept` is the masked number of such a one whose line is changed: it stays unless another is typed."""

    starts_text = level_text = salary_text = amends = cancels = cancel_effect = None  # type: ignore[assignment]
    citation_number = citation_year = citation_signed_on = citation_text = None  # type: ignore[assignment]
    movement = why = proposed = ticket = scan = None  # type: ignore[assignment]

    def __init__(
        self,
        *args: Any,
        around: Around,
        kind: MovementView,
        people: Choices,
        kept: str = "",
        without: frozenset[str] = frozenset(),
        **kwargs: Any,
    ) -> None:
        self.kept, self.offers_people = kept, bool(people)
        without |= frozenset(MovementForm.base_fields) - frozenset(self.base_fields)
        super().__init__(*args, around=around, kind=kind, without=without, also=frozenset({"person"}), **kwargs)
        cast(forms.ChoiceField, self.fields["person"]).choices = [("", "—"), *people]
        self.fields["person"].widget.attrs = {}
        if "national_id" in self.fields:
            self.fields["person"].required = self.fields["national_id"].required = False

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if "national_id" not in self.fields:
            return typed
        if typed.get("person") and any(typed.get(name) for name in ("national_id", *NEW_PERSON)):
            self.say(_BOTH, "person")
        if not (typed.get("person") or typed.get("national_id") or self.kept):
            self.say(_WHOM, "person" if self.offers_people else "national_id")
        return typed


class SignForm(LhrForm):
    """What the signed paper says. Number, year and day stand in fields of the movement screen's names: the file field
    watches these for an order that has a scan already."""

    stands_on = {  # noqa: RUF012
        "number": "citation_number",
        "citation": "citation_number",
        "year": "citation_year",
        "starts": "citation_signed_on",
    }

    version = forms.IntegerField(widget=forms.HiddenInput)
    citation_number = DigitsField(label=words("เลขที่คำสั่ง", "Order no."), max_length=40)
    citation_year = DigitsField(label=words("ปี พ.ศ.", "Year (B.E.)"), max_length=4, required=False)
    citation_signed_on = ThaiDateField(label=words("ลงวันที่", "Signed on"))
    series = ThaiTextField(label=words("ชุดเลข", "Series"), max_length=40, required=False)
    signatory = ThaiTextField(label=words("ผู้ลงนาม", "Signed by"), max_length=200)
    signatory_title = ThaiTextField(label=words("ตำแหน่งผู้ลงนาม", "Office of who signed"), max_length=200)
    scan = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Take a number of the form 123/2561 apart; without a year that of the day counts."""
        typed = super().clean() or {}
        number, slash, year = str(typed.get("citation_number") or "").rpartition("/")
        if slash and number.strip() and year.strip().isdigit() and len(year.strip()) == _YEAR_DIGITS:
            typed["citation_number"] = number.strip()
            if typed.get("citation_year") not in (None, "", year.strip()):
                self.say(_TWO_YEARS, "citation_year")
            typed["citation_year"] = year.strip()
        day = typed.get("citation_signed_on")
        written = str(typed.get("citation_year") or (day.year + 543 if day else ""))
        typed["citation_year"] = written
        if day and not (written.isdigit() and len(written) == _YEAR_DIGITS):
            self.say(_WRONG_YEAR, "citation_year")
        return typed

    def signature(self, scan: Any) -> Signature:
        typed = self.cleaned_data
        return Signature(
            typed["citation_number"],
            int(typed["citation_year"]),
            typed["citation_signed_on"],
            typed["signatory"],
            typed["signatory_title"],
            typed["series"],
            scan,
        )
