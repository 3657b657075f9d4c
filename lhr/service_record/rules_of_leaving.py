"""Who leaves when (SR-08, SR-09), and what in the record would hold up the pension. Pure.

The one list of gaps: the person page shows it of one, the list of those who retire of everybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from lhr.kernel.words import Words
from lhr.service_record.rules import (
    CONTRACTS,
    RETIREMENT_AGE_YEARS,
    TRANSFER_IN,
    TRANSFER_OUT,
    EmploymentSpan,
    Line,
    MovementClass,
    as_they_stand,
    exit_date,
    years_after,
)
from lhr.service_record.sections import SECTIONS, Cites, Section, Tab

AHEAD_YEARS = 2  # 24 months
EXPERT = "CONTRACT_EXPERT"
CONTRACT_KINDS = frozenset({"CONTRACT_MISSION_QUALIFIED", "CONTRACT_MISSION_SKILLED", "CONTRACT_GENERAL", EXPERT})
# No age ends these: who is hired for a service, and who is elected.
WITHOUT_AGE = frozenset({"INDIVIDUAL_HIRE", "POLITICAL"})
_WAITING = ("SUBMITTED", "RETURNED")


class Why(StrEnum):
    """By what somebody leaves."""

    AGE = "AGE"
    CONTRACT = "CONTRACT"
    ORDER = "ORDER"  # a verified order says the day


WHY_SAYS: dict[Why, Words] = {
    Why.AGE: Words("เกษียณอายุ", "retirement"),
    Why.CONTRACT: Words("สิ้นสุดสัญญาจ้าง", "end of contract"),
    Why.ORDER: Words("มีคำสั่งแล้ว", "ordered already"),
}


@dataclass(frozen=True, slots=True)
class Exit:
    """The first day out of service."""

    day: date
    why: Why

    def is_overdue(self, day: date) -> bool:
        """True when the day has come, and no order has."""
        return self.day <= day and self.why is not Why.ORDER


@dataclass(frozen=True, slots=True)
class AgeLimits:
    """The ages, in whole years, that no contract outlives."""

    contract: int
    expert: int

    def of(self, kind_code: str) -> int:
        return self.expert if kind_code == EXPERT else self.contract


class Owner(StrEnum):
    """Who mends a gap."""

    OFFICER = "OFFICER"
    REGISTRAR = "REGISTRAR"
    PROVINCE = "PROVINCE"
    PERSON = "PERSON"


OWNER_SAYS: dict[Owner, Words] = {
    Owner.OFFICER: Words("เจ้าหน้าที่ทะเบียนประวัติ", "records officer"),
    Owner.REGISTRAR: Words("นายทะเบียนประวัติ", "registrar"),
    Owner.PROVINCE: Words("จังหวัด", "province"),
    Owner.PERSON: Words("เจ้าของประวัติ", "the person"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that would hold up the pension: whose it is to mend, and on which tab; `section` is the one to which a
    line is to be added."""

    says: Words
    owner: Owner
    tab: str
    section: str = ""

    @property
    def owner_says(self) -> Words:
        return OWNER_SAYS[self.owner]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the record as far as a gap is seen in it: of a section, or ("") of item 13. What was struck or amended
    is none. `named` and `scanned`: a document is named, its scan is there; `unread` a date that is no whole day."""

    status: str
    section: str = ""
    stands: bool = False
    named: bool = True
    scanned: bool = False
    unread: bool = False
    endorsed: bool = False


def window(day: date, years: int = AHEAD_YEARS) -> date:
    """Return the last day of exit that the list shows."""
    return years_after(day, years)


def born_by(last_exit: date) -> date:
    """Return the latest day of birth of an official who is out of service on `last_exit`: `exit_date` turned round."""
    out_in = last_exit.year if (last_exit.month, last_exit.day) >= (10, 1) else last_exit.year - 1
    return date(out_in - RETIREMENT_AGE_YEARS, 10, 1)


def exit_of(serving: EmploymentSpan, born: date, contract_ends: date | None, ages: AgeLimits) -> Exit | None:
    """Return when and by what the service in `serving` ends; None where nothing is known to end it.

    A verified order that ends it comes first, then the contract's end or the age limit of its kind, whichever is
    earlier, then 1 October. A transfer ends nothing here: the person serves on.
    """
    if serving.until is not None and serving.end_movement != TRANSFER_OUT:
        return Exit(serving.until, Why.ORDER)
    if serving.kind_code in WITHOUT_AGE:
        return None
    if serving.kind_code not in CONTRACT_KINDS:
        return Exit(exit_date(born), Why.AGE)
    too_old = years_after(born, ages.of(serving.kind_code))  # reached the evening before the birthday
    return Exit(min(too_old, contract_ends or too_old), Why.CONTRACT)


def contract_ends(lines: Sequence[Line], serving: EmploymentSpan) -> date | None:
    """Return the first day after the contract that was made or renewed last in this service, as the verified lines
    have it: what an order amends, as that order has it."""
    standing = as_they_stand(lines)
    begun = _begun(standing, serving)
    mine = [
        line
        for line in standing
        if line.movement_code in CONTRACTS
        and line.until is not None
        and begun <= line.starts
        and (serving.until is None or line.starts < serving.until)
    ]
    last = max(mine, key=lambda line: (line.starts, line.seq), default=None)
    return last.until if last else None


def _begun(standing: Sequence[Line], serving: EmploymentSpan) -> date:
    """The first day of this service, and of what it goes on from: a transfer begins no service anew."""
    begun, left_by = serving.starts, ""
    moves = [n for n in standing if n.movement_class in (MovementClass.START, MovementClass.END)]
    for line in sorted(moves, key=lambda n: (n.starts, n.movement_class is MovementClass.START, n.seq)):
        if line.starts > serving.starts:
            break
        if line.movement_class is MovementClass.END:
            left_by = line.movement_code
        elif not (line.movement_code == TRANSFER_IN and left_by == TRANSFER_OUT):
            begun = line.starts
    return begun


def gaps(
    entries: Iterable[Entry],
    services: Sequence[EmploymentSpan],
    *,
    of_the_pair: bool = False,
    overdue: bool = False,
) -> list[Gap]:
    """Return what the record lacks before its owner leaves: sections that everybody has, lines that wait or were sent
    back, lines without document or scan, dates that are no whole days, days between two services.

    What is sensitive is left out: nobody sees it here without a fresh proof. `of_the_pair` are registrar and records
    officer, whose lines the province verifies. `overdue`: the day of leaving has come, and no order has.
    """
    by_section: dict[str, list[Entry]] = {code: [] for code in ("", *SECTIONS)}
    for entry in entries:
        by_section[entry.section].append(entry)
    found = [Gap(_OVERDUE, Owner.OFFICER, Tab.SERVICE)] if overdue else []
    found += [
        Gap(Words(f"ยังไม่มี{s.label.th}", f"No line yet: {s.label.en}"), _brings(s), s.tab, s.code)
        for s in SECTIONS.values()
        if s.expected and not by_section[s.code]
    ]
    if not any(one.stands for one in by_section[_APPRAISAL]):
        section = SECTIONS[_APPRAISAL]
        found.append(Gap(_NO_APPRAISAL, Owner.OFFICER, section.tab, section.code))
    if any(_apart(one, other) for one, other in pairwise(services)):
        found.append(Gap(_BETWEEN, Owner.OFFICER, Tab.SERVICE))
    verifier = Owner.PROVINCE if of_the_pair else Owner.REGISTRAR
    found += _gaps_of(_ITEM_13, Tab.SERVICE, Owner.OFFICER, verifier, by_section[""])
    for section in SECTIONS.values():
        if not section.sensitive:
            found += _gaps_of(section.label, section.tab, _brings(section), verifier, by_section[section.code])
    return found


def _gaps_of(label: Words, tab: str, brings: Owner, verifier: Owner, mine: Sequence[Entry]) -> list[Gap]:
    waiting = [one for one in mine if one.status in _WAITING]
    owners = Counter(_next(one, verifier) for one in waiting)
    found = [Gap(_counted(label, _UNVERIFIED, n), owner, tab) for owner, n in owners.items()]
    for says, owner, many in (
        (_UNNAMED, Owner.OFFICER, sum(one.stands and not one.named for one in mine)),
        (_BARE, brings, sum(one.stands and not one.scanned for one in mine)),
        (_UNREAD, Owner.OFFICER, sum(one.stands and one.unread for one in mine)),
    ):
        if many:
            found.append(Gap(_counted(label, says, many), owner, tab))
    return found


def _next(one: Entry, verifier: Owner) -> Owner:
    """Whose turn it is with a line that is not verified yet."""
    if one.status == "RETURNED":
        return Owner.OFFICER
    return Owner.PROVINCE if one.endorsed else verifier


def _brings(section: Section) -> Owner:
    """An order lies with the LGO; any other paper with the person whom it is about."""
    at_the_lgo = section.cites is Cites.ORDER or section.tab == Tab.SERVICE or section.code == _APPOINTED
    return Owner.OFFICER if at_the_lgo else Owner.PERSON


def _apart(one: EmploymentSpan, other: EmploymentSpan) -> bool:
    """A transfer leaves no day between two services; who had left and came back was away."""
    return one.end_movement == TRANSFER_OUT and one.until is not None and one.until < other.starts


def _counted(label: Words, says: Words, many: int) -> Words:
    return Words(f"{label.th}: {says.th} {many} รายการ", f"{label.en}: {many} {says.en}")


_APPRAISAL, _APPOINTED = "APPRAISAL", "BEGINNING"
_ITEM_13 = Words("ตำแหน่งและเงินเดือน", "Posts and pay")
_OVERDUE = Words("ถึงวันพ้นจากราชการแล้ว ยังไม่มีคำสั่งในทะเบียนประวัติ", "The day of leaving has come, and no order is on record")
_NO_APPRAISAL = Words("ยังไม่มีผลการประเมินที่ตรวจสอบแล้ว", "No verified appraisal yet")
_BETWEEN = Words("ช่วงรับราชการขาดตอนระหว่างการโอน", "Days between two services at a transfer")
_UNVERIFIED = Words("ยังไม่ตรวจสอบ", "to verify")
_UNNAMED = Words("ยังไม่ระบุเอกสารอ้างอิง", "without document")
_BARE = Words("ยังไม่แนบไฟล์", "without scan")
_UNREAD = Words("วันที่ยังไม่ครบวัน เดือน ปี", "with a date that is no whole day")
