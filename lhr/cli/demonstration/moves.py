"""Item 13 of the demonstration's careers: probation, two rises a year, promotions, moves to another post, contracts
renewed; and those who came from another LGO.

What happened inside an LGO is carried over, judged by the rules as if it were keyed; a transfer is keyed by the officer
and verified by the registrar of each side, as in life.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.cli.demonstration import pay
from lhr.cli.demonstration.careers.life import working
from lhr.cli.demonstration.careers.of_pay import Rise, lands_on, rises
from lhr.cli.demonstration.loaded import Loaded, Paid
from lhr.cli.demonstration.staff import Place, staff_kind
from lhr.kernel.thai_date import buddhist_year
from lhr.service_record import actions as service
from lhr.service_record.drafts import Citation, MovementDraft
from lhr.service_record.pay import Pay

EXAMPLE = "ตัวอย่าง"
_YEARS_AGO = 3
_MONTHS_OF_PROBATION = 6
_YEARS_IN_THE_FIRST_POST = 3


@dataclass(frozen=True, slots=True)
class Exchange:
    """Somebody who holds such a post at both LGOs, one after the other; both stand by their place in the order."""

    place: Place
    sender: int
    receiver: int


# The two LGOs of full records send each other somebody; the second, whose pair is ready, got two from elsewhere too.
EXCHANGES = (
    Exchange(Place("4201", "04", "EXPERIENCED"), 1, 0),
    Exchange(Place("3801", "11", "PROFESSIONAL"), 0, 1),
    Exchange(Place("4203", "04", "EXPERIENCED"), 2, 1),
    Exchange(Place("3103", "01", "PROFESSIONAL"), 3, 1),
)


def moved_on(day: date) -> date:
    return date(day.year - _YEARS_AGO, 10, 1)


def order(number: str, seed: int, what: str, starts: date) -> Citation:
    """Return the order by which something of somebody's career began on a day."""
    chance = chance_of(number, seed, f"{what}/{starts.isoformat()}")
    signed = min(working(starts - timedelta(days=chance.randint(3, 12))), starts)
    return Citation(str(chance.randint(1, 400)), buddhist_year(signed), signed)


def next_post(begins: date, day: date) -> date | None:
    """Return when somebody appointed on a day was moved to the post of today."""
    starts = date(begins.year + _YEARS_IN_THE_FIRST_POST, 5, 1)
    return starts if starts < day - timedelta(days=60) else None


def anniversary(begins: date, years: int) -> date:
    """Return the day on which the contract of so many years later begins."""
    return date(begins.year + years, begins.month, min(begins.day, 28))


def tell_careers(by: Actor, one: Loaded, paid: Iterable[Paid], seed: int) -> None:
    """Carry over what happened to these people here, all at once."""
    drafts = [draft for who in paid for draft in _told(who, one.ids[who.number], by.day, seed)[0]]
    if drafts:
        service.open_movements(by=by, organisation=one.lgo, movements=drafts)


def tell_transfers(by: Actor, loaded: Iterable[Loaded], seed: int) -> None:
    """Let who leaves one LGO take the post that waits at another."""
    every = list(loaded)
    waiting = {nth: (one, post) for one in every for nth, post in one.vacancies}
    for sender in every:
        for nth, who in sender.leavers:
            receiver, vacant = waiting[nth]
            tell_transfer(by, sender, receiver, who, vacant, seed)


def tell_transfer(by: Actor, sender: Loaded, receiver: Loaded, who: Paid, vacant: UUID, seed: int) -> None:
    """Let somebody of one LGO go to the other, where a post is vacant, and rise there."""
    starts, person = moved_on(by.day), sender.ids[who.number]
    drawn = _told(who, person, by.day, seed)[1]
    out = _order(sender, starts)
    _done(
        sender,
        MovementDraft("TRANSFER_OUT", starts, out, person_id=person, other_organisation_id=receiver.lgo.pk),
        by.day,
    )
    received = MovementDraft(
        "TRANSFER_IN",
        starts,
        _order(receiver, starts),
        person_id=person,
        post_id=vacant,
        kind_code=staff_kind(receiver.planned.kind),
        level_code=who.place.level,
        other_organisation_id=sender.lgo.pk,
        pay=Pay(salary=drawn.salary),
        reason=EXAMPLE,
    )
    _done(receiver, received, by.day)
    later = _rises(who.number, Pay(salary=drawn.salary, step=drawn.step), who.place.level, starts, by.day, seed)
    drafts = [_rise(rise, person) for rise in later]
    if drafts:
        service.open_movements(by=by, organisation=receiver.lgo, movements=drafts)


