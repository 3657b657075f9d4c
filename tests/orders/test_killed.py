"""A process that applies orders is killed at random moments: what it was told is done is there, and nothing is half
done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from uuid import UUID, uuid4

import pytest
from django.db import connections

from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.orders.models import Order, OrderLine
from lhr.organisations import actions as organisations
from lhr.organisations.rules import Kind
from lhr.service_record import projecting
from lhr.service_record.models import ServiceLine
from tests.service_record.conftest import BEGINS, DAY, Place, settled
from tests.support.rows import Row

pytestmark = pytest.mark.assurance("C1")


@pytest.fixture
def place(own_database: str) -> Place:
    keeper = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.CENTRE, "/"),))
    organisations.found_centre(by=keeper, starts=BEGINS)
    for code in ("48", "4803"):
        organisations.found_office(by=keeper, place=code, starts=BEGINS)
    return settled(keeper, Kind.TAMBON_MUN, "ท่าอุเทน", "MUN", 1)


def test_what_was_acknowledged_is_there_and_nothing_is_half_done(
    own_database: str, place: Place, row: Row
) -> None:
    acknowledged: set[UUID] = set()
    killed, wanted = 0, row.size(3, 200)
    while killed < wanted:
        told = _one_life(own_database, place, row.random.uniform(0.0, 0.25))
        acknowledged |= told
        killed += 1
        _whole(place, acknowledged)
    done = Order.objects.known().filter(status="APPLIED").count()
    row.counted(
        f"killed {killed} times, {len(acknowledged)} acknowledged, {done} applied, 0 lost, 0 half done",
        "200 times: nothing acknowledged lost, nothing half-applied",
    )
    assert acknowledged
    assert projecting.rewrite_all() == 0


def _one_life(url: str, place: Place, after: float) -> set[UUID]:
    """Let the process live until it has done something and then `after` seconds more; return what it said is done."""
    environment = {**os.environ, "LHR_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "lhr.settings"}
    command = [sys.executable, "-m", "tests.orders.applying", place.organisation.path]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first, "the process died by itself"
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        said = [first, *process.stdout.read().splitlines()]
    assert process.returncode == -signal.SIGKILL
    return {UUID(line.strip()) for line in said if len(line.strip()) == 36}


def _whole(place: Place, acknowledged: set[UUID]) -> None:
    """Each applied order has all of its lines in the records, each other none; what was acknowledged is applied."""
    connections.close_all()
    orders = {order.entry_id: order for order in Order.objects.known()}
    assert acknowledged <= {key for key, order in orders.items() if order.status == "APPLIED"}
    drawn: dict[UUID, set[UUID]] = {}
    for order, line in OrderLine.objects.known().values_list("order", "entry_id"):
        drawn.setdefault(order, set()).add(line)
    written = Counter(ServiceLine.objects.known().filter(source="ORDER").values_list("entry_id", flat=True))
    assert set(written.values()) <= {1}
    for key, lines in drawn.items():
        there = lines & written.keys()
        assert there == (lines if orders[key].status == "APPLIED" else set()), key
