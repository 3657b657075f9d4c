"""Row A4: a right that ends while its session is open is gone at the next request, and a file that is being made under
it is not handed over. (In a browser: tests/e2e/day/test_right_that_ends.py.)"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from lhr.access.roles import Role
from lhr.audit import saves
from lhr.audit.kept import while_asked
from lhr.identity import actions as identity
from lhr.identity.models import Account, AgentKey, SignIn
from lhr.kernel import clock
from lhr.registry_rights import actions as rights
from lhr.registry_rights import printing
from lhr.registry_rights.models import Appointment
from lhr.service_record.models import ServiceLine
from tests.identity.agent import Pc
from tests.support import cast
from tests.support.cast import TODAY, acting, acting_as, assigned, day, hr, moves, save
from tests.support.rows import Row
from tests.support.world import SINCE, World, cheaply, morning, quietly, undone

pytestmark = [pytest.mark.once, pytest.mark.assurance("A4")]
RETIRES_IN_2561 = date(1958, 5, 1)
OCTOBER = day("๑ ต.ค. ๒๕๖๑")


@dataclass
class Room:
    world: World = field(default_factory=World)

    def __post_init__(self) -> None:
        self.here = self.world.site("ท่าอุเทน")
        with pytest.MonkeyPatch.context() as older:
            older.setattr(cast, "BORN", RETIRES_IN_2561)
            self.old = self.world.settled("โนนตาล")
        first = acting_as(Role.LGO_BOOTSTRAP, self.old.lgo)
        save(first, self.old, registrar=cast.palad(self.old["palad"], SINCE), officer=hr(self.old["hr"], SINCE))
        self.province = acting_as(Role.PROVINCE, self.world.province)


@pytest.fixture(scope="module")
def room(shared_database: str) -> Iterator[Room]:
    with cheaply(), morning(), quietly():
        yield Room()


# --- who works, and how the right ends ------------------------------------------------------------------------------


@dataclass
class Work:
    """Somebody at work; `ends` is what happens meanwhile, `stays` undoes it after the case."""

    room: Room
    desk: Client
    account: Account
    ends: Callable[[], None]


def _officer(room: Room, ends: Callable[[], None]) -> Work:
    return Work(room, room.world.desk(room.here.account["officer"]), room.here.account["officer"], ends)


def succeeded(room: Room, stays: ExitStack) -> Work:
    here = room.here.place
    first = acting_as(Role.LGO_BOOTSTRAP, here.lgo)
    return _officer(room, lambda: _done(save(first, here, officer=assigned(here["finance"], TODAY))))


def transferred(room: Room, stays: ExitStack) -> Work:
    here = room.here.place
    # A resignation that was keyed for a later day waits at the province: both orders stand.
    order = {"other_organisation_id": room.old.lgo.pk, "reason": "โอนก่อนวันลาออก"}
    return _officer(room, lambda: _done(moves(here, here["hr"], "TRANSFER_OUT", TODAY, **order)))


def retired(room: Room, stays: ExitStack) -> Work:
    old = room.old
    moves(old, old["hr"], "RETIRE", OCTOBER)
    account = Account.objects.get(person=old["hr"], organisation=old.lgo)
    return Work(room, room.world.desk(account), account, lambda: _goes_on(stays, clock.midnight(OCTOBER)))


def order_over(room: Room, stays: ExitStack) -> Work:
    here, last = room.here.place, TODAY + timedelta(days=3)
    first = acting_as(Role.LGO_BOOTSTRAP, here.lgo)
    save(first, here, registrar=acting(here["deputy"], TODAY, last))
    row = Appointment.objects.known().get(organisation=here.lgo, person=here["deputy"], starts=TODAY)
    rights.confirm(by=room.province, appointment=row)
    account = Account.objects.get(person=here["deputy"], organisation=here.lgo)
    over = clock.midnight(last + timedelta(days=1))
    return Work(room, room.world.desk(account), account, lambda: _goes_on(stays, over))


def key_revoked(room: Room, stays: ExitStack) -> Work:
    account = room.here.account["officer"]
    room.world.pairs(Pc(), account)
    key = AgentKey.objects.known().get(account=account)
    identity.approve_key(by=room.province, entry_id=key.entry_id, version=key.version)
    desk = room.world.desk(account)
    SignIn.objects.filter(account=account, ended_at=None).update(kid=key.kid)
    return Work(room, desk, account, lambda: identity.revoke_key(by=room.province, entry_id=key.entry_id, reason="หาย"))


def account_locked(room: Room, stays: ExitStack) -> Work:
    account = room.here.account["officer"]
    return _officer(room, lambda: identity.lock_account(by=room.province, account=account, reason="สงสัย"))


def ended_by_hand(room: Room, stays: ExitStack) -> Work:
    by = acting_as(Role.REGISTRAR, room.here.lgo, uuid4())
    row = Appointment.objects.known().get(entry_id=room.here.appointment)
    last = TODAY - timedelta(days=1)
    return _officer(room, lambda: _done(rights.end_appointment(by=by, appointment=row, reason="มอบผู้อื่น", last_day=last)))


def _done(_: Any) -> None:
    return None


def _goes_on(stays: ExitStack, instant: Any) -> None:
    stays.enter_context(clock.standing_at(instant))


WAYS = (succeeded, transferred, retired, order_over, key_revoked, account_locked, ended_by_hand)

# --- what is under way ----------------------------------------------------------------------------------------------


def reads(address: str) -> Callable[[Work], HttpResponse]:
    def read(work: Work) -> HttpResponse:
        assert work.desk.get(address).status_code == 200
        # Whoever is at work sends a request every minute or so; the last one was just before.
        work.ends()
        SignIn.objects.filter(account=work.account, ended_at=None).update(seen_at=clock.now())
        return work.desk.get(address)  # type: ignore[return-value]

    read.__name__ = address
    return read


def saves_a_line(work: Work) -> HttpResponse:
    line, why = work.room.here.line, {"version": 1, "reason": "ผิดคน", "save_key": saves.new_key()}
    work.ends()
    SignIn.objects.filter(account=work.account, ended_at=None).update(seen_at=clock.now())
    answer = work.desk.post(f"/movements/lines/{line}/withdraw/", why)
    assert ServiceLine.objects.known().get(entry_id=line).status == "SUBMITTED"
    return answer  # type: ignore[return-value]


def prints(work: Work) -> HttpResponse:
    """The right ends while the PDF is being made."""
    real = printing.set_paper

    def slow(*given: Any, **more: Any) -> bytes:
        made = real(*given, **more)
        with while_asked(reads=False):  # somebody else's request, which keeps nothing of this one
            work.ends()
        SignIn.objects.filter(account=work.account, ended_at=None).update(seen_at=clock.now())
        return made

    with pytest.MonkeyPatch.context() as meanwhile:
        meanwhile.setattr(printing, "set_paper", slow)
        return work.desk.get(f"/rights/{work.account.organisation_id}/sem102.pdf")  # type: ignore[return-value]


QUICK = (reads("/movements/people/"), saves_a_line, prints)
MORE = tuple(
    reads(address)
    for address in (
        "/", "/account/", "/movements/", "/movements/queue/", "/movements/new/", "/rights/", "/rights/edit/",
        "/rights/edit/pick/officer/", "/organisations/", "/account/readers/", "/enrol/",
    )
)


def test_a_right_that_ends_is_gone_at_the_next_request(room: Room, row: Row) -> None:
    let_in, cases = [], list(product(WAYS, QUICK if not row.full else (*QUICK, *MORE, saves_a_line)))
    for way, act in cases:
        with ExitStack() as stays, undone():
            answer = act(way(room, stays))
        if not refused(answer):
            let_in.append(f"{way.__name__}, {act.__name__}: {answer.status_code}")
    row.counted(f"refused {len(cases) - len(let_in)} of {len(cases)}", "next request refused 100 of 100")
    assert not let_in, "\n".join(let_in)


def refused(answer: HttpResponse) -> bool:
    """403 that says what ended, or the sign-in; never a page or a file."""
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/login/")
    return (answer.status_code == 403 or to_sign_in) and "pdf" not in answer["Content-Type"]


def test_without_an_end_each_of_these_would_have_been_answered(room: Room) -> None:
    for act in QUICK:
        with undone():
            work = _officer(room, lambda: None)
            if act is saves_a_line:
                typed = {"version": 1, "reason": "ผิดคน", "save_key": saves.new_key()}
                assert work.desk.post(f"/movements/lines/{room.here.line}/withdraw/", typed).status_code == 302
            else:
                assert act(work).status_code == 200


