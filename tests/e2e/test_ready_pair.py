"""The pair of the demonstration that a visitor can be at once: enrolled at the first opening, with full records; and
`demo-check`, which does the whole main job in another LGO."""

from __future__ import annotations

import pytest

from lhr.cli.demonstration import doing, load, sheet, tree
from lhr.cli.demonstration.check import Check
from lhr.cli.demonstration.opening import open_offices
from lhr.cli.demonstration.size import Size, first_lgos
from lhr.cli.demonstration.visitor import Visitor
from lhr_card_agent.sim import SimulatedAgent
from tests.support.live import live_lhr
from tests.support.world import cheapen

__all__ = ["live_lhr"]
STEPS = 16
pytestmark = [pytest.mark.e2e, pytest.mark.once]


def test_the_sheet_begins_with_a_pair_that_goes_to_work_at_once(
    live_lhr: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheapen(monkeypatch)
    sheet.keep(load.load(first_lgos(tree.lgos(), 5), Size(whole=2, few=2)))
    desks = sheet.folder() / sheet.DESKS
    with SimulatedAgent(desks, origin=live_lhr, keys=desks / "keys") as agent:
        monkeypatch.setenv("LHR_AGENT_PORTS", str(agent.port))
        open_offices(live_lhr, agent.url, lambda _: None)
        told = sheet.read()
        assert set(told.ready) == {"registrar", "officer"}
        assert told.ready_at != told.lgos[0].label
        colleague = next(one for one in told.lgos if one.label == told.ready_at).others[0].name
        for role, waits in (("registrar", "รอท่านตรวจสอบ"), ("officer", "ส่งคืน")):
            entry = told.ready[role]
            visitor = Visitor(live_lhr, agent.url)
            home = doing.with_card(visitor, entry.user_name, entry.password, entry.desk)
            assert waits in home.text
            assert doing.open_record(visitor, colleague) >= 5
        assert Check(live_lhr, agent.url, lambda _: None).run() == STEPS
        printed = sheet.told(told, live_lhr, agent.url)
        assert printed.index(told.ready["registrar"].user_name) < printed.index(told.lgos[0].bootstrap.user_name)
