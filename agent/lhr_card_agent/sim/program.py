"""`lhr-card simulate`: the room of a demonstration, until Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from lhr_card_agent.serving import NoPort, until_told_to_stop
from lhr_card_agent.settings import NotAnOrigin, origin_of
from lhr_card_agent.sim.desk import BadDesk, load_desks
from lhr_card_agent.sim.faults import NAMES, UnknownFault
from lhr_card_agent.sim.host import opened
from lhr_card_agent.sim.room import Room

Tell = Callable[[str], None]
PROBLEM, WRONG_USE, FINE = 1, 2, 0


async def simulate(desks: Path, server: str, ports: Sequence[int], fault: str, tell: Tell) -> int:
    """Serve the desks until told to stop; returns the exit code."""
    try:
        room = Room(load_desks(desks), desks / "keys", origin=origin_of(server), tell=tell, folder=desks)
        room.set_fault(fault)
    except NotAnOrigin:
        tell("ที่อยู่ของระบบต้องเป็น https://... หรือ http://localhost:พอร์ต เท่านั้น")
        return WRONG_USE
    except UnknownFault:
        tell(f"ไม่มีความขัดข้องชื่อนี้ ที่มีคือ: none, {', '.join(NAMES)}")
        return WRONG_USE
    except BadDesk as problem:
        tell(f"อ่านแฟ้มโต๊ะใน {desks} ไม่ได้ ({problem}) ทำต่อ: สร้างข้อมูลสาธิตใหม่")
        return PROBLEM
    try:
        async with opened(room, room.origin, ports) as door:
            tell(f"โปรแกรมอ่านบัตรจำลองพร้อมที่ http://127.0.0.1:{door.port}")
            tell(f"หน้าควบคุม (เสียบ/ถอดบัตร): http://127.0.0.1:{door.port}/sim")
            tell(f"โต๊ะ {len(room.places)} โต๊ะ สำหรับระบบ {room.origin} · ยินยอมให้ใช้บัตรเองทุกครั้ง (เฉพาะการจำลอง)")
            await until_told_to_stop()
    except NoPort:
        tell(f"พอร์ต {', '.join(map(str, ports))} มีโปรแกรมอื่นใช้อยู่ ทำต่อ: ปิดโปรแกรมนั้น หรือระบุ --port")
        return PROBLEM
    tell("ปิดโปรแกรมอ่านบัตรจำลองแล้ว")
    return FINE
