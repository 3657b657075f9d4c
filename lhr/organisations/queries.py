"""Which organisations there are, what they were called on a day, and whom they report to.

Every list takes the actor's reach. A list costs the same number of queries whether it holds one LGO or all 7,849.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Right

from lhr.access.policy import Reach
from lhr.history.fields import BytewiseTextField
from lhr.kernel.thai_text import normalise
from lhr.organisations.models import (
    District,
    OfficeContact,
    Organisation,
    OrganisationArea,
    OrganisationKind,
    OrganisationName,
    OrganisationParent,
    Province,
)
from lhr.organisations.rules import CENTRE_PATH, KIND_SAYS, KIND_SHORT, OWN_PART, Kind, Level
from lhr.organisations.view import KIND_ORDER, OrganisationView, compose

_FOUND_AT_MOST = 50
_NAMED_ONE_BY_ONE = 500

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


def centre() -> Organisation:
    """Raises Organisation.DoesNotExist before the centre is founded."""
    return Organisation.objects.get(path=CENTRE_PATH)


def get(organisation_id: UUID, *, within: Reach) -> Organisation:
    """Raises Organisation.DoesNotExist when there is none or it lies outside: the two must look alike."""
    return Organisation.objects.filter(inside(within)).get(pk=organisation_id)


def by_path(path: str) -> Organisation:
    return Organisation.objects.get(path=path)


def standing(day: date) -> QuerySet[Organisation]:
    """The organisations that exist on `day`."""
    return Organisation.objects.filter(Q(dissolved_on=None) | Q(dissolved_on__gt=day), founded_on__lte=day)


def view_of(organisation_id: UUID, day: date, known_at: int | None = None) -> OrganisationView:
    """Raises KeyError when there is no such organisation."""
    return views([organisation_id], day, known_at)[organisation_id]


def views(ids: Iterable[UUID], day: date, known_at: int | None = None) -> dict[UUID, OrganisationView]:
    """Return the organisations as they were on `day`, as the register knew it at `known_at`; four queries."""
    return _views(Organisation.objects.filter(pk__in=set(ids)), day, known_at)


def lgos(
    *,
    within: Reach,
    day: date,
    district: str | None = None,
    kind: Kind | None = None,
    known_at: int | None = None,
) -> list[OrganisationView]:
    """Return the local governments standing on `day`, in dictionary order; `district` is a four-digit code."""
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
    return _in_order(_views(standing(day).filter(inside(within), level=level), day).values())


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


def search(text: str, *, within: Reach, day: date, near: str = "") -> list[OrganisationView]:
    """Find local governments by words: each word is part of a name, district or province, or a kind's short form.

    "ปลา ปลาปาก ทต." finds เทศบาลตำบลปลาปาก and not the อบต. of the same name. Names that begin with the first
    word come first, then those of the district `near` (four digits), then in dictionary order. At most 50.
    """
    words = [w for w in normalise(text).split() if len(w) > 1]
    if not words:
        return []
    found = standing(day).filter(inside(within), level=Level.LGO)
    for word in words:
        found = found.filter(_matches(word, day))
    nearby = _within_district(near, day)
    listed = _in_order(_views(found, day).values())
    listed.sort(key=lambda v: (not v.name.startswith(words[0]), v.id not in nearby))
    return listed[:_FOUND_AT_MOST]


def contact_of(organisation_id: UUID, day: date) -> OfficeContact | None:
    """Return the contact person on the office's circulars."""
    return OfficeContact.objects.as_of(day).filter(organisation=organisation_id).first()


def provinces() -> QuerySet[Province]:
    return Province.objects.order_by("code")


def districts(province: str) -> QuerySet[District]:
    """The districts of a province given by its two digits."""
    return District.objects.filter(province=province).order_by("code")


def _parents(day: date) -> QuerySet[OrganisationParent]:
    return OrganisationParent.objects.as_of(day)


def _matches(word: str, day: date) -> Q:
    mine = {"organisation": OuterRef("pk")}
    named = OrganisationName.objects.as_of(day).filter(name__contains=word, **mine)
    lying = OrganisationArea.objects.as_of(day).filter(district__name_th__contains=word, **mine)
    of_kind = OrganisationKind.objects.as_of(day).filter(kind__in=_kinds_written(word), **mine)
    return Q(Exists(named)) | Q(Exists(lying)) | Q(Exists(of_kind)) | Q(province__name_th__contains=word)


def _kinds_written(word: str) -> list[str]:
    plain = word.replace(".", "")
    return [kind.value for kind in Kind if plain in (KIND_SHORT[kind].replace(".", ""), KIND_SAYS[kind].th)]


def _within_district(code: str, day: date) -> set[UUID]:
    if not code:
        return set()
    return set(
        OrganisationArea.objects.as_of(day).filter(district=code).values_list("organisation_id", flat=True)
    )


def _views(
    found: QuerySet[Organisation], day: date, known_at: int | None = None
) -> dict[UUID, OrganisationView]:
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
    return {
        head.pk: compose(head, names.get(head.pk), kinds.get(head.pk), areas.get(head.pk)) for head in heads
    }


def _in_order(found: Iterable[OrganisationView]) -> list[OrganisationView]:
    return sorted(found, key=lambda v: (v.sort_key, KIND_ORDER.get(v.kind, 0) if v.kind else 0, v.path))
