"""How the journeys press: the caller's page takes no press within a second of somebody new coming up."""

from collections.abc import Callable

from playwright.sync_api import Page

HOLD = "() => { let held = performance.now(); performance.now = () => held; window.moveOn = (by) => (held += by); }"
SHOWN_LONG_ENOUGH = 'typeof clock === "function" && clock() - since >= SETTLED_SECONDS'


def settle(page: Page) -> None:
    """Wait until the page takes a press for whom it shows; its script may come after what it shows."""
    page.wait_for_function(f"() => {SHOWN_LONG_ENOUGH}")


def hold_clock(page: Page) -> Callable[[int], None]:
    """Stop the clock by which the page tells presses apart; return what moves it on by so many milliseconds.

    How long a browser takes from one press to the next is not the test's to say: on a crowded machine it is seconds.
    """
    page.evaluate(HOLD)
    return lambda by: page.evaluate("by => { moveOn(by); }", by)
