"""Technical rows whose time is over: sessions, challenges, codes, links, counters. Run by `lhr sweep`."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from lhr import config
from lhr.access.actor import Actor
from lhr.access.marks import technical_act
from lhr.identity import throttle
from lhr.identity.models import AgentLink, Challenge, Limit, PairingCode, SignIn, Stage
from lhr.kernel import clock

DAYS = 30  # for what is of no use after minutes: long enough to look into an incident
_AT_ONCE = 1000
# The others count failures in a row, which only a proof of identity may forget.
_FORGETFUL = (throttle.ACCOUNT_AND_ADDRESS, throttle.ADDRESS, throttle.CARD)


@technical_act("clears technical rows whose time is over; what happened stands in the book")
def sweep(*, by: Actor) -> dict[str, int]:
    """Remove what is past its days; return how many rows of each kind went.

    Ended sessions are traffic data and stay LHR_TRAFFIC_LOG_DAYS; an account's last sign-in by card stays longer, for
    it says when the card was last seen and that its holder has signed in.
    """
    del by
    now = clock.now()
    old = now - timedelta(days=DAYS)
    counters = Q()
    for allowed in _FORGETFUL:
        counters |= Q(key__startswith=f"{allowed.name}:")
    idle = Q(window_started_at__lt=old) & (Q(locked_until=None) | Q(locked_until__lt=old))
    return {
        "sessions": _clear(_sign_ins_before(now - timedelta(days=config.traffic_log_days()))),
        "challenges": _clear(Challenge.objects.filter(expires_at__lt=old)),
        "codes": _clear(PairingCode.objects.filter(expires_at__lt=old)),
        "links": _clear(AgentLink.objects.filter(opened_at__lt=old).filter(Q(heard_at=None) | Q(heard_at__lt=old))),
        "counters": _clear(Limit.objects.filter(counters & idle)),
    }


def _sign_ins_before(instant: object) -> models.QuerySet[SignIn]:
    by_card = SignIn.objects.filter(account=OuterRef("account"), stage=Stage.FULL, via="card")
    rows = SignIn.objects.filter(started_at__lt=instant)
    rows = rows.annotate(kept=Subquery(by_card.order_by("-started_at").values("pk")[:1]))
    return rows.filter(Q(kept=None) | ~Q(pk=F("kept")))


def _clear(rows: models.QuerySet[models.Model]) -> int:
    """Delete in small portions, so that nobody waits long for a lock."""
    gone = 0
    while keys := list(rows.values_list("pk", flat=True)[:_AT_ONCE]):
        rows.model._default_manager.filter(pk__in=keys).delete()
        gone += len(keys)
    return gone
