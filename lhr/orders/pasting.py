"""A table, pasted from a spreadsheet or uploaded, as the lines of an order: all of it, or nothing and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr import config
from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.kernel.names import compose
from lhr.kernel.rules import Finding, RuleBroken, stop_if
from lhr.kernel.words import Words
from lhr.orders.rules_of_rows import (
    ALLOWANCE,
    FIELD,
    HEADS,
    KIND,
    MOST_ROWS,
    NAME,
    OR_09,
    PERCENT,
    POST,
    SALARY,
    SPECIAL,
    STEPS,
    Kinds,
    Read,
    echo,
    heads_of,
    post_number,
    read,
)
from lhr.orders.terms import KINDS, OrderKind
from lhr.organisations import tabular
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.people.queries import PersonView
from lhr.posts import queries as posts
from lhr.posts.queries import PostView
from lhr.service_record import queries as service
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.pay import Pay
from lhr.standards import queries as standards

# Looks the number of somebody who does not serve here up as any search does, and counts it (PE-10): the person, or what
# stands against it.
Find = Callable[[str], tuple[UUID | None, list[Finding]]]
Fields = Callable[[str], frozenset[str]]
_NOBODY = Words("ไม่พบทะเบียนของเลขนี้ที่หน่วยงานดูได้", "no record that this LGO may read bears it")
_STOPPED = "PE-10"
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
    here = _Here(by, asked.organisation, [row.number for row in rows if row.number and not row.post])
    whom = [here.whom(row, find, told) for row in rows]
    seats = [here.new_post(row, told) for row in rows]
    stop_if(told)
    return [_draft(row, one, seat, asked.starts) for row, one, seat in zip(rows, whom, seats, strict=True)]


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
    return [head for head in HEADS if head not in without and (head != KIND or head in several)]


def _harmless(cell: str) -> str:
    """No cell of ours is taken for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _levels() -> dict[str, str]:
    found: dict[str, str] = {}
    for level in standards.levels().values():
        for name in (level.name, level.name.removeprefix("ระดับ"), level.code):
            found.setdefault("".join(name.split()), level.code)
    return found


class _Here:
    """The posts of the LGO and who holds them today, and whose of its staff these numbers are."""

    def __init__(self, by: Actor, organisation: Organisation, numbers: list[str]) -> None:
        self.by = by
        self.posts: dict[str, PostView] = {
            post_number(post.number): post for post in posts.posts_of(organisation.pk, by.day)
        }
        held = service.postings(organisation.pk, by.day)
        self.holders = {post_number(one.number): person for person, one in held.items() if one.number}
        self.named: dict[UUID, PersonView] = people.views(held, by.day)
        # The own staff is no search: a table of sixty by their numbers would be stopped half-way (PE-10).
        self.own = people.bearers(numbers, held)
        self.stopped = False

    def whom(self, row: Read, find: Find, told: list[Finding]) -> UUID | None:
        """Who is meant; by the post number where there is one, and then an ID number beside it is not looked up."""
        if row.post and row.post not in self.posts:
            told.append(OR_09.finding(variant=7, row=row.row, column=POST, typed=echo(row.post)))
            return None
        if row.post and row.post not in self.holders:
            told.append(OR_09.finding(variant=8, row=row.row, typed=echo(row.post)))
            return None
        person = self.holders[row.post] if row.post else self.by_number(row, find, told) if row.number else None
        if person is not None and row.name and not self._agrees(person, row.name):
            name = self._view(person).name
            told.append(OR_09.finding(variant=9, row=row.row, typed=echo(row.name), name=name))
        return person

    def by_number(self, row: Read, find: Find, told: list[Finding]) -> UUID | None:
        if row.number in self.own:
            return self.own[row.number]
        if self.stopped:
            return None
        person, against = find(row.number)
        self.stopped = any(one.rule.code == _STOPPED for one in against)
        if person is None:
            why = Words(against[0].says("th"), against[0].says("en")) if against else _NOBODY
            told.append(OR_09.finding(variant=12, row=row.row, why=why.literal()))
        return person

    def new_post(self, row: Read, told: list[Finding]) -> PostView | None:
        if not row.new_post:
            return None
        if row.new_post not in self.posts:
            told.append(OR_09.finding(variant=7, row=row.row, column="เลขที่ตำแหน่งใหม่", typed=echo(row.new_post)))
        return self.posts.get(row.new_post)

    def _view(self, person: UUID) -> PersonView:
        return self.named.get(person) or people.view_of(person, self.by.day)

    def _agrees(self, person: UUID, typed: str) -> bool:
        """The name with its title or without, however it is spaced."""
        view = self._view(person)
        said = {compose(view.prefix, view.first, view.last), f"{view.first}{view.last}", view.name}
        return "".join(typed.split()) in {"".join(one.split()) for one in said}


def _draft(row: Read, person: UUID | None, post: PostView | None, starts: date) -> MovementDraft:
    level = row.level or (post.level_code if post else "")
    return MovementDraft(
        movement_code=row.kind,
        starts=row.starts or starts,
        person_id=person,
        last_day=row.last_day,
        post_id=post.id if post else None,
        level_code=level,
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
