"""The virtual card, its troubles, and the simulator's control."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr_card import apdu, fields, wire
from lhr_card.codes import CardProblem
from lhr_card_agent import client, reading
from lhr_card_agent.sim import Desk, SimulatedAgent, load_desks, write_desk
from lhr_card_agent.sim.card import VirtualCard, card_of, image_of, put
from lhr_card_agent.sim.desk import BadDesk
from lhr_card_agent.sim.faults import NAMES, UnknownFault, faults_from
from lhr_card_agent.sim.slot import Slot
from tests.agent.conftest import NONCE, OFFICER, QUICK, REGISTRAR, Page
from tests.agent.small_server import SmallServer

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def slot() -> Slot:
    slot = Slot()
    slot.insert(card_of(REGISTRAR))
    return slot


def read(slot: Slot, read_set: fields.ReadSet = fields.LOGIN) -> reading.CardReading:
    return reading.read(slot, read_set, QUICK)


# -- the card -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("read_set", [fields.LOGIN, fields.ENROL], ids=lambda read_set: read_set.name)
def test_a_card_is_read(slot: Slot, read_set: fields.ReadSet) -> None:
    card = read(slot, read_set)
    assert (card.cid, card.name.shown) == (REGISTRAR.cid, "นางสมใจ ดีงาม")
    assert (card.chip, card.request_no) == (REGISTRAR.chip, REGISTRAR.request_no)
    assert (card.issue, card.expire) == (REGISTRAR.issue, REGISTRAR.expire)
    assert REGISTRAR.cid not in repr(card)


@pytest.mark.parametrize("atr", ["3b6700000000", "3b6800005448204e49442036", "3b00", "ff"])
def test_any_atr_is_read_for_the_applet_decides(atr: str) -> None:
    slot = Slot()
    slot.insert(card_of(replace(REGISTRAR, atr=atr)))
    assert read(slot).atr.hex() == atr


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("00A4040007A0000000031010", "6a82"),
        ("80B00000020004", "6d00"),
        ("00CA0000", "6d00"),
    ],
)
def test_the_card_refuses_as_the_real_one(command: str, answer: str) -> None:
    card = card_of(REGISTRAR)
    found = card.answer(bytes.fromhex(command))
    assert found is not None
    assert found.hex() == answer


def test_past_the_end_and_the_wrong_p2_are_refused() -> None:
    card = card_of(REGISTRAR)
    assert card.answer(apdu.SELECT_THAI_ID) == b"\x61\x0a"
    assert card.answer(apdu.get_response(10, 1)) == b"\x6a\x86"
    assert card.answer(apdu.read_command(0x1690, 255)) == b"\x6b\x00"


# -- its troubles -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("garbage_at=3", "CARD_ERROR"),
        ("short_at=4", "CARD_ERROR"),
        ("random_at=4", "CARD_ERROR"),
        ("stall_at=3,stall_s=0.01", "CARD_ERROR"),
        ("busy", "CARD_BUSY"),
        ("not_thai", "NOT_THAI_ID"),
        ("no_reader", "NO_READER"),
        ("no_service", "NO_SERVICE"),
        ("many_cards", "MANY_CARDS"),
    ],
)
def test_each_trouble_has_its_code(slot: Slot, fault: str, code: str) -> None:
    slot.set_faults(faults_from(fault))
    with pytest.raises(CardProblem, match=code):
        read(slot)
    slot.set_faults(faults_from("none"))
    assert read(slot).cid == REGISTRAR.cid


@pytest.mark.parametrize("nth", range(1, 11))
def test_a_card_pulled_out_at_any_command_gives_nothing_and_the_next_insertion_works(
    slot: Slot, nth: int
) -> None:
    slot.set_faults(faults_from(f"remove_at={nth}"))
    with pytest.raises(CardProblem, match="CARD_REMOVED"):
        read(slot)
    slot.set_faults(faults_from("none"))
    slot.insert(card_of(OFFICER))
    assert read(slot).cid == OFFICER.cid


def test_an_empty_slot_has_no_card() -> None:
    with pytest.raises(CardProblem, match="NO_CARD"):
        read(Slot())


def test_two_readers_with_one_card_need_no_choice(slot: Slot) -> None:
    class Two:
        def all(self) -> tuple[Slot, Slot]:
            return Slot("empty"), slot

    assert reading.read(Two(), fields.LOGIN, QUICK).cid == REGISTRAR.cid


def test_a_failed_read_is_repeated_once_and_a_busy_card_asked_three_times(slot: Slot) -> None:
    class Counted:
        name, tries = "counted", 0

        def __init__(self, *problems: Exception) -> None:
            self.problems = list(problems)

        def card_in(self) -> bool:
            return True

        def all(self) -> tuple[Counted]:
            return (self,)

        def connect(self) -> object:
            self.tries += 1
            if self.problems:
                raise self.problems.pop(0)
            return slot.connect()

    recovering = Counted(CardProblem("CARD_BUSY"), reading.CardReset(), CardProblem("CARD_BUSY"))
    assert reading.read(recovering, fields.LOGIN, QUICK).cid == REGISTRAR.cid
    for code, tries in (("CARD_ERROR", 2), ("CARD_BUSY", 3), ("CARD_REMOVED", 1)):
        failing = Counted(*[CardProblem(code)] * 9)
        with pytest.raises(CardProblem, match=code):
            reading.read(failing, fields.LOGIN, QUICK)
        assert failing.tries == tries


@pytest.mark.parametrize("fault", ["stall_at=4", "empty_at=4"])
def test_a_card_that_never_answers_ends_at_the_deadline_and_holds_up_nobody(
    server: SmallServer, fault: str
) -> None:
    hasty = reading.Pace(deadline_s=0.2)
    with SimulatedAgent([REGISTRAR], origin=server.url, pace=hasty) as agent:
        agent.pair("registrar", server.code_for("registrar"))
        agent.fault(f"{fault},stall_s=60")
        agent.insert("registrar")
        got = Page(agent).ask()
        assert (got.status, got.json["error"], got.json["number"]) == (504, "CARD_TIMEOUT", "CL-12")
        agent.fault("none")
        agent.insert("registrar")
        assert Page(agent).ask().status == 200


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("cid", b"1990100001239", "BAD_CID"),
        ("cid", b"1" + b" " * 12, "BAD_CID"),
        ("thai_name", b"\xff#a#b#c", "BAD_FIELD"),
        ("expire", b"25751399", "BAD_FIELD"),
        ("issue", b"        ", "BAD_FIELD"),
    ],
)
def test_a_misread_field_has_its_code(name: str, raw: bytes, code: str) -> None:
    image = bytearray(image_of(REGISTRAR))
    put(image, name, raw)
    slot = Slot()
    slot.insert(VirtualCard(bytes(image), b"\0" * 8, bytes.fromhex(REGISTRAR.atr)))
    with pytest.raises(CardProblem, match=code):
        read(slot)


@pytest.mark.parametrize("expire", [fields.LIFETIME, "25750000", "25600101"])
def test_expiry_is_the_server_s_to_judge(expire: str) -> None:
    slot = Slot()
    slot.insert(card_of(replace(REGISTRAR, expire=expire)))
    assert read(slot).expire == expire


def test_fault_switches_are_read_by_name() -> None:
    found = faults_from("garbage_at=3, busy,ms_per_byte=1.5,remove_at")
    assert (found.garbage_at, found.busy, found.ms_per_byte, found.remove_at) == (3, True, 1.5, 1)
    assert faults_from("") == faults_from("none") == faults_from("").__class__()
    for wrong in ("nonsense", "garbage_at=x"):
        with pytest.raises(UnknownFault):
            faults_from(wrong)


@given(st.lists(st.sampled_from(["registrar", "officer", "swap", "remove"]), max_size=12))
def test_seq_never_falls_within_a_boot_and_is_odd_exactly_while_a_card_is_in(moves: list[str]) -> None:
    agent = SimulatedAgent([REGISTRAR, OFFICER], origin="http://localhost:8000", pace=QUICK)
    stations = [place.station for place in agent.room.places.values()]
    seen = [(station.boot, station.seq) for station in stations]
    for move in moves:
        if move == "remove":
            agent.remove()
        elif move == "swap":
            agent.insert("registrar", card="officer")
        else:
            agent.insert(move)
        now = [(station.boot, station.seq) for station in stations]
        assert all(
            boot == old and seq >= before for (boot, seq), (old, before) in zip(now, seen, strict=True)
        )
        assert [station.present for station in stations] == [seq % 2 == 1 for _, seq in now]
        seen = now
    agent.stop()


# -- the desks and their control ----------------------------------------------------------------------


def test_a_desk_is_written_and_loaded(tmp_path: Path) -> None:
    for desk in (REGISTRAR, OFFICER):
        write_desk(tmp_path, desk)
    (tmp_path / "keys").mkdir()
    assert load_desks(tmp_path) == [OFFICER, REGISTRAR]


@pytest.mark.parametrize(
    "change", [{"name": "../x"}, {"thai_name": "นางสมใจ ดีงาม"}, {"chip": "zz"}, {"cid": 1}, {"extra": "x"}]
)
def test_a_desk_file_that_cannot_be_used_is_named_without_its_number(
    tmp_path: Path, change: dict[str, object]
) -> None:
    path = write_desk(tmp_path, REGISTRAR)
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **change}), "utf-8")
    with pytest.raises(BadDesk, match=r"^registrar\.json: ") as bad:
        load_desks(tmp_path)
    assert REGISTRAR.cid not in str(bad.value)


def test_keys_of_desks_outlive_the_agent(tmp_path: Path, server: SmallServer) -> None:
    kids = []
    for _ in range(2):
        agent = SimulatedAgent([REGISTRAR, OFFICER], origin=server.url, keys=tmp_path)
        kids.append([agent.key(desk).kid for desk in ("registrar", "officer")])
    assert kids[0] == kids[1]
    assert len(set(kids[0])) == 2


def test_the_active_desk_answers_and_another_s_card_may_be_in_it(
    agent: SimulatedAgent, server: SmallServer
) -> None:
    agent.pair("officer", server.code_for("officer"))
    for desk, card in (("registrar", ""), ("officer", ""), ("registrar", "officer")):
        client.sim_insert(agent.url, desk, card)
        assert client.health(agent.url)["kid"] == agent.key(desk).kid
        got = client.assert_card(agent.url, agent.origin, NONCE, "login")
        said = wire.parse(wire.statement_bytes(got["statement"]))
        owner = {"registrar": REGISTRAR, "officer": OFFICER}[card or desk]
        assert said.kid == agent.key(desk).kid
        assert said.card is not None
        assert said.card.cid_hash == wire.cid_hash(NONCE, owner.cid)


def test_the_state_shows_desks_and_no_number(agent: SimulatedAgent) -> None:
    client.sim_insert(agent.url, "registrar", "officer")
    state = client.sim_state(agent.url)
    assert (state["active"], state["card_in"], state["card"]) == ("registrar", True, "officer")
    assert [(desk["name"], desk["paired"], desk["seq"]) for desk in state["desks"]] == [
        ("registrar", True, 1),
        ("officer", False, 0),
    ]
    assert REGISTRAR.cid not in json.dumps(state)
    client.sim_remove(agent.url)
    assert client.sim_state(agent.url)["card_in"] is False


def test_a_desk_is_paired_through_the_control(agent: SimulatedAgent, server: SmallServer) -> None:
    answer = client.sim_pair(agent.url, "officer", server.code_for("officer"))
    assert answer["kid"] == agent.key("officer").kid
    assert answer["kid"] in server.keys
    with pytest.raises(client.AgentRefused) as refused:
        client.sim_pair(agent.url, "officer", "WRONGCODE1")
    assert refused.value.body["says"] == "รหัสนี้ใช้ไม่ได้"


def test_a_fault_is_set_through_the_control(agent: SimulatedAgent) -> None:
    client.sim_insert(agent.url, "registrar")
    client.sim_fault(agent.url, "garbage_at=2")
    with pytest.raises(client.AgentRefused, match="502 CARD_ERROR"):
        client.assert_card(agent.url, agent.origin, NONCE, "login")
    with pytest.raises(client.AgentRefused, match="404 NO_FAULT"):
        client.sim_fault(agent.url, "nonsense")
    assert "consent_refused" in NAMES


@pytest.mark.parametrize("verb", ["insert", "pair"])
def test_an_unknown_desk_is_named_so(agent: SimulatedAgent, verb: str) -> None:
    with pytest.raises(client.AgentRefused, match="404 NO_DESK"):
        client.ask_agent(agent.url, f"/sim/{verb}", body={"desk": "nobody", "code": "x"})


@pytest.mark.parametrize("path", ["/sim", "/sim/state", "/sim/remove"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_the_control_is_closed_to_foreign_pages(
    agent: SimulatedAgent, page: Page, path: str, origin: str
) -> None:
    agent.insert("registrar")
    method = "POST" if path.endswith("remove") else "GET"
    assert page.send(method, path, Origin=origin).status == 403
    assert page.send(method, path, host="rebind.test").status == 421
    assert agent.room.active.slot.card_in()


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_the_control_page_works_by_forms_of_its_own_origin(
    agent: SimulatedAgent, page: Page, name: str
) -> None:
    form = urlencode({"desk": "registrar"}).encode()
    own = f"http://{name}:{agent.port}"
    got = page.send("POST", "/sim/insert", form, Origin=own, Content_Type=FORM)
    assert (got.status, got.headers["location"]) == (303, "/sim")
    shown = page.send("GET", "/sim")
    assert "เสียบบัตรแล้ว" in shown.text
    assert "เสียบบัตรของ นางสมใจ ดีงาม อยู่" in shown.text
    assert REGISTRAR.cid not in shown.text
    assert "script" not in shown.text
    assert shown.headers["content-security-policy"].startswith("default-src 'none'")
    assert "เสียบบัตรแล้ว" not in page.send("GET", "/sim").text


def test_the_page_of_lhr_may_use_the_control(agent: SimulatedAgent, page: Page) -> None:
    got = page.send("GET", "/sim/state", Origin=agent.origin)
    assert (got.status, got.headers["access-control-allow-origin"]) == (200, agent.origin)


def test_an_own_page_opens_the_control_and_nothing_else(agent: SimulatedAgent, page: Page) -> None:
    own = f"http://127.0.0.1:{agent.port}"
    assert page.send("POST", "/v1/assert", b"{}", Origin=own, Content_Type="application/json").status == 403
    assert page.send("GET", "/simulate", Origin=own).status == 403


def test_statements_can_be_made_without_http() -> None:
    agent = SimulatedAgent([REGISTRAR], origin="http://localhost:8000", pace=QUICK)
    tx = wire.canonical({"says": "แต่งตั้ง", "v": 1})
    for typ, purpose, given_tx in (("login", "login", None), ("confirm", "rights.appoint", tx)):
        got = agent.assertion("registrar", typ, NONCE, purpose, given_tx)
        received = wire.statement_bytes(got["statement"])
        assert wire.verify(agent.key("registrar").jwk, received, got["sig"])
        said = wire.parse(received)
        assert (said.typ, said.aud, said.seq) == (typ, "http://localhost:8000", 1)
        assert said.tx_sha256 == (wire.tx_sha256(tx) if given_tx else "")
    agent.stop()


def test_desks_are_people_of_the_test_range() -> None:
    assert {desk.cid[1:3] for desk in (REGISTRAR, OFFICER)} == {"99"}
    assert Desk.__dataclass_params__.frozen
