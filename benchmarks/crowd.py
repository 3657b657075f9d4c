"""Names for a nation: as many, as long and as alike as names are in life, and nobody's. Given names are put together of
two elements and borne as unevenly as in life; family names of two or three, so that most are borne by a few people.

`python -m benchmarks.crowd FILE` gives such names to a SQLite file that was filled when everybody bore one of 4,608.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from lhr.cli.demonstration.names import Invented
from lhr.kernel.thai_text import sort_key

_HEADS = (
    "สม", "วิ", "ประ", "สุ", "พร", "ศิริ", "จิร", "ณัฐ", "ธน", "ชัย", "นิ", "อภิ", "ปิย", "กิตติ",
    "รัตน", "วร", "พงษ์", "อนุ",
    "ภัทร", "กัญ", "จันทร์", "ชล", "ดวง", "ทิพย์", "นพ", "บุญ", "ปรี", "พิม", "มณี", "ยุพ",
    "ละออ", "วัน", "สาย", "อัม", "อุ", "เกษ",
    "เจริญ", "เพ็ญ", "เอก", "ไพ", "กร", "ขวัญ", "คม", "จารุ", "ฉวี", "ชนิ", "ญาณ", "ฐิติ",
    "ณรงค์", "ดารา", "ธี", "นภ", "เบญจ",
    "ปัญญา", "พัช", "ภา", "มัล", "ยศ", "รุ่ง", "ลักษ", "ศักดิ์", "สิทธิ", "อร", "อำ", "เกียรติ",
    "ชาญ", "ทรง", "นง", "บัว", "เฉลิม",
)  # fmt: skip
_TAILS = (
    "ชาย", "ใจ", "ศรี", "พร", "รัตน์", "วัฒน์", "ชัย", "ศักดิ์", "พงศ์", "นันท์", "ภา", "มล",
    "ลักษณ์", "วรรณ", "กุล", "เดช", "สิทธิ์",
    "วิทย์", "ธิดา", "รัศมิ์", "กานต์", "นารถ", "พัฒน์", "พันธ์", "ยุทธ", "โชค", "ศิลป์", "ชาติ",
    "ธร", "นุช", "เพ็ญ", "มาศ", "ยา", "รักษ์",
    "ลดา", "วดี", "สุดา", "หทัย", "อร", "เกศ", "จิตต์", "ชนก", "ณี", "ดา", "ตรา", "ทิพย์", "นภา",
    "ปภา", "พิศ", "ภูมิ", "มน", "ยงค์",
    "เรือง", "วุฒิ", "ศจี", "สรณ์", "องค์", "กมล", "ขจร", "คุณ", "จรัส", "ฉัตร", "ญา", "ณัฏฐ์",
    "เทพ", "นัย", "บูรณ์", "ประภา", "มงคล",
)  # fmt: skip
_FAMILY = (
    "ทอง", "ศรี", "แสง", "บุญ", "แก้ว", "คำ", "วงศ์", "วงษ์", "ชัย", "เพชร", "ดวง", "สุข",
    "จันทร์", "ไพร", "ธาร", "ภู", "งาม", "สว่าง",
    "มั่น", "เจริญ", "รุ่ง", "ดี", "เย็น", "ใส", "คง", "พูน", "ลือ", "อินทร์", "พรหม", "สิงห์",
    "นาค", "หงษ์", "ม่วง", "เขียว", "ขาว", "ดำ",
    "ใหญ่", "น้อย", "กลาง", "นอก", "ใน", "เหนือ", "ใต้", "โพธิ์", "ไทร", "สัก", "รัง", "ตาล",
    "มะลิ", "บัว", "พิกุล", "จำปา", "สายบัว", "รัตน์",
    "วิเศษ", "ประเสริฐ", "สมบูรณ์", "ยิ่ง", "ยศ", "ศักดิ์", "สิทธิ์", "ฤทธิ์", "เดช", "กล้า",
    "หาญ", "ณรงค์", "สงคราม", "ปัญญา", "เมธา", "วิชา",
    "ธรรม", "สาร", "โกศล", "กุศล", "พานิช", "ไชย", "โชติ", "ประภา", "รังษี", "อุดม", "สมบัติ",
    "ทรัพย์", "เงิน", "นิล", "มณี", "มุกดา", "ขันธ์",
    "พันธ์", "พันธุ์", "ชาติ", "สกุล", "ตระกูล", "วัฒน์", "วัฒนา", "เกษม", "สันต์", "สวัสดิ์",
    "เกียรติ", "นิยม", "ชื่น", "บาน", "หอม", "หวาน", "ภักดี",
)  # fmt: skip
_THREE_PARTS = 0.55


def named(people: Iterator[Invented], seed: int) -> Iterator[Invented]:
    """Yield the same people under names of this crowd."""
    for one, (first, last) in zip(people, names(seed), strict=False):
        yield replace(one, first=first, last=last)


def names(seed: int) -> Iterator[tuple[str, str]]:
    """Yield first and family names without end, the same ones for the same seed."""
    chance = Random(seed)
    while True:
        # The earlier an element stands, the more bear it: some given names then have thousands of bearers.
        head, tail = (part[int(len(part) * chance.random() ** 2)] for part in (_HEADS, _TAILS))
        parts = 3 if chance.random() < _THREE_PARTS else 2
        yield head + tail, "".join(chance.choice(_FAMILY) for _ in range(parts))


def rename(file: str, seed: int) -> int:
    """Give everybody in the file another name; return how many. The guards are put back by `lhr migrate`."""
    made = names(seed)
    with sqlite3.connect(file) as database:
        for (trigger,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'people_personname'"
        ).fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        rows = database.execute("SELECT id FROM people_personname ORDER BY rowid").fetchall()
        said = ((f, n, sort_key(f"{f} {n}"), key) for (key,), (f, n) in zip(rows, made, strict=False))
        database.executemany('UPDATE people_personname SET "first" = ?, "last" = ?, sort_key = ? WHERE id = ?', said)
        if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'people_nametoken'").fetchone():
            database.execute("DELETE FROM people_nametoken")
    return len(rows)


if __name__ == "__main__":
    print(f"{rename(sys.argv[1], 2561)} names")
