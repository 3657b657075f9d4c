"""The reference tables say what domain.md 4 and 6.1 say, and each row says how sure it is."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.kernel.names import split_title
from lhr.standards import actions, queries
from lhr.standards.files import TABLES
from lhr.standards.models import MovementType, PositionLine, Prefix
from lhr.standards.rules import MovementClass, NeedsCitation, PostNumberNeed, RightsEffect
from tests.standards.conftest import DAY

RECLASSIFIED = date(2016, 1, 1)


def test_the_shipped_tables_are_loaded_once(tables: int, keeper: Actor) -> None:
    assert tables == 13 + 7 + 33 + 83 + 14 + 44 + 504 + 15 + 68 + 5 + 12 + 5
    assert actions.load(by=keeper) == 0
    assert Change.objects.filter(tag="standards:reference:loaded").count() == 1


def test_a_row_that_was_altered_is_brought_back_and_what_dla_added_stays(tables: int, keeper: Actor) -> None:
    with change(keeper, "standards:reference:loaded", MovementType(code="*")):
        MovementType.objects.filter(code="TRANSFER_OUT").update(rights_effect="NONE")
        PositionLine.objects.create(
            code4="3999", name="สายงานใหม่", type_id="ACADEMIC", starts=date(2020, 1, 1)
        )
    assert actions.load(by=keeper) == 1
    assert queries.movement_types()["TRANSFER_OUT"].rights_effect is RightsEffect.END
    assert "3999" in queries.position_lines(date(2020, 1, 1))
    assert "3999" not in queries.position_lines(DAY)


def test_loading_is_for_those_who_keep_the_reference_data(db: None) -> None:
    province = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.PROVINCE, "/48/"),))
    with pytest.raises(Denied):
        actions.load(by=province)


def test_every_row_says_how_sure_it_is_and_where_it_comes_from(tables: int) -> None:
    for model, _, _ in TABLES:
        rows = list(model._default_manager.values_list("status", "source"))
        assert rows
        assert all(status in "CPU" and source for status, source in rows)


def test_62_lines_are_certain_10_probable_and_11_unverified(tables: int) -> None:
    assert Counter(PositionLine.objects.values_list("status", flat=True)) == {"C": 62, "P": 10, "U": 11}
    lines = queries.position_lines(DAY)
    assert (lines["3102"].name, lines["3102"].type_code, lines["3102"].verified) == (
        "นักทรัพยากรบุคคล",
        "ACADEMIC",
        True,
    )
    assert not lines["2106"].verified


def test_one_code_of_a_line_means_one_thing_on_one_day(tables: int, keeper: Actor) -> None:
    with pytest.raises(IntegrityError), change(keeper, "standards:reference:loaded", MovementType(code="*")):
        PositionLine.objects.create(code4="3102", name="อื่น", type_id="ACADEMIC", starts=date(2020, 1, 1))


def test_there_are_13_levels_from_2559_and_10_numbered_ones_before(tables: int) -> None:
    others = ("EDUCATION", "EMPLOYEE")
    after = [one for one in queries.levels(RECLASSIFIED).values() if one.type_code not in others]
    assert len(after) == 13
    levels = queries.levels(RECLASSIFIED - timedelta(days=1)).values()
    before = [level for level in levels if level.type_code not in others]
    assert [level.name for level in before][:2] == ["ระดับ ๑", "ระดับ ๒"]
    assert len(before) == 10
    assert len(queries.levels()) == 23 + len(levels) - len(before)


def test_teachers_and_permanent_employees_have_levels_of_their_own(tables: int) -> None:
    levels = queries.levels()
    assert [one.name for one in levels.values() if one.type_code == "EDUCATION"][:2] == ["ครูผู้ช่วย", "คศ.๑"]
    assert [one.code for one in levels.values() if one.type_code == "EMPLOYEE"] == ["1000", "2000", "3000", "4000"]


@pytest.mark.parametrize(
    ("code", "kind", "rights"),
    [
        ("APPOINT", MovementClass.START, RightsEffect.NONE),
        ("MOVE", MovementClass.CHANGE, RightsEffect.CHECK),
        ("STEP_RISE", MovementClass.CHANGE, RightsEffect.NONE),
        ("SECONDED", MovementClass.OVERLAY, RightsEffect.CHECK),
        ("SUSPENDED", MovementClass.OVERLAY, RightsEffect.END),
        ("TRANSFER_OUT", MovementClass.END, RightsEffect.END),
        ("DEATH", MovementClass.END, RightsEffect.END),
        ("CANCEL_ORDER", MovementClass.CANCEL, RightsEffect.BY_TARGET),
    ],
)
def test_a_movement_says_what_it_does_to_service_and_to_rights(
    tables: int, code: str, kind: MovementClass, rights: RightsEffect
) -> None:
    movement = queries.movement_types()[code]
    assert (movement.movement_class, movement.rights_effect) == (kind, rights)


def test_every_end_of_service_ends_rights_and_only_retirement_and_death_cite_evidence(tables: int) -> None:
    types = queries.movement_types().values()
    assert {t.rights_effect for t in types if t.movement_class is MovementClass.END} == {RightsEffect.END}
    assert {t.code for t in types if t.needs_citation is NeedsCitation.EVIDENCE} == {"RETIRE", "DEATH"}
    assert {t.code for t in types if t.needs_citation is NeedsCitation.NONE} == {"OPENING"}


def test_contract_staff_have_no_post_number_and_permanent_employees_must_have_one(tables: int) -> None:
    kinds = queries.personnel_kinds()
    assert kinds["PERMANENT_EMPLOYEE"].post_number is PostNumberNeed.REQUIRED
    assert kinds["CONTRACT_GENERAL"].post_number is PostNumberNeed.FORBIDDEN
    assert kinds["TAO_OFFICIAL"].allowed_in("TAO")
    assert not kinds["TAO_OFFICIAL"].allowed_in("TAMBON_MUN")
    assert kinds["TEACHER"].allowed_in("TAO")


def test_four_titles_are_those_of_a_palad_one_for_each_sort_of_lgo(tables: int) -> None:
    palad = [t for t in queries.management_titles().values() if t.is_palad]
    assert [t.text for t in palad] == [
        "ปลัดองค์การบริหารส่วนจังหวัด",
        "ปลัดเทศบาล",
        "ปลัดองค์การบริหารส่วนตำบล",
        "ปลัดเมืองพัทยา",
    ]
    for kind in ("PAO", "CITY_MUN", "TOWN_MUN", "TAMBON_MUN", "TAO", "PATTAYA"):
        assert sum(t.allowed_in(kind) for t in palad) == 1


def test_ranks_and_professions_are_neutral_and_civil_titles_bind(tables: int) -> None:
    gender = {p.full: p.gender for p in queries.prefixes(selectable=False)}
    assert [gender[t] for t in ("นาย", "นาง", "นางสาว", "เด็กชาย")] == ["M", "F", "F", "M"]
    assert [gender[t] for t in ("ร้อยเอก", "พันตำรวจเอก", "ดอกเตอร์", "ศาสตราจารย์", "นายแพทย์")] == [None] * 5
    assert gender["แพทย์หญิง"] == "F"
    assert gender["นักโทษชายจ่าสิบเอก"] == "M"


def test_a_pick_list_offers_no_prisoners_clergy_royals_or_historic_nobles(tables: int) -> None:
    offered = {p.full for p in queries.prefixes()}
    assert {"นาย", "นาง", "นางสาว", "ร้อยตรี", "ดอกเตอร์", "หม่อมหลวง", "นายกองเอก"} <= offered
    assert not offered & {"นักโทษชาย", "พระครู", "สมเด็จพระ", "ขุน", "หลวง", "พระยา", "พันโทหลวง", "ร้อยตรีหม่อมเจ้า"}
    assert [p.full for p in queries.prefixes()][:3] == ["นาย", "นาง", "นางสาว"]


def test_a_short_form_that_stands_for_several_titles_gives_all_to_choose_from(tables: int) -> None:
    assert [p.full for p in queries.prefixes_written("ร.อ.")] == ["ร้อยเอก", "เรือเอก", "เรืออากาศเอก"]
    assert [p.full for p in queries.prefixes_written("ร้อยเอก")] == ["ร้อยเอก"]
    assert [p.full for p in queries.prefixes_written("ทัณตแพทย์หญิง")] == ["ทันตแพทย์หญิง"]
    assert queries.prefixes_written("ไม่มี") == []


def test_the_titles_to_split_take_the_longest_off_and_leave_family_names_whole(tables: int) -> None:
    titles = queries.titles_to_split()
    assert split_title("นางสาวสมใจ ดีงาม", titles).titles == ("นางสาว",)
    assert split_title("นางาม", titles).rest == "นางาม"
    assert "ขุน" not in titles


def test_a_table_is_one_question(tables: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(7):
        queries.personnel_kinds()
        queries.levels()
        queries.position_lines(DAY)
        queries.management_titles()
        queries.movement_types()
        queries.prefixes()
        queries.titles_to_split()


def test_a_reference_row_is_not_written_outside_an_open_change(tables: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Prefix.objects.filter(code="003").update(short="น.")


def test_inside_one_request_a_table_is_read_at_its_first_use_and_seen_anew_at_the_next(
    tables: int, keeper: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with queries.read_once():
        with django_assert_num_queries(2):
            assert queries.levels(DAY) == queries.levels(DAY)
            assert queries.movement_types() is queries.movement_types()
        with change(keeper, "standards:reference:loaded", MovementType(code="*")):
            MovementType.objects.filter(code="RESIGN").update(name="ลาออกจากราชการ")
    with queries.read_once():
        assert queries.movement_types()["RESIGN"].name == "ลาออกจากราชการ"
    with django_assert_num_queries(2):
        queries.movement_types()
        queries.movement_types()
