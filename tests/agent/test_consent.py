"""Consent is asked; where nobody can be asked the answer is no, and no option says yes instead."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

import lhr_card_agent
from lhr_card_agent.cli import parser
from lhr_card_agent.consent import CANNOT_ASK, Question, WindowConsent, asked_in_terminal

QUESTION = Question("https://lhr.example.go.th", "login", "นางสมใจ ด…")


def test_the_question_names_system_person_and_act() -> None:
    assert QUESTION.lines == (
        "ระบบ https://lhr.example.go.th",
        "ขอใช้บัตรของ นางสมใจ ด…",
        "เพื่อ: เข้าสู่ระบบ",
    )
    weighty = Question("https://lhr.example.go.th", "rights.appoint", "นางสมใจ ด…", "แต่งตั้ง")
    assert weighty.lines[-1] == "เพื่อ: แต่งตั้ง"


def test_without_a_window_and_without_a_terminal_the_answer_is_no(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    monkeypatch.setattr(sys, "stdin", None)
    assert asyncio.run(WindowConsent().given(QUESTION)) is False


def test_the_window_program_says_when_it_cannot_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    asked = '{"origin":"https://lhr.example.go.th","purpose":"login","masked_name":"x","says":""}'
    window = subprocess.run(
        [sys.executable, "-m", "lhr_card_agent.window"], input=asked, text=True, env=environment, check=False
    )
    assert window.returncode == CANNOT_ASK


@pytest.mark.parametrize(
    ("typed", "agreed"), [("y", True), ("Y ", True), ("", False), ("n", False), ("yes", False)]
)
def test_in_a_terminal_only_y_agrees(monkeypatch: pytest.MonkeyPatch, typed: str, agreed: bool) -> None:
    monkeypatch.setattr("builtins.input", lambda _prompt: typed)
    assert asked_in_terminal(QUESTION) is agreed


def test_no_option_of_the_command_silences_the_question() -> None:
    help_of_all = parser().format_help() + "".join(
        command.format_help() for command in parser()._subparsers._group_actions[0].choices.values()
    )
    for word in ("--yes", "--auto", "--consent", "--no-ask", "--origin"):
        assert word not in help_of_all


def test_the_agent_outside_the_simulator_never_imports_it_but_for_its_command() -> None:
    folder = Path(lhr_card_agent.__file__).parent
    importers = [
        path.name for path in folder.glob("*.py") if "lhr_card_agent.sim" in path.read_text(encoding="utf-8")
    ]
    assert importers == ["cli.py"]


def test_neither_package_imports_lhr() -> None:
    folder = Path(lhr_card_agent.__file__).parents[2]
    for path in [*folder.glob("agent/lhr_card_agent/**/*.py"), *folder.glob("card/lhr_card/**/*.py")]:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert not [
            line
            for line in lines
            if line.startswith(("from lhr.", "import lhr.", "import lhr ", "from lhr "))
        ]
