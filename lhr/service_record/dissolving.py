"""What becomes of the open transfer cases of an LGO that is merged or abolished: closed and told, not handed over."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from lhr.audit.book import change
from lhr.kernel import clock
from lhr.organisations.events import OrganisationEnded
from lhr.people import queries as people
from lhr.service_record import cases, swapping, transferring
from lhr.service_record.models import TransferCase
from lhr.service_record.rules_of_transfers import OPEN, CaseStatus, Side

_ENDED, _STRANDED, _AHEAD = "service:transfer:ended", "service:transfer:stranded", "service:transfer:ends_ahead"


def stop_transfers(event: OrganisationEnded) -> None:
    """Close the cases that the LGO's end stops, in the transaction of that end, and tell both sides and the person.

    Which are stopped later is evaluated when they are asked for (`cases.standing`); told they are now, since nothing
    runs on that day. A consequence of an act that somebody was allowed to do, so no permission is asked.
    """
    people.hold(_open(event).values_list("person_id", flat=True))
    for case in _open(event).select_related("sender", "receiver").order_by("person_id"):
        if case.swap is not None and not _swap_goes_on(event, case):
            continue
        why = cases.why_ended(event.organisation_id, event.day, event.successor_id)
        becomes = _becomes(event, case, why)
        if becomes is not None:
            what, differences = becomes
            place = case.sender if case.sender_id == event.organisation_id else case.receiver
            with change(event.by, what, case, path=place.path, reason=why):
                transferring.store(event.by, case, what, **differences)


def _swap_goes_on(event: OrganisationEnded, case: TransferCase) -> bool:
    """A swap of which one half cannot come to its end falls as a whole; True for one that nothing stops yet."""
    both = cases.both_of(case.swap) if case.swap else []
    if any(row.status not in OPEN for row in both):
        return False  # it fell with its other half
    stops = [stop for row in both if (stop := cases.stop(row, event.by.day))]
    if not any(stop.counts_on(event.by.day) for stop in stops):
        return True
    why = cases.why_ended(event.organisation_id, event.day, event.successor_id)
    place = case.sender if case.sender_id == event.organisation_id else case.receiver
    with change(event.by, _ENDED, both[0], path=place.path, reason=why) as this:
        swapping.fall(this, event.by, both, _ENDED, why)
    return False


def _open(event: OrganisationEnded) -> QuerySet[TransferCase]:
    mine = Q(sender=event.organisation_id) | Q(receiver=event.organisation_id)
    return TransferCase.objects.filter(mine, status__in=OPEN)


def _becomes(event: OrganisationEnded, case: TransferCase, why: str) -> tuple[str, dict[str, object]] | None:
    """Return what is told of the case and what is written in it; None where this end stops nothing (more)."""
    day = event.by.day
    if cases.standing(case, day) is CaseStatus.CANCELLED:
        return _ENDED, {"status": CaseStatus.CANCELLED.value, "reason": why, "closed_at": clock.now()}
    stop = cases.stop(case, day)
    mine = Side.SENDER if case.sender_id == event.organisation_id else Side.RECEIVER
    if stop is None or stop.side is not mine:
        return None
    return (_STRANDED, {"called_off_by": mine.value, "reason": why}) if stop.counts_on(day) else (_AHEAD, {})
