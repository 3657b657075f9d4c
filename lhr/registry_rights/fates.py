"""What became of an appointment that gives no right, and how it is said: ended, refused, withdrawn, lapsed. Pure.

One wording for SEM101, the history, the printed form, notices, CL-29 and the follow-up.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from lhr.kernel.words import Words
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import ENDED_SAYS, Ended

MovementSays = Callable[[str], Words]


class Fate(StrEnum):
    ENDED = "ENDED"  # it was in force and is over
    NOT_ONE_DAY = "NOT_ONE_DAY"  # it counted, but ended before it had held a day
    REPLACED = "REPLACED"  # another was named for the same first day
    CANCELLED = "CANCELLED"  # the LGO took it back before its first day
    WITHDRAWN = "WITHDRAWN"  # the LGO took it back while the province had not decided
    REFUSED = "REFUSED"
    LAPSED = "LAPSED"  # the order's days were over before the province had decided
    MOVED_AWAY = "MOVED_AWAY"  # the person moved before the province had decided


# For the others the cause alone says it.
FATE_SAYS: dict[Fate, Words] = {
    Fate.NOT_ONE_DAY: Words("สิทธิมีผลไม่ถึงหนึ่งวัน: {why}", "the right held less than a day: {why}"),
    Fate.CANCELLED: Words("หน่วยงานยกเลิกก่อนวันมีผล", "taken back by the organisation before its first day"),
    Fate.WITHDRAWN: Words(
        "หน่วยงานถอนรายการก่อนจังหวัดยืนยัน", "withdrawn by the organisation before the province decided"
    ),
    Fate.LAPSED: Words(
        "ครบกำหนดตามคำสั่งก่อนจังหวัดยืนยัน", "the order's last day passed before the province decided"
    ),
    Fate.MOVED_AWAY: Words("{why}ก่อนจังหวัดยืนยัน", "{why} before the province decided"),
}
_ORDERS_LAST_DAY = Words("ตามคำสั่ง", "by the order")  # while it lies ahead
_OF_ONE_AWAITED: dict[Ended, Fate] = {
    Ended.BY_HAND: Fate.WITHDRAWN,
    Ended.ORDER: Fate.LAPSED,
    Ended.MOVED: Fate.MOVED_AWAY,
}


def fate_of(tenure: Tenure, day: date) -> Fate | None:
    """Return what became of a settled appointment by `day`; None while it holds, waits or is still to begin."""
    if tenure.refused:
        return Fate.REFUSED
    over = tenure.void or (tenure.until is not None and tenure.until <= day)
    if not over:
        return None
    if tenure.took_effect is None:
        return _OF_ONE_AWAITED.get(tenure.ended or Ended.BY_HAND, Fate.WITHDRAWN)
    if not tenure.void:
        return Fate.ENDED
    if tenure.ended is Ended.REPLACED:
        return Fate.REPLACED
    taken_back = tenure.closed_on is not None and tenure.closed_on < tenure.starts
    return Fate.CANCELLED if tenure.ended is Ended.BY_HAND and taken_back else Fate.NOT_ONE_DAY


def cause(tenure: Tenure, movement: MovementSays, *, in_full: bool = True) -> Words:
    """Return what ended the appointment or, with its last day ahead, will end it; nothing for one without an end.

    `in_full` adds what the LGO or the province wrote; the follow-up leaves it out, since it may speak of a person.
    """
    if tenure.ended is None:
        return Words("", "")
    if tenure.ended is Ended.MOVED:
        return movement(tenure.movement)
    said = ENDED_SAYS[tenure.ended]
    wrote = tenure.reason if in_full and tenure.ended in (Ended.BY_HAND, Ended.REFUSED) else ""
    return said.followed_by(wrote) if wrote else said


def why(tenure: Tenure, day: date, movement: MovementSays, *, in_full: bool = True) -> Words:
    """Return the cause, and what it came to where the appointment never was in force by `day`."""
    fate, because = fate_of(tenure, day), cause(tenure, movement, in_full=in_full)
    if fate is None and tenure.ended is Ended.ORDER:
        return _ORDERS_LAST_DAY
    if fate is None or fate not in FATE_SAYS:
        return because
    said = FATE_SAYS[fate]
    made = Words(said.text("th", why=because), said.text("en", why=because))
    wrote = tenure.reason if in_full and fate in (Fate.CANCELLED, Fate.WITHDRAWN) else ""
    return made.followed_by(wrote) if wrote else made.literal()
