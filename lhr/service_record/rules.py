"""What a line of item 13 must keep to, and who may write and verify it. Pure: everything needed comes as a value.

The projection stands in rules_of_projection.py, what it tells in rules_of_news.py, how a movement fits a service in
rules_of_course.py, the texts in rules_said.py; all are offered from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from lhr.kernel.periods import Period
from lhr.kernel.rules import Finding, Weight
from lhr.kernel.rules_of_dates import KE_03
from lhr.kernel.thai_date import Precision, in_full
from lhr.kernel.words import Words, filled
from lhr.service_record.drafts import Citation, Literals, MovementDraft, NewPerson, OpeningRecord
from lhr.service_record.rules_of_course import (
    TRANSFER_IN,
    TRANSFER_OUT,
    Movement,
    check_amending,
    check_cancelling,
    check_course,
    check_death,
    check_effect,
    check_one_post,
    check_posts_free,
    check_received,
    check_release,
    check_seen,
    check_striking,
    ends_or_begins,
    follows_the_record,
    is_amend,
    is_amendable,
    is_cancel,
    is_overlay,
    is_start,
    no_start,
)
from lhr.service_record.rules_of_news import News, compare, first_lost
from lhr.service_record.rules_of_projection import (
    CONTRACTS,
    CancelEffect,
    EmploymentSpan,
    HeldPost,
    IncumbencySpan,
    Line,
    OverlaySpan,
    Projection,
    ServicePicture,
    amended,
    as_it_stands,
    as_they_stand,
    before_receipt,
    cancelled,
    endable,
    has_end,
    on_the_way,
    paid_by,
    pay_lines,
    project,
    released,
    undone,
    went_outside,
)
from lhr.service_record.rules_said import (
    OR_02,
    OR_03,
    OR_05,
    OR_10,
    RULES,
    SR_01,
    SR_02,
    SR_03,
    SR_06,
    SR_07,
    SR_08,
)
from lhr.standards.rules import Affects, MovementClass, NeedsCitation, RightsEffect

_BY_TELEPHONE = Words("ทางโทรศัพท์ {telephone} หรือหนังสือ", "by telephone {telephone} or by letter")
_BY_LETTER = Words("ทางโทรศัพท์หรือหนังสือ", "by telephone or by letter")
RETIREMENT_AGE_YEARS = 60
MINIMUM_AGE_YEARS = 18
RETIRE, DEATH, APPOINT, OPENING = "RETIRE", "DEATH", "APPOINT", "OPENING"
CANCEL_ORDER, AMEND_ORDER, SECONDED = "CANCEL_ORDER", "AMEND_ORDER", "SECONDED"
# Two LGOs signed these, or an order undid another: what is wrong in them is undone by an order.
UNCORRECTED = (TRANSFER_IN, TRANSFER_OUT, CANCEL_ORDER)
# Kinds of which the salary is the point: without one the line says nothing (SR-10.4).
PAID_MOVEMENTS = frozenset(
    {
        "STEP_RISE",
        "NO_RISE",
        "PERCENT_RISE",
        "SPECIAL_PAY",
        "SCHEDULE_ADJUST",
        "QUALIFICATION_ADJUST",
        "LAW_ADJUST",
        "RANK",
        "PAY_CUT",
        "STEP_DOWN",
    }
)
# What a record carried over may tell beside that: how the service began, and what happened inside it.
BEGUN_HERE = frozenset({APPOINT, "REAPPOINT", "CONTRACT_START"})
CARRIED_OVER = PAID_MOVEMENTS | {
    "PROBATION", "PROBATION_PASSED", "CONTRACT_RENEW", "MOVE", "PROMOTE", "RECLASSIFY",
}  # fmt: skip
# What no kind of order carries: nobody ordered it, the earlier record is copied from paper.
BY_NO_ORDER = (OPENING,)
# What the one movement screen offers: all of item 13.
OFFERED = (
    APPOINT,
    TRANSFER_IN,
    "REAPPOINT",
    "CONTRACT_START",
    OPENING,
    "OTHER",
    "CONTRACT_RENEW",
    "PROBATION",
    "PROBATION_PASSED",
    "MOVE",
    "PROMOTE",
    "RECLASSIFY",
    "RANK",
    "POST_TRANSFER",
    "POST_ADJUST",
    "POST_ABOLISH",
    "STEP_RISE",
    "PERCENT_RISE",
    "NO_RISE",
    "SPECIAL_PAY",
    "SCHEDULE_ADJUST",
    "QUALIFICATION_ADJUST",
    "LAW_ADJUST",
    "ALLOWANCE",
    "PAY_CUT",
    "STEP_DOWN",
    TRANSFER_OUT,
    "RESIGN",
    RETIRE,
    "EARLY_RETIRE",
    DEATH,
    "DISCHARGE",
    "DISMISS",
    "EXPEL",
    "CONTRACT_END",
    "ACTING_FOR",
    "ACTING_IN",
    "ASSIGNED",
    "DELEGATED",
    SECONDED,
    "SUSPENDED",
    "REMOVED_PENDING",
    AMEND_ORDER,
    CANCEL_ORDER,
)


def exit_date(born: date) -> date:
    """Return the first day out of service, 1 October, of an official born on `born`.

    An age is complete at the end of the day before the birthday, so who is born on 1 October completes sixty years on
    30 September and leaves in that same year. Gregorian years: Buddhist ones before 2484 would mislead.
    Source: rule SR-08, domain.md 6.3.
    """
    year = born.year + RETIREMENT_AGE_YEARS + (1 if (born.month, born.day) > (10, 1) else 0)
    return date(year, 10, 1)


def last_day_of_service(born: date) -> date:
    """Return the last day of service (30 September) of an official born on `born`."""
    return exit_date(born) - timedelta(days=1)


def retirement(born: date) -> Finding:
    """SR-08 as the screen shows it beside the person's birth date."""
    return SR_08.finding(**_retirement(born))


