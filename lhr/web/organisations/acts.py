"""The acts on one LGO: what each asks for, what it will do in words, and the action that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lhr.access.actor import Actor
from lhr.access.policy import Reach
from lhr.kernel.thai_date import show
from lhr.kernel.words import Words
from lhr.organisations import actions
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Kind, Organisation, OrganisationView
from lhr.organisations.rules import WITHOUT_DISTRICT, full_name
from lhr.web.organisations.forms import (
    ActForm,
    CodeForm,
    DissolveForm,
    MergeForm,
    MoveForm,
    RenameForm,
    UpgradeForm,
)

EVERYWHERE = Reach(frozenset({"/"}))
_OLD_NAME = Words("ทะเบียนและเอกสารของวันก่อนหน้านั้นยังแสดง {old}", "Records of earlier days go on showing {old}")
_PAIR_ENDS = Words(
    "สิทธิของนายทะเบียนและเจ้าหน้าที่ทะเบียนของ {old} สิ้นสุดตั้งแต่วันนั้น และเข้าระบบในนามหน่วยงานนั้นไม่ได้อีก",
    "The rights of the registrar and the records officer of {old} end on that day; nobody acts for it any more",
)
_CASES_CLOSE = Words(
    "เรื่องโอนที่ยังลงนามไม่ครบของ {old} ปิด ไม่ตกทอดไปหน่วยงานใหม่ อีกฝ่ายและเจ้าของประวัติได้รับแจ้งเมื่อยืนยัน",
    "Open transfers of {old} are closed and pass to nobody; the other side and the person are told once confirmed",
)
_PEOPLE_STAY = Words(
    "บุคลากรของหน่วยงานเดิมต้องมีคำสั่งโอนหรือแต่งตั้งไปยังหน่วยงานใหม่ ระบบไม่ย้ายให้เอง",
    "Its staff need orders that transfer them; the system moves nobody by itself",
)


@dataclass(frozen=True, slots=True)
class Act:
    """`perform` does it, `tells` says beforehand what it will do. `without_district` acts suit an อบจ. too."""

    says: Words
    form: type[ActForm]
    perform: Callable[[Actor, Organisation, Any], None]
    tells: Callable[[OrganisationView, Any], list[Words]]
    without_district: bool = True

    def offered_for(self, view: OrganisationView) -> bool:
        standing = view.kind is not None and view.dissolved_on is None
        return standing and (self.without_district or view.kind not in WITHOUT_DISTRICT)


def _upgrade(by: Actor, lgo: Organisation, form: UpgradeForm) -> None:
    typed = form.cleaned_data
    actions.upgrade(
        by=by,
        organisation=lgo,
        kind=Kind(typed["kind"]),
        name=typed["name"],
        code=typed["code"],
        starts=typed["starts"],
        legal_reference=typed["legal_reference"],
    )


def _tells_upgrade(view: OrganisationView, form: UpgradeForm) -> list[Words]:
    typed = form.cleaned_data
    kind = Kind(typed["kind"])
    code = typed["code"] or Words("ยังไม่ทราบ", "not known yet")
    return [
        _from_then(form, full_name(kind, typed["name"] or view.name)),
        _filled(Words("รหัสเดิมสิ้นสุด รหัสใหม่: {code}", "The old code ends; the new one: {code}"), code=code),
        Words(
            "หน่วยงานที่กำกับเปลี่ยนตามประเภทใหม่ (ทน. ทม. ขึ้นกับจังหวัด ทต. อบต. ขึ้นกับอำเภอ)",
            "It reports to the office of its new kind (ทน. ทม. to the province, ทต. อบต. to the district)",
        ),
        _filled(_OLD_NAME, old=view.full_name),
    ]


def _rename(by: Actor, lgo: Organisation, form: RenameForm) -> None:
    typed = form.cleaned_data
    actions.rename(
        by=by,
        organisation=lgo,
        name=typed["name"],
        starts=typed["starts"],
        legal_reference=typed["legal_reference"],
        respelled=typed["respelled"],
    )


def _tells_rename(view: OrganisationView, form: RenameForm) -> list[Words]:
    called = full_name(view.kind, form.cleaned_data["name"])
    return [_from_then(form, called), _filled(_OLD_NAME, old=view.full_name)]


def _code(by: Actor, lgo: Organisation, form: CodeForm) -> None:
    typed = form.cleaned_data
    actions.give_code(
        by=by,
        organisation=lgo,
        code=typed["code"],
        starts=typed["starts"],
        legal_reference=typed["legal_reference"],
    )


def _tells_code(view: OrganisationView, form: CodeForm) -> list[Words]:
    said = Words("ตั้งแต่วันที่ {day} {called} ใช้รหัส {code}", "From {day} on {called} has the code {code}")
    day = show(form.cleaned_data["starts"], "full", digits="arabic")
    return [_filled(said, day=day, called=view.full_name, code=form.cleaned_data["code"])]


def _move(by: Actor, lgo: Organisation, form: MoveForm) -> None:
    typed = form.cleaned_data
    actions.move(
        by=by,
        organisation=lgo,
        districts=form.districts(),
        starts=typed["starts"],
        legal_reference=typed["legal_reference"],
    )


def _tells_move(view: OrganisationView, form: MoveForm) -> list[Words]:
    names = {d.code: d.name_th for d in organisations.districts(view.province_code)}
    now = " ".join(names[code] for code in form.districts())
    said = Words("ตั้งแต่วันที่ {day} {old} อยู่ในอำเภอ {now}", "From {day} on {old} lies in the district {now}")
    return [
        _filled(
            said, day=show(form.cleaned_data["starts"], "full", digits="arabic"), old=view.full_name, now=now
        )
    ]


def _merge(by: Actor, lgo: Organisation, form: MergeForm) -> None:
    typed = form.cleaned_data
    gone = [organisations.get(pk, within=EVERYWHERE) for pk in form.chosen()]
    actions.merge(
        by=by,
        organisations=gone,
        into=lgo,
        on=typed["starts"],
        legal_reference=typed["legal_reference"],
    )


def _tells_merge(view: OrganisationView, form: MergeForm) -> list[Words]:
    day = form.cleaned_data["starts"]
    gone = organisations.views(form.chosen(), day).values()
    said = Words("{old} รวมเข้ากับ {new} ตั้งแต่วันที่ {day}", "{old} is merged into {new} from {day} on")
    told = [
        _filled(said, old=one.label, new=view.label, day=show(day, "full", digits="arabic")) for one in gone
    ]
    return [*told, *(each for one in gone for each in _ends_with(one.full_name)), _PEOPLE_STAY]


def _dissolve(by: Actor, lgo: Organisation, form: DissolveForm) -> None:
    typed = form.cleaned_data
    actions.dissolve(by=by, organisation=lgo, on=typed["starts"], legal_reference=typed["legal_reference"])


def _tells_dissolve(view: OrganisationView, form: DissolveForm) -> list[Words]:
    said = Words("ไม่มี {old} ตั้งแต่วันที่ {day}", "{old} stands no more from {day} on")
    ends = _filled(said, old=view.label, day=show(form.cleaned_data["starts"], "full", digits="arabic"))
    return [ends, *_ends_with(view.full_name), _PEOPLE_STAY]


def _ends_with(called: str) -> list[Words]:
    return [_filled(said, old=called) for said in (_PAIR_ENDS, _CASES_CLOSE)]


def _from_then(form: ActForm, called: str) -> Words:
    said = Words("ตั้งแต่วันที่ {day} เรียกว่า {called}", "From {day} on it is called {called}")
    return _filled(said, day=show(form.cleaned_data["starts"], "full", digits="arabic"), called=called)


def _filled(said: Words, **values: object) -> Words:
    return Words(said.text("th", **values), said.text("en", **values))


ACTS: dict[str, Act] = {
    "upgrade": Act(
        Words("เปลี่ยนฐานะ", "Change its kind"),
        UpgradeForm,
        _upgrade,
        _tells_upgrade,
        without_district=False,
    ),
    "rename": Act(Words("เปลี่ยนชื่อ", "Rename"), RenameForm, _rename, _tells_rename),
    "code": Act(Words("กำหนดรหัส อปท.", "Give its code"), CodeForm, _code, _tells_code),
    "move": Act(
        Words("ย้ายอำเภอ", "Move to another district"), MoveForm, _move, _tells_move, without_district=False
    ),
    "merge": Act(Words("รับรวม อปท. อื่น", "Take in others"), MergeForm, _merge, _tells_merge),
    "dissolve": Act(Words("ยุบเลิก", "Dissolve"), DissolveForm, _dissolve, _tells_dissolve),
}
