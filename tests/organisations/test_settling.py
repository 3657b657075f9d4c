"""Several processes meet the first request of a day at once: each LGO moves once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from lhr.access.actor import operator
from lhr.audit.models import Change
from lhr.organisations import actions, queries
from lhr.organisations.models import Organisation
from tests.organisations.conftest import BEGINS, DAY
from tests.support.cast import Cast

TOMORROW = DAY + timedelta(days=1)


@pytest.fixture
def astray(own_database: str) -> list[Organisation]:
    """Six LGOs that stand under another district from tomorrow on."""
    cast = Cast()
    other = actions.found_office(by=cast.keeper, place="4802", starts=BEGINS)
    moved = [cast.lgo(f"ท่าทดสอบ{n}") for n in range(6)]
    for lgo in moved:
        actions.place_under(by=operator(DAY, "ทดสอบ"), organisation=lgo, parent=other, starts=TOMORROW)
    return moved


def test_of_several_who_settle_at_once_one_moves_each_lgo(astray: list[Organisation]) -> None:
    start = Barrier(4)

    def settle(_: int) -> int:
        try:
            start.wait()
            return actions.settle_paths(by=operator(TOMORROW, "ทดสอบ"))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(settle, range(4))) == len(astray)
    assert Change.objects.filter(tag="organisations:paths:settled").count() == len(astray)
    assert not queries.astray(TOMORROW).exists()
    for lgo in Organisation.objects.filter(pk__in=[one.pk for one in astray]):
        assert lgo.path == f"/48/4802/{lgo.pk.hex[:8]}/"


def test_nothing_is_astray_on_the_day_before(astray: list[Organisation]) -> None:
    assert not queries.astray(DAY).exists()
    assert queries.astray(TOMORROW).count() == len(astray)


def test_a_move_from_a_district_up_to_the_province_itself_is_seen_too(own_database: str) -> None:
    """The new path is the beginning of the old one: only the whole path tells them apart."""
    cast = Cast()
    lgo = cast.lgo("ขึ้นตรง")
    actions.place_under(by=operator(DAY, "ทดสอบ"), organisation=lgo, parent=cast.province, starts=TOMORROW)
    assert [row.organisation_id for row in queries.astray(TOMORROW)] == [lgo.pk]
