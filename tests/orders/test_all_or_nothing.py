"""An order is written whole or not at all: an error at every statement leaves the database as it was, and the same act
succeeds afterwards."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection

from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.kernel.national_id import make_synthetic
from lhr.orders import actions, queries
from lhr.orders.drafts import Header
from lhr.orders.models import Order
from lhr.orders.terms import OrderKind
from lhr.organisations import actions as organisations
from lhr.organisations.rules import Kind
from lhr.service_record.drafts import MovementDraft, NewPerson
from tests.isolation.dump import as_stored
from tests.orders.conftest import ON, Office
from tests.service_record.conftest import BEGINS, DAY, hand, settled
from tests.support.rows import Row

pytestmark = pytest.mark.assurance("P4")
STEP = 5  # every fifth statement in the quick run, every one in the long one


class Injected(OperationalError):
    """What a database says that fails, as no database says it."""


@dataclass
class Fault:
    """Counts the statements of an act and fails at the one chosen."""

    at: int | None = None
    met: int = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.met += 1
        if self.met == self.at:
            raise Injected
        return execute(sql, params, many, context)


@pytest.fixture
def two(own_database: str) -> tuple[Office, Office]:
    keeper = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.CENTRE, "/"),))
    organisations.found_centre(by=keeper, starts=BEGINS)
    for code in ("48", "4803"):
        organisations.found_office(by=keeper, place=code, starts=BEGINS)
    places = (
        settled(keeper, Kind.TAMBON_MUN, "ท่าอุเทน", "MUN", 1),
        settled(keeper, Kind.TAO, "โนนตาล", "TAO", 2),
    )
    here, there = (
        Office(one, hand(one, Role.OFFICER, "hr"), hand(one, Role.REGISTRAR, "palad")) for one in places
    )
    return here, there


def test_an_error_at_any_statement_of_an_order_leaves_nothing_half_done(
    two: tuple[Office, Office], row: Row
) -> None:
    step = row.size(STEP, 1)
    here, there = two
    tried = 0
    pay = here.signed(here.drawn(here.line("finance"), here.line("deputy", 30000), here.line("hr", 21000)), "11")
    tried += fails(lambda: applies(here, pay), step=step)
    header = Header(OrderKind.CANCELLATION, ON, reason="ออกคำสั่งผิด")
    undo = actions.draw_cancelling(by=here.officer, order_id=pay.entry_id, header=header)
    undo = here.signed(queries.row_of(undo.entry_id), "12")
    tried += fails(lambda: applies(here, undo), step=step)
    places = {"finance": "deputy", "deputy": "finance"}
    moves = [
        MovementDraft("MOVE", ON, person_id=here.place.people[one], post_id=here.place.posts[post].id)
        for one, post in places.items()
    ]
    move = here.signed(here.drawn(*moves, kind=OrderKind.MOVE), "13")
    tried += fails(lambda: applies(here, move), step=step)
    release = MovementDraft(
        "TRANSFER_OUT", DAY.replace(day=31), person_id=here.place.people["finance"],
        other_organisation_id=there.place.organisation.pk,
    )  # fmt: skip
    released = here.signed(here.drawn(release, kind=OrderKind.TRANSFER), "14")
    tried += fails(lambda: applies(here, released), step=step)
    receipt = MovementDraft(
        "TRANSFER_IN", release.starts, person_id=release.person_id, post_id=there.place.posts["vacant"].id,
        kind_code=there.place.kind_code, other_organisation_id=here.place.organisation.pk,
    )  # fmt: skip
    received = there.signed(there.drawn(receipt, kind=OrderKind.TRANSFER), "15")
    tried += fails(lambda: applies(there, received), step=step)
    appoint = MovementDraft(
        "APPOINT", ON, national_id=make_synthetic(9001), kind_code=here.place.kind_code, level_code="PRACTITIONER",
        new_person=NewPerson("นางสาว", "สมฤดี", "ทดสอบใหม่", date(1990, 5, 6), "F"),
        post_id=here.place.posts["vacant"].id,
    )  # fmt: skip
    appointed = here.signed(here.drawn(appoint, kind=OrderKind.APPOINTMENT), "16")
    tried += fails(lambda: applies(here, appointed), step=step)
    row.counted(f"{tried} statements failed, 0 left anything", "at every statement: equal to before")


def applies(office: Office, order: Order) -> None:
    actions.apply(by=office.registrar, order_id=order.entry_id, version=order.version, pair=office.pair)


def fails(act: Callable[[], object], *, step: int) -> int:
    """Let the act fail at its statements in turn, until it meets no fault and succeeds; return how often it failed."""
    before, failed, at = as_stored(without=()), 0, 1
    while True:
        fault = Fault(at)
        with suppress(Injected), connection.execute_wrapper(fault):
            act()
        if fault.met < at:
            break
        assert as_stored(without=()) == before, f"statement {at}"
        failed, at = failed + 1, at + step
    assert failed * step > 20
    assert as_stored(without=()) != before
    return failed
