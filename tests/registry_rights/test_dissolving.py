"""An LGO that stands no more has no pair from that day on."""

from __future__ import annotations

from datetime import timedelta

from lhr.access.actor import Actor
from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.identity.models import AgentKey
from lhr.organisations import actions as organisations
from lhr.registry_rights import queries
from lhr.registry_rights.models import Appointment
from lhr.registry_rights.queries import notices_for
from tests.support.cast import TODAY, Cast, Place, acting, acting_as, holder, hr, palad, save

ENDS = TODAY + timedelta(days=30)


def ended_texts(place: Place) -> set[str]:
    return set(
        Appointment.objects.known().filter(organisation=place.lgo).values_list("ended_text", flat=True)
    )


def test_both_rights_end_on_the_day_and_hold_until_then(cast: Cast, bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"]))
    organisations.dissolve(by=cast.keeper, organisation=town.lgo, on=ENDS)
    for role in (Role.REGISTRAR, Role.OFFICER):
        assert holder(town, role, ENDS - timedelta(days=1)) is not None
        assert holder(town, role, ENDS) is None
    assert ended_texts(town) == {"หน่วยงานยุบเลิก"}


def test_a_merger_says_into_what_and_leaves_the_other_pair_alone(
    cast: Cast, bootstrap: Actor, town: Place, neighbour: Place
) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"]))
    others = acting_as(Role.LGO_BOOTSTRAP, neighbour.lgo)
    save(others, neighbour, registrar=palad(neighbour["palad"]))
    organisations.merge(by=cast.keeper, organisations=[town.lgo], into=neighbour.lgo, on=ENDS)
    assert ended_texts(town) == {"หน่วยงานรวมเข้ากับเทศบาลตำบลโนนตาล"}
    assert holder(neighbour, Role.REGISTRAR, ENDS) == neighbour["palad"]


def test_one_that_awaits_the_province_or_begins_later_ends_with_it(
    cast: Cast, bootstrap: Actor, town: Place
) -> None:
    later = acting(town["deputy"], ENDS + timedelta(days=1), ENDS + timedelta(days=9))
    save(bootstrap, town, registrar=later)
    organisations.dissolve(by=cast.keeper, organisation=town.lgo, on=ENDS)
    (row,) = queries.rows_of(town.lgo.pk)
    assert row.void
    assert queries.awaiting(within=Reach(frozenset({"/"})), day=TODAY) == []


def test_who_held_the_right_is_told(cast: Cast, bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"]))
    before = notices_for(acting_as(Role.REGISTRAR, town.lgo, town["palad"])).count()
    organisations.dissolve(by=cast.keeper, organisation=town.lgo, on=ENDS)
    assert notices_for(acting_as(Role.REGISTRAR, town.lgo, town["palad"])).count() > before
    assert not AgentKey.objects.known().filter(until=None, account__organisation=town.lgo).exists()


def test_an_lgo_without_a_pair_ends_without_a_further_act(cast: Cast, town: Place) -> None:
    organisations.dissolve(by=cast.keeper, organisation=town.lgo, on=ENDS)
    assert queries.rows_of(town.lgo.pk) == []
