"""A cancelling order undoes what its LGO may undo, all of it: lines are not left out, and what stands in a record that
another LGO keeps now is that LGO's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.kernel import clock
from lhr.orders import actions, previewing, queries, undone
from lhr.orders.drafts import Header
from lhr.orders.models import Order
from lhr.orders.terms import OrderKind
from lhr.registry_rights import queries as rights
from lhr.service_record import actions as service_actions
from lhr.service_record import queries as service
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.pay import Pay
from tests.orders.conftest import ON, Office
from tests.service_record.conftest import Place, hand
from tests.support.rules import codes, refused, rule

pytestmark = pytest.mark.django_db
LEAVES, LATER = date(2018, 9, 10), date(2018, 10, 20)


def cancelling(office: Office, order: Order, day: date = ON) -> Order:
    header = Header(OrderKind.CANCELLATION, day, subject="ยกเลิกคำสั่ง", reason="คณะกรรมการมีมติ")
    return actions.draw_cancelling(by=office.officer, order_id=order.entry_id, header=header)


def on(office: Office, day: date) -> Office:
    return replace(
        office, officer=replace(office.officer, day=day), registrar=replace(office.registrar, day=day)
    )


def transferred(office: Office, neighbour: Place) -> tuple[UUID, Office]:
    """The finance official goes to the neighbour in September."""
    who, there = office.place.people["finance"], Office(neighbour, *(hand(neighbour, *one) for one in _PAIR))
    out = MovementDraft("TRANSFER_OUT", LEAVES, person_id=who, other_organisation_id=neighbour.id)
    office.applied(office.drawn(out, kind=OrderKind.TRANSFER), "5")
    into = MovementDraft(
        "TRANSFER_IN", LEAVES, person_id=who, other_organisation_id=office.place.id, kind_code="TAO_OFFICIAL",
        post_id=neighbour.posts["vacant"].id,
    )  # fmt: skip
    there.applied(there.drawn(into, kind=OrderKind.TRANSFER), "6")
    return who, there


_PAIR = ((Role.OFFICER, "hr"), (Role.REGISTRAR, "palad"))


@rule("OR-08", breaks=True)
def test_OR08_no_line_is_taken_out_of_a_cancelling_order(office: Office) -> None:
    order = office.applied(office.drawn(office.line("finance", 20000), office.line("deputy", 30000)), "1")
    draft = cancelling(office, order)
    one, two = queries.lines_of(draft.entry_id)
    with refused("OR-08.4"):
        actions.remove_line(by=office.officer, order_id=draft.entry_id, version=draft.version, line_id=one.id)
    half = actions.write_lines(by=office.officer, order_id=draft.entry_id, version=draft.version, lines=[two.draft])
    seen = previewing.preview(office.officer, half, office.pair)
    assert codes(seen.findings) == ["OR-08.4"]
    with refused("OR-08.4"):
        office.checked(half)


@rule("OR-08", breaks=True)
def test_OR08_what_the_province_verified_meanwhile_is_in_it_or_it_is_drawn_up_anew(
    office: Office, province: Actor
) -> None:
    order = office.applied(office.drawn(office.line("finance", 20000), office.line("hr", 21000)), "1")
    draft = office.signed(cancelling(office, order), "2")
    (mine,) = (line for line in queries.lines_of(order.entry_id) if line.draft.person_id == office.place.people["hr"])
    service_actions.verify(by=province, line_id=mine.id, version=1, pair=office.pair)
    with refused("OR-08.4"):
        actions.apply(by=office.registrar, order_id=draft.entry_id, version=draft.version, pair=office.pair)
    assert service.states_of([mine.id], ON)[mine.id] == "VERIFIED"
    back = actions.reopen(by=office.officer, order_id=draft.entry_id, version=draft.version, reason="ไม่ครบ")
    actions.discard(by=office.officer, order_id=draft.entry_id, version=back.version)
    office.applied(cancelling(office, order), "2")
    assert service.states_of([mine.id], ON)[mine.id] == "VERIFIED"  # the officer's own waits for the province again
    assert len(queries.lines_of(order.entry_id)) == 2


def test_whose_record_has_moved_on_is_left_to_who_keeps_it_and_that_LGO_is_told(
    office: Office, neighbour: Place
) -> None:
    order = office.applied(office.drawn(office.line("finance", 20000), office.line("deputy", 30000)), "1")
    who, there = transferred(office, neighbour)
    with clock.standing_at(clock.midnight(LATER)):
        draft = cancelling(on(office, LATER), order)
        assert [line.draft.person_id for line in queries.lines_of(draft.entry_id)] == [office.place.people["deputy"]]
        found = undone.standing(queries.row_of(order.entry_id), LATER)
        assert [place for _, place in undone.names_elsewhere(found, LATER)] == [undone.keepers(found, LATER)]
        on(office, LATER).applied(draft, "2")
        (notice,) = (
            one for one in rights.notices_for(on(there, LATER).officer) if one.kind == "cancelled-elsewhere"
        )
        assert "1/2561" in notice.th
        assert "2/2561" in notice.th
        assert notice.subject == who


@rule("OR-08", breaks=True)
def test_OR08_an_order_about_those_alone_who_have_gone_is_theirs_to_cancel(office: Office, neighbour: Place) -> None:
    order = office.applied(office.drawn(office.line("finance", 20000)), "1")
    transferred(office, neighbour)
    with clock.standing_at(clock.midnight(LATER)), refused("OR-08.5") as broken:
        cancelling(on(office, LATER), order)
    assert "โนนตาล" in broken.value.findings[0].says()


def test_what_became_of_somebody_who_left_is_not_shown_to_the_LGO_that_he_left(
    office: Office, neighbour: Place
) -> None:
    drafted = office.drawn(office.line("finance", 22000, starts=LATER))
    old = office.applied(office.drawn(office.line("finance", 20000)), "1")
    who, there = transferred(office, neighbour)
    with clock.standing_at(clock.midnight(LATER)):
        risen = MovementDraft("LAW_ADJUST", date(2018, 10, 1), person_id=who, pay=Pay(salary=Decimal(27770)))
        on(there, LATER).applied(on(there, LATER).drawn(risen), "7")
        here = on(office, LATER)
        for order in (drafted, old):
            seen = previewing.preview(here.officer, queries.row_of(order.entry_id), office.pair)
            (line,) = seen.lines
            assert Decimal(27770) not in {one.salary for one in line.judged.paid}
            assert neighbour.id not in {one.organisation_id for one in line.judged.after.employments}
            assert neighbour.posts["vacant"].id not in {
                one.id for one in (line.old_post, line.new_post) if one is not None
            }
        (told,) = previewing.preview(here.officer, drafted, office.pair).lines
        assert "SR-03" in {one.rule.code for one in told.findings}
