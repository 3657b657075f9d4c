"""What a section of the card is: declared once, and everything else follows (form, rules, table, print, history)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from lhr.kernel.digits import to_thai
from lhr.kernel.fiscal import fiscal_year
from lhr.kernel.periods import Period
from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.service_record.drafts import Citation
from lhr.service_record.rules_said import OR_02, OR_03
from lhr.service_record.rules_said_of_sections import CD_03, CD_04
from lhr.service_record.sections.columns import (
    Cell,
    Column,
    Lists,
    PaperDate,
    Year,
    first_day,
    last_day,
    whole_day,
)

Values = Mapping[str, Any]
NO_DOCUMENT = Citation()


class Tab(StrEnum):
    """The tabs of the person page that show sections; the others show item 13, evidence and changes."""

    PERSON = "person"
    SERVICE = "service"
    LEARNING = "learning"
    HONOURS = "honours"
    LEAVE = "leave"
    DISCIPLINE = "discipline"
    FAMILY = "family"


class Cites(StrEnum):
    """What a line must rest on."""

    ORDER = "order"  # number, year and day of an order
    DOCUMENT = "document"  # an order, or any document by number, text or scan
    FREE = "free"  # a document is welcome; the evidence meter shows whether there is one


@dataclass(frozen=True, slots=True)
class Stood:
    """Another line of the same section that stands: verified or waiting, neither struck nor being corrected."""

    entry_id: UUID
    values: Values
    starts: date
    until: date | None
    verified: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules of a section may need to know of the person; `corrected` is what a line said that is put right."""

    born: date
    gender: str
    service: tuple[Period, ...]
    today: date
    stood: tuple[Stood, ...] = ()
    lists: Lists = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    corrected: Values = field(default_factory=dict)

    @property
    def began(self) -> date | None:
        return self.service[0].starts if self.service else None

    def serves_on(self, day: date) -> bool:
        return any(span.covers(day) for span in self.service)


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as keyed: the values read from its columns, the document it cites, the kind of file that came with it."""

    values: Values
    citation: Citation = NO_DOCUMENT
    scan_type: str = ""

    def day(self, name: str) -> date | None:
        """Return a whole day, None for a partial or missing one."""
        return whole_day(self.values.get(name))

    def text(self, name: str) -> str:
        return str(self.values.get(name) or "")


Check = Callable[[Typed, Facts], list[Finding]]
Span = Callable[[Values], tuple[date | None, date | None]]


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section of the ก.พ.๗.

    `number` is the item on the form. `starts` and `ends` name the columns that say from when a line holds and its last
    day; `span` computes both where no column does. `key` names the columns that may stand once together; `single`
    lets one line stand at all. `sensitive` sections need a fresh proof of who looks. `summary` names the columns that
    say in one line what a line is. `hides` says of a line that it never goes on paper. `expected`: everybody has one.
    `weight` says how heavy a line is in law, as the queue sorts it: 3 for identity and guilt, 2 for what counts in
    time or honour. `own_file`: the file is what the line says, not a paper that others cite too: it hangs on the line
    alone, and is verified with it.
    """

    code: str
    label: Words
    tab: Tab
    number: str
    columns: tuple[Column, ...]
    cites: Cites = Cites.FREE
    starts: str = ""
    ends: str = ""
    span: Span | None = None
    key: tuple[str, ...] = ()
    single: bool = False
    sensitive: bool = False
    checks: tuple[Check, ...] = ()
    summary: tuple[str, ...] = ()
    hides: Callable[[Values], bool] | None = None
    landscape: bool = False
    expected: bool = False
    own_file: bool = False
    weight: int = 1
    help: Words | None = None

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def read(self, typed: Mapping[str, str], lists: Lists) -> tuple[dict[str, Any], list[Finding]]:
        """Return the values of the columns that could be read, and what was found on the way."""
        cells: dict[str, Cell] = {c.name: c.read(typed.get(c.name, ""), lists) for c in self.columns}
        values = {name: cell.value for name, cell in cells.items() if cell.value is not None}
        for column in self.columns:
            if column.name in values:
                values |= column.also(values[column.name], lists)
        return values, [found for cell in cells.values() for found in cell.findings]

    def typed(self, values: Values) -> dict[str, str]:
        """Return what an officer would type to get these values again."""
        return {column.name: column.typed(values.get(column.name)) for column in self.columns}

    def key_of(self, values: Values) -> str:
        """Return what may stand once a person in this section; "" where nothing needs to be."""
        if self.single:
            return self.code
        return "|".join(_plain(values.get(name)) for name in self.key)

    def holds(self, values: Values, born: date) -> tuple[date, date | None]:
        """Return the days on which a line holds, `until` exclusive. Where no day is known it holds from the birth
        date on: nothing of a person was before."""
        if self.span is not None:
            first, last = self.span(values)
        else:
            first, last = first_day(values.get(self.starts)), whole_day(values.get(self.ends))
        starts = first or born
        until = last + timedelta(days=1) if last and last >= starts else None
        return starts, until

    def says(self, values: Values, lists: Lists) -> Words:
        """Return the line in one phrase."""
        shown = [c.show(values[c.name], lists) for c in self._summed() if values.get(c.name)]
        return Words(" ".join(s.th for s in shown), " ".join(s.en for s in shown))

    def _summed(self) -> list[Column]:
        return [self.column(name) for name in self.summary] or [self.columns[0]]

    def has_unread(self, values: Values) -> bool:
        """True where a day that the form asks for whole is known in part only, or could not be read."""
        dates = (c for c in self.columns if isinstance(c, PaperDate) and not c.months)
        return any(values.get(c.name) and whole_day(values[c.name]) is None for c in dates)

    def on_paper(self, values: Values) -> bool:
        return self.hides is None or not self.hides(values)

    def check(self, new: Typed, facts: Facts) -> list[Finding]:
        """Return what the rules find: those of every section, then this one's own."""
        return [
            *self._days(new, facts),
            *self._cited(new, facts),
            *self._once(new, facts),
            *(found for check in self.checks for found in check(new, facts)),
        ]

    def _days(self, new: Typed, facts: Facts) -> list[Finding]:
        """CD-04. A partial date is only found wrong when every day that it may mean is."""
        begins, ends = new.values.get(self.starts), new.values.get(self.ends)
        first, last = first_day(begins), last_day(ends)
        found: list[Finding] = []
        if first and last and last < first:
            found.append(CD_04.finding(field=self.ends, until=_in_full(ends), starts=_in_full(begins)))
        for column in self.columns:
            value = new.values.get(column.name)
            if isinstance(column, PaperDate) and not column.before_birth and _before(value, facts.born):
                day, born = _in_full(value), in_full(facts.born)
                found.append(CD_04.finding(variant=2, field=column.name, date=day, born=born))
            if isinstance(column, Year) and value and int(value) > fiscal_year(facts.today):
                found.append(CD_04.finding(variant=3, field=column.name, year=value))
        if self.span is not None:
            first = self.span(new.values)[0]
        if first and first > facts.today and not any(f.field == self.begins_with for f in found):
            found.append(CD_04.finding(variant=1, field=self.begins_with, date=in_full(first)))
        return found

    @property
    def begins_with(self) -> str:
        """The column that says from when a line holds; the first one where the section computes it."""
        return self.starts or self.columns[0].name

    def _cited(self, new: Typed, facts: Facts) -> list[Finding]:
        cited = new.citation
        signed = cited.signed_on
        found = []
        if signed is not None and signed > facts.today:
            found.append(OR_02.finding(variant=1, field="citation_signed_on", signed=in_full(signed)))
        named = bool(cited.number.strip() or cited.text.strip() or new.scan_type)
        lacking = (
            not cited.is_order if self.cites is Cites.ORDER else self.cites is Cites.DOCUMENT and not named
        )
        return [*found, OR_03.finding()] if lacking else found

    def _once(self, new: Typed, facts: Facts) -> list[Finding]:
        key = self.key_of(new.values)
        if not key.strip("|"):
            return []
        other = next((stood for stood in facts.stood if self.key_of(stood.values) == key), None)
        if other is None:
            return []
        said = self.says(other.values, facts.lists)
        on = self.key[0] if self.key else self.columns[0].name
        return [CD_03.finding(field=on, section=self.label, other=Words(to_thai(said.th), said.en))]


def _before(value: Any, day: date) -> bool:
    last = last_day(value)
    return last is not None and last < day


def _in_full(value: Any) -> Words:
    """A whole day in full; a partial date as the paper has it."""
    day = whole_day(value)
    return in_full(day) if day else Words(to_thai(value["text"]), value["text"])


def _plain(value: Any) -> str:
    """A paper date counts by its day, or by its text where no day could be read."""
    return str((value["day"] or value["text"]) if isinstance(value, dict) else value or "")
