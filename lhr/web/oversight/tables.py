"""The follow-up table: 76 provinces for the centre, LGOs by district for a province, its own for a district."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from lhr.access.permissions import Permission
from lhr.followup import excel, queries
from lhr.followup.queries import FollowUpRound, Order, Reason, Row, Tally
from lhr.followup.rules import REASON_SAYS, STATE_SAYS, State
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Kind, Level
from lhr.organisations.rules import KIND_SHORT
from lhr.registry_rights.terms import VACANT_SAYS
from lhr.web.oversight.asking import LACKS, Asked, asked, code_of
from lhr.web.oversight.rounds import deadline_of
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.templatetags.followup_words import TONES

ROWS_A_PAGE = 350  # the largest province has 334
_HEADS: tuple[tuple[Order, Words], ...] = (
    (Order.NAME, Words("อปท.", "LGO")),
    (Order.DISTRICT, Words("อำเภอ", "District")),
    (Order.STATE, Words("สถานะ", "State")),
    (Order.WHY, Words("เหตุ", "Why")),
    (Order.SINCE, Words("ตั้งแต่", "Since")),
    (Order.LATE, Words("ช้า (วัน)", "Late (days)")),
)
_ENDING = Words("สิทธิจะสิ้นสุด", "Will end")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Head:
    """A column's heading: a link that sorts by it, the other way round when it sorts already."""

    says: Words
    link: str
    sorted: str


@dataclass(frozen=True)
class Shown:
    """How many stand so, and the link that opens them."""

    says: Words
    tone: str
    count: int
    link: str
    chosen: bool


@dataclass(frozen=True)
class Place:
    """A province, or an office's LGOs, as one line of figures; each figure with its link.

    `rows` are an office's LGOs, under its `heading` unless they are sorted otherwise.
    """

    name: str
    figures: list[Shown]
    late: Shown
    ending: Shown
    total: int
    percent: int
    link: str
    heading: Words | None = None
    rows: Sequence[Row] = ()
    asked: bool = True


@needs(Permission.FOLLOWUP_VIEW)
@require_safe
def table(request: OfficerRequest) -> HttpResponse:
    """What stands how, and the rows behind each figure."""
    return _answer(request, asked(request.GET.dict()))


@needs(Permission.FOLLOWUP_VIEW)
@require_safe
def without(request: OfficerRequest, role: str) -> HttpResponse:
    """ไม่มีนายทะเบียนประวัติ and ไม่มีเจ้าหน้าที่ทะเบียนประวัติ: the LGOs where nobody holds the role today."""
    if role not in LACKS:
        raise Http404
    return _answer(request, asked(request.GET.dict(), LACKS[role]))


