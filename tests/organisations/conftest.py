"""The tree of นครพนม in small: the centre, the province, two districts, and local governments that share names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import pytest

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.organisations import actions
from lhr.organisations.models import Organisation
from lhr.organisations.rules import Kind

DAY = date(2018, 8, 31)
BEGINS = date(2015, 1, 1)
EVERYWHERE = Reach(frozenset({"/"}))


@dataclass(frozen=True)
class Tree:
    centre: Organisation
    province: Organisation
    thauthen: Organisation
    plapak: Organisation
    pao: Organisation
    town: Organisation
    plapak_tambon: Organisation
    plapak_tao: Organisation
    thauthen_tao: Organisation


@pytest.fixture
def places(db: None) -> None:
    """The districts of นครพนม, which stand in every test database."""


@pytest.fixture
def keeper() -> Actor:
    """The centre's officer who keeps the list of organisations."""
    return Actor(day=DAY, account_id=uuid4(), name="ผู้ดูแลรายชื่อ", duties=(Duty(Role.CENTRE, "/"),))


@pytest.fixture
def tree(db: None, keeper: Actor) -> Tree:
    centre = actions.found_centre(by=keeper, starts=BEGINS)
    office = {
        code: actions.found_office(by=keeper, place=code, starts=BEGINS, demonstration=True)
        for code in ("48", "4802", "4803", "4801")
    }

    def lgo(kind: Kind, name: str, place: str) -> Organisation:
        return actions.found_lgo(
            by=keeper, kind=kind, name=name, place=place, starts=BEGINS, demonstration=True
        )

    return Tree(
        centre=centre,
        province=office["48"],
        thauthen=office["4803"],
        plapak=office["4802"],
        pao=lgo(Kind.PAO, "นครพนม", "48"),
        town=lgo(Kind.TOWN_MUN, "นครพนม", "4801"),
        plapak_tambon=lgo(Kind.TAMBON_MUN, "ปลาปาก", "4802"),
        plapak_tao=lgo(Kind.TAO, "ปลาปาก", "4802"),
        thauthen_tao=lgo(Kind.TAO, "โนนตาล", "4803"),
    )
