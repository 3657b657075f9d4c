"""Every column has a privacy class, and some columns must not exist."""

from __future__ import annotations

import re

import pytest

from lhr.audit.guard import Guard
from lhr.kernel.privacy import Privacy
from lhr.service_record.sections import SECTIONS
from tests.support.models import our_models

MODELS = {model._meta.label: model for model in our_models()}
# Data the register has no business with (PDPA s. 26): not in a column, whatever a form or a card offers.
NEVER_KEPT = re.compile(
    r"(?:^|[._])(?:religion|blood|race|ethnic\w*|biometric\w*|face|ศาสนา|หมู่โลหิต)(?:_|$)", re.IGNORECASE
)
# In words, for what a form asks: the classes that PDPA s. 26 names and domain.md 8.9 does not store.
NEVER_ASKED = re.compile(
    "ศาสนา|หมู่โลหิต|กรุ๊ปเลือด|หมู่เลือด|เชื้อชาติ|ความพิการ|ลายนิ้วมือ"
    "|religion|blood|ethnic|disabilit|fingerprint",
    re.IGNORECASE,
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


@pytest.mark.parametrize("code", SECTIONS)
def test_every_column_of_a_section_of_the_card_has_the_class_of_its_section(code: str) -> None:
    """What needs a step-up is declared twice, on the section and on its columns: they agree."""
    section = SECTIONS[code]
    wanted = Privacy.SENSITIVE if section.sensitive else Privacy.PERSONAL
    assert {column.name: column.privacy for column in section.columns} == {
        column.name: wanted for column in section.columns
    }
    assert section.sensitive is (code == "DISCIPLINE")
    assert MODELS["service_record.CardLine"].PRIVACY["values"] is Privacy.SENSITIVE


def test_no_section_of_the_card_asks_for_what_must_not_be_kept() -> None:
    asked = []
    for code, section in SECTIONS.items():
        said = [section.label, section.help, *(w for c in section.columns for w in (c.label, c.hint))]
        texts = [text for words in said if words for text in (words.th, words.en)]
        asked += [f"{code}: {text}" for text in texts if NEVER_ASKED.search(text)]
        never = re.compile(f"{NEVER_KEPT.pattern}|{NEVER_ASKED.pattern}|national_id|card_no|id_number")
        asked += [f"{code}.{c.name}" for c in section.columns if never.search(c.name)]
    assert asked == []
    assert NEVER_ASKED.search("หมู่โลหิต")


def test_a_digest_or_secret_is_never_open() -> None:
    secret = re.compile(r"password|secret|national_id|one_time_hash", re.IGNORECASE)
    weak = [
        f"{label}.{column}"
        for label, model in MODELS.items()
        for column, kind in getattr(model, "PRIVACY", {}).items()
        if secret.search(column) and kind not in (Privacy.SENSITIVE, Privacy.PERSONAL, Privacy.INTERNAL)
    ]
    assert weak == []
