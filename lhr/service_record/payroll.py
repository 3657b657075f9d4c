"""Who holds which post of an LGO on a day, and what everybody draws on it: in a constant number of queries, a row a
person however long the careers are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from lhr.service_record import reading, rules
from lhr.service_record.models import Employment, Incumbency, ServiceLine
from lhr.service_record.pay import Standing, standing
from lhr.standards import queries as standards


def holders(organisation_id: UUID, day: date) -> dict[UUID, UUID]:
    """Return who holds each post of the organisation on `day`, by the post."""
    rows = Incumbency.objects.filter(Q(until=None) | Q(until__gt=day), organisation=organisation_id, starts__lte=day)
    return dict(rows.values_list("post_id", "person_id"))


def serving(organisation_id: UUID, day: date) -> dict[UUID, str]:
    """Return the kind of staff of everybody who serves the organisation on `day`."""
    rows = Employment.objects.filter(Q(until=None) | Q(until__gt=day), organisation=organisation_id, starts__lte=day)
    return dict(rows.values_list("person_id", "kind_code"))


def drawn(person_ids: Iterable[UUID], day: date) -> dict[UUID, Standing]:
    """Return salary and allowance of these people on `day` as their verified lines add up to; who is on record with
    neither is left out. The same as `queries.pay_of` says of each, at the cost of one row a person."""
    wanted = set(person_ids)
    if not wanted:
        return {}
    lines = ServiceLine.objects.known().filter(person__in=wanted, status=ServiceLine.Status.VERIFIED)
    # An order that cancels or amends, or a correction, is about another line: such careers, few, are read whole.
    about = Q(cancels_entry__isnull=False) | Q(amends_entry__isnull=False) | Q(corrects__isnull=False)
    whole = set(lines.filter(about).values_list("person_id", flat=True))
    plain = lines.filter(starts__lte=day, person__in=wanted - whole)
    begins = [code for code, kind in standards.movement_types().items() if rules.is_start(kind)]
    salaries = _last_said(plain, "salary", Q(salary__isnull=False))
    allowances = _last_said(plain, "allowance", Q(allowance__isnull=False) | Q(movement_code__in=begins))
    found = {
        person: Standing(salary=salaries.get(person), allowance=allowances.get(person))
        for person in salaries.keys() | allowances.keys()
    }
    read = reading.lines_by_person(whole) if whole else {}
    return found | {person: standing(rules.pay_lines(lines), day) for person, lines in read.items()}


def _last_said(lines: QuerySet[ServiceLine], column: str, speaks: Q) -> dict[UUID, Decimal]:
    """What the last line that speaks of this says, by person; who is to have none is left out."""
    latest = Window(RowNumber(), partition_by="person_id", order_by=(F("starts").desc(), F("seq").desc()))
    said = lines.filter(speaks).annotate(nth=latest).filter(nth=1)
    return {who: amount for who, amount in said.order_by().values_list("person_id", column) if amount is not None}
