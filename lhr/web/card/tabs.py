"""The tabs of the person page, and how much each of their sections rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lhr.kernel.words import Words
from lhr.service_record.card_view import CardLineView
from lhr.service_record.sections import SECTIONS, Column, Section, Tab

LINES, EVIDENCE, CHANGES = "service", "evidence", "changes"
TABS: dict[str, Words] = {
    Tab.PERSON: Words("ข้อมูลบุคคล", "Person"),
    Tab.SERVICE: Words("ตำแหน่งและเงินเดือน", "Posts and pay"),
    Tab.LEARNING: Words("การศึกษา/ฝึกอบรม", "Education and training"),
    Tab.HONOURS: Words("เครื่องราชอิสริยาภรณ์", "Decorations"),
    Tab.LEAVE: Words("วันลา", "Leave"),
    Tab.DISCIPLINE: Words("วินัย", "Discipline"),
    Tab.FAMILY: Words("ครอบครัว", "Family"),
    EVIDENCE: Words("เอกสารแนบ", "Documents"),
    CHANGES: Words("ประวัติการแก้ไข", "History of changes"),
}
FULL_MARK = 3  # a document named, its scan, a second hand


@dataclass(frozen=True)
class Shown:
    """One section on a tab: its lines, the columns that hold anything, the evidence behind what stands."""

    section: Section
    lines: Sequence[CardLineView]
    columns: Sequence[Column]
    closed: bool = False  # sensitive, and who looks has not proved afresh who he is

    @property
    def marks(self) -> int:
        return sum(line.evidence for line in self._counted)

    @property
    def most(self) -> int:
        return FULL_MARK * len(self._counted)

    @property
    def _counted(self) -> list[CardLineView]:
        return [line for line in self.lines if not line.struck and not line.amended]

    @property
    def rows(self) -> list[tuple[CardLineView, list[Words]]]:
        wanted = {column.name for column in self.columns}
        return [(line, [said for column, said in line.cells if column.name in wanted]) for line in self.lines]


def shown_on(tab: str, lines: Sequence[CardLineView], *, opened: bool) -> list[Shown]:
    """Return the sections of a tab, each with its lines, the latest first."""
    return [_shown(section, lines, opened=opened) for section in SECTIONS.values() if section.tab == tab]


def _shown(section: Section, lines: Sequence[CardLineView], *, opened: bool) -> Shown:
    if section.sensitive and not opened:
        return Shown(section, (), (), closed=True)
    mine = [line for line in reversed(lines) if line.section is section]
    listed = [column for column in section.columns if column.listed]
    told = [column for column in listed if any(line.values.get(column.name) for line in mine)]
    return Shown(section, mine, told)


@dataclass(frozen=True)
class Lack:
    """What is missing in the record, and where to add it."""

    says: Words
    tab: str
    section: str = ""


def lacks(lines: Sequence[CardLineView]) -> list[Lack]:
    """Return what the record still lacks before its owner retires: sections that everybody has, and lines that wait,
    were sent back, or have no scan."""
    by_section: dict[str, list[CardLineView]] = {code: [] for code in SECTIONS}
    for line in lines:
        if not line.struck and not line.amended:
            by_section[line.section.code].append(line)
    found = [
        Lack(Words(f"ยังไม่มี{s.label.th}", f"No line yet: {s.label.en}"), s.tab, s.code)
        for s in SECTIONS.values()
        if s.expected and not by_section[s.code]
    ]
    for code, mine in by_section.items():
        section = SECTIONS[code]
        if section.sensitive:
            continue
        waiting = sum(line.status in ("SUBMITTED", "RETURNED") for line in mine)
        bare = sum(line.stands and not line.scans for line in mine)
        if waiting:
            found.append(
                Lack(
                    Words(
                        f"{section.label.th}: ยังไม่ตรวจสอบ {waiting} รายการ",
                        f"{section.label.en}: {waiting} to verify",
                    ),
                    section.tab,
                )
            )
        if bare:
            found.append(
                Lack(
                    Words(
                        f"{section.label.th}: ยังไม่แนบไฟล์ {bare} รายการ",
                        f"{section.label.en}: {bare} without scan",
                    ),
                    section.tab,
                )
            )
    return found
