"""A page to join whose answer was lost is sent again: it lets the same person in, makes nobody twice, opens nothing."""

import datetime as dt
import re

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user, user_logged_in
from django.core.cache import cache, caches
from django.db import close_old_connections, connection
from django.db.models import F
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse

from groundgame.campaign.accounts import limits
from groundgame.campaign.accounts.actions import invite
from groundgame.campaign.accounts.models import Remembered, Role, User
from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.actions.strangers import AGAIN_SECONDS
from groundgame.campaign.canvass.models import Caller
from tests.together import at_once

rows = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
HELPER = "helper@example.org"
LOST = AGAIN_SECONDS - 60


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def session(field_work):
    field_work.elector()
    return field_work.session(field_work.organiser())


@pytest.fixture
def link(session):
    return reverse("phonebank:join", args=[session.join_token])


def _filled_in(browser, link, email=HELPER, name="A Helper"):
    """Open the page and fill it in; return what it will send."""
    return dict(HIDDEN.findall(browser.get(link).content.decode())) | {"name": name, "email": email}


def _answer_lost(browser, link, page):
    """Send a page, and have the answer, with all its cookies, not arrive."""
    elsewhere = Client()
    elsewhere.cookies.load({name: morsel.value for name, morsel in browser.cookies.items()})
    assert elsewhere.post(link, page).status_code == 302


def _let_pass(seconds):
    Remembered.objects.update(until=F("until") - dt.timedelta(seconds=seconds))


@rows
def test_each_blank_page_has_a_number_of_its_own_and_is_kept_nowhere(client, link):
    first, second = (client.get(link) for _ in range(2))
    numbers = {dict(HIDDEN.findall(page.content.decode()))["joining"] for page in (first, second)}
    assert len(numbers) == 2
    assert "no-store" in first.headers["Cache-Control"]


@rows
def test_the_same_page_lets_the_same_person_in_again(link, session):
    browser = Client(enforce_csrf_checks=True)
    page = _filled_in(browser, link, email=" Helper@Example.org")
    _answer_lost(browser, link, page)
    _let_pass(LOST)
    answer = browser.post(link, page)
    assert answer.url == reverse("phonebank:call", args=[session.pk])
    assert get_user(browser) == User.objects.get(email=HELPER) == Caller.objects.get().user
    assert AuditEntry.objects.filter(action="phonebank.join_as_stranger").count() == 1
    assert browser.get(answer.url).status_code == 200


@rows
def test_a_page_that_is_shown_again_keeps_its_number(client, link):
    page = _filled_in(client, link)
    shown = client.post(link, page | {"email": "not an address"})
    assert shown.status_code == 422
    assert dict(HIDDEN.findall(shown.content.decode()))["joining"] == page["joining"]


@rows
@pytest.mark.parametrize("other", ["4f1d9a6e-1111-4222-8333-444455556666", ""])
def test_another_number_or_none_opens_nothing(client, link, other):
    page = _filled_in(client, link)
    _answer_lost(client, link, page)
    answer = client.post(link, page | {"joining": other})
    assert answer.status_code == 422
    assert b"has an account already" in answer.content
    assert not answer.wsgi_request.user.is_authenticated


@rows
def test_what_is_no_number_is_refused(client, link):
    assert client.post(link, _filled_in(client, link) | {"joining": "1"}).status_code == 422
    assert not User.objects.filter(email=HELPER).exists()


@rows
def test_the_right_number_opens_no_other_address(client, link, field_work):
    page, other = _filled_in(client, link), field_work.person()
    _answer_lost(client, link, page)
    assert client.post(link, page | {"email": other.email}).status_code == 422
    assert client.post(link, page | {"email": "corrected@example.org"}).status_code == 302
    assert get_user(client).email == "corrected@example.org"


@rows
def test_after_the_hour_it_opens_nothing(client, link):
    page = _filled_in(client, link)
    _answer_lost(client, link, page)
    _let_pass(AGAIN_SECONDS)
    assert client.post(link, page).status_code == 422


