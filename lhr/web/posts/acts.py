"""The acts on one post: what each asks for, what it will do in words, and the action that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from lhr.access.actor import Actor
from lhr.kernel.words import Words
from lhr.posts import actions
from lhr.posts.rules import Funding, Status
from lhr.service_record.establishment import Seat
from lhr.web.posts.forms import ActForm, CorrectForm, DatedForm, FundForm, LevelForm, MoveForm


@dataclass(frozen=True, slots=True)
class Act:
    """`perform` does it; `tells` says beforehand what it does. `statuses`: those of posts that it may be done to."""

    says: Words
    tells: Words
    form: type[ActForm]
    perform: Callable[[Actor, UUID, date, Any], object]
    statuses: tuple[Status, ...] = (Status.ACTIVE, Status.FROZEN)

    def offered_for(self, seat: Seat) -> bool:
        return seat.post.status in self.statuses


def _common(form: ActForm) -> dict[str, Any]:
    return {"cited": form.cited, "reason": form.cleaned_data["reason"], "seen": form.cleaned_data["seen"]}


def _move(by: Actor, post: UUID, _: date, form: MoveForm) -> object:
    typed = form.cleaned_data
    return actions.move(
        by=by,
        post_id=post,
        department=typed["department"],
        unit=typed["unit"],
        starts=typed["starts"],
        **_common(form),
    )


def _relevel(by: Actor, post: UUID, _: date, form: LevelForm) -> object:
    typed = form.cleaned_data
    level, top = typed["level"], typed["top_level"]
    return actions.relevel(
        by=by,
        post_id=post,
        level_code=level,
        top_level_code=top if top != level else "",
        starts=typed["starts"],
        **_common(form),
    )


def _fund(by: Actor, post: UUID, _: date, form: FundForm) -> object:
    typed = form.cleaned_data
    return actions.fund(
        by=by, post_id=post, source=Funding(typed["source"]), starts=typed["starts"], **_common(form)
    )


def _freeze(by: Actor, post: UUID, _: date, form: DatedForm) -> object:
    return actions.freeze(by=by, post_id=post, starts=form.cleaned_data["starts"], **_common(form))


def _reinstate(by: Actor, post: UUID, _: date, form: DatedForm) -> object:
    return actions.reinstate(by=by, post_id=post, starts=form.cleaned_data["starts"], **_common(form))


def _abolish(by: Actor, post: UUID, _: date, form: DatedForm) -> object:
    return actions.abolish(by=by, post_id=post, until=form.cleaned_data["starts"], **_common(form))


def _correct(by: Actor, post: UUID, on: date, form: CorrectForm) -> object:
    typed = form.cleaned_data
    return actions.correct_number(
        by=by, post_id=post, on=on, number=typed["number"], reason=typed["reason"], seen=typed["seen"]
    )


ACTS: dict[str, Act] = {
    "move": Act(
        Words("ย้ายไปส่วนราชการอื่น", "Move to another department"),
        Words(
            "ตั้งแต่วันนั้นเลขที่ตำแหน่งใช้รหัสส่วนราชการใหม่ ลำดับที่คงเดิม ผู้ครองยังครองตำแหน่งเดิม "
            "วันก่อนหน้านั้นยังแสดงเลขเดิม",
            "From that day the number bears the new department and keeps its running number; whoever holds the post "
            "goes on holding it, and earlier days show the old number",
        ),
        MoveForm,
        _move,
    ),
    "levels": Act(
        Words("ปรับระดับตำแหน่ง", "Change the levels"),
        Words(
            "ตั้งแต่วันนั้นตำแหน่งกำหนดไว้สำหรับระดับนี้ ระดับของผู้ครองไม่เปลี่ยนตาม ต้องมีคำสั่งเลื่อนระดับใน ก.พ.๗",
            "From that day the post is for these levels; its holder's own level changes by an order in the ก.พ.๗",
        ),
        LevelForm,
        _relevel,
    ),
    "fund": Act(
        Words("กำหนดแหล่งเงิน", "State who pays"),
        Words(
            "เฉพาะตำแหน่งที่ใช้รายได้ของ อปท. นับรวมในเพดานร้อยละ ๔๐ (มาตรา ๓๕)",
            "Only posts paid from the LGO's own income count towards the ceiling of 40 per cent",
        ),
        FundForm,
        _fund,
    ),
    "freeze": Act(
        Words("ยุบพัก", "Freeze"),
        Words(
            "ตั้งแต่วันนั้นบรรจุหรือย้ายผู้ใดเข้าตำแหน่งนี้ไม่ได้ จนกว่าจะคืนตำแหน่ง ผู้ที่ครองอยู่ยังครองต่อไป",
            "From that day nobody is put into the post until it is in use again; whoever holds it goes on holding it",
        ),
        DatedForm,
        _freeze,
        (Status.ACTIVE,),
    ),
    "reinstate": Act(
        Words("คืนตำแหน่งให้ใช้ได้", "Put in use again"),
        Words(
            "ตั้งแต่วันนั้นตำแหน่งใช้ได้ตามเดิม ตำแหน่งที่ยุบเลิกไปแล้วกลับมาพร้อมเลขเดิม ถ้าเลขนั้นยังไม่ถูกใช้",
            "From that day the post is in use; an abolished one comes back with its number, if that is free",
        ),
        DatedForm,
        _reinstate,
        (Status.FROZEN, Status.ABOLISHED),
    ),
    "abolish": Act(
        Words("ยุบเลิก", "Abolish"),
        Words(
            "ตั้งแต่วันนั้นไม่มีตำแหน่งนี้และเลขที่ตำแหน่งว่างให้ตำแหน่งอื่นใช้ ทำได้เมื่อไม่มีผู้ครอง",
            "From that day there is no such post and its number is free; only where nobody holds it",
        ),
        DatedForm,
        _abolish,
    ),
    "correct": Act(
        Words("แก้เลขที่พิมพ์ผิด", "Correct a mistyped number"),
        Words(
            "เลขที่ถูกต้องแทนเลขที่พิมพ์ผิดตั้งแต่วันแรกที่ใช้ เลขที่พิมพ์ผิดยังอยู่ในทะเบียนพร้อมเหตุผล "
            "ถ้าประกาศเปลี่ยนเลขจริงให้ใช้ “ย้ายไปส่วนราชการอื่น”",
            "The right number stands from the first day of the wrong one, which stays in the register with the reason; "
            "a number that was changed by a resolution is no slip",
        ),
        CorrectForm,
        _correct,
    ),
}
