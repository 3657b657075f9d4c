"""A centre to hang facts on, made by its own action's writes: one open change, one organisation."""

from __future__ import annotations

from datetime import date

import pytest

from lhr.access.actor import Actor, operator
from lhr.audit.book import change
from lhr.history import ledger
from lhr.organisations.models import Organisation, OrganisationName

DAY = date(2018, 8, 31)


@pytest.fixture
def by() -> Actor:
    return operator(DAY, "ผู้ดูแลระบบ")


@pytest.fixture
def centre(db: None, by: Actor, any_tag: str) -> Organisation:
    centre = Organisation(level="CENTRE", path="/", founded_on=date(1997, 1, 1))
    with change(by, any_tag, centre):
        centre.save(force_insert=True)
    return centre


@pytest.fixture
def name(centre: Organisation, by: Actor, any_tag: str) -> OrganisationName:
    with change(by, any_tag, centre) as this:
        return ledger.record(
            this, OrganisationName, organisation=centre, name="กรม", sort_key="กรม", starts=date(1997, 1, 1), until=None
        )


@pytest.fixture
def any_tag(monkeypatch: pytest.MonkeyPatch) -> str:
    from lhr.audit import tags
    from lhr.kernel.words import Words

    monkeypatch.setitem(tags.TAGS, "test:any:act", Words("ทดสอบ", "test"))
    return "test:any:act"
