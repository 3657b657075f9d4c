"""What officer and registrar press on the pages of an order."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.test import Client

from lhr.audit import saves
from lhr.orders import queries
from lhr.orders.models import Order
from lhr.service_record import queries as service
from tests.support.cast import TODAY, Place
from tests.web.desks import CardClient, text_of

HEAD = {"kind": "PAY_ADJUST", "starts": "1 ก.ค. 2561", "subject": "ปรับเงินเดือนตามกฎหมาย", "reason": "ยังไม่มีบัญชี"}
SIGNED = {
    "citation_number": "๒๕/๒๕๖๑", "citation_signed_on": "๑ ก.ค. ๒๕๖๑", "signatory": "นายทดสอบ นายก",
    "signatory_title": "นายกเทศมนตรี",
}  # fmt: skip


def body(**typed: Any) -> dict[str, Any]:
    return {"save_key": saves.new_key(), **typed}


def led_to(answer: Any) -> UUID:
    """Return the order to whose page a save led."""
    assert answer.status_code == 302, text_of(answer)
    return UUID(str(answer["Location"]).split("/orders/")[1].split("/")[0])


def draws(desk: Client, **typed: Any) -> UUID:
    return led_to(desk.post("/orders/new/", body(**{**HEAD, **typed})))


def version(order: UUID) -> int:
    return queries.row_of(order).version


def adds(desk: Client, order: UUID, who: UUID, movement: str = "LAW_ADJUST", **typed: Any) -> Any:
    said = {"person": str(who), "starts": "1 ก.ค. 2561", "movement": movement, "version": version(order), **typed}
    return desk.post(f"/orders/{order}/lines/?movement={movement}", body(**said))


def presses(desk: Client, order: UUID, what: str, **typed: Any) -> Any:
    return desk.post(f"/orders/{order}/{what}/", body(**{"version": version(order), **typed}))


def applies(desk: Client, order: UUID, **typed: Any) -> Any:
    assert isinstance(desk, CardClient)
    said = {"version": version(order), "warned": warned(desk, order), **typed}
    return desk.signs(f"/orders/{order}/apply/", body(**said))


def warned(desk: Client, order: UUID) -> str:
    """Return what the page sends along of the warnings that stand on it; empty where nothing is to be applied."""
    found = re.search(r'name="warned" value="([0-9a-f]{64})"', desk.get(f"/orders/{order}/").content.decode())
    return found[1] if found else ""


def signed(desk: Client, pair: Place, *who: str, salary: str = "20,000", number: str = "๒๕/๒๕๖๑") -> UUID:
    """An order over these people, as far as its signature."""
    order = draws(desk)
    for one in who:
        led_to(adds(desk, order, pair[one], salary=salary))
    led_to(presses(desk, order, "check"))
    led_to(presses(desk, order, "sign", **{**SIGNED, "citation_number": number}))
    return order


def status(order: UUID) -> str:
    return Order.objects.known().get(entry_id=order).status


def sheet(pair: Place, *rows: tuple[str, str], head: str = "เลขที่ตำแหน่ง\tประเภท\tเงินเดือนใหม่") -> str:
    """A table as it is copied out of Excel: who, and his new salary."""
    held = service.postings(pair.lgo.pk, TODAY)
    return "\n".join([head, *(f"{held[pair[who]].number}\tปรับตามกฎหมาย\t{salary}" for who, salary in rows)])
