"""The pages on which a selection is made and run, as a browser sends them."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.selections.models import Candidate, Post, Selection
from groundgame.campaign.selections.states import State

pytestmark = pytest.mark.django_db
CITY = "E12000007"


def _moments(**days: int) -> dict[str, str]:
    sent = {}
    for name, number in days.items():
        moment = timezone.localtime() + dt.timedelta(days=number)
        sent |= {f"{name}_0": f"{moment:%Y-%m-%d}", f"{name}_1": "12:00"}
    return sent


@pytest.fixture
def officer(party, client):
    user = party.officer()
    client.force_login(user)
    return user


def test_a_selection_is_made_set_up_and_opened_by_forms(client, officer):
    dates = _moments(freeze_at=10, voting_opens_at=20, voting_closes_at=30)
    client.post(reverse("selections:new"), {"name": "Spring", "area": CITY, **dates})
    made = Selection.objects.get(name="Spring")
    assert made.created_by == officer
    section = {"name": "Members", "who": "members", "weight_numerator": 1, "weight_denominator": 3}
    client.post(reverse("selections:new_section", args=[made.pk]), section)
    board = {"name": "Board", "seats": 12, "rule": "scottish-stv", "nominations_needed": 3, "guaranteed": "Women: 6"}
    client.post(reverse("selections:new_post", args=[made.pk]), board)
    post = Post.objects.get(selection=made)
    assert [(each.group, each.at_least) for each in post.guaranteed.all()] == [("women", 6)]
    ash = {"name": "Ash", "groups": "Women, under 27 , women", "statement": ""}
    client.post(reverse("selections:new_candidate", args=[made.pk, post.pk]), ash)
    assert Candidate.objects.get(post=post).groups == ["women", "under 27"]
    client.post(reverse("selections:move", args=[made.pk, "open-nominations"]))
    made.refresh_from_db()
    assert made.state == State.NOMINATIONS
    page = client.get(reverse("selections:selection", args=[made.pk])).content.decode()
    assert "The freeze date has not come" in page
    assert "Open nominations</button>" not in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"rule": "av", "seats": 2}, "This rule fills one seat."),
        ({"rule": "fptp", "seats": 2}, "This rule fills one seat."),
        ({"rule": "limited", "seats": 3}, "Say how many crosses a paper has"),
        ({"rule": "limited", "seats": 3, "votes_each": 3}, "at least 1, and fewer than 3"),
        ({"rule": "block", "seats": 3, "guaranteed": "women: 1"}, "Only the single transferable vote"),
        ({"rule": "meek", "seats": 3, "guaranteed": "women: 4"}, "More places are guaranteed than there are seats."),
        ({"rule": "meek", "seats": 3, "guaranteed": "women"}, "is not a guarantee"),
        ({"rule": "meek", "seats": 3, "guaranteed": "women: none"}, "is not a guarantee"),
        ({"rule": "meek", "seats": 0}, "Ensure this value is greater than or equal to 1"),
    ],
)
def test_a_post_that_its_rule_cannot_fill_is_refused_in_words(client, officer, party, sent, said):
    selection = party.selection(officer)
    whole = {"name": "Board", "nominations_needed": 0, **sent}
    answer = client.post(reverse("selections:new_post", args=[selection.pk]), whole)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Post.objects.exists()


def test_a_limited_vote_keeps_how_many_crosses_a_paper_has(client, officer, party):
    selection = party.selection(officer)
    sent = {"name": "Council", "seats": 3, "rule": "limited", "votes_each": 2, "nominations_needed": 0}
    client.post(reverse("selections:new_post", args=[selection.pk]), sent)
    assert Post.objects.get().options == {"votes_each": 2}


def test_dates_that_do_not_follow_one_another_are_refused(client, officer):
    dates = _moments(freeze_at=10, voting_opens_at=30, voting_closes_at=20)
    answer = client.post(reverse("selections:new"), {"name": "Spring", "area": CITY, **dates})
    assert answer.status_code == 422
    assert "Voting must close after it opens." in answer.content.decode()


def test_a_second_candidate_of_the_same_name_is_refused(client, officer, party):
    selection = party.selection(officer)
    post = party.post(selection, "Ash")
    answer = client.post(reverse("selections:new_candidate", args=[selection.pk, post.pk]), {"name": "Ash"})
    assert answer.status_code == 422
    assert "stands already" in answer.content.decode()


def test_a_withdrawal_is_kept_and_the_candidate_no_longer_stands(client, officer, party):
    selection = party.selection(officer)
    post = party.post(selection, "Ash", "Beech")
    ash = post.candidates.get(name="Ash")
    client.post(reverse("selections:withdraw", args=[selection.pk, post.pk, ash.pk]))
    assert [each.name for each in Post.objects.get().standing] == ["Beech"]
    assert "withdrew" in client.get(reverse("selections:selection", args=[selection.pk])).content.decode()


def test_the_page_of_another_areas_selection_is_refused_with_the_areas_name(client, party):
    selection = party.selection(party.officer())
    client.force_login(party.officer("E09000003"))
    answer = client.get(reverse("selections:selection", args=[selection.pk]))
    assert answer.status_code == 403
    assert "Only a returning officer of London" in answer.content.decode()


def test_no_such_move_is_no_such_page(client, officer, party):
    selection = party.selection(officer)
    assert client.post(reverse("selections:move", args=[selection.pk, "fly"])).status_code == 404


def _sent(selection: Selection, **changed) -> dict[str, str]:
    """Return the timetable's form as the browser sends it, with these moments changed."""
    sent = {"name": selection.name, "tie_seed": ""}
    for name in ("freeze_at", "voting_opens_at", "voting_closes_at"):
        if moment := changed.get(name, getattr(selection, name)):
            sent |= {
                f"{name}_0": f"{timezone.localtime(moment):%Y-%m-%d}",
                f"{name}_1": f"{timezone.localtime(moment):%H:%M:%S.%f}",
            }
    return sent


@pytest.mark.parametrize(("days", "status"), [(-1, 422), (1, 302)])
def test_the_end_of_an_open_vote_is_put_off_but_never_brought_forward(client, officer, party, days, status):
    selection = party.selection(officer)
    Selection.objects.update(state=State.VOTING)
    told = selection.voting_closes_at
    sent = _sent(selection, voting_closes_at=told + dt.timedelta(days=days))
    answer = client.post(reverse("selections:timetable", args=[selection.pk]), sent)
    selection.refresh_from_db()
    assert answer.status_code == status
    assert (selection.voting_closes_at == told) == (status == 422)
    assert ("Voters were told" in answer.content.decode()) == (status == 422)


def test_the_freeze_date_is_fixed_once_the_electorate_is(client, officer, party):
    selection = party.selection(officer)
    Selection.objects.update(state=State.FROZEN)
    fixed = selection.freeze_at
    sent = _sent(selection, freeze_at=fixed - dt.timedelta(days=9))
    assert client.post(reverse("selections:timetable", args=[selection.pk]), sent).status_code == 422
    selection.refresh_from_db()
    assert selection.freeze_at == fixed
