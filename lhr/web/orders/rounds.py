"""A pay round: what the register proposes for everybody of one kind of staff, and why; drawn up in one press."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.kernel.digits import baht
from lhr.kernel.words import Words
from lhr.orders import actions, proposing, queries
from lhr.orders.terms import OrderState
from lhr.service_record import rounds
from lhr.service_record.pay import moves_of
from lhr.service_record.rounds import RoundLine
from lhr.service_record.rules_of_pay import Round
from lhr.service_record.rules_of_rounds import NO_APPRAISAL
from lhr.standards import queries as standards
from lhr.web.movements import reading
from lhr.web.movements.here import own_lgo
from lhr.web.orders.opening import address_of
from lhr.web.shared import pay_rounds
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import LhrForm, ThaiTextField, WordsChoiceField, words
from lhr.web.shared.pages import page
from lhr.web.shared.readings import ORDER
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_DRAWN = Words(
    "ร่างคำสั่งเลื่อนเงินเดือนแล้ว {n} ราย ตรวจและแก้ทีละรายได้",
    "The order is drawn up for {n} people; look at each and change what is otherwise",
)
_OTHER = Words(
    "ยังไม่ได้ร่างคำสั่ง รอบหรือประเภทบุคลากรที่เลือกไม่ตรงกับข้อเสนอที่แสดงอยู่ขณะนั้น "
    "ด้านล่างเป็นข้อเสนอของรอบและประเภทที่เลือกแล้ว ตรวจแล้วกดร่างคำสั่งอีกครั้ง",
    "Nothing is drawn up: the round or kind chosen was not that of the proposals shown. "
    "Those of the choice stand below now; look at them, then draw up again",
)


class RoundForm(LhrForm):
    """Which round, of which kind of staff; `reason` answers the warnings of all lines. The choice is sent along with
    what the page showed (`shown`): nobody draws up what he has not seen."""

    round = WordsChoiceField(label=words("รอบ", "Round"), options=[])
    kind = forms.ChoiceField(label=words("ประเภทบุคลากร", "Kind of staff"))
    reason = ThaiTextField(
        label=words("เหตุผลที่ผ่านข้อเตือนของทุกรายการ", "Reason that answers the warnings of every line"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"form": "round"}),  # it stands below the table, the form above
    )

    def __init__(
        self, *args: Any, offered: Sequence[Round], kinds: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].choices = [(pay_rounds.value(one), pay_rounds.named(one)) for one in offered]  # type: ignore[attr-defined]
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Row:
    """One person of the round as the table shows it."""

    line: RoundLine
    old: str
    moves: tuple[Words, ...]
    new: str


@needs(Permission.ORDER_DRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: OfficerRequest) -> HttpResponse:
    """The proposals of one round; POST draws them up, or (`step`) shows those of another."""
    place, typed = own_lgo(request), request.POST or request.GET
    offered = pay_rounds.offered(request.actor.day)
    this = pay_rounds.chosen(offered, typed.get("round"))
    found = proposing.proposed(place.pk, this)
    kinds = _kinds(found)
    # A kind that does not serve here on the day of this round gives way to the most numerous.
    kind = typed.get("kind", "") if typed.get("kind", "") in dict(kinds) else (kinds[0][0] if kinds else "")
    mine = [line for line in found if line.posting.kind_code == kind]
    mine.sort(key=lambda line: line.draft is None)  # what is drawn up first, by name as before
    address = f"{reverse('orders:round')}?round={pay_rounds.value(this)}&kind={kind}"
    if request.POST.get("step"):
        return HttpResponseRedirect(address)
    form = RoundForm(
        request.POST or None, offered=offered, kinds=kinds, initial={"round": pay_rounds.value(this), "kind": kind}
    )
    shown = f"{pay_rounds.value(this)} {kind}"
    if request.method == "POST" and request.POST.get("shown") != shown:
        form.say(_OTHER)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            made = actions.draw_up_round(
                by=request.actor,
                organisation=place,
                this=this,
                kind_code=kind,
                reason=form.cleaned_data["reason"],
            )
            messages.success(request, _DRAWN.text(request.lang, n=len(rounds.drafts(mine))))
            return address_of(made.entry_id)

        answer = saving(request, form, "orders.round", act)
        if answer is not None:
            return answer
    reading.note(request.actor, ORDER, [line.person.id for line in mine], place.path)
    begun = proposing.begun(place.pk, this, kind, mine, request.actor.day)
    named = {one.id for one in begun}
    drawn = queries.of_round(place.pk, this.year, this.half, request.actor.day)
    context = {
        "form": form,
        "shown": shown,
        "no_appraisal": NO_APPRAISAL,
        "this": pay_rounds.named(this),
        "rows": [_row(line) for line in mine],
        "drawn": len(rounds.drafts(mine)),
        "sum": baht(_sum(mine)),
        "begun": begun,
        "going": (OrderState.DRAFT, OrderState.CHECKED, OrderState.SIGNED),
        "others": [one for one in drawn if one.id not in named],
    }
    return page(request, "orders/round.html", context, at=address)


def _row(line: RoundLine) -> Row:
    old, new, pay = line.proposal.old, line.proposal.new, line.proposal.pay
    return Row(
        line,
        "" if old is None else baht(old),
        moves_of(pay, pay.steps, pay.percent),
        "" if new is None or line.draft is None else baht(new),
    )


def _kinds(found: Sequence[RoundLine]) -> list[tuple[str, str]]:
    """The kinds of staff that serve here, the most numerous first."""
    names = standards.personnel_kinds()
    counted = Counter(line.posting.kind_code for line in found)
    return [(code, f"{names[code].name} ({n})") for code, n in counted.most_common()]


def _sum(lines: Sequence[RoundLine]) -> Decimal:
    """What the proposals cost more a month, as far as both salaries are known."""
    both = ((line.proposal.old, line.proposal.new) for line in lines if line.draft is not None)
    return sum((new - old for old, new in both if old is not None and new is not None), Decimal(0))
