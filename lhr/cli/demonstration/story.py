"""What has happened in the demonstration province before the visitor comes: most LGOs have named their pair, in some
the ปลัด has moved and the right ended, some wait for the province."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.cli.demonstration import papers
from lhr.cli.demonstration.loaded import Loaded
from lhr.identity import queries as accounts
from lhr.kernel.thai_date import buddhist_year
from lhr.registry_rights import actions as rights
from lhr.registry_rights.drafts import Chosen, FormDraft
from lhr.registry_rights.filing import Issued
from lhr.registry_rights.terms import Capacity
from lhr.service_record import actions as service
from lhr.service_record.drafts import Citation, MovementDraft

LEFT_FOR_VISITORS = 3  # of each ten LGOs
_ACTING_DAYS = 30
_TRANSFER_DAYS, _BOTH_WAYS = 30, 2
_BEGAN_BEFORE = "ข้อมูลสาธิต: สิทธิเริ่มก่อนวันที่บันทึก"
_SOME_DAYS_AGO = 14  # a right that began today and ended today was never in force


def tell(province: Actor, loaded: list[Loaded], untouched: UUID) -> dict[UUID, tuple[Issued, ...]]:
    """Let the story happen; the LGO the visitor is invited to stays as it is.

    Returns the LGOs it happened in, each with the accounts that were issued there.
    """
    named = {}
    for at, one in enumerate(loaded):
        if one.lgo.pk == untouched or at % 10 < LEFT_FOR_VISITORS:
            continue
        acting = at % 10 == 9
        began = province.day - timedelta(days=0 if acting else _SOME_DAYS_AGO + at % 10)
        # Every third order has not been scanned yet: the province sees that too.
        named[one.lgo.pk] = _register(one, province.day, began, acting=acting, scanned=at % 3 > 0)
        if at % 10 == 8:
            _palad_moves(one, province, scanned=at % 3 > 0)
    return named


def open_transfers(loaded: list[Loaded], invited: Loaded, day: date) -> None:
    """Leave the visitor's LGO one transfer each way: one LGO asks for one of its people, another has released one."""
    settled = [one for at, one in enumerate(loaded) if one is not invited and at % 10 in (3, 4, 5, 6, 7)]
    if len(settled) < _BOTH_WAYS:
        return
    asking, releasing = settled[0], settled[1]
    starts, order = day + timedelta(days=_TRANSFER_DAYS), Citation("21", buddhist_year(day), day)
    service.ask(
        by=asking.hand(Role.OFFICER, asking.officer, day),
        organisation=asking.lgo,
        sender=invited.lgo,
        national_id=invited.director.national_id,
        order=order,
        effective_on=starts,
    )
    move = MovementDraft(
        "TRANSFER_OUT",
        starts,
        order,
        person_id=releasing.id_of(releasing.director),
        other_organisation_id=invited.lgo.pk,
        scan=papers.order("transfer", f"21/{buddhist_year(day)}", day),
    )
    officer = releasing.hand(Role.OFFICER, releasing.officer, day)
    line = service.key_movement(by=officer, organisation=releasing.lgo, movement=move, pair=frozenset())
    registrar = releasing.hand(Role.REGISTRAR, releasing.palad, day)
    service.verify(by=registrar, line_id=line.entry_id, version=line.version, pair=frozenset())


def propose_swap(loaded: list[Loaded], ready: Loaded, day: date) -> None:
    """Let another LGO propose that its director and that of the LGO with full records change places; the pair there
    is to answer."""
    named = [one for at, one in enumerate(loaded) if one is not ready and at % 10 in (3, 4, 5, 6, 7)]
    if len(named) <= _BOTH_WAYS:
        return
    other = named[_BOTH_WAYS]  # those before have a transfer open
    service.propose_swap(
        by=other.hand(Role.OFFICER, other.officer, day),
        organisation=other.lgo,
        person_id=other.id_of(other.director),
        other=ready.lgo,
        national_id=ready.director.national_id,
        order=Citation("22", buddhist_year(day), day),
        effective_on=day + timedelta(days=_TRANSFER_DAYS),
    )


def _register(one: Loaded, day: date, began: date, *, acting: bool, scanned: bool) -> tuple[Issued, ...]:
    account = accounts.bootstrap_of(one.lgo.pk)
    duty = Duty(Role.LGO_BOOTSTRAP, one.lgo.path, one.lgo.pk)
    by = Actor(
        day=day, account_id=account.pk if account else None, name="ข้อมูลสาธิต", duties=(duty,), via="password"
    )
    pair = _registrar(one, began, acting, scanned), _officer(one, began)
    draft = FormDraft(0, *pair, reason=_BEGAN_BEFORE)
    return rights.save_form(by=by, organisation=one.lgo, draft=draft).issued


def _registrar(one: Loaded, day: date, acting: bool, scanned: bool) -> Chosen:
    if not acting:
        return Chosen(Capacity.PALAD, day, person_id=one.id_of(one.palad))
    number = f"1/{buddhist_year(day)}"
    return Chosen(
        Capacity.ACTING,
        day,
        last_day=day + timedelta(days=_ACTING_DAYS),
        person_id=one.id_of(one.someone_else),
        order_number=number,
        order_signed_on=day,
        scan=papers.order("acting", number, day) if scanned else None,
    )


def _officer(one: Loaded, day: date) -> Chosen:
    if one.hr_officer is not None:
        return Chosen(Capacity.HR_OFFICER, day, person_id=one.id_of(one.hr_officer))
    order = f"2/{buddhist_year(day)}"
    person = one.id_of(one.clerk)
    return Chosen(Capacity.ASSIGNED, day, person_id=person, order_number=order, order_signed_on=day)


def _palad_moves(one: Loaded, province: Actor, *, scanned: bool) -> None:
    """The officer keys the move of the ปลัด; his own line is verified by the province. His right ends today."""
    day, officer, palad = province.day, one.id_of(one.officer), one.id_of(one.palad)
    by = one.hand(Role.OFFICER, one.officer, day)
    pair = frozenset({officer, palad})
    order = Citation(number="9", year=buddhist_year(day), signed_on=day)
    move = MovementDraft(
        "TRANSFER_OUT",
        day,
        order,
        person_id=palad,
        other_organisation_text="อบต. แห่งหนึ่ง (สาธิต)",
        scan=papers.order("transfer", f"9/{buddhist_year(day)}", day) if scanned else None,
    )
    line = service.key_movement(by=by, organisation=one.lgo, movement=move, pair=pair)
    service.verify(by=province, line_id=line.entry_id, version=line.version, pair=pair)