@needs(Permission.FOLLOWUP_EXPORT)
@require_safe
def export(request: OfficerRequest) -> HttpResponse:
    """The rows asked for, all of them and in their order, as a workbook."""
    question, day = asked(request.GET.dict()), request.actor.day
    current = _round(request, question)
    if current is None:
        raise Http404
    found = _in_order(_kept(_rows(request, question, current), question), question)
    answer = HttpResponse(excel.export(found, current, day), content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="lhr-followup-{day.isoformat()}.xlsx"'
    return answer


def _answer(request: OfficerRequest, question: Asked) -> HttpResponse:
    current = _round(request, question)
    if current is None:
        return page(request, "oversight/none.html")
    # Each figure counts what its link opens: the same words, kind and place, whatever state is looked at now.
    everyone = _kept(_rows(request, question, current), replace(question, state=None, late=False, ending=False))
    kept = _in_order(_kept(everyone, question), question)
    provinces = request.reach.everywhere and not question.narrowed
    first = (question.page - 1) * ROWS_A_PAGE
    shown = [] if provinces else kept[first : first + ROWS_A_PAGE]
    context = {
        "asked": question,
        "round": current,
        "deadline": deadline_of(current, request.actor.day),
        "total": _place(queries.total(everyone), question, replace(question, state=None, late=False, ending=False)),
        "provinces": _provinces(request, current, everyone, question) if provinces else None,
        "groups": _groups(request, everyone, shown, question),
        "count": len(kept),
        "heads": _province_heads(question) if provinces else _heads(question),
        "pages": _pages(len(kept), question),
        "kinds": [(kind.value, KIND_SHORT[kind]) for kind in Kind],
        "states": [(state.value, STATE_SAYS[state]) for state in State],
        "reasons": [(reason.value, REASON_SAYS[reason]) for reason in Reason if reason is not Reason.IN_FORCE],
        "districts": _districts(request, question),
        "vacant": VACANT_SAYS[question.lacks] if question.lacks else None,
        "nationwide": request.reach.everywhere,
    }
    return page(request, "oversight/table.html", context)


def _round(request: OfficerRequest, question: Asked) -> FollowUpRound | None:
    try:
        wanted = UUID(question.round)
    except ValueError:
        return queries.current_round(within=request.reach)
    return queries.get_round(wanted, within=request.reach)


def _rows(request: OfficerRequest, question: Asked, current: FollowUpRound) -> list[Row]:
    return queries.rows(
        current,
        within=request.reach,
        day=request.actor.day,
        under=question.under,
        direct=question.direct,
        kind=question.kind,
    )


def _kept(found: Sequence[Row], question: Asked) -> list[Row]:
    return [row for row in found if question.keeps(row)]


def _in_order(found: Sequence[Row], question: Asked) -> list[Row]:
    return queries.in_order(found, question.order or Order.DISTRICT, descending=question.descending)


def _provinces(
    request: OfficerRequest, current: FollowUpRound, found: Sequence[Row], question: Asked
) -> list[Place]:
    """One line a province; those without LGOs in the register, or outside the round, come last however it is sorted."""
    tallies = queries.by_province(found, within=request.reach, day=request.actor.day)
    counts: dict[str, Callable[[Tally], int]] = {str(state): partial(_count, state) for state in State}
    figure = (_FIGURES | counts).get(question.by)
    if figure is not None:
        tallies = sorted(tallies, key=figure, reverse=question.descending)
    elif question.descending:
        tallies = tallies[::-1]
    tallies = sorted(tallies, key=lambda one: not one.total)
    return [
        replace(
            _place(one, question, replace(question, place=code_of(one.path), by="")),
            asked=one.path.startswith(current.scope) or current.scope.startswith(one.path),
        )
        for one in tallies
    ]


def _count(state: State, one: Tally) -> int:
    return one.counts[state]


_FIGURES: dict[str, Callable[[Tally], int]] = {
    "total": lambda one: one.total,
    "ending": lambda one: one.ending,
    "late": lambda one: one.late,
    "percent": lambda one: one.percent,
}


def _province_heads(question: Asked) -> list[Head]:
    named = (
        ("", Words("จังหวัด", "Province")),
        ("total", Words("ทั้งหมด", "All")),
        *((str(state), STATE_SAYS[state]) for state in reversed(State)),
        ("ending", _ENDING),
        ("late", Words("เลยกำหนด", "Overdue")),
        ("percent", Words("ร้อยละ", "Per cent")),
    )
    return [_head(says, question.by == by, question, by=by) for by, says in named]


def _groups(
    request: OfficerRequest, everyone: Sequence[Row], shown: Sequence[Row], question: Asked
) -> list[Place]:
    """Rows under the office they report to, each office with its figures; one nameless group when sorted otherwise."""
    if question.order is not None or not shown:
        return [_nameless(shown, question)] if shown else []
    mine: dict[str, list[Row]] = {}
    for row in shown:
        mine.setdefault(row.office, []).append(row)
    tallies = {t.path: t for t in queries.by_office(everyone, within=request.reach, day=request.actor.day)}
    known = [tallies[path] for path in tallies if path in mine]
    return [_office(one, mine[one.path], question) for one in known]


def _office(one: Tally, rows: Sequence[Row], question: Asked) -> Place:
    """An office's group. The LGOs under a province office itself are asked for with `direct`."""
    direct = one.level is Level.PROVINCE
    here = replace(question, place=code_of(one.path), direct=direct)
    made = _place(one, question, here)
    district = Words(f"อำเภอ{one.name}", f"{one.name} district")
    straight = Words(f"ขึ้นตรงจังหวัด{one.name}", f"under {one.name} province itself")
    return replace(made, heading=straight if direct else district, rows=rows)


def _nameless(rows: Sequence[Row], question: Asked) -> Place:
    return replace(_place(queries.total(rows), question, question), rows=rows)


def _place(one: Tally, question: Asked, here: Asked) -> Place:
    here = replace(here, order=None, descending=False, by="")
    figures = [
        Shown(
            STATE_SAYS[state],
            TONES[state],
            one.counts[state],
            here.link(state=state, late=False, ending=False),
            question.state is state and question.place == here.place,
        )
        for state in reversed(State)
    ]
    late = Shown(
        Words("เลยกำหนด", "overdue"), "bad", one.late, here.link(state=None, late=True, ending=False), question.late
    )
    ending = Shown(
        _ENDING, "warn", one.ending, here.link(state=None, late=False, ending=True), question.ending
    )
    link = here.link(state=None, late=False, ending=False, all_rows=not here.place)
    return Place(one.name, figures, late, ending, one.total, one.percent, link)


def _heads(question: Asked) -> list[Head]:
    """Under the names of their districts the rows need no column for it."""
    shown = [(o, says) for o, says in _HEADS if question.order is not None or o is not Order.DISTRICT]
    return [_head(says, question.order is order, question, order=order) for order, says in shown]


def _head(says: Words, now: bool, question: Asked, **to: Any) -> Head:
    turned = now and not question.descending
    direction = ("descending" if question.descending else "ascending") if now else "none"
    return Head(says, question.link(**to, descending=turned), direction)


def _pages(count: int, question: Asked) -> list[tuple[int, str]]:
    last = (count + ROWS_A_PAGE - 1) // ROWS_A_PAGE
    return [(n, question.link(page=n)) for n in range(1, last + 1)] if last > 1 else []


def _districts(request: OfficerRequest, question: Asked) -> list[tuple[str, str]]:
    """The districts to choose from: those of one province; the whole nation's would be no choice."""
    within, day, over = request.reach, request.actor.day, f"/{question.place[:2]}/"
    offices = organisations.offices(within=within, day=day, level=Level.DISTRICT)
    mine = [office for office in offices if not question.place or office.path.startswith(over)]
    if len(mine) < 2 or len({office.province_code for office in mine}) > 1:
        return []
    return [(code_of(office.path), office.district_name) for office in mine]
