"""An open transfer case of an LGO that is merged or abolished: closed and told, not handed over; orders stand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lhr.access.actor import Actor
from lhr.audit.models import Change
from lhr.organisations import actions as organisations
from lhr.organisations.models import Organisation
from lhr.registry_rights.models import Notice
from lhr.service_record import actions, cases, queries
from lhr.service_record.models import TransferCase
from lhr.service_record.rules_of_transfers import (
    AskOutcome,
    CaseStatus,
    Ends,
    NextStep,
    Side,
    status_on,
    stop_of,
)
from tests.service_record.conftest import DAY, Place
from tests.service_record.test_transfers import (
    NOBODY,
    SOON,
    asks,
    cancels,
    officer_of,
    receives,
    registrar_of,
    releases,
    the_case,
    third,  # noqa: F401  a fixture
)
from tests.support.rules import refused, rule

pytestmark = pytest.mark.django_db
ONE = timedelta(days=1)


def ends(keeper: Actor, place: Place, on: date = DAY, into: Place | None = None) -> None:
    """The department enters the end of an LGO; the fixtures' own rows learn of it."""
    gone = Organisation.objects.get(pk=place.id)
    if into is None:
        organisations.dissolve(by=keeper, organisation=gone, on=on)
    else:
        organisations.merge(by=keeper, organisations=[gone], into=into.organisation, on=on)
    place.organisation.refresh_from_db()


def told(what: str) -> set[tuple[object, object]]:
    """Who read a notice of the case with these words."""
    found = Notice.objects.filter(kind="transfer", th__contains=what)
    return {(one.office_id, one.person_id) for one in found}


# --- nothing signed: the case is closed ---


def test_a_request_is_closed_when_the_sender_is_abolished_and_the_other_side_reads_why(
    town: Place, neighbour: Place, officer: Actor, keeper: Actor
) -> None:
    asks(officer, town, neighbour)
    ends(keeper, neighbour)
    row = TransferCase.objects.get()
    assert (row.status, row.reason) == (
        CaseStatus.CANCELLED,
        "องค์การบริหารส่วนตำบลโนนตาล ยุบเลิกตั้งแต่ ๓๑ สิงหาคม ๒๕๖๑",
    )
    assert row.closed_at is not None
    assert told("ปิดแล้ว เพราะองค์การบริหารส่วนตำบลโนนตาล ยุบเลิกตั้งแต่") == {
        (town.id, None), (neighbour.id, None), (None, neighbour.people["finance"]),
    }  # fmt: skip
    assert "นายสมปอง" not in Notice.objects.get(kind="transfer", th__contains="ปิดแล้ว", office=town.id).th
    assert Change.objects.filter(tag="service:transfer:ended", reason=row.reason).count() == 1
    assert cases.waiting_for(neighbour.id, DAY) == []


def test_a_request_is_not_handed_to_the_lgo_into_which_the_receiver_was_merged(
    town: Place, neighbour: Place, third: Place, officer: Actor, keeper: Actor  # noqa: F811
) -> None:
    asks(officer, town, neighbour)
    ends(keeper, town, into=third)
    case = the_case()
    assert (case.status, case.receiver.id) == (CaseStatus.CANCELLED, town.id)
    assert "เทศบาลตำบลท่าอุเทน รวมเข้ากับเทศบาลตำบลเวินพระบาท" in case.reason
    asked = asks(officer_of(third), third, neighbour)
    assert asked.outcome is AskOutcome.HELD_ELSEWHERE


def test_an_end_dated_ahead_is_told_at_once_and_closes_the_request_on_its_day_by_itself(
    town: Place, neighbour: Place, third: Place, officer: Actor, keeper: Actor  # noqa: F811
) -> None:
    day = SOON + timedelta(days=10)  # the transfer could still come to its end before
    asks(officer, town, neighbour)
    ends(keeper, town, day)
    assert [the_case(on).status for on in (DAY, day - ONE, day)] == [
        CaseStatus.REQUESTED, CaseStatus.REQUESTED, CaseStatus.CANCELLED,
    ]  # fmt: skip
    assert the_case(day).reason.startswith("เทศบาลตำบลท่าอุเทน ยุบเลิกตั้งแต่")
    assert (None, neighbour.people["finance"]) in told("จะปิดเองเมื่อ ๒๔ กันยายน ๒๕๖๑ ถ้ายังลงนามไม่ครบ")
    assert len(cases.waiting_for(neighbour.id, DAY)) == 1
    assert cases.waiting_for(neighbour.id, day) == []
    # Nothing ran at midnight, and the closed case stands in nobody's way.
    asked = asks(officer_of(third, day), third, neighbour, effective_on=day + ONE)
    assert asked.outcome is AskOutcome.HELD_ELSEWHERE
    first, second = TransferCase.objects.order_by("opened_at")
    assert (first.status, second.status) == (CaseStatus.CANCELLED, CaseStatus.REQUESTED)
    assert first.reason.startswith("เทศบาลตำบลท่าอุเทน ยุบเลิกตั้งแต่")


@pytest.mark.once
def test_a_request_that_could_not_come_to_its_end_is_closed_before_the_day_of_that_end(
    town: Place, neighbour: Place, officer: Actor, keeper: Actor
) -> None:
    asks(officer, town, neighbour)
    ends(keeper, town, SOON)
    assert TransferCase.objects.get().status == CaseStatus.CANCELLED


