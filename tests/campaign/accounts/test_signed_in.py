"""Whoever is signed in is read with their session, at every request anew."""

import pytest
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.urls import reverse

from groundgame.campaign.accounts.models import User

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
