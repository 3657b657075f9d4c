"""Two people of two LGOs change places: proposed, agreed, signed by both, done on its day; both go, or neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from lhr.access.actor import Actor
from lhr.access.policy import Denied, Reach
from lhr.access.roles import Role
from lhr.history.ledger import Overtaken
from lhr.kernel.national_id import make_synthetic
from lhr.organisations import actions as organisations
from lhr.people.models import Person
from lhr.registry_rights.models import Notice
from lhr.service_record import actions, queries, swaps
from lhr.service_record.actions import Asked, Author, OrderedLine
from lhr.service_record.drafts import Citation, MovementDraft
from lhr.service_record.models import ServiceLine, TransferCase
from lhr.service_record.rules_of_swaps import SideStep, SwapStatus
from lhr.service_record.rules_of_transfers import AskOutcome, Side
from tests.service_record.conftest import DAY, Place, done, hand, move, order
from tests.support.rules import codes, refused, rule

pytestmark = pytest.mark.django_db
SOON = DAY + timedelta(days=14)
EVE = SOON - timedelta(days=1)
EVERYWHERE = Reach(frozenset({"/"}))
NOBODY: frozenset[UUID] = frozenset()
THEIRS = make_synthetic(2003)  # the finance officer next door


def officer_of(place: Place, day: date = DAY) -> Actor:
    return hand(place, Role.OFFICER, "hr", day)


def registrar_of(place: Place, day: date = DAY) -> Actor:
    return hand(place, Role.REGISTRAR, "palad", day)


def proposes(town: Place, neighbour: Place, number: str = THEIRS, who: str = "finance", day: date = SOON) -> Asked:
    return actions.propose_swap(
        by=officer_of(town),
        organisation=town.organisation,
        person_id=town.people[who],
        other=neighbour.organisation,
        national_id=number,
        order=order("55"),
        effective_on=day,
    )


def seen(day: date = DAY) -> swaps.SwapView:
    key = TransferCase.objects.exclude(swap=None).latest("opened_at").swap
    assert key is not None
    return swaps.swap(key, within=EVERYWHERE, day=day)


def agreed(town: Place, neighbour: Place, who: str = "finance") -> swaps.SwapView:
    asked = proposes(town, neighbour, who=who)
    assert (asked.outcome, asked.findings) == (AskOutcome.HELD_ELSEWHERE, ())
    found = seen()
    actions.agree_to_swap(by=officer_of(neighbour), swap=found.id, version=found.version)
    return seen()


def signs(place: Place, number: str = "71", day: date = DAY, pair: frozenset[UUID] = NOBODY) -> list[ServiceLine]:
    """One side's order of both lines, written into the records."""
    officer = officer_of(place, day)
    return actions.apply_lines(
        by=registrar_of(place, day),
        organisation=place.organisation,
        lines=[OrderedLine(uuid4(), draft) for draft in swaps.lines_for(seen(), place.id)],
        citation=Citation(number, 2561, DAY - timedelta(days=1)),
        author=Author(officer.account_id, officer.person_id),
        pair=pair,
    )


def both_sign(town: Place, neighbour: Place) -> swaps.SwapView:
    agreed(town, neighbour)
    signs(neighbour)
    signs(town)
    return seen()


def closes(place: Place, found: swaps.SwapView, reason: str = "คณะกรรมการไม่เห็นชอบ", day: date = DAY) -> None:
    actions.close_swap(
        by=officer_of(place, day), swap=found.id, version=found.version, organisation=place.organisation, reason=reason
    )


def where(person: UUID, day: date) -> tuple[UUID | None, UUID | None]:
    picture = queries.service_of(person)
    served, held = picture.employment_on(day), picture.post_on(day)
    return (served.organisation_id if served else None, held.post_id if held else None)


def places(town: Place, neighbour: Place, day: date) -> tuple[tuple[UUID | None, UUID | None], ...]:
    return where(town.people["finance"], day), where(neighbour.people["finance"], day)


def at_home(town: Place, neighbour: Place) -> tuple[tuple[UUID, UUID], tuple[UUID, UUID]]:
    return (town.id, town.posts["finance"].id), (neighbour.id, neighbour.posts["finance"].id)


def exchanged(town: Place, neighbour: Place) -> tuple[tuple[UUID, UUID], tuple[UUID, UUID]]:
    here, there = at_home(town, neighbour)
    return there, here


