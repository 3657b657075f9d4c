"""A career through many LGOs by orders of both sides: one person, one history, and no right left behind."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.kernel import clock
from lhr.orders import actions
from lhr.orders.drafts import Header, Signature
from lhr.orders.models import Order
from lhr.orders.terms import OrderKind
from lhr.people.models import Person
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.registry_rights import queries as rights
from lhr.service_record import queries as service
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.models import Incumbency, ServiceLine
from tests.support.cast import FOUNDED, TODAY, Cast, Place, acting_as, assigned, save
from tests.support.rows import Row

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("A5"), pytest.mark.once]
NAMES = ("ท่าอุเทน", "โนนตาล", "เวินพระบาท", "ไชยบุรี")
NOBODY: frozenset[UUID] = frozenset()


def test_one_person_and_every_line_after_any_number_of_transfers(cast: Cast, row: Row) -> None:
    places = [cast.settled(name) for name in NAMES]
    travellers = {place["hr"]: place for place in places}
    seats = {place.lgo.pk: _seats(cast, place) for place in places}
    everybody = Person.objects.count()
    on, left = TODAY, 0
    for turn in range(row.size(12, 1000)):
        who = row.random.choice(sorted(travellers, key=str))
        sender = travellers[who]
        receiver = row.random.choice([place for place in places if place is not sender])
        _named_officer(sender, who, on)
        before = _lines(who)
        on += timedelta(days=row.random.randint(1, 3))
        taken = set(Incumbency.objects.filter(until=None).values_list("post", flat=True))
        seat = next(one for one in seats[receiver.lgo.pk] if one not in taken)
        _transferred(who, sender, receiver, on, str(turn + 1), seat)
        travellers[who] = receiver
        after = _lines(who)
        assert before.items() <= after.items()
        assert len(after) == len(before) + 2
        assert service.custody(who, on) == receiver.lgo.pk
        assert service.custody(who, on - timedelta(days=1)) == sender.lgo.pk
        left += _rights(sender, who, on)
        assert _rights(sender, who, on - timedelta(days=1)) == 1
    row.counted(f"{turn + 1} transfers, {left} rights left, people {everybody} and {Person.objects.count()}", "0 left")
    assert (left, Person.objects.count()) == (0, everybody)


def test_who_goes_to_an_agency_outside_has_no_right_from_that_day(cast: Cast) -> None:
    place = cast.settled(NAMES[0])
    who, on = place["hr"], TODAY + timedelta(days=5)
    _named_officer(place, who, TODAY)
    out = MovementDraft("TRANSFER_OUT", on, person_id=who, other_organisation_text="กรมที่ดิน")
    with clock.standing_at(clock.midnight(TODAY)):
        _applied(place, out, TODAY, "1")
    assert [_rights(place, who, day) for day in (on - timedelta(days=1), on)] == [1, 0]
    assert service.custody(who, on) == place.lgo.pk


def _seats(cast: Cast, place: Place) -> list[UUID]:
    """A post for each of the travellers, and one more."""
    drafts = [
        PostDraft(f"48-2-01-4101-{at}", "4101", "", FOUNDED, reason="ทดสอบ") for at in range(901, 902 + len(NAMES))
    ]
    return [post.pk for post in posts.establish_all(by=cast.keeper, organisation=place.lgo, posts=drafts)]


def _named_officer(place: Place, who: UUID, on: date) -> None:
    by = acting_as(Role.LGO_BOOTSTRAP, place.lgo, on=on)
    with clock.standing_at(clock.midnight(on)):
        save(by, place, officer=assigned(who, on))


def _rights(place: Place, who: UUID, on: date) -> int:
    return sum(found is not None and found.person == who for found in rights.pair_on(place.lgo.pk, on).values())


def _lines(who: UUID) -> dict[UUID, dict[str, object]]:
    """Every line of the person that the register holds, by its key, with all that it says."""
    return {line.pk: line.content() for line in ServiceLine.objects.known().filter(person=who)}


def _transferred(who: UUID, sender: Place, receiver: Place, on: date, number: str, seat: UUID) -> None:
    """Both sides' orders, of one day."""
    out = MovementDraft("TRANSFER_OUT", on, person_id=who, other_organisation_id=receiver.lgo.pk)
    into = MovementDraft(
        "TRANSFER_IN", on, person_id=who, other_organisation_id=sender.lgo.pk, kind_code="MUN_OFFICIAL", post_id=seat
    )
    for place, line in ((sender, out), (receiver, into)):
        with clock.standing_at(clock.midnight(on - timedelta(days=1))):
            _applied(place, line, on - timedelta(days=1), number)


def _applied(place: Place, line: MovementDraft, day: date, number: str) -> Order:
    officer, registrar = (
        Actor(day=day, account_id=uuid4(), person_id=uuid4(), duties=(Duty(role, place.lgo.path, place.lgo.pk),))
        for role in (Role.OFFICER, Role.REGISTRAR)
    )
    head = Header(OrderKind.TRANSFER, line.starts, subject="โอน", reason="ตามคำสั่ง")
    row = actions.draw_up(by=officer, organisation=place.lgo, header=head, lines=[line])
    row = actions.check(by=officer, order_id=row.entry_id, version=row.version, pair=NOBODY)
    paper = Signature(number, day.year + 543, day, "นายทดสอบ นายก", "นายกเทศมนตรี")
    row = actions.sign(by=officer, order_id=row.entry_id, version=row.version, signed=paper, pair=NOBODY)
    return actions.apply(by=registrar, order_id=row.entry_id, version=row.version, pair=NOBODY)
