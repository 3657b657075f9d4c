"""The command `lhr-card`. Exit codes: 0 fine, 1 a problem was found, 2 wrong use."""

from __future__ import annotations

import argparse
import asyncio
import platform
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from lhr_card.codes import CODES, CardProblem
from lhr_card.fields import LOGIN, masked_cid
from lhr_card_agent import VERSION, doctor, pairing
from lhr_card_agent.consent import WindowConsent
from lhr_card_agent.keys import KeyFileOpen
from lhr_card_agent.link import Link
from lhr_card_agent.looks import Look
from lhr_card_agent.pc import opened
from lhr_card_agent.reading import CardReading, InThread, Pace, Readers
from lhr_card_agent.server import Server, ServerAway, ServerRefused, session_for
from lhr_card_agent.serving import NoPort, until_told_to_stop
from lhr_card_agent.settings import PORTS, NotAnOrigin, Vault, origin_of, own_vault
from lhr_card_agent.station import Station
from lhr_card_agent.system import has_pyscard, missing_part, system_readers
from lhr_card_agent.warm import WarmChild

FINE, PROBLEM, WRONG_USE = 0, 1, 2
LOOK_FOR_PAIRING_S = 1.0


class ThaiParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(f"คำสั่งไม่ถูกต้อง ({message}) ทำต่อ: ดูวิธีใช้ด้วย {self.prog} --help", file=sys.stderr)
        raise SystemExit(WRONG_USE)


def parser() -> argparse.ArgumentParser:
    top = ThaiParser(prog="lhr-card", description="โปรแกรมอ่านบัตรประจำตัวประชาชนสำหรับระบบ LHR")
    top.add_argument("--version", action="version", version=VERSION)
    commands = top.add_subparsers(dest="command", required=True, metavar="คำสั่ง")
    run = commands.add_parser("run", help="เปิดโปรแกรมอ่านบัตร")
    run.add_argument("--port", type=int, help="พอร์ตอื่นนอกจาก 14711-14713")
    shown = commands.add_parser("readers", help="แสดงเครื่องอ่าน และมีบัตรเสียบอยู่หรือไม่")
    shown.add_argument("--use", metavar="NAME", help="เลือกเครื่องอ่านที่จะใช้ เมื่อมีบัตรเสียบอยู่หลายเครื่อง")
    checkup = commands.add_parser("doctor", help="ตรวจว่าเหตุใดจึงอ่านบัตรหรือเข้าระบบไม่ได้")
    checkup.add_argument("--json", action="store_true", help="สำหรับส่งให้ผู้ดูแล")
    checkup.add_argument("--port", type=int, help="พอร์ตอื่นนอกจาก 14711-14713")
    read = commands.add_parser("read", help="อ่านบัตรหนึ่งครั้งแบบปิดบังเลขประจำตัว")
    read.add_argument("--masked", action="store_true", required=True, help="ต้องระบุ: ไม่มีการอ่านแบบไม่ปิดบัง")
    pair = commands.add_parser("pair", help="ลงทะเบียนเครื่องนี้กับระบบ")
    pair.add_argument(
        "--server", required=True, metavar="URL", help="ที่อยู่ของระบบ เช่น https://lhr.example.go.th"
    )
    pair.add_argument("--label", default=platform.node() or "PC", help="ชื่อเครื่องที่ผู้อนุมัติจะเห็น")
    pair.add_argument("code", metavar="CODE", help="รหัสลงทะเบียนเครื่อง")
    commands.add_parser("unpair", help="ลบกุญแจและเลิกผูกเครื่องนี้กับระบบ")
    simulate = commands.add_parser("simulate", help="เปิดโปรแกรมกับบัตรสมมุติ (เพื่อสาธิตและทดสอบ)")
    simulate.add_argument("--desks", required=True, type=Path, metavar="DIR", help="แฟ้มโต๊ะ *.json")
    simulate.add_argument("--server", required=True, metavar="URL")
    simulate.add_argument("--port", type=int, help="พอร์ตอื่นนอกจาก 14711-14713")
    simulate.add_argument("--fault", default="none", metavar="NAME", help="ความขัดข้องที่จำลอง")
    return top


def main(argv: Sequence[str] | None = None, readers: Readers | None = None) -> int:
    """Run one command. `readers` stand in for the PC's own; only tests give any."""
    told = parser().parse_args(argv)
    try:
        return COMMANDS[told.command](told, readers)
    except CardProblem as problem:
        return explain(problem)
    except KeyFileOpen as problem:
        say(f"แฟ้มกุญแจ {problem} เปิดให้ผู้อื่นอ่านได้ จึงไม่ใช้ ทำต่อ: สั่ง lhr-card unpair แล้วลงทะเบียนเครื่องใหม่")
        return PROBLEM
    except KeyboardInterrupt:
        return FINE


def say(text: str) -> None:
    print(text, flush=True)


def explain(problem: CardProblem) -> int:
    say(problem.shown())
    if problem.code == "NO_SERVICE" and missing_part():
        say(missing_part())
    return PROBLEM


def ports_of(port: int | None) -> tuple[int, ...]:
    return PORTS if port is None else (port,)


async def run_agent(ports: Sequence[int], readers: Readers | None) -> int:
    """Serve this PC until told to stop. A smart card service that does not run yet is waited for."""
    if readers is None and not has_pyscard():
        raise CardProblem("NO_SERVICE")
    vault = own_vault()
    try:
        async with opened(vault, WindowConsent(), ports, readers=readers) as pc:
            say(f"โปรแกรมอ่านบัตร LHR พร้อมที่ http://127.0.0.1:{pc.door.port}")
            pc.on_look = Teller().hear
            linked = asyncio.create_task(keep_linked(pc.station, vault))
            try:
                await until_told_to_stop()
            finally:
                linked.cancel()
                await asyncio.gather(linked, return_exceptions=True)
    except NoPort:
        say(f"พอร์ต {', '.join(map(str, ports))} มีโปรแกรมอื่นใช้อยู่ ทำต่อ: ปิดโปรแกรมนั้น หรือระบุ --port")
        return PROBLEM
    return FINE


