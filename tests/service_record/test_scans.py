"""A movement's order and its scan: evidence in its place, late scans, one scan for all lines of an order."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from lhr.access.actor import Actor
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.documents.models import Evidence, StoredFile
from lhr.service_record import actions, queries
from lhr.service_record.drafts import Citation, MovementDraft
from lhr.service_record.line_view import LineView
from lhr.service_record.models import ServiceLine
from tests.service_record.conftest import DAY, Place, hand, move
from tests.support import scans
from tests.support.rules import refused, rule

pytestmark = pytest.mark.django_db
LEAVES = date(2018, 9, 1)


def key(town: Place, by: Actor, draft: MovementDraft) -> ServiceLine:
    return actions.key_movement(by=by, organisation=town.organisation, movement=draft, pair=frozenset())


def seen(town: Place) -> dict[UUID, LineView]:
    return {line.person.id: line for line in queries.recent(town.id, DAY) if line.source == "KEYED"}


def test_one_scan_serves_all_lines_of_the_order_also_those_keyed_later(town: Place, officer: Actor) -> None:
    key(town, officer, move(town.people["finance"], "RESIGN", LEAVES, scan=scans.checked(2)))
    key(town, officer, move(town.people["deputy"], "RESIGN", LEAVES))
    lines = seen(town)
    assert {len(line.scans) for line in lines.values()} == {1}
    assert not any(line.lacks_scan for line in lines.values())
    first = lines[town.people["finance"]]
    assert queries.named_in_order_of(first.id) == {town.people["finance"], town.people["deputy"]}
    assert (StoredFile.objects.count(), Evidence.objects.count()) == (1, 1)


def test_a_line_without_a_scan_says_so_and_one_of_another_order_does_not_help(
    town: Place, officer: Actor
) -> None:
    key(town, officer, move(town.people["finance"], "RESIGN", LEAVES, scan=scans.checked()))
    other = Citation(number="13", year=2561, signed_on=date(2018, 7, 1))
    key(town, officer, move(town.people["deputy"], "RESIGN", LEAVES, citation=other))
    assert seen(town)[town.people["deputy"]].lacks_scan


def test_a_neighbours_scan_of_an_order_of_the_same_number_is_not_ours(
    town: Place, neighbour: Place, officer: Actor
) -> None:
    theirs = hand(neighbour, Role.OFFICER, "hr")
    key(neighbour, theirs, move(neighbour.people["finance"], "RESIGN", LEAVES, scan=scans.checked()))
    key(town, officer, move(town.people["finance"], "RESIGN", LEAVES))
    assert seen(town)[town.people["finance"]].lacks_scan


@rule("OR-03")
def test_OR03_a_file_alone_is_evidence_of_a_death(town: Place, officer: Actor) -> None:
    line = key(
        town,
        officer,
        move(town.people["finance"], "DEATH", DAY, citation=Citation(), scan=scans.checked()),
    )
    assert seen(town)[town.people["finance"]].scans
    assert Evidence.objects.get().of == f"OTHER:{line.entry_id}"


@rule("OR-03", breaks=True)
def test_OR03_a_death_without_text_number_or_file_is_refused(town: Place, officer: Actor) -> None:
    with refused("OR-03", on="citation"):
        key(town, officer, move(town.people["finance"], "DEATH", DAY, citation=Citation()))


@rule("OR-03", breaks=True)
def test_OR03_a_file_does_not_stand_for_an_orders_number_and_day(town: Place, officer: Actor) -> None:
    with refused("OR-03", on="citation"):
        key(
            town,
            officer,
            move(town.people["finance"], "RESIGN", LEAVES, citation=Citation(), scan=scans.checked()),
        )
    assert not StoredFile.objects.exists()


def test_a_verified_line_gets_its_scan_late_and_is_not_touched(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    line = key(town, officer, move(town.people["finance"], "RESIGN", LEAVES))
    actions.verify(by=registrar, line_id=line.entry_id, version=line.version, pair=frozenset())
    before = queries.row_of(line.entry_id)
    actions.attach_scan(by=officer, line_id=line.entry_id, scan=scans.checked(), pair=frozenset())
    after = queries.row_of(line.entry_id)
    assert (after.pk, after.version) == (before.pk, before.version)
    view = seen(town)[town.people["finance"]]
    assert view.verified_at is not None
    assert view.scans[0].added_at > view.verified_at


@rule("SR-03", breaks=True)
def test_SR03_nobody_attaches_to_the_own_line_and_the_registrar_only_to_the_pairs(
    town: Place, officer: Actor, registrar: Actor, pair: frozenset[UUID]
) -> None:
    mine = actions.key_movement(
        by=registrar,
        organisation=town.organisation,
        movement=move(town.people["hr"], "RESIGN", LEAVES),
        pair=pair,
    )
    with refused("SR-03.2"):
        actions.attach_scan(by=officer, line_id=mine.entry_id, scan=scans.checked(), pair=pair)
    line = key(town, officer, move(town.people["finance"], "RESIGN", LEAVES))
    with refused("SR-03.3"):
        actions.attach_scan(by=registrar, line_id=line.entry_id, scan=scans.checked(), pair=pair)
    actions.attach_scan(by=registrar, line_id=mine.entry_id, scan=scans.checked(), pair=pair)
    assert Evidence.objects.count() == 1


def test_who_writes_elsewhere_attaches_nothing_here(town: Place, neighbour: Place, officer: Actor) -> None:
    line = key(town, officer, move(town.people["finance"], "RESIGN", LEAVES))
    with pytest.raises(Denied):
        actions.attach_scan(
            by=hand(neighbour, Role.OFFICER, "hr"),
            line_id=line.entry_id,
            scan=scans.checked(),
            pair=frozenset(),
        )
