"""The record of a person as the paper says it: the sections in the order of the form, struck lines and all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.documents import kp7
from lhr.documents import queries as documents
from lhr.documents.kp7 import Block, Header, Item, Kp7, Photo, Row, Signature, Table
from lhr.kernel import clock
from lhr.kernel.digits import baht, to_thai
from lhr.kernel.names import compose
from lhr.kernel.thai_date import show
from lhr.organisations import queries as organisations
from lhr.people import queries as people
from lhr.service_record import card_view, queries, rules
from lhr.service_record.card_view import CardLineView
from lhr.service_record.drafts import Citation, Correction
from lhr.service_record.line_view import LineView
from lhr.service_record.pay import moves_of
from lhr.service_record.sections import SECTIONS, Column
from lhr.service_record.sections.columns import NOTHING
from lhr.standards import queries as standards

_EMPTY = "-"
_DOCUMENT_MM = 40.0
# What stands in block A and what in block B, in the order of the form; the rest of the facts are items 1 to 9.
_BLOCK_A = ("EDUCATION", "TRAINING", "DISCIPLINE", "NO_PAY")
_BLOCK_B = (
    "ADDRESS", "DECORATION", "LEAVE", "SKILL", "SPECIAL_DUTY", "OTHER", "NAME", "CHILD", "LICENCE", "APPRAISAL",
    "DOUBLE_TIME",
)  # fmt: skip
_PRINTED = ("VERIFIED", "STRUCK")


@dataclass(frozen=True)
class Wanted:
    """Which record is printed: as of a day, as known after a change (None: now), with or without what was struck, and
    whether who prints may see what is sensitive."""

    as_of: date
    known_at: int | None = None
    known_on: date | None = None
    only_current: bool = False
    sensitive: bool = False


def card_of(person_id: UUID, wanted: Wanted) -> Kp7:
    """Return the card of one person, filled. Raises Person.DoesNotExist."""
    day = wanted.as_of
    view = people.view_of(person_id, day, wanted.known_at)
    picture = queries.service_of(person_id, wanted.known_at)
    lines = [
        line
        for line in card_view.lines_of(person_id, day, known_at=wanted.known_at, as_of=day)
        if line.status in _PRINTED and line.show_on_kp7 and line.section.on_paper(line.values)
        and line.correction != Correction.STRIKE and not (wanted.only_current and not line.stands)
    ]  # fmt: skip
    serving = picture.employment_on(day)
    keeper = serving.organisation_id if serving else picture.keeper(day)
    kinds = standards.personnel_kinds()
    header = Header(
        title="ทะเบียนประวัติข้าราชการ (ก.พ.๗)",
        name=view.name,
        lgo=organisations.view_of(keeper, day).label if keeper else _EMPTY,
        kind=kinds[serving.kind_code].name if serving and serving.kind_code in kinds else _EMPTY,
        domicile=_last(lines, "DOMICILE", "domicile"),
        national_id=to_thai(view.masked_id),
    )
    shown = tuple(code for code in _BLOCK_A if wanted.sensitive or not SECTIONS[code].sensitive)
    movements = queries.lines_of(person_id, wanted.known_at, day=day)
    first = Block(
        label="ก",
        items=_items(person_id, wanted, view.birth_date, lines, header.kind),
        tables=(*(_table(code, lines) for code in shown), _item_13(movements, wanted)),
        signatures=(Signature("เจ้าของประวัติ", view.name), Signature("นายทะเบียนประวัติ")),
    )
    second = Block(
        label="ข ข้อมูลสำคัญโดยย่อ",
        tables=tuple(_table(code, lines) for code in _BLOCK_B),
        signatures=(
            Signature("เจ้าของประวัติ", view.name),
            Signature("เจ้าหน้าที่ทะเบียนประวัติ"),
            Signature("นายทะเบียนประวัติ"),
        ),
        with_photos=True,
    )
    photos = _photos(lines)
    return Kp7(
        header=header,
        blocks=(first, second),
        as_of_text=show(day, "full"),
        known_text=show(wanted.known_on or clock.today(), "full"),
        photo=photos[-1].picture if photos else None,
        photos=tuple(photos),
        only_current=wanted.only_current,
        unbroken=(view.name, header.lgo),
    )


def _items(
    person_id: UUID, wanted: Wanted, born: date, lines: Sequence[CardLineView], kind: str
) -> tuple[Item, ...]:
    names = people.names_of(person_id, wanted.known_at)
    called = [compose(name.prefix, name.first, name.last) for name in names if name.starts <= wanted.as_of]
    called = called or [compose(name.prefix, name.first, name.last) for name in names[:1]]
    former = [str(line.values["former"]) for line in lines if line.section.code == "NAME" and line.stands]
    retires = f"{show(rules.last_day_of_service(born), 'full')} (พ้นจากราชการ {show(rules.exit_date(born), 'full')})"
    return (
        Item("๑", "ชื่อ", called[-1] if called else _EMPTY, _in_brackets([*former, *called[:-1]])),
        Item("๒", "วัน เดือน ปี เกิด", f"{show(born, 'full')} ({show(born, 'words')})"),
        Item("๓", "วันครบเกษียณอายุ", retires, _last(lines, "RETIREMENT", "printed", "")),
        Item("๔", "ชื่อคู่สมรส", *_spouse(lines, wanted.as_of)),
        Item("๕", "ชื่อบิดา", *_parent(lines, "FATHER")),
        Item("๖", "ชื่อมารดา", *_parent(lines, "MOTHER")),
        Item("๗", "วันสั่งบรรจุ", _last(lines, "BEGINNING", "appointed_on")),
        Item("๘", "วันเริ่มปฏิบัติราชการ", _last(lines, "BEGINNING", "began_on")),
        Item("๙", "ประเภทข้าราชการ", kind),
    )


def _in_brackets(names: Iterable[str]) -> str:
    kept = list(dict.fromkeys(names))
    return f"({', '.join(kept)})" if kept else ""


def _last(lines: Sequence[CardLineView], section: str, column: str, nothing: str = _EMPTY) -> str:
    """What the latest standing line of a section says in a column."""
    found = [line for line in lines if line.section.code == section and line.stands]
    return _cell(found[-1], column) if found else nothing


def _spouse(lines: Sequence[CardLineView], day: date) -> tuple[str, str]:
    mine = [line for line in lines if line.section.code == "SPOUSE" and line.stands]
    now = [str(line.values["name"]) for line in mine if line.until is None or line.until > day]
    before = [str(line.values["name"]) for line in mine if line.until is not None and line.until <= day]
    return (now[-1] if now else _EMPTY), _in_brackets(before)


def _parent(lines: Sequence[CardLineView], relation: str) -> tuple[str, str]:
    mine = [
        str(line.values["name"])
        for line in lines
        if line.section.code == "PARENT" and line.stands and line.values.get("relation") == relation
    ]
    return (mine[-1] if mine else _EMPTY), _in_brackets(mine[:-1])


def _table(code: str, lines: Sequence[CardLineView]) -> Table:
    section = SECTIONS[code]
    columns = [column for column in section.columns if column.paper]
    return Table(
        code=code,
        number=to_thai(section.number.removeprefix("ข ").replace("–", "")),
        label=section.label.th,
        columns=(
            *(kp7.Column(to_thai(column.label.th), float(column.width) or None) for column in columns),
            kp7.Column("เอกสารอ้างอิง", _DOCUMENT_MM),
        ),
        rows=tuple(_row(line, columns) for line in lines if line.section is section),
        landscape=section.landscape,
    )


def _row(line: CardLineView, columns: Sequence[Column]) -> Row:
    cells = tuple(_cell(line, column.name) for column in columns)
    return Row(
        cells=(*cells, _cited(line.citation)),
        struck=line.struck,
        marked="แก้ไขแล้ว" if line.amended else "",
        note=_note(line),
        values=_values(line, columns),
    )


def _cell(line: CardLineView, column: str) -> str:
    """The literal text of the paper where one is kept; Thai digits."""
    value = line.values.get(column)
    if isinstance(value, dict):
        return to_thai(str(value["text"]))
    said = next((said for one, said in line.cells if one.name == column), NOTHING)
    return to_thai(said.th) if said is not NOTHING else _EMPTY


def _values(line: CardLineView, columns: Sequence[Column]) -> tuple[tuple[str, str], ...]:
    """The parsed values beside the literal ones, for the attached record."""
    found = []
    for column in columns:
        value = line.values.get(column.name)
        parsed = value["day"] if isinstance(value, dict) else value
        if parsed is not None:
            found.append((column.name, str(parsed)))
    return (*found, ("entry", str(line.id)))


def _note(line: CardLineView) -> str:
    if line.struck:
        on = f" เมื่อ {show(clock.day_of(line.verified_at))}" if line.verified_at else ""
        return f"ขีดฆ่า: {line.strike_reason}{on}"
    return ""


def _cited(citation: Citation) -> str:
    number = f"ที่ {citation.number}/{citation.year}" if citation.number and citation.year else citation.number
    signed = f"ลว. {show(citation.signed_on)}" if citation.signed_on else ""
    return to_thai(" ".join(part for part in (number, signed, citation.text) if part)) or _EMPTY


def _item_13(lines: Sequence[LineView], wanted: Wanted) -> Table:
    rows = []
    cited = {line.id: _cited(line.citation) for line in lines}
    for line in lines:
        out = line.status not in _PRINTED or line.starts > wanted.as_of or not line.show_on_kp7
        if out or line.strikes or (wanted.only_current and line.status == "STRUCK"):
            continue
        rows.append(
            Row(
                cells=(
                    to_thai(line.starts_text) or show(line.starts),
                    _position(line, cited),
                    to_thai(line.post.number) if line.post else _EMPTY,
                    line.level_name or _EMPTY,
                    to_thai(line.salary_text or (baht(line.salary) if line.salary is not None else _EMPTY)),
                    cited[line.id],
                ),
                struck=line.status == "STRUCK",
                marked="แก้ไขแล้ว" if line.amended else "",
                note=f"ขีดฆ่า: {line.strike_reason}" if line.strike_reason and line.status == "STRUCK" else "",
                values=(
                    ("starts", line.starts.isoformat()),
                    *((("salary", str(line.salary)),) if line.salary is not None else ()),
                    ("entry", str(line.id)),
                ),
            )
        )
    return Table(
        code="A13",
        number="๑๓",
        label="ตำแหน่งและอัตราเงินเดือน",
        columns=(
            kp7.Column("วัน เดือน ปี", 22.0),
            kp7.Column("ตำแหน่ง"),
            kp7.Column("เลขที่ตำแหน่ง", 34.0),
            kp7.Column("ระดับ", 26.0),
            kp7.Column("อัตราเงินเดือน", 28.0, "right"),
            kp7.Column("เอกสารอ้างอิง", 56.0),
        ),
        rows=tuple(rows),
        landscape=True,
    )


def _position(line: LineView, cited: Mapping[UUID, str]) -> str:
    """The column ตำแหน่ง: the movement with how far it moved the pay, the order that it amends, the post."""
    moved = moves_of(line.pay, line.pay.steps, line.pay.percent)
    named = line.post.name if line.post else line.position_text
    parts = (line.movement.name, cited.get(line.amends, "") if line.amends else "", *(w.th for w in moved), named)
    return to_thai(" ".join(part for part in parts if part))


def _photos(lines: Sequence[CardLineView]) -> list[Photo]:
    mine = [line for line in lines if line.section.code == "PHOTO" and line.stands and line.scans]
    mine.sort(key=lambda line: str(line.values["slot"]))
    return [
        Photo(
            to_thai(f"รูปที่ {line.values['slot']} พ.ศ. {line.values['year']}"), documents.content(line.scans[0])
        )
        for line in mine[: kp7.MOST_PHOTOS]
        if line.scans[0].media_type != "application/pdf"
    ]
