"""The demo's selections: an electoral college, a board with guaranteed places, slates, appeals, two thousand votes."""

import pytest

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.people.models import Member
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.demo import load_demo_selections
from groundgame.campaign.selections.models import Appeal, BoxAccount, Mark, Result, Selection
from groundgame.campaign.selections.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(party):
    officer = party.officer()
    load_demo_selections(officer=officer, panel=[party.person() for _ in range(3)])
    return officer


def test_the_demo_shows_a_whole_selection_and_one_to_go_on_with(loaded):
    declared, going_on = Selection.objects.get(state=State.DECLARED), Selection.objects.get(state=State.NOMINATIONS)
    assert rules.selections_run_by(loaded) == [going_on, declared] or rules.selections_run_by(loaded) == [
        declared,
        going_on,
    ]
    assert declared.sections.count() == 3
    assert declared.slates.count() == 2
    assert Mark.objects.filter(entry__selection=declared).count() == 2000
    decisions = [appeal.decision.upheld for appeal in Appeal.objects.order_by("pk")]
    assert decisions == [True, True, False]
    for account in BoxAccount.objects.filter(form__post__selection=declared):
        assert account.marked_on_paper == account.typed
    leader, board = (post.results.get() for post in declared.posts.all())
    assert len(leader.count.elected) == 1
    assert len(leader.count.rounds) > 2
    assert len(board.count.elected) == 12
    women = board.post.candidates.filter(groups__contains="women").values_list("name", flat=True)
    assert len(set(women) & set(board.count.elected)) >= 6
    assert all(actions.counted_alike(result) for result in (leader, board))


def test_loading_again_changes_nothing(loaded, party):
    load_demo_selections(officer=loaded, panel=[])
    assert Selection.objects.count() == 2
    assert Result.objects.count() == 2


def test_nothing_can_ever_be_sent_to_the_demos_members(loaded):
    assert not Member.objects.exclude(email="").exclude(email__endswith=".invalid").exists()


def test_nobody_but_a_returning_officer_loads_it(party):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        load_demo_selections(officer=party.person(Role.DIRECTOR), panel=[])
    assert not Member.objects.exists()
