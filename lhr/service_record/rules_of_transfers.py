"""The course of a transfer case: two LGOs, one person, one effective day. Pure: everything needed comes as a value.

What is released and what is received is said by the verified lines of the record; the case only follows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.rules_said import SR_03, SR_05

TRANSFER_IN, TRANSFER_OUT = "TRANSFER_IN", "TRANSFER_OUT"


class CaseStatus(StrEnum):
    REQUESTED = "REQUESTED"  # one side has begun: the receiver asked, or the sender proposed
    RELEASED = "RELEASED"  # ให้โอน is verified and stands
    ACCEPTED = "ACCEPTED"  # รับโอน as well; the effective day is still to come
    DONE = "DONE"  # both, and the day has come: custody has moved
    CANCELLED = "CANCELLED"  # withdrawn, refused, or the order cancelled


class Side(StrEnum):
    SENDER = "SENDER"
    RECEIVER = "RECEIVER"


class NextStep(StrEnum):
    """What a case waits for; the side whose turn it is stands in `TURN`."""

    PREPARE_RELEASE = "PREPARE_RELEASE"
    SIGN_RELEASE = "SIGN_RELEASE"
    MEND_RELEASE = "MEND_RELEASE"
    PREPARE_RECEIPT = "PREPARE_RECEIPT"
    SIGN_RECEIPT = "SIGN_RECEIPT"
    MEND_RECEIPT = "MEND_RECEIPT"
    CANCEL_RELEASE = "CANCEL_RELEASE"
    CANCEL_RECEIPT = "CANCEL_RECEIPT"
    AWAIT_DAY = "AWAIT_DAY"
    NOTHING = "NOTHING"


class AskOutcome(StrEnum):
    INVALID = "INVALID"
    STOPPED = "STOPPED"
    HELD_ELSEWHERE = "HELD_ELSEWHERE"
    IN_ANOTHER_CASE = "IN_ANOTHER_CASE"
    CASE_NOT_OPENED = "CASE_NOT_OPENED"


HELD_ELSEWHERE = Words(
    "พบทะเบียนประวัติแล้ว อยู่ในความดูแลของ {sender} อยู่ระหว่างรับโอน",
    "The record is found: it is kept by {sender}, and the transfer is under way",
)
_CASES = "transfers:list"  # the screen on which the next step is
OPEN = (CaseStatus.REQUESTED, CaseStatus.RELEASED, CaseStatus.ACCEPTED)
TURN: dict[NextStep, Side | None] = {
    NextStep.PREPARE_RELEASE: Side.SENDER,
    NextStep.SIGN_RELEASE: Side.SENDER,
    NextStep.MEND_RELEASE: Side.SENDER,
    NextStep.PREPARE_RECEIPT: Side.RECEIVER,
    NextStep.SIGN_RECEIPT: Side.RECEIVER,
    NextStep.MEND_RECEIPT: Side.RECEIVER,
    NextStep.CANCEL_RELEASE: Side.SENDER,
    NextStep.CANCEL_RECEIPT: Side.RECEIVER,
    NextStep.AWAIT_DAY: None,
    NextStep.NOTHING: None,
}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """An open case as the rules need it. `out_state` and `in_state` are those of its two lines, "" for no line."""

    case_id: UUID
    sender: UUID
    receiver: UUID
    effective_on: date
    status: CaseStatus
    begun_by: Side
    called_off_by: str = ""
    out_state: str = ""
    in_state: str = ""
    swap: UUID | None = None

    @property
    def replaceable(self) -> bool:
        """A proposal of the sender's own that rests on no line (any more) is mended by keying it anew."""
        return self.status is CaseStatus.REQUESTED and self.begun_by is Side.SENDER and not self.out_state

    def agrees(self, receiver: UUID | None, day: date) -> bool:
        return self.receiver == receiver and self.effective_on == day


@dataclass(frozen=True, slots=True)
class Ends:
    """From which days on the two LGOs of a case stand no more, merged or abolished; None while one goes on."""

    sender: date | None = None
    receiver: date | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """The end of an LGO that stops a case: of which side, from which day on; `at_once` when the case could not come to
    its end by then anyway, so that nobody waits for that day."""

    side: Side
    ends_on: date
    at_once: bool

    def counts_on(self, day: date) -> bool:
        return self.at_once or self.ends_on <= day


GO_ON = Ends()


def stop_of(stored: CaseStatus, effective_on: date, ends: Ends) -> Stop | None:
    """Return the end of an LGO that stops this case, the sooner one; a case is closed, not handed to a successor.

    The receiver is needed until it has signed, and on the effective day. The sender is needed until it has signed, and
    on the day before: a release that it signed in time outlives it, so that its staff can be received elsewhere.
    """
    if stored not in OPEN:
        return None
    found = []
    if ends.receiver and (ends.receiver <= effective_on or stored is not CaseStatus.ACCEPTED):
        found.append(Stop(Side.RECEIVER, ends.receiver, ends.receiver <= effective_on))
    if ends.sender and stored is CaseStatus.REQUESTED:
        found.append(Stop(Side.SENDER, ends.sender, ends.sender < effective_on))
    return min(found, key=lambda stop: (not stop.at_once, stop.ends_on), default=None)


def status_on(stored: CaseStatus, effective_on: date, day: date, ends: Ends = GO_ON) -> CaseStatus:
    """An accepted case is done from its day on, and one that an LGO's end stops is closed: nothing has to run at
    midnight. What is signed stands: that is called off, and closed by the order that cancels the release."""
    if stored is CaseStatus.ACCEPTED and effective_on <= day:
        return CaseStatus.DONE
    stop = stop_of(stored, effective_on, ends)
    if stop is None or not stop.counts_on(day):
        return stored
    nobody_left = stored is CaseStatus.RELEASED and ends.sender is not None and ends.sender <= day
    return CaseStatus.CANCELLED if stored is CaseStatus.REQUESTED or nobody_left else stored


