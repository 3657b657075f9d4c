"""Row A5: registrars of many LGOs are transferred, today and on days ahead; none keeps a right at the old LGO a day
longer, each leaves a vacancy that the office above sees, and nobody ever passes who does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.followup import actions as followup
from lhr.followup import queries as following
from lhr.followup.rules import State
from lhr.identity import actions as identity
from lhr.identity.models import Account, AccountStatus, AgentKey, KeyStatus, Stage
from lhr.registry_rights.models import Notice
from lhr.registry_rights.queries import actor_for
from lhr.service_record.models import Employment
from tests.identity.agent import Pc
from tests.support.cast import TODAY, Place, acting_as, moves, palad, save
from tests.support.rows import Row
from tests.support.world import SINCE, World, morning, quietly

pytestmark = [pytest.mark.once, pytest.mark.assurance("A5")]
AHEAD = TODAY + timedelta(days=5)
WITH_KEY = 5  # every fifth registrar has a PC: pairing costs more than the transfer


@dataclass
class Registrar:
    place: Place
    account: Account
    leaves: date

    def passes(self, on: date) -> bool:
        return actor_for(self.account, on).holds(Role.REGISTRAR)

    def serves(self, on: date) -> bool:
        rows = Employment.objects.filter(person=self.place["palad"], organisation=self.place.lgo, starts__lte=on)
        return any(row.until is None or row.until > on for row in rows)


def _registrar(world: World, n: int) -> Registrar:
    name = "".join("กขคงจฉชซฌญ"[int(digit)] for digit in str(n))
    place = world.settled(f"บ้าน{name}", {"palad": f"สม{name}"})
    save(acting_as(Role.LGO_BOOTSTRAP, place.lgo), place, registrar=palad(place["palad"], SINCE))
    account = Account.objects.select_related("organisation").get(person=place["palad"], organisation=place.lgo)
    if n % WITH_KEY == 0:
        world.desk(account, Stage.ENROLLING)
        world.pairs(Pc(), account)
        key = AgentKey.objects.known().get(account=account)
        by = acting_as(Role.PROVINCE, world.province)
        identity.approve_key(by=by, entry_id=key.entry_id, version=key.version)
    account.status = AccountStatus.ACTIVE  # as at the end of the enrolment; only the actor is asked here
    return Registrar(place, account, AHEAD if n % 2 else TODAY)


def _moves_on(one: Registrar, to: Registrar) -> None:
    moves(one.place, one.place["palad"], "TRANSFER_OUT", one.leaves, other_organisation_id=to.place.lgo.pk)


def _arrives(one: Registrar, to: Registrar) -> None:
    moves(
        to.place, None, "TRANSFER_IN", one.leaves,  # type: ignore[arg-type]  # received by number
        national_id=one.place.numbers["palad"], kind_code="MUN_OFFICIAL", post_id=to.place.posts["palad"],
    )  # fmt: skip


@pytest.fixture
def world(own_database: str) -> World:
    with morning():
        return World()


def test_no_registrar_who_was_transferred_keeps_a_right(world: World, row: Row) -> None:
    with morning(), quietly():
        everybody = [_registrar(world, n) for n in range(row.size(50, 500))]
        followup.open_round(by=acting_as(Role.CENTRE, world.centre), title="ตรวจสิทธิ", deadline=AHEAD)
        assert all(one.passes(TODAY) for one in everybody)
        _transfer(everybody, row)
        left = [one for one in everybody for on in (one.leaves, AHEAD) if one.passes(on)]
        early = [one for one in everybody if not one.passes(one.leaves - timedelta(days=1))]
        stale = _stale(world)
        keys = AgentKey.objects.known().filter(until=None, status=KeyStatus.ACTIVE).count()
        told = Notice.objects.filter(about__in=[one.place.lgo.pk for one in everybody], office=world.district.pk)
    items = len({one.place.lgo.pk for one in everybody} & stale)
    row.counted(
        f"{len(everybody)} transferred, {len(left)} rights and {keys} keys left, {items} follow-up items",
        "500 transferred, 0 left, 500 items",
    )
    assert (left, early, keys) == ([], [], 0)
    assert items == len(everybody)
    assert told.values("about").distinct().count() == len(everybody)


def _transfer(everybody: list[Registrar], row: Row) -> None:
    """In two rings, one a day, in any order; after each movement its person and another are looked at."""
    nexts = {id(one): everybody[(n + 2) % len(everybody)] for n, one in enumerate(everybody)}
    for act in (_moves_on, _arrives):
        for one in row.random.sample(everybody, len(everybody)):
            act(one, nexts[id(one)])
            for seen in (one, row.random.choice(everybody)):
                for on in (seen.leaves - timedelta(days=1), seen.leaves):
                    assert not seen.passes(on) or seen.serves(on)


def _stale(world: World) -> set[object]:
    everywhere = Reach(frozenset({"/"}))
    current = following.current_round(within=everywhere)
    assert current is not None
    rows = following.rows(current, within=everywhere, day=AHEAD, states=[State.WENT_STALE])
    return {one.organisation.id for one in rows}