def _retirement(born: date) -> dict[str, Any]:
    days = {"born": born, "exit_date": exit_date(born), "last_day": last_day_of_service(born)}
    return {name: in_full(day) for name, day in days.items()}


def takes_evidence(movement: Movement) -> bool:
    """True where evidence may stand in place of an order: retirement, death, what is carried over."""
    return movement.needs_citation != NeedsCitation.ORDER


def names_a_source(movement: Movement, citation: Citation, *, has_scan: bool = False) -> bool:
    """True for an order; where evidence may stand in its place (retirement, death, the earlier record) for that too."""
    evidence = has_scan or bool(citation.text.strip() or citation.number.strip())
    return citation.is_order or (takes_evidence(movement) and evidence)


def check_citation(
    movement: Movement, citation: Citation, starts: date, today: date, *, has_scan: bool = False
) -> list[Finding]:
    """OR-03: the document cited is whole. OR-02: it was signed by today, and by the effective day or with a reason.

    A scan alone is enough where evidence stands in place of an order (retirement, death), and never for an order.
    """
    found = [] if names_a_source(movement, citation, has_scan=has_scan) else [OR_03.finding()]
    signed = citation.signed_on
    if signed is None:
        return found
    if signed > today:
        return [*found, OR_02.finding(variant=1, field="citation_signed_on", signed=in_full(signed))]
    back = (signed - starts).days
    if movement.needs_citation == NeedsCitation.ORDER and back > movement.retro_grace_days:
        found.append(OR_02.finding(effective=in_full(starts), signed=in_full(signed), days=back))
    return found


def check_literal(literal: Literals) -> list[Finding]:
    """KE-03.2: the paper names a month or a year only, and the line counts from its first day."""
    if literal.precision is Precision.DAY:
        return []
    return [KE_03.finding(variant=2, field="starts_text", text=literal.starts)]


def check_hand(
    *, writer: UUID | None, writer_is_registrar: bool, person: UUID, pair: frozenset[UUID]
) -> list[Finding]:
    """SR-03.2, .3: nobody writes the own record; the registrar writes the other half of the pair only."""
    if writer == person:
        return [SR_03.finding(variant=2)]
    return [SR_03.finding(variant=3)] if writer_is_registrar and person not in pair else []


def check_writer(
    *,
    writer: UUID | None,
    writer_is_registrar: bool,
    person: UUID,
    pair: frozenset[UUID],
    keeper: Keeper,
    organisation: UUID,
    released_here: bool,
) -> list[Finding]:
    """SR-03: the LGO with custody writes, or the one to which the person was released; nobody writes the own record."""
    hand = check_hand(writer=writer, writer_is_registrar=writer_is_registrar, person=person, pair=pair)
    if hand or released_here:
        return hand
    return check_custody(keeper, organisation)


@dataclass(frozen=True, slots=True)
class Keeper:
    """The LGO that keeps a record and how to reach it; `left_us` when the LGO that asks had the person before."""

    id: UUID | None
    name: str = ""
    telephone: str = ""
    left_us: bool = False


def check_custody(keeper: Keeper, organisation: UUID) -> list[Finding]:
    """SR-03.1, .4: only the LGO that keeps the record writes in it; one that nobody keeps yet is anybody's to open."""
    if keeper.id in (None, organisation):
        return []
    variant, step = (4, "") if keeper.left_us else (1, "transfers:ask")
    by_telephone = filled(_BY_TELEPHONE, telephone=keeper.telephone) if keeper.telephone else _BY_LETTER
    return [SR_03.finding(variant=variant, step=step, organisation=keeper.name, reach=by_telephone)]


