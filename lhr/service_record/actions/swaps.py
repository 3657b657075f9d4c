"""Proposing that two people of two LGOs change places, agreeing to it, and taking it back as a whole. The orders of
both sides are written and signed like any other."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.documents.checked import Checked
from lhr.history.ledger import Overtaken
from lhr.kernel import clock
from lhr.kernel.rules import Finding, stop_if
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.service_record import cases, reading, rules_of_swaps, swapping, transferring
from lhr.service_record import rules_of_transfers as of_cases
from lhr.service_record.asking import Asked, attach, in_vain, look, not_looked_up, note, of_the_form
from lhr.service_record.drafts import Citation
from lhr.service_record.models import TransferCase
from lhr.service_record.rules_of_swaps import SwapStatus
from lhr.service_record.rules_of_transfers import AskOutcome, Side
from lhr.service_record.swaps import version_of

PROPOSED, AGREED = "service:transfer:swap_proposed", "service:transfer:swap_agreed"
WITHDRAWN, REFUSED = "service:transfer:swap_withdrawn", "service:transfer:swap_refused"


def propose_swap(
    *,
    by: Actor,
    organisation: Organisation,
    person_id: UUID,
    other: Organisation,
    national_id: str,
    order: Citation,
    effective_on: date,
    scan: Checked | None = None,
) -> Asked:
    """Propose that one of the own staff and somebody of another LGO change places on a day, each into the other's post.

    The other one is asked for by number as with a transfer (PE-10): unknown, held elsewhere and no right answer alike.
    `case_id` is then that of the own person. Raises RuleBroken for what is wrong whoever the number is.
    """
    policy.require(by, Permission.TRANSFER_ANSWER, organisation.path)
    stop_if(of_the_form(by, organisation, other, order, effective_on))
    mine = transferring.drawn_up(
        person=person_id,
        sender=organisation.pk,
        receiver=other.pk,
        day=effective_on,
        begun_by=Side.SENDER,
        order=order,
    )
    stop_if(_goes(by, mine, organisation))
    if answered := not_looked_up(by, organisation, national_id):
        return answered
    with transaction.atomic():
        person = people.find(national_id)
        met = person.pk if person else cases.NOBODY
        people.hold([met, person_id])
        stop_if(_already(by, mine))
        outcome, case = look(by, organisation, other, person)
        if outcome is AskOutcome.HELD_ELSEWHERE and case is not None:
            outcome = AskOutcome.IN_ANOTHER_CASE
        note(by, organisation, met, outcome)
        if outcome is not AskOutcome.HELD_ELSEWHERE:
            return in_vain(by, organisation, other, outcome)
        theirs = transferring.drawn_up(
            person=met,
            sender=other.pk,
            receiver=organisation.pk,
            day=effective_on,
            begun_by=Side.RECEIVER,
            order=order,
        )
        mine.swap = theirs.swap = uuid4()
        with change(by, PROPOSED, mine, path=organisation.path):
            for made in (mine, theirs):
                transferring.store_new(by, made, PROPOSED)
        attach(by, organisation, order, scan)
    return Asked(outcome, case_id=mine.pk)


def agree_to_swap(*, by: Actor, swap: UUID, version: int) -> None:
    """Agree for the LGO that was asked; both sides then draw up their orders.

    Raises Overtaken when the swap has moved on, RuleBroken for the own swap (SR-03) or when somebody does not serve in
    a post on that day (SR-05.13).
    """
    mine, theirs = cases.both_of(swap)
    place = mine.receiver
    policy.require(by, Permission.TRANSFER_ANSWER, place.path)
    with transaction.atomic():
        both = _still(by, swap, version, SwapStatus.PROPOSED)
        stop_if([*_own(by, both), *_goes(by, both[1], theirs.sender), *_goes(by, both[0], mine.sender)])
        with change(by, AGREED, both[0], path=place.path):
            for case in both:
                transferring.store(by, case, AGREED, agreed_at=clock.now())


def close_swap(*, by: Actor, swap: UUID, version: int, organisation: Organisation, reason: str) -> None:
    """Take a swap back as a whole before both have signed: whatever one side has signed is taken back with it.

    Raises Overtaken when it has moved on (what both signed is cancelled by an order), RuleBroken without a reason or
    for the own swap, TransferCase.DoesNotExist for an LGO that has no part in it.
    """
    first = cases.both_of(swap)[0]
    policy.require(by, Permission.TRANSFER_ANSWER, organisation.path)
    if organisation.pk not in (first.sender_id, first.receiver_id):
        raise TransferCase.DoesNotExist(swap)
    stop_if(of_cases.check_closing(actor=by.person_id, person=first.person_id, reason=reason))
    with transaction.atomic():
        both = _still(by, swap, version, SwapStatus.PROPOSED, SwapStatus.AGREED)
        stop_if(_own(by, both))
        proposer = organisation.pk == first.sender_id
        refuses = not proposer and first.agreed_at is None
        what = REFUSED if refuses else WITHDRAWN
        with change(by, what, both[0], path=organisation.path, reason=reason) as this:
            swapping.fall(this, by, both, what, reason)


def _still(by: Actor, swap: UUID, version: int, *states: SwapStatus) -> list[TransferCase]:
    """Return both cases, held, as they were seen. Raises Overtaken."""
    people.hold(case.person_id for case in cases.both_of(swap))
    both = cases.both_of(swap)
    status = rules_of_swaps.status_of(cases.standing(both[0], by.day), agreed=both[0].agreed_at is not None)
    if version_of(both) != version or status not in states:
        raise Overtaken(f"swap {swap}")
    return both


def _own(by: Actor, both: list[TransferCase]) -> list[Finding]:
    found = [of_cases.check_closing(actor=by.person_id, person=case.person_id, reason="-") for case in both]
    return [finding for one in found for finding in one]


def _goes(by: Actor, case: TransferCase, place: Organisation) -> list[Finding]:
    """SR-03.2, SR-05.13: nobody proposes the own swap; who changes places leaves a post on the day."""
    return [
        *of_cases.check_closing(actor=by.person_id, person=case.person_id, reason="-"),
        *rules_of_swaps.check_goes(
            reading.lines_of_one(case.person_id),
            place.pk,
            case.effective_on,
            without=frozenset(),
            person_name=people.view_of(case.person_id, by.day).name,
            label=organisations.view_of(place.pk, by.day).label,
        ),
    ]


def _already(by: Actor, mine: TransferCase) -> list[Finding]:
    """SR-05.3: one open case a person."""
    found = cases.open_row(mine.person_id, by.day)
    if found is None:
        return []
    other = found.receiver_id if found.sender_id == mine.sender_id else found.sender_id
    label = organisations.view_of(other, by.day).label
    name = people.view_of(mine.person_id, by.day).name
    return [of_cases.contradicts(found.effective_on, label, name)]
