"""Ends by order, and what comes into force by itself: service, post, overlays, rights and pay on their own day, with
no job having run (RR-04); and what a cancelling order gives back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.test import Client

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.followup import actions as followup
from lhr.followup import queries as upward
from lhr.kernel import clock
from lhr.orders import actions
from lhr.orders.drafts import Header, Signature
from lhr.orders.models import Order
from lhr.orders.terms import KINDS, OrderKind
from lhr.service_record import queries as service
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.pay import Pay
from lhr.service_record.rules import exit_date
from tests.support.cast import BORN, TODAY, Cast, Place, acting_as, day, holder
from tests.support.rules import refused, rule
from tests.web.desks import account_at, desk_of, text_of

pytestmark = pytest.mark.django_db
NOBODY: frozenset[UUID] = frozenset()
OCTOBER = day("๑ ต.ค. ๒๕๖๑")
EVE = timedelta(days=1)
ENDS = ("RESIGN", "RETIRE", "EARLY_RETIRE", "DEATH", "DISCHARGE", "DISMISS", "EXPEL", "CONTRACT_END")
# A death is never known ahead, an age never before its day.
ON = dict.fromkeys(ENDS, OCTOBER) | {"DEATH": TODAY, "RETIRE": exit_date(BORN)}


class Desk:
    """The two who write an LGO's orders, neither of whom any line is about."""

    def __init__(self, place: Place) -> None:
        self.place, self.number = place, 0
        self.officer, self.registrar = (
            Actor(TODAY, account_id=uuid4(), person_id=uuid4(), duties=(Duty(role, place.lgo.path, place.lgo.pk),))
            for role in (Role.OFFICER, Role.REGISTRAR)
        )

    def gives(self, code: str, who: UUID, starts: date, **more: object) -> Order:
        kind = next(kind for kind, one in KINDS.items() if code in one.movements)
        line = MovementDraft(code, starts, person_id=who, **more)  # type: ignore[arg-type]
        head = Header(kind, starts, subject="ทดสอบ", reason="ตามคำสั่ง")
        return self.applied(
            actions.draw_up(by=self.officer, organisation=self.place.lgo, header=head, lines=[line])
        )

    def cancels(self, order: Order) -> Order:
        head = Header(OrderKind.CANCELLATION, order.starts, subject="ยกเลิก", reason="ออกคำสั่งผิด")
        return self.applied(actions.draw_cancelling(by=self.officer, order_id=order.entry_id, header=head))

    def applied(self, row: Order) -> Order:
        self.number += 1
        row = actions.check(by=self.officer, order_id=row.entry_id, version=row.version, pair=NOBODY)
        paper = Signature(str(self.number), 2561, TODAY, "นายทดสอบ นายก", "นายกเทศมนตรี")
        row = actions.sign(by=self.officer, order_id=row.entry_id, version=row.version, signed=paper, pair=NOBODY)
        return actions.apply(by=self.registrar, order_id=row.entry_id, version=row.version, pair=NOBODY)


@pytest.fixture
def desk(pair: Place) -> Desk:
    return Desk(pair)


def stands(place: Place, who: str, on: date) -> tuple[bool, bool, bool, bool]:
    """Serves, holds the post, acts by an overlay, holds a right: on this day."""
    picture = service.service_of(place[who])
    role = Role.OFFICER if who == "hr" else Role.REGISTRAR
    return (
        picture.serves(place.lgo.pk, on),
        service.holder_of_post(place.posts[who], on) == place[who],
        any(one.period.covers(on) for one in picture.overlays),
        holder(place, role, on) == place[who],
    )


ALL, NONE = (True, True, True, True), (False, False, False, False)


@rule("RR-04")
@pytest.mark.parametrize("code", ENDS)
def test_RR04_an_end_by_order_ends_service_post_overlays_and_rights_on_its_day(
    code: str, pair: Place, desk: Desk
) -> None:
    on = ON[code]
    desk.gives("ACTING_FOR", pair["hr"], TODAY - 2 * EVE, open_ended=True, post_id=pair.posts["finance"])
    ended = desk.gives(code, pair["hr"], on)
    assert (stands(pair, "hr", on - EVE), stands(pair, "hr", on)) == (ALL, NONE)
    assert pair.posts["hr"] in {post.id for post in service.vacant_posts(pair.lgo.pk, on)}
    assert pair.posts["hr"] not in {post.id for post in service.vacant_posts(pair.lgo.pk, on - EVE)}
    assert pair["hr"] not in {one.person.id for one in service.people_of(pair.lgo.pk, on)}
    desk.cancels(ended)
    assert stands(pair, "hr", on) == ALL
    assert pair.posts["hr"] not in {post.id for post in service.vacant_posts(pair.lgo.pk, on)}


