"""Rights follow the service record (RR-04): scenarios 2 and 10, restorations, keys and messages."""

from __future__ import annotations

from csv import DictReader
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.identity.models import Account, AgentKey
from lhr.registry_rights import actions, queries, seats
from lhr.registry_rights.models import Appointment
from lhr.registry_rights.terms import State
from tests.support.cast import (
    TODAY,
    Cast,
    Place,
    acting_as,
    assigned,
    cancelled,
    day,
    holder,
    hr,
    moves,
    palad,
    save,
)
from tests.support.rules import rule

AUG_20, OCT_1 = day("๒๐ ส.ค. ๒๕๖๑"), day("๑ ต.ค. ๒๕๖๑")
EVE = AUG_20 - timedelta(days=1)


def pair_named(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"]))


def active(town: Place, who: str) -> Account:
    """The person's account as it stands once PC and card are approved."""
    account = Account.objects.select_related("organisation").get(person=town[who], organisation=town.lgo)
    account.status = "ACTIVE"
    return account


def state(town: Place, who: str, on: date) -> State:
    everyone = queries.appointments_of(town.lgo.pk)
    return seats.state_on(next(t for t in everyone if t.person == town[who]), on, everyone)


@rule("RR-04")
def test_a_transfer_dated_ahead_ends_the_right_on_its_own_day(
    bootstrap: Actor, town: Place, neighbour: Place
) -> None:
    pair_named(bootstrap, town)
    account = active(town, "palad")
    moves(town, town["palad"], "TRANSFER_OUT", AUG_20, other_organisation_id=neighbour.lgo.pk)
    assert [holder(town, Role.REGISTRAR, d) for d in (TODAY, EVE, AUG_20)] == [
        town["palad"],
        town["palad"],
        None,
    ]
    assert queries.actor_for(account, EVE).holds(Role.REGISTRAR)
    assert not queries.actor_for(account, AUG_20).holds(Role.REGISTRAR)
    assert state(town, "palad", AUG_20) is State.SUSPENDED


def test_RR04_the_refusal_names_the_duty_the_day_and_the_movement(
    bootstrap: Actor, town: Place, neighbour: Place
) -> None:
    pair_named(bootstrap, town)
    account = active(town, "palad")
    assert queries.right_ended_of(account, TODAY) is None
    moves(town, town["palad"], "TRANSFER_OUT", AUG_20, other_organisation_id=neighbour.lgo.pk)
    ended = queries.right_ended_of(account, AUG_20)
    assert ended is not None
    assert ended.finding.says() == (
        "สิทธินายทะเบียนประวัติของนายสมหวัง ทดสอบท่าอุเทนสิ้นสุดเมื่อ ๒๐ สิงหาคม ๒๕๖๑ เพราะให้โอน"
    )


def test_RR04_the_person_the_lgo_and_the_office_above_are_told(
    bootstrap: Actor, town: Place, cast: Cast
) -> None:
    pair_named(bootstrap, town)
    moves(town, town["palad"], "RESIGN", AUG_20)
    for reader in (
        Actor(day=TODAY, person_id=town["palad"]),
        acting_as(Role.OFFICER, town.lgo),
        acting_as(Role.DISTRICT, cast.district),
    ):
        assert "ended" in [n.kind for n in queries.notices_for(reader)]


def test_RR04_a_palad_who_is_moved_to_another_post_of_the_lgo_loses_the_right_that_the_post_gave(
    cast: Cast, bootstrap: Actor, town: Place
) -> None:
    pair_named(bootstrap, town)
    moves(town, town["clerk"], "RESIGN", TODAY)
    moves(town, town["palad"], "MOVE", AUG_20, post_id=town.posts["clerk"], reason="ทดสอบ")
    assert [holder(town, Role.REGISTRAR, d) for d in (EVE, AUG_20)] == [town["palad"], None]
    (tenure,) = [t for t in queries.appointments_of(town.lgo.pk) if t.person == town["palad"]]
    assert tenure.movement == "MOVE"


def test_RR04_a_suspension_ends_the_right_though_the_post_stays_held(bootstrap: Actor, town: Place) -> None:
    pair_named(bootstrap, town)
    moves(town, town["hr"], "SUSPENDED", AUG_20, open_ended=True)
    assert [holder(town, Role.OFFICER, d) for d in (EVE, AUG_20)] == [town["hr"], None]


def test_RR04_cancelling_the_movement_brings_the_right_back_by_a_new_version(
    bootstrap: Actor, town: Place
) -> None:
    pair_named(bootstrap, town)
    line = moves(town, town["palad"], "RESIGN", AUG_20)
    after_day = day("๒๕ ส.ค. ๒๕๖๑")
    cancelled(town, line, on=after_day)
    assert holder(town, Role.REGISTRAR, AUG_20) == town["palad"]
    (entry,) = {t.entry for t in queries.appointments_of(town.lgo.pk) if t.person == town["palad"]}
    versions = Appointment.objects.filter(entry_id=entry).order_by("version")
    assert [v.until for v in versions] == [None, AUG_20, None]
    told = queries.notices_for(Actor(day=after_day, person_id=town["palad"]))
    assert told[0].kind == "restored"


def test_RR04_a_transfer_cancelled_before_its_day_never_suspends(bootstrap: Actor, town: Place) -> None:
    pair_named(bootstrap, town)
    account = active(town, "palad")
    line = moves(town, town["palad"], "RESIGN", AUG_20)
    cancelled(town, line, on=day("๑๐ ส.ค. ๒๕๖๑"))
    for n in range(60):
        assert queries.actor_for(account, TODAY + timedelta(days=n)).holds(Role.REGISTRAR)


def test_RR04_what_came_back_stops_where_a_successor_has_begun(
    cast: Cast, bootstrap: Actor, town: Place
) -> None:
    pair_named(bootstrap, town)
    line = moves(town, town["hr"], "RESIGN", AUG_20)
    save(bootstrap, town, officer=assigned(town["clerk"], OCT_1, order_signed_on=TODAY))
    cancelled(town, line, on=day("๒๕ ส.ค. ๒๕๖๑"))
    assert [holder(town, Role.OFFICER, d) for d in (AUG_20, OCT_1)] == [town["hr"], town["clerk"]]


def test_RR04_a_successor_who_leaves_before_his_day_leaves_the_old_one_in_office(
    bootstrap: Actor, town: Place
) -> None:
    pair_named(bootstrap, town)
    save(bootstrap, town, officer=assigned(town["clerk"], OCT_1, order_signed_on=TODAY))
    assert holder(town, Role.OFFICER, OCT_1) == town["clerk"]
    moves(town, town["clerk"], "RESIGN", AUG_20)
    assert holder(town, Role.OFFICER, OCT_1) == town["hr"]


def test_as_known_before_the_movement_the_right_still_stood(bootstrap: Actor, town: Place) -> None:
    pair_named(bootstrap, town)
    known = Change.objects.latest("seq").seq
    moves(town, town["palad"], "RESIGN", AUG_20)
    before = queries.pair_on(town.lgo.pk, AUG_20, known_at=known)[Role.REGISTRAR]
    assert before is not None
    assert before.person == town["palad"]
    assert holder(town, Role.REGISTRAR, AUG_20) is None


def test_a_movement_of_somebody_without_a_right_changes_nothing(bootstrap: Actor, town: Place) -> None:
    pair_named(bootstrap, town)
    moves(town, town["finance"], "RESIGN", AUG_20)
    assert not Change.objects.filter(tag="rights:appointment:reconsidered").exists()


def test_the_record_proposes_the_obvious_candidate(cast: Cast, bootstrap: Actor, town: Place) -> None:
    proposed = {p.role: (p.person_id, p.post_name) for p in queries.proposals(town.lgo.pk, TODAY)}
    assert proposed == {
        Role.REGISTRAR: (town["palad"], "ปลัดเทศบาล"),
        Role.OFFICER: (town["hr"], "นักทรัพยากรบุคคล"),
    }
    pair_named(bootstrap, town)
    assert queries.proposals(town.lgo.pk, TODAY) == []
    moves(town, town["palad"], "RESIGN", AUG_20)
    new = cast.joins(town, "ปลัดใหม่", AUG_20, post="palad")
    assert [p.person_id for p in queries.proposals(town.lgo.pk, AUG_20)] == [new]


def test_many_lgos_are_read_in_one_query(
    bootstrap: Actor, town: Place, neighbour: Place, django_assert_num_queries: object
) -> None:
    pair_named(bootstrap, town)
    save(acting_as(Role.LGO_BOOTSTRAP, neighbour.lgo), neighbour, registrar=palad(neighbour["palad"]))
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = queries.appointments_bulk([town.lgo.pk, neighbour.lgo.pk], TODAY)
    assert {place: len(tenures) for place, tenures in found.items()} == {town.lgo.pk: 2, neighbour.lgo.pk: 1}


LEAVING = ("RESIGN", "TRANSFER_OUT", "EARLY_RETIRE", "DEATH", "DISCHARGE", "DISMISS", "EXPEL")
SUSPENDING = ("SUSPENDED", "REMOVED_PENDING")


def test_RR04_every_movement_that_the_table_says_ends_rights_is_among_these() -> None:
    """RETIRE has its own day (SR-08) and CONTRACT_END its own kind of staff; both leave as the others do."""
    with (files("lhr.standards") / "data" / "movement_types.csv").open(encoding="utf-8", newline="") as table:
        ends = {row["code"] for row in DictReader(table) if row["rights_effect"] == "END"}
    assert ends == {*LEAVING, *SUSPENDING, "RETIRE", "CONTRACT_END"}


@pytest.mark.parametrize("code", [*LEAVING, *SUSPENDING])
def test_RR04_whatever_the_movement_the_right_ends_on_its_day(bootstrap: Actor, town: Place, code: str) -> None:
    pair_named(bootstrap, town)
    more: dict[str, Any] = {"open_ended": True} if code in SUSPENDING else {}
    if code == "TRANSFER_OUT":
        more = {"other_organisation_text": "อบต. แห่งหนึ่ง"}
    known = AUG_20 if code == "DEATH" else TODAY
    moves(town, town["hr"], code, AUG_20, reason="ทดสอบ", on=known, **more)
    assert [holder(town, Role.OFFICER, d) for d in (EVE, AUG_20)] == [town["hr"], None]
    (tenure,) = [t for t in queries.appointments_of(town.lgo.pk) if t.person == town["hr"]]
    assert (tenure.movement, tenure.until) == (code, AUG_20)


def paired_key(town: Place, who: str) -> AgentKey:
    """A PC that the person has paired and the province approved."""
    account = Account.objects.get(person=town[who], organisation=town.lgo)
    with change(Actor(day=TODAY), "identity:agent:paired", account, path=town.lgo.path) as this:
        return ledger.record(
            this,
            AgentKey,
            account=account,
            person_id=town[who],
            organisation=town.lgo,
            kid=f"{who:k<43}",
            jwk="{}",
            storage="software",
            agent_version="1",
            status="ACTIVE",
            starts=TODAY,
        )


def until_of_key(key: AgentKey) -> date | None:
    (now,) = AgentKey.objects.known().filter(entry_id=key.entry_id)
    return now.until


def test_RR04_the_key_of_the_pc_ends_on_the_rights_day_and_comes_back_with_it(
    bootstrap: Actor, town: Place
) -> None:
    pair_named(bootstrap, town)
    key, others = paired_key(town, "palad"), paired_key(town, "hr")
    line = moves(town, town["palad"], "RESIGN", AUG_20)
    assert [until_of_key(k) for k in (key, others)] == [AUG_20, None]
    cancelled(town, line, on=day("๑๐ ส.ค. ๒๕๖๑"))
    assert until_of_key(key) is None


def test_the_key_goes_on_while_the_person_has_another_right_here(bootstrap: Actor, town: Place) -> None:
    """The officer of line 3102 is named again as assigned official: one person, two appointments, one key."""
    pair_named(bootstrap, town)
    key = paired_key(town, "hr")
    save(bootstrap, town, officer=assigned(town["hr"], AUG_20))
    assert until_of_key(key) is None
    save(bootstrap, town, officer=assigned(town["clerk"], OCT_1, order_signed_on=TODAY))
    assert until_of_key(key) == OCT_1


def test_an_end_by_hand_ends_the_key_on_the_same_day(bootstrap: Actor, town: Place) -> None:
    pair_named(bootstrap, town)
    key = paired_key(town, "hr")
    row = next(r for r in queries.rows_of(town.lgo.pk) if r.person_id == town["hr"])
    actions.end_appointment(by=bootstrap, appointment=row, reason="ลาศึกษาต่อ", last_day=EVE)
    assert until_of_key(key) == AUG_20
