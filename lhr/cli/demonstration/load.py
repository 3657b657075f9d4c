"""Enter the demonstration province, act by act, as the operator, the centre and the province would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from lhr.access.actor import Actor, Duty, operator
from lhr.access.permissions import Permission
from lhr.access.roles import ROLE_SAYS, Role
from lhr.cli.demonstration import (
    budgets,
    establishment,
    hiring,
    moves,
    orders,
    pay,
    portraits,
    sheet,
    staff,
    story,
    told,
    tree,
    waiting,
)
from lhr.cli.demonstration.careers import Career
from lhr.cli.demonstration.loaded import Loaded, Paid
from lhr.cli.demonstration.names import Invented, people
from lhr.cli.demonstration.size import BARE, DISTRICT, Size, invited_at
from lhr.cli.demonstration.staff import Place
from lhr.followup import actions as followup
from lhr.identity import actions as identity
from lhr.identity.actions import IssuedAccount
from lhr.kernel import clock
from lhr.organisations import actions as organisations
from lhr.organisations import queries as places
from lhr.organisations.queries import Organisation
from lhr.organisations.rules import Kind
from lhr.people import actions as persons
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.registry_rights import actions as rights
from lhr.registry_rights.filing import Issued
from lhr.service_record import actions as service
from lhr.service_record.drafts import OpeningRecord
from lhr.service_record.pay import NO_PAY
from lhr.standards import actions as standards
from lhr.standards import queries as reference

SINCE = date(2016, 1, 1)
_ROUND = "ลงทะเบียนสิทธิผู้ใช้งาน (นายทะเบียนและเจ้าหน้าที่ทะเบียน) SEM102"
_BANGKOK = "10"  # outside the local governments that the department looks after


def load(planned: list[tree.Planned] | None = None, size: Size = BARE) -> sheet.Sheet:
    """Enter everything; return what the visitor is told. Raises IntegrityError when the register is not empty.

    `planned` are the LGOs to enter, the whole province unless given; `size` says how many careers are told.
    """
    planned = planned or tree.lgos()
    by = operator(clock.today(), "ข้อมูลสาธิต")  # officers read this name in the history of a line
    standards.load(by=by)
    organisations.load_places(by=by)
    pay.load_schedules(by, SINCE)
    crowd = people(size.seed)
    made = sheet.Sheet()
    centre = organisations.found_centre(by=by, starts=SINCE, demonstration=True)
    province = _offices(by)
    _open_office(by, made, "centre", centre, Role.CENTRE, next(crowd), Permission.ACCOUNT_ISSUE_CENTRE)
    above = _as(Role.CENTRE, centre, by.day)
    _open_office(
        above, made, "province", province, Role.PROVINCE, next(crowd), Permission.ACCOUNT_ISSUE_PROVINCE
    )
    in_province = _as(Role.PROVINCE, province, by.day)
    district = places.by_path(f"{province.path}{DISTRICT}/")
    _open_office(
        in_province, made, "district", district, Role.DISTRICT, next(crowd), Permission.ACCOUNT_ISSUE_DISTRICT
    )
    plan = hiring.plan_of(planned, size)
    with reference.read_once():
        loaded = [_lgo(by, one, at, crowd, plan) for at, one in enumerate(planned)]
        moves.tell_transfers(by, loaded, size.seed)
    first = {i.account.organisation_id: i for i in identity.issue_bootstraps(by=in_province, office=province)}
    invited = loaded[invited_at(planned)]
    in_order = sorted(loaded, key=lambda one: one is not invited)
    made.lgos = [_for_visitors(one, first[one.lgo.pk], by.day) for one in in_order]
    for who in (made.lgos[0].registrar, made.lgos[0].officer, *made.lgos[0].others[:1]):
        sheet.lay_desk(who, made.lgos[0].label)
    followup.open_round(by=above, title=_ROUND, deadline=_next_deadline(by.day))
    named = story.tell(in_province, loaded, invited.lgo.pk)
    story.open_transfers(loaded, invited, by.day)
    for at, one in enumerate(loaded):
        budgets.leave(one, at, by.day)
        waiting.leave(one, by.day)
        if one.lgo.pk in named:
            orders.leave(one, by.day)
    for lgo in made.lgos:
        lgo.free = UUID(lgo.organisation) not in named
    ready = next((one for one in loaded if one.whole and one.lgo.pk in named), None)
    if ready is not None:
        story.propose_swap(loaded, ready, by.day)
        _make_ready(made, ready, named[ready.lgo.pk], by.day)
    return made


def _make_ready(made: sheet.Sheet, one: Loaded, issued: Iterable[Issued], day: date) -> None:
    """Tell the visitor the pair of an LGO with full records, each with a card; they enrol when the server is up."""
    made.ready_at, key = places.view_of(one.lgo.pk, day).label, one.lgo.pk.hex[:8]
    people = {Role.REGISTRAR: one.palad, Role.OFFICER: one.officer}
    for account in issued:
        role = account.role.value.lower()
        who = _candidate(people[account.role], f"{key}-{role}", ROLE_SAYS[account.role].th)
        sheet.lay_desk(who, made.ready_at)
        made.ready[role] = sheet.Entry(
            f"{who.says} {who.name}", account.user_name, account.one_time, who.desk, str(one.lgo.pk)
        )


def _next_deadline(day: date) -> date:
    """The next 31 สิงหาคม."""
    this_year = date(day.year, 8, 31)
    return this_year if day <= this_year else date(day.year + 1, 8, 31)


def _as(role: Role, office: Organisation, day: date) -> Actor:
    """The office's own officer at work, before anybody there has signed in."""
    return Actor(day=day, name="ข้อมูลสาธิต", duties=(Duty(role, office.path, office.pk),), via="operator")


