"""The product's own tables."""

from __future__ import annotations

from django.apps import apps
from django.db import models


def our_models() -> list[type[models.Model]]:
    """Return every model of the product, also the tables that Django makes for many-to-many fields."""
    return [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("lhr.")]
