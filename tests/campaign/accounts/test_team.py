"""The team page offers to take back what the person may take back, and nothing else."""

import pytest
from django.urls import reverse

from groundgame.campaign.accounts.models import Role

pytestmark = pytest.mark.django_db

CITY, BARNET = "E12000007", "E09000003"


def test_an_organiser_is_not_offered_to_take_a_directors_role_back(client, field_work):
    organiser = field_work.person(Role.ORGANISER)
    director, volunteer = field_work.person(Role.DIRECTOR), field_work.person(Role.VOLUNTEER)
    client.force_login(organiser)
    page = client.get(reverse("accounts:team")).content.decode()
    take_back = [reverse("accounts:revoke", args=[user.grants.get().pk]) for user in (director, volunteer)]
    assert director.email in page
    assert [f'action="{address}"' in page for address in take_back] == [False, True]
    assert [client.post(address).status_code for address in take_back] == [403, 302]
