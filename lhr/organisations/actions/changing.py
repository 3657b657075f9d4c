"""What becomes of an organisation on a day: another kind, name or place, a merger, an end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.kernel.events import publish
from lhr.kernel.rules import Finding, stop_if
from lhr.kernel.thai_text import normalise
from lhr.organisations import queries
from lhr.organisations.events import OrganisationEnded
from lhr.organisations.models import (
    District,
    Organisation,
    OrganisationCode,
    OrganisationKind,
    OrganisationName,
    OrganisationParent,
)
from lhr.organisations.rules import EventKind, Kind
from lhr.organisations.rules_of_changes import (
    Life,
    check_code,
    check_day,
    check_difference,
    check_kind,
    check_successor,
    check_superior,
)
from lhr.organisations.view import OrganisationView
from lhr.organisations.writing import from_day, happened, has_superior, named, relay, settle, superior


def rename(
    *,
    by: Actor,
    organisation: Organisation,
    name: str,
    starts: date,
    legal_reference: str = "",
    respelled: bool = False,
) -> None:
    """Call the organisation something else from `starts` on; on earlier days it keeps its name.

    `respelled` says that the name is the same and only its spelling was put right.
    """
    policy.require(by, Permission.ORGANISATION_MANAGE, organisation.path)
    now = queries.view_of(organisation.pk, starts)
    life = _life(organisation, now)
    stop_if([*check_day(life, starts), *check_difference(life, [now.name], [normalise(name)], "name")])
    tag = "organisations:organisation:renamed"
    with change(by, tag, organisation, path=organisation.path, reason=legal_reference) as this:
        from_day(this, OrganisationName, organisation, starts, **named(name))
        kind = EventKind.RESPELLED if respelled else EventKind.RENAMED
        happened(organisation, kind, starts, legal_reference)


def upgrade(
    *,
    by: Actor,
    organisation: Organisation,
    kind: Kind,
    starts: date,
    name: str = "",
    code: str = "",
    legal_reference: str = "",
) -> None:
    """Let an อบต. be a เทศบาล from `starts` on, perhaps under another name, reporting to the office of its new kind.

    The old code ends with the old kind; without `code` the new one is not known yet.
    """
    policy.require(by, Permission.ORGANISATION_MANAGE, organisation.path)
    now = queries.view_of(organisation.pk, starts)
    life, called = _life(organisation, now), normalise(name)
    stop_if(
        [
            *check_day(life, starts),
            *check_difference(life, [now.kind], [kind], "kind"),
            *check_kind(now.kind, kind),
            *_check_office(life, kind, now.district_code, "kind"),
            *check_code(code, kind, _holder(code, organisation, starts)),
        ]
    )
    tag = "organisations:kind:changed"
    with change(by, tag, organisation, path=organisation.path, reason=legal_reference) as this:
        from_day(this, OrganisationKind, organisation, starts, kind=kind)
        _recode(this, organisation, code, starts)
        if called and called != now.name:
            from_day(this, OrganisationName, organisation, starts, **named(called))
            happened(organisation, EventKind.RENAMED, starts, legal_reference)
        _report(this, organisation, superior(kind, now.district_code), starts, by.day)
        happened(organisation, EventKind.UPGRADED, starts, legal_reference)


def give_code(
    *, by: Actor, organisation: Organisation, code: str, starts: date, legal_reference: str = ""
) -> None:
    """Give the local government DLA's code from `starts` on: after a change of kind the new one comes later."""
    policy.require(by, Permission.ORGANISATION_MANAGE, organisation.path)
    now = queries.view_of(organisation.pk, starts)
    life, before = _life(organisation, now), queries.code_of(organisation.pk, starts)
    stop_if(
        [
            *check_day(life, starts),
            *check_difference(life, [before], [code], "code"),
            *check_code(code, now.kind, _holder(code, organisation, starts)),
        ]
    )
    tag = "organisations:code:given"
    with change(by, tag, organisation, path=organisation.path, reason=legal_reference) as this:
        from_day(this, OrganisationCode, organisation, starts, code=code)


