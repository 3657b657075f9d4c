"""An LGO whose register can prove nothing yet names its pair by order; the province confirms (domain.md 2.8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.registry_rights import queries
from lhr.registry_rights.drafts import Chosen
from lhr.registry_rights.queries import Outcome
from lhr.registry_rights.terms import Capacity
from tests.support.cast import TODAY, Cast, Place, acting_as, confirm, moves, new_person, save, search
from tests.support.rules import refused

ORDER = {"order_number": "๑/๒๕๖๑", "order_signed_on": TODAY - timedelta(days=3)}


@pytest.fixture
def first_account(newborn: Organisation) -> Actor:
    return acting_as(Role.LGO_BOOTSTRAP, newborn)


def by_new(by: Actor, place: Organisation, number: str, capacity: Capacity, **more: object) -> Chosen:
    ticket = search(by, place, number).ticket
    return Chosen(capacity, TODAY, new_person=new_person(by, number, ticket), **{**ORDER, **more})  # type: ignore[arg-type]


def registrar_of(place: Organisation) -> object:
    found = queries.pair_on(place.pk, TODAY)[Role.REGISTRAR]
    return found.person if found else None


def test_a_new_person_is_named_by_order_and_counts_once_the_province_confirms(
    cast: Cast, newborn: Organisation, first_account: Actor, province: Actor
) -> None:
    number = cast.number()
    answer = search(first_account, newborn, number)
    assert (answer.outcome, answer.may_name_new) == (Outcome.NEUTRAL, True)
    saved = save(first_account, newborn, registrar=by_new(first_account, newborn, number, Capacity.PALAD))
    assert saved.awaiting == (Role.REGISTRAR,)
    assert [i.person_name for i in saved.issued] == ["นางสาวสมฤดี ทดสอบใหม่"]
    assert registrar_of(newborn) is None
    confirm(province, newborn)
    person = people.find(number)
    assert person is not None
    assert registrar_of(newborn) == person.pk
    (tenure,) = queries.appointments_of(newborn.pk)
    assert tenure.unproven


def test_the_person_entered_is_found_here_from_then_on(
    cast: Cast, newborn: Organisation, first_account: Actor
) -> None:
    number = cast.number()
    save(first_account, newborn, officer=by_new(first_account, newborn, number, Capacity.HR_OFFICER))
    assert search(first_account, newborn, number).outcome is Outcome.FOUND_HERE


def test_RR02_the_order_is_not_left_out(cast: Cast, newborn: Organisation, first_account: Actor) -> None:
    without = by_new(
        first_account, newborn, cast.number(), Capacity.PALAD, order_number="", order_signed_on=None
    )
    with refused("RR-02.2", on="registrar-capacity"):
        save(first_account, newborn, registrar=without)


def test_PE02_a_number_known_elsewhere_opens_no_record_and_tells_neither_name_nor_lgo(
    newborn: Organisation, first_account: Actor, neighbour: Place
) -> None:
    chosen = by_new(first_account, newborn, neighbour.numbers["palad"], Capacity.PALAD)
    with refused("PE-02.2", on="registrar-national_id"):
        save(first_account, newborn, registrar=chosen)


def test_RR03_a_number_that_was_not_searched_first_is_refused_so_that_none_is_tried_unseen(
    cast: Cast, newborn: Organisation, first_account: Actor
) -> None:
    chosen = by_new(first_account, newborn, cast.number(), Capacity.PALAD)
    assert chosen.new_person is not None
    other = replace(chosen, new_person=replace(chosen.new_person, national_id=cast.number()))
    with refused("RR-03.2", on="registrar-person"):
        save(first_account, newborn, registrar=other)


def test_RR01_one_new_person_does_not_fill_both_blocks(
    cast: Cast, newborn: Organisation, first_account: Actor
) -> None:
    number = cast.number()
    one = by_new(first_account, newborn, number, Capacity.PALAD)
    two = by_new(first_account, newborn, number, Capacity.ASSIGNED)
    with refused("RR-01.2", on="officer-person"):
        save(first_account, newborn, registrar=one, officer=two)


def test_RR03_a_cold_lgo_cannot_name_a_person_that_another_cold_lgo_entered(
    cast: Cast, newborn: Organisation, first_account: Actor
) -> None:
    number, other = cast.number(), cast.lgo("นามกร")
    save(first_account, newborn, officer=by_new(first_account, newborn, number, Capacity.ASSIGNED))
    person = people.find(number)
    assert person is not None
    chosen = Chosen(Capacity.ASSIGNED, TODAY, person_id=person.pk, **ORDER)  # type: ignore[arg-type]
    with refused("RR-03", on="officer-person"):
        save(acting_as(Role.LGO_BOOTSTRAP, other), other, officer=chosen)


def test_RR03_an_lgo_with_a_record_names_its_own_people_only(
    cast: Cast, bootstrap: Actor, town: Place
) -> None:
    with refused("RR-03", on="officer-person"):
        save(bootstrap, town, officer=by_new(bootstrap, town.lgo, cast.number(), Capacity.ASSIGNED))


def test_RR03_no_cold_start_where_the_setting_says_so(
    cast: Cast, newborn: Organisation, first_account: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = by_new(first_account, newborn, cast.number(), Capacity.PALAD)
    monkeypatch.setenv("LHR_COLD_START", "no")
    with refused("RR-03"):
        save(first_account, newborn, registrar=chosen)


def test_a_number_never_shows_in_what_might_be_logged(
    cast: Cast, newborn: Organisation, first_account: Actor
) -> None:
    number = cast.number()
    assert number not in repr(by_new(first_account, newborn, number, Capacity.PALAD))


def test_RR04_the_record_once_opened_decides(
    cast: Cast, newborn: Organisation, first_account: Actor, province: Actor
) -> None:
    """The person's contract is keyed and verified later, and with it the day on which it ends."""
    number, leaves = cast.number(), TODAY + timedelta(days=10)
    save(first_account, newborn, officer=by_new(first_account, newborn, number, Capacity.ASSIGNED))
    confirm(province, newborn)
    person = people.find(number)
    assert person is not None
    place = Place(newborn, {}, {}, {})
    last_day = TODAY + timedelta(days=90)
    moves(place, person.pk, "CONTRACT_START", TODAY, kind_code="CONTRACT_GENERAL", last_day=last_day)
    moves(place, person.pk, "CONTRACT_END", leaves)
    pair = [queries.pair_on(newborn.pk, d)[Role.OFFICER] for d in (leaves - timedelta(days=1), leaves)]
    assert pair[0] is not None
    assert not pair[0].unproven
    assert pair[1] is None
