"""The demonstration: its data folder, its server, its card agent. What is loaded and shown is lhr.cli's business."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import signal
import subprocess
import time

from tools import environment
from tools.environment import ROOT, CannotSetUp, say
from tools.processes import Group, answers

DATA = ROOT / "data" / "demo"
STAMP = DATA / "stamp.json"
RUNNING = DATA / "running.json"
LOGS = DATA / "logs"


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py demo")
    parser.add_argument("--port", type=int, default=8000, help="port of the web server (8000)")
    parser.add_argument("--agent-port", type=int, default=14711, help="port of the card agent (14711)")
    return parser.parse_args(words)


def _environment(port: int, agent_port: int) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LHR_")}
    return plain | {
        "LHR_DATA_DIR": str(DATA),
        "LHR_DEMO": "yes",
        "LHR_ORIGIN": f"http://localhost:{port}",
        "LHR_DEMO_AGENT_PORT": str(agent_port),
        "LHR_AGENT_PORTS": str(agent_port),
        "PYTHONUNBUFFERED": "1",
    }


def run(words: list[str]) -> int:
    """Start everything, print what to click, and stay until Ctrl-C."""
    options = _options(words)
    began = time.monotonic()
    python = str(environment.ready())
    origin = f"http://localhost:{options.port}"
    health = f"http://127.0.0.1:{options.agent_port}/v1/health"
    for address, option in ((origin, "--port"), (health, "--agent-port")):
        if answers(address):
            raise CannotSetUp(
                f"something already answers at {address}; end it, or choose another with {option}"
            )
    settings = _environment(options.port, options.agent_port)
    LOGS.mkdir(parents=True, exist_ok=True)
    _bring_up_to_date(python, settings)
    group = Group(settings, ROOT)
    signal.signal(signal.SIGTERM, _as_ctrl_c)
    try:
        _start(group, python, options)
        group.wait_for(origin)
        group.wait_for(health)
        RUNNING.write_text(
            json.dumps({"port": options.port, "agent_port": options.agent_port}), encoding="utf-8"
        )
        _lhr(python, settings, "demo", "open")
        say(f"ready after {time.monotonic() - began:.1f} s at {origin} - Ctrl-C ends everything")
        while True:
            group.check()
            time.sleep(0.5)
    except KeyboardInterrupt:
        say("ending …")
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        RUNNING.unlink(missing_ok=True)
        group.stop()


def _as_ctrl_c(*_: object) -> None:
    raise KeyboardInterrupt


def _start(group: Group, python: str, options: argparse.Namespace) -> None:
    group.start(
        "the web server",
        [python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(options.port),
         "--workers", "2", "--blocking-threads", "1", "--no-ws", "lhr.wsgi:application"],
        log=LOGS / "server.log",
    )  # fmt: skip
    group.start("the worker", [python, "-m", "lhr.cli", "work"], log=LOGS / "worker.log")
    group.start(
        "the card agent",
        [python, "-m", "lhr_card_agent", "simulate", "--desks", str(DATA / "desks"),
         "--server", f"http://localhost:{options.port}", "--port", str(options.agent_port)],
        log=LOGS / "agent.log",
    )  # fmt: skip


def _bring_up_to_date(python: str, settings: dict[str, str]) -> None:
    """Migrate, collect and load only what changed since the last start."""
    done = json.loads(STAMP.read_text(encoding="utf-8")) if STAMP.exists() else {}
    if not done.get("loaded"):
        _forget()
        done = {}
    now = {"tables": _digest("lhr/**/*.py"), "static": _digest("lhr/web/**/static/**/*")}
    if done.get("tables") != now["tables"]:
        say("preparing the database …")
        _lhr(python, settings, "migrate", "--verbosity", "0")
    if done.get("static") != now["static"]:
        _django(python, settings, "collectstatic", "--noinput", "--clear", "--verbosity", "0")
    if not done.get("loaded"):
        say("loading the demonstration province …")
        _lhr(python, settings, "demo", "load")
    STAMP.write_text(json.dumps({**now, "loaded": True}), encoding="utf-8")


def _digest(pattern: str) -> str:
    made = hashlib.sha256()
    for path in sorted(p for p in ROOT.glob(pattern) if p.is_file() and "__pycache__" not in p.parts):
        made.update(str(path.relative_to(ROOT)).encode())
        made.update(path.read_bytes())
    return made.hexdigest()


def _lhr(python: str, settings: dict[str, str], *words: str) -> None:
    _finish([python, "-m", "lhr.cli", *words], settings)


def _django(python: str, settings: dict[str, str], *words: str) -> None:
    _finish([python, "manage.py", *words], settings)


def _finish(command: list[str], settings: dict[str, str]) -> None:
    done = subprocess.run(command, env=settings, cwd=ROOT, check=False)
    if done.returncode:
        raise CannotSetUp(f"`{' '.join(command[1:])}` failed (exit {done.returncode}); see above")


def _running() -> dict[str, int] | None:
    if not RUNNING.exists():
        return None
    said: dict[str, int] = json.loads(RUNNING.read_text(encoding="utf-8"))
    return said if answers(f"http://localhost:{said['port']}") else None


def check(words: list[str]) -> int:
    """Do the main job against the running demonstration."""
    found = _running()
    if found is None:
        raise CannotSetUp(
            "the demonstration is not running: start it with `python3 run.py demo` in another terminal"
        )
    python = str(environment.ready())
    settings = _environment(found["port"], found["agent_port"])
    return subprocess.run(
        [python, "-m", "lhr.cli", "demo", "check", *words], env=settings, cwd=ROOT, check=False
    ).returncode


def reset(_: list[str]) -> int:
    """Throw the demonstration's data away."""
    if _running() is not None:
        raise CannotSetUp("the demonstration is running: end it with Ctrl-C first")
    _forget()
    say("the demonstration's data is gone; `python3 run.py demo` starts over")
    return 0


def _forget() -> None:
    for path in DATA.glob("*") if DATA.exists() else ():
        if path == LOGS:
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()
