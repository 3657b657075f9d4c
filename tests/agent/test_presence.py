"""Presence: told at once when the card moves, and again and again in between; it starts no login."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lhr_card import wire
from lhr_card_agent.sim import SimulatedAgent
from tests.agent.conftest import OFFICER, QUICK, REGISTRAR
from tests.agent.small_server import SmallServer


@pytest.fixture
def calm(server: SmallServer) -> Iterator[SimulatedAgent]:
    """An agent that between two moves of the card says nothing for an hour."""
    with SimulatedAgent([REGISTRAR, OFFICER], origin=server.url, pace=QUICK, every_s=3600) as agent:
        for desk in ("registrar", "officer"):
            agent.pair(desk, server.code_for(desk))
        yield agent


def states(server: SmallServer, kid: str) -> list[tuple[str, str, int]]:
    return [(said.state, said.why, said.seq) for said in server.presences if said.kid == kid]


def test_card_in_and_card_out_are_told_at_once(calm: SimulatedAgent, server: SmallServer) -> None:
    kid = calm.key("registrar").kid
    assert calm.insert("registrar")
    assert calm.remove()
    assert states(server, kid) == [("present", "", 1), ("absent", "REMOVED", 2)]
    assert server.refused == []


def test_presence_is_repeated_with_a_rising_number(agent: SimulatedAgent, server: SmallServer) -> None:
    agent.insert("registrar")
    assert server.wait_for(lambda: len(server.presences) >= 4)
    assert [said.n for said in server.presences[:4]] == [1, 2, 3, 4]
    assert {said.link for said in server.presences} == set(server.links)
    assert {said.boot for said in server.presences} == {agent.room.active.station.boot}


def test_another_desk_s_card_takes_the_first_away(calm: SimulatedAgent, server: SmallServer) -> None:
    first, second = calm.key("registrar").kid, calm.key("officer").kid
    calm.insert("registrar")
    calm.insert("officer")
    assert server.wait_for(lambda: len(states(server, first)) == 2)
    assert states(server, first) == [("present", "", 1), ("absent", "REMOVED", 2)]
    assert states(server, second) == [("present", "", 1)]


def test_a_card_swapped_between_two_messages_is_said_to_be_so(
    calm: SimulatedAgent, server: SmallServer
) -> None:
    calm.insert("registrar")
    calm.insert("registrar", card="officer")
    assert states(server, calm.key("registrar").kid)[-1] == ("present", "SWAPPED", 3)


def test_a_server_that_forgot_the_link_gives_a_new_one(agent: SimulatedAgent, server: SmallServer) -> None:
    agent.insert("registrar")
    assert server.wait_for(lambda: server.presences)
    with server.news:
        server.links.clear()
        server.presences.clear()
    agent.remove()
    assert server.wait_for(lambda: any(said.state == "absent" for said in server.presences))
    assert len(server.links) == 1


def test_a_revoked_pc_falls_silent_and_says_so(agent: SimulatedAgent, server: SmallServer) -> None:
    server.revoked.add(agent.key("registrar").kid)
    agent.insert("registrar")
    agent.remove()
    agent.insert("registrar")
    agent.remove()
    assert len(server.presences) == 1
    assert [line for line in agent.said if "เพิกถอน" in line] == [agent.said[-1]]


def test_pairing_anew_after_a_revocation_links_again(agent: SimulatedAgent, server: SmallServer) -> None:
    server.revoked.add(agent.key("registrar").kid)
    agent.insert("registrar")
    agent.pair("registrar", server.code_for("registrar"))
    kid = agent.key("registrar").kid
    assert server.wait_for(lambda: states(server, kid))
    assert states(server, kid)[0] == ("present", "", 1)


def test_a_desk_that_is_not_paired_reports_nothing(agent: SimulatedAgent, server: SmallServer) -> None:
    assert not agent.insert("officer")
    assert server.presences == []
    assert not agent.remove()


def test_a_server_that_is_away_is_asked_again(server: SmallServer) -> None:
    """The first tries fail for want of a key; once it is known the link comes up by itself."""
    with SimulatedAgent([REGISTRAR], origin=server.url, pace=QUICK) as agent:
        agent.pair("registrar", server.code_for("registrar"))
        kid = agent.key("registrar").kid
        with server.news:
            known = server.keys.pop(kid)
        agent.room.places["registrar"].station.card_inserted()  # before any link: nobody is told
        agent.insert("registrar")
        assert server.wait_for(lambda: server.refused)
        with server.news:
            server.keys[kid] = known
        assert server.wait_for(lambda: server.presences)
        assert server.presences[0].state == "present"


def test_a_presence_message_carries_no_card_and_is_signed(calm: SimulatedAgent) -> None:
    calm.insert("registrar")
    sent = calm.presence("registrar", "A" * 43, 7)
    received = wire.statement_bytes(sent["statement"])
    assert wire.verify(calm.key("registrar").jwk, received, sent["sig"])
    said = wire.parse(received)
    assert (said.typ, said.n, said.state, said.card) == ("presence", 7, "present", None)
    assert REGISTRAR.cid not in received.decode()