def test_both_sign_in_any_order_and_on_the_day_each_sits_in_the_others_post(town: Place, neighbour: Place) -> None:
    people, lines = Person.objects.count(), ServiceLine.objects.count()
    found = agreed(town, neighbour)
    assert [side.step for side in found.sides] == [SideStep.PREPARE, SideStep.PREPARE]
    first = signs(town)
    assert {row.status for row in first} == {"SUBMITTED"}
    found = seen()
    assert (found.status, [side.step for side in found.sides]) == (
        SwapStatus.AGREED, [SideStep.SIGNED, SideStep.PREPARE]
    )  # fmt: skip
    # Nothing is in any record yet: both go on where they are.
    assert places(town, neighbour, SOON) == at_home(town, neighbour)
    assert queries.states_of([row.entry_id for row in first], DAY) == dict.fromkeys(
        (row.entry_id for row in first), "SIGNED"
    )
    signs(neighbour)
    assert seen().status is SwapStatus.SIGNED
    assert places(town, neighbour, EVE) == at_home(town, neighbour)
    assert places(town, neighbour, SOON) == exchanged(town, neighbour)
    assert seen(SOON).status is SwapStatus.DONE
    one, two = town.people["finance"], neighbour.people["finance"]
    assert [queries.custody(who, day) for day in (EVE, SOON) for who in (one, two)] == [
        town.id, neighbour.id, neighbour.id, town.id
    ]  # fmt: skip
    assert Person.objects.count() == people
    assert ServiceLine.objects.known().count() == lines + 4
    hands = set(ServiceLine.objects.known().filter(starts=SOON).values_list("verified_by", flat=True))
    assert len(hands) == 2  # each side's own registrar stands under its two lines
    assert {case.status for case in TransferCase.objects.exclude(swap=None)} == {"ACCEPTED"}
    told = Notice.objects.filter(kind="transfer", office_id=town.id).latest("at").th
    assert "ลงนามครบทั้งสองฝ่ายแล้ว" in told


@pytest.mark.once
def test_PE10_a_swap_is_asked_for_like_a_transfer_and_says_no_more(town: Place, neighbour: Place) -> None:
    for number in (make_synthetic(7777), make_synthetic(1001)):
        asked = proposes(town, neighbour, number)
        assert (asked.outcome, codes(asked.findings)) == (AskOutcome.CASE_NOT_OPENED, ["SR-05.1"])
    assert not TransferCase.objects.exists()
    proposes(town, neighbour)
    found = seen()
    there = found.sides[1].goes
    assert there.name_for(town.id) == "นายส××× ท×××"
    assert found.sides[0].goes.name_for(neighbour.id) == "นายสมปอง ทดสอบท่าอุเทน"
    actions.agree_to_swap(by=officer_of(neighbour), swap=found.id, version=found.version)
    assert seen().sides[1].goes.name_for(town.id) == "นายสมปอง ทดสอบโนนตาล"


@pytest.mark.once
@rule("SR-05", breaks=True)
def test_SR05_one_open_case_a_person_and_only_who_leaves_a_post(town: Place, neighbour: Place) -> None:
    proposes(town, neighbour)
    with refused("SR-05.3"):
        proposes(town, neighbour)
    assert proposes(town, neighbour, who="deputy").outcome is AskOutcome.IN_ANOTHER_CASE
    done(town, officer_of(town), registrar_of(town), move(town.people["deputy"], "RESIGN", SOON))
    with refused("SR-05.13"):
        proposes(town, neighbour, make_synthetic(2001), who="deputy")
    with refused("SR-03.2"):
        proposes(town, neighbour, make_synthetic(2001), who="hr")


@pytest.mark.once
@rule("SR-05", breaks=True)
def test_SR05_nothing_is_written_before_both_agree_and_into_no_other_post(town: Place, neighbour: Place) -> None:
    proposes(town, neighbour)
    with refused("SR-05.9"):
        signs(town)
    found = seen()
    actions.agree_to_swap(by=officer_of(neighbour), swap=found.id, version=found.version)
    out, into = swaps.lines_for(seen(), town.id)
    wrong = replace(into, post_id=town.posts["vacant"].id)
    with refused("SR-05.10", on="post"):
        actions.apply_lines(
            by=registrar_of(town),
            organisation=town.organisation,
            lines=[OrderedLine(uuid4(), out), OrderedLine(uuid4(), wrong)],
            citation=order("71"),
            author=Author(uuid4(), uuid4()),
            pair=NOBODY,
        )


