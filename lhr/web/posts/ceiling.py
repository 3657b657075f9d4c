"""เพดานร้อยละ ๔๐: what the posts of an LGO cost a year, against the budget of each fiscal year, and that budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lhr import config
from lhr.access.permissions import Permission
from lhr.kernel.digits import baht, plain
from lhr.kernel.fiscal import fiscal_year
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.posts.rules import FUNDING_SAYS, Funding
from lhr.staffing_plan import actions, queries, rules
from lhr.staffing_plan.queries import BudgetView, Cost
from lhr.staffing_plan.rules import Burden
from lhr.web.posts.forms import BudgetForm
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_SAVED = Words("บันทึกงบประมาณปี {year} แล้ว: {amount} บาท", "The budget of {year} is recorded: {amount} baht")
_UNSTATED = Words("ตำแหน่งที่ยังไม่ระบุแหล่งเงิน", "Posts of which nobody said who pays")
_WITHOUT = Words("ผู้ปฏิบัติงานที่ไม่มีเลขที่ตำแหน่ง (พนักงานจ้างและอื่น ๆ)", "Staff without a numbered post")
_NO_PAY = Words("ผู้ครองยังไม่มีเงินเดือนในทะเบียน", "its holder is on record without a salary")
_NO_SCALE = Words("ว่าง และไม่มีบัญชีเงินเดือนของระดับนี้", "vacant, and no schedule has its levels")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A cost against a budget, in words."""

    pay: str
    benefit: str
    benefit_of: str
    total: str
    budget: str
    ratio: str
    ceiling: str
    lawful: bool
    left: str

    @classmethod
    def of(cls, one: Burden) -> Weighed:
        percent = one.budget.benefit_pct
        return cls(
            pay=baht(one.pay),
            benefit=baht(one.benefit),
            benefit_of="" if percent is None else plain(percent),
            total=baht(one.total),
            budget=baht(one.budget.amount),
            ratio=one.ratio,
            ceiling=plain(one.ceiling),
            lawful=one.lawful,
            left=baht(one.limit - one.total if one.lawful else one.over),
        )


@dataclass(frozen=True, slots=True)
class Year:
    """One fiscal year; `seen` is today's cost against its budget, for this year and those to come."""

    year: str
    number: int
    budget: BudgetView | None
    amount: str
    seen: Weighed | None
    current: bool


@dataclass(frozen=True, slots=True)
class Aside:
    """What is listed and not counted."""

    says: Words
    count: int
    people: bool
    yearly: str


@needs(Permission.PLAN_VIEW)
@require_safe
def ceiling(request: OfficerRequest, organisation: UUID) -> HttpResponse:
    """Cost today, the years with their budgets, what is counted and what is not."""
    lgo, day = organisations.get(organisation, within=request.reach), request.actor.day
    cost, known = queries.cost_of(lgo.pk, day), {one.says.year: one for one in queries.budgets(lgo.pk)}
    now = known.get(cost.year)
    context = {
        "place": organisations.view_of(lgo.pk, day),
        "today": day,
        "year": str(cost.year),
        "years": _years(cost, known),
        "ceiling": plain(config.personnel_ceiling_pct()),
        "seen": Weighed.of(cost.against(now.says)) if now else None,
        "with_all": cost.against_all(now.says).ratio if now and cost.without_post_cost else "",
        "own": cost.reckoned.own,
        "held": baht(cost.reckoned.own.held_cost),
        "vacant": baht(cost.reckoned.own.vacant_cost),
        "pay": baht(cost.reckoned.own.yearly),
        "asides": _asides(cost),
        "unpaid": cost.unpaid,
        "missing": _missing(cost),
        "lacking": cost.lacking,
        "vacancies": _vacancies(cost),
        "scales": [scale.called for scale in cost.scales],
    }
    return page(request, "posts/ceiling.html", context)


