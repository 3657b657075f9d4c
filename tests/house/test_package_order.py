"""One direction of imports, also where no import shows: foreign keys and the list of installed apps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import models

from tests.house import repository
from tests.support.models import our_models

RANK = {package: rank for rank, line in enumerate(repository.layers()) for package in line}


def _package(model: type[models.Model]) -> str:
    return ".".join(model.__module__.split(".")[:2])


def _foreign_keys() -> Iterator[tuple[type[models.Model], str, type[models.Model]]]:
    for model in our_models():
        for field in model._meta.get_fields(include_parents=False):
            if isinstance(field, models.ForeignKey | models.ManyToManyField):
                target = field.related_model
                assert isinstance(target, type), f"{model.__name__}.{field.name} points at nothing"
                yield model, field.name, target


def test_every_package_has_its_place_in_the_order() -> None:
    assert {p for p in repository.packages() if p not in RANK} == set()


def test_foreign_keys_point_down_or_stay_in_their_package() -> None:
    wrong = [
        f"{model.__name__}.{field} -> {target.__name__}"
        for model, field, target in _foreign_keys()
        if target.__module__.startswith("lhr.")
        and _package(model) != _package(target)
        and RANK[_package(target)] >= RANK[_package(model)]
    ]
    assert wrong == []


def test_foreign_keys_were_seen() -> None:
    assert sum(1 for _ in _foreign_keys()) >= 1
    assert len(our_models()) >= 5


def test_apps_are_installed_from_the_ground_up() -> None:
    ours = [name for name in settings.INSTALLED_APPS if name.startswith("lhr.")]
    ranks = [RANK[name] for name in ours]
    assert ranks == sorted(ranks)


def test_every_app_is_labelled_by_its_folder() -> None:
    wrong = [
        c.name for c in apps.get_app_configs() if c.name.startswith("lhr.") and c.name != f"lhr.{c.label}"
    ]
    assert wrong == []


# --- inside the packages -------------------------------------------------------------------------------------------


def test_every_package_with_rules_or_actions_holds_its_inner_order_with_every_file() -> None:
    held = {c for contract in repository.contracts("layers") for c in contract.get("containers", [])}
    strict = [c for c in repository.contracts("layers") if "containers" in c and not c.get("exhaustive")]
    domain = {
        f"lhr.{path.relative_to(repository.ROOT / 'lhr').parts[0]}"
        for path in repository.sources("lhr/")
        if path.name in ("rules.py", "actions.py", "models.py", "queries.py")
    }
    assert domain - held == set()
    assert strict == []


def test_every_file_of_rules_is_held_pure() -> None:
    """By the contract and by the strict type checker; a star in either stands for a whole name."""
    (pure,) = [c for c in repository.contracts("forbidden") if "lhr.*.rules" in c["source_modules"]]
    checked = repository.pyproject()["tool"]["basedpyright"]["include"]  # type: ignore[index]
    files = [p for p in repository.sources("lhr/") if re.fullmatch(r"rules(_\w+)?", p.stem)]
    # The kernel is held pure as a whole; `lhr rules-doc` only prints rules.
    kept = [p for p in files if not repository.name(p).startswith(("lhr/kernel/", "lhr/cli/"))]
    assert len(kept) > 12
    assert [repository.name(p) for p in kept if f"lhr.*.{p.stem}" not in pure["source_modules"]] == []
    assert {"lhr/*/rules*.py", "lhr/kernel", "lhr/access", "card/lhr_card"} <= set(checked)
    assert {"django", "psycopg", "sqlite3", "socket"} <= set(pure["forbidden_modules"])
