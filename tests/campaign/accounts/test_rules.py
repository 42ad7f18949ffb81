"""May she? One truth table for roles, areas and time."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts import actions, rules
from groundgame.campaign.accounts.models import Role, User
from groundgame.electoral.places import atlas

pytestmark = pytest.mark.django_db

CITY, BARNET, BRENT = "E12000007", "E09000003", "E09000005"


def _person(role: str | None, area: str | None, **grant) -> User:
    user = User.objects.create_user(f"{role}-{area}@example.org", name="Somebody")
    if role and area:
        actions.grant_role(by=None, user=user, role=role, area=area, **grant)
    return user


@pytest.mark.parametrize(
    ("role", "area", "barnet", "brent", "managed"),
    [
        (Role.DIRECTOR, CITY, True, True, True),
        (Role.DIRECTOR, BARNET, True, False, True),
        (Role.ORGANISER, BARNET, True, False, True),
        (Role.AGENT, BARNET, True, False, False),
        (Role.VOLUNTEER, BARNET, False, False, False),
        (Role.RETURNING_OFFICER, CITY, False, False, False),
        (None, None, False, False, False),
    ],
)
def test_who_may_work_where(role, area, barnet, brent, managed):
    user = _person(role, area)
    assert rules.may_work_in(user, atlas().wards_within(BARNET)) is barnet
    assert rules.may_work_in(user, atlas().wards_within(BRENT)) is brent
    assert rules.may_work_in(user, atlas().wards_within(BARNET), rules.MANAGERS) is managed
    assert rules.may_read_results(user) is (role is not None)


def test_a_role_ends_with_its_date_and_when_it_is_taken_back():
    now = timezone.now()
    past = _person(Role.ORGANISER, BARNET, expires_at=now - dt.timedelta(seconds=1))
    assert not rules.may_work_in(past, atlas().wards_within(BARNET))
    director = _person(Role.DIRECTOR, CITY)
    organiser = _person(Role.ORGANISER, BRENT)
    actions.revoke_role(by=director, grant=organiser.grants.get())
    assert not rules.may_work_in(organiser, atlas().wards_within(BRENT))


def test_nobody_works_in_no_ward_at_all():
    assert not rules.may_work_in(_person(Role.DIRECTOR, CITY), [])


@pytest.mark.parametrize(
    ("giver", "area", "role", "where", "allowed"),
    [
        (Role.DIRECTOR, CITY, Role.DIRECTOR, CITY, True),
        (Role.DIRECTOR, CITY, Role.ORGANISER, BARNET, True),
        (Role.ORGANISER, BARNET, Role.VOLUNTEER, BARNET, True),
        (Role.ORGANISER, BARNET, Role.ORGANISER, BARNET, True),
        (Role.ORGANISER, BARNET, Role.DIRECTOR, BARNET, False),
        (Role.ORGANISER, BARNET, Role.VOLUNTEER, BRENT, False),
        (Role.ORGANISER, BARNET, Role.VOLUNTEER, CITY, False),
        (Role.DIRECTOR, CITY, Role.RETURNING_OFFICER, BARNET, True),
        (Role.DIRECTOR, BARNET, Role.RETURNING_OFFICER, CITY, False),
        (Role.ORGANISER, BARNET, Role.RETURNING_OFFICER, BARNET, False),
        (Role.RETURNING_OFFICER, CITY, Role.RETURNING_OFFICER, CITY, False),
        (Role.AGENT, BARNET, Role.VOLUNTEER, BARNET, False),
        (Role.VOLUNTEER, BARNET, Role.VOLUNTEER, BARNET, False),
    ],
)
def test_nobody_gives_more_than_they_hold(giver, area, role, where, allowed):
    user = _person(giver, area)
    assert rules.may_grant(user, role, where) is allowed
    if not allowed:
        with pytest.raises(PermissionDenied, match="Ask the director"):
            actions.invite(by=user, email="new@example.org", name="New", role=role, area=where)
        assert not User.objects.filter(email="new@example.org").exists()


def test_giving_the_same_role_again_moves_its_end_and_makes_no_second():
    user = _person(Role.VOLUNTEER, BARNET)
    end = timezone.now() + dt.timedelta(days=3)
    actions.grant_role(by=None, user=user, role=Role.VOLUNTEER, area=BARNET, expires_at=end)
    assert [grant.expires_at for grant in user.grants.all()] == [end]


@pytest.mark.parametrize(
    ("held", "role", "says"),
    [
        (Role.DIRECTOR, Role.RETURNING_OFFICER, "is a director or an organiser"),
        (Role.ORGANISER, Role.RETURNING_OFFICER, "is a director or an organiser"),
        (Role.RETURNING_OFFICER, Role.DIRECTOR, "is a returning officer, and so cannot be director too"),
        (Role.RETURNING_OFFICER, Role.ORGANISER, "is a returning officer, and so cannot be organiser too"),
        (Role.VOLUNTEER, Role.RETURNING_OFFICER, ""),
        (Role.AGENT, Role.RETURNING_OFFICER, ""),
        (Role.RETURNING_OFFICER, Role.VOLUNTEER, ""),
    ],
)
def test_nobody_manages_a_campaign_and_runs_the_partys_elections(held, role, says):
    director, taker = _person(Role.DIRECTOR, CITY), _person(held, BARNET)
    assert rules.may_grant_to(director, taker, role) is (not says)
    if not says:
        actions.grant_role(by=director, user=taker, role=role, area=BRENT)
        return
    with pytest.raises(PermissionDenied, match=says):
        actions.grant_role(by=director, user=taker, role=role, area=BRENT)
    actions.revoke_role(by=director, grant=taker.grants.get())
    actions.grant_role(by=director, user=taker, role=role, area=BRENT)
    assert rules.roles_of(taker) == {role}


def test_nobody_makes_themselves_returning_officer(client):
    director = _person(Role.DIRECTOR, CITY)
    client.force_login(director)
    sent = {"email": director.email, "name": "", "role": Role.RETURNING_OFFICER, "area": CITY}
    answer = client.post(reverse("accounts:grant"), sent)
    assert answer.status_code == 422
    assert "Nobody makes themselves returning officer" in answer.content.decode()
    assert rules.roles_of(director) == {Role.DIRECTOR}


def test_whoever_cannot_name_a_returning_officer_is_not_offered_it(client):
    for role, offered in ((Role.DIRECTOR, True), (Role.ORGANISER, False)):
        client.force_login(_person(role, BARNET))
        page = client.get(reverse("accounts:team")).content.decode()
        assert ('value="returning_officer"' in page) is offered
        assert 'value="volunteer"' in page


def test_the_two_ways_of_asking_which_grants_hold_agree():
    hour, now = dt.timedelta(hours=1), timezone.now()
    user = _person(Role.AGENT, BARNET)
    director = _person(Role.DIRECTOR, CITY)
    ends = {Role.ORGANISER: now + hour, Role.VOLUNTEER: now - hour, Role.DATA_OFFICER: None}
    for role, end in ends.items():
        user.grants.create(role=role, area=BARNET, expires_at=end, granted_by=director)
    user.grants.filter(role=Role.DATA_OFFICER).update(revoked_at=now)
    assert rules.roles_of(user) == set(user.grants.active().values_list("role", flat=True))
    assert rules.roles_of(user) == {Role.AGENT, Role.ORGANISER}
