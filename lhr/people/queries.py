"""Who somebody is. No list of people by name: people are found by their number, or through where they serve."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lhr import config
from lhr.audit.kept import seen
from lhr.kernel import national_id as numbers
from lhr.kernel.names import compose
from lhr.kernel.rules import Finding
from lhr.kernel.thai_text import normalise, sort_key
from lhr.people import rules, vault
from lhr.people.models import Person, PersonName

_Asked = tuple[UUID, date, int | None]
# What is shown of a person: the columns of the person, then those of a name and its first day.
_Shown = tuple[Any, ...]
_OF_PERSON = ("pk", "national_id_enc", "birth_date", "gender", "died_on")
_NAMED = ("person", *(f"person__{name}" for name in _OF_PERSON[1:]), "prefix", "first", "last", "sort_key", "starts")


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as shown on a day; the ID number only ever masked."""

    id: UUID
    prefix: str
    first: str
    last: str
    name: str
    masked_id: str
    birth_date: date
    gender: str
    sort_key: str
    died_on: date | None = None


def number_of(text: str) -> numbers.NationalId:
    """Read a number as typed, judged by the first digits that this installation takes for Thai nationals."""
    return numbers.read(text, first_digits=config.id_first_digits())


def find(national_id_text: str) -> Person | None:
    """Return the person with this number, typed in any usual way; None for an unknown or impossible number.

    Known, unknown and impossible numbers cost the same: one digest and one look-up.
    """
    number = numbers.read(national_id_text)
    wanted = number.digits if number.valid else secrets.token_hex(8)
    return Person.objects.filter(national_id_hmac=vault.digest(wanted)).first()


def by_numbers(typed: Iterable[str]) -> dict[str, Person]:
    """Return who bears each of these numbers, by the number as it was typed, in one query at most."""
    return _borne(typed, Person.objects.all())


def bearers(number_texts: Iterable[str], among: Iterable[UUID]) -> dict[str, UUID]:
    """Return which of these people bear the numbers, by the number as it was typed, in one query at most."""
    found = _borne(number_texts, Person.objects.filter(pk__in=set(among)))
    return {text: person.pk for text, person in found.items()}


def _borne(typed: Iterable[str], among: QuerySet[Person]) -> dict[str, Person]:
    digests = {text: vault.digest(read.digits) for text in typed if (read := numbers.read(text)).valid}
    if not digests:
        return {}
    found = {one.national_id_hmac: one for one in among.filter(national_id_hmac__in=set(digests.values()))}
    return {text: found[digest] for text, digest in digests.items() if digest in found}


def unopened(
    *, national_id: str, prefix: str, first: str, last: str, birth_date: date, gender: str
) -> tuple[Person, PersonView]:
    """Return somebody whose record is to be opened as values of the register, nothing of them stored: one number, one
    id, whoever asks."""
    number = numbers.read(national_id)
    person = Person(id=UUID(vault.digest(number.digits)[:32]), birth_date=birth_date, gender=gender)
    first, last = normalise(first), normalise(last)
    name = compose(normalise(prefix), first, last)
    masked_id = number.masked if number.valid else "—"
    shown = PersonView(
        person.id, normalise(prefix), first, last, name, masked_id, birth_date, gender, sort_key(f"{first} {last}")
    )
    return person, shown


def judge(
    *,
    national_id: str,
    prefix: str,
    first: str,
    last: str,
    birth_date: date,
    gender: str,
    today: date,
    id_exception_reason: str = "",
    titles: Iterable[str] = (),
) -> list[Finding]:
    """Return everything that the rules say of these particulars, warnings too, without looking anybody up."""
    number = number_of(national_id)
    return [
        *rules.check_number(number, exception=id_exception_reason),
        *rules.check_issued(number, config.synthetic_id_prefixes()),
        *rules.check_title(prefix, gender),
        *rules.check_name(first, last, titles),
        *rules.check_birth_date(birth_date, today),
    ]


def same_person(person: Person, typed: PersonView, day: date) -> list[Finding]:
    """Return where the particulars typed with this person's number differ from those on record on `day`."""
    names = {(name.first, name.last) for name in names_of(person.id)}
    return rules.check_same_person(typed, view_of(person.id, day), names)


def get(person_id: UUID) -> Person:
    """Raises Person.DoesNotExist."""
    return Person.objects.get(pk=person_id)


def rows(person_ids: Iterable[UUID]) -> list[Person]:
    """Return these people, in one query."""
    return list(Person.objects.filter(pk__in=set(person_ids)))


def hold(person_ids: Iterable[UUID]) -> list[Person]:
    """Return these people, locked until the transaction ends, in an order that two writers share."""
    return list(Person.objects.select_for_update().filter(pk__in=set(person_ids)).order_by("pk"))


