"""`lhr-card doctor`: what keeps this PC from reading a card or from being believed, each with its next step.

It reads the card once and signs nothing; the ID number is shown masked.
"""

from __future__ import annotations

import asyncio
import getpass
import json
import platform
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import aiohttp

from lhr_card.codes import CODES, CardProblem
from lhr_card.fields import LOGIN, masked_cid
from lhr_card_agent import VERSION
from lhr_card_agent.keys import KeyFileOpen
from lhr_card_agent.reading import Pace
from lhr_card_agent.server import Server, ServerAway, ServerRefused, session_for
from lhr_card_agent.settings import Pairing, Vault
from lhr_card_agent.system import has_pyscard, missing_part
from lhr_card_agent.warm import WarmChild

State = Literal["ok", "problem", "note"]
ASK_WITHIN_S = 2.0
SKEW_WORTH_TELLING_MINUTES = 10
POLICY_NAMES = ("LoopbackNetworkAllowedForUrls", "LocalNetworkAccessAllowedForUrls")
POLICY_FOLDERS = (
    Path("/etc/chromium/policies/managed"),
    Path("/etc/opt/chrome/policies/managed"),
    Path("/etc/opt/edge/policies/managed"),
)
MARKS = {"ok": "ปกติ", "problem": "มีปัญหา", "note": "ข้อสังเกต"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `then` is the next step; empty where nothing has to be done."""

    part: str
    state: State
    says: str
    then: str = ""
    code: str = ""

    @property
    def shown(self) -> str:
        line = f"[{MARKS[self.state]}] {self.says}"
        return f"{line}\n    ทำต่อ: {self.then}" if self.then else line


def by_code(part: str, problem: CardProblem, then: str = "") -> Finding:
    shown = CODES[problem.code]
    says = f"{shown.number}  {shown.says_text('th', **problem.values)}"
    return Finding(part, "problem", says, then or shown.remedy_text("th", **problem.values), problem.code)


async def examine(vault: Vault, ports: Sequence[int]) -> list[Finding]:
    """Look at everything once; what cannot be looked at because of a problem before it is left out."""
    found = [_machine()]
    found += await asyncio.to_thread(_readers, vault)
    if all(one.state != "problem" for one in found):
        found.append(await _card(vault))
    found += await _program(vault, ports)
    found += await _registration(vault)
    found.append(_policy(vault))
    return found


def _machine() -> Finding:
    says = f"ตรวจที่เครื่อง {platform.node() or '-'} ผู้ใช้ {getpass.getuser()} โปรแกรมรุ่น {VERSION}"
    return Finding("machine", "ok", says)


def _readers(vault: Vault) -> list[Finding]:
    """Service, readers, and the ATR of each card."""
    if not has_pyscard():
        return [by_code("service", CardProblem("NO_SERVICE"), missing_part().replace("\n", " "))]
    from lhr_card_agent import pcsc

    try:
        with pcsc.context() as context:
            slots = context.slots()
    except pcsc.PcscError as error:
        problem = pcsc.problem_of(error.code)
        if isinstance(problem, CardProblem) and problem.code == "NO_SERVICE":
            return [by_code("service", problem, missing_part())]
        then = "ให้ผู้ดูแลเครื่องอนุญาตผู้ใช้นี้ให้ใช้สมาร์ตการ์ด (polkit) แล้วลองใหม่"
        return [Finding("service", "problem", f"บริการสมาร์ตการ์ดไม่ให้ใช้ ({error})", then, "NO_SERVICE")]
    found = [Finding("service", "ok", "บริการสมาร์ตการ์ดทำงาน")]
    if not slots:
        return [*found, by_code("readers", CardProblem("NO_READER"))]
    chosen = vault.chosen_reader()
    for slot in slots:
        card = f"มีบัตร ATR {slot.atr.hex()}" if slot.card_in else "ไม่มีบัตร"
        if slot.mute:
            card = "มีบัตรแต่บัตรไม่ตอบ (เสียบกลับด้านหรือชิปสกปรก)"
        mark = " (เลือกไว้)" if slot.name == chosen else ""
        found.append(Finding("readers", "ok", f"เครื่องอ่าน {slot.name}{mark}: {card}"))
    return found


async def _card(vault: Vault) -> Finding:
    """Read as a sign-in does, SELECT and all."""
    child = WarmChild(vault.chosen_reader)
    try:
        card = await child.read(LOGIN, Pace())
    except CardProblem as problem:
        return by_code("card", problem)
    finally:
        await child.kill()
    says = f"อ่านบัตรได้: {masked_cid(card.cid)} {card.name.masked} วันบัตรหมดอายุ {card.expire}"
    return Finding("card", "ok", says)


# -- our own program at its ports ---------------------------------------------------------------------


async def _program(vault: Vault, ports: Sequence[int]) -> list[Finding]:
    timeout = aiohttp.ClientTimeout(total=ASK_WITHIN_S)
    async with aiohttp.ClientSession(timeout=timeout, trust_env=False) as session:
        heard = [(port, await _at(session, port)) for port in ports]
    found = []
    kid = vault.key().kid if vault.key_path.exists() and not _key_is_open(vault) else ""
    ours = [port for port, answer in heard if isinstance(answer, str)]
    strangers = [port for port, answer in heard if answer is False]
    for port in strangers:
        if not ours:
            then = "ปิดโปรแกรมนั้น หรือปล่อยไว้หากโปรแกรมอ่านบัตรใช้พอร์ตถัดไปได้"
            found.append(Finding("port", "note", f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่", then))
    if ours:
        other = [answer for _, answer in heard if isinstance(answer, str)] != [kid]
        if other:
            then = "ปิดโปรแกรมอ่านบัตรของผู้ใช้อื่นในเครื่องนี้ (ออกจากระบบ Windows ของผู้นั้น)"
            found.append(Finding("port", "problem", f"โปรแกรมที่พอร์ต {ours[0]} ใช้กุญแจอื่น", then))
        else:
            found.append(Finding("port", "ok", f"โปรแกรมอ่านบัตรเปิดอยู่ที่พอร์ต {ours[0]}"))
    elif len(strangers) == len(heard):
        says = f"พอร์ต {', '.join(map(str, ports))} มีโปรแกรมอื่นใช้ทั้งหมด โปรแกรมอ่านบัตรเปิดไม่ได้"
        found.append(Finding("port", "problem", says, "ปิดโปรแกรมเหล่านั้น แล้วเปิดโปรแกรมอ่านบัตร"))
    else:
        shown = CODES["NO_AGENT"]
        then = "เปิดโปรแกรม “LHR อ่านบัตร” (คำสั่ง lhr-card run)"
        found.append(Finding("port", "problem", f"{shown.number}  โปรแกรมอ่านบัตรยังไม่ได้เปิด", then, "NO_AGENT"))
    return found


async def _at(session: aiohttp.ClientSession, port: int) -> str | bool | None:
    """Return the kid an agent tells there, False for another program, None where nobody listens."""
    try:
        async with session.get(f"http://127.0.0.1:{port}/v1/health") as answer:
            told = await answer.json(content_type=None)
    except aiohttp.ClientConnectorError:
        return None
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return False
    kid = told.get("kid") if isinstance(told, dict) else None
    return kid if isinstance(kid, str) else False


# -- key, server, clock -------------------------------------------------------------------------------


def _key_is_open(vault: Vault) -> bool:
    try:
        vault.key()
        vault.pairing()
    except KeyFileOpen:
        return True
    return False


async def _registration(vault: Vault) -> list[Finding]:
    if not vault.key_path.exists() or not vault.pairing_path.exists():
        return [by_code("key", CardProblem("NOT_PAIRED"))]
    if _key_is_open(vault):
        then = "สั่ง lhr-card unpair แล้วลงทะเบียนเครื่องใหม่"
        return [Finding("key", "problem", "แฟ้มกุญแจเปิดให้ผู้อื่นอ่านได้ จึงไม่ใช้", then)]
    pairing = vault.pairing()
    return await _server(vault, pairing) if pairing else [by_code("key", CardProblem("NOT_PAIRED"))]


async def _server(vault: Vault, pairing: Pairing) -> list[Finding]:
    key, origin = vault.key(), pairing.origin
    async with session_for(origin) as session:
        server = Server(origin, session)
        try:
            state = (await server.post("/agent/v1/link", {"kid": key.kid})).get("state")
        except ServerAway:
            then = "ตรวจสายเครือข่ายหรือ Wi-Fi และพร็อกซีของหน่วยงาน แล้วลองใหม่"
            return [Finding("server", "problem", f"ติดต่อระบบที่ {origin} ไม่ได้", then)]
        except ServerRefused as refused:
            state = "UNKNOWN" if refused.status == 403 else ""
    found = [Finding("server", "ok", f"ติดต่อระบบที่ {origin} ได้"), _clock(server.clock)]
    return [*found, _key_state(key.kid, key.storage, state)]


def _clock(theirs: float | None) -> Finding:
    if theirs is None:
        return Finding("clock", "note", "ระบบไม่บอกเวลา จึงเทียบนาฬิกาไม่ได้")
    minutes = int(abs(time.time() - theirs) // 60)
    if minutes < SKEW_WORTH_TELLING_MINUTES:
        return Finding("clock", "ok", "นาฬิกาของเครื่องตรงกับระบบ")
    shown = CODES["CLOCK_SKEW"]
    says = f"{shown.number}  {shown.says_text(minutes=minutes)}"
    return Finding("clock", "problem", says, shown.remedy_text(), "CLOCK_SKEW")


def _key_state(kid: str, storage: str, state: object) -> Finding:
    kept = {"software": "ซอฟต์แวร์"}.get(storage, storage)
    name = f"กุญแจ {kid[:8]}… ({kept})"
    if state == "ACTIVE":
        return Finding("key", "ok", f"{name} อนุมัติแล้ว")
    if state == "PENDING":
        return by_code("key", CardProblem("AGENT_PENDING"))
    then = "ขอรหัสลงทะเบียนเครื่องใหม่จากสำนักงานท้องถิ่นจังหวัด แล้วใช้คำสั่ง lhr-card pair"
    code = {"REVOKED": "AGENT_REVOKED", "UNKNOWN": "AGENT_UNKNOWN"}.get(str(state), "")
    says = {"REVOKED": "ถูกเพิกถอนแล้ว", "UNKNOWN": "ระบบไม่รู้จัก"}.get(str(state), "ระบบไม่บอกสถานะ")
    return Finding("key", "problem" if code else "note", f"{name} {says}", then if code else "", code)


def _policy(vault: Vault) -> Finding:
    """A hint only: the browser may also be allowed by its own question."""
    origin = ""
    if vault.pairing_path.exists() and not _key_is_open(vault):
        pairing = vault.pairing()
        origin = pairing.origin if pairing else ""
    if origin and any(_allows(folder, origin) for folder in POLICY_FOLDERS):
        return Finding("browser", "ok", f"นโยบายเบราว์เซอร์อนุญาตให้ {origin} ติดต่อโปรแกรมนี้แล้ว")
    then = "เมื่อเบราว์เซอร์ถาม ให้กดอนุญาต หรือให้ผู้ดูแลเครื่องตั้งนโยบาย " + " และ ".join(POLICY_NAMES)
    return Finding("browser", "note", "ไม่พบนโยบายเบราว์เซอร์ เบราว์เซอร์จะถามครั้งแรก", then)


def _allows(folder: Path, origin: str) -> bool:
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(told, dict) and all(origin in (told.get(name) or ()) for name in POLICY_NAMES):
            return True
    return False


# -- saying it ----------------------------------------------------------------------------------------


def sound(found: Sequence[Finding]) -> bool:
    return all(one.state != "problem" for one in found)


def as_text(found: Sequence[Finding]) -> str:
    problems = sum(one.state == "problem" for one in found)
    last = f"พบปัญหา {problems} เรื่อง" if problems else "พร้อมใช้งาน"
    return "\n".join([*(one.shown for one in found), last])


def as_json(found: Sequence[Finding]) -> str:
    """For support: the same words, nothing more; no whole ID number and no key stand in it."""
    value: dict[str, Any] = {"agent": VERSION, "ok": sound(found), "found": [asdict(one) for one in found]}
    return json.dumps(value, ensure_ascii=False, indent=1)
