"""The rounds: opening one, correcting what was mistyped, closing it. There is no act that closes an item: the register
does that itself (FU-01)."""

from __future__ import annotations

from datetime import date, timedelta

from lhr import config
from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.documents import actions as documents
from lhr.followup import first_round, rules
from lhr.followup.models import FirstRoundList, FirstRoundName, FollowUpRound
from lhr.followup.rules_of_first_round import name_key
from lhr.kernel.rules import stop_if
from lhr.kernel.thai_text import normalise
from lhr.standards import queries as standards

_AT_ONCE = 500


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
def load_first_round(
    *, by: Actor, sha256: str, as_of: date, title: str, letter_reference: str = ""
) -> FirstRoundList:
    """Take over the names of a file that was tried; they take the place of an earlier list's.

    The same file again changes nothing. Raises RuleBroken (IM-01.1) when this file was not tried. It makes no person
    and no right.
    """
    policy.require(by, Permission.FOLLOWUP_OPEN, "/")
    before = first_round.latest()
    if before is not None and (before.sha256, before.as_of) == (sha256, as_of) and before.names.exists():
        return before
    tried = {"profile": first_round.PROFILE, "sha256": sha256, "parameters": as_of.isoformat()}
    made = FirstRoundList(
        title=normalise(title),
        letter_reference=normalise(letter_reference),
        sha256=sha256,
        as_of=as_of,
        loaded_on=by.day,
    )
    titles = standards.titles_to_split()
    with change(by, "followup:first_round:loaded", made):
        named = first_round.waiting_of(**tried)
        documents.note_applied(by=by, permission=Permission.FOLLOWUP_OPEN, **tried)
        FirstRoundName.objects.all().delete()
        made.save(force_insert=True)
        names = [
            FirstRoundName(
                list=made,
                organisation_id=one.organisation,
                role=one.role.value,
                name=one.name,
                key=name_key(one.name, titles),
            )
            for one in named
        ]
        FirstRoundName.objects.bulk_create(names, batch_size=_AT_ONCE)
    return made


def forget_first_rounds(*, by: Actor) -> int:
    """Forget the names of lists loaded longer ago than LHR_IMPORT_FILE_DAYS; return how many names went."""
    policy.require(by, Permission.REFERENCE_LOAD, "/")
    old = FirstRoundName.objects.filter(
        list__loaded_on__lt=by.day - timedelta(days=config.import_file_days())
    )
    held = FirstRoundList.objects.filter(pk__in=old.values("list")).first()
    if held is None:
        return 0
    with change(by, "followup:first_round:forgotten", held):
        return old.delete()[0]
