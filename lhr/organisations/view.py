"""An organisation as screens and letters name it on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.organisations import rules
from lhr.organisations.models import Organisation
from lhr.organisations.rules import Kind, Level

KIND_ORDER: dict[Kind, int] = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """`label` is what lists and pickers show; `name` alone identifies nobody. `sort_key` is for ordering only."""

    id: UUID
    path: str
    level: Level
    kind: Kind | None
    kind_short: str
    name: str
    full_name: str
    district_code: str
    district_name: str
    province_code: str
    province_name: str
    label: str
    demonstration: bool
    sort_key: str
    founded_on: date
    dissolved_on: date | None


def compose(
    head: Organisation, named: tuple[str, str] | None, kind: str | None, area: tuple[str, str] | None
) -> OrganisationView:
    """Put an organisation together with its name (and key), kind and main district of the day.

    Before its founding an organisation has no name yet; it is then shown by its path and never left out of a list
    that asks for it.
    """
    name, sort_key = named or (head.path, "")
    of_kind = Kind(kind) if kind else None
    district_code, district = area or ("", "")
    province = head.province.name_th if head.province else ""
    return OrganisationView(
        id=head.pk,
        path=head.path,
        level=Level(head.level),
        kind=of_kind,
        kind_short=rules.KIND_SHORT[of_kind] if of_kind else "",
        name=name,
        full_name=rules.full_name(of_kind, name),
        district_code=district_code,
        district_name=district,
        province_code=head.province_id or "",
        province_name=province,
        label=rules.label(of_kind, name, district, province),
        demonstration=head.demonstration,
        sort_key=sort_key,
        founded_on=head.founded_on,
        dissolved_on=head.dissolved_on,
    )
