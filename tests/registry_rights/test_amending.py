"""A kept person whose details change is the same appointment: a new version with its audit row, never an end and a new
start of the same man."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.audit.queries import changes_of
from lhr.identity.models import Account
from lhr.kernel import clock
from lhr.registry_rights import queries
from lhr.registry_rights.amending import Part, on_file, parts
from lhr.registry_rights.drafts import Chosen
from lhr.registry_rights.models import Appointment, Notice
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import Capacity, Cover, cover_of
from tests.support.cast import (
    TODAY,
    Place,
    acting,
    acting_as,
    assigned,
    confirm,
    day,
    holder,
    hr,
    palad,
    save,
)
from tests.support.rules import refused

JAN_1, JULY_1, SEP_1 = day("๑ ม.ค. ๒๕๖๑"), day("๑ ก.ค. ๒๕๖๑"), day("๑ ก.ย. ๒๕๖๑")
SOMJAI = uuid4()


def held(capacity: Capacity = Capacity.ASSIGNED, starts: date = JAN_1, **more: object) -> Tenure:
    role = Role.REGISTRAR if cover_of(capacity) is Cover.COVER else Role.OFFICER
    made = Tenure(uuid4(), uuid4(), role, SOMJAI, capacity, cover_of(capacity), starts, took_effect=1)
    return replace(made, order_number="1/2561", order_signed_on=JAN_1, **more)  # type: ignore[arg-type]


def said(tenure: Tenure, **more: object) -> Chosen:
    last = tenure.granted_until - timedelta(days=1) if tenure.granted_until else None
    chosen = Chosen(tenure.capacity, tenure.starts, last, SOMJAI, order_number="1/2561", order_signed_on=JAN_1)
    return replace(chosen, amends=tenure.entry, **more)  # type: ignore[arg-type]


def met(tenure: Tenure, chosen: Chosen) -> bool:
    return on_file(tenure.role, chosen, [tenure], TODAY) is not None


def test_the_same_again_and_a_mended_order_are_the_same_appointment() -> None:
    tenure = held()
    assert met(tenure, said(tenure))
    assert parts(tenure, said(tenure, phone="042")) == frozenset()
    mended = said(tenure, order_number="2/2561", last_day=SEP_1)
    assert met(tenure, mended)
    assert parts(tenure, mended) == {Part.ORDER, Part.LAST_DAY}


@pytest.mark.parametrize(
    ("starts", "on", "same"),
    [(JAN_1, JULY_1, False), (JULY_1, JAN_1, True), (SEP_1, TODAY, True), (SEP_1, day("๒ ก.ย. ๒๕๖๑"), True)],
)
def test_a_first_day_that_has_passed_moves_back_and_not_on(starts: date, on: date, same: bool) -> None:
    tenure = held(starts=starts)
    assert met(tenure, said(tenure, starts=on)) is same


def test_another_person_capacity_or_one_that_is_over_is_another_appointment() -> None:
    tenure = held()
    assert not met(tenure, said(tenure, person_id=uuid4()))
    assert not met(tenure, said(tenure, capacity=Capacity.HR_OFFICER))
    assert not met(replace(tenure, until=TODAY), said(tenure))
    assert not met(replace(tenure, void=True), said(tenure))


def test_what_the_province_confirmed_is_not_changed_behind_its_back() -> None:
    tenure = held(Capacity.ACTING, granted_until=SEP_1)
    assert met(tenure, said(tenure, phone="042"))
    assert not met(tenure, said(tenure, last_day=SEP_1))
    assert not met(tenure, said(tenure, order_number="2/2561"))
    awaits = replace(tenure, took_effect=None)
    assert met(awaits, said(awaits, order_number="2/2561"))


# --- saved ---------------------------------------------------------------------------------------------------------

Entry = Callable[[], UUID]


def only_row(town: Place) -> Appointment:
    (row,) = queries.rows_of(town.lgo.pk)
    return row


def test_a_telephone_number_added_ends_nobodys_right(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"], JAN_1))
    entry = only_row(town).entry_id
    Notice.objects.all().delete()
    save(bootstrap, town, registrar=palad(town["palad"], JAN_1, phone="042 581 000", amends=entry))
    row = only_row(town)
    assert (row.entry_id, row.version, row.starts, row.phone, row.until) == (entry, 2, JAN_1, "042 581 000", None)
    assert not Notice.objects.filter(kind__in=("ended", "named", "mended")).exists()
    assert Account.objects.filter(person=town["palad"]).count() == 1


def test_a_mistyped_order_is_a_new_version_that_the_office_above_is_told_of(
    bootstrap: Actor, town: Place, district: Actor
) -> None:
    save(bootstrap, town, officer=assigned(town["clerk"], order_number="12/2561"))
    row = only_row(town)
    mended = assigned(town["clerk"], order_number="21/2561", amends=row.entry_id)
    form = save(bootstrap, town, officer=mended).form
    row = only_row(town)
    assert (row.order_number, row.version, row.took_effect is not None) == ("21/2561", 2, True)
    assert row.recorded == changes_of(form).get()
    assert form.officer_entry == row.entry_id
    (told,) = [n.th for n in queries.notices_for(district) if n.kind == "mended"]
    assert told == (
        "เทศบาลตำบลท่าอุเทนแก้รายละเอียดสิทธิเจ้าหน้าที่ทะเบียนประวัติ (เจ้าหน้าที่ที่ได้รับมอบหมาย) ของนายสมบัติ "
        "ทดสอบท่าอุเทน: มีผลตั้งแต่ ๑ สิงหาคม ๒๕๖๑ ตามคำสั่งที่ 21/2561"
    )


def test_the_old_first_day_is_restored_in_the_same_appointment(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"], TODAY))
    entry = only_row(town).entry_id
    save(bootstrap, town, registrar=palad(town["palad"], JAN_1, amends=entry))
    row = only_row(town)
    assert (row.entry_id, row.starts, row.void) == (entry, JAN_1, False)
    assert holder(town, Role.REGISTRAR, JULY_1) == town["palad"]


def test_a_successors_first_day_can_be_set_earlier_and_the_one_before_gives_way(
    bootstrap: Actor, town: Place
) -> None:
    save(bootstrap, town, officer=hr(town["hr"], JAN_1))
    save(bootstrap, town, officer=assigned(town["clerk"], SEP_1))
    entry = next(r.entry_id for r in queries.rows_of(town.lgo.pk) if r.person_id == town["clerk"])
    save(bootstrap, town, officer=assigned(town["clerk"], day("๒๐ ส.ค. ๒๕๖๑"), amends=entry))
    assert [(r.starts, r.until) for r in queries.rows_of(town.lgo.pk)] == [
        (JAN_1, day("๒๐ ส.ค. ๒๕๖๑")),
        (day("๒๐ ส.ค. ๒๕๖๑"), None),
    ]
    save(bootstrap, town, officer=assigned(town["clerk"], day("๒๕ ส.ค. ๒๕๖๑"), amends=entry))
    assert [(r.starts, r.until) for r in queries.rows_of(town.lgo.pk)] == [
        (JAN_1, day("๒๕ ส.ค. ๒๕๖๑")),
        (day("๒๕ ส.ค. ๒๕๖๑"), None),
    ]


def test_a_later_first_day_of_the_same_person_is_no_replacement_by_himself(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, officer=assigned(town["clerk"], JAN_1))
    entry = only_row(town).entry_id
    Notice.objects.all().delete()
    save(bootstrap, town, officer=assigned(town["clerk"], TODAY, order_number="9/2561", amends=entry))
    assert [(r.starts, r.until) for r in queries.rows_of(town.lgo.pk)] == [(JAN_1, TODAY), (TODAY, None)]
    assert not Notice.objects.filter(kind="ended").exists()


def test_a_confirmed_acting_registrar_with_another_last_day_waits_again_and_goes_on_meanwhile(
    bootstrap: Actor, province: Actor, town: Place
) -> None:
    until, longer = day("๑๕ ส.ค. ๒๕๖๑"), day("๓๑ ส.ค. ๒๕๖๑")
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, until))
    confirm(province, town)
    entry = only_row(town).entry_id
    again = acting(town["deputy"], TODAY, longer, order_number="500/2561", amends=entry)
    assert save(bootstrap, town, registrar=again).awaiting == (Role.REGISTRAR,)
    assert holder(town, Role.REGISTRAR, until) == town["deputy"]
    assert holder(town, Role.REGISTRAR, longer) is None
    confirm(province, town)
    assert holder(town, Role.REGISTRAR, longer) == town["deputy"]


def test_one_that_still_waits_is_mended_where_it_waits(bootstrap: Actor, town: Place) -> None:
    until = day("๑๕ ส.ค. ๒๕๖๑")
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, until))
    entry = only_row(town).entry_id
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, until, order_number="7/2561", amends=entry))
    row = only_row(town)
    assert (row.order_number, row.version, row.took_effect) == ("7/2561", 2, None)


@pytest.mark.rule("RR-05", breaks=True)
def test_RR05_mending_takes_no_day_away_on_which_the_right_was_used(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, officer=assigned(town["clerk"], JAN_1))
    entry = only_row(town).entry_id
    with refused("RR-05.3", on="officer-last_day"):
        save(bootstrap, town, officer=assigned(town["clerk"], JAN_1, JULY_1, amends=entry))


@pytest.mark.rule("RR-05")
def test_RR05_a_last_day_from_yesterday_on_may_be_mended(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, officer=assigned(town["clerk"], JAN_1))
    entry = only_row(town).entry_id
    yesterday = TODAY - timedelta(days=1)
    save(bootstrap, town, officer=assigned(town["clerk"], JAN_1, yesterday, amends=entry))
    assert only_row(town).until == TODAY


def test_an_appointment_of_another_lgo_is_never_mended(bootstrap: Actor, town: Place, neighbour: Place) -> None:
    theirs = acting_as(Role.LGO_BOOTSTRAP, neighbour.lgo)
    save(theirs, neighbour, officer=hr(neighbour["hr"], JAN_1))
    entry = only_row(neighbour).entry_id
    with clock.standing_at(clock.midnight(TODAY)):
        save(bootstrap, town, officer=hr(town["hr"], JAN_1, amends=entry))
    assert only_row(neighbour).version == 1
