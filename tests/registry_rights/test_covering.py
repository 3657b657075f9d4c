"""Acting registrars and successors: never two on one day, never a gap that nobody chose (scenarios 5, 8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.policy import Denied, reach
from lhr.access.roles import Role
from lhr.history.ledger import Overtaken
from lhr.registry_rights import actions, queries, seats
from lhr.registry_rights.terms import State
from tests.support.cast import (
    TODAY,
    Cast,
    Place,
    acting,
    acting_as,
    assigned,
    confirm,
    day,
    holder,
    hr,
    moves,
    palad,
    save,
)
from tests.support.rules import refused

AUG_15, AUG_16 = day("๑๕ ส.ค. ๒๕๖๑"), day("๑๖ ส.ค. ๒๕๖๑")
OCT_1 = day("๑ ต.ค. ๒๕๖๑")


def state(town: Place, who: str, on: object = TODAY) -> State:
    everyone = queries.appointments_of(town.lgo.pk)
    mine = [t for t in everyone if t.person == town[who]]
    return seats.state_on(mine[-1], on, everyone)  # type: ignore[arg-type]


def test_an_acting_registrar_waits_for_the_province_and_ends_nobody(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]))
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, AUG_15))
    assert state(town, "deputy") is State.AWAITING
    assert holder(town, Role.REGISTRAR, TODAY) == town["palad"]


def test_an_acting_order_works_on_its_last_day_and_not_on_the_next(
    bootstrap: Actor, province: Actor, town: Place
) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]))
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, AUG_15))
    confirm(province, town)
    assert [holder(town, Role.REGISTRAR, d) for d in (TODAY, AUG_15, AUG_16)] == [
        town["deputy"],
        town["deputy"],
        town["palad"],
    ]
    assert state(town, "palad") is State.COVERED


def test_a_first_confirmation_is_told_as_such_and_never_as_a_right_that_came_back(
    bootstrap: Actor, province: Actor, district: Actor, town: Place
) -> None:
    """Her record already ends her service within the days of the order: what awaited was cut short, never in force."""
    moves(town, town["deputy"], "TRANSFER_OUT", AUG_16, other_organisation_text="อบต. แห่งหนึ่ง")
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, OCT_1))
    confirm(province, town)
    assert holder(town, Role.REGISTRAR, AUG_15) == town["deputy"]
    told = [notice.kind for notice in queries.notices_for(district)]
    assert "confirmed" in told
    assert "restored" not in told


def test_the_province_alone_confirms(bootstrap: Actor, town: Place, district: Actor, centre: Actor) -> None:
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, AUG_15))
    (row,) = queries.rows_of(town.lgo.pk)
    for by in (bootstrap, district, centre):
        with pytest.raises(Denied):
            actions.confirm(by=by, appointment=row)


def test_what_waits_is_listed_for_the_province(bootstrap: Actor, province: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, AUG_15))
    within = reach(province, Permission.RIGHTS_CONFIRM)
    (row,) = queries.awaiting(within=within, day=TODAY)
    assert row.person_id == town["deputy"]
    assert queries.awaiting(within=within, day=AUG_16) == []
    actions.confirm(by=province, appointment=row)
    assert queries.awaiting(within=within, day=TODAY) == []
    with pytest.raises(Overtaken):
        actions.confirm(by=province, appointment=row)


def test_RR04_what_has_been_decided_cannot_be_decided_again(
    bootstrap: Actor, province: Actor, town: Place
) -> None:
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, AUG_15))
    confirm(province, town)
    (row,) = queries.rows_of(town.lgo.pk)
    with refused("RR-04.1"):
        actions.confirm(by=province, appointment=row)


def test_a_refusal_names_its_reason_and_leaves_the_palad_alone(
    bootstrap: Actor, province: Actor, town: Place
) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]))
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, AUG_15))
    row = next(r for r in queries.rows_of(town.lgo.pk) if r.person_id == town["deputy"])
    with refused("RR-04.2"):
        actions.refuse(by=province, appointment=row, reason="")
    actions.refuse(by=province, appointment=row, reason="คำสั่งไม่ตรงกับหนังสือ")
    assert state(town, "deputy") is State.ENDED
    assert holder(town, Role.REGISTRAR, TODAY) == town["palad"]
    told = queries.notices_for(acting_as(Role.REGISTRAR, town.lgo, town["palad"]))
    assert "refused" in [n.kind for n in told]


def test_a_second_request_takes_the_place_of_the_first_that_still_waits(
    bootstrap: Actor, province: Actor, town: Place
) -> None:
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, AUG_15))
    save(bootstrap, town, registrar=acting(town["finance"], TODAY, AUG_15))
    assert state(town, "deputy") is State.ENDED
    confirm(province, town)
    assert holder(town, Role.REGISTRAR, TODAY) == town["finance"]


def test_RR03_a_person_who_left_before_the_confirmation_is_not_confirmed(
    bootstrap: Actor, province: Actor, town: Place
) -> None:
    starts = day("๑๐ ส.ค. ๒๕๖๑")
    save(bootstrap, town, registrar=acting(town["deputy"], starts, AUG_15))
    moves(town, town["deputy"], "RESIGN", day("๕ ส.ค. ๒๕๖๑"))
    (row,) = queries.rows_of(town.lgo.pk)
    with refused("RR-04.1"):
        actions.confirm(by=province, appointment=row)


def test_without_confirmation_where_the_setting_says_so(
    bootstrap: Actor, town: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_ACTING_NEEDS_CONFIRMATION", "no")
    assert save(bootstrap, town, registrar=acting(town["deputy"], TODAY, AUG_15)).awaiting == ()
    assert holder(town, Role.REGISTRAR, TODAY) == town["deputy"]


def test_no_gap_on_the_first_of_october(cast: Cast, bootstrap: Actor, town: Place) -> None:
    """The officer retires on 1 October while the successor's appointment of that very day stands pending."""
    successor = cast.joins(town, "สืบสาน", day("๑ ม.ค. ๒๕๖๐"))
    save(bootstrap, town, officer=hr(town["hr"]))
    moves(town, town["hr"], "EARLY_RETIRE", OCT_1, reason="ทดสอบ")
    save(bootstrap, town, officer=assigned(successor, OCT_1, order_signed_on=TODAY))
    every_day = [TODAY + timedelta(days=n) for n in range(120)]
    held = [holder(town, Role.OFFICER, d) for d in every_day]
    assert None not in held
    assert [holder(town, Role.OFFICER, d) for d in (OCT_1 - timedelta(days=1), OCT_1)] == [
        town["hr"],
        successor,
    ]
