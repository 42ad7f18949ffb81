"""May she? One truth table for whoever makes, runs, watches and rings."""

import pytest
from django.core.exceptions import PermissionDenied

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.canvass import actions, rules
from groundgame.campaign.canvass.models import Session
from groundgame.electoral.places import atlas

pytestmark = pytest.mark.django_db

CITY, BARNET, BRENT, WARD = "E12000007", "E09000003", "E09000005", "E05013628"


@pytest.mark.parametrize(
    ("role", "area", "makes", "runs", "runs_borough", "edits"),
    [
        (Role.DIRECTOR, CITY, True, True, True, True),
        (Role.ORGANISER, BARNET, True, True, True, True),
        (Role.ORGANISER, WARD, True, True, False, False),
        (Role.ORGANISER, BRENT, True, False, False, False),
        (Role.AGENT, BARNET, False, False, False, False),
        (Role.VOLUNTEER, BARNET, False, False, False, False),
        (Role.RETURNING_OFFICER, CITY, False, False, False, False),
        (None, BARNET, False, False, False, False),
    ],
)
def test_who_makes_and_runs_sessions_and_edits_scripts(field_work, role, area, makes, runs, runs_borough, edits):
    organiser = field_work.organiser()
    small = field_work.session(organiser)
    whole = field_work.session(organiser, wards=tuple(atlas().wards_within(BARNET)))
    user = field_work.person(role, area)
    answers = (
        rules.may_make_sessions(user),
        rules.may_run_session(user, small),
        rules.may_run_session(user, whole),
        rules.may_edit_script(user, small.script),
    )
    assert answers == (makes, runs, runs_borough, edits)
    assert rules.may_watch(user, small) is runs
    assert not rules.may_call(user, small)
    for may, check in (
        (makes, lambda: rules.check_may_make_sessions(user)),
        (runs, lambda: rules.check_may_run_session(user, small)),
        (runs, lambda: rules.check_may_watch(user, small)),
        (edits, lambda: rules.check_may_edit_script(user, small.script)),
    ):
        if may:
            check()
        else:
            with pytest.raises(PermissionDenied):
                check()


@pytest.mark.parametrize(
    ("admitted", "removed", "closed", "calls", "watches", "sentence"),
    [
        (True, False, False, True, True, None),
        (False, False, False, False, False, "not let you in yet"),
        (True, True, False, False, False, "no longer a caller"),
        (True, False, True, False, False, "closed"),
        (None, False, False, False, False, "not a caller"),
    ],
)
def test_a_callers_right_is_their_place_in_the_session(field_work, admitted, removed, closed, calls, watches, sentence):
    session = field_work.session(field_work.organiser(), admission=Session.Admission.APPROVE)
    user = field_work.person()
    if admitted is not None:
        caller = actions.ask_to_join(by=user, session=session)
        if admitted:
            actions.admit(by=session.created_by, caller=caller)
        if removed:
            actions.remove_caller(by=session.created_by, caller=caller)
    if closed:
        actions.close_session(by=session.created_by, session=session)
    assert (rules.may_call(user, session), rules.may_watch(user, session)) == (calls, watches)
    assert rules.may_save(user, session) is bool(admitted)
    if sentence:
        with pytest.raises(PermissionDenied, match=sentence):
            rules.check_may_call(user, session)


def test_nobody_makes_a_session_of_wards_they_do_not_manage(field_work):
    with pytest.raises(PermissionDenied, match="You do not manage Barnet Vale"):
        field_work.session(field_work.person(Role.ORGANISER, BRENT))
    with pytest.raises(PermissionDenied, match="no ward at all"):
        field_work.session(field_work.organiser(), wards=())


def test_an_open_session_lets_everybody_in_and_the_organiser_walks_in_anywhere(field_work):
    organiser = field_work.organiser()
    strict = field_work.session(organiser, admission=Session.Admission.APPROVE)
    assert actions.ask_to_join(by=field_work.person(), session=strict).admitted_at is None
    assert actions.ask_to_join(by=organiser, session=strict).admitted_at is not None
    assert actions.admit_all(by=organiser, session=strict) == 1
    lenient = field_work.session(organiser)
    assert actions.ask_to_join(by=field_work.person(), session=lenient).admitted_at is not None


def test_a_removed_caller_does_not_walk_back_in_but_may_be_let_in_again(field_work):
    session = field_work.session(field_work.organiser())
    user = field_work.caller(session)
    caller = session.callers.get(user=user)
    actions.remove_caller(by=session.created_by, caller=caller)
    with pytest.raises(PermissionDenied, match="no longer"):
        actions.ask_to_join(by=user, session=session)
    actions.admit(by=session.created_by, caller=caller)
    assert rules.may_call(user, session)


def test_an_organiser_of_another_borough_lets_nobody_in(field_work):
    session = field_work.session(field_work.organiser(), admission=Session.Admission.APPROVE)
    caller = actions.ask_to_join(by=field_work.person(), session=session)
    stranger = field_work.person(Role.ORGANISER, BRENT)
    for deed in (
        lambda: actions.admit(by=stranger, caller=caller),
        lambda: actions.admit_all(by=stranger, session=session),
        lambda: actions.remove_caller(by=stranger, caller=caller),
        lambda: actions.refresh_audience(by=stranger, session=session),
        lambda: actions.close_session(by=stranger, session=session),
    ):
        with pytest.raises(PermissionDenied):
            deed()
