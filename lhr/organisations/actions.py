"""Entering organisations and what changes about them. One public function is one officer's act."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.kernel.thai_text import normalise, sort_key
from lhr.organisations import places, queries, rules
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
)
from lhr.organisations.rules import EventKind, Kind, Level

Dated = OrganisationName | OrganisationKind | OrganisationCode | OrganisationParent | OfficeContact


def load_places(*, by: Actor, province: str = "") -> int:
    """Bring provinces, districts, sub-districts and abolished codes into line with the files shipped.

    Return how many rows were written; a second run finds nothing to do and opens no change. `province` (two digits)
    limits it to the places of one province.
    """
    policy.require(by, Permission.REFERENCE_LOAD, "/")
    found = places.differences(province)
    if not found:
        return 0
    with change(by, "organisations:places:loaded", Province(code="*")):
        for difference in found:
            difference.write()
    return sum(len(d.missing) + len(d.differing) for d in found)


def found_centre(*, by: Actor, starts: date, demonstration: bool = False) -> Organisation:
    """Enter the department at the root of the tree. Raises IntegrityError when it stands already."""
    policy.require(by, Permission.ORGANISATION_MANAGE, "/")
    centre = Organisation(
        level=Level.CENTRE, path=rules.CENTRE_PATH, founded_on=starts, demonstration=demonstration
    )
    with change(by, "organisations:centre:founded", centre) as this:
        centre.save(force_insert=True)
        _call(this, centre, rules.CENTRE_NAME, starts)
    return centre


def found_office(*, by: Actor, place: str, starts: date, demonstration: bool = False) -> Organisation:
    """Enter the office of a province (two digits) or of a district (four digits) under its superior.

    Raises DoesNotExist when the place or the superior office is not known.
    """
    path = rules.office_path(place)
    policy.require(by, Permission.ORGANISATION_MANAGE, path)
    level, name, parent = _place_of_office(place)
    office = Organisation(
        level=level, path=path, province_id=place[:2], founded_on=starts, demonstration=demonstration
    )
    with change(by, "organisations:office:founded", office, path=path) as this:
        office.save(force_insert=True)
        _call(this, office, rules.office_name(level, name), starts)
        ledger.record(this, OrganisationParent, organisation=office, parent=parent, starts=starts)
        if level is Level.DISTRICT:
            ledger.record(this, OrganisationArea, organisation=office, district_id=place, starts=starts)
    return office


def found_lgo(
    *,
    by: Actor,
    kind: Kind,
    name: str,
    place: str,
    starts: date,
    parent: Organisation | None = None,
    also_in: Iterable[str] = (),
    code: str = "",
    legal_reference: str = "",
    demonstration: bool = False,
) -> Organisation:
    """Enter a local government. `place` is its main district (four digits), for an อบจ. its province (two digits).

    `parent` is the office it reports to; unless given, the one that its kind reports to. `also_in` are further
    districts. Raises DoesNotExist for an unknown place or office, ValueError for a place that does not fit the kind.
    """
    over = parent or _superior(kind, place)
    policy.require(by, Permission.ORGANISATION_MANAGE, over.path)
    if (len(place) == 2) != (kind in rules.WITHOUT_DISTRICT):
        raise ValueError(f"{kind} lies in a {'province' if kind in rules.WITHOUT_DISTRICT else 'district'}")
    lgo = Organisation(
        id=uuid.uuid4(),
        level=Level.LGO,
        province_id=place[:2],
        founded_on=starts,
        demonstration=demonstration,
    )
    lgo.path = rules.lgo_path(over.path, lgo.pk.hex)
    with change(by, "organisations:lgo:founded", lgo, path=lgo.path) as this:
        lgo.save(force_insert=True)
        _call(this, lgo, name, starts)
        ledger.record(this, OrganisationKind, organisation=lgo, kind=kind, starts=starts)
        ledger.record(this, OrganisationParent, organisation=lgo, parent=over, starts=starts)
        _lay(this, lgo, [*([place] if len(place) == 4 else []), *also_in], starts)
        if code:
            ledger.record(this, OrganisationCode, organisation=lgo, code=code, starts=starts)
        _happened(lgo, EventKind.FOUNDED, starts, legal_reference)
    return lgo


def rename(
    *, by: Actor, organisation: Organisation, name: str, starts: date, legal_reference: str = ""
) -> None:
    """Call the organisation something else from `starts` on; on earlier days it keeps its name."""
    policy.require(by, Permission.ORGANISATION_MANAGE, organisation.path)
    with change(by, "organisations:organisation:renamed", organisation, path=organisation.path) as this:
        called = normalise(name)
        _from(this, OrganisationName, organisation, starts, name=called, sort_key=sort_key(called))
        _happened(organisation, EventKind.RENAMED, starts, legal_reference)


def change_kind(
    *,
    by: Actor,
    organisation: Organisation,
    kind: Kind,
    starts: date,
    code: str = "",
    legal_reference: str = "",
) -> None:
    """Let an อบต. be a เทศบาล from `starts` on.

    It goes on reporting where it did until `place_under` says otherwise.
    """
    policy.require(by, Permission.ORGANISATION_MANAGE, organisation.path)
    with change(by, "organisations:kind:changed", organisation, path=organisation.path) as this:
        _from(this, OrganisationKind, organisation, starts, kind=kind)
        if code:
            _from(this, OrganisationCode, organisation, starts, code=code)
        _happened(organisation, EventKind.UPGRADED, starts, legal_reference)


def give_code(*, by: Actor, organisation: Organisation, code: str, starts: date) -> None:
    """Give the local government DLA's code from `starts` on."""
    policy.require(by, Permission.ORGANISATION_MANAGE, organisation.path)
    with change(by, "organisations:code:given", organisation, path=organisation.path) as this:
        _from(this, OrganisationCode, organisation, starts, code=code)


