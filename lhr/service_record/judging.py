"""Brings the rules together with what the register knows: what would be found if this movement were keyed, or verified.

Reads only. The screen asks before sending (`preview`), the actions ask again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.history.ledger import Overtaken
from lhr.kernel.names import compose, veiled
from lhr.kernel.rules import Finding, Weight
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.people.models import Person
from lhr.posts import queries as posts
from lhr.posts import rules as of_posts
from lhr.service_record import cases, pay_cases, queries, reading, repeating, rules, supposing, whom
from lhr.service_record import rules_of_swaps as of_swaps
from lhr.service_record import rules_of_transfers as of_cases
from lhr.service_record.judging_seats import posts_gone, posts_taken
from lhr.service_record.models import ServiceLine
from lhr.service_record.pay import Pay
from lhr.service_record.pay_cases import UNPAID, Paid, Weighed
from lhr.service_record.repeating import NewLine
from lhr.service_record.rules import (
    HeldPost,
    Line,
    MovementClass,
    MovementDraft,
    RightsEffect,
    ServicePicture,
)
from lhr.service_record.rules_of_free_text import check_free_text
from lhr.service_record.rules_said_of_sections import CD_05
from lhr.standards import queries as standards
from lhr.standards.queries import MovementView

NO_SERVICE = ServicePicture()
NOT_WEIGHED = Weighed()


@dataclass(frozen=True)
class Judged:
    """What the rules say of one movement. `person` is None for somebody the register does not know yet; `before` and
    `after` are the person's service without it and with it, `weighed` what it says of level and pay, `paid`
    level and pay on its day without it and with it, `name` what the person is called on the screen that asked."""

    movement: MovementView
    person: Person | None
    findings: tuple[Finding, ...]
    before: ServicePicture = NO_SERVICE
    after: ServicePicture = NO_SERVICE
    weighed: Weighed = NOT_WEIGHED
    paid: Paid = UNPAID
    name: str = ""

    @property
    def news(self) -> rules.News:
        return rules.compare(self.before, self.after)


def at_keying(
    by: Actor, organisation: Organisation, draft: MovementDraft, pair: frozenset[UUID], *, look_up: bool = True
) -> Judged:
    """Judge a movement as it is keyed. Lines that still wait for verification count as if they were verified. Without
    `look_up` nobody is looked for by number: the rest of a form of which something must be mended first.

    Raises LookupError for a kind of movement that this screen does not key, Person.DoesNotExist for a person who
    never had to do with this organisation.
    """
    if draft.strikes:
        return _striking(by, organisation, draft, pair)
    movement = _movement(draft.movement_code)
    person, findings = whom.person_of(by, organisation, draft, movement, look_up=look_up)
    plain = [
        *findings,
        *rules.check_citation(
            movement, draft.citation, draft.starts, by.day, has_scan=draft.scan is not None
        ),
        *rules.check_overlay(movement, draft),
        *rules.check_death(movement, draft.starts, by.day),
        *rules.check_literal(draft.literal),
        *check_free_text(draft.free_texts),
    ]
    if person is None:
        hand = rules.check_hand(
            writer=by.person_id, writer_is_registrar=_registrar_only(by), person=cases.NOBODY, pair=pair
        )
        return of_nobody_yet(by, organisation, draft, movement, [*hand, *plain])
    if any(one.weight is Weight.BLOCK for one in findings):
        # Who asks for somebody held elsewhere learns that one thing, and nothing of that person's service.
        return Judged(movement, person, tuple(plain))
    # A line that is mended before it was verified does not stand beside itself.
    mended = draft.mends[0] if draft.mends else None
    known = [line for line in reading.lines_of_one(person.id) if line.entry_id != mended]
    stranger = whom.is_stranger(by, organisation, draft, person, known)
    name = _called(by, draft, person, stranger=stranger)
    lines, wrong = correcting(draft, known)
    plain += wrong
    if draft.movement_code == rules.TRANSFER_IN:
        lines = supposing.as_released(lines, person.id, organisation.pk, by.day)
    if draft.movement_code == rules.TRANSFER_OUT:
        lines = supposing.not_yet_received(lines, person.id, by.day)
    writer = rules.check_writer(
        writer=by.person_id,
        writer_is_registrar=_registrar_only(by),
        person=person.id,
        pair=pair,
        keeper=whom.kept_by(person, rules.project(lines), organisation.pk, by.day),
        organisation=organisation.pk,
        released_here=whom.may_write(draft, movement, lines, organisation.pk, by.day),
    )
    standing = reading.as_if_verified(lines)
    found = of_service(organisation, draft, movement, person, name, standing, lines)
    found = [*found, *of_case(by, organisation, draft, person, name)]
    before = rules.project(standing)
    weighed = pay_cases.weigh(draft, movement, standing, before, born=person.birth_date)
    laid = candidate(organisation, draft, movement, _next_seq(lines), weighed.pay)
    with_it = [*standing, laid]
    after = rules.project(with_it)
    taken = [*posts_taken(person, after, by.day, pending=True), *posts_gone(before, after, draft.post_id)]
    # Who may not write of this record is not told what stands in it.
    again = [] if writer else repeating.found(NewLine(draft, movement, laid, standing, name), by.day)
    told = (*plain, *writer, *found, *again, *taken, *weighed.findings)
    if stranger:
        # Until the line is verified, this LGO sees of the record what it writes itself.
        alone, paid = rules.project([laid]), pay_cases.sides([], [laid], draft.starts)
        return Judged(movement, person, told, NO_SERVICE, alone, weighed, paid, name)
    # What is corrected stands until this is verified: it is the old beside the new.
    stood = reading.as_if_verified(known) if draft.corrects else standing
    was = rules.project(stood) if draft.corrects else before
    paid = pay_cases.sides(stood, with_it, draft.starts)
    return Judged(movement, person, told, was, after, weighed, paid, name)


def _called(by: Actor, draft: MovementDraft, person: Person, *, stranger: bool) -> str:
    """Whose record this LGO may not read is called as was typed, or by a veiled name."""
    view = people.view_of(person.id, by.day)
    if not stranger:
        return view.name
    new = draft.new_person
    return compose(new.prefix, new.first, new.last) if new else veiled(view.prefix, view.first, view.last)


def at_verification(by: Actor, row: ServiceLine, along: Collection[UUID] = ()) -> Judged:
    """Judge a submitted line again, on verified lines alone: what it rests on must have been verified before it, or is
    verified by the same signature (`along`)."""
    draft, movement = reading.draft_of(row), _movement(row.movement_code, keyed_here=False)
    person = row.person
    name = people.view_of(person.id, by.day).name
    if draft.strikes:
        struck = _struck(by, draft, movement, person, reading.lines_of_one(person.id))
        custody = of_custody(by, row, draft, movement, person, reading.lines_of_one(person.id))
        return replace(struck, findings=(*struck.findings, *custody))
    lines = [line for line in reading.lines_of_one(person.id) if line.entry_id != row.corrects]
    lines = [_signed_first(line, row, along) for line in lines]
    if draft.movement_code == rules.TRANSFER_IN:
        lines = supposing.as_released(lines, person.id, row.organisation_id, by.day)
    verified = [line for line in lines if line.verified]
    if begun_elsewhere := whom.no_more_free(by, row, draft, movement, verified):
        return Judged(movement, person, tuple(begun_elsewhere))
    mine = [replace(line, verified=True) for line in lines if line.entry_id == row.entry_id]
    found = of_service(row.organisation, draft, movement, person, name, verified, verified)
    if draft.movement_code == rules.TRANSFER_IN and whom.held_elsewhere(
        person, verified, row.organisation_id
    ):
        here = whom.may_be_received(draft, verified, row.organisation_id)
        found = [*found, *rules.check_received(released_here=here, person_name=name)]
    kept = of_custody(by, row, draft, movement, person, verified)
    found = [*found, *kept, *_still_open(by, row, name)]
    found += of_swap(by, draft, person, name)
    before, after = rules.project(verified), rules.project([*verified, *mine])
    weighed = pay_cases.weigh(draft, movement, verified, before, born=person.birth_date, seq=row.seq)
    taken = [*posts_taken(person, after, by.day, pending=False), *posts_gone(before, after, draft.post_id)]
    new_lines = [] if kept else [NewLine(draft, movement, new, verified, name) for new in mine]
    again = [one for new in new_lines for one in repeating.found(new, by.day)]
    return Judged(movement, person, (*found, *again, *taken, *weighed.findings), before, after, weighed)


def _signed_first(line: Line, row: ServiceLine, along: Collection[UUID]) -> Line:
    """The line as it stands once those of the same signature that come before `row` are verified."""
    before = line.entry_id in along and (line.starts, line.seq) < (row.starts, row.seq)
    return replace(line, verified=True) if before else line


def _striking(by: Actor, organisation: Organisation, draft: MovementDraft, pair: frozenset[UUID]) -> Judged:
    """Judge a request that a line be struck as it is keyed; the line itself is judged by nothing any more."""
    movement = _movement(draft.movement_code, keyed_here=False)
    person = whom.known_here(draft.person_id or cases.NOBODY, organisation, by.day)
    lines = reading.lines_of_one(person.id)
    _, wrong = correcting(draft, lines)
    writer = rules.check_writer(
        writer=by.person_id,
        writer_is_registrar=_registrar_only(by),
        person=person.id,
        pair=pair,
        keeper=whom.kept_by(person, rules.project(lines), organisation.pk, by.day),
        organisation=organisation.pk,
        released_here=False,
    )
    cited = draft.citation
    named = cited.is_order or cited.text.strip() or cited.number.strip() or draft.scan is not None
    bare = [] if named else [CD_05.finding(variant=6, field="citation_text")]
    struck = _struck(by, draft, movement, person, lines)
    return replace(struck, findings=(*writer, *wrong, *bare, *struck.findings))


def _struck(
    by: Actor, draft: MovementDraft, movement: MovementView, person: Person, lines: Sequence[Line]
) -> Judged:
    """Raises Overtaken when the line is not verified, or not any more."""
    gone = rules.cancelled(lines)
    verified = [line for line in lines if line.verified and not line.strikes]
    target = next((line for line in verified if line.entry_id == draft.corrects), None)
    if target is None:
        raise Overtaken(f"service line {draft.corrects}")
    standing = [line for line in verified if line.entry_id not in gone]
    name = people.view_of(person.id, by.day).name
    found = rules.check_striking(target, standing, standards.movement_types(), name)
    rest = [line for line in verified if line.entry_id != target.entry_id]
    before, after = rules.project(verified), rules.project(rest)
    taken = [*posts_taken(person, after, by.day, pending=False), *posts_gone(before, after)]
    paid = pay_cases.sides(verified, rest, draft.starts)
    return Judged(movement, person, (*found, *taken), before, after, Weighed(draft.pay), paid)


def correcting(draft: MovementDraft, lines: list[Line]) -> tuple[list[Line], list[Finding]]:
    """Return the lines without the one that the draft corrects, and what speaks against the correction (CD-05).

    Raises Overtaken when that line is not verified, or not any more.
    """
    if draft.corrects is None:
        return lines, []
    standing = (line for line in lines if line.verified and not line.strikes)
    target = next((line for line in standing if line.entry_id == draft.corrects), None)
    if target is None:
        raise Overtaken(f"service line {draft.corrects}")
    found = [] if draft.why.strip() else [CD_05.finding(field="why")]
    if not draft.strikes and _says_the_same(draft, target.entry_id):
        found.append(CD_05.finding(variant=1, field="why"))
    if any(line.corrects == target.entry_id for line in lines):
        found.append(CD_05.finding(variant=2, field="why", step="movements:list"))
    if target.movement_code != draft.movement_code or target.movement_code in rules.UNCORRECTED:
        found.append(CD_05.finding(variant=3, field="movement"))
    return [line for line in lines if line.entry_id != target.entry_id], found


def _says_the_same(draft: MovementDraft, line: UUID) -> bool:
    """Does the correction say what the line says already? How it came about is no part of that, nor is what the
    register works out by itself."""
    aside: dict[str, Any] = {"reason": "", "why": "", "open_ended": False}
    aside |= dict.fromkeys(("corrects", "mends", "scan"))
    was = reading.draft_of(queries.row_of(line))
    new, old = (replace(one, **aside, pay=replace(one.pay, step=None)) for one in (draft, was))
    return new == old


def of_case(
    by: Actor, organisation: Organisation, draft: MovementDraft, person: Person, name: str
) -> list[Finding]:
    """SR-05: what the person's open transfer case says of this movement."""
    if draft.cancels:
        return of_swap(by, draft, person, name)
    if draft.movement_code not in (rules.TRANSFER_IN, rules.TRANSFER_OUT):
        return []
    case = cases.open_facts(person.id, by.day)
    if case is None:
        return []
    other = case.receiver if organisation.pk == case.sender else case.sender
    label = organisations.view_of(other, by.day).label
    found = of_cases.check_case(draft, organisation.pk, case, other_label=label, person_name=name)
    return [*found, *of_swap(by, draft, person, name)]


