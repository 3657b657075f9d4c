"""What a registrar of the demonstration finds on the desk: lines that wait, one sent back, two that were mistyped and
put right, so that the struck ones show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.cli.demonstration.careers.life import working, written
from lhr.cli.demonstration.loaded import Loaded
from lhr.kernel.thai_date import buddhist_year
from lhr.service_record import actions as service
from lhr.service_record.drafts import CardDraft, Citation, OpeningLine

_COURSE, _DAYS_AGO, _GOING = "การใช้ระบบทะเบียนประวัติกลาง", 20, 3
_CHECKED = "ตรวจกับเอกสารต้นฉบับแล้ว"
_SENT_BACK = "ยังไม่มีสำเนาทะเบียนบ้าน ขอให้แนบแล้วส่งใหม่"


def leave(one: Loaded, day: date) -> None:
    """Let officer and registrar of an LGO in which everybody has a career do some work of the last weeks."""
    if not one.whole:
        return
    pair = frozenset({one.id_of(one.palad), one.id_of(one.officer)})
    others = [person for person in dict.fromkeys(line.person_id for _, line in one.lines) if person not in pair]
    officer = one.hand(Role.OFFICER, one.officer, day)
    registrar = one.hand(Role.REGISTRAR, one.palad, day)
    _course(one, officer, others[:_GOING], pair, day)
    skill = {"skill": "ภาษามือไทย", "grade": "พื้นฐาน", "since": str(buddhist_year(day) - 1)}
    _key(one, officer, CardDraft("SKILL", others[0], skill), pair)
    since = written(day - timedelta(days=40))
    moved = {"kind": "CURRENT", "since": since, "house": "7", "subdistrict": "ในเมือง เมืองนครพนม นครพนม"}
    entry, version = _key(one, officer, CardDraft("ADDRESS", others[0], moved), pair)
    service.send_card_line_back(by=registrar, line_id=entry, version=version, reason=_SENT_BACK, pair=pair)
    for person in others[:2]:
        _put_right(one, officer, registrar, person, pair)


def _course(one: Loaded, officer: Actor, going: list[UUID], pair: frozenset[UUID], day: date) -> None:
    """A course that some attended by one order: verified together."""
    starts = working(day - timedelta(days=_DAYS_AGO))
    signed = working(starts - timedelta(days=9))
    order = Citation("31", buddhist_year(signed), signed)
    typed = {
        "kind": "TRAINING",
        "course": _COURSE,
        "batch": "1",
        "organiser": "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด",
        "place": "ศาลากลางจังหวัด",
        "starts_on": written(starts),
        "ended_on": written(starts + timedelta(days=1)),
        "hours": "12",
    }
    for person in going:
        _key(one, officer, CardDraft("TRAINING", person, typed, order), pair)


def _put_right(
    one: Loaded, officer: Actor, registrar: Actor, person: UUID, pair: frozenset[UUID]
) -> None:
    """The hours of a course were mistyped: the line is corrected and verified, the wrong one stays, struck."""
    entry, line = _first(one, person, "TRAINING")
    typed: Mapping[str, str] = {**line.typed, "hours": str(int(line.typed["hours"]) + 6)}
    why = "พิมพ์จำนวนชั่วโมงผิด ตรวจกับวุฒิบัตรแล้ว"
    draft = CardDraft(line.section, person, typed, line.citation, corrects=entry, why=why, reason=_CHECKED)
    keyed = _key(one, officer, draft, pair)
    service.verify_card_lines(by=registrar, lines=[keyed], pair=pair)


def _first(one: Loaded, person: UUID, section: str) -> tuple[UUID, OpeningLine]:
    return next(
        (entry, line) for entry, line in one.lines if (line.person_id, line.section) == (person, section)
    )


def _key(one: Loaded, officer: Actor, draft: CardDraft, pair: frozenset[UUID]) -> tuple[UUID, int]:
    row = service.key_card_line(by=officer, organisation=one.lgo, line=draft, pair=pair)
    return row.entry_id, row.version
