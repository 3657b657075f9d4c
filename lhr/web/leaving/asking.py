"""What was asked of the list: place, day, fiscal year, with gaps or by what. Read from the address, written back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from lhr.access.policy import Reach
from lhr.kernel import thai_date
from lhr.kernel.digits import to_arabic
from lhr.kernel.fiscal import fiscal_year
from lhr.service_record.leaving import Leaver, Why
from lhr.web.movements.forms import as_uuid

_PLACE = re.compile(r"[0-9]{2}(?:[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Asked:
    """`day` from which the 24 months count; `place` two digits of a province or four of a district; `year` the B.E.
    fiscal year in which the last day of service lies; `after` the person seen last."""

    day: date
    today: date
    place: str = ""
    year: int | None = None
    why: Why | None = None
    gaps: bool = False
    after: UUID | None = None

    def within(self, reach: Reach) -> Reach:
        """The part of the reach that is asked for; all of it where no place is named, nothing for one outside."""
        if not self.place:
            return reach
        under = f"/{self.place[:2]}/{self.place}/" if len(self.place) == 4 else f"/{self.place}/"
        return Reach(frozenset({under} if reach.covers(under) else ()))

    def keeps(self, one: Leaver) -> bool:
        return (self.year is None or year_of(one) == self.year) and (self.why is None or one.exit.why is self.why)

    def link(self, **other: Any) -> str:
        """Return the query of the same question with something changed; the list begins anew unless it is said."""
        one = replace(self, **{"after": None, **other})
        said = {
            "day": "" if one.day == one.today else one.day.isoformat(),
            "place": one.place,
            "year": one.year or "",
            "why": one.why or "",
            "gaps": "1" if one.gaps else "",
            "after": one.after or "",
        }
        return "?" + urlencode({name: str(value) for name, value in said.items() if value})


def asked(given: Mapping[str, str], today: date) -> Asked:
    """Read the address; what is not understood is left out."""

    def said(name: str) -> str:
        return to_arabic(str(given.get(name, "")).strip())

    year = said("year")
    return Asked(
        day=_day(said("day")) or today,
        today=today,
        place=said("place") if _PLACE.fullmatch(said("place")) else "",
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        why=Why(said("why")) if said("why") in set(Why) else None,
        gaps=said("gaps") == "1",
        after=as_uuid(said("after")),
    )


def year_of(one: Leaver) -> int:
    """The fiscal year that ends on the last day of service of who leaves on 1 October."""
    return fiscal_year(one.last_day)


def _day(text: str) -> date | None:
    """A day as officers type it, or as the address writes it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return thai_date.read(text, literal_kept=False).day if text else None