def _give_role(user, session):
    invite(by=session.created_by, email=user.email, name="", role=Role.VOLUNTEER, area=session.area)


def _give_role_and_take_it_back(user, session):
    _give_role(user, session)
    user.grants.update(revoked_at=F("granted_at"))


def _choose_password(user, _):
    user.set_password("correct horse battery staple")
    user.save()


def _add_second_factor(user, _):
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})


def _shut(user, _):
    User.objects.filter(pk=user.pk).update(is_active=False)


@rows
@pytest.mark.parametrize(
    "happens", [_give_role, _give_role_and_take_it_back, _choose_password, _add_second_factor, _shut]
)
def test_it_opens_no_account_that_there_is_more_to_by_then(client, link, session, happens):
    page = _filled_in(client, link)
    _answer_lost(client, link, page)
    happens(User.objects.get(email=HELPER), session)
    assert client.post(link, page).status_code == 422
    assert not get_user(client).is_authenticated


@rows
def test_who_was_removed_in_between_stays_out(client, link, session):
    page = _filled_in(client, link)
    _answer_lost(client, link, page)
    actions.remove_caller(by=session.created_by, caller=Caller.objects.get())
    assert client.post(link, page).status_code == 403
    assert not get_user(client).is_authenticated


@rows
def test_to_send_it_again_counts_as_no_try(link, monkeypatch):
    monkeypatch.setattr(limits, "MOST_KNOWN_ADDRESSES", 1)
    browser = Client()
    page = _filled_in(browser, link)
    for _ in range(3):
        _answer_lost(browser, link, page)


@rows
def test_what_is_kept_names_neither_the_number_nor_the_address(client, link):
    page = _filled_in(client, link)
    client.post(link, page)
    kept = Remembered.objects.get()
    assert page["joining"] not in kept.key
    assert HELPER not in kept.key + kept.value
    _let_pass(AGAIN_SECONDS)
    caches["shared"].delete("anything")  # whatever is let go takes what is over with it
    assert not Remembered.objects.exists()


@committed
def test_sent_many_times_at_one_moment_it_makes_one_person(link):
    page = _filled_in(Client(), link)
    browsers = [Client() for _ in range(6)]
    answers = at_once(*[lambda browser=browser: browser.post(link, page) for browser in browsers])
    assert [answer.status_code for answer in answers] == [302] * 6
    user = User.objects.get(email=HELPER)
    assert {get_user(browser).pk for browser in browsers} == {user.pk}
    assert Caller.objects.filter(user=user).count() == 1


@committed
def test_two_pages_with_one_address_at_one_moment_make_one_person_and_let_one_in(link):
    pages = [_filled_in(Client(), link) for _ in range(4)]
    answers = at_once(*[lambda page=page: Client().post(link, page) for page in pages])
    assert sorted(answer.status_code for answer in answers) == [302, 422, 422, 422]
    assert User.objects.filter(email=HELPER).count() == 1


def _end_connection(*, update_fields=None, signal, **_):
    """End this connection's backend from another one, as a server does that is killed."""
    if signal is pre_save and "last_login" not in (update_fields or ()):
        return
    told = connection.connection.info
    with psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": None}) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [told.backend_pid])


@committed
@pytest.mark.parametrize(
    "step",
    [pytest.param(pre_save, id="while they are signed in"), pytest.param(user_logged_in, id="before that is kept")],
)
def test_where_postgresql_goes_away_amid_it_the_page_can_be_sent_again(link, step):
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    page = _filled_in(browser, link)
    step.connect(_end_connection, sender=User)
    try:
        assert browser.post(link, page).status_code == 500
    finally:
        step.disconnect(_end_connection, sender=User)
        close_old_connections()
    assert User.objects.filter(email=HELPER).exists()  # it was made, and nobody told them
    assert browser.post(link, page).status_code == 302
    assert get_user(browser).email == HELPER