def of_swap(by: Actor, draft: MovementDraft, person: Person, name: str) -> list[Finding]:
    """SR-05: what the person's swap says of this movement, or of the one that it cancels."""
    undone = cases.case_of_line(draft.cancels) if draft.cancels else None
    if undone is not None and undone.swap is not None:
        return of_swaps.check_before_its_day(undone.effective_on, by.day)
    if draft.movement_code not in (rules.TRANSFER_IN, rules.TRANSFER_OUT):
        return []
    case = cases.open_swap_of(person.id, by.day)
    return of_swaps.check_line(draft, supposing.facts(case.pk, by.day), name) if case else []


def of_custody(
    by: Actor,
    row: ServiceLine,
    draft: MovementDraft,
    movement: MovementView,
    person: Person,
    verified: Sequence[Line],
) -> list[Finding]:
    """SR-03 at signing: what the LGO keyed while it kept the record is not written after the record has moved on."""
    keeper = whom.kept_by(person, rules.project(verified), row.organisation_id, by.day)
    if keeper.id in (None, row.organisation_id):
        return []
    if whom.may_write(draft, movement, verified, row.organisation_id, by.day):
        return []
    if draft.movement_code == rules.TRANSFER_IN:
        return []  # SR-05 has said it
    return rules.check_custody(keeper, row.organisation_id)


