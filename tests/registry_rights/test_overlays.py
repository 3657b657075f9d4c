"""Overlays begin and end by themselves, and carry rights where SEM102 says so: who is registrar or officer by an order
of the record is so on the days of that order, and no longer than it stands (domain.md 2.3, 6.1; RR-04)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.registry_rights import queries, seats, wording
from lhr.registry_rights.drafts import Chosen
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import Capacity, State
from lhr.service_record import queries as service
from lhr.service_record.models import Overlay, ServiceLine
from lhr.service_record.rules import CancelEffect
from tests.support.cast import TODAY, Place, cancelled, confirm, day, holder, hr, moves, palad, save
from tests.support.rules import rule

pytestmark = pytest.mark.django_db
AUG_5, AUG_10, AUG_15, AUG_16, AUG_20 = (day(f"{n} ส.ค. ๒๕๖๑") for n in ("๕", "๑๐", "๑๕", "๑๖", "๒๐"))
OVERLAYS = ("ACTING_FOR", "ACTING_IN", "ASSIGNED", "DELEGATED", "SECONDED")
BY_ORDER = {Capacity.ACTING: "ACTING_FOR", Capacity.DELEGATED: "DELEGATED", Capacity.ASSIGNED: "ASSIGNED"}


def ordered(town: Place, capacity: Capacity, who: str, bootstrap: Actor, province: Actor) -> ServiceLine:
    """An order of the record that runs from 5 to 15 August, and the right that SEM102 rests on it."""
    code = BY_ORDER[capacity]
    line = moves(town, town[who], code, AUG_5, last_day=AUG_15, post_id=town.posts["palad"])
    cited = {"order_number": "12/2561", "order_signed_on": line.citation_signed_on}
    chosen = Chosen(capacity, AUG_5, last_day=AUG_20, person_id=town[who], **cited)
    if capacity is Capacity.ASSIGNED:
        save(bootstrap, town, registrar=palad(town["palad"]), officer=chosen)
    else:
        save(bootstrap, town, registrar=palad(town["palad"]))
        save(bootstrap, town, registrar=chosen)
        confirm(province, town)
    return line


def right(town: Place, who: str) -> Tenure:
    return next(t for t in queries.appointments_of(town.lgo.pk) if t.person == town[who])


def held(town: Place, capacity: Capacity, *days: date) -> list[UUID | None]:
    role = Role.OFFICER if capacity is Capacity.ASSIGNED else Role.REGISTRAR
    return [holder(town, role, on) for on in days]


def others(town: Place, capacity: Capacity) -> UUID | None:
    """Who holds the role where the order does not run: the ปลัด goes on; of an officer there is no other."""
    return None if capacity is Capacity.ASSIGNED else town["palad"]


@pytest.mark.parametrize("code", OVERLAYS)
def test_an_overlay_holds_on_its_days_and_on_no_other(code: str, town: Place) -> None:
    moves(town, town["deputy"], code, AUG_5, last_day=AUG_15)
    picture = service.service_of(town["deputy"])
    over = {on: any(o.period.covers(on) for o in picture.overlays) for on in (TODAY, AUG_5, AUG_15, AUG_16)}
    assert over == {TODAY: False, AUG_5: True, AUG_15: True, AUG_16: False}
    stored = Overlay.objects.get(person=town["deputy"])
    assert (stored.movement_code, stored.starts, stored.until) == (code, AUG_5, AUG_16)
    assert service.holder_of_post(town.posts["deputy"], AUG_10) == town["deputy"], "the post is kept"


@rule("RR-04")
@pytest.mark.parametrize("capacity", list(BY_ORDER))
def test_RR04_a_right_by_an_order_of_the_record_ends_with_the_order(
    capacity: Capacity, town: Place, bootstrap: Actor, province: Actor
) -> None:
    """SEM102 says 20 August, the order in the record the 15th: the order decides."""
    ordered(town, capacity, "deputy", bootstrap, province)
    other, mine = others(town, capacity), town["deputy"]
    assert held(town, capacity, TODAY, AUG_5, AUG_15, AUG_16) == [other, mine, mine, other]
    assert "คำสั่งให้รักษาการหรือมอบหมายสิ้นสุดหรือถูกยกเลิก" in wording.why_ended(right(town, "deputy")).th


@rule("RR-04")
@pytest.mark.parametrize("capacity", list(BY_ORDER))
def test_RR04_a_right_by_an_order_ends_when_the_order_is_cancelled_and_returns_with_it(
    capacity: Capacity, town: Place, bootstrap: Actor, province: Actor
) -> None:
    line = ordered(town, capacity, "deputy", bootstrap, province)
    other, mine = others(town, capacity), town["deputy"]
    undone = cancelled(town, line, AUG_10)  # it counts as never having held, as the register knows it from the 10th on
    assert held(town, capacity, AUG_5, AUG_10) == [mine, other], "what was done under it stays done"
    everyone = queries.appointments_of(town.lgo.pk)
    assert seats.state_on(right(town, "deputy"), AUG_10, everyone) in (State.SUSPENDED, State.ENDED)
    cancelled(town, undone, AUG_10)
    assert held(town, capacity, AUG_5, AUG_10, AUG_15, AUG_16) == [mine, mine, mine, other]


@rule("RR-04")
def test_RR04_an_order_to_act_that_ends_from_a_day_on_takes_the_right_on_that_day(
    town: Place, bootstrap: Actor, province: Actor
) -> None:
    line = ordered(town, Capacity.ACTING, "deputy", bootstrap, province)
    how = {"cancels": line.entry_id, "cancel_effect": CancelEffect.FROM_DAY}
    moves(town, town["deputy"], "CANCEL_ORDER", AUG_10, **how)
    assert held(town, Capacity.ACTING, AUG_5, AUG_10) == [town["deputy"], town["palad"]]


@rule("RR-04")
@pytest.mark.parametrize("capacity", list(BY_ORDER))
def test_RR04_who_is_seconded_away_acts_for_nobody_here_and_keeps_the_own_post(
    capacity: Capacity, town: Place, bootstrap: Actor, province: Actor
) -> None:
    ordered(town, capacity, "deputy", bootstrap, province)
    moves(town, town["deputy"], "SECONDED", AUG_10, open_ended=True)
    assert held(town, capacity, AUG_5, AUG_10) == [town["deputy"], others(town, capacity)]
    assert right(town, "deputy").movement == "SECONDED"
    moves(town, town["palad"], "SECONDED", AUG_10, open_ended=True)
    if capacity is not Capacity.ASSIGNED:
        assert held(town, capacity, AUG_10) == [town["palad"]], "a post of one's own proves the right still"


def test_an_order_that_the_record_does_not_know_takes_nothing(
    town: Place, bootstrap: Actor, province: Actor
) -> None:
    """The paper of SEM102 alone: the days of the form decide, whatever else the person does by order."""
    paper = {"order_number": "99/2561", "order_signed_on": TODAY}
    save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"]))
    save(bootstrap, town, registrar=Chosen(Capacity.ACTING, AUG_5, last_day=AUG_20, person_id=town["deputy"], **paper))
    confirm(province, town)
    cancelled(town, moves(town, town["deputy"], "ACTING_IN", AUG_5, last_day=AUG_10))
    assert held(town, Capacity.ACTING, AUG_5, AUG_20) == [town["deputy"], town["deputy"]]
