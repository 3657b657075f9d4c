"""The LGO that most tests begin with is made once a session, in a copy of the database of its own, and not before each
of a thousand tests. A test that asks for such a fixture runs there and rolls back as ever; what the fixtures hand out
are copies, since tests change them. Any other test sees a database without it.

`@made_once(build)` below `@pytest.fixture` says how; the fixture itself returns `held(name)`, or makes what it returns.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Generator
from contextlib import ExitStack
from typing import Any, TypeVar

import pytest
from django.db import connections

from lhr.organisations import settling
from tests.support.databases import MAIN, Store

Build = Callable[[], dict[str, Any]]
T = TypeVar("T", bound=Callable[..., Any])

_made: dict[tuple[Build, bool], tuple[str, dict[str, Any]]] = {}
_held: dict[str, Any] = {}


def made_once(build: Build, *, richer: int = 0) -> Callable[[T], T]:
    """Mark a fixture; of several that a test asks for the richest says what stands."""

    def mark(function: T) -> T:
        function.__dict__["made_once"] = (richer, build)
        return function

    return mark


def held(name: str) -> Any:
    """Return this test's copy of what stands, None where nothing does."""
    return _held.get(name)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: pytest.FixtureRequest) -> Generator[None, Any, Any]:
    if fixturedef.argname == "_django_db_helper":
        request.getfixturevalue("django_db_setup")
        with request.getfixturevalue("django_db_blocker").unblock():
            _stand(request.getfixturevalue("store"), request.node)
    return (yield)


def _stand(store: Store, item: Any) -> None:
    known, wanted = item._fixtureinfo.name2fixturedefs, item.fixturenames
    own = {"own_database", "shared_database"} & set(wanted)
    marks = [one for name in wanted if (one := _mark(known.get(name))) and not own]
    _held.clear()
    if not marks:
        _point_at(store, MAIN)
        return
    key = (max(marks, key=lambda one: one[0])[1], "on_the_day" in item.fixturenames)
    if key not in _made:
        _made[key] = _make(store, *key)
    name, objects = _made[key]
    _point_at(store, name)
    _held.update(copy.deepcopy(objects))


def _mark(definitions: Any) -> tuple[int, Build] | None:
    return getattr(definitions[-1].func, "made_once", None) if definitions else None


def _make(store: Store, build: Build, on_the_day: bool) -> tuple[str, dict[str, Any]]:
    name = f"lhr_standing_{len(_made)}"
    store.copy(name)
    _point_at(store, name)
    settling.forget()
    from tests.support.world import cheaply, morning  # they begin with the cast, which begins with this

    with ExitStack() as around:
        around.enter_context(cheaply())
        if on_the_day:
            around.enter_context(morning())
        return name, build()


def _point_at(store: Store, name: str) -> None:
    settings = connections["default"].settings_dict
    if settings["NAME"] != store.address(name):
        connections.close_all()
        settings["NAME"] = store.address(name)
