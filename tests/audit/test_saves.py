"""A form sent twice is saved once; an unknown outcome is found out and never guessed."""

from __future__ import annotations

import pytest

from lhr.audit import saves
from lhr.audit.models import SaveReceipt
from lhr.audit.saves import Outcome, Receipt, SaveKeyReused, SaveKeyVoid

pytestmark = pytest.mark.django_db

DIGEST = "a" * 64


def save(key: str, *, digest: str = DIGEST, result: str = "/rights/", fails: bool = False) -> Receipt:
    def perform() -> str:
        if fails:
            raise ZeroDivisionError
        return result

    return saves.once(key, account="me", action="rights:save", body_digest=digest, perform=perform)


def test_the_same_key_with_the_same_body_answers_with_the_first_result() -> None:
    key = saves.new_key()
    assert save(key, result="/first/") == Receipt("/first/", repeated=False)
    assert save(key, result="/second/") == Receipt("/first/", repeated=True)


def test_the_same_key_with_another_body_is_refused_and_saves_nothing() -> None:
    key = saves.new_key()
    save(key)
    with pytest.raises(SaveKeyReused):
        save(key, digest="b" * 64)
    assert SaveReceipt.objects.count() == 1


def test_an_act_that_fails_leaves_its_key_unused() -> None:
    key = saves.new_key()
    with pytest.raises(ZeroDivisionError):
        save(key, fails=True)
    assert saves.outcome(key, account="me", action="rights:save") == (Outcome.UNKNOWN, "")
    assert not save(key).repeated


def test_a_settled_key_can_never_save_any_more() -> None:
    key = saves.new_key()
    assert saves.settle(key, account="me", action="rights:save") == (Outcome.VOID, "")
    with pytest.raises(SaveKeyVoid):
        save(key)


def test_settling_a_key_that_was_saved_says_so_and_where() -> None:
    key = saves.new_key()
    save(key, result="/there/")
    assert saves.settle(key, account="me", action="rights:save") == (Outcome.SAVED, "/there/")


def test_a_key_of_one_account_says_nothing_to_another() -> None:
    key = saves.new_key()
    save(key)
    assert saves.outcome(key, account="somebody else", action="rights:save") == (Outcome.UNKNOWN, "")


def test_the_digest_tells_bodies_apart_and_does_not_depend_on_the_order_of_fields() -> None:
    assert saves.digest({"a": ["1"], "b": ["2"]}) == saves.digest({"b": ["2"], "a": ["1"]})
    assert saves.digest({"a": ["1", "2"]}) != saves.digest({"a": ["2", "1"]})
