"""OR-05 beyond one order: what says of a person what another document has said of them already. Pure.

What is a repetition, and why nothing lawful is one:

- A movement of a pay round (STEP_RISE, PERCENT_RISE, NO_RISE, SPECIAL_PAY) on a day on which the person has one of the
  same kind, whatever the amounts. A round gives each result once: whoever was to get a whole step and got half of one
  has an order that is wrong, and an amending order says so, the second half step ordered beside it does not. Steps of
  two orders that add up to a lawful sum (SR-11), or a salary raised twice under a reason that was typed for something
  else (SR-12), are therefore never the way by which a round comes twice into a record. Another kind on that day is
  another thing: at the top of a level the rest of the steps is special pay, and a rise withheld may be given after
  “no rise” was ordered. Another day is another thing too: who retires may rise on 30 September, in the half of 1 April
  by the calendar (SR-13 asks why, SR-11 counts the steps).
- Any other change or overlay on a day on which one of the same kind with the same content stands. Two adjustments of
  one day that differ in amount, two posts acted in, two duties of different words differ in content. What was keyed of
  it by hand, the citation, the reason and, where post or pay say all, the remark are no content: two numbers under one
  sentence are what a repetition looks like.
- Never what begins or ends a service (SR-04 refuses the second), nor what amends or cancels: these speak of a line.

A line of which the paper names no day, only a month or a year, stands on the first of it with every other such line:
there it is the content that tells, of a round too.

What an order cancels from its start stands no more and is repeated by nothing; what one amends stands as amended; what
was cancelled from a later day on stood on its own day, which nobody orders a second time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.service_record.rules_of_pay import ROUND_MOVEMENTS
from lhr.service_record.rules_of_projection import Line, as_they_stand
from lhr.service_record.rules_said import OR_05
from lhr.standards.rules import Affects, MovementClass

_REPEATED = frozenset({MovementClass.CHANGE, MovementClass.OVERLAY})


@dataclass(frozen=True, slots=True)
class InWords:
    """What a line says beside its values: the position, the remark, and whether its paper names the very day."""

    position: str = ""
    remark: str = ""
    whole_day: bool = True


def of_one_day(new: Line, lines: Iterable[Line]) -> list[Line]:
    """Return the standing lines of the kind and of the day of the new one."""
    known = (line for line in lines if line.entry_id != new.entry_id)
    return [line for line in as_they_stand(known) if _what(line) == _what(new)]


def may_repeat(new: Line, lines: Iterable[Line]) -> bool:
    """False where nothing can be of its kind and day, as of nearly every line of an order of a thousand."""
    if new.movement_class not in _REPEATED:
        return False
    code, day = new.movement_code, new.starts
    # An order about a line may have moved it to this day.
    return any(
        (line.movement_code == code and line.starts == day) or line.movement_class is MovementClass.AMEND
        for line in lines
    )


def is_repeated(new: Line, in_words: InWords, old: Line, in_old_words: InWords, affects: Affects) -> bool:
    """True when the new line says what the old one of its kind and day says already."""
    if new.movement_code in ROUND_MOVEMENTS and in_words.whole_day and in_old_words.whole_day:
        return True
    return _said(new) == _said(old) and _same_words(affects, in_words, in_old_words)


def _same_words(affects: Affects, new: InWords, old: InWords) -> bool:
    """Pay says all in its amounts, a post in its name; only what moves neither says it in the remark."""
    if affects is Affects.SALARY:
        return True
    same_remark = affects is not Affects.NONE or _bare(new.remark) == _bare(old.remark)
    return _bare(new.position) == _bare(old.position) and same_remark


def said_before(movement_code: str, name: str, line: Line, person_name: str, order: Words) -> Finding:
    """OR-05.1 of a pay round, .2 of anything else."""
    said: dict[str, Any] = {"person": person_name, "type": name, "date": in_full(line.starts), "order": order}
    return OR_05.finding(variant=1 if movement_code in ROUND_MOVEMENTS else 2, **said)


def _what(line: Line) -> tuple[object, ...]:
    return line.movement_code, line.starts


def _said(line: Line) -> tuple[object, ...]:
    """The content, without what the register works out by itself (the step at which a salary stands)."""
    post = line.post.post_id if line.post else None
    return line.until, line.kind_code, post, line.other, replace(line.pay, step=None)


def _bare(text: str) -> str:
    return "".join(text.split())
