"""A private smart card daemon for each test, with virtual cards in its two readers.

Importing this module points the PC/SC library of this process, and of its children, at a socket of the tests' own:
the library remembers the socket of its first call, and no test may ever speak to the machine's real readers.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from lhr_card_agent.sim import daemon as private

FOLDER = Path(tempfile.mkdtemp(prefix="lhr-pcsc-"))
FOLDER.chmod(0o755)  # the daemon runs as nobody
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ[private.SOCKET_VARIABLE] = str(FOLDER / "pcscd.comm")

FIRST, SECOND = f"{private.READER} 00 00", f"{private.READER} 00 01"


def missing() -> str:
    """Name what real PC/SC tests would need and this machine does not have."""
    parts = [private.missing(), "" if importlib.util.find_spec("smartcard") else "pyscard"]
    return " ".join(part for part in parts if part)


@pytest.fixture
def pcscd() -> Iterator[private.PrivateDaemon]:
    """A running daemon with two empty readers."""
    if missing():
        pytest.skip(f"real smart card stack not installed: {missing()}")
    with private.PrivateDaemon(FOLDER) as running:
        yield running


@pytest.fixture
def no_pcscd() -> private.PrivateDaemon:
    """A daemon that can be started; it does not run yet."""
    if missing():
        pytest.skip(f"real smart card stack not installed: {missing()}")
    return private.PrivateDaemon(FOLDER)
