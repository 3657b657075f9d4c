"""Row A1: every address by every method, for every kind of account and every relation of the record to it.

Written by hand, and not from the code: `endpoints.csv` puts each address into one class; `expected.csv` says for each
class and relation what each kind of account meets.

    o  answered (also: refused by the form or by a rule of the field, which may come once one may)
    x  403, with the reason             h  404, as if there were nothing     s  sent to the sign-in
    e  403, the right has ended (CL-29)  u  401, for what a page asks by itself

An address answers 405 to a method that it does not take, wherever it would else have answered or hidden.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

HERE = Path(__file__).parent
METHODS = ("GET", "POST")
NONE = "-"
OPEN = {"PUBLIC", "LEAVING", "PASSWORD", "CARD_STEP", "CARD_RETURN", "CARD_QUESTION", "PRESENCE", "UNLOCK"}
OPEN |= {"UNLOCK_QUESTION", "PASSKEY_STEP", "PASSKEY_QUESTION", "PASSKEY_FIRST", "PASSKEY_NEW_QUESTION", "THAID"}


@dataclass(frozen=True)
class Address:
    name: str
    kind: str
    methods: frozenset[str]
    names: str  # what its id is of; "" for an address without one


@dataclass(frozen=True)
class Case:
    address: Address
    method: str
    role: str
    relation: str
    expected: str

    def __str__(self) -> str:
        return f"{self.method} {self.address.name} by {self.role}, {self.relation}"


def addresses() -> dict[str, Address]:
    with (HERE / "endpoints.csv").open(encoding="utf-8", newline="") as file:
        return {
            one["address"]: Address(one["address"], one["class"], frozenset(one["methods"].split()), one["object"])
            for one in csv.DictReader(file)
        }


def expected() -> dict[str, dict[str, dict[str, str]]]:
    """Return class -> relation -> role -> outcome."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    with (HERE / "expected.csv").open(encoding="utf-8", newline="") as file:
        for one in csv.DictReader(file):
            kind, relation = one.pop("class"), one.pop("relation")
            assert relation not in found.setdefault(kind, {}), f"said twice: {kind}, {relation}"
            found[kind][relation] = one
    return found


def cases() -> list[Case]:
    table = expected()
    return [
        Case(address, method, role, relation, _with_method(outcome, address, method))
        for address in addresses().values()
        for relation, roles in table[address.kind].items()
        for role, outcome in roles.items()
        for method in METHODS
    ]


def _with_method(outcome: str, address: Address, method: str) -> str:
    """Return the outcomes that will do."""
    before = address.kind in OPEN
    if method not in address.methods and (before or outcome in "oh"):
        return "m"
    leads_there = before or address.kind == "SIGN_OUT_EVERYWHERE"
    return "os" if leads_there and outcome == "o" else outcome


def named(under: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, str]]:
    """Return the name and the route of every address of the product."""
    for entry in (under or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from named(entry, f"{space}{entry.app_name}:" if entry.app_name else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", str(entry.pattern)