def _still_open(by: Actor, row: ServiceLine, name: str) -> list[Finding]:
    """SR-05 at signing: the case of this line was not taken back meanwhile. An older line has none."""
    case = cases.case_of_line(row.entry_id)
    if case is None:
        return []
    return of_cases.check_still_open(is_open=cases.standing(case, by.day) in of_cases.OPEN, person_name=name)


def permission_to_verify(by: Actor, path: str) -> Permission:
    """The registrar verifies; who may not asks for the province's own permission, over the pair's lines only."""
    mine = policy.can(by, Permission.MOVEMENT_VERIFY, path)
    return Permission.MOVEMENT_VERIFY if mine else Permission.MOVEMENT_VERIFY_PAIR


def _registrar_only(by: Actor) -> bool:
    return by.holds(Role.REGISTRAR) and not by.holds(Role.OFFICER)


def _movement_names(movement: MovementView) -> dict[str, str]:
    """What the movements are called: asked of one that ends a service, and of no other."""
    if movement.movement_class is not MovementClass.END:
        return {}
    return {code: one.name for code, one in standards.movement_types().items()}


def _movement(code: str, *, keyed_here: bool = True) -> MovementView:
    if keyed_here and code not in rules.OFFERED:
        raise LookupError(f"{code} is keyed on another screen")
    return standards.movement_types()[code]


