"""Somebody is always left who can act: the last is never taken away, and the last but one not without a word."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from groundgame.campaign.accounts import actions
from groundgame.campaign.accounts.models import Grant, Role, User
from tests.together import at_once

rows = pytest.mark.django_db

CITY, BARNET, WARD = "E12000007", "E09000003", "E05013628"
PASSWORD = "correct horse battery staple"


def able(person: User) -> User:
    """Return a person who has proved their address."""
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def director(client, field_work):
    person = able(field_work.person(Role.DIRECTOR, CITY))
    client.force_login(person)
    return person


def take_back(client, person: User, **sent: str):
    return client.post(reverse("accounts:revoke", args=[person.grants.get().pk]), sent)


def holds(person: User) -> bool:
    return person.grants.active().exists()


@rows
def test_the_only_director_stays(client, director, field_work):
    able(field_work.person(Role.ORGANISER, CITY))  # who can name no director
    field_work.person(Role.DIRECTOR, CITY)  # and who has not come yet
    for sent in ({}, {"alone": "1"}):
        page = take_back(client, director, **sent)
        assert page.status_code == 403
        assert "Nobody else could act for London then. Make somebody else director there" in page.content.decode()
    assert holds(director)


@rows
def test_the_last_director_but_one_is_taken_away_once_it_is_confirmed(client, director, field_work):
    other = able(field_work.person(Role.DIRECTOR, CITY))
    page = take_back(client, other)
    assert page.status_code == 422
    assert f"{director} alone could act for London then" in page.content.decode()
    assert holds(other)
    assert take_back(client, other, alone="1").status_code == 302
    assert not holds(other)


@rows
def test_whoever_is_not_missed_is_taken_away_without_more(client, director, field_work):
    organiser, second = able(field_work.organiser()), able(field_work.organiser())
    invited, volunteer = field_work.organiser(), able(field_work.person(Role.VOLUNTEER))
    for person in (invited, volunteer, second):
        assert take_back(client, person).status_code == 302
    assert take_back(client, organiser).status_code == 422  # the director alone would be left for Barnet
    assert [holds(person) for person in (invited, volunteer, second, organiser)] == [False, False, False, True]


@pytest.mark.django_db(transaction=True)
def test_two_directors_who_take_each_others_role_at_one_moment_leave_one(field_work):
    two = [able(field_work.person(Role.DIRECTOR, CITY)) for _ in range(2)]
    grants = [person.grants.get() for person in two]

    def take(by, grant):
        try:
            actions.revoke_role(by=by, grant=grant, alone=True)
        except PermissionDenied as error:
            return str(error)
        return ""

    refused = at_once(*(partial(take, *pair) for pair in zip(two, grants[::-1], strict=True)))
    assert sorted(map(bool, refused)) == [False, True]
    assert Grant.objects.active().filter(role=Role.DIRECTOR).count() == 1
