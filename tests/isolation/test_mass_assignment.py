"""Row A3: a form takes its own fields and no other. Each form is sent as an officer sends it, and once more with every
column of every table beside it: both leave the register in the same state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import resolve

from lhr.web.organisations.acts import ACTS
from tests.access import matrix
from tests.isolation import dump
from tests.isolation.forms import NO_FORM_OF_ITS_OWN, Form, forms
from tests.isolation.room import Room, Typed, room
from tests.support.rows import Row
from tests.support.world import undone

pytestmark = [pytest.mark.once, pytest.mark.assurance("A3")]
__all__ = ["room"]


def hopes(room: Room) -> Typed:
    """Every column of every table, with what somebody would like to stand in it."""
    found: Typed = {}
    for model in apps.get_models():
        for column in model._meta.fields:
            found |= dict.fromkeys((column.name, column.attname), _hope(room, column))
    return found


def _hope(room: Room, column: models.Field[Any, Any]) -> str:
    if column.choices:
        return str(list(column.choices)[-1][0])
    there = room.there
    ids = {
        **dict.fromkeys(("organisation", "office"), there.lgo.pk),
        "person": there.place["hr"],
        "post": there.place.posts["hr"],
        "account": there.account["officer"].pk,
    }
    if column.name.removesuffix("_id") in ids:
        return str(ids[column.name.removesuffix("_id")])
    if isinstance(column, models.UUIDField | models.ForeignKey):
        return str(there.place["palad"])
    if isinstance(column, models.DateTimeField):
        return "2018-01-01T00:00:00Z"
    if isinstance(column, models.DateField):
        return "2 ก.พ. 2561"
    if isinstance(column, models.BooleanField):
        return "on"
    return "9" if isinstance(column, models.IntegerField) else "แทรก"


def changed(room: Room, form: Form, beside: Typed) -> list[tuple[str, str, Any]]:
    """Send the form, and return what it changed: table, column and value, without what is new at each sending."""
    desk, before, passing = room.desk(form.role), room.before, dump.PASSING - {*form.writes.split()}
    with undone():
        more = form.before(desk, beside) if form.before else {}
        if form.before or form.writes:
            before = dump.as_stored(without=passing)
        form.send(desk, {**beside, **more, **form.typed})
        after = dump.as_stored(without=passing)
    return sorted(
        (table, column, "…" if column in NUMBERED else _settled(value))
        for (table, key), row in _differing(before, after)
        for column, value in row.items()
        if before.get((table, key), {}).get(column, ...) != value and (table, column) not in RANDOM
    )


def _differing(before: dump.Rows, after: dump.Rows) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    for key, row in after.items():
        if before.get(key) != row:
            yield key, row
    for key in before.keys() - after.keys():
        yield key, dict.fromkeys(before[key], "gone")


RANDOM = {("identity_pairingcode", "handle"), ("identity_agentlink", "n"), ("audit_changedrow", "row")}
# Numbers and marks that PostgreSQL gives anew although the sending before was undone.
NUMBERED = {"seq", "id", "transaction", "began", "change_id", "recorded_id", "superseded_id", "took_effect"}
NUMBERED |= {"reading_id", "first_change", "last_change"}
FRESH = re.compile(
    r'(?<="id": )\d+|(?<="first_change": )\d+|(?<="last_change": )\d+|'
    r'(?<="recorded_id": )\d+|(?<="superseded_id": )\d+|(?<="took_effect": )\d+|'
    r"(?<=/)[0-9a-f]{8}(?=/)|"  # the last step of an LGO's path
    r'(?<=\\"number\\": \\")[^"\\]+|'  # sealed anew each time
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}|argon2\S+|[A-Za-z0-9_-]{22,}"
)


def _settled(value: Any) -> str:
    """An id, a digest or a code that is new each time; those that stood before are kept by name."""
    return FRESH.sub("…", bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value))


def batches(room: Room, form: Form) -> Iterator[Typed]:
    """The columns under their own names, and for SEM102 under those of its blocks too; no page takes 500 at once, and
    the card agent's addresses not even these."""
    columns, own = hopes(room), {*form.typed, *form.listed.split()}
    if form.as_json:
        named = [name for name in columns if name not in own]
        half = len(named) // 2
        yield from ({name: columns[name] for name in some} for some in (named[:half], named[half:]))
        return
    for block in ("", "registrar-", "officer-") if form.address == "/rights/edit/" else ("",):
        yield {f"{block}{name}": value for name, value in columns.items() if f"{block}{name}" not in own}


def test_a_form_takes_no_field_but_its_own(room: Room, row: Row) -> None:
    taken, idle, refused, every = [], [], [], forms(room)
    for form in every:
        plain = changed(room, form, {})
        if not plain:
            idle.append(str(form))
        for beside in batches(room, form):
            more = changed(room, form, beside)
            if not more:
                refused.append(str(form))
            taken += [f"{form}: {one}" for one in {*more} ^ {*plain}] if more else []
    row.counted(f"{len(hopes(room))} fields × {len(every)} forms, {len(taken)} changed", "0 unlisted fields changed")
    assert not idle, "these were refused without any addition: " + ", ".join(idle)
    assert not refused, "with an addition these were refused, so nothing was shown of them: " + ", ".join(refused)
    assert not taken, "\n".join(taken)


def test_every_address_that_takes_a_form_is_sent_one_or_says_why_not(room: Room) -> None:
    """A new form fails here until it stands in `forms`, or among those without one with a reason that is true."""
    sent = {resolve(form.address.split("?")[0]) for form in forms(room)}
    names = {found.view_name for found in sent}
    posted = {name for name, one in matrix.addresses().items() if "POST" in one.methods}
    assert posted - names == set(NO_FORM_OF_ITS_OWN)
    assert names <= posted
    assert {found.kwargs["what"] for found in sent if found.view_name == "organisations:act"} == set(ACTS)
