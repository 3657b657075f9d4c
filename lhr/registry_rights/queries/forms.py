"""The savings of SEM102."""

from __future__ import annotations

from uuid import UUID

from lhr.audit.queries import changes_of
from lhr.registry_rights.models import RightsForm


def latest_form(organisation_id: UUID) -> RightsForm | None:
    """Return the last saving of the LGO's form, None before the first."""
    return RightsForm.objects.filter(organisation=organisation_id).order_by("-version").first()


def reason_of(form: RightsForm) -> str:
    """Return the reason given for what the rules warned of at this saving; "" where they warned of nothing."""
    return changes_of(form).values_list("reason", flat=True).first() or ""


def forms_of(organisation_id: UUID) -> list[RightsForm]:
    """Return every saving, newest first."""
    return list(RightsForm.objects.filter(organisation=organisation_id).order_by("-version"))
