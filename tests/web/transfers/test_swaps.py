"""สับเปลี่ยน on the screens: proposed, answered, both orders drawn up and signed, followed by both sides as one."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from lhr.audit import saves
from lhr.orders import queries as orders
from lhr.service_record import queries
from lhr.service_record.models import ServiceLine, TransferCase
from tests.support.cast import Cast, Place
from tests.support.pages import is_refused
from tests.web.desks import CardClient, text_of
from tests.web.orders.desk import SIGNED, applies, body, led_to, presses
from tests.web.transfers.test_transfers import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def proposes(desk: Client, here: Place, there: Place, **typed: str) -> Any:
    said = {
        "save_key": saves.new_key(), "person": str(here["finance"]), "national_id": there.numbers["clerk"],
        "other": "โนนตาล", "citation_number": "๕๕/๒๕๖๑", "citation_signed_on": "20 ก.ค. 2561", "starts": DAY, **typed,
    }  # fmt: skip
    return desk.post("/transfers/swap/", said, follow=True)


def half_of(who: UUID) -> TransferCase:
    return TransferCase.objects.get(person=who, status="REQUESTED")


def version() -> int:
    return sum(case.version for case in TransferCase.objects.exclude(swap=None))


def acts(desk: Client, case: TransferCase, what: str, **typed: Any) -> Any:
    return desk.post(f"/transfers/{case.pk}/{what}/", body(version=version(), **typed), follow=True)


def posts_of(desk: Client, order: UUID) -> list[str]:
    """The column of the post as the page of the order has it."""
    cells = re.findall(r'<td class="post">(.*?)</td>', desk.get(f"/orders/{order}/").content.decode(), re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in cells]


def signs(officer: Client, registrar: CardClient, case: TransferCase, number: str) -> tuple[UUID, list[str]]:
    """One side's order from the page of the swap into the records; with the posts that its draft showed."""
    order = led_to(officer.post(f"/transfers/{case.pk}/order/", body(version=version())))
    drafted = posts_of(officer, order)
    led_to(presses(officer, order, "check"))
    led_to(presses(officer, order, "sign", **{**SIGNED, "citation_number": number}))
    led_to(applies(registrar, order))
    return order, drafted


def test_a_swap_is_proposed_answered_signed_by_both_and_read_as_one(
    officer_desk: Client, registrar_desk: CardClient, senders_officer: Client, senders_registrar: CardClient,
    pair: Place, sender: Place,
) -> None:  # fmt: skip
    page = text_of(proposes(officer_desk, pair, sender))
    ours, theirs = half_of(pair["finance"]), half_of(sender["clerk"])
    assert "รออีกฝ่ายตอบ" in page
    assert "ส×××" in page  # whom the other side would send is veiled until it agrees
    listed = text_of(officer_desk.get("/transfers/"))
    assert listed.count(f"/transfers/{ours.pk}/") == 1
    assert f"/transfers/{theirs.pk}/" not in listed
    answer = text_of(senders_officer.get(f"/transfers/{theirs.pk}/"))
    assert "ตกลงสับเปลี่ยน" in answer
    assert "เรื่องสับเปลี่ยนที่รอหน่วยงานท่าน" in text_of(senders_officer.get("/"))
    assert "ตกลงสับเปลี่ยนแล้ว" in text_of(acts(senders_officer, theirs, "agree"))
    stale = senders_officer.post(f"/transfers/{theirs.pk}/agree/", body(version=1), follow=True)
    assert "เรื่องนี้เปลี่ยนไปแล้ว" in text_of(stale)
    order, drafted = signs(officer_desk, registrar_desk, ours, "71/2561")
    assert set(orders.written(order, ours.effective_on).values()) == {"SIGNED"}
    held = text_of(officer_desk.get(f"/orders/{order}/"))
    assert "ลงนามแล้ว รออีกฝ่าย" in held
    assert f"/transfers/{ours.pk}/" in held
    assert f"/orders/{order}/cancel/" not in held  # the swap is withdrawn as a whole, not by an order
    assert "ลงนามแล้ว รออีกฝ่าย" in text_of(officer_desk.get(f"/transfers/{ours.pk}/"))
    signs(senders_officer, senders_registrar, theirs, "88/2561")
    done = text_of(officer_desk.get(f"/transfers/{ours.pk}/"))
    assert posts_of(officer_desk, order) == drafted  # what was shown when it was signed
    assert "ลงนามครบแล้ว รอวันมีผล" in done
    assert f"/orders/{order}/cancel/" in done
    assert queries.custody(pair["finance"], ours.effective_on) == sender.lgo.pk
    assert queries.custody(sender["clerk"], ours.effective_on) == pair.lgo.pk
    undo = led_to(officer_desk.post(f"/orders/{order}/cancel/", body(starts=DAY, subject="ยกเลิก", reason="มติเปลี่ยน")))
    led_to(presses(officer_desk, undo, "check"))
    led_to(presses(officer_desk, undo, "sign", **{**SIGNED, "citation_number": "72/2561"}))
    led_to(applies(registrar_desk, undo))
    struck = ServiceLine.objects.known().get(person=pair["finance"], movement_code="TRANSFER_IN")
    line = text_of(senders_officer.get(f"/movements/lines/{struck.entry_id}/"))
    assert "ยกเลิกด้วยคำสั่งที่ 72/2561" in line  # the other side reads why its line does not count
    assert queries.custody(sender["clerk"], ours.effective_on) == sender.lgo.pk


def test_a_refusal_with_its_reason_is_read_by_who_proposed(
    officer_desk: Client, senders_officer: Client, pair: Place, sender: Place
) -> None:
    proposes(officer_desk, pair, sender)
    ours, theirs = half_of(pair["finance"]), half_of(sender["clerk"])
    assert "ไม่รับสับเปลี่ยน" in text_of(senders_officer.get(f"/transfers/{theirs.pk}/close/"))
    bare = senders_officer.post(f"/transfers/{theirs.pk}/close/", body(version=version(), reason=""))
    assert is_refused(bare)
    acts(senders_officer, theirs, "close", reason="อัตรากำลังไม่พอ")
    page = text_of(officer_desk.get(f"/transfers/{ours.pk}/"))
    assert "อัตรากำลังไม่พอ" in page
    assert "ทั้งสองคนอยู่ที่เดิม" in page
    assert not ServiceLine.objects.known().filter(movement_code="TRANSFER_OUT").exists()


def test_SR05_a_swap_says_no_more_of_a_number_than_a_transfer_does(
    officer_desk: Client, pair: Place, sender: Place, cast: Cast
) -> None:
    told = [
        text_of(proposes(officer_desk, pair, sender, national_id=number))
        for number in (pair.numbers["clerk"], "1990100000104")
    ]
    assert all("SR-05.1" in page or "PE-01" in page for page in told)
    assert "SR-05.1" in told[0]
    assert not TransferCase.objects.exists()
