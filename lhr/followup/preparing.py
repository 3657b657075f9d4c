"""A province's pay round as a job: one LGO an item, so that it can stop between two and go on elsewhere.

Each LGO that has begun nothing gets the drafts that its own officer would draw up in one press. What the job may
and may not do is ADR 0015.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import DatabaseError, IntegrityError, InterfaceError, transaction

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.policy import Reach
from lhr.followup import rounds as below
from lhr.followup.models import RoundPreparation
from lhr.followup.rules_of_rounds import PREPARATION_SAYS, Preparation
from lhr.jobs import kinds
from lhr.jobs.failures import number_of
from lhr.jobs.models import Job
from lhr.kernel import clock
from lhr.kernel.rules import RuleBroken
from lhr.kernel.words import Words, filled
from lhr.orders import actions as orders
from lhr.orders import queries as drawn
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.registry_rights import telling
from lhr.service_record import judging_orders, rounds
from lhr.service_record.drafts import Citation, MovementDraft
from lhr.service_record.rules_of_pay import Round

log = logging.getLogger(__name__)
_REASONS_SHOWN = 3
_ROUND = Words("เลื่อนเงินเดือน ครั้งที่ {half} ปี {year}", "the pay round of half {half} of {year}")
_COUNTED = Words("{why} ({n} คน)", "{why} ({n} people)")
_FAILED = Words(
    "ระบบเตรียมร่างของแห่งนี้ไม่สำเร็จ ไม่มีร่างค้างอยู่ แจ้งผู้ดูแลระบบพร้อมเลขงาน {number}",
    "The drafts of this LGO could not be prepared, and none is there; tell the administrator job no. {number}",
)


@dataclass(frozen=True)
class Looked:
    """What is to become of one LGO: the lines by kind of staff, or why there are none."""

    outcome: Preparation
    lines: Mapping[str, Sequence[MovementDraft]] = field(default_factory=dict)
    left_open: int = 0
    found: int = 0
    why: Words | None = None

    @property
    def people(self) -> int:
        return sum(map(len, self.lines.values()))


class RoundOfAProvince:
    """The LGOs that had not begun when it was asked for, as the job names them, in that order."""

    name = below.KIND
    says = Words("เตรียมร่างคำสั่งเลื่อนเงินเดือนให้ อปท.", "Prepare the drafts of a pay round for the LGOs")
    permission = Permission.ORDER_PREPARE
    opens = "oversight:prepared"

    def total(self, by: Actor, job: Job) -> int:
        return len(_lgos(job))

    def step(self, by: Actor, job: Job, item: int) -> kinds.Write:
        this, last = round_of(job), item + 1 == job.total
        place = _still_below(job, item)
        looked = _looked_at(by, place, this, job) if place is not None else None

        def write() -> str:
            if place is not None and looked is not None:
                _keep(place, this, _prepared(by, place, this, looked))
            return "made" if last else ""

        return write


def arguments(this: Round, lgos: Sequence[UUID]) -> dict[str, object]:
    """Return what a job is asked for with: which LGO is which item does not change afterwards."""
    return {"round": below.code_of(this), "lgos": [str(one) for one in lgos]}


def round_of(job: Job) -> Round:
    year, _, half = str(job.arguments["round"]).partition("-")
    return Round(int(year), int(half))


def outcomes(job: Job) -> list[tuple[Words, int]]:
    """Return of how many LGOs the job made what; of one that a later job went over, that job tells."""
    this = round_of(job)
    rows = RoundPreparation.objects.filter(
        organisation__in=_lgos(job)[: job.done], round_year=this.year, round_half=this.half, at__gte=job.enqueued_at
    )
    counted = Counter(rows.values_list("outcome", flat=True))
    return [(says, counted[one.value]) for one, says in PREPARATION_SAYS.items() if counted[one.value]]


def _lgos(job: Job) -> list[UUID]:
    return [UUID(one) for one in job.arguments["lgos"]]


def _still_below(job: Job, item: int) -> Organisation | None:
    """One that has come to another office since is not this office's any more."""
    try:
        return organisations.get(_lgos(job)[item], within=Reach(frozenset({job.organisation_path})))
    except Organisation.DoesNotExist:
        return None


