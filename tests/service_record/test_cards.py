"""Lines of every section: keyed, verified by another hand, sent back, corrected; what was verified never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Denied, Reach
from lhr.access.roles import Role
from lhr.audit import queries as audit
from lhr.audit.models import Change
from lhr.history.ledger import Overtaken
from lhr.kernel import clock
from lhr.kernel.national_id import make_synthetic
from lhr.people import queries as people
from lhr.service_record import actions, card_view, rules
from lhr.service_record import queries as service
from lhr.service_record.card_view import CardLineView
from lhr.service_record.drafts import CardDraft, Citation, Correction, OpeningLine
from lhr.service_record.models import CardLine
from lhr.service_record.sections import SECTIONS
from tests.service_record.conftest import DAY, Place, done, move
from tests.support.cards import FULL, ORDER, double_time_period, photograph
from tests.support.rules import refused, rule

pytestmark = pytest.mark.django_db
NOBODY: frozenset[UUID] = frozenset()
EVERYWHERE = Reach(frozenset({"/"}))


@pytest.fixture(autouse=True)
def period(db: None) -> None:
    double_time_period()


def draft(place: Place, section: str, who: str = "finance", **more: Any) -> CardDraft:
    """The line that uses every column of its section, with `typed` over it."""
    typed = {**FULL[section], **more.pop("typed", {})}
    made = CardDraft(section=section, person_id=place.people[who], typed=typed, citation=ORDER, reason="ตามบัตรเดิม")
    if section == "PHOTO":
        made = replace(made, scan=photograph())
    return replace(made, **more)


def key(place: Place, by: Actor, section: str, pair: frozenset[UUID] = NOBODY, **more: Any) -> CardLine:
    return actions.key_card_line(
        by=by, organisation=place.organisation, line=draft(place, section, **more), pair=pair
    )


def verified(by: Actor, line: CardLine, pair: frozenset[UUID] = NOBODY) -> CardLine:
    return actions.verify_card_lines(by=by, lines=[(line.entry_id, line.version)], pair=pair)[0]


def shown(place: Place, who: str = "finance", **asked: Any) -> list[CardLineView]:
    return card_view.lines_of(place.people[who], DAY, **asked)


def as_shown(line: CardLineView) -> Mapping[str, str]:
    return {column.name: said.th for column, said in line.cells}


def test_the_samples_use_every_column_of_every_section() -> None:
    assert {code: set(typed) for code, typed in FULL.items()} == {
        code: {column.name for column in section.columns} for code, section in SECTIONS.items()
    }
    assert [code for code, typed in FULL.items() if not all(typed.values())] == []


@pytest.mark.parametrize("section", [code for code in SECTIONS if code != "BIRTH"])
def test_a_line_is_keyed_verified_corrected_and_read_as_of(
    section: str, town: Place, officer: Actor, registrar: Actor
) -> None:
    line = key(town, officer, section)
    (waiting,) = shown(town)
    assert (waiting.status, waiting.version, waiting.evidence) == ("SUBMITTED", 1, (True, section == "PHOTO", False))
    assert "–" not in as_shown(waiting).values()
    before = audit.last_change_at(clock.now())
    verified(registrar, line)
    (stands,) = shown(town)
    assert (stands.status, stands.stands) == ("VERIFIED", True)
    known = audit.last_change_at(clock.now())
    # The registry mistyped: the line of before is struck and stays, with the reason.
    other = replace(ORDER, text="อื่น")
    again = key(town, officer, section, corrects=line.entry_id, why="พิมพ์ผิด", citation=other)
    verified(registrar, again)
    struck, right = sorted(shown(town), key=lambda one: one.seq)
    assert (struck.status, struck.strike_reason, struck.struck_by) == ("STRUCK", "พิมพ์ผิด", right.id)
    assert (right.status, right.corrects, right.stands) == ("VERIFIED", struck.id, True)
    assert as_shown(struck) == as_shown(right)
    # As known on each day, the register says what it said then.
    (then,) = shown(town, known_at=known)
    assert (then.status, then.id) == ("VERIFIED", line.entry_id)
    (earlier,) = shown(town, known_at=before)
    assert earlier.status == "SUBMITTED"
    assert shown(town, as_of=stands.starts.replace(year=stands.starts.year - 1)) == []


def test_a_list_of_lines_costs_the_same_however_long(
    town: Place, officer: Actor, django_assert_num_queries: Any
) -> None:
    key(town, officer, "SKILL")
    with CaptureQueriesContext(connection) as one:
        assert len(shown(town)) == 1
    for year in range(2550, 2561):
        key(town, officer, "SKILL", typed={"skill": f"ทักษะ {year}"})
    with django_assert_num_queries(len(one)):
        assert len(shown(town)) == 12


# --- whose hand ------------------------------------------------------------------------------------------------


@rule("SR-02")
def test_SR02_another_hand_verifies_a_line_of_a_section(town: Place, officer: Actor, registrar: Actor) -> None:
    line = key(town, officer, "SKILL")
    assert verified(registrar, line).verified_by == registrar.account_id
    assert Change.objects.filter(tag="service:card:verified").count() == 1


@rule("SR-02", breaks=True)
def test_SR02_nobody_verifies_what_he_keyed(town: Place, officer: Actor, registrar: Actor) -> None:
    pair = frozenset({town.people["hr"]})
    line = key(town, registrar, "SKILL", pair=pair, who="hr")
    with refused("SR-02"):
        verified(registrar, line, pair)
    with pytest.raises(Denied):
        verified(officer, line, pair)


@rule("SR-03", breaks=True)
def test_SR03_nobody_keys_the_own_record_and_only_the_keeper_writes(
    town: Place, neighbour: Place, officer: Actor, pair: frozenset[UUID]
) -> None:
    with refused("SR-03.2"):
        key(town, officer, "SKILL", who="hr", pair=pair)
    with pytest.raises(people.Person.DoesNotExist):
        key(town, officer, "SKILL", person_id=neighbour.people["finance"])


@rule("SR-03")
def test_SR03_the_own_lines_of_the_pair_go_to_the_province(
    town: Place, officer: Actor, registrar: Actor, province: Actor, pair: frozenset[UUID]
) -> None:
    line = key(town, officer, "SKILL", who="palad", pair=pair)
    with refused("SR-02"):
        verified(registrar, line, pair)
    assert verified(province, line, pair).status == "VERIFIED"
    other = key(town, officer, "SKILL", pair=pair)
    with refused("SR-03"):
        verified(province, other, pair)


def test_a_batch_is_verified_as_a_whole_or_not_at_all(town: Place, officer: Actor, registrar: Actor) -> None:
    first, second = key(town, officer, "SKILL"), key(town, officer, "EDUCATION")
    with pytest.raises(Overtaken):
        actions.verify_card_lines(by=registrar, lines=[(first.entry_id, 1), (second.entry_id, 9)], pair=NOBODY)
    assert {line.status for line in shown(town)} == {"SUBMITTED"}
    actions.verify_card_lines(by=registrar, lines=[(first.entry_id, 1), (second.entry_id, 1)], pair=NOBODY)
    assert {line.status for line in shown(town)} == {"VERIFIED"}


# --- before verification -----------------------------------------------------------------------------------------


def test_a_returned_line_is_mended_and_keeps_its_versions(town: Place, officer: Actor, registrar: Actor) -> None:
    line = key(town, officer, "SKILL")
    actions.send_card_line_back(by=registrar, line_id=line.entry_id, version=1, reason="ไม่ตรงใบรับรอง", pair=NOBODY)
    (back,) = shown(town)
    assert (back.status, back.return_reason) == ("RETURNED", "ไม่ตรงใบรับรอง")
    key(town, officer, "SKILL", typed={"skill": "ภาษาเวียดนาม"}, mends=(line.entry_id, 2))
    (mended,) = shown(town)
    assert (mended.id, mended.version, mended.status, mended.return_reason) == (line.entry_id, 3, "SUBMITTED", "")
    told = card_view.history(line.entry_id)
    assert [one.tag for one in told] == ["service:card:keyed", "service:card:returned", "service:card:keyed"]
    assert [(old.th, new.th) for _, old, new in told[-1].differences] == [("ภาษาลาว", "ภาษาเวียดนาม")]


def test_a_waiting_line_is_taken_back_and_stays_in_the_history(town: Place, officer: Actor) -> None:
    line = key(town, officer, "SKILL")
    actions.withdraw_card_line(by=officer, line_id=line.entry_id, version=1)
    assert shown(town) == []
    assert card_view.history(line.entry_id)[-1].tag == "service:card:withdrawn"
    other = key(town, officer, "SKILL")
    for seen in (card_view.line, card_view.line_of_record):
        assert seen(other.entry_id, within=Reach(frozenset({"/48/"})), day=DAY).id == other.entry_id
        with pytest.raises(CardLine.DoesNotExist):
            seen(other.entry_id, within=Reach(frozenset({"/49/"})), day=DAY)


def test_who_saw_an_older_version_does_not_write_over_the_newer(town: Place, officer: Actor) -> None:
    line = key(town, officer, "SKILL")
    key(town, officer, "SKILL", typed={"skill": "ก"}, mends=(line.entry_id, 1))
    with pytest.raises(Overtaken):
        key(town, officer, "SKILL", typed={"skill": "ข"}, mends=(line.entry_id, 1))


# --- SR-01, CD-05: what is verified does not change ---------------------------------------------------------------


@rule("SR-01", breaks=True)
def test_SR01_a_verified_line_is_neither_mended_nor_withdrawn(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    line = verified(registrar, key(town, officer, "SKILL"))
    with refused("SR-01"):
        key(town, officer, "SKILL", mends=(line.entry_id, line.version))
    with refused("SR-01"):
        actions.withdraw_card_line(by=officer, line_id=line.entry_id, version=line.version)


def test_neither_the_orm_nor_sql_changes_a_verified_line(town: Place, officer: Actor, registrar: Actor) -> None:
    line = verified(registrar, key(town, officer, "SKILL"))
    for change in ({"values": {"skill": "อื่น"}}, {"status": "STRUCK"}, {"starts": date(2000, 1, 1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            CardLine.objects.filter(pk=line.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        CardLine.objects.filter(pk=line.pk).delete()
    assert CardLine.objects.get(pk=line.pk).values["skill"] == "ภาษาลาว"


@rule("CD-05")
def test_CD05_a_whole_line_is_struck_with_its_reason(town: Place, officer: Actor, registrar: Actor) -> None:
    line = verified(registrar, key(town, officer, "SKILL"))
    strike = key(town, officer, "SKILL", corrects=line.entry_id, correction=Correction.STRIKE, why="เป็นของผู้อื่น")
    verified(registrar, strike)
    struck, striking = sorted(shown(town), key=lambda one: one.seq)
    assert (struck.status, struck.strike_reason, striking.stands) == ("STRUCK", "เป็นของผู้อื่น", False)


def test_what_was_struck_is_keyed_anew_and_a_correction_keeps_to_its_section(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    line = verified(registrar, key(town, officer, "DOMICILE"))
    with pytest.raises(Overtaken):
        key(town, officer, "SKILL", corrects=line.entry_id, why="ผิดหัวข้อ")
    why = {"corrects": line.entry_id, "correction": Correction.STRIKE, "why": "เป็นของผู้อื่น"}
    striking = verified(registrar, key(town, officer, "DOMICILE", **why))
    for correction in Correction:
        with pytest.raises(Overtaken):
            key(town, officer, "DOMICILE", corrects=striking.entry_id, correction=correction, why="ก")
    again = verified(registrar, key(town, officer, "DOMICILE", typed={"domicile": "จังหวัดเลย"}))
    assert [one.id for one in shown(town) if one.stands] == [again.entry_id]


@rule("CD-05", breaks=True)
def test_CD05_a_correction_says_why_changes_something_and_is_the_only_one(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    line = verified(registrar, key(town, officer, "SKILL"))
    with refused("CD-05", on="why"):
        key(town, officer, "SKILL", corrects=line.entry_id, typed={"skill": "ก"})
    with refused("CD-05.1"):
        key(town, officer, "SKILL", corrects=line.entry_id, why="พิมพ์ผิด")
    key(town, officer, "SKILL", corrects=line.entry_id, why="พิมพ์ผิด", typed={"skill": "ก"})
    with refused("CD-05.2"):
        key(town, officer, "SKILL", corrects=line.entry_id, why="พิมพ์ผิด", typed={"skill": "ข"})


def test_an_order_that_was_wrong_stays_beside_the_one_that_amends_it(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    first = verified(registrar, key(town, officer, "NO_PAY"))
    new = key(
        town, officer, "NO_PAY", corrects=first.entry_id, correction=Correction.LEGAL, why="คำสั่งแก้ไขคำสั่ง",
        typed={"ended_on": "15 ก.ค. 2559"}, citation=Citation("44", 2561, date(2018, 7, 30)),
    )  # fmt: skip
    verified(registrar, new)
    amended, amending = sorted(shown(town), key=lambda one: one.seq)
    assert (amended.status, amended.amended, amended.stands) == ("VERIFIED", True, False)
    assert (amending.correction, amending.stands) == ("LEGAL", True)


# --- what follows from a line --------------------------------------------------------------------------------------


def test_a_change_of_name_follows_the_verified_lines(town: Place, officer: Actor, registrar: Actor) -> None:
    who = town.people["finance"]
    was = people.name_on(who, DAY)
    line = key(town, officer, "NAME", typed={"changed_on": "5 มี.ค. 2560"})
    assert people.name_on(who, DAY) == was
    verified(registrar, line)
    assert people.name_on(who, DAY) == "นายสมบูรณ์ ทดสอบใหม่"
    assert people.name_on(who, date(2017, 3, 4)) == was
    strike = key(
        town, officer, "NAME", typed={"changed_on": "5 มี.ค. 2560"}, corrects=line.entry_id,
        correction=Correction.STRIKE, why="เป็นของผู้อื่น",
    )  # fmt: skip
    verified(registrar, strike)
    assert people.name_on(who, DAY) == was


@rule("PE-04")
def test_PE04_a_birth_date_changes_by_two_hands_and_retirement_follows(
    town: Place, officer: Actor, registrar: Actor, province: Actor
) -> None:
    who = town.people["finance"]
    born = people.get(who).birth_date
    line = key(town, officer, "BIRTH", typed={"birth_date": "2 ต.ค. 2515"})
    endorsed = verified(registrar, line)
    assert (endorsed.status, people.get(who).birth_date) == ("SUBMITTED", born)
    (waits,) = card_view.to_verify(EVERYWHERE, DAY, among=())
    assert waits.id == line.entry_id
    approved = verified(province, endorsed)
    assert (approved.status, people.get(who).birth_date) == ("VERIFIED", date(1972, 10, 2))
    assert rules.exit_date(people.get(who).birth_date) == date(2033, 10, 1)


@rule("PE-04", breaks=True)
def test_PE04_the_province_waits_for_the_registrar_and_nobody_signs_twice(
    town: Place, officer: Actor, registrar: Actor, province: Actor
) -> None:
    line = key(town, officer, "BIRTH")
    with refused("PE-04.2"):
        verified(province, line)
    endorsed = verified(registrar, line)
    twice = replace(province, person_id=registrar.person_id, account_id=uuid4())
    with refused("PE-04.3"):
        verified(twice, endorsed)
    with refused("PE-04.1"):
        key(town, officer, "BIRTH", typed={"birth_date": "3 ก.พ. 2513"}, who="deputy")


@rule("PE-09", breaks=True)
def test_PE09_a_photograph_is_a_picture(town: Place, officer: Actor) -> None:
    with refused("PE-09", on="scan"):
        key(town, officer, "PHOTO", scan=None)
    with refused("PE-09.2"):
        key(town, officer, "PHOTO", scan=replace(photograph(), media_type="application/pdf"))
    with refused("PE-09.1"):
        key(town, officer, "PHOTO", typed={"year": "2540"})


def test_a_career_that_began_before_the_register_counts_from_item_8(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    early = {"starts_on": "1 ก.ค. 2555", "ended_on": "31 ก.ค. 2555"}
    with refused("SR-20"):
        key(town, officer, "NO_PAY", typed=early)
    with refused("PE-09.1"):
        key(town, officer, "PHOTO", typed={"year": "2552"})
    began = key(town, officer, "BEGINNING")  # 4 ม.ค. 2551; while it waits it counts at keying
    leave, photo = key(town, officer, "NO_PAY", typed=early), key(town, officer, "PHOTO", typed={"year": "2552"})
    with refused("SR-20"):
        verified(registrar, leave)
    verified(registrar, began)
    assert {verified(registrar, leave).status, verified(registrar, photo).status} == {"VERIFIED"}
    found = service.service_time(town.people["finance"], date(2018, 1, 4))
    assert (found.service.years, found.service.months, found.service.days, found.no_pay) == (10, 0, 0, 31)


def test_a_photograph_is_its_own_line_and_no_scan_of_the_order_that_others_cite_too(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    key(town, officer, "SKILL", scan=replace(photograph(), media_type="application/pdf"))
    photo = key(town, officer, "PHOTO", who="deputy")
    (skill,), (face,) = shown(town), shown(town, "deputy")
    assert [scan.media_type for scan in skill.scans] == ["application/pdf"]
    assert [scan.media_type for scan in face.scans] == ["image/jpeg"]
    with refused("PE-09.2"):
        pdf = replace(photograph(), media_type="application/pdf")
        actions.attach_card_scan(by=officer, line_id=photo.entry_id, scan=pdf, pair=NOBODY)
    verified(registrar, photo)
    with refused("SR-01"):
        actions.attach_card_scan(by=officer, line_id=photo.entry_id, scan=photograph(), pair=NOBODY)
    assert len(shown(town, "deputy")[0].scans) == 1


@rule("CD-02")
@pytest.mark.parametrize(
    "typed", ["ในเมือง เมืองนครพนม นครพนม", "ตำบลในเมือง อำเภอเมืองนครพนม จังหวัดนครพนม", "ต.ในเมือง อ.เมืองนครพนม จ.นครพนม"]
)
def test_CD02_an_address_keeps_its_text_and_the_code_of_its_subdistrict(
    typed: str, town: Place, officer: Actor
) -> None:
    line = key(town, officer, "ADDRESS", typed={"subdistrict": typed})
    assert (line.values["subdistrict"], line.values["subdistrict_code"]) == (typed, "480101")


@rule("CD-02", breaks=True)
@pytest.mark.parametrize(("typed", "code"), [("ในเมืองเก่า เมืองนครพนม นครพนม", "CD-02.4"), ("โพนทอง", "CD-02.5")])
def test_CD02_a_place_that_is_none_or_several_is_kept_with_a_reason(
    typed: str, code: str, town: Place, officer: Actor
) -> None:
    plain = draft(town, "ADDRESS", typed={"subdistrict": typed, "since": ""}, reason="")
    with refused(code, on="subdistrict"):
        actions.key_card_line(by=officer, organisation=town.organisation, line=plain, pair=NOBODY)
    line = key(town, officer, "ADDRESS", typed={"subdistrict": typed}, reason="ต้นฉบับเขียนเช่นนี้")
    assert line.values["subdistrict"] == typed
    assert "subdistrict_code" not in line.values


@rule("CD-06", breaks=True)
def test_CD06_no_free_text_of_a_line_holds_a_whole_id_number(
    town: Place, officer: Actor, registrar: Actor, keeper: Actor
) -> None:
    said = f"ตามบัตร {make_synthetic(77)}"
    with refused("CD-06", on="remark"):
        key(town, officer, "PARENT", remark=said)
    with refused("CD-06", on="reason"):
        done(town, officer, registrar, move(town.people["finance"], "RESIGN", DAY, reason=said))
    line = OpeningLine("SKILL", town.people["finance"], FULL["SKILL"], remark=said)
    with refused("CD-06", on="remark"):
        actions.open_card_lines(by=keeper, organisation=town.organisation, lines=[line])
    assert not CardLine.objects.exists()


@rule("OR-03", breaks=True)
def test_OR03_a_section_that_rests_on_a_document_cites_one(town: Place, officer: Actor) -> None:
    with refused("OR-03", on="citation"):
        key(town, officer, "DISCIPLINE", citation=Citation(text="หนังสือ"))
    with refused("OR-03"):
        key(town, officer, "LICENCE", citation=Citation())
    assert key(town, officer, "SKILL", citation=Citation()).status == "SUBMITTED"


@rule("OR-02", breaks=True)
def test_OR02_a_document_is_not_of_tomorrow(town: Place, officer: Actor) -> None:
    with refused("OR-02.1", on="citation_signed_on"):
        key(town, officer, "SKILL", citation=replace(ORDER, signed_on=date(2018, 12, 1)))


@rule("KE-03")
def test_KE03_a_partial_date_keeps_its_text_and_asks_for_a_reason(town: Place, officer: Actor) -> None:
    plain = draft(town, "ADDRESS", typed={"since": "มี.ค. 2531"}, reason="")
    with refused("KE-03", on="since"):
        actions.key_card_line(by=officer, organisation=town.organisation, line=plain, pair=NOBODY)
    line = key(town, officer, "ADDRESS", typed={"since": "มี.ค. 2531"}, reason="ตามบัตรเดิม")
    assert line.values["since"] == {"text": "มี.ค. 2531", "day": "1988-03-01", "precision": "month"}
    assert (line.starts, line.warn_reason) == (date(1988, 3, 1), "ตามบัตรเดิม")
    assert as_shown(shown(town)[0])["since"] == "มี.ค. 2531"


@rule("CD-03", breaks=True)
def test_CD03_what_may_stand_once_stands_once(town: Place, officer: Actor, registrar: Actor) -> None:
    verified(registrar, key(town, officer, "LEAVE"))
    with refused("CD-03", on="year"):
        key(town, officer, "LEAVE", typed={"days": "1"})
    with refused("CD-03"):
        verified(registrar, key(town, officer, "DOMICILE"))
        key(town, officer, "DOMICILE", typed={"domicile": "จังหวัดเลย"})


def test_only_the_office_that_may_key_does(town: Place) -> None:
    reader = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.CENTRE, "/"),))
    with pytest.raises(Denied):
        key(town, reader, "SKILL")
