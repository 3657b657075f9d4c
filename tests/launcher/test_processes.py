"""The demonstration's programs start together, end together, and say why when one ends by itself."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.environment import CannotSetUp
from tools.processes import Group, answers


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    made = Group(dict(os.environ), tmp_path)
    yield made
    made.stop()


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _serve(port: int) -> list[str]:
    return [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)]


def test_what_was_started_answers_until_it_is_stopped(group: Group, port: int, tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{port}/"
    assert not answers(address)
    group.start("server", _serve(port), log=tmp_path / "log")
    group.wait_for(address)
    pid = group.pid("server")
    group.stop()
    assert not answers(address)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_program_that_ends_by_itself_is_named_with_its_last_words(
    group: Group, port: int, tmp_path: Path
) -> None:
    group.start("server", [sys.executable, "-c", "raise SystemExit('no such table')"], log=tmp_path / "log")
    with pytest.raises(CannotSetUp, match="server ended by itself") as why:
        group.wait_for(f"http://127.0.0.1:{port}/")
    assert "no such table" in str(why.value)


def test_ctrl_c_reaches_the_launcher_alone(group: Group, port: int, tmp_path: Path) -> None:
    group.start("server", _serve(port), log=tmp_path / "log")
    assert os.getpgid(group.pid("server")) != os.getpgid(0)
