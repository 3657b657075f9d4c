"""Brings the rules of pay together with what the register knows: schedule, level, what was drawn before. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from lhr import config
from lhr.kernel.rules import Finding
from lhr.kernel.words import Words
from lhr.posts import queries as posts
from lhr.posts import rules as of_posts
from lhr.posts.queries import PostView
from lhr.service_record import rules, rules_of_pay
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.pay import NO_PAY, NOTHING_BEFORE, Pay, PayLine, Standing, merged, standing
from lhr.service_record.rules import Line, ServicePicture
from lhr.service_record.rules_of_pay import PayCase, StepLimits
from lhr.service_record.rules_said_of_pay import SR_10
from lhr.standards import allowances
from lhr.standards import queries as standards
from lhr.standards.allowances import Allowance, Holder
from lhr.standards.queries import LevelView, MovementView
from lhr.standards.rules import Affects

Paid = tuple[Standing, Standing]
UNPAID: Paid = (NOTHING_BEFORE, NOTHING_BEFORE)
TEACHER = "TEACHER"
_OF_OTHERS = ("EDUCATION", "EMPLOYEE")  # types of level that no official but a teacher has
_NO_LADDER = (*_OF_OTHERS, "NUMBERED")
_NOBODY = UUID(int=0)
_LAST = 10**9


@dataclass(frozen=True)
class Weighed:
    """What a movement says of pay with what follows from the register filled in, what stood before it and after it."""

    pay: Pay = NO_PAY
    before: Standing = NOTHING_BEFORE
    after: Standing = NOTHING_BEFORE
    findings: tuple[Finding, ...] = ()


def weigh(
    draft: MovementDraft,
    movement: MovementView,
    counted: Sequence[Line],
    picture: ServicePicture,
    *,
    born: date | None,
    seq: int = _LAST,
) -> Weighed:
    """Judge level and pay of a movement laid upon `counted`; `seq` is its place among the lines of its day."""
    target = rules.as_it_stands(counted, draft.amends)
    said_before = rules.pay_lines([n for n in counted if target is None or n.entry_id != target.entry_id])
    lines = tuple(line for line in said_before if not line.undone_by(draft.starts))
    earlier = [n for n in lines if n.place < (draft.starts, seq)]
    before = standing(earlier, draft.starts)
    kind_code = _kind(draft, picture)
    of = standards.movement_types()[target.movement_code] if target else movement
    said = replace(draft.pay, level_code=_level(draft, of, picture, before, target))
    told = merged(target.pay, said) if target else said
    judged = _filled(told, movement.code, kind_code, draft.starts, before)
    # An amending line keeps what its order says; a step belongs to a salary that it names.
    pay = replace(said, step=judged.step if said.salary is not None else None) if target else judged
    of_class = target.movement_class if target else movement.movement_class
    changes = of_class is rules.MovementClass.CHANGE and judged.allowance is None
    goes_on = before.allowance if changes and _elsewhere(draft, picture, judged, before) else None
    case = PayCase(
        movement_code=target.movement_code if target else movement.code,
        starts=draft.starts,
        pay=judged,
        level_name=_level_name(judged.level_code or before.level_code, kind_code),
        scale=standards.pay_scale(kind_code, draft.starts),
        before=before,
        others=lines,
        limits=limits(),
        rates=_rates(draft, picture, kind_code, judged, before) if judged.allowance is not None or goes_on else (),
        goes_on=goes_on,
    )
    begins = of_class is rules.MovementClass.START
    given = rules.paid_by(of_class, judged)
    this = PayLine(draft.amends or _NOBODY, case.movement_code, draft.starts, seq, given, begins=begins)
    found = [
        *_check_given(movement, pay),
        *rules_of_pay.check_pay(case),
        *_check_level(draft, picture, pay, kind_code),
        *_check_kept(draft, of, pay.level_code, _stood(draft, picture, before)),
        *_check_climb(draft, of, judged.level_code, _stood(draft, picture, before)),
        *_check_contract(draft, case.movement_code, target, kind_code, born),
    ]
    return Weighed(pay, before, standing([this], draft.starts, before), tuple(found))


def sides(without: Sequence[Line], with_it: Sequence[Line], day: date) -> Paid:
    """Level and pay on `day` as the lines add up to without a movement and with it."""
    return standing(rules.pay_lines(without), day), standing(rules.pay_lines(with_it), day)


def _rates(
    draft: MovementDraft, picture: ServicePicture, kind_code: str, pay: Pay, before: Standing
) -> tuple[Allowance, ...]:
    """The rates of allowances for the post and the level that stand after this line."""
    rates = standards.allowance_rates()
    if not rates:
        return ()
    held = picture.post_on(draft.starts)
    post_id = draft.post_id or (held.post_id if held else None)
    post = posts.get(post_id) if post_id else None
    title, line = (post.management_title_code, post.line_code) if post else ("", "")
    level = pay.level_code or before.level_code or (_of_post(post.pk, draft.starts) if post else "")
    return allowances.in_force(rates, Holder(kind_code, title, line, level), draft.starts)


def _elsewhere(draft: MovementDraft, picture: ServicePicture, pay: Pay, before: Standing) -> bool:
    """True where the line names another post, or another level, than that which stands."""
    held = picture.post_on(draft.starts)
    if draft.post_id is not None and (held is None or held.post_id != draft.post_id):
        return True
    return bool(pay.level_code) and pay.level_code != _stood(draft, picture, before)


def _kind(draft: MovementDraft, picture: ServicePicture) -> str:
    serving = picture.employment_on(draft.starts)
    return draft.kind_code or (serving.kind_code if serving else "")


def _level(
    draft: MovementDraft, of: MovementView, picture: ServicePicture, before: Standing, target: Line | None
) -> str:
    """The level named, or that of the post named; a line of pay alone repeats the one that stands, and so does a move,
    which changes the post and nothing else (domain.md 6.1). What lies over a post for a time gives no level."""
    if of.movement_class is rules.MovementClass.OVERLAY:
        return ""
    stood = _stood(draft, picture, before)
    named = draft.level_code or (_of_new_post(draft.post_id, draft.starts, of, stood) if draft.post_id else "")
    if named or target or (draft.pay == NO_PAY and draft.movement_code not in rules_of_pay.ROUND_MOVEMENTS):
        return named
    return stood


def _of_new_post(post_id: UUID, day: date, of: MovementView, stood: str) -> str:
    """The level in a post that is named without one: that of the post, where none stood that can be kept. One cannot
    that the line of the post does not have, or the classification of that day no more."""
    kept = standards.levels(day).get(stood) if of.affects is Affects.POST else None
    if kept is None or _of_line(posts.view_of(post_id, day), kept, day):
        return _of_post(post_id, day)
    return stood


def _stood(draft: MovementDraft, picture: ServicePicture, before: Standing) -> str:
    """The level that stands before this line: as a line of the person gave it, or that of the post held."""
    held = picture.post_on(draft.starts)
    return before.level_code or (_of_post(held.post_id, draft.starts) if held else "")


def _of_post(post_id: UUID, day: date) -> str:
    return posts.view_of(post_id, day).level_code


def _filled(pay: Pay, movement: str, kind_code: str, day: date, before: Standing) -> Pay:
    """A line that moves no salary repeats it; where the schedule knows the salary, its step is noted."""
    if pay.salary is None and movement in (rules_of_pay.NO_RISE, rules_of_pay.SPECIAL_PAY):
        pay = replace(pay, salary=before.salary)
    scale = standards.pay_scale(kind_code, day)
    if pay.salary is None or pay.step is not None or scale is None:
        return pay
    return replace(pay, step=scale.step_of(pay.level_code, pay.salary))


def _check_given(movement: MovementView, pay: Pay) -> list[Finding]:
    """SR-10.4: a line of which pay is the point says what is drawn after it."""
    lacking = movement.code in rules.PAID_MOVEMENTS and pay.salary is None
    return [SR_10.finding(variant=4)] if lacking else []


def _check_level(draft: MovementDraft, picture: ServicePicture, pay: Pay, kind_code: str) -> list[Finding]:
    """PO-05 and PO-06, of a level that this line gives: one that only stands on was judged when it was given."""
    level = standards.levels().get(pay.level_code)
    kind = standards.personnel_kinds().get(kind_code)
    if level is None or kind is None or not (draft.level_code or draft.post_id):
        return []
    in_use = level.code in standards.levels(draft.starts) and level.type_code not in _OF_OTHERS
    found = of_posts.check_classification(
        official=kind.official,
        teacher=kind_code == TEACHER,
        in_use=in_use,
        level_name=level.name,
        day=draft.starts,
    )
    return found or _check_line(draft, picture, level)


def _check_climb(draft: MovementDraft, of: MovementView, level: str, stood: str) -> list[Finding]:
    """SR-14 of the way up. A group of wages is no level above another, and numbered levels were not climbed one by
    one by everybody."""
    known = standards.levels(draft.starts)
    if of.code != rules_of_pay.PROMOTE or stood not in known or known[stood].type_code in _NO_LADDER:
        return []
    ladder = [code for code, one in known.items() if one.type_code == known[stood].type_code]
    names = [of_posts.bare_level(known[code].name) for code in ladder]
    new = of_posts.bare_level(known[level or stood].name) if (level or stood) in known else ""
    return rules_of_pay.check_climb(names, of_posts.bare_level(known[stood].name), new)


def _check_kept(draft: MovementDraft, of: MovementView, level: str, stood: str) -> list[Finding]:
    """SR-14.2; a level that the classification of that day has no more cannot be kept."""
    in_use = standards.levels(draft.starts)
    if of.affects is not Affects.POST or level not in in_use or stood not in in_use:
        return []
    old, new = (of_posts.bare_level(in_use[code].name) for code in (stood, level))
    return rules_of_pay.check_level_kept(Words(of.name, of.name_en), old, new)


def _check_line(draft: MovementDraft, picture: ServicePicture, level: LevelView) -> list[Finding]:
    """PO-05 of the line of the post named, then of that post itself; of who stays in a post, of its line alone."""
    if draft.post_id is None:
        held = picture.post_on(draft.starts)
        return _of_line(posts.view_of(held.post_id, draft.starts), level, draft.starts) if held else []
    post = posts.view_of(draft.post_id, draft.starts)
    ladder = [one.code for one in standards.levels().values() if one.type_code == level.type_code]
    return _of_line(post, level, draft.starts) or of_posts.check_post_level(
        number=post.number,
        levels=post.levels,
        span=(post.level_code, post.top_level_code),
        level=level.code,
        level_name=level.name,
        ladder=ladder,
        day=draft.starts,
    )


def _of_line(post: PostView, level: LevelView, day: date) -> list[Finding]:
    line = standards.position_lines(day).get(post.line_code)
    if line is None:
        return []
    return of_posts.check_level(
        line_name=line.name,
        line_type=line.type_code,
        line_verified=line.verified,
        level_name=level.name,
        level_type=level.type_code,
        day=day,
    )


def _check_contract(
    draft: MovementDraft, code: str, target: Line | None, kind_code: str, born: date | None
) -> list[Finding]:
    """SR-09 of a contract, and of the order that amends one: where that says no end, the one that stood stays."""
    if code not in rules.CONTRACTS:
        return []
    stood = target.until - timedelta(days=1) if target and target.until else None
    expert = kind_code == "CONTRACT_EXPERT"
    years = {
        "CONTRACT_MISSION_QUALIFIED": config.contract_years_mission(),
        "CONTRACT_MISSION_SKILLED": config.contract_years_mission(),
        "CONTRACT_GENERAL": config.contract_years_general(),
    }
    return rules_of_pay.check_contract(
        draft.starts,
        draft.last_day or stood,
        born=born,
        most_years=years.get(kind_code),
        age_limit=config.contract_age_expert() if expert else config.contract_age(),
    )


def _level_name(code: str, kind_code: str) -> str:
    """The level as a sentence names it; the kind of staff where there is none (a contract)."""
    level, kind = standards.levels().get(code), standards.personnel_kinds().get(kind_code)
    if level is not None:
        return of_posts.bare_level(level.name)
    return code or (kind.name if kind else "")


def limits() -> StepLimits:
    """The most steps of a half and of a round year, as this installation has them (SR-11)."""
    half_1, half_2, year = config.step_limits()
    return StepLimits(half_1, half_2, year)


