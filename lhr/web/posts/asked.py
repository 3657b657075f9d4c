"""What of an LGO's posts is asked for: the day, how they stand, the department, the money, and where to go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from lhr.posts.rules import Funding
from lhr.service_record.establishment import Occupancy, Seat
from lhr.web.movements.forms import as_uuid
from lhr.web.shared.requests import OfficerRequest

UNSTATED = "NONE"


@dataclass(frozen=True)
class Asked:
    """`on` is as it was typed, so that a link keeps it."""

    on: str = ""
    state: Occupancy | None = None
    department: str = ""
    funding: str = ""
    after: UUID | None = None

    @classmethod
    def of(cls, request: OfficerRequest) -> Asked:
        given = request.GET
        state, funding = str(given.get("state", "")), str(given.get("funding", ""))
        return cls(
            on=str(given.get("on", "")).strip()[:40],
            state=Occupancy(state) if state in set(Occupancy) else None,
            department=str(given.get("dept", ""))[:2],
            funding=funding if funding in {*Funding, UNSTATED} else "",
            after=as_uuid(given.get("after")),
        )

    def keeps(self, seat: Seat) -> bool:
        """True for what is asked for; what was abolished only where that is."""
        told = seat.is_so
        stands = self.state in told if self.state else Occupancy.ABOLISHED not in told
        money = seat.post.funding.value if seat.post.funding else UNSTATED
        return (
            stands
            and self.department in ("", seat.post.view.department)
            and self.funding in ("", money)
        )

    def kept(self, seats: Iterable[Seat]) -> list[Seat]:
        return [seat for seat in seats if self.keeps(seat)]

    def page_of(self, kept: Sequence[Seat], rows: int) -> tuple[list[Seat], bool]:
        """The rows that follow the post seen last, and whether more do."""
        ids = [seat.post.id for seat in kept]
        start = ids.index(self.after) + 1 if self.after in ids else 0
        return list(kept[start : start + rows]), len(kept) > start + rows

    def link(self, **differing: Any) -> str:
        """The query of the list with these differences, from its beginning unless they say otherwise."""
        to = replace(self, **{"after": None, **differing})
        said = {
            "on": to.on,
            "state": to.state or "",
            "dept": to.department,
            "funding": to.funding,
            "after": str(to.after or ""),
        }
        asked = urlencode({name: str(value) for name, value in said.items() if value})
        return f"?{asked}" if asked else "?"

    @property
    def narrowed(self) -> bool:
        return bool(self.state or self.department or self.funding)


def day_of(form: Any, today: date) -> date:
    """The day that was typed, today where none was or where it is none."""
    return (form.is_bound and form.is_valid() and form.cleaned_data["on"]) or today
