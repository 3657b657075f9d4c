"""The search of steps ๖ and ๘ is no directory: one number, one purpose, alike for all who are not of this LGO
(scenarios 3 and 9)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.audit.models import Reading
from lhr.audit.queries import readings_of
from lhr.organisations.models import Organisation
from lhr.registry_rights import queries
from lhr.registry_rights.queries import Outcome
from lhr.registry_rights.terms import SEARCH_PURPOSE, Capacity
from lhr.service_record import actions as record
from lhr.service_record.drafts import Citation, MovementDraft
from tests.support.cast import (
    TODAY,
    Cast,
    Place,
    acting_as,
    day,
    holder,
    keying,
    moves,
    palad,
    save,
    search,
    verified,
)
from tests.support.rules import codes, rule

SEP_1 = day("๑ ก.ย. ๒๕๖๑")


def test_PE01_a_number_with_a_wrong_check_digit_looks_nobody_up(bootstrap: Actor, town: Place) -> None:
    answer = search(bootstrap, town, "1990100001239")
    assert (answer.outcome, codes(answer.findings)) == (Outcome.INVALID, ["PE-01"])


def test_a_person_of_this_lgo_is_shown_to_be_confirmed(bootstrap: Actor, town: Place) -> None:
    answer = search(bootstrap, town, f" {town.numbers['palad']} ")
    assert answer.outcome is Outcome.FOUND_HERE
    assert answer.found is not None
    assert (answer.found.name, answer.found.organisation) == ("นายสมหวัง ทดสอบท่าอุเทน", "เทศบาลตำบลท่าอุเทน")
    assert answer.found.posting is not None
    assert (answer.found.posting.name, answer.found.posting.level_name) == ("ปลัดเทศบาล", "กลาง")
    assert answer.found.proved == {Capacity.PALAD}
    assert town.numbers["palad"] not in repr(answer)


def test_a_deputy_is_found_and_offered_as_acting(bootstrap: Actor, town: Place) -> None:
    found = search(bootstrap, town, town.numbers["deputy"]).found
    assert found is not None
    assert found.capacities == (Capacity.PALAD, Capacity.ACTING, Capacity.DELEGATED)
    assert found.proved == frozenset()


@rule("RR-03", breaks=True)
def test_who_will_have_left_by_the_first_day_is_found_but_not_eligible(bootstrap: Actor, town: Place) -> None:
    moves(town, town["clerk"], "RESIGN", day("๒๐ ส.ค. ๒๕๖๑"))
    answer = search(bootstrap, town, town.numbers["clerk"], role=Role.OFFICER, starts=SEP_1)
    assert answer.outcome is Outcome.FOUND_NOT_ELIGIBLE
    assert codes(answer.findings) == ["RR-03"]
    assert search(bootstrap, town, town.numbers["clerk"], role=Role.OFFICER).outcome is Outcome.FOUND_HERE


def asked_for(sql: str) -> str:
    """A statement without its values; a savepoint without its running name."""
    return sql.split(" VALUES ", maxsplit=1)[0].split(" WHERE ", maxsplit=1)[0].split(' "s1', maxsplit=1)[0]


def test_unknown_and_held_elsewhere_answer_alike_with_equal_work(
    bootstrap: Actor, cast: Cast, town: Place, neighbour: Place
) -> None:
    def asked(number: str) -> tuple[tuple[Any, ...], list[str]]:
        by = acting_as(Role.LGO_BOOTSTRAP, town.lgo)
        with CaptureQueriesContext(connection) as seen:
            answer = search(by, town, number)
        shape = (answer.outcome, answer.findings, answer.found, answer.may_name_new, len(answer.ticket))
        return shape, [asked_for(q["sql"]) for q in seen.captured_queries]

    unknown, held = asked(cast.number()), asked(neighbour.numbers["palad"])
    assert unknown == held
    assert unknown[0][:3] == (Outcome.NEUTRAL, (), None)


def test_every_search_is_noted_and_the_person_can_see_it(
    bootstrap: Actor, town: Place, neighbour: Place
) -> None:
    search(bootstrap, town, neighbour.numbers["palad"])
    search(bootstrap, town, town.numbers["palad"])
    for person, outcome in ((neighbour["palad"], "NEUTRAL"), (town["palad"], "FOUND_HERE")):
        (seen,) = [of.reading for of in readings_of(person)]
        assert (seen.view, seen.purpose, seen.outcome) == ("rights.search", SEARCH_PURPOSE, outcome)
        assert seen.actor_account == bootstrap.account_id


def test_only_the_lgo_itself_searches(
    town: Place, stranger: Actor, district: Actor, province: Actor, centre: Actor
) -> None:
    for by in (stranger, district, province, centre):
        with pytest.raises(Denied):
            search(by, town, town.numbers["palad"])
    assert not Reading.objects.exists()


@rule("PE-10", breaks=True)
def test_after_twenty_searches_an_hour_the_search_rests(bootstrap: Actor, town: Place) -> None:
    for _ in range(20):
        assert search(bootstrap, town, town.numbers["hr"]).outcome is Outcome.FOUND_HERE
    answer = search(bootstrap, town, town.numbers["hr"])
    assert (answer.outcome, codes(answer.findings), answer.found) == (Outcome.STOPPED, ["PE-10"], None)
    assert "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอ" in answer.findings[0].remedy()
    other = acting_as(Role.OFFICER, town.lgo)
    assert search(other, town, town.numbers["hr"]).outcome is Outcome.FOUND_HERE


def test_guessing_numbers_stops_after_ten_misses_and_rings_once_above(
    bootstrap: Actor, cast: Cast, town: Place, neighbour: Place
) -> None:
    guesses = [cast.number(), neighbour.numbers["hr"]] * 20
    answers = [search(bootstrap, town, number) for number in guesses]
    assert [a.outcome for a in answers] == [Outcome.NEUTRAL] * 10 + [Outcome.STOPPED] * 30
    assert len({(a.outcome, a.found, a.may_name_new) for a in answers[:10]}) == 1
    told = queries.notices_for(acting_as(Role.DISTRICT, cast.district))
    assert [n.kind for n in told] == ["search-stopped"]


def test_PE10_a_hit_in_between_begins_the_count_anew(bootstrap: Actor, cast: Cast, town: Place) -> None:
    asked = [*(cast.number() for _ in range(9)), town.numbers["hr"], *(cast.number() for _ in range(9))]
    assert Outcome.STOPPED not in {search(bootstrap, town, number).outcome for number in asked}


def test_a_palad_not_yet_received_is_neutral_and_chosen_once_the_receiving_order_is_verified(
    bootstrap: Actor, town: Place, neighbour: Place
) -> None:
    number, person, starts = neighbour.numbers["palad"], neighbour["palad"], day("๑๕ ส.ค. ๒๕๖๑")
    assert search(bootstrap, town, number).outcome is Outcome.NEUTRAL
    moves(town, town["palad"], "RESIGN", day("๑๐ ส.ค. ๒๕๖๑"))
    moves(neighbour, person, "TRANSFER_OUT", starts, other_organisation_id=town.lgo.pk)
    receive(town, neighbour.lgo, number, starts, town.posts["palad"])
    answer = search(bootstrap, town, number, starts=starts)
    assert answer.outcome is Outcome.FOUND_HERE
    save(bootstrap, town, registrar=palad(person, starts))
    assert holder(town, Role.REGISTRAR, starts) == person


def receive(town: Place, sender: Organisation, number: str, starts: Any, post: Any) -> None:
    order = Citation(number="๒๐/๒๕๖๑", year=2561, signed_on=TODAY)
    draft = MovementDraft(
        "TRANSFER_IN",
        starts,
        order,
        national_id=number,
        other_organisation_id=sender.pk,
        post_id=post,
        kind_code="MUN_OFFICIAL",
        level_code="ADMIN_MIDDLE",
        reason="ทดสอบ",
    )
    by = keying(town, TODAY)
    verified(town, record.key_movement(by=by, organisation=town.lgo, movement=draft, pair=frozenset()), TODAY)


def test_a_warm_lgo_is_not_invited_to_enter_new_people(bootstrap: Actor, cast: Cast, town: Place) -> None:
    assert not search(bootstrap, town, cast.number()).may_name_new


def test_who_serves_here_later_by_a_verified_order_is_found_with_that_day(
    bootstrap: Actor, cast: Cast, town: Place, neighbour: Place
) -> None:
    """Scenario 8: the transfer is verified, the person arrives on the fifteenth."""
    number, person, starts = neighbour.numbers["palad"], neighbour["palad"], day("๑๕ ส.ค. ๒๕๖๑")
    moves(town, town["palad"], "RESIGN", starts)
    moves(neighbour, person, "TRANSFER_OUT", starts, other_organisation_id=town.lgo.pk)
    assert search(bootstrap, town, number).outcome is Outcome.HELD_ELSEWHERE
    receive(town, neighbour.lgo, number, starts, town.posts["palad"])
    answer = search(bootstrap, town, number)
    assert (answer.outcome, answer.findings) == (Outcome.FOUND_HERE, ())
    assert answer.found is not None
    assert (answer.found.starts, answer.found.proved) == (starts, {Capacity.PALAD})
    assert answer.found.posting is not None
    # For everybody else the person is as unknown as before.
    other = cast.settled("เวินพระบาท", {"palad": "ประยูร"})
    assert search(acting_as(Role.LGO_BOOTSTRAP, other.lgo), other, number).outcome is Outcome.NEUTRAL


def test_who_is_appointed_from_a_later_day_is_found_with_that_day(bootstrap: Actor, town: Place) -> None:
    starts, number = day("๑๕ ส.ค. ๒๕๖๑"), _appointed_later(town)
    found = search(bootstrap, town, number, role=Role.OFFICER).found
    assert found is not None
    assert (found.starts, found.proved_from) == (starts, ())
    early = search(bootstrap, town, number, role=Role.OFFICER, starts=day("๒๐ ส.ค. ๒๕๖๑")).found
    assert early is not None
    assert early.starts == day("๒๐ ส.ค. ๒๕๖๑")


def test_a_post_that_will_prove_the_capacity_is_told_with_its_day(bootstrap: Actor, town: Place) -> None:
    starts = day("๑๕ ส.ค. ๒๕๖๑")
    moves(town, town["palad"], "RESIGN", starts)
    moves(town, town["deputy"], "MOVE", starts, post_id=town.posts["palad"], level_code="ADMIN_MIDDLE", reason="ทดสอบ")
    found = search(bootstrap, town, town.numbers["deputy"]).found
    assert found is not None
    assert (found.starts, found.proved) == (TODAY, frozenset())
    assert found.proved_from == ((Capacity.PALAD, starts),)


def _appointed_later(town: Place) -> str:
    from lhr.kernel.national_id import make_synthetic
    from lhr.service_record.drafts import NewPerson as Entered

    number = make_synthetic(900)
    draft = MovementDraft(
        "CONTRACT_START",
        day("๑๕ ส.ค. ๒๕๖๑"),
        Citation(number="๒๑/๒๕๖๑", year=2561, signed_on=TODAY),
        national_id=number,
        new_person=Entered("นาย", "สมบูรณ์", "ทดสอบมาใหม่", day("๑ ม.ค. ๒๕๓๐"), "M"),
        kind_code="CONTRACT_GENERAL",
        last_day=day("๓๑ ธ.ค. ๒๕๖๑"),
        reason="ทดสอบ",
    )
    by = keying(town, TODAY)
    verified(town, record.key_movement(by=by, organisation=town.lgo, movement=draft, pair=frozenset()), TODAY)
    return number
