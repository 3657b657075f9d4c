"""Let a process of its own look at an uploaded file, and say what came of it."""

from __future__ import annotations

import hashlib
import json
import logging
import shlex
import subprocess
import sys
from pathlib import Path

from lhr import config
from lhr.documents import rules
from lhr.documents.checked import Checked
from lhr.kernel.rules import stop_if

log = logging.getLogger(__name__)
_INSPECTOR = Path(__file__).resolve().with_name("inspector.py")
# A PDF is kept byte for byte, a picture is drawn anew and may come out larger; twice the limit is not believed.
LARGER_AT_MOST = 2
# Pixels of the longer side: a page at some 50 dots an inch, a portrait of one inch at 300.
LEAST_PAGE, LEAST_PHOTOGRAPH = 600, 300


def check(content: bytes, *, photograph: bool = False) -> Checked:
    """Return the file as it may be kept. Raises RuleBroken with EV-01, EV-02 or EV-03.

    A photograph of a person may be smaller than a page.
    """
    stop_if(rules.check_size(len(content), most_mb=config.scan_max_mb()))
    stop_if(rules.check_seen(_scanned(content), side=0, area=0))
    answer, kept = _ask(content, LEAST_PHOTOGRAPH if photograph else LEAST_PAGE)
    if not answer.get("refused") and len(kept) > LARGER_AT_MOST * config.scan_max_mb() * 1024 * 1024:
        answer = {"refused": "heavy"}
    refused = str(answer.get("refused", ""))
    refused = "small_photograph" if refused == "small" and photograph else refused
    stop_if(rules.check_seen(refused, side=config.scan_max_side(), area=config.scan_max_megapixels()))
    return Checked(hashlib.sha256(kept).hexdigest(), str(answer["type"]), int(str(answer["pages"])), kept)


def _scanned(content: bytes) -> str:
    """Ask the virus scanner of the settings; "" when it found nothing, or there is none."""
    if not (command := shlex.split(config.scan_command())):
        return ""
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own command
            command, input=content, capture_output=True, timeout=config.scan_reader_seconds(), check=False
        )
    except (OSError, subprocess.TimeoutExpired) as why:
        log.error("virus scanner: %s", why)  # noqa: TRY400 - who and when is enough
        return "unscanned"
    if done.returncode not in (0, 1):
        log.error("virus scanner ended with %s", done.returncode)
    return {0: "", 1: "virus"}.get(done.returncode, "unscanned")


def _ask(content: bytes, least: int) -> tuple[dict[str, object], bytes]:
    """Return the inspector's answer and the bytes to keep. One that dies or takes too long has found it too heavy."""
    wanted = json.dumps(
        {
            "sides": config.scan_max_side(),
            "megapixels": config.scan_max_megapixels(),
            "least": least,
            "memory_mb": config.scan_reader_mb(),
            "seconds": config.scan_reader_seconds(),
        }
    )
    try:
        seen = subprocess.run(  # noqa: S603 - our own program, our own settings; the file comes on its input
            [sys.executable, "-I", str(_INSPECTOR), wanted],
            input=content,
            capture_output=True,
            timeout=config.scan_reader_seconds(),
            env={},  # no secret of ours reaches the reader
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "heavy"}, b""
    head, _, kept = seen.stdout.partition(b"\n")
    return (json.loads(head), kept) if seen.returncode == 0 else ({"refused": "heavy"}, b"")
