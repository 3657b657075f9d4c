"""Random histories of the card's lines through the real acts (recorded, verified, sent back, mended, withdrawn,
corrected in each way), the clock moving between them, against a naive oracle: a plain list of what was done, done
again. Asked as of any day, as known after any change or at any instant, the record says what the oracle says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.audit import queries as audit
from lhr.audit.models import Change
from lhr.history.ledger import Overtaken
from lhr.kernel import clock
from lhr.kernel.rules import RuleBroken
from lhr.organisations import actions as organisations
from lhr.organisations.rules import Kind
from lhr.service_record import actions, card_view
from lhr.service_record.drafts import CardDraft, Citation, Correction
from tests.service_record.conftest import BEGINS, BORN, DAY, Place, hand, settled

pytestmark = pytest.mark.assurance("P5")
EXAMPLES = max(12, settings().max_examples // 6)
NOBODY: frozenset[UUID] = frozenset()
PEOPLE = ("finance", "deputy")
KINDS = ("CLERICAL", "LEGAL", "STRIKE")


@dataclass(frozen=True)
class Said:
    """What an officer types in a section, and, written by hand, what is to be kept of it."""

    section: str
    typed: dict[str, str]
    values: dict[str, Any]
    starts: date = BORN
    until: date | None = None


def day(text: str, iso: str, precision: str = "day") -> dict[str, str]:
    return {"text": text, "day": iso, "precision": precision}


def leave(half: str, kind: str, days: str, starts: date, until: date) -> Said:
    values = {"half": half, "type": kind, "days": days}
    return Said("LEAVE", {"year": "2560", **values}, {"year": 2560, **values}, starts, until)


FIRST_HALF, SECOND_HALF = (date(2016, 10, 1), date(2017, 4, 1)), (date(2017, 4, 1), date(2017, 10, 1))
JULY = {"starts_on": day("1 ก.ค. 2559", "2016-07-01"), "ended_on": day("31 ก.ค. 2559", "2016-07-31"), "kind": "NO_PAY"}
AUGUST = {"starts_on": day("15/7/2559", "2016-07-15"), "ended_on": day("๒๐ ส.ค. ๒๕๕๙", "2016-08-20"), "kind": "NO_PAY"}
SAID = (
    Said("SKILL", {"skill": "ภาษาลาว"}, {"skill": "ภาษาลาว"}),
    Said("SKILL", {"skill": "ดนตรี", "since": "2550"}, {"skill": "ดนตรี", "since": day("2550", "2007-01-01", "year")},
         date(2007, 1, 1)),
    Said("SKILL", {"skill": "ช่าง", "since": "๕ มี.ค. ๒๕๕๙"}, {"skill": "ช่าง", "since": day("๕ มี.ค. ๒๕๕๙", "2016-03-05")},
         date(2016, 3, 5)),
    Said("DOMICILE", {"domicile": "จังหวัดนครพนม"}, {"domicile": "จังหวัดนครพนม"}),
    Said("DOMICILE", {"domicile": "จังหวัดเลย"}, {"domicile": "จังหวัดเลย"}),
    leave("1", "01", "3.5", *FIRST_HALF),
    leave("1", "04", "180", *FIRST_HALF),  # with the one above more than the half-year has
    leave("2", "01", "1", *SECOND_HALF),
    Said("NO_PAY", {"starts_on": "1 ก.ค. 2559", "ended_on": "31 ก.ค. 2559", "kind": "NO_PAY"}, JULY, date(2016, 7, 1),
         date(2016, 8, 1)),
    Said("NO_PAY", {"starts_on": "15/7/2559", "ended_on": "๒๐ ส.ค. ๒๕๕๙", "kind": "NO_PAY"}, AUGUST, date(2016, 7, 15),
         date(2016, 8, 21)),
)  # fmt: skip
ASKED_OF = (
    date(1969, 1, 1), BORN, date(2007, 1, 1), date(2016, 3, 4), date(2016, 7, 10), date(2016, 10, 1), date(2017, 4, 1),
)  # fmt: skip


@dataclass(frozen=True)
class Act:
    """One thing that was done, as the oracle notes it."""

    verb: str
    entry: UUID
    who: str = ""
    said: Said | None = None
    corrects: UUID | None = None
    correction: str = ""
    why: str = ""


@dataclass(frozen=True)
class Line:
    """One entry as the oracle has it."""

    entry: UUID
    who: str
    said: Said
    order: int
    corrects: UUID | None
    correction: str
    why: str
    status: str = "SUBMITTED"
    struck_by: UUID | None = None

    @property
    def stands(self) -> bool:
        return self.status == "VERIFIED" and self.struck_by is None and self.correction != "STRIKE"


def replayed(done: list[tuple[int, Act]], known: int) -> dict[UUID, Line]:
    """Do again, one after the other, what was done up to that change."""
    lines: dict[UUID, Line] = {}
    recorded: Counter[str] = Counter()
    for _, act in [one for one in done if one[0] <= known]:
        if act.verb == "record":
            assert act.said is not None
            recorded[act.who] += 1
            lines[act.entry] = Line(
                act.entry, act.who, act.said, recorded[act.who], act.corrects, act.correction, act.why
            )
        elif act.verb == "mend":
            assert act.said is not None
            lines[act.entry] = replace(lines[act.entry], said=act.said, status="SUBMITTED", why=act.why)
        elif act.verb == "withdraw":
            del lines[act.entry]
        elif act.verb == "send_back":
            lines[act.entry] = replace(lines[act.entry], status="RETURNED")
        else:
            line = lines[act.entry] = replace(lines[act.entry], status="VERIFIED")
            if line.corrects:
                status = "VERIFIED" if line.correction == "LEGAL" else "STRUCK"
                lines[line.corrects] = replace(
                    lines[line.corrects], status=status, struck_by=line.entry, why=line.why
                )
    return lines


class Walk:
    """The real acts, noted as they are done."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.now = clock.midnight(DAY) + timedelta(hours=9)
        self.done: list[tuple[int, Act]] = []
        self.instants: list[datetime] = []
        self.versions: dict[UUID, int] = {}
        self.acts = 0

    def take(self, verb: str, which: int, option: int, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.acts += 1
        lines = self.lines()
        target = self.target(lines, verb, which)
        act = self.meant(verb, which, option, target)
        if act is None:
            return
        with clock.standing_at(self.now):
            try:
                with transaction.atomic():
                    act = getattr(self, act.verb)(act)
                happened = True
            except (RuleBroken, Overtaken):
                happened = False
        may, must = self.may_happen(act, lines), self.must_happen(act, lines)
        assert must <= happened <= may, act
        if not happened:
            return  # for the oracle neither
        self.done.append((Change.objects.latest("seq").seq, act))
        self.instants.append(self.now)

    def lines(self) -> dict[UUID, Line]:
        return replayed(self.done, self.done[-1][0] if self.done else 0)

    def target(self, lines: dict[UUID, Line], verb: str, which: int) -> Line | None:
        """Mostly a line in a state that fits what is meant, sometimes any."""
        ordered = sorted(lines.values(), key=lambda n: (n.who, n.order))
        states = {"verify": ("SUBMITTED",), "send_back": ("SUBMITTED",)}.get(verb, ("SUBMITTED", "RETURNED"))
        fitting = [n for n in ordered if (n.stands if verb in KINDS else n.status in states)]
        among = ordered if which % 5 == 4 or not fitting else fitting
        return among[which % len(among)] if among else None

    def meant(self, verb: str, which: int, option: int, target: Line | None) -> Act | None:
        if verb == "record":
            return Act("record", UUID(int=0), PEOPLE[which % 2], SAID[option % len(SAID)])
        if target is None:
            return None
        fitting = [said for said in SAID if said.section == target.said.section]
        said = fitting[option % len(fitting)]
        if verb not in KINDS:
            return Act(verb, target.entry, target.who, said, target.corrects, target.correction, f"แก้ {self.acts}")
        said = target.said if verb == "STRIKE" else said
        return Act("record", UUID(int=0), target.who, said, target.entry, verb, f"เหตุ {self.acts}")

    # --- what the oracle knows of the states; the sections' own rules (once, days of leave, overlaps) may refuse more

    def may_happen(self, act: Act, lines: dict[UUID, Line]) -> bool:
        line = lines.get(act.entry)
        if act.verb in ("verify", "send_back") and (line is None or line.status != "SUBMITTED"):
            return False
        if act.verb in ("mend", "withdraw") and (line is None or line.status not in ("SUBMITTED", "RETURNED")):
            return False
        if act.corrects is None or act.verb in ("send_back", "withdraw"):
            return True
        others = [n for n in lines.values() if n.corrects == act.corrects and n.entry != act.entry]
        alone = act.verb == "verify" or not [n for n in others if n.status == "SUBMITTED"]
        return lines[act.corrects].stands and alone

    def must_happen(self, act: Act, lines: dict[UUID, Line]) -> bool:
        free = act.said is not None and act.said.section == "SKILL"
        return self.may_happen(act, lines) and (free or act.verb in ("send_back", "withdraw"))

    # --- the acts

    def record(self, act: Act) -> Act:
        row = actions.key_card_line(by=self.by(Role.OFFICER), organisation=self.place.organisation,
                                    line=self.draft(act), pair=NOBODY)  # fmt: skip
        self.versions[row.entry_id] = row.version
        return replace(act, entry=row.entry_id)

    def mend(self, act: Act) -> Act:
        draft = replace(self.draft(act), mends=(act.entry, self.versions[act.entry]))
        row = actions.key_card_line(
            by=self.by(Role.OFFICER), organisation=self.place.organisation, line=draft, pair=NOBODY
        )
        self.versions[act.entry] = row.version
        # A request to strike says what the line says, whatever is typed.
        return replace(act, said=self.lines()[act.entry].said) if act.correction == "STRIKE" else act

    def verify(self, act: Act) -> Act:
        seen = (act.entry, self.versions[act.entry])
        (row,) = actions.verify_card_lines(by=self.by(Role.REGISTRAR), lines=[seen], pair=NOBODY)
        self.versions[act.entry] = row.version
        if act.corrects:
            self.versions[act.corrects] += 1
        return act

    def send_back(self, act: Act) -> Act:
        seen = {"line_id": act.entry, "version": self.versions[act.entry]}
        row = actions.send_card_line_back(by=self.by(Role.REGISTRAR), **seen, reason="ไม่ตรง", pair=NOBODY)
        self.versions[act.entry] = row.version
        return act

    def withdraw(self, act: Act) -> Act:
        actions.withdraw_card_line(
            by=self.by(Role.OFFICER), line_id=act.entry, version=self.versions[act.entry]
        )
        return act

    def draft(self, act: Act) -> CardDraft:
        assert act.said is not None
        return CardDraft(
            section=act.said.section, person_id=self.place.people[act.who], typed=act.said.typed,
            citation=Citation(str(self.acts), 2561, DAY), corrects=act.corrects, reason="ตามบัตรเดิม",
            correction=Correction(act.correction or "CLERICAL"), why=act.why if act.corrects else "",
        )  # fmt: skip

    def by(self, role: Role) -> Actor:
        return hand(self.place, role, "hr" if role is Role.OFFICER else "palad", clock.today())

    # --- the questions

    def ask(self, who: str, as_of: date, known: int | None) -> None:
        upto = self.done[-1][0] if known is None and self.done else known or 0
        lines = [n for n in replayed(self.done, upto).values() if n.who == who and n.said.starts <= as_of]
        told = card_view.lines_of(self.place.people[who], DAY, as_of=as_of, known_at=known)
        assert [
            (n.id, n.section.code, n.status, n.values, n.starts, n.until, n.stands, n.corrects, n.correction,
             n.struck_by, n.strike_reason)
            for n in told
        ] == [
            (n.entry, n.said.section, n.status, n.said.values, n.said.starts, n.said.until, n.stands, n.corrects,
             n.correction, n.struck_by, n.why if n.corrects or n.struck_by else "")
            for n in sorted(lines, key=lambda n: (n.said.starts, n.order))
        ]  # fmt: skip
        standing = Counter(n.section.code for n in told if n.stands)
        assert standing["DOMICILE"] <= 1


@pytest.fixture
def place(db: None) -> Place:
    keeper = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.CENTRE, "/"),))
    organisations.found_centre(by=keeper, starts=BEGINS)
    for code in ("48", "4803"):
        organisations.found_office(by=keeper, place=code, starts=BEGINS)
    return settled(keeper, Kind.TAMBON_MUN, "ท่าอุเทน", "MUN", 1)


