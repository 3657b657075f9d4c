"""Verifying: another hand, the province for the pair's own lines, one winner, and what the packages above are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest

from lhr.access.actor import Actor
from lhr.access.policy import Denied, Reach
from lhr.access.roles import Role
from lhr.audit.models import Change
from lhr.history.ledger import Overtaken
from lhr.kernel import events as news
from lhr.people import queries as people
from lhr.service_record import actions, events, queries
from lhr.service_record.drafts import Citation
from lhr.service_record.models import ServiceLine
from lhr.service_record.rules import CancelEffect
from tests.service_record.conftest import DAY, Place, done, hand, move, order
from tests.support.rules import refused, rule

pytestmark = pytest.mark.django_db
DAY_OF_MOVE = date(2018, 8, 1)
NOBODY: frozenset[UUID] = frozenset()


@pytest.fixture
def heard() -> Iterator[list[news.Event]]:
    """Everything that the service record publishes, in order; unsubscribed afterwards."""
    kinds = (events.LeftOrganisation, events.PostLeft, events.ServiceSuspended, events.ServiceRestored)
    said: list[news.Event] = []
    for kind in kinds:
        news.subscribe(kind, said.append)
    yield said
    for kind in kinds:
        news._subscribers[kind].remove(said.append)


def keyed(
    place: Place, by: Actor, whom: str, code: str = "RESIGN", pair: frozenset[UUID] = NOBODY
) -> ServiceLine:
    draft = move(place.people[whom], code, DAY_OF_MOVE)
    return actions.key_movement(by=by, organisation=place.organisation, movement=draft, pair=pair)


# --- SR-01, SR-02: whose hand ---


@rule("SR-02")
def test_SR02_the_registrar_verifies_what_the_officer_keyed(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    line = keyed(town, officer, "finance")
    verified = actions.verify(by=registrar, line_id=line.entry_id, version=1, pair=NOBODY)
    assert (verified.status, verified.version, verified.verified_by) == ("VERIFIED", 2, registrar.account_id)
    assert Change.objects.filter(tag="service:line:verified", subject_id=str(line.pk)).count() == 1


@rule("SR-02", breaks=True)
def test_SR02_nobody_verifies_the_own_keying(town: Place, registrar: Actor, pair: frozenset[UUID]) -> None:
    line = keyed(town, registrar, "hr", pair=pair)
    with refused("SR-02", on="verify"):
        actions.verify(by=registrar, line_id=line.entry_id, version=1, pair=pair)


@rule("SR-02", breaks=True)
def test_SR02_the_registrar_verifies_neither_the_own_line_nor_the_officers(
    town: Place, officer: Actor, registrar: Actor, pair: frozenset[UUID]
) -> None:
    own = keyed(town, officer, "palad", pair=pair)
    with refused("SR-02"):
        actions.verify(by=registrar, line_id=own.entry_id, version=1, pair=pair)
    other_account = hand(town, Role.REGISTRAR, "deputy")
    officers = keyed(town, hand(town, Role.OFFICER, "finance"), "hr", pair=pair)
    with refused("SR-02"):
        actions.verify(by=other_account, line_id=officers.entry_id, version=1, pair=pair)


def test_SR02_the_province_verifies_the_lines_of_the_pair(
    town: Place, officer: Actor, province: Actor, pair: frozenset[UUID]
) -> None:
    line = keyed(town, officer, "palad", pair=pair)
    assert actions.verify(by=province, line_id=line.entry_id, version=1, pair=pair).status == "VERIFIED"


@rule("SR-03", breaks=True)
def test_SR03_the_province_verifies_nothing_else(
    town: Place, officer: Actor, province: Actor, pair: frozenset[UUID]
) -> None:
    line = keyed(town, officer, "finance", pair=pair)
    with refused("SR-03.5", on="verify"):
        actions.verify(by=province, line_id=line.entry_id, version=1, pair=pair)


def test_an_officer_and_a_neighbour_verify_nothing(town: Place, neighbour: Place, officer: Actor) -> None:
    line = keyed(town, officer, "finance")
    for who in (officer, hand(neighbour, Role.REGISTRAR, "palad")):
        with pytest.raises(Denied):
            actions.verify(by=who, line_id=line.entry_id, version=1, pair=NOBODY)


@rule("SR-01", breaks=True)
def test_SR01_a_verified_line_is_neither_withdrawn_nor_sent_back(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    line = done(town, officer, registrar, move(town.people["finance"], "RESIGN", DAY_OF_MOVE))
    with refused("SR-01"):
        actions.withdraw_line(by=officer, line_id=line.entry_id, version=2)
    with refused("SR-01"):
        actions.send_back(by=registrar, line_id=line.entry_id, version=2, reason="ผิด", pair=NOBODY)


@rule("SR-01")
def test_SR01_a_line_that_waits_is_sent_back_withdrawn_and_keyed_anew(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    line = keyed(town, officer, "finance")
    back = actions.send_back(
        by=registrar, line_id=line.entry_id, version=1, reason="เลขที่คำสั่งไม่ตรง", pair=NOBODY
    )
    assert (back.status, back.return_reason) == ("RETURNED", "เลขที่คำสั่งไม่ตรง")
    actions.withdraw_line(by=officer, line_id=line.entry_id, version=2)
    assert keyed(town, officer, "finance").seq == line.seq + 1
    assert queries.recent(town.id, DAY)[0].status == "SUBMITTED"


def test_sending_back_without_a_reason_is_no_answer(town: Place, officer: Actor, registrar: Actor) -> None:
    line = keyed(town, officer, "finance")
    with pytest.raises(ValueError, match="reason"):
        actions.send_back(by=registrar, line_id=line.entry_id, version=1, reason=" ", pair=NOBODY)


def test_two_at_once_the_second_is_overtaken(town: Place, officer: Actor, registrar: Actor) -> None:
    line = keyed(town, officer, "finance")
    actions.verify(by=registrar, line_id=line.entry_id, version=1, pair=NOBODY)
    for seen in (1, 2):
        with pytest.raises(Overtaken):
            actions.verify(by=registrar, line_id=line.entry_id, version=seen, pair=NOBODY)
    waiting = keyed(town, officer, "deputy")
    actions.withdraw_line(by=officer, line_id=waiting.entry_id, version=1)
    with pytest.raises(ServiceLine.DoesNotExist):
        actions.verify(by=registrar, line_id=waiting.entry_id, version=1, pair=NOBODY)


def test_of_two_ends_keyed_at_once_the_second_finds_nobody_left(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    first, second = keyed(town, officer, "finance"), None
    with refused("SR-04.2"):
        second = keyed(town, officer, "finance", "DISMISS")
    assert second is None
    actions.verify(by=registrar, line_id=first.entry_id, version=1, pair=NOBODY)


# --- what follows ---


def test_leaving_is_told_with_its_day(
    town: Place, officer: Actor, registrar: Actor, heard: list[news.Event]
) -> None:
    person = town.people["finance"]
    done(town, officer, registrar, move(person, "RESIGN", DAY_OF_MOVE))
    assert heard == [events.LeftOrganisation(person, town.id, DAY_OF_MOVE, "RESIGN", registrar)]


def test_keying_tells_nothing(town: Place, officer: Actor, heard: list[news.Event]) -> None:
    keyed(town, officer, "finance")
    assert heard == []


def test_a_move_inside_tells_of_the_post_only(
    town: Place, officer: Actor, registrar: Actor, heard: list[news.Event]
) -> None:
    person = town.people["hr"]
    done(
        town,
        hand(town, Role.OFFICER, "finance"),
        registrar,
        move(person, "MOVE", DAY_OF_MOVE, post_id=town.posts["vacant"].id),
    )
    assert heard == [events.PostLeft(person, town.id, DAY_OF_MOVE, "MOVE", registrar)]
    assert queries.holders_of_line(town.id, "3102", DAY) == [person]


def test_a_suspension_is_told_and_leaves_the_service_standing(
    town: Place, officer: Actor, registrar: Actor, heard: list[news.Event]
) -> None:
    person = town.people["finance"]
    done(town, officer, registrar, move(person, "SUSPENDED", DAY_OF_MOVE, open_ended=True))
    assert heard == [events.ServiceSuspended(person, town.id, DAY_OF_MOVE, "SUSPENDED", registrar)]
    assert queries.serves(person, town.id, DAY)
    assert queries.service_of(person).suspended_on(town.id, DAY) is not None


def test_an_acting_order_disturbs_no_right(
    town: Place, officer: Actor, registrar: Actor, heard: list[news.Event]
) -> None:
    done(town, officer, registrar, move(town.people["deputy"], "ACTING_FOR", DAY_OF_MOVE, open_ended=True))
    assert heard == []


# --- OR-04: cancelling ---


def cancelled(
    line: ServiceLine, officer: Actor, registrar: Actor, effect: CancelEffect = CancelEffect.FROM_START
) -> ServiceLine:
    order_of_today = order("40", signed_on=DAY - timedelta(days=1))
    made = actions.cancel_movement(
        by=officer, line_id=line.entry_id, citation=order_of_today, pair=NOBODY, effect=effect
    )
    return actions.verify(by=registrar, line_id=made.entry_id, version=1, pair=NOBODY)


@rule("OR-04")
def test_OR04_a_cancelled_release_gives_the_service_back_and_says_so(
    town: Place, neighbour: Place, officer: Actor, registrar: Actor, heard: list[news.Event]
) -> None:
    person = town.people["finance"]
    out = move(person, "TRANSFER_OUT", DAY_OF_MOVE, other_organisation_id=neighbour.id)
    line = done(town, officer, registrar, out)
    before = Change.objects.latest("seq").seq
    heard.clear()
    cancelled(line, officer, registrar)
    assert heard == [events.ServiceRestored(person, town.id, registrar)]
    assert queries.serves(person, town.id, DAY)
    # As the register knew it then, the person had left.
    assert not queries.service_of(person, known_at=before).serves(town.id, DAY)
    shown = {one.movement.code: one.status for one in queries.lines_of(person, day=DAY)}
    assert shown == {"OPENING": "VERIFIED", "TRANSFER_OUT": "STRUCK", "CANCEL_ORDER": "VERIFIED"}


def test_a_cancelling_order_that_is_itself_cancelled_cancels_nothing(
    town: Place, officer: Actor, registrar: Actor, heard: list[news.Event]
) -> None:
    person = town.people["finance"]
    line = done(town, officer, registrar, move(person, "RESIGN", DAY_OF_MOVE))
    first = cancelled(line, officer, registrar)
    heard.clear()
    cancelled(first, officer, registrar)
    assert not queries.serves(person, town.id, DAY)
    assert heard == [events.LeftOrganisation(person, town.id, DAY_OF_MOVE, "CANCEL_ORDER", registrar)]


def test_an_acting_order_until_further_order_ends_from_a_day(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    person = town.people["deputy"]
    line = done(town, officer, registrar, move(person, "ACTING_FOR", DAY_OF_MOVE, open_ended=True))
    cancelled(line, officer, registrar, CancelEffect.FROM_DAY)
    (overlay,) = queries.service_of(person).overlays
    assert (overlay.starts, overlay.until) == (DAY_OF_MOVE, DAY - timedelta(days=1))


@rule("OR-04", breaks=True)
def test_OR04_only_a_standing_line_of_this_person_and_lgo_is_cancelled(
    town: Place, neighbour: Place, officer: Actor, registrar: Actor
) -> None:
    person = town.people["finance"]
    waiting = keyed(town, officer, "finance")
    elsewhere = queries.lines_of(neighbour.people["finance"], day=DAY)[0]
    for target in (waiting.entry_id, elsewhere.id, None):
        with refused("OR-04", on="cancels"):
            draft = move(person, "CANCEL_ORDER", DAY, cancels=target)
            actions.key_movement(by=officer, organisation=town.organisation, movement=draft, pair=NOBODY)
    actions.verify(by=registrar, line_id=waiting.entry_id, version=1, pair=NOBODY)
    cancelled(waiting, officer, registrar)
    with refused("OR-04"):
        cancelled(waiting, officer, registrar)


@rule("OR-04", breaks=True)
def test_OR04_a_start_or_an_end_is_cancelled_as_a_whole(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    line = done(town, officer, registrar, move(town.people["finance"], "RESIGN", DAY_OF_MOVE))
    with refused("OR-04.1"):
        cancelled(line, officer, registrar, CancelEffect.FROM_DAY)


@rule("SR-05", breaks=True)
def test_SR05_a_release_already_answered_is_not_cancelled(
    town: Place, neighbour: Place, officer: Actor, registrar: Actor
) -> None:
    person = town.people["finance"]
    soon = DAY + timedelta(days=30)
    out = move(person, "TRANSFER_OUT", soon, other_organisation_id=neighbour.id)
    line = done(town, officer, registrar, out)
    into = move(
        None,
        "TRANSFER_IN",
        soon,
        national_id=people.national_id_of(person),
        kind_code=neighbour.kind_code,
        post_id=neighbour.posts["vacant"].id,
    )
    done(neighbour, hand(neighbour, Role.OFFICER, "hr"), hand(neighbour, Role.REGISTRAR, "palad"), into)
    with refused("SR-05"):
        cancelled(line, officer, registrar)


@rule("SR-04", breaks=True)
def test_SR04_what_rests_on_a_start_is_cancelled_before_the_start(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    person = town.people["finance"]
    done(town, officer, registrar, move(person, "MOVE", DAY_OF_MOVE, post_id=town.posts["vacant"].id))
    start = queries.lines_of(person, day=DAY)[0]
    with refused("SR-04.1"):
        draft = move(person, "CANCEL_ORDER", DAY, cancels=start.id)
        actions.key_movement(by=officer, organisation=town.organisation, movement=draft, pair=NOBODY)


def test_a_post_given_to_a_successor_is_not_given_back(town: Place, officer: Actor, registrar: Actor) -> None:
    left = done(town, officer, registrar, move(town.people["deputy"], "RESIGN", DAY_OF_MOVE))
    done(
        town,
        officer,
        registrar,
        move(town.people["finance"], "MOVE", DAY_OF_MOVE, post_id=town.posts["deputy"].id),
    )
    with refused("PO-07"):
        cancelled(left, officer, registrar)


def test_a_cancelled_death_takes_the_day_of_death_back(town: Place, officer: Actor, registrar: Actor) -> None:
    person = town.people["finance"]
    line = done(
        town, officer, registrar, move(person, "DEATH", DAY_OF_MOVE, citation=Citation(text="ใบมรณบัตร"))
    )
    assert people.view_of(person, DAY).died_on == DAY_OF_MOVE
    cancelled(line, officer, registrar)
    assert people.view_of(person, DAY).died_on is None


# --- lists ---


def test_each_verifier_sees_the_own_queue(
    town: Place, neighbour: Place, officer: Actor, pair: frozenset[UUID]
) -> None:
    ordinary, own = keyed(town, officer, "finance", pair=pair), keyed(town, officer, "palad", pair=pair)
    keyed(neighbour, hand(neighbour, Role.OFFICER, "hr"), "finance")
    here, district = Reach(frozenset({town.organisation.path})), Reach(frozenset({"/48/"}))
    mine = [one.id for one in queries.to_verify(here, DAY) if one.person.id not in pair]
    assert mine == [ordinary.entry_id]
    assert [one.id for one in queries.to_verify(district, DAY, among=pair)] == [own.entry_id]
    assert len(queries.to_verify(district, DAY)) == 3
    assert queries.to_verify(Reach(frozenset()), DAY) == []
