"""What the card signs when SEM102 is saved: bound to every value, and no name or number in it (card-login.md 4.6)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lhr.access.actor import Actor
from lhr.registry_rights import queries
from lhr.registry_rights.drafts import Chosen, FormDraft
from lhr.registry_rights.terms import Capacity
from lhr.registry_rights.transaction import ending, transaction
from lhr_card import wire
from tests.support.cast import TODAY, Cast, Place, acting, day, hr, new_person, save

SEP_1 = day("๑ ก.ย. ๒๕๖๑")


def test_the_sentence_names_posts_and_days_and_no_person(town: Place) -> None:
    last = day("๑๕ ก.ย. ๒๕๖๑")
    draft = FormDraft(3, registrar=acting(town["deputy"], SEP_1, last), officer=hr(town["hr"], SEP_1))
    act = transaction(town.lgo, draft, TODAY)
    assert act["says"] == (
        "บันทึกสิทธิผู้ใช้งาน (SEM102) เทศบาลตำบลท่าอุเทน: "
        "แต่งตั้งนายทะเบียนประวัติ (ผู้รักษาการ รองปลัดเทศบาล ต้น) ตั้งแต่ ๑ ก.ย. ๒๕๖๑ ถึง ๑๕ ก.ย. ๒๕๖๑ ตามคำสั่งที่ ๔๔๙/๒๕๖๑; "
        "แต่งตั้งเจ้าหน้าที่ทะเบียนประวัติ (นักทรัพยากรบุคคล) ตั้งแต่ ๑ ก.ย. ๒๕๖๑"
    )
    said = wire.canonical(act).decode()
    assert not any(name in said for name in ("สมศรี", "สมใจ", town.numbers["hr"], town.numbers["deputy"]))


def test_the_same_draft_has_the_same_bytes_and_another_has_others(town: Place) -> None:
    chosen = hr(town["hr"], SEP_1)
    draft = FormDraft(0, officer=chosen)

    def written(of: FormDraft) -> bytes:
        return wire.canonical(transaction(town.lgo, of, TODAY))

    assert written(draft) == written(draft)
    others = [
        replace(chosen, starts=TODAY),
        replace(chosen, phone="1"),
        replace(chosen, capacity=Capacity.ASSIGNED),
    ]
    others += [replace(chosen, person_id=town["clerk"]), replace(chosen, order_number="9")]
    changed = {written(FormDraft(0, officer=c)) for c in others}
    assert len(changed | {written(draft), written(FormDraft(1, officer=chosen))}) == len(others) + 2


def test_a_new_person_stands_in_it_as_a_digest(cast: Cast, bootstrap: Actor, town: Place) -> None:
    number = cast.number()
    new = new_person(bootstrap, number, "")

    def written(of: Chosen) -> str:
        return wire.canonical(transaction(town.lgo, FormDraft(0, officer=of), TODAY)).decode()

    one = Chosen(Capacity.ASSIGNED, TODAY, new_person=new)
    assert number not in written(one)
    assert new.first not in written(one)
    others = [replace(new, last="อื่น"), replace(new, gender="F" if new.gender == "M" else "M")]
    assert len({written(one), *(written(replace(one, new_person=other)) for other in others)}) == 3


def test_a_block_names_one_person_and_not_two(town: Place, bootstrap: Actor) -> None:
    with pytest.raises(ValueError, match="either"):
        Chosen(Capacity.ASSIGNED, TODAY)


def test_the_end_of_a_right_is_confirmed_by_post_and_day_and_names_nobody(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, officer=hr(town["hr"], day("๑ ม.ค. ๒๕๖๑")))
    (tenure,) = queries.appointments_of(town.lgo.pk)
    act = ending(tenure, 1, day("๓๑ ส.ค. ๒๕๖๑"), "ลาศึกษาต่อ", TODAY)
    assert act["says"] == (
        "ให้สิทธิเจ้าหน้าที่ทะเบียนประวัติ (นักทรัพยากรบุคคล) เทศบาลตำบลท่าอุเทน สิ้นสุดตั้งแต่ ๑ ก.ย. ๒๕๖๑"
    )
    said = wire.canonical(act).decode()
    assert "สมใจ" not in said
    assert "ลาศึกษาต่อ" not in said
    other = ending(tenure, 1, day("๓๑ ส.ค. ๒๕๖๑"), "เหตุอื่น", TODAY)
    assert wire.canonical(other) != wire.canonical(act)


def test_what_never_began_is_confirmed_as_taken_back(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, officer=hr(town["hr"], day("๑ ก.ย. ๒๕๖๑")))
    (tenure,) = queries.appointments_of(town.lgo.pk)
    act = ending(tenure, 1, None, "เปลี่ยนใจ", TODAY)
    assert str(act["says"]).startswith("ยกเลิกการลงทะเบียนเจ้าหน้าที่ทะเบียนประวัติ (นักทรัพยากรบุคคล)")
    assert str(act["says"]).endswith("ตั้งแต่ ๑ ก.ย. ๒๕๖๑ ก่อนมีผล")
