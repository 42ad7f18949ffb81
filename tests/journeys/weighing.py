"""How much a page loads, as its answers pass: a browser lets go of them with the page that asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route


@contextmanager
def weighed(page: Page) -> Iterator[dict[str, int]]:
    """Give the bytes of what each address answered last, unpacked, of all that the page asks for meanwhile."""
    weights: dict[str, int] = {}

    def weigh(route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        weights[f"{route.request.method} {route.request.url}"] = len(answer.body())
        route.fulfill(response=answer)

    page.route("**/*", weigh)
    yield weights
    page.unroute_all(behavior="ignoreErrors")