def check_verifier(
    *,
    account: UUID | None,
    verifier: UUID | None,
    keyed_by: UUID | None,
    keyed_by_person: UUID | None,
    person: UUID,
    pair: frozenset[UUID],
    as_province: bool,
    keeper_name: str = "",
) -> list[Finding]:
    """SR-02: another hand than the author's, never the person's own; the pair's own lines go to the province, and
    nothing else does (SR-03)."""
    own_work = (account is not None and account == keyed_by) or (
        verifier is not None and verifier == keyed_by_person
    )
    if own_work or verifier == person:
        return [SR_02.finding()]
    if person in pair and not as_province:
        return [SR_02.finding()]
    if person not in pair and as_province:
        return [SR_03.finding(variant=5, field="verify", organisation=keeper_name)]
    return []


def check_overlay(movement: Movement, draft: MovementDraft) -> list[Finding]:
    """SR-06: an overlay has its days; and what reads like an overlay is not keyed as a move."""
    said = f"{draft.position_text} {draft.remark}"
    if is_overlay(movement):
        until = draft.last_day
        if until is None:
            return [] if draft.open_ended else [SR_06.finding(type=movement.name)]
        both = [SR_06.finding(variant=2, until=in_full(until))] if draft.open_ended else []
        backwards = until < draft.starts
        return [SR_06.finding(variant=1, until=in_full(until), starts=in_full(draft.starts))] if backwards else both
    disguised = next((word for word in ("รักษาราชการแทน", "รักษาการ", "ช่วยราชการ") if word in said), None)
    if movement.movement_class == MovementClass.CHANGE and disguised:
        return [SR_06.finding(field="movement", type=disguised)]
    return []


def check_age(movement: Movement, born: date, starts: date, person_name: str) -> list[Finding]:
    """SR-07: eighteen years complete on the first day of service (at the end of the day before the birthday)."""
    if not is_start(movement):
        return []
    comes_of_age = years_after(born, MINIMUM_AGE_YEARS)
    if starts >= comes_of_age:
        return []
    return [SR_07.finding(person=person_name, age=MINIMUM_AGE_YEARS, date=in_full(starts))]


def check_retirement(movement: Movement, born: date, starts: date) -> list[Finding]:
    """SR-08: the day of retirement is computed, whatever was typed."""
    if movement.code != RETIRE or starts == exit_date(born):
        return []
    return [SR_08.finding(variant=1, typed=in_full(starts), **_retirement(born))]


def check_second_hand(
    author: UUID | None, author_person: UUID | None, account: UUID | None, person: UUID | None
) -> list[Finding]:
    """SR-02 of a whole order: another hand than the author's stands under it."""
    same = (account is not None and account == author) or (person is not None and person == author_person)
    return [SR_02.finding()] if same else []


def moves_pay_only(movement_code: str, post_id: UUID | None, kind_code: str) -> bool:
    """True for what moves nobody: no post, no LGO, no overlay follows from it."""
    return movement_code in PAID_MOVEMENTS and post_id is None and not kind_code


def said_twice(line: int) -> Finding:
    """OR-05: `line` is the number of the line that says the same already."""
    return OR_05.finding(line=line)


def opened_meanwhile(person_name: str) -> Finding:
    """OR-10: who was to get a record by this line has one here."""
    return OR_10.finding(person=person_name)


def check_changeable(status: str) -> list[Finding]:
    """SR-01: what is verified is not touched again."""
    return [SR_01.finding()] if status in ("VERIFIED", "STRUCK") else []


def check_reason(findings: Iterable[Finding], reason: str) -> list[Finding]:
    """Return the warnings that nobody answered: with a reason they pass, and the verifier sees it."""
    return [] if reason.strip() else [f for f in findings if f.weight is Weight.WARN]


def years_after(day: date, years: int) -> date:
    """The same day of the month so many years on; 29 February becomes 1 March in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


__all__ = [
    "AMEND_ORDER",
    "BY_NO_ORDER",
    "CONTRACTS",
    "OFFERED",
    "OPENING",
    "RULES",
    "TRANSFER_IN",
    "TRANSFER_OUT",
    "Affects",
    "CancelEffect",
    "Citation",
    "EmploymentSpan",
    "HeldPost",
    "IncumbencySpan",
    "Line",
    "Movement",
    "MovementClass",
    "MovementDraft",
    "NewPerson",
    "News",
    "OpeningRecord",
    "OverlaySpan",
    "Period",
    "Projection",
    "RightsEffect",
    "ServicePicture",
    "amended",
    "as_it_stands",
    "as_they_stand",
    "before_receipt",
    "cancelled",
    "check_amending",
    "check_cancelling",
    "check_course",
    "check_death",
    "check_effect",
    "check_one_post",
    "check_posts_free",
    "check_received",
    "check_release",
    "check_seen",
    "check_striking",
    "compare",
    "endable",
    "ends_or_begins",
    "exit_date",
    "first_lost",
    "follows_the_record",
    "has_end",
    "is_amend",
    "is_amendable",
    "is_cancel",
    "is_overlay",
    "is_start",
    "last_day_of_service",
    "moves_pay_only",
    "names_a_source",
    "no_start",
    "on_the_way",
    "paid_by",
    "pay_lines",
    "project",
    "released",
    "said_twice",
    "undone",
    "went_outside",
    "years_after",
]
