"""What axe-core finds on a page. It is put in through the debugging protocol, since the page's own
Content-Security-Policy rightly refuses a script from outside."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

STANDARDS = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa")


@cache
def _program() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def findings(page: Page) -> list[str]:
    """Return one line a finding: rule, what it asks, and the elements; empty on an accessible page."""
    # A press returns when the next page begins to arrive; half of it has findings of its own.
    page.wait_for_load_state()
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": _program()})
    only = json.dumps({"runOnly": {"type": "tag", "values": list(STANDARDS)}})
    answer = session.send(
        "Runtime.evaluate",
        {
            "expression": f"axe.run({only}).then(r => r.violations)",
            "awaitPromise": True,
            "returnByValue": True,
        },
    )
    session.detach()
    return [
        f"{found['id']}: {found['help']} at {[' '.join(map(str, node['target'])) for node in found['nodes'][:5]]}"
        for found in answer["result"]["value"]
    ]
