"""Transfer cases: asked for or proposed, released, received, done on the day; taken back; nothing told to guessing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Denied, Reach
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.audit.queries import readings_of
from lhr.history.ledger import Overtaken
from lhr.kernel.national_id import make_synthetic
from lhr.organisations.models import Organisation
from lhr.organisations.rules import Kind
from lhr.people.models import Person
from lhr.registry_rights.models import Notice
from lhr.service_record import actions, cases, queries, reading
from lhr.service_record.actions import Asked
from lhr.service_record.drafts import Citation
from lhr.service_record.models import ServiceLine, TransferCase
from lhr.service_record.rules_of_transfers import AskOutcome, CaseStatus, NextStep, Side
from tests.service_record.conftest import DAY, Place, done, hand, move, order, settled
from tests.support.rules import codes, refused, rule

pytestmark = pytest.mark.django_db
SOON = DAY + timedelta(days=14)
NOBODY: frozenset[UUID] = frozenset()
EVERYWHERE = Reach(frozenset({"/"}))
FINANCE_HERE, FINANCE_NEXT_DOOR, UNKNOWN = make_synthetic(1003), make_synthetic(2003), make_synthetic(7777)


@pytest.fixture
def third(neighbour: Place, keeper: Actor) -> Place:
    return settled(keeper, Kind.TAMBON_MUN, "เวินพระบาท", "MUN", 3)


def asks(by: Actor, place: Place, sender: Place, number: str = FINANCE_NEXT_DOOR, **more: Any) -> Asked:
    """`place` asks for the finance officer of the neighbour, by its order."""
    given = {"order": order("55"), "effective_on": SOON, "national_id": number, **more}
    return actions.ask(by=by, organisation=place.organisation, sender=sender.organisation, **given)


def officer_of(place: Place, day: date = DAY) -> Actor:
    return hand(place, Role.OFFICER, "hr", day)


def registrar_of(place: Place, day: date = DAY) -> Actor:
    return hand(place, Role.REGISTRAR, "palad", day)


def the_case(day: date = DAY) -> cases.CaseView:
    row = TransferCase.objects.latest("opened_at")
    return cases.case(row.pk, within=EVERYWHERE, day=day)


def releases(sender: Place, receiver: Place, *, sign: bool = True, starts: date = SOON) -> ServiceLine:
    draft = move(sender.people["finance"], "TRANSFER_OUT", starts, other_organisation_id=receiver.id)
    if sign:
        return done(sender, officer_of(sender), registrar_of(sender), draft)
    return actions.key_movement(
        by=officer_of(sender), organisation=sender.organisation, movement=draft, pair=NOBODY
    )


def receives(receiver: Place, sender: Place, *, sign: bool = True, day: date = DAY) -> ServiceLine:
    more: dict[str, object] = {
        "kind_code": receiver.kind_code,
        "post_id": receiver.posts["vacant"].id,
        "other_organisation_id": sender.id,
        "citation": order("55"),
    }
    draft = move(sender.people["finance"], "TRANSFER_IN", SOON, **more)
    if sign:
        return done(receiver, officer_of(receiver, day), registrar_of(receiver, day), draft)
    return actions.key_movement(
        by=officer_of(receiver, day), organisation=receiver.organisation, movement=draft, pair=NOBODY
    )


def closes(by: Actor, side: Side, reason: str = "ตำแหน่งถูกยุบแล้ว", version: int | None = None) -> None:
    case = the_case()
    seen = case.version if version is None else version
    actions.close_case(by=by, case_id=case.id, version=seen, side=side, reason=reason)


# --- asking ---


def test_who_names_the_keeper_and_cites_the_order_gets_a_case(
    town: Place, neighbour: Place, officer: Actor
) -> None:
    asked = asks(officer, town, neighbour)
    case = the_case()
    assert (asked.outcome, asked.findings, asked.case_id) == (AskOutcome.HELD_ELSEWHERE, (), case.id)
    assert (case.status, case.next_step, case.turn) == (
        CaseStatus.REQUESTED,
        NextStep.PREPARE_RELEASE,
        Side.SENDER,
    )
    assert (case.sender.id, case.receiver.id, case.effective_on) == (neighbour.id, town.id, SOON)
    assert (case.order.number, case.order.year) == ("55", 2561)
    assert case.name_for(town.id) == "นายส××× ท×××"
    assert case.name_for(None) == case.name_for(town.id)
    assert case.name_for(neighbour.id) == "นายสมปอง ทดสอบโนนตาล"


def test_the_sender_and_the_person_are_told_and_the_person_sees_the_asking(
    town: Place, neighbour: Place, officer: Actor
) -> None:
    asks(officer, town, neighbour)
    person = neighbour.people["finance"]
    told = Notice.objects.filter(kind="transfer")
    assert {(n.office_id, n.person_id) for n in told} == {(neighbour.id, None), (None, person)}
    assert {n.subject for n in told} == {the_case().id}
    assert all("ขอรับโอนนายสมปอง" in n.th for n in told)
    (seen,) = [of.reading for of in readings_of(person)]
    assert (seen.view, seen.purpose, seen.outcome) == ("transfer.ask", "ขอรับโอน", "HELD_ELSEWHERE")


def shape(sql: str) -> str:
    """A statement without its values; a savepoint without its running name."""
    return sql.split(" VALUES ", maxsplit=1)[0].split(" WHERE ", maxsplit=1)[0].split(' "s1', maxsplit=1)[0]


def test_CASE_NOT_OPENED_is_one_shape_and_one_work_for_whoever_the_number_is(
    town: Place, neighbour: Place, third: Place, officer: Actor
) -> None:
    """Unknown, held by another LGO than the one named, held here, and one on the way between two others."""
    asks(officer_of(third), third, neighbour)  # a case of others is open on the neighbour's finance officer

    def heard(sender: Place, number: str) -> tuple[Any, ...]:
        with CaptureQueriesContext(connection) as seen:
            asked = asks(replace(officer, account_id=uuid4()), town, sender, number)
        said = [(f.code, f.says().replace("โนนตาล", "-"), f.remedy()) for f in asked.findings]
        return asked.outcome, asked.case_id, said, [shape(q["sql"]) for q in seen.captured_queries]

    unknown = heard(neighbour, UNKNOWN)
    assert unknown[:2] == (AskOutcome.CASE_NOT_OPENED, None)
    assert [code for code, _, _ in unknown[2]] == ["SR-05.1"]
    elsewhere = make_synthetic(3003)
    assert heard(neighbour, elsewhere) == unknown
    assert heard(neighbour, FINANCE_HERE) == unknown
    on_the_way = heard(third, FINANCE_NEXT_DOOR)
    assert (on_the_way[:2], on_the_way[3]) == (unknown[:2], unknown[3])
    assert TransferCase.objects.count() == 1


@rule("SR-05", breaks=True)
def test_SR05_of_two_receivers_the_second_is_told_that_another_transfer_is_open(
    town: Place, neighbour: Place, third: Place, officer: Actor
) -> None:
    asks(officer_of(third), third, neighbour)
    asked = asks(officer, town, neighbour)
    assert (asked.outcome, codes(asked.findings)) == (AskOutcome.IN_ANOTHER_CASE, ["SR-05.2"])
    assert "เวินพระบาท" not in asked.findings[0].says() + asked.findings[0].remedy()
    assert TransferCase.objects.count() == 1


def test_asked_twice_is_asked_once(town: Place, neighbour: Place, officer: Actor) -> None:
    first, second = asks(officer, town, neighbour), asks(officer, town, neighbour)
    assert first == second


@rule("SR-05", breaks=True)
def test_SR05_what_is_wrong_whoever_the_number_is_stops_before_it_is_looked_up(
    town: Place, neighbour: Place, officer: Actor
) -> None:
    with refused("SR-05.6", on="sender"):
        asks(officer, town, town)
    with refused("OR-03"):
        asks(officer, town, neighbour, order=Citation(number="55"))
    assert asks(officer, town, neighbour, "1990100001239").outcome is AskOutcome.INVALID
    assert not TransferCase.objects.exists()


@rule("PE-10", breaks=True)
def test_PE10_guessing_the_sender_counts_with_the_search_stops_and_rings_once(
    town: Place, neighbour: Place, third: Place, officer: Actor
) -> None:
    guesses = [asks(officer, town, sender, FINANCE_HERE).outcome for sender in [neighbour, third] * 6]
    assert guesses == [AskOutcome.CASE_NOT_OPENED] * 10 + [AskOutcome.STOPPED] * 2
    assert Notice.objects.filter(kind="search-stopped").count() == 1
    stopped = asks(officer, town, neighbour)
    assert (stopped.outcome, codes(stopped.findings)) == (AskOutcome.STOPPED, ["PE-10"])


def test_only_the_own_lgo_asks(
    town: Place, neighbour: Place, province: Actor, officer: Actor, registrar: Actor
) -> None:
    first_account = Actor(
        day=DAY, account_id=uuid4(), duties=(Duty(Role.LGO_BOOTSTRAP, town.organisation.path, town.id),)
    )
    district = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.DISTRICT, "/48/4803/"),))
    for by in (province, district, officer_of(neighbour)):
        with pytest.raises(Denied):
            asks(by, town, neighbour)
    for by in (first_account, registrar, officer):
        assert asks(by, town, neighbour).outcome is AskOutcome.HELD_ELSEWHERE


# --- the course ---


@rule("SR-05")
def test_SR05_a_case_is_asked_for_released_received_and_done_on_its_day(
    town: Place, neighbour: Place, officer: Actor
) -> None:
    person = neighbour.people["finance"]
    asks(officer, town, neighbour)
    line = releases(neighbour, town, sign=False)
    assert (the_case().status, the_case().next_step) == (CaseStatus.REQUESTED, NextStep.SIGN_RELEASE)
    actions.verify(by=registrar_of(neighbour), line_id=line.entry_id, version=1, pair=NOBODY)
    assert (the_case().status, the_case().next_step) == (CaseStatus.RELEASED, NextStep.PREPARE_RECEIPT)
    assert the_case().name_for(town.id) == "นายสมปอง ทดสอบโนนตาล"
    receives(town, neighbour)
    assert (the_case().status, the_case().next_step) == (CaseStatus.ACCEPTED, NextStep.AWAIT_DAY)

    eve = SOON - timedelta(days=1)
    assert (the_case(eve).status, queries.custody(person, eve)) == (CaseStatus.ACCEPTED, neighbour.id)
    assert (the_case(SOON).status, queries.custody(person, SOON)) == (CaseStatus.DONE, town.id)
    codes_ = [(n.movement_code, n.starts) for n in ServiceLine.objects.known().filter(person=person).order_by("seq")]
    assert [code for code, _ in codes_] == ["OPENING", "TRANSFER_OUT", "TRANSFER_IN"]
    assert {day for code, day in codes_ if code != "OPENING"} == {SOON}
    said = [one.says.th for one in cases.history_of(the_case().id)]
    assert said == [
        "ขอรับโอน",
        "บันทึกคำสั่งให้โอน รอลงนาม",
        "ให้โอนแล้ว ลงนามโดยต้นสังกัด",
        "บันทึกคำสั่งรับโอน รอลงนาม",
        "รับโอนแล้ว ลงนามโดยปลายทาง",
    ]


def test_a_release_keyed_by_hand_opens_the_case_and_the_asking_joins_it(
    town: Place, neighbour: Place, officer: Actor
) -> None:
    releases(neighbour, town, sign=False)
    case = the_case()
    assert (case.status, case.begun_by, case.order.number) == (CaseStatus.REQUESTED, Side.SENDER, "")
    assert asks(officer, town, neighbour).case_id == case.id
    assert the_case().order.number == "55"
    assert {n.office_id for n in Notice.objects.filter(office__isnull=False)} == {town.id}


def test_the_person_is_keyed_by_the_case_only_where_the_case_leads(
    town: Place, neighbour: Place, third: Place
) -> None:
    releases(neighbour, town)
    person = neighbour.people["finance"]
    draft = move(person, "TRANSFER_IN", SOON, kind_code=third.kind_code, other_organisation_id=neighbour.id)
    with pytest.raises(Person.DoesNotExist):
        actions.key_movement(
            by=officer_of(third), organisation=third.organisation, movement=draft, pair=NOBODY
        )


@rule("SR-05", breaks=True)
def test_SR05_a_line_keyed_by_hand_contradicts_no_open_case(
    town: Place, neighbour: Place, third: Place, officer: Actor
) -> None:
    asks(officer, town, neighbour)
    with refused("SR-05.3"):
        releases(neighbour, third, sign=False)
    with refused("SR-05.3"):
        releases(neighbour, town, sign=False, starts=SOON + timedelta(days=1))
    releases(neighbour, town)
    wrong = move(
        neighbour.people["finance"],
        "TRANSFER_IN",
        SOON,
        kind_code=town.kind_code,
        post_id=town.posts["vacant"].id,
        other_organisation_id=third.id,
    )
    with refused("SR-05.3"):
        actions.key_movement(by=officer, organisation=town.organisation, movement=wrong, pair=NOBODY)


def test_a_proposal_to_the_wrong_lgo_is_mended_by_keying_it_anew(
    town: Place, neighbour: Place, third: Place
) -> None:
    line = releases(neighbour, third, sign=False)
    first = the_case()
    actions.withdraw_line(by=officer_of(neighbour), line_id=line.entry_id, version=1)
    assert the_case().next_step is NextStep.PREPARE_RELEASE
    releases(neighbour, town, sign=False)
    assert (the_case().receiver.id, the_case().status) == (town.id, CaseStatus.REQUESTED)
    assert cases.case(first.id, within=EVERYWHERE, day=DAY).status is CaseStatus.CANCELLED


def test_the_registrars_own_release_is_signed_by_the_province_and_told_to_both_sides(
    town: Place, neighbour: Place, province: Actor
) -> None:
    both = frozenset({neighbour.people["palad"], neighbour.people["hr"]})
    draft = move(neighbour.people["palad"], "TRANSFER_OUT", SOON, other_organisation_id=town.id)
    line = actions.key_movement(
        by=officer_of(neighbour), organisation=neighbour.organisation, movement=draft, pair=both
    )
    with refused("SR-02", on="verify"):
        actions.verify(by=registrar_of(neighbour), line_id=line.entry_id, version=1, pair=both)
    Notice.objects.all().delete()
    actions.verify(by=province, line_id=line.entry_id, version=1, pair=both)
    told = Notice.objects.filter(kind="transfer")
    assert {n.office_id for n in told} == {town.id, neighbour.id, None}
    assert all("ให้โอนนายสมหวัง" in n.th for n in told)


# --- taking back ---


@rule("SR-05", breaks=True)
def test_SR05_what_was_withdrawn_meanwhile_is_not_signed(
    town: Place, neighbour: Place, officer: Actor
) -> None:
    asks(officer, town, neighbour)
    line = releases(neighbour, town, sign=False)
    closes(officer, Side.RECEIVER)
    assert (the_case().status, the_case().reason) == (CaseStatus.CANCELLED, "ตำแหน่งถูกยุบแล้ว")
    with refused("SR-05.5", on="verify"):
        actions.verify(by=registrar_of(neighbour), line_id=line.entry_id, version=1, pair=NOBODY)
    assert queries.serves(neighbour.people["finance"], neighbour.id, SOON)


def test_what_was_released_meanwhile_is_not_withdrawn(town: Place, neighbour: Place, officer: Actor) -> None:
    asks(officer, town, neighbour)
    seen = the_case().version
    releases(neighbour, town)
    with pytest.raises(Overtaken):
        closes(officer, Side.RECEIVER, version=seen)
    assert the_case().status is CaseStatus.RELEASED


@rule("SR-05", breaks=True)
def test_SR05_the_sender_refuses_with_a_reason_that_both_read(
    town: Place, neighbour: Place, officer: Actor
) -> None:
    asks(officer, town, neighbour)
    with refused("SR-05.7", on="reason"):
        closes(officer_of(neighbour), Side.SENDER, " ")
    with pytest.raises(Denied):
        closes(officer, Side.SENDER)
    closes(registrar_of(neighbour), Side.SENDER, "ยังไม่มีมติให้โอน")
    assert the_case().status is CaseStatus.CANCELLED
    told = Notice.objects.filter(th__contains="ไม่รับเรื่องโอน")
    assert {n.office_id for n in told if n.office_id} == {town.id}
    assert all("ยังไม่มีมติให้โอน" in n.th for n in told)
    assert "นายสมปอง" not in told.get(office=town.id).th
    assert asks(officer, town, neighbour).outcome is AskOutcome.HELD_ELSEWHERE


@rule("SR-03", breaks=True)
def test_SR03_nobody_answers_for_the_own_transfer(town: Place, neighbour: Place, officer: Actor) -> None:
    asks(officer, town, neighbour)
    leaving = hand(neighbour, Role.OFFICER, "finance")
    with refused("SR-03.2"):
        closes(leaving, Side.SENDER)


def test_after_the_release_the_receiver_declines_and_the_sender_cancels_by_order(
    town: Place, neighbour: Place, officer: Actor
) -> None:
    out = releases(neighbour, town)
    closes(officer, Side.RECEIVER, "ไม่มีอัตราว่าง")
    assert (the_case().status, the_case().next_step) == (CaseStatus.RELEASED, NextStep.CANCEL_RELEASE)
    cancels(neighbour, out)
    assert the_case().status is CaseStatus.CANCELLED
    assert the_case().reason == "ไม่มีอัตราว่าง", "why the receiver declined stays"
    assert queries.serves(neighbour.people["finance"], neighbour.id, SOON)
    assert TransferCase.objects.filter(status=CaseStatus.CANCELLED).count() == 1


def cancels(place: Place, line: ServiceLine, day: date = DAY) -> ServiceLine:
    keyed = actions.cancel_movement(
        by=officer_of(place, day),
        line_id=line.entry_id,
        citation=order("99", day),
        pair=NOBODY,
        reason="ยกเลิก",
    )
    by = registrar_of(place, day)
    return actions.verify(by=by, line_id=keyed.entry_id, version=1, pair=NOBODY)


def test_both_orders_are_cancelled_before_the_day_and_custody_never_moved(
    town: Place, neighbour: Place
) -> None:
    out = releases(neighbour, town)
    came = receives(town, neighbour)
    cancels(town, came)
    assert (the_case().status, the_case().next_step) == (CaseStatus.RELEASED, NextStep.PREPARE_RECEIPT)
    before, cancelling = the_case().released, cancels(neighbour, out)
    assert before is not None
    assert before.cancelled_by is None
    case = the_case()
    assert case.released is not None
    assert case.released.cancelled_by == reading.citation_of(cancelling)
    assert case.reason.startswith(f"ยกเลิกการให้โอนตามคำสั่งที่ {cancelling.citation_number}/")
    assert cases.history_of(case.id)[-1].reason == case.reason
    person = neighbour.people["finance"]
    assert the_case(SOON).status is CaseStatus.CANCELLED
    assert queries.custody(person, SOON) == neighbour.id
    assert queries.serves(person, neighbour.id, SOON)


@pytest.mark.parametrize("code", ["DEATH", "RESIGN"])
@pytest.mark.parametrize("received", [True, False])
def test_a_transfer_does_not_outlive_who_dies_or_leaves_before_its_day(
    town: Place, neighbour: Place, code: str, received: bool
) -> None:
    """What both sides have signed would else begin a service of somebody who is dead."""
    releases(neighbour, town)
    if received:
        receives(town, neighbour)
    who = neighbour.people["finance"]
    ends = move(who, code, DAY, reason="ก่อนวันโอน")
    done(neighbour, officer_of(neighbour), registrar_of(neighbour), ends)
    found = the_case()
    assert found.status is CaseStatus.CANCELLED
    assert str(queries.service_of(who).employment_on(SOON)) == "None"
    assert {row.status for row in ServiceLine.objects.known().filter(person=who, starts=SOON)} == {"STRUCK"}
    told = Notice.objects.filter(kind="transfer", th__contains="ไม่เกิดขึ้น")
    assert {one.office_id for one in told if one.office_id} == {town.id, neighbour.id}


def test_what_ends_after_the_day_of_a_transfer_leaves_it(town: Place, neighbour: Place) -> None:
    releases(neighbour, town)
    receives(town, neighbour)
    who, later = neighbour.people["finance"], SOON + timedelta(days=1)
    actor = hand(town, Role.OFFICER, "hr", day=later), hand(town, Role.REGISTRAR, "palad", day=later)
    done(town, *actor, move(who, "RESIGN", later, reason="ลาออก"))
    assert queries.custody(who, SOON) == town.id
    assert {row.status for row in ServiceLine.objects.known().filter(person=who, starts=SOON)} == {"VERIFIED"}


@rule("SR-04", breaks=True)
def test_SR04_a_receipt_is_not_cancelled_under_an_onward_release(
    town: Place, neighbour: Place, third: Place
) -> None:
    releases(neighbour, town)
    came = receives(town, neighbour)
    later = SOON + timedelta(days=30)
    onward = move(neighbour.people["finance"], "TRANSFER_OUT", later, other_organisation_id=third.id)
    done(town, officer_of(town, SOON), registrar_of(town, SOON), onward)
    with refused("SR-04.1"):
        cancels(town, came, SOON)


@rule("SR-05", breaks=True)
def test_SR05_what_the_sender_called_off_is_not_received(town: Place, neighbour: Place) -> None:
    releases(neighbour, town)
    came = receives(town, neighbour)
    closes(registrar_of(neighbour), Side.SENDER, "มติถูกเพิกถอน")
    assert (the_case().status, the_case().next_step) == (CaseStatus.ACCEPTED, NextStep.CANCEL_RECEIPT)
    cancels(town, came)
    assert the_case().next_step is NextStep.CANCEL_RELEASE
    with refused("SR-05.4"):
        receives(town, neighbour, sign=False)


# --- custody ---


@rule("SR-03", breaks=True)
def test_SR03_what_the_old_lgo_keyed_before_the_day_is_not_signed_after_it(
    town: Place, neighbour: Place
) -> None:
    person = neighbour.people["finance"]
    draft = move(person, "SECONDED", DAY, last_day=DAY + timedelta(days=3))
    late = actions.key_movement(
        by=officer_of(neighbour), organisation=neighbour.organisation, movement=draft, pair=NOBODY
    )
    releases(neighbour, town)
    receives(town, neighbour)
    with refused("SR-03.4"):
        actions.verify(by=registrar_of(neighbour, SOON), line_id=late.entry_id, version=1, pair=NOBODY)


def test_the_next_transfer_of_the_person_has_a_case_of_its_own(
    town: Place, neighbour: Place, third: Place
) -> None:
    releases(neighbour, town)
    receives(town, neighbour)
    later = SOON + timedelta(days=30)
    asked = asks(officer_of(third, SOON), third, town, effective_on=later, order=order("7"))
    assert asked.outcome is AskOutcome.HELD_ELSEWHERE
    assert list(TransferCase.objects.order_by("opened_at").values_list("status", flat=True)) == [
        CaseStatus.DONE,
        CaseStatus.REQUESTED,
    ]


def test_the_database_itself_holds_one_open_case_a_person(
    town: Place, neighbour: Place, third: Place, officer: Actor
) -> None:
    asks(officer, town, neighbour)
    second = TransferCase.objects.get()
    second.pk, second.receiver_id = uuid4(), third.id
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        change(officer, "service:transfer:asked", second),
    ):
        second.save(force_insert=True)


def test_a_release_keyed_before_there_were_cases_gets_one_when_it_is_signed_or_answered(
    town: Place, neighbour: Place, officer: Actor
) -> None:
    line = releases(neighbour, town, sign=False)
    forget(officer)
    actions.verify(by=registrar_of(neighbour), line_id=line.entry_id, version=1, pair=NOBODY)
    assert the_case().status is CaseStatus.RELEASED
    forget(officer)
    answer = move(None, "TRANSFER_IN", SOON, national_id=FINANCE_NEXT_DOOR, kind_code=town.kind_code)
    answer = replace(answer, post_id=town.posts["vacant"].id)
    done(town, officer, registrar_of(town), answer)
    assert the_case().status is CaseStatus.ACCEPTED


def forget(by: Actor) -> None:
    """Leave the lines as a register without cases would hold them."""
    case = TransferCase.objects.get()
    with change(by, "service:transfer:cancelled", case):
        case.delete()


def test_a_case_is_seen_by_both_sides_and_the_offices_above_and_nobody_else(
    town: Place, neighbour: Place, third: Place, officer: Actor
) -> None:
    asks(officer, town, neighbour)

    def seen(*paths: str) -> int:
        return len(cases.cases(within=Reach(frozenset(paths)), day=DAY))

    lgos: list[Organisation] = [town.organisation, neighbour.organisation]
    assert [seen(one.path) for one in lgos] == [1, 1]
    assert (seen("/48/"), seen(third.organisation.path), seen()) == (1, 0, 0)
    assert [len(cases.waiting_for(one.pk, DAY)) for one in lgos] == [0, 1]
