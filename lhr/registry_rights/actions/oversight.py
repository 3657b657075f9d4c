"""The duties of the offices above, given down the chain: centre to province, province to district."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.history import ledger
from lhr.identity import actions as identity
from lhr.kernel.rules import stop_if
from lhr.organisations.models import Organisation
from lhr.organisations.rules import Level
from lhr.people.models import Person
from lhr.registry_rights.models import Oversight
from lhr.registry_rights.rules_of_acts import check_office, check_reason

GIVEN_BY: dict[Level, Permission] = {
    Level.CENTRE: Permission.ACCOUNT_ISSUE_CENTRE,
    Level.PROVINCE: Permission.ACCOUNT_ISSUE_PROVINCE,
    Level.DISTRICT: Permission.ACCOUNT_ISSUE_DISTRICT,
}


def appoint_oversight(
    *, by: Actor, office: Organisation, person: Person, role: Role, starts: date, until: date | None = None
) -> Oversight:
    """Let the person work for the office from `starts` up to, not including, `until`.

    Raises RuleBroken when the role is not one of such an office, IntegrityError when the person has it already.
    """
    policy.require(by, GIVEN_BY.get(Level(office.level), Permission.ACCOUNT_ISSUE_CENTRE), office.path)
    stop_if(check_office(Level(office.level), role))
    with change(by, "rights:oversight:given", office, path=office.path) as this:
        return ledger.record(
            this, Oversight, office=office, person=person, role=role.value, starts=starts, until=until
        )


def end_oversight(*, by: Actor, office: Organisation, person: Person, until: date, reason: str) -> int:
    """Let the person's duties at the office and the keys paired there end on `until`; return how many duties ended."""
    policy.require(by, GIVEN_BY.get(Level(office.level), Permission.ACCOUNT_ISSUE_CENTRE), office.path)
    stop_if(check_reason(reason))
    rows = Oversight.objects.known().filter(Q(until=None) | Q(until__gt=until), office=office, person=person)
    with change(by, "rights:oversight:ended", office, path=office.path, reason=reason) as this:
        ended = [ledger.end(this, row, until) for row in rows]
        identity.end_keys(by=by, person_id=person.pk, organisation_id=office.pk, until=until, reason=reason)
    return len(ended)
