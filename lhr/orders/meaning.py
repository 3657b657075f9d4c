"""What the words of a row of a table stand for in the register: people, posts, kinds of staff, other LGOs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from lhr.access.actor import Actor
from lhr.access.policy import Reach
from lhr.kernel.names import compose
from lhr.kernel.rules import Finding
from lhr.kernel.words import Words
from lhr.orders.rules_of_rows import (
    BORN,
    FIRST,
    GENDER,
    LAST,
    NEW_POST,
    NUMBER,
    OR_09,
    OTHER,
    POST,
    STAFF,
    TITLE,
    Read,
    echo,
    post_number,
)  # fmt: skip
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.people import rules as of_people
from lhr.people.queries import PersonView
from lhr.posts import queries as posts
from lhr.posts.queries import PostView
from lhr.service_record import queries as service
from lhr.service_record.drafts import NewPerson
from lhr.standards import queries as standards

# Looks the number of somebody who does not serve here up as any search does, and counts it (PE-10): the person, or what
# stands against it. The second word says that the number is to get a record: then finding nobody is no miss.
Find = Callable[[str, bool], tuple[UUID | None, list[Finding]]]
_NOBODY = Words("ไม่พบทะเบียนของเลขนี้ที่หน่วยงานดูได้", "no record that this LGO may read bears it")
_STOPPED = "PE-10"
_GENDERS: dict[str, str] = {"ชาย": "M", "หญิง": "F", "ช": "M", "ญ": "F", "M": "M", "F": "F"}


def _titles() -> dict[str, str]:
    return {text: prefix.full for prefix in standards.prefixes() for text in (prefix.short, prefix.full) if text}


@dataclass(frozen=True)
class Meant:
    """What the words of a row stand for in the register: either `person` or `new` says of whom it speaks."""

    person: UUID | None
    new: NewPerson | None
    post: PostView | None
    staff_kind: str
    lgo: UUID | None
    agency: str


class Here:
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
        self.titles = _titles()
        self.staff_kinds = {
            "".join(text.split()): kind.code
            for kind in standards.personnel_kinds().values()
            for text in (kind.name, kind.code)
        }
        self.stopped = False

    def meant(self, row: Read, find: Find, told: list[Finding]) -> Meant:
        new = self.newcomer(row, told)
        person = self.whom(row, new, find, told)
        lgo, agency = self.other(row, told)
        return Meant(
            person, None if person else new, self.new_post(row, told), self.staff_kind(row, told), lgo, agency
        )

    def newcomer(self, row: Read, told: list[Finding]) -> NewPerson | None:
        """The particulars of somebody without a record: all of them, or nobody new."""
        if not row.particulars:
            return None
        title, typed = self.titles.get(row.words.get(TITLE, "")), row.words.get(TITLE, "")
        if typed and title is None:
            told.append(OR_09.finding(variant=19, row=row.row, column=TITLE, typed=echo(typed)))
        gender = _GENDERS.get(row.words.get(GENDER, "").strip(".")) or of_people.gender_of_title(title or "")
        if GENDER in row.words and row.words[GENDER].strip(".") not in _GENDERS:
            told.append(OR_09.finding(variant=19, row=row.row, column=GENDER, typed=echo(row.words[GENDER])))
        given = {NUMBER: row.number, TITLE: typed, FIRST: row.words.get(FIRST), LAST: row.words.get(LAST)}
        lacking = [column for column, text in given.items() if not text] + ([] if row.born else [BORN])
        if title and not gender and GENDER not in row.words:
            lacking.append(GENDER)
        if lacking:
            told.append(OR_09.finding(variant=18, row=row.row, column=" ".join(lacking)))
        if lacking or title is None or gender is None or row.born is None:
            return None
        return NewPerson(title, row.words[FIRST], row.words[LAST], row.born, gender)

    def staff_kind(self, row: Read, told: list[Finding]) -> str:
        typed = row.words.get(STAFF, "")
        code = self.staff_kinds.get("".join(typed.split()), "")
        if typed and not code:
            told.append(OR_09.finding(variant=19, row=row.row, column=STAFF, typed=echo(typed)))
        return code

    def other(self, row: Read, told: list[Finding]) -> tuple[UUID | None, str]:
        """The LGO from which, or to which, somebody is transferred; or the agency outside the register, as text."""
        typed = row.words.get(OTHER, "")
        if not organisations.named_like_an_lgo(typed):
            return None, typed
        met = organisations.pick(typed, within=Reach(frozenset({"/"})), day=self.by.day)
        exact = [one for one in met.views if typed in (one.label, one.full_name)]
        found = exact or met.views
        if len(found) == 1:
            return found[0].id, ""
        told.append(OR_09.finding(variant=20, row=row.row, typed=echo(typed), n=len(found)))
        return None, ""

    def whom(self, row: Read, new: NewPerson | None, find: Find, told: list[Finding]) -> UUID | None:
        """Who is meant; by the post number where there is one, and then an ID number beside it is not looked up."""
        if row.post and row.post not in self.posts:
            told.append(OR_09.finding(variant=7, row=row.row, column=POST, typed=echo(row.post)))
            return None
        if row.post and row.post not in self.holders:
            told.append(OR_09.finding(variant=8, row=row.row, typed=echo(row.post)))
            return None
        person = self.holders[row.post] if row.post else self.by_number(row, new, find, told) if row.number else None
        typed = row.name or (f"{new.first} {new.last}" if new else "")
        if person is not None and typed and not self._agrees(person, typed):
            name = self._view(person).name
            told.append(OR_09.finding(variant=9, row=row.row, typed=echo(typed), name=name))
        return person

    def by_number(self, row: Read, new: NewPerson | None, find: Find, told: list[Finding]) -> UUID | None:
        if row.number in self.own:
            return self.own[row.number]
        if self.stopped:
            return None
        person, against = find(row.number, new is not None)
        self.stopped = any(one.rule.code == _STOPPED for one in against)
        if person is None and (against or not row.particulars):
            why = Words(against[0].says("th"), against[0].says("en")) if against else _NOBODY
            told.append(OR_09.finding(variant=12, row=row.row, why=why.literal()))
        return person

    def new_post(self, row: Read, told: list[Finding]) -> PostView | None:
        if not row.new_post:
            return None
        if row.new_post not in self.posts:
            told.append(OR_09.finding(variant=7, row=row.row, column=NEW_POST, typed=echo(row.new_post)))
        return self.posts.get(row.new_post)

    def _view(self, person: UUID) -> PersonView:
        return self.named.get(person) or people.view_of(person, self.by.day)

    def _agrees(self, person: UUID, typed: str) -> bool:
        """The name with its title or without, however it is spaced."""
        view = self._view(person)
        said = {compose(view.prefix, view.first, view.last), f"{view.first}{view.last}", view.name}
        return "".join(typed.split()) in {"".join(one.split()) for one in said}
