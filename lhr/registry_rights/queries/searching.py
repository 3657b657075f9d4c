"""The search of SEM102: exactly one number, one purpose, and the same work and shape whatever is behind the number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from lhr import config
from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit.book import reading
from lhr.kernel.rules import Finding
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.people import rules as people_rules
from lhr.registry_rights.candidate import Candidate
from lhr.registry_rights.proofs import first_day_of_post, first_day_of_service, proved_capacities
from lhr.registry_rights.queries import search_limits
from lhr.registry_rights.queries.candidates import is_cold, ticket_of
from lhr.registry_rights.rules import check_serves
from lhr.registry_rights.terms import CAPACITIES, PROVED_BY_POST, SEARCH_PURPOSE, Capacity
from lhr.registry_rights.wording import movement_says
from lhr.service_record import cases
from lhr.service_record import queries as service
from lhr.service_record.cases import NOBODY
from lhr.service_record.queries import Posting


class Outcome(StrEnum):
    INVALID = search_limits.INVALID
    FOUND_HERE = "FOUND_HERE"
    FOUND_NOT_ELIGIBLE = "FOUND_NOT_ELIGIBLE"
    NEUTRAL = search_limits.NEUTRAL
    HELD_ELSEWHERE = "HELD_ELSEWHERE"  # by an open transfer case to this LGO, and so no secret from it
    STOPPED = "STOPPED"  # PE-10: nothing was looked up


@dataclass(frozen=True, slots=True)
class Found:
    """The person to be confirmed by name, post, level and organisation (step ๖). `proved` are the capacities that the
    record proves; the role's others need an order.

    All of it stands for `starts`: the day asked for or, of somebody whom a verified order brings here later, that day.
    `proved_from` are the days from which the record will prove a capacity that it does not prove then.
    """

    person_id: UUID
    name: str
    masked_id: str
    posting: Posting | None
    organisation: str
    capacities: tuple[Capacity, ...]
    proved: frozenset[Capacity]
    starts: date
    proved_from: tuple[tuple[Capacity, date], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchOutcome:
    """`may_name_new`: the LGO is at its cold start, so a person may be entered anew; `ticket` goes with him.
    `case_id` is the transfer by which the person is on the way here."""

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    found: Found | None = None
    may_name_new: bool = False
    ticket: str = ""
    case_id: UUID | None = None


def search(
    *, by: Actor, organisation: Organisation, national_id: str, role: Role, starts: date
) -> SearchOutcome:
    """Answer who bears this number, as far as this LGO may know; note it for the person to see.

    Known elsewhere, unknown and without right answer alike: the same queries run for all of them.
    """
    policy.require(by, Permission.RIGHTS_SEARCH, organisation.path)
    stopped = search_limits.check(by, organisation)
    if stopped:
        return SearchOutcome(Outcome.STOPPED, tuple(stopped))
    wrong = people_rules.check_number(people.number_of(national_id))
    if any(f.code == "PE-01" for f in wrong):
        _note(by, organisation, NOBODY, Outcome.INVALID)
        return SearchOutcome(Outcome.INVALID, tuple(wrong))
    person = people.find(national_id)
    met = person.pk if person else NOBODY
    answer = _look(by, organisation, met, person.first_held_by if person else None, role, starts)
    _note(by, organisation, met, answer.outcome)
    if answer.outcome is Outcome.NEUTRAL:
        cold = config.cold_start() and is_cold(organisation.pk)
        search_limits.alarm(by, organisation)
        return SearchOutcome(Outcome.NEUTRAL, may_name_new=cold, ticket=ticket_of(by, national_id))
    return answer


def _look(
    by: Actor, organisation: Organisation, person: UUID, held_by: UUID | None, role: Role, starts: date
) -> SearchOutcome:
    picture = service.service_of(person)
    keeper = picture.keeper(max(starts, by.day)) or held_by
    arrives = first_day_of_service(picture, organisation.pk, starts)
    coming = cases.open_case_here(person, organisation.pk, by.day)
    if arrives is None and organisation.pk not in (keeper, picture.keeper(by.day)):
        # Here everybody parts who is not of this LGO, known or not: up to here the same was asked for all of them.
        if coming is not None:
            return SearchOutcome(Outcome.HELD_ELSEWHERE, case_id=coming.pk)
        return SearchOutcome(Outcome.NEUTRAL)
    starts = arrives or starts
    view = people.view_of(person, starts)
    posting = service.posting(person, organisation.pk, starts)
    called = organisations.view_of(organisation.pk, starts).full_name
    proved = proved_capacities(picture, organisation.pk, starts)
    later = tuple(
        (c, day)
        for c in CAPACITIES[role]
        if c in PROVED_BY_POST
        and c not in proved
        and (day := first_day_of_post(picture, organisation.pk, c, starts)) is not None
    )
    capacities = CAPACITIES[role]
    found = Found(person, view.name, view.masked_id, posting, called, capacities, proved, starts, later)
    if is_cold(organisation.pk) and not picture.employments:
        return SearchOutcome(Outcome.FOUND_HERE, found=found)
    first = next((c for c in CAPACITIES[role] if c in proved), CAPACITIES[role][-1])
    who = Candidate(role, first, person, starts, None, "", None, organisation.pk, called)
    failing = check_serves(who, picture, lambda _: view.name, movement_says)
    outcome = Outcome.FOUND_NOT_ELIGIBLE if failing else Outcome.FOUND_HERE
    return SearchOutcome(outcome, tuple(failing), found)


def _note(by: Actor, organisation: Organisation, person: UUID, outcome: Outcome) -> None:
    reading(
        by,
        search_limits.VIEW,
        purpose=SEARCH_PURPOSE,
        persons=[person],
        path=organisation.path,
        outcome=outcome,
    )
