"""Officers of the invented register with a session of their own, and the facts of their pages fetched raw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from benchmarks.nation import DAY, FOUNDED
from lhr.access.actor import Duty, operator
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.followup import actions as followup
from lhr.followup.models import FollowUpRound
from lhr.identity import actions as identity
from lhr.identity import one_time
from lhr.identity.models import Account, AccountStatus, SignIn, Stage
from lhr.kernel import clock
from lhr.kernel.national_id import make_synthetic
from lhr.organisations.models import Organisation
from lhr.people import actions as people
from lhr.registry_rights import actions as rights
from lhr.registry_rights.models import Appointment, Oversight
from lhr.service_record.models import Incumbency, ServiceLine

_SERIAL = 90_000_000


@dataclass(frozen=True)
class Visitor:
    """Somebody who is signed in; `place` is his LGO or office."""

    account: Account
    place: Organisation
    cookie: str


def officer() -> Visitor:
    """The records officer of the LGO with the most holders of posts."""
    holders: dict[UUID, int] = {}
    for place in Incumbency.objects.filter(until=None).values_list("organisation_id", flat=True).iterator():
        holders[place] = holders.get(place, 0) + 1
    place = max(holders, key=lambda one: holders[one])
    person = Appointment.objects.get(organisation=place, role=Role.OFFICER, superseded=None).person_id
    return _signed_in(Account.objects.get(person=person, organisation=place))


def office(level: str) -> Visitor:
    """Somebody of the centre, or of the province that has the most LGOs."""
    loads = operator(clock.today(), "benchmarks")
    keeper = replace(loads, duties=(*loads.duties, Duty(Role.CENTRE, "/")), via="card")
    if not FollowUpRound.objects.exists():
        followup.open_round(by=keeper, title="benchmarks", letter_reference="-", deadline=DAY)
    if level == "centre":
        place, role = Organisation.objects.get(path="/"), Role.CENTRE
    else:
        place, role = _largest_province(), Role.PROVINCE
    held = Oversight.objects.known().filter(office=place).first()
    if held is not None:
        return _signed_in(Account.objects.get(person=held.person_id, organisation=place))
    person = people.register(
        by=keeper,
        national_id=make_synthetic(_SERIAL + (role is Role.CENTRE)),
        prefix="นาง",
        first="นภา",
        last="ทองงามสาธิต",
        birth_date=date(1980, 1, 1),
        gender="F",
        starts=FOUNDED,
        path="/",
        permission=Permission.REFERENCE_LOAD,
    )
    rights.appoint_oversight(by=keeper, office=place, person=person, role=role, starts=FOUNDED)
    account = identity.issue_office(by=keeper, organisation=place, person=person).account
    with change(keeper, "identity:account:issued", account, path=place.path):
        account.status, account.must_change = AccountStatus.ACTIVE, False
        account.save()
    return _signed_in(account)


def _largest_province() -> Organisation:
    lgos: dict[str, int] = {}
    for path in Organisation.objects.filter(level="LGO").values_list("path", flat=True):
        lgos[path[:4]] = lgos.get(path[:4], 0) + 1
    return Organisation.objects.get(path=max(lgos, key=lambda one: lgos[one]))


def _signed_in(account: Account) -> Visitor:
    session = SessionStore()
    session.create()
    SignIn.objects.create(
        session_digest=one_time.digest("session", str(session.session_key)),
        account=account,
        stage=Stage.FULL,
        via="password",
        started_at=clock.now(),
        seen_at=clock.now(),
    )
    return Visitor(account, account.organisation, f"lhr_session={session.session_key}")


def longest_record(visitor: Visitor) -> UUID:
    """Return who serves at the visitor's LGO with the most lines."""
    here = Incumbency.objects.filter(organisation=visitor.place, until=None).values_list("person_id", flat=True)
    counts = {person: ServiceLine.objects.filter(person=person).count() for person in here[:200]}
    return max(counts, key=lambda one: counts[one])


def raw_person(person: UUID) -> Callable[[], object]:
    """The person, the name and the lines by three queries, without any of ours around them."""
    key = person.hex if connection.vendor == "sqlite" else str(person)

    def work() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM people_person WHERE id = %s", [key])
            cursor.fetchall()
            cursor.execute(
                "SELECT * FROM people_personname WHERE person_id = %s AND superseded_id IS NULL", [key]
            )
            cursor.fetchall()
            cursor.execute(
                "SELECT * FROM service_record_serviceline WHERE person_id = %s AND superseded_id IS NULL "
                "ORDER BY starts, seq",
                [key],
            )
            return len(cursor.fetchall())

    return work


def raw_list(place: Organisation) -> Callable[[], object]:
    """Everybody who serves there with name and post number, in one query."""
    key = place.pk.hex if connection.vendor == "sqlite" else str(place.pk)

    def work() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT n.first, n.last, e.kind_code, i.line_code FROM service_record_employment e "
                "JOIN people_personname n ON n.person_id = e.person_id AND n.superseded_id IS NULL "
                "LEFT JOIN service_record_incumbency i ON i.person_id = e.person_id AND i.until IS NULL "
                "WHERE e.organisation_id = %s AND e.until IS NULL ORDER BY n.sort_key",
                [key],
            )
            return len(cursor.fetchall())

    return work


def raw_figures(path: str) -> Callable[[], object]:
    """How many LGOs below `path` have both of the pair today, one line an office."""
    day = clock.today()

    def work() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT substr(o.path, 1, 4), count(DISTINCT o.id), count(a.id) FROM organisations_organisation o "
                "LEFT JOIN registry_rights_appointment a ON a.organisation_id = o.id AND a.superseded_id IS NULL "
                "AND a.starts <= %s AND (a.until IS NULL OR a.until > %s) "
                "WHERE o.level = 'LGO' AND o.path >= %s AND o.path < %s GROUP BY 1",
                [day, day, path, path[:-1] + "0"],
            )
            return len(cursor.fetchall())

    return work
