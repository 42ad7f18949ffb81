"""How the journeys wait for what no page shows."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

LOOKS = 600


def wait_until(page: Page, so: Callable[[], bool]) -> None:
    """Look every tenth of a second, and let the page's requests be answered in between; after a minute, fail."""
    for _ in range(LOOKS):
        if so():
            return
        page.wait_for_timeout(100)
    pytest.fail("It did not come to be within a minute.")
