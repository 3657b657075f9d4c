"""The first screen of each role is what waits for it."""

from __future__ import annotations

import pytest
from django.test import Client

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.identity.models import Account, AccountStatus
from tests.support.cast import TODAY, Cast, Place, acting, day, moves, save
from tests.web.orders.desk import draws
from tests.web.rights.conftest import Browser, account_at, office_account
from tests.web.rights.pages import words

pytestmark = pytest.mark.django_db


def test_a_first_account_goes_straight_to_sem101(town_hall: Client) -> None:
    assert town_hall.get("/")["Location"] == "/rights/"


def test_the_officer_is_shown_the_vacancy_that_a_move_left(pair: Place, browser_of: Browser) -> None:
    officer = browser_of(account_at(pair, "hr"))
    assert "ไม่มีงานค้าง" in words(officer.get("/"))
    moves(pair, pair["palad"], "RESIGN", TODAY)
    page = officer.get("/")
    assert "ไม่มีนายทะเบียนประวัติ" in words(page)
    assert 'href="/rights/edit/"' in page.content.decode()


def test_the_officer_is_shown_the_drafts_that_wait(pair: Place, browser_of: Browser) -> None:
    officer = browser_of(account_at(pair, "hr"))
    orders = [draws(officer), draws(officer)]
    page = officer.get("/")
    assert "2 ร่างคำสั่งรอท่านตรวจร่าง" in words(page)
    assert 'href="/orders/?state=DRAFT"' in page.content.decode()
    listed = officer.get("/orders/?state=DRAFT").content.decode()
    assert all(f"/orders/{one}/" in listed for one in orders)
    registrar = browser_of(account_at(pair, "palad"))
    assert "ร่างคำสั่งรอท่าน" not in words(registrar.get("/"))


def test_the_province_sees_what_to_confirm_and_how_its_towns_stand(
    province_desk: Client, town: Place, bootstrap: Actor, centre: Actor
) -> None:
    from lhr.followup import actions as followup

    followup.open_round(by=centre, title="รอบที่ ๒", deadline=day("๓๑ ส.ค. ๒๕๖๑"))
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, day("๑๕ ส.ค. ๒๕๖๑")))
    page = province_desk.get("/")
    assert "1 ผู้มีสิทธิรอจังหวัดยืนยัน" in words(page)
    assert "อปท. ที่ยังไม่ลงทะเบียน" in words(page)
    assert 'href="/rights/awaiting/"' in page.content.decode()


def test_news_is_put_away_by_its_reader_only(pair: Place, browser_of: Browser, province_desk: Client) -> None:
    officer = browser_of(account_at(pair, "hr"))
    page = officer.get("/")
    assert "ได้รับการลงทะเบียนเป็น" in words(page)
    address = page.content.decode().split('action="/notices/')[1].split('"')[0]
    assert province_desk.post(f"/notices/{address}").status_code == 404
    officer.post(f"/notices/{address}")
    assert "ได้รับการลงทะเบียนเป็น" not in words(officer.get("/"))


def test_news_lead_to_their_place_and_all_are_put_away_at_once(
    pair: Place, browser_of: Browser, cast: Cast
) -> None:
    officer = browser_of(account_at(pair, "hr"))
    page = officer.get("/").content.decode()
    assert 'href="/rights/"' in page.split('id="news"')[1]
    office = browser_of(office_account(cast, Role.DISTRICT, cast.district))
    news = office.get("/").content.decode().split('id="news"')[1]
    assert f'href="/rights/{pair.lgo.pk}/"' in news
    assert news.count("/read/") > 2  # several pieces of news, and one press for all
    until = news.split('name="until" value="')[1].split('"')[0]
    office.post("/notices/read/", {"until": "no instant"})
    assert "ไม่มีเรื่องแจ้งใหม่" not in words(office.get("/"))
    office.post("/notices/read/", {"until": until})
    assert "ไม่มีเรื่องแจ้งใหม่" in words(office.get("/"))
    assert "ได้รับการลงทะเบียนเป็น" in words(officer.get("/")), "another reader's news stay"


def test_each_office_has_a_first_screen(cast: Cast, pair: Place, browser_of: Browser) -> None:
    for role, office in ((Role.DISTRICT, cast.district), (Role.CENTRE, cast.centre)):
        page = browser_of(office_account(cast, role, office)).get("/")
        assert page.status_code == 200
        assert "งานที่รอท่าน" in words(page)


def test_an_account_being_enrolled_goes_to_its_enrolment(pair: Place, browser_of: Browser) -> None:
    from lhr.identity.models import SignIn, Stage

    account = Account.objects.get(person=pair["hr"])
    assert account.status == AccountStatus.ENROLLING
    client = browser_of(account)
    SignIn.objects.filter(account=account).update(stage=Stage.ENROLLING)
    assert client.get("/")["Location"] in ("/enrol/", "/login/password/")


def test_nobody_is_sent_to_the_sign_in(client: Client, db: None) -> None:
    assert client.get("/")["Location"].startswith("/login/")