def of_nobody_yet(
    by: Actor, organisation: Organisation, draft: MovementDraft, movement: MovementView, plain: Sequence[Finding]
) -> Judged:
    """Judge a movement of somebody whom the register does not know yet; `plain` is what was found before."""
    if draft.new_person is None:
        return Judged(movement, None, tuple(plain))
    new = draft.new_person
    name = compose(new.prefix, new.first, new.last)
    found = [
        *rules.check_age(movement, new.birth_date, draft.starts, name),
        *rules.check_release(draft, organisation.pk, name),
        *_of_post(organisation, draft, movement, ServicePicture()),
    ]
    weighed = pay_cases.weigh(draft, movement, [], ServicePicture(), born=new.birth_date)
    with_it = [candidate(organisation, draft, movement, 1, weighed.pay)]
    after = rules.project(with_it)
    taken = [*posts_taken(None, after, by.day, pending=True), *posts_gone(ServicePicture(), after, draft.post_id)]
    told = (*plain, *found, *taken, *weighed.findings)
    paid = pay_cases.sides([], with_it, draft.starts)
    return Judged(movement, None, told, ServicePicture(), after, weighed, paid, name)


def of_service(
    organisation: Organisation,
    draft: MovementDraft,
    movement: MovementView,
    person: Person,
    name: str,
    counted: Sequence[Line],
    lines: Sequence[Line],
    picture: ServicePicture | None = None,
) -> list[Finding]:
    """`counted` are the lines that the movement is laid upon, `picture` the service that they prove where it is known
    already, `lines` those that an order may cancel."""
    picture = picture or rules.project(counted)
    held = picture.post_on(draft.starts) if rules.is_start(movement) else None
    number = posts.view_of(held.post_id, draft.starts).number if held else ""
    target = next((n for n in lines if n.entry_id == draft.cancels), None)
    mended = next((n for n in lines if n.entry_id == draft.amends), None)
    undoes = rules.is_cancel(movement) or rules.is_amend(movement)
    gone = rules.cancelled(counted) if undoes else frozenset()
    undone = cases.case_of_line(draft.cancels) if draft.cancels else None
    whole = undone is not None and undone.swap is not None  # a swap falls as a whole, the receipt with it
    standing = [n for n in lines if n.verified and n.entry_id not in gone] if undoes else []
    return [
        *rules.check_course(
            movement, draft.starts, organisation.pk, picture, name, _movement_names(movement),
            pays_only=rules.moves_pay_only(movement.code, draft.post_id, draft.kind_code),
        ),
        *rules.check_one_post(movement, draft.starts, picture, number, name),
        *rules.check_age(movement, person.birth_date, draft.starts, name),
        *rules.check_retirement(movement, person.birth_date, draft.starts),
        *rules.check_release(draft, organisation.pk, name),
        *_receiver_stands(organisation, draft),
        *rules.check_cancelling(draft, movement, target, standing, organisation.pk, name, whole=whole),
        *rules.check_amending(draft, movement, mended, standing, organisation.pk, name),
        *_of_post(organisation, draft, movement, picture),
    ]


