"""Who may see electors and load registers: one table."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.register import rules

from .registers import BARNET, OTHER_WARD, WARD

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CITY, CAMDEN = "E12000007", "E09000007"

# role, area, sees an elector of WARD, loads Barnet's register
TABLE = [
    (Role.DIRECTOR, CITY, True, True),
    (Role.DIRECTOR, BARNET, True, True),
    (Role.ORGANISER, BARNET, True, True),
    (Role.ORGANISER, WARD, True, False),
    (Role.ORGANISER, OTHER_WARD, False, False),
    (Role.ORGANISER, CAMDEN, False, False),
    (Role.AGENT, BARNET, True, False),
    (Role.AGENT, WARD, True, False),
    (Role.VOLUNTEER, BARNET, False, False),
    (Role.RETURNING_OFFICER, CITY, False, False),
    (None, "", False, False),
]


@pytest.mark.parametrize(("role", "area", "sees", "loads"), TABLE)
def test_who_may(field_work, role, area, sees, loads):
    person, elector = field_work.person(role, area), field_work.elector()
    assert rules.may_see_elector(person, elector) is sees
    assert rules.visible_electors(person).filter(pk=elector.pk).exists() is sees
    assert rules.may_import(person, BARNET) is loads
    assert (BARNET in rules.boroughs_to_import(person)) is loads
    for allowed, check in (
        (sees, lambda: rules.check_may_see_elector(person, elector)),
        (loads, lambda: rules.check_may_import(person, BARNET)),
    ):
        if allowed:
            check()
        else:
            with pytest.raises(PermissionDenied, match=r"\.$"):
                check()


def test_a_role_that_has_run_out_shows_nothing(field_work):
    organiser, elector = field_work.organiser(), field_work.elector()
    organiser.grants.update(expires_at=timezone.now() - dt.timedelta(minutes=1))
    assert not rules.may_see_elector(organiser, elector)


def test_nobody_sees_who_is_below_sixteen(field_work):
    director, elector = field_work.person(Role.DIRECTOR, CITY), field_work.elector()
    today = timezone.localdate()
    for days, seen in ((1, True), (365, True), (365 * 2 + 5, False), (365 * 4, False)):
        elector.date_of_attainment = today + dt.timedelta(days=days)
        elector.save()
        assert rules.may_see_elector(director, elector) is seen
