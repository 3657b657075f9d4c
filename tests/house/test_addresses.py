"""Every address says who may open it: @needs(Permission.X) or @public("why")."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from lhr.access.permissions import Permission
from tests.house import repository


def _addresses(under: URLResolver, prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for entry in under.url_patterns:
        route = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _addresses(entry, route)
        elif isinstance(entry, URLPattern):
            yield route, entry.callback


ADDRESSES = list(_addresses(get_resolver()))


def _says_who(view: Callable[..., Any]) -> bool:
    said = getattr(view, "view_class", view)
    permission = getattr(view, "lhr_permission", getattr(said, "lhr_permission", None))
    why = getattr(view, "lhr_public", getattr(said, "lhr_public", ""))
    return isinstance(permission, Permission) or bool(str(why).strip())


def test_every_address_says_who_may_open_it() -> None:
    assert [route for route, view in ADDRESSES if not _says_who(view)] == []


def test_the_addresses_were_seen() -> None:
    areas = [
        p for p in repository.files() if p.name == "urls.py" and repository.name(p).startswith("lhr/web/")
    ]
    assert len(ADDRESSES) >= len(areas)


def test_no_address_carries_an_id_number() -> None:
    """A national ID would stand in logs and in the browser's history: it is only ever posted."""
    told = ("national", "pin", "cid", "citizen")
    assert [route for route, _ in ADDRESSES if any(word in route for word in told)] == []
