"""A job: there or not with the act that asked for it, done item by item with today's rights, stopped in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from lhr.access.actor import Actor
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.audit.models import Change, Reading
from lhr.cli.commands.work import actor_of
from lhr.history.ledger import Overtaken
from lhr.jobs import actions, kinds, queries, working
from lhr.jobs.models import Job
from lhr.jobs.states import JobState
from lhr.kernel.rules import RuleBroken
from lhr.registry_rights.rules import RR_01
from tests.jobs.conftest import Office, Time, founded
from tests.jobs.kind import VIEW, Readings, noted, told
from tests.support.cast import TODAY, Place, acting_as, assigned, save
from tests.support.rules import refused, rule
from tests.support.world import undone

THIRTEEN = "1" * 13


@pytest.fixture(scope="module")
def office(shared_database: str) -> Office:
    return founded()


@pytest.fixture(autouse=True)
def each_by_itself(office: Office, time: Time) -> Iterator[None]:
    with undone():
        yield


@pytest.fixture
def asker(office: Office) -> Actor:
    return office.asker


def asked(by: Actor, items: int = 4, **more: object) -> Job:
    path = by.duties[0].path
    return actions.enqueue(by=by, kind=Readings.name, arguments={"items": items, **more}, path=path)


def again(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def works() -> bool:
    """One round of a worker."""
    return working.one(actor_of)


# --- asking ---------------------------------------------------------------------------------------------------------


def test_a_job_is_gone_with_the_act_that_asked_for_it(asker: Actor) -> None:
    book = Change.objects.count()

    def act() -> None:
        with transaction.atomic():
            asked(asker)
            raise LookupError

    with pytest.raises(LookupError):
        act()
    assert (Job.objects.count(), Change.objects.count()) == (0, book)
    assert works() is False


def test_that_a_job_was_asked_for_stands_in_the_book(asker: Actor) -> None:
    job = asked(asker)
    row = Change.objects.get(tag="jobs:job:asked")
    assert (row.subject_id, row.actor_account) == (str(job.pk), asker.account_id)


def test_nobody_asks_for_what_is_not_his(asker: Actor, office: Office) -> None:
    with pytest.raises(Denied):
        actions.enqueue(by=asker, kind=Readings.name, arguments={}, path=office.neighbour.lgo.path)
    province = acting_as(Role.PROVINCE, office.cast.province, uuid4())
    with pytest.raises(Denied):  # sees the LGO, but keys nothing there
        actions.enqueue(by=province, kind=Readings.name, arguments={}, path=asker.duties[0].path)


@rule("JB-01")
def test_somebody_elses_and_ended_jobs_leave_room(asker: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LHR_JOBS_AT_ONCE", "2")
    Job.objects.filter(pk=asked(asker).pk).update(account=uuid4())
    works()
    asked(asker)
    works()
    actions.cancel(by=asker, job=asked(asker))
    asked(asker)
    asked(asker)
    assert queries.jobs_of(asker).count() == 4


@rule("JB-01", breaks=True)
def test_nobody_fills_the_queue_of_all(asker: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LHR_JOBS_AT_ONCE", "2")
    asked(asker)
    asked(asker)
    working.take()
    with refused("JB-01") as broken:
        asked(asker)
    assert "ยังไม่จบ 2 งาน" in broken.value.findings[0].says()
    assert Job.objects.count() == 2


@pytest.mark.parametrize("value", ["สมใจ", THIRTEEN])
def test_a_name_or_an_id_number_is_no_argument(asker: Actor, value: object) -> None:
    with pytest.raises(ValueError, match="ids"):
        asked(asker, about=value)
    assert Job.objects.count() == 0


def test_ids_codes_and_days_are(asker: Actor) -> None:
    ids = [str(uuid4()), str(UUID("11111111-1111-4111-8111-111111111111"))]
    job = asked(asker, people=ids, day="2018-08-31", form="kp7", whole=True, year=2561, none=None)
    assert again(job).arguments["people"] == ids


# --- doing ----------------------------------------------------------------------------------------------------------


def test_every_item_is_done_once_in_order_in_the_name_of_who_asked(asker: Actor, time: Time) -> None:
    first, second = asked(asker), asked(asker, 1)
    assert (works(), works(), works()) == (True, True, False)
    for job, items in ((first, [0, 1, 2, 3]), (second, [0])):
        found = again(job)
        assert (found.state, found.done, found.total, found.result) == ("DONE", len(items), len(items), "made")
        assert noted(job) == items
        assert kinds.opens(found) == "jobs:one"
    row = Reading.objects.filter(view=VIEW).latest("seq")
    assert (row.actor_account, row.actor_role, row.via) == (asker.account_id, "OFFICER", "job")


def test_a_job_without_items_is_done(asker: Actor) -> None:
    job = asked(asker, 0)
    assert works()
    assert again(job).state == JobState.DONE


def test_a_worker_told_to_end_leaves_the_rest_and_the_attempt_does_not_count(asker: Actor, kind: Readings) -> None:
    job, stopping = asked(asker), Event()
    kind.hook = lambda _, item: stopping.set() if item == 1 else None
    working.one(actor_of, stopping)
    assert (again(job).state, again(job).done, again(job).attempts) == ("QUEUED", 2, 0)
    assert works()
    assert (again(job).state, noted(job)) == ("DONE", [0, 1, 2, 3])


def test_a_live_lease_is_let_alone_and_a_silent_worker_is_replaced(asker: Actor, time: Time) -> None:
    job = asked(asker)
    taken = working.take()
    assert taken is not None
    time.passes(seconds=59)
    assert working.take() is None
    time.passes(seconds=2)
    assert works()
    assert (again(job).state, again(job).fence, noted(job)) == ("DONE", 2, [0, 1, 2, 3])


def test_every_item_renews_the_lease(asker: Actor, time: Time, kind: Readings) -> None:
    job = asked(asker)

    def half_a_minute(_: Job, item: int) -> None:
        assert working.take() is None
        time.passes(seconds=50)
        assert working.take() is None

    kind.hook = half_a_minute
    assert works()
    assert (again(job).state, again(job).attempts) == ("DONE", 1)


@pytest.mark.parametrize("thought_dead_at", [0, 2, 3])
def test_a_worker_that_wakes_up_writes_nothing(
    asker: Actor, time: Time, kind: Readings, thought_dead_at: int
) -> None:
    """It had prepared its item when its lease ended; another worker did that item and all others."""
    job = asked(asker)

    def sleeps(_: Job, item: int) -> None:
        if item == thought_dead_at:
            kind.hook = lambda job, item: None
            time.passes(seconds=61)
            assert works()

    kind.hook = sleeps
    assert works()
    assert (again(job).state, again(job).done, again(job).fence) == ("DONE", 4, 2)
    assert noted(job) == [0, 1, 2, 3]


def test_its_failure_is_not_written_either(asker: Actor, time: Time, kind: Readings) -> None:
    job = asked(asker)

    def sleeps(_: Job, item: int) -> None:
        kind.hook = lambda job, item: None
        time.passes(seconds=61)
        assert works()
        raise OSError("woke up to a closed file")

    kind.hook = sleeps
    assert works()
    assert (again(job).state, again(job).en, noted(job)) == ("DONE", "", [0, 1, 2, 3])


# --- not doing ------------------------------------------------------------------------------------------------------


def fails_at(kind: Readings, bad: int, why: Exception, *, writing: bool) -> None:
    def fail(_: Job, item: int) -> None:
        if item == bad:
            raise why

    kind.hook, kind.broken = (kind.hook, fail) if writing else (fail, kind.broken)


@pytest.mark.parametrize("writing", [True, False], ids=["in its write", "before its write"])
def test_a_job_that_fails_three_times_is_given_up_in_words(
    asker: Actor, time: Time, kind: Readings, writing: bool
) -> None:
    job = asked(asker)
    fails_at(kind, 2, OSError("no space"), writing=writing)
    for attempt in (1, 2):
        assert works()
        assert (again(job).state, again(job).attempts) == ("QUEUED", attempt)
        assert works() is False, "it is not tried again at once"
        time.passes(minutes=1)
    assert works()
    found = again(job)
    assert (found.state, found.done, noted(job)) == ("FAILED", 2, [0, 1])
    assert "รายการที่ 3" in found.th
    assert "ลองแล้ว 3 ครั้ง" in found.th
    assert "ทำต่อ: สั่งงานนี้ใหม่" in found.th
    assert str(job.pk)[:8] in found.th
    assert "no space" not in found.th + found.en
    time.passes(hours=1)
    assert works() is False


def test_a_failure_that_passes_costs_nothing(asker: Actor, time: Time, kind: Readings) -> None:
    job = asked(asker)
    fails_at(kind, 2, OSError("no space"), writing=True)
    works()
    kind.broken = lambda job, item: None
    time.passes(minutes=1)
    works()
    assert (again(job).state, noted(job)) == ("DONE", [0, 1, 2, 3])


def test_a_job_whose_workers_die_is_given_up(asker: Actor, time: Time) -> None:
    job = asked(asker)
    for _ in range(3):
        assert working.take() is not None
        time.passes(seconds=61)
    assert works()
    assert (again(job).state, noted(job)) == ("FAILED", [])
    assert "หยุดกลางคันที่รายการที่ 1 แล้ว 3 ครั้ง" in again(job).th


def test_what_a_rule_refuses_is_not_tried_again(asker: Actor, kind: Readings) -> None:
    job = asked(asker)
    finding = RR_01.finding(variant=4)
    fails_at(kind, 1, RuleBroken([finding]), writing=False)
    works()
    assert (again(job).state, noted(job)) == ("FAILED", [0])
    assert finding.code in again(job).th
    assert finding.says("th") in again(job).th
    assert finding.remedy("en") in again(job).en


def test_a_kind_that_is_gone_fails_its_jobs_and_no_worker(asker: Actor, time: Time) -> None:
    Job.objects.filter(pk=asked(asker).pk).update(kind="of-an-older-version")
    for _ in range(3):
        assert works()
        time.passes(minutes=2)
    assert Job.objects.get().state == JobState.FAILED
    assert kinds.says("of-an-older-version").th


# --- rights ---------------------------------------------------------------------------------------------------------


def replaced(place: Place) -> None:
    """The officer's right ends: somebody else is named from today on."""
    save(acting_as(Role.LGO_BOOTSTRAP, place.lgo), place, officer=assigned(place["clerk"], TODAY))


