"""One saving of SEM102."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from lhr.audit.guard import Guard
from lhr.kernel.privacy import Privacy
from lhr.organisations.models import Organisation


class RightsForm(models.Model):
    """One saving of SEM102: which appointment stood in each block. Two savings of one version cannot both be kept."""

    GUARD: ClassVar[Guard] = Guard.APPEND_ONLY
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.PUBLIC,
        "version": Privacy.INTERNAL,
        "saved_by": Privacy.INTERNAL,
        "saved_by_name": Privacy.PERSONAL,
        "saved_at": Privacy.INTERNAL,
        "registrar_entry": Privacy.INTERNAL,
        "officer_entry": Privacy.INTERNAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="rights_forms")
    version = models.PositiveIntegerField()
    saved_by = models.UUIDField(null=True)
    saved_by_name = models.CharField(max_length=200, default="")
    saved_at = models.DateTimeField()
    registrar_entry = models.UUIDField(null=True)
    officer_entry = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "version"], name="rights_form_one_a_version")
        ]

    def __str__(self) -> str:
        return f"SEM102 {self.version}"
