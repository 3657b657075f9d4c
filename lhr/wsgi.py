"""The application that granian serves. A database without its guards is not served from: the books could be altered."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lhr.settings")


def _fit_to_serve() -> None:
    """Ends the process with one line when the database lacks a guard, or cannot be asked."""
    from django.db import DatabaseError, connection

    from lhr.history import guards

    try:
        faults = guards.faults(connection)
    except DatabaseError as why:
        faults = [f"the database does not answer: {str(why).strip()}"]
    finally:
        connection.close()
    if faults:
        raise SystemExit(f"lhr: not serving: {'; '.join(faults)}")


application = get_wsgi_application()
_fit_to_serve()
