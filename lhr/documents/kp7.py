"""The ก.พ.๗ as a plain value: what stands on the paper, already in the words of the card. Pure.

Whoever reads the register fills it; the template knows no section by name. A new section is one more `Table` with its
columns, and nothing here or in templates/kp7.typ changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

FORM_VERSION = "๑"
MOST_PHOTOS = 7
RED = "#b00020"


@dataclass(frozen=True, slots=True)
class Item:
    """One fact of a block: its number on the card, its label, what is said, and a smaller note below it. `struck` is
    what was said by mistake, kept readable with a line through it, each with its reason."""

    number: str
    label: str
    text: str
    note: str = ""
    struck: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the paper. One without a width takes what the others leave, and notes of struck rows stand in it."""

    label: str
    width_mm: float | None = None
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the card, one text a column.

    `struck`: kept readable with a line through it. `marked`: a word behind the line ("แก้ไขแล้ว"). `note`: the reason,
    the registrar's initials and the day. `values`: the parsed values beside the literal ones (name and ISO day, decimal
    or code); they go into the attached record and are not printed.
    """

    cells: tuple[str, ...]
    struck: bool = False
    marked: str = ""
    note: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One section that is a list. `code` names it in the attached record (A13, B3). `withheld` is why its lines are not
    on this paper: an empty list would say that there are none."""

    code: str
    number: str
    label: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    landscape: bool = False
    size_pt: float = 12.0
    withheld: str = ""

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError(f"{self.code}: a row has another number of cells than there are columns")


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on: who signs (เจ้าของประวัติ), the name in parentheses, the post below it."""

    role: str
    name: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Block A or B: its facts, then its tables, then its signatures, which stay together."""

    label: str
    items: tuple[Item, ...] = ()
    tables: tuple[Table, ...] = ()
    signatures: tuple[Signature, ...] = ()
    with_photos: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph of block B with its label ("รูปที่ ๑ พ.ศ. ๒๕๖๑"); JPEG or PNG as the store of scans keeps it."""

    label: str
    picture: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """What stands at the head of the first page. `national_id` as the reader may see it: masked, or whole."""

    title: str
    name: str
    lgo: str
    kind: str
    domicile: str
    national_id: str


@dataclass(frozen=True, slots=True)
class Kp7:
    """One card as of a day and as known at an instant.

    `unbroken` are names that no line may end in: persons without a title before them, LGOs, places. What the act of
    printing adds (`document_number`, `printed_by`, `printed_at`, `mark`) is filled by it (lhr.documents.actions).
    """

    header: Header
    blocks: tuple[Block, ...]
    as_of_text: str
    known_text: str
    photo: bytes | None = None
    photos: tuple[Photo, ...] = ()
    only_current: bool = False
    unbroken: tuple[str, ...] = ()
    document_number: str = ""
    printed_by: str = ""
    printed_at: str = ""
    mark: str = ""
    form_version: str = FORM_VERSION
    strike_colour: str = RED

    def __post_init__(self) -> None:
        if len(self.photos) > MOST_PHOTOS:
            raise ValueError(f"the card has room for {MOST_PHOTOS} photographs")
        struck = any(row.struck for row in self.rows())
        struck |= any(item.struck for block in self.blocks for item in block.items)
        if self.only_current and struck:
            raise ValueError("a print of the current lines only has no struck line")

    def tables(self) -> Iterator[Table]:
        return (table for block in self.blocks for table in block.tables)

    def rows(self) -> Iterator[Row]:
        return (row for table in self.tables() for row in table.rows)


def record_of(card: Kp7) -> dict[str, Any]:
    """Return what is printed, as the machine-readable record that is attached to the paper."""
    head = card.header
    return {
        "form": {"name": "ก.พ.๗", "version": card.form_version},
        "document": {"number": card.document_number, "printed_by": card.printed_by, "printed_at": card.printed_at},
        "as_of": {"day": card.as_of_text, "known": card.known_text, "only_current": card.only_current},
        "mark": card.mark,
        "person": {
            "name": head.name,
            "national_id": head.national_id,
            "domicile": head.domicile,
            "lgo": head.lgo,
            "kind": head.kind,
            "photo_sha256": _digest(card.photo),
        },
        "photos": [{"label": photo.label, "sha256": _digest(photo.picture)} for photo in card.photos],
        "blocks": [_block(block) for block in card.blocks],
    }


def content_of(card: Kp7) -> dict[str, Any]:
    """Return the record without what the act of printing adds and without the days it is of: two prints with the same
    content say the same of the person."""
    record = record_of(replace(card, blocks=tuple(_told(block) for block in card.blocks)))
    kept = {name: said for name, said in record.items() if name not in ("document", "mark")}
    return {**kept, "as_of": {"only_current": card.only_current}}


def _told(block: Block) -> Block:
    """What is withheld says nothing of the person."""
    return replace(block, tables=tuple(table for table in block.tables if not table.withheld))


def _block(block: Block) -> dict[str, Any]:
    return {
        "label": block.label,
        "items": [
            {
                "number": i.number,
                "label": i.label,
                "text": i.text,
                "note": i.note,
                "struck": [{"text": text, "note": note} for text, note in i.struck],
            }
            for i in block.items
        ],
        "tables": [
            {
                "code": table.code,
                "number": table.number,
                "label": table.label,
                "columns": [column.label for column in table.columns],
                "rows": [_row(row) for row in table.rows],
                **({"withheld": table.withheld} if table.withheld else {}),
            }
            for table in block.tables
        ],
        "signatures": [{"role": s.role, "name": s.name, "post": s.post} for s in block.signatures],
    }


def _row(row: Row) -> Mapping[str, Any]:
    return {
        "cells": list(row.cells),
        "struck": row.struck,
        "marked": row.marked,
        "note": row.note,
        "values": dict(row.values),
    }


def _digest(picture: bytes | None) -> str:
    return hashlib.sha256(picture).hexdigest() if picture else ""
