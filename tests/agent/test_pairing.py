"""Registering a PC over real HTTP with a server that verifies the proof of possession."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest

from lhr_card import wire
from lhr_card_agent import VERSION, pairing
from lhr_card_agent.keys import KeyFileOpen, SoftwareKey, load_key, save_key
from lhr_card_agent.server import Server, ServerAway, ServerRefused, session_for
from lhr_card_agent.settings import NotAnOrigin, Pairing, Vault, origin_of
from tests.agent.small_server import SmallServer


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "keys" / "key.json")


def pair(vault: Vault, server: SmallServer, code: str, url: str = "") -> pairing.Paired:
    async def run() -> pairing.Paired:
        async with session_for(server.url) as session:
            return await pairing.pair(
                vault, Server(url or server.url, session), server.url, code, "เครื่องทดสอบ"
            )

    return asyncio.run(run())


def test_pairing_registers_the_key_with_a_proof_and_pins_the_origin(
    vault: Vault, server: SmallServer
) -> None:
    paired = pair(vault, server, server.code_for("registrar"))
    assert (paired.kid, paired.state) == (vault.key().kid, "PENDING")
    assert server.keys[paired.kid] == {
        "jwk": vault.key().jwk,
        "storage": "software",
        "agent_ver": VERSION,
        "label": "เครื่องทดสอบ",
    }
    assert vault.pairing() == Pairing(origin=server.url, label="เครื่องทดสอบ")
    assert server.codes == {}


def test_a_code_copied_with_spaces_and_dashes_is_the_same_code(vault: Vault, server: SmallServer) -> None:
    code = server.code_for("registrar")
    assert pair(vault, server, f" {code[:5]}-{code[5:]} ").kid in server.keys


def test_a_refused_code_leaves_the_pc_as_it_was(vault: Vault, server: SmallServer) -> None:
    before = pair(vault, server, server.code_for("registrar"))
    with pytest.raises(ServerRefused) as refused:
        pair(vault, server, "WRONGCODE1")
    assert refused.value.says == "รหัสนี้ใช้ไม่ได้"
    assert vault.key().kid == before.kid
    assert vault.pairing() is not None


def test_a_code_is_used_once(vault: Vault, server: SmallServer) -> None:
    code = server.code_for("registrar")
    pair(vault, server, code)
    with pytest.raises(ServerRefused):
        pair(vault, server, code)
    assert len(server.keys) == 1


def test_pairing_anew_makes_a_new_key(vault: Vault, server: SmallServer) -> None:
    first = pair(vault, server, server.code_for("registrar"))
    second = pair(vault, server, server.code_for("registrar"))
    assert first.kid != second.kid
    assert vault.key().kid == second.kid


def test_a_server_that_does_not_answer_is_away(vault: Vault, server: SmallServer) -> None:
    with pytest.raises(ServerAway):
        pair(vault, server, "WHATEVER12", url="http://localhost:9")
    assert vault.pairing() is None


def test_a_server_that_is_no_lhr_is_told_from_a_refusal(vault: Vault, server: SmallServer) -> None:
    server.codes["CODE123456"] = "registrar"
    server._nonce = lambda _body: (200, {"nonce": "none"})
    with pytest.raises(ServerAway):
        pair(vault, server, "CODE123456")
    assert server.keys == {}


def test_the_key_file_is_the_owner_s_alone(vault: Vault) -> None:
    kid = vault.key().kid
    assert stat.S_IMODE(vault.key_path.stat().st_mode) == 0o600
    assert load_key(vault.key_path).kid == kid
    assert [path.name for path in vault.key_path.parent.iterdir()] == ["key.json"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_key_file_open_to_others_is_not_used(vault: Vault, mode: int) -> None:
    vault.key()
    vault.key_path.chmod(mode)
    with pytest.raises(KeyFileOpen):
        Vault(vault.key_path).key()


def test_another_process_s_new_key_is_seen(vault: Vault) -> None:
    before = vault.key().kid
    newer = SoftwareKey.new()
    save_key(vault.key_path, newer)
    assert vault.key().kid == newer.kid != before


def test_unpairing_forgets_key_and_origin(vault: Vault, server: SmallServer) -> None:
    before = pair(vault, server, server.code_for("registrar"))
    assert vault.forget()
    assert not vault.forget()
    assert vault.pairing() is None
    assert vault.key().kid != before.kid


def test_a_signature_of_the_kept_key_verifies(vault: Vault) -> None:
    private = SoftwareKey.from_pem(vault.key().pem())
    assert (private.jwk, private.kid) == (vault.key().jwk, wire.thumbprint(private.jwk))


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://lhr.example.go.th", "https://lhr.example.go.th"),
        ("https://LHR.example.go.th:443/", "https://lhr.example.go.th"),
        ("https://lhr.example.go.th:8443", "https://lhr.example.go.th:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://127.0.0.1:80/", "http://127.0.0.1"),
    ],
)
def test_the_origin_is_exact(typed: str, origin: str) -> None:
    assert origin_of(typed) == origin


@pytest.mark.parametrize(
    "typed",
    [
        "http://lhr.example.go.th",
        "http://localhost.evil.example",
        "https://lhr.example.go.th/path",
        "https://lhr.example.go.th/?a",
        "https://user@lhr.example.go.th",
        "https://:8000",
        "https://lhr.example.go.th:x",
        "lhr.example.go.th",
        "ftp://localhost",
        "",
    ],
)
def test_an_address_that_cannot_be_pinned_is_refused(typed: str) -> None:
    with pytest.raises(NotAnOrigin):
        origin_of(typed)
