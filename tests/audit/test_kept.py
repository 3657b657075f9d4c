"""What a process keeps of places and standards: only of the edition in force, and never what was rolled back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import transaction

from lhr.access.actor import Actor, operator
from lhr.audit import kept
from lhr.audit.book import change
from lhr.audit.kept import Kept, seen, while_asked
from lhr.audit.models import Edition
from lhr.kernel import clock
from lhr.organisations.models import Province

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper() -> Actor:
    return operator(clock.today(), "test")


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def ask(asked: list[str]) -> Callable[[], str]:
    def answer() -> str:
        asked.append("")
        return str(len(asked))

    return answer


def renewed(by: Actor, tag: str) -> None:
    with change(by, tag, Province.objects.get(code="48")):
        pass


def test_an_answer_is_kept_while_the_edition_stands(keeper: Actor, ask: Callable[[], str]) -> None:
    renewed(keeper, "organisations:organisation:renamed")
    names: Kept[str, str] = Kept("organisations")
    for _ in range(2):
        with while_asked(reads=True):
            assert names.get("name", ask) == "1"


@pytest.mark.parametrize(
    ("tag", "answer"),
    [("organisations:organisation:renamed", "2"), ("standards:reference:loaded", "1"), ("people:name:changed", "1")],
)
def test_only_a_change_of_the_same_package_renews_it(
    keeper: Actor, ask: Callable[[], str], tag: str, answer: str
) -> None:
    renewed(keeper, "organisations:organisation:renamed")
    names: Kept[str, str] = Kept("organisations")
    with while_asked(reads=True):
        names.get("name", ask)
    renewed(keeper, tag)
    with while_asked(reads=True):
        assert names.get("name", ask) == answer


def test_what_was_rolled_back_is_never_met_again(keeper: Actor, ask: Callable[[], str]) -> None:
    names: Kept[str, str] = Kept("organisations")
    with transaction.atomic():
        renewed(keeper, "organisations:organisation:renamed")
        with while_asked(reads=True):
            names.get("name", ask)
        transaction.set_rollback(True)
    renewed(keeper, "organisations:organisation:renamed")
    with while_asked(reads=True):
        assert names.get("name", ask) == "2"


def test_a_request_that_writes_keeps_nothing_of_what_it_changes(keeper: Actor, ask: Callable[[], str]) -> None:
    renewed(keeper, "organisations:organisation:renamed")
    names: Kept[str, str] = Kept("organisations")
    with while_asked(reads=False):
        assert [names.get("name", ask), names.get("name", ask)] == ["1", "1"]
        renewed(keeper, "people:name:changed")
        assert names.get("name", ask) == "1"
        renewed(keeper, "organisations:organisation:renamed")
        assert [names.get("name", ask), names.get("name", ask)] == ["2", "3"]
    with while_asked(reads=True):
        assert names.get("name", ask) == "4"


def test_a_change_by_another_is_met_when_a_change_opens(keeper: Actor, ask: Callable[[], str]) -> None:
    renewed(keeper, "organisations:organisation:renamed")
    names: Kept[str, str] = Kept("organisations")
    with while_asked(reads=False):
        names.get("name", ask)
        Edition.objects.filter(package="organisations").update(mark=uuid4())
        renewed(keeper, "people:name:changed")
        assert names.get("name", ask) == "2"


def test_outside_a_request_each_time_is_asked_anew(ask: Callable[[], str]) -> None:
    names: Kept[str, str] = Kept("organisations")
    assert [names.get("name", ask), names.get("name", ask)] == ["1", "2"]
    with while_asked(reads=False):
        seen("x", ["a"], lambda lacking: {one: ask() for one in lacking})
    assert [seen("x", ["a"], lambda lacking: {one: ask() for one in lacking}) for _ in "12"] == [{"a": "4"}, {"a": "5"}]


def test_nothing_is_kept_where_no_edition_is_known(ask: Callable[[], str]) -> None:
    Edition.objects.all().delete()
    names: Kept[str, str] = Kept("organisations")
    with while_asked(reads=True):
        assert [names.get("name", ask), names.get("name", ask)] == ["1", "2"]


def test_many_are_asked_for_at_once_and_only_those_lacking(keeper: Actor) -> None:
    renewed(keeper, "organisations:organisation:renamed")
    names: Kept[str, str] = Kept("organisations")
    lacking: list[list[str]] = []

    def ask(wanted: list[str]) -> dict[str, str]:
        lacking.append(wanted)
        return {one: one.upper() for one in wanted if one != "nobody"}

    with while_asked(reads=True):
        assert names.many(["a", "b", "a"], ask) == {"a": "A", "b": "B"}
        assert names.many(["b", "c", "nobody"], ask) == {"b": "B", "c": "C"}
    assert lacking == [["a", "b"], ["c", "nobody"]]


def test_within_one_request_the_same_is_asked_once_and_forgotten_after_it() -> None:
    asked: list[list[str]] = []

    def ask(wanted: list[str]) -> dict[str, str]:
        asked.append(wanted)
        return {"a": "A"}

    with while_asked(reads=True):
        for _ in range(2):
            assert seen("people", ["a", "nobody"], ask) == {"a": "A"}
        assert seen("posts", ["a"], ask) == {"a": "A"}
    with while_asked(reads=True):
        seen("people", ["a"], ask)
    assert asked == [["a", "nobody"], ["a"], ["a"]]


def test_a_package_without_an_edition_has_none(keeper: Actor) -> None:
    renewed(keeper, "people:name:changed")
    assert set(Edition.objects.values_list("package", flat=True)) <= kept.PACKAGES


def test_a_part_that_only_reads_asks_once_and_whoever_writes_around_it_asks_anew() -> None:
    asked: list[list[str]] = []

    def ask(wanted: list[str]) -> dict[str, str]:
        asked.append(wanted)
        return {"a": "A"}

    with while_asked(reads=False):
        for _ in range(2):
            with while_asked(reads=True):
                assert [seen("people", ["a"], ask), seen("people", ["a"], ask)] == [{"a": "A"}] * 2
        seen("people", ["a"], ask)
    assert asked == [["a"]] * 3


def test_a_part_of_a_request_that_only_reads_asks_nothing_again() -> None:
    asked: list[list[str]] = []

    def ask(wanted: list[str]) -> dict[str, str]:
        asked.append(wanted)
        return {"a": "A"}

    with while_asked(reads=True):
        seen("people", ["a"], ask)
        with while_asked(reads=True):
            seen("people", ["a"], ask)
        seen("people", ["a"], ask)
    assert asked == [["a"]]


def test_a_part_keeps_nothing_of_what_its_request_changed(keeper: Actor, ask: Callable[[], str]) -> None:
    renewed(keeper, "organisations:organisation:renamed")
    names: Kept[str, str] = Kept("organisations")
    with while_asked(reads=False):
        renewed(keeper, "organisations:organisation:renamed")
        with while_asked(reads=True):
            assert [names.get("name", ask), names.get("name", ask)] == ["1", "2"]
