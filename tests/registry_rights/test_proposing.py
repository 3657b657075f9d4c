"""Whom the record proposes for SEM102: who acts for the ปลัด by an order of the ก.พ.๗, and who comes later."""

from __future__ import annotations

from datetime import date
from typing import Any

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.registry_rights import queries
from lhr.registry_rights.queries import Proposal
from lhr.registry_rights.terms import Capacity
from lhr.service_record import queries as service
from tests.support.cast import TODAY, Place, acting, cancelled, day, hr, moves, palad, save

AUG_5, AUG_15, AUG_31 = day("๕ ส.ค. ๒๕๖๑"), day("๑๕ ส.ค. ๒๕๖๑"), day("๓๑ ส.ค. ๒๕๖๑")


def proposed(town: Place, role: Role, on: date = TODAY) -> Proposal | None:
    return next((p for p in queries.proposals(town.lgo.pk, on) if p.role is role), None)


def acts(town: Place, who: str = "deputy", post: str = "palad", starts: date = AUG_5) -> Any:
    return moves(town, town[who], "ACTING_FOR", starts, last_day=AUG_15, post_id=town.posts[post])


def test_a_verified_acting_order_is_proposed_with_number_and_days(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]))
    acts(town)
    found = proposed(town, Role.REGISTRAR)
    assert found is not None
    assert (found.person_id, found.capacity) == (town["deputy"], Capacity.ACTING)
    assert (found.starts, found.last_day) == (AUG_5, AUG_15)
    assert (found.order_number, found.order_signed_on) == ("12/2561", TODAY)
    save(
        bootstrap,
        town,
        registrar=acting(found.person_id, found.starts, found.last_day, order_number=found.order_number),
    )
    assert proposed(town, Role.REGISTRAR) is None


def test_an_order_that_has_begun_is_proposed_from_today_and_one_that_is_over_not(
    bootstrap: Actor, town: Place
) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]))
    acts(town)
    begun = proposed(town, Role.REGISTRAR, day("๑๐ ส.ค. ๒๕๖๑"))
    assert begun is not None
    assert begun.starts == day("๑๐ ส.ค. ๒๕๖๑")
    assert proposed(town, Role.REGISTRAR, AUG_31) is None


def test_acting_in_another_post_or_by_a_cancelled_order_is_no_proposal(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]))
    acts(town, who="clerk", post="finance")
    assert proposed(town, Role.REGISTRAR) is None
    line = acts(town)
    cancelled(town, line)
    assert proposed(town, Role.REGISTRAR) is None


def test_who_will_hold_the_post_is_proposed_once_the_present_right_ends(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, officer=hr(town["hr"]), registrar=palad(town["palad"]))
    moves(town, town["hr"], "RESIGN", AUG_5)
    assert proposed(town, Role.OFFICER) is None
    moves(town, town["clerk"], "MOVE", AUG_15, post_id=town.posts["hr"])
    found = proposed(town, Role.OFFICER)
    assert found is not None
    assert (found.person_id, found.capacity, found.starts) == (town["clerk"], Capacity.HR_OFFICER, AUG_15)
    save(bootstrap, town, officer=hr(town["clerk"], AUG_15))
    assert proposed(town, Role.OFFICER) is None


def test_the_persons_own_orders_to_act_stand_behind_the_provinces_decision(town: Place) -> None:
    acts(town)
    (order,) = service.orders_to_act(town.lgo.pk, town["deputy"])
    assert (order.number, order.signed_on, order.last_day) == ("12/2561", TODAY, AUG_15)
    assert order.covers_any(AUG_15, None)
    assert not order.covers_any(AUG_31, None)
    assert service.orders_to_act(town.lgo.pk, town["clerk"]) == []
