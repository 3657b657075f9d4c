"""The yearly key on the PC's side: made when the server says so, kept through whatever happens in between."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lhr_card import wire
from lhr_card_agent import rotation
from lhr_card_agent.keys import SoftwareKey
from lhr_card_agent.settings import Pairing, Vault
from lhr_card_agent.sim import SimulatedAgent
from tests.agent.conftest import NONCE, Page
from tests.agent.small_server import SmallServer


def vault_of(agent: SimulatedAgent) -> Vault:
    return agent.room.place("registrar").station.vault


def kids_heard(server: SmallServer) -> set[str]:
    return {said.kid for said in server.presences}


def test_a_key_that_is_due_is_replaced_and_presence_goes_on_over_the_same_link(
    agent: SimulatedAgent, server: SmallServer
) -> None:
    before = agent.key("registrar").kid
    server.due.add(before)
    assert agent.insert("registrar")
    assert server.wait_for(lambda: len(kids_heard(server)) == 2)
    after = agent.key("registrar").kid
    assert before != after
    assert list(server.keys) == [after]
    assert len(server.links) == 1
    assert not vault_of(agent).next_path.exists()
    assert [line for line in agent.said if "เปลี่ยนกุญแจประจำปี" in line] == [agent.said[-1]]
    assert agent.remove()
    assert server.presences[-1].state == "absent"
    assert server.refused == []


def test_the_pages_get_statements_of_the_new_key(
    agent: SimulatedAgent, server: SmallServer, page: Page
) -> None:
    server.due.add(agent.key("registrar").kid)
    agent.insert("registrar")
    assert server.wait_for(lambda: len(kids_heard(server)) == 2)
    said = page.ask().json
    key = agent.key("registrar")
    assert wire.verify(key.jwk, wire.statement_bytes(said["statement"]), said["sig"])
    assert page.send("GET", "/v1/health").json["kid"] == key.kid
    assert list(server.keys) == [key.kid]


def test_a_server_that_will_not_is_asked_once_and_the_old_key_stays(
    agent: SimulatedAgent, server: SmallServer
) -> None:
    kid = agent.key("registrar").kid
    server._rotate = lambda _body: (409, {"error": "NOT_DUE"})
    server.due.add(kid)
    agent.insert("registrar")
    assert server.wait_for(lambda: len(server.presences) >= 4)
    assert agent.key("registrar").kid == kid
    assert kids_heard(server) == {kid}
    assert {said.n for said in server.presences[:4]} == {1, 3, 4, 5}  # the second of the link was the question


def test_where_the_server_s_yes_was_lost_the_pc_finds_out_and_goes_on(
    agent: SimulatedAgent, server: SmallServer
) -> None:
    before = agent.key("registrar").kid
    server.answers_get_lost = True
    server.due.add(before)
    agent.insert("registrar")
    assert server.wait_for(lambda: len(kids_heard(server)) == 2)
    assert list(server.keys) == [agent.key("registrar").kid] != [before]


def test_where_the_agent_died_before_it_kept_the_yes_the_next_start_finds_out(
    agent: SimulatedAgent, server: SmallServer
) -> None:
    """The server has the successor; this PC still has both files."""
    vault = vault_of(agent)
    old, new = vault.key(), vault.successor()
    with server.news:
        server.keys[new.kid] = {**server.keys.pop(old.kid), "jwk": new.jwk}
    assert agent.insert("registrar")
    assert kids_heard(server) == {new.kid} == {vault.key().kid}


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "key.json")


def test_the_successor_is_the_same_until_it_is_known_what_became_of_it(vault: Vault) -> None:
    old, new = vault.key().kid, vault.successor().kid
    assert vault.successor().kid == new
    assert vault.next_path.stat().st_mode & 0o777 == 0o600
    vault.promote()
    assert vault.key().kid == new != old
    assert vault.successor().kid not in {old, new}


def test_unpairing_and_pairing_anew_leave_no_successor_behind(vault: Vault) -> None:
    vault.successor()
    vault.keep(SoftwareKey.new(), Pairing("http://localhost:8000"))
    assert not vault.next_path.exists()
    vault.successor()
    assert vault.forget()
    assert list(vault.key_path.parent.iterdir()) == []


def test_one_message_is_signed_by_both_keys_and_names_nobody() -> None:
    old, new = SoftwareKey.new(), SoftwareKey.new()
    told = rotation.message(old, new, "http://localhost:8000", NONCE, 7)
    received = wire.statement_bytes(told["statement"])
    assert wire.verify(old.jwk, received, told["sig"])
    assert wire.verify(new.jwk, received, told["next_sig"])
    said = wire.parse(received)
    assert (said.kid, said.next_kid, said.n, said.card) == (old.kid, new.kid, 7, None)
    assert "PRIVATE" not in json.dumps(told)


def test_no_page_gets_such_a_message_signed(agent: SimulatedAgent, page: Page) -> None:
    agent.insert("registrar")
    for more in ({"purpose": "rotate"}, {"typ": "rotate"}):
        answer = page.ask(**more)
        assert (answer.status, answer.json["error"]) == (400, "BAD_TX")
