"""Debian's Firefox, driven through Marionette, the WebDriver that is built into it: no driver beside the browser.

The protocol: one TCP connection; each message is its length, a colon and JSON: [0, id, command, arguments] there,
[1, id, error, result] back.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the name under which WebDriver hands an element over
START_WITHIN_S = 60.0
PATIENCE_S = 90.0  # a machine that runs everything else beside it is slow to start a reading
ENTER = "\ue007"
CONTROL = "\ue009"
# Nothing is asked of the world outside, and a test's own certificate is none.
PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "th-TH, th",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "signon.rememberSignons": False,
    "toolkit.telemetry.enabled": False,
}


class FirefoxError(Exception):
    """The browser refused a command; the text is WebDriver's name of the error and its message."""


class Firefox:
    """A headless Firefox with a fresh profile. `find` waits; what never comes is an error."""

    def __init__(self, program: str) -> None:
        self.profile = tempfile.mkdtemp(prefix="lhr-firefox-")
        port = _free_port()
        told = {**PREFERENCES, "marionette.port": port}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in told.items()]
        (Path(self.profile) / "user.js").write_text("\n".join(lines), encoding="utf-8")
        self._process = subprocess.Popen(
            [program, "--headless", "--marionette", "--no-remote", "--profile", self.profile],
            env={**os.environ, "HOME": self.profile, "MOZ_HEADLESS_WIDTH": "1366", "MOZ_HEADLESS_HEIGHT": "900"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._line = self._connected(port)
        self._read = self._line.makefile("rb")
        self._sent = 0
        self._message()  # it says its name first
        self.does("WebDriver:NewSession", {"strictFileInteractability": True})
        self.does("WebDriver:SetTimeouts", {"implicit": 0, "pageLoad": 30_000, "script": 30_000})

    def _connected(self, port: int) -> socket.socket:
        last = time.monotonic() + START_WITHIN_S
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=60)
            except OSError:
                if self._process.poll() is not None or time.monotonic() > last:
                    raise
                time.sleep(0.05)

    def _message(self) -> Any:
        digits = b""
        while (one := self._read.read(1)) != b":":
            if not one:
                raise FirefoxError("the browser hung up")
            digits += one
        return json.loads(self._read.read(int(digits)))

    def does(self, command: str, arguments: dict[str, Any] | None = None) -> Any:
        self._sent += 1
        raw = json.dumps([0, self._sent, command, arguments or {}]).encode()
        self._line.sendall(b"%d:%b" % (len(raw), raw))
        _, _, error, result = self._message()
        if error:
            raise FirefoxError(f"{error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def close(self) -> None:
        try:
            self.does("Marionette:Quit", {"flags": ["eForceQuit"]})
        except (FirefoxError, OSError):
            self._process.kill()
        self._read.close()
        self._line.close()
        self._process.wait(30)
        shutil.rmtree(self.profile, ignore_errors=True)

    # --- what a test says --------------------------------------------------------------------------------------------

    def goes(self, address: str) -> None:
        self.does("WebDriver:Navigate", {"url": address})

    @property
    def url(self) -> str:
        return str(self.does("WebDriver:GetCurrentURL"))

    def runs(self, script: str, *arguments: Any) -> Any:
        given = {"script": script, "args": list(arguments), "sandbox": None}
        return self.does("WebDriver:ExecuteScript", given)

    def waits(self, what: str, script: str, *arguments: Any) -> Any:
        """Return what the script gives as soon as it is something; the page may be exchanged meanwhile."""
        last = time.monotonic() + PATIENCE_S
        while time.monotonic() < last:
            try:
                found = self.runs(script, *arguments)
            except FirefoxError as error:
                if not str(error).startswith(("javascript error", "stale element", "no such")):
                    raise
                found = None
            if found:
                return found
            time.sleep(0.05)
        raise TimeoutError(f"{what}\n{self.url}\n{self.runs('return document.body.innerText')}")

    def find(self, selector: str, text: str = "") -> dict[str, str]:
        """Wait for a visible element of this selector that holds the text."""
        script = """
            return [...document.querySelectorAll(arguments[0])].find((one) =>
                one.checkVisibility() && one.textContent.includes(arguments[1])) || null;
        """
        found: dict[str, str] = self.waits(f"{selector} {text}", script, selector, text)
        return found

    def click(self, selector: str, text: str = "") -> None:
        self.does("WebDriver:ElementClick", {"id": self.find(selector, text)[ELEMENT]})

    def fill(self, selector: str, value: str) -> None:
        element = self.find(selector)[ELEMENT]
        self.does("WebDriver:ElementClear", {"id": element})
        self.does("WebDriver:ElementSendKeys", {"id": element, "text": value})

    def types(self, text: str) -> None:
        """Press keys one after another wherever the focus is."""
        keys = [{"type": way, "value": key} for key in text for way in ("keyDown", "keyUp")]
        self._acts(keys)

    def chord(self, held: str, key: str) -> None:
        self._acts([
            {"type": "keyDown", "value": held}, {"type": "keyDown", "value": key},
            {"type": "keyUp", "value": key}, {"type": "keyUp", "value": held},
        ])  # fmt: skip

    def _acts(self, keys: list[dict[str, str]]) -> None:
        given = {"actions": [{"type": "key", "id": "keyboard", "actions": keys}]}
        self.does("WebDriver:PerformActions", given)

    def text(self, selector: str) -> str:
        return str(self.runs("return document.querySelector(arguments[0]).innerText", selector))

    def texts(self, selector: str) -> list[str]:
        script = "return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText)"
        return [str(one) for one in self.runs(script, selector)]

    def picture(self, path: Path) -> None:
        raw = self.does("WebDriver:TakeScreenshot", {"full": False, "hash": False})
        path.write_bytes(base64.b64decode(raw))


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@pytest.fixture
def firefox() -> Iterator[Firefox]:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("Firefox is not installed (apt-get install firefox-esr)")
    browser = Firefox(program)
    yield browser
    browser.close()
