"""A call is kept on the volunteer's device until the server has answered for it, whatever comes between."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import ContactEvent, Lease, Session
from groundgame.campaign.register.models import TelephoneNumber
from tests.journeys.pressing import settle

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PASSWORD = "correct horse battery staple"
KEPT = "() => Object.keys(localStorage).filter(name => name.startsWith('phonebank-unsent')).length"
SENT = "() => !Object.keys(localStorage).some(name => name.startsWith('phonebank-unsent'))"
CallIn = Callable[[Page], Session]


def _token(page: Page) -> str:
    return page.locator("input[name=token]").get_attribute("value") or ""


def _start(page: Page, call_in: CallIn) -> Session:
    """Join and start; what the page asks for by itself as it opens is answered before the test goes on."""
    with page.expect_response("**/ahead/"):
        return call_in(page)


def _save(page: Page) -> str:
    """Tap a conversation in; return the token of the call that it was."""
    settle(page)
    token = _token(page)
    page.get_by_role("radio", name="Labour", exact=True).check()
    page.get_by_role("button", name="Save and next").click()
    return token


def _check_saved_once(page: Page) -> None:
    page.wait_for_function(SENT)  # the page went on at once
    event = ContactEvent.objects.get()
    assert (event.outcome, [answer.value for answer in event.answers.all()]) == ("conversation", ["labour"])
    assert page.evaluate(KEPT) == 0


def test_a_call_saved_without_a_connection_arrives_once_when_it_is_back(open_window: Any, call_in: CallIn) -> None:
    page = open_window(width=390, height=844).page
    _start(page, call_in)
    page.context.set_offline(True)
    token = _save(page)
    expect(page.get_by_role("status").filter(has_text="No connection")).to_be_visible()
    assert not ContactEvent.objects.exists()
    page.context.set_offline(False)
    expect(page.locator("input[name=token]")).not_to_have_value(token)
    _check_saved_once(page)


def test_a_form_out_of_date_is_renewed_and_the_call_saved(open_window: Any, call_in: CallIn) -> None:
    page = open_window().page
    _start(page, call_in)
    page.context.clear_cookies(name="csrftoken")
    token = _save(page)
    expect(page.locator("input[name=token]")).not_to_have_value(token)
    _check_saved_once(page)


def test_a_call_saved_after_the_sign_in_ended_waits_for_the_next_sign_in(open_window: Any, call_in: CallIn) -> None:
    page = open_window().page
    session = _start(page, call_in)
    page.context.clear_cookies(name="sessionid")
    _save(page)
    page.wait_for_url("**/accounts/login/**")
    assert not ContactEvent.objects.exists()
    assert page.evaluate(KEPT) == 1
    user = User.objects.get(email="helper@example.org")
    user.set_password(PASSWORD)
    user.save()
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**/phonebank/{session.pk}/")
    expect(page.get_by_role("status").filter(has_text="is saved now")).to_be_visible()
    _check_saved_once(page)


def test_a_kept_call_is_sent_from_any_page_of_the_phone_bank(open_window: Any, call_in: CallIn) -> None:
    page = open_window().page
    _start(page, call_in)
    page.route("**/save/", lambda route: route.abort())
    _save(page)
    expect(page.get_by_role("status").filter(has_text="No connection")).to_be_visible()
    page.goto("/phonebank/")
    assert page.evaluate(KEPT) == 1
    page.unroute("**/save/")
    expect(page.get_by_role("status").filter(has_text="is saved now")).to_be_visible()
    _check_saved_once(page)


def test_what_was_said_to_somebody_who_never_came_back_does_not_lie_there_for_ever(
    open_window: Any, call_in: CallIn
) -> None:
    page = open_window().page
    _start(page, call_in)
    days = {"phonebank-unsent-old": 15, "phonebank-unsent-new": 13}
    page.evaluate(
        """days => { for (const [key, ago] of Object.entries(days)) localStorage.setItem(key, JSON.stringify(
            { caller: "somebody else", url: "/", body: [], at: Date.now() - ago * 864e5 })); }""",
        days,
    )
    page.reload()
    page.wait_for_function("() => localStorage.getItem('phonebank-unsent-old') === null")
    assert page.evaluate("() => localStorage.getItem('phonebank-unsent-new') !== null")


def test_a_page_that_slept_holds_on_to_its_elector_at_once(open_window: Any, call_in: CallIn) -> None:
    page = open_window().page
    _start(page, call_in)
    lease = Lease.objects.get(closed_at=None, ahead=False)
    Lease.objects.filter(pk=lease.pk).update(expires_at=timezone.now() + dt.timedelta(minutes=2))
    with page.expect_response("**/renew/"):
        page.reload()
    lease.refresh_from_db()
    assert lease.expires_at > timezone.now() + dt.timedelta(minutes=10)


def test_the_number_that_is_dialled_is_the_number_of_the_call(open_window: Any, call_in: CallIn) -> None:
    page = open_window(width=390, height=844).page
    _start(page, call_in)
    elector = Lease.objects.get(closed_at=None, ahead=False).elector
    second = TelephoneNumber.objects.create(borough=elector.borough, elector=elector, e164="+447700900999", source="x")
    page.reload()
    # This machine dials nothing.
    page.evaluate("() => addEventListener('click', event => event.target.matches('.dial') && event.preventDefault())")
    page.locator("a.dial.other").click()
    expect(page.locator("input[name=number]:checked")).to_have_value(str(second.pk))
    settle(page)
    token = _token(page)
    page.get_by_text("Couldn’t reach").click()
    page.get_by_role("button", name="Wrong number").click()
    expect(page.locator("input[name=token]")).not_to_have_value(token)
    page.wait_for_function(SENT)
    second.refresh_from_db()
    assert second.wrong_at is not None
