"""What is typed of a dated change of an LGO: its day, the announcement, and what becomes of it."""

from __future__ import annotations

from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms

from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Kind, OrganisationView
from lhr.organisations.rules import KIND_SAYS, WITHOUT_DISTRICT
from lhr.web.shared import picker
from lhr.web.shared.forms import (
    DigitsField,
    LhrForm,
    ThaiDateField,
    ThaiTextField,
    WordsChoiceField,
    words,
)
from lhr.web.shared.requests import OfficerRequest

_NOBODY_CHOSEN = Words(
    "ค้นหาแล้วเลือก อปท. ที่รวมเข้ามาอย่างน้อยหนึ่งแห่ง", "Search and choose at least one LGO to take in"
)
_BECOMES = [kind for kind in Kind if kind not in WITHOUT_DISTRICT and kind is not Kind.PATTAYA]


class ActForm(LhrForm):
    """What every act needs. `starts` is the first day on which it is so."""

    first: ClassVar[list[str]] = []
    stands_on: ClassVar[dict[str, str]] = {"successor": "starts"}

    starts = ThaiDateField(label=words("มีผลตั้งแต่วันที่", "In force from"))
    legal_reference = ThaiTextField(
        label=words("ตามประกาศ", "Announcement"),
        max_length=300,
        help_text=words("เลขที่หรือวันที่ประกาศในราชกิจจานุเบกษา", "number or day in the Royal Gazette"),
    )

    def __init__(self, *args: Any, request: OfficerRequest, place: OrganisationView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.first, "starts", "legal_reference"])
        self.more: Words | None = None


class UpgradeForm(ActForm):
    first: ClassVar[list[str]] = ["kind", "name", "code"]

    kind = WordsChoiceField(
        label=words("เป็น", "Becomes"), options=[(kind.value, KIND_SAYS[kind]) for kind in _BECOMES]
    )
    name = ThaiTextField(label=words("ชื่อใหม่ (ไม่รวมประเภท)", "New name (without the kind)"), required=False)
    code = DigitsField(label=words("รหัส อปท. ใหม่", "New code"), max_length=20, required=False)


class RenameForm(ActForm):
    first: ClassVar[list[str]] = ["name", "respelled"]

    name = ThaiTextField(label=words("ชื่อใหม่ (ไม่รวมประเภท)", "New name (without the kind)"))
    respelled = forms.BooleanField(
        label=words("เป็นการแก้ตัวสะกดของชื่อเดิม", "Only the spelling is put right"), required=False
    )


class CodeForm(ActForm):
    first: ClassVar[list[str]] = ["code"]

    code = DigitsField(label=words("รหัส อปท.", "Code"), max_length=20, help_text=words("๗ หลัก", "seven digits"))


class MoveForm(ActForm):
    first: ClassVar[list[str]] = ["district", "further"]

    district = forms.ChoiceField(label=words("อำเภอหลัก", "Main district"))
    further = forms.ChoiceField(label=words("อีกอำเภอหนึ่งที่ตั้งอยู่", "Further district"), required=False)

    def __init__(self, *args: Any, request: OfficerRequest, place: OrganisationView, **kwargs: Any) -> None:
        super().__init__(*args, request=request, place=place, **kwargs)
        listed = [(d.code, d.name_th) for d in organisations.districts(place.province_code)]
        cast(forms.ChoiceField, self.fields["district"]).choices = listed
        cast(forms.ChoiceField, self.fields["further"]).choices = [("", "—"), *listed]

    def districts(self) -> list[str]:
        main, further = self.cleaned_data["district"], self.cleaned_data["further"]
        return [main, *([further] if further and further != main else [])]


class MergeForm(ActForm):
    """The LGOs that are merged into this one: found by words, ticked, and kept while further ones are looked for."""

    first: ClassVar[list[str]] = ["search", "others"]

    search = ThaiTextField(label=words("อปท. ที่รวมเข้ามา", "LGOs taken in"), required=False)
    others = forms.MultipleChoiceField(
        label=words("เลือกจากที่พบ", "Choose from what was found"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, request: OfficerRequest, place: OrganisationView, **kwargs: Any) -> None:
        super().__init__(*args, request=request, place=place, **kwargs)
        day, typed = request.actor.day, request.POST
        ticked = _ids(typed.getlist("others"))
        met = picker.offer(
            str(typed.get("search", "")),
            within=request.reach,
            day=day,
            near=place.district_code,
            most=20,
            without={place.id, *ticked},
        )
        kept = [
            v for v in organisations.views(ticked, day).values() if v.kind and request.reach.covers(v.path)
        ]
        self.more = met.told
        shown = [(str(view.id), view.label) for view in (*kept, *met.views)]
        cast(forms.MultipleChoiceField, self.fields["others"]).choices = shown
        self.offers = bool(shown)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("others"):
            self.say(_NOBODY_CHOSEN, "search")
        return typed

    def chosen(self) -> list[UUID]:
        return _ids(self.cleaned_data["others"])


class DissolveForm(ActForm):
    starts = ThaiDateField(label=words("ไม่มีหน่วยงานนี้ตั้งแต่วันที่", "Stands no more from"))


def _ids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
