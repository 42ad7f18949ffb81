"""A real Chromium for the journeys: the one CHROMIUM names, or one on the path. Without one they fail, never skip."""

import datetime as dt
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.audience import Audience
from groundgame.campaign.canvass.default_script import default_wording
from groundgame.campaign.canvass.models import Script, Session
from groundgame.campaign.register.actions import import_register, import_telephones
from groundgame.campaign.register.synthetic import write_borough

PASSWORD = "correct horse battery staple"
PATIENCE = 60_000  # milliseconds: what a page shows at once on a machine of its own comes later on a crowded one
CITY, BARNET, WARD = "E12000007", "E09000003", "E05013628"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail("There is no Chromium on the path: run `make test`, which installs one, or name it in CHROMIUM.")
    expect.set_options(timeout=PATIENCE)
    # Playwright's loop runs in this thread, where Django would otherwise refuse to touch the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


# What htmx says of a request that another took the place of, or whose page was left: on a slow machine it is still on
# its way then. What a server refuses or fails at has another name, and the browser tells of it too.
GIVEN_UP = ("htmx:afterRequest", "htmx:sendAbort", "htmx:sendError")


@dataclass
class Window:
    """One person's browser window, and all that it complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error" and not said.text.startswith(GIVEN_UP):
            self.complaints.append(said.text)


@pytest.fixture
def open_window(browser: Browser, live_server: Any, settings: Any) -> Iterator[Any]:
    """Return a maker of windows, each with cookies of its own; the site answers over plain HTTP here."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    contexts = []

    def open_(*, width: int = 1280, height: int = 900, scheme: str = "light", script: bool = True) -> Window:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return Window(context.new_page())

    yield open_
    for context in contexts:
        context.close()
    _let_the_site_finish()


LOOKS = 4


def _let_the_site_finish() -> None:
    """Wait for the last requests of windows that are closed: emptying the tables under them would be a deadlock.

    A request is at rest between two statements too, so the site must be so for a while.
    """
    busy = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    at_rest = 0
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(f"{busy} AND state <> 'idle'")
            at_rest = at_rest + 1 if cursor.fetchone() == (0,) else 0
        if at_rest == LOOKS:
            return
        time.sleep(0.1)


@pytest.fixture
def director() -> User:
    """Return a director of all London."""
    user = User.objects.create_user("director@example.org", PASSWORD, name="The Director")
    grant_role(by=None, user=user, role=Role.DIRECTOR, area=CITY)
    return user


@pytest.fixture
def sign_in() -> Callable[[Page, User], None]:
    """Return how somebody who reads results signs in."""

    def sign_in_(page: Page, user: User) -> None:
        page.goto("/")
        page.get_by_label("Email").fill(user.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/now/")

    return sign_in_


def _tell_the_planner() -> None:
    """Have the server count its rows, as the demo does.

    Where its own round comes in the middle of an import it sees pages and no rows, and until its next one it takes each
    table for empty: whoever starts to call waits for up to a minute.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.fixture
def organiser(tmp_path: Path) -> User:
    """Return an organiser of a borough whose register is loaded and whose script is written."""
    cache.clear()
    published = dt.date(2026, 11, 2)
    files = write_borough(BARNET, tmp_path, one_in=60, published_on=published, seed=7)
    content = files.register.read_bytes()
    import_register(by=None, borough=BARNET, published_on=published, content=content, file_name=files.register.name)
    import_telephones(by=None, borough=BARNET, content=files.telephones.read_bytes(), source="invented")
    _tell_the_planner()
    parties = [("labour", "Labour"), ("conservative", "Conservative")]
    actions.make_script(by=None, area=CITY, wording=default_wording("the party", parties))
    user = User.objects.create_user("organiser@example.org", PASSWORD, name="The Organiser")
    grant_role(by=None, user=user, role=Role.ORGANISER, area=BARNET)
    return user


@pytest.fixture
def call_in(organiser: User) -> Callable[[Page], Session]:
    """Return what lets a page join a phone bank that is open to all, and start calling."""

    def join(page: Page) -> Session:
        session = actions.make_session(
            by=organiser,
            name="Open evening",
            area=BARNET,
            script=Script.objects.get(),
            audience=Audience.of([WARD]),
            admission=Session.Admission.OPEN,
        )
        page.goto(f"/phonebank/join/{session.join_token}/")
        page.get_by_label("Name").fill("Helper")
        page.get_by_label("E-mail address").fill("helper@example.org")
        page.get_by_role("button", name="Join").click()
        page.get_by_role("button", name="Start calling").click()
        expect(page.locator("a.dial").first).to_be_visible()
        return session

    return join
