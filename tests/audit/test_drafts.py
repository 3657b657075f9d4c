"""Typing that was not saved yet."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lhr import config
from lhr.audit import drafts
from lhr.kernel import clock

MINE = {"account": "officer", "form": "rights", "subject": "town"}


@pytest.mark.django_db
def test_what_was_typed_last_is_what_comes_back() -> None:
    drafts.keep({"order": "1"}, **MINE)
    drafts.keep({"order": "12/2561"}, **MINE)
    assert drafts.kept(**MINE) == {"order": "12/2561"}


@pytest.mark.django_db
def test_nobody_sees_the_draft_of_another_account_form_or_subject() -> None:
    drafts.keep({"order": "1"}, **MINE)
    for part in MINE:
        assert drafts.kept(**{**MINE, part: "another"}) == {}


@pytest.mark.django_db
def test_a_dropped_draft_is_gone() -> None:
    drafts.keep({"order": "1"}, **MINE)
    drafts.drop(**MINE)
    assert drafts.kept(**MINE) == {}


@pytest.mark.django_db
def test_a_draft_older_than_its_days_is_not_shown_and_is_swept_by_the_next_one() -> None:
    with clock.standing_at(clock.now() - timedelta(days=config.draft_days(), minutes=1)):
        drafts.keep({"order": "1"}, **MINE)
    assert drafts.kept(**MINE) == {}
    drafts.keep({}, account="another", form="rights", subject="town")
    from lhr.audit.models import Draft

    assert Draft.objects.count() == 1