@pytest.mark.once
@pytest.mark.parametrize("signed", [False, True])
def test_either_side_takes_the_whole_back_with_a_reason(town: Place, neighbour: Place, signed: bool) -> None:
    agreed(town, neighbour)
    if signed:
        signs(town)
    found = seen()
    with refused("SR-05.7"):
        closes(neighbour, found, "")
    with pytest.raises(Overtaken):
        closes(neighbour, replace(found, version=1))
    closes(neighbour, found)
    found = seen()
    assert (found.status, found.reason) == (SwapStatus.CANCELLED, "คณะกรรมการไม่เห็นชอบ")
    assert not ServiceLine.objects.known().filter(starts=SOON).exists()
    assert places(town, neighbour, SOON) == at_home(town, neighbour)
    assert "คณะกรรมการไม่เห็นชอบ" in Notice.objects.filter(office_id=town.id).latest("at").th
    assert proposes(town, neighbour).outcome is AskOutcome.HELD_ELSEWHERE


@pytest.mark.once
def test_a_refusal_is_told_to_who_proposed_and_a_stranger_closes_nothing(
    town: Place, neighbour: Place, province: Actor
) -> None:
    proposes(town, neighbour)
    found = seen()
    with pytest.raises(Denied):
        actions.close_swap(
            by=province, swap=found.id, version=found.version, organisation=town.organisation, reason="ไม่สะดวก"
        )
    closes(neighbour, found)
    assert Notice.objects.filter(office_id=town.id).latest("at").th.startswith("ไม่รับสับเปลี่ยน")


def test_both_stay_when_one_dies_before_the_day_and_both_offices_are_told(town: Place, neighbour: Place) -> None:
    both_sign(town, neighbour)
    known = ServiceLine.objects.known().filter(starts=SOON).latest("pk").recorded_id
    death = MovementDraft("DEATH", DAY, order("80"), person_id=town.people["finance"])
    done(town, officer_of(town), registrar_of(town), death)
    found = seen()
    assert found.status is SwapStatus.CANCELLED
    assert found.reason.startswith("นายสมปอง ทดสอบท่าอุเทน ถึงแก่กรรม")
    assert where(neighbour.people["finance"], SOON) == at_home(town, neighbour)[1]
    assert where(town.people["finance"], SOON) == (None, None)
    assert queries.service_of(neighbour.people["finance"], known).serves(town.id, SOON)  # as known then, it stood
    assert {row.status for row in ServiceLine.objects.known().filter(starts=SOON)} == {"STRUCK"}
    told = Notice.objects.filter(kind="transfer", th__contains="ไม่เกิดขึ้น")
    assert {notice.office_id for notice in told if notice.office_id} == {town.id, neighbour.id}


@pytest.mark.once
def test_a_leaving_while_the_other_side_has_yet_to_sign_takes_back_what_is_signed(
    town: Place, neighbour: Place
) -> None:
    agreed(town, neighbour)
    signs(neighbour)
    leaving = move(town.people["finance"], "RESIGN", EVE, reason="ลาออกก่อน")
    done(town, officer_of(town), registrar_of(town), leaving)
    assert seen().status is SwapStatus.CANCELLED
    assert not ServiceLine.objects.known().filter(starts=SOON).exists()
    assert where(neighbour.people["finance"], SOON) == at_home(town, neighbour)[1]


@pytest.mark.once
def test_an_lgo_that_ends_stops_both_halves(town: Place, neighbour: Place, keeper: Actor) -> None:
    both_sign(town, neighbour)
    organisations.dissolve(by=keeper, organisation=town.organisation, on=EVE)
    assert seen().status is SwapStatus.CANCELLED
    assert where(neighbour.people["finance"], SOON) == at_home(town, neighbour)[1]


