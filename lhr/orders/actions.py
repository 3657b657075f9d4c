"""What is done to orders: drawn up, checked, signed, written into the records, amended and cancelled by others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.documents import actions as documents
from lhr.documents.checked import Checked
from lhr.history import ledger
from lhr.history.ledger import Overtaken
from lhr.kernel import clock
from lhr.kernel.memory import swept_afterwards
from lhr.kernel.rules import Finding, RuleBroken, stop_if
from lhr.orders import newcomers, previewing, proposing, queries, rules, undone
from lhr.orders.drafts import Header, Signature
from lhr.orders.models import Order, OrderLine
from lhr.orders.terms import OF_ANOTHER, OrderKind, OrderState
from lhr.orders.undone import Standing
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.service_record import actions as service
from lhr.service_record import queries as records
from lhr.service_record import rounds
from lhr.service_record.actions import Author, OrderedLine
from lhr.service_record.drafts import Citation, MovementDraft
from lhr.service_record.hands import heed
from lhr.service_record.models import ServiceLine
from lhr.service_record.rules import AMEND_ORDER, CANCEL_ORDER, CancelEffect, check_effect
from lhr.service_record.rules_of_free_text import check_free_text
from lhr.service_record.rules_of_pay import Round
from lhr.standards import queries as standards

DRAFT, CHECKED, SIGNED, APPLIED = OrderState.DRAFT, OrderState.CHECKED, OrderState.SIGNED, OrderState.APPLIED


def draw_up(
    *, by: Actor, organisation: Organisation, header: Header, lines: Sequence[MovementDraft] = ()
) -> Order:
    """Begin an order with its head and, where they are known, its lines.

    Raises RuleBroken (OR-07) for a line that does not belong to the kind, ValueError for a kind that is drawn up from
    another order.
    """
    policy.require(by, Permission.ORDER_DRAW, organisation.path)
    if header.kind in OF_ANOTHER:
        raise ValueError(f"{header.kind} is drawn up from another order")
    return _draw_up(by, organisation, header, lines)


def draw_up_round(
    *, by: Actor, organisation: Organisation, this: Round, kind_code: str, reason: str = ""
) -> Order:
    """Begin the order of a pay round with what the register proposes for everybody of one kind of staff. Whom it leaves
    to the officer, and whom another order of the round names, is no line yet. Raises RuleBroken (OR-06) when it
    proposes nothing."""
    policy.require(by, Permission.ORDER_DRAW, organisation.path)
    lines = rounds.drafts(proposing.proposed(organisation.pk, this, kind_code))
    stop_if(rules.check_lines(len(lines)))
    return _draw_up(by, organisation, _round_head(this, kind_code, reason), lines)


def prepare_round(
    *, by: Actor, organisation: Organisation, this: Round, lines: Mapping[str, Sequence[MovementDraft]]
) -> list[Order]:
    """Prepare the drafts of a pay round for an LGO below: one for each kind of staff, by its code, that has lines.

    They are the LGO's: nobody has drawn them up until its officer checks them. Raises RuleBroken (OR-06) when nothing
    is proposed, OR-14 when the LGO has begun the round.
    """
    policy.require(by, Permission.ORDER_PREPARE, organisation.path)
    begun = queries.begun(organisation.pk, this.year, this.half)
    stop_if(rules.check_not_begun(begun, organisations.view_of(organisation.pk, by.day).label))
    stop_if(rules.check_lines(sum(map(len, lines.values()))))
    return [
        _draw_up(by, organisation, _round_head(this, code), found, tag="orders:round:prepared")
        for code, found in lines.items()
        if found
    ]


def change_head(*, by: Actor, order_id: UUID, version: int, header: Header) -> Order:
    """Write the head of a draft anew; its kind stays. Lines of the day that the head had go with it to its new one;
    those of an amending order keep the days of what they amend. Raises Overtaken, RuleBroken (OR-08)."""
    row = _still(by, order_id, version, DRAFT)
    stop_if(rules.check_texts(header.free_texts))
    with change(by, "orders:order:changed", row, path=row.organisation.path) as this:
        changed = ledger.correct(
            this, row, **_head(replace(header, kind=OrderKind(row.kind), round_kind=row.round_kind))
        )
        if header.starts != row.starts and row.kind != OrderKind.AMENDMENT:
            for line in OrderLine.objects.known().filter(order=order_id, starts=row.starts):
                ledger.correct(this, line, starts=header.starts)
        return changed


def add_lines(*, by: Actor, order_id: UUID, version: int, lines: Sequence[MovementDraft]) -> Order:
    """Put lines behind those that a draft has. Raises Overtaken, RuleBroken (OR-07, OR-08)."""
    return _put_lines(by, order_id, version, lines, anew=False)


def write_lines(*, by: Actor, order_id: UUID, version: int, lines: Sequence[MovementDraft]) -> Order:
    """Let a draft have these lines and no others. Raises Overtaken, RuleBroken (OR-07, OR-08)."""
    return _put_lines(by, order_id, version, lines, anew=True)


def change_line(*, by: Actor, order_id: UUID, version: int, line_id: UUID, line: MovementDraft) -> Order:
    """Write one line of a draft anew. Raises Overtaken, RuleBroken (OR-07, OR-08), OrderLine.DoesNotExist."""
    row = _still(by, order_id, version, DRAFT)
    _check(OrderKind(row.kind), [line])
    old = OrderLine.objects.known().get(order=order_id, entry_id=line_id)
    with change(by, "orders:lines:changed", row, path=row.organisation.path) as this:
        changed = ledger.correct(this, row)
        ledger.correct(this, old, **_columns(line))
        newcomers.keep({line_id: line})
        return changed


def remove_line(*, by: Actor, order_id: UUID, version: int, line_id: UUID) -> Order:
    """Take one line out of a draft; a cancelling order keeps them all. Raises Overtaken, RuleBroken (OR-08),
    OrderLine.DoesNotExist."""
    row = _still(by, order_id, version, DRAFT)
    stop_if(rules.check_leaves_whole(OrderKind(row.kind), len(queries.lines_of(order_id))))
    old = OrderLine.objects.known().get(order=order_id, entry_id=line_id)
    with change(by, "orders:lines:changed", row, path=row.organisation.path) as this:
        changed = ledger.correct(this, row)
        ledger.withdraw(this, old)
        newcomers.forget([line_id])
        return changed


def check(*, by: Actor, order_id: UUID, version: int, pair: frozenset[UUID]) -> Order:
    """Say that a draft is whole: it can be printed and laid before who signs it.

    Raises Overtaken; RuleBroken with every finding of every line when one blocks, or warns and is not answered.
    """
    row = _still(by, order_id, version, DRAFT)
    _stop(previewing.preview(by, row, pair))
    # What an office above prepared is the work of the officer who answers for it.
    author = {} if row.drawn_by else {"drawn_by": by.account_id, "drawn_by_person": by.person_id}
    with change(by, "orders:order:checked", row, path=row.organisation.path) as this:
        return ledger.correct(this, row, status=CHECKED.value, return_reason="", **author)


def reopen(*, by: Actor, order_id: UUID, version: int, reason: str = "") -> Order:
    """Take an order back to a draft: the officer before it is in the records, the registrar with a reason.

    Raises Overtaken, RuleBroken (OR-08), ValueError when the registrar gives no reason.
    """
    row = queries.row_of(order_id)
    drawing = policy.can(by, Permission.ORDER_DRAW, row.organisation.path)
    policy.require(by, Permission.ORDER_DRAW if drawing else Permission.ORDER_APPLY, row.organisation.path)
    if not drawing and not reason.strip():
        raise ValueError("an order is sent back with a reason")
    stop_if([*rules.check_state(OrderState(row.status), CHECKED, SIGNED), *rules.check_texts({"reason": reason})])
    _same(row, version)
    with change(by, "orders:order:reopened", row, path=row.organisation.path, reason=reason) as this:
        unsigned = {"number": "", "year": None, "signed_on": None, "signatory": "", "signatory_title": "", "series": ""}
        return ledger.correct(this, row, status=DRAFT.value, return_reason=reason.strip(), **unsigned)


def sign(*, by: Actor, order_id: UUID, version: int, signed: Signature, pair: frozenset[UUID]) -> Order:
    """Note what the signed paper says, with its picture. Raises Overtaken, RuleBroken (OR-01, OR-02, OR-08)."""
    row = _still(by, order_id, version, CHECKED)
    path = row.organisation.path
    with transaction.atomic():
        # The database holds one number as it is typed; who signs 012 and who signs 12 at once wait for each other here.
        organisations.hold(row.organisation_id)
        same = queries.numbered(signed, row.organisation_id, apart_from=order_id)
        stop_if([*rules.check_signature(signed, same), *rules.check_texts(signed.free_texts)])
        with change(by, "orders:order:signed", row, path=path) as this:
            written = ledger.correct(
                this,
                row,
                status=SIGNED.value,
                number=signed.number.strip(),
                series=signed.series.strip(),
                year=signed.year,
                signed_on=signed.signed_on,
                signatory=signed.signatory.strip(),
                signatory_title=signed.signatory_title.strip(),
            )
            if signed.scan is not None:
                _attach(by, row, signed.citation, signed.scan)
            _stop(previewing.preview(by, written, pair))
            return written


def attach_scan(*, by: Actor, order_id: UUID, scan: Checked) -> None:
    """Attach a scan to an order that is signed already, whether in the records or not; a better one stands before those
    that are there. Raises RuleBroken (OR-08)."""
    row = queries.row_of(order_id)
    policy.require(by, Permission.ORDER_DRAW, row.organisation.path)
    stop_if(rules.check_state(OrderState(row.status), SIGNED, APPLIED))
    with transaction.atomic():
        _attach(by, row, Citation(row.number, row.year, row.signed_on), scan)


def _attach(by: Actor, row: Order, cited: Citation, scan: Checked) -> None:
    documents.attach(
        by=by,
        organisation_id=row.organisation_id,
        path=row.organisation.path,
        of=cited.evidence_key(row.entry_id),
        scan=scan,
        permission=Permission.ORDER_DRAW,
    )


@swept_afterwards()
def apply(*, by: Actor, order_id: UUID, version: int, pair: frozenset[UUID]) -> Order:
    """Write a signed order into all of its records, in one transaction: the second hand stands under every line.

    The lines of the pair themselves wait for the province. Raises Overtaken when the order is not in that version any
    more, or is in the records already; RuleBroken when a rule blocks any line or the author applies it himself.
    """
    row = queries.row_of(order_id)
    policy.require(by, Permission.ORDER_APPLY, row.organisation.path)
    stop_if(rules.check_state(OrderState(row.status), SIGNED))
    _same(row, version)
    drawn = queries.lines_of(order_id)
    with transaction.atomic(), change(by, "orders:order:applied", row, path=row.organisation.path) as this:
        written = ledger.correct(
            this, row, status=APPLIED.value, applied_by=by.account_id, applied_at=clock.now(), return_reason=""
        )
        if row.cancels:
            undone.hold(row.cancels)
            stop_if(undone.check_whole(row, drawn, by.day))
            undone.take_back(by, row.cancels)
            undone.tell(by, written, queries.row_of(row.cancels))
        rows = service.apply_lines(
            by=by,
            organisation=row.organisation,
            lines=[OrderedLine(line.id, queries.answered(line.draft, row.reason)) for line in drawn],
            citation=Citation(row.number, row.year, row.signed_on),
            author=Author(row.drawn_by, row.drawn_by_person),
            pair=pair,
            has_scan=previewing.has_scan(row),
        )
        _name(this, rows)
        return written


def discard(*, by: Actor, order_id: UUID, version: int) -> None:
    """Throw away what was never signed; the book keeps that it was there. Raises Overtaken, RuleBroken (OR-08)."""
    row = _still(by, order_id, version, DRAFT, CHECKED)
    with change(by, "orders:order:discarded", row, path=row.organisation.path) as this:
        # The order before its lines, as every act does: two who write at once wait for each other in one place.
        ledger.withdraw(this, row)
        _give_up(this, order_id)


def draw_cancelling(
    *, by: Actor, order_id: UUID, header: Header, effect: CancelEffect = CancelEffect.FROM_START
) -> Order:
    """Draw up the order that cancels another as a whole: one line for every line of it that stands in the records that
    this LGO keeps; who keeps the others is told once it is applied. FROM_START: they count as never having held;
    FROM_DAY: they end on the effective day of this order.

    Raises RuleBroken (OR-08) when it is not in the records, is cancelled already, or nothing of it stands; (OR-04) when
    one of its lines cannot end on that day.
    """
    row, found = _undone(by, order_id)
    stop_if([rules.OR_08.finding(variant=1)] if queries.undoing(order_id) else [])
    stop_if(rules.check_waiting(effect, queries.waiting(order_id, by.day)))
    for line in found.here:
        stop_if(_check_effect(effect, header.starts, line.draft))
    lines = [
        MovementDraft(
            CANCEL_ORDER,
            header.starts,
            person_id=line.draft.person_id,
            cancels=line.id,
            cancel_effect=effect,
        )
        for line in found.here
    ]
    head = replace(header, kind=OrderKind.CANCELLATION)
    return _draw_up(by, row.organisation, head, lines, cancels=order_id)


def _check_effect(effect: CancelEffect, day: date, line: MovementDraft) -> list[Finding]:
    movement = standards.movement_types()[line.movement_code]
    return check_effect(effect, day, movement.movement_class, movement.code, line.starts)


def draw_amending(*, by: Actor, order_id: UUID, header: Header, entries: Sequence[UUID]) -> Order:
    """Draw up the order that amends lines of another: each as it stands, with what amended it before, to be changed in
    the draft.

    Raises RuleBroken (OR-08) when the other is not in the records, or none of these lines stands that an amending order
    may correct.
    """
    row, found = _undone(by, order_id)
    chosen = [line for line in found.here if line.id in set(entries) and undone.is_amendable(line)]
    stop_if([] if chosen else [rules.OR_08.finding(variant=2)])
    stands = records.as_amended({line.id: line.draft for line in chosen})
    lines = [
        replace(stands[line.id], movement_code=AMEND_ORDER, amends=line.id, remark="", reason="") for line in chosen
    ]
    head = replace(header, kind=OrderKind.AMENDMENT)
    return _draw_up(by, row.organisation, head, lines, amends=order_id)


def _undone(by: Actor, order_id: UUID) -> tuple[Order, Standing]:
    """The order that is to be undone, with its lines that stand."""
    row = queries.row_of(order_id)
    policy.require(by, Permission.ORDER_DRAW, row.organisation.path)
    stop_if(rules.check_state(OrderState(row.status), APPLIED))
    found = undone.standing(row, by.day)
    stop_if(rules.check_standing(here=len(found.here), keepers=undone.keepers(found, by.day)))
    return row, found


def _round_head(this: Round, kind_code: str, reason: str = "") -> Header:
    kind = standards.personnel_kinds()[kind_code].name
    return Header(
        OrderKind.PAY_ROUND,
        this.effective,
        subject=f"เลื่อนเงินเดือน{kind} ครั้งที่ {this.half} ปี {this.year}",
        reason=reason,
        round_year=this.year,
        round_half=this.half,
        round_kind=kind_code,
    )


def _draw_up(
    by: Actor,
    organisation: Organisation,
    header: Header,
    lines: Sequence[MovementDraft],
    *,
    tag: str = "orders:order:drawn",
    **about: UUID,
) -> Order:
    """Record head and lines. What is prepared for an LGO has the office instead of who drew it up."""
    prepared = tag == "orders:round:prepared"
    office = by.main_duty.organisation_id if prepared and by.main_duty else None
    stop_if(rules.check_texts(header.free_texts))
    _check(header.kind, lines)
    made = Order(entry_id=uuid4(), starts=header.starts, organisation=organisation)
    # An LGO gives its orders of one kind in the same words: those of the last one, until it types others.
    preamble = header.preamble.strip() or queries.last_preamble(organisation.pk, header.kind)
    with change(by, tag, made, path=organisation.path) as this:
        row = ledger.record(
            this,
            Order,
            entry_id=made.entry_id,
            organisation=organisation,
            status=DRAFT.value,
            drawn_by=None if prepared else by.account_id,
            drawn_by_person=None if prepared else by.person_id,
            prepared_by_id=office,
            **about,
            **_head(replace(header, preamble=preamble)),
        )
        _record(this, row, lines, 0)
        return row


def _put_lines(
    by: Actor, order_id: UUID, version: int, lines: Sequence[MovementDraft], *, anew: bool
) -> Order:
    row = _still(by, order_id, version, DRAFT)
    _check(OrderKind(row.kind), lines)
    with change(by, "orders:lines:changed", row, path=row.organisation.path) as this:
        changed = ledger.correct(this, row)
        had = OrderLine.objects.known().filter(order=order_id)
        last = 0 if anew else max(had.values_list("position", flat=True), default=0)
        if anew:
            _give_up(this, order_id)
        _record(this, changed, lines, last)
        return changed


def _check(kind: OrderKind, lines: Sequence[MovementDraft]) -> None:
    for line in lines:
        stop_if([*rules.check_kind(kind, line.movement_code), *check_free_text(line.free_texts)])
        if (line.person_id is None) != (line.new_person is not None and bool(line.national_id)):
            raise LookupError("a line names somebody on record, or somebody new by number and particulars")


def _record(this: Change, row: Order, lines: Sequence[MovementDraft], last: int) -> None:
    keyed = [(uuid4(), line) for line in lines]
    ledger.record_all(
        this,
        OrderLine,
        (
            {"entry_id": key, "order": row.entry_id, "position": at, **_columns(line)}
            for at, (key, line) in enumerate(keyed, start=last + 1)
        ),
    )
    if new := {key: line for key, line in keyed if line.new_person}:
        newcomers.keep(new)


def _give_up(this: Change, order_id: UUID) -> None:
    """Take every line out of a draft; who was to get a record by one of them is forgotten."""
    lines = OrderLine.objects.filter(order=order_id)
    newcomers.forget(lines.filter(superseded=None, person=None).values_list("entry_id", flat=True))
    ledger.withdraw_all(this, lines)


def _name(this: Change, written: Sequence[ServiceLine]) -> None:
    """Who got a record by a line of the order is its person from now on, and its newcomer no more."""
    opened = {row.entry_id: row.person_id for row in written}
    lines = list(OrderLine.objects.known().filter(entry_id__in=opened, person=None))
    for line in lines:
        ledger.correct(this, line, person_id=opened[line.entry_id])
    if lines:
        newcomers.forget(line.entry_id for line in lines)


def _still(by: Actor, order_id: UUID, version: int, *states: OrderState) -> Order:
    """Return the order for who draws it up. Raises Overtaken when it is not the version seen, RuleBroken (OR-08)."""
    row = queries.row_of(order_id)
    policy.require(by, Permission.ORDER_DRAW, row.organisation.path)
    stop_if(rules.check_state(OrderState(row.status), *states))
    _same(row, version)
    return row


def _same(row: Order, version: int) -> None:
    if row.version != version:
        raise Overtaken(f"order {row.entry_id}")


def _stop(found: previewing.Preview) -> None:
    """Raise RuleBroken with every finding when one blocks or a warning is not answered."""
    if found.passes:
        return
    stop_if(found.findings)
    for line in found.lines:
        heed(line.findings, line.judged.draft.reason)
    heed(found.above, "")
    raise RuleBroken(found.findings)


def _head(header: Header) -> dict[str, Any]:
    return {
        "kind": header.kind.value,
        "starts": header.starts,
        "subject": header.subject.strip(),
        "preamble": header.preamble.strip(),
        "approval_body": header.approval_body.strip(),
        "approval_number": header.approval_number.strip(),
        "approval_on": header.approval_on,
        "reason": header.reason.strip(),
        "round_year": header.round_year,
        "round_half": header.round_half,
        "round_kind": header.round_kind,
    }


def _columns(line: MovementDraft) -> dict[str, Any]:
    pay = line.pay
    return {
        "person_id": line.person_id,
        "movement_code": line.movement_code,
        "starts": line.starts,
        "last_day": line.last_day,
        "open_ended": line.open_ended,
        "post_id": line.post_id,
        "kind_code": line.kind_code,
        "level_code": line.level_code or pay.level_code,
        "position_text": line.position_text.strip(),
        "salary": pay.salary,
        "step": pay.step,
        "steps": pay.steps,
        "percent": pay.percent,
        "special_pay_pct": pay.special_pay_pct,
        "allowance": pay.allowance,
        "other_organisation_id": line.other_organisation_id,
        "other_organisation_text": line.other_organisation_text.strip(),
        "target": line.cancels or line.amends,
        "cancel_effect": line.cancel_effect.value if line.cancels else "",
        "remark": line.remark.strip(),
        "reason": line.reason.strip(),
    }