def _offices(by: Actor) -> Organisation:
    for code in sorted(p.code for p in places.provinces() if p.code != _BANGKOK):
        organisations.found_office(by=by, place=code, starts=SINCE, demonstration=True)
    for code in tree.districts():
        organisations.found_office(by=by, place=code, starts=SINCE, demonstration=True)
    return places.by_path(f"/{tree.PROVINCE}/")


def _open_office(
    by: Actor,
    made: sheet.Sheet,
    key: str,
    office: Organisation,
    role: Role,
    who: Invented,
    permission: Permission,
) -> None:
    """Give an office its first officer: the person, the duty, the account and the simulated card."""
    person = persons.register(
        by=by,
        national_id=who.national_id,
        prefix=who.prefix,
        first=who.first,
        last=who.last,
        birth_date=who.born,
        gender=who.gender,
        starts=SINCE,
        path=office.path,
        permission=permission,
    )
    rights.appoint_oversight(by=by, office=office, person=person, role=role, starts=by.day)
    issued = identity.issue_office(by=by, organisation=office, person=person)
    label = places.view_of(office.pk, by.day).full_name
    made.offices[key] = sheet.Entry(label, issued.account.user_name, issued.one_time, key, str(office.pk))
    sheet.lay_desk(_candidate(who, key, label), label)


def _lgo(by: Actor, planned: tree.Planned, at: int, crowd: Iterator[Invented], plan: hiring.Plan) -> Loaded:
    lgo = organisations.found_lgo(
        by=by, kind=planned.kind, name=planned.name, place=planned.place, starts=SINCE, demonstration=True
    )
    extra = at in plan.whole or planned.kind is Kind.PAO
    posts_of, seats = hiring.seats(planned.kind, at, crowd, plan, SINCE, by.day, worker=extra)
    made = [post.pk for post in posts.establish_all(by=by, organisation=lgo, posts=_announced(planned.kind, posts_of))]
    made += [establishment.tell(by, lgo, planned.kind, SINCE)] if extra else []
    careers = {
        seat.who.national_id: told.career_of(seat.who, seat.place, planned, seat.began, SINCE, by.day, plan.size.seed)
        for seat in seats
        if seat.told
    }
    if at in plan.pictured:
        careers = {number: portraits.pictured(one, by.day) for number, one in careers.items()}
    records = [
        _record(seat, made, planned.kind, careers.get(seat.who.national_id), nth=at + nth)
        for nth, seat in enumerate(seats)
    ]
    ids = service.open_record(by=by, organisation=lgo, records=records)
    known = {seat.who.national_id: found for seat, found in zip(seats, ids, strict=True)}
    lines = told.carry_over(by, lgo, known, careers)
    paid = [_paid(seat, record, made, by.day) for seat, record in zip(seats, records, strict=True)]
    one = Loaded(
        lgo, planned, tuple((seat.who, seat.place) for seat in seats if seat.own), known, tuple(lines),
        at in plan.whole,
        leavers=tuple((seat.goes, who) for seat, who in zip(seats, paid, strict=True) if seat.goes is not None),
        vacancies=tuple((nth, made[post]) for nth, post in hiring.vacancies(at, plan, posts_of)),
    )  # fmt: skip
    moves.tell_careers(by, one, [who for who in paid if who.number in careers], plan.size.seed)
    return one


