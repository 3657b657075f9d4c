"""Opening a round. There is no act that closes an item: the register does that itself (FU-01)."""

from __future__ import annotations

from datetime import date

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.followup.models import FollowUpRound
from lhr.kernel.thai_text import normalise


def open_round(
    *, by: Actor, title: str, deadline: date, letter_reference: str = "", scope: str = "/"
) -> FollowUpRound:
    """Ask the LGOs under `scope` to have their pair registered by the end of `deadline`."""
    policy.require(by, Permission.FOLLOWUP_OPEN, scope)
    opened = FollowUpRound(
        title=normalise(title),
        letter_reference=normalise(letter_reference),
        scope=scope,
        opened_on=by.day,
        deadline=deadline,
    )
    with change(by, "followup:round:opened", opened, path=scope):
        opened.save(force_insert=True)
    return opened
