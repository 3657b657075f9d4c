"""What is typed of an act on a post: its day, what it rests on, and what becomes of the post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, cast

from django import forms

from lhr.kernel.words import Words
from lhr.posts.cited import Cited
from lhr.posts.rules import DEPARTMENT_SAYS, FUNDING_SAYS
from lhr.staffing_plan.rules import Budget
from lhr.standards import queries as standards
from lhr.web.shared.forms import (
    AmountField,
    LhrForm,
    ThaiDateField,
    ThaiTextField,
    WordsChoiceField,
    language,
    words,
)

NO_LINE = "-"
_NO_LINE = Words("ลูกจ้างประจำ (ไม่มีสายงาน)", "permanent employee (no line)")
_FUNDINGS = [(one.value, said) for one, said in FUNDING_SAYS.items()]


def levels_of(day: date) -> list[tuple[str, str]]:
    """The levels to choose from, with their type: several types have one named ต้น."""
    named = standards.levels(day).values()
    return [("", "—"), *((level.code, f"{level.type_name} {level.name}") for level in named)]


class OnForm(LhrForm):
    """The day on which the posts are looked at."""

    on = ThaiDateField(label=words("ณ วันที่ (ไม่กรอกคือวันนี้)", "As of (empty: today)"), required=False)


class ActForm(LhrForm):
    """What becomes of a post; `stands_on` gives the rules' fields their names here."""

    stands_on: ClassVar[dict[str, str]] = {"post_number": "number", "post": "starts"}

    # The last act upon the post that its officer knew of.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, day: date, departments: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        if "department" in self.fields:
            listed = {**DEPARTMENT_SAYS, **dict(departments)}
            shown = [(dd, f"{dd} {name}") for dd, name in sorted(listed.items())]
            cast(forms.ChoiceField, self.fields["department"]).choices = [("", "—"), *shown]

    @property
    def cited(self) -> Cited:
        return Cited(self.cleaned_data.get("reference") or "", self.cleaned_data.get("reference_on"))


class DatedForm(ActForm):
    """What every act but a correction needs; `starts` is the first day on which it is so."""

    first: ClassVar[list[str]] = []

    starts = ThaiDateField(label=words("มีผลตั้งแต่วันที่", "In force from"))
    reference = ThaiTextField(
        label=words("ตามมติหรือคำสั่ง", "Resolution or order"),
        max_length=300,
        help_text=words(
            "เช่น มติ ก.ท.จ.นครพนม ครั้งที่ 3/2561 หรือ คำสั่งที่ 45/2561", "such as order 45/2561"
        ),
    )
    reference_on = ThaiDateField(label=words("ลงวันที่", "Dated"), required=False)
    reason = ThaiTextField(
        label=words("เหตุผล", "Reason"),
        max_length=300,
        required=False,
        help_text=words("ต้องมีเมื่อระบบเตือน", "needed where a warning is given"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.first, "starts", "reference", "reference_on", "reason"])


class MoveForm(DatedForm):
    first: ClassVar[list[str]] = ["department", "unit"]
    stands_on: ClassVar[dict[str, str]] = {**ActForm.stands_on, "post_number": "department"}

    department = forms.ChoiceField(label=words("ส่วนราชการใหม่", "New department"))
    unit = ThaiTextField(
        label=words("ชื่อส่วนราชการ กอง ฝ่าย หรืองาน", "Name of the unit"),
        max_length=120,
        required=False,
        help_text=words("ตามที่ อปท. เรียก เช่น กองคลัง ฝ่ายพัสดุ", "as the LGO calls it"),
    )


