"""A file in parts: the account's own, counted, gone on with where it stopped, judged as any other once whole."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from lhr.access.actor import operator
from lhr.documents import actions, arriving
from lhr.documents.models import ArrivedPart, Arriving, DayOfUploads, Upload
from lhr.kernel import clock
from tests.support import scans
from tests.support.cast import Place
from tests.web.desks import account_at, desk_of, text_of

pytestmark = pytest.mark.django_db
NEW = "/movements/new/"
BIG = scans.pdf(2, mark="x" * 600_000)
NAME = "คำสั่ง.pdf"


@pytest.fixture
def desk(pair: Place) -> Client:
    return desk_of(account_at(pair, "hr"))


def begin(desk: Client, content: bytes = BIG, **other: Any) -> Any:
    told = {"name": NAME, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return desk.post("/uploads/", told | other)


def send(desk: Client, key: str, at: int, part: bytes) -> Any:
    address = f"/uploads/part/?key={key}&at={at}"
    return desk.generic("POST", address, part, content_type="application/octet-stream")


def send_all(desk: Client, content: bytes = BIG) -> str:
    far = begin(desk, content).json()
    while far["received"] < len(content):
        at = far["received"]
        far = send(desk, far["key"], at, content[at : at + far["part"]]).json()
    return str(far["key"])


def typed(key: str) -> dict[str, str]:
    return {"movement": "RESIGN", "step": "fill", "scan_file_arrived": key}


def test_a_file_in_parts_waits_like_any_other(desk: Client) -> None:
    page = desk.post(NEW, typed(send_all(desk)), follow=True)
    held = page.context["scan"].held
    assert (held.name, held.pages, held.sha256) == (NAME, 2, hashlib.sha256(BIG).hexdigest())
    assert not ArrivedPart.objects.exists()


def test_an_answer_that_the_line_lost_can_be_asked_for_again(desk: Client) -> None:
    key = send_all(desk)
    first = desk.post(NEW, typed(key), follow=True).context["scan"].held
    assert desk.post(NEW, typed(key), follow=True).context["scan"].held == first
    assert Upload.objects.count() == 1
    assert begin(desk).json()["received"] == 0  # chosen for another form it is sent for that


def test_after_a_break_it_goes_on_where_it_stopped(desk: Client, pair: Place) -> None:
    far = begin(desk).json()
    assert (far["received"], far["part"]) == (0, arriving.PART)
    part = BIG[: arriving.PART]
    assert send(desk, far["key"], 0, part).json()["received"] == arriving.PART
    again = desk_of(account_at(pair, "hr"))  # another browser, the same file
    assert begin(again, name="ชื่อใหม่.pdf").json() == {**far, "received": arriving.PART}
    page = text_of(again.get(f"{NEW}?movement=RESIGN"))
    assert "ส่งค้างไว้ที่" in page
    assert f"{arriving.PART * 100 // len(BIG)}%" in page


def test_a_part_that_begins_elsewhere_is_not_taken_and_told_where_to_go_on(desk: Client) -> None:
    key = begin(desk).json()["key"]
    assert send(desk, key, 0, BIG[:1000]).json()["received"] == 1000
    for at, part in ((0, BIG[:1000]), (5000, BIG[5000:6000]), (1000, b""), (1000, bytes(arriving.PART + 1))):
        assert send(desk, key, at, part).json()["received"] == 1000
    assert ArrivedPart.objects.count() == 1


def test_more_than_was_announced_is_not_taken(desk: Client) -> None:
    key = begin(desk, size=10).json()["key"]
    assert send(desk, key, 0, BIG[:11]).json()["received"] == 0


def test_a_file_on_its_way_is_the_accounts_own(desk: Client, pair: Place) -> None:
    other = desk_of(account_at(pair, "palad"))
    key = send_all(desk)
    assert send(other, key, 0, b"x").status_code == 404
    assert begin(other).json()["key"] != key
    assert other.post(NEW, typed(key), follow=True).context["scan"].held is None


def test_a_file_that_is_not_whole_is_no_file(desk: Client) -> None:
    key = begin(desk).json()["key"]
    send(desk, key, 0, BIG[:1000])
    assert desk.post(NEW, typed(key), follow=True).context["scan"].held is None
    assert Arriving.objects.get().received == 1000


def test_whole_it_is_judged_as_any_other(desk: Client) -> None:
    page = desk.post(NEW, typed(send_all(desk, b"MZ no scan")), follow=True)
    assert "EV-01.1" in text_of(page)
    assert not Arriving.objects.exists()  # not offered to be gone on with


def test_what_is_not_what_was_announced_begins_anew(desk: Client) -> None:
    key = begin(desk, b"%PDF", sha256="0" * 64).json()["key"]
    send(desk, key, 0, b"%PDF")
    assert "EV-01.2" in text_of(desk.post(NEW, typed(key), follow=True))
    assert not Arriving.objects.exists()


@pytest.mark.parametrize("size", [0, 20 * 1024 * 1024 + 1, 2**30])
def test_the_size_is_refused_before_a_byte_is_sent(desk: Client, size: int) -> None:
    answer = begin(desk, size=size)
    assert answer.status_code == 422
    assert "ทำต่อ:" in answer.json()["says"]
    assert not Arriving.objects.exists()


@pytest.mark.parametrize("told", [{"size": "-1"}, {"size": "๑๒"}, {"size": ""}, {"sha256": "../x"}, {"size": "9" * 40}])
def test_what_no_page_of_ours_sends_is_not_understood(desk: Client, told: dict[str, str]) -> None:
    assert begin(desk, **told).status_code == 400


def test_each_part_counts_for_the_day(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LHR_SCAN_DAY_MB", "1")
    send_all(desk)
    assert DayOfUploads.objects.get().received == len(BIG)
    other = scans.pdf(3, mark="other") + BIG
    far = begin(desk, other).json()
    assert send(desk, far["key"], 0, other[: arriving.PART]).status_code == 200
    refused = send(desk, far["key"], arriving.PART, other[arriving.PART : 2 * arriving.PART])
    assert refused.status_code == 422
    assert "EV-03.2 วันนี้ท่านส่งไฟล์ครบ 1 MB แล้ว" in refused.json()["says"]


def test_nobody_else_than_a_writer_sends_parts(client: Client, pair: Place) -> None:
    assert begin(client).status_code == 302


def test_what_nobody_went_on_with_is_swept(desk: Client) -> None:
    key = begin(desk).json()["key"]
    send(desk, key, 0, BIG[:1000])
    Arriving.objects.update(at=clock.now() - timedelta(days=8))
    actions.sweep_files(by=operator(clock.today(), "test"))
    assert not ArrivedPart.objects.exists()


def test_an_account_has_so_many_files_on_their_way(desk: Client) -> None:
    keys = [begin(desk, str(number).encode()).json()["key"] for number in range(22)]
    assert Arriving.objects.count() == 20
    gone = [key for key in keys if send(desk, key, 0, b"0").status_code == 404]
    assert len(gone) == 2
    assert keys[-1] not in gone
    assert send(desk, str(uuid4()), 0, b"0").status_code == 404
