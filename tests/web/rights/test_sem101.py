"""SEM101: who holds the rights, what is vacant, what was before."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.support.cast import Place

pytestmark = pytest.mark.django_db


def test_an_empty_town_shows_both_vacancies_and_the_way_to_edit(town_hall: Client) -> None:
    page = town_hall.get("/rights/").content.decode()
    assert "ไม่มีนายทะเบียนประวัติ" in page
    assert "ไม่มีเจ้าหน้าที่ทะเบียนประวัติ" in page
    assert 'href="/rights/edit/"' in page


def test_the_pair_is_shown_with_post_capacity_and_masked_number(town_hall: Client, pair: Place) -> None:
    page = town_hall.get("/rights/").content.decode()
    assert "นายสมหวัง ทดสอบท่าอุเทน" in page
    assert "48-2-01-1101-001" in page
    assert "1 ม.ค. 2561" in page
    assert "ยังไม่เคยบันทึก" not in page
