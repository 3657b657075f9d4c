"""The ก.พ.๗ as what its template prints: every digit Thai, every text with the room it has on the paper."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from lhr.documents.canonical import canonical
from lhr.documents.kp7 import Block, Column, Kp7, Row, Signature, Table, content_of, record_of
from lhr.documents.press import PRESS, Job
from lhr.kernel.digits import to_thai

RECORD_NAME = "kp7.json"
_PAGE_MM = {False: 210.0, True: 297.0}
_MARGINS_MM = {False: 27.0, True: 24.0}  # left and right together
_INSET_MM = 2.4  # both sides of a cell together
_LEAST_MM = 12.0
_HEAD_MM = 74.0  # beside photograph and QR
_NOTE = (125.0, 12.0)
_LONG_ROW = 900  # letters: such a row may run on to the next page rather than off this one
_NONE = "-"
_NO_LINE = "ไม่มีรายการ"
# Until papers are sealed by the organisation's key; a line to sign on is no electronic signature.
_UNSEALED = "ยังไม่ได้ลงลายมือชื่ออิเล็กทรอนิกส์"
_CURRENT_ONLY = "ฉบับแสดงเฉพาะรายการปัจจุบัน"


def paper(card: Kp7, *, issued: date, address: str = "") -> bytes:
    """Return the PDF with the record attached; `address` is what the QR opens. Raises press.NotSet."""
    return PRESS.set(job_of(card, issued=issued, address=address))


def record(card: Kp7) -> bytes:
    """Return the record that is attached, byte for byte."""
    return canonical(record_of(card))


def content_digest(card: Kp7) -> str:
    """Return the digest of what the card says of the person, whoever printed it and when."""
    return hashlib.sha256(canonical(content_of(card))).hexdigest()


def job_of(card: Kp7, *, issued: date, address: str = "") -> Job:
    """Return the job that the press is given."""
    pictures = {f"photo-{nth}": photo.picture for nth, photo in enumerate(card.photos, 1)}
    if card.photo is not None:
        pictures["photo"] = card.photo
    return Job(
        template="kp7",
        data=data_of(card, qr=bool(address)),
        issued=issued,
        names=tuple(to_thai(name) for name in (card.header.name, card.header.lgo, *card.unbroken) if name),
        pictures=pictures,
        record=record(card),
        qr=address,
    )


def data_of(card: Kp7, *, qr: bool) -> dict[str, Any]:
    """Return what the template fills in."""
    head = card.header
    facts = (
        ("ชื่อ", head.name),
        ("เลขประจำตัวประชาชน", head.national_id),
        ("สังกัด", head.lgo),
        ("ประเภท", head.kind),
        ("ภูมิลำเนา", head.domicile),
    )
    return {
        "title": to_thai(f"{head.title} {head.name}"),
        "heading": _text(head.title),
        "issuer": to_thai(head.lgo),
        "running": _text(f"ก.พ.๗ · {head.name} · {head.lgo}"),
        "mark": _text(card.mark),
        "current_only": _text(_CURRENT_ONLY if card.only_current else ""),
        "facts": [[label, _text(value or _NONE, _HEAD_MM, 14.0)] for label, value in facts],
        "photo": {"name": "photo" if card.photo is not None else "", "says": f"ภาพถ่ายของ{head.name}"},
        "qr": qr,
        "as_of": _text(f"ข้อมูล ณ {card.as_of_text} ตามที่บันทึกถึง {card.known_text} · {_UNSEALED}"),
        "foot": _text(_foot(card)),
        "strike": card.strike_colour,
        "attached": RECORD_NAME,
        "photos": [
            {"name": f"photo-{nth}", "label": _text(photo.label), "says": to_thai(f"ภาพถ่าย {photo.label}")}
            for nth, photo in enumerate(card.photos, 1)
        ],
        "blocks": [_block(block) for block in card.blocks],
    }


def _foot(card: Kp7) -> str:
    parts = (
        f"เลขที่เอกสาร {card.document_number}" if card.document_number else "",
        f"พิมพ์โดย {card.printed_by} เมื่อ {card.printed_at}" if card.printed_by else "",
        f"แบบพิมพ์ ก.พ.๗ รุ่นที่ {card.form_version}",
    )
    return " · ".join(part for part in parts if part)


def _block(block: Block) -> dict[str, Any]:
    return {
        "label": _text(block.label),
        "items": [
            {
                "number": to_thai(i.number),
                "label": _text(i.label, 46.0, 14.0, bold=True),
                "text": _text(i.text or _NONE, 125.0, 14.0),
                "note": _text(i.note, *_NOTE),
                "struck": [[_text(text, 125.0, 14.0), _text(note, *_NOTE)] for text, note in i.struck],
            }
            for i in block.items
        ],
        "runs": _runs(block.tables),
        "signatures": [_signature(s) for s in block.signatures],
        "photos": block.with_photos,
    }


def _runs(tables: Sequence[Table]) -> list[dict[str, Any]]:
    """Tables that lie the same way follow each other on the same pages."""
    runs: list[dict[str, Any]] = []
    for table in tables:
        if not runs or runs[-1]["landscape"] != table.landscape:
            runs.append({"landscape": table.landscape, "tables": []})
        runs[-1]["tables"].append(_table(table))
    return runs


def _table(table: Table) -> dict[str, Any]:
    widths = widths_mm(table)
    fit = [(width - _INSET_MM, table.size_pt) for width in widths]
    heads = [
        _text(column.label, *room, bold=True) for column, room in zip(table.columns, fit, strict=True)
    ]
    return {
        "label": _text(f"{table.number}. {table.label}" if table.number else table.label),
        "size": table.size_pt,
        "widths": widths,
        "aligns": [column.align for column in table.columns],
        "heads": heads,
        "rows": [_row(row, table.columns, fit) for row in table.rows],
        "none": to_thai(table.withheld) or _NO_LINE,
    }


def widths_mm(table: Table) -> list[float]:
    """Return the width of each column; those without one of their own share what is left."""
    given = sum(column.width_mm or 0.0 for column in table.columns)
    open_ones = sum(1 for column in table.columns if column.width_mm is None)
    left = _PAGE_MM[table.landscape] - _MARGINS_MM[table.landscape] - given
    share = round(left / open_ones, 2) if open_ones else 0.0
    if left < -0.01 or (open_ones and share < _LEAST_MM):
        raise ValueError(f"{table.code}: the columns do not fit on the page")
    return [share if column.width_mm is None else column.width_mm for column in table.columns]


def _row(row: Row, columns: Sequence[Column], fit: Sequence[tuple[float, float]]) -> dict[str, Any]:
    at = next((n for n, column in enumerate(columns) if column.width_mm is None), len(columns) - 1)
    cells = [_text(cell, *room) for cell, room in zip(row.cells, fit, strict=True)]
    width, size = fit[at]
    return {
        "cells": cells,
        "struck": row.struck,
        "note_at": at,
        "marked": _text(row.marked, width, size, bold=True),
        "note": _text(row.note, width, size),
        "whole": sum(map(len, row.cells)) + len(row.note) < _LONG_ROW,
    }


def _signature(signature: Signature) -> dict[str, Any]:
    return {
        "role": _text(signature.role, 58.0, 13.0),
        "name": _text(signature.name, 56.0, 13.0),
        "post": _text(signature.post, 58.0, 13.0),
    }


def _text(text: str, width_mm: float = 0.0, size_pt: float = 0.0, *, bold: bool = False) -> dict[str, Any]:
    """Return a text that may break, for the press; with the room it has, so that nothing stands over its neighbour."""
    return {"t": to_thai(text), "room": [width_mm, size_pt, bold] if width_mm else []}
