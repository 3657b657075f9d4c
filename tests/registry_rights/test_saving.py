"""Saving SEM102: both blocks in one act, or none (scenarios 1, 4, 6, 7)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lhr.access.actor import Actor
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.identity import queries as identity
from lhr.identity.models import Account
from lhr.kernel.rules import RuleBroken
from lhr.registry_rights import actions, fates, queries, seats, wording
from lhr.registry_rights.drafts import FormDraft
from lhr.registry_rights.overtaken import FormOvertaken
from lhr.registry_rights.terms import Capacity, Ended
from tests.support.cast import (
    TODAY,
    Cast,
    Place,
    acting,
    acting_as,
    assigned,
    by_order,
    confirm,
    day,
    holder,
    hr,
    moves,
    palad,
    save,
)
from tests.support.rules import refused

SEP_1 = day("๑ ก.ย. ๒๕๖๑")


def test_the_first_account_names_both_in_one_act(bootstrap: Actor, town: Place) -> None:
    saved = save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"]))
    assert (saved.form.version, saved.awaiting) == (1, ())
    assert holder(town, Role.REGISTRAR, TODAY) == town["palad"]
    assert holder(town, Role.OFFICER, TODAY) == town["hr"]
    assert queries.pair_persons(town.lgo.pk, TODAY) == {town["palad"], town["hr"]}
    assert [c.tag for c in Change.objects.filter(tag__startswith="rights:")] == ["rights:form:saved"]


def test_each_person_named_gets_an_account_with_a_code_shown_once(bootstrap: Actor, town: Place) -> None:
    saved = save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"]))
    assert [i.role for i in saved.issued] == [Role.REGISTRAR, Role.OFFICER]
    for issued, who in zip(saved.issued, ("palad", "hr"), strict=True):
        account = identity.account_at(town[who], town.lgo.pk)
        assert account is not None
        assert (account.user_name, account.status) == (issued.user_name, "ENROLLING")
        assert issued.one_time
        assert town.numbers[who] not in issued.user_name
    again = save(bootstrap, town, officer=assigned(town["clerk"], SEP_1))
    assert [i.role for i in again.issued] == [Role.OFFICER]


def test_saving_the_same_again_makes_no_second_appointment(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]))
    again = save(bootstrap, town, registrar=palad(town["palad"], phone="042-581-000"))
    assert (again.form.version, again.issued) == (2, ())
    (row,) = queries.rows_of(town.lgo.pk)
    assert (row.version, row.phone) == (2, "042-581-000")
    assert again.form.registrar_entry == row.entry_id


def test_a_mistyped_order_is_mended_in_the_same_appointment(registrar: Actor, town: Place) -> None:
    save(registrar, town, officer=assigned(town["clerk"], order_number="449/2561"))
    save(registrar, town, officer=assigned(town["clerk"], order_number="494/2561"))
    (row,) = queries.rows_of(town.lgo.pk)
    assert (row.order_number, row.version, row.void) == ("494/2561", 2, False)
    assert holder(town, Role.OFFICER, TODAY) == town["clerk"]


def test_RR01_the_one_time_way_in_never_saves_sem102(officer: Actor, town: Place) -> None:
    by_pass = replace(officer, via="pass")
    with refused("RR-01.4"):
        save(by_pass, town, officer=hr(town["hr"]))


def test_a_block_left_out_stays_as_it_is(bootstrap: Actor, town: Place) -> None:
    first = save(bootstrap, town, registrar=palad(town["palad"]))
    second = save(bootstrap, town, officer=hr(town["hr"]))
    assert second.form.registrar_entry == first.form.registrar_entry
    assert holder(town, Role.REGISTRAR, TODAY) == town["palad"]


def test_RR02_a_deputy_named_as_palad_is_refused_and_passes_as_acting_with_an_order(
    bootstrap: Actor, town: Place
) -> None:
    with refused("RR-02.1", on="registrar-capacity"):
        save(bootstrap, town, registrar=palad(town["deputy"]))
    last = day("๓๑ ส.ค. ๒๕๖๑")
    assert save(bootstrap, town, registrar=acting(town["deputy"], TODAY, last)).awaiting == (Role.REGISTRAR,)


def test_RR03_a_person_of_another_lgo_cannot_be_named_and_is_not_called_by_name(
    bootstrap: Actor, town: Place, neighbour: Place
) -> None:
    with pytest.raises(RuleBroken) as broken:
        save(bootstrap, town, officer=hr(neighbour["hr"]))
    (finding,) = broken.value.findings
    assert (finding.code, finding.field) == ("RR-03", "officer-person")
    assert finding.says() == "บุคคลที่เลือกไม่ได้สังกัดเทศบาลตำบลท่าอุเทน ณ วันที่ ๑ สิงหาคม ๒๕๖๑"


def test_RR01_one_person_cannot_fill_both_blocks(bootstrap: Actor, town: Place) -> None:
    with refused("RR-01.2", on="officer-person"):
        save(bootstrap, town, registrar=palad(town["palad"]), officer=assigned(town["palad"]))
    assert queries.rows_of(town.lgo.pk) == []


@pytest.mark.parametrize(
    ("last", "field", "other"),
    [
        (Role.OFFICER, "officer-person", "นายทะเบียนประวัติ (ข้อ ๑ ของแบบฟอร์มนี้)"),
        (Role.REGISTRAR, "registrar-person", "เจ้าหน้าที่ทะเบียนประวัติ (ข้อ ๒ ของแบบฟอร์มนี้)"),
    ],
)
def test_RR01_one_person_in_both_blocks_is_told_once_where_he_was_chosen_last(
    bootstrap: Actor, town: Place, last: Role, field: str, other: str
) -> None:
    draft = FormDraft(0, palad(town["palad"]), assigned(town["palad"]), last=last)
    with pytest.raises(RuleBroken) as broken:
        actions.save_form(by=bootstrap, organisation=town.lgo, draft=draft)
    (finding,) = broken.value.findings
    assert (finding.code, finding.field) == ("RR-01.2", field)
    assert finding.says() == f"นายสมหวัง ทดสอบท่าอุเทนเป็น{other}อยู่แล้ว"


def test_RR01_who_holds_the_other_duty_on_file_is_told_on_the_block_that_names_him(
    bootstrap: Actor, town: Place
) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"]))
    with pytest.raises(RuleBroken) as broken:
        save(bootstrap, town, registrar=by_order(Capacity.DELEGATED, town["hr"], SEP_1, day("๓๐ ก.ย. ๒๕๖๑")))
    (finding,) = broken.value.findings
    assert finding.field == "registrar-person"
    assert finding.says() == "นายสมใจ ทดสอบท่าอุเทนเป็นเจ้าหน้าที่ทะเบียนประวัติอยู่แล้ว"


def test_RR01_one_person_may_fill_both_where_the_setting_says_so(
    bootstrap: Actor, town: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_SAME_PERSON_BOTH_ROLES", "yes")
    save(bootstrap, town, registrar=palad(town["palad"]), officer=assigned(town["palad"]))
    assert holder(town, Role.OFFICER, TODAY) == town["palad"]


def test_RR01_the_officer_may_become_registrar_when_another_officer_takes_over_the_same_day(
    bootstrap: Actor, town: Place
) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"]))
    delegated = by_order(Capacity.DELEGATED, town["hr"], SEP_1, day("๓๐ ก.ย. ๒๕๖๑"))
    with refused("RR-01.2"):
        save(bootstrap, town, registrar=delegated)
    save(bootstrap, town, registrar=delegated, officer=assigned(town["clerk"], SEP_1))
    assert holder(town, Role.OFFICER, SEP_1) == town["clerk"]


def test_one_failing_block_stops_both(bootstrap: Actor, town: Place) -> None:
    with refused("RR-02"):
        save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["clerk"]))
    assert queries.latest_form(town.lgo.pk) is None
    assert queries.rows_of(town.lgo.pk) == []


def test_two_officers_save_at_once_and_the_second_sees_what_differs(
    registrar: Actor, officer: Actor, town: Place
) -> None:
    draft = FormDraft(based_on=0, officer=hr(town["hr"]))
    actions.save_form(by=registrar, organisation=town.lgo, draft=draft)
    late = FormDraft(based_on=0, officer=assigned(town["clerk"], SEP_1))
    with pytest.raises(FormOvertaken) as overtaken:
        actions.save_form(by=officer, organisation=town.lgo, draft=late)
    (difference,) = overtaken.value.differences
    assert difference.theirs.th == "นายสมใจ ทดสอบท่าอุเทน (นักทรัพยากรบุคคล) ตั้งแต่ 1 สิงหาคม 2561"
    assert difference.yours.th == "นายสมบัติ ทดสอบท่าอุเทน (เจ้าหน้าที่ที่ได้รับมอบหมาย) ตั้งแต่ 1 กันยายน 2561"
    assert overtaken.value.says().startswith("registrar บันทึกแบบฟอร์มนี้ไปก่อนแล้ว")
    assert holder(town, Role.OFFICER, SEP_1) == town["hr"]


def test_a_replaced_officer_ends_at_the_start_of_the_new_one(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, officer=hr(town["hr"]))
    save(bootstrap, town, officer=assigned(town["clerk"], SEP_1))
    assert [holder(town, Role.OFFICER, d) for d in (day("๓๑ ส.ค. ๒๕๖๑"), SEP_1)] == [
        town["hr"],
        town["clerk"],
    ]


def test_those_concerned_and_the_office_above_are_told(bootstrap: Actor, town: Place, cast: Cast) -> None:
    save(bootstrap, town, officer=hr(town["hr"]))
    save(bootstrap, town, officer=assigned(town["clerk"], SEP_1))
    above = acting_as(Role.DISTRICT, cast.district)
    kinds = [n.kind for n in queries.notices_for(above)]
    assert sorted(kinds) == ["bootstrap-saved", "bootstrap-saved", "ended", "named", "named"]
    replaced = Actor(day=TODAY, person_id=town["hr"])
    assert [n.kind for n in queries.notices_for(replaced)] == ["ended", "named"]
    ended = queries.notices_for(replaced)[0]
    assert ended.th == (
        "สิทธิเจ้าหน้าที่ทะเบียนประวัติของนายสมใจ ทดสอบท่าอุเทนที่เทศบาลตำบลท่าอุเทน สิ้นสุดวันที่ ๑ กันยายน ๒๕๖๑ เพราะแต่งตั้งผู้อื่นแทน"
    )
    assert actions.mark_read(by=replaced, notice=ended)
    assert not actions.mark_read(by=above, notice=ended)
    assert [n.kind for n in queries.notices_for(replaced)] == ["named"]


def test_nobody_else_saves_the_form(
    town: Place, stranger: Actor, district: Actor, province: Actor, centre: Actor
) -> None:
    for by in (stranger, district, province, centre, replace(stranger, duties=())):
        with pytest.raises(Denied):
            save(by, town, officer=hr(town["hr"]))


def test_an_lgo_ends_a_right_by_hand_with_a_reason(registrar: Actor, town: Place) -> None:
    save(registrar, town, officer=hr(town["hr"]))
    (row,) = queries.rows_of(town.lgo.pk)
    with refused("RR-04.2", on="reason"):
        actions.end_appointment(by=registrar, appointment=row, reason=" ")
    with refused("RR-04.3", on="last_day"):
        actions.end_appointment(by=registrar, appointment=row, reason="ลา", last_day=day("๑๕ ก.ค. ๒๕๖๑"))
    actions.end_appointment(by=registrar, appointment=row, reason="ลาศึกษาต่อ", last_day=day("๓๑ ส.ค. ๒๕๖๑"))
    assert [holder(town, Role.OFFICER, d) for d in (day("๓๑ ส.ค. ๒๕๖๑"), SEP_1)] == [town["hr"], None]
    with pytest.raises(ledger.Overtaken):
        actions.end_appointment(by=registrar, appointment=row, reason="อีกครั้ง")


def test_what_has_not_begun_is_withdrawn_and_replaces_nobody(registrar: Actor, town: Place) -> None:
    save(registrar, town, officer=hr(town["hr"]))
    save(registrar, town, officer=assigned(town["clerk"], SEP_1))
    pending = queries.rows_of(town.lgo.pk)[-1]
    actions.end_appointment(by=registrar, appointment=pending, reason="เปลี่ยนใจ")
    assert holder(town, Role.OFFICER, SEP_1) == town["hr"]


def test_the_database_itself_lets_no_two_hold_one_right_on_one_day(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, officer=hr(town["hr"]))
    (row,) = queries.rows_of(town.lgo.pk)
    second = {**row.content(), "person_id": town["clerk"], "starts": SEP_1}
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        change(bootstrap, "rights:form:saved", town.lgo) as this,
    ):
        ledger.record(this, type(row), **second)


def ended(by: Actor, town: Place, who: str, **more: Any) -> seats.Tenure:
    """End the latest appointment of the person by hand, and return what is left of it."""
    row = [r for r in queries.rows_of(town.lgo.pk) if r.person_id == town[who]][-1]
    actions.end_appointment(by=by, appointment=row, **{"reason": "ทดสอบ", **more})
    return next(t for t in queries.appointments_of(town.lgo.pk) if t.entry == row.entry_id)


def test_who_awaits_the_province_is_withdrawn_whole_whatever_his_first_day(
    registrar: Actor, town: Place
) -> None:
    """His first day has passed while the province waited: of a right that never was, no day is left."""
    save(registrar, town, registrar=acting(town["deputy"], day("๑๕ ก.ค. ๒๕๖๑"), day("๓๑ ส.ค. ๒๕๖๑")))
    gone = ended(registrar, town, "deputy", last_day=day("๑๕ ส.ค. ๒๕๖๑"))
    assert (gone.void, gone.until, gone.ended) == (True, None, Ended.BY_HAND)
    assert fates.fate_of(gone, TODAY) is fates.Fate.WITHDRAWN
    told = queries.notices_for(Actor(day=TODAY, person_id=town["deputy"])).filter(kind="ended")
    (notice,) = told
    assert notice.th.startswith("การลงทะเบียนนายสมศรี ทดสอบท่าอุเทนเป็นนายทะเบียนประวัติของเทศบาลตำบลท่าอุเทน")
    assert notice.th.endswith("ตั้งแต่ ๑๕ กรกฎาคม ๒๕๖๑ ไม่มีผล หน่วยงานถอนรายการก่อนจังหวัดยืนยัน: ทดสอบ")


def test_who_is_covered_ends_while_the_acting_registrar_goes_on(
    bootstrap: Actor, province: Actor, town: Place
) -> None:
    last = day("๑๕ ส.ค. ๒๕๖๑")
    save(bootstrap, town, registrar=palad(town["palad"], day("๑ ม.ค. ๒๕๖๑")))
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, last))
    confirm(province, town)
    ended(bootstrap, town, "palad", last_day=last)
    assert [holder(town, Role.REGISTRAR, d) for d in (last, day("๑๖ ส.ค. ๒๕๖๑"))] == [town["deputy"], None]


def test_a_right_that_ends_on_its_first_day_held_not_one_day(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, officer=hr(town["hr"]))
    gone = ended(bootstrap, town, "hr")
    assert fates.fate_of(gone, TODAY) is fates.Fate.NOT_ONE_DAY
    assert wording.why_ended(gone, TODAY).th == "สิทธิมีผลไม่ถึงหนึ่งวัน: หน่วยงานให้สิ้นสุด: ทดสอบ"


def test_RR04_what_a_movement_has_suspended_is_over_already_and_is_not_ended_again(
    bootstrap: Actor, town: Place
) -> None:
    save(bootstrap, town, officer=hr(town["hr"], day("๑ ม.ค. ๒๕๖๑")))
    moves(town, town["hr"], "RESIGN", TODAY)
    with refused("RR-04.3"):
        ended(bootstrap, town, "hr")


def test_RR04_an_end_ahead_may_be_brought_forward_and_not_put_off(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, officer=hr(town["hr"], day("๑ ม.ค. ๒๕๖๑")))
    ended(bootstrap, town, "hr", last_day=day("๓๑ ส.ค. ๒๕๖๑"))
    ended(bootstrap, town, "hr", last_day=day("๑๕ ส.ค. ๒๕๖๑"))
    assert holder(town, Role.OFFICER, day("๑๖ ส.ค. ๒๕๖๑")) is None
    with refused("RR-04.3", on="last_day"):
        ended(bootstrap, town, "hr", last_day=day("๓๑ ส.ค. ๒๕๖๑"))


def test_the_key_ends_with_the_right_and_the_session_is_refused(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, officer=hr(town["hr"], day("๑ ม.ค. ๒๕๖๑")))
    account = Account.objects.select_related("organisation").get(person=town["hr"])
    account.status = "ACTIVE"
    assert queries.actor_for(account, TODAY).holds(Role.OFFICER)
    ended(bootstrap, town, "hr")
    assert not queries.actor_for(account, TODAY).holds(Role.OFFICER)
    over = queries.right_ended_of(account, TODAY)
    assert over is not None
    assert over.finding.says().endswith("สิ้นสุดเมื่อ ๑ สิงหาคม ๒๕๖๑ เพราะหน่วยงานให้สิ้นสุด: ทดสอบ")


def test_nobody_above_and_no_one_time_way_in_ends_a_right(
    bootstrap: Actor, province: Actor, stranger: Actor, officer: Actor, town: Place
) -> None:
    save(bootstrap, town, officer=hr(town["hr"]))
    for by in (province, stranger):
        with pytest.raises(Denied):
            ended(by, town, "hr")
    with refused("RR-01.4"):
        ended(replace(officer, via="pass"), town, "hr")
