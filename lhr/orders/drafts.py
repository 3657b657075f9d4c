"""What an officer types of an order, as plain values. Its lines are movements (lhr.service_record.drafts)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lhr.documents.checked import Checked
from lhr.orders.terms import OrderKind
from lhr.service_record.drafts import Citation


@dataclass(frozen=True, slots=True)
class Header:
    """The head of an order. `starts` is the day on which it takes effect unless a line says another; `reason` answers
    the warnings of every line that gives none itself; `preamble` is what the paper says above its table, a paragraph a
    line. Of a round of pay: round_year is B.E., round_kind the code of the
    kind of staff that was proposed for."""

    kind: OrderKind
    starts: date
    subject: str = ""
    approval_body: str = ""
    approval_number: str = ""
    approval_on: date | None = None
    reason: str = ""
    round_year: int | None = None
    round_half: int | None = None
    round_kind: str = ""
    preamble: str = ""

    @property
    def free_texts(self) -> dict[str, str]:
        """What is typed as words, by the name of its field."""
        return {
            "subject": self.subject,
            "preamble": self.preamble,
            "approval_body": self.approval_body,
            "approval_number": self.approval_number,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Signature:
    """What the signed paper says: its number in its series, B.E. year, day, and who signed; `scan` is its picture."""

    number: str
    year: int | None
    signed_on: date | None
    signatory: str
    signatory_title: str
    series: str = ""
    scan: Checked | None = None

    @property
    def citation(self) -> Citation:
        return Citation(self.number, self.year, self.signed_on)

    @property
    def free_texts(self) -> dict[str, str]:
        """What is typed as words, by the name of its field."""
        return {
            "number": self.number,
            "series": self.series,
            "signatory": self.signatory,
            "signatory_title": self.signatory_title,
        }
