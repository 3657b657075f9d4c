"""What the officer types on the movement screen, and the small forms around a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms

from lhr import config
from lhr.kernel import thai_date
from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import ThaiDate
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.service_record.drafts import Citation
from lhr.service_record.line_view import OTHER_SAYS
from lhr.service_record.rules import RETIRE, SECONDED, MovementClass
from lhr.standards.queries import MovementView
from lhr.web.movements.kinds import LITERAL, NEW_PERSON, PAY_FIELDS, fields_of
from lhr.web.movements.reading import PURPOSES
from lhr.web.shared.forms import (
    AmountField,
    DigitsField,
    LhrForm,
    NameOrNumberField,
    NationalIdField,
    ThaiDateField,
    ThaiTextField,
    WordsChoiceField,
    language,
    words,
)

Choices = list[tuple[str, str]]
GroupedChoices = list[tuple[str, Choices]]
# With htmx choosing a kind or a person asks for its fields at once; without, the button beside does.
_ASKS_AGAIN = {
    "hx-post": "",
    "hx-trigger": "change",
    "hx-target": "body",
    "hx-include": "closest form",
    "hx-replace-url": "true",
    "hx-vals": '{"step": "fill"}',
    "hx-headers": '{"HX-Boosted": "true"}',
}
# The rules speak of a field by the field's word; here is where that stands on this screen.
_STANDS_ON = {"prefix": "title", "citation": "citation_number", "transfer": "other", "step": "salary"}
_NAMES_A_PERSON = ("person", "national_id", "cancels", "amends")
_WRONG_YEAR = Words("พิมพ์ปี พ.ศ. ๔ หลัก", "Type the year as four digits of the Buddhist era")
_CHOOSE_OTHER = Words("มีหลายแห่งที่ตรงกับคำนี้ เลือกหนึ่งแห่งด้านล่าง", "Several places match; choose one below")
_NO_SUCH_LGO = Words(
    "ไม่พบ อปท. ชื่อนี้ในระบบ ทำต่อ: ตรวจตัวสะกด หรือเลือกเก็บเป็นข้อความตามคำสั่ง หากเป็นหน่วยงานนอกระบบจริง",
    "No LGO of the register bears this name. Next: check the spelling, or choose to keep the text if it is outside it",
)
_STEPS = [
    ("", Words("—", "—")),
    *((each, Words(f"{each} ขั้น", f"{each} steps")) for each in ("0.5", "1", "1.5", "2")),
]
_SPECIAL = [("", Words("—", "—")), *((each, Words(each, each)) for each in ("2", "4", "6", "8"))]
AS_TEXT = "text"
AS_TEXT_SAYS = Words(
    "เก็บเป็นข้อความตามคำสั่ง (ไม่ใช่ อปท. ในระบบ)", "Keep the text of the order (no LGO of the register)"
)
_OTHER_DAY = Words(
    "ไม่ตรงกับวันที่ตามบัตร: ใช้วันแรกของเดือนหรือปีที่บัตรระบุ หรือเว้นว่างให้ระบบเติม",
    "Not the day of the paper: use the first of its month or year, or leave it empty to have it filled in",
)
_END_STANDS = words("ตามคำสั่งแก้ไข ว่างไว้คือวันเดิม", "as the amending order has it; empty: as it stood")
_ALLOWANCE_STAYS = words("ว่างไว้คือคงเดิม ไม่มีแล้วกรอกศูนย์", "empty: as before; 0: none any more")
_ALLOWANCE_ENDS = words("ว่างไว้คือไม่มี", "empty: none")
_ALWAYS = frozenset({"movement", "proposed", "ticket", "scan"})
_ALWAYS_FILLED = frozenset({"person", "starts", "cancels", "amends", "national_id"})


@dataclass(frozen=True, slots=True)
class Around:
    """What the screen offers to choose from here: kinds of movement, people, posts, lines, kinds of staff."""

    kinds: GroupedChoices
    people: Choices
    posts: GroupedChoices
    lines: Choices
    staff_kinds: Choices
    prefixes: Choices
    levels: GroupedChoices = field(default_factory=list)
    others: Choices = field(default_factory=list)
    more_others: Words | None = None


class MovementForm(LhrForm):
    """One movement with its order. Only the fields that its kind needs are read; the rules judge what they hold."""

    stands_on = _STANDS_ON

    movement = forms.ChoiceField(
        label=words("ประเภทการเคลื่อนไหว", "Kind of movement"), widget=forms.Select(attrs=_ASKS_AGAIN)
    )
    person = forms.ChoiceField(
        label=words("บุคคล", "Person"), required=False, widget=forms.Select(attrs=_ASKS_AGAIN)
    )
    national_id = NationalIdField(required=False)
    title = forms.ChoiceField(label=words("คำนำหน้าชื่อ", "Title"), required=False)
    first_name = ThaiTextField(label=words("ชื่อ", "First name"), max_length=100, required=False)
    last_name = ThaiTextField(label=words("นามสกุล", "Family name"), max_length=100, required=False)
    birth_date = ThaiDateField(label=words("วันเดือนปีเกิด", "Birth date"), required=False)
    gender = WordsChoiceField(
        label=words("เพศ", "Gender"),
        options=[("", Words("—", "—")), ("M", Words("ชาย", "male")), ("F", Words("หญิง", "female"))],
        required=False,
    )
    starts = ThaiDateField(label=words("วันที่มีผล", "Effective day"), required=False)
    last_day = ThaiDateField(label=words("ถึงวันที่", "Last day"), required=False)
    open_ended = forms.BooleanField(
        label=words("จนกว่าจะมีคำสั่งเปลี่ยนแปลง", "Until another order"), required=False
    )
    kind = forms.ChoiceField(label=words("ประเภทบุคลากร", "Kind of staff"), required=False)
    post = forms.ChoiceField(label=words("ตำแหน่ง", "Post"), required=False)
    level = forms.ChoiceField(label=words("ระดับ", "Level"), required=False)
    steps = WordsChoiceField(label=words("จำนวนขั้น", "Steps"), options=_STEPS, required=False)
    percent = AmountField(label=words("ร้อยละ", "Per cent"), required=False)
    special_pay_pct = WordsChoiceField(
        label=words("เงินตอบแทนพิเศษร้อยละ", "Special remuneration, per cent"), options=_SPECIAL, required=False
    )
    salary = AmountField(label=words("เงินเดือน (บาท)", "Salary (baht)"), required=False)
    allowance = AmountField(label=words("เงินประจำตำแหน่ง (บาทต่อเดือน)", "Allowance (baht a month)"), required=False)
    starts_text = ThaiTextField(label=words("วันที่ตามบัตร", "Day as written"), max_length=60, required=False)
    level_text = ThaiTextField(label=words("ระดับตามบัตร", "Level as written"), max_length=60, required=False)
    salary_text = ThaiTextField(
        label=words("เงินเดือนตามบัตร", "Salary as written"), max_length=60, required=False
    )
    amends = forms.ChoiceField(
        label=words("รายการที่แก้ไข", "The line amended"), required=False, widget=forms.Select(attrs=_ASKS_AGAIN)
    )
    other = ThaiTextField(label=words("อปท. หรือหน่วยงานคู่โอน", "The other LGO or agency"), required=False)
    other_id = forms.ChoiceField(
        label=words("เลือกจากที่พบ", "Choose from what was found"), required=False, widget=forms.RadioSelect
    )
    cancels = forms.ChoiceField(label=words("คำสั่งที่ถูกยกเลิก", "The order cancelled"), required=False)
    cancel_effect = WordsChoiceField(
        label=words("ผลของการยกเลิก", "Effect of cancelling"),
        options=[
            ("FROM_START", Words("ถือว่าไม่เคยมีผลตั้งแต่ต้น", "counts as never having held")),
            (
                "FROM_DAY",
                Words(
                    "สิ้นผลตั้งแต่วันที่มีผล ก่อนวันนั้นยังถือว่ามีผล", "ends on the effective day; up to then it held"
                ),
            ),
        ],
        required=False,
    )
    citation_number = DigitsField(label=words("ตามคำสั่งที่", "Order no."), max_length=40, required=False)
    citation_year = DigitsField(label=words("ปี พ.ศ.", "Year (B.E.)"), max_length=4, required=False)
    citation_signed_on = ThaiDateField(label=words("ลงวันที่", "Signed on"), required=False)
    citation_text = ThaiTextField(
        label=words("หลักฐานอื่นแทนคำสั่ง", "Evidence instead of an order"), max_length=300, required=False
    )
    remark = ThaiTextField(label=words("หมายเหตุ", "Remark"), max_length=300, required=False)
    reason = ThaiTextField(
        label=words("เหตุผลที่บันทึกทั้งที่มีข้อเตือน", "Reason for saving in spite of the warning"),
        max_length=300,
        required=False,
    )
    why = ThaiTextField(
        label=words("เหตุผลที่แก้ไขการบันทึก", "Reason for the correction"), max_length=300, required=False
    )
    proposed = forms.CharField(required=False, widget=forms.HiddenInput)
    ticket = forms.CharField(required=False, widget=forms.HiddenInput)
    # The file itself waits on the server (lhr.documents.pending); this is its key.
    scan = forms.CharField(label=words("ไฟล์สแกน", "Scan"), required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        around: Around,
        kind: MovementView | None,
        without: frozenset[str] = frozenset(),
        also: frozenset[str] = frozenset(),
        corrects: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        of_whom = frozenset({"person"}) if kind is None and around.people else frozenset[str]()
        self.shown = ((fields_of(kind) | of_whom) - without) | also
        self._offer(around)
        kept = _ALWAYS | self.shown | ({"why"} if corrects else set())
        for name in [n for n in self.fields if n not in kept]:
            del self.fields[name]
        for name in _ALWAYS_FILLED & self.shown:
            self.fields[name].required = True
        if "person" in self.fields and (kind is None or kind.code != RETIRE):
            # Only a retirement has a day to propose; otherwise an answer must never overtake who types on.
            self.fields["person"].widget.attrs = {}
        if kind is not None:
            self.fields["starts"].label = starts_label(kind)  # type: ignore[assignment]
            self._explain(kind)

    def _explain(self, kind: MovementView) -> None:
        """Say what an empty field means where that depends on the kind."""
        begins, amends = (kind.movement_class is of for of in (MovementClass.START, MovementClass.AMEND))
        if "other" in self.fields:
            self.fields["other"].required = kind.code != SECONDED
            if kind.code == SECONDED:
                self.fields["other"].label = OTHER_SAYS[SECONDED]  # type: ignore[assignment]
        if "last_day" in self.fields and amends:
            self.fields["last_day"].help_text = _END_STANDS
        if "allowance" in self.fields and self.shown & {"post", "level"}:
            self.fields["allowance"].help_text = _ALLOWANCE_ENDS if begins else _ALLOWANCE_STAYS

    def take(self, findings: Iterable[Finding]) -> None:
        """What is said of the person stands on the field that names him here: the person, the number or the line; what
        is said of the transfer stands there where the other LGO is not asked for."""
        names = next((name for name in _NAMES_A_PERSON if name in self.fields), "person")
        of_whom = {"person"} if "other" in self.fields else {"person", "transfer"}
        super().take(replace(each, field=names) if each.field in of_whom else each for each in findings)

    def _offer(self, around: Around) -> None:
        offered: Mapping[str, Any] = {
            "movement": around.kinds,
            "person": around.people,
            "post": around.posts,
            "cancels": around.lines,
            "amends": around.lines,
            "level": around.levels,
            "kind": around.staff_kinds,
            "title": around.prefixes,
        }
        for name, choices in offered.items():
            if name not in self.fields:  # not of this form
                continue
            cast(forms.ChoiceField, self.fields[name]).choices = [("", "—"), *choices]
        self.offer_others(around)
        self._people = {value for value, _ in around.people}

    def offer_others(self, around: Around) -> None:
        """Offer the LGOs that the words typed find."""
        if "other_id" not in self.fields:
            return
        others = cast(forms.ChoiceField, self.fields["other_id"])
        others.choices = [*around.others, (AS_TEXT, AS_TEXT_SAYS.text(language()))]
        self.others = [value for value, _ in around.others]
        self.more_others = around.more_others

    @property
    def copies(self) -> bool:
        return any(self[name].value() for name in LITERAL if name in self.fields)

    @property
    def asks_pay(self) -> bool:
        return bool(self.shown & set(PAY_FIELDS))

    @property
    def chosen(self) -> UUID | None:
        """The person of the staff who is chosen; an id that was not offered is nobody."""
        typed = self["person"].value() if "person" in self.fields else ""
        return as_uuid(typed) if typed in self._people else None

    @property
    def has_particulars(self) -> bool:
        """True when something was typed of a new person, or is wrong there."""
        mine = [name for name in NEW_PERSON if name in self.fields]
        return any(self[name].value() or (self.is_bound and self[name].errors) for name in mine)

    def clean(self) -> dict[str, Any]:
        """Take an order number of the form 123/2561 apart; ask which LGO is meant when several bear the name."""
        typed = super().clean() or {}
        _split_order(typed)
        year = str(typed.get("citation_year") or "")
        if year and not (year.isdigit() and len(year) == 4):
            self.say(_WRONG_YEAR, "citation_year")
        self._check_literal(typed)
        if "other" in self.shown and typed.get("other") and not typed.get("other_id"):
            self._choose_other(typed)
        return typed

    def _check_literal(self, typed: dict[str, Any]) -> None:
        """The day that counts is the one that the paper's text names, or the first of the month or year it names."""
        read = read_of_paper(str(typed.get("starts_text") or ""))
        if read.day and typed.get("starts") and typed["starts"] != read.day:
            self.say(_OTHER_DAY, "starts")

    def _choose_other(self, typed: dict[str, Any]) -> None:
        if len(self.others) == 1:
            typed["other_id"] = self.others[0]
        elif self.others:
            self.say(_CHOOSE_OTHER, "other_id")
        elif organisations.named_like_an_lgo(typed["other"]):
            # Kept as text the record would stay where it is, and the other LGO would never hear of it.
            self.say(_NO_SUCH_LGO, "other_id")


