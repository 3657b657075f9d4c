"""RR-01 to RR-03 as the regulation writes them, and how the record ends a right (RR-04). No database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from lhr.access.roles import Role
from lhr.kernel.words import Words
from lhr.registry_rights import proofs, rules
from lhr.registry_rights.candidate import Candidate, as_tenure
from lhr.registry_rights.seats import Tenure, settle
from lhr.registry_rights.terms import Capacity
from lhr.service_record.rules_of_projection import EmploymentSpan, IncumbencySpan, OverlaySpan, ServicePicture
from tests.support.cast import day
from tests.support.rules import codes, rule

LGO, OTHER_LGO = uuid4(), uuid4()
SINCE, AUG_1, AUG_15 = day("๑ ต.ค. ๒๕๕๘"), day("๑ ส.ค. ๒๕๖๑"), day("๑๕ ส.ค. ๒๕๖๑")
SOMJAI = uuid4()


def named(*_: object) -> str:
    return "นางสาวสมใจ ดีงาม"


def says(code: str) -> Words:
    return Words(f"คำสั่ง{code}", code)


def candidate(capacity: Capacity, **more: Any) -> Candidate:
    role = Role.OFFICER if capacity in (Capacity.HR_OFFICER, Capacity.ASSIGNED) else Role.REGISTRAR
    made = Candidate(role, capacity, SOMJAI, AUG_1, None, "", None, LGO, "เทศบาลตำบลท่าอุเทน")
    return replace(made, **more)


ORDER = {"order_number": "449/2561", "order_signed_on": day("๓๑ ก.ค. ๒๕๖๑")}


def career(
    line: str = "1101", *, palad: bool = False, kind: str = "MUN_OFFICIAL", until: date | None = None
) -> ServicePicture:
    served = EmploymentSpan(LGO, kind, SINCE, until, "OPENING", "TRANSFER_OUT" if until else "")
    return ServicePicture((served,), (IncumbencySpan(LGO, uuid4(), line, palad, SINCE, until),))


def post(who: Candidate, picture: ServicePicture) -> list[str]:
    return codes(rules.check_post(who, picture, named))


def service(who: Candidate, picture: ServicePicture) -> list[str]:
    return codes(rules.check_serves(who, picture, named, says))


def test_RR02_the_palad_is_proved_by_his_post_and_needs_no_order() -> None:
    assert post(candidate(Capacity.PALAD), career(palad=True)) == []
    assert rules.check_capacity(candidate(Capacity.PALAD)) == []


@rule("RR-02", breaks=True)
@pytest.mark.parametrize("line", ["1101", "2102"])
def test_a_deputy_on_line_1101_or_a_head_of_finance_is_no_palad(line: str) -> None:
    found = rules.check_post(candidate(Capacity.PALAD), career(line, palad=False), named)
    assert codes(found) == ["RR-02.1"]
    assert found[0].says() == "นางสาวสมใจ ดีงามไม่ได้ดำรงตำแหน่งปลัดของเทศบาลตำบลท่าอุเทน ณ วันที่ ๑ สิงหาคม ๒๕๖๑"
    assert found[0].remedy().startswith("เลือกฐานะ “ผู้รักษาการ” หรือ “ผู้ได้รับมอบหมาย” พร้อมคำสั่ง")


def test_RR02_the_title_alone_is_not_enough_either_the_line_must_be_1101() -> None:
    assert post(candidate(Capacity.PALAD), career("2101", palad=True)) == ["RR-02.1"]


def test_RR02_an_hr_officer_is_proved_by_line_3102() -> None:
    assert post(candidate(Capacity.HR_OFFICER), career("3102")) == []
    assert post(candidate(Capacity.HR_OFFICER), career("4101")) == ["RR-02.1"]


def test_RR02_a_post_of_another_lgo_proves_nothing_here() -> None:
    elsewhere = ServicePicture((), (IncumbencySpan(OTHER_LGO, uuid4(), "1101", True, SINCE),))
    assert post(candidate(Capacity.PALAD), elsewhere) == ["RR-02.1"]


@rule("RR-02", breaks=True)
def test_an_acting_registrar_needs_order_start_and_last_day() -> None:
    found = rules.check_capacity(candidate(Capacity.ACTING))
    assert codes(found) == ["RR-02.2"]
    assert found[0].says() == "ฐานะ “ผู้รักษาการ” ยังขาดเลขที่คำสั่ง วันที่ลงนาม วันสิ้นสุด"
    assert found[0].field == "registrar-capacity"


def test_RR02_an_acting_registrar_with_order_and_days_passes() -> None:
    for capacity in (Capacity.ACTING, Capacity.DELEGATED):
        assert rules.check_capacity(candidate(capacity, last_day=AUG_15, **ORDER)) == []


def test_RR02_an_assigned_officer_needs_an_order_and_may_have_no_last_day() -> None:
    assert rules.check_capacity(candidate(Capacity.ASSIGNED, **ORDER)) == []
    assert codes(rules.check_capacity(candidate(Capacity.ASSIGNED))) == ["RR-02.2"]


def test_RR02_a_last_day_before_the_first_is_none() -> None:
    backwards = candidate(Capacity.ACTING, last_day=day("๓๑ ก.ค. ๒๕๖๑"), **ORDER)
    assert codes(rules.check_capacity(backwards)) == ["RR-02.2"]


def test_RR02_a_capacity_belongs_to_its_role_and_a_post_has_no_last_day() -> None:
    assert codes(rules.check_capacity(candidate(Capacity.PALAD, role=Role.OFFICER))) == ["RR-02.3"]
    assert codes(rules.check_capacity(candidate(Capacity.PALAD, last_day=AUG_15))) == ["RR-02.4"]


def test_RR02_at_a_cold_start_the_order_stands_in_for_the_record() -> None:
    assert codes(rules.check_capacity(candidate(Capacity.PALAD, unproven=True))) == ["RR-02.2"]
    assert rules.check_capacity(candidate(Capacity.PALAD, unproven=True, **ORDER)) == []


def test_RR03_who_serves_here_on_the_first_day_may_be_named() -> None:
    assert service(candidate(Capacity.ASSIGNED), career()) == []
    assert service(candidate(Capacity.ASSIGNED), career(kind="CONTRACT_GENERAL")) == []


@rule("RR-03", breaks=True)
def test_who_has_moved_away_by_the_first_day_cannot_be_named() -> None:
    found = rules.check_serves(candidate(Capacity.PALAD), career(palad=True, until=AUG_1), named, says)
    assert codes(found) == ["RR-03"]
    assert found[0].says() == "นางสาวสมใจ ดีงามไม่ได้สังกัดเทศบาลตำบลท่าอุเทน ณ วันที่ ๑ สิงหาคม ๒๕๖๑"
    assert found[0].field == "registrar-person"
    assert found[0].source() == "มท ๐๘๐๔.๓/ว ๒๕๖๔"


@rule("RR-03", breaks=True)
@pytest.mark.parametrize("kind", ["POLITICAL", "INDIVIDUAL_HIRE"])
def test_elected_office_and_hired_hands_hold_no_right(kind: str) -> None:
    assert service(candidate(Capacity.ASSIGNED), career(kind=kind)) == ["RR-03"]


def test_RR03_who_is_suspended_cannot_be_named() -> None:
    suspended = replace(career(), overlays=(OverlaySpan(LGO, "SUSPENDED", AUG_1, None, True),))
    assert service(candidate(Capacity.ASSIGNED), suspended) == ["RR-03.1"]


def sitting(capacity: Capacity, starts: date, seq: int = 1, **more: Any) -> Tenure:
    return as_tenure(candidate(capacity, person=uuid4(), starts=starts, **more), uuid4(), seq)


def one_seat(who: Candidate, *others: Tenure, today: date = AUG_1) -> list[str]:
    return codes(rules.check_one_seat(who, settle(others), today, named))


def test_RR01_a_successor_takes_the_place_of_the_one_before() -> None:
    assert one_seat(candidate(Capacity.PALAD), sitting(Capacity.PALAD, SINCE)) == []


@rule("RR-01", breaks=True)
def test_an_entry_that_would_undo_days_already_served_is_refused() -> None:
    early = candidate(Capacity.PALAD, starts=SINCE)
    assert one_seat(early, sitting(Capacity.PALAD, day("๑ ก.ค. ๒๕๖๑"))) == ["RR-01.1"]


def test_RR01_an_acting_order_inside_a_longer_one_would_leave_a_gap_that_nobody_chose() -> None:
    long = sitting(Capacity.ACTING, AUG_1, last_day=day("๓๑ ต.ค. ๒๕๖๑"))
    inside = candidate(Capacity.ACTING, starts=day("๕ ส.ค. ๒๕๖๑"), last_day=AUG_15)
    assert one_seat(inside, long, today=day("๔ ส.ค. ๒๕๖๑")) == ["RR-01.1"]
    assert one_seat(replace(inside, last_day=day("๓๑ ธ.ค. ๒๕๖๑")), long) == []


@rule("RR-01", breaks=True)
def test_one_person_holds_one_role() -> None:
    registrar = as_tenure(candidate(Capacity.PALAD), uuid4(), 1)
    found = rules.check_one_role(candidate(Capacity.ASSIGNED), settle([registrar]), named)
    assert codes(found) == ["RR-01.2"]
    assert found[0].says() == "นางสาวสมใจ ดีงามเป็นนายทะเบียนประวัติอยู่แล้ว"


def test_RR01_who_has_left_one_role_may_take_the_other() -> None:
    registrar = as_tenure(candidate(Capacity.ACTING, starts=SINCE, last_day=day("๓๑ ก.ค. ๒๕๖๑")), uuid4(), 1)
    assert rules.check_one_role(candidate(Capacity.ASSIGNED), settle([registrar]), named) == []


def held(capacity: Capacity, **more: Any) -> Tenure:
    return replace(as_tenure(candidate(capacity, starts=SINCE), uuid4(), 1), **more)


def test_RR04_the_transfer_ends_the_right_on_its_own_day() -> None:
    loss = proofs.end_of_right(held(Capacity.PALAD), career(palad=True, until=AUG_15))
    assert loss == proofs.Loss(AUG_15, "TRANSFER_OUT")


def test_RR04_losing_the_qualifying_post_ends_it_while_the_service_goes_on() -> None:
    picture = career(palad=True)
    moved = replace(picture, incumbencies=(replace(picture.incumbencies[0], until=AUG_15),))
    assert proofs.end_of_right(held(Capacity.PALAD), moved) == proofs.Loss(AUG_15, proofs.POST_LOST)
    assert proofs.end_of_right(held(Capacity.ASSIGNED), moved) is None


def test_RR04_a_suspension_ends_it_and_a_plain_overlay_does_not() -> None:
    def laid(code: str, ends: bool) -> ServicePicture:
        return replace(career("3102"), overlays=(OverlaySpan(LGO, code, AUG_1, AUG_15, ends),))

    assert proofs.end_of_right(held(Capacity.HR_OFFICER), laid("SUSPENDED", True)) == proofs.Loss(
        AUG_1, "SUSPENDED"
    )
    assert proofs.end_of_right(held(Capacity.HR_OFFICER), laid("SECONDED", False)) is None


def test_RR04_at_a_cold_start_a_silent_record_contradicts_nothing() -> None:
    unproven = held(Capacity.PALAD, unproven=True)
    assert proofs.end_of_right(unproven, ServicePicture()) is None
    elsewhere = ServicePicture((EmploymentSpan(OTHER_LGO, "MUN_OFFICIAL", AUG_1),))
    assert proofs.end_of_right(unproven, elsewhere) == proofs.Loss(AUG_1, proofs.POST_LOST)
    left = ServicePicture((EmploymentSpan(LGO, "MUN_OFFICIAL", SINCE, AUG_15, "OPENING", "RETIRE"),))
    assert proofs.end_of_right(unproven, left) == proofs.Loss(AUG_15, "RETIRE")


def test_RR04_the_record_proves_a_cold_start_once_and_decides_from_then_on() -> None:
    unproven = held(Capacity.PALAD, unproven=True)
    assert proofs.ever_proved(unproven, career(palad=True, until=AUG_1), AUG_15)
    assert not proofs.ever_proved(unproven, career(palad=False), AUG_15)
