"""What keying and verifying any line of the card have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.documents import actions as documents
from lhr.documents.checked import Checked
from lhr.history.ledger import Overtaken
from lhr.kernel import clock
from lhr.kernel.rules import Finding, RuleBroken
from lhr.organisations import queries as organisations
from lhr.people.actions import NameFrom
from lhr.service_record import reading, rules
from lhr.service_record.models import CardLine, ServiceLine

NAME = "NAME"

AnyLine = TypeVar("AnyLine", ServiceLine, CardLine)


def registrar_only(by: Actor) -> bool:
    return by.holds(Role.REGISTRAR) and not by.holds(Role.OFFICER)


def heed(findings: Iterable[Finding], reason: str) -> None:
    """Raise RuleBroken for warnings that no reason answers."""
    found = tuple(findings)
    if rules.check_reason(found, reason):
        raise RuleBroken(found)


def keyed(by: Actor) -> dict[str, Any]:
    return {"keyed_by": by.account_id, "keyed_by_person": by.person_id, "keyed_at": clock.now()}


def next_seq(kind: type[ServiceLine | CardLine], person_id: UUID) -> int:
    """One more than any line of this kind the person ever bore, withdrawn ones included."""
    last = (
        kind._default_manager.filter(person=person_id).order_by("-seq").values_list("seq", flat=True).first()
    )
    return (last or 0) + 1


def verifier(by: Actor, row: ServiceLine | CardLine, pair: frozenset[UUID]) -> list[Finding]:
    """SR-02, SR-03: may this officer be the second hand under the line?"""
    return rules.check_verifier(
        account=by.account_id,
        verifier=by.person_id,
        keyed_by=row.keyed_by,
        keyed_by_person=row.keyed_by_person,
        person=row.person_id,
        pair=pair,
        as_province=not policy.can(by, Permission.MOVEMENT_VERIFY, row.organisation.path),
        keeper_name=organisations.view_of(row.organisation_id, by.day).label,
    )


def names_in_lines(person_id: UUID) -> list[NameFrom]:
    """Return what the verified lines say a person is called, from which day on."""
    rows = reading.standing(person_id, NAME)
    return [
        NameFrom(row.starts, row.values["prefix"], row.values["first_name"], row.values["last_name"])
        for row in rows.order_by(*CardLine.CARD_ORDER)
    ]


def attach(
    *,
    by: Actor,
    row: ServiceLine | CardLine,
    scan: Checked | None,
    permission: Permission = Permission.MOVEMENT_KEY,
) -> None:
    """Keep the scan of what the line rests on; nothing when there is none."""
    if scan is not None:
        documents.attach(
            by=by,
            organisation_id=row.organisation_id,
            path=row.organisation.path,
            of=reading.evidence_key(row),
            scan=scan,
            permission=permission,
        )


def still(kind: type[AnyLine], line_id: UUID, version: int, *statuses: str) -> AnyLine:
    """Return the live version if it is the one seen and stands in one of these states. Raises Overtaken."""
    rows = kind._default_manager.select_related("organisation", "person")
    row = rows.filter(entry_id=line_id, superseded=None).first()
    if row is None or row.version != version or row.status not in statuses:
        raise Overtaken(f"{kind.__name__} {line_id}")
    return row