@rule("SR-05", breaks=True)
def test_SR05_what_waited_for_a_signature_is_not_signed_any_more(
    town: Place, neighbour: Place, officer: Actor, keeper: Actor
) -> None:
    asks(officer, town, neighbour)
    line = releases(neighbour, town, sign=False)
    ends(keeper, town, SOON)
    with refused("SR-05.8", on="transfer"):
        actions.verify(by=registrar_of(neighbour), line_id=line.entry_id, version=1, pair=NOBODY)
    actions.withdraw_line(by=officer_of(neighbour), line_id=line.entry_id, version=1)
    assert the_case().status is CaseStatus.CANCELLED


# --- something signed: it stands until an order cancels it ---


def test_a_signed_release_stands_and_its_sender_is_told_to_cancel_it(
    town: Place, neighbour: Place, keeper: Actor
) -> None:
    out = releases(neighbour, town)
    ends(keeper, town, SOON)
    case = the_case()
    assert (case.status, case.next_step, case.turn) == (
        CaseStatus.RELEASED, NextStep.CANCEL_RELEASE, Side.SENDER,
    )  # fmt: skip
    assert (neighbour.id, None) in told("โนนตาลต้องบันทึกคำสั่งยกเลิกการให้โอน")
    assert [one.id for one in cases.waiting_for(neighbour.id, DAY)] == [case.id]
    assert case.released is not None
    assert case.released.status == "VERIFIED"
    cancels(neighbour, out)
    assert the_case().status is CaseStatus.CANCELLED
    assert queries.serves(neighbour.people["finance"], neighbour.id, SOON)


@pytest.mark.once
def test_a_receiver_that_ends_before_it_has_signed_leaves_the_release_to_be_cancelled(
    town: Place, neighbour: Place, keeper: Actor
) -> None:
    day = SOON + timedelta(days=10)
    releases(neighbour, town)
    ends(keeper, town, day)
    assert the_case(day - ONE).next_step is NextStep.PREPARE_RECEIPT
    assert the_case(day).next_step is NextStep.CANCEL_RELEASE


def test_a_receiver_that_has_signed_cancels_its_receipt_before_the_sender_its_release(
    town: Place, neighbour: Place, keeper: Actor
) -> None:
    out = releases(neighbour, town)
    came = receives(town, neighbour)
    ends(keeper, town, SOON)
    assert (the_case().status, the_case().next_step) == (CaseStatus.ACCEPTED, NextStep.CANCEL_RECEIPT)
    cancels(town, came)
    assert the_case().next_step is NextStep.CANCEL_RELEASE
    cancels(neighbour, out)
    assert the_case().status is CaseStatus.CANCELLED


@pytest.mark.once
def test_what_both_signed_for_a_day_on_which_the_receiver_stands_goes_on(
    town: Place, neighbour: Place, keeper: Actor
) -> None:
    releases(neighbour, town)
    receives(town, neighbour)
    before = Notice.objects.count()
    ends(keeper, town, SOON + ONE)
    assert (the_case().status, the_case(SOON).status) == (CaseStatus.ACCEPTED, CaseStatus.DONE)
    assert the_case(SOON + ONE).ending is None
    assert Notice.objects.count() == before


@rule("SR-05")
def test_SR05_a_release_signed_in_time_outlives_its_sender(
    town: Place, neighbour: Place, keeper: Actor
) -> None:
    releases(neighbour, town)
    ends(keeper, neighbour, SOON)
    assert the_case(SOON).next_step is NextStep.PREPARE_RECEIPT
    receives(town, neighbour, day=SOON)
    assert the_case(SOON).status is CaseStatus.DONE
    assert queries.serves(neighbour.people["finance"], town.id, SOON)


@pytest.mark.once
def test_of_two_that_end_the_case_is_closed_since_nobody_is_left_to_cancel(
    town: Place, neighbour: Place, keeper: Actor
) -> None:
    releases(neighbour, town)
    ends(keeper, neighbour)
    ends(keeper, town)
    assert TransferCase.objects.get().status == CaseStatus.CANCELLED


# --- what is refused ---


@rule("SR-05", breaks=True)
def test_SR05_nobody_is_asked_from_or_for_an_lgo_that_does_not_stand_on_the_day(
    town: Place, neighbour: Place, officer: Actor, keeper: Actor
) -> None:
    ends(keeper, neighbour, SOON)
    assert asks(officer, town, neighbour).outcome is AskOutcome.HELD_ELSEWHERE  # its last day is the eve
    with refused("SR-05.8", on="sender"):
        asks(officer, town, neighbour, effective_on=SOON + ONE)
    ends(keeper, town, SOON + ONE)
    with refused("SR-05.8", on="starts") as caught:
        asks(officer, town, neighbour, effective_on=SOON + ONE)
    assert "เทศบาลตำบลท่าอุเทน อ.ท่าอุเทน จ.นครพนม ไม่ได้ตั้งอยู่ในวันที่" in caught.value.findings[0].says()


@rule("SR-05", breaks=True)
def test_SR05_nobody_is_released_to_or_received_by_an_lgo_that_does_not_stand_on_the_day(
    town: Place, neighbour: Place, keeper: Actor
) -> None:
    releases(neighbour, town)
    ends(keeper, town, SOON)
    with refused("SR-05.8", on="transfer"):
        releases(neighbour, town, sign=False, starts=SOON + ONE)
    with refused("SR-05.8", on="transfer"):
        receives(town, neighbour, sign=False)


@pytest.mark.parametrize("stored", [CaseStatus.DONE, CaseStatus.CANCELLED])
def test_what_is_over_is_stopped_by_nothing(stored: CaseStatus) -> None:
    gone = Ends(sender=DAY, receiver=DAY)
    assert stop_of(stored, SOON, gone) is None
    assert status_on(stored, SOON, DAY, gone) is stored