def move(
    *,
    by: Actor,
    organisation: Organisation,
    districts: Sequence[str],
    starts: date,
    legal_reference: str = "",
) -> None:
    """Let an LGO lie in these districts (four digits; the main one first) from `starts` on, and report there.

    Raises RuleBroken (OG-02.7) for a district whose office is not in the register, DoesNotExist for an unknown one.
    """
    policy.require(by, Permission.ORGANISATION_MANAGE, organisation.path)
    now = queries.view_of(organisation.pk, starts)
    life, before = _life(organisation, now), queries.districts_of(organisation.pk, starts)
    stop_if(
        [
            *check_day(life, starts),
            *check_difference(life, before, districts, "district"),
            *check_kind(now.kind, now.kind or Kind.TAO),
            *(_check_office(life, now.kind, districts[0], "district") if districts[:1] != before[:1] else []),
        ]
    )
    tag = "organisations:organisation:moved"
    with change(by, tag, organisation, path=organisation.path, reason=legal_reference) as this:
        relay(this, organisation, districts, starts)
        if now.kind is not None and now.district_code != districts[0]:
            _report(this, organisation, superior(now.kind, districts[0]), starts, by.day)
        happened(organisation, EventKind.MOVED, starts, legal_reference)


def dissolve(
    *,
    by: Actor,
    organisation: Organisation,
    on: date,
    successor: Organisation | None = None,
    legal_reference: str = "",
) -> None:
    """Let the organisation stand no more from `on`; its name, kind and records stay readable for ever.

    Whoever holds a right there holds it no more from that day (OrganisationEnded).
    """
    policy.require(by, Permission.ORGANISATION_MANAGE, organisation.path)
    life = _life(organisation, queries.view_of(organisation.pk, on))
    stop_if([*check_day(life, on, ends=True), *_check_into(organisation, successor, on)])
    tag = "organisations:organisation:dissolved"
    with change(by, tag, organisation, path=organisation.path, reason=legal_reference):
        organisation.dissolved_on = on
        organisation.save(update_fields=["dissolved_on"])
        kind = EventKind.MERGED if successor else EventKind.DISSOLVED
        happened(organisation, kind, on, legal_reference, successor=successor)
        if successor is not None:
            happened(successor, EventKind.MERGED, on, legal_reference, predecessor=organisation)
        publish(OrganisationEnded(organisation.pk, on, successor.pk if successor else None, by))


def merge(
    *,
    by: Actor,
    organisations: Iterable[Organisation],
    into: Organisation,
    on: date,
    legal_reference: str = "",
) -> None:
    """Merge one or several LGOs into another, which goes on standing, from `on`: all of them or none."""
    policy.require(by, Permission.ORGANISATION_MANAGE, into.path)
    tag = "organisations:organisation:merged"
    with change(by, tag, into, path=into.path, reason=legal_reference):
        for one in organisations:
            dissolve(by=by, organisation=one, on=on, successor=into, legal_reference=legal_reference)


def _life(organisation: Organisation, view: OrganisationView) -> Life:
    return Life(view.label, organisation.founded_on, organisation.dissolved_on)


def _check_into(gone: Organisation, successor: Organisation | None, on: date) -> list[Finding]:
    if successor is None:
        return []
    life = _life(successor, queries.view_of(successor.pk, on))
    return check_successor(life, on, same=gone.pk == successor.pk)


def _check_office(life: Life, kind: Kind | None, district: str, field: str) -> list[Finding]:
    if kind is None or not district:
        return []
    called = District.objects.get(pk=district).name_th
    return check_superior(life, has_office=has_superior(kind, district), district=called, field=field)


def _holder(code: str, mine: Organisation, day: date) -> str:
    """Return who else has the code from `day` on, as it is shown; nothing when it is free."""
    other = queries.with_code(code, day) if code else None
    if other is None or other == mine.pk:
        return ""
    return queries.view_of(other, day).label


def _recode(this: Change, organisation: Organisation, code: str, starts: date) -> None:
    if code:
        from_day(this, OrganisationCode, organisation, starts, code=code)
        return
    for row in OrganisationCode.objects.as_of(starts).filter(organisation=organisation):
        ledger.end(this, row, starts)


def _report(
    this: Change, organisation: Organisation, parent: Organisation, starts: date, today: date
) -> None:
    from_day(this, OrganisationParent, organisation, starts, parent=parent)
    settle(organisation, today)
