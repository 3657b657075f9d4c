"""The sign-in page through the whole middleware over an empty register, against Django with one view."""

from __future__ import annotations

import statistics
import sys

from benchmarks.harness import Figure, keep, load_average
from benchmarks.serving import Load, server

PAGE = "/login/"


def main() -> int:
    noise = load_average()
    with server("lhr.wsgi:application") as ours, server("benchmarks.bare:application") as bare:
        taken = [(ours.load(PAGE), bare.load("/")) for _ in range(5)]
        errors = sum(one.errors for pair in taken for one in pair)
        if errors:
            print(f"{errors} errors: this run is not kept")
            return 1
        return keep("first_page", _figures(taken), noise=noise, engine="sqlite")


def _figures(taken: list[tuple[Load, Load]]) -> list[Figure]:
    rate = statistics.median(mine.a_second() for mine, _ in taken)
    raw = statistics.median(theirs.a_second() for _, theirs in taken)
    p95 = statistics.median(mine.percentile(0.95) for mine, _ in taken)
    what = f"{PAGE} at 8 clients against Django with one view, p95 {p95:.1f} ms"
    return [Figure("", what, f"{rate:.0f}/s", f"{raw:.0f}/s", rate / raw)]


if __name__ == "__main__":
    sys.exit(main())
