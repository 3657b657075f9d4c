"""The rounds: opening one, correcting what was mistyped, closing it. There is no act that closes an item: the register
does that itself (FU-01)."""

from __future__ import annotations

from datetime import date

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.followup import rules
from lhr.followup.models import FollowUpRound
from lhr.kernel.rules import stop_if
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


def correct_round(
    *, by: Actor, asked: FollowUpRound, title: str, deadline: date, letter_reference: str, reason: str
) -> FollowUpRound:
    """Give an open round another title, letter or deadline; whom it asks stays as it was.

    Raises RuleBroken: FU-02 for a round that is closed, or without a reason.
    """
    policy.require(by, Permission.FOLLOWUP_OPEN, asked.scope)
    stop_if(rules.check_round_open(asked.closed_on) + rules.check_round_reason(reason))
    with change(by, "followup:round:corrected", asked, path=asked.scope, reason=reason):
        asked.title, asked.deadline = normalise(title), deadline
        asked.letter_reference = normalise(letter_reference)
        asked.save(update_fields=["title", "deadline", "letter_reference"])
    return asked


def close_round(*, by: Actor, asked: FollowUpRound, reason: str) -> FollowUpRound:
    """Let the round ask nobody from today on; its figures stay to be read. Raises RuleBroken as `correct_round`."""
    policy.require(by, Permission.FOLLOWUP_OPEN, asked.scope)
    stop_if(rules.check_round_open(asked.closed_on) + rules.check_round_reason(reason))
    with change(by, "followup:round:closed", asked, path=asked.scope, reason=reason):
        asked.closed_on = by.day
        asked.save(update_fields=["closed_on"])
    return asked
