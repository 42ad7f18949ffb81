"""Whoever is signed in is read with their session, at every request anew."""

from contextlib import contextmanager

import pytest
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.signed_in import SessionStore

pytestmark = pytest.mark.django_db


def _who(client):
    return client.get(reverse("phonebank:home")).wsgi_request.user


def test_a_change_of_the_person_is_seen_at_the_next_request(client, field_work):
    person = field_work.organiser()
    client.force_login(person)
    assert [_who(client).name for _ in range(2)] == [person.name] * 2
    User.objects.filter(pk=person.pk).update(name="Another")
    assert _who(client).name == "Another"
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert not _who(client).is_authenticated


def test_a_session_that_passes_to_somebody_else_is_theirs(client, field_work):
    person, other = field_work.organiser(), field_work.organiser()
    client.force_login(person)
    assert _who(client) == person
    session = client.session
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(other.pk), other.get_session_auth_hash()
    session.save()
    assert _who(client) == other


def test_a_session_that_somebody_wrote_into_is_nobodys_though_it_was_read_before(client, field_work):
    person = field_work.organiser()
    client.force_login(person)
    assert _who(client) == person
    kept = Session.objects.get()
    signed, last = kept.session_data[:-1], kept.session_data[-1]
    Session.objects.update(session_data=signed + ("A" if last != "A" else "B"))
    assert not _who(client).is_authenticated
    Session.objects.update(session_data=signed + last)
    assert _who(client) == person


@pytest.fixture
def away():
    """Return what makes PostgreSQL be away for a while, as when it starts again after a crash."""

    @contextmanager
    def away_():
        there = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict |= {"HOST": "127.0.0.1", "PORT": "1"}
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict |= there

    return away_


@pytest.mark.django_db(transaction=True)
def test_while_the_database_is_away_nobody_is_taken_for_a_stranger(field_work, away):
    person, browser = field_work.organiser(), Client(raise_request_exception=False)
    browser.force_login(person)
    cookie = browser.cookies["sessionid"].value
    for read_before in (False, True):
        with away():
            answers = [browser.get(reverse(page)) for page in ("phonebank:home", "home", "canvass:sessions")]
        assert [answer.status_code for answer in answers] == [500] * 3
        assert not any(answer.cookies for answer in answers)
        assert browser.cookies["sessionid"].value == cookie
        assert _who(browser) == person, read_before


@pytest.mark.django_db(transaction=True)
def test_a_session_that_the_database_could_not_keep_is_not_called_gone(field_work, away):
    session = SessionStore()
    session["seen"] = 1
    session.save()
    session["seen"] = 2
    with away(), pytest.raises(OperationalError):
        session.save()
    session.save()
    assert SessionStore(session.session_key)["seen"] == 2
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()
