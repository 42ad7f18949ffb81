"""Somebody who objects, is erased or leaves while their door is on a telephone: they go with its next signal."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.doorstep.models import Outing
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.person.erasing import erase
from tests.journeys.doors.steps import BARNET, KEPT, not_in, saved, says, shoot, speak

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def _at(number: int, name: str) -> Elector:
    return Elector.objects.get(address__number=number, forename=name)


def _erase(elector: Elector) -> None:
    officer = User.objects.create_user("officer@example.org", name="The Officer")
    grant_role(by=None, user=officer, role=Role.DATA_OFFICER, area=BARNET)
    erase(by=officer, elector=elector, asked_on=timezone.localdate() - dt.timedelta(days=1), source="letter")


def _without_them(page: Page) -> None:
    """Check that neither of the two doors, nor the one person of the third, is on the telephone."""
    page.get_by_role("button", name="All (10)").click()
    expect(page.get_by_role("link", name=re.compile("^3 Bob Resident"))).to_be_visible()
    for door in ("1", "5"):
        expect(page.get_by_role("link", name=re.compile(rf"^{door} Cat"))).to_have_count(0)


def test_who_may_not_be_asked_any_more_leaves_the_telephone(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    speak(page, "3", "Ann", "Labour")
    speak(page, "3", "Bob", "Labour")
    saved(page)
    page.context.set_offline(True)
    not_in(page, "1 Alder Road")
    says(page, "1 door waits for signal")
    suppress(by=None, elector=_at(1, "Cat"), kind="do_not_contact", source="letter")
    _erase(_at(3, "Ann"))
    suppress(by=None, elector=_at(3, "Bob"), kind="no_profiling", source="letter")
    Elector.objects.filter(pk=_at(5, "Cat").pk).update(left_at=timezone.localdate())
    page.context.set_offline(False)
    expect(page.get_by_text("3 people are not to be asked any more")).to_be_visible()
    saved(page)
    _without_them(page)
    assert "Labour" not in page.content()
    shoot(page, "doorstep-objected-390")
    assert ContactEvent.objects.filter(elector__address__number=1).exists(), "what was recorded before is kept"
    assert len(page.evaluate(KEPT)["states"]) == 1, "Bob's alone"
    page.context.set_offline(True)
    page.reload()
    _without_them(page)
    page.get_by_role("link", name=re.compile("^3 Bob")).click()
    expect(page.get_by_text("asked us to keep no opinions")).to_be_visible()
    assert "Labour" not in page.content()


def test_a_form_that_is_open_on_somebody_who_objects_is_closed(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    saved(page)
    page.get_by_role("link", name=re.compile("^1 Cat")).click()
    page.get_by_role("link", name="Present").click()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    suppress(by=None, elector=_at(1, "Cat"), kind="do_not_knock", source="letter")
    page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(page.get_by_text("1 person is not to be asked any more")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Walk 1")
    expect(page.get_by_role("button", name="To do (11)")).to_be_visible()