def place_under(
    *, by: Actor, organisation: Organisation, parent: Organisation, starts: date, reason: str = ""
) -> None:
    """Let the organisation report to another office from `starts` on.

    Its path, and with it whose rights cover it, follows at once when that day has come, else at the first request of
    that day.
    """
    policy.require(by, Permission.ORGANISATION_MANAGE, organisation.path)
    policy.require(by, Permission.ORGANISATION_MANAGE, parent.path)
    with change(
        by, "organisations:parent:changed", organisation, path=organisation.path, reason=reason
    ) as this:
        _from(this, OrganisationParent, organisation, starts, parent=parent)
        _settle(organisation, by.day)


def settle_paths(*, by: Actor) -> int:
    """Bring every LGO's path into line with the superior of `by.day`; return how many moved.

    The first request of a day does it by itself (settling.py); asked twice, or twice at once, it moves each LGO once.
    """
    policy.require(by, Permission.ORGANISATION_MANAGE, "/")
    with transaction.atomic():
        rows = queries.astray(by.day).select_related("organisation").order_by("organisation_id")
        # Who comes second waits here for the first, and finds nothing left.
        moved = [row.organisation for row in rows.select_for_update(of=("organisation",))]
        for organisation in moved:
            with change(by, "organisations:paths:settled", organisation, path=organisation.path):
                _settle(organisation, by.day)
    return len(moved)


def dissolve(
    *,
    by: Actor,
    organisation: Organisation,
    on: date,
    successor: Organisation | None = None,
    legal_reference: str = "",
) -> None:
    """Let the organisation stand no more from `on`; its name, kind and records stay readable for ever."""
    policy.require(by, Permission.ORGANISATION_MANAGE, organisation.path)
    with change(by, "organisations:organisation:dissolved", organisation, path=organisation.path):
        organisation.dissolved_on = on
        organisation.save(update_fields=["dissolved_on"])
        kind = EventKind.MERGED if successor else EventKind.DISSOLVED
        _happened(organisation, kind, on, legal_reference, successor=successor)


def set_contact(
    *,
    by: Actor,
    organisation: Organisation,
    name: str,
    post: str = "",
    telephone: str = "",
    email: str = "",
    starts: date | None = None,
) -> None:
    """Name the contact person on the office's circulars from `starts` (today) on."""
    policy.require(by, Permission.CONTACT_EDIT, organisation.path)
    values = {"name": normalise(name), "post": normalise(post), "telephone": telephone, "email": email}
    with change(by, "organisations:contact:changed", organisation, path=organisation.path) as this:
        _from(this, OfficeContact, organisation, starts or by.day, **values)


def _place_of_office(code: str) -> tuple[Level, str, Organisation]:
    if len(code) == 2:
        return (
            Level.PROVINCE,
            Province.objects.get(pk=code).name_th,
            Organisation.objects.get(path=rules.CENTRE_PATH),
        )
    return (
        Level.DISTRICT,
        District.objects.get(pk=code).name_th,
        Organisation.objects.get(path=rules.office_path(code[:2])),
    )


def _superior(kind: Kind, place: str) -> Organisation:
    of_province = rules.tier_of(kind) is Level.PROVINCE
    return Organisation.objects.get(path=rules.office_path(place[:2] if of_province else place))


def _call(this: Change, organisation: Organisation, name: str, starts: date) -> None:
    called = normalise(name)
    ledger.record(
        this,
        OrganisationName,
        organisation=organisation,
        name=called,
        sort_key=sort_key(called),
        starts=starts,
    )


def _lay(this: Change, organisation: Organisation, districts: list[str], starts: date) -> None:
    for place, code in enumerate(districts):
        ledger.record(
            this,
            OrganisationArea,
            organisation=organisation,
            district_id=code,
            main=place == 0,
            starts=starts,
        )


def _from(
    this: Change, fact: type[Dated], organisation: Organisation, starts: date, /, **values: Any
) -> None:
    """Let a fact of the organisation say something else from `starts` up to where the present one would have ended."""
    present = fact._default_manager.filter(organisation=organisation).as_of(starts).first()
    if present is None:
        ledger.record(this, fact, organisation=organisation, starts=starts, **values)
    elif present.starts == starts:
        ledger.correct(this, present, **values)
    else:
        ledger.end(this, present, starts)
        ledger.record(this, fact, organisation=organisation, starts=starts, until=present.until, **values)


def _path_on(organisation: Organisation, day: date) -> str:
    parent = (
        OrganisationParent.objects.as_of(day)
        .filter(organisation=organisation)
        .select_related("parent")
        .first()
    )
    return organisation.path if parent is None else rules.lgo_path(parent.parent.path, organisation.pk.hex)


def _settle(organisation: Organisation, day: date) -> None:
    organisation.path = _path_on(organisation, day)
    organisation.save(update_fields=["path"])


def _happened(
    organisation: Organisation,
    kind: EventKind,
    day: date,
    reference: str,
    *,
    successor: Organisation | None = None,
) -> None:
    OrganisationEvent.objects.create(
        organisation=organisation, kind=kind, day=day, legal_reference=reference, successor=successor
    )