def read_of_paper(text: str) -> ThaiDate:
    """Return what a date of the paper card comes to: whole, or the first day of the month or year that it names."""
    return thai_date.read(text, literal_kept=True, max_typed_year=config.max_typed_year())


def _split_order(typed: dict[str, Any]) -> None:
    number, slash, year = str(typed.get("citation_number") or "").rpartition("/")
    if slash and number.strip() and year.strip().isdigit() and len(year.strip()) == 4:
        typed["citation_number"] = number.strip()
        typed["citation_year"] = typed.get("citation_year") or year.strip()


def starts_label(kind: MovementView) -> Words:
    """An END takes effect on the first day out; everything else on the first day in."""
    if kind.movement_class is MovementClass.END:
        return Words("วันที่มีผล (วันแรกที่พ้น)", "Effective day (first day out)")
    return Words("วันที่มีผล", "Effective day")


class SendBackForm(LhrForm):
    """Why a line goes back to who keyed it, and which version was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ThaiTextField(label=words("เหตุผลที่ส่งคืน", "Reason for sending back"), max_length=300)


class StrikeForm(LhrForm):
    """Why a verified line is to be struck, and the document that shows it."""

    # The rule asks for it (CD-05), together with the document.
    why = ThaiTextField(label=words("เหตุผลที่ขีดฆ่า", "Reason for striking"), max_length=300, required=False)
    citation_text = ThaiTextField(
        label=words("เอกสารหลักฐาน", "Document that shows it"), max_length=300, required=False
    )
    citation_number = DigitsField(label=words("คำสั่งที่", "Order no."), max_length=40, required=False)
    citation_year = DigitsField(label=words("ปี พ.ศ.", "Year (B.E.)"), max_length=4, required=False)
    citation_signed_on = ThaiDateField(label=words("ลงวันที่", "Signed on"), required=False)

    def citation(self) -> Citation:
        typed = self.cleaned_data
        year = str(typed.get("citation_year") or "")
        return Citation(
            str(typed.get("citation_number") or ""),
            int(year) if year.isdigit() else None,
            typed.get("citation_signed_on"),
            str(typed.get("citation_text") or ""),
        )


class WithdrawForm(LhrForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ThaiTextField(label=words("เหตุผล", "Reason"), max_length=300, required=False)


class PurposeForm(LhrForm):
    """Why a record is opened that another LGO keeps (AU-01): one of a short list."""

    purpose = forms.ChoiceField(label=words("วัตถุประสงค์", "Purpose"), widget=forms.RadioSelect, required=False)

    def __init__(self, *given: Any, offered: Iterable[str], **more: Any) -> None:
        super().__init__(*given, **more)
        said = [PURPOSES[one] for one in offered]
        cast(forms.ChoiceField, self.fields["purpose"]).choices = [(one.th, one.text(language())) for one in said]


class FindForm(LhrForm):
    """The search box: a name, or the thirteen digits of an ID number."""

    stands_on: ClassVar[dict[str, str]] = {"national_id": "q"}

    q = NameOrNumberField()


def as_uuid(text: Any) -> UUID | None:
    """Return the id that a chooser sent, None for nothing or for what is no id."""
    try:
        return UUID(str(text)) if text else None
    except ValueError:
        return None


__all__ = [
    "AS_TEXT",
    "Around",
    "FindForm",
    "MovementForm",
    "PurposeForm",
    "SendBackForm",
    "StrikeForm",
    "WithdrawForm",
    "as_uuid",
]
