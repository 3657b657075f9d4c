"""The tests' own screens beside the product's, and a browser that is signed in."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.web.accounts.conftest import Browser, Officer, cast, enrolled, signed_in, time
from tests.web.shared import screens

__all__ = ["cast", "enrolled", "time"]


@pytest.fixture(autouse=True)
def own_screens(settings: Settings) -> None:
    """Let the tests' screens be found; nothing saved yet."""
    product = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**product, "DIRS": [*product["DIRS"], Path(__file__).parent / "templates"]}]
    settings.ROOT_URLCONF = "tests.web.shared.screens"
    screens.saved.clear()


@pytest.fixture
def desk(enrolled: Officer) -> Browser:
    """The browser of an officer who signed in by card."""
    return signed_in(enrolled)
