"""What is typed to ask for a transfer, and to take a case back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms

from lhr.access.policy import Reach
from lhr.kernel.words import Words
from lhr.service_record.drafts import Citation
from lhr.web.shared import picker
from lhr.web.shared.forms import DigitsField, LhrForm, NationalIdField, ThaiDateField, ThaiTextField, words

EVERYWHERE = Reach(frozenset({"/"}))
_AT_MOST = 8
_WRONG_YEAR = Words("พิมพ์ปี พ.ศ. ๔ หลัก", "Type the year as four digits of the Buddhist era")
_CHOOSE = Words("มีหลายแห่งที่ตรงกับคำนี้ เลือกหนึ่งแห่งด้านล่าง", "Several places match; choose one below")
_NONE = Words(
    "ไม่พบ อปท. ที่ตรงกับคำนี้ พิมพ์สองตัวอักษรขึ้นไปของชื่อ แล้วเว้นวรรคตามด้วยอำเภอ",
    "No LGO matches; type two letters of its name, a space and the district",
)


class AskForm(LhrForm):
    """ขอรับโอน: whose number, by which order, from which LGO. The order stands in fields of the movement screen's names,
    since the line รับโอน will cite the same one."""

    stands_on = {"sender": "other", "citation": "citation_number"}  # noqa: RUF012

    national_id = NationalIdField()
    citation_number = DigitsField(label=words("ตามคำสั่งรับโอนที่", "By receiving order no."), max_length=40)
    citation_year = DigitsField(label=words("ปี พ.ศ.", "Year (B.E.)"), max_length=4, required=False)
    citation_signed_on = ThaiDateField(label=words("ลงวันที่", "Signed on"))
    starts = ThaiDateField(label=words("วันที่มีผล", "Effective day"))
    other = ThaiTextField(label=words("อปท. ต้นสังกัด ตามคำสั่ง", "Sending LGO, as the order names it"))
    other_id = forms.ChoiceField(
        label=words("เลือกจากที่พบ", "Choose from what was found"), required=False, widget=forms.RadioSelect
    )
    scan = forms.CharField(required=False, widget=forms.HiddenInput)

    def offer(self, day: date, near: str, without: UUID) -> None:
        """Look for the LGOs that the words find; one that is chosen already stands alone."""
        met = picker.offer(
            str(self["other"].value() or ""),
            within=EVERYWHERE,
            day=day,
            near=near,
            most=_AT_MOST,
            chosen=_as_uuid(self["other_id"].value()),
            without={without},
        )
        self.found = met.choices
        self.more = met.told
        cast(forms.ChoiceField, self.fields["other_id"]).choices = met.choices
        if self.is_bound and self["other_id"].value() not in dict(met.choices):
            self.data = {**{name: self.data.get(name) for name in self.data}, "other_id": ""}

    def clean(self) -> dict[str, Any]:
        """Take an order number of the form 123/2561 apart; ask which LGO is meant when several bear the name."""
        typed = super().clean() or {}
        number, slash, year = str(typed.get("citation_number") or "").rpartition("/")
        if slash and number.strip() and year.strip().isdigit() and len(year.strip()) == 4:
            typed["citation_number"] = number.strip()
            typed["citation_year"] = typed.get("citation_year") or year.strip()
        written = str(typed.get("citation_year") or "")
        if typed.get("citation_number") and not (written.isdigit() and len(written) == 4):
            self.say(_WRONG_YEAR, "citation_year")
        if typed.get("other") and not typed.get("other_id"):
            if len(self.found) == 1:
                typed["other_id"] = self.found[0][0]
            else:
                self.say(_CHOOSE if self.found else _NONE, "other_id" if self.found else "other")
        return typed

    @property
    def order(self) -> Citation:
        typed = self.cleaned_data
        return Citation(typed["citation_number"], int(typed["citation_year"]), typed["citation_signed_on"])

    @property
    def sender(self) -> UUID:
        return UUID(self.cleaned_data["other_id"])


class SwapForm(AskForm):
    """เสนอสับเปลี่ยน: who of the own staff changes places with whom."""

    stands_on = {**AskForm.stands_on, "movement": "person"}  # noqa: RUF012

    person = forms.ChoiceField(label=words("ผู้ที่หน่วยงานท่านจะให้โอนไป", "Who of your LGO goes"))
    national_id = NationalIdField(label=words("เลขประจำตัวประชาชนของผู้ที่จะรับโอนมา", "ID number of who comes in return"))
    other = ThaiTextField(label=words("อปท. ที่สับเปลี่ยนด้วย", "The other LGO"))
    citation_number = DigitsField(label=words("ตามคำสั่งหรือหนังสือตกลงที่", "By order or agreement no."), max_length=40)

    def offer_staff(self, staff: Iterable[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields["person"]).choices = [("", "—"), *staff]


class CloseForm(LhrForm):
    """Why a case is taken back, and which version of it was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    # The rule asks for it (SR-05.7) and says who will read it.
    reason = ThaiTextField(label=words("เหตุผล", "Reason"), max_length=300, required=False)


def _as_uuid(text: Any) -> UUID | None:
    try:
        return UUID(str(text)) if text else None
    except ValueError:
        return None
