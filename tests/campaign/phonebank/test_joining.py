"""The link lets strangers ask to join, and nobody into anybody else's account."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from groundgame.campaign.accounts import limits
from groundgame.campaign.accounts.models import Grant, Role, User
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.models import Caller, Session
from groundgame.campaign.phonebank.figures import sessions_for

pytestmark = pytest.mark.django_db

STRANGER = {"name": "A Helper", "email": "Helper@Example.org"}


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def session(field_work):
    field_work.elector()
    return field_work.session(field_work.organiser(), admission=Session.Admission.APPROVE)


def _link(session):
    return reverse("phonebank:join", args=[session.join_token])


def test_a_stranger_gives_a_name_and_waits_to_be_let_in(client, session):
    assert client.get(_link(session)).status_code == 200
    answer = client.post(_link(session), STRANGER, follow=True)
    user = User.objects.get(email="helper@example.org")
    assert answer.wsgi_request.user == user
    assert not user.has_usable_password()
    assert not Grant.objects.filter(user=user).exists()
    assert b"An organiser lets you in" in answer.content
    actions.admit_all(by=session.created_by, session=session)
    assert b"Start calling" in client.get(reverse("phonebank:call", args=[session.pk])).content


def test_an_account_made_by_the_link_reaches_the_phone_bank_and_nothing_else(client, session):
    client.post(_link(session), STRANGER)
    for name, arguments in (
        ("canvass:sessions", []),
        ("canvass:new", []),
        ("canvass:session", [session.pk]),
        ("canvass:scripts", []),
        ("phonebank:walls", []),
        ("phonebank:wall", [session.pk]),
        ("phonebank:lookup", [session.pk]),
        ("register:electors", []),
        ("strategy:now", []),
    ):
        assert client.get(reverse(name, args=arguments)).status_code == 403, name


def test_nobody_comes_into_an_account_by_its_address(client, session, field_work):
    victim = field_work.organiser()
    answer = client.post(_link(session), {"name": "Somebody", "email": victim.email.upper()})
    assert answer.status_code == 422
    assert b"has an account already" in answer.content
    assert not answer.wsgi_request.user.is_authenticated
    assert not Caller.objects.filter(user=victim).exists()


def test_who_is_signed_in_joins_with_one_tap_once(client, session, field_work):
    user = field_work.person()
    client.force_login(user)
    for _ in range(2):
        assert client.post(_link(session)).status_code == 302
    assert Caller.objects.filter(user=user, session=session).count() == 1


def test_a_dead_link_and_one_that_never_was_look_the_same(client, session):
    link = _link(session)
    actions.close_session(by=session.created_by, session=session)
    dead = client.get(link)
    never = client.get(reverse("phonebank:join", args=["x" * 43]))
    assert (dead.status_code, never.status_code) == (404, 404)
    assert dead.content == never.content
    assert client.post(link, STRANGER).status_code == 404
    assert not User.objects.filter(email="helper@example.org").exists()


@pytest.mark.parametrize("token", ["%00", "a%20b", "../x", "é"])
def test_a_link_that_cannot_be_one_is_no_page(client, token):
    assert client.get(f"/phonebank/join/{token}/").status_code == 404


def test_bad_input_makes_no_account(client, session):
    for bad in ({"name": "", "email": "a@example.org"}, {"name": "A", "email": "not an address"}, {}):
        assert client.post(_link(session), bad).status_code in (200, 422)
    assert User.objects.count() == 1


def test_a_hall_on_one_network_comes_in(client, session):
    for number in range(210):
        client.logout()
        assert client.post(_link(session), {"name": "A", "email": f"a{number}@example.org"}).status_code == 302


def test_one_network_may_not_look_for_addresses_without_end(client, session, field_work, monkeypatch):
    monkeypatch.setattr(limits, "MOST_KNOWN_ADDRESSES", 2)
    known = {"name": "A", "email": field_work.person().email}
    assert [client.post(_link(session), known).status_code for _ in range(3)] == [422, 422, 403]
    assert client.post(_link(session), STRANGER, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_a_link_that_went_too_far_makes_no_accounts_without_end(client, session):
    session.most_callers = 2
    session.save()
    made = []
    for number in range(4):
        client.logout()
        page = client.post(_link(session), {"name": "A", "email": f"a{number}@example.org"})
        made.append(page.status_code)
    assert made == [302, 302, 403, 403]
    assert "2 volunteers have come to this phone bank, as many as its organiser allows" in page.content.decode()
    assert User.objects.filter(email__startswith="a").count() == 2


def test_an_organiser_lets_more_come(client, session):
    session.most_callers = 1
    session.save()
    assert client.post(_link(session), STRANGER).status_code == 302
    client.force_login(session.created_by)
    allow = reverse("canvass:allow_callers", args=[session.pk])
    page = client.post(allow, {"most_callers": "0"}, follow=True).content.decode()
    assert "greater than or equal to 1" in page
    page = client.post(allow, {"most_callers": "1500"}, follow=True).content.decode()
    assert "1,500 volunteers may come." in page
    assert 'name="most_callers" type="number" min="1" max="20000" value="1500"' in page
    client.logout()
    assert client.post(_link(session), {"name": "B", "email": "b@example.org"}).status_code == 302


def test_a_volunteers_home_lists_what_they_may_call_in(client, field_work, session):
    volunteer = field_work.person(Role.VOLUNTEER)
    elsewhere = field_work.person(Role.VOLUNTEER, "E09000005")
    assert [place.state for place in sessions_for(volunteer)] == ["offered"]
    assert sessions_for(elsewhere) == []
    caller = actions.ask_to_join(by=volunteer, session=session)
    assert [place.state for place in sessions_for(volunteer)] == ["asked"]
    actions.admit(by=session.created_by, caller=caller)
    assert [place.state for place in sessions_for(volunteer)] == ["calling"]
    client.force_login(volunteer)
    assert session.name in client.get(reverse("phonebank:home")).content.decode()
    actions.remove_caller(by=session.created_by, caller=caller)
    assert sessions_for(volunteer) == []
