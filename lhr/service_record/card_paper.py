"""The record of a person as the paper says it: the sections in the order of the form, struck lines and all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.documents import kp7
from lhr.documents import queries as documents
from lhr.documents.kp7 import Block, Header, Item, Kp7, Photo, Signature
from lhr.kernel import clock
from lhr.kernel.digits import to_thai
from lhr.kernel.names import compose
from lhr.kernel.thai_date import show
from lhr.organisations import queries as organisations
from lhr.people import queries as people
from lhr.service_record import card_view, queries, reading, rules
from lhr.service_record.card_view import CardLineView
from lhr.service_record.drafts import Correction
from lhr.service_record.paper_tables import (
    EMPTY,
    PRINTED,
    Struck,
    cell,
    item_13,
    of_section,
    withheld,
)
from lhr.service_record.sections import SECTIONS
from lhr.standards import queries as standards

# What stands in block A and what in block B, in the order of the form; the rest of the facts are items 1 to 9. In block
# B what the form has no number for stands behind its last one.
_BLOCK_A = ("EDUCATION", "TRAINING", "DISCIPLINE", "NO_PAY")
_NUMBERED_B = ("ADDRESS", "DECORATION", "LEAVE", "SKILL", "SPECIAL_DUTY", "OTHER")
_BLOCK_B = (*_NUMBERED_B, "NAME", "BIRTH", "CHILD", "LICENCE", "APPRAISAL", "DOUBLE_TIME")
_RELATIVES = ("SPOUSE", "PARENT", "CHILD")


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
        if line.status in PRINTED and line.show_on_kp7 and line.section.on_paper(line.values)
        and line.correction != Correction.STRIKE and not (wanted.only_current and not line.stands)
    ]  # fmt: skip
    struck = Struck(reading.struck_by_whom(person_id, wanted.known_at))
    serving = picture.employment_on(day)
    keeper = serving.organisation_id if serving else picture.keeper(day)
    kinds = standards.personnel_kinds()
    header = Header(
        title="ทะเบียนประวัติข้าราชการ (ก.พ.๗)",
        name=view.name,
        lgo=organisations.view_of(keeper, day).label if keeper else EMPTY,
        kind=kinds[serving.kind_code].name if serving and serving.kind_code in kinds else EMPTY,
        domicile=_last(lines, "DOMICILE", "domicile"),
        national_id=to_thai(view.masked_id),
    )
    closed = {code for code in _BLOCK_A if SECTIONS[code].sensitive and not wanted.sensitive}
    movements = queries.lines_of(person_id, wanted.known_at, day=day)
    facts = _Facts(lines, struck)
    names = _names(person_id, wanted)
    first = Block(
        label="ก. ประวัติ",
        items=_items(wanted, view.birth_date, facts, names, header.kind),
        tables=(
            *(withheld(code) if code in closed else of_section(code, lines, struck) for code in _BLOCK_A),
            item_13(movements, picture, struck, day, only_current=wanted.only_current),
        ),
        signatures=(Signature("เจ้าของประวัติ", view.name), Signature("นายทะเบียนประวัติ")),
    )
    second = Block(
        label="ข. ข้อมูลสำคัญโดยย่อ",
        items=(Item("๑", "ชื่อ วัน เดือน ปี เกิด", f"{view.name} เกิดวันที่ {show(view.birth_date, 'full')}"),),
        tables=tuple(of_section(code, lines, struck, numbered=code in _NUMBERED_B) for code in _BLOCK_B),
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
        unbroken=(view.name, header.lgo, *names, *facts.names()),
    )


@dataclass(frozen=True)
class _Facts:
    """What the lines of the sections that are single facts say: the latest that stands, those before, the struck."""

    lines: Sequence[CardLineView]
    struck: Struck

    def of(self, section: str, column: str, **same: str) -> list[str]:
        mine = [line for line in self._mine(section, **same) if line.stands]
        return [cell(line, column) for line in mine]

    def put_right(self, section: str, column: str, **same: str) -> tuple[tuple[str, str], ...]:
        """The struck ones that say something else than what stands, each with who struck it and why."""
        stands = self.of(section, column, **same)
        wrong = [line for line in self._mine(section, **same) if line.struck and cell(line, column) not in stands]
        return tuple((cell(line, column), self.struck.note(line.id, line.strike_reason)) for line in wrong)

    def names(self) -> list[str]:
        said = [cell(line, "name") for line in self.lines if line.section.code in _RELATIVES]
        return [*said, *(cell(line, "former") for line in self.lines if line.section.code == "NAME")]

    def _mine(self, section: str, **same: str) -> list[CardLineView]:
        mine = [line for line in self.lines if line.section.code == section]
        return [line for line in mine if all(line.values.get(name) == value for name, value in same.items())]


def _names(person_id: UUID, wanted: Wanted) -> list[str]:
    """What the person was called up to the day, the name of the day last."""
    names = people.names_of(person_id, wanted.known_at)
    called = [compose(name.prefix, name.first, name.last) for name in names if name.starts <= wanted.as_of]
    return called or [compose(name.prefix, name.first, name.last) for name in names[:1]]


def _items(wanted: Wanted, born: date, facts: _Facts, called: list[str], kind: str) -> tuple[Item, ...]:
    former = [*facts.of("NAME", "former"), *called[:-1]]
    retires = f"{show(rules.last_day_of_service(born), 'full')} (พ้นจากราชการ {show(rules.exit_date(born), 'full')})"
    printed = facts.of("RETIREMENT", "printed")
    return (
        Item("๑", "ชื่อ", called[-1] if called else EMPTY, _in_brackets(former)),
        Item("๒", "วัน เดือน ปี เกิด", f"{show(born, 'full')} ({show(born, 'words')})"),
        Item(
            "๓", "วันครบเกษียณอายุ", retires, f"(บัตรเดิมพิมพ์ว่า {printed[-1]})" if printed else "",
            facts.put_right("RETIREMENT", "printed"),
        ),
        Item("๔", "ชื่อคู่สมรส", *_spouse(facts, wanted.as_of), facts.put_right("SPOUSE", "name")),
        _parent(facts, "๕", "ชื่อบิดา", "FATHER"),
        _parent(facts, "๖", "ชื่อมารดา", "MOTHER"),
        _began(facts, "๗", "วันสั่งบรรจุ", "appointed_on"),
        _began(facts, "๘", "วันเริ่มปฏิบัติราชการ", "began_on"),
        Item("๙", "ประเภทข้าราชการ", kind),
        *_wrong_domicile(facts),
    )  # fmt: skip


def _wrong_domicile(facts: _Facts) -> list[Item]:
    """The head of the paper has the domicile; what was struck stands among the facts."""
    wrong = facts.put_right("DOMICILE", "domicile")
    return [Item("", "ภูมิลำเนา", (facts.of("DOMICILE", "domicile") or [EMPTY])[-1], struck=wrong)] if wrong else []


def _began(facts: _Facts, number: str, label: str, column: str) -> Item:
    said = facts.of("BEGINNING", column)
    return Item(number, label, said[-1] if said else EMPTY, struck=facts.put_right("BEGINNING", column))


def _in_brackets(names: Iterable[str]) -> str:
    """Each name once, however it was spaced."""
    kept = list({"".join(name.split()): name for name in names}.values())
    return f"({', '.join(kept)})" if kept else ""


def _last(lines: Sequence[CardLineView], section: str, column: str) -> str:
    """What the latest standing line of a section says in a column."""
    found = [line for line in lines if line.section.code == section and line.stands]
    return cell(found[-1], column) if found else EMPTY


def _spouse(facts: _Facts, day: date) -> tuple[str, str]:
    mine = [line for line in facts.lines if line.section.code == "SPOUSE" and line.stands]
    now = [cell(line, "name") for line in mine if line.until is None or line.until > day]
    before = [cell(line, "name") for line in mine if line.until is not None and line.until <= day]
    return (now[-1] if now else EMPTY), _in_brackets(before)


def _parent(facts: _Facts, number: str, label: str, relation: str) -> Item:
    mine = facts.of("PARENT", "name", relation=relation)
    wrong = facts.put_right("PARENT", "name", relation=relation)
    return Item(number, label, mine[-1] if mine else EMPTY, _in_brackets(mine[:-1]), wrong)


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
