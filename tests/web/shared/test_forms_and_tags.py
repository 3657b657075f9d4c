"""What is typed becomes values; what is found stands on its field; templates speak two languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.kernel.words import Words
from lhr.web.shared.forms import Done, attempt
from tests.support.pages import PageClient
from tests.web.accounts.conftest import text
from tests.web.shared.screens import TOO_BIG, AmountForm, EverythingForm

WHO = Actor(day=date(2018, 8, 31), duties=(Duty(Role.OFFICER, "/48/4805/"),))


def says(written: str, **more: Any) -> str:
    return Template(written).render(Context({"lang": "th", "digits": "arabic", "actor": WHO, **more}))


@pytest.mark.parametrize("typed", ["1 ส.ค. 2561", "๑ ส.ค. ๒๕๖๑", "1/8/2561", "๑ สิงหาคม พ.ศ. ๒๕๖๑"])
def test_a_day_is_read_in_the_buddhist_era_with_either_digits(typed: str) -> None:
    form = EverythingForm({"day": typed, "kind": "A"})
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2018, 8, 1)


def test_KE02_a_doubtful_year_is_asked_back_with_a_button(db: None) -> None:
    page = text(PageClient().post("/everything/", {"day": "1 ส.ค. 2018", "kind": "A"}))
    assert "KE-02" in page
    assert 'data-fills="id_day" data-with="1 ส.ค. พ.ศ. 2561"' in page
    assert 'value="1 ส.ค. 2018"' in page


def test_a_number_is_read_with_spaces_and_thai_digits_and_judged_by_the_rule_not_here() -> None:
    form = EverythingForm({"day": "1 ส.ค. 2561", "kind": "A", "number": " ๑ ๙๙๐๐ ๐๐๐ ", "order": "๔๔๙/๒๕๖๑"})
    assert form.is_valid()
    assert form.cleaned_data["number"] == "1 9900 000"
    assert form.cleaned_data["order"] == "449/2561"


def test_an_empty_field_is_told_in_the_page_s_language(db: None) -> None:
    assert "ต้องกรอกช่องนี้" in text(PageClient().post("/everything/", {"agreed": ""}))
    english = PageClient()
    english.cookies["lhr_lang"] = "en"
    page = text(english.post("/everything/", {"agreed": ""}))
    assert "Please fill in this field" in page
    assert "Effective day" in page
    assert "Not saved: please check 2" in page


def test_a_choice_speaks_the_page_s_language() -> None:
    assert "ปลัด" in str(EverythingForm()["kind"])
    with translation.override("en"):
        assert "clerk" in str(EverythingForm()["kind"])


def test_findings_go_to_their_fields_and_the_rest_to_the_summary() -> None:
    form = AmountForm({"amount": "12"})
    assert form.is_valid()
    form.take([TOO_BIG.finding(n=12), TOO_BIG.finding(field="elsewhere", n=13)])
    assert [str(e) for e in form.errors["amount"]] == ["จำนวน 12 มากเกินไป"]
    assert [str(e) for e in form.errors["__all__"]] == ["จำนวน 13 มากเกินไป"]


def test_attempt_gives_the_result_or_puts_the_findings_on_the_form() -> None:
    from lhr.kernel.rules import RuleBroken

    def works(**given: int) -> int:
        return given["n"] + 1

    def stops(**_: int) -> None:
        raise RuleBroken([TOO_BIG.finding(n=5)])

    form = AmountForm({"amount": "5"})
    assert form.is_valid()
    assert attempt(form, works, n=1) == Done(2)
    assert attempt(form, stops, n=5) is None
    assert "amount" in form.errors


def test_two_languages_and_placeholders() -> None:
    assert says('{% say "พบ {n} คน" "{n} found" n=3 %}') == "พบ 3 คน"
    assert says('{% say "พบ {n} คน" "{n} found" n=3 %}', lang="en") == "3 found"
    assert says('{% say "พบ {n} คน" "{n} found" n=3 %}', digits="thai") == "พบ ๓ คน"
    assert says("{% say w %}", w=Words("ก", "a"), lang="en") == "a"


def test_what_people_typed_is_escaped() -> None:
    assert "<b>" not in says('{% say "{name}" "{name}" name=typed %}', typed="<b>ก</b>")
    assert "<b>" not in says("{% status 'ok' typed %}", typed="<b>")
    assert "<b>" not in says("{% crumb typed %}", typed="<b>")


def test_days_and_instants() -> None:
    day = date(2018, 8, 1)
    assert ">1 ส.ค. 2561<" in says("{% day d %}", d=day)
    assert ">๑ สิงหาคม ๒๕๖๑<" in says('{% day d "full" %}', d=day, digits="thai")
    assert ">1 Aug 2018<" in says("{% day d %}", d=day, lang="en")
    assert 'datetime="2018-08-01"' in says("{% day d %}", d=day)
    assert says("{% day d %}", d=None) == ""
    # Half past six in the evening in London is the next day in Bangkok.
    assert "1 ส.ค. 2561 01:30 น." in says("{% moment i %}", i=datetime(2018, 7, 31, 18, 30, tzinfo=UTC))


def test_a_status_is_never_colour_alone() -> None:
    assert says('{% status "bad" "สิ้นสุด" "ended" %}') == '<span class="tag tag-bad">สิ้นสุด</span>'
    with pytest.raises(TemplateSyntaxError):
        says('{% status "red" "x" "x" %}')


def test_may_asks_the_policy_here_or_anywhere() -> None:
    written = '{% may "rights.appoint" path %}yes{% else %}no{% endmay %}'
    assert says(written, path="/48/4805/") == "yes"
    assert says(written, path="/48/") == "no"
    assert says('{% may "rights.appoint" %}yes{% endmay %}') == "yes"
    assert says('{% may "rights.confirm" %}yes{% endmay %}') == ""


def test_the_parts_of_a_page(db: None) -> None:
    page = text(PageClient().get("/everything/"))
    assert '<span class="code">TST100</span>' in page
    assert 'role="region" aria-label="คน 2 คน"' in page or 'aria-label="คน ๒ คน"' in page
    assert '<dialog id="pick"' in page
    assert 'aria-current="page">ทุกอย่าง' in page
    assert '<div class="actions"><button form="all"' in page
    assert 'href="#main"' in page


def test_part_and_whole_are_the_same_page(db: None) -> None:
    client = PageClient()
    whole = text(client.get("/everything/")).split("<main", 1)[1].split(">", 1)[1].split("</main>")[0]
    part = text(client.get("/everything/", headers={"HX-Request": "true"}))
    assert _without_keys(part).strip() == _without_keys(whole).strip()


def _without_keys(page: str) -> str:
    import re

    return re.sub(r'name="(save_key|csrfmiddlewaretoken)" value="[^"]*"', "", page)
