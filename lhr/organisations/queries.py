"""Which organisations there are, what they were called on a day, and whom they report to.

Every list takes the actor's reach. A list costs the same number of queries whether it holds one LGO or all 7,849.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat, Right

from lhr.access.policy import Reach
from lhr.audit.kept import Kept
from lhr.history.fields import BytewiseTextField
from lhr.kernel.digits import to_arabic
from lhr.kernel.thai_text import normalise
from lhr.organisations.models import (
    District,
    OfficeContact,
    Organisation,
    OrganisationArea,
    OrganisationCode,
    OrganisationEvent,
    OrganisationKind,
    OrganisationName,
    OrganisationParent,
    Province,
    Subdistrict,
)
from lhr.organisations.rules import CENTRE_PATH, KIND_SAYS, KIND_SHORT, OWN_PART, EventKind, Kind, Level
from lhr.organisations.view import KIND_ORDER, OrganisationView, compose

# The dated facts that name an organisation.
Named = OrganisationName | OrganisationKind | OrganisationArea
_FOUND_AT_MOST = 50
_WORDS_AT_MOST = 6
_OF_A_PLACE = ("อ.", "จ.")
_OF_A_KIND = (*(says.th for says in KIND_SAYS.values()), *KIND_SHORT.values())
_NAMED_ONE_BY_ONE = 500
_Asked = tuple[UUID, date, int | None]
_kept_lists: Kept[tuple[object, ...], list[OrganisationView]] = Kept("organisations")
_kept_views: Kept[_Asked, OrganisationView] = Kept("organisations")

# For those above who name the types but may not import the tables.
__all__ = ["Kind", "Level", "Organisation", "OrganisationView"]


def inside(within: Reach, column: str = "path") -> Q:
    """Return the condition that `column` (a path, perhaps across foreign keys) lies within the reach.

    A range and not LIKE: the column is compared byte by byte, so an index answers it and "/48/1/" never covers
    "/48/10/".
    """
    condition = Q(pk__in=[])
    for path in sorted(within.paths):
        after = path[:-1] + chr(ord(path[-1]) + 1)
        condition |= Q(**{f"{column}__gte": path, f"{column}__lt": after})
    return condition


def is_one_lgo(within: Reach) -> bool:
    """True for the reach of who works at an LGO: nothing lies below one."""
    return [len(path.split("/")[-2]) for path in within.paths] == [OWN_PART - 1]


def centre() -> Organisation:
    """Raises Organisation.DoesNotExist before the centre is founded."""
    return Organisation.objects.get(path=CENTRE_PATH)


def get(organisation_id: UUID, *, within: Reach) -> Organisation:
    """Raises Organisation.DoesNotExist when there is none or it lies outside: the two must look alike."""
    return Organisation.objects.filter(inside(within), withdrawn=False).get(pk=organisation_id)


def hold(organisation_id: UUID) -> Organisation:
    """Return the organisation, its row locked until the transaction ends. Raises Organisation.DoesNotExist."""
    return Organisation.objects.select_for_update().get(pk=organisation_id)


def by_path(path: str) -> Organisation:
    return Organisation.objects.get(path=path)


def standing(day: date) -> QuerySet[Organisation]:
    """The organisations that exist on `day`."""
    stands = Q(dissolved_on=None) | Q(dissolved_on__gt=day)
    return Organisation.objects.filter(stands, founded_on__lte=day, withdrawn=False)


def view_of(organisation_id: UUID, day: date, known_at: int | None = None) -> OrganisationView:
    """Raises KeyError when there is no such organisation."""
    return views([organisation_id], day, known_at)[organisation_id]


def views(ids: Iterable[UUID], day: date, known_at: int | None = None) -> dict[UUID, OrganisationView]:
    """Return the organisations as they were on `day`, as the register knew it at `known_at`; four queries at most."""

    def ask(lacking: list[_Asked]) -> dict[_Asked, OrganisationView]:
        found = _views(Organisation.objects.filter(pk__in=[one for one, _, _ in lacking]), day, known_at)
        return {(pk, day, known_at): view for pk, view in found.items()}

    found = _kept_views.many(((one, day, known_at) for one in set(ids)), ask)
    return {view.id: view for view in found.values()}


def lgos(
    *,
    within: Reach,
    day: date,
    district: str | None = None,
    kind: Kind | None = None,
    known_at: int | None = None,
) -> list[OrganisationView]:
    """Return the local governments standing on `day`, in dictionary order; `district` is a four-digit code."""
    question = ("lgos", within.paths, day, district, kind, known_at)
    return list(_kept_lists.get(question, lambda: _lgos(within, day, district, kind, known_at)))


def _lgos(
    within: Reach, day: date, district: str | None, kind: Kind | None, known_at: int | None
) -> list[OrganisationView]:
    found = standing(day).filter(inside(within), level=Level.LGO)
    if district is not None:
        lying = OrganisationArea.objects.as_of(day, known_at).filter(
            organisation=OuterRef("pk"), district=district
        )
        found = found.filter(Exists(lying))
    listed = _in_order(_views(found, day, known_at).values())
    return [view for view in listed if kind is None or view.kind is kind]


def offices(*, within: Reach, day: date, level: Level) -> list[OrganisationView]:
    """Return the offices of a level standing on `day`, in dictionary order of their places."""

    def ask() -> list[OrganisationView]:
        return _in_order(_views(standing(day).filter(inside(within), level=level), day).values())

    return list(_kept_lists.get((level.value, within.paths, day), ask))


def above(organisation_id: UUID, day: date) -> OrganisationView | None:
    """Return the office that the organisation reports to; None above the centre."""
    parent = _parents(day).filter(organisation=organisation_id).values_list("parent_id", flat=True).first()
    return None if parent is None else view_of(parent, day)


def parents(ids: Iterable[UUID], day: date) -> dict[UUID, UUID]:
    """Return whom each of the organisations reports to on `day`."""
    return dict(_parents(day).filter(organisation__in=set(ids)).values_list("organisation_id", "parent_id"))


def astray(day: date) -> QuerySet[OrganisationParent]:
    """The LGOs whose path is not that of their superior of `day`."""
    path = BytewiseTextField()
    due = Concat("parent__path", Right("organisation__path", Value(OWN_PART)), output_field=path)
    placed = OrganisationParent.objects.as_of(day).filter(organisation__level=Level.LGO)
    return placed.annotate(due=due).exclude(organisation__path=F("due"))


def successors(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return the LGOs into which those of these were merged that were."""
    ended = OrganisationEvent.objects.filter(organisation__in=set(ids), withdrawn=False, kind=EventKind.MERGED)
    return dict(ended.exclude(successor=None).values_list("organisation_id", "successor_id"))


