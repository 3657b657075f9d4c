"""A round of pay for sixty people in a scripted Chromium: the officer types the head, pastes the table, notes the
signature and its scan; the registrar writes all with one card statement. Presses and seconds, as issue 5 asks.

One process: server (SQLite), two PCs with simulated cards, the browser. What is typed is typed at the pace of a slow
typist; nobody stops to read.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness import Figure, keep, load_average

if TYPE_CHECKING:
    from tests.e2e.day.country import Country, Pc

LGOS = 3
KEYS_A_MINUTE = 200
SECONDS = 180.0


def main() -> int:
    from tests.support import browser

    found = browser.program()
    if found is None:
        print("not measured for want of Chromium")
        return 0
    with tempfile.TemporaryDirectory(prefix="lhr-bench-") as folder:
        os.environ |= {
            "LHR_DATA_DIR": folder, "LHR_LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "lhr.settings",
            "LHR_PASSKEY_REQUIRED_ROLES": "",
        }  # fmt: skip
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from tests.e2e.day.country import opened

        noise = load_average()
        with browser.started(found) as one, opened(one, Path(folder), LGOS) as country:
            presses, seconds = _round(country, Path(folder))
    return keep("sixty", figures(presses, seconds), noise=noise, engine="sqlite")


def figures(presses: int, seconds: float) -> list[Figure]:
    from tests.e2e.day.sixty import PRESSES, SIXTY

    what = f"a round of pay for {SIXTY} people by a pasted table, in Chromium"
    typed = f"{what}, typed at {KEYS_A_MINUTE} keys a minute"
    return [
        Figure("", f"{what}: presses", f"{presses}", goal=f"<= {PRESSES}", of_goal=PRESSES / presses),
        Figure("", f"{typed}: from the list of orders to the records", f"{seconds:.0f} s", goal=f"<= {SECONDS:.0f} s",
               of_goal=SECONDS / seconds),
    ]  # fmt: skip


def _round(country: Country, folder: Path) -> tuple[int, float]:
    import pytest

    from tests.e2e.day.country import Room
    from tests.e2e.day.sixty import go_into_the_records, sixty_people
    from tests.support import scans

    lgo, *towns = country.settled()
    table, scan = sixty_people(lgo), folder / "order.pdf"
    scan.write_bytes(scans.pdf(2))
    with pytest.MonkeyPatch.context() as environment:
        room = Room(country, environment)
        registrar, officer = (room.seat(person) for person in towns)
        for pc in (registrar, officer):
            pc.goes_in_by_card()
            pc.page.goto("/orders/")
        before, began = registrar.presses + officer.presses, time.perf_counter()
        go_into_the_records(officer, registrar, table, scan, looks=lambda *_: None, types=_slowly)
        taken = time.perf_counter() - began
        presses = registrar.presses + officer.presses - before
        room.close()
    return presses, taken


def _slowly(pc: Pc, field: str, text: str) -> None:
    where = pc.page.locator(f"[name={field}]")
    where.fill("")
    where.press_sequentially(text, delay=60_000 / KEYS_A_MINUTE, timeout=60_000)


if __name__ == "__main__":
    sys.exit(main())
