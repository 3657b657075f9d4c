"""`python3 run.py bench [NAME …] [SIZE] [ENGINE]`: which benchmarks, over which store.

Without words: all of them at province size on both engines, in less than fifteen minutes. A size (town, province,
nation) and an engine (sqlite, postgresql) choose the store; the word tiny makes every round so short that the figures
say nothing but that it runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks import stores
from benchmarks.nation import SIZES

# Over a filled store, by the goals they measure; and those that make what they need themselves.
OVER_A_STORE = ("register", "as_of", "search", "growth", "line", "order", "sem102", "sign_in", "rollout", "start")
ALONE = ("card", "first_page", "paper", "sixty")
_OTHER = {"nation": "province", "province": "town", "town": "province"}


def main(words: list[str]) -> int:
    known = {*OVER_A_STORE, *ALONE, *SIZES, *stores.ENGINES, "tiny"}
    if unknown := [word for word in words if word not in known]:
        print(f"no such benchmark: {', '.join(unknown)}\n{__doc__}\nThere are: {', '.join([*OVER_A_STORE, *ALONE])}")
        return 2
    named = [word for word in words if word in (*OVER_A_STORE, *ALONE)] or [*OVER_A_STORE, *ALONE]
    size = next((word for word in words if word in SIZES), "province")
    engines = [word for word in words if word in stores.ENGINES] or stores.ENGINES
    codes = [0]
    measured = [name for name in OVER_A_STORE if name in named]
    for engine in engines if measured else ():
        with stores.opened(engine) as store:
            environment = {"LHR_DATABASE_URL": store.url(size), **store.environment}
            if "growth" in measured:
                other = _other(engine, size, tiny="tiny" in words)
                environment |= {"BENCH_OTHER_SIZE": other, "BENCH_OTHER_URL": store.url(other)}
            environment["BENCH_PACE"] = "tiny" if "tiny" in words else ""
            codes.append(_python("benchmarks.measuring", [engine, size, *measured], environment))
    pace = {"BENCH_PACE": "tiny" if "tiny" in words else ""}
    codes += [_python(f"benchmarks.b_{name}", [], pace) for name in ALONE if name in named]
    return max(codes)


def _other(engine: str, size: str, *, tiny: bool) -> str:
    """Return the size to compare with: the nation where its file is kept, for filling it takes half an hour."""
    if tiny:
        return size
    return "nation" if engine == "sqlite" and size == "province" and stores.is_kept("nation") else _OTHER[size]


def _python(module: str, words: list[str], more: dict[str, str]) -> int:
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-m", module, *words]
    return subprocess.run(command, cwd=root, env={**os.environ, **more}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
