"""Two sides at the same moment, each in a thread of its own: one wins, and the other sees what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.history.ledger import Overtaken
from lhr.kernel.national_id import make_synthetic
from lhr.kernel.rules import RuleBroken
from lhr.organisations import actions as organisations
from lhr.organisations.rules import Kind
from lhr.service_record import actions, cases, queries
from lhr.service_record.actions import Asked
from lhr.service_record.models import ServiceLine, TransferCase
from lhr.service_record.rules_of_transfers import AskOutcome, CaseStatus, Side
from tests.service_record.conftest import BEGINS, DAY, Place, hand, move, order, settled
from tests.service_record.test_at_once import at_once
from tests.support.rules import codes

NOBODY: frozenset[UUID] = frozenset()
SOON = DAY + timedelta(days=14)
NUMBER = make_synthetic(2003)  # the second LGO's finance officer


@pytest.fixture
def three(own_database: str) -> tuple[Place, Place, Place]:
    keeper = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.CENTRE, "/"),))
    organisations.found_centre(by=keeper, starts=BEGINS)
    for code in ("48", "4803"):
        organisations.found_office(by=keeper, place=code, starts=BEGINS)
    return (
        settled(keeper, Kind.TAMBON_MUN, "ท่าอุเทน", "MUN", 1),
        settled(keeper, Kind.TAO, "โนนตาล", "TAO", 2),
        settled(keeper, Kind.TAMBON_MUN, "เวินพระบาท", "MUN", 3),
    )


def asks(place: Place, sender: Place) -> Callable[[], object]:
    by = hand(place, Role.OFFICER, "hr")
    return lambda: actions.ask(
        by=by,
        organisation=place.organisation,
        sender=sender.organisation,
        national_id=NUMBER,
        order=order("55"),
        effective_on=SOON,
    )


def keys(place: Place, code: str, starts: date, **more: object) -> ServiceLine:
    by = hand(place, Role.OFFICER, "hr")
    draft = move(more.pop("person", place.people["finance"]), code, starts, **more)  # type: ignore[arg-type]
    return actions.key_movement(by=by, organisation=place.organisation, movement=draft, pair=NOBODY)


def signs(place: Place, line: ServiceLine) -> Callable[[], object]:
    by = hand(place, Role.REGISTRAR, "palad")
    return lambda: actions.verify(by=by, line_id=line.entry_id, version=1, pair=NOBODY)


def test_of_two_receivers_one_gets_the_case_and_the_other_hears_of_another(
    three: tuple[Place, Place, Place],
) -> None:
    town, neighbour, third = three
    results = at_once(asks(town, neighbour), asks(third, neighbour))
    outcomes = sorted(one.outcome for one in results if isinstance(one, Asked))
    assert outcomes == [AskOutcome.HELD_ELSEWHERE, AskOutcome.IN_ANOTHER_CASE]
    assert TransferCase.objects.count() == 1


def test_a_release_and_a_withdrawal_at_once_one_happens(three: tuple[Place, Place, Place]) -> None:
    town, neighbour, _ = three
    asks(town, neighbour)()
    line = keys(neighbour, "TRANSFER_OUT", SOON, other_organisation_id=town.id)
    row = TransferCase.objects.get()
    receiver = hand(town, Role.OFFICER, "hr")
    release, withdrawal = at_once(
        signs(neighbour, line),
        lambda: actions.close_case(
            by=receiver, case_id=row.pk, version=row.version, side=Side.RECEIVER, reason="ไม่รับแล้ว"
        ),
    )
    case = cases.case(row.pk, within=Reach(frozenset({"/"})), day=DAY)
    if isinstance(release, RuleBroken):
        assert (codes(release.findings), withdrawal) == (["SR-05.5"], None)
        assert (case.status, case.reason) == (CaseStatus.CANCELLED, "ไม่รับแล้ว")
    else:
        assert (isinstance(release, ServiceLine), isinstance(withdrawal, Overtaken)) == (True, True)
        assert case.status is CaseStatus.RELEASED
    served = queries.serves(neighbour.people["finance"], neighbour.id, SOON)
    assert served is (case.status is CaseStatus.CANCELLED)


def test_a_receipt_and_an_edit_of_the_old_lgo_at_once_equal_one_after_the_other(
    three: tuple[Place, Place, Place],
) -> None:
    """The transfer takes effect today: what the old LGO signs after it is refused, what it signs before it stands."""
    town, neighbour, _ = three
    person = neighbour.people["finance"]
    edit = keys(neighbour, "SECONDED", DAY - timedelta(days=9), last_day=DAY - timedelta(days=2))
    release = keys(neighbour, "TRANSFER_OUT", DAY, other_organisation_id=town.id)
    signs(neighbour, release)()
    more: dict[str, object] = {"kind_code": town.kind_code, "post_id": town.posts["vacant"].id}
    receipt = keys(town, "TRANSFER_IN", DAY, person=person, other_organisation_id=neighbour.id, **more)
    received, edited = at_once(signs(town, receipt), signs(neighbour, edit))
    assert isinstance(received, ServiceLine)
    if isinstance(edited, RuleBroken):
        assert codes(edited.findings) == ["SR-03.4"]
    else:
        assert isinstance(edited, ServiceLine)
    assert queries.custody(person, DAY) == town.id
    assert queries.custody(person, DAY - timedelta(days=1)) == neighbour.id
