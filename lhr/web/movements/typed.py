"""The movement screen as typed so far, kept by the server (lhr.audit.drafts): one draft for each kind and person.

An account's drafts stand together, so that they can be offered. A number is kept sealed to the account.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.utils.crypto import salted_hmac

from lhr import config
from lhr.access.actor import Actor
from lhr.audit import drafts
from lhr.kernel import clock
from lhr.kernel.digits import to_arabic
from lhr.people import vault

_AT_MOST = 20
_LONGEST = 300
_NUMBER = "national_id"
# What a link can name as well, or the page proposes by itself: no typing that anybody would miss.
_CHOSEN = ("movement", "person", "cancels", "amends", "again", "case", "corrects")
_NOT_TYPED = frozenset({*_CHOSEN, "proposed", "ticket", "cancel_effect", "version"})


@dataclass(frozen=True, slots=True)
class Draft:
    """What one account typed of one movement. `mark` names it in addresses and says nothing of anybody.

    It follows from kind and person, so that a field that is left and a press at the same moment keep one draft.
    """

    mark: str
    at: datetime
    typed: dict[str, str]

    @property
    def of(self) -> tuple[str, ...]:
        """The kind of movement, and the person, line or number that it is about."""
        number = "".join(filter(str.isdigit, to_arabic(self.typed.get(_NUMBER, ""))))
        return (*(self.typed.get(name, "") for name in _CHOSEN), number)

    @property
    def person(self) -> UUID | None:
        """None too for what was typed there and is no person's id: a draft is kept as it came."""
        try:
            return UUID(self.typed.get("person", ""))
        except ValueError:
            return None


def kept(by: Actor) -> list[Draft]:
    """Return the account's drafts, the latest first."""
    since = clock.now() - timedelta(days=config.draft_days())
    found = [_opened(mark, text, by) for mark, text in drafts.kept(**_where(by)).items()]
    return sorted((one for one in found if one.at >= since), key=lambda one: one.at, reverse=True)


def draft(by: Actor, mark: str) -> Draft | None:
    return next((one for one in kept(by) if one.mark == mark), None) if mark else None


def keep(by: Actor, mark: str, typed: Mapping[str, Any]) -> str:
    """Keep what was typed instead of what stood there; return its mark, "" when nothing was typed yet."""
    said = _said(typed)
    if said.get("starts") == said.get("proposed"):
        said.pop("starts", None)
    if not said.keys() - _NOT_TYPED:
        return ""
    one = Draft("", clock.now(), said)
    one = replace(one, mark=_mark(by, one.of))
    others = [other for other in kept(by) if other.mark not in (mark, one.mark)]
    _write(by, [one, *others][:_AT_MOST])
    return one.mark


def drop(by: Actor, mark: str, sent: Mapping[str, Any] | None = None) -> None:
    """The officer gave it up, or the movement was sent: then whatever else is of this kind and person goes too."""
    mine, gone = kept(by), {mark}
    if sent:
        gone.add(_mark(by, Draft("", clock.now(), _said(sent)).of))
    rest = [one for one in mine if one.mark not in gone]
    if len(rest) < len(mine):
        _write(by, rest)


def _mark(by: Actor, of: tuple[str, ...]) -> str:
    return salted_hmac("lhr.web.movements.typed", repr((by.account_id, of)), algorithm="sha256").hexdigest()[:16]


def _said(typed: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value)[:_LONGEST] for name, value in typed.items() if value}


def address(mark: str, typed: Mapping[str, Any], *, at: str, look: bool = False) -> str:
    """Return where the page `at` shows this draft; without one the address says what was chosen. Never a number."""
    told = {"draft": mark} if mark else {n: str(typed[n]) for n in _CHOSEN if typed.get(n)}
    asked = urlencode({**told, **({"look": "1"} if look else {})})
    return f"{at}{'?' if asked else ''}{asked}"


def _where(by: Actor) -> dict[str, str]:
    return {"account": str(by.account_id), "form": "movements:key", "subject": ""}


def _write(by: Actor, mine: list[Draft]) -> None:
    if mine:
        drafts.keep({one.mark: _sealed(one, by) for one in mine}, **_where(by))
    else:
        drafts.drop(**_where(by))


def _sealed(one: Draft, by: Actor) -> str:
    typed, owner = dict(one.typed), by.account_id
    number = typed.pop(_NUMBER, "")
    if number and owner is not None:
        typed[_NUMBER] = b64encode(vault.seal(number, owner)).decode()
    return json.dumps({"at": one.at.isoformat(), "typed": typed})


def _opened(mark: str, text: str, by: Actor) -> Draft:
    told = json.loads(text)
    one = Draft(mark, datetime.fromisoformat(told["at"]), told["typed"])
    sealed, owner = one.typed.get(_NUMBER, ""), by.account_id
    if not sealed or owner is None:
        return one
    try:
        number = vault.open_sealed(b64decode(sealed), owner)
    except InvalidTag:  # the key of the numbers was changed meanwhile: it is typed again
        number = ""
    return replace(one, typed={**one.typed, _NUMBER: number})
