"""Somebody at the movement screen, who looks before sending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client

from lhr.audit import saves
from tests.web.desks import CardClient, text_of

ORDER = {"citation_number": "๑๒", "citation_year": "๒๕๖๑", "citation_signed_on": "๒๐ ก.ค. ๒๕๖๑"}


@dataclass
class Typist:
    client: Client

    def looks(self, **typed: Any) -> Any:
        return self.client.post("/movements/new/", self.body("look", typed), follow=True)

    def sends(self, **typed: Any) -> Any:
        """Look, then send exactly what was looked at."""
        looked = self.looks(**typed)
        assert looked.context["outlook"] is not None, text_of(looked)
        known = {
            "seen": looked.context["outlook"].seen,
            "ticket": looked.context["form"]["ticket"].value() or "",
        }
        return self.client.post("/movements/new/", self.body("send", {**typed, **known}))

    def keys(self, **typed: Any) -> str:
        """Send a movement; return its line's id."""
        return line_of(self.sends(**typed))

    def body(self, step: str, typed: dict[str, Any]) -> dict[str, Any]:
        return {"save_key": saves.new_key(), "step": step, **ORDER, **typed}


def line_of(answer: Any) -> str:
    """Return the id of the line that a save led to."""
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"]).rstrip("/").rsplit("/", 1)[-1]


QUEUE, VERIFY = "/movements/queue/", "/movements/queue/verify/"


def presses(client: Client, line: str, what: str, **typed: Any) -> Any:
    """Press verify, return or withdraw on a line; verifying shows the card."""
    if what == "verify":
        return verifies(client, line)
    body = {"save_key": saves.new_key(), "version": 1, **typed}
    return client.post(f"/movements/lines/{line}/{what}/", body)


def verifies(client: Client, *lines: str, version: int = 1) -> Any:
    """Tick these lines and sign them by card, all at once."""
    assert isinstance(client, CardClient)
    body = {"save_key": saves.new_key(), "line": [f"{line}:{version}" for line in lines]}
    return client.signs(VERIFY, body)
