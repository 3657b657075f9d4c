"""A few screens of the tests' own, beside the product's: what every area is built of, seen alone."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.urls import include, path

from lhr.access.permissions import Permission
from lhr.access.policy import require
from lhr.audit.book import change
from lhr.history.ledger import Overtaken
from lhr.identity.queries import account_of
from lhr.kernel.rules import Rule, Variant, Weight, stop_if
from lhr.kernel.words import Words
from lhr.web.shared.cards import reaches_agent
from lhr.web.shared.confirming import Transaction
from lhr.web.shared.decorators import needs, public
from lhr.web.shared.forms import DigitsField, LhrForm, NationalIdField, ThaiDateField, WordsChoiceField, words
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

TOO_BIG = Rule(
    code="ZZ-01",
    weight=Weight.BLOCK,
    on="amount",
    home="tests",
    says=Words("จำนวน {n} มากเกินไป", "{n} is too many"),
    remedy=Words("ลดจำนวนลง", "Take fewer"),
    source=Words("ข้อกำหนดของการทดสอบ", "A rule of the tests"),
    gist="few",
    variants=(Variant(1, Words("จำนวนติดลบ", "below zero"), Words("พิมพ์จำนวนเต็ม", "type a number")),),
)
saved: list[int] = []


class AmountForm(LhrForm):
    amount = forms.IntegerField(label=words("จำนวน", "Amount"), help_text=words("ไม่เกิน 9", "at most 9"))
    password = forms.CharField(required=False, label=words("รหัส", "Secret"))


class EverythingForm(LhrForm):
    day = ThaiDateField(label=words("วันที่มีผล", "Effective day"))
    number = NationalIdField(required=False)
    order = DigitsField(label=words("ตามคำสั่งที่", "Order number"), required=False)
    kind = WordsChoiceField(
        label=words("ในฐานะ", "Capacity"),
        options=[("A", Words("ปลัด", "clerk")), ("B", Words("รักษาการ", "acting"))],
    )
    agreed = forms.BooleanField(label=words("รับทราบ", "Noted"), required=False)

    field_order: ClassVar = ["kind", "day"]


def _act(request: OfficerRequest, amount: int) -> str:
    require(request.actor, Permission.ACCOUNT_OWN, request.standing.account.organisation.path)
    stop_if([TOO_BIG.finding(n=amount)] if amount > 9 else [TOO_BIG.finding(variant=1)] if amount < 0 else [])
    account = account_of(request.standing.account.pk)
    with change(request.actor, "identity:password:changed", account, path=account.organisation.path):
        saved.append(amount)
    return f"/amounts/{len(saved)}/"


@public("a test")
def shown(request: OfficerRequest, number: int) -> HttpResponse:
    return page(request, "tests/everything.html", {"form": EverythingForm()})


@needs(Permission.ACCOUNT_OWN)
@reaches_agent
def amount(request: OfficerRequest) -> HttpResponse:
    """A form that saves; ?fails= makes the store fail before or after the commit, ?confirm=1 asks for the card."""
    form = AmountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            if request.GET.get("fails") == "overtaken":
                raise Overtaken("somebody")
            address = _act(request, form.cleaned_data["amount"])
            if request.GET.get("fails") == "before":
                raise OperationalError("disk I/O error")
            if request.GET.get("fails") == "after":
                connection.run_on_commit.append((set(), _broken_line, False))
            return address

        answer = saving(
            request,
            form,
            "tests.amount",
            act,
            confirm=(lambda: _transaction(form)) if request.GET.get("confirm") else None,
            show=(lambda: HttpResponse("shown once")) if request.GET.get("shown") else None,
        )
        if answer is not None:
            return answer
    return page(request, "tests/amount.html", {"form": form})


def _broken_line() -> None:
    """What the client sees when the connection breaks after the commit arrived."""
    raise OperationalError("server closed the connection")


def _transaction(form: AmountForm) -> Transaction:
    amount = form.cleaned_data["amount"]
    return Transaction(Permission.RIGHTS_APPOINT, {"amount": amount, "says": f"บันทึกจำนวน {amount}"})


@public("a test")
def everything(request: OfficerRequest) -> HttpResponse:
    return page(request, "tests/everything.html", {"form": EverythingForm(request.POST or None)})


def forgotten(request: Any) -> HttpResponse:
    """A view whose writer forgot to say who may open it."""
    return HttpResponse("open to all")


@public("a test")
def breaks(request: OfficerRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [
    path("amount/", amount, name="amount"),
    path("amounts/<int:number>/", shown),
    path("everything/", everything),
    path("forgotten/", forgotten),
    path("breaks/", breaks),
    path("", include("lhr.web.urls")),
]
handler400 = "lhr.web.shared.errors.bad_request"
handler403 = "lhr.web.shared.errors.permission_denied"
handler404 = "lhr.web.shared.errors.page_not_found"
handler500 = "lhr.web.shared.errors.server_error"
