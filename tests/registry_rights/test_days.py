"""OR-02 and RR-05 on SEM102: the day of signing, a first day in the past or far ahead, days without a holder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.audit.queries import changes_of
from lhr.kernel.periods import Period
from lhr.registry_rights import queries, rules_of_days, seats
from lhr.registry_rights.candidate import Candidate
from lhr.registry_rights.seats import Tenure, settle
from lhr.registry_rights.terms import Capacity, Cover
from tests.support.cast import TODAY, Place, acting, assigned, day, hr, moves, palad, save
from tests.support.rules import codes, refused, rule

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
AUG_5, AUG_6 = day("๕ ส.ค. ๒๕๖๑"), day("๖ ส.ค. ๒๕๖๑")


def officer(starts: date, signed: date | None = None) -> Candidate:
    return Candidate(
        Role.OFFICER, Capacity.ASSIGNED, uuid4(), starts, None, "1/2561", signed, uuid4(), "เทศบาลตำบลท่าอุเทน"
    )


def named(*_: object) -> str:
    return "นายสมใจ ดีงาม"


@rule("OR-02", breaks=True)
def test_an_order_signed_tomorrow_is_refused() -> None:
    (found,) = rules_of_days.check_order(officer(TOMORROW, TOMORROW), TODAY)
    assert (found.code, found.field, found.weight) == ("OR-02.1", "officer-order_signed_on", "block")


@rule("OR-02", breaks=True)
def test_a_first_day_before_the_signing_is_warned_of() -> None:
    (found,) = rules_of_days.check_order(officer(day("๑ ก.ค. ๒๕๖๑"), TODAY), TODAY)
    assert (found.code, found.field, found.weight) == ("OR-02", "officer-starts", "warn")
    assert found.says().endswith("(มีผลย้อนหลัง 31 วัน)")


def test_OR02_an_order_signed_by_the_first_day_passes() -> None:
    assert rules_of_days.check_order(officer(TODAY, TODAY), TODAY) == []
    assert rules_of_days.check_order(officer(TODAY), TODAY) == []


@rule("RR-05", breaks=True)
@pytest.mark.parametrize(
    ("starts", "code"), [(day("๑ ต.ค. ๒๕๖๐"), "RR-05"), (day("๑ มิ.ย. ๒๕๙๐"), "RR-05.1")]
)
def test_a_right_nine_months_back_or_decades_ahead_needs_a_reason(starts: date, code: str) -> None:
    (found,) = rules_of_days.check_start(officer(starts), TODAY, 180)
    assert (found.code, found.weight, found.field) == (code, "warn", "officer-starts")
    assert "หรือระบุเหตุผล" in found.remedy()


@rule("RR-05")
def test_RR05_today_and_half_a_year_ahead_pass() -> None:
    for starts in (TODAY, TODAY + timedelta(days=180)):
        assert rules_of_days.check_start(officer(starts), TODAY, 180) == []


def tenure(starts: date, until: date | None, person: object = None) -> Tenure:
    made = Tenure(
        uuid4(), uuid4(), Role.OFFICER, person or uuid4(), Capacity.ASSIGNED, Cover.SUBSTANTIVE, starts  # type: ignore[arg-type]
    )
    return replace(made, took_effect=1, granted_until=until)


@rule("RR-05", breaks=True)
def test_the_empty_days_are_named() -> None:
    (old,) = settle([tenure(day("๑ ม.ค. ๒๕๖๑"), AUG_5)])
    gap = seats.gap_before([old], tenure(AUG_6, None), TODAY)
    assert gap == Period(AUG_5, AUG_6)
    (found,) = rules_of_days.check_gap(officer(AUG_6), gap, old, named)
    assert (found.code, found.weight) == ("RR-05.2", "warn")
    assert found.says() == (
        "วันที่ ๕ สิงหาคม ๒๕๖๑ (1 วัน) จะไม่มีเจ้าหน้าที่ทะเบียนประวัติ เพราะสิทธิของนายสมใจ ดีงามสิ้นสุด "
        "๕ สิงหาคม ๒๕๖๑ ก่อนวันเริ่มของผู้ใหม่"
    )
    longer = rules_of_days.check_gap(officer(AUG_6), Period(AUG_5, day("๘ ส.ค. ๒๕๖๑")), old, named)
    assert longer[0].says().startswith("ตั้งแต่ ๕ สิงหาคม ๒๕๖๑ ถึง ๗ สิงหาคม ๒๕๖๑ (3 วัน)")


@rule("RR-05")
def test_RR05_a_successor_on_the_very_day_leaves_no_gap() -> None:
    (old,) = settle([tenure(day("๑ ม.ค. ๒๕๖๑"), AUG_5)])
    assert seats.gap_before([old], tenure(AUG_5, None), TODAY) is None
    assert seats.gap_before([old], tenure(TODAY, None), TODAY) is None
    assert seats.gap_before([], tenure(AUG_6, None), TODAY) is None


def test_the_day_from_which_nobody_holds_the_role() -> None:
    old, new = settle([tenure(day("๑ ม.ค. ๒๕๖๑"), AUG_6), tenure(AUG_5, day("๑๐ ส.ค. ๒๕๖๑"))])
    assert seats.empty_from([old], Role.OFFICER, TODAY) == AUG_5
    assert seats.empty_from([old, new], Role.OFFICER, TODAY) == day("๑๐ ส.ค. ๒๕๖๑")
    assert seats.empty_from([tenure(TODAY, None)], Role.OFFICER, TODAY) is None


# --- saved ---------------------------------------------------------------------------------------------------------


def test_OR02_an_order_signed_tomorrow_is_not_saved_whatever_the_reason(bootstrap: Actor, town: Place) -> None:
    order = {"order_number": "12/2561", "order_signed_on": TOMORROW}
    with refused("OR-02.1", on="officer-order_signed_on"):
        save(bootstrap, town, officer=assigned(town["clerk"], TOMORROW, **order))
    assert queries.latest_form(town.lgo.pk) is None


def test_what_a_rule_warns_of_is_saved_with_a_reason_that_book_and_office_keep(
    bootstrap: Actor, town: Place, district: Actor
) -> None:
    back = palad(town["palad"], day("๑ ต.ค. ๒๕๖๐"))
    with refused("RR-05", on="registrar-starts"):
        save(bootstrap, town, registrar=back, reason="  ")
    form = save(bootstrap, town, registrar=back, reason="ดำรงตำแหน่งก่อนมีระบบ").form
    assert changes_of(form).get().reason == "ดำรงตำแหน่งก่อนมีระบบ"
    assert queries.reason_of(form) == "ดำรงตำแหน่งก่อนมีระบบ"
    (told,) = (n.th for n in queries.notices_for(district) if n.kind == "named")
    assert told.endswith("เหตุผลที่บันทึกทั้งที่มีข้อเตือน: ดำรงตำแหน่งก่อนมีระบบ")


def test_a_reason_where_nothing_is_warned_of_is_not_kept(bootstrap: Actor, town: Place) -> None:
    form = save(bootstrap, town, registrar=palad(town["palad"]), reason="ไม่มีข้อเตือน").form
    assert queries.reason_of(form) == ""


def test_both_findings_of_a_block_come_at_once(bootstrap: Actor, town: Place) -> None:
    order = {"order_number": "", "order_signed_on": TOMORROW}
    with refused("RR-02.2") as caught:
        save(bootstrap, town, officer=assigned(town["clerk"], day("๑ ต.ค. ๒๕๖๐"), **order))
    assert codes(caught.value.findings) == ["RR-02.2", "OR-02.1", "RR-05"]


def test_RR05_a_successor_a_day_too_late_needs_a_reason(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, officer=hr(town["hr"], TODAY))
    moves(town, town["hr"], "RESIGN", AUG_5)
    with refused("RR-05.2", on="officer-starts"):
        save(bootstrap, town, officer=assigned(town["clerk"], AUG_6), reason="")
    save(bootstrap, town, officer=assigned(town["clerk"], AUG_5), reason="")


def test_RR05_an_acting_registrar_a_day_after_the_palad_left_needs_one_too(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"], TODAY))
    moves(town, town["palad"], "RESIGN", AUG_5)
    late = acting(town["deputy"], AUG_6, day("๓๑ ส.ค. ๒๕๖๑"))
    with refused("RR-05.2", on="registrar-starts"):
        save(bootstrap, town, registrar=late, reason="")
