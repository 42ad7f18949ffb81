"""A file that would empty the borough, as an organiser meets it: warned, asked, applied and taken back on one page."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from groundgame.campaign.accounts.models import User
from groundgame.campaign.jobs.actions import run_waiting
from groundgame.campaign.register.models import Elector
from tests.campaign.register.registers import entry, register_file

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_file_is_warned_of_applied_and_undone_without_the_page_being_opened_anew(
    organiser: User, open_window: Any, client: Client, live_server: Any, settings: Any, tmp_path: Any
) -> None:
    settings.GROUNDGAME_HOME = tmp_path
    client.force_login(organiser)
    window = open_window(width=390)
    page = window.page
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    known = Elector.objects.filter(left_at=None).count()
    page.goto("/register/imports/")
    page.get_by_label("Published on").fill("2026-12-01")
    file = {"name": "barnet.csv", "mimeType": "text/csv", "buffer": register_file([entry(1), entry("x")])}
    page.get_by_label("Register", exact=True).set_input_files(file)
    page.get_by_role("button", name="See what it would do").click()
    warning = page.get_by_role("alert")
    expect(warning).to_contain_text(f"{known:,} of the {known:,} electors of Barnet would be gone.")
    page.get_by_role("button", name="Apply it").click()
    expect(page.get_by_text("tick “Take it even if very many electors are missing from it")).to_be_visible()
    expect(page.get_by_text("tick “Take it without the refused lines”")).to_be_visible()
    page.get_by_label("Take it even if very many").check()
    page.get_by_label("Take it without the refused lines").check()
    page.get_by_role("button", name="Apply it").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    run_waiting()
    expect(page.get_by_text("Applied.", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_role("button", name="Undo this import")).to_have_count(0)
    run_waiting()
    expect(page.get_by_text("Undone.", exact=True)).to_be_visible()
    assert Elector.objects.filter(left_at=None).count() == known
    assert not window.complaints
