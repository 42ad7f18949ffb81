"""A volunteer of the link comes back by a link of their organiser's: once, for a quarter of an hour, without a role."""

import re

import pytest
from django.contrib.auth import get_user
from django.core import signing
from django.core.cache import cache
from django.urls import reverse

from groundgame.campaign.accounts.actions import grant_role, invite
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.canvass import actions
from groundgame.campaign.phonebank import again

pytestmark = pytest.mark.django_db

BARNET, BRENT, BRENTS_WARD = "E09000003", "E09000005", "E05013496"


@pytest.fixture
def helper(client, field_work):
    """Return a volunteer's place in a session, made by its link; `client` is signed in as its organiser."""
    cache.clear()
    field_work.elector()
    session = field_work.session(field_work.organiser())
    join = reverse("phonebank:join", args=[session.join_token])
    client.post(join, {"name": "A Helper", "email": "helper@example.org"})
    client.force_login(session.created_by)
    return session.callers.get()


def _link(client, place):
    made = client.post(reverse("phonebank:sign_in_link", args=[place.session_id, place.pk]))
    return made.status_code, (re.search(r'value="http://testserver([^"]+)"', made.content.decode()) or [None, None])[1]


def test_a_link_signs_a_volunteer_in_once_and_lets_them_join_the_next_phone_bank(client, helper, field_work):
    page = client.get(reverse("canvass:session", args=[helper.session_id])).content.decode()
    assert reverse("phonebank:sign_in_link", args=[helper.session_id, helper.pk]) in page
    actions.close_session(by=helper.session.created_by, session=helper.session)
    _, link = _link(client, helper)
    client.logout()
    assert b"A Helper" in client.get(link).content
    assert not get_user(client).is_authenticated  # looking at it signs nobody in
    assert client.post(link).url == reverse("phonebank:home")
    assert get_user(client) == helper.user
    tomorrow = field_work.session(helper.session.created_by)
    assert client.post(reverse("phonebank:join", args=[tomorrow.join_token])).status_code == 302
    assert tomorrow.callers.get().admitted_at
    client.logout()
    assert [client.get(link).status_code, client.post(link).status_code] == [404, 404]
    assert AuditEntry.objects.get(action="phonebank.sign_in_link").by == helper.session.created_by


def test_a_link_ends_after_a_quarter_of_an_hour(client, helper, monkeypatch):
    _, link = _link(client, helper)
    monkeypatch.setattr(again, "VALID_SECONDS", -1)
    assert client.post(link).status_code == 404


def test_a_link_ends_with_the_first_role(client, helper):
    _, link = _link(client, helper)
    invite(by=helper.session.created_by, email=helper.user.email, name="", role=Role.VOLUNTEER, area=BARNET)
    client.logout()
    assert client.post(link).status_code == 404
    assert not get_user(client).is_authenticated


def test_no_link_is_made_for_anybody_with_more_than_a_place(client, helper):
    grant_role(by=None, user=helper.user, role=Role.VOLUNTEER, area=BARNET)
    assert _link(client, helper) == (403, None)
    helper.user.grants.all().delete()
    helper.user.set_password("correct horse battery staple")
    helper.user.save()
    assert _link(client, helper) == (403, None)


def test_no_organiser_signs_in_where_they_organise_nothing(client, helper, field_work):
    elsewhere = field_work.session(field_work.person(Role.ORGANISER, BRENT), wards=(BRENTS_WARD,))
    actions.ask_to_join(by=helper.user, session=elsewhere)
    assert _link(client, helper) == (403, None)
    client.force_login(elsewhere.created_by)
    assert _link(client, helper) == (403, None)
    actions.close_session(by=elsewhere.created_by, session=elsewhere)
    client.force_login(helper.session.created_by)
    assert _link(client, helper)[0] == 200


def test_a_link_that_was_changed_is_none(client, helper):
    _, link = _link(client, helper)
    other = User.objects.create_user("other@example.org", name="Other")
    forged = signing.dumps({"user": other.pk, "state": again._state(other)}, salt="another")
    client.logout()
    for bad in (link[:-2] + "x/", reverse("phonebank:again", args=[forged])):
        assert client.post(bad).status_code == 404
