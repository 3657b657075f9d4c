"""What an officer keys, as plain values: the movement, the order it cites, the particulars of a new person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from lhr.documents import cited
from lhr.documents.checked import Checked
from lhr.kernel.thai_date import Precision
from lhr.service_record.pay import NO_PAY, Pay
from lhr.service_record.rules_of_projection import CancelEffect


class Correction(StrEnum):
    """How a line corrects another: the registry mistyped, the order was wrong, or the line should not be there."""

    CLERICAL = "CLERICAL"
    LEGAL = "LEGAL"
    STRIKE = "STRIKE"


@dataclass(frozen=True, slots=True)
class Citation:
    """The order or evidence that a line rests on; `year` is B.E. as the order writes it."""

    number: str = ""
    year: int | None = None
    signed_on: date | None = None
    text: str = ""

    @property
    def is_order(self) -> bool:
        return bool(self.number.strip()) and self.year is not None and self.signed_on is not None

    @property
    def names_something(self) -> bool:
        """True when it says of what document it speaks, whole or not."""
        return self.is_order or bool(self.text.strip() or self.number.strip())

    def evidence_key(self, entry: UUID) -> str:
        """Return what a scan of it is a scan of: the order, for all lines that cite it, or this one line."""
        return cited.order(self.number, self.signed_on, self.year) if self.is_order else cited.line(entry)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """The least that opens a record; the number stands in the draft itself."""

    prefix: str
    first: str
    last: str
    birth_date: date
    gender: str
    id_exception_reason: str = ""


@dataclass(frozen=True, slots=True)
class Literals:
    """What the paper writes where it says less, or otherwise, than the values: kept as it stands there.

    A part of a date stands only beside its text.
    """

    starts: str = ""
    precision: Precision = Precision.DAY
    level: str = ""
    salary: str = ""


NO_LITERALS = Literals()


@dataclass(frozen=True, slots=True)
class MovementDraft:
    """One movement as keyed. Either `person_id` (served here before) or `national_id` says of whom.

    `last_day` is an overlay's last day, both days included, unless it is `open_ended` (“จนกว่าจะมีคำสั่งเปลี่ยนแปลง”).
    `cancels` is the entry of the line that a cancelling order cancels, `amends` that of the one that an amending order
    corrects, `corrects` the verified entry that was mistyped, with `why`, `mends` the entry and version of a line
    that was sent back and is written anew. `pay` says what the line says of pay; the level is the movement's own.
    `reason` answers the warnings.
    `scan` is the file of the order or the evidence; an order that has one already needs none.
    """

    movement_code: str
    starts: date
    citation: Citation = Citation()
    person_id: UUID | None = None
    national_id: str = ""
    new_person: NewPerson | None = None
    last_day: date | None = None
    open_ended: bool = False
    post_id: UUID | None = None
    kind_code: str = ""
    level_code: str = ""
    position_text: str = ""
    other_organisation_id: UUID | None = None
    other_organisation_text: str = ""
    cancels: UUID | None = None
    cancel_effect: CancelEffect = CancelEffect.FROM_START
    amends: UUID | None = None
    corrects: UUID | None = None
    correction: Correction = Correction.CLERICAL
    why: str = ""
    mends: tuple[UUID, int] | None = None
    pay: Pay = NO_PAY
    literal: Literals = NO_LITERALS
    remark: str = ""
    reason: str = ""
    scan: Checked | None = None

    @property
    def free_texts(self) -> dict[str, str]:
        """What is typed as words, by the name of its field."""
        return {
            **_words_of(self.citation),
            "position_text": self.position_text,
            "other": self.other_organisation_text,
            "starts_text": self.literal.starts,
            "level_text": self.literal.level,
            "salary_text": self.literal.salary,
            "remark": self.remark,
            "why": self.why,
            "reason": self.reason,
        }

    @property
    def strikes(self) -> bool:
        """True for a request that the whole line be struck; it says nothing of its own."""
        return self.corrects is not None and self.correction is Correction.STRIKE


@dataclass(frozen=True, slots=True)
class CardDraft:
    """One line of a section as keyed: `typed` holds the text of its columns by name.

    `corrects` names the verified entry that it corrects, with `why`; `mends` the entry and version of a line of the
    own LGO that is not verified yet and is written anew. `reason` answers the warnings of the rules.
    """

    section: str
    person_id: UUID
    typed: Mapping[str, str]
    citation: Citation = Citation()
    corrects: UUID | None = None
    correction: Correction = Correction.CLERICAL
    why: str = ""
    mends: tuple[UUID, int] | None = None
    remark: str = ""
    reason: str = ""
    scan: Checked | None = None
    show_on_kp7: bool = True

    @property
    def strikes(self) -> bool:
        """True for a request that the whole line be struck; it says nothing of its own."""
        return self.corrects is not None and self.correction is Correction.STRIKE

    @property
    def free_texts(self) -> dict[str, str]:
        """What is typed as words beside the columns, by the name of its field."""
        return {**_words_of(self.citation), "remark": self.remark, "why": self.why, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class OpeningRecord:
    """One person carried over from the earlier register: who, since when here, in which post.

    The line says ยกยอด where the record begins in the middle of a career, or how the service began, by which order.
    """

    national_id: str
    person: NewPerson
    starts: date
    kind_code: str
    post_id: UUID | None = None
    level_code: str = ""
    position_text: str = ""
    text: str = ""
    pay: Pay = NO_PAY
    movement_code: str = "OPENING"
    citation: Citation = Citation()
    last_day: date | None = None  # of a contract


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One line of a section carried over from the earlier register: `typed` holds the text of its columns by name, as
    the paper has it, `scan` is the file that the line rests on, or is (a photograph)."""

    section: str
    person_id: UUID
    typed: Mapping[str, str]
    citation: Citation = Citation()
    remark: str = ""
    scan: Checked | None = None

    @property
    def free_texts(self) -> dict[str, str]:
        """What is typed as words beside the columns, by the name of its field."""
        return {**_words_of(self.citation), "remark": self.remark}


def _words_of(citation: Citation) -> dict[str, str]:
    return {"citation_number": citation.number, "citation_text": citation.text}
