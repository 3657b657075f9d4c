"""Entering organisations, their codes, superiors and contact persons. One public function is one officer's act."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.history import ledger
from lhr.kernel.thai_text import normalise
from lhr.organisations import places, queries, rules
from lhr.organisations.models import (
    OfficeContact,
    Organisation,
    OrganisationArea,
    OrganisationCode,
    OrganisationKind,
    OrganisationParent,
    Province,
)
from lhr.organisations.rules import EventKind, Kind, Level
from lhr.organisations.writing import call, from_day, happened, lay, place_of_office, settle, superior


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
        call(this, centre, rules.CENTRE_NAME, starts)
    return centre


def found_office(*, by: Actor, place: str, starts: date, demonstration: bool = False) -> Organisation:
    """Enter the office of a province (two digits) or of a district (four digits) under its superior.

    Raises DoesNotExist when the place or the superior office is not known.
    """
    path = rules.office_path(place)
    policy.require(by, Permission.ORGANISATION_MANAGE, path)
    level, name, parent = place_of_office(place)
    office = Organisation(
        level=level, path=path, province_id=place[:2], founded_on=starts, demonstration=demonstration
    )
    with change(by, "organisations:office:founded", office, path=path) as this:
        office.save(force_insert=True)
        call(this, office, rules.office_name(level, name), starts)
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
    over = parent or superior(kind, place)
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
        call(this, lgo, name, starts)
        ledger.record(this, OrganisationKind, organisation=lgo, kind=kind, starts=starts)
        ledger.record(this, OrganisationParent, organisation=lgo, parent=over, starts=starts)
        lay(this, lgo, [*([place] if len(place) == 4 else []), *also_in], starts)
        if code:
            ledger.record(this, OrganisationCode, organisation=lgo, code=code, starts=starts)
        happened(lgo, EventKind.FOUNDED, starts, legal_reference)
    return lgo




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
        from_day(this, OrganisationParent, organisation, starts, parent=parent)
        settle(organisation, by.day)


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
                settle(organisation, by.day)
    return len(moved)



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
        from_day(this, OfficeContact, organisation, starts or by.day, **values)
