"""Migrations say all that the models say, in one line each, named, and can be walked back."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.state import ProjectState

from tests.support.models import our_models

LOADER = MigrationLoader(None, ignore_no_migrations=True)
OURS = {key: m for key, m in LOADER.disk_migrations.items() if m.__module__.startswith("lhr.")}


def test_the_migrations_say_all_that_the_models_say() -> None:
    detector = MigrationAutodetector(LOADER.project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(graph=LOADER.graph)
    # Django's own tables carry names translated into the language of the run; only ours are ours to write.
    ours = {model._meta.app_label for model in our_models()}
    lacking = {app: [str(o) for m in made for o in m.operations] for app, made in changes.items() if app in ours}
    assert lacking == {}


def test_every_package_with_tables_has_migrations() -> None:
    with_tables = {m._meta.app_label for m in our_models() if m._meta.managed and not m._meta.proxy}
    assert with_tables - {app for app, _ in OURS} == set()
    assert len(OURS) >= 1


@pytest.mark.parametrize("app", sorted({app for app, _ in OURS}))
def test_migrations_stand_in_one_line(app: str) -> None:
    assert len(LOADER.graph.leaf_nodes(app)) == 1


@pytest.mark.parametrize("key", OURS, ids=lambda key: f"{key[0]}-{key[1]}")
def test_a_migration_is_named_and_reversible(key: tuple[str, str]) -> None:
    assert not re.search(r"_auto_|_initial_|_and_more", key[1]), "name what it does"
    one_way = [o for o in OURS[key].operations if isinstance(o, RunPython | RunSQL) and not o.reversible]
    assert one_way == []
