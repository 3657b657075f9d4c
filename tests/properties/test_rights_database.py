"""Random histories through the real acts: at no instant does anybody pass without a live appointment that the record
bears. Each history runs in a transaction of its own that is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from lhr.access.roles import Role
from lhr.history.ledger import Overtaken
from lhr.identity.models import Account
from lhr.kernel.rules import RuleBroken
from lhr.registry_rights import actions, queries, seats
from lhr.registry_rights.models import Appointment
from lhr.registry_rights.terms import HOLDERS, Capacity
from lhr.service_record import queries as service
from lhr.service_record.models import ServiceLine
from tests.support.cast import (
    TODAY,
    Cast,
    Place,
    acting,
    acting_as,
    assigned,
    cancelled,
    hr,
    moves,
    palad,
    save,
)

EXAMPLES = max(20, settings().max_examples // 3)
LONGEST = 45
WHO = ("palad", "deputy", "hr", "finance", "clerk")
ahead = st.integers(-5, 25)
who = st.sampled_from(WHO)
steps = st.one_of(
    st.tuples(st.just("palad"), st.just("palad"), ahead, st.just(0)),
    st.tuples(st.just("acting"), who, ahead, st.integers(0, 15)),
    st.tuples(st.just("hr"), st.just("hr"), ahead, st.just(0)),
    st.tuples(st.just("assigned"), who, ahead, st.just(0)),
    st.tuples(st.just("RESIGN"), who, st.integers(0, 25), st.just(0)),
    st.tuples(st.just("SUSPENDED"), who, st.integers(0, 25), st.just(0)),
    st.tuples(st.just("cancel"), who, st.just(0), st.just(0)),
    st.tuples(st.just("confirm"), who, st.just(0), st.just(0)),
    st.tuples(st.just("refuse"), who, st.just(0), st.just(0)),
    st.tuples(st.just("end"), who, st.integers(0, 15), st.just(0)),
)
histories = st.lists(st.tuples(st.integers(0, 6), steps), min_size=3, max_size=9)
Step = tuple[str, str, int, int]


class Walk:
    """One history of the town, day by day."""

    def __init__(self, cast: Cast, town: Place) -> None:
        self.cast, self.town, self.today = cast, town, TODAY
        self.lines: dict[str, ServiceLine] = {}

    def take(self, step: Step) -> None:
        what, name, start, length = step
        starts = self.today + timedelta(days=start)
        acts: dict[str, Callable[[], Any]] = {
            "palad": lambda: self.save(registrar=palad(self.town[name], starts)),
            "acting": lambda: self.save(
                registrar=acting(self.town[name], starts, starts + timedelta(days=length))
            ),
            "hr": lambda: self.save(officer=hr(self.town[name], starts)),
            "assigned": lambda: self.save(officer=assigned(self.town[name], starts)),
            "RESIGN": lambda: self.move(name, "RESIGN", starts),
            "SUSPENDED": lambda: self.move(name, "SUSPENDED", starts, open_ended=True),
            "cancel": lambda: self.cancel(name),
            "confirm": lambda: self.decide(name, actions.confirm),
            "refuse": lambda: self.decide(name, actions.refuse, reason="ไม่ตรงกับคำสั่ง"),
            "end": lambda: self.end(name, starts),
        }
        try:
            with transaction.atomic():
                acts[what]()
        except (RuleBroken, Overtaken):
            pass  # what a rule refuses did not happen

    def save(self, **blocks: Any) -> None:
        save(acting_as(Role.LGO_BOOTSTRAP, self.town.lgo, on=self.today), self.town, **blocks)

    def move(self, name: str, code: str, starts: date, **more: Any) -> None:
        self.lines[name] = moves(self.town, self.town[name], code, starts, self.today, reason="ทดสอบ", **more)

    def cancel(self, name: str) -> None:
        if name in self.lines:
            cancelled(self.town, self.lines.pop(name), on=self.today)

    def of(self, name: str) -> list[Appointment]:
        return [row for row in queries.rows_of(self.town.lgo.pk) if row.person_id == self.town[name]]

    def decide(self, name: str, act: Callable[..., None], **more: Any) -> None:
        by = acting_as(Role.PROVINCE, self.cast.province, on=self.today)
        for row in self.of(name)[-1:]:
            act(by=by, appointment=row, **more)

    def end(self, name: str, last_day: date) -> None:
        by = acting_as(Role.OFFICER, self.town.lgo, on=self.today)
        for row in self.of(name)[-1:]:
            actions.end_appointment(by=by, appointment=row, reason="ทดสอบ", last_day=last_day)

    def check(self) -> None:
        """On every day of the season, as known at this instant."""
        everyone, rows = queries.appointments_of(self.town.lgo.pk), queries.rows_of(self.town.lgo.pk)
        assert sorted(seats.settle(everyone), key=lambda t: t.entry) == sorted(
            everyone, key=lambda t: t.entry
        )
        for n in range(LONGEST):
            day = TODAY + timedelta(days=n)
            for role in HOLDERS:
                found = seats.holder_on(everyone, role, day)
                assert found is None or self.lives(found.entry, rows, day)
        for name in WHO:
            held = {
                d.role for d in queries.actor_for(self.account(self.town[name]), self.today).duties
            } & set(HOLDERS)
            mine = {r for r in HOLDERS if self.holder(everyone, r) == self.town[name]}
            assert held == mine

    def holder(self, everyone: list[seats.Tenure], role: Role) -> UUID | None:
        found = seats.holder_on(everyone, role, self.today)
        return found.person if found else None

    def lives(self, entry: UUID, rows: list[Appointment], day: date) -> bool:
        """Read the row and the record by hand."""
        (row,) = [r for r in rows if r.entry_id == entry]
        ends = [d for d in (row.granted_until, row.closed_on) if d]
        named = row.starts <= day and all(day < d for d in ends) and not row.refused_reason
        confirmed = not row.needs_confirmation or row.confirmed_at is not None
        picture = service.service_of(row.person_id)
        post = picture.post_on(day)
        proved = {
            Capacity.PALAD.value: post is not None and post.is_palad,
            Capacity.HR_OFFICER.value: post is not None and post.line_code == "3102",
        }.get(row.capacity, True)
        serving = (
            picture.serves(self.town.lgo.pk, day) and picture.suspended_on(self.town.lgo.pk, day) is None
        )
        return named and confirmed and proved and serving

    def account(self, person: UUID) -> Account:
        return Account(kind="PERSON", status="ACTIVE", person_id=person, organisation=self.town.lgo)


@pytest.fixture
def land(db: None) -> tuple[Cast, Place]:
    cast = Cast()
    return cast, cast.settled("ท่าอุเทน")


@given(histories)
@settings(max_examples=EXAMPLES)
def test_nobody_passes_without_a_live_appointment_at_any_instant(
    land: tuple[Cast, Place], history: list[tuple[int, Step]]
) -> None:
    with transaction.atomic():
        walk = Walk(*land)
        for days_later, step in history:
            walk.today += timedelta(days=days_later)
            walk.take(step)
            walk.check()
        transaction.set_rollback(True)
