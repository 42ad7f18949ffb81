"""May she? One truth table for an electorate and its appeals: by role, and by the state of the selection."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.models import Selection

pytestmark = pytest.mark.django_db

CITY, BARNET, BRENT = "E12000007", "E09000003", "E09000005"
PAIRS = (
    (rules.may_set_eligibility, rules.check_may_set_eligibility),
    (rules.may_fix_anew, rules.check_may_fix_anew),
    (rules.may_shut_out, rules.check_may_shut_out),
    (rules.may_name_panel, rules.check_may_name_panel),
    (rules.may_see_appeals, rules.check_may_see_appeals),
)


def _selection(party, state):
    held = party.selection(party.officer(), area=BARNET, appeals_until=timezone.now() + dt.timedelta(days=1))
    Selection.objects.filter(pk=held.pk).update(state=state)
    held.refresh_from_db()
    return held


def _answers(user, held):
    """Return what each rule answers, having seen that its pair raises with a sentence exactly where it says no."""
    found = []
    for may, check in PAIRS:
        found.append(may(user, held))
        if found[-1]:
            check(user, held)
        else:
            with pytest.raises(PermissionDenied, match=r"\w+.*\."):
                check(user, held)
    return tuple(found)


@pytest.mark.parametrize(
    ("state", "expected"),
    [  # sets rules, fixes anew, shuts out, names the panel, sees appeals
        ("draft", (True, False, False, True, True)),
        ("nominations", (True, False, False, True, True)),
        ("frozen", (False, True, True, True, True)),
        ("appeals", (False, False, True, True, True)),
        ("voting", (False, False, False, True, True)),
        ("counting", (False, False, False, False, True)),
        ("declared", (False, False, False, False, True)),
        ("closed", (False, False, False, False, True)),
    ],
)
@pytest.mark.parametrize(
    ("role", "area", "runs"),
    [
        (Role.RETURNING_OFFICER, CITY, True),
        (Role.RETURNING_OFFICER, BARNET, True),
        (Role.RETURNING_OFFICER, BRENT, False),
        (Role.DIRECTOR, CITY, False),
        (Role.ORGANISER, BARNET, False),
        (Role.AGENT, BARNET, False),
        (Role.VOLUNTEER, BARNET, False),
        (None, CITY, False),
    ],
)
def test_the_returning_officer_alone_and_each_thing_in_its_time(party, role, area, runs, state, expected):
    held = _selection(party, state)
    assert _answers(party.person(role, area), held) == (expected if runs else (False,) * 5)


def test_one_of_the_panel_sees_appeals_and_does_nothing_else(party):
    held, user = _selection(party, "frozen"), party.person()
    place = actions.name_to_panel(selection=held, user=user, by=held.created_by)
    assert _answers(user, held) == (False, False, False, False, True)
    assert rules.hears_appeals(user)
    assert rules.panels_of(user) == [held]
    actions.take_off_panel(place=place, by=held.created_by)
    assert _answers(user, held) == (False,) * 5
    assert not rules.hears_appeals(user)


def test_a_grant_that_was_taken_back_runs_nothing(party):
    held, user = _selection(party, "frozen"), party.officer(BARNET)
    assert _answers(user, held)[1]
    user.grants.update(revoked_at=timezone.now())
    assert _answers(user, held) == (False,) * 5
