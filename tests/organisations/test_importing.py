"""A list is compared with the register as of its day, and let in whole or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor, Duty, operator
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.organisations import actions, happenings, planning, queries
from lhr.organisations.models import Organisation, OrganisationCode, OrganisationEvent, OrganisationName
from lhr.organisations.planning import Plan, Step, When
from lhr.organisations.rules import Level
from tests.organisations.conftest import EVERYWHERE
from tests.support.rules import codes

THEN, LATER, TODAY = date(2017, 3, 1), date(2020, 9, 9), date(2020, 10, 1)
HEAD = "dla_code,type,name_th,province_code,district_code"
UNITS = (
    "dla_code_2560,dla_codes_merged,type,name_th,province_code,district_code,"
    "other_district_codes,established,type_2560"
)
FIRST = (
    "2480101,อบจ.,นครพนม,48,",
    "4480102,ทม.,นครพนม,48,4801",
    "5480201,ทต.,ปลาปาก,48,4802",
    "6480202,อบต.,ปลาปาก,48,4802",
    "6480203,อบต.,โคกสูง,48,4802",
    "6480204,อบต.,โคกสว่าง,48,4802",
)
SECOND = (
    "2480101,,อบจ.,นครพนม,48,,,,อบจ.",
    "4480102,,ทม.,นครพนม,48,4801,4802,,ทม.",
    "5480201,6480202,ทต.,ปลาปาก,48,4802,,,ทต.",
    "6480203,,ทม.,โคกสูงใหม่,48,4802,,,อบต.",
    "6480204,,อบต.,โคกสว่าง,48,4801,,,อบต.",
    ",,อบต.,มหาชัย,48,4802,,1997-02-13,",
)
EVENTS = (
    "district_code,source_geocode,name_th,source_entity_type,event,effective,status,old,new,merge_other_geocode",
    "4802,480203,โคกสูง,Tambon,statuschange,2019-05-01,Gazette,TAO,ThesabanMueang,",
    "4802,480203,โคกสูง,Tambon,statuschange,2018-05-01,Withdrawn,TAO,ThesabanMueang,",
    "4802,480203,โคกสูง,Tambon,rename,2019-06-01,Done,โคกสูง,โคกสูงใหม่,",
    "4802,480202,ปลาปาก,Tambon,abolished,2018-01-01,Gazette,,,4890",
    "4802,4890,ปลาปาก,ThesabanTambon,mergedwith,2018-01-01,Gazette,,,480202",
)


@pytest.fixture
def keeper(places: None) -> Actor:
    return operator(TODAY, "ผู้ดูแลรายชื่อ")


def planned(
    head: str, rows: tuple[str, ...], as_of: date, otherwise: date | None = None, events: bool = False
) -> Plan:
    past = happenings.read("\n".join(EVENTS).encode()) if events else happenings.Happenings()
    return planning.plan("\n".join([head, *rows]).encode(), as_of, When(past, otherwise))


@pytest.fixture
def loaded(keeper: Actor) -> None:
    actions.apply_list(by=keeper, plan=planned(HEAD, FIRST, THEN))


def _called(name: str) -> Organisation:
    return OrganisationName.objects.known().get(name=name).organisation


def labels(day: date) -> list[str]:
    return sorted(view.label for view in queries.lgos(within=EVERYWHERE, day=day))


def test_a_list_founds_its_lgos_and_the_offices_above_them(loaded: None) -> None:
    assert len(labels(THEN)) == 6
    above = {v.full_name: queries.above(v.id, THEN) for v in queries.lgos(within=EVERYWHERE, day=THEN)}
    over = {name: office.path for name, office in above.items() if office}
    assert over["องค์การบริหารส่วนจังหวัดนครพนม"] == over["เทศบาลเมืองนครพนม"] == "/48/"
    assert over["เทศบาลตำบลปลาปาก"] == over["องค์การบริหารส่วนตำบลโคกสูง"] == "/48/4802/"
    assert Organisation.objects.filter(level=Level.DISTRICT).count() == 2
    assert queries.centre().path == "/"
    for lgo in Organisation.objects.filter(level=Level.LGO):
        assert lgo.path.startswith(over[queries.view_of(lgo.pk, THEN).full_name])


def test_the_same_list_again_changes_nothing_and_opens_no_change(loaded: None, keeper: Actor) -> None:
    before = Change.objects.count()
    again = planned(HEAD, FIRST, THEN)
    assert (again.nothing_to_do, again.unchanged) == (True, 6)
    assert actions.apply_list(by=keeper, plan=again) == 0
    assert Change.objects.count() == before


def test_new_lgos_stand_in_the_book_as_one_act_with_the_file_that_named_them(keeper: Actor) -> None:
    actions.apply_list(by=keeper, plan=planned(HEAD, FIRST, THEN), reason="dla-codes sha256 abc")
    (one,) = Change.objects.filter(tag="organisations:list:imported")
    assert one.reason == "dla-codes sha256 abc"
    assert one.rows.filter(table="organisations_organisation").count() == 1 + 2 + 6  # offices and LGOs


def test_without_a_day_the_differences_are_told_and_not_made(loaded: None, keeper: Actor) -> None:
    plan = planned(UNITS, SECOND, LATER)
    assert [one.step for one in plan.differences] == [Step.AREAS]
    assert [code for told in plan.undated for code in codes(told.findings)] == ["OG-01.14"] * 4
    actions.apply_list(by=keeper, plan=plan)
    assert "องค์การบริหารส่วนตำบลโคกสูง อ.ปลาปาก จ.นครพนม" in labels(LATER)


def test_events_date_upgrades_renamings_and_mergers_and_a_day_given_dates_the_rest(
    loaded: None, keeper: Actor
) -> None:
    plan = planned(UNITS, SECOND, LATER, otherwise=date(2020, 1, 1), events=True)
    days = {(one.step, one.day) for one in plan.differences}
    assert days == {
        (Step.MERGE, date(2018, 1, 1)),
        (Step.UPGRADE, date(2019, 5, 1)),
        (Step.RENAME, date(2019, 6, 1)),
        (Step.MOVE, date(2020, 1, 1)),
        (Step.AREAS, LATER),
    }
    actions.apply_list(by=keeper, plan=plan)
    place = "อ.ปลาปาก จ.นครพนม"
    for day, called in (
        (date(2019, 4, 30), "องค์การบริหารส่วนตำบลโคกสูง"),
        (date(2019, 5, 1), "เทศบาลเมืองโคกสูง"),
        (date(2019, 6, 1), "เทศบาลเมืองโคกสูงใหม่"),
    ):
        assert f"{called} {place}" in labels(day)
    assert f"องค์การบริหารส่วนตำบลปลาปาก {place}" in labels(date(2017, 12, 31))
    assert f"องค์การบริหารส่วนตำบลปลาปาก {place}" not in labels(date(2018, 1, 1))
    assert "องค์การบริหารส่วนตำบลโคกสว่าง อ.เมืองนครพนม จ.นครพนม" in labels(LATER)
    assert len(labels(LATER)) == 6


def test_an_upgraded_lgo_reports_to_the_office_of_its_kind_and_its_old_code_ends(
    loaded: None, keeper: Actor
) -> None:
    actions.apply_list(by=keeper, plan=planned(UNITS, SECOND, LATER, date(2020, 1, 1), events=True))
    upgraded = OrganisationName.objects.known().get(name="โคกสูงใหม่").organisation
    assert upgraded.path == f"/48/{upgraded.pk.hex[:8]}/"
    assert queries.code_of(upgraded.pk, date(2019, 4, 30)) == "6480203"
    assert queries.code_of(upgraded.pk, LATER) == ""
    kinds = OrganisationEvent.objects.filter(organisation=upgraded).values_list("kind", "legal_reference")
    assert set(kinds) == {("UPGRADED", "ประกาศราชกิจจานุเบกษา"), ("RENAMED", "ตามแฟ้มเหตุการณ์ของ อปท.")}


def test_a_list_that_moves_an_lgo_to_a_district_without_an_office_founds_it(
    loaded: None, keeper: Actor
) -> None:
    moved = ("6480204,,อบต.,โคกสว่าง,48,4804,,,อบต.",)
    actions.apply_list(by=keeper, plan=planned(UNITS, moved, LATER, otherwise=date(2020, 1, 1)))
    over = queries.above(_called("โคกสว่าง").pk, LATER)
    assert over is not None
    assert over.path == "/48/4804/"


def test_both_lists_again_change_nothing(loaded: None, keeper: Actor) -> None:
    actions.apply_list(by=keeper, plan=planned(UNITS, SECOND, LATER, date(2020, 1, 1), events=True))
    before = Change.objects.count()
    for head, rows, day in ((UNITS, SECOND, LATER), (HEAD, FIRST, THEN)):
        again = planned(head, rows, day)
        assert again.nothing_to_do
        assert again.undated == []
        actions.apply_list(by=keeper, plan=again)
    assert Change.objects.count() == before


def test_an_lgo_that_a_later_list_leaves_out_is_told_and_left_standing(loaded: None, keeper: Actor) -> None:
    plan = planned(HEAD, FIRST[:-1], LATER)
    assert [one.full_name for one in plan.absent] == ["องค์การบริหารส่วนตำบลโคกสว่าง"]
    assert plan.nothing_to_do


def test_a_list_of_another_province_calls_nobody_absent(loaded: None, keeper: Actor) -> None:
    actions.load_places(by=keeper, province="49")
    assert planned(HEAD, ("2490101,อบจ.,มุกดาหาร,49,",), LATER).absent == []


def test_an_older_list_is_refused_row_by_row_where_the_register_knows_less(
    loaded: None, keeper: Actor
) -> None:
    """มหาชัย was founded in 1997 by the second list, but what it was called in 2017 nobody has said."""
    actions.apply_list(by=keeper, plan=planned(UNITS, SECOND, LATER, date(2020, 1, 1), events=True))
    actions.give_code(by=keeper, organisation=_called("มหาชัย"), code="6480205", starts=LATER)
    plan = planned(HEAD, ("6480205,อบต.,มหาชัย,48,4802",), THEN)
    assert [codes(told.findings) for told in plan.undated] == [["OG-01.15"]]
    assert plan.nothing_to_do


def test_a_code_known_later_is_given_as_of_the_lists_day(loaded: None, keeper: Actor) -> None:
    actions.apply_list(by=keeper, plan=planned(UNITS, SECOND, LATER, date(2020, 1, 1), events=True))
    next_list = ("4480203,ทม.,โคกสูงใหม่,48,4802", "6480205,อบต.,มหาชัย,48,4802")
    plan = planned(HEAD, next_list, TODAY)
    assert [one.step for one in plan.differences] == [Step.CODE, Step.CODE]
    actions.apply_list(by=keeper, plan=plan)
    rows = OrganisationCode.objects.as_of(TODAY).filter(code__in=["4480203", "6480205"])
    assert rows.count() == 2


def test_a_record_of_a_day_before_the_list_calls_the_lgo_by_what_is_known_first(loaded: None) -> None:
    lgo = OrganisationName.objects.known().get(name="โคกสูง").organisation_id
    assert queries.view_of(lgo, date(2007, 1, 1)).label == "องค์การบริหารส่วนตำบลโคกสูง อ.ปลาปาก จ.นครพนม"


def test_only_the_keeper_of_the_list_lets_it_in(keeper: Actor) -> None:
    province = Actor(day=TODAY, duties=(Duty(Role.PROVINCE, "/48/"),))
    with pytest.raises(Denied):
        actions.apply_list(by=province, plan=planned(HEAD, FIRST, THEN))


@pytest.mark.parametrize("at", range(8))
def test_an_error_at_any_statement_leaves_nothing_behind(
    keeper: Actor, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P4: the database is as before, and the retry works."""
    actions.apply_list(by=keeper, plan=planned(HEAD, FIRST, THEN))
    plan = planned(UNITS, SECOND, LATER, date(2020, 1, 1), events=True)
    before = (labels(LATER), Change.objects.count(), OrganisationName.objects.count())
    calls = iter(range(1000))
    real_all, real_one = ledger.record_all, ledger.record

    def breaks() -> None:
        if next(calls) == at:
            raise OSError("disk full")

    def record_all(*given: object, **named: object) -> object:
        breaks()
        return real_all(*given, **named)  # type: ignore[arg-type]

    def record(*given: object, **named: object) -> object:
        breaks()
        return real_one(*given, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "record_all", record_all)
        patched.setattr(ledger, "record", record)
        with pytest.raises(OSError, match="disk full"):
            actions.apply_list(by=keeper, plan=plan)
    assert (labels(LATER), Change.objects.count(), OrganisationName.objects.count()) == before
    actions.apply_list(by=keeper, plan=planned(UNITS, SECOND, LATER, date(2020, 1, 1), events=True))
    assert len(labels(LATER)) == 6


def test_comparing_asks_the_same_number_of_questions_for_one_row_and_for_six(loaded: None) -> None:
    with CaptureQueriesContext(connection) as few:
        planned(HEAD, FIRST[:1], THEN)
    with CaptureQueriesContext(connection) as many:
        planned(HEAD, FIRST, THEN)
    assert len(many) == len(few)
