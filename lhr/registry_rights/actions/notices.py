"""Reading the news."""

from __future__ import annotations

from datetime import datetime, timedelta

from lhr.access.actor import Actor
from lhr.access.marks import technical_act
from lhr.kernel import clock
from lhr.registry_rights.models import Notice
from lhr.registry_rights.queries.notices import notices_for

DAYS_KEPT = 365  # after it was read


@technical_act("only marks one's own news as read; what it tells stands in the book already")
def mark_read(*, by: Actor, notice: Notice) -> bool:
    """Take the news off the first screen of its reader; return False when it was not his or read before."""
    mine = notices_for(by).filter(pk=notice.pk).values("pk")
    return (
        Notice.objects.filter(pk__in=list(mine.values_list("pk", flat=True))).update(read_at=clock.now()) == 1
    )


@technical_act("only marks one's own news as read; what it tells stands in the book already")
def mark_all_read(*, by: Actor, until: datetime) -> int:
    """Take all news up to an instant off the first screen of its reader; what came later he has not seen yet."""
    mine = list(notices_for(by).filter(at__lte=until).values_list("pk", flat=True))
    return Notice.objects.filter(pk__in=mine).update(read_at=clock.now())


@technical_act("clears news that was read long ago; what it told stands in the book")
def sweep_notices(*, by: Actor) -> int:
    """Remove news a year after it was read; return how many. What nobody has read stays."""
    del by
    return Notice.objects.filter(read_at__lt=clock.now() - timedelta(days=DAYS_KEPT)).delete()[0]
