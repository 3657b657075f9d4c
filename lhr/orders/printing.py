"""An order on paper: the draft that is laid before who signs it, and the same with its number once it is signed.

It says what the register holds and what the officer typed above the table, and no clause of law of its own: the
models of each committee are data that nobody has verified yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from lhr import config
from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import reading
from lhr.documents.press import PRESS, Job
from lhr.kernel.digits import baht, plain, to_thai
from lhr.kernel.thai_date import show
from lhr.orders import previewing, queries
from lhr.orders.models import Order
from lhr.orders.previewing import Preview, PreviewLine
from lhr.orders.queries import Drawn
from lhr.orders.terms import KINDS, OrderKind, OrderState
from lhr.organisations import queries as organisations
from lhr.posts.queries import PostView
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.pay import Standing
from lhr.service_record.rules import (
    PAID_MOVEMENTS,
    SECONDED,
    TRANSFER_IN,
    TRANSFER_OUT,
    CancelEffect,
    MovementClass,
)
from lhr.standards import queries as standards

PURPOSE = "พิมพ์คำสั่ง"
_DOTS = "." * 24
_SIZE, _INSET = 14.0, 3.0  # points and millimetres of a cell of the table (templates/order.typ)
_DEMONSTRATION = "ข้อมูลสาธิต: บุคคลและคำสั่งทั้งหมดสมมติขึ้น ใช้เป็นหลักฐานไม่ได้"
_LEADS = {TRANSFER_OUT: "ไป {}", SECONDED: "ช่วยราชการที่ {}"}
_CODE = re.compile(r"([A-Z]{2}-[0-9]{2}(?:[.][0-9]+)?)")
_ALONE = ("NUMBERED", "EDUCATION", "EMPLOYEE")
_DRAFT = "ร่าง ยังไม่ลงนาม"


@dataclass(frozen=True)
class _Column:
    """`width` in millimetres; 0 shares what is left."""

    head: str
    width: float
    align: str = "left"


_OF_PAY = (
    _Column("ที่", 10, "center"),
    _Column("ชื่อ – สกุล", 52),
    _Column("ตำแหน่ง ระดับ และเลขที่ตำแหน่ง", 0),
    _Column("เงินเดือนเดิม", 30, "right"),
    _Column("ที่เลื่อน", 24, "center"),
    _Column("เงินเดือนใหม่", 30, "right"),
    _Column("หมายเหตุ", 44),
)
_OF_POSTS = (
    _Column("ที่", 10, "center"),
    _Column("ชื่อ – สกุล", 40),
    _Column("รายการ", 26),
    _Column("ตำแหน่ง ระดับ และเลขที่ตำแหน่งเดิม", 0),
    _Column("ตำแหน่ง ระดับ และเลขที่ตำแหน่งใหม่", 0),
    _Column("เงินเดือนเดิม", 22, "right"),
    _Column("เงินเดือนใหม่", 24, "right"),
    _Column("มีผลตั้งแต่", 24, "center"),
    _Column("หมายเหตุ", 28),
)


def order_pdf(*, by: Actor, order_id: UUID, pair: frozenset[UUID]) -> bytes:
    """Return the order as a paper. A print is a reading of everybody whom it names.

    Raises Order.DoesNotExist, and press.NotSet when the paper cannot be set; then nothing is noted.
    """
    row = queries.row_of(order_id)
    policy.require(by, Permission.ORDER_VIEW, row.organisation.path)
    found = previewing.preview(by, row, pair)
    names = tuple(to_thai(line.person.name) for line in found.lines)
    made = PRESS.set(Job("order", values(row, found), by.day, names=names))
    persons = {line.person.id for line in found.lines if not line.opens}
    reading(by, "orders.print", purpose=PURPOSE, persons=persons, path=row.organisation.path)
    return made


def values(row: Order, found: Preview) -> dict[str, Any]:
    """Return what the template prints; every digit is Thai, every text one that may break at a word."""
    place = organisations.view_of(row.organisation_id, row.starts)
    kind = OrderKind(row.kind)
    of_pay = bool(found.lines) and all(_only_pay(one) for one in found.lines)
    columns = _OF_PAY if of_pay else _OF_POSTS
    unsigned = row.status in (OrderState.DRAFT, OrderState.CHECKED)
    marks = [*((_DRAFT,) if unsigned else ()), *_fate(row), *((_DEMONSTRATION,) if config.demo() else ())]
    subject = row.subject or KINDS[kind].says.th
    return {
        "title": f"คำสั่ง{place.full_name} เรื่อง {to_thai(subject)}",
        "issuer": place.full_name,
        "footer": f"คำสั่ง{place.full_name} {_numbered(row)}",
        "heading": _t(f"คำสั่ง{place.full_name}"),
        "numbered": _t(_numbered(row)),
        "subject": _t(f"เรื่อง {subject}"),
        "mark": _t(" · ".join(marks)),
        "body": [_t(line) for line in _body(row, [line.drawn for line in found.lines])],
        "columns": [{"head": _t(one.head), "width": one.width, "align": one.align} for one in columns],
        "rows": [_cells(columns, _said(at, line, row, of_pay=of_pay)) for at, line in enumerate(found.lines, start=1)],
        # For whom the draft is laid before; the signed order itself says what was ordered and no more.
        "notes": [_note(note) for note in _notes(found)] if unsigned else [],
        "given": _t(f"สั่ง ณ วันที่ {show(row.signed_on, 'full') if row.signed_on else _DOTS}"),
        "signer": {
            "name": _t(f"({row.signatory or _DOTS * 2})"),
            "title": _t(row.signatory_title or f"ตำแหน่ง {_DOTS}"),
        },
    }


def _t(text: str, width: float = 0.0) -> dict[str, Any]:
    """A text that the press cuts where it may break; in a column of so many millimetres."""
    return {"t": to_thai(text), "room": (width - _INSET, _SIZE, False) if width else None}


def _numbered(row: Order) -> str:
    number = f"{row.series} {row.number}".strip() or _DOTS
    # Year and number are those of the day on which it is signed: nobody knows them before.
    return to_thai(f"ที่ {number}/{row.year or _DOTS[:12]}")


def _fate(row: Order) -> list[str]:
    """What became of the order by later ones in the records: nobody takes its paper for one that holds."""
    return [_by_other(other) for other in queries.in_force_upon(row.entry_id)]


def _by_other(other: Order) -> str:
    number = f"{other.series} {other.number}".strip()
    signed = f" ลงวันที่ {show(other.signed_on, 'full')}" if other.signed_on else ""
    told = f"โดยคำสั่งที่ {number}/{other.year}{signed}"
    if other.amends:
        return f"แก้ไขแล้ว{told}"
    if queries.effect_of(queries.lines_of(other.entry_id)) is CancelEffect.FROM_DAY:
        return f"สิ้นผลตั้งแต่วันที่ {show(other.starts, 'full')} {told}"
    return f"ยกเลิกแล้ว{told}"


def _undone(row: Order, effect: CancelEffect) -> str:
    """Which order is cancelled, and what becomes of what it did."""
    old = queries.row_of(row.cancels) if row.cancels else row
    number = f"{old.series} {old.number}".strip()
    signed = f"ลงวันที่ {show(old.signed_on, 'full')} " if old.signed_on else ""
    told = f"ให้ยกเลิกคำสั่งที่ {number}/{old.year} {signed}"
    if effect is CancelEffect.FROM_DAY:
        return f"{told}ตั้งแต่วันที่ {show(row.starts, 'full')} เป็นต้นไป ก่อนวันนั้นให้ถือว่าคำสั่งเดิมมีผล"
    return f"{told}ทั้งฉบับ โดยถือว่าไม่เคยมีผลตั้งแต่ต้น"


def _body(row: Order, lines: Sequence[Drawn]) -> list[str]:
    effect = queries.effect_of(lines)
    said = [" ".join(line.split()) for line in row.preamble.splitlines() if line.strip()]
    if row.approval_body:
        number = f" ครั้งที่ {row.approval_number}" if row.approval_number else ""
        on = f" เมื่อวันที่ {show(row.approval_on, 'full')}" if row.approval_on else ""
        said.append(f"ตามมติ {row.approval_body}{number}{on}")
    if row.round_year and row.round_half:
        said.append(f"รอบการเลื่อนเงินเดือนปี {row.round_year} ครั้งที่ {row.round_half}")
    if effect is not None:
        said.append(_undone(row, effect))
    said.append(f"จำนวน {len(lines)} รายการ มีผลตั้งแต่วันที่ {show(row.starts, 'full')} เว้นแต่รายการที่ระบุวันไว้เป็นอย่างอื่น ดังนี้")
    return said


def _only_pay(line: PreviewLine) -> bool:
    """True for what changes neither post nor level: a rise of pay, not an academic standing that is a level itself."""
    before, after = line.judged.paid
    return line.judged.movement.code in PAID_MOVEMENTS and before.level_code == after.level_code


def _said(at: int, line: PreviewLine, row: Order, *, of_pay: bool) -> tuple[str, ...]:
    draft, before, after = line.judged.draft, *line.judged.paid
    remark = " ".join(part for part in (_own_day(line, row), draft.remark) if part)
    if of_pay:
        held = _seat(line.old_post or line.new_post, before) or draft.position_text
        return str(at), line.person.name, held, _pay(before), _moved(line), _pay(after), remark
    leaves = line.judged.movement.movement_class is MovementClass.END
    drawn = "" if leaves else _drawn(after, draft)
    return (
        str(at), line.person.name, line.judged.movement.name, _old(line), _new(line), _pay(before), drawn,
        _days(draft), draft.remark,
    )  # fmt: skip


def _old(line: PreviewLine) -> str:
    """Post, level and number before the line; of who comes from elsewhere the place, and the post where it is there."""
    draft, post = line.judged.draft, line.old_post
    held = _seat(post, line.judged.paid[0])
    if draft.movement_code != TRANSFER_IN or not line.other:
        return held
    there = held if post is not None and post.organisation_id == draft.other_organisation_id else ""
    return f"{there} จาก {line.other}".strip()


def _new(line: PreviewLine) -> str:
    """Post, level and number after the line, where one of them is another; else where it leads, in words."""
    draft, before, after = line.judged.draft, *line.judged.paid
    was, becomes = (_seat(line.old_post, before), _seat(line.new_post, after))
    if becomes and becomes != was:
        return becomes
    if line.acts_in is not None:
        return f"{line.judged.movement.name} {line.acts_in.name} เลขที่ {line.acts_in.number}"
    leads = _LEADS.get(draft.movement_code, "")
    return draft.position_text or (leads.format(line.other) if line.other else "")


def _days(draft: MovementDraft) -> str:
    """From when, and for what runs for a time until when."""
    if draft.last_day:
        return f"{show(draft.starts)} ถึง {show(draft.last_day)}"
    return f"{show(draft.starts)} จนกว่าจะมีคำสั่งเปลี่ยนแปลง" if draft.open_ended else show(draft.starts)


def _own_day(line: PreviewLine, row: Order) -> str:
    starts = line.judged.draft.starts
    return "" if starts == row.starts else f"มีผล {show(starts)}"


def _seat(post: PostView | None, paid: Standing) -> str:
    """The post with the level that the person is at, as an order writes it; the levels of the post where none is known,
    and the level alone of who holds no numbered post."""
    level = _level(paid.level_code)
    if post is None:
        return level
    return f"{post.held_at(level) if level else post.name} เลขที่ {post.number}"


def _level(code: str) -> str:
    """Levels of teachers and groups of employees bear names that stand alone, as the numbered ones do: ระดับ ๗."""
    known = standards.levels().get(code)
    if known is None:
        return ""
    return known.name if known.type_code in _ALONE else f"ระดับ{known.name}"


def _pay(standing: Standing) -> str:
    if standing.salary is None:
        return ""
    step = f" (ขั้น {plain(standing.step)})" if standing.step is not None else ""
    return f"{baht(standing.salary)}{step}"


def _drawn(standing: Standing, draft: MovementDraft) -> str:
    """The salary, and the allowance of which the order speaks."""
    allowance = draft.pay.allowance
    named = "" if allowance is None else f"เงินประจำตำแหน่ง {baht(allowance)}"
    return " ".join(part for part in (_pay(standing), named) if part)


def _moved(line: PreviewLine) -> str:
    pay = line.judged.weighed.pay
    told: tuple[tuple[Decimal | None, str], ...] = (
        (pay.steps, "{} ขั้น"), (pay.percent, "ร้อยละ {}"), (pay.special_pay_pct, "ตอบแทนพิเศษ ร้อยละ {}")
    )  # fmt: skip
    return " ".join(says.format(plain(value)) for value, says in told if value is not None)


def _cells(columns: Sequence[_Column], said: Sequence[str]) -> list[dict[str, Any]]:
    return [_t(text, column.width) for column, text in zip(columns, said, strict=True)]


def _note(text: str) -> dict[str, Any]:
    """A note with its digits Thai, but for those of the code of a rule, which is a name."""
    said = "".join(part if _CODE.fullmatch(part) else to_thai(part) for part in _CODE.split(text))
    return {"t": said, "room": None}


def _notes(found: Preview) -> list[str]:
    warned = sorted({f"{one.code} {one.says()}" for line in found.lines for one in line.findings})
    reasons = sorted({line.judged.draft.reason for line in found.lines if line.findings and line.judged.draft.reason})
    return [f"ข้อสังเกตของระบบ: {text}" for text in warned] + [f"เหตุผล: {text}" for text in reasons]