def _looked_at(by: Actor, place: Organisation, this: Round, job: Job) -> Looked:
    """Work out the lines of one LGO. What goes wrong with one keeps nobody else's back."""
    if drawn.begun(place.pk, this.year, this.half):
        return Looked(Preparation.BEGUN)
    try:
        return _proposed(by, place, this)
    except RuleBroken as why:
        return Looked(Preparation.REFUSED, why=_said(why))
    except (DatabaseError, InterfaceError):
        raise
    except Exception:
        log.exception("job %s: the round of %s could not be prepared", job.pk, place.pk)
        return Looked(Preparation.FAILED, why=filled(_FAILED, number=number_of(job)))


def _proposed(by: Actor, place: Organisation, this: Round) -> Looked:
    found = rounds.proposed(place.pk, this)
    lines: dict[str, list[MovementDraft]] = {}
    for one in found:
        if one.draft is not None:
            lines.setdefault(one.posting.kind_code, []).append(one.draft)
    left = [one for one in found if one.draft is None]
    if not lines:
        return Looked(Preparation.NOTHING, left_open=len(left), why=_most_said(left))
    judged = judging_orders.at_order(by, place, [one for each in lines.values() for one in each], Citation())
    return Looked(Preparation.PREPARED, lines, len(left), sum(bool(one.findings) for one in judged))


def _most_said(left: Sequence[rounds.RoundLine]) -> Words:
    """Why most people are left to the LGO; what is sensitive is not said of anybody, nor counted by its kind."""
    counted = Counter(why for one in left for why in one.unveiled).most_common(_REASONS_SHOWN)
    told = [filled(_COUNTED, why=why, n=f"{n:,}") for why, n in counted]
    nothing = PREPARATION_SAYS[Preparation.NOTHING]
    return Words(" · ".join(w.th for w in told) or nothing.th, " · ".join(w.en for w in told) or nothing.en)


def _prepared(by: Actor, place: Organisation, this: Round, looked: Looked) -> Looked:
    """Write the drafts and tell the LGO; return what became of it now that it is written."""
    if looked.outcome is not Preparation.PREPARED:
        return looked
    try:
        with transaction.atomic():
            made = orders.prepare_round(by=by, organisation=place, this=this, lines=looked.lines)
    except RuleBroken as why:
        begun = any(one.rule.code == "OR-14" for one in why.findings)
        return Looked(Preparation.BEGUN) if begun else Looked(Preparation.REFUSED, why=_said(why))
    except IntegrityError:
        # Another job of the office was faster by a moment (orders_prepared_once).
        return Looked(Preparation.BEGUN)
    telling.of_prepared_round(by, place, filled(_ROUND, half=this.half, year=this.year), len(made), looked.people)
    return looked


def _keep(place: Organisation, this: Round, looked: Looked) -> None:
    why, kept = looked.why or Words("", ""), RoundPreparation.objects.filter(
        organisation=place, round_year=this.year, round_half=this.half
    )
    if looked.outcome is Preparation.BEGUN and kept.filter(outcome=Preparation.PREPARED.value).exists():
        return  # by what was prepared for it
    RoundPreparation.objects.update_or_create(
        organisation=place, round_year=this.year, round_half=this.half,
        defaults={
            "outcome": looked.outcome.value, "lines": looked.people, "left_open": looked.left_open,
            "found": looked.found, "why_th": why.text("th"), "why_en": why.text("en"), "at": clock.now(),
        },
    )  # fmt: skip


def _said(why: RuleBroken) -> Words:
    told = [(f"{one.code} {one.says('th')}", f"{one.code} {one.says('en')}") for one in why.findings]
    return Words(" · ".join(th for th, _ in told), " · ".join(en for _, en in told)).literal()
