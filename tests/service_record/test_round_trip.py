"""Every section of the card there and back: recorded, verified by another hand, corrected, read as of other days and as
known on other days, printed; the paper of the whole career looked at once and held by pictures since.

`pytest … --pictures tests/documents/golden` draws the pictures anew; look at each of them then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import transaction
from PIL import Image
from pypdf import PdfReader

from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit import queries as audit
from lhr.documents import actions as documents
from lhr.documents import kp7_paper
from lhr.documents.kp7 import Kp7
from lhr.kernel import clock
from lhr.kernel.digits import to_thai
from lhr.service_record import card_view, queries
from lhr.service_record.card_paper import Wanted, card_of
from lhr.service_record.card_view import CardLineView
from lhr.service_record.line_view import LineView
from lhr.service_record.sections import SECTIONS
from tests.documents.test_kp7 import ADDRESS
from tests.support import whole_card as whole
from tests.support.papers import differing, kept, pictures_of, texts_of

PRINTED_ON = whole.TODAY + timedelta(days=2)
GOLDEN = Path(__file__).parents[1] / "documents" / "golden"
DPI = 110
LINES = 60


@dataclass(frozen=True)
class Read:
    """The whole career as it was read and printed, and taken back again."""

    now: list[CardLineView]
    before: list[CardLineView]
    on_day: dict[str, list[CardLineView]]
    day_before: dict[str, list[CardLineView]]
    movements: list[LineView]
    card: Kp7
    unsensitive: Kp7
    card_before: Kp7
    pdf: bytes
    again: bytes
    pictured: bytes


@pytest.fixture(scope="module")
def read(shared_database: str) -> Read:
    """Entered once for the tests of this file, which only look."""
    with clock.standing_at(clock.midnight(whole.TODAY)), whole.numbered_entries():
        card = whole.made()
    with clock.standing_at(clock.midnight(PRINTED_ON) + timedelta(hours=9, minutes=31)):
        return _read(card)


def _read(card: whole.WholeCard) -> Read:
    starts = {code: line.starts for code, line in card.right.items()}

    def as_of(code: str, day: date) -> list[CardLineView]:
        return card_view.lines_of(card.person, PRINTED_ON, sections=[code], as_of=day)

    wanted = Wanted(as_of=PRINTED_ON, sensitive=True)
    paper = card_of(card.person, wanted)
    return Read(
        now=card_view.lines_of(card.person, PRINTED_ON),
        before=card_view.lines_of(card.person, PRINTED_ON, known_at=card.before),
        on_day={code: as_of(code, day) for code, day in starts.items()},
        day_before={code: as_of(code, day - timedelta(days=1)) for code, day in starts.items()},
        movements=queries.lines_of(card.person, day=PRINTED_ON),
        card=paper,
        unsensitive=card_of(card.person, Wanted(as_of=PRINTED_ON)),
        card_before=card_of(card.person, Wanted(as_of=PRINTED_ON, known_at=card.before, sensitive=True)),
        pdf=_printed(card, paper),
        again=_printed(card, paper),
        pictured=_pictured(paper),
    )


def _pictured(paper: Kp7) -> bytes:
    """With a QR that is always the same: the printed one holds a digest of the record, so every word changes it."""
    marked = replace(
        paper, document_number="42319-00341-99812", printed_by="นางสาวสมใจ ทดสอบท่าอุเทน",
        printed_at="2 กันยายน 2561 เวลา 09.31 น.",
    )  # fmt: skip
    return kp7_paper.paper(marked, issued=PRINTED_ON, address=ADDRESS)


def _printed(card: whole.WholeCard, paper: Kp7) -> bytes:
    """By the product's act, under a number that is always the same."""
    with transaction.atomic(), patch("lhr.documents.actions.printing.secrets.randbelow", return_value=423190034199811):
        made = documents.print_card(
            by=card.hand(Role.OFFICER), permission=Permission.PERSON_READ, path=card.lgo.path, person_id=card.person,
            card=paper, purpose="เก็บเข้าแฟ้มทะเบียนประวัติ", as_of=PRINTED_ON, known_at=audit.last_change_at(clock.now()),
        )  # fmt: skip
        transaction.set_rollback(True)
    return made


