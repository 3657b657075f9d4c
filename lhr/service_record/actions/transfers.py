"""ขอรับโอน, and taking a case back. Releasing and receiving themselves are lines, keyed and signed like any other."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.documents.checked import Checked
from lhr.history.ledger import Overtaken
from lhr.kernel import clock
from lhr.kernel.rules import stop_if
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.service_record import cases, transferring
from lhr.service_record import rules_of_transfers as of_cases
from lhr.service_record.asking import Asked, attach, in_vain, look, not_looked_up, note, of_the_form
from lhr.service_record.drafts import Citation
from lhr.service_record.models import TransferCase
from lhr.service_record.rules_of_transfers import OPEN, AskOutcome, CaseFacts, CaseStatus, Side


def ask(
    *,
    by: Actor,
    organisation: Organisation,
    sender: Organisation,
    national_id: str,
    order: Citation,
    effective_on: date,
    scan: Checked | None = None,
) -> Asked:
    """Ask the sending LGO that the order names for a person; open the case when it keeps the record (domain.md 2.5).

    Unknown, held elsewhere and no right answer alike, with equal work. Every asking is a reading that the person sees.
    Raises RuleBroken for what is wrong whoever the number is.
    """
    policy.require(by, Permission.TRANSFER_ASK, organisation.path)
    stop_if(of_the_form(by, organisation, sender, order, effective_on))
    if answered := not_looked_up(by, organisation, national_id):
        return answered
    with transaction.atomic():
        person = people.find(national_id)
        met = person.pk if person else cases.NOBODY
        people.hold([met])  # a second asker, a signer, a canceller wait here and then see what became of it
        outcome, case = look(by, organisation, sender, person)
        note(by, organisation, met, outcome)
        if outcome is not AskOutcome.HELD_ELSEWHERE:
            return in_vain(by, organisation, sender, outcome)
        opened = _open_or_join(by, organisation, sender, met, case, order, effective_on)
        attach(by, organisation, order, scan)
    return Asked(outcome, case_id=opened)


def close_case(
    *, by: Actor, case_id: UUID, version: int, side: Side, reason: str
) -> None:
    """Take a case back as seen in `version`: before the release it is cancelled; after it the other side is told, and
    the orders that stand are cancelled by orders, as any are.

    Raises Overtaken when the case has moved on, RuleBroken without a reason or for the own transfer.
    """
    # A swap is taken back as a whole (actions/swaps).
    row = TransferCase.objects.select_related("sender", "receiver").get(pk=case_id, swap=None)
    mine = row.sender if side is Side.SENDER else row.receiver
    policy.require(by, Permission.TRANSFER_ANSWER if side is Side.SENDER else Permission.TRANSFER_ASK, mine.path)
    stop_if(of_cases.check_closing(actor=by.person_id, person=row.person_id, reason=reason))
    with transaction.atomic():
        people.hold([row.person_id])
        status = cases.standing(row, by.day)
        if row.version != version or status not in OPEN:
            raise Overtaken(f"transfer case {case_id}")
        if status is not CaseStatus.REQUESTED:
            changed: dict[str, object] = {"called_off_by": side.value, "reason": reason.strip()}
            with change(by, "service:transfer:called_off", row, path=mine.path, reason=reason):
                transferring.store(by, row, "service:transfer:called_off", **changed)
            return
        what = "service:transfer:withdrawn" if row.begun_by == side else "service:transfer:refused"
        closing = {"status": CaseStatus.CANCELLED.value, "reason": reason.strip(), "closed_at": clock.now()}
        with change(by, what, row, path=mine.path, reason=reason):
            transferring.store(by, row, what, **closing)


def _open_or_join(
    by: Actor,
    organisation: Organisation,
    sender: Organisation,
    person: UUID,
    case: CaseFacts | None,
    order: Citation,
    effective_on: date,
) -> UUID:
    """Asked twice is asked once; a proposal of the sender's is answered by naming the receiving order."""
    if case is None:
        made = transferring.drawn_up(
            person=person,
            sender=sender.pk,
            receiver=organisation.pk,
            day=effective_on,
            begun_by=Side.RECEIVER,
            order=order,
        )
        with change(by, "service:transfer:asked", made, path=organisation.path):
            transferring.store_new(by, made, "service:transfer:asked")
        return made.pk
    row = TransferCase.objects.get(pk=case.case_id)
    if not row.order_number and row.effective_on == effective_on:
        named = {"order_number": order.number.strip(), "order_year": order.year, "order_signed_on": order.signed_on}
        with change(by, "service:transfer:cited", row, path=organisation.path):
            transferring.store(by, row, "service:transfer:cited", **named)
    return row.pk
