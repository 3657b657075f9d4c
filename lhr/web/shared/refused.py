"""After a refused save the browser is sent to the form's own page, which shows it as it was typed with what was found:
Back and Reload then never ask to send the form again.

Until the next save it is kept in the browser's session, half an hour at most. Passwords and card statements never
are; an ID number is kept sealed to the account.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from cryptography.exceptions import InvalidTag
from django.forms import Field, PasswordInput
from django.http import HttpResponseRedirect

from lhr.kernel import clock
from lhr.kernel.rules import Finding, Rule, Weight
from lhr.kernel.words import Words
from lhr.people import vault
from lhr.web.shared.forms import LhrForm, NationalIdField, Told
from lhr.web.shared.requests import OfficerRequest

MARK = "kept"
MINUTES, AT_MOST = 30, 6
_STORE = "refused_forms"
_LONGEST = 2000
_SEEN = ("version", "seen")
_PARTS = ("says", "remedy", "source")


@dataclass(frozen=True, slots=True)
class Kept:
    """One refused form: what was typed into each field, and what was said of it."""

    typed: dict[str, list[str]]
    told: list[dict[str, str]]
    since: list[list[str]] | None = None  # who was faster did this


def send_to_form(request: OfficerRequest, forms: Mapping[str, LhrForm], at: str) -> HttpResponseRedirect:
    """Keep the forms as they are, by the names that the page knows them by, and return the way to the page at `at`."""
    mark = secrets.token_urlsafe(6)
    bound = {name: _kept(request, form) for name, form in forms.items() if form.is_bound}
    row = {"at": clock.now().isoformat(), "path": urlsplit(at).path, "forms": bound}
    request.session[_STORE] = dict([*_fresh(request).items(), (mark, row)][-AT_MOST:])
    return HttpResponseRedirect(f"{at}{'&' if '?' in at else '?'}{urlencode({MARK: mark})}")


def bring_back(request: OfficerRequest, **forms: LhrForm) -> bool:
    """Show the forms as they were refused, when the address says which; return whether it did."""
    row = _fresh(request).get(str(request.GET.get(MARK, "")))
    if row is None or row["path"] != request.path:
        return False
    for name, form in forms.items():
        kept = row["forms"].get(name)
        if kept is not None and not form.is_bound:
            _restore(request, form, Kept(**kept))
    return True


def here(request: OfficerRequest) -> str:
    """Return this address without the mark of an earlier refusal."""
    asked = request.GET.copy()
    asked.pop(MARK, None)
    return f"{request.path}{'?' if asked else ''}{asked.urlencode()}"


def _fresh(request: OfficerRequest) -> dict[str, Any]:
    since = (clock.now() - timedelta(minutes=MINUTES)).isoformat()
    return {mark: row for mark, row in request.session.get(_STORE, {}).items() if row["at"] >= since}


def _kept(request: OfficerRequest, form: LhrForm) -> dict[str, Any]:
    typed = {}
    for name, field in form.fields.items():
        values = _typed(form, name, getattr(field, "kept_up_to", _LONGEST))
        if isinstance(field.widget, PasswordInput) or not values:
            continue
        typed[name] = [_sealed(request, v) for v in values] if isinstance(field, NationalIdField) else values
    told = [
        _as_row(name, error) for name, errors in form.errors.as_data().items() for error in errors
    ]
    since = None if form.overtaken is None else [[one.text("th"), one.text("en")] for one in form.overtaken]
    return {"typed": typed, "told": told, "since": since}


def _typed(form: LhrForm, name: str, longest: int) -> list[str]:
    key, data = form.add_prefix(name), form.data
    values = data.getlist(key) if hasattr(data, "getlist") else [data[key]] if key in data else []
    return [str(value)[:longest] for value in values]


def _restore(request: OfficerRequest, form: LhrForm, kept: Kept) -> None:
    data = {}
    for name, values in kept.typed.items():
        field: Field | None = form.fields.get(name)
        opened = [_opened(request, v) for v in values] if isinstance(field, NationalIdField) else values
        # Whoever saves again has the latest before him, so it is the latest version that he has seen.
        data[form.add_prefix(name)] = [str(form.initial[name])] if name in _SEEN and name in form.initial else opened
    form.show_again(data, [(row["on"], _from_row(row)) for row in kept.told])
    if kept.since is not None:
        form.overtaken = tuple(Words(th, en).literal() for th, en in kept.since)


def _as_row(name: str, error: Any) -> dict[str, str]:
    """One thing said of a field, in both languages, as a session can hold it."""
    row = {"on": "" if name == "__all__" else name, "code": ""}
    found, words = getattr(error, "finding", None), getattr(error, "words", None)
    if isinstance(found, Finding):
        said = {f"{part}_{lang}": getattr(found, part)(lang) for part in _PARTS for lang in ("th", "en")}
        offer = str(found.values.get("offer", ""))
        return {**row, **said, "code": found.code, "weight": found.weight, "step": found.step, "offer": offer}
    plain = " ".join(error.messages)
    th, en = (words.text("th"), words.text("en")) if isinstance(words, Words) else (plain, plain)
    return {**row, "says_th": th, "says_en": en}


def _from_row(row: Mapping[str, str]) -> Told:
    if not row["code"]:
        return Told(_words(row, "says"))
    says, remedy, source = (_words(row, part) for part in _PARTS)
    rule = Rule(row["code"], Weight(row["weight"]), row["on"], "", says, remedy, source, "")
    return Told(rule.finding(step=row["step"], offer=row["offer"]))


def _words(row: Mapping[str, str], part: str) -> Words:
    """What was said is filled in already: braces that an officer typed are no placeholders."""
    th, en = (row[f"{part}_{lang}"].replace("{", "{{").replace("}", "}}") for lang in ("th", "en"))
    return Words(th, en)


def _sealed(request: OfficerRequest, number: str) -> str:
    owner = request.actor.account_id
    return b64encode(vault.seal(number, owner)).decode() if owner and number else ""


def _opened(request: OfficerRequest, sealed: str) -> str:
    owner = request.actor.account_id
    try:
        return vault.open_sealed(b64decode(sealed), owner) if owner and sealed else ""
    except InvalidTag:
        return ""
