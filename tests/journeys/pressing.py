"""How the journeys press: the caller's page takes no press within a second of somebody new coming up."""

from playwright.sync_api import Page


def settle(page: Page) -> None:
    """Wait until the page takes a press for whom it shows."""
    page.wait_for_function("() => clock() - since >= SETTLED_SECONDS")
