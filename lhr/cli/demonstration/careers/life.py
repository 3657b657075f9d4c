"""Whose career is told, and the days on which it turns: schooling, appointment, marriages, children. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lhr.cli.demonstration.names import family_name
from lhr.documents.checked import Checked
from lhr.kernel.thai_date import show
from lhr.service_record.drafts import Citation

ACADEMIC_AGE, VOCATIONAL_AGE, SECONDARY_AGE = 22, 20, 18
CLASSIFIED_ANEW = date(2016, 1, 1)
# The numeric level of who begins (วิชาการ, ทั่วไป) and of who was put into the level of today when they ended.
FIRST_NUMBER, YEARS_OF_A_NUMBER = (3, 2), 3
LAST_NUMBER = {
    "OPERATIONAL": 4, "EXPERIENCED": 6, "SENIOR": 7, "PRACTITIONER": 5, "PROFESSIONAL": 7, "SENIOR_PROFESSIONAL": 8,
    "DIRECTOR_LOW": 7, "DIRECTOR_MIDDLE": 8, "ADMIN_LOW": 7, "ADMIN_MIDDLE": 8,
}  # fmt: skip
TO_THE_FIRST_POST = 900  # days at most from the last school
_SATURDAY = 5
UNCITED = Citation()


@dataclass(frozen=True, slots=True)
class Subject:
    """What is known of somebody before anything is told. The register's service begins on `started` by `order`; with
    `carried` the person served before that day already. `homes` are sub-district, district, province with the postal
    code, `lower` the day of the promotion and the position held before it."""

    national_id: str
    prefix: str
    first: str
    last: str
    gender: str
    born: date
    started: date
    official: bool
    line: str
    level: str
    position: str
    homes: tuple[tuple[str, str], ...]
    carried: bool = True
    line_name: str = ""
    order: Citation = UNCITED
    lower: tuple[date, str] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a section as an officer would type it."""

    section: str
    typed: Mapping[str, str]
    citation: Citation = UNCITED
    scan: Checked | None = None


@dataclass(frozen=True, slots=True)
class Marriage:
    on: date
    ended: date | None = None
    by: str = ""


@dataclass(frozen=True)
class Life:
    """The days of one career up to `today`; `maiden` is the family name given up at the first marriage, if any,
    `household` the one that the children bear."""

    who: Subject
    today: date
    chance: Random
    left_school: date
    schooled: int  # the age at which the last school before service ended
    appointed: date
    marriages: tuple[Marriage, ...] = ()
    children: tuple[date, ...] = ()
    maiden: str = ""
    household: str = ""

    @property
    def woman(self) -> bool:
        return self.who.gender == "F"

    def happens(self, odds: float) -> bool:
        return self.chance.random() < odds

    def age_on(self, day: date) -> int:
        born = self.who.born
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def position_on(self, day: date) -> str:
        """Return the position as it was called on that day: before 1 ม.ค. 2559 the levels were numbers (PO-06)."""
        who = self.who
        if who.lower and day < who.lower[0]:
            return who.lower[1]
        if day >= CLASSIFIED_ANEW or not who.line_name:
            return who.position
        first, last = FIRST_NUMBER[who.line[:1] == "4"], LAST_NUMBER.get(who.level, 5)
        level = max(first, last - (CLASSIFIED_ANEW.year - day.year) // YEARS_OF_A_NUMBER)
        return f"{who.line_name} ระดับ {level}"

    def day_between(self, first: date, last: date) -> date:
        """Return a working day of the span; the first day where the span is empty."""
        ahead = self.chance.randrange(max(1, (last - first).days))
        return working(first + timedelta(days=ahead))

    def order(self, near: date, least: int = 2, most: int = 30) -> Citation:
        """Return an order of the LGO signed some days before `near`."""
        signed = working(near - timedelta(days=self.chance.randint(least, most)))
        return Citation(str(self.chance.randint(1, 400)), signed.year + 543, signed)


def live(who: Subject, today: date, seed: int) -> Life:
    """Draw the turning days of one life, the same for the same seed and person."""
    chance = Random(f"{seed}/{who.national_id}")  # noqa: S311 an invented life needs no cryptographic chance
    schooled = _schooled(who)
    left_school = min(date(who.born.year + schooled, 3, 25), who.started)
    latest = who.started - left_school
    after = timedelta(days=chance.randrange(max(1, min(latest.days, TO_THE_FIRST_POST))))
    appointed = left_school + after if who.carried else who.started
    marriages = _marriages(who, today, chance)
    children = _children(who, marriages, today, chance)
    renamed = who.prefix == "นาง" and len(marriages) == 1 and chance.random() < 0.75
    keeps_hers = who.gender == "F" and not renamed
    return Life(
        who, today, chance, left_school, schooled, appointed, marriages, children,
        maiden=family_name(chance) if renamed else "",
        household=family_name(chance) if keeps_hers else who.last,
    )  # fmt: skip


def _schooled(who: Subject) -> int:
    for age in () if who.line.startswith("4") else (ACADEMIC_AGE,):
        if date(who.born.year + age, 3, 25) < who.started:
            return age
    return VOCATIONAL_AGE if date(who.born.year + VOCATIONAL_AGE, 3, 25) < who.started else SECONDARY_AGE


def _marriages(who: Subject, today: date, chance: Random) -> tuple[Marriage, ...]:
    odds = {"นาง": 1.0, "นางสาว": 0.3}.get(who.prefix, 0.75)
    on = working(who.born + timedelta(days=chance.randint(22 * 366, 33 * 365)))
    if chance.random() >= odds or on > today - timedelta(days=60):
        return ()
    ended = working(on + timedelta(days=chance.randint(1200, 5000)))
    if chance.random() >= 0.15 or ended >= today:
        return (Marriage(on),)
    first = Marriage(on, ended, chance.choice(("DIVORCE", "DIVORCE", "DEATH")))
    again = working(ended + timedelta(days=chance.randint(400, 2000)))
    return (first, Marriage(again)) if chance.random() < 0.5 and again < today else (first,)


def _children(
    who: Subject, marriages: tuple[Marriage, ...], today: date, chance: Random
) -> tuple[date, ...]:
    if not marriages or chance.random() < 0.15:
        return ()
    on, ended = marriages[0].on, marriages[0].ended or today
    latest = min(ended, today, date(who.born.year + (42 if who.gender == "F" else 50), 1, 1))
    days, day = [], on
    for _ in range(chance.choice((1, 1, 2, 2, 3))):
        day += timedelta(days=chance.randint(400, 1400))
        if day < latest - timedelta(days=60):
            days.append(day)
    return tuple(days)


def working(day: date) -> date:
    """Return the day, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= _SATURDAY else day


def written(day: date) -> str:
    """As most cards write a day: 5 มี.ค. 2555."""
    return show(day, digits="arabic")


def month(day: date) -> str:
    """As item 10 writes it: มี.ค. 2555."""
    return written(day).partition(" ")[2]
