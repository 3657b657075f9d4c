"""Somebody was faster: who did what and when, and what the latest version says beside what was typed. What was typed
stays in the fields: saving again is the choice for it, opening the form anew the choice against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms

from lhr.audit.queries import Touched
from lhr.audit.tags import TAGS
from lhr.kernel import clock
from lhr.kernel.thai_date import said, show
from lhr.kernel.words import Words, filled
from lhr.web.shared.forms import LhrForm, NationalIdField, language

Since = Callable[[], Iterable[Touched]]
_AT_MOST = 5
_TOLD = Words("{what} โดย {by} {day} {time} น.", "{what} by {by}, {day} {time}")
_YES, _NO = Words("ใช่", "yes"), Words("ไม่", "no")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that the latest version says otherwise than it was typed."""

    name: str
    label: Any
    theirs: str
    mine: str


def told(acts: Iterable[Touched]) -> list[Words]:
    """Return who did what and when, the last few of them."""
    return [_said(one) for one in list(acts)[-_AT_MOST:]]


def differences(form: LhrForm) -> list[Difference]:
    """Return the fields in which what was typed is not what the latest version says. A number of somebody's is never
    shown; of what was typed for this press alone (a reason) nothing is on file."""
    latest: Mapping[str, Any] = form.initial if form.latest is None else form.latest
    found = []
    for bound in form.visible_fields():
        if bound.name not in latest or isinstance(bound.field, NationalIdField | forms.FileField):
            continue
        theirs = _shown(bound.field, latest[bound.name])
        mine = _shown(bound.field, bound.data)
        if theirs != mine:
            found.append(Difference(bound.name, bound.label, theirs, mine))
    return found


def _said(one: Touched) -> Words:
    local = one.at.astimezone(clock.BANGKOK)
    tag = TAGS.get(one.tag, Words(one.tag, one.tag))
    return filled(_TOLD, what=tag, by=one.by, day=said(local.date()), time=f"{local:%H:%M}")


def _shown(field: forms.Field, value: Any) -> str:
    """A value as the officer reads it, whether it was typed or is on file."""
    if isinstance(field, forms.BooleanField):
        return (_YES if field.to_python(value) else _NO).text(language())
    if isinstance(value, list | tuple):
        return ", ".join(_shown(field, one) for one in value)
    if isinstance(field, forms.ChoiceField):
        return _chosen(cast("Iterable[Any]", field.choices), "" if value is None else str(value))
    return _plain(field, value)


def _plain(field: forms.Field, value: Any) -> str:
    if value in (None, ""):
        return ""
    try:
        read = field.clean(value) if isinstance(value, str) else value
    except forms.ValidationError:
        read = value
    if isinstance(read, date):
        return show(read, "short", digits="arabic")
    return f"{read.normalize():,f}" if isinstance(read, Decimal) else str(read)


def _chosen(choices: Iterable[Any], value: str) -> str:
    for code, label in choices:
        if isinstance(label, list | tuple):
            inside = _chosen(label, value)
            if inside != value:
                return inside
        elif str(code) == value:
            return str(label) if value else ""
    return value