class LevelForm(DatedForm):
    first: ClassVar[list[str]] = ["level", "top_level"]

    level = forms.ChoiceField(label=words("ระดับ", "Level"))
    top_level = forms.ChoiceField(
        label=words("ถึงระดับ", "Up to level"),
        required=False,
        help_text=words("เมื่อกำหนดเป็นช่วง เช่น ปฏิบัติการ/ชำนาญการ", "for a range"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("level", "top_level"):
            cast(forms.ChoiceField, self.fields[name]).choices = levels_of(self.day)


class FundForm(DatedForm):
    first: ClassVar[list[str]] = ["source"]

    source = WordsChoiceField(label=words("แหล่งเงิน", "Paid from"), options=_FUNDINGS, widget=forms.RadioSelect)


class CorrectForm(ActForm):
    """A number that was typed wrong: no resolution changes it, so that none is asked for, but a reason is."""

    stands_on: ClassVar[dict[str, str]] = {**ActForm.stands_on, "starts": "number"}

    number = ThaiTextField(label=words("เลขที่ตำแหน่งที่ถูกต้อง", "The right number"), max_length=60)
    reason = ThaiTextField(
        label=words("เหตุผลที่แก้", "Why it is corrected"),
        max_length=300,
        help_text=words("เช่น พิมพ์สลับหลัก ตรวจกับประกาศแล้ว", "such as: two digits were swapped"),
    )


class NewPostForm(DatedForm):
    """A post as it was announced."""

    first: ClassVar[list[str]] = [
        "number",
        "line",
        "health_transfer",
        "title",
        "level",
        "top_level",
        "department",
        "unit",
        "funding",
    ]

    number = ThaiTextField(
        label=words("เลขที่ตำแหน่ง", "Post number"),
        max_length=60,
        help_text=words("ตามประกาศ เช่น 48-2-01-3102-001 ลูกจ้างประจำใช้เลขเดิม", "as announced"),
    )
    line = forms.ChoiceField(label=words("สายงาน", "Line"))
    health_transfer = forms.BooleanField(
        label=words("ตำแหน่งถ่ายโอนจาก รพ.สต. (ถ)", "Came with a health centre (ถ)"), required=False
    )
    title = forms.ChoiceField(label=words("ตำแหน่งทางการบริหาร", "Working title"), required=False)
    level = forms.ChoiceField(label=words("ระดับ", "Level"), required=False)
    top_level = forms.ChoiceField(
        label=words("ถึงระดับ", "Up to level"),
        required=False,
        help_text=words("เมื่อกำหนดเป็นช่วง เช่น ปฏิบัติการ/ชำนาญการ", "for a range"),
    )
    department = forms.ChoiceField(
        label=words("ส่วนราชการ", "Department"),
        required=False,
        help_text=words("เฉพาะเลขที่ไม่มีรหัสส่วนราชการ", "only for a number without its code"),
    )
    unit = ThaiTextField(
        label=words("ชื่อส่วนราชการ กอง ฝ่าย หรืองาน", "Name of the unit"), max_length=120, required=False
    )
    funding = WordsChoiceField(label=words("แหล่งเงิน", "Paid from"), options=_FUNDINGS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [(line.code, f"{line.code} {line.name}") for line in standards.position_lines(self.day).values()]
        self._offer("line", [("", "—"), (NO_LINE, _NO_LINE.text(language())), *lines])
        titles = standards.management_titles().values()
        self._offer("title", [("", "—"), *((t.code, t.text) for t in titles if t.allowed_in(kind))])
        for name in ("level", "top_level"):
            self._offer(name, levels_of(self.day))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices


class BudgetForm(LhrForm):
    """งบประมาณรายจ่ายประจำปี of one year; `version` is the one that was seen, 0 where none was recorded yet."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    amount = AmountField(
        label=words("งบประมาณรายจ่ายทั้งปี (บาท)", "Budget of the year (baht)"),
        most=13,
        help_text=words("ยอดรวมตามข้อบัญญัติหรือเทศบัญญัติ เช่น 86,000,000", "as the ordinance sums it up"),
    )
    benefit_pct = AmountField(
        label=words("ประโยชน์ตอบแทนอื่น ร้อยละของเงินเดือนรวม", "Other benefits, per cent of all pay"),
        most=3,
        required=False,
        help_text=words("ตามแผนอัตรากำลัง เช่น 15 หรือ 20", "as the staffing plan has it, such as 15"),
    )
    benefit_amount = AmountField(
        label=words("หรือเป็นจำนวนบาทต่อปี", "or in baht a year"),
        most=13,
        required=False,
        help_text=words("กรอกช่องนี้แทนร้อยละ เมื่อทราบยอดจริง", "instead of the per cent where the sum is known"),
    )
    reference = ThaiTextField(
        label=words("ข้อบัญญัติหรือเทศบัญญัติ", "Local ordinance"),
        max_length=300,
        help_text=words("เช่น เทศบัญญัติงบประมาณรายจ่าย ประจำปี พ.ศ. 2562", "number and name"),
    )
    reference_on = ThaiDateField(label=words("ประกาศใช้วันที่", "Announced on"))
    reason = ThaiTextField(
        label=words("เหตุผลที่แก้", "Why it is corrected"),
        max_length=300,
        required=False,
        help_text=words("เช่น พิมพ์ผิด หรือ มีงบประมาณรายจ่ายเพิ่มเติม", "a slip, or an additional budget"),
    )

    def __init__(self, *args: Any, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not corrects:
            del self.fields["reason"]

    def says(self, year: int) -> Budget:
        typed = self.cleaned_data
        return Budget(
            year,
            typed["amount"],
            typed["benefit_pct"],
            typed["benefit_amount"],
            typed["reference"],
            typed["reference_on"],
        )
