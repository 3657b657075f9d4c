"""`python -m benchmarks.guest`: prints the page of P-02 and its reader's cookie, over the database in force."""

from __future__ import annotations

import json
import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lhr.settings")
    django.setup()
    from benchmarks.b_growth import guest

    print(json.dumps(guest()))


if __name__ == "__main__":
    main()