def districts_of(organisation_id: UUID, day: date) -> list[str]:
    """Return the codes of the districts in which the organisation lies on `day`, the main one first."""
    rows = OrganisationArea.objects.as_of(day).filter(organisation=organisation_id)
    return list(rows.order_by("-main", "district_id").values_list("district_id", flat=True))


def district_names(organisation_id: UUID, day: date) -> list[str]:
    """Return the names of the districts in which the organisation lies on `day`, the main one first."""
    rows = OrganisationArea.objects.as_of(day).filter(organisation=organisation_id)
    return list(rows.order_by("-main", "district_id").values_list("district__name_th", flat=True))


def counts(*, within: Reach, day: date) -> dict[Kind, int]:
    """Return how many local governments of each kind stand on `day`; one query."""
    rows = OrganisationKind.objects.as_of(day).filter(
        organisation__in=standing(day).filter(inside(within), level=Level.LGO).values("pk")
    )
    return {Kind(kind): n for kind, n in rows.values_list("kind").annotate(n=Count("pk"))}


def with_code(code: str, day: date) -> UUID | None:
    """Return who has this code of DLA's on `day`."""
    rows = OrganisationCode.objects.as_of(day).filter(code=code)
    return rows.values_list("organisation_id", flat=True).first()


def codes(day: date) -> dict[str, UUID]:
    """Return every code of DLA's in force on `day` with its LGO."""
    return dict(OrganisationCode.objects.as_of(day).values_list("code", "organisation_id"))


