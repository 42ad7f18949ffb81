"""Who may run a selection and change what of it, as one table."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.models import Candidate, Post, Section, Selection
from groundgame.campaign.selections.states import State

pytestmark = pytest.mark.django_db
CITY, BARNET = "E12000007", "E09000003"

PEOPLE = {
    "city_officer": (Role.RETURNING_OFFICER, CITY),
    "borough_officer": (Role.RETURNING_OFFICER, BARNET),
    "director": (Role.DIRECTOR, CITY),
    "organiser": (Role.ORGANISER, BARNET),
    "agent": (Role.AGENT, BARNET),
    "volunteer": (Role.VOLUNTEER, BARNET),
    "nobody": (),
}
RUNS = {CITY: {"city_officer"}, BARNET: {"city_officer", "borough_officer"}}
DRAFT, NOMINATIONS, FROZEN, APPEALS, VOTING, COUNTING, DECLARED, CLOSED = State
CHANGES = {
    "set_up": {DRAFT},
    "add_candidates": {DRAFT, NOMINATIONS},
    "withdraw_candidates": {DRAFT, NOMINATIONS, FROZEN, APPEALS, VOTING},
    "set_dates": {DRAFT, NOMINATIONS, FROZEN, APPEALS, VOTING},
}


def _refused(check, *arguments):
    """Tell whether a rule refuses, and see that it does so in a sentence."""
    try:
        check(*arguments)
    except PermissionDenied as refusal:
        said = str(refusal)
    else:
        return False
    assert said.endswith(".")
    return True


@pytest.mark.parametrize("area", [CITY, BARNET])
def test_the_returning_officer_of_the_area_runs_it_and_nobody_else(party, area):
    selection = party.selection(party.officer(), area=area)
    for name, held in PEOPLE.items():
        user = party.person(*held)
        runs = name in RUNS[area]
        assert rules.may_run(user, selection) == runs, name
        assert _refused(rules.check_may_run, user, selection) != runs
        assert (selection in rules.selections_run_by(user)) == runs
        assert rules.may_make_selections(user) == name.endswith("officer")
        assert _refused(rules.check_may_make_selections, user) != name.endswith("officer")
        assert _refused(rules.check_may_run_in, user, area) != rules.may_run_in(user, area)


@pytest.mark.parametrize("what", sorted(CHANGES))
@pytest.mark.parametrize("state", list(State))
def test_what_may_be_changed_gets_less_as_it_goes_on(party, what, state):
    officer, stranger = party.officer(), party.person(Role.DIRECTOR)
    selection = party.selection(officer)
    Selection.objects.filter(pk=selection.pk).update(state=state)
    selection.refresh_from_db()
    may, check = getattr(rules, f"may_{what}"), getattr(rules, f"check_may_{what}")
    assert may(officer, selection) == (state in CHANGES[what])
    assert _refused(check, officer, selection) == (state not in CHANGES[what])
    assert not may(stranger, selection)
    assert _refused(check, stranger, selection)


STALE = {
    "a post saved": lambda post, by: actions.save_post(post=post, by=by, guaranteed={}),
    "a section saved": lambda post, by: actions.save_section(section=post.voting_sections[0], by=by),
    "a post removed": lambda post, by: actions.remove(part=post, by=by),
    "a section removed": lambda post, by: actions.remove(part=post.voting_sections[0], by=by),
    "a candidate saved": lambda post, by: actions.save_candidate(candidate=Candidate(post=post, name="Elm"), by=by),
    "a candidate withdrawn": lambda post, by: actions.withdraw_candidate(candidate=post.candidates.get(), by=by),
}


@pytest.mark.parametrize("what", sorted(STALE))
def test_a_change_is_judged_by_the_state_now_and_not_when_its_page_was_loaded(party, what):
    selection = party.selection(party.officer())
    party.section(selection)
    post = party.post(selection, "Ash")
    stale = Post.objects.select_related("selection").prefetch_related("sections", "candidates").get(pk=post.pk)
    stale.selection.sections.all()
    Selection.objects.filter(pk=selection.pk).update(state=COUNTING)
    with pytest.raises(PermissionDenied, match="cannot be changed any more"):
        STALE[what](stale, selection.created_by)
    assert stale.selection.state == DRAFT
    assert (Post.objects.count(), Section.objects.count(), Candidate.objects.count()) == (1, 1, 1)
    assert Candidate.objects.get().withdrawn_at is None


@pytest.mark.parametrize("days", [1, 30])
def test_polls_that_have_ended_are_not_opened_again(party, days):
    selection = party.selection(party.officer())
    over = timezone.now() - dt.timedelta(seconds=1)
    Selection.objects.filter(pk=selection.pk).update(state=VOTING, voting_closes_at=over)
    later = timezone.now() + dt.timedelta(days=days)
    with pytest.raises(PermissionDenied, match="Voting ended on"):
        actions.change_selection(selection=selection, by=selection.created_by, voting_closes_at=later)
    selection.refresh_from_db()
    assert selection.voting_closes_at == over
