"""What was asked of the table: place, state, district, kind, words, order. Read from the address and written back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from lhr.access.roles import Role
from lhr.followup.queries import Order, Reason, Row
from lhr.followup.rules import State
from lhr.kernel.thai_text import normalise
from lhr.organisations.queries import Kind

LACKS: dict[str, Role] = {"registrar": Role.REGISTRAR, "officer": Role.OFFICER}
_PLACE = re.compile(r"[0-9]{2}(?:[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Asked:
    """`place` is a province's two digits or a district's four; `direct` keeps to those that report to that very
    office; `lacks` to those without a holder of the role today; `reason` to those where one of the two is held by
    nobody for this reason; `late` to those that are late; `ending` to those whose right will end soon. `by` sorts the
    table of provinces."""

    round: str = ""
    place: str = ""
    direct: bool = False
    state: State | None = None
    kind: Kind | None = None
    words: str = ""
    lacks: Role | None = None
    reason: Reason | None = None
    late: bool = False
    ending: bool = False
    all_rows: bool = False
    order: Order | None = None
    by: str = ""
    descending: bool = False
    page: int = 1

    @property
    def under(self) -> str:
        """The path below which the rows lie: /48/4805/ for 4805."""
        if not self.place:
            return "/"
        return f"/{self.place[:2]}/{self.place}/" if len(self.place) == 4 else f"/{self.place}/"

    @property
    def narrowed(self) -> bool:
        """True when single LGOs are asked for, so that the centre's table of provinces would not answer."""
        return bool(
            self.place
            or self.state
            or self.kind
            or self.words
            or self.lacks
            or self.reason
            or self.late
            or self.ending
            or self.all_rows
        )

    def keeps(self, row: Row) -> bool:
        """The state of the row, what it lacks, whether it is late, and every word in its names."""
        if self.state is not None and row.state is not self.state:
            return False
        if self.lacks is not None and _role(row, self.lacks) is State.REGISTERED:
            return False
        if self.reason is not None and self.reason not in row.standing.reasons:
            return False
        if self.late and not (row.days_late and row.state is not State.REGISTERED):
            return False
        if self.ending and not row.ending:
            return False
        if not self.words:
            return True
        view = row.organisation
        named = f"{view.label} {view.kind_short} {view.kind_short.replace('.', '')}"
        return all(word in named for word in self.words.split())

    def link(self, **other: Any) -> str:
        """Return the query of the same question with something changed; the page begins anew unless it is named."""
        return _query(replace(self, **{"page": 1, **other}))


def asked(given: Mapping[str, str], lacks: Role | None = None) -> Asked:
    """Read the address; what is not understood is left out."""

    def said(name: str) -> str:
        return str(given.get(name, "")).strip()

    place, page = said("place"), said("page")
    return Asked(
        round=said("round"),
        place=place if _PLACE.fullmatch(place) else "",
        direct=said("direct") == "1",
        state=State(said("state")) if said("state") in set(State) else None,
        kind=Kind(said("kind")) if said("kind") in set(Kind) else None,
        words=normalise(said("q")),
        lacks=lacks or LACKS.get(said("lacks")),
        reason=Reason(said("why")) if said("why") in set(Reason) else None,
        late=said("late") == "1",
        ending=said("ending") == "1",
        all_rows=said("rows") == "1",
        order=Order(said("sort")) if said("sort") in set(Order) else None,
        by=said("by"),
        descending=said("dir") == "down",
        page=int(page) if page.isdigit() and len(page) < 5 and int(page) else 1,
    )


def code_of(path: str) -> str:
    """Return the place of an office's path: 4805 for /48/4805/, nothing for the centre."""
    return path.strip("/").rpartition("/")[2]


def _role(row: Row, role: Role) -> State:
    return (row.registrar if role is Role.REGISTRAR else row.officer).state


def _query(one: Asked) -> str:
    lacks = next((name for name, role in LACKS.items() if role is one.lacks), "")
    said = {
        "round": one.round,
        "place": one.place,
        "direct": "1" if one.direct else "",
        "state": one.state or "",
        "kind": one.kind or "",
        "q": one.words,
        "lacks": lacks,
        "why": one.reason or "",
        "late": "1" if one.late else "",
        "ending": "1" if one.ending else "",
        "rows": "1" if one.all_rows else "",
        "sort": one.order or "",
        "by": one.by,
        "dir": "down" if one.descending else "",
        "page": str(one.page) if one.page > 1 else "",
    }
    return "?" + urlencode({name: str(value) for name, value in said.items() if value})
