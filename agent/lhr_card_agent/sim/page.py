"""The control page of the simulator, in Thai. It works without JavaScript."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import Any

STYLE = """
body { font: 17px/1.6 Sarabun, "Noto Sans Thai", sans-serif; color: #1b1b1b;
  max-width: 62rem; margin: 1.5rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .5rem; border-bottom: 1px solid #ccc }
tr.active { background: #eef6ee }
form { display: inline-block; margin: 0 .4rem .3rem 0 }
button { font: inherit; padding: .2rem .8rem }
input, select { font: inherit; padding: .15rem .3rem; width: 9.5rem }
.note { color: #444 }
.said { background: #fff6d6; padding: .5rem .8rem }
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode("utf-8")).digest()).decode("ascii")
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


def render(state: dict[str, Any], said: str = "") -> str:
    rows = "\n".join(_row(desk, state) for desk in state["desks"])
    spoken = f'<p class="said" role="status">{escape(said)}</p>' if said else ""
    disabled = "" if state["card_in"] else " disabled"
    return f"""<!doctype html>
<html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>เครื่องจำลองบัตร LHR</title><style>{STYLE}</style></head><body>
<h1>เครื่องจำลองบัตร</h1>
<p>บัตรและบุคคลทั้งหมดสมมุติขึ้นเพื่อการสาธิต ใช้แทนการเสียบบัตรจริงในเครื่องอ่านของเจ้าหน้าที่แต่ละคน
โต๊ะหนึ่งคือเครื่องคอมพิวเตอร์หนึ่งเครื่องกับบัตรหนึ่งใบ ใช้งานได้ครั้งละหนึ่งโต๊ะ</p>
{spoken}
<p><strong>ขณะนี้:</strong> {escape(_now(state))}</p>
<form method="post" action="/sim/remove"><button{disabled}>ถอดบัตร</button></form>
<p><a href="{escape(state["origin"])}/">ไปหน้าเข้าระบบ LHR</a></p>
<table><thead><tr><th scope="col">โต๊ะ</th><th scope="col">เจ้าของบัตร</th>
<th scope="col">ลงทะเบียนเครื่อง</th><th scope="col">ทำ</th></tr></thead>
<tbody>
{rows}
</tbody></table>
</body></html>
"""


def _now(state: dict[str, Any]) -> str:
    desks = {desk["name"]: desk for desk in state["desks"]}
    active = desks[state["active"]]
    if not state["card_in"]:
        return f"โต๊ะ {active['label']} · ยังไม่ได้เสียบบัตร"
    return f"โต๊ะ {active['label']} · เสียบบัตรของ {desks[state['card']]['person']} อยู่"


def _row(desk: dict[str, Any], state: dict[str, Any]) -> str:
    name, label = escape(desk["name"]), escape(desk["label"])
    active = ' class="active"' if state["card_in"] and desk["name"] == state["active"] else ""
    paired = "ลงทะเบียนแล้ว" if desk["paired"] else "ยังไม่ได้ลงทะเบียน"
    return f"""<tr{active}><td>{label}<br><span class="note">{escape(desk["note"])}</span></td>
<td>{escape(desk["person"])}<br><span class="note">{escape(desk["masked_cid"])}</span></td>
<td>{paired}<br><form method="post" action="/sim/pair"><input type="hidden" name="desk" value="{name}">
<input name="code" required autocomplete="off" placeholder="รหัส ๑๐ ตัว"
aria-label="รหัสลงทะเบียนเครื่องของโต๊ะ {label}">
<button>ลงทะเบียนเครื่อง</button></form></td>
<td><form method="post" action="/sim/insert"><input type="hidden" name="desk" value="{name}">
<button>เสียบบัตร</button></form>
<form method="post" action="/sim/insert"><input type="hidden" name="desk" value="{name}">
<select name="card" aria-label="บัตรของผู้อื่นสำหรับโต๊ะ {label}">{_others(desk, state)}</select>
<button>เสียบบัตรผู้อื่น</button></form></td></tr>"""


def _others(desk: dict[str, Any], state: dict[str, Any]) -> str:
    return "".join(
        f'<option value="{escape(other["name"])}">{escape(other["person"])}</option>'
        for other in state["desks"]
        if other["name"] != desk["name"]
    )
