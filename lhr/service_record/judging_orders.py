"""What would be found if the lines of one order were written, of many people at once: each judged upon what the
register holds verified and upon the lines of the same order that come before it. Reads only; asked of the register a
few times, however many lines there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lhr.access.actor import Actor
from lhr.audit import kept
from lhr.kernel.names import veiled
from lhr.kernel.rules import Finding
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.people.models import Person
from lhr.people.queries import PersonView
from lhr.posts import queries as posts
from lhr.service_record import cases, judging, naming, pay_cases, reading, repeating, rules, supposing, whom
from lhr.service_record.drafts import Citation, MovementDraft
from lhr.service_record.judging_openings import last_seqs, strangers
from lhr.service_record.judging_seats import posts_gone
from lhr.service_record.models import ServiceLine
from lhr.service_record.pay_cases import Paid, Weighed
from lhr.service_record.repeating import NewLine
from lhr.service_record.rules import IncumbencySpan, Keeper, Line, ServicePicture
from lhr.service_record.rules_of_free_text import check_free_text
from lhr.standards import queries as standards
from lhr.standards.queries import MovementView


@dataclass(frozen=True)
class JudgedOrderLine:
    """What the rules say of one line of an order. `before` and `after` are the person's service, `paid` level and pay
    on its day, each without the line and with it; `seq` is its place among the person's lines. `person` is not stored
    where the order is yet to open the record (`opens`)."""

    draft: MovementDraft
    movement: MovementView
    person: Person
    seq: int
    findings: tuple[Finding, ...]
    before: ServicePicture
    after: ServicePicture
    weighed: Weighed
    paid: Paid
    view: PersonView
    opens: bool = False


def at_order(
    by: Actor,
    organisation: Organisation,
    drafts: Sequence[MovementDraft],
    citation: Citation,
    *,
    has_scan: bool = False,
    own: Collection[UUID] = (),
    held: Iterable[Person] = (),
) -> list[JudgedOrderLine]:
    """Judge the lines of an order in the order given. What an unsigned order does not cite yet is not held against it.
    `own` are the lines that it wrote already: an order is shown upon the records as they were without it. `held` are
    people whom the caller has read, and locked, in this transaction: they are not read again.

    Raises Person.DoesNotExist for somebody whom this LGO never met, LookupError for a kind of movement that is keyed on
    no screen.
    """
    with kept.while_asked(reads=True), standards.read_once():
        return _Judging(by, organisation, drafts, citation, has_scan=has_scan, own=frozenset(own), held=held).all()


class _Judging:
    """The walk over the lines of one order."""

    def __init__(
        self,
        by: Actor,
        organisation: Organisation,
        drafts: Sequence[MovementDraft],
        citation: Citation,
        *,
        has_scan: bool,
        own: frozenset[UUID],
        held: Iterable[Person],
    ) -> None:
        self.by, self.organisation = by, organisation
        self.citation, self.has_scan = citation, has_scan
        self.movements = standards.movement_types()
        self.drafts, self.new = naming.named(by, organisation, drafts, self.movements)
        opened = {one for one, new in self.new.items() if not new.known}
        wanted = {draft.person_id for draft in self.drafts if draft.person_id} - opened
        self.known = {person.id: person for person in held if person.id in wanted}
        if lacking := wanted - self.known.keys():
            self.known |= {person.id: person for person in people.rows(lacking)}
        named = {draft.person_id for draft in drafts if draft.person_id}
        self.unseen = unseen(organisation, named, self.known, by.day)
        stored = reading.lines_by_person(wanted - self.unseen) | {one: [] for one in self.unseen}
        self.lines = {
            person: [n for n in lines if n.verified and not (own and _is_about(own, n))]
            for person, lines in stored.items()
        }
        self._stand_between(drafts, shown=bool(own))
        # What waits for the province counts here: it is said already, and need not be said again to wait beside it.
        self.said = stored
        if own:
            self.said = {person: [n for n in lines if n.entry_id not in own] for person, lines in stored.items()}
        self.new_lines: dict[int, NewLine] = {}
        self.named = people.views(wanted, by.day)
        self.last = last_seqs(ServiceLine, wanted)
        self.pictures = {person: rules.project(lines) for person, lines in self.lines.items()}
        for one, new in self.new.items():
            self.known[one], self.named[one] = new.person, new.view
        for one in opened:
            self.lines[one], self.pictures[one] = [], rules.project([])
        self.gone = self._kept_elsewhere()
        for one in self.gone:
            # Whose record has moved on is shown as far as this LGO may read it: the lines of its own years.
            self.lines[one] = [line for line in self.lines[one] if line.organisation_id == organisation.pk]
            self.pictures[one] = rules.project(self.lines[one])
        self.stood = dict(self.pictures)
        self._read_at_once()

    def _stand_between(self, drafts: Sequence[MovementDraft], *, shown: bool) -> None:
        """Let each transfer stand behind what the other LGO wrote before it, and in what is shown of an order in the
        records before what it wrote upon it."""
        for draft in drafts:
            who, to = draft.person_id, draft.other_organisation_id
            if who and draft.movement_code == rules.TRANSFER_IN:
                self.lines[who] = supposing.as_released(self.lines[who], who, self.organisation.pk, self.by.day)
            if who and shown and draft.movement_code == rules.TRANSFER_OUT:
                self.lines[who] = rules.before_receipt(self.lines[who], to, draft.starts)

    def _kept_elsewhere(self) -> dict[UUID, Keeper]:
        """Those whose record another LGO keeps, and of whom no line of the order may be written here; with the LGO."""
        found: dict[UUID, Keeper] = {}
        written = set()
        for draft in self.drafts:
            who = draft.person_id
            if who and who not in self.new and who not in self.unseen:
                keeper = self._keeper(draft, self.movements[draft.movement_code], self.known[who])
                if keeper is None:
                    written.add(who)
                else:
                    found[who] = keeper
        return {who: keeper for who, keeper in found.items() if who not in written}

    def _read_at_once(self) -> None:
        held = {one: {line.post.post_id for line in lines if line.post} for one, lines in self.lines.items()}
        named = {draft.post_id for draft in self.drafts if draft.post_id}
        for day in {draft.starts for draft in self.drafts}:
            posts.views(named.union(*held.values()), day)
        moved = (held[one] for one in self._moved())
        posts.statuses(named.union(*moved))
        # What is cancelled may give a post back that somebody else has come into meanwhile.
        undone = {draft.person_id for draft in self.drafts if draft.cancels}
        cases.cases_of_lines(draft.cancels for draft in self.drafts if draft.cancels)
        back = {line.post.post_id for one in undone if one for line in self.lines[one] if line.post}
        seats = reading.seats_of(named | back)
        self.holders = {seat.person_id for found in seats.values() for seat in found} - self.known.keys()
        reading.stored_pictures(self.holders)

    def all(self) -> list[JudgedOrderLine]:
        judged = [self.one(draft, at) for at, draft in enumerate(self.drafts)]
        seated = self.seated()
        twice, again = _twice(self.drafts), self.again()
        last = {one.person.id: at for at, one in enumerate(judged)}
        return [
            _with(
                one,
                (
                    *twice.get(at, ()),
                    *again.get(at, ()),
                    *(seated.get(one.person.id, ()) if last[one.person.id] == at else ()),
                ),
            )
            for at, one in enumerate(judged)
        ]

    def again(self) -> dict[int, tuple[Finding, ...]]:
        """OR-05 of what another document has said already, by the place of the line; in two queries."""
        new = self.new_lines
        found = repeating.found_all(list(new.values()), self.by.day)
        return {at: tuple(told) for at, told in zip(new, found, strict=True) if told}

    def one(self, draft: MovementDraft, at: int) -> JudgedOrderLine:
        if draft.movement_code not in rules.OFFERED:
            raise LookupError(f"{draft.movement_code} is keyed on another screen")
        if draft.person_id is None:
            raise LookupError("a line of an order names somebody")
        movement, person = self.movements[draft.movement_code], self.known[draft.person_id]
        if person.id in self.unseen:
            return self.veiled(draft, movement, person)
        name, standing = self.named[person.id].name, self.lines[person.id]
        before, day = self.pictures[person.id], self.by.day
        seq = self.last.get(person.id, 0) + 1
        weighed = pay_cases.weigh(draft, movement, standing, before, born=person.birth_date, seq=seq)
        laid = [judging.candidate(self.organisation, draft, movement, seq, weighed.pay)]
        if person.id not in self.gone:  # what the LGO that keeps the record has said is not told here
            self.new_lines[at] = NewLine(draft, movement, laid[0], self.said.get(person.id, ()), name)
        only_pay = rules.moves_pay_only(movement.code, draft.post_id, draft.kind_code)
        after = before if only_pay else rules.project([*standing, *laid])
        new = self.new.get(person.id)
        found = (
            *(new.against if new else ()),
            *self.cited(draft, movement),
            *rules.check_overlay(movement, draft),
            *rules.check_death(movement, draft.starts, day),
            *check_free_text(draft.free_texts),
            *self.custody(draft, movement, person),
            *judging.of_service(self.organisation, draft, movement, person, name, standing, standing, before),
            *judging.of_case(self.by, self.organisation, draft, person, name),
            *self.received(draft, person, name),
            *weighed.findings,
        )
        self.last[person.id], self.lines[person.id], self.pictures[person.id] = seq, [*standing, *laid], after
        paid = (weighed.before, weighed.after)
        if movement.movement_class in (rules.MovementClass.CANCEL, rules.MovementClass.AMEND):
            paid = pay_cases.sides(standing, self.lines[person.id], draft.starts)
        view, opens = self.named[person.id], new is not None and not new.known
        if new is not None and new.stranger:
            # Until the order stands in the record, this LGO sees of it what it writes itself.
            before, after, paid = ServicePicture(), rules.project(laid), pay_cases.sides([], laid, draft.starts)
        return JudgedOrderLine(draft, movement, person, seq, found, before, after, weighed, paid, view, opens)

    def veiled(self, draft: MovementDraft, movement: MovementView, person: Person) -> JudgedOrderLine:
        """A line about somebody who is not released to this LGO, or no more: nothing of the record is shown by it."""
        view = self.named[person.id]
        name = veiled(view.prefix, view.first, view.last)
        bare = replace(view, prefix="", first="", last="", name=name, masked_id="", sort_key="")
        nothing, weighed = ServicePicture(), Weighed(draft.pay)
        told = (*check_free_text(draft.free_texts), *rules.check_seen(seen=False, person_name=name))
        return JudgedOrderLine(
            draft, movement, person, 0, told, nothing, nothing, weighed, pay_cases.UNPAID, bare, opens=False
        )

    def cited(self, draft: MovementDraft, movement: MovementView) -> list[Finding]:
        if self.citation == Citation():
            return []
        return rules.check_citation(movement, self.citation, draft.starts, self.by.day, has_scan=self.has_scan)

    def received(self, draft: MovementDraft, person: Person, name: str) -> list[Finding]:
        """SR-05: who is held elsewhere is received on the day of the release."""
        lines, here = self.lines[person.id], self.organisation.pk
        if draft.movement_code != rules.TRANSFER_IN or not whom.held_elsewhere(person, lines, here):
            return []
        return rules.check_received(released_here=whom.may_be_received(draft, lines, here), person_name=name)

    def custody(self, draft: MovementDraft, movement: MovementView, person: Person) -> list[Finding]:
        """SR-03.1, .4: the LGO that keeps the record writes, or the one to which the person was released."""
        keeper = self.gone.get(person.id) or self._keeper(draft, movement, person)
        return rules.check_custody(keeper, self.organisation.pk) if keeper else []

    def _keeper(self, draft: MovementDraft, movement: MovementView, person: Person) -> Keeper | None:
        """The LGO that keeps the record and lets this one not write the line; None where it may."""
        lines, here = self.lines[person.id], self.organisation.pk
        keeper = whom.kept_by(person, self.pictures[person.id], here, self.by.day)
        mine = keeper.id in (None, here) or whom.may_write(draft, movement, lines, here, self.by.day)
        return None if mine else keeper

    def seated(self) -> dict[UUID, list[Finding]]:
        """PO-07 and PO-09 once all lines are laid: two of them may change places by one order."""
        taken, named = self.taken(), {draft.person_id: draft.post_id for draft in self.drafts if draft.post_id}
        return {
            one: [*taken.get(one, ()), *posts_gone(self.stood[one], self.pictures[one], named.get(one))]
            for one in self._moved()
        }

    def _moved(self) -> set[UUID]:
        """Those who may hold another post by the order than without it."""
        moving = (draft for draft in self.drafts if draft.post_id or draft.cancels or draft.amends)
        return {draft.person_id for draft in moving if draft.person_id}

    def taken(self) -> dict[UUID, list[Finding]]:
        """What of the posts that they would hold somebody else holds."""
        others: list[tuple[IncumbencySpan, UUID]] = [
            (span, holder)
            for pictures in (supposing.pictures(self.holders), self.pictures)
            for holder, picture in pictures.items()
            for span in picture.incumbencies
        ]
        moved = {draft.person_id for draft in self.drafts if draft.post_id or draft.cancels}
        wanted = {span.post_id for one in moved if one for span in self.pictures[one].incumbencies}
        others = [(span, holder) for span, holder in others if span.post_id in wanted]
        if not others:
            return {}
        named = self.named | people.views({holder for _, holder in others} - self.new.keys(), self.by.day)
        numbers = posts.views(wanted, self.by.day)
        return {
            one: rules.check_posts_free(
                self.pictures[one].incumbencies,
                [(span, numbers[span.post_id].number, named[holder].name) for span, holder in others if holder != one],
            )
            for one in moved
            if one
        }


def _is_about(own: Collection[UUID], line: Line) -> bool:
    """True for a line that the order wrote, and for one that speaks of such a line."""
    return line.entry_id in own or line.cancels in own or line.amends in own


def _with(one: JudgedOrderLine, more: Iterable[Finding]) -> JudgedOrderLine:
    added = tuple(more)
    return replace(one, findings=(*one.findings, *added)) if added else one


def _twice(drafts: Sequence[MovementDraft]) -> Mapping[int, tuple[Finding, ...]]:
    """OR-05: an order says one thing of a person once."""
    met: dict[tuple[object, ...], int] = {}
    found: dict[int, tuple[Finding, ...]] = {}
    for at, draft in enumerate(drafts):
        key = (draft.person_id, draft.movement_code, draft.starts, draft.cancels, draft.amends)
        if key in met:
            found[at] = (rules.said_twice(met[key] + 1),)
        met.setdefault(key, at)
    return found


def unseen(organisation: Organisation, wanted: set[UUID], known: Mapping[UUID, Person], day: date) -> set[UUID]:
    """Return those whose record this LGO may not read: on the way to it by a transfer that nobody has released, or that
    is over. Raises Person.DoesNotExist for somebody whom it never met."""
    found = strangers(organisation, wanted, known)
    rows = cases.towards(found, organisation.pk) if found else []
    if never := found - {row.person_id for row in rows}:
        raise Person.DoesNotExist(min(never, key=str))
    return found - {row.person_id for row in rows if cases.known_to_receiver(row, day)}


def names_here(organisation: Organisation, wanted: Iterable[UUID], day: date) -> dict[UUID, str]:
    """Return what these people are called on the pages of this LGO: whom it may not read yet goes by a veiled name."""
    persons = set(wanted)
    hidden = unseen(organisation, persons, {person.id: person for person in people.rows(persons)}, day)
    return {
        one: veiled(view.prefix, view.first, view.last) if one in hidden else view.name
        for one, view in people.views(persons, day).items()
    }
