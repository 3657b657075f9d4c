"""Every column has a privacy class, and some columns must not exist."""

from __future__ import annotations

import re

import pytest

from lhr.audit.guard import Guard
from lhr.kernel.privacy import Privacy
from tests.support.models import our_models

MODELS = {model._meta.label: model for model in our_models()}
# Data the register has no business with (PDPA s. 26): not in a column, whatever a form or a card offers.
NEVER_KEPT = re.compile(
    r"(?:^|[._])(?:religion|blood|race|ethnic\w*|biometric\w*|face|ศาสนา|หมู่โลหิต)(?:_|$)", re.IGNORECASE
)


@pytest.mark.parametrize("label", MODELS)
def test_every_column_has_a_privacy_class(label: str) -> None:
    model = MODELS[label]
    classes = getattr(model, "PRIVACY", {})
    columns = {field.name for field in model._meta.concrete_fields}
    assert columns - set(classes) == set(), "columns without a class"
    assert set(classes) - columns == set(), "classes of columns that are gone"
    assert all(isinstance(c, Privacy) for c in classes.values())


@pytest.mark.parametrize("label", MODELS)
def test_every_table_says_how_the_database_keeps_it(label: str) -> None:
    assert isinstance(getattr(MODELS[label], "GUARD", None), Guard)


def test_nothing_is_kept_that_must_not_be() -> None:
    kept = [f"{label}.{f.name}" for label, m in MODELS.items() for f in m._meta.concrete_fields]
    assert [column for column in kept if NEVER_KEPT.search(column)] == []
    assert len(kept) > 20


def test_a_digest_or_secret_is_never_open() -> None:
    secret = re.compile(r"password|secret|national_id|one_time_hash", re.IGNORECASE)
    weak = [
        f"{label}.{column}"
        for label, model in MODELS.items()
        for column, kind in getattr(model, "PRIVACY", {}).items()
        if secret.search(column) and kind not in (Privacy.SENSITIVE, Privacy.PERSONAL, Privacy.INTERNAL)
    ]
    assert weak == []
