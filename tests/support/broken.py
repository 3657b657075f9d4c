"""For every section of the card: what is typed to break each of its rules, and the code that answers it on which field.

The full lines (tests/support/cards.py) break none. `first` says that the full line stands already, so that the one
typed is beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lhr.service_record.sections import SECTIONS, Column
from lhr.service_record.sections.columns import Choice, Number, PaperDate, Text, Year
from lhr.service_record.sections.section import Cites
from tests.support.cards import FULL

CITED = {"citation_number": "12/2561", "citation_signed_on": "20 ก.ค. 2561", "citation_text": "หนังสือรับรอง"}
UNCITED = dict.fromkeys(CITED, "")


@dataclass(frozen=True)
class Broken:
    """Typed over the full line; `found` are the codes with the field on which each stands."""

    section: str
    typed: Mapping[str, str]
    found: tuple[tuple[str, str], ...]
    first: bool = False
    file: str = field(default="", kw_only=True)  # another file than the photograph: none, pdf

    def __str__(self) -> str:
        return f"{self.section}-{'+'.join(code for code, _ in self.found)}"


def every() -> list[Broken]:
    return [one for code in SECTIONS for one in (*_of_all(code), *(b for b in _OWN if b.section == code))]


def each_rule_once(section: str) -> list[Broken]:
    """Return as many as it takes to break each rule of a section, whatever its variants."""
    broken, kept = set[str](), []
    for one in (one for one in every() if one.section == section):
        rules = {code.partition(".")[0] for code, _ in one.found}
        if rules - broken:
            kept.append(one)
            broken |= rules
    return kept


def _of_all(code: str) -> Iterator[Broken]:
    """What is asked of every section: that its columns are read, its days in order, its document named, once."""
    section = SECTIONS[code]
    wrong = {column.name: _unreadable(column) for column in section.columns}
    found = tuple((said, name) for name, (_, said) in wrong.items())
    yield Broken(code, {name: text for name, (text, _) in wrong.items()}, found)
    dates = [column for column in section.columns if isinstance(column, PaperDate)]
    for text, said in (("14 ก.พ. 2018", "KE-02.2"), ("1/13/2560", "KE-01.2")) if dates else ():
        yield Broken(code, {one.name: text for one in dates}, tuple((said, one.name) for one in dates))
    early = [one for one in dates if not one.before_birth]
    if early:
        found = tuple(("CD-04.2", one.name) for one in early)
        yield Broken(code, {one.name: "1 ม.ค. 2490" for one in early}, found)
    if section.starts and section.starts != "since":
        late = {section.starts: "1 ม.ค. 2570", **({section.ends: ""} if section.ends else {})}
        yield Broken(code, late, (("CD-04.1", section.starts),))
    if section.ends:
        yield Broken(code, {section.starts: "2 ม.ค. 2555", section.ends: "1 ม.ค. 2555"}, (("CD-04", section.ends),))
    if section.cites is not Cites.FREE:
        yield Broken(code, UNCITED, (("OR-03", "citation_number"),))
    yield Broken(code, {"citation_signed_on": "1 ม.ค. 2562"}, (("OR-02.1", "citation_signed_on"),))
    if section.single or section.key:
        yield Broken(code, {}, (("CD-03", (*section.key, section.columns[0].name)[0]),), first=True)


def _unreadable(column: Column) -> tuple[str, str]:
    if column.required and not isinstance(column, PaperDate | Year | Number):
        return "", "CD-01"
    match column:
        case PaperDate():
            return "29 ก.พ. 2562", "KE-01.3"
        case Year():
            return "2018", "KE-02.2"
        case Number():
            return "สิบ", "CD-02"
        case Text():
            return "ก" * (column.most + 1), "CD-02.2"
        case Choice():
            return "ไม่มีในรายการ", "CD-02.1"
    raise TypeError(column)


_NO_GAZETTE = {"book": "", "gazette_text": ""}
_OWN = (
    Broken("NAME", {"prefix": "นาง"}, (("PE-05", "prefix"),)),
    Broken("NAME", {"first_name": "นายสมชาย"}, (("PE-06", "first_name"),)),
    Broken("NAME", {"last_name": "นายทดสอบ"}, (("PE-06.1", "last_name"),)),
    Broken("NAME", {"last_name": "ทดสอบ9"}, (("PE-06.3", "last_name"),)),
    Broken("BIRTH", {"birth_date": "3 ก.พ. 2518"}, (("PE-04.1", "birth_date"),)),
    Broken("BIRTH", {"birth_date": "ก.พ. 2519"}, (("KE-03.1", "birth_date"),)),
    Broken("PHOTO", {"year": "2540"}, (("PE-09.1", "year"),)),
    Broken("PHOTO", {}, (("PE-09", "scan"),), file="none"),
    Broken("PHOTO", {}, (("PE-09.2", "scan"),), file="pdf"),
    Broken("SPOUSE", {"name": "นางสมศรี ทดสอบซ้อน", "married_on": "1 ม.ค. 2550", "ended_on": "", "ended_by": ""},
           (("PE-08", "married_on"),), first=True),
    Broken("SPOUSE", {"married_on": "1 ม.ค. 2533"}, (("PE-08.1", "married_on"),)),
    Broken("LEAVE", {"days": "400"}, (("SR-16", "days"),)),
    Broken("LEAVE", {"days": "1.3"}, (("SR-16.1", "days"),)),
    Broken("LEAVE", {"days": ""}, (("SR-16.2", "days"),)),
    Broken("LEAVE", {"type": "04"}, (("SR-16.3", "times"),)),
    Broken("LEAVE", {"year": "2549"}, (("SR-17", "year"),)),
    Broken("LEAVE", {"year": "2570"}, (("CD-04.3", "year"),)),
    Broken("LEAVE", {"type": "04", "days": "182", "times": ""}, (("SR-16", "days"),), first=True),
    Broken("TRAINING", {"starts_on": "1 ม.ค. 2549", "ended_on": "2 ม.ค. 2549"}, (("SR-17", "starts_on"),)),
    Broken("DECORATION", {"kind": "REQUESTED"}, (("SR-18", "kind"),)),
    Broken("DECORATION", _NO_GAZETTE, (("SR-19", "book"),)),
    Broken("DECORATION", {"received_on": "5 ธ.ค. 2549"}, (("SR-17", "received_on"),)),
    Broken("DECORATION", {"decoration": "15", "received_on": "5 ธ.ค. 2555", "returned_on": ""},
           (("SR-17.2", "decoration"),), first=True),
    Broken("NO_PAY", {"ended_on": ""}, (("SR-20", "ended_on"),)),
    Broken("NO_PAY", {"starts_on": "1 ม.ค. 2549", "ended_on": "2 ม.ค. 2549"}, (("SR-20", "starts_on"),)),
    Broken("NO_PAY", {}, (("SR-20", "starts_on"),), first=True),
    Broken("DOUBLE_TIME", {"minus_days": "90"}, (("SR-21", "minus_days"),)),
    Broken("APPRAISAL", {"year": "2570"}, (("CD-04.3", "year"),)),
)  # fmt: skip


def typed(one: Broken) -> dict[str, str]:
    return {**FULL[one.section], **CITED, **one.typed}
