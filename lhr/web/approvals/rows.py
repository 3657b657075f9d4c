"""Accounts, keys and cards with the names that an office knows them by, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.policy import Reach
from lhr.identity import queries, second_factor
from lhr.identity.rules import check_second_person
from lhr.kernel.rules import Finding
from lhr.kernel.thai_text import normalise
from lhr.organisations import queries as organisations
from lhr.people import queries as people

SHOWN_AT_MOST = 300


@dataclass(frozen=True, slots=True)
class Row:
    """`what` is an account, or a key or card with its account."""

    what: Any
    account: Any
    person: str
    place: str
    mine: bool
    second: Finding | None = None  # why this officer, having helped already, may not approve it (ID-08)


def _named(found: Sequence[tuple[Any, Any]], by: Actor) -> list[Row]:
    persons = people.views([a.person_id for _, a in found if a.person_id is not None], by.day)
    places = organisations.views([a.organisation_id for _, a in found], by.day)
    rows = []
    for what, account in found:
        person = persons.get(account.person_id)
        place = places.get(account.organisation_id)
        rows.append(
            Row(
                what=what,
                account=account,
                person=person.name if person else "",
                place=place.label if place else "",
                mine=account.person_id is not None and account.person_id == by.person_id,
            )
        )
    return rows


def waiting_keys(by: Actor) -> list[Row]:
    within = policy.reach(by, Permission.AGENT_APPROVE)
    return _judged(_named([(key, key.account) for key in queries.pending_keys(within=within)], by), by)


def waiting_cards(by: Actor) -> list[Row]:
    within = policy.reach(by, Permission.CARD_APPROVE)
    return _judged(_named([(card, card.account) for card in queries.pending_cards(within=within)], by), by)


def waiting_passkeys(by: Actor) -> list[Row]:
    within = policy.reach(by, Permission.AGENT_APPROVE)
    return _judged(_named([(key, key.account) for key in second_factor.pending(within=within)], by), by)


def _judged(rows: list[Row], by: Actor) -> list[Row]:
    helped = queries.helped_by([row.what for row in rows])
    found = [check_second_person(by, helped[row.what.entry_id]) for row in rows]
    return [replace(row, second=told[0]) if told else row for row, told in zip(rows, found, strict=True)]


def accounts(by: Actor, *, within: Reach, text: str, kind: str, state: str) -> tuple[list[Row], int]:
    """Return the accounts that match, at most SHOWN_AT_MOST, and how many match in all."""
    found = queries.accounts(within=within)
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(status=state)
    named = _named([(a, a) for a in sorted(found, key=lambda a: counted(a.user_name))], by)
    wanted = normalise(text).casefold()
    kept = [r for r in named if not wanted or any(wanted in t.casefold() for t in _searched(r))]
    return kept[:SHOWN_AT_MOST], len(kept)


def counted(user_name: str) -> tuple[str, int, str]:
    """The key by which 4801-lgo-2 stands before 4801-lgo-10."""
    begins, _, number = user_name.rpartition("-")
    return begins, int(number) if number.isdecimal() else 0, user_name


def _searched(row: Row) -> Iterable[str]:
    return (row.account.user_name, row.person, row.place)


def many(found: Iterable[Any], by: Actor) -> list[Row]:
    return _named([(account, account) for account in found], by)


def one(account: Any, by: Actor) -> Row:
    return many([account], by)[0]


def without_account(within: Reach, day: date) -> list[Any]:
    """Return the LGOs in reach that have no first account, in dictionary order."""
    missing = [lgo.pk for path in sorted(within.paths) for lgo in queries.lgos_without_bootstrap(path)]
    return sorted(organisations.views(missing, day).values(), key=lambda view: (view.sort_key, view.path))
