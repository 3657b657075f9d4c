"""One direction of imports, also where no import shows: foreign keys and the list of installed apps."""

from __future__ import annotations

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
