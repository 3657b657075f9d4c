"""What two officers do at the same moment, on a database that commits (scenario 7)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from lhr.access.roles import Role
from lhr.history.ledger import Overtaken
from lhr.registry_rights import actions, queries
from lhr.registry_rights.drafts import FormDraft
from lhr.registry_rights.overtaken import FormOvertaken
from lhr.service_record import actions as record
from lhr.service_record.drafts import Citation, MovementDraft
from tests.support.cast import TODAY, Cast, Place, acting_as, assigned, day, holder, hr, keying, palad, save

AUG_20 = day("๒๐ ส.ค. ๒๕๖๑")


@pytest.fixture
def land(own_database: str) -> tuple[Cast, Place]:
    cast = Cast()
    return cast, cast.settled("ท่าอุเทน")


def at_once(*calls: Callable[[], str]) -> list[str]:
    """Run the calls in threads that start together."""
    start = Barrier(len(calls))

    def run(call: Callable[[], str]) -> str:
        try:
            start.wait()
            return call()
        except FormOvertaken as overtaken:
            return f"overtaken: {len(overtaken.differences)}"
        except Overtaken:
            return "overtaken"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_of_two_officers_who_save_at_once_one_wins_and_the_other_sees_what_differs(
    land: tuple[Cast, Place],
) -> None:
    _, town = land
    for based_on in range(4):
        chosen = [assigned(town[who], TODAY.replace(day=2 + based_on)) for who in ("clerk", "finance")]

        def post(n: int, based_on: int = based_on, chosen: list[object] = list(chosen)) -> str:  # noqa: B006
            by = acting_as(Role.OFFICER, town.lgo)
            draft = FormDraft(based_on=based_on, officer=chosen[n])  # type: ignore[arg-type]
            actions.save_form(by=by, organisation=town.lgo, draft=draft)
            return "saved"

        assert sorted(at_once(lambda: post(0), lambda: post(1))) == ["overtaken: 1", "saved"]
        last = queries.latest_form(town.lgo.pk)
        assert last is not None
        assert last.version == based_on + 1


def test_a_right_given_while_the_transfer_is_being_verified_ends_with_the_transfer(
    land: tuple[Cast, Place],
) -> None:
    """Whichever comes first: the person is locked by both, so no right outlives the record it was given on."""
    _, town = land
    for who, chosen in (("hr", hr(town["hr"])), ("palad", palad(town["palad"]))):
        order = Citation(number="๑๒/๒๕๖๑", year=2561, signed_on=TODAY)
        draft = MovementDraft("RESIGN", AUG_20, order, person_id=town[who])
        by = keying(town, TODAY)
        line = record.key_movement(by=by, organisation=town.lgo, movement=draft, pair=frozenset())

        def verify(line: object = line) -> str:
            registrar = acting_as(Role.REGISTRAR, town.lgo, uuid4())
            found = {"line_id": line.entry_id, "version": line.version}  # type: ignore[attr-defined]
            record.verify(by=registrar, pair=frozenset(), **found)
            return "verified"

        def name(chosen: object = chosen, who: str = who) -> str:
            block = "registrar" if who == "palad" else "officer"
            save(acting_as(Role.LGO_BOOTSTRAP, town.lgo), town, **{block: chosen})  # type: ignore[arg-type]
            return "saved"

        assert sorted(at_once(verify, name)) == ["saved", "verified"]
    assert [holder(town, role, AUG_20) for role in (Role.REGISTRAR, Role.OFFICER)] == [None, None]
    assert holder(town, Role.OFFICER, TODAY) == town["hr"]
