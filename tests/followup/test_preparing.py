"""A province's pay round: the drafts that a job prepares, LGO by LGO, and what it leaves alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from threading import Event
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor
from lhr.access.policy import Denied, Reach
from lhr.access.roles import Role
from lhr.cli.commands.work import actor_of
from lhr.followup import preparing, rounds
from lhr.followup.models import RoundPreparation
from lhr.followup.rules_of_rounds import BY_LINES, NOT_BEGUN, check_somebody, holds_up
from lhr.jobs import actions as jobs
from lhr.jobs import kinds, working
from lhr.jobs.models import Job
from lhr.kernel import clock
from lhr.kernel.rules import stop_if
from lhr.orders import actions as orders
from lhr.orders import previewing
from lhr.orders.drafts import Header, Signature
from lhr.orders.models import Order, OrderLine
from lhr.orders.terms import OrderKind
from lhr.registry_rights import queries as rights
from lhr.registry_rights.queries import actor_for
from lhr.service_record import actions as record
from lhr.service_record import rounds as proposals
from lhr.service_record.drafts import MovementDraft, NewPerson, OpeningRecord
from lhr.service_record.models import ServiceLine
from lhr.service_record.pay import Pay
from tests.service_record.round_people import HALF_2, WHEN
from tests.support.cast import BORN, TODAY, Cast, Place, acting_as, hr, moves, palad, save
from tests.support.rounds import scheduled, staffed
from tests.support.rules import refused, rule
from tests.support.world import TEN_IN_THE_MORNING, World, cheaply, morning, undone
from tests.web.desks import desk_of

WITHIN = Reach(frozenset({"/48/"}))


@dataclass(frozen=True)
class Land:
    """A province with three LGOs: one has a pair, one has begun its round itself, one has appraised nobody."""

    cast: Cast
    town: Place
    begun: Place
    bare: Place
    asker: Actor
    other: Actor  # of the same office
    stranger: Actor  # of another province

    @property
    def places(self) -> list[UUID]:
        return [place.lgo.pk for place in (self.town, self.begun, self.bare)]


def founded() -> Land:
    with cheaply(), morning():
        world = World()
        named = {"palad": "ประเสริฐ"}
        town, begun, bare = world.settled("ท่าอุเทน"), world.settled("โนนตาล", named), world.settled("ไชยบุรี", named)
        scheduled()
        for place in (town, begun):
            staffed(world, place)
        staffed(world, bare, graded=0)
        first, since = acting_as(Role.LGO_BOOTSTRAP, town.lgo), TODAY - timedelta(days=200)
        save(first, town, registrar=palad(town["palad"], since), officer=hr(town["hr"], since))
        own = acting_as(Role.OFFICER, begun.lgo, uuid4())
        orders.draw_up_round(by=own, organisation=begun.lgo, this=HALF_2, kind_code="MUN_OFFICIAL")
        accounts = [
            world.office(Role.PROVINCE, office, name)
            for office, name in ((world.province, "นารี"), (world.province, "นภา"), (world.other_province, "นที"))
        ]
        for account in accounts:
            desk_of(account)  # enrolled
        asker, other, stranger = (actor_for(account, TODAY, via="password") for account in accounts)
        return Land(world, town, begun, bare, asker, other, stranger)


@pytest.fixture(scope="module")
def kept(shared_database: str) -> Land:
    return founded()


@pytest.fixture
def land(kept: Land) -> Iterator[Land]:
    with morning(), undone():
        yield kept


def asked(land: Land, by: Actor | None = None) -> Job:
    by = by or land.asker
    with transaction.atomic():
        wanted = preparing.arguments(HALF_2, land.places)
        return jobs.enqueue(by=by, kind=rounds.KIND, arguments=wanted, path=land.cast.province.path)


def again(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def drafts(place: Place) -> list[Order]:
    rows = Order.objects.known().filter(organisation=place.lgo, round_year=HALF_2.year)
    return list(rows.select_related("recorded", "organisation").order_by("recorded"))


def made(place: Place) -> RoundPreparation:
    return RoundPreparation.objects.get(organisation=place.lgo)


def rises(place: Place, who: UUID) -> None:
    """A rise of the round keyed as a line of its own."""
    pay = Pay(salary=Decimal(12220), steps=Decimal("0.5"))
    moves(place, who, "STEP_RISE", HALF_2.effective, pay=pay, reason="ทดสอบ")


def in_service(cast: Cast) -> OpeningRecord:
    person = NewPerson("นาย", "รอบใหม่", "ทดสอบรอบเงินเดือน", BORN, "M")
    return OpeningRecord(cast.number(), person, WHEN, "MUN_OFFICIAL", text="ยกยอด")


@rule("OR-14")
@rule("FU-04")
def test_who_has_begun_is_left_alone_the_others_get_a_draft_or_are_named_with_the_reason(land: Land) -> None:
    records, own = ServiceLine.objects.count(), drafts(land.begun)
    job = asked(land)
    working.one(actor_of)
    assert (again(job).state, again(job).done, again(job).result) == ("DONE", 3, "made")
    (draft,) = drafts(land.town)
    assert (draft.status, draft.round_kind, draft.prepared_by_id) == ("DRAFT", "MUN_OFFICIAL", land.cast.province.pk)
    assert (draft.drawn_by, draft.drawn_by_person, draft.number) == (None, None, "")
    assert (draft.recorded.tag, draft.recorded.actor_account) == ("orders:round:prepared", land.asker.account_id)
    proposed = proposals.drafts(proposals.proposed(land.town.lgo.pk, HALF_2))
    lines = OrderLine.objects.known().filter(order=draft.entry_id)
    assert {line.person_id for line in lines} == {one.person_id for one in proposed}
    assert [one.pk for one in drafts(land.begun)] == [one.pk for one in own]
    assert drafts(land.bare) == []
    assert [made(place).outcome for place in (land.town, land.begun, land.bare)] == ["PREPARED", "BEGUN", "NOTHING"]
    assert (made(land.town).lines, made(land.town).left_open) == (2, 6)
    assert "ไม่มีผลการประเมินของรอบนี้: บันทึกผลการประเมินก่อน (2 คน)" in made(land.bare).why_th
    assert ServiceLine.objects.count() == records, "no record was written into"
    assert check_somebody(1) == []


def test_the_job_says_of_how_many_it_made_what(land: Land) -> None:
    job = asked(land)
    assert kinds.outcomes(job) == []
    working.one(actor_of)
    told = [(says.th, n) for says, n in kinds.outcomes(again(job))]
    assert told == [("เตรียมร่างให้แล้ว", 1), ("อปท. ทำเองแล้ว จึงไม่เตรียมซ้ำ", 1), ("เตรียมไม่ได้ เพราะไม่มีข้อเสนอ", 1)]


def test_who_has_lines_without_an_order_is_not_said_to_have_begun_nothing(land: Land) -> None:
    def row(place: Place) -> rounds.Row:
        return next(one for one in rounds.rows(HALF_2, within=WITHIN, day=TODAY) if one.organisation.id == place.lgo.pk)

    for one in proposals.proposed(land.town.lgo.pk, HALF_2):
        if one.proposal.old is not None:
            rises(land.town, one.person.id)
    found = row(land.town)
    assert (found.state, found.said, found.due, found.to_prepare) == (BY_LINES, 3, 8, True)
    assert [word.th for word in found.holds_up] == ["มีรายการของรอบนี้แล้ว 3 จาก 8 คน โดยไม่มีคำสั่งในระบบ"]
    assert replace(found, said=8).to_prepare is False
    (only,) = holds_up(8, 8, (), None, officer=False, registrar=False)
    assert only.th == "มีรายการของรอบนี้แล้ว 8 จาก 8 คน โดยไม่มีคำสั่งในระบบ"
    assert row(land.bare).state == NOT_BEGUN


def test_a_draft_waits_where_nobody_may_take_it_over_and_the_table_says_only_that(land: Land) -> None:
    staffed(land.cast, land.bare)
    asked(land)
    working.one(actor_of)
    (draft,) = drafts(land.bare)
    assert draft.status == "DRAFT"
    table = {one.organisation.id: one for one in rounds.rows(HALF_2, within=WITHIN, day=TODAY)}
    told = [word.th for word in table[land.bare.lgo.pk].holds_up]
    assert told[0].startswith("ร่างรออยู่ แต่ไม่มีเจ้าหน้าที่ทะเบียนประวัติที่จะรับร่าง")
    assert not any("รอเจ้าหน้าที่ทะเบียน" in one for one in told)


@rule("FU-04", breaks=True)
def test_nobody_is_asked_for_where_all_have_begun() -> None:
    with refused("FU-04"):
        stop_if(check_somebody(0))


def test_the_lgo_is_told_and_its_officer_is_the_author_of_what_he_checks(land: Land) -> None:
    asked(land)
    working.one(actor_of)
    officer = acting_as(Role.OFFICER, land.town.lgo, land.town["hr"])
    registrar = acting_as(Role.REGISTRAR, land.town.lgo, land.town["palad"])
    (notice,) = (one for one in rights.notices_for(officer) if one.kind == "round-prepared")
    assert "เตรียมร่างคำสั่งเลื่อนเงินเดือน ครั้งที่ 2 ปี 2561" in notice.th
    assert "1 ฉบับ 2 ราย" in notice.th
    (draft,) = drafts(land.town)
    pair = frozenset({land.town["hr"], land.town["palad"]})
    head = Header(OrderKind.PAY_ROUND, HALF_2.effective, "เลื่อนเงินเดือน", round_year=2561, round_half=2)
    told = {"by": officer, "order_id": draft.entry_id}
    row = orders.change_head(version=draft.version, header=head, **told)
    assert (row.round_kind, row.prepared_by_id) == ("MUN_OFFICIAL", land.cast.province.pk)
    row = orders.check(version=row.version, pair=pair, **told)
    assert (row.drawn_by, row.drawn_by_person) == (officer.account_id, officer.person_id)
    signed = Signature("7", 2561, TODAY, "นายทดสอบ นายก", "นายกเทศมนตรี")
    row = orders.sign(version=row.version, signed=signed, pair=pair, **told)
    orders.apply(by=registrar, order_id=row.entry_id, version=row.version, pair=pair)
    hands = ServiceLine.objects.known().filter(citation_number="7").values_list("keyed_by", "verified_by")
    assert set(hands) == {(officer.account_id, registrar.account_id)}


@rule("OR-14", breaks=True)
def test_a_prepared_round_is_not_prepared_again(land: Land) -> None:
    asked(land)
    working.one(actor_of)
    lines = {"MUN_OFFICIAL": proposals.drafts(proposals.proposed(land.town.lgo.pk, HALF_2))}
    with refused("OR-14"):
        orders.prepare_round(by=land.asker, organisation=land.town.lgo, this=HALF_2, lines=lines)
    asked(land)
    working.one(actor_of)
    assert (len(drafts(land.town)), made(land.town).outcome) == (1, "PREPARED"), "what was made of it still stands"
    (draft,) = drafts(land.town)
    officer = acting_as(Role.OFFICER, land.town.lgo, land.town["hr"])
    orders.discard(by=officer, order_id=draft.entry_id, version=draft.version)
    asked(land)
    working.one(actor_of)
    assert len(drafts(land.town)) == 1, "thrown away, it can be prepared anew"


@pytest.mark.once
def test_only_the_province_prepares_and_only_for_its_own(land: Land) -> None:
    lines = {"MUN_OFFICIAL": proposals.drafts(proposals.proposed(land.town.lgo.pk, HALF_2))}
    above = [
        land.stranger,
        acting_as(Role.CENTRE, land.cast.centre, uuid4()),
        acting_as(Role.DISTRICT, land.cast.district, uuid4()),
        acting_as(Role.OFFICER, land.town.lgo, land.town["hr"]),
    ]
    for by in above:
        with pytest.raises(Denied):
            orders.prepare_round(by=by, organisation=land.town.lgo, this=HALF_2, lines=lines)
        with pytest.raises(Denied):
            asked(land, by)
    assert drafts(land.town) == []


@pytest.mark.once
def test_the_province_changes_and_signs_nothing_of_what_it_prepared(land: Land) -> None:
    asked(land)
    working.one(actor_of)
    (draft,) = drafts(land.town)
    told: dict[str, Any] = {"by": land.asker, "order_id": draft.entry_id, "version": draft.version}
    signed = Signature("7", 2561, TODAY, "นาย", "นายก")
    nobody: frozenset[UUID] = frozenset()
    acts = (
        lambda: orders.check(pair=nobody, **told),
        lambda: orders.write_lines(lines=[], **told),
        lambda: orders.discard(**told),
        lambda: orders.sign(signed=signed, pair=nobody, **told),
        lambda: orders.apply(pair=nobody, **told),
    )
    for act in acts:
        with pytest.raises(Denied):
            act()
    assert [one.version for one in drafts(land.town)] == [1]


def test_called_off_between_two_lgos_what_is_done_stays(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    job, tells = asked(land), preparing.telling.of_prepared_round

    def then_called_off(*args: Any) -> None:
        tells(*args)
        after.append(lambda: jobs.cancel(by=land.asker, job=again(job)))

    after: list[Any] = []
    steps = preparing.RoundOfAProvince.step

    def step(kind: Any, by: Actor, one: Job, item: int) -> Any:
        for act in after:
            act()
        return steps(kind, by, one, item)

    monkeypatch.setattr(preparing.telling, "of_prepared_round", then_called_off)
    monkeypatch.setattr(preparing.RoundOfAProvince, "step", step)
    working.one(actor_of)
    assert (again(job).state, again(job).done) == ("CANCELLED", 1)
    assert len(drafts(land.town)) == 1
    assert not RoundPreparation.objects.filter(organisation=land.bare.lgo).exists()


@pytest.mark.once
def test_one_lgo_that_breaks_keeps_nobody_elses_back(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed = proposals.proposed

    def broken(organisation_id: UUID, this: Any) -> Any:
        if organisation_id == land.town.lgo.pk:
            raise LookupError("a kind of movement that nobody knows")
        return proposed(organisation_id, this)

    monkeypatch.setattr(proposals, "proposed", broken)
    job = asked(land)
    working.one(actor_of)
    assert (again(job).state, made(land.town).outcome, made(land.bare).outcome) == ("DONE", "FAILED", "NOTHING")
    assert str(job.pk)[:8] in made(land.town).why_th
    assert drafts(land.town) == []


def test_the_table_says_how_far_each_lgo_is_and_what_holds_it_up(land: Land) -> None:
    def table() -> dict[UUID, rounds.Row]:
        return {row.organisation.id: row for row in rounds.rows(HALF_2, within=WITHIN, day=TODAY)}

    town, begun, bare = (place.lgo.pk for place in (land.town, land.begun, land.bare))
    before = table()
    assert (before[town].state, before[town].due, before[town].to_prepare) == (NOT_BEGUN, 8, True)
    assert before[town].holds_up == ()
    assert (before[begun].state, before[begun].to_prepare) == ("DRAFT", False)
    assert "ไม่มีเจ้าหน้าที่ทะเบียนประวัติ" in before[bare].holds_up[0].th
    job = asked(land)
    assert rounds.going_on(HALF_2, land.asker) == job
    working.one(actor_of)
    assert rounds.going_on(HALF_2, land.asker) is None
    after = table()
    told = [word.th for word in after[town].holds_up]
    assert told == ["รอเจ้าหน้าที่ทะเบียนเปิดร่างที่เตรียมให้", "ระบบไม่เสนอ 6 คน รอ อปท. กรอก"]
    assert "ไม่มีผลการประเมินของรอบนี้" in after[bare].holds_up[1].th
    assert after[begun].orders[0][0].prepared_by is None


@pytest.mark.once
def test_the_table_asks_as_much_for_many_lgos_as_for_few(land: Land) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked_for:
            assert rounds.rows(HALF_2, within=WITHIN, day=TODAY)
        return len(asked_for)

    few = questions()
    for name in ("หนองบ่อ", "พระกลาง"):
        place = land.cast.lgo(name)
        by = acting_as(Role.OFFICER, place, uuid4())
        who = record.open_record(by=land.cast.keeper, organisation=place, records=[in_service(land.cast)])
        head = Header(OrderKind.PAY_ROUND, HALF_2.effective, "เลื่อนเงินเดือน", round_year=2561, round_half=2)
        lines = [MovementDraft("NO_RISE", HALF_2.effective, person_id=who[0])]
        orders.draw_up(by=by, organisation=place, header=head, lines=lines)
    assert questions() == few


def test_findings_are_counted_and_shown_to_the_lgo(land: Land) -> None:
    staffed(land.cast, land.town, graded=1, ungraded=0, salary=11970)  # no such amount on the schedule
    asked(land)
    working.one(actor_of)
    assert made(land.town).found >= 1
    (draft,) = drafts(land.town)
    officer = acting_as(Role.OFFICER, land.town.lgo, land.town["hr"])
    assert previewing.preview(officer, draft, frozenset()).findings


def test_two_jobs_of_one_office_at_once_prepare_each_lgo_once(own_database: str) -> None:
    land = founded()
    with morning():
        both = [asked(land), asked(land, land.other)]
        gate = threading.Barrier(2)

        def works() -> None:
            try:
                gate.wait(30)
                working.one(actor_of)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=works) for _ in both]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for _ in both:  # one that lost a race with the other's job waits a little and goes on
            with clock.standing_at(TEN_IN_THE_MORNING + timedelta(minutes=2)):
                working.one(actor_of)
        assert [again(job).state for job in both] == ["DONE", "DONE"]
        assert [len(drafts(place)) for place in (land.town, land.begun, land.bare)] == [1, 1, 0]


def test_after_kill_9_in_the_middle_of_an_lgo_another_worker_does_it_and_none_twice(own_database: str) -> None:
    land = founded()
    with morning():
        staffed(land.cast, land.bare, graded=1, ungraded=0)
        job = asked(land)
        environment = {**os.environ, "LHR_DATABASE_URL": own_database, "DJANGO_SETTINGS_MODULE": "lhr.settings"}
        command = [sys.executable, "-m", "tests.followup.preparing_worker", TEN_IN_THE_MORNING.isoformat(), "1"]
        with subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as worker:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "at 1\n", "the second LGO's drafts are written and not committed"
            worker.send_signal(signal.SIGKILL)
        assert worker.returncode == -signal.SIGKILL
        connections.close_all()
        assert (again(job).state, again(job).done) == ("RUNNING", 2)
        assert [len(drafts(place)) for place in (land.town, land.begun, land.bare)] == [1, 1, 0]
        assert working.take() is None, "its lease has not ended"
        with clock.standing_at(TEN_IN_THE_MORNING + timedelta(minutes=2)):
            assert working.one(actor_of, Event())
        assert (again(job).state, again(job).done, again(job).attempts) == ("DONE", 3, 2)
        assert [len(drafts(place)) for place in (land.town, land.begun, land.bare)] == [1, 1, 1]
        news = rights.notices_for(acting_as(Role.OFFICER, land.town.lgo))
        told = [one for one in news if one.kind == "round-prepared"]
        assert len(told) == 1
