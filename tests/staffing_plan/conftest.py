"""The town of the service record's tests with the posts of the worked table (domain.md 7.2), who holds them, and what
they draw."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.cli.demonstration import pay
from lhr.kernel.national_id import make_synthetic
from lhr.organisations.models import Organisation
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.service_record import actions as service
from lhr.service_record.drafts import NewPerson, OpeningRecord
from lhr.service_record.pay import Pay
from tests.service_record.conftest import (
    BEGINS,
    BORN,
    Place,
    _keeper,
    _town,
    hand,
    keeper,
    neighbour,
    offices,
    province,
    town,
)
from tests.support import standing
from tests.support.cast import cast

__all__ = ["cast", "keeper", "neighbour", "offices", "province", "town"]

# Number, line, lowest and highest level, whose money, and what the holder draws: step, salary, allowance a month.
_POSTS = {
    "director": ("48-2-04-2102-001", "2102", "DIRECTOR_LOW", "", "OWN", (31, 47_990, 3_500)),
    "hr": ("48-2-01-3102-011", "3102", "PRACTITIONER", "PROFESSIONAL", "OWN", (27, 41_550, None)),
    "clerk": ("48-2-01-4101-011", "4101", "OPERATIONAL", "EXPERIENCED", "OWN", (10, 11_960, None)),
    "academic": ("48-2-05-3701-011", "3701", "PRACTITIONER", "PROFESSIONAL", "OWN", None),
    "general": ("48-2-05-4701-011", "4701", "OPERATIONAL", "EXPERIENCED", "OWN", None),
    "granted": ("48-2-08-3803-011", "3803", "PRACTITIONER", "PROFESSIONAL", "GRANT", (27, 41_550, None)),
}
LEVELS = {"director": "DIRECTOR_LOW", "hr": "PROFESSIONAL", "clerk": "OPERATIONAL", "granted": "PROFESSIONAL"}


@dataclass(frozen=True)
class Costed:
    """The LGO with its posts and people by name, and its officer."""

    organisation: Organisation
    officer: Actor
    registrar: Actor
    posts: dict[str, UUID]
    people: dict[str, UUID]


def _worked() -> dict[str, Any]:
    made = _town()
    return {**made, "costed": _costed(made["town"], _keeper())}


@pytest.fixture
@standing.made_once(_worked, richer=1)
def costed(town: Place, keeper: Actor) -> Costed:
    """Beside the town's own posts, which say not whose money pays for them and whose holders draw nothing yet."""
    return standing.held("costed") or _costed(town, keeper)


def _costed(town: Place, keeper: Actor) -> Costed:
    pay.load_schedules(keeper, BEGINS)
    drafts = [
        PostDraft(number, line, low, BEGINS, top_level_code=top, funding=source, reason="ตามประกาศ")
        for number, line, low, top, source, _ in _POSTS.values()
    ]
    made = posts.establish_all(by=keeper, organisation=town.organisation, posts=drafts)
    seats = {name: post.pk for name, post in zip(_POSTS, made, strict=True)}
    held = {name: row[-1] for name, row in _POSTS.items() if row[-1]}
    records = [
        _record(at, seats[name], "MUN_OFFICIAL", LEVELS[name], *drawn)
        for at, (name, drawn) in enumerate(held.items())
    ]
    records += [_record(20 + at, None, "CONTRACT_GENERAL", "", None, 10_000, None) for at in (0, 1)]
    found = service.open_record(by=keeper, organisation=town.organisation, records=records)
    people = dict(zip((*held, "worker", "cleaner"), found, strict=True))
    return Costed(
        town.organisation, hand(town, Role.OFFICER, "hr"), hand(town, Role.REGISTRAR, "palad"), seats, people
    )


def _record(
    at: int, post: UUID | None, kind: str, level: str, step: int | None, salary: int, allowance: int | None
) -> OpeningRecord:
    return OpeningRecord(
        national_id=make_synthetic(7_000 + at),
        person=NewPerson("นาง", "สมหมาย", "ทดสอบตารางงบ", BORN, "F"),
        starts=BEGINS,
        kind_code=kind,
        post_id=post,
        level_code=level,
        position_text="" if post else "คนงาน",
        text="ยกยอดจากทะเบียนเดิม",
        pay=Pay(
            salary=Decimal(salary),
            step=None if step is None else Decimal(step),
            allowance=None if allowance is None else Decimal(allowance),
        ),
    )
