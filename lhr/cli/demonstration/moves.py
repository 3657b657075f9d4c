"""What moved people in the demonstration's careers: promotions, and somebody who came from another LGO.

Keyed by the officer and verified by the registrar of the LGO, as such lines are in life; the rises before and after are
carried over.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.cli.demonstration import pay
from lhr.cli.demonstration.careers.of_pay import Promotion, Rise, lands_on, promotion, rises
from lhr.cli.demonstration.loaded import Loaded, Paid
from lhr.cli.demonstration.staff import Place, staff_kind
from lhr.kernel.thai_date import buddhist_year
from lhr.organisations.queries import Organisation
from lhr.service_record import actions as service
from lhr.service_record.drafts import Citation, MovementDraft
from lhr.service_record.pay import Pay

EXAMPLE = "ตัวอย่าง"
MOVED = Place("4201", "04", "EXPERIENCED")  # the post of who moves, at both LGOs
_YEARS_AGO = 3


def promoted(number: str, level: str, starts: date, day: date, seed: int) -> Promotion | None:
    return promotion(level, starts, day, _chance(number, seed, "promoted"))


def moved_on(day: date) -> date:
    return date(day.year - _YEARS_AGO, 10, 1)


def tell_pay(by: Actor, one: Loaded, paid: Iterable[Paid], seed: int) -> None:
    """Carry two rises a year over for these people, with the promotions between them."""
    everybody = list(paid)
    first = [
        (who, list(_rises(who.number, who.opening, _first_level(who), who.starts, _first_end(who, by.day), seed)))
        for who in everybody
    ]
    _carry(by, one.lgo, one.ids, ((who.number, made) for who, made in first))
    after = []
    for who, made in first:
        if who.promotion is not None:
            reached = _promote(one, who, who.promotion, made[-1].pay if made else who.opening, by.day)
            told = _rises(who.number, reached, who.place.level, who.promotion.starts, by.day, seed)
            after.append((who.number, list(told)))
    _carry(by, one.lgo, one.ids, after)


def tell_transfers(by: Actor, loaded: Iterable[Loaded], seed: int) -> None:
    """Let who leaves one LGO take the post that waits at another."""
    every = list(loaded)
    leaving = [(one, one.leaver) for one in every if one.leaver is not None]
    waiting = [(one, one.vacancy) for one in every if one.vacancy is not None]
    for (sender, who), (receiver, vacant) in zip(leaving, waiting, strict=True):
        tell_transfer(by, sender, receiver, who, vacant, seed)


def tell_transfer(by: Actor, sender: Loaded, receiver: Loaded, who: Paid, vacant: UUID, seed: int) -> None:
    """Let somebody of one LGO go to the other, where a post is vacant, and rise there."""
    starts, person = moved_on(by.day), sender.ids[who.number]
    made = list(_rises(who.number, who.opening, who.place.level, who.starts, starts - timedelta(days=1), seed))
    drawn = made[-1].pay if made else who.opening
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
    _carry(by, receiver.lgo, sender.ids, [(who.number, list(later))])


def _first_level(who: Paid) -> str:
    return who.promotion.below if who.promotion else who.place.level


def _first_end(who: Paid, day: date) -> date:
    ends = (who.promotion.starts if who.promotion else None, who.until)
    return min((end - timedelta(days=1) for end in ends if end is not None), default=day)


def _chance(number: str, seed: int, what: str) -> Random:
    return Random(f"{seed}/{number}/{what}")  # noqa: S311 an invented career needs no cryptographic chance


def _rises(number: str, opening: Pay, level: str, starts: date, until: date, seed: int) -> Iterable[Rise]:
    return rises(opening, pay.column(level), starts, until, _chance(number, seed, f"pay/{starts.isoformat()}"))


def _carry(
    by: Actor, lgo: Organisation, ids: dict[str, UUID], told: Iterable[tuple[str, list[Rise]]]
) -> None:
    drafts = [
        MovementDraft(rise.code, rise.starts, rise.citation, person_id=ids[number], pay=rise.pay, remark=EXAMPLE)
        for number, made in told
        for rise in made
    ]
    if drafts:
        service.open_rises(by=by, organisation=lgo, rises=drafts)


def _promote(one: Loaded, who: Paid, up: Promotion, drawn: Pay, day: date) -> Pay:
    reached = lands_on(drawn.salary or Decimal(0), pay.column(up.level))
    draft = MovementDraft(
        "PROMOTE", up.starts, up.citation, person_id=one.ids[who.number], level_code=up.level,
        pay=Pay(salary=reached.salary), remark=EXAMPLE, reason=EXAMPLE,
    )  # fmt: skip
    _done(one, draft, day)
    return reached


def _order(one: Loaded, starts: date) -> Citation:
    signed = starts - timedelta(days=10)
    return Citation(str(100 + len(one.staff)), buddhist_year(signed), signed)


def _done(one: Loaded, draft: MovementDraft, day: date) -> None:
    """Keyed by the officer, verified by the registrar."""
    officer, registrar = one.hand(Role.OFFICER, one.officer, day), one.hand(Role.REGISTRAR, one.palad, day)
    line = service.key_movement(by=officer, organisation=one.lgo, movement=draft, pair=frozenset())
    service.verify(by=registrar, line_id=line.entry_id, version=line.version, pair=frozenset())
