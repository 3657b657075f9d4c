"""What asking for somebody of another LGO has in common, for a transfer and for a swap: nothing is told to guessing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import reading
from lhr.documents import actions as documents
from lhr.documents import cited
from lhr.documents.checked import Checked
from lhr.kernel.events import publish
from lhr.kernel.rules import Finding, Weight
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.people import rules as of_people
from lhr.people.models import Person
from lhr.service_record import cases, queries, rules, search_limits
from lhr.service_record import rules_of_transfers as of_cases
from lhr.service_record.drafts import Citation
from lhr.service_record.events import TransferAskedInVain
from lhr.service_record.rules_of_transfers import AskOutcome, CaseFacts
from lhr.standards import queries as standards

ASK_PURPOSE = "ขอรับโอน"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an asking came to. `case_id` only for HELD_ELSEWHERE; all else is one finding."""

    outcome: AskOutcome
    findings: tuple[Finding, ...] = ()
    case_id: UUID | None = None


def of_the_form(
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


def not_looked_up(by: Actor, organisation: Organisation, national_id: str) -> Asked | None:
    """Return the answer to who may not search any more (PE-10), or typed no number at all; None when it may be looked
    for."""
    stopped = search_limits.check(by, organisation)
    if stopped:
        return Asked(AskOutcome.STOPPED, tuple(stopped))
    wrong = of_people.check_number(people.number_of(national_id))
    if any(finding.code == "PE-01" for finding in wrong):
        note(by, organisation, cases.NOBODY, AskOutcome.INVALID)
        return Asked(AskOutcome.INVALID, tuple(wrong))
    return None


def in_vain(by: Actor, organisation: Organisation, other: Organisation, outcome: AskOutcome) -> Asked:
    """Answer an asking that opens no case: unknown, held elsewhere and no right say the same."""
    publish(TransferAskedInVain(organisation, by))
    label = organisations.view_of(other.pk, by.day).label
    says = of_cases.in_another_case if outcome is AskOutcome.IN_ANOTHER_CASE else of_cases.not_opened
    return Asked(outcome, (says(label),))


def look(
    by: Actor, organisation: Organisation, sender: Organisation, person: Person | None
) -> tuple[AskOutcome, CaseFacts | None]:
    met = person.pk if person else cases.NOBODY
    keeper = queries.service_of(met).keeper(by.day) or (person.first_held_by if person else None)
    case = cases.open_facts(met, by.day)
    found = of_cases.judge_ask(sender=sender.pk, receiver=organisation.pk, keeper=keeper, case=case)
    return found, case


def attach(by: Actor, organisation: Organisation, order: Citation, scan: Checked | None) -> None:
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


def note(by: Actor, organisation: Organisation, person: UUID, outcome: AskOutcome) -> None:
    reading(
        by,
        search_limits.ASK,
        purpose=ASK_PURPOSE,
        persons=[person],
        path=organisation.path,
        outcome=outcome,
    )
