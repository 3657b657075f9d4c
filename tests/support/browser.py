"""A real Chromium (Debian's), driven by playwright, whose own browser builds are never downloaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

LAPTOP: ViewportSize = {"width": 1366, "height": 768}


def program() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium a session; every test opens its own contexts in it, which share nothing."""
    found = program()
    if found is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with started(found) as one:
        yield one


@contextmanager
def started(found: str) -> Iterator[Browser]:
    """The browser that this program opens."""
    from playwright.sync_api import sync_playwright

    # playwright's loop runs in this thread; Django would take it for an async server and refuse the ORM.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def width_of(page: Page) -> int:
    """Return how wide the page is in pixels, once it is whole; wider than its window is to be scrolled sideways."""
    return _measured(page, "scrollWidth")


def height_of(page: Page) -> int:
    """Return how high the page is in pixels, once it is whole; never less than the window."""
    return _measured(page, "scrollHeight")


def _measured(page: Page, what: str) -> int:
    # A press returns when the next page begins to arrive: for a moment there is no document at all.
    page.wait_for_load_state()
    return int(page.evaluate(f"document.documentElement.{what}"))


@pytest.fixture
def page(browser: Browser, live_lhr: str) -> Iterator[Page]:
    """A laptop's page in Thai; addresses are relative to the live server.

    Fails when the page broke its Content-Security-Policy or threw.
    """
    context = browser.new_context(
        base_url=live_lhr, viewport=LAPTOP, locale="th-TH", timezone_id="Asia/Bangkok"
    )
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None
    )
    yield opened
    context.close()
    assert wrong == []


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Keep a screenshot under the given name when the run was asked for pictures (`--pictures FOLDER`).

    The whole page is shown as one window (in a lower one the bar that sticks to its edge would lie across the page);
    with whole=False the window as it is.
    """
    folder = request.config.option.pictures

    def keep(shown: Page, name: str, *, whole: bool = True) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            before = shown.viewport_size or LAPTOP
            if whole:
                high = height_of(shown)
                shown.set_viewport_size({"width": before["width"], "height": high})
            # caret="initial": hiding the caret leaves empty style attributes behind, which the policy then refuses.
            shown.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=whole, caret="initial")
            shown.set_viewport_size({"width": before["width"], "height": before["height"]})

    return keep
