"""A round of นครพนม in small, and a way to put appointments on file as SEM102 leaves them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.followup import actions
from lhr.followup.models import FollowUpRound
from lhr.history import ledger
from lhr.kernel import clock
from lhr.organisations.models import Organisation
from lhr.people.models import Person
from lhr.registry_rights.models import Appointment, RightsForm
from lhr.registry_rights.terms import Capacity, Cover
from tests.organisations.conftest import Tree, keeper, tree

__all__ = ["keeper", "tree"]

DEADLINE = date(2018, 8, 31)
PROVED: dict[Role, Capacity] = {Role.REGISTRAR: Capacity.PALAD, Role.OFFICER: Capacity.HR_OFFICER}
Name = Callable[..., Appointment]


@pytest.fixture
def asked(tree: Tree, keeper: Actor) -> FollowUpRound:
    return actions.open_round(
        by=keeper, title="ลงทะเบียนสิทธิผู้ใช้งาน รอบที่ ๒", letter_reference="มท ๐๘๐๔.๓/ว ๒๕๖๔", deadline=DEADLINE
    )


@pytest.fixture
def name(keeper: Actor) -> Name:
    """Put one appointment on file; `saved_on` is the day of the saving (its first day unless said)."""

    def put(
        lgo: Organisation, role: Role, starts: date, *, saved_on: date | None = None, **values: Any
    ) -> Appointment:
        counts = values.pop("counts", True)
        with (
            clock.standing_at(clock.midnight(saved_on or starts)),
            change(keeper, "followup:round:opened", lgo, path=lgo.path) as this,
        ):
            person = Person.objects.create(
                id_exception_reason="ทดสอบ", birth_date=date(1975, 5, 1), gender="F"
            )
            version = RightsForm.objects.filter(organisation=lgo).count() + 1
            form = RightsForm.objects.create(organisation=lgo, version=version, saved_at=clock.now())
            defaults = {
                "capacity": PROVED[role],
                "cover": Cover.SUBSTANTIVE,
                "took_effect": this.seq if counts else None,
                "needs_confirmation": not counts,
            }
            return ledger.record(
                this,
                Appointment,
                organisation=lgo,
                role=role,
                person=person,
                starts=starts,
                form=form,
                **{**defaults, **values},
            )

    return put


@pytest.fixture
def pair(name: Name) -> Callable[..., None]:
    """Put both appointments of an LGO on file."""

    def put(lgo: Organisation, starts: date, **values: Any) -> None:
        for role in PROVED:
            name(lgo, role, starts, **values)

    return put
