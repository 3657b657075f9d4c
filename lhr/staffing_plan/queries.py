"""The budgets of an LGO, and what its posts cost a year on a day. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from lhr import config
from lhr.audit import kept
from lhr.kernel.fiscal import fiscal_year
from lhr.organisations import queries as organisations
from lhr.posts import queries as posts
from lhr.posts.queries import FundedPost
from lhr.posts.rules import Funding
from lhr.service_record import payroll
from lhr.service_record.pay import Standing
from lhr.staffing_plan import rules
from lhr.staffing_plan.models import AnnualBudget
from lhr.staffing_plan.rules import Budget, Burden, PaidPost, Reckoned
from lhr.standards import queries as standards
from lhr.standards.rules import PostNumberNeed
from lhr.standards.scales import PayScale

_Range = tuple[str, str]


@dataclass(frozen=True, slots=True)
class BudgetView:
    """A budget as it stands, or as it was known before it was corrected; `why` is the reason of a correction."""

    id: UUID
    version: int
    says: Budget
    at: datetime
    by: str
    why: str = ""


def budget(organisation_id: UUID, year: int) -> BudgetView | None:
    """Return the budget of a fiscal year (B.E.) as it stands."""
    rows = AnnualBudget.objects.known().filter(organisation=organisation_id, fiscal_year=year)
    return next(map(_view, rows.select_related("recorded")), None)


def budgets(organisation_id: UUID) -> list[BudgetView]:
    """Return every budget as it stands, the latest year first."""
    rows = AnnualBudget.objects.known().filter(organisation=organisation_id)
    return [_view(row) for row in rows.select_related("recorded").order_by("-fiscal_year")]


def versions(organisation_id: UUID, year: int) -> list[BudgetView]:
    """Return everything that was ever recorded of one year's budget, the latest first."""
    rows = AnnualBudget.objects.filter(organisation=organisation_id, fiscal_year=year)
    return [_view(row) for row in rows.select_related("recorded").order_by("-recorded")]


@dataclass(frozen=True)
class Establishment:
    """The posts that an LGO has on a day, as far as their cost asks, and who holds each."""

    posts: Mapping[UUID, PaidPost]
    holders: Mapping[UUID, UUID]
    scales: tuple[PayScale, ...]  # those by which the vacant ones are reckoned


def establishment(organisation_id: UUID, day: date) -> Establishment:
    """Return posts and holders in a constant number of queries."""
    found = posts.funded(organisation_id, day)
    ranges = {post.levels for post in found.values()}
    known = _vacant_costs(organisation_id, day, ranges)
    named = _named(ranges)
    paid = {key: _paid(post, known, named) for key, post in found.items()}
    held = payroll.holders(organisation_id, day)
    free = {post.levels for key, post in found.items() if key not in held}
    scales = dict.fromkeys(scale for one, (scale, _) in known.items() if one in free)
    return Establishment(paid, held, tuple(scales))


def _paid(
    post: FundedPost, known: Mapping[_Range, tuple[PayScale, Decimal]], named: Mapping[_Range, str]
) -> PaidPost:
    yearly = known[post.levels][1] if post.levels in known else None
    return PaidPost(post.number, Funding(post.source) if post.source else None, yearly, named[post.levels])


def _named(ranges: Iterable[_Range]) -> dict[_Range, str]:
    """The levels of each range as they are spoken: ปฏิบัติการ/ชำนาญการ."""
    levels = standards.levels()
    return {
        one: "/".join(levels[code].name for code in dict.fromkeys(one) if code in levels) for one in ranges
    }


def _vacant_costs(
    organisation_id: UUID, day: date, ranges: Iterable[_Range]
) -> dict[_Range, tuple[PayScale, Decimal]]:
    """What a vacant post of each range of levels counts (SP-04), by the schedule in force that has these levels: of the
    kinds of staff whose posts are numbered, those of this kind of LGO, the officials first."""
    lgo = organisations.view_of(organisation_id, day).kind
    kinds = [
        kind.code
        for kind in standards.personnel_kinds().values()
        if kind.post_number is PostNumberNeed.REQUIRED and kind.official and kind.allowed_in(lgo.value if lgo else "")
    ]
    in_force = [scale for code in kinds if (scale := standards.pay_scale(code, day))]
    found = {}
    for lowest, top in ranges:
        for scale in in_force:
            low, high = scale.range_of(lowest), scale.range_of(top)
            if lowest and low and high:
                found[lowest, top] = (scale, rules.vacant(low[0], high[1]))
                break
    return found


