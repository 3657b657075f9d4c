"""A post that is held is not abolished, and nobody is put into one that is frozen or that two would hold."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.posts import actions as posts
from lhr.posts import queries as of_posts
from lhr.service_record import actions, queries
from lhr.service_record.models import ServiceLine
from tests.service_record.conftest import DAY, Place, hand, move
from tests.support.rules import refused, rule

pytestmark = pytest.mark.django_db
LEAVES = date(2018, 8, 1)


def leave(place: Place, whom: str, day: date = LEAVES) -> None:
    line = actions.key_movement(
        by=hand(place, Role.OFFICER, "hr"),
        organisation=place.organisation,
        movement=move(place.people[whom], "RESIGN", day),
        pair=frozenset(),
    )
    registrar = hand(place, Role.REGISTRAR, "palad")
    actions.verify(by=registrar, line_id=line.entry_id, version=1, pair=frozenset())


@rule("SP-03", breaks=True)
def test_SP03_a_post_is_not_abolished_while_it_is_held(town: Place, keeper: Actor) -> None:
    leave(town, "finance")
    post = town.posts["finance"].pk
    with refused("SP-03.2", on="starts"):
        posts.abolish(by=keeper, post_id=post, until=LEAVES - timedelta(days=1), reason="ปรับแผน")
    assert of_posts.status_on(post, DAY) == "ACTIVE"
    assert of_posts.view_of(post, DAY).stands


@rule("SP-03")
def test_SP03_it_is_from_the_day_on_which_it_falls_vacant(town: Place, keeper: Actor) -> None:
    leave(town, "finance")
    post = town.posts["finance"].pk
    posts.abolish(by=keeper, post_id=post, until=LEAVES, reason="ปรับแผน")
    assert of_posts.status_on(post, LEAVES) == "ABOLISHED"
    assert post not in {one.id for one in queries.vacant_posts(town.id, DAY)}


@rule("PO-09", breaks=True)
def test_PO09_nobody_is_put_into_a_frozen_post(town: Place, keeper: Actor) -> None:
    post = town.posts["vacant"].pk
    assert post in {one.id for one in queries.vacant_posts(town.id, DAY)}
    posts.freeze(by=keeper, post_id=post, starts=LEAVES)
    assert post not in {one.id for one in queries.vacant_posts(town.id, DAY)}
    with refused("PO-09.3", on="post"):
        actions.key_movement(
            by=hand(town, Role.OFFICER, "hr"),
            organisation=town.organisation,
            movement=move(town.people["finance"], "MOVE", LEAVES, post_id=post),
            pair=frozenset(),
        )
    posts.reinstate(by=keeper, post_id=post, starts=LEAVES)
    line = actions.key_movement(
        by=hand(town, Role.OFFICER, "hr"),
        organisation=town.organisation,
        movement=move(town.people["finance"], "MOVE", LEAVES, post_id=post),
        pair=frozenset(),
    )
    assert line.post_id == post


def test_the_database_refuses_a_second_holder_of_one_day(town: Place) -> None:
    """By SQL alone, past every rule of the code: on a day of the holder's, and on the day after it."""
    leave(town, "finance")
    post, other = town.posts["finance"].pk, town.people["deputy"]
    with connection.cursor() as cursor:
        cursor.execute(
            'DELETE FROM service_record_incumbency WHERE "person_id" = %s', [_stored(other)]
        )  # deputy holds nothing, so that only the post is in the way
        with pytest.raises(DatabaseError, match="service_one_holder_a_post"), transaction.atomic():
            _seat(cursor, town, other, post, LEAVES - timedelta(days=1))
        _seat(cursor, town, other, post, LEAVES)
    assert queries.holder_of_post(post, DAY) == other


def _seat(cursor: object, place: Place, person: object, post: object, day: date) -> None:
    cursor.execute(  # type: ignore[attr-defined]
        "INSERT INTO service_record_incumbency "
        "(id, person_id, post_id, organisation_id, line_code, is_palad, starts, until) "
        "VALUES (%s, %s, %s, %s, '', %s, %s, NULL)",
        [_stored(uuid4()), _stored(person), _stored(post), _stored(place.id), False, day],
    )


def _stored(key: object) -> object:
    return key.hex if connection.vendor == "sqlite" else key  # type: ignore[attr-defined]


def cancels(place: Place, whom: str, on: date = LEAVES) -> None:
    """Cancel the leaving of this person, as if it had never been."""
    (line,) = ServiceLine.objects.known().filter(person=place.people[whom], movement_code="RESIGN")
    actions.key_movement(
        by=hand(place, Role.OFFICER, "hr"),
        organisation=place.organisation,
        movement=move(place.people[whom], "CANCEL_ORDER", on, cancels=line.entry_id),
        pair=frozenset(),
    )


@rule("PO-09", breaks=True)
def test_PO09_a_post_that_was_abolished_meanwhile_is_not_given_back(town: Place, keeper: Actor) -> None:
    leave(town, "finance")
    post = town.posts["finance"].pk
    posts.abolish(by=keeper, post_id=post, until=LEAVES + timedelta(days=9), reason="ปรับแผน")
    with refused("PO-09.4", on="post") as broken:
        cancels(town, "finance")
    assert "๑๐ สิงหาคม ๒๕๖๑" in broken.value.findings[0].says()
    posts.reinstate(by=keeper, post_id=post, starts=LEAVES + timedelta(days=9))
    cancels(town, "finance")


@rule("PO-09", breaks=True)
def test_PO09_a_post_that_is_frozen_meanwhile_is_not_given_back(town: Place, keeper: Actor) -> None:
    leave(town, "finance")
    posts.freeze(by=keeper, post_id=town.posts["finance"].pk, starts=LEAVES)
    with refused("PO-09.3", on="post"):
        cancels(town, "finance")


@rule("PO-09", breaks=True)
def test_PO09_nobody_comes_into_a_post_that_is_to_be_abolished(town: Place, keeper: Actor) -> None:
    post = town.posts["vacant"].pk
    posts.abolish(by=keeper, post_id=post, until=LEAVES + timedelta(days=9), reason="ปรับแผน")
    with refused("PO-09.4", on="post"):
        actions.key_movement(
            by=hand(town, Role.OFFICER, "hr"),
            organisation=town.organisation,
            movement=move(town.people["finance"], "MOVE", LEAVES, post_id=post),
            pair=frozenset(),
        )
