"""Steps ๑ to ๙: an empty LGO names its pair by its first account (scenario 1)."""

from __future__ import annotations

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.registry_rights import queries
from tests.support.cast import TODAY, Place, holder, hr, palad, save


def test_the_first_account_saves_both_blocks_in_one_act(bootstrap: Actor, town: Place) -> None:
    saved = save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"]))
    assert saved.form.version == 1
    assert saved.awaiting == ()
    assert holder(town, Role.REGISTRAR, TODAY) == town["palad"]
    assert holder(town, Role.OFFICER, TODAY) == town["hr"]
    assert queries.pair_persons(town.lgo.pk, TODAY) == {town["palad"], town["hr"]}
