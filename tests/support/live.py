"""The product behind a real socket, for browsers and agents, over a database of the test's own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: the test's own output is what is read."""


@contextmanager
def served() -> Iterator[str]:
    """Serve LHR in threads on a free port over the database in force; yield its origin, which is also LHR_ORIGIN."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    origin = f"http://localhost:{server.server_address[1]}"
    server.set_app(WSGIHandler())
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="live_lhr", daemon=True
    )
    thread.start()
    try:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("LHR_ORIGIN", origin)
            yield origin
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def live_lhr(own_database: str) -> Iterator[str]:
    """The origin of a live server over a database of the test's own."""
    with served() as origin:
        yield origin