@pytest.fixture(scope="module")
def pages(read: Read, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return texts_of(read.pdf, tmp_path_factory.mktemp("text"))


def test_every_section_was_recorded_verified_and_corrected_in_ink_style(read: Read) -> None:
    for code in SECTIONS:
        struck, right = sorted((line for line in read.now if line.section.code == code), key=lambda one: one.seq)
        assert (struck.status, struck.strike_reason, struck.struck_by) == ("STRUCK", whole.WHY, right.id), code
        assert (right.status, right.corrects, right.stands) == ("VERIFIED", struck.id, True), code
        assert None not in (struck.verified_by, right.verified_by)
        assert struck.keyed_by not in (struck.verified_by, right.verified_by)
        for line, typed in ((struck, whole.typed_of(code)), (right, whole.right_of(code))):
            assert {column.name for column in line.section.columns} == set(line.values) - {"subdistrict_code"}
            # A literal stays as it was typed, a number without its commas: the line says what the officer wrote.
            assert line.section.typed(line.values) == typed, code


def test_each_section_is_read_as_of_its_day_and_the_day_before_and_as_known_before(read: Read) -> None:
    for code in SECTIONS:
        assert [line for line in read.on_day[code] if line.stands], code
        assert [line for line in read.day_before[code] if line.stands] == [], code
        (then,) = [line for line in read.before if line.section.code == code]
        assert (then.status, then.struck_by) == ("VERIFIED", None)
        assert then.section.typed(then.values) == whole.typed_of(code)
    assert not any(row.struck for row in read.card_before.rows())
    assert not any(item.struck for block in read.card_before.blocks for item in block.items)


@pytest.mark.once
def test_every_word_of_every_section_can_be_read_back_struck_and_right(read: Read, pages: list[str]) -> None:
    text = "".join(pages)
    lost = [said for said in _words(read.now) if squeezed(said[-1]) not in text]
    assert lost == []
    for table in read.card.tables():
        assert squeezed(table.label) in text
        for row in table.rows:
            assert all(squeezed(one) in text for one in (*row.cells, row.note, row.marked)), row
    assert squeezed(f"ขีดฆ่า: {whole.WHY} (นายสมหวัง ทดสอบท่าอุเทน 2 ก.ย. 2561)") in text
    assert re.findall("[0-9]", text) == []


@pytest.mark.once
def test_sixty_movements_run_over_several_pages_each_with_its_head_and_number(read: Read, pages: list[str]) -> None:
    (table,) = [table for table in read.card.tables() if table.code == "A13"]
    assert len(table.rows) >= LINES
    assert [row.note for row in table.rows if row.struck] == ["ขีดฆ่า: พิมพ์สลับหลัก (นายสมหวัง ทดสอบท่าอุเทน ๒ ก.ย. ๒๕๖๑)"]
    assert [row.cells[1] for row in table.rows if row.marked] == ["ไม่ได้เลื่อนขั้นเงินเดือน"]
    sheets = PdfReader(BytesIO(read.pdf)).pages
    across = [text for sheet, text in zip(sheets, pages, strict=True) if sheet.mediabox.width > sheet.mediabox.height]
    assert len(across) == 3
    assert all("เลขที่ตำแหน่ง" in text and "เอกสารอ้างอิง" in text for text in across)
    for nth, text in enumerate(pages, 1):
        assert f"หน้า{to_thai(f'{nth}/{len(pages)}')}" in text


@pytest.mark.once
def test_each_page_of_the_registers_own_card_looks_as_it_did(
    read: Read, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Every letter stack, long names, struck lines and their right ones, sixty movements."""
    drawn = pictures_of(read.pictured, tmp_path, dpi=DPI)
    names = [f"whole-{nth:02}.png" for nth in range(1, len(drawn) + 1)]
    if folder := request.config.option.pictures:
        for name, page in zip(names, drawn, strict=True):
            kept(page, Path(folder) / name)
    assert [path.name for path in sorted(GOLDEN.glob("whole-*.png"))] == names
    wrong = {
        name: n
        for name, page in zip(names, drawn, strict=True)
        if (n := differing(Image.open(GOLDEN / name).convert("L"), page))
    }
    for name in wrong:
        kept(drawn[names.index(name)], tmp_path / name)
    assert wrong == {}, f"look at {tmp_path}"


@pytest.mark.once
def test_the_same_record_printed_again_has_the_same_bytes(read: Read) -> None:
    assert read.pdf == read.again


def test_who_may_not_see_what_is_sensitive_prints_nothing_of_it(read: Read) -> None:
    withheld = [table for table in read.unsensitive.tables() if table.withheld]
    assert [(table.code, table.rows) for table in withheld] == [("DISCIPLINE", ())]
    assert not any(table.withheld for table in read.card.tables())


def _words(lines: list[CardLineView]) -> Iterator[tuple[str, str, str]]:
    """Yield what each column of these lines says and the paper must: all columns of a section with a table, of the
    others those that stand among the facts. A face that was put right is not shown twice."""
    for line in lines:
        code = line.section.code
        if code == "PHOTO" and line.struck:
            continue
        for column, said in line.cells:
            if column.paper and column.name in whole.NOT_LISTED.get(code, (column.name,)):
                value = line.values[column.name]
                yield code, column.name, value["text"] if isinstance(value, dict) else said.th


def squeezed(text: str) -> str:
    return "".join(to_thai(text).split())