def _told(who: Paid, person: UUID, day: date, seed: int) -> tuple[list[MovementDraft], Pay]:
    """Return the lines of somebody's time here in their order, and what is drawn at its end."""
    if not who.place.line:
        return list(_renewals(who, person, day, seed)), who.opening
    end = min(day, who.until - timedelta(days=1)) if who.until else day
    up = who.promotion
    level = up.below if up else who.place.level
    made = [*_rises(who.number, who.opening, level, who.starts, up.starts - timedelta(days=1) if up else end, seed)]
    drawn = made[-1].pay if made else who.opening
    lines = [*_first_years(who, person, level, end, seed), *(_rise(rise, person) for rise in made)]
    if up:
        drawn = lands_on(drawn.salary or Decimal(0), pay.column(up.level))
        lines.append(
            MovementDraft(
                "PROMOTE", up.starts, up.citation, person_id=person, level_code=up.level,
                pay=Pay(salary=drawn.salary), remark=EXAMPLE,
            )
        )  # fmt: skip
        later = [*_rises(who.number, drawn, up.level, up.starts, end, seed)]
        drawn = later[-1].pay if later else drawn
        lines += [_rise(rise, person) for rise in later]
    return sorted(lines, key=lambda line: line.starts), drawn


def _first_years(who: Paid, person: UUID, level: str, end: date, seed: int) -> Iterator[MovementDraft]:
    """The end of probation, and the move to the post of today."""
    month = who.starts.month - 1 + _MONTHS_OF_PROBATION
    passed = date(who.starts.year + month // 12, month % 12 + 1, min(who.starts.day, 28))
    if who.begun and passed <= end:
        cited = order(who.number, seed, "probation", passed)
        yield MovementDraft("PROBATION_PASSED", passed, cited, person_id=person, remark=EXAMPLE)
    if who.moved is not None:
        starts, post = who.moved
        cited = order(who.number, seed, "move", starts)
        yield MovementDraft(
            "MOVE", starts, cited, person_id=person, post_id=post, level_code=level, remark=EXAMPLE
        )


def _renewals(who: Paid, person: UUID, day: date, seed: int) -> Iterator[MovementDraft]:
    """A general contract is made for a year."""
    for years in range(1, day.year - who.starts.year + 1) if who.begun else ():
        starts, last = anniversary(who.starts, years), anniversary(who.starts, years + 1) - timedelta(days=1)
        if starts <= day:
            cited = order(who.number, seed, "renewed", starts)
            yield MovementDraft(
                "CONTRACT_RENEW", starts, cited, person_id=person, last_day=last, pay=who.opening, remark=EXAMPLE
            )


def chance_of(number: str, seed: int, what: str) -> Random:
    return Random(f"{seed}/{number}/{what}")  # noqa: S311 an invented career needs no cryptographic chance


def _rises(number: str, opening: Pay, level: str, starts: date, until: date, seed: int) -> Iterable[Rise]:
    return rises(opening, pay.column(level), starts, until, chance_of(number, seed, f"pay/{starts.isoformat()}"))


def _rise(rise: Rise, person: UUID) -> MovementDraft:
    return MovementDraft(rise.code, rise.starts, rise.citation, person_id=person, pay=rise.pay, remark=EXAMPLE)


def _order(one: Loaded, starts: date) -> Citation:
    signed = starts - timedelta(days=10)
    return Citation(str(100 + len(one.staff)), buddhist_year(signed), signed)


def _done(one: Loaded, draft: MovementDraft, day: date) -> None:
    """Keyed by the officer, verified by the registrar."""
    officer, registrar = one.hand(Role.OFFICER, one.officer, day), one.hand(Role.REGISTRAR, one.palad, day)
    line = service.key_movement(by=officer, organisation=one.lgo, movement=draft, pair=frozenset())
    service.verify(by=registrar, line_id=line.entry_id, version=line.version, pair=frozenset())
