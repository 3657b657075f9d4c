"""ขอรับโอน, and taking a case back. Releasing and receiving themselves are lines, keyed and signed like any other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change, reading
from lhr.documents import actions as documents
from lhr.documents import cited
from lhr.documents.checked import Checked
from lhr.history.ledger import Overtaken
from lhr.kernel import clock
from lhr.kernel.events import publish
from lhr.kernel.rules import Finding, Weight, stop_if
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.people import rules as of_people
from lhr.people.models import Person
from lhr.service_record import cases, queries, rules, search_limits, transferring
from lhr.service_record import rules_of_transfers as of_cases
from lhr.service_record.drafts import Citation
from lhr.service_record.events import TransferAskedInVain
from lhr.service_record.models import TransferCase
from lhr.service_record.rules_of_transfers import OPEN, AskOutcome, CaseFacts, CaseStatus, Side
from lhr.standards import queries as standards

ASK_PURPOSE = "ขอรับโอน"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an asking came to. `case_id` only for HELD_ELSEWHERE; all else is one finding."""

    outcome: AskOutcome
    findings: tuple[Finding, ...] = ()
    case_id: UUID | None = None


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
    stop_if(_of_the_form(by, organisation, sender, order, effective_on))
    stopped = search_limits.check(by, organisation)
    if stopped:
        return Asked(AskOutcome.STOPPED, tuple(stopped))
    wrong = of_people.check_number(people.number_of(national_id))
    if any(finding.code == "PE-01" for finding in wrong):
        _note(by, organisation, cases.NOBODY, AskOutcome.INVALID)
        return Asked(AskOutcome.INVALID, tuple(wrong))
    with transaction.atomic():
        person = people.find(national_id)
        met = person.pk if person else cases.NOBODY
        people.hold([met])  # a second asker, a signer, a canceller wait here and then see what became of it
        outcome, case = _look(by, organisation, sender, person)
        _note(by, organisation, met, outcome)
        if outcome is not AskOutcome.HELD_ELSEWHERE:
            publish(TransferAskedInVain(organisation, by))
            label = organisations.view_of(sender.pk, by.day).label
            other = outcome is AskOutcome.IN_ANOTHER_CASE
            return Asked(outcome, ((of_cases.in_another_case if other else of_cases.not_opened)(label),))
        opened = _open_or_join(by, organisation, sender, met, case, order, effective_on)
        _attach(by, organisation, order, scan)
    return Asked(outcome, case_id=opened)


def close_case(
    *, by: Actor, case_id: UUID, version: int, side: Side, reason: str
) -> None:
    """Take a case back as seen in `version`: before the release it is cancelled; after it the other side is told, and
    the orders that stand are cancelled by orders, as any are.

    Raises Overtaken when the case has moved on, RuleBroken without a reason or for the own transfer.
    """
    row = TransferCase.objects.select_related("sender", "receiver").get(pk=case_id)
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


def _of_the_form(
    by: Actor, organisation: Organisation, sender: Organisation, order: Citation, effective_on: date
) -> list[Finding]:
    movement = standards.movement_types()[rules.TRANSFER_IN]
    found = rules.check_citation(movement, order, effective_on, by.day)
    eve = effective_on - timedelta(days=1)  # the sender's last day
    blocking = [finding for finding in found if finding.weight is Weight.BLOCK]
    same = of_cases.check_asked(sender=sender.pk, receiver=organisation.pk)
    return [*blocking, *same, *_stand(organisation, effective_on, "starts"), *_stand(sender, eve, "sender")]


def _stand(place: Organisation, day: date, field: str) -> list[Finding]:
    label = organisations.view_of(place.pk, day).label
    return of_cases.check_stands(label=label, ends_on=place.dissolved_on, day=day, field=field)


def _look(
    by: Actor, organisation: Organisation, sender: Organisation, person: Person | None
) -> tuple[AskOutcome, CaseFacts | None]:
    met = person.pk if person else cases.NOBODY
    keeper = queries.service_of(met).keeper(by.day) or (person.first_held_by if person else None)
    case = cases.open_facts(met, by.day)
    found = of_cases.judge_ask(sender=sender.pk, receiver=organisation.pk, keeper=keeper, case=case)
    return found, case


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


def _attach(by: Actor, organisation: Organisation, order: Citation, scan: Checked | None) -> None:
    """The scan belongs to the order, so the line รับโอน that cites it later has it."""
    if scan is not None:
        documents.attach(
            by=by,
            organisation_id=organisation.pk,
            path=organisation.path,
            of=cited.order(order.number, order.signed_on, order.year),
            scan=scan,
            permission=Permission.TRANSFER_ASK,
        )


def _note(by: Actor, organisation: Organisation, person: UUID, outcome: AskOutcome) -> None:
    reading(
        by,
        search_limits.ASK,
        purpose=ASK_PURPOSE,
        persons=[person],
        path=organisation.path,
        outcome=outcome,
    )
