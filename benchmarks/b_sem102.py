"""P-06: saving SEM102 over HTTP, eight officers at once, each of an LGO of its own: the whole act (rights, rules,
history on two axes, audit, receipt of the save key, durable commit), confirmed by password or by a card statement.

What is saved is the change of one's officer's telephone number: the one saving that can be repeated without end. It
issues no account; a first SEM102 hashes two one-time passwords more.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Any

from benchmarks import officers
from benchmarks.harness import Errors, Figure, Run, milliseconds
from benchmarks.serving import Load
from lhr.identity.models import Account
from lhr.registry_rights.models import RightsForm

GOAL_MS = 80


def measure(run: Run) -> tuple[list[Figure], dict[str, object]]:
    pairs = officers.pairs()
    clients = run.pace.clients
    # The first account of an LGO whose pair has signed in by card is locked: it is tried at other LGOs.
    by_card = [_playing(registrar, nth) for nth, (registrar, _) in enumerate(pairs[:clients])]
    places = [registrar.organisation for registrar, _ in pairs[-clients:]]
    by_password = [_playing(account, nth + clients) for nth, account in enumerate(officers.first_accounts(places))]
    hash_ms = milliseconds(_hash(), times=10)
    loads: dict[str, list[Load]] = {"password": [], "card": []}
    for _ in range(run.pace.rounds):
        loads["password"].append(_saved(run, by_password))
        loads["card"].append(_saved(run, by_card))
    return _figures(loads, hash_ms), {}


def _playing(account: Account, nth: int) -> dict[str, Any]:
    return {**officers.described(account, nth, saves=True), "cookies": {"lhr_session": officers.session_of(account)}}


def _hash() -> Any:
    from django.contrib.auth.hashers import check_password, make_password

    kept = make_password(officers.PASSWORD)
    return lambda: check_password(officers.PASSWORD, kept)


def _saved(run: Run, who: Sequence[dict[str, Any]]) -> Load:
    before = RightsForm.objects.count()
    work = {"work": "save", "officers": list(who), "clients": run.pace.clients, "seconds": run.pace.seconds * 2}
    load = run.server.play(work)
    if load.errors or not load.times.get("save"):
        raise Errors(f"SEM102: {load.errors} errors, {load.said[:1]}")
    if RightsForm.objects.count() - before != len(load.times["save"]):
        raise Errors("SEM102: not every press became a version of the form")
    return load


def _figures(loads: dict[str, list[Load]], hash_ms: float) -> list[Figure]:
    by_password, by_card = loads["password"], loads["card"]
    hashed = _p(by_password, 0.5) / hash_ms
    question = f"the card's question before it: p95 {_p(by_card, 0.95, 'confirm'):.0f} ms"
    return [
        _figure("password", by_password, f"{hash_ms:.0f} ms, the hash alone", hashed),
        _figure("card", by_card, question, None),
    ]


def _figure(how: str, taken: Sequence[Load], raw: str, ratio: float | None) -> Figure:
    rate, web, database, clients = (
        statistics.median(of)
        for of in zip(
            *((one.a_second("save"), one.web_ms, one.database_ms, one.client_cores) for one in taken), strict=True
        )
    )
    cpu = f"CPU a request: web {web:.0f} ms" + (f", database {database:.1f} ms" if database else "")
    what = f"SEM102 saved, confirmed by {how}, 8 officers ({rate:.1f} saves/s; {cpu}; clients {clients:.2f} cores)"
    p50, p95 = _p(taken, 0.5), _p(taken, 0.95)
    return Figure("P-06", what, f"p50 {p50:.0f}, p95 {p95:.0f} ms", raw, ratio, f"p95 <= {GOAL_MS} ms", GOAL_MS / p95)


def _p(taken: Sequence[Load], share: float, kind: str = "save") -> float:
    return statistics.median(load.percentile(share, kind) for load in taken)
