"""Nobody comes to a role by typing somebody else's address into a phone bank's link before it is given."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from groundgame.campaign.accounts import actions
from groundgame.campaign.accounts.models import Role, User

pytestmark = pytest.mark.django_db

BARNET = "E09000003"
DEPUTY = "deputy@example.org"
PASSWORD = "correct horse battery staple"


@pytest.fixture
def squatted(client, field_work):
    """Return a session by whose link somebody claimed the deputy's address; `client` is signed in as they are."""
    cache.clear()
    field_work.elector()
    session = field_work.session(field_work.organiser())
    client.post(reverse("phonebank:join", args=[session.join_token]), {"name": "Deputy", "email": DEPUTY})
    assert get_user(client).email == DEPUTY
    return session


def _invite(session):
    actions.invite(by=session.created_by, email=DEPUTY, name="Deputy", role=Role.ORGANISER, area=BARNET)
    return User.objects.get(email=DEPUTY)


def _add(session):
    actions.add_person(email=DEPUTY, name="Deputy", role=Role.ORGANISER, area=BARNET, password=None)
    return User.objects.get(email=DEPUTY)


@pytest.mark.parametrize("give", [_invite, _add])
def test_a_role_given_to_a_claimed_address_ends_the_claim(client, squatted, give):
    user = User.objects.get(email=DEPUTY)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    EmailAddress.objects.create(user=user, email="thief@example.org", verified=True)
    assert give(squatted).grants.active().exists()
    answer = client.get(reverse("register:electors"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))
    assert not Authenticator.objects.filter(user=user).exists()
    assert not EmailAddress.objects.filter(user=user, email="thief@example.org").exists()


def test_a_password_is_not_set_without_the_letter(client, squatted):
    sent = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post(reverse("account_set_password"), sent).url == reverse("account_reset_password")
    assert not User.objects.get(email=DEPUTY).has_usable_password()
    assert not client.login(email=DEPUTY, password=PASSWORD)


def test_a_volunteer_does_not_take_another_address(client, squatted):
    for sent in ({"action_add": "", "email": "boss@example.org"}, {"action_primary": "", "email": "boss@example.org"}):
        assert client.post(reverse("account_email"), sent).status_code in (403, 405)
    assert client.get(reverse("account_email")).status_code == 403
    assert not EmailAddress.objects.filter(email="boss@example.org").exists()
    assert get_user(client).email == DEPUTY


def test_the_owner_comes_in_by_the_letter(client, squatted):
    _invite(squatted)
    client.logout()
    client.post(reverse("account_reset_password"), {"email": DEPUTY})
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    client.logout()
    client.post(reverse("account_login"), {"login": DEPUTY, "password": PASSWORD})
    assert client.get(reverse("register:electors")).status_code == 200


def test_who_has_proved_the_address_stays_signed_in_when_given_more(client, squatted):
    user = User.objects.create_user("known@example.org", PASSWORD, name="Known")
    client.force_login(user)
    actions.invite(by=squatted.created_by, email=user.email, name="", role=Role.VOLUNTEER, area=BARNET)
    assert get_user(client) == user
    assert client.login(email=user.email, password=PASSWORD)
