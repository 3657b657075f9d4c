"""An officer at a PC: LHR behind a socket, the real pcscd with virtual cards, the real agent, and the Chromium that
a test opens. One for a whole module; each test opens windows of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django.plugin import DjangoDbBlocker

from lhr.access.actor import ANONYMOUS
from lhr.audit.models import Change
from lhr.identity import actions, queries
from lhr.kernel import clock
from lhr_card_agent import client
from lhr_card_agent.reading import Pace
from lhr_card_agent.sim import Desk
from lhr_card_agent.sim.card import card_of
from lhr_card_agent.sim.daemon import PrivateDaemon
from lhr_card_agent.sim.faults import faults_from
from lhr_card_agent.sim.pc import VirtualPc
from tests.identity.cast import PASSWORD, Cast, Officer, Time, newcomer
from tests.support import axe, smart_cards
from tests.support.browser import LAPTOP, width_of
from tests.support.databases import Store
from tests.support.live import served
from tests.support.world import cheapen

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

TELEPHONE: ViewportSize = {"width": 390, "height": 844}
PACE = Pace(deadline_s=15.0, settle_s=0.05)
READ = "text=อ่านบัตรและเข้าสู่ระบบ"


@dataclass
class Booth:
    """`who` is enrolled: password set, PC paired and approved, the card of `desk` read and seen."""

    origin: str
    who: Officer
    desk: Desk
    pc: VirtualPc
    pcscd: PrivateDaemon
    time: Time
    folder: Path
    changes_seen: int = 0
    card_in: tuple[Desk, str] | None = None

    def empties(self) -> None:
        self.card_in = None
        for slot in self.pcscd.slots:
            slot.remove()
        self.pc.wait(lambda look: not look.cards)

    def inserts(self, desk: Desk | None = None, faults: str = "none") -> None:
        """Put a card in; whatever was in comes out first."""
        self.empties()
        self.pcscd.slots[0].insert(card_of(desk or self.desk), faults_from(faults))
        self.pc.wait(lambda look: len(look.cards) == 1)
        self.card_in = (desk or self.desk, faults)

    def has_own_card(self) -> None:
        """Leave the officer's own card in, or put it in."""
        if self.card_in != (self.desk, "none"):
            self.inserts()

    def binds(self, desk: Desk) -> None:
        """Let the office see a renewed card of the officer's, which then is the one in force."""
        self.inserts(desk)
        sign_in = self.who.types(self.who.password)
        nonce = actions.challenge(by=ANONYMOUS, sign_in=sign_in, purpose="enrol-card")
        said = client.assert_card(self.pc.url, self.pc.origin, nonce, "enrol-card")
        actions.enrol_card(by=ANONYMOUS, sign_in=sign_in, **said)
        self.who.card_is_seen()
        self.who.account.refresh_from_db()
        self.desk = desk

    def types_password(self, page: Page) -> None:
        """Come as far as the question for the card."""
        page.set_default_timeout(30_000)
        page.goto("/login/")
        page.fill("#id_user_name", self.who.account.user_name)
        page.fill("#id_password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/login/card/")

    def refusals(self) -> list[str]:
        """The codes that the book has of refused sign-ins since this was asked last, oldest first."""
        rows = Change.objects.filter(tag="identity:signin:refused", seq__gt=self.changes_seen).order_by("seq")
        found = [(row.seq, row.reason) for row in rows]
        self.changes_seen = max((seq for seq, _ in found), default=self.changes_seen)
        return [reason for _, reason in found]

    def sign_ins(self) -> int:
        return Change.objects.filter(tag="identity:signin:made").count()


@pytest.fixture(scope="module")
def booth(
    store: Store, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Booth]:
    if smart_cards.missing():
        pytest.skip(f"real smart card stack not installed: {smart_cards.missing()}")
    folder, time = tmp_path_factory.mktemp("booth"), Time()
    with (
        pytest.MonkeyPatch.context() as environment,
        clock.standing_at(time),
        django_db_blocker.unblock(),
        store.own(),
        served() as origin,
        PrivateDaemon(smart_cards.FOLDER) as pcscd,
        VirtualPc(folder / "pc", origin=origin, pace=PACE, every_s=3600) as pc,
    ):
        cheapen(environment)
        environment.setenv("LHR_AGENT_PORTS", str(pc.port))
        who = newcomer(Cast())
        assert who.pc.card is not None
        desk = Desk(name="somjai", label="โต๊ะสมใจ", cid=who.pc.card.cid, thai_name="นาง#สมใจ##ดีงาม")
        made = Booth(origin, who, desk, pc, pcscd, time, folder)
        who.sets_password()
        who.account.refresh_from_db()
        pc.pair(who.asks_code())
        made.binds(desk)
        who.key_entry = queries.keys_of(who.account.pk)[0].entry_id
        who.is_approved()
        who.account.refresh_from_db()
        made.refusals()
        yield made


@pytest.fixture
def live_lhr(booth: Booth) -> str:
    """The pages of this module are those of the booth's server."""
    return booth.origin


def shows_well(page: Page, name: str) -> None:
    """Nothing for axe to find; on a telephone nobody scrolls sideways."""
    assert axe.findings(page) == [], name
    page.set_viewport_size(TELEPHONE)
    assert width_of(page) <= TELEPHONE["width"], name
    page.set_viewport_size(LAPTOP)