VERBS = ("record", "record", "verify", "verify", "verify", "send_back", "mend", "withdraw", *KINDS)
acts = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 30), st.integers(0, 30), st.sampled_from([0, 1, 90, 1500, 40000])),
    min_size=10,
    max_size=24,
)
questions = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(ASKED_OF), st.integers(0, 40), st.booleans()),
    min_size=4,
    max_size=8,
)


@given(acts, questions)
@settings(max_examples=EXAMPLES)
def test_the_record_as_of_any_day_as_known_after_any_change_is_what_was_done_up_to_then(
    place: Place,
    history: list[tuple[str, int, int, int]],
    asked: list[tuple[str, date, int, bool]],
) -> None:
    with transaction.atomic():
        walk = Walk(place)
        for step in history:
            walk.take(*step)
        for who in PEOPLE:
            walk.ask(who, DAY, None)
        for who, as_of, which, by_instant in asked:
            if not walk.done:
                break
            known = walk.done[which % len(walk.done)][0]
            if by_instant:
                known = audit.last_change_at(walk.instants[which % len(walk.done)])
            walk.ask(who, as_of, known)
        transaction.set_rollback(True)


def test_a_history_with_every_act_at_every_change(place: Place) -> None:
    """The walk is able to do each of its acts, and to be refused; every change is asked for."""
    walk = Walk(place)
    course = [
        ("record", 0, 0, 0), ("verify", 0, 0, 5), ("CLERICAL", 0, 1, 5), ("LEGAL", 0, 2, 5), ("send_back", 0, 0, 60),
        ("mend", 0, 2, 1500), ("verify", 0, 0, 5), ("LEGAL", 0, 1, 5), ("verify", 0, 0, 5), ("STRIKE", 0, 0, 5),
        ("mend", 0, 0, 5), ("verify", 0, 0, 5), ("verify", 4, 0, 5), ("CLERICAL", 4, 1, 5), ("record", 1, 3, 5),
        ("verify", 0, 0, 5), ("STRIKE", 0, 0, 5), ("verify", 0, 0, 5), ("record", 1, 4, 5), ("verify", 0, 0, 5),
        ("record", 1, 3, 5), ("record", 0, 8, 5), ("withdraw", 0, 0, 5),
    ]  # fmt: skip
    for step in course:
        walk.take(*step)
    verbs = Counter(act.verb for _, act in walk.done)
    assert verbs == {"record": 8, "verify": 7, "send_back": 1, "mend": 2, "withdraw": 1}
    found = [(n.who, n.said.section, n.status, n.correction, n.stands) for n in walk.lines().values()]
    assert found == [
        ("finance", "SKILL", "STRUCK", "", False),
        ("finance", "SKILL", "VERIFIED", "CLERICAL", False),
        ("finance", "SKILL", "STRUCK", "LEGAL", False),
        ("finance", "SKILL", "VERIFIED", "STRIKE", False),
        ("deputy", "DOMICILE", "STRUCK", "", False),
        ("deputy", "DOMICILE", "VERIFIED", "STRIKE", False),
        ("deputy", "DOMICILE", "VERIFIED", "", True),
    ]
    for number, _ in walk.done:
        for who in PEOPLE:
            walk.ask(who, DAY, number)
            walk.ask(who, date(2016, 7, 10), number)
