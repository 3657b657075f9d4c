"""Random courses of transfers among three LGOs through the real acts, against a model of a few lines (users.md, idea 3;
assurance.md, D2): nothing is lost or copied, custody is never with two and never with none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.history.ledger import Overtaken
from lhr.kernel.rules import RuleBroken
from lhr.registry_rights import queries as rights
from lhr.registry_rights import seats
from lhr.service_record import actions, cases, queries
from lhr.service_record.drafts import Citation, MovementDraft
from lhr.service_record.models import ServiceLine, TransferCase
from lhr.service_record.rules_of_transfers import OPEN, AskOutcome, CaseStatus, Side
from tests.support.cast import TODAY, Cast, Place, acting_as, assigned, palad, save

EVERYWHERE = Reach(frozenset({"/"}))
EXAMPLES = max(20, settings().max_examples // 3)
NOBODY: frozenset[UUID] = frozenset()
ACTS = ("ask", "release", "release", "accept", "accept", "withdraw", "cancel", "wait", "wait")
steps = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 2), st.integers(1, 6)),
    min_size=6,
    max_size=12,
)


@dataclass
class Model:
    """What ought to be so: who keeps the record from which day on, and the one case."""

    spans: list[tuple[date, UUID]]
    case: tuple[UUID, UUID, date, CaseStatus] | None = None
    lines: list[UUID] = field(default_factory=list)

    def keeper(self, day: date) -> UUID:
        return [place for starts, place in self.spans if starts <= day][-1]

    def settle(self, day: date) -> None:
        if self.case and self.case[3] is CaseStatus.ACCEPTED and self.case[2] <= day:
            self.case = None


class Walk:
    """One person, at first the officer with a right at the first LGO."""

    def __init__(self, places: list[Place], person: UUID, number: str) -> None:
        self.places, self.person, self.number, self.day = places, person, number, TODAY
        self.model = Model([(date(2008, 1, 1), places[0].lgo.pk)])
        self.out: ServiceLine | None = None
        self.came: ServiceLine | None = None

    def at(self, organisation: UUID) -> Place:
        return next(p for p in self.places if p.lgo.pk == organisation)

    def take(self, what: str, who: int, other: int, ahead: int) -> None:
        if what == "wait":
            self.day += timedelta(days=ahead)
            self.model.settle(self.day)
            return
        try:
            with transaction.atomic():
                getattr(self, what)(self.places[who], self.places[other], self.day + timedelta(days=ahead))
        except (RuleBroken, Overtaken):
            return  # what a rule refuses did not happen, in the model neither

    def ask(self, receiver: Place, sender: Place, day: date) -> None:
        by = self.hand(receiver, Role.LGO_BOOTSTRAP)
        asked = actions.ask(
            by=by,
            organisation=receiver.lgo,
            sender=sender.lgo,
            national_id=self.number,
            order=self.order(),
            effective_on=day,
        )
        named = self.model.keeper(self.day) == sender.lgo.pk
        case = self.model.case
        free = case is None or case[1] == receiver.lgo.pk
        if asked.outcome is not AskOutcome.STOPPED:
            assert (asked.outcome is AskOutcome.HELD_ELSEWHERE) is (named and free)
        if asked.outcome is AskOutcome.HELD_ELSEWHERE and case is None:
            self.model.case = (sender.lgo.pk, receiver.lgo.pk, day, CaseStatus.REQUESTED)

    def release(self, sender: Place, receiver: Place, day: date) -> None:
        """The sender answers the case as it stands, or proposes one of its own."""
        case = self.model.case
        if case is not None and case[0] == sender.lgo.pk:
            receiver, day = self.at(case[1]), case[2]
        self.out = self.signed(sender, "TRANSFER_OUT", day, other_organisation_id=receiver.lgo.pk)
        assert self.model.keeper(self.day) == sender.lgo.pk
        self.model.lines.append(self.out.entry_id)
        self.model.case = (sender.lgo.pk, receiver.lgo.pk, day, CaseStatus.RELEASED)

    def accept(self, receiver: Place, sender: Place, day: date) -> None:
        case = self.model.case
        day = case[2] if case else day
        if cases.open_case_here(self.person, receiver.lgo.pk, self.day) is None:
            return  # by nobody's id is anybody received
        more = {"kind_code": "MUN_OFFICIAL", "post_id": receiver.posts["finance"]}
        self.came = self.signed(receiver, "TRANSFER_IN", day, **more)
        assert case is not None
        assert (case[1], case[3]) == (receiver.lgo.pk, CaseStatus.RELEASED)
        self.model.lines.append(self.came.entry_id)
        self.model.case = (case[0], case[1], day, CaseStatus.ACCEPTED)
        self.model.spans = [s for s in self.model.spans if s[0] < day] + [(day, receiver.lgo.pk)]
        self.model.settle(self.day)

    def withdraw(self, who: Place, _other: Place, _day: date) -> None:
        row = cases.open_row(self.person, self.day)
        side = cases.case(row.pk, within=EVERYWHERE, day=self.day).side_of(who.lgo.pk) if row else None
        if row is None or side is None or row.status != CaseStatus.REQUESTED:
            return
        role = Role.OFFICER if side is Side.SENDER else Role.LGO_BOOTSTRAP
        by = self.hand(who, role)
        actions.close_case(by=by, case_id=row.pk, version=row.version, side=side, reason="ทดสอบ")
        self.model.case = None

    def cancel(self, _who: Place, _other: Place, _day: date) -> None:
        """The order that stands last is cancelled, before its day: the receipt, else the release."""
        case = self.model.case
        if case is None or case[3] not in (CaseStatus.ACCEPTED, CaseStatus.RELEASED) or case[2] <= self.day:
            return
        accepted = case[3] is CaseStatus.ACCEPTED
        line, place = (self.came, case[1]) if accepted else (self.out, case[0])
        assert line is not None
        keyed = actions.cancel_movement(
            by=self.hand(self.at(place), Role.OFFICER),
            line_id=line.entry_id,
            citation=self.order(),
            pair=NOBODY,
            reason="ทดสอบ",
        )
        self.verify(self.at(place), keyed)
        self.model.lines.append(keyed.entry_id)
        if accepted:
            self.model.case = (*case[:3], CaseStatus.RELEASED)
            self.model.spans.pop()
        else:
            self.model.case = None

    def signed(self, place: Place, code: str, day: date, **more: object) -> ServiceLine:
        draft = MovementDraft(code, day, self.order(), person_id=self.person, reason="ทดสอบ", **more)  # type: ignore[arg-type]
        by = self.hand(place, Role.OFFICER)
        try:
            line = actions.key_movement(by=by, organisation=place.lgo, movement=draft, pair=NOBODY)
        except ObjectDoesNotExist as unknown:  # never served there: no id of theirs
            raise Overtaken("nobody") from unknown
        self.verify(place, line)
        return line

    def verify(self, place: Place, line: ServiceLine) -> None:
        by = self.hand(place, Role.REGISTRAR)
        actions.verify(by=by, line_id=line.entry_id, version=line.version, pair=NOBODY)

    def order(self) -> Citation:
        return Citation("๑๒", 2561, TODAY)

    def hand(self, place: Place, role: Role) -> Actor:
        duty = Duty(role, place.lgo.path, place.lgo.pk)
        return Actor(day=self.day, account_id=uuid4(), person_id=uuid4(), duties=(duty,), via="card")

    def check(self) -> None:
        rows = list(TransferCase.objects.filter(person=self.person))
        standing = [cases.case(row.pk, within=EVERYWHERE, day=self.day) for row in rows]
        live = [(c.sender.id, c.receiver.id, c.effective_on, c.status) for c in standing if c.status in OPEN]
        assert live == ([self.model.case] if self.model.case else [])
        for day in (TODAY, self.day, self.day + timedelta(days=3), self.day + timedelta(days=60)):
            assert queries.custody(self.person, day) == self.model.keeper(day)
        known = ServiceLine.objects.known().filter(person=self.person, source="KEYED")
        assert sorted(known.values_list("entry_id", flat=True)) == sorted(self.model.lines)
        left = queries.service_of(self.person).employment_on(self.day)
        if left is None or left.organisation_id != self.places[0].lgo.pk:
            held = seats.pair_on(rights.appointments_of(self.places[0].lgo.pk), self.day).values()
            assert self.person not in {t.person for t in held if t is not None}


@pytest.fixture
def places(db: None) -> list[Place]:
    cast = Cast()
    town = cast.settled("ท่าอุเทน")
    by = acting_as(Role.LGO_BOOTSTRAP, town.lgo)
    save(by, town, registrar=palad(town["palad"]), officer=assigned(town["finance"]))
    without = {"palad": "ประเสริฐ", "hr": "ปราณี"}
    return [town, cast.settled("โนนตาล", without), cast.settled("เวินพระบาท", without)]


@given(steps)
@settings(max_examples=EXAMPLES)
def test_random_courses_keep_one_record_in_one_custody(
    places: list[Place], course: list[tuple[str, int, int, int]]
) -> None:
    town = places[0]
    with transaction.atomic():
        walk = Walk(places, town["finance"], town.numbers["finance"])
        for step in course:
            walk.take(*step)
            walk.check()
        transaction.set_rollback(True)


def test_a_course_round_three_lgos_and_back(places: list[Place]) -> None:
    """The walk itself is able to move somebody, cancel, and move again."""
    walk = Walk(places, places[0]["finance"], places[0].numbers["finance"])
    course = [
        ("ask", 1, 0, 3), ("release", 0, 1, 3), ("accept", 1, 0, 3), ("cancel", 0, 0, 1), ("cancel", 0, 0, 1),
        ("release", 0, 2, 4), ("accept", 2, 0, 4), ("wait", 0, 0, 6), ("ask", 0, 2, 2), ("withdraw", 0, 0, 1),
        ("ask", 0, 2, 2), ("release", 2, 0, 2), ("accept", 0, 2, 2), ("wait", 0, 0, 3),
    ]  # fmt: skip
    for step in course:
        walk.take(*step)
        walk.check()
    assert [place for _, place in walk.model.spans] == [places[n].lgo.pk for n in (0, 2, 0)]