@pytest.mark.once
def test_a_cancelling_order_of_one_side_lets_the_whole_fall_before_its_day(town: Place, neighbour: Place) -> None:
    both_sign(town, neighbour)
    release = ServiceLine.objects.known().get(
        person=town.people["finance"], movement_code="TRANSFER_OUT", organisation=town.organisation
    )
    undo = actions.cancel_movement(
        by=officer_of(town), line_id=release.entry_id, citation=order("90"), pair=NOBODY, remark="มติเปลี่ยน"
    )
    assert seen().status is SwapStatus.SIGNED
    actions.verify(by=registrar_of(town), line_id=undo.entry_id, version=1, pair=NOBODY)
    found = seen()
    assert found.status is SwapStatus.CANCELLED
    assert "ยกเลิกด้วยคำสั่งที่ 90/2561 มติเปลี่ยน" in found.reason
    assert places(town, neighbour, SOON) == at_home(town, neighbour)


@pytest.mark.once
@rule("SR-05", breaks=True)
def test_SR05_after_its_day_one_side_undoes_nothing(town: Place, neighbour: Place) -> None:
    both_sign(town, neighbour)
    receipt = ServiceLine.objects.known().get(person=neighbour.people["finance"], movement_code="TRANSFER_IN")
    late = SOON + timedelta(days=1)
    with refused("SR-05.12"):
        actions.cancel_movement(
            by=officer_of(town, late), line_id=receipt.entry_id, citation=order("90"), pair=NOBODY
        )
    with pytest.raises(Overtaken):
        closes(town, seen(late), day=late)


@pytest.mark.once
@rule("SR-05", breaks=True)
def test_SR05_what_waits_for_the_other_side_is_neither_signed_again_nor_taken_back_alone(
    town: Place, neighbour: Place
) -> None:
    agreed(town, neighbour)
    row = signs(town)[0]
    with refused("SR-05.11"):
        by = replace(registrar_of(town), account_id=uuid4())
        actions.verify(by=by, line_id=row.entry_id, version=1, pair=NOBODY)
    with refused("SR-05.11"):
        actions.withdraw_line(by=officer_of(town), line_id=row.entry_id, version=1)
    assert queries.to_verify(EVERYWHERE, DAY) == []


@pytest.mark.once
def test_the_registrars_own_swap_is_signed_by_the_province(town: Place, neighbour: Place, province: Actor) -> None:
    pair = frozenset({town.people["palad"], town.people["hr"]})
    number = make_synthetic(2000)
    asked = actions.propose_swap(
        by=officer_of(town), organisation=town.organisation, person_id=town.people["palad"],
        other=neighbour.organisation, national_id=number, order=order("55"), effective_on=SOON,
    )  # fmt: skip
    assert asked.case_id is not None
    found = seen()
    actions.agree_to_swap(by=officer_of(neighbour), swap=found.id, version=found.version)
    mine = {row.person_id: row for row in signs(town, pair=pair)}
    own = mine[town.people["palad"]]
    assert (own.status, own.verified_at) == ("SUBMITTED", None)
    acting = replace(registrar_of(neighbour), person_id=uuid4())  # the registrar himself goes
    actions.apply_lines(
        by=acting, organisation=neighbour.organisation,
        lines=[OrderedLine(uuid4(), draft) for draft in swaps.lines_for(seen(), neighbour.id)],
        citation=order("72"), author=Author(uuid4(), uuid4()), pair=NOBODY,
    )  # fmt: skip
    assert seen().status is SwapStatus.AGREED
    actions.verify(by=province, line_id=own.entry_id, version=1, pair=pair)
    assert seen().status is SwapStatus.SIGNED
    assert where(town.people["palad"], SOON) == (neighbour.id, neighbour.posts["palad"].id)


@pytest.mark.once
def test_each_side_may_key_its_lines_one_by_one(town: Place, neighbour: Place) -> None:
    agreed(town, neighbour)
    for place in (town, neighbour):
        for draft in swaps.lines_for(seen(), place.id):
            done(place, officer_of(place), registrar_of(place), replace(draft, citation=order("71")))
    assert seen().status is SwapStatus.SIGNED
    assert places(town, neighbour, SOON) == exchanged(town, neighbour)


@pytest.mark.once
def test_a_case_of_a_swap_is_taken_back_as_a_whole_only(town: Place, neighbour: Place) -> None:
    proposes(town, neighbour)
    row = TransferCase.objects.exclude(swap=None)[0]
    with pytest.raises(TransferCase.DoesNotExist):
        actions.close_case(by=officer_of(town), case_id=row.pk, version=1, side=Side(row.begun_by), reason="ไม่โอน")
