"""The reference lists that the columns of the card choose from, by the name under which a column asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lhr.audit.kept import Kept
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.service_record.sections import Lists
from lhr.standards import queries as standards
from lhr.standards.queries import LeaveView


class Subdistricts(Mapping[str, Words]):
    """The sub-districts by what an address calls them, asked for only when an address is read."""

    def __init__(self) -> None:
        self._asked: dict[str, list[str]] = {}

    def __getitem__(self, text: str) -> Words:
        if text not in self._asked:
            self._asked[text] = organisations.subdistricts_called(text)
        codes = self._asked[text]
        if not codes:
            raise KeyError(text)
        return Words(" ".join(codes), " ".join(codes))

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


_of_standards: Kept[str, Lists] = Kept("standards")


def lists() -> Lists:
    """Return every list; each of them is one query at most, and none for a table that the process has at hand.

    Beside the names stand the few facts that a rule needs: the unit of a type of leave, family and rank of a
    decoration, the days of a period of multiplied time.
    """
    return {**_of_standards.get("lists", _listed), "subdistrict": Subdistricts()}


def _listed() -> Lists:
    leave, honours, times = standards.leave_types(), standards.decorations(), standards.double_time_periods()
    titles = standards.prefixes()
    return {
        "prefix": {one.full: Words(one.full, one.full) for one in titles},
        "education_level": {
            code: Words(one.name, one.name_en) for code, one in standards.education_levels().items()
        },
        "penalty": {code: Words(one.name, one.name_en) for code, one in standards.penalty_types().items()},
        "review_grade": {
            code: Words(one.name, one.name_en) for code, one in standards.review_grades().items()
        },
        "leave_type": {code: Words(one.name, one.name_en) for code, one in leave.items()},
        "leave_unit": {code: _unit(one) for code, one in leave.items()},
        "decoration": {code: Words(one.name, one.name_en) for code, one in honours.items()},
        "decoration_rank": {
            code: Words(one.family, str(-one.order)) for code, one in honours.items() if one.family
        },
        "double_time": {code: Words(one.name, one.name) for code, one in times.items()},
        "double_time_days": {
            code: Words("", f"{one.starts.isoformat()}/{one.until.isoformat()}/{one.days}")
            for code, one in times.items()
        },
    }


def _unit(leave: LeaveView) -> Words:
    if leave.in_days and leave.in_times:
        return Words("วันและครั้ง", "both")
    return Words("วัน", "days") if leave.in_days else Words("ครั้ง", "times")
