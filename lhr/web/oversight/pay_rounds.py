"""รอบเลื่อนเงินเดือนของ อปท.: how far each LGO's round is and what holds it up; one press prepares what nobody has begun.

The table names nobody: it counts people and links to orders, which ask what they are read for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lhr.access.permissions import Permission
from lhr.followup import preparing, rounds
from lhr.followup.rounds import Row
from lhr.followup.rules_of_rounds import (
    BY_LINES,
    BY_LINES_SAYS,
    NOT_BEGUN,
    NOT_BEGUN_SAYS,
    PREPARATION_SAYS,
    Preparation,
    check_somebody,
)
from lhr.jobs import actions as jobs
from lhr.jobs import queries as queued
from lhr.kernel.rules import stop_if
from lhr.kernel.words import Words
from lhr.orders.terms import OrderState
from lhr.service_record.rules_of_pay import Round
from lhr.web.orders.words import STATE_SHORT, TONE
from lhr.web.shared import pay_rounds
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import LhrForm, WordsChoiceField, words
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_QUEUED = Words(
    "สั่งเตรียมร่างแล้ว {n} แห่ง ติดตามความคืบหน้าที่หน้านี้ ยกเลิกได้ระหว่างแห่ง",
    "Asked for the drafts of {n} LGOs; this page shows how far it is and lets you call it off between two",
)
_STATES = (NOT_BEGUN, OrderState.DRAFT, OrderState.CHECKED, OrderState.SIGNED, OrderState.APPLIED)
_NOBODY = "NOBODY"
_NOBODY_SAYS = Words("ไม่มีผู้อยู่ในรอบ", "nobody in the round")
_SHORT: dict[str, tuple[str, Words]] = {
    NOT_BEGUN: ("bad", NOT_BEGUN_SAYS),
    BY_LINES: ("calm", BY_LINES_SAYS),
    _NOBODY: ("calm", _NOBODY_SAYS),
    **{state.value: (TONE[state], STATE_SHORT[state]) for state in _STATES if isinstance(state, OrderState)},
}
_MADE_OF = (Preparation.PREPARED, Preparation.BEGUN, Preparation.NOTHING, Preparation.REFUSED, Preparation.FAILED)


class RoundForm(LhrForm):
    """Which round is looked at, and prepared."""

    round = WordsChoiceField(label=words("รอบ", "Round"), options=[])

    def __init__(self, *args: Any, offered: Sequence[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].choices = [  # type: ignore[attr-defined]
            (pay_rounds.value(one), pay_rounds.named(one)) for one in offered
        ]


@dataclass(frozen=True)
class Figure:
    """How many LGOs stand so, and the link that shows them alone."""

    says: Words
    tone: str
    count: int
    link: str
    chosen: bool


@needs(Permission.ORDER_PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: OfficerRequest) -> HttpResponse:
    """The LGOs of the office in one round; POST asks for the drafts of those that have not begun."""
    typed, day = request.POST or request.GET, request.actor.day
    offered = pay_rounds.offered(day)
    this = pay_rounds.chosen(offered, typed.get("round"))
    form = RoundForm(request.POST or None, offered=offered, initial={"round": pay_rounds.value(this)})
    everyone = rounds.rows(this, within=request.reach, day=day)
    if request.method == "POST" and form.is_valid():
        answer = saving(request, form, "oversight.pay_rounds", lambda: _asked(request, this, everyone))
        if answer is not None:
            return answer
    state = str(request.GET.get("state", ""))
    made = Counter(row.made.outcome for row in everyone if row.made is not None)
    context = {
        "form": form,
        "this": pay_rounds.named(this),
        "value": pay_rounds.value(this),
        "rows": [_shown(row) for row in everyone if state not in _SHORT or _state(row) == state],
        "figures": _figures(everyone, this, state),
        "to_prepare": sum(row.to_prepare for row in everyone),
        "due": sum(row.due for row in everyone),
        "job": rounds.going_on(this, request.actor),
        "made": [(PREPARATION_SAYS[one], made[one]) for one in _MADE_OF if made[one]],
        "narrowed": state in _SHORT,
    }
    return page(request, "oversight/pay_rounds.html", context, at=_address(this))


@needs(Permission.ORDER_PREPARE)
@require_safe
def prepared(request: OfficerRequest, job: UUID) -> HttpResponse:
    """What one's own job made: the table of its round."""
    found = queued.job_of(job, request.actor)
    if found.kind != rounds.KIND:
        raise Http404
    return HttpResponseRedirect(_address(preparing.round_of(found)))


def _asked(request: OfficerRequest, this: Round, everyone: Sequence[Row]) -> str:
    lgos = [row.organisation.id for row in everyone if row.to_prepare]
    stop_if(check_somebody(len(lgos)))
    job = jobs.enqueue(
        by=request.actor, kind=rounds.KIND, arguments=preparing.arguments(this, lgos), path=min(request.reach.paths)
    )
    messages.success(request, _QUEUED.text(request.lang, n=len(lgos)))
    return reverse("jobs:one", args=[job.pk])


def _address(this: Round, state: str = "") -> str:
    return f"{reverse('oversight:pay_rounds')}?round={pay_rounds.value(this)}{f'&state={state}' if state else ''}"


def _state(row: Row) -> str:
    return _NOBODY if row.state == NOT_BEGUN and not row.due else str(row.state)


def _shown(row: Row) -> tuple[Row, str, Words, list[tuple[Any, Any, str, Words]]]:
    tone, says = _SHORT[_state(row)]
    return row, tone, says, [(one, at, TONE[one.state], STATE_SHORT[one.state]) for one, at in row.orders]


def _figures(everyone: Sequence[Row], this: Round, state: str) -> list[Figure]:
    counted = Counter(_state(row) for row in everyone)
    return [
        Figure(says, tone if counted[name] else "calm", counted[name], _address(this, name), name == state)
        for name, (tone, says) in _SHORT.items()
        if counted[name] or name not in (_NOBODY, BY_LINES)
    ]
