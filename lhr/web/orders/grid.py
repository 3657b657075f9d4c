"""The lines of an order as a grid: each person's post, level, step, pay and allowance, old and new side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from lhr.kernel.digits import baht, plain
from lhr.kernel.rules import Finding, Weight
from lhr.kernel.thai_date import said
from lhr.kernel.words import Words, filled
from lhr.orders import previewing, queries
from lhr.orders.previewing import Preview, PreviewLine
from lhr.orders.queries import Drawn, OrderView
from lhr.people import queries as people
from lhr.people.queries import PersonView
from lhr.posts.queries import PostView
from lhr.service_record import queries as service
from lhr.service_record.pay import Standing
from lhr.service_record.rules import SECONDED, TRANSFER_IN, TRANSFER_OUT, is_overlay
from lhr.standards import queries as standards
from lhr.web.movements import comparing
from lhr.web.movements.here import pair_of
from lhr.web.shared.forms import Told
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.told import Message

ROWS_A_PAGE = 100
_VERIFIED, _SUBMITTED, _STRUCK = "VERIFIED", "SUBMITTED", "STRUCK"
_TONES = {_VERIFIED: "ok", _SUBMITTED: "warn", "SIGNED": "warn", "RETURNED": "bad", _STRUCK: "bad"}
_FOR_PROVINCE = Words("รอจังหวัดตรวจสอบ", "waits for the province")
_HEADS = (
    Words("ระดับ", "Level"),
    Words("ขั้น", "Step"),
    Words("เงินเดือน", "Salary"),
    Words("เงินประจำตำแหน่ง", "Allowance"),
)
_ENDED = Words("สิ้นผล {day}", "ended {day}")
_TRANSFERRED = {
    TRANSFER_IN: Words("จาก {place}", "from {place}"),
    TRANSFER_OUT: Words("ไป {place}", "to {place}"),
    SECONDED: Words("ช่วยราชการที่ {place}", "seconded to {place}"),
}
_OUTSIDE = Words(" (หน่วยงานนอกระบบ)", " (outside this register)")
_GONE = Words("ถอนแล้ว", "taken back")


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing of a line, before it and after it."""

    old: str
    new: str

    @property
    def changed(self) -> bool:
        return self.old != self.new


NOTHING = Cell("", "")


@dataclass(frozen=True, slots=True)
class PayCells:
    level: Cell = NOTHING
    step: Cell = NOTHING
    salary: Cell = NOTHING
    allowance: Cell = NOTHING

    @property
    def named(self) -> list[tuple[Words, Cell]]:
        """Each with its heading, which a narrow screen repeats in the cell."""
        return list(zip(_HEADS, (self.level, self.step, self.salary, self.allowance), strict=True))


@dataclass(frozen=True)
class Row:
    """One line. `told` are the findings that stand in its way, `answered` the warnings that a reason lets pass."""

    drawn: Drawn
    person: PersonView
    kind: Words
    starts: date
    post: Cell
    post_name: Cell
    pay: PayCells
    told: tuple[Message, ...] = ()
    answered: tuple[Message, ...] = ()
    blocked: bool = False
    for_province: bool = False
    state: Words | None = None
    tone: str = "calm"
    opens: UUID | None = None  # its line in the record
    newcomer: bool = False  # the order opens the record
    other: Words | None = None  # from where, or to where, somebody is transferred or seconded
    acts_in: PostView | None = None  # the post in which somebody acts for a time, beside the own one

    @property
    def refused(self) -> bool:
        return bool(self.told)


@dataclass(frozen=True)
class Grid:
    """The lines that are shown, and how many there are in all."""

    rows: list[Row]
    head: tuple[Message, ...]
    count: int
    passing: int
    blocked: int
    unanswered: int
    province: int
    passes: bool
    preview: Preview | None
    day: date
    only: bool = False
    struck: int = 0
    since: int = 0
    next: int | None = None

    @property
    def several(self) -> bool:
        """True when the lines are of more than one kind."""
        return len({row.kind for row in self.rows}) > 1

    @property
    def kind(self) -> Words | None:
        """The one kind of all the lines that are shown; None where there are several, or no lines."""
        return self.rows[0].kind if self.rows and not self.several else None

    @property
    def days(self) -> bool:
        """True when the lines are not all of the day that the head says, or run for a time."""
        for_a_time = any(row.drawn.draft.last_day or row.drawn.draft.open_ended for row in self.rows)
        return for_a_time or any(row.starts != self.day for row in self.rows)


def previewed(request: OfficerRequest, order: OrderView, *, only: bool, since: int) -> Grid:
    """Return what the order would do now; `only` the lines that are refused, `since` the place of the first one."""
    found = previewing.preview(request.actor, queries.row_of(order.id), pair_of(order.organisation_id, request))
    among = [line for line in found.lines if line.drawn.position >= since and not (only and _passes(line))]
    shown = among[:ROWS_A_PAGE]
    later = among[ROWS_A_PAGE].drawn.position if len(among) > ROWS_A_PAGE else None
    return Grid(
        rows=[_previewed(request, line) for line in shown],
        head=_told(request, found.head),
        count=len(found.lines),
        passing=sum(_passes(line) for line in found.lines),
        blocked=found.blocked,
        unanswered=sum(line.unanswered and not line.blocked for line in found.lines),
        province=sum(line.for_province for line in found.lines),
        passes=found.passes,
        preview=found,
        day=order.starts,
        only=only,
        since=since,
        next=later,
    )


