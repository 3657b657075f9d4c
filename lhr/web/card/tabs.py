"""The tabs of the person page, and how much each of their sections rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lhr.kernel.words import Words
from lhr.service_record.card_view import CardLineView
from lhr.service_record.line_view import LineView
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


@dataclass(frozen=True)
class Meter:
    """How much lines rest on: for how many a document is named, how many have its scan, how many a second hand."""

    lines: int
    documents: int
    scans: int
    verified: int

    @property
    def marks(self) -> int:
        return self.documents + self.scans + self.verified

    @property
    def most(self) -> int:
        return 3 * self.lines


def meter_of(lines: Sequence[CardLineView | LineView]) -> Meter:
    found = [line.evidence for line in lines]
    documents, scans, verified = (sum(one[at] for one in found) for at in range(3))
    return Meter(len(found), documents, scans, verified)


@dataclass(frozen=True)
class Shown:
    """One section on a tab: its lines, the columns that hold anything, the evidence behind what stands."""

    section: Section
    lines: Sequence[CardLineView]
    columns: Sequence[Column]
    closed: bool = False  # sensitive, and who looks has not proved afresh who he is

    @property
    def meter(self) -> Meter:
        return meter_of([line for line in self.lines if not line.struck and not line.amended])

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


def lacks(lines: Sequence[CardLineView], movements: Sequence[LineView]) -> list[Lack]:
    """Return what the record still lacks before its owner retires: sections that everybody has, and lines that wait,
    were sent back, or have no scan; item 13, on which the pension is reckoned, before the others."""
    by_section: dict[str, list[CardLineView]] = {code: [] for code in SECTIONS}
    for line in lines:
        if not line.struck and not line.amended:
            by_section[line.section.code].append(line)
    found = [
        Lack(Words(f"ยังไม่มี{s.label.th}", f"No line yet: {s.label.en}"), s.tab, s.code)
        for s in SECTIONS.values()
        if s.expected and not by_section[s.code]
    ]
    found += _bare(TABS[Tab.SERVICE], Tab.SERVICE, [line for line in movements if line.status != "STRUCK"])
    for code, mine in by_section.items():
        section = SECTIONS[code]
        if not section.sensitive:
            found += _bare(section.label, section.tab, mine)
    return found


def _bare(label: Words, tab: str, lines: Sequence[CardLineView | LineView]) -> list[Lack]:
    waiting = sum(line.status in ("SUBMITTED", "RETURNED") for line in lines)
    bare = sum(line.status == "VERIFIED" and not line.amended and not line.scans for line in lines)
    told = (
        (waiting, Words(f"{label.th}: ยังไม่ตรวจสอบ {waiting} รายการ", f"{label.en}: {waiting} to verify")),
        (bare, Words(f"{label.th}: ยังไม่แนบไฟล์ {bare} รายการ", f"{label.en}: {bare} without scan")),
    )
    return [Lack(says, tab) for many, says in told if many]
