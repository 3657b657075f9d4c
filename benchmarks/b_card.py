"""Card out -> session locked, and login click -> verified, with a virtual card on the real pcscd (P-13, card-login 12).

One process: server (SQLite), agent, card. The officer's page is played by plain HTTP, as a script of the demonstration
does it; the password is typed before the clock starts.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.harness import Figure, keep, load_average
from lhr_card_agent.reading import Pace
from lhr_card_agent.sim import daemon

TIMES = 20
POLL_S = 0.4
LOCKED_MS, VERIFIED_MS = 500.0, 150.0


def main() -> int:
    lacking = daemon.missing()
    if lacking:
        print(f"not measured for want of {lacking}")
        return 0
    with tempfile.TemporaryDirectory(prefix="lhr-bench-") as folder:
        Path(folder).chmod(0o755)
        os.environ |= {
            "LHR_DATA_DIR": folder,
            "LHR_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "lhr.settings",
            daemon.SOCKET_VARIABLE: f"{folder}/pcscd.comm",
        }
        noise = load_average()
        return keep("card", _figures(Path(folder)), noise=noise, engine="sqlite")


@dataclass
class Seat:
    """An officer, the own PC and its readers."""

    who: Any
    pc: Any
    slot: Any
    card: Any

    def card_in(self) -> None:
        self.slot.insert(self.card)
        self.pc.wait(lambda look: bool(look.cards))
        self.pc.reported()

    def sign_in(self) -> tuple[Any, float]:
        """Sign in; return the session, and the milliseconds from the click to the session."""
        from lhr.access.actor import ANONYMOUS
        from lhr.identity import actions
        from lhr_card_agent import client

        row = self.who.types(self.who.password)
        time.sleep(Pace().settle_s)  # nobody clicks within the moment in which a new card settles
        began = time.perf_counter()
        nonce = actions.challenge(by=ANONYMOUS, sign_in=row, purpose="login")
        said = client.assert_card(self.pc.url, self.pc.origin, nonce, "login")
        presented = actions.verify_statement(by=ANONYMOUS, sign_in=row, purpose="login", **said)
        key = self.who.cast.session_key()
        full = actions.complete(by=ANONYMOUS, sign_in=row, presented=presented, session_key=key)
        return full, (time.perf_counter() - began) * 1000

    def locked_after(self, session: Any) -> float:
        """Pull the card; return the milliseconds until the session is locked in the database."""
        began = time.perf_counter()
        self.slot.remove()
        while not session.locked_code:
            time.sleep(0.002)
            session.refresh_from_db()
        return (time.perf_counter() - began) * 1000


def _figures(folder: Path) -> list[Figure]:
    with _seat(folder) as seat:
        verified, locked = [], []
        for nth in range(TIMES + 1):
            seat.card_in()
            session, took = seat.sign_in()
            time.sleep(random.uniform(0.0, POLL_S))  # not always at the same point of the driver's round
            gone = seat.locked_after(session)
            if nth:  # the first one warms everything up
                verified.append(took)
                locked.append(gone)
    return [
        _figure("real pcscd, virtual card: card out -> session locked", locked, LOCKED_MS),
        _figure("real pcscd, virtual card: login click -> verified", verified, VERIFIED_MS),
    ]


def _figure(what: str, taken: list[float], goal_ms: float) -> Figure:
    middle = statistics.median(taken)
    reached = f"min {min(taken):.0f}, median {middle:.0f}, max {max(taken):.0f} ms"
    return Figure("", f"{what}, n={len(taken)}", reached, goal=f"median <= {goal_ms:.0f} ms", of_goal=goal_ms / middle)


@contextmanager
def _seat(folder: Path) -> Iterator[Seat]:
    """Everything that stands between a card and a session, enrolled by the product's own acts."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from lhr.access.actor import ANONYMOUS
    from lhr.identity import actions, queries
    from lhr_card_agent import client
    from lhr_card_agent.sim import Desk
    from lhr_card_agent.sim.card import card_of
    from lhr_card_agent.sim.pc import VirtualPc
    from tests.identity.cast import Cast, newcomer
    from tests.support.databases import fill
    from tests.support.live import served

    fill()
    with served() as origin, daemon.PrivateDaemon(folder) as running, VirtualPc(folder, origin=origin) as pc:
        who = newcomer(Cast())
        desk = Desk(name="bench", label="bench", cid=_cid(who), thai_name="นาง#สมใจ##ดีงาม")
        seat = Seat(who, pc, running.slots[0], card_of(desk))
        row = who.sets_password()
        who.account.refresh_from_db()
        pc.pair(who.asks_code())
        seat.card_in()
        nonce = actions.challenge(by=ANONYMOUS, sign_in=row, purpose="enrol-card")
        said = client.assert_card(pc.url, pc.origin, nonce, "enrol-card")
        actions.enrol_card(by=ANONYMOUS, sign_in=row, **said)
        who.key_entry = queries.keys_of(who.account.pk)[0].entry_id
        who.is_approved()
        who.card_is_seen()
        who.account.refresh_from_db()
        running.slots[0].remove()
        pc.wait(lambda look: not look.cards)
        yield seat


def _cid(who: Any) -> str:
    return str(who.pc.card.cid)


if __name__ == "__main__":
    sys.exit(main())