@dataclass(frozen=True)
class Cost:
    """What the posts of an LGO cost a year on a day. `without_post`: who serves in none, and what they draw; `unpaid`
    of these are on record without a salary. `scales` are the schedules by which vacant posts are reckoned."""

    day: date
    posts: Mapping[UUID, PaidPost]
    vacant_own: tuple[PaidPost, ...]
    reckoned: Reckoned
    scales: tuple[PayScale, ...]
    without_post: int
    without_post_cost: Decimal
    unpaid: int

    @property
    def year(self) -> int:
        return fiscal_year(self.day)

    @property
    def lacking(self) -> int:
        """How many posts may belong to the sum and are not in it: not reckoned, or nobody said whose money pays."""
        unsure = (post for key, post in self.posts.items() if key in self.reckoned.missing or post.source is None)
        return sum(post.source in (None, Funding.OWN) for post in unsure)

    def against(self, budget: Budget) -> Burden:
        return Burden(self.reckoned.own.yearly, budget, config.personnel_ceiling_pct())

    def against_all(self, budget: Budget) -> Burden:
        """As it would be if everybody without a post were paid from own income too."""
        return Burden(self.reckoned.own.yearly + self.without_post_cost, budget, config.personnel_ceiling_pct())


def cost_of(organisation_id: UUID, day: date) -> Cost:
    """Return what the LGO's posts cost on `day`, in a constant number of queries."""
    with kept.while_asked(reads=True):
        found = establishment(organisation_id, day)
        serving = payroll.serving(organisation_id, day)
        kinds = standards.personnel_kinds()
        paid = {who for who, kind in serving.items() if kind not in kinds or kinds[kind].pay_engine != "NONE"}
        seated = {who for post, who in found.holders.items() if post in found.posts}
        pays = payroll.drawn(seated | paid, day)
    yearly = [rules.base(pays[who]) if who in pays else None for who in paid - seated]
    known = [one for one in yearly if one is not None]
    return Cost(
        day,
        found.posts,
        tuple(one for key, one in found.posts.items() if one.source is Funding.OWN and key not in found.holders),
        rules.reckon(found.posts, found.holders, pays),
        found.scales,
        len(yearly),
        sum(known, Decimal(0)),
        len(yearly) - len(known),
    )


@dataclass(frozen=True, slots=True)
class Becomes:
    """What becomes of somebody by an order: what he draws before and after it, and the post that he holds then."""

    before: Standing
    after: Standing
    post: UUID | None


@dataclass(frozen=True)
class Outlook:
    """The cost of a fiscal year before an order and after it; no budget on record: neither is reckoned. `missing` is
    how many posts could not be reckoned, `unstated` how many nobody said whose money pays for."""

    year: int
    before: Burden | None = None
    after: Burden | None = None
    missing: int = 0
    unstated: int = 0


def outlook(organisation_id: UUID, day: date, changes: Mapping[UUID, Becomes]) -> Outlook:
    """Return what the posts would cost on `day` if this became of these people, in a constant number of queries; of
    them nothing is asked of the register again."""
    year = fiscal_year(day)
    with kept.while_asked(reads=True):
        known = budget(organisation_id, year)
        if known is None:
            return Outlook(year)
        found = establishment(organisation_id, day)
        drawn = payroll.drawn(set(found.holders.values()) - changes.keys(), day)
    held = {post: who for post, who in found.holders.items() if who not in changes}
    held |= {one.post: who for who, one in changes.items() if one.post}
    before = rules.reckon(found.posts, found.holders, drawn | {who: one.before for who, one in changes.items()})
    after = rules.reckon(found.posts, held, drawn | {who: one.after for who, one in changes.items()})
    ceiling = config.personnel_ceiling_pct()
    return Outlook(
        year,
        Burden(before.own.yearly, known.says, ceiling),
        Burden(after.own.yearly, known.says, ceiling),
        sum(found.posts[one].source is Funding.OWN for one in after.missing),
        sum(post.source is None for post in found.posts.values()),
    )


def _view(row: AnnualBudget) -> BudgetView:
    says = Budget(
        row.fiscal_year, row.amount, row.benefit_pct, row.benefit_amount, row.reference, row.reference_on
    )
    return BudgetView(row.entry_id, row.version, says, row.recorded.at, row.recorded.actor_name, row.reason)
