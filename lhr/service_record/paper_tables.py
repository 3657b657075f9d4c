"""The sections of the card that are lists, as tables of the paper: struck lines and all, the columns of item 13."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lhr.documents import kp7
from lhr.documents.kp7 import Row, Table
from lhr.kernel.digits import baht, to_thai
from lhr.kernel.thai_date import show
from lhr.posts import queries as posts
from lhr.service_record.card_view import CardLineView
from lhr.service_record.drafts import Citation
from lhr.service_record.line_view import LineView
from lhr.service_record.pay import moves_of
from lhr.service_record.rules import ServicePicture
from lhr.service_record.sections import SECTIONS, Column, Section
from lhr.service_record.sections.columns import NOTHING, whole_day
from lhr.standards import queries as standards
from lhr.standards.queries import LevelView

EMPTY = "-"
_NUMERIC = re.compile(r"[0-9๐-๙]+([/.\-])[0-9๐-๙]+\1[0-9๐-๙]+")
_WITHHELD = "ไม่พิมพ์ในฉบับนี้ (พิมพ์ได้เมื่อผู้พิมพ์ยืนยันตัวตนซ้ำ)"
PRINTED = ("VERIFIED", "STRUCK")
_DOCUMENT_MM = 40.0
# From this day on posts are of a type, and its pay and the allowance stand in columns of their own.
_TYPES_SINCE = date(2016, 1, 1)
_LABELS = {
    "NAME": "การเปลี่ยนชื่อ นามสกุล หรือคำนำหน้าชื่อ",
    "BIRTH": "การแก้ไขวันเดือนปีเกิด",
}
_PAY = (
    kp7.Column("วัน เดือน ปี", 22.0),
    kp7.Column("ตำแหน่ง"),
    kp7.Column("เลขที่ตำแหน่ง", 34.0),
    kp7.Column("ประเภทตำแหน่ง", 26.0),
    kp7.Column("ระดับ", 22.0),
    kp7.Column("อัตราเงินเดือน", 22.0, "right"),
    kp7.Column("เงินประจำตำแหน่ง", 20.0, "right"),
    kp7.Column("เอกสารอ้างอิง", 52.0),
)
_ONLY_TYPED = ("ประเภทตำแหน่ง", "เงินประจำตำแหน่ง")
_NUMBERED = "NUMBERED"  # the type of the levels of before
_OTHER_SIDE = {"TRANSFER_IN": "จาก{}", "TRANSFER_OUT": "ไป{}", "SECONDED": "ณ {}"}
_UNTIL_ORDERED = "จนกว่าจะมีคำสั่งเปลี่ยนแปลง"


@dataclass(frozen=True)
class Struck:
    """Who struck each line and on which day, by entry."""

    by: Mapping[UUID, tuple[str, date]]

    def note(self, entry: UUID, reason: str) -> str:
        who, day = self.by.get(entry, ("", None))
        signed = " ".join(part for part in (who, show(day) if day else "") if part)
        return f"ขีดฆ่า: {reason}" + (f" ({signed})" if signed else "")


def of_section(code: str, lines: Sequence[CardLineView], struck: Struck, *, numbered: bool = True) -> Table:
    """Return a section with the lines of it."""
    section = SECTIONS[code]
    columns = [column for column in section.columns if column.paper and not column.beside]
    return Table(
        code=code,
        number=to_thai(section.number.removeprefix("ข ").replace("–", "")) if numbered else "",
        label=_LABELS.get(code, section.label.th),
        columns=(
            *(
                kp7.Column(to_thai(column.heads or column.label.th), float(column.width) or None)
                for column in columns
            ),
            kp7.Column("เอกสารอ้างอิง", _DOCUMENT_MM),
        ),
        rows=tuple(_row(line, columns, struck) for line in _in_order([n for n in lines if n.section is section])),
        landscape=section.landscape,
    )


def withheld(code: str) -> Table:
    """Return a sensitive section on the paper of who may not see it: that it is not printed, not that it is empty."""
    return replace(of_section(code, (), Struck({})), withheld=_WITHHELD)


def _in_order(lines: Sequence[CardLineView]) -> list[CardLineView]:
    """Each line with those behind it that put it right, whatever day they say."""
    shown = {line.id for line in lines}
    ordered = [line for line in lines if line.corrects not in shown]
    for line in sorted((line for line in lines if line.corrects in shown), key=lambda one: one.seq):
        at = next(n for n, one in enumerate(ordered) if one.id == line.corrects)
        ordered.insert(at + 1, line)
    return ordered


def _row(line: CardLineView, columns: Sequence[Column], struck: Struck) -> Row:
    cells = tuple(_whole_cell(line, column) for column in columns)
    return Row(
        cells=(*cells, cited(line.citation)),
        struck=line.struck,
        marked="แก้ไขแล้ว" if line.amended else "",
        note=struck.note(line.id, line.strike_reason) if line.struck else "",
        values=_values(line, line.section),
    )


def _whole_cell(line: CardLineView, column: Column) -> str:
    """What the column says, and after it what those say that stand beside it."""
    beside = [other for other in line.section.columns if other.paper and other.beside == column.name]
    said = [(one, cell(line, one.name)) for one in (column, *beside)]
    return " ".join(one.within.format(text) for one, text in said if text != EMPTY) or EMPTY


def cell(line: CardLineView, column: str) -> str:
    """The literal text of the paper where one is kept; Thai digits."""
    value = line.values.get(column)
    if isinstance(value, dict):
        day = whole_day(value)
        if day is not None and _NUMERIC.fullmatch(value["text"]):
            return show(day)  # typed in figures it is no wording of the paper (domain.md 3.3)
        return to_thai(str(value["text"]))
    said = next((said for one, said in line.cells if one.name == column), NOTHING)
    return to_thai(said.th) if said is not NOTHING else EMPTY


def _values(line: CardLineView, section: Section) -> tuple[tuple[str, str], ...]:
    """The parsed values beside the literal ones, for the attached record."""
    found = []
    for column in section.columns:
        value = line.values.get(column.name) if column.paper else None
        parsed = value["day"] if isinstance(value, dict) else value
        if parsed is not None:
            found.append((column.name, str(parsed)))
        found += [(name, str(code)) for name in (f"{column.name}_code",) if (code := line.values.get(name))]
    return (*found, ("entry", str(line.id)))


def cited(citation: Citation, whose: str = "") -> str:
    number = f"ที่ {citation.number}/{citation.year}" if citation.number and citation.year else citation.number
    signed = f"ลว. {show(citation.signed_on)}" if citation.signed_on else ""
    whose = f"คำสั่ง{whose}" if whose and citation.is_order else ""
    return to_thai(" ".join(part for part in (whose, number, signed, citation.text) if part)) or EMPTY


def item_13(
    lines: Iterable[LineView], picture: ServicePicture, struck: Struck, day: date, *, only_current: bool
) -> Table:
    """Return the one chronological list of position and pay movements up to `day`."""
    every = list(lines)
    shown = [
        line
        for line in every
        if line.status in PRINTED and line.starts <= day and line.show_on_kp7 and not line.strikes
        and not (only_current and line.status == "STRUCK")
    ]  # fmt: skip
    held = posts.views({span.post_id for span in picture.incumbencies}, day)
    documents = {line.id: cited(line.citation) for line in every}
    cancelled = {line.cancels: documents[line.id] for line in every if line.cancels and line.status == "VERIFIED"}
    levels = standards.levels()
    rows, whose = [], None
    for line in shown:
        span = picture.post_on(line.starts)
        seat = line.post or (held.get(span.post_id) if span else None)
        document = documents[line.id]
        if line.organisation_id != whose:  # numbers of orders are counted by each LGO for itself
            document = cited(line.citation, line.organisation_label)
        whose = line.organisation_id
        number, level = seat.number if seat else "", levels.get(line.pay.level_code)
        why = _why_struck(line, struck, cancelled)
        rows.append(_movement(line, number, level, _position(line, documents), document, why))
    typed = any(line.starts >= _TYPES_SINCE for line in shown)
    kept = [at for at, column in enumerate(_PAY) if typed or column.label not in _ONLY_TYPED]
    return Table(
        code="A13",
        number="๑๓",
        label="ตำแหน่งและอัตราเงินเดือน",
        columns=tuple(_PAY[at] for at in kept),
        rows=tuple(_narrowed(row, kept) for row in rows),
        landscape=True,
        size_pt=11.9,
    )


def _narrowed(row: Row, kept: Sequence[int]) -> Row:
    return Row(tuple(row.cells[at] for at in kept), row.struck, row.marked, row.note, row.values)


def _movement(
    line: LineView, number: str, level: LevelView | None, position: str, document: str, note: str
) -> Row:
    typed = level is not None and level.type_code != _NUMBERED
    allowance = line.pay.allowance
    return Row(
        cells=(
            to_thai(line.starts_text) or show(line.starts),
            position,
            to_thai(number) or EMPTY,
            level.type_name if level and typed else EMPTY,
            line.level_name or EMPTY,
            to_thai(line.salary_text or (baht(line.salary) if line.salary is not None else EMPTY)),
            to_thai(baht(allowance)) if allowance is not None else EMPTY,
            document,
        ),
        struck=line.status == "STRUCK",
        marked=_marked(line),
        note=note,
        values=(
            ("starts", line.starts.isoformat()),
            *((("salary", str(line.salary)),) if line.salary is not None else ()),
            ("entry", str(line.id)),
        ),
    )


def _marked(line: LineView) -> str:
    marks = ("แก้ไขแล้ว" if line.amended else "", f"สิ้นผล {show(line.undone_from)}" if line.undone_from else "")
    return to_thai(" ".join(mark for mark in marks if mark))


def _why_struck(line: LineView, struck: Struck, cancelled: Mapping[UUID, str]) -> str:
    if line.status != "STRUCK":
        return ""
    if line.strike_reason:
        return struck.note(line.id, line.strike_reason)
    return f"ยกเลิกโดยคำสั่ง {cancelled[line.id]}" if line.id in cancelled else ""


def _position(line: LineView, documents: Mapping[UUID, str]) -> str:
    """The column ตำแหน่ง: the movement with how far it moved the pay, the order that it amends or cancels, from or to
    which LGO, the post, and how long an overlay lasts."""
    moved = moves_of(replace(line.pay, allowance=None), line.pay.steps, line.pay.percent)
    parts = (
        line.movement.name,
        documents.get(about, "") if (about := line.cancels or line.amends) else "",
        _OTHER_SIDE.get(line.movement.code, "{}").format(line.other_organisation) if line.other_organisation else "",
        *(words.th for words in moved),
        line.post.name if line.post else line.position_text,
        f"ถึง {show(line.last_day)}" if line.last_day else _UNTIL_ORDERED if line.open_ended else "",
    )
    return to_thai(" ".join(part for part in parts if part))
