"""An order to act leads on to SEM102, and what SEM102 rests on it ends with it: SEM101 says so (RR-04, domain 2.7)."""

from __future__ import annotations

import pytest
from django.test import Client

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.orders import queries
from lhr.posts import queries as posts
from lhr.registry_rights.drafts import Chosen
from lhr.registry_rights.terms import Capacity
from lhr.service_record.models import ServiceLine
from tests.support.cast import TODAY, Place, acting_as, cancelled, confirm, day, holder, save
from tests.support.rules import rule
from tests.web.desks import text_of
from tests.web.orders.desk import SIGNED, adds, applies, draws, led_to, presses

pytestmark = pytest.mark.django_db


@rule("RR-04")
def test_RR04_an_order_to_act_leads_to_sem102_and_its_cancelling_takes_the_right(
    officer_desk: Client, registrar_desk: Client, pair: Place, province: Actor
) -> None:
    order = draws(officer_desk, kind="ACTING", starts="1 ส.ค. 2561", subject="รักษาราชการแทนปลัด")
    acts = {"post": str(pair.posts["palad"]), "starts": "1 ส.ค. 2561", "last_day": "15 ส.ค. 2561"}
    led_to(adds(officer_desk, order, pair["deputy"], "ACTING_FOR", **acts))
    drafted = text_of(officer_desk.get(f"/orders/{order}/"))
    assert '1 ส.ค. 2561</time></span> <span class="nw">– ' in drafted
    palad = posts.view_of(pair.posts["palad"], TODAY)
    post = f"<ins>→ รักษาราชการแทน {palad.number} {palad.name}</ins>"
    assert (post in drafted, "ประเภท: <b>รักษาราชการแทน</b>" in drafted) == (True, True)
    led_to(presses(officer_desk, order, "check"))
    led_to(presses(officer_desk, order, "sign", **SIGNED))
    assert "/rights/edit/" not in text_of(registrar_desk.get(f"/orders/{order}/"))
    led_to(applies(registrar_desk, order))
    for desk in (officer_desk, registrar_desk):
        page = text_of(desk.get(f"/orders/{order}/"))
        assert post in page
        assert 'href="/rights/edit/">ลงทะเบียนสิทธิของผู้รักษาการหรือผู้ได้รับมอบหมาย (SEM102)' in page

    cited = queries.row_of(order)
    rests = {"order_number": f"{cited.number}/{cited.year}", "order_signed_on": cited.signed_on}
    last = day("๑๕ ส.ค. ๒๕๖๑")
    chosen = Chosen(Capacity.ACTING, TODAY, last_day=last, person_id=pair["deputy"], **rests)
    save(acting_as(Role.LGO_BOOTSTRAP, pair.lgo), pair, registrar=chosen)
    confirm(province, pair)
    assert holder(pair, Role.REGISTRAR, TODAY) == pair["deputy"]
    cancelled(pair, ServiceLine.objects.known().get(movement_code="ACTING_FOR"))
    assert holder(pair, Role.REGISTRAR, TODAY) == pair["palad"]
    assert "คำสั่งให้รักษาการหรือมอบหมายสิ้นสุดหรือถูกยกเลิก" in text_of(officer_desk.get("/rights/"))