def _receiver_stands(organisation: Organisation, draft: MovementDraft) -> list[Finding]:
    """SR-05.8: nobody is released to, or received by, an LGO that stands no more on the effective day."""
    into = {rules.TRANSFER_OUT: draft.other_organisation_id, rules.TRANSFER_IN: organisation.pk}
    receiver = into.get(draft.movement_code)
    if receiver is None:
        return []
    place = organisations.view_of(receiver, draft.starts)
    return of_cases.check_stands(
        label=place.label, ends_on=place.dissolved_on, day=draft.starts, field="transfer"
    )


def _of_post(
    organisation: Organisation, draft: MovementDraft, movement: MovementView, picture: ServicePicture
) -> list[Finding]:
    serving = picture.employment_on(draft.starts)
    kind_code = draft.kind_code or (serving.kind_code if serving else "")
    kind = standards.personnel_kinds().get(kind_code)
    asks = rules.is_start(movement) or movement.code == "MOVE"
    if asks and kind is None:
        return [of_posts.PO_01.finding(field="kind")] if rules.is_start(movement) else []
    if draft.post_id is not None and not _stands(draft.post_id, organisation.pk, draft.starts):
        return [of_posts.PO_01.finding()]
    if kind is None or not (asks or draft.post_id):
        return []
    if movement.movement_class is MovementClass.OVERLAY:
        return []
    need = of_posts.check_need(
        need=kind.post_number, kind_name=kind.name, has_post=draft.post_id is not None
    )
    return [*need, *_of_frozen(draft, picture)]


def _of_frozen(draft: MovementDraft, picture: ServicePicture) -> list[Finding]:
    """PO-09.3: whoever holds a post that is frozen goes on holding it; nobody else is put into it."""
    held = picture.post_on(draft.starts)
    if draft.post_id is None or (held and held.post_id == draft.post_id):
        return []
    status = posts.status_on(draft.post_id, draft.starts)
    return of_posts.check_not_frozen(posts.view_of(draft.post_id, draft.starts).number, status, draft.starts)


def _stands(post_id: UUID, organisation_id: UUID, day: date) -> bool:
    post = posts.views((post_id,), day).get(post_id)
    return post is not None and post.organisation_id == organisation_id and post.stands


def candidate(
    organisation: Organisation, draft: MovementDraft, movement: MovementView, seq: int, pay: Pay
) -> Line:
    """Return the draft as the line that it would become."""
    post = posts.get(draft.post_id) if draft.post_id else None
    return Line(
        entry_id=uuid4(),
        organisation_id=organisation.pk,
        movement_code=draft.movement_code,
        movement_class=movement.movement_class,
        starts=draft.starts,
        seq=seq,
        until=until_of(draft, movement),
        kind_code=draft.kind_code,
        post=HeldPost(post.id, post.line_code) if post else None,
        cancels=draft.cancels,
        cancel_effect=draft.cancel_effect,
        amends=draft.amends,
        pay=pay,
        ends_rights=movement.rights_effect is RightsEffect.END,
    )


def _next_seq(lines: Sequence[Line]) -> int:
    return max((line.seq for line in lines), default=0) + 1


def until_of(draft: MovementDraft, movement: MovementView) -> date | None:
    """The day after the last one of an overlay or a contract, or the one that an order puts right; nothing else has an
    end of its own."""
    ends = rules.is_amend(movement) or rules.has_end(movement.code, movement.movement_class)
    if not ends or draft.last_day is None or draft.last_day < draft.starts:
        return None
    return draft.last_day + timedelta(days=1)