@rule("PO-07")
def test_PO07_a_dismissal_is_cancelled_once_the_post_is_free_again(pair: Place, desk: Desk) -> None:
    dismissed = desk.gives("DISMISS", pair["finance"], TODAY)
    filled = desk.gives("MOVE", pair["clerk"], TODAY + EVE, post_id=pair.posts["finance"])
    with refused("PO-07") as broken:
        desk.cancels(dismissed)
    told = broken.value.findings[0]
    assert "นายสมบัติ" in told.says()
    assert "บันทึกคำสั่งที่ทำให้ผู้ครองเดิมพ้นตำแหน่งก่อน" in told.remedy()
    draft = Order.objects.known().exclude(status="APPLIED").get()
    desk.cancels(filled)
    desk.applied(draft)
    for who in ("finance", "clerk"):
        assert service.holder_of_post(pair.posts[who], TODAY + EVE) == pair[who]


def test_who_was_dismissed_is_reappointed_into_another_post_while_the_own_one_is_held(pair: Place, desk: Desk) -> None:
    desk.gives("DISMISS", pair["finance"], TODAY)
    desk.gives("MOVE", pair["clerk"], TODAY + EVE, post_id=pair.posts["finance"])
    back = {"kind_code": "MUN_OFFICIAL", "post_id": pair.posts["clerk"]}
    again = desk.gives("REAPPOINT", pair["finance"], OCTOBER, **back)
    assert not service.serves(pair["finance"], pair.lgo.pk, OCTOBER - EVE)
    assert service.holder_of_post(pair.posts["clerk"], OCTOBER) == pair["finance"]
    desk.cancels(again)
    assert not service.serves(pair["finance"], pair.lgo.pk, OCTOBER)


def shown(client: Client, who: UUID) -> str:
    return text_of(client.get(f"/movements/people/{who}/"))


@pytest.mark.parametrize("on", [TODAY + EVE, OCTOBER])
def test_orders_of_every_class_hold_from_their_day_with_no_job_having_run(pair: Place, desk: Desk, on: date) -> None:
    """A START, a CHANGE, an OVERLAY and an END, all applied today, seen at a minute before midnight and after it."""
    desk.gives("RESIGN", pair["finance"], TODAY)
    desk.gives("REAPPOINT", pair["finance"], on, kind_code="MUN_OFFICIAL", post_id=pair.posts["finance"])
    desk.gives("LAW_ADJUST", pair["clerk"], on, pay=Pay(salary=Decimal(21500)))
    desk.gives("ACTING_FOR", pair["deputy"], on, last_day=on, post_id=pair.posts["palad"])
    desk.gives("RESIGN", pair["palad"], on)
    minute = timedelta(minutes=1)
    with clock.standing_at(clock.midnight(on) - minute):
        registrar = desk_of(account_at(pair, "palad"))
        officer = desk_of(account_at(pair, "hr"))
        assert registrar.get("/movements/queue/").status_code == 200
        assert "ปลัดเทศบาล" in shown(officer, pair["palad"])
        assert pair["finance"] not in {one.person.id for one in service.people_of(pair.lgo.pk, clock.today())}
        assert service.pay_of(pair["clerk"], clock.today()).salary is None
        assert stands(pair, "palad", clock.today())[3]
        assert not stands(pair, "deputy", clock.today())[2]
    with clock.standing_at(clock.midnight(on)):
        assert registrar.get("/movements/queue/").status_code == 403
        assert "48-2-01-1101-001" not in shown(officer, pair["palad"]).partition("</dl>")[0]
        assert "48-2-01-3201-001" in shown(officer, pair["finance"]).partition("</dl>")[0]
        assert service.holder_of_post(pair.posts["finance"], clock.today()) == pair["finance"]
        assert service.holder_of_post(pair.posts["palad"], clock.today()) is None
        assert service.pay_of(pair["clerk"], clock.today()).salary == Decimal(21500)
        assert stands(pair, "deputy", clock.today())[2]
        assert holder(pair, Role.REGISTRAR, clock.today()) is None
    with clock.standing_at(clock.midnight(on + EVE)):
        assert not stands(pair, "deputy", clock.today())[2]  # by its own last day


def test_the_district_sees_on_the_day_that_nobody_is_registrar(cast: Cast, pair: Place, desk: Desk) -> None:
    followup.open_round(by=acting_as(Role.CENTRE, cast.centre), title="รอบที่ ๒", deadline=date(2018, 12, 31))
    desk.gives("DISMISS", pair["palad"], OCTOBER)
    within = Reach(frozenset({cast.district.path}))
    asked = upward.current_round(within=within)
    assert asked is not None
    for on, seen in ((OCTOBER - EVE, False), (OCTOBER, True)):
        [row] = [one for one in upward.rows(asked, within=within, day=on) if one.organisation.id == pair.lgo.pk]
        assert (row.registrar.state.value != "REGISTERED") is seen
