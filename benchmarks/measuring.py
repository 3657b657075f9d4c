"""`python -m benchmarks.measuring ENGINE SIZE NAME …`: the named benchmarks over the database in force, one server."""

from __future__ import annotations

import importlib
import os
import sys

import django
from django.test.utils import setup_test_environment

from benchmarks.harness import PACES, Errors, Run, keep, load_average
from benchmarks.serving import server

# The clients are many officers' PCs: their addresses are believed, as from the server's own proxy, and nobody's agent
# falls silent while the figures are taken.
SERVED_WITH = {"LHR_BEHIND_PROXY": "yes", "LHR_PRESENCE_SILENCE_SECONDS": "86400"}


def main(words: list[str]) -> int:
    engine, size, *names = words
    pace = PACES[os.environ.get("BENCH_PACE", "")]
    code = 0
    with server("lhr.wsgi:application", LHR_DATABASE_URL=os.environ["LHR_DATABASE_URL"], **SERVED_WITH) as ours:
        # Pages answered in this process are to be those of the server.
        os.environ |= {**SERVED_WITH, "LHR_DATA_DIR": ours.folder, "LHR_LOG_LEVEL": "ERROR"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lhr.settings")
        django.setup()
        setup_test_environment()
        run = Run(engine, size, ours, pace)
        for name in names:
            noise = load_average()
            try:
                figures, more = importlib.import_module(f"benchmarks.b_{name}").measure(run)
            except Errors as why:
                print(f"{name}, {engine}: {why}\nthis run is not kept", file=sys.stderr)
                code = 1
                continue
            kept = keep(f"{name}_{engine}_{size}", figures, noise=noise, engine=engine, size=size, more=more)
            code = max(code, kept)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