def openers(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return the LGO that opened each record; none for a person whom no LGO opened, as an officer of an office."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = Person.objects.filter(pk__in=wanted, first_held_by__isnull=False).values_list("pk", "first_held_by")
    return {person: opener for person, opener in rows if opener is not None}


def view_of(person_id: UUID, day: date, known_at: int | None = None) -> PersonView:
    """Raises Person.DoesNotExist."""
    found = views((person_id,), day, known_at)
    if person_id not in found:
        raise Person.DoesNotExist(person_id)
    return found[person_id]


def views(ids: Iterable[UUID], day: date, known_at: int | None = None) -> dict[UUID, PersonView]:
    """Return how these people are shown on `day`, in one query however many they are (two with a nameless one)."""

    def ask(lacking: list[_Asked]) -> dict[_Asked, PersonView]:
        wanted = {one for one, _, _ in lacking}
        shown: dict[UUID, _Shown] = {}
        known = PersonName.objects.known(known_at).filter(person__in=wanted).order_by("starts")
        # Plain values and no rows of the ORM: an order and a list name a thousand people at once.
        for one in known.values_list(*_NAMED):
            if one[0] not in shown or one[-1] <= day:  # nobody is nameless before the first known name
                shown[one[0]] = one[:-1]
        if nameless := wanted - shown.keys():
            rows = Person.objects.filter(pk__in=nameless).values_list(*_OF_PERSON)
            shown |= {one[0]: (*one, "", "", "", "") for one in rows}
        return {(pk, day, known_at): _view(one) for pk, one in shown.items()}

    found = seen("people.views", ((one, day, known_at) for one in set(ids)), ask)
    return {view.id: view for view in found.values()}


def in_order(
    among: QuerySet[Any, Any], day: date, *, after: UUID | None = None, limit: int
) -> list[PersonView]:
    """Return the next people of `among` (a query of their ids) in dictionary order of their names on `day`.

    `after` is the last one seen: an id and not a name, for it stands in addresses.
    """
    earlier = PersonName.objects.known().filter(person=OuterRef("person"), starts__lt=OuterRef("starts"))
    begun = Q(starts__lte=day) | ~Exists(earlier)  # nobody is nameless before the first known name
    names = PersonName.objects.known().filter(begun, Q(until=None) | Q(until__gt=day), person__in=among)
    if after is not None:
        # Of these people only: the place of anybody else's name in the order is nobody's to learn.
        own = PersonName.objects.known().filter(person=after, person__in=among).order_by("starts")
        last = seen_last.sort_key if (seen_last := _name_on(list(own), day)) else ""
        names = names.filter(Q(sort_key__gt=last) | Q(sort_key=last, person__gt=after)) if last else names
    # The ids first: the order needs every name of the place, the rest only those shown.
    shown = list(names.order_by("sort_key", "person").values_list("pk", flat=True)[:limit])
    rows = PersonName.objects.filter(pk__in=shown).order_by("sort_key", "person").values_list(*_NAMED)
    return [_view(one[:-1]) for one in rows]


def sort_keys(ids: Iterable[UUID], day: date) -> dict[UUID, str]:
    """Return where each of these names of `day` stands in dictionary order, in one query and without any number."""
    found: dict[UUID, str] = {}
    names = PersonName.objects.known().filter(person__in=set(ids)).order_by("starts")
    for person, starts, key in names.values_list("person_id", "starts", "sort_key"):
        if person not in found or starts <= day:  # nobody is nameless before the first known name
            found[person] = key
    return found


def name_on(person_id: UUID, day: date) -> str:
    """Return the name alone, in one query; "" for an unknown person."""
    names = PersonName.objects.known().filter(person=person_id).order_by("starts")
    found = list(names.values_list("starts", "prefix", "first", "last"))
    held = [name for name in found if name[0] <= day] or found[:1]
    return compose(*held[-1][1:]) if held else ""


def names_of(person_id: UUID, known_at: int | None = None) -> list[PersonName]:
    """Return every name of a person, oldest first."""
    return list(PersonName.objects.known(known_at).filter(person=person_id).order_by("starts"))


def national_id_of(person_id: UUID) -> str:
    """Return the whole number, "" for a person without one. For the card check of identity and for nothing shown."""
    person = get(person_id)
    return (
        "" if person.national_id_enc is None else vault.open_sealed(bytes(person.national_id_enc), person.id)
    )


def masked(person: Person) -> str:
    """Return 1-23xx-xxxxx-xx-4, or the exception's sign for a person without a number."""
    return _masked(person.id, person.national_id_enc)


def _masked(person_id: UUID, sealed: bytes | memoryview | None) -> str:
    return "—" if sealed is None else numbers.NationalId(vault.open_sealed(bytes(sealed), person_id)).masked


def _name_on(names: list[PersonName], day: date) -> PersonName | None:
    """The name that holds on `day`; before the first known name, that one: nobody is nameless on an old paper."""
    earlier = [name for name in names if name.starts <= day]
    return earlier[-1] if earlier else next(iter(names), None)


def _view(shown: _Shown) -> PersonView:
    person_id, sealed, birth_date, gender, died_on, prefix, first, last, key = shown
    return PersonView(
        id=person_id,
        prefix=prefix,
        first=first,
        last=last,
        name=compose(prefix, first, last),
        masked_id=_masked(person_id, sealed),
        birth_date=birth_date,
        gender=gender,
        sort_key=key,
        died_on=died_on,
    )
