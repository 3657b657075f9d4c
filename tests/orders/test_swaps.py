"""Orders of both sides of a swap, and transfers that both sides cancel by orders before the day; errors at every
statement, and two who answer at once."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction

from lhr.access.actor import Actor
from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.history.ledger import Overtaken
from lhr.kernel.national_id import make_synthetic
from lhr.orders import actions, previewing, queries
from lhr.orders.drafts import Header, Signature
from lhr.orders.models import Order
from lhr.orders.terms import OrderKind
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.registry_rights import queries as rights
from lhr.service_record import actions as service
from lhr.service_record import queries as records
from lhr.service_record import swaps
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.models import Incumbency, ServiceLine, TransferCase
from lhr.service_record.rules_of_swaps import SwapStatus
from lhr.service_record.rules_of_transfers import CaseStatus
from tests.orders.conftest import SIGNED_ON, Office
from tests.orders.test_all_or_nothing import STEP, applies, fails, two
from tests.service_record.conftest import DAY, Place, hand, order
from tests.service_record.test_at_once import at_once
from tests.support.cast import FOUNDED, TODAY, Cast, acting_as, assigned, save
from tests.support.cast import Place as CastPlace
from tests.support.rows import Row

__all__ = ["two"]
SOON = DAY + timedelta(days=20)
EVERYWHERE = Reach(frozenset({"/"}))


@pytest.fixture
def there(neighbour: Place) -> Office:
    return Office(neighbour, hand(neighbour, Role.OFFICER, "hr"), hand(neighbour, Role.REGISTRAR, "palad"))


def seen(day: date = DAY) -> swaps.SwapView:
    key = TransferCase.objects.exclude(swap=None).latest("opened_at").swap
    assert key is not None
    return swaps.swap(key, within=EVERYWHERE, day=day)


def proposed(here: Office, there: Office) -> swaps.SwapView:
    service.propose_swap(
        by=here.officer, organisation=here.place.organisation, person_id=here.place.people["finance"],
        other=there.place.organisation, national_id=make_synthetic(2003), order=order("55"), effective_on=SOON,
    )  # fmt: skip
    return seen()


def agrees(there: Office) -> None:
    found = seen()
    service.agree_to_swap(by=there.officer, swap=found.id, version=found.version)


def drawn(office: Office, number: str) -> Order:
    lines = swaps.lines_for(seen(), office.place.id)
    return office.signed(office.drawn(*lines, kind=OrderKind.TRANSFER), number)


def cancelled(office: Office, done: Order, number: str, day: date = SOON) -> Order:
    header = Header(OrderKind.CANCELLATION, day, subject="ยกเลิก", reason="คณะกรรมการมีมติ")
    undo = actions.draw_cancelling(by=office.officer, order_id=done.entry_id, header=header)
    return office.applied(undo, number)


def posts_shown(office: Office, row: Order) -> list[tuple[UUID | None, UUID | None]]:
    """The old and the new post of each line of an order, as screen and paper have them."""
    found = previewing.preview(office.officer, queries.row_of(row.entry_id), office.pair)
    both = [(line.old_post, line.new_post) for line in found.lines]
    return [(old.id if old else None, new.id if new else None) for old, new in both]


def whereabouts(office: Office, day: date) -> tuple[UUID | None, UUID | None]:
    who = office.place.people["finance"]
    held = records.service_of(who).post_on(day)
    return records.custody(who, day), held.post_id if held else None


def home(office: Office) -> tuple[UUID, UUID]:
    return office.place.id, office.place.posts["finance"].id


@pytest.mark.django_db
def test_the_orders_of_both_sides_make_the_swap_and_the_order_of_one_undoes_it_whole(
    office: Office, there: Office
) -> None:
    proposed(office, there)
    agrees(there)
    row, theirs = drawn(office, "21"), drawn(there, "31")
    left, taken = office.place.posts["finance"].id, there.place.posts["finance"].id
    shown = (posts_shown(office, row), posts_shown(there, theirs))
    assert shown == ([(left, None), (taken, left)], [(taken, None), (left, taken)])
    ours = actions.apply(by=office.registrar, order_id=row.entry_id, version=row.version, pair=office.pair)
    assert set(queries.written(ours.entry_id, DAY).values()) == {"SIGNED"}
    assert whereabouts(office, SOON) == home(office)
    applies(there, theirs)
    assert seen().status is SwapStatus.SIGNED
    assert set(queries.written(ours.entry_id, DAY).values()) == {"VERIFIED"}
    assert (whereabouts(office, SOON), whereabouts(there, SOON)) == (home(there), home(office))
    assert (posts_shown(office, ours), posts_shown(there, theirs)) == shown  # as it was read when it was signed
    cancelled(office, ours, "22")
    assert seen().status is SwapStatus.CANCELLED
    assert (whereabouts(office, SOON), whereabouts(there, SOON)) == (home(office), home(there))
    theirs = ServiceLine.objects.known().filter(starts=SOON, organisation=there.place.id)
    assert {line.status for line in theirs} == {"STRUCK"}


@pytest.mark.assurance("P4")
def test_an_error_at_any_statement_of_a_swap_leaves_nothing_half_done(two: tuple[Office, Office], row: Row) -> None:
    step = row.size(STEP * 25, 1)
    here, there = two
    tried = fails(lambda: _propose_and_agree(here, there), step=step)
    first = drawn(here, "21")
    tried += fails(lambda: applies(here, first), step=step)
    last = drawn(there, "31")
    tried += fails(lambda: applies(there, last), step=step)
    assert records.custody(here.place.people["finance"], SOON) == there.place.id
    header = Header(OrderKind.CANCELLATION, SOON, reason="คณะกรรมการมีมติ")
    undo = actions.draw_cancelling(by=there.officer, order_id=last.entry_id, header=header)
    undo = there.signed(queries.row_of(undo.entry_id), "32")
    tried += fails(lambda: applies(there, undo), step=step)
    assert seen().status is SwapStatus.CANCELLED
    row.counted(f"{tried} statements failed, 0 left anything", "at every statement: equal to before")


def _propose_and_agree(here: Office, there: Office) -> None:
    with transaction.atomic():
        proposed(here, there)
        agrees(there)


def test_an_agreement_and_a_withdrawal_at_once_one_happens(two: tuple[Office, Office]) -> None:
    here, there = two
    found = proposed(here, there)
    agreed, withdrawn = at_once(
        lambda: service.agree_to_swap(by=there.officer, swap=found.id, version=found.version),
        lambda: service.close_swap(
            by=here.officer, swap=found.id, version=found.version, organisation=here.place.organisation, reason="ถอน"
        ),
    )
    assert sorted(isinstance(one, Overtaken) for one in (agreed, withdrawn)) == [False, True]
    wanted = SwapStatus.AGREED if agreed is None else SwapStatus.CANCELLED
    assert seen().status is wanted


def test_both_sides_that_sign_at_once_make_one_swap(two: tuple[Office, Office]) -> None:
    here, there = two
    proposed(here, there)
    agrees(there)
    first, last = drawn(here, "21"), drawn(there, "31")
    results = at_once(lambda: applies(here, first), lambda: applies(there, last))
    assert results == [None, None]
    assert seen().status is SwapStatus.SIGNED
    assert (whereabouts(here, SOON), whereabouts(there, SOON)) == (home(there), home(here))
    assert Incumbency.objects.filter(starts=SOON).count() == 2


@pytest.mark.once
@pytest.mark.django_db
def test_a_transfer_that_both_sides_cancel_by_orders_before_its_day_leaves_the_person_and_the_rights(
    cast: Cast,
) -> None:
    here, there = cast.settled("ท่าอุเทน"), cast.settled("โนนตาล")
    who, day = here["hr"], TODAY + timedelta(days=20)
    save(acting_as(Role.LGO_BOOTSTRAP, here.lgo), here, officer=assigned(who, TODAY))
    out = MovementDraft("TRANSFER_OUT", day, person_id=who, other_organisation_id=there.lgo.pk)
    sent = _written(here, out, "41")
    assert _right(here, who, day) is False
    into = MovementDraft(
        "TRANSFER_IN", day, person_id=who, other_organisation_id=here.lgo.pk, kind_code="MUN_OFFICIAL",
        post_id=_vacant(cast, there),
    )  # fmt: skip
    received = _written(there, into, "51")
    case = TransferCase.objects.get(person=who)
    assert (case.status, records.custody(who, day)) == (CaseStatus.ACCEPTED.value, there.lgo.pk)
    # The receiver first, then the sender: what both signed is undone by both.
    _undone(there, received, day, "52")
    _undone(here, sent, day, "42")
    case.refresh_from_db()
    assert case.status == CaseStatus.CANCELLED.value
    assert records.custody(who, day) == here.lgo.pk
    assert _right(here, who, day) is True


def _hands(place: CastPlace) -> tuple[Actor, Actor]:
    return acting_as(Role.OFFICER, place.lgo), acting_as(Role.REGISTRAR, place.lgo)


def _written(place: CastPlace, line: MovementDraft, number: str) -> Order:
    officer, _ = _hands(place)
    header = Header(OrderKind.TRANSFER, line.starts, subject="โอน", reason="ตามคำสั่ง")
    made = actions.draw_up(by=officer, organisation=place.lgo, header=header, lines=[line])
    return _applied(place, made, number)


def _undone(place: CastPlace, done: Order, day: date, number: str) -> Order:
    officer, _ = _hands(place)
    header = Header(OrderKind.CANCELLATION, day, subject="ยกเลิก", reason="คณะกรรมการมีมติ")
    return _applied(
        place, actions.draw_cancelling(by=officer, order_id=done.entry_id, header=header), number
    )


def _applied(place: CastPlace, made: Order, number: str) -> Order:
    officer, registrar = _hands(place)
    nobody: frozenset[UUID] = frozenset()
    made = actions.check(by=officer, order_id=made.entry_id, version=made.version, pair=nobody)
    paper = Signature(number, 2561, SIGNED_ON.replace(month=7), "นายทดสอบ นายก", "นายกเทศมนตรี")
    made = actions.sign(by=officer, order_id=made.entry_id, version=made.version, signed=paper, pair=nobody)
    return actions.apply(by=registrar, order_id=made.entry_id, version=made.version, pair=nobody)


def _right(place: CastPlace, who: UUID, on: date) -> bool:
    return any(found is not None and found.person == who for found in rights.pair_on(place.lgo.pk, on).values())


def _vacant(cast: Cast, place: CastPlace) -> UUID:
    draft = PostDraft("48-2-01-4101-901", "4101", "", FOUNDED, reason="ทดสอบ")
    (made,) = posts.establish_all(by=cast.keeper, organisation=place.lgo, posts=[draft])
    return made.pk