def test_a_job_of_somebody_who_lost_the_right_ends_and_says_so(asker: Actor, office: Office) -> None:
    job = asked(asker)
    replaced(office.town)
    works()
    assert (again(job).state, noted(job)) == ("FAILED", [])
    assert "สิทธิของผู้สั่งเปลี่ยนไปหลังจากสั่งงาน" in again(job).th
    assert "ทำต่อ: ให้ผู้มีสิทธิในปัจจุบันสั่งงานนี้ใหม่" in again(job).th


def test_a_right_lost_in_the_middle_ends_the_job_at_the_next_item(
    asker: Actor, office: Office, kind: Readings
) -> None:
    job = asked(asker)
    kind.hook = lambda _, item: replaced(office.town) if item == 1 else None
    works()
    assert (again(job).state, noted(job)) == ("FAILED", [0, 1])


# --- calling off ----------------------------------------------------------------------------------------------------


def test_a_job_that_waits_is_called_off(asker: Actor) -> None:
    job = asked(asker)
    assert actions.cancel(by=asker, job=job) is True
    assert works() is False
    assert again(job).state == JobState.CANCELLED
    assert Change.objects.get(tag="jobs:job:cancelled").actor_account == asker.account_id


def test_calling_off_takes_effect_between_two_items(asker: Actor, kind: Readings) -> None:
    job = asked(asker)
    kind.hook = lambda job, item: told(str(actions.cancel(by=asker, job=job))) if item == 2 else None
    works()
    found = again(job)
    assert (found.state, found.done, noted(job)) == ("CANCELLED", 2, [0, 1])
    assert works() is False


