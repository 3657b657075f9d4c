"""Scenarios 2 and 5 of domain.md 2.9 on the screens: what was a right yesterday is refused today, and seen above."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.followup import actions as followup
from lhr.kernel import clock
from tests.support.cast import TODAY, Cast, Place, acting, acting_as, confirm, holder, moves, save
from tests.web.desks import account_at, desk_of, text_of

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
WITHOUT = "/oversight/without/registrar/"


def before(midnight_of: date) -> datetime:
    return clock.midnight(midnight_of) - timedelta(minutes=10)


@pytest.fixture
def on_the_day() -> Iterator[None]:
    """Ten minutes before midnight."""
    with clock.standing_at(before(TOMORROW)):
        yield


@pytest.fixture
def asked(on_the_day: None, cast: Cast) -> None:
    followup.open_round(by=acting_as(Role.CENTRE, cast.centre), title="รอบที่ ๒", deadline=date(2018, 8, 31))


def test_the_palad_transfers_and_at_midnight_the_open_tab_is_refused_and_the_district_sees_the_vacancy(
    asked: None, pair: Place, neighbour: Place, registrar_desk: Client, district_desk: Client, province_desk: Client
) -> None:
    moves(pair, pair["palad"], "TRANSFER_OUT", TOMORROW, other_organisation_id=neighbour.lgo.pk)
    assert registrar_desk.get("/movements/queue/").status_code == 200
    assert "เทศบาลตำบลท่าอุเทน" not in text_of(district_desk.get(WITHOUT))
    with clock.standing_at(clock.midnight(TOMORROW)):
        refused = registrar_desk.get("/movements/queue/")
        assert refused.status_code == 403
        assert "CL-29" in text_of(refused)
        assert "สิ้นสุดเมื่อ 2 สิงหาคม 2561 เพราะให้โอน" in text_of(refused)
        for above in (district_desk, province_desk):
            page = text_of(above.get(WITHOUT))
            assert "เทศบาลตำบลท่าอุเทน" in page
            assert "ไม่มีนายทะเบียนประวัติ: ให้โอน" in page


def test_an_acting_order_works_on_its_last_day_and_the_palad_again_on_the_next(
    asked: None, pair: Place, bootstrap: Actor, province: Actor, registrar_desk: Client
) -> None:
    save(bootstrap, pair, registrar=acting(pair["deputy"], TODAY, TODAY))
    confirm(province, pair)
    deputy = desk_of(account_at(pair, "deputy"))
    assert deputy.get("/rights/").status_code == 200
    resting = registrar_desk.get("/rights/")
    assert (resting.status_code, "มีผู้รักษาการ" in text_of(resting)) == (403, True)
    with clock.standing_at(clock.midnight(TOMORROW)):
        over = deputy.get("/rights/")
        assert (over.status_code, "เพราะครบกำหนดตามคำสั่ง" in text_of(over)) == (403, True)
        assert registrar_desk.get("/rights/").status_code == 200
    assert [holder(pair, Role.REGISTRAR, d) for d in (TODAY, TOMORROW)] == [pair["deputy"], pair["palad"]]