class Teller:
    """Says once when service or reader are lost, and once when they are back."""

    def __init__(self) -> None:
        self._said = ""

    def hear(self, look: Look) -> None:
        trouble = look.trouble if look.trouble in {"NO_SERVICE", "NO_READER"} else ""
        if trouble != self._said:
            say(CODES[trouble].shown() if trouble else f"พบเครื่องอ่านบัตร: {', '.join(look.readers)}")
        self._said = trouble


async def keep_linked(station: Station, vault: Vault) -> None:
    """Report presence from the moment the PC is paired; `pair` may run while the agent is open."""
    if vault.pairing() is None:
        say(CODES["NOT_PAIRED"].shown())
    while (pinned := vault.pairing()) is None:  # noqa: ASYNC110  # another process writes the file
        await asyncio.sleep(LOOK_FOR_PAIRING_S)
    async with session_for(pinned.origin) as session:
        await Link(station, Server(pinned.origin, session), pinned.origin, tell=say).run()


def show_readers(readers: Readers, use: str | None) -> int:
    found = readers.all()
    if not found:
        return explain(CardProblem("NO_READER"))
    vault = own_vault()
    if use is not None and use not in {reader.name for reader in found}:
        say("ไม่พบเครื่องอ่านชื่อนี้ ทำต่อ: พิมพ์ชื่อให้ตรงกับที่ lhr-card readers แสดง")
        return WRONG_USE
    if use is not None:
        vault.choose_reader(use)
    chosen = vault.chosen_reader()
    for reader in found:
        mark = " (เลือกไว้)" if reader.name == chosen else ""
        say(f"{reader.name}: {'มีบัตร' if reader.card_in() else 'ไม่มีบัตร'}{mark}")
    return FINE


def read_masked(readers: Readers | None) -> int:
    card = asyncio.run(one_read(readers))
    say(f"เครื่องอ่าน  {card.reader}")
    say(f"เลขประจำตัว  {masked_cid(card.cid)}")
    say(f"ชื่อ  {card.name.masked}")
    say(f"วันบัตรหมดอายุ  {card.expire}")
    return FINE


async def one_read(readers: Readers | None) -> CardReading:
    """Read as the agent does: within the deadline, in a process that can be killed."""
    if readers is not None:
        return await InThread(readers).read(LOGIN, Pace())
    system_readers()
    child = WarmChild(own_vault().chosen_reader)
    try:
        return await child.read(LOGIN, Pace())
    finally:
        await child.kill()


async def pair_here(server_url: str, code: str, label: str) -> int:
    try:
        origin = origin_of(server_url)
    except NotAnOrigin:
        say("ที่อยู่ของระบบต้องเป็น https://... (http ใช้ได้เฉพาะ localhost)")
        return WRONG_USE
    async with session_for(origin) as session:
        try:
            paired = await pairing.pair(own_vault(), Server(origin, session), origin, code, label)
        except ServerRefused as refused:
            say(refused.says or "ระบบไม่รับรหัสนี้: รหัสอาจพิมพ์ผิด ใช้ไปแล้ว หรือเกิน ๑๐ นาที ทำต่อ: ขอรหัสใหม่แล้วลองอีกครั้ง")
            return PROBLEM
        except ServerAway:
            say(f"ติดต่อระบบที่ {origin} ไม่ได้ ทำต่อ: ตรวจเครือข่ายและที่อยู่ แล้วลองใหม่")
            return PROBLEM
    say(f"ลงทะเบียนเครื่องแล้ว (กุญแจ {paired.kid[:8]}…) รอสำนักงานที่กำกับอนุมัติ")
    return FINE


def run_doctor(told: argparse.Namespace) -> int:
    found = asyncio.run(doctor.examine(own_vault(), ports_of(told.port)))
    say(doctor.as_json(found) if told.json else doctor.as_text(found))
    return FINE if doctor.sound(found) else PROBLEM


def unpair() -> int:
    if not own_vault().forget():
        say("เครื่องนี้ยังไม่ได้ลงทะเบียนกับระบบใด")
        return PROBLEM
    say("ลบกุญแจและเลิกผูกเครื่องนี้กับระบบแล้ว ทำต่อ: แจ้งสำนักงานที่กำกับให้เพิกถอนกุญแจเดิมด้วย")
    return FINE


def run_simulation(told: argparse.Namespace) -> int:
    try:
        from lhr_card_agent.sim.program import simulate
    except ImportError:
        say("โปรแกรมชุดนี้ไม่มีส่วนจำลองบัตร")
        return PROBLEM
    return asyncio.run(simulate(told.desks, told.server, ports_of(told.port), told.fault, say))


Command = Callable[[argparse.Namespace, Readers | None], int]

COMMANDS: dict[str, Command] = {
    "run": lambda told, readers: asyncio.run(run_agent(ports_of(told.port), readers)),
    "readers": lambda told, readers: show_readers(readers or system_readers(), told.use),
    "read": lambda _told, readers: read_masked(readers),
    "doctor": lambda told, _readers: run_doctor(told),
    "pair": lambda told, _readers: asyncio.run(pair_here(told.server, told.code, told.label)),
    "unpair": lambda _told, _readers: unpair(),
    "simulate": lambda told, _readers: run_simulation(told),
}