def written(request: OfficerRequest, order: OrderView, *, since: int) -> Grid:
    """Return what an order wrote into the records, as it stands there."""
    day = request.actor.day
    drawn = queries.lines_of(order.id)
    states = queries.written(order.id, day)
    among = [one for one in drawn if one.position >= since]
    shown = among[:ROWS_A_PAGE]
    lines = service.lines_named([one.id for one in shown], within=request.reach, day=day)
    cards = {card.line.id: card for card in comparing.cards(request, list(lines.values()))}
    named = people.views({one.draft.person_id for one in shown if one.draft.person_id}, day)
    return Grid(
        rows=[_written(one, named, cards.get(one.id), states.get(one.id, "")) for one in shown],
        head=(),
        count=len(drawn),
        passing=sum(states.get(one.id) == _VERIFIED for one in drawn),
        blocked=0,
        unanswered=0,
        province=sum(states.get(one.id) == _SUBMITTED for one in drawn),
        passes=True,
        preview=None,
        day=order.starts,
        struck=sum(states.get(one.id) == _STRUCK for one in drawn),
        since=since,
        next=among[ROWS_A_PAGE].position if len(among) > ROWS_A_PAGE else None,
    )


def persons(order_id: UUID) -> set[UUID]:
    """Return everybody whom an order names."""
    return {one.draft.person_id for one in queries.lines_of(order_id) if one.draft.person_id}


def _told(request: OfficerRequest, found: Iterable[Finding]) -> tuple[Message, ...]:
    return tuple(Message(Told(one), request.lang, None, request.digits) for one in found)


def _passes(line: PreviewLine) -> bool:
    return not (line.blocked or line.unanswered)


def _previewed(request: OfficerRequest, line: PreviewLine) -> Row:
    one = line.judged
    answered = not line.unanswered
    passing = [f for f in line.findings if f.weight is not Weight.BLOCK and answered]
    standing = [f for f in line.findings if f not in passing]

    old, new = line.old_post, line.new_post
    return Row(
        drawn=line.drawn,
        person=line.person,
        kind=Words(one.movement.name, one.movement.name_en),
        starts=one.draft.starts,
        post=Cell(old.number if old else "", new.number if new else ""),
        post_name=Cell(old.name if old else "", new.name if new else ""),
        pay=_pay(*one.paid),
        told=_told(request, standing),
        answered=_told(request, passing),
        blocked=line.blocked,
        for_province=line.for_province,
        state=_FOR_PROVINCE if line.for_province else None,
        tone="warn",
        newcomer=line.opens,
        other=_other(one.movement.code, line.other, outside=one.draft.other_organisation_id is None),
        acts_in=line.acts_in,
    )


def _other(movement: str, place: str, *, outside: bool) -> Words | None:
    """From where or to where; of a transfer also whether that is no LGO of the register: nobody there is told then."""
    if not place or movement not in _TRANSFERRED:
        return None
    told = _OUTSIDE if outside and movement != SECONDED else Words("", "")
    says = _TRANSFERRED[movement]
    return filled(Words(says.th + told.th, says.en + told.en), place=place)


def _written(drawn: Drawn, named: dict[UUID, PersonView], card: comparing.Card | None, state: str) -> Row:
    person = named[drawn.draft.person_id]  # type: ignore[index]
    movement = standards.movement_types()[drawn.draft.movement_code]
    kind = Words(movement.name, movement.name_en)
    if card is None:
        day = drawn.draft.starts
        return Row(drawn, person, kind, day, NOTHING, NOTHING, PayCells(), state=_GONE, tone="bad")
    old, new = card.compared.old, card.compared.new
    gone = movement.code == TRANSFER_OUT  # to a post that the other LGO gives by an order of its own
    says = _FOR_PROVINCE if state == _SUBMITTED and card.by_province else card.line.status_says
    if card.line.undone_from:
        says = filled(_ENDED, day=said(card.line.undone_from))
    return Row(
        drawn=drawn,
        person=person,
        kind=kind,
        starts=drawn.draft.starts,
        post=Cell(old.number or card.left[0], "" if gone else new.number),
        post_name=Cell(old.post or card.left[1], "" if gone else new.post),
        pay=_pay(*card.paid),
        for_province=card.by_province,
        state=says,
        tone="warn" if card.line.undone_from else _TONES.get(state, "calm"),
        opens=drawn.id,
        other=_other(movement.code, card.line.other_organisation, outside=card.line.outside),
        acts_in=card.line.post if is_overlay(movement) else None,
    )


def _pay(old: Standing, new: Standing) -> PayCells:
    levels = standards.levels()

    def level(code: str) -> str:
        return levels[code].name if code in levels else code

    return PayCells(
        level=Cell(level(old.level_code), level(new.level_code)),
        step=Cell(_plain(old.step), _plain(new.step)),
        salary=Cell(_drawn(old), _drawn(new)),
        allowance=Cell(_baht(old.allowance), _baht(new.allowance)),
    )


def _drawn(pay: Standing) -> str:
    """The salary, and behind it the special remuneration of who stands at the top: 49,480 +2%."""
    special = f" +{plain(pay.special_pay_pct)}%" if pay.special_pay_pct else ""
    return f"{_baht(pay.salary)}{special}"


def _plain(number: Decimal | None) -> str:
    return plain(number) if number is not None else ""


def _baht(number: Decimal | None) -> str:
    return baht(number) if number is not None else ""
