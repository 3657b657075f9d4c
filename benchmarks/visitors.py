"""Officers of the invented register at their pages, with the session that a sign-in by card leaves behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from benchmarks import officers
from benchmarks.nation import DAY, FOUNDED
from lhr.access.actor import Duty, operator
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.followup import actions as followup
from lhr.followup.models import FollowUpRound
from lhr.identity import actions as identity
from lhr.identity.models import Account, AccountStatus
from lhr.kernel import clock
from lhr.kernel.national_id import make_synthetic
from lhr.organisations.models import Organisation
from lhr.people import actions as people
from lhr.registry_rights import actions as rights
from lhr.registry_rights.models import Appointment, Oversight
from lhr.service_record.models import Incumbency, ServiceLine

LINES = 50  # of the person whose page P-01 asks for
_SERIAL = 90_000_000
_SERIAL_OF: dict[Role, int] = {Role.PROVINCE: 0, Role.CENTRE: 1, Role.DISTRICT: 2}


@dataclass(frozen=True)
class Visitor:
    """Somebody who is signed in; `place` is his LGO or office."""

    account: Account
    place: Organisation
    session: str

    @property
    def cookie(self) -> str:
        return f"lhr_session={self.session}"


def officer() -> Visitor:
    """The records officer of the LGO with the most holders of posts."""
    holders: dict[UUID, int] = {}
    for place in Incumbency.objects.filter(until=None).values_list("organisation_id", flat=True).iterator():
        holders[place] = holders.get(place, 0) + 1
    place = max(holders, key=lambda one: holders[one])
    person = Appointment.objects.get(organisation=place, role=Role.OFFICER, superseded=None).person_id
    return signed_in(Account.objects.select_related("organisation").get(person=person, organisation=place))


def signed_in(account: Account) -> Visitor:
    officers.enrolled([account])
    return Visitor(account, account.organisation, officers.session_of(account))


def office(role: Role) -> Visitor:
    """Somebody of the centre, of the province that has the most LGOs, or of the district of it that has the most."""
    loads = operator(clock.today(), "benchmarks")
    place = _place_of(role)
    over = (Duty(Role.CENTRE, "/"), Duty(Role.PROVINCE, place.path[:4]))
    keeper = replace(loads, duties=(*loads.duties, *over), via="card")
    if not FollowUpRound.objects.exists():
        followup.open_round(by=keeper, title="benchmarks", letter_reference="-", deadline=DAY)
    held = Oversight.objects.known().filter(office=place).first()
    if held is not None:
        kept = Account.objects.select_related("organisation")
        return signed_in(kept.get(person=held.person_id, organisation=place))
    person = people.register(
        by=keeper,
        national_id=make_synthetic(_SERIAL + _SERIAL_OF[role]),
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
    return signed_in(account)


def _place_of(role: Role) -> Organisation:
    if role is Role.CENTRE:
        return Organisation.objects.get(path="/")
    lgos = Organisation.objects.filter(level="LGO").values_list("path", flat=True)
    province = _most(path[:4] for path in lgos)
    if role is Role.PROVINCE:
        return Organisation.objects.get(path=province)
    under = (path[:9] for path in lgos if path.startswith(province) and path.count("/") == 4)
    return Organisation.objects.get(path=_most(under))


def _most(paths: Iterable[str]) -> str:
    counted = Counter(paths)
    return max(counted, key=lambda one: (counted[one], one))


def long_record(visitor: Visitor) -> UUID:
    """Return somebody who serves at the visitor's LGO, with exactly LINES lines: further step rises are written in."""
    here = Incumbency.objects.filter(organisation=visitor.place, until=None).order_by("person_id")
    person = here.values_list("person_id", flat=True)[0]
    lines = list(ServiceLine.objects.known().filter(person=person).order_by("starts", "seq"))
    if lacking := _lacking(lines):
        keeper, place = operator(clock.today(), "benchmarks"), visitor.place
        with change(keeper, "service:record:opened", place, path=place.path) as this:
            ServiceLine.objects.bulk_create([
                ServiceLine(
                    person_id=person, organisation=place, movement_code="STEP_RISE", starts=starts, seq=seq,
                    citation_number=f"{seq}/{starts.year + 543}", citation_year=starts.year + 543,
                    citation_signed_on=starts, status=ServiceLine.Status.VERIFIED, keyed_at=this.at,
                    verified_at=this.at, source=ServiceLine.Source.IMPORT, recorded=this,
                )
                for seq, starts in lacking
            ])  # fmt: skip
    return UUID(str(person))


def lines_of(person: UUID) -> int:
    return ServiceLine.objects.known().filter(person=person).count()


def _lacking(lines: Sequence[ServiceLine]) -> list[tuple[int, date]]:
    last = max(lines, key=lambda line: line.starts)
    seq = max(line.seq for line in lines)
    return [(seq + n, last.starts + timedelta(days=n)) for n in range(1, LINES - len(lines) + 1)]


def short_record(visitor: Visitor, long: UUID) -> UUID:
    """Return who serves there with the fewest lines."""
    here = Incumbency.objects.filter(organisation=visitor.place, until=None).exclude(person=long)
    people_here = list(here.values_list("person_id", flat=True)[:200])
    counts = Counter(ServiceLine.objects.known().filter(person__in=people_here).values_list("person_id", flat=True))
    return min(counts, key=lambda one: counts[one])
