"""The projection of item 13 against a naive reader who starts from nothing for every single day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from lhr.kernel.periods import Period, any_overlap
from lhr.service_record import rules
from lhr.service_record.pay import Pay
from lhr.service_record.pay import standing as drawn
from lhr.service_record.rules import CancelEffect, HeldPost, Line, MovementClass, ServicePicture

BEGIN = date(2018, 1, 1)
DAYS = 14
SALARIES = [Decimal(n) for n in (9740, 10060, 10380)]
PLACES = [UUID(int=n) for n in (1, 2)]
POSTS = [HeldPost(UUID(int=10 + n), "1101", is_palad=n == 0) for n in range(3)]
MOVEMENTS = {
    "APPOINT": MovementClass.START,
    "TRANSFER_IN": MovementClass.START,
    "MOVE": MovementClass.CHANGE,
    "PROMOTE": MovementClass.CHANGE,
    "POST_ABOLISH": MovementClass.CHANGE,
    "ACTING_FOR": MovementClass.OVERLAY,
    "SUSPENDED": MovementClass.OVERLAY,
    "TRANSFER_OUT": MovementClass.END,
    "RETIRE": MovementClass.END,
    "AMEND_ORDER": MovementClass.AMEND,
    "CANCEL_ORDER": MovementClass.CANCEL,
}


def the_day(number: int) -> date:
    return BEGIN + timedelta(days=number)


@st.composite
def records(draw: st.DrawFn, codes: Sequence[str] = sorted(MOVEMENTS)) -> list[Line]:
    """Any lines in any order: lawful or not, verified or not, cancelling each other or nothing."""
    lines: list[Line] = []
    for seq in range(1, draw(st.integers(0, 9)) + 1):
        code = draw(st.sampled_from(codes))
        starts = draw(st.integers(0, DAYS - 1))
        length = draw(st.none() | st.integers(1, 6))
        cancelling = code == "CANCEL_ORDER" and bool(lines)
        amending = code == "AMEND_ORDER" and bool(lines)
        lines.append(
            Line(
                entry_id=UUID(int=100 + seq),
                organisation_id=draw(st.sampled_from(PLACES)),
                movement_code=code,
                movement_class=MOVEMENTS[code],
                starts=the_day(starts),
                seq=seq,
                until=the_day(starts + length) if length and code in ("ACTING_FOR", "SUSPENDED") else None,
                post=draw(st.none() | st.sampled_from(POSTS)),
                cancels=draw(st.sampled_from(lines)).entry_id if cancelling else None,
                amends=draw(st.sampled_from(lines)).entry_id if amending else None,
                pay=Pay(salary=draw(st.none() | st.sampled_from(SALARIES))),
                cancel_effect=draw(st.sampled_from(CancelEffect)),
                ends_rights=code == "SUSPENDED",
                verified=draw(st.integers(0, 7)) > 0,
            )
        )
    return draw(st.permutations(lines))


def cancelling_order(line: Line, lines: Sequence[Line]) -> Line | None:
    """The naive reader asks for every line anew whether a standing later order cancels it from its start."""
    for other in lines:
        whole = (
            other.cancel_effect is CancelEffect.FROM_START
            and other.cancels == line.entry_id
            and other.verified
            and other.seq > line.seq
        )
        if whole and cancelling_order(other, lines) is None:
            return other
    return None


def until_of(line: Line, lines: Sequence[Line]) -> date | None:
    """The end of an overlay or of a change, cut by every standing order that ends it from a day on."""
    ends = [] if line.until is None else [line.until]
    for other in lines:
        cuts = other.cancel_effect is CancelEffect.FROM_DAY and other.cancels == line.entry_id
        if cuts and other.verified and other.seq > line.seq and cancelling_order(other, lines) is None:
            ends.append(other.starts)
    return min(ends, default=None)


def told(line: Line, lines: Sequence[Line]) -> Line:
    """A line as the standing orders that amend it let it count, each of them read in the same way."""
    if line.movement_class not in (MovementClass.START, MovementClass.CHANGE, MovementClass.AMEND):
        return line
    for order in sorted(lines, key=lambda n: n.seq):
        about = order.movement_class is MovementClass.AMEND and order.amends == line.entry_id
        if about and order.verified and order.seq > line.seq and cancelling_order(order, lines) is None:
            now = told(order, lines)
            salary = line.pay.salary if now.pay.salary is None else now.pay.salary
            line = replace(line, starts=now.starts, post=now.post or line.post, pay=Pay(salary=salary))
    return line


def standing_on(lines: Sequence[Line], day: date) -> list[Line]:
    """The lines as they count on this day: without what was cancelled from its start, or from a day that has come."""
    found = []
    for line in lines:
        if not line.verified or cancelling_order(line, lines):
            continue
        end = until_of(line, lines) if line.movement_class is MovementClass.CHANGE else None
        if end is None or (line.starts < end and day < end):
            found.append(told(line, lines))
    return found


def naive_salary(lines: Sequence[Line], day: date) -> Decimal | None:
    """The salary that the last line up to the day names, each line as it counts."""
    salary = None
    standing = standing_on(lines, day)
    for line in sorted(standing, key=lambda n: (n.starts, n.seq)):
        if line.movement_class is not MovementClass.AMEND and line.starts <= day and line.pay.salary is not None:
            salary = line.pay.salary
    return salary


def naive(lines: Sequence[Line], day: date) -> tuple[UUID | None, UUID | None, UUID | None]:
    """Return (organisation, post, the spell's mark) on `day`, read from nothing, morning by morning."""
    standing = standing_on(lines, day)
    place: UUID | None = None
    post: UUID | None = None
    spell: UUID | None = None
    morning = BEGIN
    while morning <= day:
        today = sorted((n for n in standing if n.starts == morning), key=lambda n: n.seq)
        if any(n.movement_class is MovementClass.END and n.organisation_id == place for n in today):
            # Whoever leaves the place where the day found him leaves before anything else happens.
            first = next(
                n for n in today if n.movement_class is MovementClass.END and n.organisation_id == place
            )
            rest = [
                n for n in today if n.movement_class is not MovementClass.END or n.organisation_id != place
            ]
            today = [first, *rest]
        for line in today:
            if line.movement_class is MovementClass.START:
                place, post, spell = line.organisation_id, None, line.entry_id
                post = line.post.post_id if line.post else None
            elif line.organisation_id == place and line.movement_class is MovementClass.END:
                place = post = spell = None
            elif line.organisation_id == place and line.movement_class is MovementClass.CHANGE:
                if line.movement_code == "POST_ABOLISH":
                    post = None
                post = line.post.post_id if line.post else post
        morning += timedelta(days=1)
    return place, post, spell


def naive_overlays(lines: Sequence[Line], day: date) -> set[tuple[str, UUID]]:
    """The overlays of `day`: begun by then, not ended, and the service they were laid over still goes on."""
    found = set()
    for line in lines:
        if line.movement_class is not MovementClass.OVERLAY or not line.verified:
            continue
        end = until_of(line, lines)
        if cancelling_order(line, lines) or not (line.starts <= day and (end is None or day < end)):
            continue
        began, now = naive(lines, line.starts), naive(lines, day)
        if began[0] == line.organisation_id and began[2] == now[2]:
            found.add((line.movement_code, line.organisation_id))
    return found


def days() -> list[date]:
    return [the_day(n) for n in range(-1, DAYS + 8)]


@given(records())
def test_every_day_is_as_the_naive_reader_finds_it(lines: list[Line]) -> None:
    picture = rules.project(lines)
    for day in days():
        place, post, _ = naive(lines, day)
        served, held = picture.employment_on(day), picture.post_on(day)
        assert (served.organisation_id if served else None) == place
        assert (held.post_id if held else None) == post
        assert drawn(rules.pay_lines(lines), day).salary == naive_salary(lines, day)
        laid = {(o.movement_code, o.organisation_id) for o in picture.overlays if o.period.covers(day)}
        assert laid == naive_overlays(lines, day)


@given(records(codes=("APPOINT", "PROMOTE", "AMEND_ORDER", "AMEND_ORDER", "AMEND_ORDER", "CANCEL_ORDER")))
def test_a_line_amended_again_and_again_counts_as_the_naive_reader_finds_it(lines: list[Line]) -> None:
    picture, paid = rules.project(lines), rules.pay_lines(lines)
    for day in days():
        place, post, _ = naive(lines, day)
        served, held = picture.employment_on(day), picture.post_on(day)
        assert (served.organisation_id if served else None) == place
        assert (held.post_id if held else None) == post
        assert drawn(paid, day).salary == naive_salary(lines, day)


@given(records())
def test_nobody_serves_two_places_or_holds_two_posts_on_one_day(lines: list[Line]) -> None:
    picture = rules.project(lines)
    assert not any_overlap(e.period for e in picture.employments)
    assert not any_overlap(i.period for i in picture.incumbencies)


@given(records())
def test_a_post_is_held_only_where_one_serves(lines: list[Line]) -> None:
    picture = rules.project(lines)
    for span in (*picture.incumbencies, *picture.overlays):
        around = picture.employment_on(span.starts)
        assert around is not None
        assert around.organisation_id == span.organisation_id
        assert around.until is None or (span.until is not None and span.until <= around.until)


@given(records())
def test_what_is_not_verified_says_nothing(lines: list[Line]) -> None:
    assert rules.project(lines) == rules.project([line for line in lines if line.verified])


@given(records(), st.randoms(use_true_random=False))
def test_the_order_in_which_lines_are_read_does_not_matter(lines: list[Line], shuffled: object) -> None:
    again = list(lines)
    shuffled.shuffle(again)  # type: ignore[attr-defined]
    assert rules.project(again) == rules.project(lines)


@given(records())
def test_cancelling_the_latest_line_is_as_if_it_had_never_been(lines: list[Line]) -> None:
    verified = [replace(line, verified=True) for line in lines]
    if not verified:
        return
    last = max(verified, key=lambda n: n.seq)
    order = replace(
        last,
        entry_id=UUID(int=999),
        movement_code="CANCEL_ORDER",
        movement_class=MovementClass.CANCEL,
        seq=last.seq + 1,
        cancels=last.entry_id,
        cancel_effect=CancelEffect.FROM_START,
        until=None,
        post=None,
    )
    without = [line for line in verified if line is not last]
    assert rules.project([*verified, order]) == rules.project(without)


def covers(periods: list[Period], day: date) -> bool:
    return any(p.covers(day) for p in periods)


def periods() -> st.SearchStrategy[list[Period]]:
    one = st.tuples(st.integers(0, 12), st.none() | st.integers(1, 6))
    return st.lists(
        one.map(lambda p: Period(the_day(p[0]), the_day(p[0] + p[1]) if p[1] else None)), max_size=3
    )


@given(periods(), periods())
def test_the_first_day_lost_is_the_first_that_only_the_earlier_picture_covers(
    before: list[Period], after: list[Period]
) -> None:
    lost = [day for day in days() if covers(before, day) and not covers(after, day)]
    assert rules.first_lost(before, after) == next(iter(lost), None)


@given(records(), records())
def test_the_news_names_exactly_the_places_that_lose_days(one: list[Line], other: list[Line]) -> None:
    before, after = rules.project(one), rules.project(other)
    news = dict(rules.compare(before, after).left)
    for place in PLACES:
        lost = [day for day in days() if serves(before, place, day) and not serves(after, place, day)]
        assert news.get(place) == next(iter(lost), None)


def serves(picture: ServicePicture, place: UUID, day: date) -> bool:
    return picture.serves(place, day)
