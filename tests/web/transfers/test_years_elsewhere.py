"""The record of somebody who came by transfer is one: who keeps it opens the lines and scans of the LGO of before, and
undoes by order what may be undone; the LGO of before goes on reading its own years."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from lhr.access.roles import Role
from lhr.audit.queries import readings_of
from lhr.service_record import queries as service
from lhr.service_record.models import ServiceLine
from lhr.service_record.pay import Pay
from lhr.web.shared.readings import LINES, SCAN
from tests.support import scans
from tests.support.cast import Cast, Place, acting_as, hr, moves, palad, save
from tests.support.pages import html_of
from tests.web.desks import SINCE, account_at, desk_of

RISES, COMES = date(2018, 4, 1), date(2018, 6, 1)
CANCELS, AMENDS = "CANCEL_ORDER&amp;cancels=", "AMEND_ORDER&amp;amends="
MENDS = ("corrects=", "ขอขีดฆ่าทั้งรายการ", "แนบไฟล์")


@pytest.fixture
def came(sender: Place, town: Place) -> tuple[UUID, ServiceLine]:
    who = sender["finance"]
    risen = moves(
        sender, who, "LAW_ADJUST", RISES, pay=Pay(salary=Decimal(21000)), reason="ไม่มีบัญชี", scan=scans.checked(3)
    )
    moves(sender, who, "TRANSFER_OUT", COMES, other_organisation_id=town.lgo.pk)
    moves(town, who, "TRANSFER_IN", COMES, other_organisation_id=sender.lgo.pk, kind_code="CONTRACT_GENERAL")
    return who, risen


def shown(desk: Client, name: str, *args: UUID) -> str:
    answer = desk.get(reverse(name, args=args))
    assert answer.status_code == 200, answer
    return html_of(answer)


def test_who_keeps_the_record_opens_every_line_and_scan_of_it_and_undoes_by_order(
    came: tuple[UUID, ServiceLine], officer_desk: Client
) -> None:
    who, line = came
    opened = reverse("movements:line", args=[line.entry_id])
    assert opened in shown(officer_desk, "card:person", who)
    page = shown(officer_desk, "movements:line", line.entry_id)
    assert CANCELS in page
    assert AMENDS in page
    assert not [one for one in MENDS if one in page]
    (scan,) = service.line_of_person(line.entry_id, who, COMES).scans
    assert officer_desk.get(reverse("movements:scan", args=[line.entry_id, scan.id])).status_code == 200
    assert {one.reading.view for one in readings_of(who)} >= {LINES, SCAN}
    out = ServiceLine.objects.known().get(person=who, movement_code="TRANSFER_OUT")
    assert CANCELS not in shown(officer_desk, "movements:line", out.entry_id)
    begun = officer_desk.get(reverse("movements:key"), {"movement": "CANCEL_ORDER", "cancels": line.entry_id})
    assert f'value="{line.entry_id}" selected' in html_of(begun)


def test_the_LGO_of_before_reads_its_years_and_nobody_else_any(
    came: tuple[UUID, ServiceLine], senders_officer: Client, cast: Cast
) -> None:
    who, line = came
    third = cast.settled("เวินพระบาท")
    by = acting_as(Role.LGO_BOOTSTRAP, third.lgo)
    save(by, third, registrar=palad(third["palad"], SINCE), officer=hr(third["hr"], SINCE))
    stranger_desk = desk_of(account_at(third, "hr"))
    into = ServiceLine.objects.known().get(person=who, movement_code="TRANSFER_IN")
    address, onward = (reverse("movements:line", args=[one.entry_id]) for one in (line, into))
    assert senders_officer.get(address).status_code == 200
    assert senders_officer.get(onward).status_code == 404
    assert {stranger_desk.get(one).status_code for one in (address, onward)} == {404}