def called_off_on(stored: CaseStatus, called_off_by: str, effective_on: date, day: date, ends: Ends) -> str:
    """Return the side that wants no transfer any more: the one whose LGO ended, once lines are signed."""
    stop = stop_of(stored, effective_on, ends)
    if stop is None or not stop.counts_on(day) or stored is CaseStatus.REQUESTED:
        return called_off_by
    return stop.side.value if status_on(stored, effective_on, day, ends) in OPEN else called_off_by


def status_after(stored: CaseStatus, *, released: bool, received: bool) -> CaseStatus:
    """Return where the case stands once a line was verified; `released` and `received`: the line stands, verified."""
    if released:
        return CaseStatus.ACCEPTED if received else CaseStatus.RELEASED
    return stored if stored is CaseStatus.REQUESTED else CaseStatus.CANCELLED


def next_step(status: CaseStatus, *, out_state: str, in_state: str, called_off_by: str) -> NextStep:
    """Return what a case waits for; `status` as of the day."""
    if status in (CaseStatus.DONE, CaseStatus.CANCELLED):
        return NextStep.NOTHING
    if status is CaseStatus.REQUESTED:
        steps = {"SUBMITTED": NextStep.SIGN_RELEASE, "RETURNED": NextStep.MEND_RELEASE}
        return steps.get(out_state, NextStep.PREPARE_RELEASE)
    if called_off_by:
        return NextStep.CANCEL_RECEIPT if status is CaseStatus.ACCEPTED else NextStep.CANCEL_RELEASE
    if status is CaseStatus.ACCEPTED:
        return NextStep.AWAIT_DAY
    steps = {"SUBMITTED": NextStep.SIGN_RECEIPT, "RETURNED": NextStep.MEND_RECEIPT}
    return steps.get(in_state, NextStep.PREPARE_RECEIPT)


def judge_ask(
    *, sender: UUID, receiver: UUID, keeper: UUID | None, case: CaseFacts | None
) -> AskOutcome:
    """HELD_ELSEWHERE only to who names the keeper; whoever else, known or not, hears one thing (domain.md 2.5)."""
    if keeper != sender:
        return AskOutcome.CASE_NOT_OPENED
    if case is not None and case.receiver != receiver:
        return AskOutcome.IN_ANOTHER_CASE
    return AskOutcome.HELD_ELSEWHERE


def check_stands(*, label: str, ends_on: date | None, day: date, field: str) -> list[Finding]:
    """SR-05.8: the LGO stands on the day. Only its end counts: lists know an LGO from later than it was founded."""
    if ends_on is None or day < ends_on:
        return []
    said: dict[str, Any] = {"organisation": label, "date": in_full(day), "ends": in_full(ends_on)}
    return [SR_05.finding(variant=8, field=field, **said)]


def check_asked(*, sender: UUID, receiver: UUID) -> list[Finding]:
    """SR-05: nobody asks the own LGO."""
    return [SR_05.finding(variant=6, field="sender")] if sender == receiver else []


def not_opened(sender_label: str) -> Finding:
    """CASE_NOT_OPENED: the one sentence for unknown, held elsewhere and no right."""
    return SR_05.finding(variant=1, field="sender", organisation=sender_label)


def in_another_case(sender_label: str) -> Finding:
    return SR_05.finding(variant=2, field="sender", organisation=sender_label)


def check_case(
    draft: MovementDraft, organisation: UUID, case: CaseFacts | None, *, other_label: str, person_name: str
) -> list[Finding]:
    """SR-05 at keying: a hand-keyed ให้โอน or รับโอน joins the person's open case, and contradicts none."""
    if case is None or draft.movement_code not in (TRANSFER_IN, TRANSFER_OUT):
        return []
    if draft.movement_code == TRANSFER_IN:
        return _check_receipt(draft, organisation, case, other_label, person_name)
    if organisation != case.sender or case.replaceable:
        return []
    if case.agrees(draft.other_organisation_id, draft.starts):
        return []
    return [contradicts(case.effective_on, other_label, person_name)]


def _check_receipt(
    draft: MovementDraft, organisation: UUID, case: CaseFacts, other_label: str, person_name: str
) -> list[Finding]:
    if organisation != case.receiver:
        return []
    named = draft.other_organisation_id
    if draft.starts != case.effective_on or named not in (None, case.sender):
        return [contradicts(case.effective_on, other_label, person_name)]
    if case.called_off_by == Side.SENDER:
        return [SR_05.finding(variant=4, field="starts", step=_CASES, person=person_name)]
    return []


def contradicts(day: date, other_label: str, person_name: str) -> Finding:
    """SR-05.3: another transfer of this day is open."""
    said: dict[str, Any] = {"person": person_name, "other": other_label, "date": in_full(day)}
    return SR_05.finding(variant=3, field="transfer", step=_CASES, **said)


def check_still_open(*, is_open: bool, person_name: str) -> list[Finding]:
    """SR-05 at signing: what the other side took back meanwhile is not signed any more."""
    return [] if is_open else [SR_05.finding(variant=5, field="verify", step=_CASES, person=person_name)]


def check_closing(*, actor: UUID | None, person: UUID, reason: str) -> list[Finding]:
    """SR-03.2: nobody answers for the own transfer; and whoever closes a case says why."""
    found = [SR_03.finding(variant=2)] if actor is not None and actor == person else []
    return found if reason.strip() else [*found, SR_05.finding(variant=7, field="reason")]
