"""As-of replay against a naive oracle: any sequence of acts, asked on any day, as known after any change."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import NamedTuple
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from lhr.access.actor import operator
from lhr.audit import tags
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.kernel.words import Words
from lhr.organisations.models import Organisation, OrganisationName

START = date(2018, 1, 1)
DAYS = 12
days = st.integers(0, DAYS - 1)
acts = st.lists(
    st.tuples(st.sampled_from(["record", "correct", "end", "withdraw"]), days, st.integers(1, 6), st.integers(0, 3)),
    min_size=1,
    max_size=14,
)


class Span(NamedTuple):
    """What the oracle keeps of a fact: plain day numbers and the name."""

    starts: int
    until: int | None
    name: str


def clashes(held: dict[int, Span], new: Span, ignore: int | None = None) -> bool:
    return any(set(covered(new)) & set(covered(span)) for key, span in held.items() if key != ignore)


def covered(span: Span) -> range:
    return range(span.starts, 1000 if span.until is None else span.until)


@pytest.mark.django_db
@given(acts)
def test_what_was_known_on_any_day_after_any_change_is_what_the_naive_oracle_says(
    plan: list[tuple[str, int, int, int]],
) -> None:
    tags.TAGS["test:any:act"] = Words("ทดสอบ", "test")
    try:
        with transaction.atomic():
            replay(plan)
            transaction.set_rollback(True)
    finally:
        del tags.TAGS["test:any:act"]


def replay(plan: list[tuple[str, int, int, int]]) -> None:
    by = operator(START, "ผู้ดูแลระบบ")
    place = Organisation(level="PROVINCE", path=f"/{uuid4().hex[:8]}/", founded_on=START)
    with change(by, "test:any:act", place):
        place.save(force_insert=True)
    both = Both(place)
    snapshots: list[tuple[int, dict[int, Span]]] = []
    for number, (verb, day, length, which) in enumerate(plan):
        with change(by, "test:any:act", place) as this:
            getattr(both, verb)(this, number, day, length, which)
        snapshots.append((this.seq, deepcopy(both.held)))
    for seq, known in snapshots:
        for day in range(DAYS + 8):
            found = OrganisationName.objects.filter(organisation=place).as_of(START + timedelta(days=day), seq)
            assert sorted(f.name for f in found) == sorted(s.name for s in known.values() if day in covered(s))


class Both:
    """The ledger and the oracle, moved together by the same acts; what would overlap is not tried."""

    def __init__(self, place: Organisation) -> None:
        self.place = place
        self.rows: dict[int, OrganisationName] = {}
        self.held: dict[int, Span] = {}

    def target(self, which: int) -> int | None:
        return sorted(self.rows)[which % len(self.rows)] if self.rows else None

    def record(self, this: Change, number: int, day: int, length: int, which: int) -> None:
        span = Span(day, None if length == 6 else day + length, f"ชื่อ{number}")
        if not clashes(self.held, span):
            self.held[number] = span
            self.rows[number] = ledger.record(this, OrganisationName, **columns(self.place, span))

    def correct(self, this: Change, number: int, day: int, length: int, which: int) -> None:
        key, span = self.target(which), Span(day, day + length, f"แก้{number}")
        if key is not None and not clashes(self.held, span, ignore=key):
            self.held[key] = span
            self.rows[key] = ledger.correct(this, self.rows[key], **columns(self.place, span))

    def end(self, this: Change, number: int, day: int, length: int, which: int) -> None:
        key = self.target(which)
        if key is None or day >= (self.held[key].until or 1000):
            return
        ended = ledger.end(this, self.rows[key], START + timedelta(days=day))
        if ended is None:
            del self.held[key], self.rows[key]
        else:
            self.rows[key], self.held[key] = ended, self.held[key]._replace(until=day)

    def withdraw(self, this: Change, number: int, day: int, length: int, which: int) -> None:
        key = self.target(which)
        if key is not None:
            ledger.withdraw(this, self.rows.pop(key))
            del self.held[key]


def columns(place: Organisation, span: Span) -> dict[str, object]:
    until = None if span.until is None else START + timedelta(days=span.until)
    return {
        "organisation": place,
        "name": span.name,
        "sort_key": span.name,
        "starts": START + timedelta(days=span.starts),
        "until": until,
    }
