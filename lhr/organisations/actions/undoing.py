"""Taking an imported list back as a whole: what it said was never so, as the register knows it from now on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.kernel.rules import stop_if
from lhr.organisations import resting
from lhr.organisations.models import Organisation, OrganisationEvent
from lhr.organisations.queries import centre
from lhr.organisations.rules import EventKind, Level
from lhr.organisations.rules_of_undoing import check_undoing
from lhr.organisations.writing import settle


def undo_list(*, by: Actor, changes: Iterable[Change], reason: str) -> int:
    """Take back what these changes let in; return for how many LGOs. Raises RuleBroken (OG-03).

    Nothing is deleted: each fact is withdrawn or holds again as before from this change on, and whoever asks what the
    register knew in between still reads it. Offices that were founded with the list stay; they name no LGO.
    """
    policy.require(by, Permission.ORGANISATION_MANAGE, "/")
    batch = resting.Batch.of(changes)
    stop_if(check_undoing(resting.on(batch), reason))
    with change(by, resting.UNDONE, centre(), reason=reason.strip()) as this:
        moved = _restore(this, batch)
        Organisation.objects.filter(pk__in=batch.founded).update(withdrawn=True)
        events = OrganisationEvent.objects.filter(pk__in=batch.events)
        ended = events.filter(kind__in=(EventKind.MERGED, EventKind.DISSOLVED), predecessor=None)
        Organisation.objects.filter(pk__in=ended.values("organisation")).update(dissolved_on=None)
        events.update(withdrawn=True)
        for organisation in moved:
            settle(organisation, by.day)
    return len(batch.touched)


def _restore(this: Change, batch: resting.Batch) -> list[Organisation]:
    """Withdraw what the batch wrote, then let hold again what it put out; return whose superior is another again."""
    moved = Organisation.objects.filter(parents__superseded__in=batch.changes).exclude(pk__in=batch.founded)
    found = list(moved.distinct())
    for fact in resting.FACTS:
        lgos = fact._default_manager.filter(organisation__level=Level.LGO)
        out = list(lgos.filter(superseded__in=batch.changes).exclude(recorded__in=batch.changes))
        # By entry: a later list that was taken back has left newer versions of what this one wrote.
        written: Any = fact._default_manager.filter(recorded__in=batch.changes).values("entry_id")
        ledger.withdraw_all(this, lgos.filter(entry_id__in=written))
        for row in out:
            ledger.revive(this, row)
    return found