def _record(
    seat: hiring.Seat, established: Sequence[UUID], kind: Kind, career: Career | None, *, nth: int
) -> OpeningRecord:
    who, place, began = seat.who, seat.place, seat.began
    level = began.promotion.below if began.promotion else place.level
    begun = "APPOINT" if place.line else "CONTRACT_START"
    drawn = (pay.entry if began.begun else pay.opening)(level, nth) if place.line else NO_PAY
    contract = began.begun and not place.line
    unlined = "CONTRACT_GENERAL" if seat.first is None else "PERMANENT_EMPLOYEE"
    return OpeningRecord(
        national_id=who.national_id,
        person=told.called(who, career),
        starts=began.starts,
        kind_code=staff.staff_kind(kind) if place.line else unlined,
        post_id=None if seat.first is None else established[seat.first],
        level_code=level,
        position_text="" if place.line else "คนงาน",
        text="" if began.begun else "ข้อมูลสาธิต",
        pay=pay.flat() if contract else drawn,
        movement_code=begun if began.begun else "OPENING",
        citation=began.order,
        last_day=moves.anniversary(began.starts, 1) - timedelta(days=1) if contract else None,
    )


def _paid(seat: hiring.Seat, record: OpeningRecord, established: Sequence[UUID], day: date) -> Paid:
    starts = seat.moved
    return Paid(
        seat.who.national_id,
        seat.place,
        seat.began.starts,
        record.pay,
        begun=seat.began.begun,
        promotion=seat.began.promotion,
        moved=(starts, established[seat.post]) if starts is not None and seat.post is not None else None,
        until=moves.moved_on(day) if seat.goes is not None else None,
    )


def _announced(kind: Kind, wanted: Sequence[Place]) -> list[PostDraft]:
    seen: dict[str, int] = {}
    drafts = []
    for place in wanted:
        seen[place.line] = seen.get(place.line, 0) + 1
        number = place.number(kind, seen[place.line])
        drafts.append(
            PostDraft(
                number,
                place.line,
                place.level,
                SINCE,
                management_title_code=place.title,
                funding="OWN",
                cited=establishment.PLAN,
            )
        )
    return drafts


def _for_visitors(one: Loaded, issued: IssuedAccount, day: date) -> sheet.Lgo:
    label = places.view_of(one.lgo.pk, day).label
    key = one.lgo.pk.hex[:8]
    others = [p for p, _ in one.staff if p not in (one.palad, one.officer)]
    return sheet.Lgo(
        organisation=str(one.lgo.pk),
        label=label,
        bootstrap=sheet.Entry(label, issued.account.user_name, issued.one_time, "", str(one.lgo.pk)),
        registrar=_candidate(one.palad, f"{key}-registrar", "ปลัด"),
        officer=_candidate(
            one.officer, f"{key}-officer", sheet.HR_OFFICER if one.hr_officer else "เจ้าพนักงานธุรการ"
        ),
        others=[_candidate(p, f"{key}-{at}", "บุคลากร") for at, p in enumerate(others)],
    )


def _candidate(who: Invented, desk: str, says: str) -> sheet.Candidate:
    return sheet.Candidate(
        says=says,
        name=who.name,
        national_id=who.national_id,
        desk=desk,
        thai_name=f"{who.prefix}#{who.first}##{who.last}",
        birth=f"{who.born.year + 543}{who.born:%m%d}",
        sex="2" if who.gender == "F" else "1",
    )
