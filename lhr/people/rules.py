"""What may be written down of a person. Pure: titles and limits come as arguments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal, Protocol

from lhr.kernel import national_id as numbers
from lhr.kernel.names import split_title
from lhr.kernel.rules import Finding
from lhr.kernel.rules_of_dates import KE_01
from lhr.kernel.thai_date import show
from lhr.kernel.thai_text import normalise, repaired, well_formed
from lhr.kernel.words import Words
from lhr.people.rules_said import PE_01, PE_02, PE_03, PE_05, PE_06, PE_07, PE_10, RULES

Gender = Literal["M", "F"]

CIVIL_TITLES = ("นาย", "นาง", "นางสาว", "เด็กชาย", "เด็กหญิง")
_GENDER_OF_TITLE: dict[str, Gender] = {
    "นาย": "M",
    "เด็กชาย": "M",
    "นาง": "F",
    "นางสาว": "F",
    "เด็กหญิง": "F",
}
_GENDER_SAYS: dict[str, Words] = {"M": Words("ชาย", "male"), "F": Words("หญิง", "female")}
_DIFFERS = (
    ("prefix", Words("คำนำหน้าชื่อ", "title")),
    ("first", Words("ชื่อ", "first name")),
    ("last", Words("นามสกุล", "family name")),
    ("birth_date", Words("วันเดือนปีเกิด", "birth date")),
    ("gender", Words("เพศ", "gender")),
)
# Thai consonants, vowels and marks, full stop, hyphen, single inner spaces. No digits, no Latin: a foreign member of
# the family has a field of his own.
_OUTSIDE_A_NAME = re.compile(r"[^\u0e01-\u0e3a\u0e40-\u0e4e .\-]")


def check_number(number: numbers.NationalId, *, exception: str = "") -> list[Finding]:
    """PE-01: thirteen digits and their check digit. PE-03 warns of a number that is not of a Thai national."""
    if not number.valid:
        return [] if exception else [PE_01.finding()]
    if numbers.Problem.FIRST_DIGIT in number.problems and not exception:
        return [PE_03.finding(digit=number.first_digit)]
    return []


def without_exception(found: Iterable[Finding]) -> list[Finding]:
    """Say PE-01 as a screen does that has no field for an exception: nobody is sent to what is not there."""
    return [PE_01.finding(variant=1, field=f.field) if f.code == PE_01.code else f for f in found]


def check_issued(number: numbers.NationalId, synthetic_prefixes: tuple[str, ...]) -> list[Finding]:
    """PE-01 for a number that no registration office issues, where the settings do not allow such (production)."""
    made_up = number.valid and number.synthetic and not number.digits.startswith(synthetic_prefixes or ("-",))
    return [PE_01.finding()] if made_up else []


def check_only_record(*, known: bool, held_here: bool) -> list[Finding]:
    """PE-02: a number that has a record opens no second one; an asker from elsewhere learns neither name nor LGO."""
    if not known:
        return []
    if held_here:
        return [PE_02.finding(variant=1, step="movements:find")]
    return [PE_02.finding(variant=2, step="transfers:ask")]


class Particulars(Protocol):
    """What a person is called and when born, as typed or as on record."""

    @property
    def prefix(self) -> str: ...
    @property
    def first(self) -> str: ...
    @property
    def last(self) -> str: ...
    @property
    def birth_date(self) -> date: ...
    @property
    def gender(self) -> str: ...


def check_same_person(
    typed: Particulars, on_record: Particulars, names: Collection[tuple[str, str]]
) -> list[Finding]:
    """PE-02.3, .4: the particulars typed with a number are those of its bearer, who may have changed the name; `names`
    are all that the bearer ever bore. Where neither name nor birth date agrees it is somebody else, and nothing of the
    record is told."""
    if (typed.first, typed.last) not in names and typed.birth_date != on_record.birth_date:
        return [PE_02.finding(variant=3)]
    differs = [says for field, says in _DIFFERS if getattr(typed, field) != getattr(on_record, field)]
    if not differs:
        return []
    what = Words(" ".join(one.th for one in differs), ", ".join(one.en for one in differs))
    return [PE_02.finding(variant=4, what=what)]


def gender_of_title(prefix: str) -> Gender | None:
    """Return the gender that a title binds to, None for a neutral one: every rank, academic or professional title
    that says neither หญิง nor ชาย. Source: domain.md 8.3."""
    if prefix in _GENDER_OF_TITLE:
        return _GENDER_OF_TITLE[prefix]
    if "หญิง" in prefix:
        return "F"
    return "M" if "ชาย" in prefix else None


def check_title(prefix: str, gender: str) -> list[Finding]:
    """PE-05: a gendered title agrees with the gender."""
    bound = gender_of_title(normalise(prefix))
    if bound is None or bound == gender:
        return []
    return [PE_05.finding(prefix=prefix, gender=_GENDER_SAYS[gender])]


def check_name(first: str, last: str, titles: Iterable[str] = ()) -> list[Finding]:
    """PE-06 and PE-07 on the first name and the family name; `titles` are the known ones beside the civil five."""
    known = (*CIVIL_TITLES, *titles)
    found = [*_check_text(first, "first_name"), *_check_text(last, "last_name")]
    found += _check_head(first, known, "first_name", variant=None)
    return found + _check_head(last, known, "last_name", variant=1)


def _check_text(typed: str, field: str) -> list[Finding]:
    name, changed = repaired(typed)
    if not name:
        return [PE_06.finding(variant=2, field=field)]
    if not well_formed(name):
        return [PE_07.finding(variant=1, field=field, before=typed)]
    found = [PE_07.finding(field=field, before=typed, after=name, offer=name)] if changed else []
    bad = "".join(dict.fromkeys(_OUTSIDE_A_NAME.findall(name)))
    return [*found, PE_06.finding(variant=3, field=field, typed=name, bad=bad)] if bad else found


def _check_head(typed: str, titles: tuple[str, ...], field: str, variant: int | None) -> list[Finding]:
    prefix = split_title(typed, titles).prefix
    if not prefix:
        return []
    return [PE_06.finding(variant=variant, field=field, typed=normalise(typed), prefix=prefix)]


def check_birth_date(born: date, today: date) -> list[Finding]:
    """A person is born before today; whether old enough to serve is the service record's matter (SR-07)."""
    return [] if born < today else [KE_01.finding(field="birth_date", typed=show(born, "full"))]


def check_search(
    *,
    made_this_hour: int,
    misses_in_a_row: int,
    per_hour: int,
    most_misses: int,
    again_at: str,
    next_tier: str,
) -> list[Finding]:
    """PE-10: may this account search by number once more? Counts are of searches already made."""
    for made, limit in ((made_this_hour, per_hour), (misses_in_a_row, most_misses)):
        if made >= limit:
            return [PE_10.finding(limit=limit, time=again_at, next_tier=next_tier)]
    return []


__all__ = [
    "CIVIL_TITLES",
    "RULES",
    "check_birth_date",
    "check_issued",
    "check_name",
    "check_number",
    "check_only_record",
    "check_same_person",
    "check_search",
    "check_title",
    "gender_of_title",
]
