"""A role that is given again is given from that day on, by whoever gives it then."""

import datetime as dt

import pytest
from django.utils import timezone

from groundgame.campaign.accounts import actions
from groundgame.campaign.accounts.models import Grant, Role
from groundgame.campaign.accounts.retention import OWN

pytestmark = pytest.mark.django_db

BARNET = "E09000003"
NOW = timezone.now()


def days(number: int) -> dt.datetime:
    return NOW + dt.timedelta(days=number)


def withdraw(before: dt.datetime) -> None:
    next(term for term in OWN if term.key == "invitations").forget(before)


@pytest.fixture
def invited(field_work):
    """Return who invited first, who invites again, and the role that nobody took up."""
    first, second = field_work.organiser(), field_work.organiser()
    given = {"email": "new@example.org", "name": "New", "role": Role.AGENT, "area": BARNET}
    grant = actions.invite(by=first, **given, expires_at=days(91))
    Grant.objects.filter(pk=grant.pk).update(granted_at=days(-100))
    return first, second, given


@pytest.mark.parametrize("ran_out", [True, False])
def test_a_second_invitation_is_not_withdrawn_for_the_age_of_the_first(invited, ran_out):
    first, second, given = invited
    Grant.objects.filter(role=Role.AGENT).update(expires_at=days(-9 if ran_out else 9))
    again = actions.invite(by=second, **given, expires_at=days(91))
    withdraw(days(-92))
    held = Grant.objects.active().get(role=Role.AGENT)
    assert (held.pk, held.granted_by, held.expires_at) == (again.pk, second, days(91))
    assert held.granted_at >= NOW
    ended = Grant.objects.filter(role=Role.AGENT).exclude(pk=held.pk)
    assert [(each.granted_by, each.revoked_at) for each in ended] == ([(first, days(-9))] if ran_out else [])


def test_the_first_alone_is_withdrawn(invited):
    withdraw(days(-92))
    assert not Grant.objects.active().filter(role=Role.AGENT).exists()
