"""`lhr work` as a process of its own that prepares a pay round and is there to be killed: it says `at ITEM` when the
drafts of that LGO are written and not committed yet, and waits there. `python -m tests.followup.preparing_worker NOW
ITEM`."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Any

import django

django.setup()

from lhr.cli.main import main  # noqa: E402 - Django first
from lhr.followup import preparing  # noqa: E402
from lhr.kernel import clock  # noqa: E402
from lhr.registry_rights import telling  # noqa: E402

now, item = datetime.fromisoformat(sys.argv[1]), int(sys.argv[2])
tells, told = telling.of_prepared_round, [0]


def held(*args: Any) -> None:
    tells(*args)
    if told[0] == item:
        sys.stdout.write(f"at {item}\n")
        sys.stdout.flush()
        sys.stdin.readline()
    told[0] += 1


preparing.telling.of_prepared_round = held  # type: ignore[assignment]
with clock.standing_at(now):
    sys.exit(main(["work", "--once"]))