def code_of(organisation_id: UUID, day: date) -> str:
    """Return DLA's code on `day`; nothing while it is not known."""
    rows = OrganisationCode.objects.as_of(day).filter(organisation=organisation_id)
    return rows.values_list("code", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search met, the likeliest first; `more` when there is more than is shown: type on to narrow it."""

    views: list[OrganisationView]
    more: bool


def search(text: str, *, within: Reach, day: date, near: str = "") -> list[OrganisationView]:
    """Return what `pick` finds, without whether there is more."""
    return pick(text, within=within, day=day, near=near).views


def pick(text: str, *, within: Reach, day: date, near: str = "", standing_only: bool = True) -> Found:
    """Find local governments by words: each word is part of a name, district or province, a kind's short form, or the
    beginning of a code.

    "ปลา ปลาปาก ทต." finds เทศบาลตำบลปลาปาก and not the อบต. of the same name. Those of a district that is named whole
    come first, then those of the district `near` (four digits) and of its province; in each, names that begin with the
    first word; then in dictionary order. At most 50. With standing_only=False also those that ended or begin later,
    under the name of `day`.
    """
    words = [w for w in _taken_apart(normalise(text)) if len(w) > 1][:_WORDS_AT_MOST]
    if not words:
        return Found([], more=False)
    # One pass over the names with sub-queries that do not depend on the row: each is answered once, not per LGO.
    rows = OrganisationName.objects.as_of(day).filter(
        inside(within, "organisation__path"), organisation__level=Level.LGO
    )
    if standing_only:
        ended = Q(organisation__dissolved_on=None) | Q(organisation__dissolved_on__gt=day)
        rows = rows.filter(ended, organisation__founded_on__lte=day)
    for word in words:
        rows = rows.filter(_matches(word, day))
    ranked = rows.annotate(rank=_rank(words, near, day)).order_by("rank", "sort_key", "organisation__path")
    met = dict(ranked.values_list("organisation_id", "rank")[: _FOUND_AT_MOST + 1])
    views = _in_order(_views(Organisation.objects.filter(pk__in=met), day).values())
    views.sort(key=lambda view: met[view.id])
    return Found(views[:_FOUND_AT_MOST], more=len(met) > _FOUND_AT_MOST)


def named_like_an_lgo(text: str) -> bool:
    """Say whether a name as orders write it is that of a local government, and not of another agency."""
    kinds = (*KIND_SHORT.values(), *(says.th for kind, says in KIND_SAYS.items() if kind is not Kind.PATTAYA))
    return normalise(text).startswith(tuple({*kinds, *(short.replace(".", "") for short in KIND_SHORT.values())}))


def contact_of(organisation_id: UUID, day: date) -> OfficeContact | None:
    """Return the contact person on the office's circulars."""
    return OfficeContact.objects.as_of(day).filter(organisation=organisation_id).first()


def contacts_of(ids: Iterable[UUID], day: date) -> dict[UUID, OfficeContact]:
    """Return the contact persons of several offices, by office; those without one are left out."""
    found = OfficeContact.objects.as_of(day).filter(organisation__in=set(ids))
    return {one.organisation_id: one for one in found}


def provinces() -> QuerySet[Province]:
    return Province.objects.order_by("code")


def districts(province: str) -> QuerySet[District]:
    """The districts of a province given by its two digits."""
    return District.objects.filter(province=province).order_by("code")


_BEFORE_A_PLACE = re.compile("^(?:ตำบล|แขวง|อำเภอ|เขต|จังหวัด|[ตอจ]\\.)(?=.)")


def subdistricts_called(address: str) -> list[str]:
    """Return the codes of the sub-districts that an address may mean: ตำบล, and after it อำเภอ and จังหวัด if they stand
    there, with spaces between and with or without the words before them."""
    parts = [_BEFORE_A_PLACE.sub("", part) for part in address.split()][:3]
    columns = ("name_th", "district__name_th", "district__province__name_th")
    if not parts:
        return []
    named = Subdistrict.objects.filter(**dict(zip(columns, parts, strict=False)))
    return list(named.order_by("code").values_list("code", flat=True)[:_FOUND_AT_MOST])


def _parents(day: date) -> QuerySet[OrganisationParent]:
    return OrganisationParent.objects.as_of(day)


def _taken_apart(text: str) -> Iterator[str]:
    """The words as they are looked for: an LGO is also written with its kind and its place, as orders and labels do
    (อบต.กุดฉิม, เทศบาลตำบลโนนตาล อ.ธาตุพนม จ.นครพนม)."""
    for written in text.split():
        word = next((written.removeprefix(p) for p in _OF_A_PLACE if written.startswith(p)), written)
        kind = next((k for k in _OF_A_KIND if word.startswith(k) and word != k), "")
        yield from (word.removeprefix(kind), kind)


def _matches(word: str, day: date) -> Q:
    """The condition on a name that the word stands in it, its place, its kind or its code."""
    lying = OrganisationArea.objects.as_of(day).filter(district__name_th__contains=word)
    met = Q(name__contains=word) | Q(organisation__in=lying.values("organisation"))
    met |= Q(organisation__province__name_th__contains=word)
    if kinds := _kinds_written(word):
        of_kind = OrganisationKind.objects.as_of(day).filter(kind__in=kinds)
        met |= Q(organisation__in=of_kind.values("organisation"))
    if (code := to_arabic(word)).isdigit():
        coded = OrganisationCode.objects.as_of(day).filter(code__startswith=code)
        met |= Q(organisation__in=coded.values("organisation"))
    return met


def _rank(words: list[str], near: str, day: date) -> Case:
    """The district that is named, own district, own province, elsewhere; in each, names that begin with the first word
    before those that hold it."""
    lying = OrganisationArea.objects.as_of(day).values("organisation")
    places = [Q(organisation__in=lying.filter(district__name_th__in=words[1:]))] if words[1:] else []
    if near:
        places.append(Q(organisation__in=lying.filter(district=near)))
        places.append(Q(organisation__province=near[:2]))
    begins = Q(name__startswith=words[0])
    steps = [*(condition for place in places for condition in (place & begins, place)), begins]
    whens = [When(condition, then=Value(n)) for n, condition in enumerate(steps)]
    return Case(*whens, default=Value(len(steps)), output_field=IntegerField())


def _kinds_written(word: str) -> list[str]:
    plain = word.replace(".", "")
    return [kind.value for kind in Kind if plain in (KIND_SHORT[kind].replace(".", ""), KIND_SAYS[kind].th)]


def _views(
    found: QuerySet[Organisation], day: date, known_at: int | None = None
) -> dict[UUID, OrganisationView]:
    """Compose the organisations; on days before anything is known of one, it is called by what is known first."""
    heads = list(found.select_related("province"))
    # Named one by one the index finds the facts of a few; for the whole country one join is cheaper than the list.
    few = len(heads) <= _NAMED_ONE_BY_ONE
    mine = {"organisation__in": [head.pk for head in heads] if few else found.values("pk").order_by()}
    names = {
        key: (name, sort)
        for key, name, sort in OrganisationName.objects.as_of(day, known_at)
        .filter(**mine)
        .values_list("organisation_id", "name", "sort_key")
    }
    kinds = dict(
        OrganisationKind.objects.as_of(day, known_at).filter(**mine).values_list("organisation_id", "kind")
    )
    areas = {
        key: (code, name)
        for key, code, name in OrganisationArea.objects.as_of(day, known_at)
        .filter(main=True, **mine)
        .values_list("organisation_id", "district_id", "district__name_th")
    }
    if earlier := [head.pk for head in heads if head.pk not in names]:
        names |= _first(OrganisationName, earlier, known_at, "name", "sort_key")
        kinds |= {pk: kind for pk, (kind,) in _first(OrganisationKind, earlier, known_at, "kind").items()}
        places = ("district_id", "district__name_th")
        areas |= _first(OrganisationArea, earlier, known_at, *places, main=True)
    return {
        head.pk: compose(head, names.get(head.pk), kinds.get(head.pk), areas.get(head.pk)) for head in heads
    }


def _first(
    fact: type[Named], ids: list[UUID], known_at: int | None, *columns: str, **only: Any
) -> dict[UUID, Any]:
    """Return the earliest that is known of each organisation: lists are loaded as of a day, records reach back."""
    rows = fact._default_manager.known(known_at).filter(organisation__in=ids, **only)
    found: dict[UUID, Any] = {}
    for pk, *values in rows.order_by("starts").values_list("organisation_id", *columns):
        found.setdefault(pk, tuple(values))
    return found


def _in_order(found: Iterable[OrganisationView]) -> list[OrganisationView]:
    return sorted(found, key=lambda v: (v.sort_key, KIND_ORDER.get(v.kind, 0) if v.kind else 0, v.path))
