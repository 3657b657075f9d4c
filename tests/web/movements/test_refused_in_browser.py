"""Every rule that judges a movement, in a real browser, in one sitting: the form is filled as an officer may leave it,
the rule's words and its next step stand on its field, nothing of what was typed is lost and nothing is saved; what only
warns is then sent with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal
from uuid import UUID, uuid4

import pytest

from lhr.access.roles import Role
from lhr.kernel.digits import to_arabic
from lhr.kernel.rules import Rule, Weight
from lhr.kernel.rules_of_dates import RULES as OF_DATES
from lhr.people.rules import RULES as OF_PEOPLE
from lhr.posts.rules import RULES as OF_POSTS
from lhr.service_record import actions as record
from lhr.service_record.models import ServiceLine, TransferCase
from lhr.service_record.rules import RULES as OF_SERVICE
from lhr.service_record.rules_of_transfers import Side
from tests.support import broken
from tests.support.axe import findings
from tests.support.broken_movements import (
    AT_ONCE,
    NEVER,
    OFFICER,
    ON_THE_WAY,
    REGISTRAR,
    STOPPED,
    SUMMARY,
    Broken,
    every,
)
from tests.support.browser import LAPTOP, width_of
from tests.support.cast import TODAY, Cast, Place, acting_as, keying, verified
from tests.web.desks import account_at, desk_of
from tests.web.movements import room
from tests.web.movements.test_scans_in_browser import sit_down

if TYPE_CHECKING:
    from playwright.sync_api import Page

Picture = Callable[..., None]
Known = dict[str, str]
RULES: tuple[Rule, ...] = (*OF_DATES, *OF_PEOPLE, *OF_POSTS, *OF_SERVICE)
# Sentence, next step and weight of each code.
WORDS = {
    code: (each.says.th, each.remedy.th, each.weight or rule.weight)
    for rule in RULES
    for code, each in ((rule.code, rule), *((f"{rule.code}.{v.number}", v) for v in rule.variants))
}
READY: Literal["domcontentloaded"] = "domcontentloaded"
REASON = "ตรวจกับคำสั่งแล้ว"
# Fill the form as an officer would leave it; what a chooser does not offer cannot be chosen, and shows as not filled.
_FILL = """typed => { for (const [name, text] of Object.entries(typed)) {
  const field = document.querySelector(`main form [name="${name}"]`);
  if (field.type === "checkbox") field.checked = field.value === text;
  else if (field.tagName !== "SELECT" || [...field.options].some(one => one.value === text)) field.value = text;
} }"""
_STANDS = """names => Object.fromEntries(
  names.map(name => [name, document.querySelector(`main form [name="${name}"]`)?.value]))"""
# What is said, by the field on which it stands and is seen; "" is the summary above the form.
_SAID = """() => {
  const said = [...document.querySelectorAll(".summary li")].map(one => ["", one.textContent]);
  for (const field of document.querySelectorAll(".wrong"))
    for (const one of field.querySelectorAll("p"))
      if (one.checkVisibility()) said.push([field.id.slice(3, -5), one.textContent]);
  return said;
}"""


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


def test_every_rule_is_shown_in_the_browser_or_is_never_said_of_a_movement() -> None:
    """A new rule of these packages comes into one of the two tables, or its reason into NEVER."""
    shown = {code for one in every() for code in one.found} | set(ON_THE_WAY)
    with_sections = {code for one in broken.every() for code, _ in one.found}
    of_sections = {rule_of(code) for code in with_sections} - {rule_of(code) for code in shown}
    others = {code for code in WORDS if rule_of(code) not in of_sections}
    assert sorted(others - shown - NEVER.keys()) == []
    assert sorted(NEVER.keys() & shown) == []
    assert sorted((shown | NEVER.keys()) - others) == []


def rule_of(code: str) -> str:
    return code.partition(".")[0]


@pytest.mark.e2e
def test_each_rule_of_a_movement_is_told_on_its_field_and_what_only_warns_is_sent_with_a_reason(
    page: Page, pair: Place, cast: Cast, live_lhr: str, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_LOOKUP_PER_HOUR", "500")
    known = room.furnished(pair, cast)
    officer, registrar = (desk_of(account_at(pair, who)) for who in (OFFICER, REGISTRAR))
    sit_down(page, live_lhr, officer)
    for case in (one for one in every() if one.who == OFFICER and one not in (*AT_ONCE, *STOPPED)):
        refused(page, case, known)
        if all(WORDS[code][2] is Weight.WARN for code in case.found):
            is_sent(page, case, pair)
    on_a_telephone(page, known, picture)
    verified_meanwhile(page, pair, known)
    is_computed(page, known)
    sit_down(page, live_lhr, registrar)
    for case in (one for one in every() if one.who == REGISTRAR):
        refused(page, case, known)
    withdrawn_meanwhile(page, pair, known)
    sit_down(page, live_lhr, officer)
    monkeypatch.setenv("LHR_LOOKUP_PER_HOUR", "1")
    for case in STOPPED:
        refused(page, case, known)


def refused(page: Page, case: Broken, known: Known) -> None:
    typed = {name: text.format_map(known) for name, text in case.typed.items()}
    lines = ServiceLine.objects.count()
    page.goto(case.at.format_map(known), wait_until=READY)
    page.evaluate(_FILL, typed)
    assert page.evaluate(_STANDS, list(typed)) == typed, f"cannot be left so: {case}"
    presses(page)
    is_told(page, case)
    assert page.evaluate(_STANDS, list(typed)) == typed, f"lost what was typed: {case}"
    assert ServiceLine.objects.count() == lines, str(case)


def is_told(page: Page, case: Broken) -> None:
    said = [(on, plain(text)) for on, text in page.evaluate(_SAID)]
    for code, field in case.found.items():
        says, remedy, _ = WORDS[code]
        words = re.compile(f"^{re.escape(code)}(?![.0-9]).*?{pattern(says)}.*ทำต่อ:{pattern(remedy)}")
        stands = {on for on, text in said if words.search(text)}
        assert {field, SUMMARY} <= stands, (str(case), code, said)


def pattern(words: str) -> str:
    """A sentence of a rule, with anything in its placeholders."""
    return ".+?".join(re.escape(plain(part)) for part in re.split(r"{\w+}", words))


def plain(text: str) -> str:
    return re.sub(r"\s+", "", to_arabic(text))


def is_sent(page: Page, case: Broken, pair: Place) -> None:
    """With a reason the movement is looked at and sent; then it is taken back."""
    page.fill("[name=reason]", REASON)
    presses(page)
    page.locator("#outlook").wait_for()
    with page.expect_navigation(wait_until=READY):
        page.click("button[value=send]")
    line = UUID(page.url.rstrip("/").rsplit("/", 1)[-1])
    assert ServiceLine.objects.known().get(entry_id=line).warn_reason == REASON, str(case)
    record.withdraw_line(by=keying(pair, TODAY), line_id=line, version=1)


def presses(page: Page) -> None:
    with page.expect_navigation(wait_until=READY):
        page.click(".seek-here button, button[data-save]")


def on_a_telephone(page: Page, known: Known, picture: Picture) -> None:
    """Much is wrong at once: all of it is read on a narrow page too."""
    for number, case in enumerate(AT_ONCE):
        page.set_viewport_size({"width": 1366, "height": 2000})  # the bar at the edge of the window covers no field
        refused(page, case, known)
        assert findings(page) == [], str(case)
        page.set_viewport_size(LAPTOP)
        picture(page, f"refused-movement-{number}")
        page.set_viewport_size({"width": 390, "height": 844})
        picture(page, f"refused-movement-{number}-390")
        assert width_of(page) <= 390, str(case)
        page.set_viewport_size(LAPTOP)


# --- what is met on the way (ON_THE_WAY) ---


def verified_meanwhile(page: Page, pair: Place, known: Known) -> None:
    line = room.keyed(pair, "RESIGN", UUID(known["worker"]), room.SEPTEMBER)
    page.goto(f"/movements/lines/{line.entry_id}/withdraw/")
    verified(pair, line, TODAY)
    presses(page)
    is_told(page, Broken(page.url, {}, {"SR-01": SUMMARY}))


def is_computed(page: Page, known: Known) -> None:
    page.goto(f"/movements/new/?movement=RETIRE&person={known['finance']}")
    assert re.search(pattern(WORDS["SR-08"][0]), plain(page.inner_text("main")))
    assert page.input_value("[name=starts]") == "1 ต.ค. 2578"


def withdrawn_meanwhile(page: Page, pair: Place, known: Known) -> None:
    case = TransferCase.objects.get(pk=known["asked_for"])
    to_asker = {"other_organisation_id": case.receiver_id}
    room.keyed(pair, "TRANSFER_OUT", UUID(known["deputy"]), case.effective_on, **to_asker)
    case.refresh_from_db()
    by = acting_as(Role.OFFICER, case.receiver, uuid4())
    record.close_case(by=by, case_id=case.pk, version=case.version, side=Side.RECEIVER, reason="ตำแหน่งถูกยุบแล้ว")
    page.goto("/movements/queue/")
    says, remedy, _ = WORDS["SR-05.5"]
    assert re.search(f"{re.escape('SR-05.5')}{pattern(says)}ทำต่อ:{pattern(remedy)}", plain(page.inner_text("main")))
