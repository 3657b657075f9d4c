"""What `lhr sweep` removes, and what it must leave."""

from __future__ import annotations

import pytest

from lhr.access.actor import ANONYMOUS
from lhr.audit.models import Change
from lhr.identity import actions, queries
from lhr.identity.models import AgentLink, Challenge, Limit, PairingCode, SignIn
from lhr.identity.refusals import SignInRefused
from tests.identity.cast import Cast, Officer, Time


def swept(cast: Cast) -> dict[str, int]:
    return {what: count for what, count in actions.sweep(by=cast.by).items() if count}


def test_nothing_of_today_goes(cast: Cast, registrar: Officer) -> None:
    registrar.signs_in()
    assert swept(cast) == {}


def test_what_is_past_its_days_goes_and_the_books_stay(cast: Cast, registrar: Officer, time: Time) -> None:
    registrar.signs_in()
    link = actions.open_link(by=ANONYMOUS, kid=registrar.pc.kid)
    actions.presence(by=ANONYMOUS, **registrar.pc.reports(link, state="present"))
    sessions, book = SignIn.objects.count(), Change.objects.count()
    time.passes(days=31)
    gone = swept(cast)
    assert gone.keys() == {"challenges", "codes", "links", "counters"}
    assert not Challenge.objects.exists()
    assert not PairingCode.objects.exists()
    assert not AgentLink.objects.exists()
    assert (SignIn.objects.count(), Change.objects.count()) == (sessions, book)


def test_traffic_data_stays_as_long_as_the_setting_says(
    cast: Cast, registrar: Officer, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_TRAFFIC_LOG_DAYS", "90")
    registrar.signs_in()
    time.passes(days=1)
    registrar.signs_in()
    last = queries.sign_ins_of(registrar.account.pk)[0]
    time.passes(days=89)
    assert SignIn.objects.count() > 2
    time.passes(days=2)
    assert swept(cast)["sessions"] == 2  # of the enrolment, and the first by card
    assert list(SignIn.objects.all()) == [last]
    assert queries.has_signed_in_by_card(registrar.account.person_id, cast.town.pk)
    assert queries.cards_of(registrar.account.pk)[0].last_seen is not None


def test_failures_in_a_row_are_never_forgotten(registrar: Officer, cast: Cast, time: Time) -> None:
    for _ in range(3):
        with pytest.raises(SignInRefused):
            registrar.types("wrong")
    time.passes(days=400)
    assert swept(cast)["counters"] == 2
    left = {key.split(":")[0] for key in Limit.objects.values_list("key", flat=True)}
    assert left == {"name", "code"}