@needs(Permission.PLAN_KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def budget(request: OfficerRequest, organisation: UUID, year: int) -> HttpResponse:
    """GET shows the form; POST records the budget of the year, or corrects it, and goes to the page of the ceiling."""
    lgo, day = organisations.get(organisation, within=request.reach), request.actor.day
    if not rules.FIRST_YEAR <= year <= fiscal_year(day) + rules.YEARS_AHEAD:
        raise Http404
    told = queries.versions(lgo.pk, year)
    known = queries.budget(lgo.pk, year)
    form = BudgetForm(request.POST or None, corrects=bool(known), initial=_initial(known, queries.budgets(lgo.pk)))

    def perform() -> str:
        says = form.says(year)
        if known:
            version, reason = form.cleaned_data["version"], form.cleaned_data["reason"]
            actions.correct_budget(by=request.actor, organisation=lgo, budget=says, version=version, reason=reason)
        else:
            actions.record_budget(by=request.actor, organisation=lgo, budget=says)
        messages.success(request, _SAVED.text(request.lang, year=year, amount=baht(says.amount)))
        return reverse("posts:ceiling", args=[lgo.pk])

    if request.method == "POST" and form.is_valid():
        answer = saving(request, form, "posts.budget", perform)
        if answer is not None:
            return answer
    place = organisations.view_of(lgo.pk, day)
    context = {"form": form, "place": place, "year": str(year), "known": known, "told": [_told(one) for one in told]}
    return page(request, "posts/budget.html", context)


def _initial(known: BudgetView | None, all_of_them: list[BudgetView]) -> dict[str, Any]:
    """The budget as it stands; of a new one what the latest says of other benefits."""
    if known is None:
        latest = all_of_them[0].says.benefit_pct if all_of_them else None
        return {"version": 0, "benefit_pct": latest}
    says = known.says
    return {
        "version": known.version,
        "amount": says.amount,
        "benefit_pct": says.benefit_pct,
        "benefit_amount": says.benefit_amount,
        "reference": says.reference,
        "reference_on": says.reference_on,
    }


def _told(one: BudgetView) -> tuple[BudgetView, str, str]:
    says = one.says
    other = f"{plain(says.benefit_pct)}%" if says.benefit_pct is not None else baht(says.benefit_amount or Decimal(0))
    return one, baht(says.amount), other


def _years(cost: Cost, known: dict[int, BudgetView]) -> list[Year]:
    """This year and the next always, and every other that has a budget; the latest first."""
    wanted = sorted({cost.year, cost.year + 1, *known}, reverse=True)
    return [_year(cost, year, known.get(year)) for year in wanted]


def _year(cost: Cost, year: int, known: BudgetView | None) -> Year:
    seen = Weighed.of(cost.against(known.says)) if known and year >= cost.year else None
    return Year(str(year), year, known, baht(known.says.amount) if known else "", seen, year == cost.year)


def _asides(cost: Cost) -> list[Aside]:
    parts = cost.reckoned.parts
    said: Iterable[tuple[Funding | None, Words]] = [
        (Funding.GRANT, FUNDING_SAYS[Funding.GRANT]),
        (Funding.OTHER, FUNDING_SAYS[Funding.OTHER]),
        (None, _UNSTATED),
    ]
    found = [
        Aside(says, parts[source].held + parts[source].vacant, False, baht(parts[source].yearly))
        for source, says in said
        if source in parts
    ]
    if cost.without_post:
        found.append(Aside(_WITHOUT, cost.without_post, True, baht(cost.without_post_cost)))
    return found


def _missing(cost: Cost) -> list[tuple[UUID, str, Words, Words]]:
    """Each post that could not be reckoned: its number, whose money, and why not."""
    found = []
    for key, holder in cost.reckoned.missing.items():
        post = cost.posts[key]
        says = FUNDING_SAYS[post.source] if post.source else _UNSTATED
        found.append((key, post.number, says, _NO_PAY if holder else _NO_SCALE))
    return found


def _vacancies(cost: Cost) -> list[Words]:
    """SP-04 of every range of levels, as the rule says it."""
    yearly = {post.levels: post.if_vacant for post in cost.vacant_own}
    found = [rules.vacant_said(levels, amount) for levels, amount in yearly.items() if amount is not None]
    return [Words(one.says("th"), one.says("en")) for one in found]
