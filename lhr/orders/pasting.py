"""A table, pasted from a spreadsheet or uploaded, as the lines of an order: all of it, or nothing and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from lhr import config
from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.kernel.rules import RuleBroken, stop_if
from lhr.orders.meaning import Find, Here, Meant
from lhr.orders.rules_of_rows import (
    ALLOWANCE,
    FIELD,
    HEADS,
    KIND,
    MOST_ROWS,
    NAME,
    OR_09,
    OTHER,
    PERCENT,
    POST,
    SALARY,
    SECONDED_TO,
    SPECIAL,
    STEPS,
    Kinds,
    Read,
    heads_of,
    read,
    said_once,
)
from lhr.orders.terms import KINDS, OrderKind
from lhr.organisations import tabular
from lhr.organisations.models import Organisation
from lhr.service_record import queries as service
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.pay import Pay
from lhr.service_record.rules import SECONDED
from lhr.standards import queries as standards
from lhr.standards.rules import MovementClass

Fields = Callable[[str], frozenset[str]]
_LARGEST = 5_000_000
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Asked:
    """For which order a table is read: its LGO, kind and effective day; `fields` says what a kind of line asks for."""

    organisation: Organisation
    kind: OrderKind
    starts: date
    fields: Fields

    @property
    def kinds(self) -> Kinds:
        known = standards.movement_types()
        codes = KINDS[self.kind].movements
        return Kinds({code: known[code].name for code in codes}, {code: self.fields(code) for code in codes})


def of_text(text: str) -> bytes:
    """Return what was pasted (tabs as a spreadsheet copies them, or commas) as a file of rows of equal length."""
    lines = text.lstrip("\ufeff").strip("\r\n").splitlines()
    delimiter = "\t" if lines and "\t" in lines[0] else ","
    rows = list(csv.reader(lines, delimiter=delimiter))
    width = len(rows[0]) if rows else 0
    made = io.StringIO()
    out = csv.writer(made)
    for row in rows:
        bare = [" ".join(cell.split()) for cell in row]
        while len(bare) > width and not bare[-1]:
            bare.pop()
        out.writerow([*bare, *[""] * (width - len(bare))])
    return made.getvalue().encode()


def lines(by: Actor, asked: Asked, data: bytes, find: Find) -> list[MovementDraft]:
    """Return the lines that a table holds. Raises RuleBroken with everything that cannot be read: nothing is taken."""
    policy.require(by, Permission.ORDER_DRAW, asked.organisation.path)
    if not data.strip() or len(data) > _LARGEST:
        stop_if([OR_09.finding(variant=16, most=MOST_ROWS)])
    try:
        _, header, found, refused = tabular.table(data, lambda _: ())
    except RuleBroken:  # what a list of LGOs is told of its file
        raise RuleBroken([OR_09.finding(variant=17)]) from None
    placed, told = heads_of(header)
    stop_if(told)
    told = [OR_09.finding(variant=15, row=one.row) for one in refused]
    if not found or len(found) > MOST_ROWS:
        told.append(OR_09.finding(variant=16, most=MOST_ROWS))
    stop_if(told)
    kinds, levels, last = asked.kinds, _levels(), config.max_typed_year()
    rows: list[Read] = []
    for line in found:
        cells = {known: line.cells[header[at]] for at, known in placed.items()}
        row, wrong = read(line.number, cells, kinds, levels, last)
        rows.append(row)
        told += wrong
    days = [_held_on(row, asked.starts) for row in rows]
    asked_about = {day for row, day in zip(rows, days, strict=True) if row.post or row.new_post}
    here = Here(by, asked.organisation, [row.number for row in rows if row.number and not row.post], asked_about)
    meant = [here.meant(row, day, find, told) for row, day in zip(rows, days, strict=True)]
    stop_if(said_once(told))
    return [_draft(row, one, asked.starts) for row, one in zip(rows, meant, strict=True)]


def template(by: Actor, asked: Asked) -> tuple[str, list[UUID]]:
    """Return a table to fill in, with the staff of the LGO in the order of their posts, and whom it names."""
    policy.require(by, Permission.ORDER_DRAW, asked.organisation.path)
    heads, staff = heads_for(asked), service.people_of(asked.organisation.pk, by.day)
    staff.sort(key=lambda one: (one.posting.number or "~", one.person.sort_key))
    made = io.StringIO()
    out = csv.writer(made)
    out.writerow(heads)
    for one in staff:
        known = {POST: one.posting.number, NAME: one.person.name}
        out.writerow([_harmless(known.get(head, "")) for head in heads])
    return "\ufeff" + made.getvalue(), [one.person.id for one in staff]


def heads_for(asked: Asked) -> list[str]:
    """Return the columns that the lines of such an order can have, in the order of the sheet."""
    kinds = asked.kinds
    used = set().union(*kinds.fields.values())
    several = {KIND} if len(kinds.names) > 1 else set()
    without = {column for column, name in FIELD.items() if name not in used}
    heads = [head for head in HEADS if head not in without and (head != KIND or head in several)]
    seconds = set(kinds.names) == {SECONDED}
    return [SECONDED_TO if seconds and head == OTHER else head for head in heads]


def _harmless(cell: str) -> str:
    """No cell of ours is taken for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _levels() -> dict[str, str]:
    found: dict[str, str] = {}
    for level in standards.levels().values():
        for name in (level.name, level.name.removeprefix("ระดับ"), level.code):
            found.setdefault("".join(name.split()), level.code)
    return found


def _held_on(row: Read, starts: date) -> date:
    """The day on which the post of a row says who is meant: the effective day; of what ends a service the last one in
    it, for on the effective day somebody else may have come."""
    movement, day = standards.movement_types().get(row.kind), row.starts or starts
    ends = movement is not None and movement.movement_class is MovementClass.END
    return day - timedelta(days=1) if ends else day


def _draft(row: Read, meant: Meant, starts: date) -> MovementDraft:
    post = meant.post
    return MovementDraft(
        movement_code=row.kind,
        starts=row.starts or starts,
        person_id=meant.person,
        national_id=row.number if meant.new else "",
        new_person=meant.new,
        last_day=row.last_day,
        post_id=post.id if post else None,
        kind_code=meant.staff_kind,
        level_code=row.level or (post.level_code if post else ""),
        other_organisation_id=meant.lgo,
        other_organisation_text=meant.agency,
        pay=Pay(
            salary=row.amounts.get(SALARY),
            steps=row.amounts.get(STEPS),
            percent=row.amounts.get(PERCENT),
            special_pay_pct=row.amounts.get(SPECIAL),
            allowance=row.amounts.get(ALLOWANCE),
        ),
        remark=row.remark,
        reason=row.reason,
    )