def test_what_has_ended_is_not_called_off(asker: Actor) -> None:
    job = asked(asker)
    works()
    book = Change.objects.count()
    assert actions.cancel(by=asker, job=job) is False
    assert (again(job).state, Change.objects.count()) == ("DONE", book)


def test_of_an_end_and_a_calling_off_at_one_moment_one_is_told(
    asker: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, book = asked(asker), Change.objects.count()
    seen = again(job)
    works()
    monkeypatch.setattr(actions, "job_of", lambda *_: seen)
    with pytest.raises(Overtaken):
        actions.cancel(by=asker, job=job)
    assert (again(job).state, Change.objects.count()) == ("DONE", book)


def test_a_job_is_its_askers_own(asker: Actor, office: Office) -> None:
    job = asked(asker)
    colleague = replace(asker, account_id=uuid4())
    for other in (colleague, office.cast.keeper):
        assert list(queries.jobs_of(other)) == []
        with pytest.raises(Job.DoesNotExist):
            queries.job_of(job.pk, other)
    with pytest.raises(Job.DoesNotExist):
        actions.cancel(by=colleague, job=job)
    assert list(queries.jobs_of(asker)) == [job]


# --- ageing ---------------------------------------------------------------------------------------------------------


def test_ended_jobs_are_swept_after_their_days(asker: Actor, office: Office, time: Time) -> None:
    ended, called_off = asked(asker), asked(asker)
    actions.cancel(by=asker, job=called_off)
    works()
    waits = asked(asker)
    time.passes(days=30)
    assert actions.sweep(by=office.cast.keeper) == 0
    time.passes(days=1)
    assert actions.sweep(by=office.cast.keeper) == 2
    assert list(Job.objects.all()) == [waits]
    assert noted(ended) == [0, 1, 2, 3], "the book stays"
