"""Who holds a post that is to be abolished: as long as anybody does, on that day or later, it is not."""

from __future__ import annotations

from lhr.kernel.rules import Finding, stop_if
from lhr.kernel.thai_date import in_full
from lhr.people import queries as people
from lhr.posts.events import PostAbolished
from lhr.service_record import reading
from lhr.service_record.rules_said_of_posts import SP_03


def refuse_while_held(event: PostAbolished) -> None:
    """Raise RuleBroken (SP-03.2), which undoes the abolition in the transaction of which it is told."""
    stop_if(_held(event))


def _held(event: PostAbolished) -> list[Finding]:
    seats = reading.seats_of((event.post_id,))[event.post_id]
    late = sorted((s for s in seats if s.until is None or s.until > event.day), key=lambda s: s.starts)
    named = people.views((seat.person_id for seat in late), event.day)
    return [
        SP_03.finding(
            variant=2,
            number=event.number,
            date=in_full(event.day),
            person=named[seat.person_id].name,
            since=in_full(seat.starts),
        )
        for seat in late[:1]
    ]
