"""How the acts on organisations write: facts from a day on, what happened, the path that follows the superior."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from lhr.audit.models import Change
from lhr.history import ledger
from lhr.kernel.thai_text import normalise, sort_key
from lhr.organisations import rules
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


def named(name: str) -> dict[str, str]:
    """Return the columns of a name: the one spelling, and the key that sorts it."""
    called = normalise(name)
    return {"name": called, "sort_key": sort_key(called)}


def call(this: Change, organisation: Organisation, name: str, starts: date) -> None:
    ledger.record(this, OrganisationName, organisation=organisation, starts=starts, **named(name))


def lay(this: Change, organisation: Organisation, districts: Sequence[str], starts: date) -> None:
    """Let the organisation lie in these districts, the first being the main one."""
    for place, code in enumerate(districts):
        ledger.record(
            this,
            OrganisationArea,
            organisation=organisation,
            district_id=code,
            main=place == 0,
            starts=starts,
        )


def from_day(
    this: Change, fact: type[Dated], organisation: Organisation, starts: date, /, **values: Any
) -> None:
    """Let a fact of the organisation say something else from `starts` up to where the present one would have ended."""
    live = fact._default_manager.filter(organisation=organisation, superseded=None)
    present = live.holding(starts).first()
    if present is None:
        later = live.filter(starts__gt=starts).order_by("starts").values_list("starts", flat=True).first()
        ledger.record(this, fact, organisation=organisation, starts=starts, until=later, **values)
    elif present.starts == starts:
        ledger.correct(this, present, **values)
    else:
        ledger.end(this, present, starts)
        ledger.record(this, fact, organisation=organisation, starts=starts, until=present.until, **values)


def relay(this: Change, organisation: Organisation, districts: Sequence[str], starts: date) -> None:
    """Let the organisation lie in these districts from `starts` on, and in those that are not named no more."""
    live = list(OrganisationArea.objects.as_of(starts).filter(organisation=organisation))
    wanted = {code: place == 0 for place, code in enumerate(districts)}
    stays = {row.district_id for row in live if wanted.get(row.district_id) is row.main}
    for row in live:
        if row.district_id not in stays:
            ledger.end(this, row, starts)
    for code, main in wanted.items():
        if code not in stays:
            ledger.record(
                this, OrganisationArea, organisation=organisation, district_id=code, main=main, starts=starts
            )


def settle(organisation: Organisation, day: date) -> None:
    """Let the path follow the superior of `day`."""
    organisation.path = _path_on(organisation, day)
    organisation.save(update_fields=["path"])


def happened(
    organisation: Organisation,
    kind: EventKind,
    day: date,
    reference: str,
    *,
    successor: Organisation | None = None,
    predecessor: Organisation | None = None,
) -> None:
    OrganisationEvent.objects.create(
        organisation=organisation,
        kind=kind,
        day=day,
        legal_reference=reference,
        successor=successor,
        predecessor=predecessor,
    )


def superior(kind: Kind, place: str) -> Organisation:
    """Return the office that an LGO of this kind reports to. Raises Organisation.DoesNotExist."""
    return Organisation.objects.get(path=_path_of_superior(kind, place))


def has_superior(kind: Kind, place: str) -> bool:
    """Say whether the office is in the register to which an LGO of this kind reports in this district."""
    return Organisation.objects.filter(path=_path_of_superior(kind, place)).exists()


def _path_of_superior(kind: Kind, place: str) -> str:
    of_province = rules.tier_of(kind) is Level.PROVINCE
    return rules.office_path(place[:2] if of_province else place)


def place_of_office(code: str) -> tuple[Level, str, Organisation]:
    """Return level, name and superior of a province's or district's office."""
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


def _path_on(organisation: Organisation, day: date) -> str:
    parent = (
        OrganisationParent.objects.as_of(day)
        .filter(organisation=organisation)
        .select_related("parent")
        .first()
    )
    return organisation.path if parent is None else rules.lgo_path(parent.parent.path, organisation.pk.hex)
