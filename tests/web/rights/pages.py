"""Reading a page as an officer does: its words, its fields, its buttons."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client

from lhr.audit import saves
from tests.support.pages import html_of
from tests.web.rights.conftest import PASSWORD

EDIT, KEEP = "/rights/edit/", "/rights/edit/keep/"


def words(answer: Any) -> str:
    """Return the text of a page without markup, on one line."""
    bare = re.sub(r"<(script|style)\b.*?</\1>", " ", html_of(answer), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", bare))).strip()


def choices(answer: Any) -> dict[str, str]:
    """Return the choosing buttons of a page: what stands on each, and its value."""
    found = re.findall(
        r'<button[^>]*name="choose" value="([^"]+)"[^>]*>(.*?)</button>', html_of(answer), re.DOTALL
    )
    return {html.unescape(says).strip(): value for value, says in found}


def fields(answer: Any) -> dict[str, str]:
    """Return what the fields of SEM102 hold, as the browser would send them."""
    page, found = html_of(answer), {}
    for tag in re.findall(r"<input\b[^>]*>", page):
        name, value = _part(tag, "name"), _part(tag, "value")
        of_sheet = 'form="sem102"' in tag or name == "based_on"
        if of_sheet and (_part(tag, "type") != "radio" or "checked" in tag):
            found[name] = html.unescape(value)
    return found


def _part(tag: str, name: str) -> str:
    met = re.search(rf'\b{name}="([^"]*)"', tag)
    return met.group(1) if met else ""


def search(client: Client, block: str, number: str, **more: str) -> Any:
    return client.post(f"/rights/edit/pick/{block}/", {"national_id": number, **more})


def pick(client: Client, block: str, number: str) -> Any:
    """Search, choose what is offered first, and return SEM102 with the person in its block."""
    found = search(client, block, number)
    value = next(iter(choices(found).values()))
    return client.post(KEEP, {"choose": value}, follow=True)


def press_save(client: Client, **typed: str) -> Any:
    """Fill in the fields of SEM102 and press Save with the password."""
    held = fields(client.get(EDIT))
    told = {"save_key": saves.new_key(), "confirm_password": PASSWORD}
    return client.post(EDIT, {**held, **told, **typed})
